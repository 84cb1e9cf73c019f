"""Reads a PDF: pages in order, lines to paragraphs and headings, tables from word boxes, every line with its page and box."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from index.errors import UnreadableFiling
from index.layout import Anchor, Block, Grid, GridCell, Heading, Layout, Paragraph, Span
from index.pdf_columns import in_reading_order
from index.pdf_heads import Placed
from index.pdf_tables import LIST_MARK, PageTable, page_tables
from index.pdf_words import Line, is_mark, page_lines
from index.scales import read_scale

READER = "pdf/1"
MOST_PAGES = 6000
MOST_LINES_A_PAGE = 4000
OUTER = re.compile(r"^(?:part\s+[ivx]+|item\s+\d+[a-z]?|exhibit\s+\d+)\b", re.IGNORECASE)
BULLET = re.compile(r"^[•●▪◦·–—*-]$")


@dataclass(frozen=True, slots=True)
class Page:
    """One page as laid out: its lines and its tables. number is 1-based."""

    number: int
    lines: tuple[Line, ...]
    tables: tuple[PageTable, ...]


def read_pdf(data: bytes) -> Layout:
    """The layout of a PDF file. Raises UnreadableFiling for one that is damaged, locked, too long, or all pictures."""
    pages, problems = _pages(data)
    furniture = _furniture(pages)
    body = _body_size(pages)
    writer = _Writer()
    for page in pages:
        _write_page(writer, page, furniture, body)
    if not writer.blocks:
        raise UnreadableFiling("the PDF holds no text: its pages are pictures; make it searchable (OCR) and index that")
    blocks = tuple(_join_over_pages(writer.blocks, "".join(writer.parts)))
    return Layout("".join(writer.parts), blocks, READER, anchors=tuple(writer.anchors), problems=tuple(problems))


def _pages(data: bytes) -> tuple[list[Page], list[str]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise UnreadableFiling(
            f"the PDF cannot be opened (damaged, truncated or locked by a password): {problem}"
        ) from problem
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise UnreadableFiling(f"the PDF has {count} pages; at most {MOST_PAGES} are read: split it")
        return _read_pages(document, count)
    finally:
        document.close()


def _read_pages(document: Any, count: int) -> tuple[list[Page], list[str]]:
    import pypdfium2

    pages, pictures, broken = [], [], []
    for number in range(1, count + 1):
        try:
            page = document[number - 1]
            lines = in_reading_order(page_lines(page))
            page.close()
        except pypdfium2.PdfiumError:
            broken.append(number)
            continue
        if not lines:
            pictures.append(number)
        elif len(lines) > MOST_LINES_A_PAGE:
            broken.append(number)
        else:
            pages.append(Page(number, lines, page_tables(lines)))
    problems = []
    if pictures:
        problems.append(f"no text on page {_numbers(pictures)} (blank or scanned): not read")
    if broken:
        problems.append(f"page {_numbers(broken)} is damaged and was not read")
    return pages, problems


def _numbers(pages: Sequence[int]) -> str:
    shown = ", ".join(str(page) for page in pages[:12])
    return shown + (f" and {len(pages) - 12} more" if len(pages) > 12 else "")


def _furniture(pages: Sequence[Page]) -> frozenset[str]:
    """What stands at the top or bottom of at least three pages, numbers aside: running heads, feet and page numbers."""
    seen: Counter[str] = Counter()
    for page in pages:
        edge = [*page.lines[:3], *page.lines[-3:]]
        seen.update({_shape(line.text) for line in edge if len(line.text) < 120})
    return frozenset(shape for shape, count in seen.items() if count >= 3)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text.strip()).casefold()


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages[:60]:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


@dataclass(slots=True)
class _Writer:
    """Lays out canonical text, and remembers where everything went."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)

    def put(self, text: str) -> Span:
        span = Span(self.length, self.length + len(text))
        self.parts.append(text)
        self.length += len(text)
        return span

    def anchor(self, span: Span, page: int, line: Line) -> None:
        self.anchors.append(Anchor(span, page, line.box))


def _write_page(writer: _Writer, page: Page, furniture: frozenset[str], body: float) -> None:
    edges = set(range(3)) | set(range(len(page.lines) - 3, len(page.lines)))
    in_table = {n: table for table in page.tables for n in range(table.first, table.last + 1)}
    waiting: list[Line] = []
    for number, line in enumerate(page.lines):
        table = in_table.get(number)
        shape = _shape(line.text)
        odd = table is None and number in edges and (shape in furniture or shape == "#") and not _states_scale(line)
        if table is not None or odd or (waiting and _breaks(waiting, line, body)):
            _write_paragraph(writer, waiting, page.number, body)
            waiting = []
        if odd:
            _write_furniture(writer, line, page.number)
        elif table is None:
            waiting.append(line)
        elif number == table.first:
            _write_table(writer, table, page)
    _write_paragraph(writer, waiting, page.number, body)
    writer.put("\n")


def _states_scale(line: Line) -> bool:
    """Whether a line says what a page's figures are in; statements print it under their titles, page after page."""
    return "in" in line.text.lower() and read_scale(line.text).money is not None


def _write_furniture(writer: _Writer, line: Line, page: int) -> None:
    span = writer.put(line.text)
    writer.put("\n")
    writer.anchor(span, page, line)
    writer.blocks.append(Paragraph((span,), "furniture"))


def _breaks(waiting: Sequence[Line], line: Line, body: float) -> bool:
    """Whether a line starts a paragraph of its own."""
    before = waiting[-1]
    gap = line.base - before.base
    if gap > 1.5 * max(before.size, line.size) or gap < 0:
        return True
    if before.bold != line.bold or abs(before.size - line.size) > 0.12 * body:
        return True
    if LIST_MARK.match(line.segments[0].words[0].text) and (len(line.segments) > 1 or _bullet(line)):
        return True
    right = max(other.x1 for other in waiting)
    ended = before.text[-1:] in '.:;!?”"' and before.x1 < right - 6 * body
    return ended or (
        len(waiting) == 1 and before.x1 - before.x0 < 0.4 * (line.x1 - line.x0) and line.text[:1].isupper()
    )


def _bullet(line: Line) -> bool:
    return BULLET.match(line.segments[0].words[0].text) is not None


def _write_paragraph(writer: _Writer, lines: Sequence[Line], page: int, body: float) -> None:
    if not lines:
        return
    start = writer.length
    for number, line in enumerate(lines):
        if number:
            writer.put(" ")
        writer.anchor(writer.put(line.text), page, line)
    span = Span(start, writer.length)
    writer.put("\n")
    level = _heading_level(lines, body)
    if level:
        writer.blocks.append(Heading(span, level))
    else:
        writer.blocks.append(Paragraph((span,), _kind(lines, body)))


def _kind(lines: Sequence[Line], body: float) -> str:
    first = lines[0]
    if _bullet(first):
        return "bullet"
    marked = LIST_MARK.match(first.segments[0].words[0].text) is not None and len(first.segments) > 1
    if marked and first.size < 0.95 * body:
        return "footnote"
    return "bullet" if marked else "text"


def _heading_level(lines: Sequence[Line], body: float) -> int:
    """0 for running text; 1 for a part, item or exhibit; deeper as the type gets smaller."""
    text = " ".join(line.text for line in lines)
    if _bullet(lines[0]) or len(lines) > 3 or len(text) > 160 or text[-1:] in ".;,":
        return 0
    if not any(character.isalpha() for character in text):
        return 0
    if OUTER.match(text) and (lines[0].bold or text.isupper() or len(text) < 90):
        return 1
    size = max(line.size for line in lines)
    if size > 1.3 * body:
        return 2
    bold = all(line.bold for line in lines)
    if bold or size > 1.08 * body:
        return 3
    return 4 if text.isupper() and len(text) < 100 else 0


def _write_table(writer: _Writer, table: PageTable, page: Page) -> None:
    rows: dict[int, list[Placed]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    start = writer.length
    cells: list[GridCell] = []
    for row in range(table.last - table.first + 1):
        line = page.lines[table.first + row]
        begin = writer.length
        for number, cell in enumerate(rows.get(row, [])):
            if number:
                writer.put("\t")
            cells.append(_write_cell(writer, cell, line.size))
        writer.anchor(Span(begin, writer.length), page.number, line)
        writer.put("\n")
    span = Span(start, writer.length - 1)
    writer.blocks.append(Grid(span, table.last - table.first + 1, table.columns, tuple(cells), placed=True))


def _write_cell(writer: _Writer, cell: Placed, size: float) -> GridCell:
    words = list(cell.segment.words)
    marks: list[str] = []
    while len(words) > 1 and is_mark(words[-1], size):
        marks.insert(0, words.pop().text)
    span = writer.put(" ".join(word.text for word in words))
    for mark in marks:
        writer.put(f" {mark}")
    return GridCell(
        cell.row,
        cell.column,
        span,
        column_span=cell.columns,
        indent=cell.indent,
        bold=cell.segment.bold,
        note=" ".join(marks),
    )


def _join_over_pages(blocks: Sequence[Block], text: str) -> Iterator[Block]:
    """Paragraphs that a page break interrupts are one, in pieces."""
    held: Paragraph | None = None
    aside: list[Block] = []
    for block in blocks:
        if held is None:
            held = yield from _hold(block, text)
        elif isinstance(block, Paragraph) and block.kind == "furniture":
            aside.append(block)
        elif aside and isinstance(block, Paragraph) and block.kind == "text" and text[block.span.start].islower():
            held = Paragraph(held.pieces + block.pieces, held.kind)
        else:
            yield held
            yield from aside
            aside = []
            held = yield from _hold(block, text)
    if held is not None:
        yield held
    yield from aside


def _hold(block: Block, text: str) -> Generator[Block, None, Paragraph | None]:
    """Keep back a paragraph that may go on over the page; pass on anything else."""
    if isinstance(block, Paragraph) and block.kind in {"text", "bullet"} and text[block.span.end - 1] not in ".!?:;":
        return block
    yield block
    return None
