"""Mentions of periods that belong together."""

from datetime import date

import pytest

from bot.question.joined import joined
from index.period import Duration, FiscalCalendar, find_periods

CALENDAR = FiscalCalendar(year_end_month=6, assumed=False)
REPORTED = Duration(date(2007, 10, 1), date(2007, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("net loss YTD fiscal 2008", date(2007, 7, 1), date(2007, 12, 31)),
        ("net loss fiscal 2007 YTD", date(2006, 7, 1), date(2006, 12, 31)),
        ("revenue last quarter (three months ended December 31, 2006)", date(2006, 10, 1), date(2006, 12, 31)),
        ("revenue last quarter a year ago (Dec 2006 quarter)", date(2006, 10, 1), date(2006, 12, 31)),
    ],
)
def test_one_period_named_twice_is_one(text: str, start: date, end: date) -> None:
    found = joined(text, find_periods(text, CALENDAR, REPORTED))
    assert [mention.period for mention in found] == [Duration(start, end)]


def test_two_periods_stay_two() -> None:
    text = "revenue in Q1 2008 and Q2 2008"
    assert len(joined(text, find_periods(text, CALENDAR, REPORTED))) == 2
