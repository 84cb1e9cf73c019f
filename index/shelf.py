"""What an answering process sees of the index: one finished generation, read only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from index.facts import Fact
from index.filing import Filing, FilingRecord
from index.passages import Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, its fused score, and its rank in each list it came from (None where absent)."""

    passage: Passage
    score: float
    dense_rank: int | None = None
    lexical_rank: int | None = None


@runtime_checkable
class Shelf(Protocol):
    """One generation of the index. What it returns is cached; asking again costs nothing."""

    @property
    def generation(self) -> int: ...

    def filings(self) -> tuple[FilingRecord, ...]:
        """Every indexed filing, newest first."""

    def filing(self, filing_id: str) -> Filing:
        """The filing with its text, sections, paragraphs and typed tables. Raises UnknownFiling."""

    def facts(self, filing_id: str) -> tuple[Fact, ...]:
        """Every fact of a filing, in text order. Raises UnknownFiling."""

    def passages(self, filing_id: str) -> tuple[Passage, ...]:
        """The passages that tile a filing, in text order. Raises UnknownFiling."""

    def search(self, query: str, filings: tuple[str, ...] = (), limit: int = 8) -> tuple[Hit, ...]:
        """Hybrid search (dense + BM25, fused), best first, over the filings named or over all."""
