"""Named metrics: the formula for a phrase, bound to the filing's own lines."""

from __future__ import annotations

from bot.plan import Program
from bot.planner.binding import ENOUGH, Desk, bindings
from bot.planner.timing import Wanted, period_of
from bot.question.reading import Metric
from index.facts import Fact
from index.period import Period


def formula_program(desk: Desk, metric: Metric, wanted: Wanted | None) -> Program | None:
    """The program of a named metric over the filing's facts; None where the phrase names none or an input is missing."""
    try:
        from bot.numbers.formulas import find_formula
    except ImportError:
        return None
    formula = find_formula(metric.phrase)
    if formula is None:
        return None

    def find(phrase: str, period: Period | None) -> Fact | None:
        for bound in bindings(desk, Metric(phrase), (period,) if period is not None else (), 1):
            if bound.match.covered >= max(ENOUGH, 0.85) and bound.match.precise >= 0.5:
                return bound.facts[-1]
        desk.missing.append(phrase)
        return None

    period = period_of(wanted) if wanted is not None else None
    program: Program | None = formula.program(find, period, desk.calendar)
    return program
