"""Lines matched by words: synonyms, abbreviations, misspellings, qualifiers that make another line."""

from __future__ import annotations

import pytest
from hand_made import DEC_07, JUN_07, Q2_07, Q2_08, acme, row
from hypothesis import given
from hypothesis import strategies as st

from bot.lexicon import stems, wordings
from bot.matching import SeriesIndex, series_index


def best(phrase: str) -> str:
    found = series_index(acme(), "f1").match(phrase)
    return found[0].series.label if found else ""


@pytest.mark.parametrize(
    ("phrase", "label"),
    [
        ("sales", "Total revenues"),
        ("R&D", "Research and development"),
        ("research & developmnt", "Research and development"),
        ("SG&A", "General and administrative"),
        ("admin expense", "General and administrative"),
        ("shareholders equity", "Shareholders' equity"),
        ("EPS", "Net loss per common share"),
        ("product sales", "Product sales"),
        ("total assets", "Total assets"),
    ],
)
def test_best_line(phrase: str, label: str) -> None:
    assert best(phrase) == label


def test_a_total_of_two_things_is_neither_of_them() -> None:
    found = {match.series.label: match.score for match in series_index(acme(), "f1").match("total liabilities")}
    assert found["Total liabilities and shareholders' equity"] < 0.7


def test_a_qualifier_left_unsaid_counts_against_a_line() -> None:
    facts = [
        *row("Deferred revenue", ("2",), (DEC_07,), at=1),
        *row("Revenue", ("3",), (Q2_08,), at=2),
    ]
    matches = SeriesIndex("f1", facts, {}, lambda _: "").match("revenue")
    assert matches[0].series.label == "Revenue"
    assert matches[1].score < 0.7


def test_columns_that_are_not_periods_are_lines_of_their_own() -> None:
    facts = row(
        "Balance",
        ("1", "2", "3"),
        (DEC_07, DEC_07, JUN_07),
        at=0,
        columns=("Hardware 2007", "Software 2007", "Hardware June"),
    )
    index = SeriesIndex("f1", facts, {}, lambda _: "")
    found = index.match("software balance")[0].series
    assert [fact.value for fact in found.facts] == [2]


def test_columns_that_differ_in_period_are_one_line() -> None:
    facts = row("Sales", ("1", "2"), (Q2_08, Q2_07), at=0, columns=("2007", "ber 31 2006"))
    index = SeriesIndex("f1", facts, {}, lambda _: "")
    assert len(index.series) == 1


def test_other_wordings_are_bounded() -> None:
    assert len(wordings(stems("net income cash revenue expense"))) <= 24


@given(st.text(max_size=60))
def test_any_phrase_is_matched_without_error(phrase: str) -> None:
    index = SeriesIndex("f1", row("Revenue", ("3",), (Q2_08,), at=0), {}, lambda _: "")
    for match in index.match(phrase):
        assert 0 <= match.covered <= 1.0001
        assert 0 <= match.precise <= 1.0001
