"""The sample filing, end to end: who, when, and every figure of its tables with unit, sign and period."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from index.facts import Fact, fact_to_json
from index.filing import Filing
from index.period import Duration, Instant, Period
from index.read_text import read_text
from index.table_facts import table_facts
from index.understand import understand

Q2_2008 = Duration(date(2007, 10, 1), date(2007, 12, 31))
Q2_2007 = Duration(date(2006, 10, 1), date(2006, 12, 31))
H1_2008 = Duration(date(2007, 7, 1), date(2007, 12, 31))
H1_2007 = Duration(date(2006, 7, 1), date(2006, 12, 31))


def _read(data: bytes) -> Filing:
    return understand(read_text(data), "immunogen-8k-2008-01-31.txt", "0" * 16)


@pytest.fixture(scope="module")
def sample(sample_path: Path) -> Filing:
    return _read(sample_path.read_bytes())


@pytest.fixture(scope="module")
def fact(sample: Filing) -> Callable[[str, Period], Fact]:
    facts = table_facts(sample)

    def find(label: str, period: Period) -> Fact:
        (found,) = [fact for fact in facts if fact.label == label and fact.period == period]
        return found

    return find


def test_cover(sample: Filing) -> None:
    record = sample.record
    assert (record.company, record.form) == ("ImmunoGen, Inc.", "8-K")
    assert (record.filed, record.period_end) == (date(2008, 1, 31), date(2007, 12, 31))
    assert record.title == "ImmunoGen, Inc. 8-K, January 31, 2008"
    assert {"ImmunoGen", "IMGN"} <= set(record.aliases)


def test_fiscal_year_is_learned(sample: Filing) -> None:
    calendar = sample.record.calendar
    assert (calendar.year_end_month, calendar.assumed, calendar.weeks) == (6, False, False)


@pytest.mark.parametrize(
    ("label", "period", "value", "unit"),
    [
        ("Total revenues", Q2_2008, "9751000", "USD"),
        ("Total revenues", Q2_2007, "12072000", "USD"),
        ("Total revenues", H1_2008, "21176000", "USD"),
        ("Total revenues", H1_2007, "19842000", "USD"),
        ("Net loss", Q2_2008, "-6212000", "USD"),
        ("Net loss per common share, basic and diluted", Q2_2008, "-0.15", "USD/share"),
        ("Average common shares outstanding, basic and diluted", Q2_2008, "42700000", "shares"),
        ("Cash and marketable securities", Instant(date(2007, 6, 30)), "59700000", "USD"),
        ("Shareholders' equity", Instant(date(2007, 12, 31)), "53137000", "USD"),
    ],
)
def test_figures(fact: Callable[[str, Period], Fact], label: str, period: Period, value: str, unit: str) -> None:
    found = fact(label, period)
    assert (found.value, found.unit) == (Decimal(value), unit)
    assert "unaudited" in found.qualifiers


def test_every_quote_is_the_cell(sample: Filing) -> None:
    for fact in table_facts(sample):
        scale = {"USD": 1000, "shares": 1000, "USD/share": 1}[fact.unit]
        printed = fact.span.of(sample.text)
        sign = -1 if printed.startswith("(") else 1
        assert sign * Decimal(printed.strip("()").replace(",", "")) * scale == fact.value


def test_garbled_heads_are_repaired_with_a_warning(fact: Callable[[str, Period], Fact]) -> None:
    assert fact("Total revenues", H1_2008).warnings[0].startswith("repaired: ")
    assert "2,908 less 3,399" in fact("Net loss", H1_2008).warnings[0]
    assert fact("Net loss", Q2_2008).warnings == ()


def test_row_path(fact: Callable[[str, Period], Fact]) -> None:
    assert fact("Research and development", Q2_2008).path == ("Expenses:", "Research and development")
    assert fact("Loss from operations", Q2_2008).path == ("Loss from operations",)


def test_json(fact: Callable[[str, Period], Fact]) -> None:
    line = fact_to_json(fact("Net loss", Q2_2008))
    assert line["value"] == "-6212000"
    assert line["period"] == {"start": "2007-10-01", "end": "2007-12-31"}
    assert (line["table"], line["row"]) == (2, "Net loss")
