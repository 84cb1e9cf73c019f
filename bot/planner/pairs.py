"""Two lines that belong together in a ratio, a share or a difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.lexicon import stems
from bot.plan import Operation
from bot.planner.binding import SURE, Binding, Desk, bindings, is_it
from bot.planner.draft import Draft
from bot.planner.neighbours import measures
from bot.planner.taking import Made
from bot.planner.timing import (
    Wanted,
    alike,
    fact_at,
)
from bot.question.reading import Apply, Metric
from index.facts import Fact
from index.period import period_end


def is_less(draft: Draft, made: list[Made]) -> bool:
    """How far two plain figures are apart is the larger less the smaller."""
    values = [next((leaf.fact.value for leaf in draft.leaves if leaf.name == m.name and leaf.fact), None) for m in made]
    return len(values) == 2 and None not in values and values[0] < values[1]  # type: ignore[operator]


def joint_label(ask: Apply, made: list[Made]) -> str:
    words = {
        Operation.SHARE: "as a share of",
        Operation.DIVIDE: "divided by",
        Operation.SUBTRACT: "less",
        Operation.ADD: "plus",
        Operation.MULTIPLY: "times",
        Operation.PERCENT_CHANGE: "against",
    }
    return f" {words.get(ask.operation, str(ask.operation))} ".join(m.label for m in made)


def lines_for(desk: Desk, metric: Metric, other: Metric, wanted: tuple[Wanted, ...]) -> list[Binding]:
    """Lines for one of a pair; words that the pair shares may stand with the other only."""
    found = [b for b in bindings(desk, metric, wanted) if is_it(b, 0.6) and not is_both(b, metric, other)]
    if found and found[0].match.covered >= SURE and found[0].match.precise >= 0.7:
        return found
    tail = other.phrase.split()
    for count in range(1, min(4, len(tail) + 1)):
        for phrase in (" ".join((metric.phrase, *tail[-count:])), " ".join((*tail[:count], metric.phrase))):
            fuller = [b for b in bindings(desk, Metric(phrase, (), metric.context), wanted) if b.match.covered >= 0.8]
            found.extend(
                replace(b, score=b.score * 0.95)
                for b in fuller[:4]
                if b.match.covered >= SURE and not is_both(b, metric, other)
            )
    found.sort(key=lambda b: -b.score)
    return found


def is_both(bound: Binding, metric: Metric, other: Metric) -> bool:
    """Whether a line is the two of a pair in one ("Liabilities and equity"), and so neither of them."""
    one, two = set(stems(metric.phrase)), set(stems(other.phrase))
    label = bound.series.label.lower()
    return " and " in label and not one <= two and not two <= one and one | two <= set(stems(label))


def fit_together(a: Binding, b: Binding, same_when: bool, operation: Operation) -> float:
    one, two = a.facts[-1], b.facts[-1]
    factor = 1.0
    if one.table is not None and one.table == two.table:
        factor *= 1.08
    if same_when and one.period != two.period and not alike(one, two):
        factor *= 0.97
    if operation in {Operation.SHARE, Operation.SUBTRACT, Operation.ADD} and one.unit != two.unit:
        factor *= 0.5
    return factor


def is_unmeasured(a: Binding, b: Binding, first: Metric, second: Metric) -> bool:
    """Whether the part of a share is a thing without a measure, of a table that gives another than the whole's: the number
    that stands beside "Pennsylvania" somewhere is no part of revenue.
    """
    one, two = a.facts[-1], b.facts[-1]
    whole = measures(stems(second.phrase))
    if not whole or measures(stems(first.phrase)) or one.table is None or one.table == two.table:
        return False
    series = a.series
    return not whole & measures({*series.words, *series.entity, *series.heads, *series.titled, *series.context})


def are_apart(facts: Sequence[Fact]) -> bool:
    """Whether figures that are set against each other end at different times."""
    ends = [end for fact in facts if fact.period is not None and (end := period_end(fact.period)) is not None]
    return len(ends) > 1 and max(ends) - min(ends) > _SAME_TIME


_SAME_TIME = timedelta(days=45)


def at_same_time(desk: Desk, a: Binding, b: Binding) -> Binding:
    """The second of a pair at the first one's period, where it has it."""
    when = a.facts[-1].period
    if when is None or b.facts[-1].period == when:
        return b
    found = fact_at(b.series, when, desk.calendar)
    return replace(b, facts=(found[0],)) if found else b
