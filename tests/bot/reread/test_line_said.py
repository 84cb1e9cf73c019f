"""Phrases that name a line in none of its words."""

import pytest

from bot.reread.sayings import line_said
from index.embed import Embedder


@pytest.mark.parametrize(
    ("phrase", "word"),
    [("money in the bank", "cash"), ("red ink", "loss"), ("the taxman's take", "tax")],
)
def test_a_saying_gives_the_line(embedder: Embedder, phrase: str, word: str) -> None:
    assert word in line_said(phrase, embedder, frozenset()).lower()


def test_what_is_near_no_saying_names_no_line(embedder: Embedder) -> None:
    assert line_said("height of the chimney at the Ohio plant", embedder, frozenset()) == ""


def test_a_word_that_tells_the_filings_lines_apart_is_not_lost(embedder: Embedder) -> None:
    assert line_said("SG&A", embedder, frozenset()) != ""
    assert line_said("SG&A of the aerospace unit", embedder, frozenset({"aerospac"})) == ""


def test_an_abbreviation_is_that_one_or_none(embedder: Embedder) -> None:
    assert line_said("QZX", embedder, frozenset()) == ""
