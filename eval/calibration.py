"""Learns what a score is worth: the share of answers right, by kind and score, as curves that never fall.

Isotonic regression (SciPy's) on answers judged by `tieout benchmark … --judged`. Every curve starts from how
often the kind is right as a whole, counted as a few more answers, so that few of them do not make it certain.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.confidence import Curves
from index.errors import TieoutError

LEAST = 20  # answers of a kind that a curve can be learned from
WEIGHT = 4.0  # how many answers the kind's own share counts as, at each step of its curve
BINS = 10
Judged = Mapping[str, Any]


def read_judged(paths: Sequence[Path]) -> list[Judged]:
    """Judged answers of several files. Raises TieoutError for a line that is none."""
    found: list[Judged] = []
    for path in paths:
        try:
            lines = path.read_text("utf-8").splitlines()
        except OSError as problem:
            raise TieoutError(f"{path} cannot be read: {problem.strerror}") from problem
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                found.append({"kind": row["kind"], "confidence": float(row["confidence"]), "right": int(row["right"])})
            except (ValueError, KeyError, TypeError) as problem:
                raise TieoutError(f"{path}, line {number}: not a judged answer (kind, confidence, right)") from problem
    return found


def learn(judged: Sequence[Judged]) -> Curves:
    """A curve for each kind with enough answers."""
    kinds = sorted({row["kind"] for row in judged})
    groups = {kind: [row for row in judged if row["kind"] == kind] for kind in kinds}
    return Curves({kind: _curve(rows) for kind, rows in groups.items() if len(rows) >= LEAST})


def _curve(rows: Sequence[Judged]) -> tuple[tuple[float, float], ...]:
    """(score, share right): one point for each level of the isotonic fit, at the mean score of its answers."""
    from scipy.optimize import isotonic_regression

    by_score: dict[float, list[int]] = {}
    for row in sorted(rows, key=lambda row: row["confidence"]):
        by_score.setdefault(row["confidence"], []).append(row["right"])
    counts = [len(right) for right in by_score.values()]
    shares = [sum(right) / len(right) for right in by_score.values()]
    fit = isotonic_regression(shares, weights=counts)
    whole = sum(row["right"] for row in rows) / len(rows)
    scores = list(by_score)
    points: list[tuple[float, float]] = []
    for first, end in pairwise(int(block) for block in fit.blocks):
        held = sum(counts[first:end])
        middle = sum(score * count for score, count in zip(scores[first:end], counts[first:end], strict=True)) / held
        share = (fit.x[first] * held + whole * WEIGHT) / (held + WEIGHT)
        # What few answers say is drawn to the whole; where that makes the curve fall, it stays level.
        points.append((round(middle, 3), round(max(float(share), points[-1][1] if points else 0.0), 3)))
    return tuple(points)


def brier(judged: Sequence[Judged], curves: Curves) -> float:
    """Mean squared distance of confidence from what came of it; 0 is perfect."""
    return float(sum((curves.at(row["kind"], row["confidence"]) - row["right"]) ** 2 for row in judged) / len(judged))


def calibration_error(judged: Sequence[Judged], curves: Curves) -> float:
    """Expected calibration error over BINS bins of equal width: how far, on average, confidence is from the share right."""
    bins: dict[int, list[tuple[float, int]]] = {}
    for row in judged:
        sure = curves.at(row["kind"], row["confidence"])
        bins.setdefault(min(BINS - 1, int(sure * BINS)), []).append((sure, row["right"]))
    gaps = (abs(sum(sure for sure, _ in held) - sum(right for _, right in held)) for held in bins.values())
    return sum(gaps) / len(judged)


def write_curves(curves: Curves, data: Sequence[Path], count: int, path: Path) -> None:
    """Keep curves with what they were learned from."""
    made = {"data": [one.name for one in data], "answers": count, "curves": dict(sorted(curves.points.items()))}
    path.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
