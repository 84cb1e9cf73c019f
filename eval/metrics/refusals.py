"""Refusal precision and recall: does it say no when, and only when, there is nothing to say."""

from __future__ import annotations

from collections.abc import Sequence

from eval.gold_sets import ExpectedRefusal
from eval.metrics.observation import Observation
from eval.metrics.score import Score, mean_score


def score(observations: Sequence[Observation]) -> list[Score]:
    """Recall: of what must be refused, how much was. Precision: of what was refused, how much had to be.

    refusal_reason: of what was rightly refused, how much for a reason the gold set allows.
    """
    cases = {seen.id: seen.case for seen in observations}
    recall = {seen.id: float(seen.refused) for seen in observations if seen.must_refuse}
    precision = {seen.id: float(seen.must_refuse) for seen in observations if seen.refused}
    reasons = {
        seen.id: float(seen.given.reason in seen.expected.reasons)
        for seen in observations
        if seen.refused and seen.given is not None and isinstance(seen.expected, ExpectedRefusal)
    }
    return [
        mean_score("refusal_recall", "Refused, of what must be", recall, cases),
        mean_score("refusal_precision", "Had to be, of what was refused", precision, cases),
        mean_score("refusal_reason", "Refused for the right reason", reasons, cases),
    ]
