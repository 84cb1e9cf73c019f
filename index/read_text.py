"""Reads a plain text filing: a converted one (a line a paragraph, tabs or pipes in tables), or a 1990s one (ASCII tables).

The canonical text is the file's own, decoded and nothing more, so that every span quotes it exactly.
"""

from __future__ import annotations

import re

from index.errors import UnreadableFiling
from index.layout import Block, Grid, Heading, Layout, Paragraph, Span
from index.text_grids import ascii_grid, grid_lines, pipe_grid, tab_grid
from index.text_lines import Line, heading_levels, lines_of

READER = "text/1"

_SENTENCE_END = re.compile(r"[.!?:]['\"”’)\]*]*$")
_CONTINUES = re.compile(r"[a-z]")
_SGML = re.compile(
    r"</?(?:TABLE|CAPTION|S|C|FN|PAGE|TEXT|DOCUMENT|TYPE|SEQUENCE|FILENAME|DESCRIPTION|SEC-)", re.IGNORECASE
)
_TRUNCATED_AFTER = 2_000  # characters: a shorter text is a note someone wrote, and may end as it likes


def read_text(data: bytes) -> Layout:
    """The layout of a text filing.

    data: the file's bytes (UTF-8, UTF-16 with its mark, or Windows-1252).
    Raises UnreadableFiling for a file that is empty, binary, or breaks off in the middle.
    """
    text = decode(data)
    lines = lines_of(text)
    blocks = _joined(text, _blocks(lines))
    _refuse_truncated(text, lines, blocks)
    return Layout(text=text, blocks=tuple(blocks), reader=READER)


def decode(data: bytes) -> str:
    """A text file's characters. Raises UnreadableFiling if there are none, or they are not text."""
    if not data.strip():
        raise UnreadableFiling("the file is empty: there is nothing to read")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableFiling("the file is marked as UTF-16 and is not: save it as UTF-8 text") from error
    sample = data[:65_536]
    odd = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in sample)
    if b"\x00" in data or odd * 100 > len(sample):
        raise UnreadableFiling("the file is binary, not a text filing: give a text, HTML or PDF file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start > len(data) - 4 and error.start > 0:
            raise UnreadableFiling("the file is truncated: it ends inside a character; get it again") from error
    high = sum(byte > 127 for byte in sample)
    if high * 3 > len(sample):
        raise UnreadableFiling("the file is binary, not a text filing: give a text, HTML or PDF file")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _blocks(lines: list[Line]) -> list[Block]:
    """Headings, paragraphs and grids, in order, paragraphs not yet joined over page breaks."""
    tables = grid_lines(lines)
    in_table = {number for first, last, _ in tables for number in range(first, last + 1)}
    levels = heading_levels(lines, in_table)
    starts = {first: (last, kind) for first, last, kind in tables}
    makers = {"tab": tab_grid, "pipe": pipe_grid, "ascii": ascii_grid}
    blocks: list[Block] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if number in starts:
            last, kind = starts[number]
            blocks += makers[kind](lines[number : last + 1])
            number = last + 1
        elif line.blank:
            number += 1
        elif number in levels:
            blocks.append(Heading(line.span, levels[number]))
            number += 1
        else:
            end = _paragraph_end(lines, number, in_table, levels)
            blocks.append(Paragraph((Span(line.span.start, lines[end].span.end),), _kind(line, lines, end, starts)))
            number = end + 1
    return blocks


def _paragraph_end(lines: list[Line], first: int, in_table: set[int], levels: dict[int, int]) -> int:
    """The last line of the paragraph that begins here: lines wrapped at the margin belong together."""
    last = first
    while (
        last + 1 < len(lines)
        and last + 1 not in in_table
        and last + 1 not in levels
        and not lines[last + 1].blank
        and not lines[last + 1].bullet
        and not lines[last + 1].furniture
        and not lines[last].furniture
        and lines[last].wrapped
    ):
        last += 1
    return last


def _kind(line: Line, lines: list[Line], end: int, starts: dict[int, tuple[int, str]]) -> str:
    if line.furniture:
        return "furniture"
    if line.bullet:
        return "bullet"
    if line.footnote:
        return "footnote"
    following = next((number for number in range(end + 1, len(lines)) if not lines[number].blank), len(lines))
    if following in starts and line.caption:
        return "caption"
    return "text"


def _joined(text: str, blocks: list[Block]) -> list[Block]:
    """Paragraphs that a page break, a page number or a running head interrupts are made one, in pieces."""
    joined: list[Block] = []
    open_at: int | None = None  # the paragraph that may go on, as its place in `joined`
    interrupted = False
    for block in blocks:
        if isinstance(block, Paragraph) and block.kind == "furniture":
            joined.append(block)
            interrupted = True
            continue
        before = joined[open_at] if open_at is not None else None
        if (
            isinstance(block, Paragraph)
            and block.kind == "text"
            and open_at is not None
            and isinstance(before, Paragraph)
            and _goes_on(before.pieces[-1].of(text), block.span.of(text), interrupted=interrupted)
        ):
            joined[open_at] = Paragraph(before.pieces + block.pieces, before.kind)
            interrupted = False
            continue
        joined.append(block)
        open_at = len(joined) - 1 if isinstance(block, Paragraph) and block.kind in {"text", "bullet"} else None
        interrupted = False
    return joined


def _goes_on(before: str, after: str, *, interrupted: bool) -> bool:
    """Whether a sentence broken off in one paragraph goes on in the next."""
    before = before.rstrip()
    if _SENTENCE_END.search(before) or len(before) < 60:
        return False
    if _CONTINUES.match(after):
        return True
    return interrupted and len(after) > 80 and bool(re.search(r"(?:[a-z,]|\b(?:the|of|in|to|and|for|a|an))$", before))


def _refuse_truncated(text: str, lines: list[Line], blocks: list[Block]) -> None:
    """Raises UnreadableFiling where a file plainly breaks off: a mark left open, a last line cut short."""
    for mark in ("TABLE", "DOCUMENT", "TEXT", "PDF"):
        opened = len(re.findall(rf"^<{mark}>", text, re.MULTILINE | re.IGNORECASE))
        closed = len(re.findall(rf"</{mark}>", text, re.IGNORECASE))
        if opened > closed > 0 or (opened and not closed and mark in {"DOCUMENT", "TABLE"}):
            raise UnreadableFiling(f"the file is truncated: a <{mark}> is never closed; get it again")
    if len(text) < _TRUNCATED_AFTER or text.endswith(("\n", "\r")) or not blocks:
        return
    last = blocks[-1]
    if isinstance(last, Grid):
        cut = _breaks_off(text, last) or _ends_in_mid_row(lines)
    else:
        ending = lines[-1].text
        cut = (len(lines) > 1 and lines[-2].tabbed) or (
            len(ending) > 60 and not re.search(r"[.!?:;\"”’'»)\]>*_%|\-–—]$", ending) and " " in ending
        )
    if cut:
        raise UnreadableFiling("the file is truncated: it breaks off in the middle of a line; get it again")


def _breaks_off(text: str, grid: Grid) -> bool:
    """Whether a table's last row has fewer figures than every other row that has any."""
    figures = [0] * grid.rows
    for cell in grid.cells:
        figures[cell.row] += bool(cell.column and re.search(r"\d|^[-–—]$", cell.span.of(text)))
    above = [number for number in figures[:-1] if number]
    return len(above) > 2 and figures[-1] < min(above)


def _ends_in_mid_row(lines: list[Line]) -> bool:
    """Whether the last line has fewer tabs than those of the same table above it (the last tab may be left off)."""
    above = [line.raw.count("\t") for line in lines[-4:-1] if line.tabbed]
    return bool(above) and lines[-1].raw.count("\t") < min(above) - 1
