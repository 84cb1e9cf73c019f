"""HTML tables -> positions with colspan and rowspan resolved; and which of them are tables, and which only lay out text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.html_inline import Line

MAX_COLUMNS = 1000
MAX_COLUMN_SPAN = 200
_LONG_TEXT = 300
_NOTE_LENGTH = 60
_NUMBER = re.compile(
    r"[(\[]?\s*[-–—−+]?\s*(?:[$€£¥₹]|[A-Z]{1,3}\$|US\$|Rs\.?)?\s*[-–—−+(]{0,2}\s*[$€£¥]?\s*(?:\d[\d,. ]*"
    r"|\.\d+)\s*(?:[xX]|%|bps)?\s*[)\]]{0,2}\s*%?"
)
_DASH = re.compile(r"[$€£¥]?\s*[-–—−]{1,3}\s*%?")
# What stands under the blanks of a cover page; the numbers above it measure nothing.
_COVER = re.compile(
    (
        r"\(?\s*(?:zip code|(?:i\.?r\.?s\.? )?employer identification|state or other jurisdiction"
        r"|commission file n|area code)"
    ),
    re.IGNORECASE,
)
MARK = re.compile(
    r"(?:[•·●▪■◦○◆►▶➢❖✓\uf0b7\uf0a7§]|[-–—*†‡]{1,3}|o|\(?[0-9]{1,2}[).]|[(\[][A-Za-z0-9]{1,4}[)\]]"
    r"|[a-zA-Z][).]|\([ivx]{1,5}\)|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
)
AFFIX_BEFORE = frozenset({"$", "(", "$(", "($", "€", "£", "¥", "US$", "C$", "-$", "$-"})
AFFIX_AFTER = frozenset({")", "%", ")%", "%)", "]", "x", "pts", "bps"})


@dataclass(slots=True)
class Cell:
    """A cell as written: its text, and the place it takes in the grid."""

    line: Line
    row: int
    column: int
    row_span: int
    column_span: int
    offset: float

    @property
    def text(self) -> str:
        """Its text without the footnote marks at its end."""
        text = self.line.text
        end = len(text)
        for start, stop in reversed(self.line.marks):
            if stop == end and start > 0:
                end = start
        return text[:end].strip()

    @property
    def indent(self) -> float:
        """Points its text is set in from the table's left side or its own column's."""
        return self.offset + self.line.offset


def is_number(text: str) -> bool:
    """Whether a cell prints a number, or the dash that stands for none."""
    return bool(_NUMBER.fullmatch(text) or _DASH.fullmatch(text))


def _span(text: str | None, largest: int) -> int:
    """A colspan or rowspan as browsers read it: 1 where it is no number, bounded."""
    digits = (text or "").strip()
    return max(1, min(int(digits[:6]), largest)) if digits.isdecimal() and digits.isascii() else 1


@dataclass(slots=True)
class Rows:
    """The cells of one table as they are met, placed on the grid at once."""

    element_id: str | None = None
    page_break: bool = False
    cells: list[Cell] = field(default_factory=list)
    row: int = -1
    column: int = 0
    busy: list[int] = field(default_factory=list)

    def new_row(self) -> None:
        """Starts a row."""
        self.row += 1
        self.column = 0

    def new_cell(self, column_span: str | None, row_span: str | None, offset: float) -> Cell:
        """Places the next cell of the row in the first free columns."""
        if self.row < 0:
            self.new_row()
        column = self.column
        while column < len(self.busy) and self.busy[column] > self.row:
            column += 1
        column = min(column, MAX_COLUMNS)
        wide = _span(column_span, MAX_COLUMN_SPAN)
        deep = 1_000_000 if (row_span or "").strip() == "0" else _span(row_span, 65_534)
        if column + wide > len(self.busy):
            self.busy.extend([0] * (column + wide - len(self.busy)))
        for taken in range(column, column + wide):
            self.busy[taken] = self.row + deep
        self.column = column + wide
        cell = Cell(Line("td"), self.row, column, deep, wide, offset)
        self.cells.append(cell)
        return cell

    def filled(self) -> list[list[Cell]]:
        """The rows that hold text, each with its cells that do; a row of stacked lines becomes several."""
        by_row: dict[int, list[Cell]] = {}
        last = self.row + 1
        for cell in self.cells:
            if cell.line.length:
                cell.row_span = min(cell.row_span, last - cell.row)
                by_row.setdefault(cell.row, []).append(cell)
        return _unstacked([sorted(cells, key=lambda c: c.column) for _, cells in sorted(by_row.items())])


def _unstacked(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Rows whose cells hold several lines of numbers, one row a line."""
    if not any(len(_lines(cell)) > 1 for cells in rows for cell in cells[1:]):
        return rows
    found: list[list[Cell]] = []
    added = 0
    for cells in rows:
        counts = [len(_lines(cell)) for cell in cells]
        deep = max(counts)
        stacked = deep > 1 and any(
            count == deep and index and all(is_number(text) for text in _lines(cell))
            for index, (cell, count) in enumerate(zip(cells, counts, strict=True))
        )
        for cell in cells:
            cell.row += added
        if not stacked or any(count not in {1, deep} for count in counts):
            found.append(cells)
            continue
        pieces = [[_piece(cell, i) for cell in cells if i < len(_lines(cell))] for i in range(deep)]
        found.extend(pieces)
        added += deep - 1
    return found


def _lines(cell: Cell) -> list[str]:
    if not cell.line.breaks:
        return [cell.text]
    text = cell.line.text
    return [text[start:end] for start, end in cell.line.lines()]


def _piece(cell: Cell, number: int) -> Cell:
    """One line of a stacked cell, as a cell of its own row."""
    start, end = cell.line.lines()[number] if cell.line.breaks else (0, cell.line.length)
    whole = cell.line
    line = Line("td", whole.offset)
    line.parts = [whole.text[start:end]]
    line.length = end - start
    line.solid, line.size_sum = line.length, whole.size * line.length
    line.bold = line.length if whole.bold >= whole.solid else 0
    line.align = whole.align
    line.tags = [(s - start, e - start, tag) for s, e, tag in whole.tags if start <= s and e <= end]
    line.marks = [(s - start, e - start) for s, e in whole.marks if start <= s and e <= end]
    return Cell(line, cell.row + number, cell.column, 1, cell.column_span, cell.offset)


def purpose(rows: list[list[Cell]]) -> str:
    """What a table is for: "grid" (rows and columns of data), "text" (it only lays out paragraphs), or "contents"."""
    texts = [[cell.text for cell in cells] for cells in rows]
    if all(len(row) == 1 for row in texts):
        return "text"
    if any(cell.column + cell.column_span > MAX_COLUMNS for cells in rows for cell in cells):
        return "text"
    if _is_contents(rows, texts):
        return "contents"
    if any(_COVER.match(text) for row in texts for text in row):
        return "text"
    if all(len(row) == 1 or (len(row) == 2 and MARK.fullmatch(row[0]) and not is_number(row[1])) for row in texts):
        return "text"
    numbers = [text for row in texts for text in row[1:] if is_number(text)]
    if len(texts) == 1 and (not numbers or (len(numbers) == 1 and re.fullmatch(r"\d{1,3}", numbers[0]))):
        return "text"
    if not numbers and max(len(row) for row in texts) <= 2 and any(len(t) > _LONG_TEXT for row in texts for t in row):
        return "text"
    return "grid"


def _is_contents(rows: list[list[Cell]], texts: list[list[str]]) -> bool:
    """A table of contents: rows that link into the document, or end in page numbers that only rise."""
    if len(rows) < 3:
        return False
    linked = sum(1 for cells in rows if any(cell.line.linked for cell in cells))
    if linked >= 0.6 * len(rows):
        return True
    pages = [int(row[-1]) for row in texts if len(row) > 1 and re.fullmatch(r"\d{1,3}", row[-1])]
    titled = any(row[-1].strip().lower() in {"page", "page no.", "page number", "pages"} for row in texts[:2])
    return titled and len(pages) >= 0.5 * len(rows) and pages == sorted(pages)


def trailing_notes(rows: list[list[Cell]]) -> int:
    """How many rows at the foot of a table are footnotes: one running text each, after its mark."""
    count = 0
    for cells in reversed(rows):
        texts = [cell.text for cell in cells]
        alone = len(texts) == 1 and len(texts[0]) >= _NOTE_LENGTH
        marked = len(texts) == 2 and MARK.fullmatch(texts[0]) and len(texts[1]) > 20 and not is_number(texts[1])
        if not (alone or marked):
            break
        count += 1
    return 0 if count == len(rows) else count
