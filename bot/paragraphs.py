"""The paragraphs that stand near a place of a filing, found by where they begin and end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from index.layout import Paragraph


class Paragraphs:
    """A filing's paragraphs, in their own order, by the offsets at which they begin and end."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs
        spans = [paragraph.span for paragraph in paragraphs]
        self._starts = sorted((span.start, number) for number, span in enumerate(spans))
        self._ends = sorted((span.end, number) for number, span in enumerate(spans))

    def ending(self, first: int, last: int) -> list[Paragraph]:
        """Those that end at one of the offsets from `first` to `last`, both included."""
        return self._those(self._ends, first, last)

    def beginning(self, first: int, last: int) -> list[Paragraph]:
        """Those that begin at one of the offsets from `first` to `last`, both included."""
        return self._those(self._starts, first, last)

    def _those(self, places: list[tuple[int, int]], first: int, last: int) -> list[Paragraph]:
        found = places[bisect_left(places, (first,)) : bisect_left(places, (last + 1,))]
        return [self._paragraphs[number] for number in sorted(number for _, number in found)]
