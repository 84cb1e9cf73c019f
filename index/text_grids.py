"""Tables in plain text: cells between tabs, between pipes, or set in columns of characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.layout import Block, Grid, GridCell, Heading, Paragraph, Span
from index.text_lines import Line, is_statement

_FIGURE = re.compile(
    r"\\?\$?\s*\(?\s*\\?\$?\s*(?:\d[\d,]*(?:\.\d+)?|\.\d+)\s*\)?\s*%?|[-–—]+|\$|N/?[AM]", re.IGNORECASE
)
_RULE = re.compile(r"[\s\-=_.·|+:]*")
_MARK = re.compile(r"\s*</?(?:TABLE|CAPTION|S|C|FN)>", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\s*\.){3,}\s*|(?:\s*_){3,}\s*")
_STEP = 2  # columns of white space to a step of indentation


def grid_lines(lines: Sequence[Line]) -> list[tuple[int, int, str]]:
    """Where the tables stand: (first line, last line, "tab" | "pipe" | "ascii"), in order, apart."""
    found: list[tuple[int, int, str]] = []
    number = 0
    while number < len(lines):
        for kind, finder in (("tab", _tab_end), ("pipe", _pipe_end), ("ascii", _marked_end), ("ascii", _aligned_end)):
            last = finder(lines, number)
            if last is not None:
                found.append((number, last, kind))
                number = last
                break
        number += 1
    return found


def _is_tab_row(line: Line) -> bool:
    return line.tabbed and (line.raw.count("\t") > 1 or len(line.text) < 200)


def _tab_end(lines: Sequence[Line], first: int) -> int | None:
    """The last of the tabbed lines that begin here, if they make a table: two rows, and a figure in them."""
    if not _is_tab_row(lines[first]):
        return None
    last, number = first, first + 1
    while number < len(lines):
        line = lines[number]
        if _is_tab_row(line):
            last = number
        elif line.blank:
            beyond = lines[number + 1] if number + 1 < len(lines) else None
            if (
                beyond is None
                or not _is_tab_row(beyond)
                or beyond.raw.count("\t") != lines[last].raw.count("\t")
                or beyond.raw.startswith("\t")
            ):
                break
        elif number + 1 >= len(lines) or not _is_tab_row(lines[number + 1]) or len(line.text) > 80 or line.furniture:
            break
        number += 1
    rows = [line for line in lines[first : last + 1] if _is_tab_row(line)]
    figures = sum(any(_FIGURE.fullmatch(cell.strip()) for cell in line.raw.split("\t")[1:]) for line in rows)
    return last if len(rows) > 1 and figures else None


def tab_grid(lines: Sequence[Line]) -> list[Block]:
    """Cells between tabs; the column is the number of tabs before."""
    cells: list[GridCell] = []
    shown = [line for line in lines if not line.blank]
    widest = 0
    for row, line in enumerate(shown):
        start = line.span.start - (len(line.raw) - len(line.raw.lstrip()))
        for column, (text, at) in enumerate(_split(line.raw, "\t")):
            widest = max(widest, column + 1)
            _add(
                cells, row, column, text, start + at, (len(text) - len(text.lstrip(" "))) // _STEP if column == 0 else 0
            )
    return [_grid(lines, cells, len(shown), widest)]


def _split(raw: str, mark: str) -> list[tuple[str, int]]:
    """The parts of a line between marks, with where each begins."""
    parts, at = [], 0
    for part in raw.split(mark):
        parts.append((part, at))
        at += len(part) + len(mark)
    return parts


def _add(cells: list[GridCell], row: int, column: int, text: str, start: int, indent: int = 0, span: int = 1) -> None:
    body = text.strip()
    if body:
        at = start + len(text) - len(text.lstrip())
        cells.append(GridCell(row, column, Span(at, at + len(body)), column_span=span, indent=indent))


def _grid(lines: Sequence[Line], cells: list[GridCell], rows: int, columns: int) -> Grid:
    shown = [line for line in lines if not line.blank]
    return Grid(Span(shown[0].span.start, shown[-1].span.end), rows, max(columns, 1), tuple(cells))


# -- markdown ---------------------------------------------------------------------------------------------------


def _pipe_end(lines: Sequence[Line], first: int) -> int | None:
    def piped(line: Line) -> bool:
        return line.text.count("|") >= 2 or line.text.startswith("|")

    if not piped(lines[first]):
        return None
    last = first
    while last + 1 < len(lines) and piped(lines[last + 1]):
        last += 1
    return last if last > first else None


def pipe_grid(lines: Sequence[Line]) -> list[Block]:
    """Cells between pipes; the rule under a markdown head is left out."""
    cells: list[GridCell] = []
    row, widest = 0, 0
    for line in lines:
        if line.blank or _RULE.fullmatch(line.text):
            continue
        start = line.span.start
        lead = 1 if line.text.startswith("|") else 0
        for column, (text, at) in enumerate(_split(line.text[lead:], "|")):
            widest = max(widest, column + 1)
            _add(cells, row, column, text, start + lead + at)
        row += 1
    return [_grid(lines, cells, row, widest)] if cells else []


# -- columns of characters --------------------------------------------------------------------------------------


def _marked_end(lines: Sequence[Line], first: int) -> int | None:
    """A table between <TABLE> and </TABLE>."""
    if not re.match(r"<TABLE>", lines[first].text, re.IGNORECASE):
        return None
    return next((line.number for line in lines[first:] if re.search(r"</TABLE>", line.text, re.IGNORECASE)), None)


def _figures_right(line: Line) -> list[tuple[int, int]]:
    """Where a line has figures after two or more spaces, as (start, end) columns."""
    if line.tabbed or len(line.raw) > 250:
        return []
    return [(m.start(), m.end()) for m in _parts(line.raw) if m.start() and _FIGURE.fullmatch(m.group().strip())]


def _parts(raw: str) -> list[re.Match[str]]:
    """What stands between runs of two or more spaces, or dot leaders, in a line."""
    blanked = _LEADERS.sub(lambda m: " " * len(m.group()), raw)
    return list(re.finditer(r"\S+(?: \S+)*", blanked))


def _aligned_end(lines: Sequence[Line], first: int) -> int | None:
    """A table no mark announces: rows of figures whose right edges agree."""
    edges = [end for _, end in _figures_right(lines[first])]
    if not edges:
        return None
    rows, last, gap = 1, first, 0
    for line in lines[first + 1 :]:
        here = [end for _, end in _figures_right(line)]
        if here and any(abs(end - edge) <= 2 for end in here for edge in edges):
            rows, last, gap = rows + 1, line.number, 0
            edges = edges + here
        elif line.blank or _RULE.fullmatch(line.text) or (len(line.text) < 60 and not line.wrapped):
            gap += 1
            if gap > 3:
                break
        else:
            break
    return last if rows >= 3 else None


def ascii_grid(lines: Sequence[Line]) -> list[Block]:
    """Cells by their place on the line: a column of figures is where right edges agree; what stands over it is its head.

    Title lines inside the table's marks come before the grid, as headings and captions.
    """
    body = [line for line in lines if line.text and not _RULE.fullmatch(line.text) and not _MARK.fullmatch(line.text)]
    body = [line for line in body if not re.fullmatch(r"(?:\s*<[A-Z]+>)+\s*", line.raw, re.IGNORECASE)]
    edges = _columns(body)
    if not body or not edges:
        return []
    placed = [_placed(line, edges) for line in body]
    titles = next((n for n, parts in enumerate(placed) if any(high for _, _, _, high in parts)), len(body))
    before: list[Block] = [
        Heading(line.span, 3) if is_statement(line.text) else Paragraph((line.span,), "caption")
        for line in body[:titles]
    ]
    body, placed = body[titles:], placed[titles:]
    flush = min((line.indent for line in body), default=0)
    cells: list[GridCell] = []
    for row, line in enumerate(body):
        start = line.span.start - (len(line.raw) - len(line.raw.lstrip()))
        for text, at, low, high in placed[row]:
            indent = (line.indent - flush) // _STEP if low == 0 else 0
            _add(cells, row, low, text, start + at, indent, high - low + 1)
    return [*before, _grid(body, cells, len(body), len(edges) + 1)] if cells else before


def _columns(body: Sequence[Line]) -> list[tuple[int, int]]:
    """The columns of figures, left to right, as (leftmost start, rightmost end)."""
    spots = sorted(
        (end, start) for line in body for start, end in _figures_right(line) if line.raw[start:end].strip() != "$"
    )
    groups: list[list[tuple[int, int]]] = []
    for end, start in spots:
        if groups and end - groups[-1][-1][0] <= 3:
            groups[-1].append((end, start))
        else:
            groups.append([(end, start)])
    kept = [group for group in groups if len(group) > 1 or len(spots) < 6]
    return [(min(start for _, start in group), max(end for end, _ in group)) for group in kept]


def _placed(line: Line, edges: list[tuple[int, int]]) -> list[tuple[str, int, int, int]]:
    """The parts of a line as (text, offset in the line, first column, last column); column 0 is the label's."""
    placed: list[tuple[str, int, int, int]] = []
    parts = [(m.start(), m.end()) for m in _parts(line.raw)]
    pending: int | None = None  # a "$" that waits for its figure
    for start, end in parts:
        text = line.raw[start:end]
        if text.strip() == "$":
            pending = start
            continue
        begin = pending if pending is not None else start
        pending = None
        over = [n for n, (left, right) in enumerate(edges) if start < right + 2 and end > left - 1]
        exact = [n for n, (_, right) in enumerate(edges) if abs(end - right) <= 3]
        if _FIGURE.fullmatch(text.strip()) and exact and start:
            placed.append((line.raw[begin:end], begin, exact[-1] + 1, exact[-1] + 1))
        elif over and start > 0 and (placed or start >= edges[0][0] - 12):
            placed.append((line.raw[begin:end], begin, over[0] + 1, over[-1] + 1))
        elif not placed:
            placed.append((line.raw[begin:end], begin, 0, 0))
        else:
            near = min(range(len(edges)), key=lambda n: abs(edges[n][1] - end))
            placed.append((line.raw[begin:end], begin, near + 1, near + 1))
    return placed
