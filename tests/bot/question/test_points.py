"""Rates asked in basis points, and changes of shares."""

import pytest

from bot.plan import Operation
from bot.question import read_question
from bot.question.read import QuestionContext
from bot.question.reading import Apply, Metric


@pytest.mark.parametrize(
    "text",
    [
        "operating margin 2024 vs 2023 in bps",
        "By how many basis points did operating margin change from 2023 to 2024?",
        "operating margin change in bps, 2023 to 2024",
    ],
)
def test_a_rate_at_two_periods_in_basis_points_is_how_far_it_moved(text: str) -> None:
    reading = read_question(text, QuestionContext())
    (ask,) = reading.asks
    assert reading.scale == "basis points"
    assert isinstance(ask, Apply)
    assert ask.operation is Operation.CHANGE
    assert [inner.phrase for inner in ask.arguments if isinstance(inner, Metric)] == ["operating margin"]
    assert len(ask.periods) == 2


def test_a_rate_at_one_time_in_basis_points_is_that_rate() -> None:
    reading = read_question("the spread on the term loan in bps", QuestionContext())
    assert isinstance(reading.asks[0], Metric)


@pytest.mark.parametrize(
    "text",
    [
        "change in SG&A as a % of sales from 2023 to 2024",
        "By how many basis points did SG&A as a percent of sales fall in 2024?",
        "How did SG&A as a percentage of sales change in 2024?",
    ],
)
def test_a_change_in_a_share_is_how_that_share_moved(text: str) -> None:
    (ask,) = read_question(text, QuestionContext()).asks
    assert isinstance(ask, Apply)
    assert ask.operation is Operation.CHANGE
    (share,) = ask.arguments
    assert isinstance(share, Apply)
    assert share.operation is Operation.SHARE
    assert [inner.phrase for inner in share.arguments if isinstance(inner, Metric)] == ["sg&a", "sales"]
