"""Executes a plan: one executor for every planner. What cannot be computed is refused with the reason."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bot.answer import Figure
from bot.numbers.combine import over
from bot.numbers.display import display
from bot.numbers.outcome import Asked, Computed, Judged, Outcome, Quoted, Refused, Selected
from bot.numbers.problems import BadProgram, CannotCompute, NotMeaningful, PeriodUnknown
from bot.numbers.program import CONTRADICTED, run
from bot.numbers.units import added, measure_of
from bot.plan import AskBack, Compute, Judge, Operation, Plan, Program, Quote, Refuse, Select
from index.facts import Fact

Act = Compute | Select | Judge | Quote | Refuse | AskBack

_MOST_NEAREST = 4
# A total that does not add up leaves its figure as printed, and is warned of; these leave nothing to rely on.
_SCALE_OR_PERIOD = re.compile(r"another scale|scales disagree|prints under another")
_COMPARES: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
}


def execute(plan: Plan) -> Outcome:
    """What a plan gives. Never raises CannotCompute: a program that cannot be run is Refused, with what it had to go on."""
    act = plan.act
    unsettled = _unsettled(act)
    if unsettled is not None:
        return unsettled
    try:
        match act:
            case Compute(programs, shape, words):
                return replace(_compute(programs, shape), words=words)
            case Select():
                return _select(act)
            case Judge(left, symbol, right):
                return _judge(left, symbol, right)
            case Quote(quotes, shape, value):
                return Quoted(quotes, shape, value)
            case Refuse(reason, looked_for, nearest, why):
                return Refused(reason, looked_for, nearest, why)
            case AskBack(about, choices):
                return Asked(about, choices)
    except CannotCompute as problem:
        return _refused(act, problem)


def _compute(programs: tuple[Program, ...], shape: str) -> Computed:
    if not programs:
        raise BadProgram("nothing was asked to be computed")
    figures = tuple(run(program) for program in programs)
    if shape != "range":
        return Computed(figures, shape)
    if len(figures) != 2:
        raise BadProgram("a range has two ends")
    low, high = sorted(figures, key=lambda figure: figure.value)
    return Computed((replace(low, bound="low"), replace(high, bound="high")), shape)


def _select(act: Select) -> Selected:
    threshold = run(act.threshold) if act.threshold is not None else None
    left_out: list[str] = []
    ran: list[tuple[str, Figure, Program]] = []
    for place, program in enumerate(act.programs):
        called = act.names[place] if place < len(act.names) else program.label
        try:
            ran.append((called, run(program), program))
        except NotMeaningful as problem:
            left_out.append(f"{called} is left out: {problem}")
    if not ran:
        raise NotMeaningful("none of the figures to choose from has a meaning")
    for _, figure, _ in ran:
        _comparable(ran[0][1], figure)
    passing = ran
    if act.operator:
        compare = _comparison(act.operator)
        if threshold is not None:
            _comparable(ran[0][1], threshold)
            threshold = _alike(threshold, ran[0][1])
        bar = threshold.value if threshold is not None else Decimal(0)
        passing = [item for item in ran if compare(item[1].value, bar)]
    ordered = passing
    if act.by in {"max", "min", "rank"} or act.give == "comparison":
        ordered = sorted(passing, key=lambda item: item[1].value, reverse=act.by != "min")
    chosen = ordered
    equal = False
    if act.by in {"max", "min"} and ordered:
        chosen = [item for item in ordered if item[1].value == ordered[0][1].value]
        equal = len(chosen) > 1
    rest = [item for item in (ordered if act.by in {"max", "min"} else ran) if item not in chosen]
    difference = None
    if act.give == "comparison" and len(ordered) > 1 and not equal:
        difference = run(over(Operation.CHANGE, (ordered[0][2], ordered[1][2]), "Difference"))
    return Selected(
        winners=tuple(item[1] for item in chosen),
        names=tuple(item[0] for item in chosen),
        losers=tuple(item[1] for item in rest),
        loser_names=tuple(item[0] for item in rest),
        give=act.give,
        by=act.by,
        operator=act.operator,
        threshold=threshold,
        difference=difference,
        equal=equal,
        left_out=tuple(left_out),
    )


def _judge(left: Program, symbol: str, right: Program | None) -> Judged:
    first = run(left)
    second = run(right) if right is not None else None
    if second is not None:
        _comparable(first, second)
        second = _alike(second, first)
    holds = _comparison(symbol)(first.value, second.value if second is not None else Decimal(0))
    return Judged(holds, first, symbol, second)


def _comparison(symbol: str) -> Callable[[Decimal, Decimal], bool]:
    if symbol not in _COMPARES:
        raise BadProgram(f"{symbol} is not a comparison")
    return _COMPARES[symbol]


def _comparable(first: Figure, second: Figure) -> None:
    """Raises UnitMismatch where two figures are not of one kind. A plain number that the question gives goes with any."""
    if any(figure.kind == "given" and not figure.unit for figure in (first, second)):
        return
    added(measure_of(first.unit, first.of), measure_of(second.unit, second.of))


def _alike(given: Figure, beside: Figure) -> Figure:
    """A plain number that the question gives, shown in the unit of what it is set beside."""
    if given.kind != "given" or given.unit:
        return given
    last = Decimal(1).scaleb(int(given.value.normalize().as_tuple().exponent))
    return replace(given, unit=beside.unit, display=display(given.value, beside.unit, last))


def _unsettled(act: Act) -> Refused | None:
    """A refusal where the filing speaks against the scale or the period of an amount: nothing says which of the two is right."""
    facts = _facts_of(act)
    for fact in facts:
        for warning in fact.warnings:
            if warning.startswith(CONTRADICTED) and _SCALE_OR_PERIOD.search(warning):
                why = warning.removeprefix(CONTRADICTED).strip()
                return Refused("contradicted", fact.label, tuple(facts)[:_MOST_NEAREST], why)
    return None


def _facts_of(act: Act) -> list[Fact]:
    """Every fact that an act computes with, once."""
    facts: dict[str, Fact] = {}
    for program in _programs_of(act):
        facts |= {fact.id: fact for fact in program.facts}
    return list(facts.values())


def _programs_of(act: Act) -> tuple[Program, ...]:
    match act:
        case Compute(found) | Select(found):
            return found
        case Judge(left, _, right):
            return (left,) if right is None else (left, right)
        case _:
            return ()


def _refused(act: Act, problem: CannotCompute) -> Refused:
    programs = _programs_of(act)
    reason = "not_in_filing" if isinstance(problem, PeriodUnknown) else "unsupported"
    looked_for = programs[0].label if programs else ""
    return Refused(reason, looked_for, tuple(_facts_of(act))[:_MOST_NEAREST], str(problem))
