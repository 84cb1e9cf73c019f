"""Lengths of time without a date beside another period."""

from datetime import date

import pytest

from bot.question.lengths import with_lengths
from index.period import Duration, FiscalCalendar, find_periods

CALENDAR = FiscalCalendar(year_end_month=6, assumed=False)
QUARTER = Duration(date(2007, 10, 1), date(2007, 12, 31))
HALF = Duration(date(2007, 7, 1), date(2007, 12, 31))


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("net loss in the quarter and in the six months", [QUARTER, HALF]),
        ("net loss in Q2 FY2008 and in the six months", [QUARTER, HALF]),
        ("net loss in the six months, and in the quarter", [HALF, QUARTER]),
        ("six month net loss fy08", [HALF]),
        ("nine-month net loss in fiscal 2008", [Duration(date(2007, 7, 1), date(2008, 3, 31))]),
        ("net loss in the six months and a year earlier", [HALF, Duration(date(2006, 7, 1), date(2006, 12, 31))]),
    ],
)
def test_a_length_beside_another_period_is_a_period(text: str, periods: list[Duration]) -> None:
    found = with_lengths(text, find_periods(text, CALENDAR, QUARTER), CALENDAR, QUARTER)
    assert [mention.period for mention in found] == periods


@pytest.mark.parametrize(
    "text", ["net loss in the six months", "revenue per quarter over the six months", "revenue in the quarter"]
)
def test_a_length_alone_is_none(text: str) -> None:
    assert with_lengths(text, (), CALENDAR, QUARTER) == ()
