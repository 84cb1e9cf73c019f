"""Which sentence answers, chosen by a model among those that might. The words are cut out of it and tested as without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.extract.kinds import Sort, asked_of
from bot.matching import Similar
from bot.model.client import Budget
from bot.model.counsel import Counsel
from bot.plan import Plan, Quote, Refuse
from bot.planner import make_plan
from bot.planner.binding import Desk
from bot.planner.prose import looked_through, words_of
from bot.question.reading import Kind, Reading
from index.shelf import Hit, Shelf

OFFERED = 5
"""Sentences that a model may choose from: more are seldom the answer, and each costs some forty tokens."""
CHOSEN = 0.5
"""How sure words are, at least, of a sentence that the rules found likely and the model chose."""
_IN_WORDS = frozenset({Sort.REASON, Sort.WHO, Sort.WHERE, Sort.HOW, Sort.DEFINITION, Sort.PARTS, Sort.BOOLEAN})


def may_choose(plan: Plan, reading: Reading, sure: float) -> bool:
    """Whether a sentence is sought, and none was found or none that is sure. sure: confidence from which one is."""
    match plan.act:
        case Quote(shape=shape):
            return shape in {"text", "spans", "boolean"} and plan.confidence < sure
        case Refuse(reason="not_in_filing"):
            asked = reading.kind in {Kind.PROSE, Kind.JUDGE} or asked_of(reading.text).sort in _IN_WORDS
            return asked and bool(reading.text)
        case _:
            return False


def plan_by_choice(
    counsel: Counsel,
    reading: Reading,
    shelf: Shelf,
    filing: str,
    similar: Similar,
    hits: Sequence[Hit],
    budget: Budget,
) -> tuple[Plan | None, tuple[str, ...]]:
    """The plan that quotes the sentence chosen, and what to put in the trace; None where none is chosen or it fails a test."""
    desk = Desk(shelf, filing, reading, similar, tuple(hits))
    looked = looked_through(desk, reading)
    places = looked.likeliest(OFFERED) if looked is not None else ()
    if looked is None or not places:
        return None, ("model choice: not asked, no sentence may answer",)
    at, trace = counsel.choose(reading.text, [looked.sentences[place].text for place in places], budget)
    if at is None:
        return None, trace
    found = words_of(desk, reading, looked, places[at])
    if found is None:
        return None, (*trace, "model choice: turned down, the sentence speaks of something else")
    if reading.kind is not Kind.FIGURE:
        found = replace(found, confidence=max(found.confidence, CHOSEN))
    plan = make_plan(reading, shelf, (filing,), similar, hits, said=found)
    if not isinstance(plan.act, Quote):
        return None, (*trace, "model choice: turned down, its words may not stand for what is asked")
    return plan, trace
