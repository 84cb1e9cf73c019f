"""How sure to be of words found: by the weights learned, whose signs are those that are read."""

from __future__ import annotations

from dataclasses import fields
from math import exp

import pytest

from bot.extract import extract
from bot.extract.answers import UNSURE
from bot.extract.sureness import Signs, Weights, learned
from index.layout import Span
from index.sentences import Sentence, split_sentences

SIGNS = Signs(said=0.5, words=1.0, unknown=2.0, fit=0.0, score=2.0, margin=0.0, whole=0.0)


def sentences(text: str) -> list[Sentence]:
    return [Sentence(text[a:b], (Span(a, b),)) for a, b in split_sentences(text)]


def test_the_odds_are_the_sum_of_what_the_signs_count() -> None:
    weights = Weights(-2.0, {"said": 4.0, "unknown": -1.0, "score": 0.5})
    # -2 + 0.5 * 4 - 2 * 1 + 2 * 0.5 = -1; words, fit, margin and whole count nothing
    assert weights.sure(SIGNS) == pytest.approx(1 / (1 + exp(1)))


def test_every_sign_was_learned() -> None:
    assert set(learned().each) == {field.name for field in fields(Signs)}


def test_more_of_the_question_said_is_surer() -> None:
    told = sentences("Interest expense fell due to lower debt balances. Rent was flat.")
    whole = extract("Why did interest expense fall?", told)
    part = extract("Why did interest expense on the mortgage of the plant fall?", told)
    assert whole is not None
    assert part is not None
    assert whole.confidence > 0.5 > part.confidence
    assert whole.signs is not None
    assert whole.signs.said == 1.0
    assert whole.signs.unknown == 0.0


def test_another_thing_of_the_same_kind_is_no_answer_whatever_its_signs() -> None:
    told = sentences("The A320 program was delayed due to a strike of suppliers.")
    found = extract("Why was the A321 program delayed?", told)
    assert found is not None
    assert found.confidence <= UNSURE
