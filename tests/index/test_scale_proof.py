"""A table that states no scale takes the one in which another table gives a whole row of its amounts."""

from __future__ import annotations

from decimal import Decimal

from pages import found, page

HEADS = ["", "Year ended December 31, 2024", "Year ended December 31, 2023"]
BARE = [HEADS, ["Segment net sales", "$ 3,172", "$ 3,254"], ["Segment net income", "$ 717", "$ 786"]]


def stated(*values: str) -> str:
    cells = "".join(f"<td>{value}</td>" for value in values)
    heads = "".join(f"<td>{head}</td>" for head in HEADS)
    return f"<p>Net sales by segment (in millions)</p><table><tr>{heads}</tr><tr><td>Widgets</td>{cells}</tr></table>"


def test_a_row_given_whole_under_another_label_proves_the_scale() -> None:
    filing = page(BARE, more=stated("$ 3,172", "$ 3,254"))
    assert found(filing, "Segment net sales", "2024").value == Decimal(3_172_000_000)
    income = found(filing, "Segment net income", "2023")
    assert income.value == Decimal(786_000_000)
    assert any("the rest of its row stand under" in warning for warning in income.warnings)


def test_one_amount_in_common_proves_nothing() -> None:
    filing = page(BARE, more=stated("$ 3,172", "$ 3,999"))
    assert found(filing, "Segment net sales", "2024").value == Decimal(3172)
