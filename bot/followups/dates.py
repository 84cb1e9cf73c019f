"""Dates in a few words after a question: "and in June?", "at December 31?", "a year later?", by what was last spoken of."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from bot.question.spans import MONTH
from index.period import (
    Duration,
    FiscalCalendar,
    Instant,
    Period,
    fiscal_label,
    months_in,
    period_end,
    year_earlier,
)
from index.period.calendar import MONTH_NAMES, shift_years

_MONTH_ALONE = re.compile(
    rf"^(?P<lead>(?:(?:and|so|ok|okay|what about|how about|then|vs\.?|versus),? )*)(?:(?:in|at|for|of|as of|on|by) )?(?:the )?(?:end of )?"
    rf"(?P<month>{MONTH})(?P<end>[\s?.!]*)$",
    re.IGNORECASE,
)
_DAY_ALONE = re.compile(
    rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,? ?['’]?\d)(?!,? (?:quarter|half))", re.IGNORECASE
)
_YEAR_LATER = re.compile(
    r"\b(?:in |for |at )?(?:(?:a|one) year (?:later|on|after(?:wards)?|after that)|the (?:following year|year after)(?: that)?)\b",
    re.IGNORECASE,
)


_THIS_YEAR = re.compile(r"\bthis (?:fiscal )?year\b(?!['’]s)", re.IGNORECASE)
_FILERS_YEAR = re.compile(
    r"\b(?:half|quarter|months|q[1-4]|h[12]) (?:of|in|for) this (?:fiscal )?year\b", re.IGNORECASE
)


def with_this_year(question: str, reported: Period | None, calendar: FiscalCalendar) -> str:
    """A part of "this year" as one of the year that the filing reports on, whatever year was last spoken of."""
    label = fiscal_label(reported, calendar) if reported is not None else None
    if label is None:
        return question
    return _FILERS_YEAR.sub(lambda m: _THIS_YEAR.sub(f"fiscal {label.fiscal_year}", m[0]), question)


def with_dates(question: str, spoken: Period | None, reported: Period | None, calendar: FiscalCalendar) -> str:
    """The question with its month alone, day without a year and "a year later" as dates.

    spoken: the latest period that was last spoken of; with none, or none that the filing's reported one can date, nothing
    is changed.
    """
    end = period_end(reported) if reported is not None else None
    if spoken is None or end is None:
        return question
    question = _YEAR_LATER.sub(lambda match: _written(_year_later(spoken, calendar)) or match[0], question)
    if isinstance(spoken, Instant):
        question = _DAY_ALONE.sub(lambda match: _on(match["month"], int(match["day"]), end) or match[0], question)
    alone = _MONTH_ALONE.match(question)
    if alone is None:
        return question
    month = _number(alone["month"])
    year = end.year - (month > end.month)
    last = date(year, month, monthrange(year, month)[1])
    when = Instant(last) if isinstance(spoken, Instant) else _stretch(spoken, last)
    return f"{alone['lead']}{_written(when)}{alone['end']}" if when is not None else question


def _number(month: str) -> int:
    return next(n for n, name in enumerate(MONTH_NAMES, 1) if name.lower().startswith(month[:3].lower()))


def _on(month: str, day: int, end: date) -> str:
    """A day without a year as the last one of that name that the filing can speak of; empty for none."""
    number = _number(month)
    if not 1 <= day <= monthrange(end.year, number)[1]:
        return ""
    year = end.year - ((number, day) > (end.month, end.day))
    return f"{MONTH_NAMES[number - 1]} {day}, {year}"


def _stretch(spoken: Period, last: date) -> Period | None:
    """A stretch as long as the one spoken of, that ends with a month."""
    months = months_in(spoken)
    if not isinstance(spoken, Duration) or not months:
        return None
    number = (last.month - months) % 12 + 1
    return Duration(date(last.year - (number > last.month), number, 1), last)


def _year_later(spoken: Period, calendar: FiscalCalendar) -> Period | None:
    if isinstance(spoken, Duration):
        later: Period = shift_years(spoken, 1, calendar)
    elif isinstance(spoken, Instant):
        day = spoken.date
        later = Instant(
            date(day.year + 1, day.month, monthrange(day.year + 1, day.month)[1] if _is_end(day) else day.day)
        )
    else:
        return None
    return later if year_earlier(later, calendar) == spoken else None


def _is_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _written(period: Period | None) -> str:
    """A period in words that are read as it; empty for one that has no days, or no whole months."""
    end = period_end(period) if period is not None else None
    if end is None:
        return ""
    day = f"{MONTH_NAMES[end.month - 1]} {end.day}, {end.year}"
    if isinstance(period, Instant):
        return f"at {day}"
    months = months_in(period) if isinstance(period, Duration) else 0
    return f"for the {months} months ended {day}" if months in {3, 6, 9, 12} else ""
