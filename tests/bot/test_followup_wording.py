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
        ("so what % is that of revenue?", "what was that as a percentage of revenue?"),
        ("and in 2008, in thousands?", "and in 2008, in thousands?"),
    ],
)
def test_the_scale_wanted_hides_nothing_of_what_is_asked(said: str, meant: str) -> None:
    assert spoken(said) == meant
