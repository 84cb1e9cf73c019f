"""Takes a bound line into a program: in full where prose rounds it, its size where an outlay is meant, said where assumed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.lexicon import stems
from bot.plan import Operation
from bot.planner.binding import Binding, Desk
from bot.planner.draft import Draft
from bot.planner.hints import HOW_MANY
from bot.planner.timing import (
    Wanted,
    fact_at,
)
from bot.question.reading import Ask, Metric, metrics_of
from bot.series import Series
from index.facts import Fact
from index.period import (
    describe,
)
from index.quantity import COUNT, SHARES, is_currency


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


def first_metric(ask: Ask) -> Metric:
    found = metrics_of(ask)
    return found[0] if found else Metric("that")


def in_full(desk: Desk, bound: Binding) -> Binding:
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


def take(desk: Desk, draft: Draft, bound: Binding) -> Made:
    """Put a bound line into a draft: an outlay by its size, and an expense too where its table prints them as negative."""
    bound = in_full(desk, bound)
    desk.confidences.append(min(1.0, bound.score))
    fact = bound.facts[-1]
    if desk.home is None and fact.table is not None:
        desk.home = fact.table
    desk.chosen[bound.metric.phrase, bound.metric.context] = bound.series
    _say_assumed(desk, bound)
    name = sized(draft, fact) if is_sized(desk, bound) else draft.fact(fact)
    return Made(name, name_of(bound), bound.facts)


def sized(draft: Draft, fact: Fact) -> str:
    """The size of an outlay printed as money going out, in a draft."""
    name = draft.fact(fact)
    return draft.step(Operation.ABSOLUTE, (name,)) if fact.value < 0 else name


def is_sized(desk: Desk, bound: Binding) -> bool:
    """Whether a line is meant by its size, for it is an outlay, an expense or a number that its table prints as negative."""
    fact = bound.facts[-1]
    taken_off = _is_outlay(bound) or _is_deducted(bound) or bool(_LESS.match(fact.label))
    return taken_off or _is_counted(desk, fact) or is_expense(desk, fact)


# A line that its own label takes off the lines above it ("Less: cash acquired").
_LESS = re.compile(r"^less\b:?\s+(?!than\b)", re.IGNORECASE)
_EXPENSE = re.compile(
    r"\b(?:expenses?|costs?|charges?|provision|depreciation|amorti[sz]ation|development|administrative|impairments?)\b",
    re.IGNORECASE,
)
_EITHER_WAY = re.compile(r"\b(?:income(?! tax)|benefit|gains?|credits?|profit|loss(?:es)?|recover\w+)\b", re.IGNORECASE)
# Expenses that nobody reports as a credit: in parentheses they are taken off, whatever their table does with others.
_NO_CREDIT = re.compile(
    r"(?:total )?(?:interest expense|depreciation|costs? of (?:sales|revenues?|goods)|research and development|salaries)\b",
    re.IGNORECASE,
)
_FEWEST_OUTLAYS = 2


def is_expense(desk: Desk, fact: Fact) -> bool:
    """Whether a figure is an expense in a table that prints its expenses as negative, most of them."""
    if fact.value >= 0 or fact.table is None or fact.basis != "reported" or not _names_expense(fact):
        return False
    if _NO_CREDIT.match(fact.label):
        return True
    beside = [
        other
        for line in desk.index.by_table[fact.table]
        for other in line.facts
        if other.period == fact.period and other.unit == fact.unit and other.value != 0 and _names_expense(other)
    ]
    out = sum(other.value < 0 for other in beside)
    return out >= _FEWEST_OUTLAYS and out >= 4 * (len(beside) - out)


def _names_expense(fact: Fact) -> bool:
    return is_currency(fact.unit) and bool(_EXPENSE.search(fact.label)) and not _EITHER_WAY.search(fact.label)


_OUTLAY = re.compile(
    r"\bcap(?:ital )?ex(?:penditures?)?\b|\bcapital (?:spend|spending|expenditures?)\b|\bdividends?\b"
    r"|\b(?:re)?purchases? (?:of|related to)\b|\badditions?\b|\bbuy-?backs?\b|\bstock purchases?\b|\brepurchase[ds]?\b|\brepa(?:y|id)\b"
    r"|\brepayments?\b|\bpayments?\b|\bacquisitions?\b"
)


_OUTFLOW = re.compile(
    r"purchase|payment|repay|acquisition|addition|expenditure|repurchase|dividend|paid|buy-?back", re.IGNORECASE
)


def _is_outlay(bound: Binding) -> bool:
    """Whether what is asked is the size of an outlay that a statement of cash flows prints as money going out."""
    fact = bound.facts[-1]
    asked = bool(_OUTLAY.search(bound.metric.phrase.lower())) and is_currency(fact.unit)
    return asked and fact.value < 0 and fact.basis == "reported" and bool(_OUTFLOW.search(fact.label))


def _is_counted(desk: Desk, fact: Fact) -> bool:
    """Whether how many is asked of a line that takes them off a balance ("Exercised", "Shares repurchased")."""
    counted = fact.unit in {SHARES, COUNT} and fact.kind == "value"
    return counted and fact.value < 0 and bool(HOW_MANY.search(desk.reading.text))


def _is_deducted(bound: Binding) -> bool:
    """Whether an expense is asked of a line that is called one and is taken off at every time ("Interest expense")."""
    fact = bound.facts[-1]
    reported = fact.basis == "reported" and fact.origin != "prose" and len(bound.series.facts) > 1
    named = _names_expense(fact) and bool(_EXPENSE.search(bound.metric.phrase))
    return reported and named and all(one.value < 0 for one in bound.series.facts)


_ONLY_WHICH = frozenset(stems("basic diluted"))
"""Words that tell which of two a line is, and not what it is of: its heading does."""


def name_of(bound: Binding) -> str:
    """What to call a line in the answer: with its heading where the line itself says only which one it is."""
    head = next(iter(bound.facts[-1].path[-2:-1]), "").strip(" :")
    if head and bound.series.words and set(bound.series.words) <= _ONLY_WHICH:
        return f"{head}, {bound.series.label.lower()}"
    return _LESS.sub("", bound.series.name, count=1) or bound.metric.phrase


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
