"""What a reader returns: the canonical text of a file, and the blocks that stand in it, in reading order.

A reader only lays out; what the numbers in a grid mean is read afterwards, in one place for every format.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from index.period import Period


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in the canonical text: `text[start:end]` is the quote."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a stretch of canonical text stands in its source: a page and box (points, origin top left), or an element.

    page: 1-based page of a PDF or of a paged text; None where the source has no pages.
    box: (x0, top, x1, bottom) on that page.
    element: id of the nearest HTML element that has one.
    """

    span: Span
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    element: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """An inline XBRL fact as tagged: value in base units (percent as printed: 8.8), its unit, period and dimensions."""

    concept: str
    value: Decimal | None
    unit: str
    period: Period | None
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A title line. level: 1 for a document, exhibit or item; greater is deeper."""

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose.

    pieces: its spans in order; more than one where a page break, page number or running head interrupts it.
    kind: "text", "bullet", "footnote", "caption", or "furniture" (page numbers, running heads: not part of any sentence).
    """

    pieces: tuple[Span, ...]
    kind: str = "text"

    @property
    def span(self) -> Span:
        return Span(self.pieces[0].start, self.pieces[-1].end)


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a table as laid out.

    row, column: 0-based position; row_span, column_span: how many it covers.
    span: its printed text in the canonical text, without surrounding white space (empty span for an empty cell).
    indent: how far its text is set in, in steps the reader can tell apart (0 for flush).
    bold: set in bold or underlined as a heading.
    tag: the inline XBRL fact it carries.
    note: a footnote mark that stood with it ("(1)"), not part of the span.
    """

    row: int
    column: int
    span: Span
    row_span: int = 1
    column_span: int = 1
    indent: int = 0
    bold: bool = False
    tag: Tag | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as laid out: cells by row, then column; empty cells are left out.

    placed: whether cells say how many columns they cover even where each covers one, as places on a page do.
    """

    span: Span
    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    placed: bool = False


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Header:
    """What the source itself declares about the filing (an SGML header, dei tags, PDF metadata); empty where it does not.

    fiscal_year_end: (month, day) as SGML headers give it.
    """

    company: str = ""
    cik: str = ""
    form: str = ""
    accession: str = ""
    filed: date | None = None
    period_of_report: date | None = None
    fiscal_year_end: tuple[int, int] | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A file as read.

    text: the canonical text. A text file's is its own; HTML's and PDF's is what the reader laid out.
    blocks: in reading order, not overlapping.
    anchors: ascending by span start; every citation's page, box or element is found here.
    reader: name and version of the reader, "text/1".
    problems: what could not be read, in words a person understands ("page 7 is a scanned image and was not read").
    tags: every numeric inline XBRL fact, in tables and in prose, with the span of its printed number, ascending.
    """

    text: str
    blocks: tuple[Block, ...]
    reader: str
    header: Header = field(default_factory=Header)
    anchors: tuple[Anchor, ...] = ()
    problems: tuple[str, ...] = ()
    tags: tuple[tuple[Span, Tag], ...] = ()
