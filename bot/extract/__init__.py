"""Answers in the filing's own words: which sentence answers a question, and the shortest words in it that do."""

from bot.extract.answers import Extraction
from bot.extract.by_meaning import Alikeness, extract_by_meaning
from bot.extract.choose import Looked, extract, look

__all__ = ["Alikeness", "Extraction", "Looked", "extract", "extract_by_meaning", "look"]
