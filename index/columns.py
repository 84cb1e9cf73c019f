"""Rows of pieces -> panels: which rows are heads, which columns hold figures, and the head path over each column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from enum import Enum

from index.heads import kind_of_head, read_when
from index.matrix import Piece, Row
from index.scales import scale_in_prose
from index.spread import Column, is_scale_note, regrouped, sorts_beneath, spread
from index.units import kind_of_words

_YEARS_ONLY = re.compile(r"^(?:(?:19|20)\d{2}[\s,]*){2,4}$")
_TAIL = re.compile(r"\b(?:(?:19|20)\d{2}|(?:FY|Q[1-4]\s*)['’]?\d{2})\b[^\d]*$")
_NOTED = re.compile(r"(?P<note>\([^()]*\))\s+(?P<tail>[^\s(].*)$")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows under one set of column heads.

    heads: the head rows. stub: what stands in the label column of the head rows. body: the rows below.
    stub_right: labels start left of this grid column.
    """

    heads: tuple[Row, ...]
    stub: tuple[str, ...]
    columns: tuple[Column, ...]
    body: tuple[Row, ...]
    stub_right: int

    def column_of(self, piece: Piece) -> int | None:
        """The number of the column a piece stands in; None for a label or where it stands in none."""
        best, most = None, 0
        left, right = piece.left, piece.right
        for number, column in enumerate(self.columns):
            if column.left < right and left < column.right:
                shared = min(right, column.right) - max(left, column.left)
                if shared > most:
                    best, most = number, shared
        return best


def is_amount(piece: Piece) -> bool:
    """Whether a piece is a figure that no one would take for a year in a head."""
    return piece.number or (piece.printed is not None and "," in piece.text)


class Spans(Enum):
    """How it is known which columns a head covers."""

    TOLD = "the source says so of each cell"
    PLACED = "from where it stands on the page"
    UNKNOWN = "by the heads beside it alone"


def panels_of(rows: Sequence[Row], spans: Spans) -> tuple[Panel, ...]:
    """The panels of a table, from the top down."""
    starts = list(_panel_starts(rows))
    found: list[Panel] = []
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        panel = _panel(rows[start:end], spans, found[0] if found else None)
        if panel is not None:
            found.append(_in_scale(panel, rows[:start], found) if found else panel)
    return tuple(found)


def _in_scale(panel: Panel, above: Sequence[Row], found: Sequence[Panel]) -> Panel:
    """A later panel with the scale that the lines right above it state, or else that of the table's first panel."""
    if any(is_scale_note(part) for part in panel.stub):
        return panel
    last = next((n for n in reversed(range(len(above))) if _has_amount(above[n])), -1)
    told = [row[0].text for row in above[last + 1 :] if len(row) == 1 and scale_in_prose(row[0].text).money is not None]
    notes = told[-1:] or [part for part in found[0].stub if is_scale_note(part)]
    return replace(panel, stub=(*notes, *panel.stub))


def _has_words(piece: Piece) -> bool:
    return piece.left == 0 and any(letter.isalpha() for letter in piece.text)


def _has_amount(row: Row) -> bool:
    amounts = [piece for piece in (row[1:] if not is_amount(row[0]) else row) if is_amount(piece)] if row else []
    # "Period (1) | Share | (2) | (Millions)": marks of notes on heads are no amounts.
    marks = any(_MARKED.search(piece.text) for piece in row) and all(_MARK.fullmatch(p.text) for p in amounts)
    return bool(amounts) and not marks


_MARK = re.compile(r"\(\d\)")
_MARKED = re.compile(r"\w \(\d\)$")


def _panel_starts(rows: Sequence[Row]) -> Iterator[int]:
    """Row 0, and every row in the body where a new set of heads begins."""
    yield 0
    data_left: int | None = None
    in_body = False
    headed: set[str] = set()
    over: int | None = None  # the first of the rows since the last figures that stand over the columns alone
    for number, row in enumerate(rows):
        if _has_amount(row):
            left = min(piece.left for piece in row if is_amount(piece))
            data_left = left if data_left is None else min(data_left, left)
            in_body, over = True, None
        elif data_left is None:
            headed.update(piece.text.casefold() for piece in row)
        elif in_body and row:
            if over is None and row[0].left > 0:
                over = number
            elif len(row) == 1 and row[0].left == 0:
                over = None
            if _heads_again(row, data_left, headed):
                yield number if over is None else over
                in_body = False


def _heads_again(row: Row, data_left: int, headed: Set[str]) -> bool:
    """Whether a row of the body holds heads: periods, or those over the first panel once more ("2007 | High | Low")."""
    heads = [piece for piece in row if piece.right > data_left and piece.left > 0]
    if len(heads) < 2:
        return False
    if len({piece.text for piece in heads}) == 1 and _has_words(row[0]):
        return False  # "Notes due 2036 | 1941 | 1941": amounts that could be years, and no columns have one year
    told = sum(1 for piece in heads if not read_when(piece.text).empty)
    return told * 2 >= len(heads) or all(piece.text.casefold() in headed for piece in heads)


def _panel(rows: Sequence[Row], spans: Spans, first: Panel | None) -> Panel | None:
    data = next((number for number, row in enumerate(rows) if _has_amount(row)), None)
    if data is None:
        return _words_panel(rows) if first is None else None
    body_guess = rows[data:]
    columns = _columns(body_guess, rows[:data])
    if not columns:
        return None
    stub_right = columns[0].left
    columns = _joined_slots(columns, body_guess, rows[:data])
    last_head = max(
        (n for n in range(data) if any(p.left >= stub_right or p.over(stub_right, columns[-1].right) for p in rows[n])),
        default=-1,
    )
    while last_head + 1 < data and len(rows[last_head + 1]) == 1 and is_scale_note(rows[last_head + 1][0].text):
        last_head += 1
    heads = tuple(row for row in rows[: last_head + 1] if row)
    label_right = max((row[0].right for row in body_guess if row and row[0].right <= stub_right), default=stub_right)
    stub = tuple(piece.text for row in heads for piece in row if piece.right <= label_right)
    columns = _with_heads(columns, heads, label_right, spans)
    stub = tuple(rest for text in stub if (rest := _without_tail(text, columns[0].path)))
    return Panel(heads, stub, columns, tuple(rows[last_head + 1 :]), stub_right)


def _without_tail(stub: str, path: Sequence[str]) -> str:
    """A label column's head without the first column's, where the reader ran the two together."""
    tail = _run_on(stub)
    return stub.removesuffix(tail).strip() if tail and tail in path else stub


def _run_on(stub: str) -> str:
    """What follows a scale in the label column's head, or the year it ends with: the first column's head, it may be."""
    noted = _NOTED.match(stub)
    if noted and is_scale_note(noted["note"]):
        return noted["tail"]
    tail = _TAIL.search(stub)
    return tail[0] if tail else ""


def _words_panel(rows: Sequence[Row]) -> Panel | None:
    """A table of words: each left edge is a column; its first row is taken as heads where it is full."""
    edges = sorted({piece.left for row in rows for piece in row})
    if len(edges) < 2:
        return None
    bounds = [*edges[1:], max(piece.right for row in rows for piece in row) + 1]
    columns = tuple(Column(left, max(right, left + 1)) for left, right in zip(edges[1:], bounds[1:], strict=True))
    first = next(number for number, row in enumerate(rows) if row)
    full = len(rows[first]) >= len(edges) and len(rows) > first + 1
    heads = (rows[first],) if full else ()
    stub = tuple(piece.text for piece in heads[0][:1]) if heads else ()
    if heads:
        columns = tuple(replace(c, path=tuple(p.text for p in heads[0] if c.left <= p.left < c.right)) for c in columns)
    return Panel(heads, stub, columns, tuple(rows[first + 1 :] if full else rows), edges[1])


def _columns(body: Sequence[Row], above: Sequence[Row]) -> tuple[Column, ...]:
    """Columns of figures, and columns of words to their right, between them, or under a head of their own."""
    figures: list[tuple[int, int]] = []
    years: list[tuple[int, int]] = []
    unlabelled = _is_unlabelled(body)
    for row in body:
        pieces = row if row and is_amount(row[0]) and (row[0].left > 0 or unlabelled) else row[1:]
        figures.extend((p.left, p.right) for p in pieces if p.printed is not None and (is_amount(p) or p.printed.nil))
        years.extend((p.left, p.right) for p in pieces if p.printed is not None and p.printed.year_like)
    clusters = _clusters(figures, [])
    if not clusters:
        return ()
    left = clusters[0][0]
    # Years in a column of their own left of the figures are labels.
    clusters = _clusters([pair for pair in years if pair[0] >= left], clusters)
    words = [(p.left, p.right) for row in body for p in row[1:] if p.printed is None and p.left >= left]
    between = [(p.left, p.right) for row in body for p in row[1:] if p.printed is None and p.right <= left]
    heads = [p for row in above for p in row if p.left > 0 and p.right <= left and p.printed is None]
    words += [pair for pair in between if any(head.over(*pair) for head in heads)]
    return tuple(Column(a, b) for a, b in _clusters(words, clusters))


def _is_unlabelled(body: Sequence[Row]) -> bool:
    """Whether rows begin with amounts of money, and so have no labels: their columns' heads name all there is."""
    first = [row[0] for row in body if len(row) > 1 and row[0].left == 0]
    return bool(first) and all(piece.printed is not None and piece.printed.currency for piece in first)


def _joined_slots(columns: tuple[Column, ...], body: Sequence[Row], above: Sequence[Row]) -> tuple[Column, ...]:
    """Columns split by figures that stand a little apart, joined where the heads over them count fewer."""
    counts = {len([p for p in row if p.left > 0]) for row in above}
    filled = [
        {n for n, c in enumerate(columns) for p in row if p.printed is not None and p.over(c.left, c.right)}
        for row in body
    ]
    most = max((len(slots) for slots in filled), default=0)
    if most >= len(columns) or most not in counts:
        return columns
    joined: list[list[int]] = [[0]]
    for number in range(1, len(columns)):
        apart = any(number in slots and slots & set(joined[-1]) for slots in filled)
        if apart:
            joined.append([number])
        else:
            joined[-1].append(number)
    if len(joined) != most:
        return columns
    return tuple(Column(columns[part[0]].left, columns[part[-1]].right) for part in joined)


def _clusters(intervals: Sequence[tuple[int, int]], start: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Intervals that overlap, joined, the narrowest first; one that would join two is left out."""
    clusters = list(start)
    for left, right in sorted(set(intervals), key=lambda pair: (pair[1] - pair[0], pair)):
        touched = [n for n, (a, b) in enumerate(clusters) if left < b and a < right]
        if not touched:
            clusters.append((left, right))
        elif len(touched) == 1 and not start:
            a, b = clusters[touched[0]]
            clusters[touched[0]] = (min(a, left), max(b, right))
        clusters.sort()
    return clusters


# --- heads ----------------------------------------------------------------------------------------------------------


def _with_heads(columns: tuple[Column, ...], heads: Sequence[Row], stub_right: int, spans: Spans) -> tuple[Column, ...]:
    """The columns with the head path over each."""
    paths: list[list[str]] = [[] for _ in columns]
    groups: list[list[int]] = [list(range(len(columns)))]
    beneath = _one_for_each(heads, columns), sorts_beneath(heads, columns, stub_right)
    for row in heads:
        pieces = [piece for piece in row if piece.right > stub_right or piece.left >= stub_right]
        if len(pieces) == len(columns) - 1 and pieces and row[0] is not pieces[0] and (tail := _run_on(row[0].text)):
            # The reader ran the label column's head and the first column's together.
            pieces = [replace(row[0], text=tail), *pieces]
        if not pieces:
            continue
        if len(pieces) == len(columns) and _stands(pieces, columns):
            covers = [[number] for number in range(len(columns))]
        elif len(pieces) == 1 and is_scale_note(pieces[0].text) and _speaks_for_all(paths, spans):
            covers = [list(range(len(columns)))]
        else:
            known = spans is not Spans.UNKNOWN
            covers = _spanned_covers(pieces, columns) if known else spread(pieces, columns, groups, beneath)
        told: list[list[int]] = []
        for piece, cover in zip(pieces, covers, strict=True):
            texts = _split_years(piece.text, cover, covers)
            for column, text in zip(cover, texts, strict=True):
                if not paths[column] or paths[column][-1] != text:
                    paths[column].append(text)
            if cover:
                told.append(cover)
        if spans is Spans.UNKNOWN:
            groups = regrouped(groups, told)
    return tuple(replace(column, path=tuple(path)) for column, path in zip(columns, paths, strict=True))


def _one_for_each(heads: Sequence[Row], columns: tuple[Column, ...]) -> tuple[str, ...]:
    """The lowest heads that stand one over each column; empty where no row of heads does."""
    for row in reversed(heads):
        if len(row) == len(columns) and _stands(row, columns):
            return tuple(piece.text for piece in row)
    return ()


def _speaks_for_all(paths: Sequence[Sequence[str]], spans: Spans) -> bool:
    """Whether a scale alone in its row is every column's: their heads so far name periods, or nothing.

    Where the grid does not say how wide it is, also where no column is of shares, years or anything else not money.
    """
    if all(tells_no_metric(tuple(path)) for path in paths):
        return True
    return spans is not Spans.TOLD and all(path and not kind_of_words(" ".join(path)).unit for path in paths)


def tells_no_metric(path: tuple[str, ...]) -> bool:
    """Whether heads name a period, a change, or nothing: what is measured stands in the rows."""
    return not path or not read_when(" ".join(path)).empty or kind_of_head(path, percent=False) != "value"


def _split_years(text: str, cover: list[int], covers: list[list[int]]) -> list[str]:
    """A head that prints several columns' years in one cell, given back one to a column."""
    years = _YEAR.findall(text) if _YEARS_ONLY.match(text) else []
    alone = sum(1 for other in covers if set(other) & set(cover)) == 1
    return years if len(years) == len(cover) and alone else [text] * len(cover)


def _spanned_covers(pieces: Sequence[Piece], columns: tuple[Column, ...]) -> list[list[int]]:
    """Which columns each head covers, by overlap; a column takes the head that covers most of it."""
    covers: list[list[int]] = [[] for _ in pieces]
    for number, column in enumerate(columns):
        shared = [min(p.right, column.right) - max(p.left, column.left) for p in pieces]
        best = max(range(len(pieces)), key=shared.__getitem__)
        if shared[best] > 0:
            covers[best].append(number)
    if any(not cover for cover in covers):
        return _in_order(pieces, columns)
    return covers


def _stands(pieces: Sequence[Piece], columns: tuple[Column, ...]) -> bool:
    """Whether as many heads as columns can each be its column's: none stands over another's alone."""
    for number, piece in enumerate(pieces):
        over = [n for n, column in enumerate(columns) if piece.over(column.left, column.right)]
        if over and number not in over:
            return False
    return True


def _in_order(pieces: Sequence[Piece], columns: tuple[Column, ...]) -> list[list[int]]:
    """Which columns each head covers where some stand beside theirs: in order, with the least distance in all.

    A head as wide as several columns covers those it overlaps.
    """
    count, width = len(pieces), len(columns)
    if count > width:
        return [[number for number, c in enumerate(columns) if piece.over(c.left, c.right)] for piece in pieces]
    cost: list[list[float]] = [[0.0] * (width + 1) for _ in range(count + 1)]
    for i in range(1, count + 1):
        cost[i][:i] = [float("inf")] * i
        for j in range(i, width + 1):
            taken = cost[i - 1][j - 1] + _distance(pieces[i - 1], columns[j - 1])
            cost[i][j] = min(taken, cost[i][j - 1] if j > i else float("inf"))
    covers: list[list[int]] = [[] for _ in pieces]
    j = width
    for i in range(count, 0, -1):
        while j > i and cost[i][j] == cost[i][j - 1]:
            j -= 1
        covers[i - 1] = sorted({j - 1, *(n for n, c in enumerate(columns) if pieces[i - 1].over(c.left, c.right))})
        j -= 1
    return covers


def _distance(piece: Piece, column: Column) -> float:
    if piece.over(column.left, column.right):
        return 0.0
    return float(column.left - piece.right + 1 if column.left >= piece.right else piece.left - column.right + 1)
