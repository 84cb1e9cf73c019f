"""Plans figures: an expression over metric phrases becomes a program over facts of the filing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.lexicon import LIGHT_STEMS, QUALIFIER_STEMS, stem, stems
from bot.numbers.formulas import Formula, exact_formula
from bot.plan import Operation, Program
from bot.planner.asked_periods import distinct_periods
from bot.planner.binding import SURE, Binding, Desk, bind, bindings, candidates, note_nearest, undated
from bot.planner.changes import change_of, stated_change
from bot.planner.draft import Draft
from bot.planner.formulas import formula_of_part, formula_program, line_by_parts, named
from bot.planner.over_periods import midpoint_of, over_periods
from bot.planner.pairs import (
    are_apart,
    at_same_time,
    fit_together,
    is_both,
    is_less,
    is_unmeasured,
    joint_label,
    lines_for,
)
from bot.planner.printed import printed
from bot.planner.shares import astray, composed, of_another_part, of_column, told_as_share
from bot.planner.taking import Made, Unbound, first_metric, name_of, take
from bot.planner.timing import (
    Wanted,
    end_asked,
    period_of,
)
from bot.planner.totals import added_up
from bot.question.reading import Apply, Ask, Earlier, Metric, Number, metrics_of
from index.facts import Fact
from index.quantity import PERCENT, is_currency


def program_of(desk: Desk, ask: Ask, wanted: Sequence[Wanted] = ()) -> Program:
    """A program for an expression. wanted: periods inherited where the expression names none. Raises Unbound."""
    draft = Draft()
    made = value_of(desk, draft, ask, tuple(wanted))
    reading = desk.reading
    program = draft.program(
        made.name, made.label, unit=_unit(desk, ask), scale=reading.scale, decimals=reading.decimals
    )
    if _of_two_scales(program.facts):
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
    if desk.reading.unit and isinstance(ask, Earlier) and ask.back <= len(desk.reading.earlier):
        steps = desk.reading.earlier[ask.back - 1].steps
        return desk.reading.unit if steps and steps[-1].operation in {Operation.DIVIDE, Operation.SHARE} else ""
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
            return Made(draft.graft(program), program.label, program.facts)


def _metric(desk: Desk, draft: Draft, metric: Metric, wanted: tuple[Wanted, ...]) -> Made:
    """One metric at one period (the last of several named), looked up, by formula, or derived."""
    one = wanted[-1:]
    bound = bind(desk, metric, one)
    called = named(metric.phrase)
    own_words = bound is not None and bound.match.covered >= SURE and bound.match.precise >= 0.7 and bound.score >= 0.7
    if called is not None and (not own_words or _is_amount_for_rate(called, metric, bound)):
        own = printed(desk, called, metric, bound, one)
        if own is not None:
            return take(desk, draft, own)
        formula = formula_program(desk, metric, one[0] if one else None)
        if formula is not None:
            desk.confidences.append(0.85)
            return Made(draft.graft(formula), formula.label, formula.facts)
        if bound is None and one and (derived := _derived(desk, metric, one[0])) is not None:
            desk.confidences.append(0.85)
            return Made(draft.graft(derived), derived.label, derived.facts)
        if bound is None or bound.score < 0.7 or exact_formula(metric.phrase) is not None:
            raise Unbound(metric, one, desk.why, named=True)
    if bound is None:
        part = formula_of_part(desk, metric, one[0] if one else None)
        if part is not None:
            desk.confidences.append(0.8)
            return Made(draft.graft(part), part.label, part.facts)
        return other_ways(desk, draft, metric, one)
    whole = added_up(desk, draft, metric, one, bound) if "total" in stems(metric.phrase) else None
    return whole or take(desk, draft, bound)


def _is_amount_for_rate(called: Formula, metric: Metric, bound: Binding | None) -> bool:
    """Whether a metric that is a percentage is met by a line of money under another name ("gross margin", Gross profit)."""
    if bound is None or called.unit != PERCENT or not is_currency(bound.facts[-1].unit):
        return False
    return not set(stems(metric.phrase)) <= set(stems(bound.series.label))


def other_ways(desk: Desk, draft: Draft, metric: Metric, one: tuple[Wanted, ...]) -> Made:
    """A metric that no line gives for the period: a sum of lines, derived from other periods, undated, or not to be had."""
    added = added_up(desk, draft, metric, one)
    if added is not None:
        return added
    if one:
        derived = _derived(desk, metric, one[0])
        if derived is not None:
            desk.confidences.append(0.85)
            return Made(draft.graft(derived), derived.label, derived.facts)
        loose = undated(desk, metric) if not _is_to_come(desk, one[0]) else None
        if loose is not None:
            desk.confidences.append(0.7)
            return Made(draft.fact(loose.facts[0]), name_of(loose), loose.facts)
    note_nearest(desk, metric)
    raise Unbound(metric, one)


def _is_to_come(desk: Desk, wanted: Wanted) -> bool:
    """Whether a period asked for ended after all that the filing reports on: no figure of it without a date is of that."""
    end = end_asked(wanted, desk.calendar)
    return end is not None and desk.record.period_end is not None and end - desk.record.period_end > _MONTH


_MONTH = timedelta(days=35)


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
        return take(desk, draft, taken)
    own_name = line_named(desk, ask)
    if own_name is not None:
        return value_of(desk, draft, own_name, periods)
    if len(ask.arguments) == 1:
        inner = ask.arguments[0]
        within = tuple(p for metric in metrics_of(inner) for p in metric.periods)
        if within and (isinstance(inner, Metric) or (not ask.periods and len(distinct_periods(within)) > 1)):
            periods = within
            inner = _without_periods(inner)
        match ask.operation:
            case Operation.CHANGE | Operation.PERCENT_CHANGE | Operation.CAGR:
                printed = _growth_printed(desk, ask.operation, inner, periods)
                if printed is not None:
                    return take(desk, draft, printed)
                return _changed(desk, draft, replace(ask, arguments=(inner,)), periods)
            case Operation.MIDPOINT:
                return midpoint_of(desk, draft, inner, periods)
            case _:
                return over_periods(desk, draft, replace(ask, arguments=(inner,)), periods)
    return _joined(desk, draft, ask, periods)


def _changed(desk: Desk, draft: Draft, ask: Apply, periods: tuple[Wanted, ...]) -> Made:
    """A change of two values; or as the filing states it, where no periods are named or it does not give both values."""
    told = stated_change(desk, draft, ask, periods) if not distinct_periods(periods) else None
    if told is not None:
        return told
    try:
        return change_of(desk, draft, ask, periods)
    except Unbound:
        stated = stated_change(desk, draft, ask, periods)
        if stated is None:
            raise
        return stated


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
        if own and match.covered >= 0.9 and match.precise >= (0.5 if match.covered >= 0.97 else 0.65):
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
    for bound in bindings(desk, ask.literal, wanted, 8):
        kind = bound.facts[-1].kind
        if ask.operation in {Operation.SHARE, Operation.DIVIDE} and is_currency(bound.series.unit):
            continue
        if ask.operation is Operation.CHANGE and kind == "percent_change":
            continue
        if bound.match.covered >= 0.97 and bound.match.precise >= 0.9 and _same_words(ask.literal, bound):
            return bound
        if bound.match.covered >= 0.9 and bound.match.precise >= 0.97 and _named_for_it(ask, bound):
            return bound
        if told_as_share(ask, bound) or composed(desk, ask, bound):
            return bound
        part = ask.arguments[0]
        named = not isinstance(part, Metric) or _says_all(part, bound)
        printed = ask.operation is Operation.SHARE and bound.series.unit == PERCENT and named
        printed = printed and not of_another_part(ask, bound) and not _is_whole(ask, bound)
        if printed and bound.match.covered >= 0.75 and bound.match.precise >= 0.85:
            return bound
    return None


_IS_GROWTH = re.compile(
    r"(?:%|\bpercent(?:age)?) (?:change|increase)|\bgrowth\b|\b(?:comparable|same)[- ](?:store |restaurant |unit )*(?:sales|store)|\blike[- ]for[- ]like",
    re.IGNORECASE,
)


def _growth_printed(desk: Desk, operation: Operation, inner: Ask, periods: tuple[Wanted, ...]) -> Binding | None:
    """The line that is itself a growth in percent ("Comparable sales (% change)"), asked by how much it grew in one period."""
    if operation is Operation.CAGR or not isinstance(inner, Metric) or len(distinct_periods(periods)) > 1:
        return None
    if _IS_GROWTH.search(inner.phrase) and "growth" in stems(inner.phrase):
        return None
    asked = set(stems(inner.phrase))
    for bound in bindings(desk, inner, periods, 8):
        if bound.match.covered < SURE or not asked <= set(bound.series.words):
            continue
        if bound.series.unit != PERCENT:
            return None
        if _IS_GROWTH.search(f"{bound.series.label} {bound.series.entity_text}"):
            return bound
    return None


def _same_words(metric: Metric, bound: Binding) -> bool:
    """Whether every word of the phrase stands in the line itself, and not only in what is around it."""
    own = set(bound.series.words) | set(bound.series.entity) | bound.series.heads
    from bot.lexicon import all_stems

    return set(stems(metric.phrase)) <= own | set(all_stems(bound.series.label))


def _named_for_it(ask: Apply, bound: Binding) -> bool:
    """Whether the words read as an operation ("drop") stand in a line's own label, of which the question says all."""
    if ask.literal is None:
        return False
    said = set(stems(ask.literal.phrase))
    operating = said.difference(*(stems(metric.phrase) for metric in metrics_of(ask)))
    own = set(stems(bound.series.label))
    return bool(operating) and operating <= own <= said


def _says_all(part: Metric, bound: Binding) -> bool:
    """Whether a line of percentages says of what part they are: every telling word of it, or the heading over it does."""
    own = set(bound.series.all_words) | bound.series.heads
    telling = set(stems(part.phrase)) - LIGHT_STEMS
    return telling <= own


def _is_whole(ask: Apply, bound: Binding) -> bool:
    """Whether a line of percentages is called what the whole is, and so is all of itself ("Revenue 100.0%")."""
    part, whole = ask.arguments[0], ask.arguments[-1]
    if not (isinstance(part, Metric) and isinstance(whole, Metric)):
        return False
    own, all_of = set(stems(bound.series.label)), set(stems(whole.phrase))
    return bool(own) and own <= all_of | QUALIFIER_STEMS and not set(stems(part.phrase)) <= all_of


def _joined(desk: Desk, draft: Draft, ask: Apply, periods: tuple[Wanted, ...]) -> Made:
    """An operation over two or more expressions."""
    first, second = ask.arguments[0], ask.arguments[-1]
    if ask.sense == "apart" and isinstance(first, Metric) and isinstance(second, Metric):
        both = (*first.periods, *second.periods)
        if len(distinct_periods(both)) == 2 and stems(first.phrase) == stems(second.phrase):
            return change_of(desk, draft, Apply(Operation.CHANGE, (replace(first, periods=()),)), both)
    if isinstance(first, Metric) and isinstance(second, Metric) and len(ask.arguments) == 2:
        made = list(_pair(desk, draft, ask, first, second, periods))
    else:
        # what names no period of its own is of the period that the other names
        named_once = next((metric.periods for metric in metrics_of(ask) if metric.periods), ())
        made = [value_of(desk, draft, argument, periods or named_once) for argument in ask.arguments]
    metrics = metrics_of(ask)  # none where figures of earlier answers are set beside each other, as the asker chose
    undated = metrics and not periods and not any(metric.periods for metric in metrics)
    if undated and ask.operation is Operation.SHARE and are_apart([m.facts[-1] for m in made if m.facts]):
        raise Unbound(metrics[0], (), "the two figures are of different times")
    if ask.sense == "apart" and is_less(draft, made):
        made.reverse()
    name = draft.step(ask.operation, tuple(m.name for m in made))
    return Made(name, joint_label(ask, made), next((m.facts for m in made if m.facts), ()))


def _only_by_formula(metric: Metric, other: Metric, lines: Sequence[Binding]) -> bool:
    """Whether a name that a formula has is no line's own ("total liabilities" above lines of liabilities and equity)."""
    if exact_formula(metric.phrase) is None and not line_by_parts(metric.phrase):
        return False
    asked = set(stems(metric.phrase))
    own = [line for line in lines[:3] if not is_both(line, metric, other) and line.series.totals <= asked]
    return not any(asked <= set(stems(line.series.label)) for line in own)


def _pair(
    desk: Desk, draft: Draft, ask: Apply, first: Metric, second: Metric, periods: tuple[Wanted, ...]
) -> tuple[Made, Made]:
    """Two metrics that belong together: from one table and for one period, where the words allow."""
    when_a, when_b = first.periods or periods, second.periods or periods
    if not when_a and when_b and not first.periods:
        when_a = when_b
    if not when_b and when_a and not second.periods:
        when_b = when_a
    if stems(first.phrase) == stems(second.phrase) and when_a == when_b:
        raise Unbound(first, when_a, "it is set against itself", named=True)
    lines_a = lines_for(desk, first, second, when_a[-1:])
    lines_b = lines_for(desk, second, first, when_b[-1:])
    whole = of_column(desk, draft, second, lines_a[:8]) if ask.operation is Operation.SHARE and not ask.sense else None
    if whole is not None:
        return whole
    if _only_by_formula(first, second, lines_a) or _only_by_formula(second, first, lines_b):
        return value_of(desk, draft, first, when_a), value_of(desk, draft, second, when_b)
    best: tuple[float, Binding, Binding] | None = None
    unmeasured = False
    for a in lines_a[:8]:
        for b in lines_b[:8]:
            if ask.operation is Operation.SHARE and is_unmeasured(a, b, first, second):
                unmeasured = True
                continue
            if a.facts[-1].id == b.facts[-1].id or (
                ask.operation is Operation.SHARE and astray(desk, a, b, first, second)
            ):
                continue
            score = a.score * b.score * fit_together(a, b, when_a == when_b, ask.operation)
            if best is None or score > best[0]:
                best = (score, a, b)
    if best is None and unmeasured:
        raise Unbound(first, when_a, f"no line gives {second.phrase} of it")
    if best is None or min(best[1].match.covered, best[2].match.covered) < 0.6:
        part, other = value_of(desk, draft, first, when_a), value_of(desk, draft, second, when_b)
        if part.facts == other.facts and not second.periods and "total" in stems(second.phrase):
            other = value_of(desk, draft, second, ())  # the total of all periods, of which the part is one
        return part, other
    a, b = best[1], best[2]
    if not when_a and not when_b:
        b = at_same_time(desk, a, b)
    return take(desk, draft, a), take(desk, draft, b)
