"""The figures of a filing's typed tables, as facts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from index.facts import Fact
from index.filing import Cell, Filing, Table
from index.label_facts import label_facts
from index.prices import of_prices
from index.rows import is_period
from index.scales import read_scale


def table_facts(filing: Filing) -> tuple[Fact, ...]:
    """Every figure of every table, those within row labels too, in text order."""
    starts = [anchor.span.start for anchor in filing.anchors]
    facts: list[Fact] = []
    for table in filing.tables:
        found = []
        for cell in table.cells:
            if cell.quantity is not None and cell.kind != "note":
                at = bisect_right(starts, cell.span.start) - 1
                page = filing.anchors[at].page if at >= 0 else None
                found.append(_fact(filing, table, cell, page))
        facts.extend(of_prices(filing, table, found))
    return tuple(sorted((*facts, *label_facts(filing)), key=lambda fact: fact.span))


def _fact(filing: Filing, table: Table, cell: Cell, page: int | None) -> Fact:
    quantity = cell.quantity
    if quantity is None:
        raise ValueError("a cell without a number is no fact")
    path = _metric_path(cell)
    guidance = "guidance" in cell.qualifiers
    return Fact(
        id=f"{filing.record.id}:{cell.span.start}-{cell.span.end}",
        filing=filing.record.id,
        label=path[-1] if path else "",
        path=path,
        value=quantity.value,
        unit=quantity.unit,
        period=cell.period,
        precision=quantity.precision,
        span=cell.span,
        basis="guidance" if guidance else "reported",
        stated=filing.record.filed if guidance else None,
        kind=cell.kind,
        of=quantity.of,
        qualifiers=tuple(word for word in cell.qualifiers if word != "guidance"),
        section=table.section,
        page=page,
        table=table.number,
        row=cell.row_path[-1] if cell.row_path else "",
        column=" ".join(cell.column_path),
        row_index=cell.row,
        column_index=cell.column,
        concept=cell.tag.concept if cell.tag else "",
        dimensions=cell.tag.dimensions if cell.tag else (),
        warnings=cell.warnings,
    )


def _metric_path(cell: Cell) -> tuple[str, ...]:
    """The row's path, or, where rows are periods, the heads of the column, which then name what is measured."""
    path = tuple(part for part in cell.row_path if part)
    if path and is_period(path[-1]):
        heads = tuple(_words(cell.column_path))
        if heads:
            return (*(part for part in path[:-1] if not is_period(part)), " ".join(heads))
    return path


def _words(heads: tuple[str, ...]) -> Iterator[str]:
    for part in heads:
        if not is_period(part) and read_scale(part).empty:
            yield part
