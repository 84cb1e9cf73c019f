"""What follow-ups take from earlier turns: the operands of a figure, its date, and its question asked of another line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.plan import Program
from bot.planner.timing import order_key
from bot.question import Apply, Ask, Metric
from index.period import FiscalCalendar


def operands_of(program: Program | None) -> tuple[Program, ...] | None:
    """The last step's operands as look-ups of their own; None where they are not plain figures."""
    if program is None or not program.steps:
        return None
    leaves = {leaf.name: leaf for leaf in program.leaves}
    if any(argument not in leaves for argument in program.steps[-1].arguments):
        return None
    found = []
    for argument in program.steps[-1].arguments:
        leaf = leaves[argument]
        found.append(Program(leaf.fact.label if leaf.fact is not None else program.label, (leaf,)))
    return tuple(found)


def figures_of(program: Program) -> tuple[Program, ...]:
    """Every figure of the filing that a program uses, as look-ups of their own; none of a look-up's."""
    facts = [leaf for leaf in program.leaves if leaf.fact is not None] if program.steps else []
    return tuple(Program(leaf.fact.label, (leaf,)) for leaf in facts if leaf.fact is not None)


def ends_on(program: Program, calendar: FiscalCalendar) -> date | None:
    for leaf in program.leaves:
        if leaf.fact is not None and leaf.fact.period is not None:
            return order_key(leaf.fact.period, calendar)
    return None


def of_one_line(a: Program, b: Program) -> bool:
    first, second = (next(iter(p.facts), None) for p in (a, b))
    return first is not None and second is not None and first.label == second.label


def at_periods(ask: Apply, metric: Metric) -> Ask:
    """An operation again, with its metrics at other periods."""
    inner = tuple(
        replace(argument, periods=metric.periods) if isinstance(argument, Metric) else argument
        for argument in ask.arguments
    )
    return replace(ask, arguments=inner, periods=(), literal=None)


def with_metric(ask: Apply, phrase: str) -> Ask:
    """An operation again, with another metric in the place of its first."""
    first = ask.arguments[0]
    if isinstance(first, Metric):
        return replace(ask, arguments=(replace(first, phrase=phrase), *ask.arguments[1:]), literal=None)
    if isinstance(first, Apply):
        return replace(ask, arguments=(with_metric(first, phrase), *ask.arguments[1:]), literal=None)
    return ask
