"""The heads of a PDF table's columns: which columns each stands over, and heads broken over lines or run together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.pdf_words import Segment

HEAD = re.compile(
    r"^(?:19|20)\d\d[A-Za-z]?$|\b(?:ended|ending|months?|weeks?|quarters?|year|years|fiscal|change|variance|total|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|as of|Q[1-4])\b|^\$|^%$",
    re.IGNORECASE,
)
_HEAD_GAP = 0.6  # em between the heads of two columns that stand close


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of a rebuilt table: its segment and place."""

    segment: Segment
    row: int
    column: int
    columns: int
    indent: int


@dataclass(slots=True)
class Column:
    """A stretch of the page's width in which a column's numbers stand."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    def overlap(self, segment: Segment) -> float:
        return min(self.x1, segment.x1) - max(self.x0, segment.x0)


def parted(segment: Segment, columns: Sequence[Column]) -> tuple[Segment, ...]:
    """Heads of two columns that stand so close that the line ran them together, apart again."""
    for position, (before, word) in enumerate(pairwise(segment.words), 1):
        if word.x0 - before.x1 < _HEAD_GAP * word.size:
            continue
        left, right = Segment(segment.words[:position]), Segment(segment.words[position:])
        lefts = {n for n, column in enumerate(columns) if column.overlap(left) > 0}
        rights = {n for n, column in enumerate(columns) if column.overlap(right) > 0}
        if lefts and rights and not lefts & rights:
            return (left, *parted(right, columns))
    return (segment,)


def head_spans(
    segments: Sequence[Segment],
    columns: Sequence[Column],
    heads: tuple[Sequence[Placed], Sequence[Segment]],
    margin: float,
) -> list[tuple[int, int]]:
    """The columns that the heads of one line stand over. margin: labels start left of it."""
    over, below = heads
    spans = [column_span(segment, columns, heading=True) for segment in segments]
    spans = [
        (1, 1) if span == (0, 0) and _overhangs(segment, columns[0], margin) else span
        for segment, span in zip(segments, spans, strict=True)
    ]
    wide = _widen(segments, spans, columns)
    return [
        span if _begins(segment, below, columns) or _goes_on(segment, over) else widened
        for segment, span, widened in zip(segments, spans, wide, strict=True)
    ]


def _goes_on(segment: Segment, over: Sequence[Placed]) -> bool:
    """Whether a head is the next line of one that stands over a single column."""
    size = segment.words[0].size
    return not HEAD.search(segment.text) and any(
        cell.columns == 1
        and cell.column > 0
        and not HEAD.search(cell.segment.text)
        and _aligned(cell.segment, segment, size)
        for cell in over
    )


def _overhangs(segment: Segment, column: Column, margin: float) -> bool:
    """Whether a head stands far from where labels start, and partly over the first column: it is that column's."""
    return segment.x0 > margin and column.overlap(segment) > 0.5 and not segment.number


def _aligned(a: Segment, b: Segment, size: float) -> bool:
    """Whether two heads are set to one middle, or to one edge."""
    return abs(a.middle - b.middle) < size or min(abs(a.x0 - b.x0), abs(a.x1 - b.x1)) < 0.3 * size


def _begins(segment: Segment, below: Sequence[Segment], columns: Sequence[Column]) -> bool:
    """Whether a head is the first line of the one right under it ("Rigid" over "Packaging"), and so of one column.

    A period may well stand over several columns, in the middle of which another head stands; and so may what stands over
    periods alone ("U.S. plans" over three years).
    """
    over = [under for under in below if any(column.overlap(under) > 0 for column in columns)]
    if HEAD.search(segment.text) or (len(over) > 1 and all(HEAD.search(under.text) for under in over)):
        return False
    size = segment.words[0].size
    return any(
        not under.number and _aligned(under, segment, size) and segment.x1 - segment.x0 <= under.x1 - under.x0 + 1
        for under in below
    )


def column_span(segment: Segment, columns: Sequence[Column], *, heading: bool = False) -> tuple[int, int]:
    """The columns a segment stands over, from 1; 0 is the label's. A head may be wider than the figures under it."""
    rightmost = columns[0].x0 if heading and len(segment.text) < 30 else columns[0].x1
    if segment.x0 < columns[0].x0 - 0.5 and not segment.number and segment.middle < rightmost:
        return 0, 0
    if segment.x1 < columns[0].x0 - 2 * segment.words[0].size:
        return 0, 0  # a year that heads the labels
    over = [number for number, column in enumerate(columns, 1) if column.overlap(segment) > 0.5]
    if segment.number and over:
        best = max(over, key=lambda number: columns[number - 1].overlap(segment))
        return best, best
    if over:
        return over[0], over[-1]
    nearest = min(range(len(columns)), key=lambda number: abs(columns[number].middle - segment.middle))
    return nearest + 1, nearest + 1


def _widen(
    segments: Sequence[Segment], spans: Sequence[tuple[int, int]], columns: Sequence[Column]
) -> list[tuple[int, int]]:
    """A head set in the middle over several columns spans them all, as far as no other head stands over them."""
    even = _even_shares(segments, spans, len(columns))
    if even:
        return even
    widened = []
    for number, (segment, (first, last)) in enumerate(zip(segments, spans, strict=True)):
        if first == 0:
            widened.append((first, last))
            continue
        low = spans[number - 1][1] + 1 if number and spans[number - 1][1] else 1
        high = spans[number + 1][0] - 1 if number + 1 < len(spans) else len(columns)
        groups = [(i, j) for i in range(max(low, 1), first + 1) for j in range(last, max(high, last) + 1)]
        size = segment.words[0].size

        def off(group: tuple[int, int], middle: float = segment.middle, size: float = size) -> tuple[float, int]:
            centre = (columns[group[0] - 1].x0 + columns[group[1] - 1].x1) / 2
            return (round(abs(centre - middle) / size), group[0] - group[1])

        widened.append(min(groups, key=off, default=(first, last)))
    return widened


def _even_shares(
    segments: Sequence[Segment], spans: Sequence[tuple[int, int]], width: int
) -> list[tuple[int, int]] | None:
    """Periods set over as many columns each, where that agrees with the columns they overlap; None where it does not."""
    places = [number for number, (first, _) in enumerate(spans) if first > 0]
    if len(places) < 2 or width % len(places) or not all(HEAD.search(segments[number].text) for number in places):
        return None
    size = width // len(places)
    shares = list(spans)
    for turn, number in enumerate(places):
        first, last = turn * size + 1, (turn + 1) * size
        if spans[number][0] < first or spans[number][1] > last:
            return None
        shares[number] = (first, last)
    return shares
