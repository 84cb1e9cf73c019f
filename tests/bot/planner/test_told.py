"""Amounts told inside a sentence, given as the figures that they are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hand_made import Q2_08, acme, said

from bot.plan import Compute, Passage, Plan, Quote
from bot.planner.binding import Desk
from bot.planner.told import figure_told
from bot.question.reading import Kind, Metric, Reading
from index.layout import Span

_SENTENCE = Passage("f1", Span(0, 200), Span(0, 10**9))


def told(question: str, *facts: object) -> list[Decimal] | None:
    reading = Reading(question, Kind.FIGURE, (Metric("milestone"),))
    desk = Desk(acme(*facts), "f1", reading)  # type: ignore[arg-type]
    found = figure_told(desk, reading, Plan(Quote((_SENTENCE,), "text")))
    if found is None:
        return None
    assert isinstance(found.act, Compute)
    return [fact.value for program in found.act.programs for fact in program.facts]


MILESTONE = said("milestone related to the trial of a drug", "1000000", Q2_08, at=1)
GRANT = said("grant for the trial", "250000", Q2_08, at=2)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("What was the drug trial milestone worth?", [Decimal(1_000_000)]),
        ("How much was the milestone for the trial?", [Decimal(1_000_000)]),
        ("What led to the drug trial milestone?", None),  # no amount is asked for
        ("How large a share of the milestone was for the trial?", None),
        ("How much was the trial?", None),  # said of both
    ],
)
def test_the_amount_whose_name_says_most_of_the_question_is_given(question: str, values: list[Decimal] | None) -> None:
    assert told(question, MILESTONE, GRANT) == values


def test_one_of_a_range_is_never_taken() -> None:
    low = said("milestone of the trial", "1000000", Q2_08, at=1, bound="low", twin="said2")
    high = said("milestone of the trial", "2000000", Q2_08, at=2, bound="high", twin="said1")
    assert told("How much was the milestone of the trial?", low, high) is None
