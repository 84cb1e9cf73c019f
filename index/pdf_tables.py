"""Tables of a PDF page, rebuilt from where words stand: which lines are rows, and which columns they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.pdf_heads import HEAD, Column, Placed, column_span, head_spans, parted
from index.pdf_words import Line, Segment
from index.scales import read_scale

YEAR = re.compile(r"^(?:19|20)\d\d[A-Za-z*]?$")
_DASH, _MANY = re.compile(r"^[$€£¥]?\s*[—–-]+$"), 30
# A sentence that introduces the next table ends the one above it.
_INTRODUCES = re.compile(
    r"\b(?:the\s+)?following\s+tables?\b|\btables?\s+below\s+(?:shows?|presents?|sets?|summari[sz]es?|reconciles?)\b",
    re.IGNORECASE,
)
LIST_MARK = re.compile(r"^(?:\(?[a-z0-9]{1,3}[.)]|\([ivx]+\)|[•●▪◦·–—*-]|o|‡|†)$", re.IGNORECASE)
MOST_HEAD_LINES, MOST_FILLERS = 7, 5
# More lines may stand between rows that keep to the same columns, and between the heads and the first row with figures.
MOST_ALIGNED_FILLERS, MOST_LABELS = 10, 6
FARTHEST = 4  # line heights between a line with one head for each column and the first row
MOST_LABELS_UNDER_WORDS, MANY_COLUMNS = 2, 4  # "High | Low", and under them "Fiscal 2015 quarters ended:"


@dataclass(frozen=True, slots=True)
class PageTable:
    """A rebuilt table: lines first to last (inclusive) of the page, its cells by row and column, its width in columns."""

    first: int
    last: int
    columns: int
    cells: tuple[Placed, ...]


def page_tables(lines: Sequence[Line]) -> tuple[PageTable, ...]:
    """The tables of a page, top to bottom."""
    tables: list[PageTable] = []
    position = 0
    while position < len(lines):
        if not is_data(lines[position]):
            position += 1
            continue
        last = _last_row(lines, position)
        table = _rebuild(lines, position, last, above=tables[-1].last + 1 if tables else 0)
        if table is not None:
            tables.append(table)
        position = last + 1
    return tuple(tables)


def is_data(line: Line) -> bool:
    """Whether a line reads as a row: numbers set apart from a label, or from each other."""
    segments = line.segments
    numbers = [segment for segment in segments if segment.number]
    if not numbers or len(segments) == 1 or is_listed(line):
        return False
    return len(numbers) > 1 or not segments[0].number


def is_listed(line: Line) -> bool:
    """Whether a line is a list's or a footnote's: a mark, then words."""
    segments = line.segments
    return len(segments) == 2 and LIST_MARK.match(segments[0].text) is not None and not segments[1].number


def _last_row(lines: Sequence[Line], first: int) -> int:
    last = first
    position = first + 1
    left = min((s.x0 for s in lines[first].segments if s.number), default=lines[first].x1)
    while position < len(lines) and position - last <= MOST_ALIGNED_FILLERS:
        line = lines[position]
        if _starts_anew(lines, position, last):
            break
        if position - last > MOST_FILLERS and not (is_data(line) and _aligned(lines[first : last + 1], line)):
            position += 1
            continue
        if is_data(line) or (_bare(line, left) and line.base - lines[last].base < 3 * line.size):
            last = position
            left = min([left, *(s.x0 for s in line.segments if s.number)])
        elif _is_prose(line, lines, left):
            break
        position += 1
    return last


def _aligned(rows: Sequence[Line], line: Line) -> bool:
    """Whether a row's figures, at least two and no years, end where figures of the rows above end."""
    figures = [segment for segment in line.segments[1:] if segment.number and not YEAR.match(segment.text)]
    ends = [segment.x1 for row in rows for segment in row.segments if segment.number]
    return len(figures) > 1 and all(any(abs(one.x1 - end) < 1 for end in ends) for one in figures)


def _bare(line: Line, left: float) -> bool:
    """A number alone under a column: a total without a label."""
    return len(line.segments) == 1 and line.segments[0].number and line.x0 >= left - line.size


def _is_prose(line: Line, lines: Sequence[Line], left: float) -> bool:
    """Whether a line without numbers set apart is running text and not a row's label or a heading between rows."""
    text = line.text
    if is_listed(line) or len(text) > 150 or _INTRODUCES.search(text):
        return True
    if len(line.segments) > 1:
        return False
    wide = line.x1 > left + 3 * line.size and line.x1 - line.x0 > 0.6 * _width(lines)
    return wide and (text[-1:] in ".;" or len(text) > 110)


def _width(lines: Sequence[Line]) -> float:
    return max(line.x1 for line in lines) - min(line.x0 for line in lines)


def _starts_anew(lines: Sequence[Line], position: int, last: int) -> bool:
    """Whether a line after a gap is the head of another table."""
    line = lines[position]
    gap = line.base - lines[position - 1].base
    if gap > 5 * line.size:
        return True
    if gap < 1.7 * line.size or position - 1 != last:
        return False
    heads = [segment for segment in line.segments if HEAD.search(segment.text)]
    values = [segment for segment in line.segments if segment.number and not YEAR.match(segment.text)]
    return len(line.segments) > 1 and bool(heads) and not values


def _rebuild(lines: Sequence[Line], first: int, last: int, above: int) -> PageTable | None:
    rows = [line for line in lines[first : last + 1] if _has_values(line)]  # years alone head the rows below them
    numbers = [
        segment for line in rows for segment in line.segments if segment.number and segment is not line.segments[0]
    ]
    numbers += [line.segments[0] for line in rows if line.segments[0].number and len(line.segments) > 1]
    if len(numbers) < 2:
        return None
    numbers = _without_slips(numbers)
    columns = _columns(rows, numbers)
    head = _first_head(lines, first, above, columns)
    left = columns[0].x0
    columns = sorted([*columns, *_text_columns(rows, columns)], key=lambda column: column.x0)
    table = lines[head : last + 1]
    valued = [number for number, line in enumerate(table) if _has_values(line)]
    indents = _indents(table, left)
    cells: list[Placed] = []
    for row, line in enumerate(table):
        body = next((number for number in valued if number >= row), 0)
        below = [segment for under in table[row + 1 : body] for segment in under.segments]
        over = [cell for cell in cells if cell.row == row - 1]
        # heads may come again, further down; there, a label without figures is none
        heading = row < body and (
            body == valued[0] or any(columns[0].overlap(s) > 0 or s.x0 > left for s in line.segments)
        )
        cells.extend(_place(line, row, columns, indents, (over, below), heading=heading))
    return PageTable(head, last, len(columns) + 1, tuple(cells))


def _has_values(line: Line) -> bool:
    return any(segment.number and not YEAR.match(segment.text) for segment in line.segments[1:] or line.segments)


def _columns(rows: Sequence[Line], numbers: Sequence[Segment]) -> list[Column]:
    """Stretches of width that numbers share; where two numbers of one row fall into one, by their right edges instead."""
    columns = _merge((segment.x0, segment.x1) for segment in numbers)
    counted = {id(segment) for segment in numbers}
    for line in rows:
        shared = [segment for segment in line.segments if id(segment) in counted]
        held = [next(n for n, column in enumerate(columns) if column.overlap(s) > 0) for s in shared]
        if len(set(held)) < len(held):
            return _by_right_edge(numbers)
    return columns


def _without_slips(numbers: Sequence[Segment]) -> list[Segment]:
    """The numbers of a table, but a dash that stands where no other row has anything: a slip of the pen, no column."""
    if len(numbers) < _MANY:
        return list(numbers)
    return [
        segment
        for segment in numbers
        if not _DASH.match(segment.text)
        or any(other is not segment and min(other.x1, segment.x1) > max(other.x0, segment.x0) for other in numbers)
    ]


def _merge(stretches: Iterable[tuple[float, float]]) -> list[Column]:
    columns: list[Column] = []
    for x0, x1 in sorted(stretches):
        if columns and x0 < columns[-1].x1 - 0.5:
            columns[-1].x1 = max(columns[-1].x1, x1)
        else:
            columns.append(Column(x0, max(x1, x0 + 1)))
    return columns


def _by_right_edge(numbers: Sequence[Segment]) -> list[Column]:
    size = median(segment.words[0].size for segment in numbers)
    groups: list[list[Segment]] = []
    for segment in sorted(numbers, key=lambda segment: segment.x1):
        if groups and segment.x1 - groups[-1][-1].x1 < 0.9 * size:
            groups[-1].append(segment)
        else:
            groups.append([segment])
    columns = [Column(median(s.x0 for s in group), max(s.x1 for s in group)) for group in groups]
    for before, column in pairwise(columns):
        column.x0 = max(column.x0, before.x1)
    return columns


def _text_columns(rows: Sequence[Line], columns: Sequence[Column]) -> list[Column]:
    """Columns of words beside the label's: stretches that at least two rows fill and no number does."""
    spare = [
        segment
        for line in rows
        for segment in line.segments[1:]
        if not segment.number and all(column.overlap(segment) <= 0 for column in columns)
    ]
    found = _merge((segment.x0, segment.x1) for segment in spare)
    return [column for column in found if sum(column.overlap(segment) > 0 for segment in spare) > 1]


def _first_head(lines: Sequence[Line], first: int, above: int, columns: Sequence[Column]) -> int:
    """The topmost line of the heads that stand over the columns."""
    head = first
    pitch = 2.3 * lines[first].size
    left = columns[0].x0 - 2.5 * lines[first].size
    labels, told = 0, False  # told: whether a sentence stands between
    for position in range(first - 1, max(above, first - MOST_HEAD_LINES - MOST_LABELS) - 1, -1):
        line = lines[position]
        if is_listed(line) or first - position - labels > MOST_HEAD_LINES:
            break
        over = [segment for segment in line.segments if any(column.overlap(segment) > 0 for column in columns)]
        if not over and line.x0 >= left:
            over = [segment for segment in line.segments if HEAD.search(segment.text)]  # in the middle, between columns
        apart = lines[position + 1].base - line.base
        if apart > pitch:
            near = head == first and apart < FARTHEST * line.size
            if not (near and _one_each(line, over, columns, left, labels)):
                break
        short = all(len(segment.text) < 60 for segment in line.segments)
        beside = len(line.segments) > 1 and short and bool(over)
        if not (beside or (over and line.x0 >= left and short)):
            labels += 1
            told = told or line.text[-1:] in ".;" or not (short or line.text.endswith(":"))
            if head < first or over or len(line.segments) > 1 or labels > MOST_LABELS:
                break
            continue
        dated = all(HEAD.search(segment.text) for segment in over)
        one_each = labels and not told and _one_each(line, over, columns, left, labels)
        if labels and head == first and not (len(over) > 1 and (dated or one_each)):
            # Over labels without figures ("Assets", "Current assets:") only heads of several columns are looked for.
            if len(over) == 1 and (HEAD.search(over[0].text) or not read_scale(over[0].text).empty):
                continue
            break
        head = position
    return head


def _one_each(line: Line, over: Sequence[Segment], columns: Sequence[Column], left: float, labels: int) -> bool:
    """Whether a line of words holds one head for each column. labels: how many lines of labels stand under it."""
    stub = line.segments[0]
    beside = stub not in over and len(line.segments) > 1
    named = beside and bool(HEAD.search(stub.text) or not read_scale(stub.text).empty)
    heads = [part for segment in line.segments[beside:] for part in parted(segment, columns)]
    over_one = [sum(column.overlap(head) > 0 for column in columns) for head in heads]
    if len(heads) != len(columns) or set(over_one) != {1} or heads[0].x0 < left:
        return False
    sure = named or len(columns) >= MANY_COLUMNS
    return labels <= (MOST_LABELS if sure else MOST_LABELS_UNDER_WORDS)


def _indents(lines: Sequence[Line], left: float) -> dict[float, int]:
    """Ranks of the places where labels start; two that lie closer than a third of an em are one."""
    starts = sorted({round(line.x0, 1) for line in lines if line.x0 < left and not line.segments[0].number})
    size = median(line.size for line in lines)
    ranks: dict[float, int] = {}
    for before, start in zip([None, *starts], starts, strict=False):
        rank = 0 if before is None else ranks[before] + (start - before > 0.3 * size)
        ranks[start] = rank
    return ranks


def _place(
    line: Line,
    row: int,
    columns: Sequence[Column],
    indents: dict[float, int],
    heads: tuple[Sequence[Placed], Sequence[Segment]],
    *,
    heading: bool,
) -> list[Placed]:
    """The cells of a line. heads: the cells of the head line over it, and the segments of those under it."""
    segments = line.segments
    if heading:
        segments = tuple(part for segment in segments for part in parted(segment, columns))
        spans = head_spans(segments, columns, heads, min(indents, default=0.0) + 4 * line.size)
    else:
        spans = [column_span(segment, columns) for segment in segments]
    cells: list[Placed] = []
    for segment, (first, last) in zip(segments, spans, strict=True):
        indent = indents.get(round(segment.x0, 1), 0) if first == 0 else 0
        if cells and cells[-1].column == first and cells[-1].columns == last - first + 1:
            before = cells.pop()
            joined = Segment(before.segment.words + segment.words)
            cells.append(Placed(joined, row, first, before.columns, before.indent))
        elif cells and first < cells[-1].column + cells[-1].columns:
            start = cells[-1].column + cells[-1].columns
            cells.append(Placed(segment, row, start, max(last - start + 1, 1), indent))
        else:
            cells.append(Placed(segment, row, first, last - first + 1, indent))
    return [cell for cell in cells if cell.column <= len(columns)]
