"""Heads over columns where the grid says nothing of spans: like stays with like, a change is no year's."""

import pytest

from index.heads import kind_of_head
from tests.index.test_columns import heads


def test_a_year_stands_with_the_years_and_not_under_the_change_beside_it() -> None:
    rows = [
        ["", "", "Years Ended", "", "2022 vs. 2021", ""],
        ["", "2022", "2021", "2020", "Variance in Dollars", "Variance in Percent"],
        ["Service", "900", "800", "700", "100", "12%"],
    ]
    assert heads(rows) == [
        ("Years Ended", "2022"),
        ("Years Ended", "2021"),
        ("Years Ended", "2020"),
        ("2022 vs. 2021", "Variance in Dollars"),
        ("2022 vs. 2021", "Variance in Percent"),
    ]


def test_a_head_that_tells_of_a_change_is_over_no_plain_year() -> None:
    rows = [
        ["", "", "", "Percent Change", ""],
        ["", "2022", "Actual", "Constant", "2021"],
        ["Interest expense", "208", "3%", "4%", "202"],
    ]
    assert heads(rows) == [("2022",), ("Percent Change", "Actual"), ("Percent Change", "Constant"), ("2021",)]


def test_a_head_that_breaks_off_goes_on_below_itself_alone() -> None:
    rows = [
        ["", "Balance at Beginning of", "", ""],
        ["", "Period", "Increase", "Balance at End of Period"],
        ["Receivables", "90", "7", "97"],
    ]
    assert heads(rows) == [("Balance at Beginning of", "Period"), ("Increase",), ("Balance at End of Period",)]


@pytest.mark.parametrize(
    ("names", "scaled"),
    [
        (["Gross amount", "Amortization", "Net"], [True, True, True]),
        (["Amount", "Price per share", "Net"], [False, True, False]),  # a column of prices is in no thousands
    ],
)
def test_a_scale_alone_in_its_row_is_every_columns_of_money(names: list[str], scaled: list[bool]) -> None:
    found = heads([["", *names], ["", "", "(in millions)", ""], ["Customer lists", "15.9", "4.9", "11.0"]])
    assert [path[-1] == "(in millions)" for path in found] == scaled


def test_what_a_change_is_in_is_told_by_its_own_head() -> None:
    assert kind_of_head(("Change", "($)", "(In thousands, except percentages)"), percent=False) == "change"
    assert kind_of_head(("Increase / (Decrease)",), percent=False) == "change"
