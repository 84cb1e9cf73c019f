"""What guidance for a year leaves for the rest of it: the range less what is reported so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.plan import Compute, Operation, Program
from bot.planner.binding import Desk, bindings, is_it
from bot.planner.draft import Draft
from bot.planner.guidance import range_ends
from bot.planner.taking import Unbound
from bot.planner.timing import Wanted, period_of
from bot.question.reading import Metric
from index.facts import Fact
from index.period import Duration, describe
from index.period.calendar import DAY


def remaining(desk: Desk, metric: Metric, asked: Sequence[Wanted]) -> Compute:
    """The ends of guidance less the year to date. asked: periods in the question; one other than the year, what is
    reported of it, or its rest is not answered. Raises Unbound.
    """
    held, desk.reading = desk.reading, replace(desk.reading, basis="guidance", vintage="")
    try:
        ends = range_ends(desk, metric, ()) or _one_figure(desk, metric)
    finally:
        desk.reading = replace(held, basis="reported", vintage="")
    try:
        if ends is None:
            raise Unbound(metric, (), "no guidance is given for it")
        year = ends[0].period
        so_far = _so_far(desk, metric, year)
        if so_far is None or not isinstance(year, Duration) or not isinstance(so_far.period, Duration):
            raise Unbound(metric, (), "what is reported of the guided year so far is not given")
        rest = Duration(so_far.period.end + DAY, year.end)
        known = {year, so_far.period, rest}
        if any(period_of(one) not in known for one in asked if isinstance(period_of(one), Duration)):
            raise Unbound(metric, tuple(asked), f"guidance leaves an amount for {describe(rest, desk.calendar)} alone")
        desk.confidences.append(0.85)
        desk.assume(f"guidance for the year less what is reported so far leaves {describe(rest, desk.calendar)}")
        if held.bound in {"low", "high"} and len(ends) > 1:
            ends = (sorted(ends, key=lambda end: abs(end.value))[0 if held.bound == "low" else -1],)
        programs = tuple(_less(desk, end, so_far) for end in dict.fromkeys(ends))
        return Compute(programs, "range" if len(programs) == 2 else "figure")
    finally:
        desk.reading = held


def _one_figure(desk: Desk, metric: Metric) -> tuple[Fact, ...] | None:
    for bound in bindings(desk, metric, ()):
        fact = bound.facts[-1]
        if is_it(bound) and fact.basis == "guidance" and fact.vintage != "previous" and not fact.twin:
            return (fact,)
    return None


def _so_far(desk: Desk, metric: Metric, year: object) -> Fact | None:
    """The longest reported stretch that begins with the guided year."""
    if not isinstance(year, Duration):
        return None
    found: list[tuple[float, Fact]] = []
    for bound in bindings(desk, metric, ()):
        if not is_it(bound):
            continue
        for fact in bound.series.facts:
            when = fact.period
            if (
                isinstance(when, Duration)
                and fact.basis == "reported"
                and fact.kind == "value"
                and abs((when.start - year.start).days) <= 7
                and when.end < year.end
            ):
                found.append((bound.score + when.days / 1000, fact))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _less(desk: Desk, end: Fact, so_far: Fact) -> Program:
    """One end of the guidance less the amount so far; an outlay that one of them prints as going out is taken by size."""
    draft = Draft()
    whole, part = draft.fact(end), draft.fact(so_far)
    if (end.value < 0) != (so_far.value < 0):
        whole, part = (draft.step(Operation.ABSOLUTE, (name,)) for name in (whole, part))
    name = draft.step(Operation.SUBTRACT, (whole, part))
    return draft.program(
        name, f"Rest of guidance for {end.label}", scale=desk.reading.scale, decimals=desk.reading.decimals
    )
