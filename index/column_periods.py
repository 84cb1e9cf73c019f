"""The parts a head states, resolved against the fiscal calendar: an instant, a stretch, or a fiscal label."""

from __future__ import annotations

import calendar as months_of
from datetime import date, timedelta

from index.heads import Day, When
from index.period import Duration, FiscalCalendar, FiscalLabel, Instant, Period

ONE_DAY = timedelta(days=1)
_MONTHS_IN = {"Q1": 3, "Q2": 3, "Q3": 3, "Q4": 3, "H1": 6, "H2": 6, "9M": 9, "": 12}
_ENDS_AFTER = {"Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "H2": 12, "9M": 9, "": 12}


def month_end(year: int, month: int) -> date:
    return date(year, month, months_of.monthrange(year, month)[1])


def months_before(day: date, months: int) -> date:
    """The same day, months earlier; a month's last day stays a last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = months_of.monthrange(year, month + 1)[1]
    ends = day.day == months_of.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if ends else min(day.day, last))


def start_of(end: date, months: int, calendar: FiscalCalendar, ends: tuple[date, ...] = ()) -> date:
    """Where a stretch of months that ends on a day starts: the day after the one before it ended.

    ends: every period end known from the filing; in a 52/53-week year one of them may be the end before.
    """
    before = months_before(end, months)
    near = [known for known in (*ends, *calendar.known_ends) if abs((known - before).days) <= 8]
    if calendar.weeks or end.day != months_of.monthrange(end.year, end.month)[1]:
        weeks = end - timedelta(weeks=round(months * 13 / 3))
        near = [known for known in near if (end - known).days % 7 == 0]
        return min(near, key=lambda known: abs((known - weeks).days), default=weeks) + ONE_DAY
    return before + ONE_DAY


def fiscal_year_end(year: int, calendar: FiscalCalendar) -> date | None:
    """The last day of a fiscal year by name; None where a 52/53-week year's end is not printed in the filing."""
    usual_year = year - calendar.name_offset
    usual = month_end(usual_year, calendar.year_end_month)
    if calendar.year_end_day < usual.day and not calendar.weeks:
        usual = usual.replace(day=calendar.year_end_day)
    if not calendar.weeks:
        return usual
    near = [known for known in calendar.known_ends if abs((known - usual).days) <= 12]
    return min(near, key=lambda known: abs((known - usual).days), default=None)


def resolve(when: When, calendar: FiscalCalendar, flow: bool | None, ends: tuple[date, ...] = ()) -> Period | None:
    """The period that a head's parts mean.

    flow: whether the figures are flows (True), balances (False) or unknown (None), where the head does not say.
    ends: period ends printed elsewhere in the filing. Returns None where the parts do not make a period.
    """
    if when.since and len(when.days) >= 2:
        return _between(when)
    end = _end_date(when)
    months = when.months or round(when.weeks * 3 / 13) or (_MONTHS_IN[when.part] if when.part else 0)
    if end is None:
        return _by_name(when, calendar, flow, months, ends)
    if months and not when.instant:
        return Duration(_week_start(end, when.weeks, ends, calendar) or start_of(end, months, calendar, ends), end)
    if when.to_date:
        return _to_date(end, calendar, ends)
    if flow and not when.instant:
        if len(when.days) == 1 and when.days[0].day == 0:
            return Duration(end.replace(day=1), end)
        if _ends_fiscal_year(end, calendar):
            return Duration(start_of(end, 12, calendar, ends), end)
        return None
    return Instant(end)


def _between(when: When) -> Period | None:
    first, last = when.days[0], when.days[1]
    year = last.year or (when.years[0] if when.years else first.year)
    start = _date(first, first.year or year, starting=True)
    end = _date(last, year)
    if start is None or end is None:
        return None
    if start > end and not first.year:
        start = start.replace(year=start.year - 1)
    return Duration(start, end) if start <= end else None


def _date(day: Day, year: int, starting: bool = False) -> date | None:
    if not year:
        return None
    last = months_of.monthrange(year, day.month)[1]
    if day.day == 0:
        return date(year, day.month, 1 if starting else last)
    # "February 28/29" is the month's last day, whichever the year has.
    return date(year, day.month, min(day.day, last)) if day.day <= last or (day.month, day.day) == (2, 29) else None


def _end_date(when: When) -> date | None:
    """The one date a head names, its year beside it or elsewhere in the head."""
    dated = {(_date(day, day.year)) for day in when.days if day.year} - {None}
    if len(dated) == 1:
        return dated.pop()
    if dated:
        return None
    if len(when.days) == 1 and len(set(when.years)) == 1:
        return _date(when.days[0], when.years[0])
    return None


def _week_start(end: date, weeks: int, ends: tuple[date, ...], calendar: FiscalCalendar) -> date | None:
    if not weeks:
        return None
    before = end - timedelta(weeks=weeks)
    near = [known for known in (*ends, *calendar.known_ends) if abs((known - before).days) <= 8]
    return min(near, key=lambda known: abs((known - before).days), default=before) + ONE_DAY


def _ends_fiscal_year(end: date, calendar: FiscalCalendar) -> bool:
    if end in calendar.known_ends:
        return True
    usual = [month_end(year, calendar.year_end_month) for year in (end.year - 1, end.year, end.year + 1)]
    slack = 12 if calendar.weeks else 0
    if calendar.year_end_day < 28 and not calendar.weeks:
        return (end.month, end.day) == (calendar.year_end_month, calendar.year_end_day)
    return not calendar.assumed and any(abs((end - day).days) <= slack for day in usual)


def _to_date(end: date, calendar: FiscalCalendar, ends: tuple[date, ...]) -> Period | None:
    if calendar.assumed:
        return None
    for back in range(1, 13):
        before = months_before(end, back)
        if _ends_fiscal_year(before, calendar) or any(
            abs((before - known).days) <= 8 and _ends_fiscal_year(known, calendar) for known in ends
        ):
            return Duration(start_of(end, back, calendar, ends), end)
    return None


def _by_name(
    when: When, calendar: FiscalCalendar, flow: bool | None, months: int, ends: tuple[date, ...]
) -> Period | None:
    """A period named by its fiscal year, and part, only."""
    if len(set(when.years)) != 1 or when.days:
        return None
    year, part = when.years[0], when.part
    if months in (3, 6, 9) and not part and when.months:
        return None
    instant = when.instant or (flow is False and not part and not months)
    if flow is None and not months and not part and not instant:
        return FiscalLabel(year, "", instant)
    year_end = None if calendar.assumed else fiscal_year_end(year, calendar)
    if year_end is None:
        return FiscalLabel(year, part, instant)
    if calendar.weeks and _ENDS_AFTER[part] != 12:
        return _quarter_of_weeks(year, part, calendar, instant, ends)
    end = year_end if _ENDS_AFTER[part] == 12 else months_before(year_end, 12 - _ENDS_AFTER[part])
    return Instant(end) if instant else Duration(start_of(end, _MONTHS_IN[part], calendar, ends), end)


def _quarter_of_weeks(
    year: int, part: str, calendar: FiscalCalendar, instant: bool, ends: tuple[date, ...]
) -> Period | None:
    """A part of a 52/53-week year, whose end the filing must print."""
    year_end = fiscal_year_end(year, calendar)
    if year_end is None:
        return FiscalLabel(year, part, instant)
    usual = months_before(month_end(year_end.year, year_end.month), 12 - _ENDS_AFTER[part])
    end = min(
        (day for day in ends if abs((day - usual).days) <= 12), key=lambda day: abs((day - usual).days), default=None
    )
    if end is None:
        return FiscalLabel(year, part, instant)
    return Instant(end) if instant else Duration(start_of(end, _MONTHS_IN[part], calendar, ends), end)
