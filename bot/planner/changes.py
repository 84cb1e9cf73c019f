"""Changes: a value at a later period against an earlier one, named, reckoned or by formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from bot.lexicon import stems
from bot.numbers.derive import derive
from bot.plan import Operation, Program
from bot.planner.asked_periods import anchored, asks_sequential, distinct_periods, in_time_order, with_reported
from bot.planner.binding import SURE, Desk, bind, bindings, candidates, note_nearest
from bot.planner.draft import Draft
from bot.planner.formulas import formula_program, named
from bot.planner.several import two_things
from bot.planner.taking import Made, Unbound, first_metric, in_full, is_sized, name_of, sized, take
from bot.planner.timing import (
    Wanted,
    alike,
    before,
    end_asked,
    end_of,
    fact_at,
    latest,
    period_of,
)
from bot.question.reading import Apply, Ask, Metric
from index.facts import Fact
from index.period import (
    Instant,
    months_in,
    previous_quarter,
)
from index.quantity import PERCENT, is_currency


def _value_of(desk: Desk, draft: Draft, ask: Ask, wanted: tuple[Wanted, ...]) -> Made:
    """Expressions hold expressions: `figures` calls here, and is called back."""
    from bot.planner.figures import value_of

    return value_of(desk, draft, ask, wanted)


def change_of(desk: Desk, draft: Draft, ask: Apply, periods: tuple[Wanted, ...]) -> Made:
    inner = _averaged(desk, ask.arguments[0], periods)
    new, old = _ends(desk, draft, inner, periods, since=ask.sense == "since")
    if new.facts and old.facts and {new.facts[0].origin, old.facts[0].origin} == {"prose", "table"}:
        raise Unbound(first_metric(inner), periods, "the two are not given alike, one in a table and one in words")
    if new.name == old.name or (new.facts and {f.id for f in new.facts} == {f.id for f in old.facts}):
        raise Unbound(first_metric(inner), periods, "there is no other period to compare with")
    _of_length_asked(desk, first_metric(inner), periods, new, old)
    if ask.operation is Operation.CAGR:
        years = _years_between(desk, new, old)
        span = draft.constant(Decimal(years), "years between the two periods")
        return Made(
            draft.step(ask.operation, (new.name, old.name, span)), f"{new.label}, compound annual growth", new.facts
        )
    operation = ask.operation
    money = bool(new.facts) and all(is_currency(fact.unit) for fact in new.facts)
    if operation is Operation.CHANGE and desk.reading.unit == PERCENT and money and len(new.facts) == 1:
        operation = Operation.PERCENT_CHANGE
    if operation is Operation.CHANGE and _is_distance(desk, new, old):
        apart = draft.step(Operation.CHANGE, (new.name, old.name))
        return Made(draft.step(Operation.ABSOLUTE, (apart,)), f"Difference in {new.label}", new.facts)
    if operation is Operation.PERCENT_CHANGE and _is_of_size(new, old):
        new = replace(new, name=draft.step(Operation.ABSOLUTE, (new.name,)))
        old = replace(old, name=draft.step(Operation.ABSOLUTE, (old.name,)))
    what = "Change in" if operation is Operation.CHANGE else "Percentage change in"
    return Made(draft.step(operation, (new.name, old.name)), f"{what} {new.label}", new.facts)


_AVERAGE = re.compile(r"^(?:average|mean) (?P<what>.+)$", re.IGNORECASE)


def _averaged(desk: Desk, inner: Ask, periods: Sequence[Wanted]) -> Ask:
    """What changes, an average of two year-ends where no line is called an average ("the change in average assets")."""
    told = _AVERAGE.match(inner.phrase) if isinstance(inner, Metric) else None
    if not isinstance(inner, Metric) or told is None or len(distinct_periods(periods)) != 2:
        return inner
    own = candidates(desk, inner, 3)
    if any("averag" in line.series.all_words | line.series.titled | line.series.context for line in own):
        return inner
    return Apply(Operation.AVERAGE, (replace(inner, phrase=told["what"], periods=()),), ())


_PARTS_OF_YEAR = {3, 6, 9}
_WEEKS_APART = 20  # days by which two dates may miss so many months


def _of_length_asked(desk: Desk, metric: Metric, periods: Sequence[Wanted], new: Made, old: Made) -> None:
    """Hold a change of a balance to the stretch it is asked over: "in the quarter" is not between dates half a year apart.

    Raises Unbound where it is another.
    """
    named = distinct_periods(periods)
    if len(named) > 1 or len(new.facts) != 1 or len(old.facts) != 1:
        return
    months = months_in(period_of(named[0])) if named else desk.reading.months
    first, last = old.facts[0].period, new.facts[0].period
    if months not in _PARTS_OF_YEAR or not isinstance(first, Instant) or not isinstance(last, Instant):
        return
    if abs((last.date - first.date).days - months * 30.4) > _WEEKS_APART:
        desk.near((*new.facts, *old.facts))
        raise Unbound(metric, periods, "the dates it is given for are further apart", named=True)


_APART = re.compile(r"\b(?<!net )(?<!net nominal )(?:difference|gap)\b.*\b(?:between|in) ", re.IGNORECASE)
_DIRECTED = re.compile(r"\bfrom\b|\bto\b|\bchange|%|percent", re.IGNORECASE)
_SIZES = re.compile(
    r"\bused\b|payables?\b|liabilit|allowance|expenses?\b|costs?\b|payments?\b|purchases?\b|dividends?\b"
    r"|provision|deprecia"
    r"|amorti[sz]|impairment|outflow|deduction",
    re.IGNORECASE,
)
_TWO_SIDED = re.compile(r"\b(?:income|profit|earnings|gains?|benefit|provided)\b", re.IGNORECASE)


def _is_distance(desk: Desk, new: Made, old: Made) -> bool:
    """Whether two periods are asked how far they are apart, and the earlier of two plain amounts is the larger.

    "The difference between 2018 and 2019" has no direction; "the change from 2018 to 2019" has one, and so has "between
    2019 and 2018", which names the later first.
    """
    named = distinct_periods(desk.reading.periods)
    if len(named) != 2 or in_time_order(desk, named)[0] is not named[0]:
        return False
    if not _APART.search(desk.reading.text) or _DIRECTED.search(desk.reading.text):
        return False
    return len(new.facts) == len(old.facts) == 1 and 0 < new.facts[0].value < old.facts[0].value


def _is_of_size(new: Made, old: Made) -> bool:
    """Whether what is printed below zero only as money going out or owed is asked how much it grew: by its size."""
    facts = (*new.facts, *old.facts)
    if len(facts) != 2 or any(fact.value >= 0 for fact in facts):
        return False
    return all(_SIZES.search(fact.label) and not _TWO_SIDED.search(fact.label) for fact in facts)


def _ends(
    desk: Desk, draft: Draft, inner: Ask, periods: tuple[Wanted, ...], *, since: bool = False
) -> tuple[Made, Made]:
    """The value at the later and at the earlier of two periods. since: one period alone is what it is measured from."""
    distinct = with_reported(desk, anchored(desk, distinct_periods(periods)))
    if since and len(distinct) == 1 and isinstance(inner, Metric):
        bound = bind(desk, inner, distinct)
        newest = latest([f for f in bound.series.facts if alike(f, bound.facts[0])], desk.calendar) if bound else None
        if bound is not None and newest is not None and newest.period is not None and newest.id != bound.facts[0].id:
            distinct = (*distinct, newest.period)
    if len(distinct) >= 2:
        ordered = in_time_order(desk, distinct)
        if len({months_in(period_of(one)) for one in distinct} - {0}) > 1:
            raise Unbound(first_metric(inner), distinct, "a change is not measured between periods of two lengths")
        if isinstance(inner, Metric):
            return _metric_at_two(desk, draft, inner, ordered[-1], ordered[0])
        new = _value_of(desk, draft, inner, (ordered[-1],))
        return new, _value_of(desk, draft, inner, (ordered[0],))
    if isinstance(inner, Metric):
        return _metric_and_before(desk, draft, inner, distinct)
    new = _value_of(desk, draft, inner, distinct)
    if not new.facts or new.facts[0].period is None:
        raise Unbound(first_metric(inner), distinct)
    sequential = asks_sequential(desk)
    series = desk.index.by_fact[new.facts[0].id]
    old_fact = before(series, new.facts[0], desk.calendar, sequential=sequential)
    if old_fact is None or old_fact.period is None:
        raise Unbound(first_metric(inner), distinct)
    return new, _value_of(desk, draft, inner, (old_fact.period,))


_MOVES = {"change": {Operation.CHANGE}, "percent_change": {Operation.CHANGE, Operation.PERCENT_CHANGE}}


def stated_change(desk: Desk, draft: Draft, ask: Apply, periods: tuple[Wanted, ...]) -> Made | None:
    """A change that a sentence states without the two values ("expenses reduced by 58%"), where nothing else is asked."""
    metric = ask.arguments[0]
    if not isinstance(metric, Metric) or ask.operation is Operation.CAGR or not _of_one_year(desk, periods):
        return None
    periods = tuple(in_time_order(desk, periods))
    for match in candidates(desk, metric, 24):
        at = fact_at(match.series, periods[-1], desk.calendar) if periods else None
        fact = at[0] if at is not None else match.series.facts[0]
        stated = fact.origin == "prose" and fact.basis == "reported" and ask.operation in _MOVES.get(fact.kind, ())
        said = match.covered >= SURE or set(stems(metric.phrase)) <= match.series.all_words | match.series.context
        if not stated or not said or match.precise < _STATED_NAMED or (at is None and len(match.series.facts) > 1):
            continue
        if periods and (fact.period is None or at is None):
            continue
        desk.confidences.append(0.8)
        return Made(draft.fact(fact), f"Change in {fact.label}", (fact,))
    return None


_STATED_NAMED = 0.7
_YEAR = range(350, 382)  # days between two ends that are a year apart, a year of weeks too
_NEAR_BEST = 0.85  # how well a line must match, of the best, to be taken where the best has no earlier period


def _of_one_year(desk: Desk, periods: Sequence[Wanted]) -> bool:
    """Whether the periods of a change are one, or a year apart: what a sentence calls a change is over the year before."""
    named = in_time_order(desk, distinct_periods(periods))
    if len(named) < 2:
        return True
    first, last = (end_asked(one, desk.calendar) for one in (named[0], named[-1]))
    return len(named) == 2 and first is not None and last is not None and (last - first).days in _YEAR


def by_formula(desk: Desk, metric: Metric, wanted: Sequence[Wanted]) -> bool:
    """Whether a metric by name is to be computed, the filing having no line of its own for it."""
    if named(metric.phrase) is None:
        return False
    bound = bind(desk, metric, wanted)
    if bound is None:
        return True
    called_so = set(bound.series.words) == set(stems(metric.phrase)) and bound.score >= _OWN_NAME
    return not (called_so or (bound.match.covered >= SURE and bound.match.precise >= 0.7 and bound.score >= 0.85))


_OWN_NAME = 0.75


def _metric_at_two(desk: Desk, draft: Draft, metric: Metric, new: Wanted, old: Wanted) -> tuple[Made, Made]:
    bound = None if by_formula(desk, metric, (old, new)) else bind(desk, metric, (old, new))
    if bound is None:
        parts = two_things(desk, metric, (new,))
        if parts is not None:
            return take(desk, draft, parts[0]), take(desk, draft, parts[1])
        bare = replace(metric, periods=())
        later = _value_of(desk, draft, bare, (new,))
        return later, _of_same_line(desk, draft, later, old) or _value_of(desk, draft, bare, (old,))
    bound = in_full(desk, bound)
    take(desk, draft, bound)
    label = name_of(bound)
    put = partial(sized, draft) if is_sized(desk, bound) else draft.fact
    return Made(put(bound.facts[1]), label, (bound.facts[1],)), Made(put(bound.facts[0]), label, (bound.facts[0],))


def _of_same_line(desk: Desk, draft: Draft, later: Made, old: Wanted) -> Made | None:
    """The earlier end from the line that the later one was looked up in, printed there or derived; None where it is not."""
    if len(later.facts) != 1:
        return None
    series = desk.index.by_fact.get(later.facts[0].id)
    if series is None:
        return None
    found = fact_at(series, old, desk.calendar)
    derived = derive(period_of(old), series.facts) if found is None else None
    facts: tuple[Fact, ...]
    if found is not None:
        name, facts = draft.fact(found[0]), (found[0],)
    elif derived is not None:
        name, facts = draft.graft(derived), derived.facts
    else:
        return None
    if any(step.name == later.name and step.operation is Operation.ABSOLUTE for step in draft.steps):
        # what was taken by its size at one end is so at the other
        name = draft.step(Operation.ABSOLUTE, (name,))
    return Made(name, later.label, facts)


def _metric_and_before(desk: Desk, draft: Draft, metric: Metric, wanted: tuple[Wanted, ...]) -> tuple[Made, Made]:
    """A metric at one period (or the latest), and what it is measured from."""
    formula = formula_program(desk, metric, wanted[0] if wanted else None) if by_formula(desk, metric, wanted) else None
    if formula is not None:
        return _formula_and_before(desk, draft, metric, formula)
    found = [b for b in bindings(desk, metric, wanted) if b.match.covered >= 0.7]
    if found and found[0].match.precise < 0.8:
        parts = two_things(desk, metric, wanted)
        if parts is not None and min(parts[0].score, parts[1].score) > found[0].score:
            return take(desk, draft, parts[0]), take(desk, draft, parts[1])
    if found and asks_sequential(desk) and found[0].facts[-1].period is not None:
        earlier = previous_quarter(found[0].facts[-1].period, desk.calendar)
        return take(desk, draft, found[0]), _value_of(desk, draft, replace(metric, periods=()), (earlier,))
    for bound in (b for b in found[:4] if b.match.score >= _NEAR_BEST * found[0].match.score):
        old = before(bound.series, bound.facts[-1], desk.calendar, sequential=asks_sequential(desk))
        if old is not None:
            made = take(desk, draft, bound)
            if not wanted and len({end_of(f, desk.calendar) for f in bound.series.facts}) > 2:
                desk.assume("the latest period is compared with the one a year earlier")
            put = partial(sized, draft) if is_sized(desk, bound) else draft.fact
            return made, Made(put(old), made.label, (old,))
    parts = two_things(desk, metric, wanted)
    if parts is not None:
        return take(desk, draft, parts[0]), take(desk, draft, parts[1])
    if not found:
        note_nearest(desk, metric)
    raise Unbound(metric, wanted, "" if not found else "there is no earlier period to compare with")


def _formula_and_before(desk: Desk, draft: Draft, metric: Metric, formula: Program) -> tuple[Made, Made]:
    main = next((fact for fact in formula.facts if fact.period is not None), None)
    series = desk.index.by_fact.get(main.id) if main is not None else None
    old = before(series, main, desk.calendar, sequential=asks_sequential(desk)) if series and main else None
    if old is None or old.period is None:
        raise Unbound(metric, ())
    earlier = formula_program(desk, metric, old.period)
    if earlier is None:
        raise Unbound(metric, (old.period,))
    desk.confidences.append(0.8)
    new = Made(draft.graft(formula), formula.label, formula.facts)
    return new, Made(draft.graft(earlier), earlier.label, earlier.facts)


def _years_between(desk: Desk, new: Made, old: Made) -> int:
    return max(1, end_of(new.facts[0], desk.calendar).year - end_of(old.facts[0], desk.calendar).year)
