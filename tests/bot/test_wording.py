"""Years in words."""

import pytest

from bot.wording import plainly


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("sales in twenty twenty-three", "sales in 2023"),
        ("sales in twenty nineteen", "sales in 2019"),
        ("sales in nineteen ninety-nine", "sales in 1999"),
        ("sales in two thousand and eight", "sales in 2008"),
        ("sales in twenty oh eight", "sales in 2008"),
        ("twenty five sites", "twenty five sites"),
        ("nineteen of the twenty sites", "nineteen of the twenty sites"),
    ],
)
def test_a_year_spoken_in_halves_is_written_in_digits(words: str, digits: str) -> None:
    assert plainly(words) == digits
