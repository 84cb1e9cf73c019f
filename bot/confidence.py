"""Confidence that means what it says: of answers given with 0.8, about eight in ten are right.

A plan's score (how well words fit lines, or a sentence a question) only ranks. What share of answers with a score were
right, by kind of answer, is learned by `tieout eval calibrate` from questions with known answers, and kept as curves.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from index.errors import SettingsError

RAW = "none"
DOUBTFUL = 0.6
DOUBT = "Unsure: measured on questions with known answers, answers like this one were often wrong. Check the source."
"""Said with an answer below DOUBTFUL."""


@dataclass(frozen=True, slots=True)
class Curves:
    """By kind of answer, (score, share right) ascending in both; between two of them, the straight line."""

    points: Mapping[str, tuple[tuple[float, float], ...]]

    def at(self, kind: str, score: float) -> float:
        """The share of answers of a kind and score that were right (0 to 1); the score itself for a kind not learned."""
        points = self.points.get(kind)
        if not points:
            return score
        place = bisect_right(points, (score, 1.0))
        if place == 0:
            return points[0][1]
        if place == len(points):
            return points[-1][1]
        (low, below), (high, above) = points[place - 1], points[place]
        return below + (above - below) * (score - low) / (high - low)


def answer_kind(answer_type: str, figure_kinds: Iterable[str]) -> str:
    """The kind of an answer, by its type and its figures' kinds: "words", "judged", "chosen", "computed" or "reported"."""
    match answer_type:
        case "text" | "spans":
            return "words"
        case "boolean":
            return "judged"
        case "period" | "comparison" | "count":
            return "chosen"
        case _:
            return "computed" if "computed" in figure_kinds else "reported"


@cache
def load_curves(where: str = "") -> Curves:
    """The curves of a file, of the package where none is named, or none. Raises SettingsError."""
    if where == RAW:
        return Curves({})
    try:
        raw = Path(where).read_text("utf-8") if where else files("bot").joinpath("calibration.json").read_text("utf-8")
        curves = json.loads(raw)["curves"]
        return Curves({kind: tuple((float(s), float(p)) for s, p in points) for kind, points in curves.items()})
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise SettingsError(f"TIEOUT_CALIBRATION names {where!r}, which holds no curves: {problem}") from problem
