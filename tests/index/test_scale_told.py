"""A table that states no scale takes the one in which sentences give its figures."""

from __future__ import annotations

from decimal import Decimal

from pages import found, page

ROWS = [
    ["", "Year ended December 31, 2024", "Year ended December 31, 2023"],
    ["Selling and marketing", "$24.9", "$33.5"],
    ["Depreciation", "0.1", "0.2"],
]


def test_two_figures_told_prove_the_scale_of_all() -> None:
    told = "<p>Selling and marketing expenses fell $8.6 million to $24.9 million from $33.5 million.</p>"
    filing = page(ROWS, more=told)
    assert found(filing, "Selling and marketing", "2024").value == Decimal(24_900_000)
    depreciation = found(filing, "Depreciation", "2023")
    assert depreciation.value == Decimal(200_000)
    assert any("gives its figures in" in warning for warning in depreciation.warnings)


def test_rounded_figures_prove_a_smaller_scale() -> None:
    rows = [ROWS[0], ["Selling and marketing", "$24,912", "$33,478"]]
    told = "<p>Selling and marketing expenses were $24.9 million in 2024 and $33.5 million in 2023.</p>"
    assert found(page(rows, more=told), "Selling and marketing", "2024").value == Decimal(24_912_000)


def test_one_figure_or_another_line_proves_nothing() -> None:
    once = "<p>Selling and marketing expenses were $24.9 million in 2024.</p>"
    assert found(page(ROWS, more=once), "Selling and marketing", "2024").value == Decimal("24.9")
    other = "<p>Legal expenses were $24.9 million in 2024 and $33.5 million in 2023.</p>"
    assert found(page(ROWS, more=other), "Selling and marketing", "2024").value == Decimal("24.9")
