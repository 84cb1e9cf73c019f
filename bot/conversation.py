"""Conversations: what is carried from one question to the next, as plain data, and the reading of the next question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.answer import Answer
from bot.followups import Turn, follow
from bot.kept import Kept
from bot.plain import ask_from, plain_ask, plain_program, program_from
from bot.plan import Compute, Leaf, Plan, Program, Quote
from bot.planner.binding import reported_period
from bot.question import Metric, QuestionContext, Reading, metrics_of, read_question
from bot.question.given_names import in_full
from bot.question.months import months_given
from index.facts import Fact
from index.naming import names_of
from index.period import Duration
from index.shelf import Shelf

_KEPT = 12
_MONTHS: Kept[tuple[Duration, ...]] = Kept(256)
# Raised when what is kept of a turn changes.
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said, newest last, as plain data that a checkpointer can hold, and the filings in hand."""

    turns: tuple[dict[str, Any], ...] = ()
    filings: tuple[str, ...] = ()

    def to_state(self) -> dict[str, Any]:
        return {"version": _VERSION, "turns": list(self.turns), "filings": list(self.filings)}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Conversation:
        """The conversation that was kept; a new one where another version of tieout kept it, whose turns it cannot read."""
        if state.get("version") != _VERSION:
            return cls()
        return cls(tuple(state["turns"]), tuple(state["filings"]))

    def before(self, key: str) -> Conversation:
        """The conversation as it was when the turn of this key was asked: a question that is asked again (after a crash
        before its answer was delivered) is no follow-up of itself, nor remembered twice. "" is no key.
        """
        if not key or all(turn.get("key") != key for turn in self.turns):
            return self
        last = self.turns[-1]
        filings = tuple(last["before"]) if last.get("key") == key else self.filings
        return Conversation(tuple(turn for turn in self.turns if turn.get("key") != key), filings)


def context_of(shelf: Shelf, filings: tuple[str, ...]) -> QuestionContext:
    """What helps to read a question about the likeliest filing."""
    record = next((record for record in shelf.filings() if record.id == filings[0]), None) if filings else None
    if record is None:
        return QuestionContext()
    months = _MONTHS.of(shelf, record.id, lambda: months_given(shelf.facts(record.id)))
    return QuestionContext(record.calendar, reported_period(shelf, record), names_of(record), months)


def read_turn(
    question: str, conversation: Conversation, shelf: Shelf, filings: tuple[str, ...], beside: Sequence[Turn] = ()
) -> Reading:
    """Read a question as the next turn of a conversation; one that stands by itself passes through.

    beside: what the same message asked before it.
    """
    context = context_of(shelf, filings)
    if filings:
        question = in_full(question, shelf.filing(filings[0]).text)
    if not conversation.turns and not beside:
        return read_question(question, context)
    facts = _facts(shelf, conversation.filings or filings) if conversation.turns else {}
    turns = [*(_turn(plain, facts) for plain in conversation.turns), *beside]
    return follow(question, turns, context, shelf, filings)


def remember(
    conversation: Conversation, reading: Reading, plan: Plan, answer: Answer, key: str = "", shelf: Shelf | None = None
) -> Conversation:
    """The conversation with one more turn. key: which asking this is, in place of an earlier turn of the same key; or "".

    shelf: where an answer in words is looked into for the figure that it tells.
    """
    conversation = conversation.before(key)
    filings = tuple(dict.fromkeys(citation.filing for citation in answer.citations)) or conversation.filings
    metric = next((metric for ask in reading.asks for metric in metrics_of(ask)), Metric(""))
    program = _figure_given(plan, shelf) if answer.status == "answered" else None
    turn: dict[str, Any] = {
        "question": reading.text,
        "metric": metric.phrase,
        "context": metric.context,
        "ask": plain_ask(reading.asks[0]) if reading.asks else None,
        "program": plain_program(program) if program is not None else None,
        "basis": reading.basis,
    }
    if key:
        turn |= {"key": key, "before": list(conversation.filings)}
    return Conversation((*conversation.turns, turn)[-_KEPT:], filings)


def _figure_given(plan: Plan, shelf: Shelf | None) -> Program | None:
    """The figure that a plan gives, or the only one that its quotes tell; None where they tell none, or several."""
    if isinstance(plan.act, Compute):
        return plan.act.programs[0]
    if not isinstance(plan.act, Quote) or shelf is None:
        return None
    told = {
        (fact.filing, fact.span): fact
        for quote in plan.act.quotes
        for fact in shelf.facts(quote.filing)
        if quote.span.start <= fact.span.start and fact.span.end <= quote.span.end
    }
    fact = next(iter(told.values())) if len(told) == 1 else None
    return Program(fact.label, (Leaf("a", fact=fact),)) if fact is not None and fact.kind == "value" else None


def _facts(shelf: Shelf, filings: tuple[str, ...]) -> dict[str, Fact]:
    known = {record.id for record in shelf.filings()}
    return {fact.id: fact for filing in filings if filing in known for fact in shelf.facts(filing)}


def _turn(plain: dict[str, Any], facts: dict[str, Fact]) -> Turn:
    ask = ask_from(plain["ask"]) if plain["ask"] is not None else None
    return Turn(
        plain["question"], plain["metric"], plain["context"], ask, program_from(plain["program"], facts), plain["basis"]
    )
