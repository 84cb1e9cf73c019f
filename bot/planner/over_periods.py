"""Averages, sums and the like: one line over periods, several lines at one, or the parts of a longer period."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from bot.numbers.formulas import exact_formula
from bot.plan import Operation
from bot.planner.asked_periods import distinct_periods, filled_in
from bot.planner.binding import Binding, Desk, bind
from bot.planner.changes import by_formula
from bot.planner.draft import Draft
from bot.planner.guidance import range_ends
from bot.planner.several import several_things
from bot.planner.taking import Made, Unbound, first_metric, name_of, take
from bot.planner.timing import (
    Wanted,
    alike,
    before,
    fact_at,
    in_order,
    period_of,
)
from bot.question.reading import Apply, Ask, Metric
from index.facts import Fact
from index.period import (
    Duration,
    months_in,
)


def _other_ways(desk: Desk, draft: Draft, metric: Metric, one: tuple[Wanted, ...]) -> Made:
    """Expressions hold expressions: `figures` calls here, and is called back."""
    from bot.planner.figures import other_ways

    return other_ways(desk, draft, metric, one)


def _value_of(desk: Desk, draft: Draft, ask: Ask, wanted: tuple[Wanted, ...]) -> Made:
    """Expressions hold expressions: `figures` calls here, and is called back."""
    from bot.planner.figures import value_of

    return value_of(desk, draft, ask, wanted)


def over_periods(desk: Desk, draft: Draft, ask: Apply, periods: tuple[Wanted, ...]) -> Made:
    inner = ask.arguments[0]
    label = {Operation.AVERAGE: "Average", Operation.ADD: "Total", Operation.MEDIAN: "Median"}.get(
        ask.operation, str(ask.operation).capitalize()
    )
    if ask.sense == "each":
        return _average_change(desk, draft, inner, periods)
    distinct = filled_in(desk, distinct_periods(periods))
    if ask.sense in _PARTS and len(distinct) <= 1:
        return _per_part(desk, draft, inner, distinct, ask.sense)
    if ask.sense == "annual":
        return _by_the_year(desk, draft, ask, inner, distinct)
    if isinstance(inner, Metric):
        things = several_things(desk, inner, distinct[-1:] if len(distinct) <= 1 else distinct)
        if things is not None and len(distinct) <= 1:
            made = [take(desk, draft, bound) for bound in things]
            name = draft.step(ask.operation, tuple(m.name for m in made))
            return Made(name, f"{label} of " + ", ".join(m.label for m in made), made[0].facts)
        if things is not None:
            return _over_both(desk, draft, ask, things, label)
        return _over_one(desk, draft, ask, inner, distinct, label)
    if len(distinct) >= 2:
        each = [_value_of(desk, draft, inner, (when,)) for when in distinct]
        return Made(draft.step(ask.operation, tuple(m.name for m in each)), f"{label} {each[0].label}", each[-1].facts)
    return _over_expression(desk, draft, ask, inner, distinct, label)


_PARTS = {"monthly": 1, "quarterly": 3}


def _per_part(desk: Desk, draft: Draft, inner: Ask, periods: tuple[Wanted, ...], part: str) -> Made:
    """The average month or quarter of one longer period."""
    each = _parts_within(desk, inner, periods, _PARTS[part]) if isinstance(inner, Metric) else None
    if each is not None:
        names = tuple(draft.fact(fact) for fact in each)
        return Made(draft.step(Operation.AVERAGE, names), f"Average {part} {each[0].label}", each)
    whole = _value_of(desk, draft, inner, periods)
    months = next((months_in(fact.period) for fact in whole.facts if fact.period is not None), 0)
    parts = months // _PARTS[part]
    if parts < 1:
        raise Unbound(first_metric(inner), periods, "it is not given for a stretch of time")
    if parts == 1:
        return whole
    count = draft.constant(Decimal(parts), "months in the period" if part == "monthly" else "quarters in the period")
    return Made(draft.step(Operation.DIVIDE, (whole.name, count)), f"Average {part} {whole.label}", whole.facts)


_YEAR = 12
# A line whose own name joins two things is not the sum of its periods.
_JOINED = re.compile(r"\band\b|,|&|\+")


def _by_the_year(desk: Desk, draft: Draft, ask: Apply, inner: Ask, periods: tuple[Wanted, ...]) -> Made:
    """What a part of a year comes to in a year at its pace."""
    if ask.literal is not None and exact_formula(ask.literal.phrase) is not None:
        return _value_of(desk, draft, ask.literal, periods)
    whole = _value_of(desk, draft, inner, periods[-1:])
    months = next((months_in(fact.period) for fact in whole.facts if isinstance(fact.period, Duration)), 0)
    if not months or _YEAR % months:
        raise Unbound(first_metric(inner), periods, "it is not given for a part of a year")
    if months == _YEAR:
        return whole
    count = draft.constant(Decimal(_YEAR // months), "such periods in a year")
    desk.assume("supposes that the rest of the year is like the period")
    return Made(draft.step(Operation.MULTIPLY, (whole.name, count)), f"Annualized {whole.label}", whole.facts)


def _parts_within(desk: Desk, metric: Metric, periods: tuple[Wanted, ...], months: int) -> tuple[Fact, ...] | None:
    """The months or quarters of a period that the filing gives one by one; None where it does not give two of them."""
    bound = bind(desk, metric, ())
    if bound is None or not periods:
        return None
    whole = period_of(periods[0])
    if not isinstance(whole, Duration):
        return None
    inside = [
        fact
        for fact in in_order(bound.series.facts, desk.calendar)
        if isinstance(fact.period, Duration)
        and months_in(fact.period) == months
        and whole.start <= fact.period.start
        and fact.period.end <= whole.end
    ]
    return tuple(inside) if len(inside) > 1 else None


def _over_expression(
    desk: Desk, draft: Draft, ask: Apply, inner: Ask, distinct: tuple[Wanted, ...], label: str
) -> Made:
    """An operation over an expression at every period that its first metric has."""
    metric = first_metric(inner)
    bound = bind(desk, metric, ())
    if bound is None:
        raise Unbound(metric, distinct)
    facts = [
        f for f in in_order(bound.series.facts, desk.calendar) if f.period is not None and alike(f, bound.facts[0])
    ]
    each = [_value_of(desk, draft, inner, (fact.period,)) for fact in facts if fact.period is not None]
    if not each:
        raise Unbound(metric, distinct)
    return Made(draft.step(ask.operation, tuple(m.name for m in each)), f"{label} {each[0].label}", each[-1].facts)


def _over_both(desk: Desk, draft: Draft, ask: Apply, things: list[Binding], label: str) -> Made:
    names: list[str] = []
    for bound in things:
        take(desk, draft, bound)
        names.extend(draft.fact(fact) for fact in bound.facts)
    called = ", ".join(name_of(bound) for bound in things)
    return Made(draft.step(ask.operation, tuple(names)), f"{label} of {called}", things[0].facts)


def _over_one(desk: Desk, draft: Draft, ask: Apply, inner: Metric, distinct: tuple[Wanted, ...], label: str) -> Made:
    """One metric over several periods; over all that its line has where none or "all" is asked."""
    if len(distinct) >= 2:
        bound = None if by_formula(desk, inner, distinct) else bind(desk, inner, distinct)
        if bound is None:
            each = [_value_of(desk, draft, replace(inner, periods=()), (when,)) for when in distinct]
            return Made(
                draft.step(ask.operation, tuple(m.name for m in each)), f"{label} {each[0].label}", each[-1].facts
            )
        made = take(desk, draft, bound)
        names = tuple(draft.fact(fact) for fact in bound.facts)
        return Made(draft.step(ask.operation, names), f"{label} {made.label}", bound.facts)
    bound = bind(desk, inner, distinct)
    if bound is None:
        return _other_ways(desk, draft, inner, distinct)
    made = take(desk, draft, bound)
    if ask.operation is Operation.ADD and _JOINED.search(inner.phrase) and not desk.reading.over_all:
        return made
    if distinct and not desk.reading.over_all:
        old = before(bound.series, bound.facts[-1], desk.calendar)
        if ask.operation is Operation.AVERAGE and old is not None:
            names = (made.name, draft.fact(old))
            desk.assume("averaged with the period before")
            return Made(draft.step(ask.operation, names), f"{label} {made.label}", bound.facts)
        return made
    facts = [fact for fact in in_order(bound.series.facts, desk.calendar) if alike(fact, bound.facts[0])]
    if not desk.reading.over_all and len(facts) > 1:
        desk.assume(f"taken over the {len(facts)} periods that the filing gives")
    names = tuple(dict.fromkeys(draft.fact(fact) for fact in facts))
    return Made(draft.step(ask.operation, names), f"{label} {made.label}", tuple(facts))


def _average_change(desk: Desk, draft: Draft, inner: Ask, periods: tuple[Wanted, ...]) -> Made:
    """The average of the changes from each period to the next."""
    metric = first_metric(inner)
    bound = bind(desk, metric, ())
    if bound is None:
        raise Unbound(metric, periods)
    facts = [fact for fact in in_order(bound.series.facts, desk.calendar) if alike(fact, bound.facts[0])]
    wanted = [fact for one in filled_in(desk, distinct_periods(periods)) if (fact := _of(bound, one, desk)) is not None]
    facts = in_order(wanted, desk.calendar) if len(wanted) > 1 else facts
    made = take(desk, draft, bound)
    steps = [draft.step(Operation.CHANGE, (draft.fact(new), draft.fact(old))) for old, new in pairwise(facts)]
    if not steps:
        raise Unbound(metric, periods)
    return Made(draft.step(Operation.AVERAGE, tuple(steps)), f"Average change in {made.label}", tuple(facts))


def _of(bound: Binding, wanted: Wanted, desk: Desk) -> Fact | None:
    found = fact_at(bound.series, wanted, desk.calendar)
    return found[0] if found else None


def midpoint_of(desk: Desk, draft: Draft, inner: Ask, periods: tuple[Wanted, ...]) -> Made:
    metric = first_metric(inner)
    ends = range_ends(desk, metric, periods)
    if ends is None:
        raise Unbound(metric, periods, "no range is given for it")
    low, high = ends
    desk.confidences.append(0.9)
    name = draft.step(Operation.MIDPOINT, (draft.fact(low), draft.fact(high)))
    return Made(name, f"Midpoint of {low.label}", (low, high))
