"""Phrases that name several lines one by one ("domestic and international rates"), told from lines with such names."""

from __future__ import annotations

import re

from bot.lexicon import stems
from bot.planner.binding import SURE, Binding, Desk, bindings
from bot.planner.timing import (
    Wanted,
)
from bot.question.reading import Metric

_JOINTS = re.compile(r",\s*(?:and\s+)?|\s+(?:and|plus|&|versus|vs\.?|compared to|or)\s+")

# Words of an operation, that was not understood where they are left in a phrase.
_MOVES = frozenset(stems("growth difference variance cagr"))


def several_things(desk: Desk, metric: Metric, wanted: tuple[Wanted, ...]) -> list[Binding] | None:
    """The lines that a phrase names one by one ("a, b and c"); None where the phrase is better taken whole."""
    parts = [part for part in _JOINTS.split(metric.phrase) if part and stems(part)]
    if len(parts) < 2 or any(_MOVES & set(stems(part)) for part in parts):
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
    if whole and not one_line and (min(b.match.precise for b in best) < 0.8 or not all(_says_all(b) for b in best)):
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


def _says_all(bound: Binding) -> bool:
    """Whether a line, or what stands round its table, says every word of a part, and the part all of the line's."""
    match = bound.match
    return match.covered >= SURE or (not match.strange and match.headed and match.precise >= SURE)


def _at_least(found: list[Binding]) -> Binding | None:
    return found[0] if found and found[0].match.covered >= 0.7 and found[0].score >= 0.55 else None


def two_things(desk: Desk, metric: Metric, wanted: tuple[Wanted, ...]) -> tuple[Binding, Binding] | None:
    things = several_things(desk, metric, wanted)
    return (things[0], things[1]) if things is not None and len(things) == 2 else None
