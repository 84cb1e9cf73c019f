"""Programs and asked-for expressions as plain data (JSON), for what keeps conversations, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bot.plan import Leaf, Operation, Program, Step
from bot.question import Apply, Ask, Earlier, Metric, Number
from index.facts import Fact
from index.period import Duration, FiscalLabel, Instant, Period, PeriodMention

Plain = dict[str, Any]


def plain_program(program: Program) -> Plain:
    """A program as plain data; facts by id."""
    leaves = [
        {
            "name": leaf.name,
            "fact": leaf.fact.id if leaf.fact is not None else None,
            "constant": str(leaf.constant) if leaf.constant is not None else None,
            "why": leaf.why,
        }
        for leaf in program.leaves
    ]
    steps = [[step.name, str(step.operation), list(step.arguments), step.label] for step in program.steps]
    return {"label": program.label, "leaves": leaves, "steps": steps}


def program_from(plain: Plain | None, facts: Mapping[str, Fact]) -> Program | None:
    """The program again; None where a fact of it is no longer in the index."""
    if plain is None or any(leaf["fact"] is not None and leaf["fact"] not in facts for leaf in plain["leaves"]):
        return None
    leaves = tuple(
        Leaf(
            leaf["name"],
            facts[leaf["fact"]] if leaf["fact"] is not None else None,
            Decimal(leaf["constant"]) if leaf["constant"] is not None else None,
            leaf["why"],
        )
        for leaf in plain["leaves"]
    )
    steps = tuple(Step(name, Operation(operation), tuple(of), label) for name, operation, of, label in plain["steps"])
    return Program(plain["label"], leaves, steps)


def plain_ask(ask: Ask) -> Plain:
    """An expression as plain data."""
    match ask:
        case Metric(phrase, periods, context):
            return {"metric": phrase, "periods": [_plain_period(p.period) for p in periods], "context": context}
        case Number(value, unit, why):
            return {"number": str(value), "unit": unit, "why": why}
        case Earlier(back):
            return {"earlier": back}
        case Apply(operation, arguments, periods, sense):
            return {
                "operation": str(operation),
                "arguments": [plain_ask(argument) for argument in arguments],
                "periods": [_plain_period(p.period) for p in periods],
                "sense": sense,
            }


def ask_from(plain: Plain) -> Ask:
    """The expression again."""
    periods = tuple(PeriodMention(0, 0, _period_from(p), "explicit") for p in plain.get("periods", ()))
    if "metric" in plain:
        return Metric(plain["metric"], periods, plain["context"])
    if "number" in plain:
        return Number(Decimal(plain["number"]), plain["unit"], plain["why"])
    if "earlier" in plain:
        return Earlier(plain["earlier"])
    arguments = tuple(ask_from(argument) for argument in plain["arguments"])
    return Apply(Operation(plain["operation"]), arguments, periods, plain["sense"])


def _plain_period(period: Period) -> list[Any]:
    match period:
        case Instant(day):
            return ["instant", day.isoformat()]
        case Duration(start, end):
            return ["duration", start.isoformat(), end.isoformat()]
        case FiscalLabel(year, part, instant):
            return ["label", year, part, instant]


def _period_from(plain: list[Any]) -> Period:
    match plain:
        case ["instant", day]:
            return Instant(date.fromisoformat(day))
        case ["duration", start, end]:
            return Duration(date.fromisoformat(start), date.fromisoformat(end))
        case [_, year, part, instant]:
            return FiscalLabel(year, part, instant)
    raise ValueError(f"no period: {plain}")
