"""Answers in the filing's own words: which sentence answers a question, and the shortest words in it that do."""

from bot.extract.answers import Extraction
from bot.extract.choose import Looked, extract, look

__all__ = ["Extraction", "Looked", "extract", "look"]
