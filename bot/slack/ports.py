"""What the adapter needs of the rest of tieout, and no more: the chain, and the shelf of filings it reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from bot.answer import Answer
from index.shelf import Shelf


class Step(Protocol):
    """A step of the chain that is done; the last one has the answer."""

    @property
    def step(self) -> str: ...

    @property
    def answer(self) -> Answer | None: ...


class Asked(Protocol):
    """The chain as the adapter uses it. Safe to use from many threads."""

    @property
    def shelf(self) -> Shelf: ...

    def stream(
        self, question: str, thread: str | None = None, filing: str | None = None, turn: str | None = None
    ) -> Iterable[Step]: ...

    def forget(self, thread: str) -> None: ...
