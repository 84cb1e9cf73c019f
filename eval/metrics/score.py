"""A score: its mean over the questions it bears on, every question's own, and how sure that mean is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2000
CONFIDENCE = 0.95
SEED = 20080131


@dataclass(frozen=True, slots=True)
class Score:
    """One number about a run.

    name: as `--fail-under` takes it. unit: "share" (0 to 1), "ms", "tokens", "USD". better: "higher" or "lower".
    value: the mean of `values`, or the percentile that the name says. low, high: its 95% interval.
    values: by question id.
    """

    name: str
    title: str
    value: float
    low: float
    high: float
    values: Mapping[str, float]
    unit: str = "share"
    better: str = "higher"

    @property
    def count(self) -> int:
        return len(self.values)


def mean_score(
    name: str, title: str, values: Mapping[str, float], cases: Mapping[str, str], better: str = "higher"
) -> Score:
    """The mean of per-question scores, with a bootstrap interval. cases: question id -> what it is resampled with."""
    if not values:
        return Score(name, title, 0.0, 0.0, 0.0, {}, better=better)
    low, high = bootstrap_mean([[values[id_] for id_ in ids] for ids in _grouped(values, cases)])
    return Score(name, title, float(np.mean(list(values.values()))), low, high, values, better=better)


def bootstrap_mean(groups: Sequence[Sequence[float]]) -> tuple[float, float]:
    """95% percentile interval of the mean, resampling whole groups (a conversation's turns are not independent)."""
    from scipy.stats import bootstrap

    sums = np.array([sum(group) for group in groups], dtype=float)
    sizes = np.array([len(group) for group in groups], dtype=float)
    if len(sums) < 2 or np.ptp(sums / sizes) == 0:
        mean = float(sums.sum() / sizes.sum())
        return mean, mean

    def ratio(some_sums: np.ndarray, some_sizes: np.ndarray, axis: int = -1) -> np.ndarray:
        found: np.ndarray = some_sums.sum(axis=axis) / some_sizes.sum(axis=axis)
        return found

    found = bootstrap(
        (sums, sizes),
        ratio,
        paired=True,
        vectorized=True,
        n_resamples=RESAMPLES,
        confidence_level=CONFIDENCE,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return float(found.low), float(found.high)


def upper_bound(wrong: int, total: int) -> float:
    """The Clopper-Pearson 95% upper bound (one-sided) of a rate of which `wrong` of `total` were seen."""
    from scipy.stats import beta

    return 1.0 if wrong >= total else float(beta.ppf(CONFIDENCE, wrong + 1, total - wrong))


def _grouped(values: Mapping[str, float], cases: Mapping[str, str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for id_ in values:
        groups.setdefault(cases[id_], []).append(id_)
    return list(groups.values())
