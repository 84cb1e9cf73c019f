"""Lines that a phrase fits as well as the one that was taken: said with the answer, or asked back where nothing tells.

"Deferred revenue" of a filing that prints "Deferred revenue, current" and "Deferred revenue, long-term" is one of two
amounts, and the words do not say which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.lexicon import stems
from bot.plan import AskBack, Compute, Plan
from bot.planner.binding import Binding, Desk, bindings, is_it
from bot.planner.timing import Wanted
from bot.question.reading import Metric
from index.period import describe
from index.quantity import is_currency, is_per_share

# How near a line's score must be to that of the best: to be named beside the answer, and to make it a question.
NEAR, LEVEL = 0.92, 0.995
# A line that says more besides the phrase than the best does is not the one that is meant.
EXACT = 0.05
MOST = 4


def rivals(desk: Desk, metric: Metric, wanted: Sequence[Wanted]) -> tuple[Binding, ...]:
    """The best line for a metric and those that fit it nearly as well with another amount; empty where it stands alone."""
    unsaid = replace(desk, chosen={}, home=None)  # what has been taken is no reason to take it
    found = [one for one in bindings(unsaid, metric, wanted, MOST * 3) if is_it(one) and one.series.origin != "prose"]
    if not found:
        return ()
    best = found[0]
    kept = [best]
    for one in found[1:]:
        as_plain = one.match.precise >= best.match.precise - EXACT and _said_by(one) >= _said_by(best)
        alike = as_plain and _as_primary(desk, one, best) and _of_one_kind(one, best)
        if one.score >= NEAR * best.score and alike and _is_another(desk, one, kept):
            kept.append(one)
    return tuple(kept[:MOST]) if len(kept) > 1 else ()


def with_rivals(desk: Desk, plan: Plan) -> Plan:
    """A look-up's plan with what its words may also mean; a question back where nothing tells which was meant."""
    asks, act = desk.reading.asks, plan.act
    if len(asks) != 1 or not isinstance(asks[0], Metric) or not isinstance(act, Compute):
        return plan
    if len(act.programs) != 1 or act.programs[0].steps or len(asks[0].periods) > 1 or desk.reading.basis == "guidance":
        return plan
    taken = act.programs[0].leaves[0].fact
    found = rivals(desk, asks[0], asks[0].periods)
    if not found or taken not in found[0].facts:
        return plan
    level = [one for one in found if one.score >= LEVEL * found[0].score]
    level = level if not _is_of_company(desk, asks[0], found[0]) else level[:1]
    if len(level) > 1 and not any("total" in stems(one.series.name) for one in level):
        choices = tuple(_as_question(desk, one) for one in level)
        return Plan(AskBack(asks[0].phrase, choices), planner=plan.planner)
    names = (_name(desk, one) for one in found[1:])
    return replace(plan, alternatives=(*plan.alternatives, *names))


def _is_of_company(desk: Desk, metric: Metric, best: Binding) -> bool:
    """Whether a line is of a statement and under no head, and other tables print its very amount for the same words: a
    statement of a part, or of an affiliate, is headed by whose it is, and is printed once.
    """
    fact = best.facts[-1]
    if fact.path[:-1] or fact.table not in desk.index.statement:
        return False
    tables = {
        one.facts[-1].table
        for one in bindings(replace(desk, chosen={}, home=None), metric, metric.periods, MOST * 3)
        if one.series.origin != "prose" and one.facts[-1].value == fact.value and one.facts[-1].period == fact.period
    }
    return len(tables) > 1


def _as_question(desk: Desk, bound: Binding) -> str:
    period = bound.facts[-1].period
    when = "" if period is None else f", {describe(period, desk.calendar)}"
    return f"{_name(desk, bound)}{when}?"


def _name(desk: Desk, bound: Binding) -> str:
    """A line's name, and what its table is of, by its own first head or its caption: two tables may each have the line."""
    number = bound.facts[-1].table
    heads = [part for part in bound.facts[-1].path[:-1] if part.strip()]
    of_table = (t.stub or t.caption for t in desk.shelf.filing(desk.filing).tables if t.number == number)
    where = heads[-1] if heads else next(of_table, "")
    return f"{bound.series.name} ({where.strip().rstrip(':')})" if where else bound.series.name


def _is_another(desk: Desk, one: Binding, kept: Sequence[Binding]) -> bool:
    """Whether a line has an amount and a name of its own: a filing prints many a line twice."""
    amount, name = abs(one.facts[-1].value), _name(desk, one).lower()
    return all(amount != abs(other.facts[-1].value) and name != _name(desk, other).lower() for other in kept)


def _said_by(bound: Binding) -> int:
    """How many of the words asked for a line says itself, its headings apart."""
    return len(set(stems(bound.metric.phrase)) & set(bound.series.words))


def _as_primary(desk: Desk, one: Binding, best: Binding) -> bool:
    """Whether a line is of a primary statement where the best is: "revenue" is no line of a note beside that."""
    tables = (best.facts[-1].table, one.facts[-1].table)
    return tables[0] not in desk.index.statement or tables[1] in desk.index.statement


def _of_one_kind(one: Binding, best: Binding) -> bool:
    first, second = one.facts[-1], best.facts[-1]
    if is_currency(first.unit) != is_currency(second.unit) or is_per_share(first.unit) != is_per_share(second.unit):
        return False
    return first.kind == second.kind and first.basis == second.basis
