"""What is asked, without the circumstances it is told with."""

from datetime import date
from functools import partial

import pytest

from bot.question.bare import bare_question
from index.period import Duration, FiscalCalendar, find_periods

FIND = partial(
    find_periods,
    calendar=FiscalCalendar(year_end_month=6, assumed=False),
    reported=Duration(date(2007, 10, 1), date(2007, 12, 31)),
)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I'm filling my model. Please give me the rent for Q2 FY08.", "the rent for Q2 FY08."),
        ("For a cover calculation I need the mean of rent.", "the mean of rent."),
        ("The boss wants to see the tables; rent in fiscal 2007?", "rent in fiscal 2007?"),
        # the period that only the circumstances name is kept
        ("I want to check the half ended December 31, 2007. What was the rent?", "What was the rent for half ended December 31, 2007"),
        ("Vouching the comparatives now. Rent: what did they put for fiscal 2007?", "Rent fiscal 2007"),
    ],
)  # fmt: skip
def test_what_is_told_of_the_writer_is_left_out(text: str, asked: str) -> None:
    assert bare_question(text, FIND) == asked


@pytest.mark.parametrize(
    "text",
    [
        "For the West segment: what was the rent?",  # names what is meant
        "If I exclude the leases, what was the rent?",  # changes what is meant
        "What was the rent?",
        "I compare fiscal 2006 with fiscal 2007. What was the rent?",  # of which of the two is not said
    ],
)
def test_what_changes_the_question_stays(text: str) -> None:
    assert bare_question(text, FIND) == ""
