"""Shares of a part: of its own column's total, as a sentence tells it, and never a margin under another name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.lexicon import LIGHT_STEMS, stems
from bot.plan import Operation
from bot.planner.binding import Binding, Desk
from bot.planner.draft import Draft
from bot.planner.taking import Made, take
from bot.question.reading import Apply, Metric, metrics_of
from index.quantity import PERCENT

_QUOTIENT = re.compile(r"(?P<part>[^/]{2,60}?)\s*/\s*(?P<whole>[^/]{2,60})")


def of_another_part(ask: Apply, bound: Binding) -> bool:
    """Whether a line or its column is a quotient by name ("EBIT / Sales %") of a part or a whole that was not asked for."""
    first = ask.arguments[0]
    part = set(stems(first.phrase)) if isinstance(first, Metric) else set()
    asked = part | {word for metric in metrics_of(ask) for word in stems(metric.phrase)}
    for name in (bound.series.label, bound.series.entity_text):
        quotient = _QUOTIENT.search(name)
        if quotient is None:
            continue
        above, below = (set(stems(quotient[which])) - LIGHT_STEMS - {"percent"} for which in ("part", "whole"))
        if not above <= part or not below <= asked:
            return True
    return False


_OF_WHAT = " as a percentage of "


def told_as_share(ask: Apply, bound: Binding) -> bool:
    """Whether a sentence gives just the share asked for ("the bonus will be 50% of salary"): its part, of its whole."""
    fact = bound.facts[-1]
    part, _, whole = fact.label.partition(_OF_WHAT)
    first, second = ask.arguments[0], ask.arguments[-1]
    if fact.kind != "percent_of" or ask.operation is not Operation.SHARE or not whole:
        return False
    if not (isinstance(first, Metric) and isinstance(second, Metric)):
        return False
    wanted = [word for word in stems(first.phrase) if word not in LIGHT_STEMS]
    around = set(stems(part)) | bound.series.context
    return (
        bool(wanted)
        and wanted[-1] in stems(part)
        and set(wanted) <= around
        and set(stems(second.phrase)) <= set(stems(whole))
    )


def composed(desk: Desk, ask: Apply, bound: Binding) -> bool:
    """Whether a line is the part's own row in a column of percentages of the whole, which add up to all of it."""
    part, whole = ask.arguments[0], ask.arguments[-1]
    series, fact = bound.series, bound.facts[-1]
    if ask.operation is not Operation.SHARE or series.unit != PERCENT or fact.table is None:
        return False
    if not (isinstance(part, Metric) and isinstance(whole, Metric)) or fact.kind not in {"value", "percent_of"}:
        return False
    named = set(series.words) - LIGHT_STEMS == set(stems(part.phrase)) - LIGHT_STEMS
    column = [line for line in desk.index.by_table[fact.table] if line.entity == series.entity]
    return (
        named
        and bool(series.entity)
        and set(series.entity) - _IN_UNITS == set(stems(whole.phrase))
        and any(one.value == _ALL and one.period == fact.period for line in column for one in line.facts)
    )


_ALL = Decimal(100)
_IN_UNITS = frozenset({"million", "thousand", "billion", "percent"})


def astray(desk: Desk, part: Binding, whole: Binding, first: Metric, second: Metric) -> bool:
    """Whether a share would be of another column of the part's own row: "Gadgets' share of net sales" is no margin.

    The column names the metric, which the part leaves to the whole to say; the whole is not the part's own row again.
    """
    series, asked = part.series, set(stems(second.phrase))
    table = series.facts[0].table
    if table is None or set(series.entity) & set(stems(first.phrase)):
        return False
    row = (line for line in desk.index.by_table[table] if line.label == series.label and line.unit != PERCENT)
    meant = [line.key for line in row if line.entity and set(line.entity) - _IN_UNITS <= asked]
    if meant and series.key not in meant:
        return True
    same_row = whole.series.label == series.label and whole.series.facts[0].table == table
    return same_row and bool(set(stems(series.label)) - asked)


def of_column(desk: Desk, draft: Draft, second: Metric, lines: Sequence[Binding]) -> tuple[Made, Made] | None:
    """A part's own figure in the column that the whole names, and the total of that column; None where a table has no such two."""
    asked = set(stems(second.phrase))
    for part in lines:
        series, fact = part.series, part.facts[-1]
        if fact.table is None or not series.entity or not set(series.entity) - _IN_UNITS <= asked:
            continue
        column = [line for line in desk.index.by_table[fact.table] if line.entity == series.entity]
        totals = [one for line in column if "total" in line.words for one in line.facts if one.period == fact.period]
        if len(totals) == 1 and totals[0].id != fact.id and totals[0].unit == fact.unit:
            return take(desk, draft, part), Made(
                draft.fact(totals[0]), desk.index.by_fact[totals[0].id].name, (totals[0],)
            )
    return None
