"""TAT-QA: contexts become documents, answers become the benchmark's, and the scores are its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from eval.benchmarks.common import Options, draw, half_of
from eval.benchmarks.tatqa import predict, score_run, to_context
from eval.given import read_given
from eval.runs import Asked

ENTRY: dict[str, Any] = {
    "table": {"uid": "t1", "table": [["", "2019", "2018"], ["Other", "44.1", "56.7"]]},
    "paragraphs": [
        {"uid": "p2", "order": 2, "text": "The table below presents sales (in millions):"},
        {"uid": "p1", "order": 1, "text": "Sales by <type>."},
        {"uid": "p3", "order": 3, "text": "Other is small."},
    ],
    "questions": [],
}


def test_the_table_stands_after_the_paragraph_that_leads_into_it() -> None:
    body = to_context(ENTRY).body
    places = [body.index(part) for part in ("Sales by &lt;type&gt;", "in millions", "<td>44.1</td>", "Other is small")]
    assert places == sorted(places)


def test_a_table_without_a_lead_stands_first() -> None:
    entry = {**ENTRY, "paragraphs": [{"order": 1, "text": "Other is small."}]}
    body = to_context(entry).body
    assert body.index("<td>44.1</td>") < body.index("Other is small")


@pytest.mark.parametrize(
    ("texts", "before"),
    [
        (("The analysis presented below is ours.", "The table sets forth sales:", "Other is small."), 2),
        (("(All amounts are in thousands)", "Sales are as follows:"), 2),
        (("Sales consisted of the following", "(in thousands)", "Other is small."), 2),
        (("Sales by type (in 000's)", "Sales were $5."), 1),
    ],
)
def test_the_plainest_lead_stands_right_before_the_table(texts: tuple[str, ...], before: int) -> None:
    entry = {**ENTRY, "paragraphs": [{"order": at, "text": text} for at, text in enumerate(texts)]}
    body = to_context(entry).body
    assert body[: body.index("<td>44.1</td>")].count("<p>") == before


def reported(value: str, unit: str, quote: str) -> dict[str, Any]:
    operand = {"name": "a", "label": "Other", "value": value, "unit": unit, "period": None, "citation": 1}
    return {
        "question": "?",
        "status": "answered",
        "confidence": 1.0,
        "answer": {"type": "figure", "value": value},
        "figures": [{"value": value, "unit": unit, "kind": "reported", "formula": "a", "operands": [operand]}],
        "citations": [{"id": 1, "filing": "f", "quote": quote, "start": 0, "end": 1}],
    }


def computed(value: str, unit: str) -> dict[str, Any]:
    answer = reported(value, unit, "44.1")
    operands = [
        {"name": "a", "label": "Other", "value": "44100000", "unit": "USD", "period": None, "citation": 1},
        {"name": "b", "label": "Other", "value": "56700000", "unit": "USD", "period": None, "citation": 2},
    ]
    answer["figures"][0].update(kind="computed", formula="a - b", operands=operands)
    answer["citations"].append({"id": 2, "filing": "f", "quote": "$56.7", "start": 0, "end": 1})
    return answer


def said(kind: str, value: object, question: str = "?") -> dict[str, Any]:
    return {
        "question": question,
        "status": "answered",
        "confidence": 1.0,
        "answer": {"type": kind, "value": value},
        "text": "So. [1]",
    }


def in_cents(value: str) -> dict[str, Any]:
    """A change of earnings a share, printed in cents: 206.2 less 132.6."""
    answer = computed(value, "USD/share")
    for operand, cents, quote in zip(
        answer["figures"][0]["operands"], ("2.062", "1.326"), ("206.2", "132.6"), strict=True
    ):
        operand.update(value=cents, unit="USD/share")
        answer["citations"][operand["citation"] - 1]["quote"] = quote
    return answer


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (reported("1496500000", "USD", "$1,496.5"), ["$1,496.5", "million"]),
        (reported("-114000", "USD", "(114)"), ["(114)", "thousand"]),
        (reported("224000000", "USD", "$224 million"), ["$224 million", ""]),
        (reported("5.5", "percent", "5.5%"), ["5.5%", ""]),
        (reported("5.5", "percent", "5.5"), ["5.5", "percent"]),
        (reported("12.5", "USD/share", "12.50"), ["12.50", ""]),
        (computed("-12600000", "USD"), ["-12.6", "million"]),
        (in_cents("0.736"), ["73.6", ""]),
        (computed("-22.222222", "percent"), ["-22.22", "percent"]),
        (computed("0.777778", "ratio"), ["0.78", ""]),
        ({**reported("5.5", "percent", "5.5%"), "answer": {"type": "boolean", "value": True}}, ["yes", ""]),
        (said("boolean", True), ["So.", ""]),
        (said("count", "2"), ["2", ""]),
        (said("spans", ["a", "b"]), [["a", "b"], ""]),
        (said("spans", ["a"]), ["a", ""]),
        (said("text", None), ["So.", ""]),
        (said("period", "the year ended March 31, 2019", "In which year was it larger?"), ["2019", ""]),
        (said("period", "the second quarter", "When was it larger?"), ["the second quarter", ""]),
        ({"status": "abstained", "reason": "not_in_filing"}, ["", ""]),
    ],
)
def test_answers_in_the_benchmarks_format(answer: dict[str, Any], expected: list[Any]) -> None:
    assert predict(read_given(answer)) == expected


def test_a_crash_is_an_empty_prediction() -> None:
    assert predict(None) == ["", ""]


def test_scores_count_refusals_and_crashes_as_zero() -> None:
    base = {"question": "?", "answer_from": "table", "derivation": "", "scale": "million"}
    questions = [
        {**base, "uid": "a", "answer": ["$1,496.5"], "answer_type": "span"},
        {**base, "uid": "b", "answer": -12.6, "answer_type": "arithmetic"},
        {**base, "uid": "c", "answer": -12.6, "answer_type": "arithmetic"},
        {**base, "uid": "d", "answer": ["65"], "answer_type": "span"},
    ]
    answers = [
        reported("1496500000", "USD", "$1,496.5"),
        computed("12600000", "USD"),
        None,
        {"status": "abstained", "reason": "not_in_filing"},
    ]
    asked = [Asked(q["uid"], q["uid"], 0, "?", answer, 10.0) for q, answer in zip(questions, answers, strict=True)]
    result = score_run(questions, asked, 1.0)
    scores = {score.name: score.value for score in result.scores}
    assert scores["exact_match"] == 0.25
    assert scores["answered"] == 0.5
    assert scores["wrong_of_figures"] == 0.5
    assert scores["crashes"] == 0.25
    assert result.predictions == {"a": ["$1,496.5", "million"], "b": ["12.6", "million"], "c": ["", ""], "d": ["", ""]}
    assert [failure["uid"] for failure in result.failures] == ["b", "c", "d"]


def test_a_scale_is_right_in_its_own_place_or_in_the_answers_words() -> None:
    base = {"question": "?", "answer_from": "table", "derivation": "", "answer_type": "span"}
    questions = [
        {**base, "uid": "right", "answer": ["1,496.5"], "scale": "million"},
        {**base, "uid": "said", "answer": ["224"], "scale": "million"},
        {**base, "uid": "wrong", "answer": ["(114)"], "scale": "million"},
        {**base, "uid": "other", "answer": ["65"], "scale": "thousand"},
    ]
    answers = [
        reported("1496500000", "USD", "$1,496.5"),
        reported("224000000", "USD", "$224 million"),
        reported("-114000", "USD", "(114)"),
        reported("-114000", "USD", "(114)"),
    ]
    asked = [Asked(q["uid"], q["uid"], 0, "?", answer, 10.0) for q, answer in zip(questions, answers, strict=True)]
    scores = {score.name: score for score in score_run(questions, asked, 1.0).scores}
    assert scores["scale"].value == 0.75
    # three answers have the gold's digits, one of them in thousands where the gold is in millions
    assert scores["scale_of_digits"].count == 2 + 1
    assert scores["scale_of_digits"].value == pytest.approx(2 / 3)


def test_a_limit_draws_the_same_contexts_each_time() -> None:
    items = list(range(50))

    def five(seed: int) -> list[int]:
        return draw(items, str, Options(Path(), Settings(), limit=5, seed=seed))

    assert len(five(1)) == 5
    assert five(1) == five(1) == sorted(five(1))
    assert five(1) != five(2)
    assert draw(items, str, Options(Path(), Settings())) == items


def test_the_halves_share_no_context_and_leave_none_out() -> None:
    items = list(range(50))
    tuning = draw(items, str, Options(Path(), Settings(), half="tuning"))
    measuring = draw(items, str, Options(Path(), Settings(), half="measuring"))
    assert sorted(tuning + measuring) == items
    assert 15 < len(tuning) < 35
    assert {half_of(str(item)) for item in tuning} == {"tuning"}
