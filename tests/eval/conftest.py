"""A scripted chain over a small filing, and observations to plant faults in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import pytest

from eval.given import read_given
from eval.gold_sets import Expected, ExpectedFigure, ExpectedRefusal, ExpectedText, Place
from eval.metrics.observation import Observation

TEXT = "Revenues were $9,751 and expenses 16,685 in the quarter; the loss was (6,934). Jane Doe signed."
QUARTER = {"start": "2007-10-01", "end": "2007-12-31"}


def place(quote: str) -> Place:
    start = TEXT.index(quote)
    return Place(start, start + len(quote), quote)


def citation(number: int, quote: str) -> dict[str, Any]:
    found = place(quote)
    return {"id": number, "filing": "f", "quote": quote, "context": TEXT, "start": found.start, "end": found.end}


def figure_answer() -> dict[str, Any]:
    """A loss of $6,934 thousand, computed from revenues and expenses, as the chain gives it."""
    operands = [
        {"name": "a", "label": "Revenues", "value": "9751000", "unit": "USD", "period": QUARTER, "citation": 1},
        {"name": "b", "label": "Expenses", "value": "16685000", "unit": "USD", "period": QUARTER, "citation": 2},
    ]
    figure = {
        "label": "Loss",
        "value": "-6934000",
        "unit": "USD",
        "display": "$(6.934) million",
        "kind": "computed",
        "formula": "a - b",
        "period": QUARTER,
        "base_period": None,
        "operands": operands,
        "warnings": [],
    }
    return {
        "schema": 1,
        "question": "What was the loss?",
        "status": "answered",
        "text": "The loss was $6.934 million [1][2].",
        "answer": {"type": "figure", "value": "-6934000"},
        "figures": [figure],
        "citations": [citation(1, "9,751"), citation(2, "16,685")],
    }


def text_answer() -> dict[str, Any]:
    return {
        "schema": 1,
        "question": "Who signed?",
        "status": "answered",
        "text": "Jane Doe signed. [1]",
        "answer": {"type": "text", "value": "Jane Doe"},
        "figures": [],
        "citations": [citation(1, "Jane Doe signed.")],
    }


def refusal_answer() -> dict[str, Any]:
    return {
        "schema": 1,
        "question": "Goodwill?",
        "status": "abstained",
        "reason": "not_in_filing",
        "text": "It does not say.",
    }


@dataclass(frozen=True)
class Case:
    answer: dict[str, Any]
    expected: Expected
    cite: tuple[tuple[Place, ...], ...] = ()


def cases() -> dict[str, Case]:
    return {
        "figure": Case(
            figure_answer(),
            ExpectedFigure(_decimal("-6934000"), "USD", QUARTER),
            ((place("9,751"),), (place("16,685"),)),
        ),
        "text": Case(text_answer(), ExpectedText(all_of=("Jane Doe",)), ((place("Jane Doe signed."),),)),
        "refusal": Case(refusal_answer(), ExpectedRefusal(("not_in_filing",))),
    }


def _decimal(text: str) -> Any:
    from decimal import Decimal

    return Decimal(text)


def observed(plant: Mapping[str, Callable[[dict[str, Any]], None] | None] | None = None) -> list[Observation]:
    """The three cases as observed, each with its fault planted: a change to the answer, or None for a crash."""
    found = []
    for name, case in cases().items():
        answer: dict[str, Any] | None = deepcopy(case.answer)
        if plant and name in plant:
            change = plant[name]
            if change is None:
                answer = None
            else:
                assert answer is not None
                change(answer)
        found.append(
            Observation(
                id=name,
                case=name,
                category=name,
                question=case.answer["question"],
                expected=case.expected,
                cite=case.cite,
                also=(),
                given=None if answer is None else read_given(answer),
                elapsed_ms=20.0,
                error="" if answer is not None else "Traceback: boom",
                texts={"f": TEXT},
            )
        )
    return found


@pytest.fixture
def observe_with() -> Callable[..., list[Observation]]:
    return observed


@pytest.fixture
def sound() -> list[Observation]:
    return [replace(one) for one in observed()]
