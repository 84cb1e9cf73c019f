"""Slips of the keys and shortened words, put right from the words of a filing."""

import pytest

from bot.spelling import respelled

FILING = "Rental revenue and leasehold improvements. Shareholders' equity for the six months ended June 30. Widget royalties."
LINES = frozenset(["rental", "revenue", "leasehold", "improvements", "shareholders", "equity", "widget", "royalties"])


def english(word: str) -> bool:
    return word in {"menu", "rentals", "form", "coming"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rental reveneu", "rental revenue"),
        ("leasehold imprvmts", "leasehold improvements"),
        ("sh'holders equity", "shareholders equity"),
        ("teh widget royaltes", "the widget royalties"),
        ("rental revenue, six months endd June", "rental revenue, six months ended June"),
    ],
)
def test_a_word_nobody_writes_so_is_the_nearest_one_of_the_filing(typed: str, meant: str) -> None:
    found = respelled(typed, FILING, LINES, english)
    assert found is not None
    assert found.text == meant


@pytest.mark.parametrize(
    "text",
    [
        "menu coming",  # English, though near to no line
        "revenue of Initeck",  # a name
        "what did the xyzzy cost",  # near to nothing
        "rental's revenue",
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert respelled(text, FILING, LINES, english) is None


def test_what_was_put_right_is_said() -> None:
    found = respelled("widget royaltes", FILING, LINES, english)
    assert found is not None
    assert found.assumptions() == ("read “royaltes” as “royalties”",)
