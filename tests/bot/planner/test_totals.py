"""Totals that no line prints, and parts set together against a whole."""

from __future__ import annotations

from tests.bot.planner.test_plan_small_tables import answer, page

ABOVE = "The following table sets out balances at December 31 (in thousands):"
CREDITS = [
    ["", "2022", "2021"],
    ["Loss carryforwards:", "", ""],
    ["Domestic", "57", "50"],
    ["Foreign", "565", "500"],
    ["Credit carryforwards:", "", ""],
    ["Federal", "39", "30"],
    ["State", "3", "2"],
]
REVENUE = [
    ["", "2022", "2021"],
    ["Deferred revenue (current)", "44", "51"],
    ["Deferred revenue (non-current)", "34", "37"],
    ["Accrued warranty", "33", "77"],
    ["All liabilities", "400", "410"],
]


def test_the_lines_under_a_heading_are_added_where_none_is_their_total() -> None:
    found = answer(page(CREDITS, above=ABOVE), "What was the sum of all loss carryforwards in 2022?")
    assert found["answer"]["value"] == "622000"
    assert "No such total is printed" in found["text"]


def test_lines_of_one_name_told_apart_by_an_aside_are_added() -> None:
    found = answer(page(REVENUE, above=ABOVE), "What is the total deferred revenue at the end of 2022?")
    assert found["answer"]["value"] == "78000"


def test_a_printed_total_stands_before_any_sum() -> None:
    rows = [*CREDITS[:4], ["Total loss carryforwards", "623", "550"], *CREDITS[4:]]
    found = answer(page(rows, above=ABOVE), "What were the total loss carryforwards in 2022?")
    assert found["answer"]["value"] == "623000"


def test_a_heading_that_says_another_thing_is_not_added_up() -> None:
    assert answer(page(CREDITS, above=ABOVE), "What were the total tax losses in 2022?")["status"] == "abstained"


def test_parts_named_one_by_one_are_set_together_against_a_whole() -> None:
    question = "What is the proportion of deferred revenue (current) and accrued warranty over all liabilities in 2022?"
    assert answer(page(REVENUE, above=ABOVE), question)["answer"]["value"] == "19.25"


def test_averages_of_year_ends_change_and_differ() -> None:
    rows = [["", "2022", "2021", "2020"], ["Fixed plans", "166", "178", "192"], ["Flexible plans", "57", "44", "20"]]
    shelf = page(rows, above="The cost of plans at December 31 (in millions) was:")
    changed = answer(shelf, "What is the change between 2021 and 2022 average flexible plans?")
    assert changed["answer"]["value"] == "18500000"
    apart = answer(shelf, "What is the difference between 2022 average fixed plans and 2022 average flexible plans?")
    assert apart["answer"]["value"] == "121500000"


def test_an_average_that_the_table_is_announced_as_is_looked_up() -> None:
    rows = [["", "2022", "2021"], ["Japanese Yen", "109.01", "110.43"], ["Korean Won", "1,165.70", "1,100.50"]]
    shelf = page(rows, above="The weighted-average exchange rates to the dollar were as follows:")
    found = answer(shelf, "What are the weighted-average exchange rates for Japanese Yen and Korean Won in 2022?")
    assert found["answer"]["value"] == ["109.01", "1165.7"]
