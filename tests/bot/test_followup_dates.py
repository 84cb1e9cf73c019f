"""Dates in a few words after a question, by what was last spoken of."""

from datetime import date

import pytest

from bot.followups.dates import with_dates, with_this_year
from index.period import Duration, FiscalCalendar, Instant

JUNE = FiscalCalendar(6, 30, False, (date(2007, 6, 30),), assumed=False)
REPORTED = Duration(date(2007, 10, 1), date(2007, 12, 31))
DECEMBER = Instant(date(2007, 12, 31))
YEAR_AGO = Duration(date(2006, 10, 1), date(2006, 12, 31))


@pytest.mark.parametrize(
    ("typed", "spoken", "read"),
    [
        ("and in june?", DECEMBER, "and at June 30, 2007?"),
        ("what about September", DECEMBER, "what about at September 30, 2007"),
        ("and in september?", REPORTED, "and for the 3 months ended September 30, 2007?"),
        ("and at december 31?", Instant(date(2007, 6, 30)), "and at December 31, 2007?"),
        ("and a year later?", YEAR_AGO, "and for the 3 months ended December 31, 2007?"),
        ("and in june 2006?", DECEMBER, "and in june 2006?"),
        ("and the june quarter?", DECEMBER, "and the june quarter?"),
        ("and the year before?", DECEMBER, "and the year before?"),
    ],
)
def test_dates_are_told_by_what_was_spoken_of(typed: str, spoken: Instant | Duration, read: str) -> None:
    assert with_dates(typed, spoken, REPORTED, JUNE) == read


def test_nothing_is_dated_before_anything_was_said() -> None:
    assert with_dates("and in june?", None, REPORTED, JUNE) == "and in june?"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("and for the first half of this year", "and for the first half of fiscal 2008"),
        ("and six months of this fiscal year?", "and six months of fiscal 2008?"),
        ("and last year?", "and last year?"),
        ("was it in this year's forecast?", "was it in this year's forecast?"),
    ],
)
def test_a_part_of_this_year_is_of_the_year_reported_on(typed: str, read: str) -> None:
    assert with_this_year(typed, REPORTED, JUNE) == read
