"""A metric that is a percentage, asked by a name that a line of money nearly has."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hand_made import Q2_07, Q2_08, HandShelf, acme, row
from test_plan_figures import figure, outcome

from bot.numbers.outcome import Computed


def test_a_margin_is_the_percentage_and_not_the_amount() -> None:
    shelf = acme(*row("Gross profit", ("3900400",), (Q2_08,), at=7))
    found = figure("gross margin in Q2 fiscal 2008", shelf)
    assert (found.value, found.unit) == (Decimal(40), "percent")  # 3,900.4 of 9,751


def test_a_line_of_that_very_name_is_given_as_the_filing_has_it() -> None:
    shelf = acme(*row("Gross margin", ("3900400",), (Q2_08,), at=7))
    assert figure("gross margin in Q2 fiscal 2008", shelf).value == Decimal(3_900_400)


def outlays_printed_negative() -> HandShelf:
    lines = [
        ("Turnover", ("1000000", "800000")),
        ("Cost of sales", ("-600000", "-500000")),
        ("Design expenses", ("-50000", "-40000")),
        ("Other income, net", ("5000", "-2000")),
    ]
    quarters = (Q2_08, Q2_07)
    return acme(
        *(fact for at, (label, values) in enumerate(lines) for fact in row(label, values, quarters, at=at, table=4))
    )


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("design expenses as a percentage of turnover in Q2 fiscal 2008", "5"),  # 50 of 1,000
        ("By how much did design expenses change in Q2 fiscal 2008?", "10000"),  # 50 - 40: they rose
        ("change in other income, net in Q2 fiscal 2008", "7000"),  # 5 - (2)
    ],
)
def test_an_expense_printed_as_negative_is_taken_by_its_size(question: str, value: str) -> None:
    assert figure(question, outlays_printed_negative()).value == Decimal(value)


def test_a_cell_of_change_answers_no_question_that_names_a_period() -> None:
    (change,) = row("Bookings", ("0",), (None,), at=1, table=5, unit="percent", kind="percent_change")
    assert not isinstance(outcome("What bookings are expected in fiscal 2008?", acme(change)), Computed)
