"""A scale that the words around a table state: the whole filing's, its notes', or the lead-in's."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pages import found, page

ROWS = [["", "2024", "2023"], ["Accrued rebates", "1,234", "5,678"]]
NOTES = "<p><b>NOTES TO CONSOLIDATED FINANCIAL STATEMENTS{}</b></p>"
LATER = (
    "<table><tr><td></td><td>2024</td><td>2023</td></tr><tr><td>Legal matters</td><td>321</td><td>654</td></tr></table>"
)


def value(above: str) -> Decimal:
    return found(page(ROWS, above=above), "Accrued rebates", "2024").value


@pytest.mark.parametrize(
    "head",
    [
        NOTES.format(" (in thousands, except per share data)"),
        NOTES.format(" (Continued) (Dollars in thousands)"),
        NOTES.format("") + "<p><b>(In thousands, except share and per share amounts)</b></p>",
    ],
)
def test_the_head_of_the_notes_scales_their_tables(head: str) -> None:
    assert value(head + "<p>Note 7. Accruals</p><p>Accruals were made of these.</p>") == Decimal(1_234_000)


@pytest.mark.parametrize("ended", ["Item 9. Changes in accountants", "SIGNATURES", "Exhibit 12.1"])
def test_the_notes_end_at_the_next_item(ended: str) -> None:
    filing = page(ROWS, above=NOTES.format(" (in thousands)"), more=f"<p><b>{ended}</b></p>{LATER}")
    assert found(filing, "Accrued rebates", "2024").value == Decimal(1_234_000)
    assert found(filing, "Legal matters", "2024").value == Decimal(321)


def test_tables_before_the_notes_are_not_theirs() -> None:
    filing = page(ROWS, more=NOTES.format(" (in thousands)") + LATER)
    assert found(filing, "Accrued rebates", "2024").value == Decimal(1234)
    assert found(filing, "Legal matters", "2024").value == Decimal(321_000)


def test_amounts_expressed_in_a_scale_but_for_shares_declare_it() -> None:
    assert value("<p>Expressed in US $000's except share and per share amounts</p><p>Accruals.</p>") == Decimal(
        1_234_000
    )


@pytest.mark.parametrize(
    ("sentence", "scaled"),
    [
        ("The following amounts are in thousands of dollars.", 1_234_000),
        ("Management expressed its thanks to thousands of customers.", 1234),
    ],
)
def test_an_earlier_sentence_of_the_lead_in_scales_what_follows(sentence: str, scaled: int) -> None:
    lead = f"<p>{sentence} Rebates are accrued when sales are made. Not all of them are paid in the year:</p>"
    assert value(lead) == Decimal(scaled)
