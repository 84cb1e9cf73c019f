"""Guidance: the ends of a range, and how an updated one differs from the one before."""

from __future__ import annotations

import re

from bot.plan import Operation, Program
from bot.planner.binding import Desk, bindings, is_it
from bot.planner.draft import Draft
from bot.planner.timing import (
    Wanted,
)
from bot.question.reading import Metric
from index.facts import Fact


def range_ends(desk: Desk, metric: Metric, periods: tuple[Wanted, ...]) -> tuple[Fact, Fact] | None:
    """The low and high of a metric that the filing gives as a range."""
    for bound in bindings(desk, metric, periods[-1:]):
        fact = bound.facts[-1]
        if not is_it(bound) or not fact.twin:
            continue
        other = desk.index.by_fact.get(fact.twin)
        twin = next((f for f in other.facts if f.id == fact.twin), None) if other else None
        if twin is not None:
            low, high = sorted((fact, twin), key=lambda end: end.value)
            return low, high
    return None


def range_width(desk: Desk, ends: tuple[Fact, Fact]) -> Program:
    """How far apart the ends of a range are. ends: the low and the high one."""
    draft = Draft()
    low, high = (draft.fact(end) for end in ends)
    width = draft.step(Operation.SUBTRACT, (high, low))
    label = f"Width of the range for {ends[0].label}"
    return draft.program(width, label, scale=desk.reading.scale, decimals=desk.reading.decimals)


def _end_of(facts: list[Fact], bound: str) -> Fact:
    """One end of a range; the low end of losses is the smallest loss."""
    ordered = sorted(facts, key=lambda fact: abs(fact.value))
    return ordered[0] if bound == "low" else ordered[-1]


def guidance_moved(desk: Desk, metric: Metric, periods: tuple[Wanted, ...]) -> Program | None:
    """How guidance for a metric changed: the updated range's midpoint (or figure) less the previous one's."""
    found: dict[str, list[Fact]] = {"updated": [], "previous": []}
    bare = Metric(re.sub(r"\bhow (?:did|has|was|were)\b|\bthe\b", " ", metric.phrase), (), metric.context)
    for bound in bindings(desk, bare, periods):
        if not is_it(bound):
            continue
        for fact in bound.series.facts:
            kept = found.get(fact.vintage)
            if kept is None or fact.basis != "guidance" or any(other.bound == fact.bound for other in kept):
                continue
            kept.append(fact)
    new, old = found["updated"], found["previous"]
    if not new or len(new) != len(old):
        return None
    if desk.reading.bound and len(new) > 1:
        new, old = ([_end_of(facts, desk.reading.bound)] for facts in (new, old))
    draft = Draft()
    ends = []
    for facts in (new, old):
        names = tuple(draft.fact(fact) for fact in sorted(facts, key=lambda fact: fact.value))
        ends.append(draft.step(Operation.MIDPOINT, names) if len(names) > 1 else names[0])
    end = f"the {desk.reading.bound} end of " if desk.reading.bound else ""
    what = "the midpoint of guidance for" if len(new) > 1 else f"{end}guidance for"
    result = draft.step(Operation.CHANGE, tuple(ends))
    return draft.program(result, f"Change in {what} {new[0].label}")
