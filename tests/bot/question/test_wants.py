"""Several wants in one question."""

from datetime import date

import pytest

from bot.plan import Operation
from bot.question import Apply, Metric, QuestionContext, read_question
from index.period import Duration, FiscalCalendar, months_in

CONTEXT = QuestionContext(
    FiscalCalendar(year_end_month=6, assumed=False), Duration(date(2007, 10, 1), date(2007, 12, 31)), ()
)
H1 = Duration(date(2007, 7, 1), date(2007, 12, 31))


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("What was revenue for 1H08 and how does that compare to 1H07?", Operation.CHANGE),
        ("net loss and yoy change, H1 FY08", Operation.CHANGE),
        ("rent in H1 FY08 and % change", Operation.PERCENT_CHANGE),
        ("rent H1 FY08, and share of total revenue", Operation.SHARE),
    ],
)
def test_a_figure_and_what_is_done_with_it(question: str, operation: Operation) -> None:
    first, second = read_question(question, CONTEXT).asks
    assert isinstance(first, Metric)
    assert [mention.period for mention in first.periods] == [H1]
    assert isinstance(second, Apply)
    assert second.operation is operation


@pytest.mark.parametrize(
    "question", ["What was research and development expense in Q2 FY08?", "license fees, six months ended Dec 31, 2006"]
)
def test_one_want_stays_one(question: str) -> None:
    assert len(read_question(question, CONTEXT).asks) == 1


def test_two_figures_each_of_its_own_period() -> None:
    first, second = read_question("R&D for the quarter and G&A for the half", CONTEXT).asks
    assert isinstance(first, Metric)
    assert isinstance(second, Metric)
    assert (first.phrase, second.phrase) == ("r&d", "g&a")
    assert [months_in(one.period) for one in (*first.periods, *second.periods)] == [3, 6]


def test_one_figure_of_two_periods_stays_one() -> None:
    (only,) = read_question("R&D in Q2 fiscal 2008 and in Q2 fiscal 2007", CONTEXT).asks
    assert isinstance(only, Metric)
    assert len(only.periods) == 2


def test_a_figure_the_same_a_year_earlier_and_the_change_between_them() -> None:
    text = "What was rent in the first half of fiscal 2008, what was it a year earlier, and what was the change?"
    one, other, change = read_question(text, CONTEXT).asks
    assert isinstance(one, Metric) and isinstance(other, Metric) and isinstance(change, Apply)
    before = Duration(date(2006, 7, 1), date(2006, 12, 31))
    assert [[p.period for p in ask.periods] for ask in (one, other, change)] == [[H1], [before], [H1, before]]
    assert change.operation is Operation.CHANGE


def test_a_rate_asked_after_a_thing_is_of_that_thing() -> None:
    _, second = read_question("How much commercial paper was outstanding and at what rate?", CONTEXT).asks
    assert isinstance(second, Metric)
    assert second.phrase == "commercial paper interest rate"
