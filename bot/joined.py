"""A company's filings as one: the lines of one of them, with the periods that only the others print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.matching import SeriesIndex, series_index
from index.facts import Fact
from index.filing import FilingRecord
from index.period import Duration, Instant, Period
from index.restatements import line_key, same_company
from index.shelf import Shelf

Stated = dict[Period, list[tuple[str, Fact]]]


def siblings(shelf: Shelf, filings: Sequence[str]) -> tuple[str, ...]:
    """Of the filings that a question may be about, those of the first one's company, the latest first."""
    records = {record.id: record for record in shelf.filings()}
    first = records[filings[0]]
    own = [records[name] for name in filings if same_company(records[name], first)]
    return tuple(record.id for record in sorted(own, key=_day, reverse=True))


def _day(record: FilingRecord) -> str:
    return str(record.period_end or record.filed or "")


def joined_index(shelf: Shelf, filing: str, others: Sequence[str]) -> SeriesIndex:
    """The lines of a filing, each with what the same line of the others gives for periods it does not print itself.

    others: ids, the one to be believed first. A line is the same where its unit, label and heading are, in the same
    statement; and it is taken only where the other filing gives one value for it and the period.
    """
    index = series_index(shelf, filing)
    numbers: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, line in enumerate(index.series):
        if line.origin == "table" and not line.entity and _is_plain(line.facts[0]):
            numbers[line_key(line.facts[0])].append(number)
    more: dict[int, list[Fact]] = defaultdict(list)
    for other in others:
        for key, stated in _stated(shelf, other, set(numbers)).items():
            for number in numbers[key]:
                line = index.series[number]
                kind = index.statement.get(line.facts[0].table or 0, "")
                known = {fact.period for fact in (*line.facts, *more[number])}
                more[number] += [
                    fact
                    for period, facts in stated.items()
                    if period not in known and (fact := _agreed(facts, kind)) is not None
                ]
    return index.with_more({number: facts for number, facts in more.items() if facts})


def _is_plain(fact: Fact) -> bool:
    """Whether a fact is a reported figure of a table for a period that is known."""
    dated = isinstance(fact.period, Instant | Duration)
    return dated and fact.origin == "table" and fact.kind == "value" and fact.basis == "reported"


def _stated(shelf: Shelf, filing: str, wanted: set[tuple[str, str, str]]) -> dict[tuple[str, str, str], Stated]:
    """What a filing states on some lines, by line and period, with the statement each stands in."""
    index = series_index(shelf, filing)
    found: dict[tuple[str, str, str], Stated] = defaultdict(lambda: defaultdict(list))
    for line in index.series:
        if line.origin != "table" or line.entity:
            continue
        for fact in line.facts:
            if fact.period is not None and _is_plain(fact) and (key := line_key(fact)) in wanted:
                found[key][fact.period].append((index.statement.get(fact.table or 0, ""), fact))
    return found


def _agreed(facts: Sequence[tuple[str, Fact]], kind: str) -> Fact | None:
    """The fact that a filing states, as in the same statement where it is in it; None where it gives several values."""
    same = [fact for statement, fact in facts if kind and statement == kind] or [fact for _, fact in facts]
    finest = min(same, key=lambda fact: fact.precision)
    close = all(abs(fact.value - finest.value) <= max(fact.precision, finest.precision) for fact in same)
    return finest if close else None
