"""Proposals for a gold set: from facts, quoting the filing, unconfirmed."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from eval.gold_sets import GoldError, check_places, load
from eval.propose import proposals
from index.facts import Fact
from index.layout import Span
from index.period import Duration, Instant, Period

TEXT = "Net sales\t93,662\t103,350\nCash\t5"
YEARS = (Duration(date(2019, 1, 1), date(2019, 12, 31)), Duration(date(2018, 1, 1), date(2018, 12, 31)))


def fact(label: str, quote: str, period: Period | None, row: int, column: int) -> Fact:
    start = TEXT.index(quote)
    return Fact(
        id=quote,
        filing="f",
        label=label,
        path=(label,),
        value=Decimal(quote.replace(",", "")) * 1000,
        unit="USD",
        period=period,
        precision=Decimal(1000),
        span=Span(start, start + len(quote)),
        table=0,
        row_index=row,
        column_index=column,
    )


FACTS = (
    fact("Net sales", "93,662", YEARS[0], 1, 1),
    fact("Net sales", "103,350", YEARS[1], 1, 2),
    fact("Cash", "5", Instant(date(2019, 12, 31)), 2, 1),
)


def test_look_ups_and_changes_are_proposed() -> None:
    rows = list(proposals(FACTS, "release.htm", TEXT, 4))
    assert [row["question"] for row in rows] == [
        "What was net sales from January 1, 2019 to December 31, 2019?",
        "What was net sales from January 1, 2018 to December 31, 2018?",
        "What was cash at December 31, 2019?",
        (
            "How much did net sales change from the period January 1, 2018 - December 31, 2018 "
            "to the period January 1, 2019 - December 31, 2019?"
        ),
    ]
    assert rows[3]["expect"]["answer"]["value"] == "-9688000"


def test_proposals_keep_to_the_format_and_are_not_run_until_confirmed(tmp_path: Path) -> None:
    rows = list(proposals(FACTS, "release.htm", TEXT, 4))
    path = tmp_path / "mine.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(GoldError, match="no confirmed question"):
        load(path)
    path.write_text("".join(json.dumps({**row, "confirmed": True}) + "\n" for row in rows))
    cases = load(path).cases
    assert len(cases) == 4
    check_places(cases, TEXT)


def test_a_fact_without_a_period_is_not_proposed() -> None:
    assert list(proposals((fact("Cash", "5", None, 2, 1),), "release.htm", TEXT, 4)) == []
