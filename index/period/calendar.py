"""Arithmetic on periods under a fiscal calendar: years, quarters, a year earlier, and periods in words."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from index.period.values import Duration, FiscalCalendar, FiscalLabel, Instant, Period

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS_IN_MONTH = 30.4375
_MONTHS_OF_PART = {"": 12, "Q1": 3, "Q2": 3, "Q3": 3, "Q4": 3, "H1": 6, "H2": 6, "9M": 9}
_ORDINALS = {"Q1": "first", "Q2": "second", "Q3": "third", "Q4": "fourth"}


def month_end(year: int, month: int) -> date:
    """The last day of a month; month may run past 1..12 and carries into the year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def is_month_end(day: date) -> bool:
    return (day + DAY).month != day.month


def shift_months(day: date, months: int) -> date:
    """The same day some months on; a month's last day stays a month's last day."""
    last = month_end(day.year, day.month + months)
    return last if is_month_end(day) or day.day > last.day else last.replace(day=day.day)


def _week_year_end(calendar: FiscalCalendar, year: int) -> date:
    """Where a 52/53-week year ends in a calendar year, by the weekday and habit of the ends that are known."""
    last = calendar.known_ends[-1]
    anchor = month_end(year, calendar.year_end_month)
    back = anchor - ((anchor.weekday() - last.weekday()) % 7) * DAY
    follows_month = any(end.month != calendar.year_end_month for end in calendar.known_ends)
    if follows_month and (anchor - back).days > 3:
        return back + WEEK
    return back


def fiscal_year_end(calendar: FiscalCalendar, year: int) -> date:
    """The last day of the fiscal year that is called `year`."""
    ends_in = year - calendar.name_offset
    month = calendar.year_end_month
    nominal = month_end(ends_in, month)
    near = [end for end in calendar.known_ends if abs((end - nominal).days) <= 10]
    if near:
        return min(near, key=lambda end: abs((end - nominal).days))
    if calendar.weeks and calendar.known_ends:
        return _week_year_end(calendar, ends_in)
    return nominal if calendar.year_end_day >= nominal.day else nominal.replace(day=calendar.year_end_day)


def fiscal_year(calendar: FiscalCalendar, year: int) -> Duration:
    """The fiscal year called `year`, as days."""
    return Duration(fiscal_year_end(calendar, year - 1) + DAY, fiscal_year_end(calendar, year))


def fiscal_quarter(calendar: FiscalCalendar, year: int, quarter: int) -> Duration:
    """Quarter 1 to 4 of the fiscal year called `year`; a 52/53-week year has quarters of 13 weeks, the last the rest."""
    whole = fiscal_year(calendar, year)
    return Duration(_quarter_start(calendar, whole, quarter), _quarter_start(calendar, whole, quarter + 1) - DAY)


def _quarter_start(calendar: FiscalCalendar, whole: Duration, quarter: int) -> date:
    if quarter == 5:
        return whole.end + DAY
    if calendar.weeks:
        return whole.start + (quarter - 1) * 13 * WEEK
    return shift_months(whole.start - DAY, 3 * (quarter - 1)) + DAY


def resolve(label: FiscalLabel, calendar: FiscalCalendar) -> Period:
    """The days a label stands for; the label itself where the calendar is only assumed."""
    if calendar.assumed:
        return label
    year = label.fiscal_year
    match label.part:
        case "":
            days = fiscal_year(calendar, year)
        case "H1":
            days = Duration(fiscal_quarter(calendar, year, 1).start, fiscal_quarter(calendar, year, 2).end)
        case "H2":
            days = Duration(fiscal_quarter(calendar, year, 3).start, fiscal_quarter(calendar, year, 4).end)
        case "9M":
            days = Duration(fiscal_quarter(calendar, year, 1).start, fiscal_quarter(calendar, year, 3).end)
        case part:
            days = fiscal_quarter(calendar, year, int(part[1]))
    return Instant(days.end) if label.instant else days


def fiscal_year_of(calendar: FiscalCalendar, day: date) -> int:
    """The name of the fiscal year that a day falls in."""
    for year in (day.year - 2, day.year - 1, day.year, day.year + 1):
        if day <= fiscal_year_end(calendar, year):
            return year
    return day.year + 1


def fiscal_label(period: Period, calendar: FiscalCalendar) -> FiscalLabel | None:
    """The fiscal year, quarter or part that a period is (ends within a week of it), or None."""
    match period:
        case FiscalLabel():
            return period
        case Instant(day):
            near = fiscal_label(Duration(day - 6 * WEEK, day), calendar)
            return FiscalLabel(near.fiscal_year, near.part, instant=True) if near else None
        case Duration(start, end):
            months = months_in(period)
            year = fiscal_year_of(calendar, start + (end - start) / 2)
            for part, length in _MONTHS_OF_PART.items():
                if length == months or (months < 3 and length == 3):
                    label = FiscalLabel(year, part)
                    days = resolve(label, _known(calendar))
                    if isinstance(days, Duration) and abs((days.end - end).days) <= 7:
                        return label
    return None


def _known(calendar: FiscalCalendar) -> FiscalCalendar:
    """The same calendar, taken at its word."""
    return replace(calendar, assumed=False)


def months_in(period: Period) -> int:
    """Length in whole months (13 weeks: 3); 0 for an instant."""
    match period:
        case Instant():
            return 0
        case Duration():
            return max(1, round(period.days / _DAYS_IN_MONTH))
        case FiscalLabel(_, part, instant):
            return 0 if instant else _MONTHS_OF_PART[part]


def same_length(a: Period, b: Period) -> bool:
    """Whether two periods are as long as each other, a week more or less (two instants are)."""
    return months_in(a) == months_in(b)


def stretch_ended(end: date, months: int, calendar: FiscalCalendar) -> Duration:
    """The `months` months that ended on a day; of a 52/53-week year, the quarters of 13 weeks."""
    weekly = calendar.weeks or not is_month_end(end)
    if not weekly or months % 3 != 0:
        return Duration(shift_months(end, -months) + DAY, end)
    year_to_date = fiscal_year(calendar, fiscal_year_of(calendar, end - WEEK))
    if abs((end - year_to_date.start).days + 1 - months * _DAYS_IN_MONTH) < 14:
        return Duration(year_to_date.start, end)
    if months == 3 and abs((end - year_to_date.end).days) <= 7 and calendar.weeks:
        return Duration(_quarter_start(calendar, year_to_date, 4), end)
    return Duration(end - (months // 3) * 13 * WEEK + DAY, end)


def year_earlier(period: Period, calendar: FiscalCalendar | None = None) -> Period:
    """The same period of the year before."""
    return _years_off(period, calendar or FiscalCalendar(), -1)


def shift_years(period: Period, years: int, calendar: FiscalCalendar) -> Period:
    """The same period some years on (or back, negative)."""
    for _ in range(abs(years)):
        period = _years_off(period, calendar, 1 if years > 0 else -1)
    return period


def _years_off(period: Period, calendar: FiscalCalendar, step: int) -> Period:
    match period:
        case FiscalLabel(year, part, instant):
            return FiscalLabel(year + step, part, instant)
        case Instant(day):
            return Instant(_day_off(day, calendar, step))
        case Duration(start, end):
            return Duration(_day_off(start - DAY, calendar, step) + DAY, _day_off(end, calendar, step))


def _day_off(day: date, calendar: FiscalCalendar, step: int) -> date:
    """The day that plays the same part in the year next to this one."""
    if is_month_end(day) and not calendar.weeks:
        return shift_months(day, 12 * step)
    if calendar.weeks:
        for year in (day.year - 1, day.year, day.year + 1):
            for quarter in range(1, 5):
                if fiscal_quarter(calendar, year, quarter).end == day:
                    return fiscal_quarter(calendar, year + step, quarter).end
        return day + 52 * WEEK * step
    return shift_months(day, 12 * step)


def previous_quarter(period: Period, calendar: FiscalCalendar | None = None) -> Period:
    """The quarter before this one; of a longer stretch, before its last quarter; of an instant, a quarter earlier."""
    calendar = calendar or FiscalCalendar()
    match period:
        case FiscalLabel(year, part, instant):
            quarter = {"": 4, "H1": 2, "H2": 4, "9M": 3}.get(part) or int(part[1])
            if quarter == 1:
                return FiscalLabel(year - 1, "Q4", instant)
            return FiscalLabel(year, f"Q{quarter - 1}", instant)
        case Instant(day):
            return Instant(stretch_ended(day, 3, calendar).start - DAY)
        case Duration(_, end):
            last = stretch_ended(end, 3, calendar)
            return stretch_ended(last.start - DAY, 3, calendar)


def as_instant(period: Period) -> Period:
    """The end of a period, as a balance sheet has it."""
    match period:
        case Instant():
            return period
        case Duration(_, end):
            return Instant(end)
        case FiscalLabel(year, part, _):
            return FiscalLabel(year, part, instant=True)


def in_words(day: date) -> str:
    return f"{MONTH_NAMES[day.month - 1]} {day.day}, {day.year}"


def describe(period: Period, calendar: FiscalCalendar | None = None) -> str:
    """A period in words: "the quarter ended December 31, 2007", "fiscal 2019", "December 31, 2007"."""
    match period:
        case Instant(day):
            return in_words(day)
        case FiscalLabel(year, part, instant):
            return ("the end of " if instant else "") + _label_in_words(year, part)
        case Duration(start, end):
            weeks = calendar is not None and calendar.weeks and period.days % 7 == 0
            return _stretch_in_words(start, end, period.days, weeks=weeks)


def _label_in_words(year: int, part: str) -> str:
    if part in _ORDINALS:
        return f"the {_ORDINALS[part]} quarter of fiscal {year}"
    names = {"H1": "the first half of ", "H2": "the second half of ", "9M": "the first nine months of ", "": ""}
    return f"{names[part]}fiscal {year}"


def _stretch_in_words(start: date, end: date, days: int, *, weeks: bool) -> str:
    months = max(1, round(days / _DAYS_IN_MONTH))
    number = {2: "two", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten", 11: "eleven"}
    if months == 1 and start.day == 1 and is_month_end(end):
        return f"{MONTH_NAMES[end.month - 1]} {end.year}"
    if days < 28:
        return f"the {days} days ended {in_words(end)}"
    length = {1: "month", 3: "quarter", 12: "year"}.get(months)
    if length is None:
        length = f"{days // 7} weeks" if weeks else f"{number.get(months, str(months))} months"
    return f"the {length} ended {in_words(end)}"
