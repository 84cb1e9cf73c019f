"""A phrase is taken for the line of a filing that people mean by it, and for none where that is not sure."""

from __future__ import annotations

import pytest

from bot.reread import line_meant
from index.embed import Embedder

LINES = (
    "Total revenues", "Cost of clinical materials", "Research and development", "General and administrative",
    "Income tax expense", "Net loss", "Cash and marketable securities", "Accounts payable", "Current liabilities",
    "Shareholders' equity", "Total liabilities and shareholders' equity", "Capital expenditures",
)  # fmt: skip


def meant(phrase: str, embedder: Embedder, used: frozenset[str] = frozenset(), lines: tuple[str, ...] = LINES) -> str:
    return line_meant(phrase, lines, embedder.passages(lines, exact=True), embedder, used)


@pytest.mark.parametrize(
    ("phrase", "line"),
    [
        ("the taxman's take", "Income tax expense"),
        ("money owed to suppliers", "Accounts payable"),
        ("overhead", "General and administrative"),
        ("red ink", "Net loss"),
        ("spend on buildings and machines", "Capital expenditures"),
    ],
)
def test_everyday_words_mean_a_line(phrase: str, line: str, embedder: Embedder) -> None:
    assert meant(phrase, embedder) == line


def test_what_no_line_gives_means_none(embedder: Embedder) -> None:
    assert meant("number of employees in Ohio", embedder) == ""
    assert meant("goodwill impairment", embedder) == ""


def test_a_line_and_more_is_another_thing(embedder: Embedder) -> None:
    assert meant("net loss attributable to minority interests", embedder) == ""
    assert meant("Initech net loss", embedder) == ""


def test_a_word_that_tells_lines_apart_is_not_lost(embedder: Embedder) -> None:
    assert meant("overhead of the aerospace unit", embedder, frozenset({"aerospac"})) == ""


def test_no_lines_no_meaning(embedder: Embedder) -> None:
    assert meant("overhead", embedder, lines=()) == ""
