"""What an answering process sees of the index: one finished generation, read only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from index.errors import UnknownFiling
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


def find_filing(filings: Sequence[FilingRecord], name: str) -> FilingRecord:
    """The filing that `name` means: an id (or its beginning), the source's file name with or without its ending, or words
    that stand in the titles of one filing or of one company's, whose newest is taken.

    Raises UnknownFiling, naming what there is.
    """
    for found in (
        [record for record in filings if record.id == name],
        [
            record
            for record in filings
            if name and name in {record.name, Path(record.name).stem, record.source, record.accession}
        ],
        [record for record in filings if len(name) >= 4 and record.id.startswith(name)],
    ):
        if found:
            return found[0]
    titled = [record for record in filings if name.strip() and name.casefold() in record.title.casefold()]
    if len({record.company for record in titled}) == 1:
        return titled[0]
    have = ", ".join(record.name for record in filings[:5]) or "nothing"
    raise UnknownFiling(f"no filing {name!r} in the index (it holds {have}); `tieout filings` lists them")
