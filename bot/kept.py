"""What is worked out of a filing once for a generation of the index, and kept between questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from index.recent import Recent
from index.shelf import Shelf

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by filing and generation, those of the `limit` filings used last. Safe to use from many threads.

    Two threads that want a filing's value at once may both work it out: it is the same, and one of them is kept.
    """

    def __init__(self, limit: int) -> None:
        self._values: Recent[tuple[str, int], tuple[Value]] = Recent(limit)

    def of(self, shelf: Shelf, filing: str, make: Callable[[], Value]) -> Value:
        """A filing's value: the one kept, or what `make` gives. None is a value like any other."""
        key = (filing, shelf.generation)
        kept = self._values.get(key)
        if kept is None:
            kept = (make(),)
            self._values.put(key, kept)
        return kept[0]
