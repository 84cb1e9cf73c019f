"""A metric that is a percentage, asked by a name that a line of money nearly has."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hand_made import DEC_07, JUN_07, Q2_07, Q2_08, HandShelf, acme, row
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
        ("design expenses in Q2 fiscal 2008", "50000"),
        ("other income, net in Q2 fiscal 2007", "-2000"),
        ("turnover less cost of sales in Q2 fiscal 2008", "400000"),
    ],
)
def test_an_expense_printed_as_negative_is_taken_by_its_size(question: str, value: str) -> None:
    assert figure(question, outlays_printed_negative()).value == Decimal(value)


def test_an_interest_expense_in_parentheses_is_no_credit_and_a_tax_may_be_one() -> None:
    shelf = acme(
        *row("Cost of sales", ("600000",), (Q2_08,), at=1, table=4),
        *row("Interest expense, net of amounts capitalized", ("-7000",), (Q2_08,), at=2, table=4),
        *row("Provision for income taxes", ("-3000",), (Q2_08,), at=3, table=4),
    )
    assert figure("interest expense in Q2 fiscal 2008", shelf).value == Decimal(7_000)
    assert figure("provision for income taxes in Q2 fiscal 2008", shelf).value == Decimal(-3_000)


def test_what_is_paid_for_property_and_other_assets_is_capital_expenditure() -> None:
    line = "Purchase of property, plant, and equipment and other intangible assets"
    shelf = acme(*row(line, ("-527000",), (Q2_08,), at=1, table=2))
    assert figure("capex in Q2 fiscal 2008", shelf).value == Decimal(527_000)


def test_a_cell_of_change_answers_no_question_that_names_a_period() -> None:
    (change,) = row("Bookings", ("0",), (None,), at=1, table=5, unit="percent", kind="percent_change")
    assert not isinstance(outcome("What bookings are expected in fiscal 2008?", acme(change)), Computed)


_CASH_FLOWS = row("Net cash used in operating activities", ("-5000000", "-4000000"), (Q2_08, Q2_07), at=1, table=2)


def test_a_balance_is_not_how_it_moved_in_the_statement_of_cash_flows() -> None:
    shelf = acme(
        *_CASH_FLOWS,
        *row("Accounts payable", ("-58000", "-23000"), (Q2_08, Q2_07), at=2, table=2),
        *row("Trade payables", ("4003000", "4153000"), (DEC_07, JUN_07), at=7, table=1),
    )
    assert figure("accounts payable in Q2 fiscal 2008", shelf).value == Decimal(4_003_000)


def test_a_flow_is_not_what_is_deferred_of_it_at_a_date() -> None:
    shelf = acme(
        *row("Depreciation and amortization", ("-43204000",), (DEC_07,), at=1, table=3),
        *_CASH_FLOWS,
        *row(
            "Depreciation and amortization of property and equipment",
            ("622000", "540000"),
            (Q2_08, Q2_07),
            at=2,
            table=2,
        ),
    )
    found = figure("D&A margin in Q2 fiscal 2008", shelf)
    assert round(found.value, 1) == Decimal("6.4")  # 622 of 9,751


def test_a_figure_within_a_label_is_not_the_figure_of_its_row() -> None:
    label = "Trade receivables (net of allowances of $33)"
    shelf = acme(
        *row("Trade receivables, net of allowances of", ("33000",), (DEC_07,), at=7, table=1, column_index=None),
        *row(label, ("1973000", "2129000"), (DEC_07, JUN_07), at=7, table=1),
    )
    assert figure("accounts receivable at December 31, 2007", shelf).value == Decimal(1_973_000)


def test_the_statement_named_for_one_input_holds_not_every_input() -> None:
    shelf = acme(
        *_CASH_FLOWS,
        *row("Depreciation and amortization", ("622000", "540000"), (Q2_08, Q2_07), at=2, table=2),
    )
    question = "What was D&A margin in Q2 fiscal 2008, using D&A from the cash flow statement?"
    assert round(figure(question, shelf).value, 1) == Decimal("6.4")  # 622 of 9,751


def test_a_change_stated_without_its_two_values_is_given_as_stated() -> None:
    (cut,) = row("Travel expenses", ("-58",), (None,), at=1, table=9, unit="percent", kind="percent_change")
    told = replace(cut, id="said", origin="prose", table=None, row_index=None, row="")
    found = figure("How much were travel expenses cut?", acme(told))
    assert (found.value, found.unit) == (Decimal(-58), "percent")


def test_a_line_over_sales_in_percent_is_a_margin() -> None:
    line = row("Trading profit / sales %", ("13.6",), (Q2_08,), at=1, table=6, unit="percent")
    assert figure("What was the trading profit margin in Q2 fiscal 2008?", acme(*line)).value == Decimal("13.6")
