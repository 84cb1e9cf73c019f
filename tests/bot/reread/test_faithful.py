"""What a rewording may not leave out."""

import pytest

from bot.reread.compose import Part
from bot.reread.faithful import leaves_out_nothing
from bot.reread.roles import Parse, Role, Word, words_of

USED = frozenset({"revenu", "licens"})


def read(text: str, metric: str, around: float = 0.99) -> bool:
    """Whether all but the metric may be left out of a text whose other words play no part, as far as was learned."""
    start = text.index(metric)
    part = Part(metric, start, start + len(metric), Role.METRIC)
    words = tuple(Word(text[a:b], a, b, Role.AROUND, around, around) for a, b in words_of(text))
    return leaves_out_nothing(text, Parse(words, "value", 1.0), (part,), ("Acme Corp",), USED)


@pytest.mark.parametrize(
    "text",
    [
        "could you kindly give revenue",
        "hello there, Acme revenue",
        "My boss at Globex said 12 things. Please revenue",
    ],
)
def test_what_surrounds_a_question_may_go(text: str) -> None:
    assert read(text, "revenue")


@pytest.mark.parametrize(
    "text",
    [
        "revenue without royalties",
        "adjusted revenue",
        "please give revenue of Globex",
        "what share of 40 was revenue",
        "not the revenue",
    ],
)
def test_names_numbers_and_exclusions_may_not_go(text: str) -> None:
    assert not read(text, "revenue")


def test_a_word_of_the_filings_lines_goes_only_where_it_surely_plays_no_part() -> None:
    assert not read("license revenue", "revenue", around=0.7)
    assert read("under license i ask for revenue", "revenue", around=0.95)
