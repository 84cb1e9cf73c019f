"""Plans figures: an expression over metric phrases becomes a program over facts of the filing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from bot.lexicon import stem, stems
from bot.matching import Series
from bot.numbers.formulas import Formula, exact_formula
from bot.plan import Operation, Program
from bot.planner.binding import SURE, Binding, Desk, bind, bindings, candidates, is_it, note_nearest, undated
from bot.planner.draft import Draft
from bot.planner.formulas import formula_program, named
from bot.planner.timing import (
    Wanted,
    alike,
    before,
    end_of,
    fact_at,
    in_order,
    latest,
    order_key,
    period_of,
)
from bot.question.reading import Apply, Ask, Earlier, Metric, Number, metrics_of
from index.facts import Fact
from index.period import (
    Duration,
    Period,
    PeriodMention,
    describe,
    fiscal_label,
    months_in,
    previous_quarter,
    year_earlier,
)
from index.quantity import PERCENT, is_currency

_YEARS_BEFORE = {"year_earlier", "previous_year"}
_BASES = {*_YEARS_BEFORE, "previous_quarter", "previous"}


class Unbound(Exception):
    """A part of the question that the filing has no figure for. metric: the phrase; wanted: the periods it lacked.

    named: the phrase is a metric by name, and an input of it is missing.
    """

    def __init__(self, metric: Metric, wanted: Sequence[Wanted] = (), why: str = "", *, named: bool = False) -> None:
        super().__init__(metric.phrase)
        self.named = named
        self.metric = metric
        self.wanted = tuple(wanted)
        self.why = why


@dataclass(frozen=True, slots=True)
class Made:
    """A value in a draft: its name there, what to call it, and the facts that date it."""

    name: str
    label: str
    facts: tuple[Fact, ...]


def program_of(desk: Desk, ask: Ask, wanted: Sequence[Wanted] = ()) -> Program:
    """A program for an expression. wanted: periods inherited where the expression names none. Raises Unbound."""
    draft = Draft()
    made = value_of(desk, draft, ask, tuple(wanted))
    reading = desk.reading
    program = draft.program(
        made.name, made.label, unit=_unit(desk, ask), scale=reading.scale, decimals=reading.decimals
    )
    if _of_two_scales([leaf.fact for leaf in program.leaves if leaf.fact is not None]):
        raise Unbound(first_metric(ask), wanted, "the columns of its row seem to be in different scales", named=True)
    return program


_SCALES_APART = 1000


def _of_two_scales(facts: Sequence[Fact]) -> bool:
    """Whether figures of one row are printed to precisions so far apart that one of them must be misread."""
    rows: dict[tuple[str, int | None, int | None, str], list[Fact]] = {}
    for fact in facts:
        if fact.table is not None and fact.value != 0:
            rows.setdefault((fact.filing, fact.table, fact.row_index, fact.unit), []).append(fact)
    return any(max(f.precision for f in row) >= _SCALES_APART * min(f.precision for f in row) for row in rows.values())


def _unit(desk: Desk, ask: Ask) -> str:
    if desk.reading.unit and isinstance(ask, Apply) and ask.operation in {Operation.DIVIDE, Operation.SHARE}:
        return desk.reading.unit
    return ""


def value_of(desk: Desk, draft: Draft, ask: Ask, wanted: tuple[Wanted, ...]) -> Made:
    """Put an expression's value into a draft. Raises Unbound."""
    match ask:
        case Number(value, _, why):
            return Made(draft.constant(value, why), str(value), ())
        case Metric():
            return _metric(desk, draft, ask, ask.periods or wanted)
        case Apply():
            return _applied(desk, draft, ask, wanted)
        case Earlier(back):
            if back > len(desk.reading.earlier):
                raise Unbound(Metric("the earlier figure"), wanted, "there is no earlier figure in this conversation")
            program = desk.reading.earlier[back - 1]
            facts = tuple(leaf.fact for leaf in program.leaves if leaf.fact is not None)
            return Made(draft.graft(program), program.label, facts)


def _metric(desk: Desk, draft: Draft, metric: Metric, wanted: tuple[Wanted, ...]) -> Made:
    """One metric at one period (the last of several named), looked up, by formula, or derived."""
    one = wanted[-1:]
    bound = bind(desk, metric, one)
    called = named(metric.phrase)
    own_words = bound is not None and bound.match.covered >= SURE and bound.match.precise >= 0.7 and bound.score >= 0.85
    if called is not None and (not own_words or _is_amount_for_rate(called, metric, bound)):
        formula = formula_program(desk, metric, one[0] if one else None)
        if formula is not None:
            desk.confidences.append(0.85)
            facts = tuple(leaf.fact for leaf in formula.leaves if leaf.fact is not None)
            return Made(draft.graft(formula), formula.label, facts)
        if bound is None or bound.score < 0.7 or exact_formula(metric.phrase) is not None:
            raise Unbound(metric, one, desk.why, named=True)
    if bound is None:
        return _otherwise(desk, draft, metric, one)
    return _took(desk, draft, bound)


def _is_amount_for_rate(called: Formula, metric: Metric, bound: Binding | None) -> bool:
    """Whether a metric that is a percentage is met by a line of money under another name ("gross margin", Gross profit)."""
    if bound is None or called.unit != PERCENT or not is_currency(bound.facts[-1].unit):
        return False
    return not set(stems(metric.phrase)) <= set(stems(bound.series.label))


def _in_full(desk: Desk, bound: Binding) -> Binding:
    """Rounded figures of prose given way to the table's own, where one line of a table rounds to them."""
    first = bound.facts[0]
    if first.origin != "prose" or first.basis != "reported":
        return bound
    asked = set(stems(first.label))
    for match in desk.index.match(first.label, 8):
        if match.series.origin == "prose" or match.covered < 0.6 or not asked & set(match.series.words):
            continue
        found = [_rounding_to(fact, match.series, desk) for fact in bound.facts]
        facts = tuple(fact for fact in found if fact is not None)
        if len(facts) == len(bound.facts):
            return replace(bound, match=replace(match, score=bound.match.score), facts=facts)
    return bound


def _rounding_to(fact: Fact, series: Series, desk: Desk) -> Fact | None:
    """The more precise fact of a series, for the same period and unit, that rounds to this one."""
    found = fact_at(series, fact.period, desk.calendar) if fact.period is not None else None
    if found is None or found[0].unit != fact.unit or found[0].precision >= fact.precision:
        return None
    return found[0] if abs(abs(found[0].value) - abs(fact.value)) * 2 <= fact.precision else None


def _took(desk: Desk, draft: Draft, bound: Binding) -> Made:
    bound = _in_full(desk, bound)
    desk.confidences.append(min(1.0, bound.score))
    fact = bound.facts[-1]
    if desk.home is None and fact.table is not None:
        desk.home = fact.table
    desk.chosen[bound.metric.phrase, bound.metric.context] = bound.series
    _say_assumed(desk, bound)
    name = draft.fact(fact)
    if _is_outlay(bound):
        name = draft.step(Operation.ABSOLUTE, (name,))
    return Made(name, _called(bound), bound.facts)


_OUTLAY = re.compile(
    r"\bcap(?:ital )?ex(?:penditures?)?\b|\bcapital (?:spend|spending|expenditures?)\b|\bdividends?\b|\b(?:re)?purchases? of\b|\bbuybacks?\b"
)
_OUTFLOW = re.compile(r"purchase|payment|addition|expenditure|repurchase|dividend|paid", re.IGNORECASE)


def _is_outlay(bound: Binding) -> bool:
    """Whether what is asked is the size of an outlay that a statement of cash flows prints as money going out."""
    fact = bound.facts[-1]
    asked = bool(_OUTLAY.search(bound.metric.phrase.lower())) and is_currency(fact.unit)
    return asked and fact.value < 0 and fact.basis == "reported" and bool(_OUTFLOW.search(fact.label))


def _called(bound: Binding) -> str:
    return bound.series.name or bound.metric.phrase


def _say_assumed(desk: Desk, bound: Binding) -> None:
    """Name the line where the words of the question are not the filing's."""
    asked = set(stems(bound.metric.phrase))
    own = set(bound.series.words)
    if bound.match.precise < 0.75 and bound.series.label:
        desk.assume(f"taken as {bound.series.label!r}")
    if bound.series.label and not (asked <= own | bound.series.heads | set(bound.series.entity) | bound.series.context):
        desk.assume(f"taken as {bound.series.label!r}")
    if bound.times < 0.95 and bound.facts[-1].period is not None:
        desk.assume(f"the period is taken as {describe(bound.facts[-1].period, desk.calendar)}")


def _otherwise(desk: Desk, draft: Draft, metric: Metric, one: tuple[Wanted, ...]) -> Made:
    """A metric that no line gives for the period: derived from other periods, undated, or not to be had."""
    if one:
        derived = _derived(desk, metric, one[0])
        if derived is not None:
            desk.confidences.append(0.85)
            facts = tuple(leaf.fact for leaf in derived.leaves if leaf.fact is not None)
            return Made(draft.graft(derived), derived.label, facts)
        loose = undated(desk, metric)
        if loose is not None:
            desk.confidences.append(0.7)
            return Made(draft.fact(loose.facts[0]), _called(loose), loose.facts)
    note_nearest(desk, metric)
    raise Unbound(metric, one)


def _derived(desk: Desk, metric: Metric, wanted: Wanted) -> Program | None:
    from bot.numbers.derive import derive

    bound = bind(desk, metric, ())
    if bound is None or bound.match.covered < 0.85 or bound.match.precise < 0.6:
        return None
    return derive(period_of(wanted), bound.series.facts)


def _applied(desk: Desk, draft: Draft, ask: Apply, wanted: tuple[Wanted, ...]) -> Made:
    periods: tuple[Wanted, ...] = ask.periods or wanted
    taken = _literally(desk, ask, periods)
    if taken is not None:
        return _took(desk, draft, taken)
    own_name = line_named(desk, ask)
    if own_name is not None:
        return value_of(desk, draft, own_name, periods)
    if len(ask.arguments) == 1:
        inner = ask.arguments[0]
        within = tuple(p for metric in metrics_of(inner) for p in metric.periods)
        if within and (isinstance(inner, Metric) or (not ask.periods and len(_distinct(within)) > 1)):
            periods = within
            inner = _without_periods(inner)
        match ask.operation:
            case Operation.CHANGE | Operation.PERCENT_CHANGE | Operation.CAGR:
                return _changed(desk, draft, replace(ask, arguments=(inner,)), periods)
            case Operation.MIDPOINT:
                return _midpoint(desk, draft, inner, periods)
            case _:
                return _over(desk, draft, replace(ask, arguments=(inner,)), periods)
    return _joined(desk, draft, ask, periods)


_IN_NAMES = {Operation.AVERAGE: {stem("average"), stem("mean")}, Operation.ADD: {"total"}}
_SUMMED = re.compile(r"\b(?:between|across|combined|altogether|sum|aggregate|cumulative|over|from)\b")


def line_named(desk: Desk, ask: Ask) -> Metric | None:
    """The words of an average or a total taken as a line's own name, where the filing has that very line."""
    if not isinstance(ask, Apply) or ask.literal is None or ask.operation not in _IN_NAMES:
        return None
    if ask.operation is Operation.ADD and _SUMMED.search(desk.reading.text.lower()):
        return None
    for match in candidates(desk, ask.literal, 3):
        own = set(match.series.words) & _IN_NAMES[ask.operation]
        if own and match.covered >= 0.9 and match.precise >= 0.65:
            return ask.literal
    return None


def _without_periods(ask: Ask) -> Ask:
    """An expression that takes its periods from outside."""
    match ask:
        case Metric():
            return replace(ask, periods=())
        case Apply(_, arguments):
            inner = tuple(_without_periods(argument) for argument in arguments)
            literal = replace(ask.literal, periods=()) if ask.literal is not None else None
            return replace(ask, arguments=inner, periods=(), literal=literal)
        case _:
            return ask


def _literally(desk: Desk, ask: Apply, periods: tuple[Wanted, ...]) -> Binding | None:
    """The words taken as a line's own name, where the filing has just that line ("income taxes, net of benefit")."""
    if ask.literal is None or ask.operation is Operation.PERCENT_CHANGE:
        return None
    only = ask.arguments[0]
    if len(ask.arguments) == 1 and isinstance(only, Metric) and stems(only.phrase) == stems(ask.literal.phrase):
        return None
    wanted: tuple[Wanted, ...] = ask.literal.periods or periods
    if len(wanted) > 1:
        return None
    for bound in bindings(desk, ask.literal, wanted, 3):
        kind = bound.facts[-1].kind
        if ask.operation in {Operation.SHARE, Operation.DIVIDE} and is_currency(bound.series.unit):
            continue
        if ask.operation is Operation.CHANGE and kind == "percent_change":
            continue
        if bound.match.covered >= 0.97 and bound.match.precise >= 0.9 and _same_words(ask.literal, bound):
            return bound
        printed = ask.operation is Operation.SHARE and bound.series.unit == PERCENT
        if printed and bound.match.covered >= 0.75 and bound.match.precise >= 0.9:
            return bound
    return None


def _same_words(metric: Metric, bound: Binding) -> bool:
    """Whether every word of the phrase stands in the line itself, and not only in what is around it."""
    own = set(bound.series.words) | set(bound.series.entity) | bound.series.heads
    from bot.lexicon import all_stems

    return set(stems(metric.phrase)) <= own | set(all_stems(bound.series.label))


# Changes


def _changed(desk: Desk, draft: Draft, ask: Apply, periods: tuple[Wanted, ...]) -> Made:
    inner = ask.arguments[0]
    new, old = _ends(desk, draft, inner, periods, since=ask.sense == "since")
    if new.facts and old.facts and {new.facts[0].origin, old.facts[0].origin} == {"prose", "table"}:
        raise Unbound(first_metric(inner), periods, "the two are not given alike, one in a table and one in words")
    if new.name == old.name:
        raise Unbound(first_metric(inner), periods, "there is no other period to compare with")
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
    what = "Change in" if operation is Operation.CHANGE else "Percentage change in"
    return Made(draft.step(operation, (new.name, old.name)), f"{what} {new.label}", new.facts)


def _ends(
    desk: Desk, draft: Draft, inner: Ask, periods: tuple[Wanted, ...], *, since: bool = False
) -> tuple[Made, Made]:
    """The value at the later and at the earlier of two periods. since: one period alone is what it is measured from."""
    distinct = _with_reported(desk, _anchored(desk, _distinct(periods)))
    if since and len(distinct) == 1 and isinstance(inner, Metric):
        bound = bind(desk, inner, distinct)
        newest = latest([f for f in bound.series.facts if alike(f, bound.facts[0])], desk.calendar) if bound else None
        if bound is not None and newest is not None and newest.period is not None and newest.id != bound.facts[0].id:
            distinct = (*distinct, newest.period)
    if len(distinct) >= 2:
        ordered = _ordered(desk, distinct)
        if isinstance(inner, Metric):
            return _metric_at_two(desk, draft, inner, ordered[-1], ordered[0])
        new = value_of(desk, draft, inner, (ordered[-1],))
        return new, value_of(desk, draft, inner, (ordered[0],))
    if isinstance(inner, Metric):
        return _metric_and_before(desk, draft, inner, distinct)
    new = value_of(desk, draft, inner, distinct)
    if not new.facts or new.facts[0].period is None:
        raise Unbound(first_metric(inner), distinct)
    sequential = _sequential(desk)
    series = desk.index.by_fact[new.facts[0].id]
    old_fact = before(series, new.facts[0], desk.calendar, sequential=sequential)
    if old_fact is None or old_fact.period is None:
        raise Unbound(first_metric(inner), distinct)
    return new, value_of(desk, draft, inner, (old_fact.period,))


def _anchored(desk: Desk, periods: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """Read "a year earlier" beside an explicit period is a year before that one."""
    leaning = {*_BASES, "same"} if len(periods) > 1 else _BASES
    explicit = [p for p in periods if not (isinstance(p, PeriodMention) and p.relation in leaning)]
    if not explicit:
        explicit = [p for p in periods if isinstance(p, PeriodMention) and p.relation == "same"]
    if not explicit or len(explicit) == len(periods):
        return periods
    anchor = period_of(explicit[-1])
    return tuple(_reckoned(p, anchor, desk) for p in periods)


def _reckoned(wanted: Wanted, anchor: Period, desk: Desk) -> Wanted:
    """Read "a year earlier" than an anchor, or "the same period of 2006" as it; any other period as it is."""
    if not isinstance(wanted, PeriodMention):
        return wanted
    if wanted.relation in _YEARS_BEFORE:
        return year_earlier(anchor, desk.calendar)
    if wanted.relation == "same":
        target = order_key(wanted.period, desk.calendar)
        for _ in range(8):
            if order_key(anchor, desk.calendar).year <= target.year:
                return anchor
            anchor = year_earlier(anchor, desk.calendar)
    return wanted


def _with_reported(desk: Desk, periods: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """A change "from a year earlier" or "sequentially" names only its base: it ends with the reported period."""
    only = periods[0] if len(periods) == 1 else None
    if not isinstance(only, PeriodMention) or only.relation not in _BASES:
        return periods
    months = desk.reading.months or months_in(only.period)
    for line in desk.index.series:
        fact = latest(
            [f for f in line.facts if f.period is not None and months_in(f.period) == months] or line.facts,
            desk.calendar,
        )
        if fact.period is None or fact.basis != "reported" or months_in(fact.period) != months:
            continue
        if order_key(fact.period, desk.calendar) == desk.record.period_end:
            if only.relation in _YEARS_BEFORE:
                return (fact.period, year_earlier(fact.period, desk.calendar))
            return (fact.period, only)
    return periods


def first_metric(ask: Ask) -> Metric:
    found = metrics_of(ask)
    return found[0] if found else Metric("that")


def _by_formula(desk: Desk, metric: Metric, wanted: Sequence[Wanted]) -> bool:
    """Whether a metric by name is to be computed, the filing having no line of its own for it."""
    if named(metric.phrase) is None:
        return False
    bound = bind(desk, metric, wanted)
    return bound is None or not (bound.match.covered >= SURE and bound.match.precise >= 0.7 and bound.score >= 0.85)


def _metric_at_two(desk: Desk, draft: Draft, metric: Metric, new: Wanted, old: Wanted) -> tuple[Made, Made]:
    bound = None if _by_formula(desk, metric, (old, new)) else bind(desk, metric, (old, new))
    if bound is None:
        parts = _two_things(desk, metric, (new,))
        if parts is not None:
            return _took(desk, draft, parts[0]), _took(desk, draft, parts[1])
        made = [value_of(desk, draft, metric, (when,)) for when in (new, old)]
        return made[0], made[1]
    bound = _in_full(desk, bound)
    _took(desk, draft, bound)
    label = _called(bound)
    draft_new = Made(draft.fact(bound.facts[1]), label, (bound.facts[1],))
    return draft_new, Made(draft.fact(bound.facts[0]), label, (bound.facts[0],))


def _metric_and_before(desk: Desk, draft: Draft, metric: Metric, wanted: tuple[Wanted, ...]) -> tuple[Made, Made]:
    """A metric at one period (or the latest), and what it is measured from."""
    found = [b for b in bindings(desk, metric, wanted) if b.match.covered >= 0.7]
    if found and found[0].match.precise < 0.8:
        parts = _two_things(desk, metric, wanted)
        if parts is not None and min(parts[0].score, parts[1].score) > found[0].score:
            return _took(desk, draft, parts[0]), _took(desk, draft, parts[1])
    if found and _sequential(desk) and found[0].facts[-1].period is not None:
        earlier = previous_quarter(found[0].facts[-1].period, desk.calendar)
        return _took(desk, draft, found[0]), value_of(desk, draft, metric, (earlier,))
    for bound in found[:4]:
        old = before(bound.series, bound.facts[-1], desk.calendar, sequential=_sequential(desk))
        if old is not None:
            made = _took(desk, draft, bound)
            if not wanted and len({end_of(f, desk.calendar) for f in bound.series.facts}) > 2:
                desk.assume("the latest period is compared with the one a year earlier")
            return made, Made(draft.fact(old), made.label, (old,))
    parts = _two_things(desk, metric, wanted)
    if parts is not None:
        return _took(desk, draft, parts[0]), _took(desk, draft, parts[1])
    if not found:
        formula = formula_program(desk, metric, wanted[0] if wanted else None)
        if formula is not None:
            return _formula_and_before(desk, draft, metric, formula)
        note_nearest(desk, metric)
    raise Unbound(metric, wanted, "" if not found else "there is no earlier period to compare with")


def _formula_and_before(desk: Desk, draft: Draft, metric: Metric, formula: Program) -> tuple[Made, Made]:
    facts = [leaf.fact for leaf in formula.leaves if leaf.fact is not None]
    main = next((fact for fact in facts if fact.period is not None), None)
    series = desk.index.by_fact.get(main.id) if main is not None else None
    old = before(series, main, desk.calendar, sequential=_sequential(desk)) if series and main else None
    if old is None or old.period is None:
        raise Unbound(metric, ())
    earlier = formula_program(desk, metric, old.period)
    if earlier is None:
        raise Unbound(metric, (old.period,))
    desk.confidences.append(0.8)
    new = Made(draft.graft(formula), formula.label, tuple(facts))
    return new, Made(draft.graft(earlier), earlier.label, tuple(facts))


def _sequential(desk: Desk) -> bool:
    return bool(
        re.search(
            r"sequential|quarter[- ]over[- ]quarter|\bqoq\b|previous quarter|prior quarter|preceding quarter",
            desk.reading.text.lower(),
        )
    )


def _years_between(desk: Desk, new: Made, old: Made) -> int:
    return max(1, end_of(new.facts[0], desk.calendar).year - end_of(old.facts[0], desk.calendar).year)


def _distinct(periods: Sequence[Wanted]) -> tuple[Wanted, ...]:
    found: list[Wanted] = []
    for one in periods:
        if all(period_of(one) != period_of(other) for other in found):
            found.append(one)
    return tuple(found)


def _ordered(desk: Desk, periods: Sequence[Wanted]) -> list[Wanted]:
    return sorted(periods, key=lambda one: order_key(period_of(one), desk.calendar))


# Averages, sums and the like over periods or things


def _over(desk: Desk, draft: Draft, ask: Apply, periods: tuple[Wanted, ...]) -> Made:
    inner = ask.arguments[0]
    label = {Operation.AVERAGE: "Average", Operation.ADD: "Total", Operation.MEDIAN: "Median"}.get(
        ask.operation, str(ask.operation).capitalize()
    )
    if ask.sense == "each":
        return _average_change(desk, draft, inner, periods)
    distinct = _stretched(desk, _distinct(periods))
    if ask.sense in _PARTS and len(distinct) <= 1:
        return _per_part(desk, draft, inner, distinct, ask.sense)
    if isinstance(inner, Metric):
        things = several_things(desk, inner, distinct[-1:] if len(distinct) <= 1 else distinct)
        if things is not None and len(distinct) <= 1:
            made = [_took(desk, draft, bound) for bound in things]
            name = draft.step(ask.operation, tuple(m.name for m in made))
            return Made(name, f"{label} of " + ", ".join(m.label for m in made), made[0].facts)
        if things is not None:
            return _over_both(desk, draft, ask, things, label)
        return _over_one(desk, draft, ask, inner, distinct, label)
    if len(distinct) >= 2:
        each = [value_of(desk, draft, inner, (when,)) for when in distinct]
        return Made(draft.step(ask.operation, tuple(m.name for m in each)), f"{label} {each[0].label}", each[-1].facts)
    return _over_expression(desk, draft, ask, inner, distinct, label)


_PARTS = {"monthly": 1, "quarterly": 3}


def _per_part(desk: Desk, draft: Draft, inner: Ask, periods: tuple[Wanted, ...], part: str) -> Made:
    """The average month or quarter of one longer period."""
    each = _parts_within(desk, inner, periods, _PARTS[part]) if isinstance(inner, Metric) else None
    if each is not None:
        names = tuple(draft.fact(fact) for fact in each)
        return Made(draft.step(Operation.AVERAGE, names), f"Average {part} {each[0].label}", each)
    whole = value_of(desk, draft, inner, periods)
    months = next((months_in(fact.period) for fact in whole.facts if fact.period is not None), 0)
    parts = months // _PARTS[part]
    if parts < 1:
        raise Unbound(first_metric(inner), periods, "it is not given for a stretch of time")
    if parts == 1:
        return whole
    count = draft.constant(Decimal(parts), "months in the period" if part == "monthly" else "quarters in the period")
    return Made(draft.step(Operation.DIVIDE, (whole.name, count)), f"Average {part} {whole.label}", whole.facts)


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
    each = [value_of(desk, draft, inner, (fact.period,)) for fact in facts if fact.period is not None]
    if not each:
        raise Unbound(metric, distinct)
    return Made(draft.step(ask.operation, tuple(m.name for m in each)), f"{label} {each[0].label}", each[-1].facts)


def _over_both(desk: Desk, draft: Draft, ask: Apply, things: list[Binding], label: str) -> Made:
    names: list[str] = []
    for bound in things:
        _took(desk, draft, bound)
        names.extend(draft.fact(fact) for fact in bound.facts)
    called = ", ".join(_called(bound) for bound in things)
    return Made(draft.step(ask.operation, tuple(names)), f"{label} of {called}", things[0].facts)


def _over_one(desk: Desk, draft: Draft, ask: Apply, inner: Metric, distinct: tuple[Wanted, ...], label: str) -> Made:
    """One metric over several periods; over all that its line has where none or "all" is asked."""
    if len(distinct) >= 2:
        bound = None if _by_formula(desk, inner, distinct) else bind(desk, inner, distinct)
        if bound is None:
            each = [value_of(desk, draft, inner, (when,)) for when in distinct]
            return Made(
                draft.step(ask.operation, tuple(m.name for m in each)), f"{label} {each[0].label}", each[-1].facts
            )
        made = _took(desk, draft, bound)
        names = tuple(draft.fact(fact) for fact in bound.facts)
        return Made(draft.step(ask.operation, names), f"{label} {made.label}", bound.facts)
    bound = bind(desk, inner, distinct)
    if bound is None:
        return _otherwise(desk, draft, inner, distinct)
    made = _took(desk, draft, bound)
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


def _stretched(desk: Desk, periods: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """The years between two that are named as a range, put in."""
    ends = [p for p in periods if isinstance(p, PeriodMention) and p.range]
    if len(periods) != 2 or len(ends) != 2:
        return periods
    first, last = (fiscal_label(period_of(p), desk.calendar) for p in periods)
    if first is None or last is None or first.part or last.part:
        return periods
    low, high = sorted((first.fiscal_year, last.fiscal_year))
    between = [replace(first, fiscal_year=year) for year in range(low + 1, high)]
    return (periods[0], *between, periods[1]) if len(between) < 20 else periods


def _average_change(desk: Desk, draft: Draft, inner: Ask, periods: tuple[Wanted, ...]) -> Made:
    """The average of the changes from each period to the next."""
    metric = first_metric(inner)
    bound = bind(desk, metric, ())
    if bound is None:
        raise Unbound(metric, periods)
    facts = [fact for fact in in_order(bound.series.facts, desk.calendar) if alike(fact, bound.facts[0])]
    wanted = [fact for one in _stretched(desk, _distinct(periods)) if (fact := _of(bound, one, desk)) is not None]
    facts = in_order(wanted, desk.calendar) if len(wanted) > 1 else facts
    made = _took(desk, draft, bound)
    steps = [draft.step(Operation.CHANGE, (draft.fact(new), draft.fact(old))) for old, new in pairwise(facts)]
    if not steps:
        raise Unbound(metric, periods)
    return Made(draft.step(Operation.AVERAGE, tuple(steps)), f"Average change in {made.label}", tuple(facts))


def _of(bound: Binding, wanted: Wanted, desk: Desk) -> Fact | None:
    found = fact_at(bound.series, wanted, desk.calendar)
    return found[0] if found else None


def _midpoint(desk: Desk, draft: Draft, inner: Ask, periods: tuple[Wanted, ...]) -> Made:
    metric = first_metric(inner)
    ends = range_ends(desk, metric, periods)
    if ends is None:
        raise Unbound(metric, periods, "no range is given for it")
    low, high = ends
    desk.confidences.append(0.9)
    name = draft.step(Operation.MIDPOINT, (draft.fact(low), draft.fact(high)))
    return Made(name, f"Midpoint of {low.label}", (low, high))


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
    draft = Draft()
    ends = []
    for facts in (new, old):
        names = tuple(draft.fact(fact) for fact in sorted(facts, key=lambda fact: fact.value))
        ends.append(draft.step(Operation.MIDPOINT, names) if len(names) > 1 else names[0])
    what = "the midpoint of guidance for" if len(new) > 1 else "guidance for"
    result = draft.step(Operation.CHANGE, tuple(ends))
    return draft.program(result, f"Change in {what} {new[0].label}")


# Two metrics


_JOINTS = re.compile(r",\s*(?:and\s+)?|\s+(?:and|plus|&|versus|vs\.?|compared to|or)\s+")


def several_things(desk: Desk, metric: Metric, wanted: tuple[Wanted, ...]) -> list[Binding] | None:
    """The lines that a phrase names one by one ("a, b and c"); None where the phrase is better taken whole."""
    parts = [part for part in _JOINTS.split(metric.phrase) if part and stems(part)]
    if len(parts) < 2:
        return None
    whole = bindings(desk, metric, wanted, 1)
    one_line = bool(whole) and bool(_JOINTS.search(f" {whole[0].series.label.lower()} "))
    if one_line and whole[0].match.covered >= SURE and whole[0].match.precise >= 0.85:
        return None
    best: list[Binding] | None = None
    for split in _splits(metric.phrase):
        found = [_part(desk, metric, part, split, wanted) for part in split]
        if any(bound is None for bound in found):
            continue
        bounds = [bound for bound in found if bound is not None]
        if len({bound.series.key for bound in bounds}) < len(bounds):
            continue
        if best is None or min(b.score for b in bounds) > min(b.score for b in best):
            best = bounds
    if best is None or (one_line and whole[0].score > min(b.score for b in best) + 0.02):
        return None
    if (
        whole
        and not one_line
        and (min(b.match.precise for b in best) < 0.8 or min(b.match.covered for b in best) < SURE)
    ):
        return None
    return best


def _splits(phrase: str) -> list[tuple[str, ...]]:
    """Ways to cut a phrase at its joints: at every one, or at one alone."""
    joints = list(_JOINTS.finditer(phrase))[:6]
    cuts: list[tuple[str, ...]] = []
    for mask in range(1, 1 << len(joints)):
        parts, at = [], 0
        for number, joint in enumerate(joints):
            if mask >> number & 1:
                parts.append(phrase[at : joint.start()])
                at = joint.end()
        parts.append(phrase[at:])
        if all(stems(part) for part in parts):
            cuts.append(tuple(parts))
    return sorted(cuts, key=len, reverse=True)[:24]


def _part(desk: Desk, metric: Metric, part: str, split: tuple[str, ...], wanted: tuple[Wanted, ...]) -> Binding | None:
    """A part of an enumeration, which may leave a word to the last part ("domestic and international rates")."""
    best = _at_least(bindings(desk, Metric(part, (), metric.context), wanted, 1))
    if part != split[-1]:
        tail = split[-1].split()
        for count in range(1, min(4, len(tail))):
            fuller = _at_least(bindings(desk, Metric(" ".join((part, *tail[-count:])), (), metric.context), wanted, 1))
            if fuller and (best is None or fuller.score > best.score + 0.05):
                best = fuller
    elif len(split[0].split()) > 1:
        head = split[0].split()
        for count in range(1, min(5, len(head))):
            fuller = _at_least(bindings(desk, Metric(" ".join((*head[:count], part)), (), metric.context), wanted, 1))
            if fuller and (best is None or fuller.score > best.score + 0.05):
                best = fuller
    return best


def _at_least(found: list[Binding]) -> Binding | None:
    return found[0] if found and found[0].match.covered >= 0.7 and found[0].score >= 0.55 else None


def _two_things(desk: Desk, metric: Metric, wanted: tuple[Wanted, ...]) -> tuple[Binding, Binding] | None:
    things = several_things(desk, metric, wanted)
    return (things[0], things[1]) if things is not None and len(things) == 2 else None


def _joined(desk: Desk, draft: Draft, ask: Apply, periods: tuple[Wanted, ...]) -> Made:
    """An operation over two or more expressions."""
    first, second = ask.arguments[0], ask.arguments[-1]
    if ask.sense == "apart" and isinstance(first, Metric) and isinstance(second, Metric):
        both = (*first.periods, *second.periods)
        if len(_distinct(both)) == 2 and stems(first.phrase) == stems(second.phrase):
            return _changed(desk, draft, Apply(Operation.CHANGE, (replace(first, periods=()),)), both)
    if isinstance(first, Metric) and isinstance(second, Metric) and len(ask.arguments) == 2:
        made = list(_pair(desk, draft, ask, first, second, periods))
    else:
        made = [value_of(desk, draft, argument, periods) for argument in ask.arguments]
    if ask.sense == "apart" and _is_less(draft, made):
        made.reverse()
    name = draft.step(ask.operation, tuple(m.name for m in made))
    return Made(name, _joint_label(ask, made), next((m.facts for m in made if m.facts), ()))


def _is_less(draft: Draft, made: list[Made]) -> bool:
    """How far two plain figures are apart is the larger less the smaller."""
    values = [next((leaf.fact.value for leaf in draft.leaves if leaf.name == m.name and leaf.fact), None) for m in made]
    return len(values) == 2 and None not in values and values[0] < values[1]  # type: ignore[operator]


def _joint_label(ask: Apply, made: list[Made]) -> str:
    words = {
        Operation.SHARE: "as a share of",
        Operation.DIVIDE: "divided by",
        Operation.SUBTRACT: "less",
        Operation.ADD: "plus",
        Operation.MULTIPLY: "times",
        Operation.PERCENT_CHANGE: "against",
    }
    return f" {words.get(ask.operation, str(ask.operation))} ".join(m.label for m in made)


def _pair(
    desk: Desk, draft: Draft, ask: Apply, first: Metric, second: Metric, periods: tuple[Wanted, ...]
) -> tuple[Made, Made]:
    """Two metrics that belong together: from one table and for one period, where the words allow."""
    when_a, when_b = first.periods or periods, second.periods or periods
    if not when_a and when_b and not first.periods:
        when_a = when_b
    if not when_b and when_a and not second.periods:
        when_b = when_a
    lines_a = _lines(desk, first, second, when_a[-1:])
    lines_b = _lines(desk, second, first, when_b[-1:])
    best: tuple[float, Binding, Binding] | None = None
    for a in lines_a[:8]:
        for b in lines_b[:8]:
            if a.facts[-1].id == b.facts[-1].id:
                continue
            score = a.score * b.score * _together(a, b, when_a == when_b, ask.operation)
            if best is None or score > best[0]:
                best = (score, a, b)
    if best is None or min(best[1].match.covered, best[2].match.covered) < 0.6:
        return value_of(desk, draft, first, periods), value_of(desk, draft, second, periods)
    a, b = best[1], best[2]
    if not when_a and not when_b:
        b = _same_time(desk, a, b)
    return _took(desk, draft, a), _took(desk, draft, b)


def _lines(desk: Desk, metric: Metric, other: Metric, wanted: tuple[Wanted, ...]) -> list[Binding]:
    """Lines for one of a pair; words that the pair shares may stand with the other only."""
    found = [b for b in bindings(desk, metric, wanted) if is_it(b, 0.6)]
    if found and found[0].match.covered >= SURE and found[0].match.precise >= 0.7:
        return found
    tail = other.phrase.split()
    for count in range(1, min(4, len(tail) + 1)):
        for phrase in (" ".join((metric.phrase, *tail[-count:])), " ".join((*tail[:count], metric.phrase))):
            fuller = [b for b in bindings(desk, Metric(phrase, (), metric.context), wanted) if b.match.covered >= 0.8]
            found.extend(replace(b, score=b.score * 0.95) for b in fuller[:4] if b.match.covered >= SURE)
    found.sort(key=lambda b: -b.score)
    return found


def _together(a: Binding, b: Binding, same_when: bool, operation: Operation) -> float:
    one, two = a.facts[-1], b.facts[-1]
    factor = 1.0
    if one.table is not None and one.table == two.table:
        factor *= 1.08
    if same_when and one.period != two.period and not alike(one, two):
        factor *= 0.97
    if operation in {Operation.SHARE, Operation.SUBTRACT, Operation.ADD} and one.unit != two.unit:
        factor *= 0.5
    return factor


def _same_time(desk: Desk, a: Binding, b: Binding) -> Binding:
    """The second of a pair at the first one's period, where it has it."""
    when = a.facts[-1].period
    if when is None or b.facts[-1].period == when:
        return b
    found = fact_at(b.series, when, desk.calendar)
    return replace(b, facts=(found[0],)) if found else b


def latest_of(desk: Desk, bound: Binding) -> Fact:
    return latest(bound.series.facts, desk.calendar)
