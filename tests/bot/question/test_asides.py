"""Sums spelled out beside what they give."""

from bot.plan import Operation
from bot.question import Apply, Kind, QuestionContext, metrics_of, read_question


def test_terms_in_parentheses_are_of_the_thing_named() -> None:
    reading = read_question(
        "What was the gross profit on clinical materials (reimbursement minus cost)?", QuestionContext()
    )
    (ask,) = reading.asks
    assert reading.kind is Kind.FIGURE
    assert isinstance(ask, Apply)
    assert ask.operation is Operation.SUBTRACT
    assert [metric.phrase for metric in metrics_of(ask)] == [
        "clinical materials reimbursement",
        "clinical materials cost",
    ]


def test_a_margin_spelled_out_is_in_percent() -> None:
    reading = read_question("What margin did they make (revenue less cost of sales, over revenue)?", QuestionContext())
    (ask,) = reading.asks
    assert isinstance(ask, Apply)
    assert ask.operation is Operation.SHARE
    assert [metric.phrase for metric in metrics_of(ask)] == ["revenue", "cost of sales", "revenue"]
