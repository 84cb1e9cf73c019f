"""What each figure of a table is measured in, and by how much it is multiplied, worked by hand on small pages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pages import found, page

from index.scales import read_scale
from index.table_facts import table_facts

IN_MILLIONS = "<p>Amounts in millions, except per share amounts</p>"


def test_a_row_named_for_several_measures_has_the_unit_of_each_column() -> None:
    rows = [["", "EBIT", "Net income", "EPS (cents)"], ["EBIT, net income and EPS", "505", "368", "24.4"]]
    assert [(f.value, f.unit) for f in table_facts(page(rows, "<p>($ million)</p>"))] == [
        (505_000_000, "USD"),
        (368_000_000, "USD"),
        (Decimal("0.244"), "USD/share"),
    ]


def test_dividends_with_their_amount_a_share_beside_them_are_money() -> None:
    rows = [
        ["", "Retained earnings"],
        ["Net income", "$ 820"],
        ["Dividends ($2.62 declared per common share)", "(478)"],
    ]
    fact = found(page(rows, IN_MILLIONS), "Dividends ($2.62 declared per common share)")
    assert (fact.value, fact.unit) == (-478_000_000, "USD")


def test_a_rate_that_a_scale_excepts_is_read_with_words_between() -> None:
    note = "(in thousands, except revenue per membership and percentages)"
    assert read_scale(note).unscaled == ("revenue per membership",)
    rows = [
        [note, "2024", "2023"],
        ["Paid memberships at end of period", "117,582", "93,796"],
        ["Average monthly revenue per paying membership", "$ 9.43", "$ 8.61"],
        ["Revenues", "$ 11,692,713", "$ 8,830,669"],
    ]
    facts = {f.label: (f.value, f.unit) for f in table_facts(page(rows)) if f.column.startswith("2024")}
    assert facts == {
        "Paid memberships at end of period": (117_582_000, "count"),
        "Average monthly revenue per paying membership": (Decimal("9.43"), "USD"),
        "Revenues": (11_692_713_000, "USD"),
    }


def test_a_heading_that_shares_its_first_rows_line_is_of_the_rows_below_too() -> None:
    rows = [
        ["(in millions, except per share)", "2024"],
        ["Earnings per share data", ""],
        ["Basic", "$ 4.76"],
        ["Average shares: Basic", "2,943.8"],
        ["Diluted", "2,948.3"],
    ]
    facts = [(f.value, f.unit) for f in table_facts(page(rows)) if f.unit == "shares"]
    assert facts == [(2_943_800_000, "shares"), (2_948_300_000, "shares")]


def test_rows_under_a_heading_of_time_are_of_time() -> None:
    rows = [
        ["(in millions)", "2024"],
        ["Total lease liability", "$ 601"],
        ["Weighted-average remaining lease term (in years):", ""],
        ["Operating leases", "8"],
        ["Finance leases", "10.3"],
    ]
    filing = page(rows)
    assert [(f.value, f.unit) for f in table_facts(filing)][1:] == [(8, "years"), (Decimal("10.3"), "years")]


def test_marks_of_notes_on_heads_are_no_figures() -> None:
    rows = [
        ["", "Average price", "Shares purchased", "Dollar value that may yet be purchased"],
        ["Period (1)", "paid per share", "(2)", "(Millions)"],
        ["November 2024", "$ 176.61", "1,458,623", "$ 5,329"],
        ["December 2024", "147.03", "1,441,534", "5,117"],
    ]
    facts = table_facts(page(rows))
    assert [f.value for f in facts if f.unit == "USD"] == [5_329_000_000, 5_117_000_000]
    assert [f.value for f in facts if f.unit == "shares"] == [1_458_623, 1_441_534]
    assert len(facts) == 6


@pytest.mark.parametrize("lead", ["", "Awards granted were (in thousands):"])
def test_a_second_set_of_heads_is_in_the_scale_of_the_first_or_of_its_own_lead(lead: str) -> None:
    rows = [
        ["(in millions)", "2024", "2023"],
        ["Realized gain, net", "$ 47", "$ (8)"],
        *([[lead, "", ""]] if lead else []),
        ["", "2023", "2022"],
        ["Realized loss, net", "$ (8)", "$ 18"],
    ]
    values = [f.value for f in table_facts(page(rows)) if f.label == "Realized loss, net"]
    assert values == ([-8_000, 18_000] if lead else [-8_000_000, 18_000_000])


def test_a_table_said_to_count_customers_holds_no_money() -> None:
    rows = [["(In thousands)", "2024", "2023"], ["Residential", "2,870", "2,972"], ["Industrial", "4", "4"]]
    above = "<p>Presented in the table below is the number of customers the Company served by class.</p>"
    assert {(f.value, f.unit) for f in table_facts(page(rows, above)) if f.label == "Industrial"} == {(4000, "count")}


def test_a_scale_unless_noted() -> None:
    assert read_scale("(Millions unless noted)").money == Decimal(1_000_000)
