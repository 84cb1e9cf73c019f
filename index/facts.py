"""Facts: every figure the filing states, with what it is of, when, in what unit, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from index.layout import Span
from index.period import Period, period_to_json

if TYPE_CHECKING:
    from index.filing import Filing


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated figure.

    id: stable within an index: filing id and span. label: the metric as printed.
    path: headings above, then the row's label (tables), or the section titles and the metric (prose).
    value: Decimal in base units, signed as the filing means it. precision: worth of its last printed digit.
    period: None where the filing does not say; such a fact is never computed with.
    basis: "reported" or "guidance". origin: "table", "prose" or "tag".
    vintage: "" or, for guidance, "updated" or "previous"; stated: the date guidance was given.
    bound: "low" or "high" for an end of a range, else ""; twin: id of the other end's fact.
    kind: "value", "change", "percent_change" or "percent_of", as the column or the sentence has it.
    comparison: for a prose fact given as "compared to X", id of the fact it is compared with.
    qualifiers: "approximately", "up to", "unaudited", "non-GAAP", "pro forma", "restated", ...
    column: the column's header, joined with spaces. table, row_index, column_index: its place in the typed table.
    sentence: the sentence a prose fact stands in (a span).
    concept, dimensions: where inline XBRL tags it.
    """

    id: str
    filing: str
    label: str
    path: tuple[str, ...]
    value: Decimal
    unit: str
    period: Period | None
    precision: Decimal
    span: Span
    basis: str = "reported"
    origin: str = "table"
    vintage: str = ""
    stated: date | None = None
    bound: str = ""
    twin: str = ""
    kind: str = "value"
    comparison: str = ""
    of: str = ""
    qualifiers: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    page: int | None = None
    table: int | None = None
    row: str = ""
    column: str = ""
    row_index: int | None = None
    column_index: int | None = None
    sentence: Span | None = None
    concept: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


def facts_of(filing: Filing) -> tuple[Fact, ...]:
    """Every fact of a filing, from its tables and its prose, in text order."""
    from index.ballots import as_votes
    from index.consistency import check_prose
    from index.prose_facts import prose_facts
    from index.table_facts import table_facts
    from index.tagging import tag_prose

    facts = tag_prose(filing, (*table_facts(filing), *prose_facts(filing)))
    facts = as_votes(filing.text, facts)
    return tuple(sorted(check_prose(facts), key=lambda fact: fact.span))


def fact_to_json(fact: Fact) -> dict[str, object]:
    """One line of `tieout facts --json`."""
    return {
        "filing": fact.filing,
        "id": fact.id,
        "label": fact.label,
        "path": list(fact.path),
        "value": format(fact.value, "f"),
        "unit": fact.unit,
        "of": fact.of or None,
        "period": period_to_json(fact.period),
        "kind": fact.kind,
        "basis": fact.basis,
        "origin": fact.origin,
        "vintage": fact.vintage or None,
        "stated": fact.stated.isoformat() if fact.stated else None,
        "bound": fact.bound or None,
        "qualifiers": list(fact.qualifiers),
        "section": list(fact.section),
        "start": fact.span.start,
        "end": fact.span.end,
        "page": fact.page,
        "table": None if fact.table is None else fact.table + 1,
        "row": fact.row,
        "column": fact.column,
        "concept": fact.concept or None,
        "dimensions": [list(pair) for pair in fact.dimensions],
        "warnings": list(fact.warnings),
    }
