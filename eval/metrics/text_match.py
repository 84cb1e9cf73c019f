"""Text match: the words expected stand in the answer; yes and no are judged here too."""

from __future__ import annotations

from collections.abc import Sequence

from eval.gold_sets import ExpectedBoolean, ExpectedText
from eval.judging import is_right
from eval.metrics.observation import Observation
from eval.metrics.score import Score, mean_score


def score(observations: Sequence[Observation]) -> list[Score]:
    """`text`: over the questions that expect words, or yes or no."""
    seen = [one for one in observations if isinstance(one.expected, ExpectedText | ExpectedBoolean)]
    values = {one.id: float(is_right(one.given, one.expected)) for one in seen}
    return [mean_score("text", "Words right", values, {one.id: one.case for one in seen})]
