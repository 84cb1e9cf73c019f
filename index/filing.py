"""A filing, understood: who, what and when, its sections, prose and typed tables, over one canonical text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.layout import Anchor, Paragraph, Span, Tag
from index.period import FiscalCalendar, Period
from index.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Section:
    """A titled stretch of the filing. path: titles from the outermost down to this one."""

    path: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Cell:
    """A typed cell of a table.

    text: as displayed (escapes gone). row, column: 0-based in the table's grid.
    row_path: headings above the row, then the row's own label. column_path: header lines from the top down.
    quantity: the number, when the cell is one. period: what it is for; the row's own overrides the column's.
    kind: "value", or what a column holds instead of a period's value: "change", "percent_change", "percent_of", "note".
    warnings: what was repaired or doubtful about this cell, in words for a person.
    """

    span: Span
    text: str
    row: int
    column: int
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    quantity: Quantity | None = None
    period: Period | None = None
    kind: str = "value"
    qualifiers: tuple[str, ...] = ()
    tag: Tag | None = None
    note: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Footing:
    """A total row that was checked against the rows that add up to it, in one column.

    total, parts: positions (row, column) of cells; signs: +1 or -1 for each part.
    holds: "exact", "rounding" (off by no more than printed precision allows), or "no".
    """

    total: tuple[int, int]
    parts: tuple[tuple[int, int], ...]
    signs: tuple[int, ...]
    holds: str


@dataclass(frozen=True, slots=True)
class Table:
    """A typed table. number: 0-based in the filing. caption: its title lines, joined. notes: footnotes under it.

    stub: the head over the labels, which says what the rows are ("Director nominee"); empty where it says when or in what.
    """

    number: int
    span: Span
    caption: str
    section: tuple[str, ...]
    cells: tuple[Cell, ...]
    footings: tuple[Footing, ...] = ()
    notes: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()
    stub: str = ""


@dataclass(frozen=True, slots=True)
class FilingRecord:
    """What is known of a filing without opening it.

    id: content hash of the source file, 16 hex digits.
    source: the path or URL it was read from. name: the source's file name.
    filed: date filed or of the report; period_end: last day of the period it reports on.
    """

    id: str
    source: str
    name: str
    form: str
    company: str
    cik: str
    accession: str
    filed: date | None
    period_end: date | None
    calendar: FiscalCalendar
    url: str | None
    reader: str
    title: str
    aliases: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing, understood. `span.of(filing.text)` is always the quote.

    tags: the layout's inline XBRL facts, in tables and in prose, ascending by span.
    """

    record: FilingRecord
    text: str
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    anchors: tuple[Anchor, ...] = ()
    tags: tuple[tuple[Span, Tag], ...] = ()
