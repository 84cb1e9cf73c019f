"""Periods as a question means them together: ranges filled in, "a year earlier" reckoned, later ones told from earlier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.planner.binding import Desk
from bot.planner.taking import Unbound
from bot.planner.timing import (
    Wanted,
    latest,
    order_key,
    period_of,
)
from bot.question.reading import Metric
from index.facts import Fact
from index.period import (
    Duration,
    Period,
    PeriodMention,
    fiscal_label,
    months_in,
    year_earlier,
)

_YEARS_BEFORE = {"year_earlier", "previous_year"}


_BASES = {*_YEARS_BEFORE, "previous_quarter", "previous"}


def anchored(desk: Desk, periods: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """Read "a year earlier" beside an explicit period is a year before that one."""
    leaning = {*_BASES, "same"} if len(periods) > 1 else _BASES
    explicit = [p for p in periods if not (isinstance(p, PeriodMention) and p.relation in leaning)]
    if not explicit:
        explicit = [p for p in periods if isinstance(p, PeriodMention) and p.relation == "same"]
    if not explicit or len(explicit) == len(periods):
        return periods
    anchor = period_of(explicit[-1])
    return tuple(_reckoned(p, anchor, desk) for p in periods)


def _reckoned(wanted: Wanted, anchor: Period, desk: Desk) -> Wanted:
    """Read "a year earlier" than an anchor, or "the same period of 2006" as it; any other period as it is."""
    if not isinstance(wanted, PeriodMention):
        return wanted
    if wanted.relation in _YEARS_BEFORE:
        return year_earlier(anchor, desk.calendar)
    if wanted.relation == "same" and _another_part(wanted.period, anchor, desk):
        return wanted
    if wanted.relation == "same":
        target = order_key(wanted.period, desk.calendar)
        for _ in range(8):
            if order_key(anchor, desk.calendar).year <= target.year:
                return anchor
            anchor = year_earlier(anchor, desk.calendar)
    return wanted


def _another_part(period: Period, anchor: Period, desk: Desk) -> bool:
    """Whether a period is another quarter or half of the anchor's own year ("Q2 against Q1 FY08")."""
    one, other = fiscal_label(period, desk.calendar), fiscal_label(anchor, desk.calendar)
    if one is None or other is None or not one.part or not other.part:
        return False
    return one.fiscal_year == other.fiscal_year and one.part != other.part


def with_reported(desk: Desk, periods: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """A change "from a year earlier" or "sequentially" names only its base: it ends with the reported period."""
    only = periods[0] if len(periods) == 1 else None
    if not isinstance(only, PeriodMention) or only.relation not in _BASES:
        return periods
    months = desk.reading.months or months_in(only.period)
    for line in desk.index.series:
        fact = latest(
            [f for f in line.facts if f.period is not None and months_in(f.period) == months] or line.facts,
            desk.calendar,
        )
        if fact.period is None or fact.basis != "reported" or months_in(fact.period) != months:
            continue
        if order_key(fact.period, desk.calendar) == desk.record.period_end:
            if only.relation in _YEARS_BEFORE:
                return (fact.period, year_earlier(fact.period, desk.calendar))
            return (fact.period, only)
    return periods


def asks_sequential(desk: Desk) -> bool:
    return bool(
        re.search(
            r"sequential|quarter[- ]over[- ]quarter|\bqoq\b|previous quarter|prior quarter|preceding quarter",
            desk.reading.text.lower(),
        )
    )


def distinct_periods(periods: Sequence[Wanted]) -> tuple[Wanted, ...]:
    found: list[Wanted] = []
    for one in periods:
        if all(period_of(one) != period_of(other) for other in found):
            found.append(one)
    return tuple(found)


def in_time_order(desk: Desk, periods: Sequence[Wanted]) -> list[Wanted]:
    return sorted(periods, key=lambda one: order_key(period_of(one), desk.calendar))


def filled_in(desk: Desk, periods: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """The years between two that are named as a range, put in."""
    ends = [p for p in periods if isinstance(p, PeriodMention) and p.range]
    if len(periods) != 2 or len(ends) != 2:
        return periods
    first, last = (fiscal_label(period_of(p), desk.calendar) for p in periods)
    if first is None or last is None or first.part or last.part:
        return periods
    low, high = sorted((first.fiscal_year, last.fiscal_year))
    between = [replace(first, fiscal_year=year) for year in range(low + 1, high)]
    if first.fiscal_year > last.fiscal_year:
        between.reverse()
    return (periods[0], *between, periods[1]) if len(between) < 20 else periods


def within_year(desk: Desk, facts: Sequence[Fact], named: Wanted, metric: Metric) -> list[Fact]:
    """The facts of parts of the year that a question names ("in which quarter of 2010"). Raises Unbound where there are none."""
    whole = period_of(named)
    parts = [fact for fact in facts if isinstance(fact.period, Duration) and months_in(fact.period) < _YEAR]
    year = isinstance(whole, Duration) and months_in(whole) == _YEAR and not _leans(named)
    if not year or len(parts) < len(facts) or not isinstance(whole, Duration):
        return list(facts)
    inside = [
        f
        for f in parts
        if isinstance(f.period, Duration) and whole.start <= f.period.start <= f.period.end <= whole.end
    ]
    if len(inside) > 1:
        return inside
    desk.near(facts)
    raise Unbound(metric, (named,), "the filing does not give the parts of that year")


def _leans(named: Wanted) -> bool:
    return isinstance(named, PeriodMention) and bool(named.relation)


_YEAR = 12
