"""Stretches of months as people type them."""

from datetime import date

import pytest

from bot.question.spans import with_stretches
from index.period import Duration

REPORTED = Duration(date(2007, 10, 1), date(2007, 12, 31))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("revenue Jul-Sep 2007", "revenue 3 months ended September 30, 2007"),
        ("revenue, October 2006 through March 2007", "revenue, 6 months ended March 31, 2007"),
        ("revenue July 1 to December 31, 2007", "revenue 6 months ended December 31, 2007"),
        ("fees between July and December 2006", "fees in the 6 months ended December 31, 2006"),
        ("change in cash between June and December 2007", "change in cash between June and December 2007"),
        ("other income six months Dec 06", "other income six months ended December 31, 2006"),
        ("six months to December 31, 2006", "six months to December 31, 2006"),
        ("G&A Dec 06 quarter", "G&A Dec 2006 quarter"),
        (
            "R&D of the two December quarters, 2006 and 2007",
            "R&D of quarter ended December 31, 2006 and quarter ended December 31, 2007",
        ),
        (
            "R&D in each of the two December quarters",
            "R&D in quarter ended December 31, 2007 and quarter ended December 31, 2006",
        ),
        ("from July 3 to August 15, 2007", "from July 3 to August 15, 2007"),
    ],
)
def test_stretches_are_written_out(typed: str, read: str) -> None:
    assert with_stretches(typed, REPORTED) == read


def test_the_last_months_of_a_year_end_with_it() -> None:
    assert (
        with_stretches("rent in the last three months of 2007", None) == "rent in three months ended December 31, 2007"
    )


def test_a_length_and_a_year_end_when_the_reported_period_does() -> None:
    reported = Duration(date(2007, 10, 1), date(2007, 12, 31))
    assert with_stretches("rent, six months 2006", reported) == "rent, six months ended December 31, 2006"
    assert with_stretches("rent, first six months 2006", reported) == "rent, first six months 2006"
