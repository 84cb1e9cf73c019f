"""How values are shown."""

from decimal import Decimal

import pytest

from bot.numbers.display import display, magnitude_of


@pytest.mark.parametrize(
    ("value", "unit", "precision", "shown"),
    [
        ("9751000", "USD", "1000", "$9.751 million"),
        ("-6212000", "USD", "1000", "$(6.212) million"),
        ("10700000", "USD", "1000", "$10.7 million"),
        ("727000", "USD", "1000", "$727,000"),
        ("1234567000", "USD", "1000", "$1,234.567 million"),
        ("97278000000", "USD", "1000000", "$97.278 billion"),
        ("12345678", "USD", "1", "$12,345,678"),
        ("12345678.9", "USD", "0.1", "$12,345,678.90"),
        ("28000000", "USD", "1000000", "$28 million"),
        ("29500000", "USD", "1000000", "$29.5 million"),
        ("156528666666.666667", "USD", "1000000", "$156.529 billion"),
        ("-0.15", "USD/share", "0.01", "$(0.15)"),
        ("0.1454801", "USD/share", None, "$0.15"),
        ("1.5", "EUR", "0.1", "€1.50"),
        ("42700000", "shares", "1000", "42.7 million shares"),
        ("750000", "shares", "1000", "750,000 shares"),
        ("-8.803535", "percent", None, "(8.8)%"),
        ("35", "percent", "1", "35%"),
        ("0.042", "percent", None, "0.04%"),
        ("1.2", "percentage_points", "0.1", "1.2 percentage points"),
        ("1.5312", "ratio", None, "1.53"),
        ("14.26", "months", None, "14.3 months"),
        ("37000", "count", "1", "37,000"),
        ("0", "USD", "1000", "$0"),
        ("-0.0000001", "percent", None, "0.000000%"),
    ],
)
def test_display(value, unit, precision, shown):
    assert display(Decimal(value), unit, Decimal(precision) if precision else None) == shown


def test_counts_say_what_they_count():
    assert display(Decimal(2), "count", Decimal(1), of="patients") == "2 patients"


@pytest.mark.parametrize(
    ("scale", "decimals", "shown"),
    [("thousand", None, "$9,751 thousand"), ("million", 1, "$9.8 million"), ("billion", None, "$0.009751 billion")],
)
def test_scale_and_decimals_asked_for(scale, decimals, shown):
    assert display(Decimal(9751000), "USD", Decimal(1000), scale, decimals) == shown


def test_magnitude_drops_the_parentheses():
    assert magnitude_of("$(6.212) million") == "$6.212 million"
