"""Pages set in two columns: where the gutter is, and their lines in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.pdf_words import Line, Segment

# A line speaks for a gutter when words as long as these stand on both sides of one wide gap.
LONG = 25
# So many of a page's lines must, before any of it is read as two columns.
FEWEST_LINES, FEWEST_SHARE = 8, 0.12


def in_reading_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a page; where a stretch of it is set in two columns, the left one first, then the right."""
    gutter = _gutter(lines)
    if gutter is None:
        return tuple(lines)
    ordered: list[Line] = []
    band: list[Line] = []
    for line in lines:
        if _parted(line, gutter):
            band.append(line)
        else:
            ordered.extend(_unfolded(band, gutter))
            band = []
            ordered.append(line)
    ordered.extend(_unfolded(band, gutter))
    return tuple(ordered)


def _gutter(lines: Sequence[Line]) -> float | None:
    gaps = [(line.segments[0].x1, line.segments[1].x0) for line in lines if _speaks(line)]
    if len(gaps) < max(FEWEST_LINES, FEWEST_SHARE * len(lines)):
        return None
    votes: Counter[int] = Counter(x for left, right in gaps for x in range(int(left) + 1, int(right) + 1))
    if not votes:
        return None
    most = max(votes.values())
    if most < 0.8 * len(gaps):
        return None
    best = sorted(x for x, count in votes.items() if count == most)
    return float(best[len(best) // 2])


def _speaks(line: Line) -> bool:
    return len(line.segments) == 2 and all(len(s.text) >= LONG and not s.number for s in line.segments)


def _parted(line: Line, gutter: float) -> bool:
    """Whether nothing crosses the gutter, and what stands right of it is not the numbers of a label on the left."""
    if any(segment.x0 < gutter < segment.x1 for segment in line.segments):
        return False
    left, right = _sides(line, gutter)
    return not (left and right and right[0].number)


def _sides(line: Line, gutter: float) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    left = tuple(segment for segment in line.segments if segment.x1 <= gutter)
    return left, tuple(segment for segment in line.segments if segment.x1 > gutter)


def _unfolded(band: Sequence[Line], gutter: float) -> Iterator[Line]:
    if sum(_speaks(line) for line in band) < 3:
        yield from band
        return
    for side in (0, 1):
        for line in band:
            segments = _sides(line, gutter)[side]
            if segments:
                yield replace(line, segments=segments)
