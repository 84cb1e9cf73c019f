"""The "one" of a comparison, and the bands of years that a question names."""

import pytest

from bot.bands import Band, band_of
from bot.question.ones import in_full


@pytest.mark.parametrize(
    ("one", "before", "said"),
    [
        ("the total one", "the tier 2 capital", "total capital"),
        ("the ones on a gaap basis", "the capital expenditures on a non-gaap basis", "capital expenditures on a gaap basis"),
        ("the one of the market index", "the change in value of acme", "change in value of the market index"),
        ("the european one", "net revenue in @0", "european revenue"),
        # a period's own one, and what only points, stay for others to read
        ("the one @2", "total revenue @1", "the one @2"),
        ("the ones hedged in @2", "gallons hedged in @1", "the ones hedged in @2"),
        ("the first one", "total revenue", "the first one"),
    ],
)  # fmt: skip
def test_one_is_put_as_what_was_named(one: str, before: str, said: str) -> None:
    assert in_full(one, before) == said


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("Payments due by period 1-3 years (a)", (1, 3)),
        ("due in one to three years", (1, 3)),
        ("between one and three years", (1, 3)),
        ("less than 1 year", (0, 1)),
        ("within a year", (0, 1)),
        ("1 year or less", (0, 1)),
        ("more than 5 years", (5, 99)),
        ("five years and thereafter", (5, 99)),
        ("5+ years", (5, 99)),
        ("over the last 3 years", None),
        ("the three years ended 2008", None),
        ("3-year average", None),
    ],
)
def test_bands_of_years(text: str, band: Band | None) -> None:
    assert band_of(text) == band
