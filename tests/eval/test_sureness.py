"""Learning how sure to be of words found: what speaks for an answer counts for it, and what teaches is told apart from what checks."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.extract.sureness import Signs
from bot.planner.prose import Told
from eval.sureness import Found, by_coverage, folded, found_in, learn, ranked, write_weights
from index.layout import Span
from index.sentences import Sentence, split_sentences

SIGNS = Signs(said=0.5, words=1.0, unknown=0.0, fit=0.3, score=2.0, margin=0.5, whole=0.0)


def told(text: str) -> Told:
    sentences = tuple(Sentence(text[a:b], (Span(a, b),)) for a, b in split_sentences(text))
    return Told(sentences, ("",) * len(sentences), ("",) * len(sentences), {})


def found(context: str, said: float, *, right: bool) -> Found:
    return Found(context, "own", replace(SIGNS, said=said), right)


ANSWERS = [found(f"c{n}", 0.9, right=n % 5 > 0) for n in range(50)] + [
    found(f"c{n}", 0.2, right=n % 5 == 0) for n in range(50)
]


def test_what_is_said_of_a_question_counts_for_its_answer() -> None:
    weights = learn(ANSWERS)
    assert weights.each["said"] > 0
    assert weights.each["words"] == 0.0  # the same in every answer: it tells nothing
    assert weights.sure(replace(SIGNS, said=0.9)) > 0.6 > 0.4 > weights.sure(replace(SIGNS, said=0.2))


def test_a_context_is_judged_by_weights_it_did_not_teach() -> None:
    # one context alone says little and is right: nothing that it teaches may speak for it
    alone = found("alone", 0.1, right=True)
    assert folded([*ANSWERS, alone])[-1] < 0.5


def test_the_area_under_the_curve_counts_pairs_ranked_right() -> None:
    some = [found("a", 0.9, right=True), found("b", 0.4, right=True), found("c", 0.6, right=False)]
    # two pairs of right and wrong: 0.9 over 0.6 is ranked right, 0.4 under it is not
    assert ranked(some, by_coverage(some)) == 0.5
    assert ranked(some, [0.5, 0.5, 0.5]) == 0.5
    assert ranked(some, [0.9, 0.8, 0.1]) == 1.0


def test_each_question_is_asked_with_its_answer_without_it_and_elsewhere() -> None:
    contexts = {
        "a": told("Interest expense fell due to lower debt balances. Interest income rose in the year."),
        "b": told("Sales rose due to more volume. Interest was flat."),
        "c": told("The expense of rent fell. The lease ends soon."),
    }
    question = {
        "question": "Why did interest expense fall?",
        "answer": ["lower debt balances"],
        "answer_type": "span",
        "answer_from": "text",
    }
    figure = {**question, "answer_from": "table"}
    some = found_in([("a", question), ("a", figure)], contexts)
    assert [(one.way, one.right) for one in some] == [
        ("own", True),
        ("without", False),
        ("other", False),
        ("other", False),
    ]
    assert some[0].signs.said > some[1].signs.said


def test_weights_are_kept_with_what_taught_them(tmp_path: Path) -> None:
    weights = learn(ANSWERS)
    write_weights(weights, "made up", len(ANSWERS), tmp_path / "kept.json")
    kept = json.loads((tmp_path / "kept.json").read_text("utf-8"))
    assert (kept["data"], kept["answers"]) == ("made up", 100)
    assert kept["bias"] == pytest.approx(weights.bias)
    assert kept["weights"] == dict(weights.each)
