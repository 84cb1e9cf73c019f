"""Gathers a filing's facts into lines as a reader sees them: rows, columns of a table on its side, rows told apart by date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from decimal import Decimal
from itertools import combinations

from bot.bands import band_of
from bot.lexicon import all_stems, stem, stems, word_set
from index.facts import Fact

_YEAR = re.compile(r"^(?:19|20)\d\d$")
_PERIOD_WORDS = word_set(
    """
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec three six nine twelve first second third fourth month quarter year end ended q1
    q2 q3 q4 fy weeks week half fiscal as at of unaudited audited restated note notes m mn mm bn 000
    """
)
_PERIOD_STEMS = frozenset(part for word in _PERIOD_WORDS for part in (word, *all_stems(word)))
_MONTHS = frozenset(
    all_stems(
        "january february march april may june july august september october november december jan feb "
        "mar apr jun jul aug sep "
        "sept oct nov dec"
    )
)
# "(in millions)", "(dollars in millions, except per share amounts)", and the same broken off where a head's line ends
_IN_UNITS = re.compile(
    r"\((?:[$€£] ?)?in [^()]*\)|\((?:[\w$€£. ]{1,30} )?in (?:thousands|millions|billions)\b[^()\d]*\)?", re.IGNORECASE
)
_AS_OF = re.compile(r"(?:\bas )?\bof ?/ ?(?:for the )?(?:year|quarter|period)\b", re.IGNORECASE)  # "As of/Year ended"
_DAY = re.compile(r"^\d{1,2}(?:st|nd|rd|th)?$")
_DAY_OF_MAY = re.compile(r"\bMay \d")  # the verb is no word to look for, and is left out with the month
# "F19", "FY2019", "Q3", "1H19": a period in letters and digits.
_SHORT = re.compile(r"^(?:fy?|cy|q[1-4]|[1-4]q|h[12]|[12]h|9m)['’]?(?:\d{2}|(?:19|20)\d\d)?$")


def without_periods(text: str) -> tuple[str, ...]:
    """The stems of a text that tell no period."""
    found = stems(text)
    dated = any(word in _MONTHS or word == "week" for word in found) or _DAY_OF_MAY.search(text) is not None
    return tuple(
        s for s in found if not (_YEAR.match(s) or _SHORT.match(s) or (dated and _DAY.match(s)) or s in _PERIOD_STEMS)
    )


def period_words(phrase: str) -> frozenset[str]:
    """The stems of a phrase that name a month or a year: of a period that was not understood, or of a line so named."""
    return frozenset(s for s in stems(phrase) if (s in _MONTHS and s not in {"may", "mar", "march"}) or _YEAR.match(s))


def entity_of(fact: Fact) -> str:
    """The part of a fact's column header that is not its period, as printed; empty where there is none."""
    if fact.period is None or band_of(fact.column) is not None:
        return fact.column
    if not without_periods(fact.column):
        return ""
    kept = [
        word
        for word in re.findall(r"[^\s,]+", _AS_OF.sub(" ", _IN_UNITS.sub(" ", fact.column)))
        if not re.fullmatch(r"(?:19|20)\d\d\.?|\d{1,2}(?:st|nd|rd|th)?[.,]?", word)
        and not _SHORT.match(word.lower().strip(".,:()"))
        and stem(word.lower().strip(".,:()")) not in _PERIOD_STEMS
    ]
    return " ".join(kept).strip(" -–—,;:")


def _key(fact: Fact) -> tuple[object, ...]:
    """What a fact's line is known by, columns apart."""
    if fact.origin == "prose":
        return ("prose", all_stems(fact.label), fact.basis, fact.vintage, fact.bound, fact.kind, fact.unit)
    if fact.table is None or fact.row_index is None:
        return (fact.origin, fact.concept or fact.label, fact.dimensions, fact.unit)
    if row_is_period(fact):
        above = fact.path[:-1] if fact.path[-1:] == (fact.row,) else fact.path
        return (fact.origin, fact.table, "column", fact.column_index, above, fact.kind)
    # A figure within a row's label ("net of allowances of $33") stands in no column, and is a line of its own.
    within = fact.label if fact.column_index is None else ""
    return (fact.origin, fact.table, fact.row_index, fact.kind, fact.unit, within)


def lines_of(facts: Iterable[Fact]) -> dict[tuple[object, ...], list[Fact]]:
    """Facts by line. A row is one line where its columns differ in period alone; else a line for each kind of column."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[_key(fact)].append(fact)
    found: dict[tuple[object, ...], list[Fact]] = {}
    rows = frozenset(members[0].row.casefold() for members in groups.values() if members[0].table is not None)
    for key, members in groups.items():
        if members[0].origin == "prose" and _of_several_parts(members, rows):
            for fact in members:
                found.setdefault((*key, PART, fact.section[-1:]), []).append(fact)
            continue
        if members[0].origin == "prose" or row_is_period(members[0]) or _differ_in_period(members):
            found[key] = members
            continue
        for fact in members:
            found.setdefault((*key, column_stems(fact)), []).append(fact)
    return _dated_rows_joined(found)


PART = "part"
"""In the key of a line that sentences tell of several parts of a company: what follows is the title it stands under."""


def _of_several_parts(facts: Sequence[Fact], rows: Set[str]) -> bool:
    """Whether one name is given unlike values for one period under titles that tables have rows for, as segments have."""
    told: dict[object, dict[str, set[Decimal]]] = defaultdict(lambda: defaultdict(set))
    for fact in facts:
        title = " ".join(fact.section[-1:]).casefold()
        if fact.kind == "value" and fact.period is not None and title in rows:
            told[fact.period][title].add(fact.value)
    return any(not _near(one, other) for parts in told.values() for one, other in combinations(parts.values(), 2))


def _near(one: Iterable[Decimal], other: Iterable[Decimal]) -> bool:
    """Whether two sets of values hold one figure, rounded differently."""
    return any(abs(a - b) <= max(abs(a), abs(b)) / 50 for a in one for b in other)


def _dated_rows_joined(lines: dict[tuple[object, ...], list[Fact]]) -> dict[tuple[object, ...], list[Fact]]:
    """The lines with rows that differ in their date alone as one: "2006 net revenue" and "2007 net revenue"."""
    same: dict[tuple[object, ...], list[tuple[object, ...]]] = defaultdict(list)
    for key, facts in lines.items():
        first = facts[0]
        if len(facts) == 1 and first.table is not None and first.period is not None and is_dated_row(first):
            kind = (first.origin, first.table, first.column_index, first.kind, first.unit, first.path[:-1])
            same[("dated", *kind, without_periods(first.label))].append(key)
    joined = dict(lines)
    for whole, keys in same.items():
        facts = [lines[key][0] for key in keys]
        if len(facts) < _LEAST_ROWS or not _differ_in_period(facts):
            continue
        for key in keys:
            del joined[key]
        joined[whole] = facts
    return joined


_LEAST_ROWS = 2
_DATE = re.compile(
    (
        r",?\s*\b(?:(?:as of|as at|at|on|in|for) )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
        r"|dec)[a-z]*\.? \d{1,2},? ?)?(?:19|20)\d\d\b,?"
    ),
    re.IGNORECASE,
)


def is_dated_row(fact: Fact) -> bool:
    """Whether a row's label has a year in it beside the words that name it."""
    words = without_periods(fact.label)
    return fact.label == fact.row and bool(words) and any(_YEAR.match(word) for word in stems(fact.label))


def undated_label(label: str) -> str:
    """A row's label without the date in it."""
    return " ".join(_DATE.sub(" ", label).split()) or label


def _differ_in_period(facts: Sequence[Fact]) -> bool:
    periods = [fact.period for fact in facts]
    if None in periods or len(set(periods)) < len(periods):
        return False
    told = [frozenset(column_stems(fact)) for fact in facts]
    # "2022 bonus" beside "2023 base salary": no word in common, and so not one thing in two years
    apart = len(told) > 1 and all(told) and sum(map(len, told)) == len(frozenset().union(*told))
    return not apart


# What the amounts of a column are a part of, they are not ("Hedging gains included in revenues").
_PART_OF = re.compile(r"\b(?:included|reported|recorded|recogni[sz]ed|reflected) (?:in|within)\b.*$", re.IGNORECASE)


def column_stems(fact: Fact) -> tuple[str, ...]:
    """The stems of a column's head: all of them where the filing gives it no period, else those that tell none."""
    head = _PART_OF.sub(" ", _IN_UNITS.sub(" ", fact.column))
    return stems(head) if fact.period is None or band_of(head) is not None else without_periods(head)


def shared_entity(facts: Sequence[Fact]) -> tuple[str, ...]:
    """What the columns of a line all say besides their periods."""
    first = column_stems(facts[0])
    return tuple(word for word in first if all(word in column_stems(fact) for fact in facts[1:]))


def row_is_period(fact: Fact) -> bool:
    """Whether the row names a period, or nothing, and the column the metric (a table turned on its side)."""
    if not fact.row:
        return not fact.path and bool(without_periods(_IN_UNITS.sub(" ", fact.column)))
    return not without_periods(fact.row)
