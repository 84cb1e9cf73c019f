"""Sentences held against the time that is asked for."""

from __future__ import annotations

from datetime import date

import pytest
from hand_made import DEC_07, FY_08, H1_08, JUN_07, Q2_07, Q2_08

from bot.planner.quoted import _shared
from index.period import Duration, Period

_NOVEMBER = Duration(date(2007, 11, 1), date(2007, 11, 30))
_RETAIL_QUARTER = Duration(date(2007, 9, 30), date(2008, 1, 5))


@pytest.mark.parametrize(
    ("asked", "told", "shared"),
    [
        (H1_08, Q2_08, False),  # what is told of a quarter is not the half-year's
        (Q2_08, FY_08, False),
        (Q2_08, Q2_07, False),
        (Q2_08, _RETAIL_QUARTER, True),  # a quarter of fourteen weeks is still the quarter
        (Q2_08, _NOVEMBER, True),  # what happened in a month, happened in its quarter
        (Q2_08, DEC_07, True),  # a balance at the end of the stretch
        (Q2_08, JUN_07, False),
    ],
)
def test_what_is_told_of_one_time_is_quoted_only_for_that_time(asked: Period, told: Period, shared: bool) -> None:
    assert _shared(asked, told) is shared
    assert _shared(told, asked) is shared
