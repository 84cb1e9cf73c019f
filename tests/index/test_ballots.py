"""Counts of votes in a sentence are named by the way voted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from index.ballots import as_votes, span_of_column, way_of_column
from index.facts import Fact
from index.layout import Span
from index.period import Duration
from index.quantity import SHARES

YEAR = Duration(date(2024, 6, 1), date(2025, 5, 31))


def counted(text: str, *numbers: str) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            id=number, filing="f", label="shares", path=("Proposal", "shares"), value=Decimal(number), unit=SHARES, period=YEAR,
            precision=Decimal(1), span=Span(text.index(number), text.index(number) + len(number)), origin="prose",
            sentence=Span(0, len(text)),
        )
        for number in numbers
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("It passed with 900 shares in favor, 80 shares against and 20 abstaining.", ("for", "against", "abstaining")),
        ("It passed: 900 votes were cast for, 80 were against and 20 withheld.", ("for", "against", "withheld")),
    ],
)
def test_each_count_is_of_the_way_voted_and_of_no_period(text: str, labels: tuple[str, ...]) -> None:
    votes = as_votes(text, counted(text, "900", "80", "20"))
    assert [(fact.label, fact.period) for fact in votes] == [(f"votes {label}", None) for label in labels]


def test_shares_issued_for_something_are_no_votes() -> None:
    text = "Acme issued 900 shares for cash and bought 80 shares."
    facts = counted(text, "900", "80")
    assert as_votes(text, facts) == facts


@pytest.mark.parametrize(
    ("column", "way"),
    [("Votes For", "for"), ("Against", "against"), ("Abstentions", "abstaining"), ("Broker Non-Votes", "broker non-votes"), ("Shares Withheld", "withheld"), ("Forecast", ""), ("Fair value", "")],
)  # fmt: skip
def test_a_column_names_a_way_to_vote(column: str, way: str) -> None:
    assert way_of_column(column) == way


@pytest.mark.parametrize(
    ("column", "way"),
    [("votes were cast for the proposal as set forth below: Votes Against", "against"), ("Votes For Abstentions", "abstaining"), ("Votes For Broker Non-Votes", "broker non-votes")],
)  # fmt: skip
def test_what_announces_or_spans_the_columns_is_no_way_to_vote(column: str, way: str) -> None:
    assert way_of_column(column) == way


@pytest.mark.parametrize(
    ("column", "span"),
    [("Votes For 3 Years", "3 years"), ("One Year", "1 year"), ("Annual", "1 year"), ("Votes For", "")],
)
def test_a_column_names_how_often_a_vote_is_held(column: str, span: str) -> None:
    assert span_of_column(column) == span
