"""What goes out: an Answer of typed segments, with its Figures and Citations, and their JSON.

The JSON is a contract (schema 1) that other programs rely on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from index.facts import Fact
from index.period import Period, period_to_json


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source. `quote` is `text[start:end]` of the filing's canonical text, to the character."""

    id: int
    filing: str
    title: str
    section: str
    quote: str
    context: str
    start: int
    end: int
    page: int | None = None
    table: int | None = None
    row: str = ""
    column: str = ""
    url: str | None = None

    def to_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "filing": self.filing,
            "title": self.title,
            "section": self.section,
            "quote": self.quote,
            "context": self.context,
            "start": self.start,
            "end": self.end,
            "page": self.page,
            "table": None if self.table is None else self.table + 1,
            "row": self.row,
            "column": self.column,
            "url": self.url,
        }


@dataclass(frozen=True, slots=True)
class Operand:
    """What a formula's letter stands for: a fact with its citation, another figure, or a constant of the formula.

    Exactly one of fact, figure and constant is set.
    """

    name: str
    fact: Fact | None = None
    figure: Figure | None = None
    constant: Decimal | None = None
    citation: int | None = None

    @property
    def value(self) -> Decimal:
        if self.fact is not None:
            return self.fact.value
        if self.figure is not None:
            return self.figure.value
        assert self.constant is not None, "an operand is a fact, a figure or a constant"
        return self.constant

    def to_json(self) -> dict[str, object]:
        if self.figure is not None:
            return {"name": self.name, **self.figure.to_json()}
        if self.fact is not None:
            return {
                "name": self.name,
                "label": self.fact.label,
                "value": plain(self.fact.value),
                "unit": self.fact.unit,
                "period": period_to_json(self.fact.period),
                "citation": self.citation,
            }
        return {"name": self.name, "label": "constant", "value": plain(self.value), "unit": "count", "period": None}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that ties out: reported (one operand, cited) or computed (formula over operands).

    value: base units; a percentage is in percent. display: as people read it, "(8.8)%", "$10.7 million".
    period: what it is for; base_period: what a change is measured from.
    bound: "low" or "high" for an end of a range.
    interval: (low, high) between which the value lies given the printed precision of its operands; None if exact.
    """

    label: str
    value: Decimal
    unit: str
    display: str
    kind: str
    formula: str
    operands: tuple[Operand, ...]
    period: Period | None = None
    base_period: Period | None = None
    bound: str = ""
    basis: str = "reported"
    of: str = ""
    qualifiers: tuple[str, ...] = ()
    interval: tuple[Decimal, Decimal] | None = None
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        found: dict[str, object] = {
            "label": self.label,
            "value": plain(self.value),
            "unit": self.unit,
            "display": self.display,
            "kind": self.kind,
            "formula": self.formula,
            "period": period_to_json(self.period),
            "base_period": period_to_json(self.base_period),
            "basis": self.basis,
            "qualifiers": list(self.qualifiers),
            "operands": [operand.to_json() for operand in self.operands],
            "warnings": list(self.warnings),
        }
        if self.bound:
            found["bound"] = self.bound
        if self.of:
            found["of"] = self.of
        if self.interval is not None:
            found["interval"] = [plain(end) for end in self.interval]
        return found


# Segments: an answer is assembled from these, so that what every numeral is is known and not guessed.


@dataclass(frozen=True, slots=True)
class Literal:
    """Our own words. Holds no digit and no number word outside the checker's short permitted list."""

    text: str


@dataclass(frozen=True, slots=True)
class FigureText:
    """A figure of the answer, by its place in `figures`, shown as `text` (its display, or a form of it: "8.8%")."""

    figure: int
    text: str


@dataclass(frozen=True, slots=True)
class OperandText:
    """An operand of a figure, shown as `text`: path is (figure, operand, operand of that ...)."""

    path: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class PeriodText:
    """A period in words, "the quarter ended December 31, 2007"."""

    period: Period
    text: str


@dataclass(frozen=True, slots=True)
class QuoteText:
    """Words of the filing as displayed; `citation` holds them verbatim."""

    citation: int
    text: str


@dataclass(frozen=True, slots=True)
class NameText:
    """A name, label or date that stands in the filing or the question."""

    text: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A citation marker, "[1]"."""

    citation: int


Segment = Literal | FigureText | OperandText | PeriodText | QuoteText | NameText | Marker


@dataclass(frozen=True, slots=True)
class Nearest:
    """For a refusal: something near to what was asked that the filing does have."""

    text: str
    citation: int


@dataclass(frozen=True, slots=True)
class Answer:
    """status: "answered", "abstained", "clarify" or "error".

    type: "figure", "figures", "range", "boolean", "period", "spans", "count", "comparison" or "text"; "" unless answered.
    value: a string, a list of strings, or a bool, as `type` says; None unless answered.
    reason: for abstained: "not_in_filing", "no_filing", "advice", "unsupported", "ambiguous", "contradicted".
    notes: warnings and remarks about the answer as a whole ("the statement is unaudited").
    usage: tokens that a model read and wrote for it, and calls; empty where none was asked.
    trace: what each step of the chain did, for `--json --trace` and logs; never shown in chat.
    """

    question: str
    status: str
    segments: tuple[Segment, ...]
    type: str = ""
    value: str | bool | tuple[str, ...] | None = None
    figures: tuple[Figure, ...] = ()
    citations: tuple[Citation, ...] = ()
    reason: str = ""
    nearest: tuple[Nearest, ...] = ()
    choices: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    confidence: float = 1.0
    model: str | None = None
    timing_ms: dict[str, float] = field(default_factory=dict)
    usage: dict[str, int] = field(default_factory=dict)
    trace: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The answer as one string, markers included."""
        return "".join(f"[{part.citation}]" if isinstance(part, Marker) else part.text for part in self.segments)

    def to_json(self) -> dict[str, object]:
        found: dict[str, object] = {"schema": 1, "question": self.question, "status": self.status, "text": self.text}
        if self.status == "answered":
            value = list(self.value) if isinstance(self.value, tuple) else self.value
            found["answer"] = {"type": self.type, "value": value}
        if self.status == "abstained":
            found["reason"] = self.reason
            found["nearest"] = [{"text": near.text, "citation": near.citation} for near in self.nearest]
        if self.status == "clarify":
            found["choices"] = list(self.choices)
        found["figures"] = [figure.to_json() for figure in self.figures]
        found["citations"] = [citation.to_json() for citation in self.citations]
        found["notes"] = list(self.notes)
        found["confidence"] = round(self.confidence, 3)
        found["model"] = self.model
        if self.usage:
            found["usage"] = self.usage
        found["timing_ms"] = self.timing_ms
        return found


def plain(value: Decimal) -> str:
    """A decimal as a plain string: no exponent, at most six places after a division's rounding, no trailing zeros."""
    rounded = value if value == value.to_integral_value() else value.quantize(Decimal("0.000001"))
    text = format(rounded, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
