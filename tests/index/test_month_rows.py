"""Rows that are months are dated by themselves, whatever length a caption speaks of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pages import page

from index.filing import Filing
from index.period import Duration, Period
from index.table_facts import table_facts

LEAD = "<p>The following table shows our purchases of shares during the fourth quarter of 2024:</p>"


def prices(filing: Filing) -> dict[Decimal, Period | None]:
    return {fact.value: fact.period for fact in table_facts(filing) if "price" in fact.label.lower()}


@pytest.mark.parametrize(
    "rows",
    [
        ("October 2024", "November 2024", "December 2024"),
        ("October 1-31", "November 1-30", "December 1-31"),
        (
            "October 1, 2024 – October 31, 2024",
            "November 1, 2024 – November 30, 2024",
            "December 1 to December 31, 2024",
        ),
    ],
)
def test_months_of_a_quarter_are_months(rows: tuple[str, str, str]) -> None:
    cells = [["Period", "Shares purchased", "Average price paid per share"]]
    cells += [
        [row, shares, price]
        for row, shares, price in zip(rows, ("1,200", "900", "700"), ("$ 5.99", "3.24", "3.98"), strict=True)
    ]
    found = prices(page(cells, LEAD))
    assert found[Decimal("3.24")] == Duration(date(2024, 11, 1), date(2024, 11, 30))
    assert found[Decimal("3.98")] == Duration(date(2024, 12, 1), date(2024, 12, 31))


def test_quarters_named_by_their_last_months_are_no_months() -> None:
    cells = [["Quarter ended", "Average price paid per share"], ["June 2024", "$ 5.99"], ["September 2024", "3.24"]]
    months = {Duration(date(2024, 6, 1), date(2024, 6, 30)), Duration(date(2024, 9, 1), date(2024, 9, 30))}
    assert not months & set(prices(page(cells)).values())
