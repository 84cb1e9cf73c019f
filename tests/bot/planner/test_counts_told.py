"""Counts that sentences tell: the number stands beside what is counted, and no other number will do."""

import pytest

from bot.planner.quoted import _PORTION_ASKED, _PORTION_TOLD, _number_beside, counted


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("How many locations does the company operate?", "locations"),
        ("how many of its stores were closed", "stores"),
        ("What was revenue?", ""),
    ],
)
def test_what_is_counted(question: str, noun: str) -> None:
    assert counted(question) == noun


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ("operations that span 218 locations in 41 countries", True),
        ("The call can be heard at all locations by dialing +1 646 960 0661", False),
        ("(1) Locations include those opened in 2023", False),
        ("It has locations in Europe, and a great many of its people there have been with it for 12 years", False),
    ],
)
def test_a_number_stands_beside_what_is_counted(told: str, stands: bool) -> None:
    assert _number_beside("locat", told) is stands


@pytest.mark.parametrize(
    ("told", "portion"),
    [
        ("rental was $800,000 in the second quarter", False),
        ("a quarter of revenue came from Japan", True),
        ("more than half of it", True),
        ("grew 9%", True),
    ],
)
def test_a_portion_is_told_by_a_rate_or_a_fraction_and_by_no_quarter_of_a_year(told: str, portion: bool) -> None:
    assert bool(_PORTION_TOLD.search(told)) is portion


@pytest.mark.parametrize(
    ("asked", "portion"),
    [
        ("as a percentage?", True),
        ("what proportion of sales is that", True),
        ("what percent did it pay", True),
        ("as a result, what was it", False),
    ],
)
def test_a_portion_is_asked_for(asked: str, portion: bool) -> None:
    assert bool(_PORTION_ASKED.search(asked)) is portion
