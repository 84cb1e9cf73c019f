"""Which fact of a line is for the period that was asked: exact where dates are known, by label where they are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.lexicon import all_stems
from bot.series import Series
from index.facts import Fact
from index.period import (
    Duration,
    FiscalCalendar,
    FiscalLabel,
    Instant,
    Period,
    PeriodMention,
    fiscal_label,
    months_in,
    period_end,
    resolve,
    year_earlier,
)

Wanted = PeriodMention | Period

_WEEK = timedelta(days=7)
_IN_MONTH = 0.9  # how well a day fits the month asked for that it lies in, if not at its end
_OPENING = frozenset(all_stems("beginning opening start begin"))
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"\bFY\s?['’]?(\d\d)\b", re.IGNORECASE)


def period_of(wanted: Wanted) -> Period:
    return wanted.period if isinstance(wanted, PeriodMention) else wanted


def readings_of(wanted: Wanted) -> tuple[Period, ...]:
    """Every period the words can mean, likeliest first."""
    return (wanted.period, *wanted.alternatives) if isinstance(wanted, PeriodMention) else (wanted,)


def fit(wanted: Wanted, fact: Fact, calendar: FiscalCalendar) -> float:
    """How well a fact's period is the one asked for: 1 exact, lower for readings that need assuming, 0 for another period."""
    asked = period_of(wanted)
    if _is_opening(fact) and isinstance(asked, FiscalLabel) and asked.instant:
        return _fit(asked, fact, calendar)  # at the end of a year: what the next one, named in its column, opens with
    if _is_opening(fact) and _is_year(asked):
        printed = years_in(fact.column) or years_in(fact.row)
        if len(printed) == 1:
            return 0.97 if _names_year(wanted, fact, calendar) else 0.0
    on_day = _day_of(fact.label)
    if on_day is not None:
        printed = years_in(fact.column)
        by_column = _of_column(wanted, on_day, calendar)
        if len(printed) == 1 and by_column is not None:
            return 0.97 if printed == by_column else 0.0
    own = years_in(fact.label)
    if len(own) == 1 and _is_year(period_of(wanted)) and not isinstance(fact.period, Duration | Instant):
        return 0.9 if own == _years_of(wanted, calendar) else 0.0
    best = 0.0
    for turn, period in enumerate(readings_of(wanted)):
        best = max(best, _fit(period, fact, calendar) * (1.0 if turn == 0 else 0.9))
    if best < 0.85 and _is_year(period_of(wanted)) and _names_year(wanted, fact, calendar):
        best = max(best, 0.85)
    return best


def _fit(period: Period, fact: Fact, calendar: FiscalCalendar) -> float:
    have = fact.period
    if have is None:
        return 0.0
    if period == have:
        return 1.0
    if isinstance(have, FiscalLabel):
        return _fit_label(period, have, calendar)
    if isinstance(period, FiscalLabel):
        period = _taken(period, calendar)
        if isinstance(period, FiscalLabel):
            return 0.0
    match period, have:
        case Duration(start, end), Duration(begin, finish):
            return 1.0 if _near(start, begin) and _near(end, finish) else 0.0
        case Instant(day), Instant(other):
            return 1.0 if _near(day, other) else 0.0
        case Duration(start, end), Instant(day):
            if _is_opening(fact):
                return 0.97 if _near(start, day) else 0.0
            within = months_in(period) == 1 and start <= day <= end
            return 0.97 if _near(end, day) else _IN_MONTH if within else 0.0
        case Instant(day), Duration(_, finish):
            return 0.75 if _near(day, finish) else 0.0
    return 0.0


def _taken(label: FiscalLabel, calendar: FiscalCalendar) -> Period:
    """The days of a label under a calendar, taken at its word even where it is only assumed."""
    known = replace(calendar, assumed=False)
    return resolve(label, known)


def _fit_label(period: Period, have: FiscalLabel, calendar: FiscalCalendar) -> float:
    label = period if isinstance(period, FiscalLabel) else fiscal_label(period, calendar)
    if label is None and isinstance(period, Instant):
        label = FiscalLabel(period.date.year)
    if label is None:
        return 0.0
    return 0.98 if (label.fiscal_year, label.part) == (have.fiscal_year, have.part) else 0.0


def _near(a: date, b: date) -> bool:
    return abs(a - b) <= _WEEK


_DAY = re.compile(
    r"\b(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)? (?P<m1>[A-Z][a-z]{2,8})|(?P<m2>[A-Z][a-z]{2,8}) "
    r"(?P<d2>\d{1,2})(?:st|nd|rd|th)?)\b(?!,? ?\d)"
)
_MONTHS = {date(2000, month, 1).strftime("%b"): month for month in range(1, 13)}


def _day_of(label: str) -> tuple[int, int] | None:
    """Month and day of a label that names a day and no year ("Outstanding at 1 April"), whose column names the year."""
    for found in _DAY.finditer(label):
        month = _MONTHS.get((found["m1"] or found["m2"])[:3])
        if month is not None:
            return month, int(found["d1"] or found["d2"])
    return None


def _of_column(wanted: Wanted, day: tuple[int, int], calendar: FiscalCalendar) -> set[int] | None:
    """The year that a question gives a line of its own day: a year alone, or "1 April in 2019"; None for a full date."""
    period = period_of(wanted)
    if isinstance(period, Instant):
        alone = isinstance(wanted, PeriodMention) and wanted.end - wanted.start == len("2019")
        return {period.date.year} if alone and (period.date.month, period.date.day) == day else None
    return _years_of(wanted, calendar) if _is_year(period) else None


def _is_opening(fact: Fact) -> bool:
    return bool(_OPENING & set(all_stems(fact.label)))


def _is_year(period: Period) -> bool:
    return months_in(period) == 12 or (isinstance(period, FiscalLabel) and not period.part)


def _names_year(wanted: Wanted, fact: Fact, calendar: FiscalCalendar) -> bool:
    """Whether the fact's column (or row) prints just the year asked for, and its period is not a part of a year."""
    if any(warning.startswith("repaired") for warning in fact.warnings):
        return False
    if isinstance(fact.period, Duration) and not 300 < fact.period.days < 400:
        return False
    years = _years_of(wanted, calendar)
    printed = years_in(fact.column) or years_in(fact.row or fact.label)
    return len(printed) == 1 and bool(printed & years)


def _years_of(wanted: Wanted, calendar: FiscalCalendar) -> set[int]:
    """The year that a period is called by."""
    period = period_of(wanted)
    end = period_end(period)
    if isinstance(wanted, PeriodMention) and wanted.how == "calendar" and end is not None:
        return {end.year}
    label = period if isinstance(period, FiscalLabel) else fiscal_label(period, calendar)
    return {label.fiscal_year} if label is not None else set()


def years_in(text: str) -> set[int]:
    """The years that a text prints."""
    found = {int(year) for year in _YEAR.findall(text)}
    return found | {2000 + int(year) for year in _SHORT_YEAR.findall(text)}


def fact_at(series: Series, wanted: Wanted, calendar: FiscalCalendar) -> tuple[Fact, float] | None:
    """The fact of a series for the period asked, and how well it fits; the first in the filing among equals."""
    best: tuple[Fact, float] | None = None
    for fact in series.facts:
        how = fit(wanted, fact, calendar)
        if how > 0 and (best is None or how > best[1]):
            best = (fact, how)
    return best


def end_of(fact: Fact, calendar: FiscalCalendar) -> date:
    """A day to order facts by: the period's end, or where its label would end."""
    if fact.period is None:
        years = years_in(fact.column)
        return date(max(years), 12, 31) if years else date.min
    period = _taken(fact.period, calendar) if isinstance(fact.period, FiscalLabel) else fact.period
    return period_end(period) or date.min


def end_asked(wanted: Wanted, calendar: FiscalCalendar) -> date | None:
    """The last day of a period asked for; None where the filing's calendar does not tell it."""
    period = period_of(wanted)
    return period_end(_taken(period, calendar) if isinstance(period, FiscalLabel) else period)


def latest(facts: Sequence[Fact], calendar: FiscalCalendar) -> Fact:
    """The fact for the latest period; of several that end together, the one the filing gives first."""
    return max(enumerate(facts), key=lambda item: (end_of(item[1], calendar), -item[0]))[1]


def in_order(facts: Iterable[Fact], calendar: FiscalCalendar) -> list[Fact]:
    """Facts from the earliest period to the latest."""
    return sorted(facts, key=lambda fact: end_of(fact, calendar))


def alike(a: Fact, b: Fact) -> bool:
    """Whether two facts are of stretches as long as each other (or both instants, or both labels or unknown)."""
    if a.period is None or b.period is None:
        return a.period is None and b.period is None
    if isinstance(a.period, FiscalLabel) != isinstance(b.period, FiscalLabel):
        return False
    return months_in(a.period) == months_in(b.period)


def before(series: Series, fact: Fact, calendar: FiscalCalendar, *, sequential: bool = False) -> Fact | None:
    """The fact that a change is measured from: the same period a year earlier, or for balances the one before."""
    if fact.period is not None and not sequential:
        earlier = year_earlier(fact.period, calendar)
        found = fact_at(series, earlier, calendar)
        if found is not None:
            return found[0]
    end = end_of(fact, calendar)
    past = [other for other in series.facts if alike(other, fact) and end_of(other, calendar) < end]
    if not past:
        return None
    nearest = max(past, key=lambda other: end_of(other, calendar))
    if isinstance(fact.period, Duration) and not sequential and months_in(fact.period) < 12:
        return None
    return nearest


def order_key(period: Period, calendar: FiscalCalendar) -> date:
    """A day to order periods by."""
    days = _taken(period, calendar) if isinstance(period, FiscalLabel) else period
    return period_end(days) or date.min
