"""A figure as its filing prints it: benchmarks that quote cells want "1,452.4" and "million", not 1452400000."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from eval.given import Given, GivenFigure
from index.quantity import is_currency

T = TypeVar("T")

SCALES = {Decimal(1): "", Decimal(10) ** 3: "thousand", Decimal(10) ** 6: "million", Decimal(10) ** 9: "billion"}
CENT = Decimal("0.01")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
WORDS = re.compile(r"\b(?:thousand|million|billion|trillion)s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure's digits and the scale they are in: ("1,452.4", "million"); the scale of a percentage is "percent"."""

    text: str
    scale: str
    number: Decimal


def scale_of(figure: GivenFigure, given: Given) -> Decimal:
    """What the printed digits of a reported figure are multiplied by; 1 where that cannot be told."""
    quote = quote_of(figure, given)
    found = NUMBER.search(quote or "")
    if found is None or figure.value is None:
        return Decimal(1)
    shown = Decimal(found.group().replace(",", ""))
    if not shown:
        return Decimal(1)
    ratio = abs(figure.value) / shown
    return ratio if ratio in SCALES else Decimal(1)


def quote_of(figure: GivenFigure, given: Given) -> str | None:
    """The quote that a reported figure is cited by; None for a computed one."""
    leaves = list(figure.leaves())
    if figure.kind == "computed" or len(leaves) != 1:
        return None
    by_id = {citation.id: citation for citation in given.citations}
    citation = by_id.get(leaves[0].citation or figure.citation or 0)
    return None if citation is None else citation.quote.replace("\\", "").strip()


def leaf_scale(figure: GivenFigure, given: Given) -> Decimal:
    """The scale that a computed figure's operands of its own kind of unit are printed in: the one most have."""
    by_id = {citation.id: citation for citation in given.citations}
    scales: list[Decimal] = []
    for leaf in figure.leaves():
        citation = by_id.get(leaf.citation or 0)
        found = NUMBER.search(citation.quote) if citation is not None else None
        if found is None or leaf.value is None or _kind(leaf.unit) != _kind(figure.unit):
            continue
        shown = Decimal(found.group().replace(",", ""))
        if shown and abs(leaf.value) / shown in (*SCALES, CENT):
            scales.append(abs(leaf.value) / shown)
    return most(scales, Decimal(1))


def most(items: Iterable[T], default: T) -> T:
    """What occurs most, the earliest of equals."""
    found = list(items)
    return max(dict.fromkeys(found), key=found.count) if found else default


def _kind(unit: str) -> str:
    return "money" if is_currency(unit) else unit
