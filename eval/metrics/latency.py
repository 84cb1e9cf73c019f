"""Latency: the median and the 95th percentile of the time from question to answer, in milliseconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from eval.metrics.observation import Observation
from eval.metrics.score import RESAMPLES, SEED, Score


def score(observations: Sequence[Observation]) -> list[Score]:
    """Over every question, crashed ones included: they were waited for too."""
    values = {seen.id: seen.elapsed_ms for seen in observations}
    return [
        percentile("latency_p50", "Median time", values, 50),
        percentile("latency_p95", "95th percentile", values, 95),
    ]


def percentile(name: str, title: str, values: Mapping[str, float], rank: int) -> Score:
    """A percentile of times in milliseconds, with a bootstrap interval."""
    if not values:
        return Score(name, title, 0.0, 0.0, 0.0, {}, "ms", "lower")
    times = np.array(list(values.values()))
    rng = np.random.default_rng(SEED)
    samples = np.percentile(rng.choice(times, (RESAMPLES, len(times))), rank, axis=1)
    low, high = np.percentile(samples, [2.5, 97.5])
    return Score(name, title, float(np.percentile(times, rank)), float(low), float(high), values, "ms", "lower")
