"""Learns how sure the bot may be of words it found: logistic regression on questions whose answers are known.

Each question is asked three ways: of its own context; of that context without the sentences that answer; and of two
contexts drawn at random. What is found in the last two is wrong, however much it says of the question.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.extract import extract
from bot.extract.sureness import Signs, Weights
from bot.planner.prose import Told, told_by
from eval.benchmarks import tatqa
from eval.benchmarks.common import Options, asking_over, draw
from index.shelf import find_filing

OTHERS = 2  # contexts drawn for each question
RIDGE = 20.0  # how much weights are drawn to 0, in answers
FOLDS = 10
_NAMES = tuple(field.name for field in fields(Signs))
Question = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """Words found: the signs of them, and whether they stand in a sentence that answers. way: "own", "without" or "other"."""

    context: str
    way: str
    signs: Signs
    right: bool


def found_in(questions: Sequence[tuple[str, Question]], told: Mapping[str, Told], seed: int = 0) -> list[Found]:
    """What is found for questions of a text, by context, each asked three ways. told: the sentences of each context."""
    draw = random.Random(seed)  # noqa: S311 - a sample, not a secret
    found: list[Found] = []
    for context, question in questions:
        if question["answer_from"] != "text" or question["answer_type"] not in {"span", "multi-span"}:
            continue
        golds = [_plain(str(one)) for one in question["answer"]]
        own = told[context]
        answers = {n for n, one in enumerate(own.sentences) if any(gold in _plain(one.text) for gold in golds)}
        if not answers:
            continue
        starts = {own.sentences[n].span.start for n in answers}
        ways = [("own", own, starts), ("without", _without(own, answers), set[int]())]
        others = draw.sample(sorted(set(told) - {context}), OTHERS)
        for way, asked_of, right in (*ways, *(("other", told[name], set[int]()) for name in others)):
            words = extract(
                question["question"], asked_of.sentences, asked_of.titles, asked_of.nearby, asked_of.short_forms
            )
            if words is not None and words.signs is not None:
                found.append(Found(context, way, words.signs, words.around.start in right))
    return found


def learn(found: Sequence[Found]) -> Weights:
    """Weights that make what was found most likely, drawn to 0 by RIDGE. Signs are scaled alike for it, and back."""
    from scipy.optimize import minimize

    signs = np.array([list(asdict(one.signs).values()) for one in found])
    right = np.array([one.right for one in found], float)
    middle, spread = signs.mean(0), signs.std(0) + 1e-9
    scaled = np.column_stack([np.ones(len(found)), (signs - middle) / spread])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value = scaled @ weights
        drawn = np.concatenate([[0.0], weights[1:]])
        gone = np.logaddexp(0.0, value).sum() - right @ value + RIDGE * drawn @ drawn / 2
        return float(gone), scaled.T @ (1 / (1 + np.exp(-value)) - right) + RIDGE * drawn

    best = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x
    each = best[1:] / spread
    return Weights(
        round(float(best[0] - each @ middle), 4),
        {name: round(float(weight), 4) for name, weight in zip(_NAMES, each, strict=True)},
    )


def folded(found: Sequence[Found]) -> list[float]:
    """How sure weights learned without a context's answers are of them: cross-validation by context."""
    of_fold = [sha256(one.context.encode()).digest()[0] % FOLDS for one in found]
    weights = [learn([one for one, at in zip(found, of_fold, strict=True) if at != fold]) for fold in range(FOLDS)]
    return [weights[fold].sure(one.signs) for one, fold in zip(found, of_fold, strict=True)]


def ranked(found: Sequence[Found], sure: Sequence[float]) -> float:
    """The area under the curve: how often words that answer are surer than words that do not, 0.5 by chance."""
    right = [score for one, score in zip(found, sure, strict=True) if one.right]
    wrong = [score for one, score in zip(found, sure, strict=True) if not one.right]
    wins = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong)
    return wins / (len(right) * len(wrong) or 1)


def by_coverage(found: Sequence[Found]) -> list[float]:
    """What to compare with: how much of the question the sentence says, and nothing learned."""
    return [one.signs.said for one in found]


def write_weights(weights: Weights, data: str, count: int, path: Path) -> None:
    """Keep weights with what they were learned from."""
    made = {"data": data, "answers": count, "bias": weights.bias, "weights": dict(weights.each)}
    path.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def found_by(options: Options) -> list[Found]:
    """What is found for the questions of TAT-QA's half in `options`, over its contexts as the bot's own build reads them."""
    entries = draw(tatqa.read_entries(options), lambda entry: str(entry["table"]["uid"]), options)
    with asking_over([tatqa.to_context(entry) for entry in entries], options) as chain:
        ids = {
            name: find_filing(chain.shelf.filings(), name).id for entry in entries if (name := entry["table"]["uid"])
        }
        told = {name: told_by(chain.shelf, filing) for name, filing in ids.items()}
    return found_in([(entry["table"]["uid"], question) for entry in entries for question in entry["questions"]], told)


def _without(told: Told, answers: set[int]) -> Told:
    keep = [number for number in range(len(told.sentences)) if number not in answers]
    return Told(
        tuple(told.sentences[n] for n in keep),
        tuple(told.titles[n] for n in keep),
        tuple(told.nearby[n] for n in keep),
        told.short_forms,
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
