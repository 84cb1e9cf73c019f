"""Numbers found in words and digits of any script."""

import pytest

from bot.numerals import numerals_in, split_at_numerals


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fell to ten dollars", ["ten"]),
        ("in 2007", ["2007"]),
        ("up ٤٥ or ४५", ["٤٥", "४५"]),
        ("½ of it, or ② or Ⅳ or 三", ["½", "②", "Ⅳ", "三"]),
        ("Twenty-five Million", ["Twenty-five", "Million"]),
        ("one million", ["one", "million"]),
        ("the one asked for, often, tenor, weight", []),
        ("it doubled, then halved", ["doubled", "halved"]),
        ("a quarter of a year, first", []),
        ("twentyfold, twohundred, hundredths", ["twentyfold", "twohundred", "hundredths"]),
        ("a multimillion deal in the eighties", ["multimillion", "eighties"]),
        ("a quarter of revenues", ["a quarter"]),
        ("the quarter of fiscal", []),
        ("tenant, tension, eighteenthly done, height", []),
        ("ｔｗｏ and 𝟐", ["ｔｗｏ", "𝟐"]),
    ],
)
def test_numerals(text, found):
    assert [text[start:end] for start, end in numerals_in(text)] == found


def test_dates_stay_whole():
    pieces = split_at_numerals("'latest' is read as December 31, 2007 (not 2006).")
    assert pieces == (
        (False, "'latest' is read as "), (True, "December 31, 2007"), (False, " (not "), (True, "2006"), (False, ")."),
    )  # fmt: skip
    assert split_at_numerals("") == ()


def test_marks_and_other_scripts_are_names():
    assert split_at_numerals("the % change of доход") == (
        (False, "the "), (True, "%"), (False, " change of "), (True, "доход"),
    )  # fmt: skip
