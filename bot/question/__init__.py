"""Reads a question: what is asked, of which metric and period, and in what form the answer is wanted."""

from bot.question.read import QuestionContext, read_question
from bot.question.reading import (
    Apply,
    Ask,
    Choice,
    Earlier,
    Judgement,
    Kind,
    Metric,
    Number,
    Reading,
    metrics_of,
)

__all__ = [
    "Apply",
    "Ask",
    "Choice",
    "Earlier",
    "Judgement",
    "Kind",
    "Metric",
    "Number",
    "QuestionContext",
    "Reading",
    "metrics_of",
    "read_question",
]
