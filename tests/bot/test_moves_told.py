"""A figure that a sentence gives only as a rise or a fall is written as one, and never as the amount itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from shelves import RESEARCH, OneFiling

from bot.numbers.execute import execute
from bot.plan import Compute, Leaf, Plan, Program
from bot.writer import write
from index.facts import Fact

MOVED = replace(
    RESEARCH,
    origin="prose",
    kind="percent_change",
    unit="percent",
    value=Decimal(-58),
    precision=Decimal(1),
    label="Research costs",
)


def text_of(fact: Fact) -> str:
    plan = Plan(Compute((Program(fact.label, (Leaf("a", fact),)),)))
    return write("By how much did it move?", plan, execute(plan), OneFiling()).text


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (MOVED, "Research costs fell 58%"),
        (replace(MOVED, value=Decimal(12)), "Research costs rose 12%"),
        (replace(MOVED, label="Decrease in research costs", value=Decimal(58)), "Decrease in research costs was 58%"),
        (replace(MOVED, kind="percent_of", value=Decimal(58)), "Research costs were 58%"),
    ],
)
def test_a_move_is_told_by_its_verb(fact: Fact, told: str) -> None:
    assert text_of(fact).startswith(told)
