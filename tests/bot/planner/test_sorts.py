"""A line of another sort than what was asked is not taken for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hand_made import DEC_07, FY_08, HandShelf, record, row, said
from test_plan_figures import figure, outcome

from bot.numbers.outcome import Refused
from index.period import Instant


def shelf(*facts: object, captions: tuple[str, ...] = ("", "", "", "")) -> HandShelf:
    return HandShelf((record(),), {"f1": tuple(facts)}, captions={"f1": captions})  # type: ignore[arg-type]


def test_a_rate_is_no_amount_of_money() -> None:
    swaps = shelf(said("interest rate swap agreements", "5400000000", DEC_07))
    assert isinstance(outcome("What was the interest rate at December 31, 2007?", swaps), Refused)


def test_a_rate_of_a_thing_is_of_that_thing() -> None:
    notes = row("Interest rate of notes", ("5.1",), (DEC_07,), at=0, unit="percent")
    asked = "What was the interest rate of commercial paper at December 31, 2007?"
    assert isinstance(outcome(asked, shelf(*notes)), Refused)
    paper = row("Weighted-average interest rate of commercial paper", ("4.4",), (DEC_07,), at=1, unit="percent")
    assert figure(asked, shelf(*notes, *paper)).value == Decimal("4.4")


def test_what_is_left_of_an_allowance_is_not_what_was_used() -> None:
    asked = "How much remains under the share repurchase authorization?"
    bought = row("Repurchases of common stock", ("2000000",), (FY_08,), at=0)
    assert isinstance(outcome(asked, shelf(*bought)), Refused)
    left = row("Value of shares that may yet be purchased under the program", ("700000",), (DEC_07,), at=0, table=1)
    assert figure(asked, shelf(*bought, *left)).value == Decimal(700_000)


def test_how_many_is_no_percentage() -> None:
    owned = row("Stores", ("89",), (DEC_07,), at=0, unit="percent")
    assert isinstance(outcome("How many stores were there at December 31, 2007?", shelf(*owned)), Refused)


def test_customers_share_of_a_segment_is_not_the_segments_share() -> None:
    columns = ("Number of customers", "% of total net sales")
    (count,) = row("Widgets", ("4",), (FY_08,), at=0, unit="count", columns=columns[:1], table=1)
    (share,) = row("Widgets", ("74",), (FY_08,), at=0, unit="percent", columns=columns[1:], table=1)
    facts = shelf(count, share, captions=("", "Customers that accounted for a large percentage of net sales"))
    assert isinstance(outcome("What was Widgets' share of net sales in fiscal 2008?", facts), Refused)


def test_a_line_that_says_no_income_is_no_income() -> None:
    patents = row("Optical Widgets", ("34",), (FY_08,), at=0, unit="count", table=1)
    facts = shelf(*patents, captions=("", "Patents by segment"))
    assert isinstance(outcome("What was Optical Widgets net income in fiscal 2008?", facts), Refused)


@pytest.mark.parametrize("asked", ["capital spending", "capital expenditures", "capex"])
def test_capital_spending_is_no_paid_in_capital(asked: str) -> None:
    facts = shelf(
        *row("Paid-in capital", ("14117",), (DEC_07,), at=0, table=1),
        *row("Capital expenditures", ("-3485",), (FY_08,), at=0, table=2),
    )
    assert figure(f"What was {asked} in fiscal 2008?", facts).value == Decimal(3485)


def statement(table: int, sales: str, costs: str, income: str) -> list[object]:
    lines = (("Net sales", sales), ("Cost of sales", costs), ("Net income", income))
    return [
        fact for at, (label, value) in enumerate(lines) for fact in row(label, (value,), (FY_08,), at=at, table=table)
    ]


def test_a_formula_takes_nothing_from_an_affiliates_table() -> None:
    venture = [*statement(2, "300", "100", "90"), *row("Gross profit", ("200",), (FY_08,), at=3, table=2)]
    facts = shelf(*statement(1, "1000", "700", "50"), *venture)
    assert figure("What was the gross margin in fiscal 2008?", facts).value == Decimal(30)  # (1000 - 700) / 1000


def test_the_bottom_line_is_no_other_income_and_no_gain_or_loss() -> None:
    heads = ("Services",)
    other = [
        *row("Interest income", ("3",), (FY_08,), at=0, head=heads, table=1),
        *row("Gain or (loss) on sale", ("748",), (FY_08,), at=1, head=heads, table=1),
    ]
    asked = "What was Services net income in fiscal 2008?"
    assert isinstance(outcome(asked, shelf(*other)), Refused)
    own = row("Net income", ("550",), (FY_08,), at=2, head=heads, table=1)
    assert figure(asked, shelf(*other, *own)).value == Decimal(550)


def test_a_thing_in_a_table_of_something_else_is_no_part_of_revenue() -> None:
    charges = row("Ohio", ("8",), (FY_08,), at=0, table=1)
    whole = row("Operating revenues", ("800",), (FY_08,), at=0, table=2)
    asked = "What share of operating revenues came from Ohio in fiscal 2008?"
    assert isinstance(outcome(asked, shelf(*charges, *whole, captions=("", "Charges by state", ""))), Refused)


def test_what_stands_behind_a_preposition_is_not_the_sort_asked_for() -> None:
    sold = shelf(*row("Cost of products sold", ("500",), (FY_08,), at=0))
    assert figure("What was the total cost of sales in fiscal 2008?", sold).value == Decimal(500)


@pytest.mark.parametrize("sort", ["Tier", "Level", "Phase", "Class"])
def test_a_thing_with_another_number_is_another_thing(sort: str) -> None:
    first = row(f"{sort} 1 assets", ("14117",), (DEC_07,), at=0)
    asked = f"What were {sort} 2 assets at December 31, 2007?"
    assert isinstance(outcome(asked, shelf(*first)), Refused)
    second = row(f"{sort} 2 assets", ("981",), (DEC_07,), at=1)
    assert figure(asked, shelf(*first, *second)).value == Decimal(981)


def test_a_day_of_a_month_is_in_that_month() -> None:
    day = Instant(date(2008, 2, 15))
    closing = row("Closing price of common stock", ("31.20",), (day,), at=0)
    assert figure("What was the closing price of common stock in February 2008?", shelf(*closing)).value == Decimal(
        "31.20"
    )
    assert isinstance(outcome("What was the closing price of common stock in March 2008?", shelf(*closing)), Refused)
