"""Votes told in a sentence: counts of shares in favor, against, withheld or abstaining are facts of the vote by those names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from index.facts import Fact
from index.quantity import COUNT, SHARES

# The ways to vote, by what filings and questions call them; "for" last, as its words are the plainest.
WAYS = ("broker non-votes", "withheld", "abstaining", "against", "for")
_WAY = r"in favou?r|for|against|abstain\w*|abstention\w*|withh[eo]ld|broker[- ]non-?\s?votes?"
_AFTER = re.compile(
    r"^\s*(?:(?:of the )?(?:shares|votes)\b)?(?:\s*(?:of [\w ]{3,30}?|were|was|voted|voting|cast|being|having"
    rf"|that))*\s*[“\"(]?(?P<way>{_WAY})\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"\b(?P<way>{_WAY})[”\")]?\s*[:–—-]\s*$", re.IGNORECASE)
_COLUMN = re.compile(
    rf"^\W*(?:(?:total |number of )?(?:votes?|shares?)(?: cast| voted)?)?\s*(?P<way>{_WAY})\b", re.IGNORECASE
)
_NO_VOTE = re.compile(r"\babst\w+|\bbroker non-?\s?votes?", re.IGNORECASE)
_KNOWN = (
    ("broker non-votes", re.compile(r"broker", re.IGNORECASE)),
    ("withheld", re.compile(r"withh", re.IGNORECASE)),
    ("abstaining", re.compile(r"abst", re.IGNORECASE)),
    ("against", re.compile(r"against", re.IGNORECASE)),
)
_SAID = re.compile(r"^votes (?P<way>for|against|withheld|abstaining)$|^(?P<broker>broker non-votes)$")


def way_of_column(column: str) -> str:
    """The way to vote that a column of counts is of; "" for any other column."""
    column = column.rpartition(": ")[2]  # what announces the table may stand over its columns
    found = _COLUMN.match(column)
    # "Votes For" may stand over the whole row of columns
    over = _NO_VOTE.search(column) if found else None
    return _named(over[0] if over else found["way"]) if found else ""


_SPAN = re.compile(r"\b(?P<years>1|2|3|one|two|three)[- ]years?\b|\b(?P<annual>annual(?:ly)?)\b", re.IGNORECASE)
_SPANS = {"1": "1 year", "one": "1 year", "2": "2 years", "two": "2 years", "3": "3 years", "three": "3 years"}


def span_of_column(column: str) -> str:
    """How often a vote is to be held by those whom a column counts ("1 year"); "" for any other column."""
    found = _SPAN.search(column)
    return "" if found is None else _SPANS[(found["years"] or "1").lower()]


def way_told(fact: Fact) -> str:
    """The way to vote that a fact of prose counts; "" for any other."""
    found = _SAID.match(fact.label)
    return (found["way"] or found["broker"]) if found else ""


def as_votes(text: str, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts, with the counts of a vote named by the way voted, where a sentence gives two ways or more.

    They are of no period: the year that an auditor is appointed for is not when it was voted on.
    """
    known = tuple(facts)
    said: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in known:
        if fact.origin == "prose" and fact.sentence is not None and fact.unit in {SHARES, COUNT}:
            said[fact.sentence.start, fact.sentence.end].append(fact)
    named: dict[str, Fact] = {}
    for (start, end), counts in said.items():
        ways = _ways(text, start, end, sorted(counts, key=lambda fact: fact.span.start))
        if len(set(ways.values())) > 1:
            named |= {fact.id: _as_vote(fact, ways[fact.id]) for fact in counts if fact.id in ways}
    return tuple(named.get(fact.id, fact) for fact in known)


def _ways(text: str, start: int, end: int, counts: list[Fact]) -> dict[str, str]:
    """The way voted that the words beside each count of a sentence name, by the count's id."""
    found: dict[str, str] = {}
    for number, fact in enumerate(counts):
        until = counts[number + 1].span.start if number + 1 < len(counts) else end
        since = counts[number - 1].span.end if number else start
        way = _AFTER.match(text[fact.span.end : until]) or _BEFORE.search(text[since : fact.span.start])
        if way is not None:
            found[fact.id] = _named(way["way"])
    return found


def _as_vote(fact: Fact, way: str) -> Fact:
    label = way if way == "broker non-votes" else f"votes {way}"
    return replace(fact, label=label, row=label, path=(*fact.path[:-1], label), period=None, of="", warnings=())


def _named(words: str) -> str:
    return next((way for way, pattern in _KNOWN if pattern.search(words)), "for")
