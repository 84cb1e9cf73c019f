"""TAT-QA: questions over a table and the paragraphs round it (Zhu et al., 2021), scored by its own metric."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from eval.asking import Dialogue
from eval.benchmarks.common import (
    Breakdown,
    Context,
    Options,
    Result,
    ask_over,
    document,
    draw,
    judge_answers,
    paragraph,
    place_of_table,
    read_json,
    table,
)
from eval.benchmarks.printed import SCALES, WORDS, leaf_scale, most, quote_of, scale_of
from eval.benchmarks.tatqa_metric import gold_strings, is_number, score_answer
from eval.given import Given, GivenFigure, read_given
from eval.metrics.score import Score, mean_score
from eval.runs import Asked
from index.errors import TieoutError
from index.quantity import PERCENT, PERCENTAGE_POINTS, is_currency, is_per_share

Question = Mapping[str, Any]

RIGHT_ENOUGH = 0.5
"""F1 from which an answer counts as right for confidence: words a little longer than the gold's are no wrong answer."""


def run(options: Options) -> Result:
    """Index every context, ask every question of its context, and score."""
    began = time.perf_counter()
    entries = draw(read_entries(options), lambda entry: str(entry["table"]["uid"]), options)
    contexts = [to_context(entry) for entry in entries]
    questions = [(entry["table"]["uid"], question) for entry in entries for question in entry["questions"]]
    dialogues = [Dialogue(question["uid"], uid, (question["question"],)) for uid, question in questions]
    asked = [answers[0] for answers in ask_over(contexts, dialogues, options)]
    return score_run([question for _, question in questions], asked, time.perf_counter() - began)


def score_run(questions: Sequence[Question], asked: Sequence[Asked], seconds: float) -> Result:
    """Score what was asked. A question that was refused, or crashed, has an empty prediction and scores nothing."""
    given = {one.id: None if one.answer is None else read_given(one.answer) for one in asked}
    predictions = {uid: predict(one) for uid, one in given.items()}
    pairs = {question["uid"]: _score(question, predictions[question["uid"]]) for question in questions}
    cases = {uid: uid for uid in pairs}
    exact = {uid: pair[0] for uid, pair in pairs.items()}
    answered = {uid: float(one is not None and one.answered) for uid, one in given.items()}
    wrong = {uid: float(answered[uid] > 0 and not exact[uid]) for uid in pairs}
    figures = {uid: wrong[uid] for uid, one in given.items() if one is not None and one.gives_figure}
    crashed = {uid: float(one is None or one.status == "error") for uid, one in given.items()}
    scores = (
        mean_score("exact_match", "Exact match", exact, cases),
        mean_score("f1", "F1", {uid: pair[1] for uid, pair in pairs.items()}, cases),
        mean_score("answered", "Answered", answered, cases),
        mean_score("scale", "Scale right, of answered", _scales(questions, predictions, answered, exact), cases),
        mean_score(
            "scale_of_digits", "Scale right, of the gold's digits", _of_digits(questions, predictions, exact), cases
        ),
        mean_score("wrong_of_figures", "Not the gold, of figures answered", figures, cases, "lower"),
        mean_score("crashes", "Crashed", crashed, cases, "lower"),
        _median(asked),
    )
    failures = tuple(
        _failure(question, predictions[question["uid"]], one)
        for question, one in zip(questions, asked, strict=True)
        if not exact[question["uid"]]
    )
    return Result(
        "tatqa",
        len(questions),
        seconds,
        scores,
        _breakdowns(questions, pairs),
        predictions,
        failures,
        judge_answers(asked, {uid: float(pair[1] >= RIGHT_ENOUGH) for uid, pair in pairs.items()}),
    )


def to_context(entry: Mapping[str, Any]) -> Context:
    """A context as a document. The table stands after the paragraph that leads into it, or else first, as printed."""
    texts = [str(one["text"]) for one in sorted(entry["paragraphs"], key=lambda one: one["order"])]
    blocks = [paragraph(text) for text in texts]
    blocks.insert(place_of_table(texts), table(entry["table"]["table"]))
    return Context(entry["table"]["uid"], document(entry["table"]["uid"], blocks))


def predict(given: Given | None) -> list[Any]:
    """An answer in the benchmark's format, [answer, scale]: figures as printed or in the table's scale, words as quoted."""
    if given is None or not given.answered:
        return ["", ""]
    match given.type:
        case "figure" | "figures" | "range":
            figures = given.figures if given.type != "figure" else given.figures[:1]
            forms = [figure_form(figure, given) for figure in figures]
            if not forms:
                return ["", ""]
            texts = [text for text, _ in forms]
            return [texts if len(texts) > 1 else texts[0], most([scale for _, scale in forms], "")]
        case "boolean" if given.figures:
            return ["yes" if given.value else "no", ""]
        case "boolean":  # the benchmark's answers are words of the text, and the sentence quoted is the yes or no
            return [re.sub(r"^(?:Yes|No): ", "", _without_marks(given.text)), ""]
        case "count":
            return [str(given.value), ""]
        case "period" if re.search(r"\byears?\b", given.question, re.IGNORECASE):
            return [_years(given), ""]
        case _:
            return [_words(given), ""]


def figure_form(figure: GivenFigure, given: Given) -> tuple[str, str]:
    """A figure as the benchmark writes it: a reported one as its cell prints it, a computed one in its operands' scale."""
    quote = quote_of(figure, given)
    if quote is not None:
        if WORDS.search(quote):
            return quote, ""
        if figure.unit in {PERCENT, PERCENTAGE_POINTS}:
            return quote, "" if "%" in quote else "percent"
        return quote, SCALES[scale_of(figure, given)]
    if figure.value is None:
        return "", ""
    if figure.unit in {PERCENT, PERCENTAGE_POINTS}:
        return _rounded(figure.value), "percent"
    scaled = is_currency(figure.unit) or is_per_share(figure.unit) or figure.unit in {"shares", "count"}
    scale = leaf_scale(figure, given) if scaled else Decimal(1)
    return _rounded(figure.value / scale), SCALES.get(scale, "")


def _words(given: Given) -> str | list[str]:
    if isinstance(given.value, tuple):
        return given.value[0] if len(given.value) == 1 else list(given.value)
    if isinstance(given.value, str) and given.value:
        return given.value
    return _without_marks(given.text)


def _without_marks(text: str) -> str:
    """A text without its citation marks."""
    return re.sub(r"\s*\[\d+\]", "", text)


def _years(given: Given) -> str | list[str]:
    """What is asked for by the year is answered by the year: that of the period's end, as a column's head prints it."""
    values = given.value if isinstance(given.value, tuple) else (str(given.value),)
    years = [found[-1] if (found := re.findall(r"\b(?:19|20)\d\d\b", value)) else value for value in values]
    return years[0] if len(years) == 1 else years


def _rounded(value: Decimal) -> str:
    text = format(round(value, 2), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_entries(options: Options) -> list[Mapping[str, Any]]:
    """The contexts of TAT-QA's file, each with its questions. Raises TieoutError if it is not that file."""
    found = read_json(options.path)
    if not (isinstance(found, list) and found and {"table", "paragraphs", "questions"} <= set(found[0])):
        raise TieoutError(f"{options.path} is not TAT-QA's file: a list of table, paragraphs and questions")
    return found


def _score(question: Question, prediction: list[Any]) -> tuple[float, float]:
    answer, scale = prediction
    said = answer if isinstance(answer, list) else [answer] if answer else []
    kind = question["answer_type"]
    return score_answer(gold_strings(question["answer"], kind), question["scale"], kind, said, scale)


def _scales(
    questions: Sequence[Question],
    predictions: Mapping[str, list[Any]],
    answered: Mapping[str, float],
    exact: Mapping[str, float],
) -> dict[str, float]:
    """Of each question answered, whether it was in the gold's scale, be it in a word of the answer itself."""
    return {
        uid: float(exact[uid] > 0 or predictions[uid][1] == question["scale"])
        for question in questions
        if answered[uid := question["uid"]]
    }


def _of_digits(
    questions: Sequence[Question], predictions: Mapping[str, list[Any]], exact: Mapping[str, float]
) -> dict[str, float]:
    """Of each answer of figures with the gold's digits, whether its scale is right too."""
    found = {}
    for question in questions:
        answer, _ = predictions[question["uid"]]
        said = answer if isinstance(answer, list) else [answer]
        gold = gold_strings(question["answer"], question["answer_type"])
        numbers = bool(answer) and all(is_number(text) for text in (*gold, *said))
        if numbers and (exact[question["uid"]] or score_answer(gold, "", question["answer_type"], said, "")[0]):
            found[question["uid"]] = exact[question["uid"]]
    return found


def _failure(question: Question, prediction: list[Any], asked: Asked) -> dict[str, Any]:
    keys = ("uid", "question", "answer", "scale", "answer_type", "answer_from", "derivation")
    answer = asked.answer or {}
    return {
        **{key: question[key] for key in keys},
        "predicted": prediction,
        "status": answer.get("status", "crashed"),
        "text": answer.get("text", asked.error),
        "reason": answer.get("reason", ""),
    }


def _breakdowns(questions: Sequence[Question], pairs: Mapping[str, tuple[float, float]]) -> tuple[Breakdown, ...]:
    found = []
    for title, key in (("By answer type", "answer_type"), ("By source", "answer_from"), ("By type and source", "")):
        groups: dict[str, list[tuple[float, float]]] = {}
        for question in questions:
            name = question[key] if key else f"{question['answer_type']} from {question['answer_from']}"
            groups.setdefault(name, []).append(pairs[question["uid"]])
        rows = tuple(
            (name, *(f"{100 * sum(pair[at] for pair in some) / len(some):.1f}" for at in (0, 1)), str(len(some)))
            for name, some in sorted(groups.items())
        )
        found.append(Breakdown(title, (key.replace("_", " "), "EM", "F1", "n"), rows))
    return tuple(found)


def _median(asked: Sequence[Asked]) -> Score:
    from eval.metrics.latency import percentile

    return percentile("latency_p50", "Median time", {one.id: one.elapsed_ms for one in asked}, 50)
