"""Amounts in prose: what is printed, in base units. Values worked by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.amounts import find_amounts


def read(text: str) -> list[tuple[str, Decimal, str]]:
    return [(text[a.start : a.end], a.value, a.unit) for a in find_amounts(text)]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        (r"a net loss of \$6.2 million", [(r"\$6.2 million", 6_200_000, "USD")]),
        ("$1.2\xa0billion", [("$1.2\xa0billion", 1_200_000_000, "USD")]),
        ("$.15 a share", [("$.15 a share", "0.15", "USD/share")]),
        (r"\$0.15 per basic and diluted share", [(r"\$0.15 per basic and diluted share", "0.15", "USD/share")]),
        ("$ 80 million , $ 83 million", [("$ 80 million", 80_000_000, "USD"), ("$ 83 million", 83_000_000, "USD")]),
        ("$(3.2) million", [("$(3.2) million", -3_200_000, "USD")]),
        ("€10.8 million", [("€10.8 million", 10_800_000, "EUR")]),
        ("RMB 300 million", [("RMB 300 million", 300_000_000, "CNY")]),
        ("5.2 million dollars", [("5.2 million dollars", 5_200_000, "USD")]),
        ("$5.2M and $3B", [("$5.2M", 5_200_000, "USD"), ("$3B", 3_000_000_000, "USD")]),
        ("up 27 % or ( 10.0 % )", [("27 %", 27, "percent"), ("( 10.0 % )", "-10.0", "percent")]),
        ("8.8 percent", [("8.8 percent", "8.8", "percent")]),
        (
            "EPS of 67-71 cents per share",
            [("67-71 cents per share", "0.67", "USD/share"), ("67-71 cents per share", "0.71", "USD/share")],
        ),
        (
            "EPS of 67 to 71 cents per share",
            [("67 to 71 cents per share", "0.67", "USD/share"), ("67 to 71 cents per share", "0.71", "USD/share")],
        ),
        (
            "flow of $850 - $950 million",
            [("$850 - $950 million", 850_000_000, "USD"), ("$850 - $950 million", 950_000_000, "USD")],
        ),
        ("50 basis points", [("50 basis points", "0.5", "percentage_points")]),
        ("42.7 million shares", [("42.7 million", 42_700_000, "shares")]),
        ("for over 11 months", [("11 months", 11, "months")]),
        ("five percent", [("five percent", 5, "percent")]),
        ("1.5x", [("1.5x", "1.5", "ratio")]),
    ],
)
def test_amounts(text: str, amounts: list[tuple[str, object, str]]) -> None:
    assert read(text) == [(quote, Decimal(str(value)), unit) for quote, value, unit in amounts]


@pytest.mark.parametrize(
    ("text", "quote", "low", "high", "unit"),
    [
        (r"between \$28-31 million,", r"\$28-31 million", 28_000_000, 31_000_000, "USD"),
        (r"guidance of \$30-\$33 million.", r"\$30-\$33 million", 30_000_000, 33_000_000, "USD"),
        ("$1.2 billion to $1.3 billion", "$1.2 billion to $1.3 billion", 1_200_000_000, 1_300_000_000, "USD"),
        ("$1.2 to $1.3 billion", "$1.2 to $1.3 billion", 1_200_000_000, 1_300_000_000, "USD"),
        ("between $28 and $31 million", "$28 and $31 million", 28_000_000, 31_000_000, "USD"),
        ("$2.00-$2.10 per share", "$2.00-$2.10 per share", "2.00", "2.10", "USD/share"),
        ("5-7%", "5-7%", 5, 7, "percent"),
        ("10 to 12 percent", "10 to 12 percent", 10, 12, "percent"),
        ("after 130 to 260 days", "130 to 260 days", 130, 260, "days"),
    ],
)
def test_ranges(text: str, quote: str, low: object, high: object, unit: str) -> None:
    first, second = find_amounts(text)
    assert [(text[a.start : a.end], a.bound) for a in (first, second)] == [(quote, "low"), (quote, "high")]
    assert (first.value, second.value) == (Decimal(str(low)), Decimal(str(high)))
    assert {first.unit, second.unit} == {unit}


def test_a_change_from_one_amount_to_another_is_no_range() -> None:
    assert [a.bound for a in find_amounts("increased from $5 million to $6.5 million")] == ["", ""]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("two of the nine sites were", [(2, "sites"), (9, "sites")]),
        ("seven of the seventeen patients enrolled", [(7, "patients"), (17, "patients")]),
        ("12 of the 15 patients treated", [(12, "patients"), (15, "patients")]),
        ("about 3,400 stores in 25 states", [(3400, "stores"), (25, "states")]),
        ("three TAP compounds", [(3, "TAP compounds")]),
    ],
)
def test_counts(text: str, counts: list[tuple[int, str]]) -> None:
    assert [(a.value, a.of, a.unit) for a in find_amounts(text)] == [(Decimal(n), of, "count") for n, of in counts]


@pytest.mark.parametrize(
    "text",
    [
        "Rule 425, Note 5, Item 2.02, Phase II",
        "Studies 001, 002, 003",
        "913-981-4900 at 4:30 pm ET",
        "December 31, 2007 and fiscal 2008",
        "first six months of fiscal 2008",
        "99.1 Press Release of the Company",
    ],
)
def test_dates_references_and_codes_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == ()


def test_precision_is_the_worth_of_the_last_digit() -> None:
    (amount,) = find_amounts("$6.2 million")
    assert amount.precision == Decimal(100_000)


def test_qualifiers() -> None:
    assert [a.qualifier for a in find_amounts("approximately $5 million, up to 8 sites, nearly $2 million")] == [
        "approximately",
        "up to",
        "nearly",
    ]


@given(st.text(alphabet="$€ 1.,5-–()%\xa0\nmillionbdyspertakx\\", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for amount in find_amounts(text):
        assert text[amount.start : amount.end].strip()


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("a salary of not less than $1,300,000", "at least"),
        ("no fewer than 20 sites", "at least"),
        ("not more than $5 million", "at most"),
        ("no more than 8 sites", "at most"),
        ("less than $5 million", "less than"),
    ],
)
def test_no_less_is_at_least_and_never_less(text: str, qualifier: str) -> None:
    (amount,) = find_amounts(text)
    assert amount.qualifier == qualifier
