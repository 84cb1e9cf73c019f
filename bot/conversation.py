"""Follow-ups: what a conversation carries from one question to the next, and how a question that leans on it is completed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.answer import Answer
from bot.plan import Plan
from bot.planner.binding import reported_period
from bot.planner.routing import names_of
from bot.question import QuestionContext, Reading, read_question
from index.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said, as plain data: the questions as completed, newest last, and the filings in hand."""

    questions: tuple[str, ...] = ()
    filings: tuple[str, ...] = ()
    figures: tuple[dict[str, Any], ...] = field(default=())

    def to_state(self) -> dict[str, Any]:
        return {"questions": list(self.questions), "filings": list(self.filings), "figures": list(self.figures)}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Conversation:
        return cls(tuple(state.get("questions", ())), tuple(state.get("filings", ())), tuple(state.get("figures", ())))


def context_of(shelf: Shelf, filings: tuple[str, ...]) -> QuestionContext:
    """What helps to read a question about the likeliest filing."""
    records = {record.id: record for record in shelf.filings()}
    if not filings or filings[0] not in records:
        return QuestionContext()
    record = records[filings[0]]
    return QuestionContext(record.calendar, reported_period(shelf, record), names_of(record))


def read_turn(question: str, conversation: Conversation, shelf: Shelf, filings: tuple[str, ...]) -> Reading:  # noqa: ARG001
    """Read a question as the next turn of a conversation; one that stands by itself passes through."""
    return read_question(question, context_of(shelf, filings))


def remember(conversation: Conversation, reading: Reading, plan: Plan, answer: Answer) -> Conversation:  # noqa: ARG001
    """The conversation with one more turn."""
    filings = tuple(dict.fromkeys(citation.filing for citation in answer.citations)) or conversation.filings
    return Conversation((*conversation.questions, reading.text)[-12:], filings, conversation.figures)
