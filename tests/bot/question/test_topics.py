"""A thing named before the question about it stands in the place of the word that points to it."""

import pytest

from bot.question.topics import with_topic


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("SG&A: by what percentage was it reduced?", "by what percentage was SG&A reduced?"),
        ("The rent - which line is it in", "which line is the rent in"),
        ("Dividends? Are they paid?", "Are Dividends paid?"),
        ("Total assets, what is their level?", "what is Total assets's level?"),
    ],
)
def test_the_thing_named_first_is_what_is_asked_about(question: str, plain: str) -> None:
    assert with_topic(question) == plain


@pytest.mark.parametrize(
    "question",
    [
        "Half-year view: is the net loss smaller than it was?",
        "By the June balance sheet, how much did they owe?",
        "Besides cash, where is its money held?",
        "The licence, in which year is it now and does another come after?",
        "What was revenue?",
    ],
)
def test_what_points_elsewhere_or_asks_twice_is_left(question: str) -> None:
    assert with_topic(question) == question
