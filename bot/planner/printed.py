"""A named metric that the filing prints itself: what is printed goes before what a formula makes of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.lexicon import LIGHT_STEMS, stems
from bot.numbers.formulas import INPUTS, Formula
from bot.planner.binding import SURE, Binding, Desk, bindings, is_it
from bot.planner.timing import Wanted
from bot.question.reading import Metric
from index.facts import Fact
from index.quantity import PERCENT, is_per_share

_OF_TWO = re.compile(r"share\((?P<part>\w+), (?P<whole>\w+)\)")
_SAID_AS = re.compile(
    r"^(?P<part>.+?),? (?:expressed )?as a (?:percent(?:age)?|%) of (?P<whole>.+)$|^(?P<of>.+?) to (?P<to>.+?) ratio$",
    re.IGNORECASE,
)
ALMOST = 0.85
"""Of a line that is headed by what it is of ("Net income per share: Diluted"), this much must have been asked for."""
EXACT = 0.9


def printed(
    desk: Desk, formula: Formula, metric: Metric, bound: Binding | None, wanted: Sequence[Wanted]
) -> Binding | None:
    """The line that prints a rate or an amount a share which a formula would give; None where none does for the period.

    bound: the line that the question's own words fit best. Amounts of money are left to their own words: what a formula
    sums up, no line of another name is.
    """
    if formula.unit != PERCENT and not formula.unit.endswith("/share"):
        return None
    fits = (
        bound is not None
        and _is_of(formula, bound)
        and is_it(bound)
        and min(bound.match.precise, bound.match.own) >= EXACT
    )
    if bound is not None and (fits or _is_to_holders(formula, metric, bound)) and bound.match.covered >= ALMOST:
        return bound
    return next(iter(_under_other_names(desk, formula, metric, wanted)), None) or _told_of_two(desk, formula, wanted)


# "Basic earnings per share attributable to Acme": to its own holders, as an amount a share is.
_TO_HOLDERS = re.compile(
    r",? (?:attributable|available|applicable) to (?!.*(?:non-?controlling|minority)).*$", re.IGNORECASE
)


def _is_to_holders(formula: Formula, metric: Metric, bound: Binding) -> bool:
    """Whether a line is just what is asked, but for whose it says that it is."""
    own = set(stems(_TO_HOLDERS.sub("", bound.series.label)))
    names = (metric.phrase, formula.name, *formula.aliases)
    return _is_of(formula, bound) and is_it(bound) and any(own == set(stems(name)) for name in names)


def _under_other_names(desk: Desk, formula: Formula, metric: Metric, wanted: Sequence[Wanted]) -> Iterator[Binding]:
    said = set(stems(metric.phrase))
    for name in (formula.name, *formula.aliases):
        if set(stems(name)) == said:
            continue
        for bound in bindings(desk, replace(metric, phrase=name), wanted, 3):
            match = bound.match
            exact = min(match.covered / SURE, match.precise / EXACT, match.own / EXACT, bound.times / EXACT) >= 1
            if exact and not bound.series.entity and _is_of(formula, bound) and is_it(bound):
                yield bound


def _told_of_two(desk: Desk, formula: Formula, wanted: Sequence[Wanted]) -> Binding | None:
    """A line that is called by the two amounts it is worked out from: "income tax as a percentage of pretax income"."""
    two = next((found for text in formula.expressions if (found := _OF_TWO.fullmatch(text))), None)
    if two is None:
        return None
    part, whole = INPUTS[two["part"]], INPUTS[two["whole"]]
    for wording in part.wordings:
        for bound in bindings(desk, Metric(f"{wording} as a percentage of {whole.label}"), wanted, 6):
            said = _SAID_AS.match(bound.series.label)
            if said is None or bound.series.entity or not _is_of(formula, bound):
                continue
            first, second = said["part"] or said["of"], said["whole"] or said["to"]
            if _is_called(first, part.wordings) and _is_called(second, whole.wordings):
                return bound
    return None


def _is_called(name: str, wordings: Sequence[str]) -> bool:
    said = set(stems(name)) - LIGHT_STEMS
    return any(
        said == set(stems(one)) - LIGHT_STEMS and set(stems(name)) <= set(stems(one)) | LIGHT_STEMS for one in wordings
    )


def _is_of(formula: Formula, bound: Binding) -> bool:
    """Whether a line is in the formula's unit, reported, and of the whole company."""
    fact: Fact = bound.facts[-1]
    fits = fact.unit == PERCENT if formula.unit == PERCENT else is_per_share(fact.unit)
    return fits and fact.basis == "reported" and fact.kind in {"value", "percent_of"} and not fact.dimensions
