"""Totals that a filing does not print: the lines under the heading that was asked for, or those of one name, added."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from bot.lexicon import LIGHT_STEMS, stems
from bot.plan import Operation
from bot.planner.binding import Binding, Desk
from bot.planner.draft import Draft
from bot.planner.several import several_things
from bot.planner.tabled import TOTAL, until_total
from bot.planner.taking import Made, take
from bot.planner.timing import Wanted, fact_at, latest
from bot.question.reading import Apply, Metric
from bot.series import Series
from index.facts import Fact
from index.quantity import is_currency

_SUMMED = re.compile(r"\b(?:totals?|sum|all|combined|aggregate|altogether)\b", re.IGNORECASE)
_SUM_WORDS = frozenset(stems("total sum all combined aggregate altogether overall net amount"))
_ASIDE = re.compile(r"\s*\([^()]*\)")
_WHEN = re.compile(r"\bat (?:the )?(?:end|beginning|start) of (?:the )?(?:period|year|quarter)\b", re.IGNORECASE)
_MARK = re.compile(r"[:\s]*(?:\(\w{1,3}\))?[:\s]*$")
_OF_A_WHOLE = {Operation.SHARE, Operation.DIVIDE}


def added_up(
    desk: Desk, draft: Draft, metric: Metric, wanted: tuple[Wanted, ...], bound: Binding | None = None
) -> Made | None:
    """What was asked for as a sum of lines, with that said; None where it is not asked for as one, or a line lacks the period.

    bound: a line that has the name, and may be one of several.
    """
    if bound is not None and (TOTAL.search(bound.series.label) or bound.series.totals or "total" in bound.series.words):
        return None
    parts = _parts_of_a_share(desk, draft, metric, wanted) if bound is None else None
    if parts is not None:
        return parts
    if not _SUMMED.search(desk.reading.text) or desk.reading.basis == "guidance":
        return None
    found = _lines(desk, metric, wanted)
    if found is None or (bound is not None and not set(bound.facts) <= set(found[1])):
        return None
    label, facts = found
    desk.confidences.append(0.75)
    desk.assume(f"no such total is printed: it is the sum of {len(facts)} lines, {_listed(facts)}")
    name = draft.step(Operation.ADD, tuple(draft.fact(fact) for fact in facts), label)
    return Made(name, label, tuple(facts))


def _listed(facts: Sequence[Fact]) -> str:
    return "; ".join(dict.fromkeys(repr(fact.label) for fact in facts))


def _parts_of_a_share(desk: Desk, draft: Draft, metric: Metric, wanted: tuple[Wanted, ...]) -> Made | None:
    """Lines named one by one that are set against another together ("deferred revenue and warranty over all assets")."""
    asked = desk.reading.asks[0] if desk.reading.asks else None
    if not isinstance(asked, Apply) or asked.operation not in _OF_A_WHOLE or len(asked.arguments) != 2:
        return None
    things = several_things(desk, metric, wanted)
    if things is None or len({bound.series.unit for bound in things}) > 1:
        return None
    made = [take(desk, draft, bound) for bound in things]
    label = " plus ".join(one.label for one in made)
    name = draft.step(Operation.ADD, tuple(one.name for one in made), label)
    return Made(name, label, tuple(fact for one in made for fact in one.facts))


def _lines(desk: Desk, metric: Metric, wanted: tuple[Wanted, ...]) -> tuple[str, list[Fact]] | None:
    """The lines to add: those under a heading of that name and no total, or those of that name told apart by an aside."""
    asked = frozenset(stems(_WHEN.sub(" ", metric.phrase))) - _SUM_WORDS
    if not asked - LIGHT_STEMS:
        return None
    for groups in (_headed(desk, asked), _named_alike(desk, asked)):
        facts = [(label, found) for label, lines in groups if (found := _at(desk, lines, wanted)) is not None]
        facts = [one for one in facts if is_currency(one[1][0].unit)] or facts
        if len(facts) == 1:
            return facts[0]
    return None


def _headed(desk: Desk, asked: frozenset[str]) -> list[tuple[str, list[Series]]]:
    """The lines of each column under a heading of that name, where none of them is a total."""
    found: dict[tuple[object, ...], list[Series]] = defaultdict(list)
    for table, lines in desk.index.by_table.items():
        for line in lines:
            first = line.facts[0]
            if first.path[:-1] and _is_name(first.path[-2], asked) and first.kind == "value":
                found[table, first.path[:-1], line.entity, line.unit].append(line)
    named = []
    for key, lines in _of_columns(desk, found).items():
        beside = [fact for line in desk.index.by_table[key[0]] for fact in line.facts]  # type: ignore[index]
        whole = until_total([line.facts[0] for line in lines], beside) == len(lines)
        if len(lines) > 1 and whole and not any(TOTAL.search(line.label) for line in lines):
            named.append((f"Total {_MARK.sub('', lines[0].facts[0].path[-2])}", lines))
    return named


def _named_alike(desk: Desk, asked: frozenset[str]) -> list[tuple[str, list[Series]]]:
    """The lines of each column that bear the name and an aside: "Deferred revenue (current)" and "(non-current)"."""
    found: dict[tuple[object, ...], list[Series]] = defaultdict(list)
    for table, lines in desk.index.by_table.items():
        for line in lines:
            first = line.facts[0]
            if _ASIDE.search(line.label) and _is_name(_ASIDE.sub("", line.label), asked) and first.kind == "value":
                found[table, first.path[:-1], line.entity, line.unit].append(line)
    return [
        (f"Total {_ASIDE.sub('', lines[0].label)}", lines)
        for lines in _of_columns(desk, found).values()
        if len({line.label for line in lines}) > 1
    ]


def _is_name(text: str, asked: frozenset[str]) -> bool:
    own = frozenset(stems(_MARK.sub("", text)))
    return bool(own) and own - LIGHT_STEMS <= asked and asked - LIGHT_STEMS <= own


def _of_columns(desk: Desk, found: dict[tuple[object, ...], list[Series]]) -> dict[tuple[object, ...], list[Series]]:
    """The groups of the columns that the question says most of, where it tells some from the others."""
    said = set(stems(desk.reading.text))
    shares = {key: len(said & set(lines[0].entity)) for key, lines in found.items()}
    return {key: lines for key, lines in found.items() if shares[key] == max(shares.values())}


def _at(desk: Desk, lines: Sequence[Series], wanted: tuple[Wanted, ...]) -> list[Fact] | None:
    """A figure of every line for the period; None where one lacks it, or their latest are of several periods."""
    if not wanted:
        facts = [latest(line.facts, desk.calendar) for line in lines]
        return facts if len({fact.period for fact in facts}) == 1 else None
    found = [fact_at(line, wanted[-1], desk.calendar) for line in lines]
    return None if any(one is None for one in found) else [one[0] for one in found if one is not None]
