"""Schedules of what is due, and lines that are narrower than what is asked, from the page to the answer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hand_made import DEC_07, HandShelf, record, row
from test_plan_figures import figure
from test_plan_small_tables import page, values

BANDS = [
    ["(in millions)", "Total commitment", "Less than 1 year", "1-3 years", "3-5 years", "After 5 years"],
    ["Surety bonds", "$ 434", "$ 79", "$ 352", "$ 3", "$ -"],
    ["Guarantees", "30", "14", "11", "3", "2"],
    ["Total commitments", "$ 464", "$ 93", "$ 363", "$ 6", "$ 2"],
]
ABOVE = "Our commitments at December 31, 2005 expire as follows:"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much of the surety bonds expires in 1-3 years?", "352000000"),
        ("surety bonds in less than one year", "79000000"),
        ("guarantees after 5 years", "2000000"),
        ("total commitments between three and five years", "6000000"),
        ("What were surety bonds?", "434000000"),  # no band is asked for: what all of them come to
        ("What percentage of total commitments expires in 1-3 years?", "78.23"),
        ("what fraction of total commitments is due after 5 years?", "0.43"),
    ],
)
def test_what_is_due_is_of_the_band_asked_for(question: str, value: str) -> None:
    assert [round(Decimal(v), 2) for v in values(page(BANDS, above=ABOVE), question)] == [Decimal(value)]


def test_a_band_that_the_table_has_not_is_not_given() -> None:
    assert values(page(BANDS, above=ABOVE), "surety bonds due in 5-7 years") == []


YEARS = [["(in thousands)"], ["2010", "$6,951"], ["2011", "5,942"], ["Thereafter", "25,048"], ["Total", "$37,941"]]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What are total purchase commitments?", 37_941_000),
        ("What is the full amount of all purchase commitments?", 37_941_000),
        ("purchase commitments in 2011", 5_942_000),
        ("purchase commitments in 2010 as a percentage of total purchase commitments", 18),
    ],
)
def test_a_schedules_total_is_not_its_last_year(question: str, value: int) -> None:
    shelf = page(YEARS, above="At December 31, 2009, total purchase commitments are as follows:")
    assert [round(float(v)) for v in values(shelf, question)] == [value]


PLACES = [
    ["(in millions)", "2009", "2008"],
    ["Sales", "$3,060", "$3,195"],
    ["North American packaging net sales", "2,200", "2,500"],
    ["Market pulp net sales", "575", "750"],
]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("total sales in 2008", [3_195_000_000]),
        ("total packaging sales in 2008", []),
        ("packaging net sales in 2008", []),
        ("North American packaging sales in 2008", [2_500_000_000]),
    ],
)
def test_no_part_stands_for_the_whole(question: str, value: list[int]) -> None:
    assert [round(float(v)) for v in values(page(PLACES), question)] == value


SECURITIES = [
    ["(in millions)", "2018", "2017"],
    ["Investment securities (average)", "$203", "$219"],
    ["Held-to-maturity securities (average)", "31", "47"],
]


def test_an_average_is_no_balance_at_the_end() -> None:
    shelf = page(SECURITIES, above="As of or for the year ended December 31,")
    assert values(shelf, "What were the ending investment securities in 2018?") == []
    assert values(shelf, "average investment securities in 2018") == ["203000000"]


PRICE = [
    ["Total purchase price", "$348.0"],
    ["Less: cash acquired", "(27.9)"],
    ["Goodwill", "258.9"],
]


def test_what_a_label_takes_off_is_taken_off_once() -> None:
    shelf = page(PRICE, above="Fair values of the assets acquired (in millions):")
    assert [round(float(v)) for v in values(shelf, "total purchase price less cash acquired")] == [320_100_000]
    assert [round(float(v)) for v in values(shelf, "How much cash was acquired?")] == [27_900_000]


MOVES = [["", "2002", "2001"], ["Net MW in operation at December 31", "3,955", "3,445"]]


def test_a_change_is_not_of_another_line_that_has_both_years() -> None:
    shelf = page(MOVES, below="Operating revenues were $1.2 billion in 2002.")
    assert values(shelf, "How much did operating revenues increase in 2002?") == []


INDEXES = [
    ["", "12/31/2001", "12/31/2005", "12/31/2006"],
    ["Acme Widgets", "$100.00", "$146.35", "$148.92"],
    ["Market index", "100.00", "121.00", "135.02"],
]


def test_two_changes_are_over_one_span() -> None:
    question = (
        "What is the difference between the change in Acme Widgets and the one in the market index from 2001 to 2006?"
    )
    assert [round(Decimal(v), 2) for v in values(page(INDEXES), question)] == [Decimal("13.90")]


def test_of_two_statements_alike_the_one_in_an_exhibit_is_not_meant() -> None:
    other = row("Accounts payable", ("25758",), (DEC_07,), at=0, table=1, section=("Exhibit 21", "Balance sheets"))
    own = row("Accounts payable", ("302578",), (DEC_07,), at=0, table=2, section=("Item 8", "Balance sheets"))
    shelf = HandShelf((record(),), {"f1": (*other, *own)})
    assert figure("What were accounts payable at December 31, 2007?", shelf).value == Decimal(302578)


PERCENTAGES = [
    ["As a percentage of revenue", "2019", "2018"],
    ["Revenue", "100.0%", "100.0%"],
    ["Operating expenses", "31.0", "33.0"],
    ["Net income", "49.8", "56.1"],
]


def test_the_whole_is_no_part_of_itself() -> None:
    shelf = page(PERCENTAGES)
    assert values(shelf, "What was net income as a percentage of revenue in 2019?") == ["49.8"]


SHARE = [
    ["($ million, except per share data)", "2019", "2018"],
    ["Net income", "815", "702"],
    ["Basic earnings per share attributable to Acme", "$0.532", "$0.461"],
    ["Weighted average shares outstanding - basic", "1,509", "1,480"],
]


def test_a_printed_amount_a_share_comes_before_one_worked_out() -> None:
    assert values(page(SHARE), "What was basic EPS in 2019?") == ["0.532"]
