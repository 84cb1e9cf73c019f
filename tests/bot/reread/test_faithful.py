"""What a rewording may not leave out."""

from datetime import date

import pytest

from bot.reread.compose import Part
from bot.reread.faithful import Asked, leaves_out_nothing, says_another_thing
from bot.reread.roles import Parse, Role, Word, words_of
from index.period import Duration

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


Q1 = Duration(date(2012, 7, 1), date(2012, 9, 30))
Q2 = Duration(date(2012, 10, 1), date(2012, 12, 31))
LINES = ("Loss before income taxes", "Net sales", "Accounts payable, net")


def compared(question: Asked, wording: Asked) -> str:
    return says_another_thing(question, wording, ("Acme Corp",), LINES)


def test_the_filings_own_words_may_be_used() -> None:
    question = Asked("so what did Acme owe suppliers at Dec 31, 2012", "value", {Q2: "Dec 31, 2012"})
    assert compared(question, Asked("What was accounts payable at Dec 31, 2012?", "value", {Q2: "Dec 31, 2012"})) == ""


@pytest.mark.parametrize(
    ("question", "wording", "odd"),
    [
        (Asked("sales?", "value", {}), Asked("What was net sales in Q2?", "value", {Q2: "Q2"}), "another period"),
        (Asked("sales Q2", "value", {Q2: "Q2"}), Asked("What was net sales?", "value", {}), "another period"),
        (Asked("sales Q2", "value", {Q2: "Q2"}), Asked("Net sales in Q1?", "value", {Q1: "Q1"}), "another period"),
        (Asked("sales", "value", {}), Asked("Change in net sales?", "change", {}), "another operation"),
        (Asked("sales", "value", {}), Asked("Net sales over 500?", "value", {}), "the number 500"),
        (Asked("sales over 5000", "value", {}), Asked("Sales over 500?", "value", {}), "the number 500"),
        (Asked("so Globexo sales", "value", {}), Asked("What was Globex sales?", "value", {}), "nothing of Globexo"),
        (Asked("so, Globex sales", "value", {}), Asked("What was net sales?", "value", {}), "nothing of Globex"),
        (Asked("so sales", "value", {}), Asked("What was Globex sales?", "value", {}), "the name Globex"),
        (Asked("the AB-7 cost", "value", {}), Asked("What was cost?", "value", {}), "nothing of AB-7"),
        (Asked("sales excluding tax", "value", {}), Asked("What was sales?", "value", {}), "another exclusion"),
        (Asked("sales", "value", {}), Asked("What was adjusted sales?", "value", {}), "another exclusion"),
    ],
)
def test_a_wording_that_says_another_thing_is_turned_down(question: Asked, wording: Asked, odd: str) -> None:
    assert compared(question, wording) == odd


def test_a_word_that_the_filings_lines_have_is_not_lost() -> None:
    used = frozenset({"constant", "currenc", "sale"})
    asked = Asked("sales in constant currency", "value", {}, frozenset({"sale", "constant", "currenc"}))
    wording = Asked("What was net sales?", "value", {})
    odd = says_another_thing(asked, wording, ("Acme Corp",), LINES, used)
    assert odd == "nothing of constant, currenc"
    assert says_another_thing(asked, wording, ("Acme Corp",), LINES, frozenset({"sale"})) == ""


def test_a_mistyped_period_may_be_mended() -> None:
    typed = Asked("sales in the lastest quater", "value", {})
    assert compared(typed, Asked("What was net sales in the latest quarter?", "value", {Q2: "latest quarter"})) == ""
