"""A grid as laid out -> rows of whole pieces: `$`, `(`, `)`, `%` and footnote marks rejoin the number they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.layout import Grid, GridCell, Span, Tag
from index.quantity import CURRENCIES, PERCENT, Printed, displayed, read_cell


@dataclass(frozen=True, slots=True)
class Piece:
    """A whole thing printed in a row: a label, a head, or a number with its signs.

    left, right: the grid columns it covers, half open. span: its place in the text; text: as displayed.
    """

    row: int
    left: int
    right: int
    span: Span
    text: str
    printed: Printed | None = None
    indent: int = 0
    bold: bool = False
    tag: Tag | None = None
    note: str = ""

    @property
    def number(self) -> bool:
        """Whether it is surely an amount: a number that could not be a calendar year."""
        return self.printed is not None and not self.printed.year_like

    def over(self, left: int, right: int) -> bool:
        return self.left < right and left < self.right


Row = tuple[Piece, ...]

_OPEN = re.compile(r"^[(\[]$")
_CLOSE = re.compile(r"^(?:[)\]]\s*%?|%\s*\)?|pts?\.?|x|bps)$")
_MARK = re.compile(r"^(?:\([a-z]\)|\[(?:\d{1,2}|[a-z])\]|\*{1,3}|[†‡§¹²³⁴⁵⁶⁷⁸⁹]+)$")
_RULE = re.compile(r"^(?:[_=·.\s]+|[-–—]{4,}|[-–—](?:\s+[-–—]){2,})$")
_LONGEST_LABEL = 2000  # what is longer is no label, and is not searched for marks
_LABEL_MARK = re.compile(r"\s*(?:\((?:\d{1,2}|[a-z])\)|\[(?:\d{1,2}|[a-z])\]|[*†‡]+|[¹²³⁴⁵⁶⁷⁸⁹]+)$")


def rows_of(grid: Grid, text: str) -> tuple[Row, ...]:
    """The grid's rows, each its pieces from left to right; rules and leaders are dropped."""
    by_row: list[list[GridCell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        if cell.span.end > cell.span.start and cell.row < grid.rows:
            by_row[cell.row].append(cell)
    return tuple(tuple(_joined(list(_pieces(cells, text)), text)) for cells in by_row)


def label_and_mark(text: str) -> tuple[str, str]:
    """A label without its leaders and trailing footnote marks, and those marks."""
    label = text.rstrip()
    bare = label.rstrip(" .\t\xa0")
    label = (bare if label.count(".", len(bare)) >= 3 else label).rstrip(" _\t\xa0")
    marks: list[str] = []
    while len(label) < _LONGEST_LABEL and (found := _LABEL_MARK.search(label)) and found.start() > 0:
        marks.insert(0, found[0].strip())
        label = label[: found.start()]
    return label.strip(), "".join(marks)


def _pieces(cells: Sequence[GridCell], text: str) -> Iterator[Piece]:
    for cell in sorted(cells, key=lambda cell: cell.column):
        shown = displayed(cell.span.of(text))
        if not shown or _RULE.match(shown):
            continue
        yield Piece(cell.row, cell.column, cell.column + max(1, cell.column_span), cell.span, shown,
                    read_cell(shown), cell.indent, cell.bold, cell.tag, cell.note)  # fmt: skip


def _joined(pieces: list[Piece], text: str) -> Iterator[Piece]:
    """Rejoin fragments: an opening mark with what follows it, a closing one with what stands before it."""
    done: list[Piece] = []
    lead: list[Piece] = []
    for piece in pieces:
        last = done[-1] if done and not lead else None
        if _is_lead(piece):
            lead.append(piece)
        elif (
            last is not None and last.printed is not None and _CLOSE.match(piece.text) and not _heads_next(last, piece)
        ):
            done[-1] = _closed(last, piece)
        elif last is not None and last.number and _MARK.match(piece.text) and piece.left <= last.right + 1:
            done[-1] = replace(last, right=piece.right, note=last.note or piece.text)
        elif piece.printed is None:
            done.extend([*lead, piece])
            lead = []
        else:
            done.append(_led(lead, piece, text) if lead else piece)
            lead = []
    yield from done
    yield from lead


def _heads_next(year: Piece, mark: Piece) -> bool:
    """Whether a percent sign after a year is the head of the column beside the year's ("2022", "2021", "% change")."""
    return mark.text == "%" and year.printed is not None and year.printed.year_like and year.text.isdigit()


def _is_lead(piece: Piece) -> bool:
    bare = piece.text.rstrip("( ")
    return bool(_OPEN.match(piece.text)) or (bare in CURRENCIES and len(bare) <= 5 and not bare.isalpha())


def _led(lead: list[Piece], piece: Piece, text: str) -> Piece:
    """A number with the currency mark or opening parenthesis printed in the cells before it."""
    opened = any("(" in part.text for part in lead)
    start = min((part.span.start + _paren(part, text) for part in lead if "(" in part.text), default=piece.span.start)
    currency = next((CURRENCIES[bare] for part in lead if (bare := part.text.rstrip("( ")) in CURRENCIES), "")
    printed = piece.printed
    if printed is not None:
        printed = replace(printed, currency=printed.currency or currency)
    if printed is not None and opened and printed.value > 0:
        printed = replace(printed, value=-printed.value)
    shown = ("(" if opened else "") + piece.text
    return replace(piece, left=lead[0].left, span=Span(start, piece.span.end), text=shown, printed=printed)


def _paren(part: Piece, text: str) -> int:
    return max(0, part.span.of(text).find("("))


def _closed(last: Piece, piece: Piece) -> Piece:
    """A number with the closing parenthesis or percent sign printed in the cell after it."""
    printed = last.printed
    if printed is not None and "%" in piece.text:
        printed = replace(printed, mark=PERCENT)
    elif printed is not None and piece.text[0] not in ")]" and (read := read_cell(f"{last.text} {piece.text}")):
        printed = replace(read, currency=printed.currency)
    return replace(last, right=piece.right, span=Span(last.span.start, piece.span.end), text=last.text + piece.text,
                   printed=printed)  # fmt: skip
