"""Jotted operations are written out."""

from __future__ import annotations

from datetime import date

import pytest

from bot.question.shorthand import written_out
from bot.question.spans import with_stretches
from index.period import Duration

_QUARTER = Duration(date(2007, 10, 1), date(2007, 12, 31))


@pytest.mark.parametrize(
    ("jotted", "full"),
    [
        ("Q2 total revenue y/y %?", "what was the percent change in Q2 total revenue y/y?"),
        ("debt / total assets ratio, 2020", "debt divided by total assets, 2020"),
        ("Did rent expense fall in 2020, and if so what is the % drop?", "by what percentage did rent expense change in 2020?"),
        ("how has the share count evolved in percentage in 2020?", "what was the percent change in share count in 2020?"),
    ],
)  # fmt: skip
def test_operations_are_written_out(jotted: str, full: str) -> None:
    assert written_out(jotted) == full


def test_an_earlier_period_spoken_of_is_left_to_the_conversation() -> None:
    asked = "did it go up or down from there to the December quarter, and by what percent?"
    assert written_out(asked) == asked


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("F2Q08 revenue", "Q2 FY2008 revenue"),
        ("assets at 31.12.2007", "assets at December 31, 2007"),
        ("assets at 31.13.2007", "assets at 31.13.2007"),
        ("opex, Dec 07 q", "opex, Dec 2007 quarter"),
        ("the December balance sheet date", "December 31, 2007"),
    ],
)
def test_short_periods_are_written_out(typed: str, read: str) -> None:
    assert with_stretches(typed, _QUARTER) == read
