"""Figure accuracy: value, unit, sign and period, and each alone."""

from __future__ import annotations

from collections.abc import Sequence

from eval.gold_sets import ExpectedFigure, ExpectedFigures, ExpectedRange
from eval.judging import match_figures
from eval.metrics.observation import Observation
from eval.metrics.score import Score, mean_score

PARTS = ("value", "unit", "sign", "period")


def score(observations: Sequence[Observation]) -> list[Score]:
    """Over the questions that expect figures; one not answered with a figure has none of the parts."""
    seen = [one for one in observations if isinstance(one.expected, ExpectedFigure | ExpectedFigures | ExpectedRange)]
    matches = {one.id: match_figures(one.given, one.expected) for one in seen}
    cases = {one.id: one.case for one in seen}
    whole = {id_: float(match.right) for id_, match in matches.items()}
    return [
        mean_score("figures", "Figures right (value, unit, sign, period)", whole, cases),
        *(
            mean_score(
                f"figure_{part}",
                f"Figures: {part} alone",
                {id_: float(getattr(match, part)) for id_, match in matches.items()},
                cases,
            )
            for part in PARTS
        ),
    ]
