"""Numbers as cells print them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.quantity import PERCENT, PERCENTAGE_POINTS, RATIO, YEARS, displayed, read_cell


@pytest.mark.parametrize(
    ("text", "value", "currency", "mark", "step"),
    [
        ("9,751", "9751", "", "", "1"),
        ("(6,212)", "-6212", "", "", "1"),
        ("(9,688", "-9688", "", "", "1"),
        ("$(0.15)", "-0.15", "USD", "", "0.01"),
        ("$ (53)", "-53", "USD", "", "1"),
        (r"\$ 3,672", "3672", "USD", "", "1"),
        ("-5.2", "-5.2", "", "", "0.1"),
        ("(2.1% )", "-2.1", "", PERCENT, "0.1"),
        ("(5.6)%", "-5.6", "", PERCENT, "0.1"),
        ("1.5x", "1.5", "", RATIO, "0.1"),
        ("50 bps", "0.5", "", PERCENTAGE_POINTS, "0.01"),
        ("4.5 years", "4.5", "", YEARS, "0.1"),
        ("12 1/2", "12.5", "", "", "0.5"),
        (".15", "0.15", "", "", "0.01"),
        ("€5.1", "5.1", "EUR", "", "0.1"),
        ("$2.7 billion", "2700000000", "USD", "", "100000000"),
    ],
)
def test_numbers(text: str, value: str, currency: str, mark: str, step: str) -> None:
    printed = read_cell(text)
    assert printed is not None
    assert (printed.value, printed.currency, printed.mark, printed.step) == (
        Decimal(value),
        currency,
        mark,
        Decimal(step),
    )


@pytest.mark.parametrize("text", ["—", "–", "-", "--", "$ —", "— %", "(—)"])
def test_a_dash_is_zero(text: str) -> None:
    printed = read_cell(text)
    assert printed is not None
    assert printed.nil
    assert printed.value == 0


@pytest.mark.parametrize(
    "text",
    ["", "_", "· ·", "----", "====", "NM", "N/A", "12/31/2007", "5-7", "10-K", "1A.", "June 30", "5,25", "31,", "$"],
)
def test_what_is_no_number(text: str) -> None:
    assert read_cell(text) is None


@pytest.mark.parametrize(
    ("text", "note"), [("12,345 (1)", "(1)"), ("1,234*", "*"), ("5.2(a)", "(a)"), ("7 [2]", "[2]")]
)
def test_footnote_marks_are_kept_apart(text: str, note: str) -> None:
    printed = read_cell(text)
    assert printed is not None
    assert printed.note == note


def test_a_year_is_told_from_an_amount() -> None:
    year, dollars = read_cell("2007"), read_cell("$2,007")
    assert year is not None and year.year_like
    assert dollars is not None and not dollars.year_like


def test_displayed_drops_escapes_and_tags() -> None:
    assert displayed(r"2006 <u>2006</u>  \$") == "2006 2006 $"


@given(st.integers(min_value=-(10**12), max_value=10**12), st.booleans())
def test_what_is_printed_is_read_back(number: int, dollar: bool) -> None:
    text = f"{abs(number):,}"
    text = f"({text})" if number < 0 else text
    printed = read_cell(f"$ {text}" if dollar else text)
    assert printed is not None
    assert printed.value == number
