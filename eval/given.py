"""An answer as given: a typed view of the Answer JSON (schema 1) that metrics read.

Metrics score what programs see, the JSON, and not the objects behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GivenFigure:
    """A figure of an answer, or an operand of one. value: base units; None where it is not a number."""

    label: str
    value: Decimal | None
    unit: str
    display: str
    kind: str
    period: Json | None
    base_period: Json | None
    bound: str
    citation: int | None
    operands: tuple[GivenFigure, ...] = ()
    interval: tuple[Decimal, ...] = ()

    def leaves(self) -> Iterator[GivenFigure]:
        """The operands that are not themselves computed, depth first; a figure without operands is its own leaf."""
        if not self.operands:
            yield self
        for operand in self.operands:
            yield from operand.leaves()

    def walk(self) -> Iterator[GivenFigure]:
        """This figure and everything it is computed from."""
        yield self
        for operand in self.operands:
            yield from operand.walk()


@dataclass(frozen=True, slots=True)
class GivenCitation:
    """A citation: `quote` should be `text[start:end]` of its filing."""

    id: int
    filing: str
    quote: str
    context: str
    start: int
    end: int
    page: int | None
    section: str = ""
    row: str = ""
    column: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as given. value: a string, a tuple of strings, or a bool; None unless answered."""

    question: str
    status: str
    text: str
    type: str
    value: str | bool | tuple[str, ...] | None
    figures: tuple[GivenFigure, ...]
    citations: tuple[GivenCitation, ...]
    reason: str
    nearest: tuple[str, ...]
    choices: tuple[str, ...]
    notes: tuple[str, ...]
    model: str | None
    timing_ms: Mapping[str, float]
    usage: Mapping[str, float]

    @property
    def answered(self) -> bool:
        return self.status == "answered"

    @property
    def gives_figure(self) -> bool:
        """Whether a number is what it answers with."""
        return self.answered and bool(self.figures) and self.type in FIGURE_TYPES


FIGURE_TYPES = frozenset({"figure", "figures", "range", "count"})


def read_given(found: Json) -> Given:
    """The typed view of one Answer JSON object."""
    answer = found.get("answer") or {}
    value = answer.get("value")
    return Given(
        question=str(found.get("question", "")),
        status=str(found.get("status", "error")),
        text=str(found.get("text", "")),
        type=str(answer.get("type", "")),
        value=tuple(str(item) for item in value) if isinstance(value, list) else value,
        figures=tuple(_figure(figure) for figure in found.get("figures", ())),
        citations=tuple(_citation(citation) for citation in found.get("citations", ())),
        reason=str(found.get("reason", "")),
        nearest=tuple(str(near.get("text", "")) for near in found.get("nearest", ())),
        choices=tuple(found.get("choices", ())),
        notes=tuple(found.get("notes", ())),
        model=found.get("model"),
        timing_ms=found.get("timing_ms") or {},
        usage=found.get("usage") or {},
    )


def number(text: object) -> Decimal | None:
    """A plain decimal string as Decimal; None where it is not one."""
    try:
        found = Decimal(str(text))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _figure(found: Json) -> GivenFigure:
    return GivenFigure(
        label=str(found.get("label", "")),
        value=number(found.get("value")),
        unit=str(found.get("unit", "")),
        display=str(found.get("display", "")),
        kind=str(found.get("kind", "")),
        period=found.get("period"),
        base_period=found.get("base_period"),
        bound=str(found.get("bound", "")),
        citation=found.get("citation"),
        operands=tuple(_figure(operand) for operand in found.get("operands", ())),
        interval=tuple(end for end in map(number, found.get("interval", ())) if end is not None),
    )


def _citation(found: Json) -> GivenCitation:
    return GivenCitation(
        id=int(found.get("id", 0)),
        filing=str(found.get("filing", "")),
        quote=str(found.get("quote", "")),
        context=str(found.get("context", "")),
        start=int(found.get("start", 0)),
        end=int(found.get("end", 0)),
        page=found.get("page"),
        section=str(found.get("section", "")),
        row=str(found.get("row", "")),
        column=str(found.get("column", "")),
        title=str(found.get("title", "")),
    )
