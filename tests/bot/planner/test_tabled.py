"""What a table itself sets out: its years, and the items under a heading up to their total."""

from __future__ import annotations

import pytest

from tests.bot.planner.test_plan_small_tables import Page, answer, page

TAXES = [
    ["", "2022", "2021"],
    ["Deferred tax assets", "", ""],
    ["Loss carryforwards", "300", "280"],
    ["Accrued pay", "60", "50"],
    ["Gross deferred tax assets", "360", "330"],
    ["Less valuation allowance", "(100)", "(90)"],
    ["Net deferred tax assets", "260", "240"],
]
PLACES = [["", "2022", "2021"], ["UK", "83.2", "73.5"], ["USA", "222.2", "199.0"], ["Germany", "40.1", "38.0"], ["", "345.5", "310.5"]]  # fmt: skip


def taxes() -> Page:
    return page(TAXES, above="The components of deferred taxes were as follows (in millions):")


def test_the_items_under_a_heading_end_before_the_line_that_sums_them() -> None:
    found = answer(taxes(), "What are the items under deferred tax assets?")
    assert found["answer"]["value"] == ["Loss carryforwards", "Accrued pay"]


def test_how_many_items_counts_no_total() -> None:
    assert answer(taxes(), "How many components are there under deferred tax assets?")["answer"]["value"] == "2"


@pytest.mark.parametrize(
    "question",
    [
        "Which years does the table show?",
        "What are the years included in the table of deferred taxes?",
        "In which years was the amount of net deferred tax assets calculated?",
        "For which years was the amount of deferred taxes reported in?",
    ],
)
def test_the_years_a_table_is_of(question: str) -> None:
    assert answer(taxes(), question)["answer"]["value"] == ["2021", "2022"]


def test_years_of_what_no_table_speaks_of_are_refused() -> None:
    assert answer(taxes(), "In which years was the goodwill of subsidiaries calculated?")["status"] == "abstained"


def test_rows_that_are_places_are_countries_though_no_head_says_so() -> None:
    shelf = page(PLACES, above="The group's revenue from external customers is split as follows (in millions):")
    found = answer(shelf, "What are the countries in the table whereby the revenue from external customers is split?")
    assert found["answer"]["value"] == ["UK", "USA", "Germany"]
    most = answer(shelf, "Which country had the highest revenue from external customers in 2022?")
    assert most["answer"]["value"] == "USA"


def test_years_in_letters_and_digits_are_one_lines_periods() -> None:
    shelf = page([["$ MILLION", "F22", "F21"], ["Sales", "1,671", "1,612"], ["EBITDA", "372", "361"]])
    assert answer(shelf, "What is the difference in EBITDA between F22 and F21?")["answer"]["value"] == "11000000"


def test_an_item_is_named_without_the_figure_of_its_note() -> None:
    rows = [["", "2022"], ["Debtors:", ""], ["Owed by subsidiaries1", "242"], ["Taxes", "30"], ["Total debtors", "272"]]
    found = answer(page(rows, above="Balances (in thousands):"), "What are the items under debtors?")
    assert found["answer"]["value"] == ["Owed by subsidiaries", "Taxes"]
