"""Sentences chosen by meaning, with likeness given by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from math import exp

import pytest

from bot.extract import Extraction, extract_by_meaning
from bot.extract.by_meaning import Meant, MeantWeights, learned_meaning
from bot.extract.kinds import Sort, asked_of
from index.alike import Alike
from index.layout import Span
from index.sentences import Sentence, split_sentences

TOLD = (
    "The Company opened an office in Leeds in May 2007. "
    "Improvements to the building are funded by the landlord. "
    "Sales were flat."
)


def told(text: str) -> list[Sentence]:
    return [Sentence(text[a:b], (Span(a, b),)) for a, b in split_sentences(text)]


def found(question: str, near: str, text: str = TOLD) -> Extraction | None:
    def alikeness(_: str, __: Sequence[Span], texts: Sequence[str]) -> list[Alike]:
        return [Alike(0.8, 0.7) if near in one else Alike(0.1, 0.0) for one in texts]

    sentences = told(text)
    blank = [""] * len(sentences)
    return extract_by_meaning(question, sentences, blank, blank, {}, range(len(sentences)), alikeness)


def test_a_sentence_that_shares_no_word_is_found_by_its_meaning() -> None:
    answer = found("Who pays for the build-out of the premises?", "landlord")
    assert answer is not None
    assert answer.spans[0].of(TOLD) == "the landlord"
    assert answer.confidence > 0.5


def test_what_is_said_of_another_name_is_no_answer() -> None:
    assert found("Who pays for the build-out of the Initech premises?", "landlord") is None


def test_odds_are_the_sum_of_what_the_signs_count() -> None:
    weights = MeantWeights(-1.0, {"words": 2.0, "least": 1.0, "lead": -4.0, "first": 0.5})
    # -1 + 2 * 0.5 + 1 * 0.5 - 4 * 0.25 + 0.5 = 0
    assert weights.sure(Meant(0.5, 0.5, 0.25, 1.0)) == pytest.approx(0.5)
    assert weights.sure(Meant(0.5, 0.5, 0.0, 1.0)) == pytest.approx(1 / (1 + exp(-1)))


def test_every_sign_of_meaning_was_learned() -> None:
    assert set(learned_meaning().each) == {field.name for field in fields(Meant)}


@pytest.mark.parametrize(
    ("question", "sort", "topic"),
    [
        ("AB12 - what is it made of", Sort.PARTS, ("ab12",)),
        ("Some costs have slipped. Into which year?", Sort.TIME, ("cost", "slip")),
        ("rent of the lab, which line is it in?", Sort.WHAT, ("lease", "lab", "line")),
    ],
)
def test_the_clause_that_asks_tells_the_kind_of_answer(question: str, sort: Sort, topic: tuple[str, ...]) -> None:
    asked = asked_of(question)
    assert asked.sort is sort
    assert set(topic) <= set(asked.topic)


def test_a_clause_that_only_points_back_says_nothing_of_the_kind() -> None:
    assert asked_of("Two drivers explain the drop in sales. What are they?").topic
    assert asked_of("Two drivers explain the drop in sales. What are they?").text.startswith("Two drivers")
