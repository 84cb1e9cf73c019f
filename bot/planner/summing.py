"""Figures that may not be added or taken from each other: a balance and a flow, an amount used and one provided."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.plan import Operation, Program
from index.period import Duration, Instant
from index.quantity import is_per_share

_SUMS = {Operation.ADD, Operation.SUBTRACT, Operation.CHANGE, Operation.PERCENT_CHANGE}
_USED = re.compile(r"\bused (?:in|for|by)\b", re.IGNORECASE)
_ASKED_USED = re.compile(r"\bus(?:e|ed|age)\b|\bburn\w*|\boutflows?\b|\bspen[dt]\b|\bwent through\b", re.IGNORECASE)


def _added_twice(program: Program) -> bool:
    """Whether a sum or an average takes one value twice: the same fact, or the same working over the same facts."""
    values: dict[str, object] = {leaf.name: leaf.fact.id for leaf in program.leaves if leaf.fact is not None}
    for step in program.steps:
        worked = tuple(values.get(name, name) for name in step.arguments)
        if step.operation in {Operation.ADD, Operation.AVERAGE} and len(set(worked)) < len(worked):
            return True
        values[step.name] = (step.operation, worked)
    return False


def _counts_days_twice(program: Program) -> bool:
    """Whether a sum adds amounts of one line for periods that share days, as a quarter and the half-year it ends.

    A half-year less its last quarter is of its first: what is worked out so has a period of its own.
    """
    lines = {
        leaf.name: ((leaf.fact.label, leaf.fact.path, leaf.fact.unit), leaf.fact.period)
        for leaf in program.leaves
        if leaf.fact is not None and isinstance(leaf.fact.period, Duration)
    }
    for step in program.steps:
        held = [lines[name] for name in step.arguments if name in lines]
        if len(held) != 2 or held[0][0] != held[1][0]:
            continue
        (line, first), (_, second) = held
        if step.operation is Operation.SUBTRACT and first.start <= second.start and second.end == first.end:
            lines[step.name] = (line, Duration(first.start, second.start - timedelta(days=1)))
        if (
            step.operation is Operation.ADD
            and first != second
            and first.start <= second.end
            and second.start <= first.end
        ):
            return True
    return False


def cannot_be_summed(program: Program, question: str) -> str:
    """Why two facts of one step cannot be added or taken from each other; "" where they can.

    What operations used is printed as a positive amount, and means a negative cash flow: set beside another line it is
    only what was asked where the question speaks of use itself.
    """
    if _added_twice(program) or _counts_days_twice(program):
        return "it would be counted twice"
    facts = {leaf.name: leaf.fact for leaf in program.leaves if leaf.fact is not None}
    for step in program.steps:
        held = [facts[name] for name in step.arguments if name in facts]
        if step.operation not in _SUMS or len(held) < 2:
            continue
        kinds = {type(fact.period) for fact in held} & {Duration, Instant}
        prices = step.operation is Operation.SUBTRACT and all(is_per_share(fact.unit) for fact in held)
        if len(kinds) > 1 and not prices:  # a quarter's highest price may be set beside that of a day
            return "one is a balance at a date and the other an amount for a period"
        used = [fact for fact in held if _USED.search(fact.label) and fact.value > 0]
        if used and len(used) < len(held) and not _ASKED_USED.search(question):
            return "the filing gives the cash that was used, which takes away from what it is set beside"
    return ""
