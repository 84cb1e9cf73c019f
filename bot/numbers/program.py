"""Runs a Program: operations over operands -> a Figure with its whole derivation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from bot.answer import Figure, Operand
from bot.numbers.display import display
from bot.numbers.expression import Expression, applied, converted, name
from bot.numbers.intervals import interval_of
from bot.numbers.periods import TIMELESS, Timing, combined
from bot.numbers.problems import BadProgram, NotMeaningful, PeriodUnknown, UnitMismatch
from bot.numbers.units import NUMBER, is_bare, measure_of, say
from bot.plan import Leaf, Operation, Program, Step
from index.facts import Fact

_DIGITS = 34
# No amount in a filing has more digits before its decimal point.
_MOST_DIGITS = 20

_SAYS_CHANGE = re.compile(
    r"^(?:percent(?:age)? change|growth|change|compound(?: annual)? growth)(?: rate)? (?:in|of) ", re.IGNORECASE
)
_UNDATED = "the filing gives no period for its operands, which stand in one table"

# What a fact's warnings begin with when the figure was mended, is spoken against, or could not be placed in time.
REPAIRED, CONTRADICTED, UNRESOLVED = "repaired:", "contradicted:", "unresolved:"

_ADDITIVE = {
    Operation.ADD,
    Operation.SUBTRACT,
    Operation.CHANGE,
    Operation.PERCENT_CHANGE,
    Operation.SHARE,
    Operation.AVERAGE,
    Operation.MEDIAN,
    Operation.MINIMUM,
    Operation.MAXIMUM,
}
# Operations that mean nothing between an amount and itself: such a program was planned from a misreading.
_AGAINST = {
    Operation.SUBTRACT,
    Operation.CHANGE,
    Operation.PERCENT_CHANGE,
    Operation.DIVIDE,
    Operation.SHARE,
    Operation.CAGR,
}
_MULTIPLICATIVE = {
    Operation.MULTIPLY,
    Operation.DIVIDE,
    Operation.PERCENT_CHANGE,
    Operation.SHARE,
    Operation.POWER,
    Operation.CAGR,
}


@dataclass(frozen=True, slots=True)
class _Node:
    """A name of the program: its expression, timing, operands in the formula, and worth of its last exact digit."""

    expression: Expression
    timing: Timing
    operands: tuple[Operand, ...]
    precision: Decimal | None
    warnings: tuple[str, ...] = ()


def run(program: Program) -> Figure:
    """The program's figure.

    Raises CannotCompute: UnitMismatch, PeriodUnknown, NotMeaningful (but a percentage change that has no meaning comes back
    as the change in amounts, with a warning that says so), BadProgram.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        if not program.steps:
            return _looked_up(program)
        _dated(program)
        try:
            return _computed(program)
        except NotMeaningful as problem:
            last = program.steps[-1]
            if last.operation not in {Operation.PERCENT_CHANGE, Operation.CAGR}:
                raise
            change = replace(last, operation=Operation.CHANGE, arguments=last.arguments[:2])
            amounts = replace(program, steps=(*program.steps[:-1], change), unit="", decimals=None)
            figure = _computed(_pruned(amounts))
            return replace(
                figure,
                label=f"Change in {_SAYS_CHANGE.sub('', program.label)}",
                warnings=(str(problem), *figure.warnings),
            )


def _looked_up(program: Program) -> Figure:
    if len(program.leaves) != 1:
        raise BadProgram("a look-up is of one fact")
    fact = program.leaves[0].fact
    if fact is None:
        return _given(program, program.leaves[0])
    warnings = fact.warnings if fact.period is not None else (*fact.warnings, "the filing does not say for what period")
    return Figure(
        label=program.label or fact.label,
        value=fact.value,
        unit=fact.unit,
        display=display(fact.value, fact.unit, fact.precision, program.scale, program.decimals, fact.of),
        kind="reported",
        formula=program.leaves[0].name,
        operands=(Operand(program.leaves[0].name, fact=fact),),
        period=fact.period,
        bound=program.bound or fact.bound,
        basis=fact.basis,
        of=fact.of,
        qualifiers=fact.qualifiers,
        warnings=warnings,
    )


def _given(program: Program, leaf: Leaf) -> Figure:
    """A number that the question gives, as a threshold."""
    if leaf.constant is None:
        raise BadProgram(f"the operand {leaf.name} is neither a fact nor a constant")
    return Figure(
        label=program.label,
        value=leaf.constant,
        unit=leaf.unit,
        display=display(leaf.constant, leaf.unit, None, program.scale, program.decimals),
        kind="given",
        formula=leaf.name,
        operands=(Operand(leaf.name, constant=leaf.constant),),
    )


def _computed(program: Program) -> Figure:
    nodes = {leaf.name: _leaf(leaf) for leaf in program.leaves}
    if len(nodes) != len(program.leaves):
        raise BadProgram("two operands have one name")
    for place, step in enumerate(program.steps):
        if step.name in nodes:
            raise BadProgram(f"the name {step.name} is used twice")
        node = _step(step, nodes)
        if step.label and place < len(program.steps) - 1:
            node = _nested(program, place, step, node)
        nodes[step.name] = node
    last = nodes[program.steps[-1].name]
    expression, unit = converted(last.expression, program.unit)
    values = {operand.name: operand.value for operand in last.operands}
    value = +expression.value(values)
    if value.adjusted() > _MOST_DIGITS:
        raise NotMeaningful("not meaningful: the result is out of all proportion")
    precision = last.precision if expression is last.expression else None
    facts = list(facts_under(last.operands))
    undated = (_UNDATED,) if last.timing.undated else ()
    return Figure(
        label=program.label,
        value=value,
        unit=unit,
        display=display(value, unit, precision, program.scale, program.decimals, expression.measure.of),
        kind="computed",
        formula=expression.formula,
        operands=last.operands,
        period=last.timing.period,
        base_period=last.timing.base,
        bound=program.bound,
        basis="guidance" if any(fact.basis == "guidance" for fact in facts) else "reported",
        of=expression.measure.of,
        qualifiers=_once([word for fact in facts for word in fact.qualifiers]),
        interval=interval_of(expression, last.operands, value),
        warnings=_once([*last.warnings, *undated, *(warning for fact in facts for warning in fact.warnings)]),
    )


def _leaf(leaf: Leaf) -> _Node:
    if leaf.fact is not None:
        fact = leaf.fact
        timing = Timing(fact.period, undated=fact.period is None)
        operand = Operand(leaf.name, fact=fact)
        return _Node(name(leaf.name, measure_of(fact.unit, fact.of)), timing, (operand,), fact.precision)
    if leaf.constant is None:
        raise BadProgram(f"the operand {leaf.name} is neither a fact nor a constant")
    measure = measure_of(leaf.unit) if leaf.unit else NUMBER
    return _Node(name(leaf.name, measure), TIMELESS, (Operand(leaf.name, constant=leaf.constant),), None)


def _step(step: Step, nodes: dict[str, _Node]) -> _Node:
    unknown = [argument for argument in step.arguments if argument not in nodes]
    if unknown:
        raise BadProgram(f"the step {step.name} uses {unknown[0]}, which is not defined before it")
    arguments = [nodes[argument] for argument in step.arguments]
    if step.operation in _AGAINST and _is_itself(arguments):
        raise BadProgram("it would be set against itself")
    expression = applied(step.operation, [node.expression for node in arguments])
    timing, warnings = combined(step.operation, [node.timing for node in arguments])
    if step.operation in _ADDITIVE and _taken_for_each_other(arguments):
        warnings = (*warnings, "one of its operands is printed without a unit, and is taken to have the other's")
    precisions = [node.precision for node in arguments if node.precision is not None]
    exact = step.operation not in _MULTIPLICATIVE and precisions
    operands = {operand.name: operand for node in arguments for operand in node.operands}
    return _Node(
        expression,
        timing,
        tuple(operands.values()),
        max(precisions) if exact else None,
        _once([warning for node in arguments for warning in node.warnings] + list(warnings)),
    )


def _is_itself(arguments: Sequence[_Node]) -> bool:
    """Whether the first two of a step's arguments are one and the same printed amount."""
    first, *rest = ([operand.fact for operand in node.operands] for node in arguments[:2])
    same_shape = len({node.expression.level for node in arguments[:2]}) == 1
    return same_shape and len(first) == 1 and first[0] is not None and rest == [first]


def _taken_for_each_other(arguments: Sequence[_Node]) -> bool:
    """Whether numbers printed without a unit are set beside ones with one. Raises UnitMismatch unless one table holds both."""
    bare = [node for node in arguments if is_bare(node.expression.measure)]
    others = [node for node in arguments if node not in bare and not node.expression.measure.number]
    if not bare or not others:
        return False
    if len({(fact.filing, fact.table) for node in arguments for fact in facts_under(node.operands)}) > 1:
        raise UnitMismatch(
            f"{say(bare[0].expression.measure)} and {say(others[0].expression.measure)} cannot be added or compared"
        )
    return True


def _nested(program: Program, place: int, step: Step, node: _Node) -> _Node:
    """A labelled step is a figure of its own, and an operand of what follows."""
    figure = _computed(_pruned(Program(step.label, program.leaves, program.steps[: place + 1])))
    operand = Operand(step.name, figure=figure)
    return replace(node, expression=name(step.name, node.expression.measure), operands=(operand,))


def _pruned(program: Program) -> Program:
    """Without the operands and steps that the last step does not use."""
    wanted = {program.steps[-1].name}
    for step in reversed(program.steps):
        if step.name in wanted:
            wanted.update(step.arguments)
    return replace(
        program,
        leaves=tuple(leaf for leaf in program.leaves if leaf.name in wanted),
        steps=tuple(step for step in program.steps if step.name in wanted),
    )


def _dated(program: Program) -> None:
    """Raises PeriodUnknown where an operand has no period and does not share a table with every other such one."""
    facts = program.facts
    undated = [fact for fact in facts if fact.period is None]
    if not undated:
        return
    places = {(fact.filing, fact.table, fact.sentence if fact.table is None else None) for fact in undated}
    if len(places) > 1 or (undated[0].table is None and undated[0].sentence is None):
        raise PeriodUnknown(f"the filing does not say for what period {undated[0].label} is")
    dated_elsewhere = [
        fact
        for fact in facts
        if fact.period is not None and (fact.filing, fact.table) != (undated[0].filing, undated[0].table)
    ]
    if dated_elsewhere:
        raise PeriodUnknown(
            f"the filing does not say for what period {undated[0].label} is, so it cannot be set beside {dated_elsewhere[0].label}"
        )


def facts_under(operands: Sequence[Operand]) -> Sequence[Fact]:
    """Every fact that operands rest on, through figures that are operands, in order."""
    found: list[Fact] = []
    for operand in operands:
        if operand.fact is not None:
            found.append(operand.fact)
        elif operand.figure is not None:
            found.extend(facts_under(operand.figure.operands))
    return found


def _once(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
