"""A metric that is a percentage, asked by a name that a line of money nearly has."""

from __future__ import annotations

from decimal import Decimal

from hand_made import Q2_08, acme, row
from test_plan_figures import figure


def test_a_margin_is_the_percentage_and_not_the_amount() -> None:
    shelf = acme(*row("Gross profit", ("3900400",), (Q2_08,), at=7))
    found = figure("gross margin in Q2 fiscal 2008", shelf)
    assert (found.value, found.unit) == (Decimal(40), "percent")  # 3,900.4 of 9,751


def test_a_line_of_that_very_name_is_given_as_the_filing_has_it() -> None:
    shelf = acme(*row("Gross margin", ("3900400",), (Q2_08,), at=7))
    assert figure("gross margin in Q2 fiscal 2008", shelf).value == Decimal(3_900_400)
