"""Plans yes-or-no questions: figures compared where they decide it, else the filing's own words."""

from __future__ import annotations

from bot.plan import Judge, Leaf, Operation, Program
from bot.planner.binding import Desk
from bot.planner.figures import program_of
from bot.planner.taking import Unbound, first_metric
from bot.question.reading import Number, Reading


def judge(desk: Desk, reading: Reading) -> Judge:
    """The comparison that answers. Raises Unbound where the filing lacks its figures."""
    judgement = reading.judgement
    assert judgement is not None, "a judgement is planned from one"
    left = program_of(desk, reading.asks[0])
    operator = judgement.operator
    match judgement.right:
        case None:
            facts = left.facts
            if reading.basis == "guidance" and all(fact.basis == "reported" for fact in facts):
                metric = first_metric(reading.asks[0])
                raise Unbound(metric, metric.periods, "what is expected is not told by what was reported")
            return Judge(left, operator if judgement.valued else _of_size(left, operator))
        case Number(value, _, why):
            return Judge(left, operator, Program("threshold", (Leaf("t", constant=value, why=why),)))
        case ask:
            when = tuple(fact.period for fact in left.facts if fact.period is not None)
            right = program_of(desk, ask, when[:1])
            return Judge(left, operator, right)


_OPPOSITE = {">": "<", "<": ">", ">=": "<=", "<=": ">="}


def _of_size(program: Program, operator: str) -> str:
    """The operator where a loss is said to grow or shrink: it grows as it gets more negative."""
    if len(program.steps) != 1 or program.steps[0].operation is not Operation.CHANGE:
        return operator
    facts = program.facts
    losing = all("loss" in fact.label.lower() and fact.value < 0 for fact in facts) and len(facts) == 2
    return _OPPOSITE.get(operator, operator) if losing else operator
