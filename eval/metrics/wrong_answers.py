"""Wrong answers and wrong refusals, apart: the first misleads, the second only disappoints."""

from __future__ import annotations

from collections.abc import Sequence

from eval.gold_sets import ExpectedFigure, ExpectedFigures, ExpectedRange
from eval.judging import is_right
from eval.metrics.observation import Observation
from eval.metrics.score import Score, mean_score, upper_bound

FIGURES = (ExpectedFigure, ExpectedFigures, ExpectedRange)


def score(observations: Sequence[Observation]) -> list[Score]:
    """Rates over every question (wrong answers, wrong figures) and over those that have an answer (wrong refusals).

    wrong_figure_bound is the 95% upper bound of the wrong-figure rate that this number of questions allows.
    """
    cases = {seen.id: seen.case for seen in observations}
    wrong = {seen.id: float(seen.answered and not is_right(seen.given, seen.expected)) for seen in observations}
    figures = {seen.id: float(is_wrong_figure(seen)) for seen in observations}
    refused = {seen.id: float(seen.refused) for seen in observations if not seen.must_refuse}
    crashed = {seen.id: float(seen.given is None or seen.given.status == "error") for seen in observations}
    bound = upper_bound(int(sum(figures.values())), len(figures)) if figures else 0.0
    return [
        mean_score("wrong_answers", "Answered, and wrong", wrong, cases, "lower"),
        mean_score("wrong_figures", "Answered with a wrong figure", figures, cases, "lower"),
        Score("wrong_figure_bound", "Wrong figures, 95% upper bound", bound, bound, bound, figures, better="lower"),
        mean_score("wrong_refusals", "Refused, and the filing says", refused, cases, "lower"),
        mean_score("crashes", "Crashed", crashed, cases, "lower"),
    ]


def is_wrong_figure(seen: Observation) -> bool:
    """Whether a number is given as the answer, and it is not the one asked for (or there is none to give)."""
    if seen.given is None or not seen.given.gives_figure:
        return False
    if isinstance(seen.expected, FIGURES) or seen.must_refuse:
        return not is_right(seen.given, seen.expected)
    return False
