"""Metrics, one a module. Each takes the observations of a run and gives Scores; a crashed question counts as zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eval.metrics.observation import Observation
from eval.metrics.score import Score

Metric = Callable[[Sequence[Observation]], list[Score]]


def all_metrics() -> tuple[Metric, ...]:
    """Every metric, in the order in which a report shows them."""
    from eval.metrics import (
        citations,
        correctness,
        cost,
        figures,
        groundedness,
        latency,
        quotes,
        refusals,
        retrieval,
        text_match,
        wrong_answers,
    )

    return (
        correctness.score,
        wrong_answers.score,
        figures.score,
        text_match.score,
        citations.score,
        quotes.score,
        groundedness.score,
        refusals.score,
        retrieval.score,
        latency.score,
        cost.score,
    )


def score_names() -> tuple[str, ...]:
    """The name of every score there can be, whether or not a run has questions that it bears on."""
    from eval.metrics import cost, retrieval

    names = [score.name for metric in all_metrics() for score in metric([])]
    return (*names, *(f"retrieval_{name}" for name, _, _ in retrieval.METRICS), *(name for name, _, _ in cost.KINDS))


def score_all(observations: Sequence[Observation]) -> list[Score]:
    """Every score of a run, in order; a metric that no question of the run bears on gives none."""
    return [score for metric in all_metrics() for score in metric(observations) if score.values]
