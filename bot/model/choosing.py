"""A sentence quoted because a model says that it answers, where a question that asks for words would be refused.

Such a question may yet be answered by a sentence that shares too few of its words to be sure of. The likeliest sentences, by
their words and by their meaning, are put to the model one by one. The one that it says yes of sooner than of any other is
quoted whole, held to the tests of words that are found without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from bot.extract import Looked
from bot.extract.by_meaning import in_place
from bot.extract.kinds import Sort, asked_of
from bot.matching import Similar
from bot.model.client import Budget
from bot.model.counsel import Counsel
from bot.plan import Plan
from bot.planner.binding import Desk
from bot.planner.prose import looked_through, near_to, quote_plan, words_of
from bot.planner.quoted import is_of_asked
from bot.planner.someone import names_a_stranger
from bot.question.reading import Kind, Reading
from index.shelf import Hit, Shelf

OFFERED = 5
"""Sentences that a model is asked about: more are seldom the answer, and each costs some hundred tokens."""
CHOSEN = 0.5
"""How sure words are of a sentence that a model chose."""
_LEAST_WORDS = 6
_WORDS = frozenset({Sort.REASON, Sort.WHO, Sort.WHERE, Sort.TIME, Sort.HOW})
_NO_WORDS = frozenset({Sort.AMOUNT, Sort.COUNT, Sort.BOOLEAN, Sort.MARK, Sort.TABLE})


def may_choose(reading: Reading, *, for_text: bool) -> bool:
    """Whether a sentence may answer: never one for a figure, or for a yes or no. for_text: as the reader of intents says."""
    sort = asked_of(reading.text).sort
    return sort in _WORDS or (for_text and sort not in _NO_WORDS and reading.kind is not Kind.JUDGE)


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
    looked = looked_through(desk, reading, OFFERED)
    if looked is None or names_a_stranger(reading.text, shelf, desk.record):
        return None, ("model choice: not asked, no sentence is of what is asked",)
    places = _offered(desk, looked)
    shown = [in_place(looked.sentences[place], looked.titles[place]) for place in places]
    at, trace = counsel.choose(reading.text, shown, budget)
    if at is None:
        return None, trace
    found = words_of(desk, reading, looked, places[at], CHOSEN)
    if found is None:
        return None, (*trace, "model choice: turned down, the sentence speaks of something else")
    plan = quote_plan(desk, replace(found, spans=(found.around,), shape="text", value=None, confidence=CHOSEN))
    if not is_of_asked(desk, reading, plan):
        return None, (*trace, "model choice: turned down, its words may not stand for what is asked")
    return replace(plan, planner="model"), trace


def _offered(desk: Desk, looked: Looked) -> tuple[int, ...]:
    """The places of the sentences offered: what stands first by words and by meaning, in turn."""
    nearest = near_to(desk, desk.reading.text, looked.sentences, looked.titles)[:OFFERED]
    both = chain.from_iterable(zip_longest(looked.likeliest(OFFERED), nearest))
    places = dict.fromkeys(place for place in both if place is not None)
    return tuple(place for place in places if _says_something(looked.sentences[place].text))[:OFFERED]


def _says_something(text: str) -> bool:
    """Whether a sentence says something by itself: it is no heading, and does not announce what comes after it."""
    return len(text.split()) >= _LEAST_WORDS and not text.rstrip().endswith(":")
