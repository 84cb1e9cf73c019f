"""How often the evidence for a question is among the first passages found, by tieout and by the stock recipe alike.

Questions are lines of JSON as FinanceBench has them: `question`, `doc_name` (a file's name without its ending), and
`evidence`, each with its `evidence_page_num`, counted from 0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.settings import Settings
from index.search import open_shelf
from index.shelf import Shelf, find_filing

DEPTH = 5

Place = tuple[str, int]
"""A file, by its name without its ending, and a page of it, from 1."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A question, the document that answers it, and where in it."""

    question: str
    document: str
    pages: frozenset[int]

    def is_at(self, place: Place) -> bool:
        """Whether a place is a page of the evidence."""
        return place[0] == self.document and place[1] in self.pages


@dataclass(frozen=True, slots=True)
class Found:
    """Where the first passages found for a question stand: with the document given, and over all that is indexed."""

    given: Sequence[Place]
    over_all: Sequence[Place]


def sought_by(row: Mapping[str, Any]) -> Sought:
    """What a line of the questions asks, and where its evidence is."""
    return Sought(row["question"], row["doc_name"], frozenset(one["evidence_page_num"] + 1 for one in row["evidence"]))


def read_sought(path: Path, documents: Iterable[str]) -> list[Sought]:
    """The questions of a file that ask of one of some documents."""
    known = set(documents)
    rows = map(json.loads, filter(str.strip, path.read_text(encoding="utf-8").splitlines()))
    return [sought_by(row) for row in rows if row["doc_name"] in known]


def found_on(shelf: Shelf, sought: Sought, depth: int = DEPTH) -> Found:
    """Where the first passages that a shelf finds for a question stand. Raises UnknownFiling."""
    names = {record.id: Path(record.source).stem for record in shelf.filings()}
    asked_of = (find_filing(shelf.filings(), sought.document).id,)
    given, over_all = (
        [(names[hit.passage.filing], hit.passage.page or 0) for hit in shelf.search(sought.question, scope, depth)]
        for scope in (asked_of, ())
    )
    return Found(given, over_all)


def found_by_tieout(sought: Sequence[Sought], home: Path, settings: Settings) -> list[Found]:
    """What tieout's index in a folder finds."""
    library = open_shelf(home, embedding_model=settings.embedding_model)
    try:
        shelf = library.current()
        return [found_on(shelf, one) for one in sought]
    finally:
        library.close()


def share_found(sought: Sequence[Sought], places: Iterable[Sequence[Place]]) -> float:
    """Of the questions, how many have a page of their evidence among the first DEPTH places found: percent."""
    right = [any(one.is_at(place) for place in found[:DEPTH]) for one, found in zip(sought, places, strict=True)]
    return 100 * sum(right) / len(right)
