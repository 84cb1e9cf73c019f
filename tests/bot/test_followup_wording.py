"""Wordings of follow-ups as the few that are read."""

import pytest

from bot.followups.wording import spoken


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("what about in millions?", "how much is that in millions?"),
        (
            "what is, then, in thousands, the total long-term debt due in those two years, combined?",
            "what is the sum of those two in thousands?",
        ),
        ("so down how much, in percent?", "what was the percent change?"),
        ("so what % is that of revenue?", "what was that as a percentage of revenue?"),
        ("and in 2008, in thousands?", "and in 2008, in thousands?"),
    ],
)
def test_the_scale_wanted_hides_nothing_of_what_is_asked(said: str, meant: str) -> None:
    assert spoken(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("how about in 2015?", "what about in 2015?"),
        ("by how much?", "what was the change?"),
        ("so up how many dollars?", "what was the change?"),
        ("it's down by how much?", "what was the change?"),
        ("up what percent?", "what was the percent change?"),
        ("and higher by how much in percent?", "what was the percent change?"),
        ("what is the growth rate?", "what was the percent change?"),
        ("and including 2015 as well?", "what was that plus the value for 2015?"),
        ("what is that ratio minus one?", "what is that ratio minus 1?"),
        ("how much was it in 2017 alone?", "how much was it in 2017?"),
        (
            "what is that difference relative to the 2016 figure?",
            "what was that difference as a percentage of the value for 2016?",
        ),
        ("what was it in the following year?", "what was it in 2017?"),
    ],
)
def test_wordings_of_one_meaning(said: str, meant: str) -> None:
    assert spoken(said, 2016) == meant
