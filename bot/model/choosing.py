"""A sentence that the rules of words and the likeness of meaning both put first, quoted where a model chooses it too.

A question that was refused may yet be answered by a sentence that shares too few of its words to be sure of. A small model
chooses one whether or not any answers, and by where it stands among the others: it is believed where it chooses, in either
order, the very one that stands first without it. The words are cut out of it and tested as without a model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from bot.extract import Looked
from bot.extract.by_meaning import in_place
from bot.matching import Similar
from bot.model.client import Budget
from bot.model.counsel import Counsel
from bot.plan import Plan, Quote
from bot.planner import make_plan
from bot.planner.binding import Desk
from bot.planner.prose import looked_through, words_of
from bot.question.reading import Kind, Reading
from index.shelf import Hit, Shelf

OFFERED = 6
"""Sentences that a model may choose from: more are seldom the answer, and each costs some forty tokens."""
CHOSEN = 0.5
"""How sure words are, at least, of a sentence that rules, meaning and model agree on."""


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
    places = _offered(reading.text, looked, similar) if looked is not None else ()
    if looked is None or not places:
        return None, ("model choice: not asked, no sentence stands first",)
    trace: tuple[str, ...] = ()
    for order in (places, places[::-1]):
        at, told = counsel.choose(reading.text, [looked.sentences[place].text for place in order], budget)
        trace += told
        if at is None or order[at] != places[0]:
            return None, trace
    found = words_of(desk, reading, looked, places[0])
    if found is None:
        return None, (*trace, "model choice: turned down, the sentence speaks of something else")
    if reading.kind is not Kind.FIGURE:
        found = replace(found, confidence=max(found.confidence, CHOSEN))
    plan = make_plan(reading, shelf, (filing,), similar, hits, said=found)
    if not isinstance(plan.act, Quote):
        return None, (*trace, "model choice: turned down, its words may not stand for what is asked")
    return plan, trace


def _offered(question: str, looked: Looked, similar: Similar) -> tuple[int, ...]:
    """The places of the sentences offered, what stands first by words and by meaning before all; none where those differ."""
    near = similar(question, [in_place(one, title) for one, title in zip(looked.sentences, looked.titles, strict=True)])
    nearest = sorted(range(len(near)), key=lambda place: -near[place])[:OFFERED]
    likeliest = looked.likeliest(OFFERED)
    if likeliest[0] != nearest[0]:
        return ()
    both = chain.from_iterable(zip_longest(likeliest, nearest))
    return tuple(dict.fromkeys(place for place in both if place is not None))[:OFFERED]
