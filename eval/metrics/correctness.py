"""The share of questions answered, or refused, as expected: the one number that a change is judged by first."""

from __future__ import annotations

from collections.abc import Sequence

from eval.judging import is_right
from eval.metrics.observation import Observation
from eval.metrics.score import Score, mean_score


def score(observations: Sequence[Observation]) -> list[Score]:
    """`right`: the figure, words or refusal expected."""
    values = {seen.id: float(is_right(seen.given, seen.expected)) for seen in observations}
    return [mean_score("right", "Right as a whole", values, {seen.id: seen.case for seen in observations})]
