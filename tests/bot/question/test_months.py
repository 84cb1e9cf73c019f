"""Months named without a year are those that the filing gives figures for."""

from __future__ import annotations

from datetime import date

import pytest

from bot.question import QuestionContext, read_question
from index.period import Duration, Period

OCTOBER = Duration(date(2018, 10, 1), date(2018, 10, 31))
NOVEMBER = Duration(date(2018, 11, 1), date(2018, 11, 30))
GIVEN = QuestionContext(months=(OCTOBER, NOVEMBER))


def read(question: str, context: QuestionContext = GIVEN) -> tuple[Period, ...]:
    return tuple(mention.period for mention in read_question(question, context).periods)


@pytest.mark.parametrize(
    ("question", "months"),
    [
        ("How many shares were bought in November?", (NOVEMBER,)),
        ("average price paid in October and November", (OCTOBER, NOVEMBER)),
        ("What about October?", (OCTOBER,)),
        ("average price on the November buybacks", (NOVEMBER,)),
        ("sales of the November quarter", ()),
        ("shares bought between November 1, 2018 and November 30, 2018", (NOVEMBER,)),
        ("How many shares were bought in December?", ()),
        ("Who is October Smith?", ()),
    ],
)
def test_months_without_a_year(question: str, months: tuple[Period, ...]) -> None:
    assert read(question) == months


def test_a_month_with_a_year_is_its_own() -> None:
    assert read("shares bought in November 2017") == (Duration(date(2017, 11, 1), date(2017, 11, 30)),)


def test_where_the_filing_gives_no_months_none_is_meant() -> None:
    assert read("shares bought in November", QuestionContext()) == ()
