"""Hybrid retrieval over one generation of the index: dense and BM25, fused by reciprocal rank, reranked where set.

Dense search over up to EXACT_PASSAGES passages (any one filing, and shelves of some tens of filings) is an exact product
with their vectors, read from the catalog: in that range it is quicker than any graph, misses nothing, and needs no
Chroma in memory to answer. Over more than that, Chroma searches.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.alike import NOT_ALIKE, Alike, alike_in
from index.catalog import Catalog, Entry, State, catalog_path
from index.embed import DEFAULT_MODEL, open_embedder
from index.errors import IndexUnusable, UnknownFiling
from index.facts import Fact
from index.filing import Filing, FilingRecord
from index.layout import Span
from index.naming import named_filings
from index.passages import Passage
from index.query import query_terms, title_words
from index.recent import Recent, Value
from index.shelf import Hit
from index.store import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed import Embedder
    from index.rerank import Reranker

EXACT_PASSAGES = 20_000
"""Passages in scope up to which dense search is exact: 20,000 vectors of 384 numbers are 31 MB and take 2 ms."""
CANDIDATES = 50
"""Passages taken from each ranking before they are fused."""
RANK_CONSTANT = 60
"""Of reciprocal rank fusion, as Cormack, Clarke and Buettcher (2009) set it."""
DENSE_WEIGHT = 0.5
"""Of a dense rank beside a lexical one: a small model tells statements and years apart less well than words do."""
ANOTHER_OF_A_PAGE = 0.5
"""What a further passage of a page that is found already counts: several pages answer more often than one page twice."""
RERANKED = 30
"""Passages a reranker reads, at most: beyond this it costs more time than it finds."""
FILINGS_CACHED = 192
"""Texts, facts and passages of filings that stay in memory: of 64 filings."""
VECTORS_CACHED = 4096
"""Sentences whose vectors stay in memory: 6 MB."""
PIECES_CACHED = 512
"""Sentences whose word pieces' vectors stay in memory: 30 MB at 40 pieces each."""
MATRICES_CACHED = 4
"""Scopes whose vectors stay in memory, of at most EXACT_PASSAGES each."""


class Library:
    """An index on disk, open for reading: hands out the shelf of its newest generation. Safe to use from many threads.

    What it reads of a filing stays in memory over generations: a filing's row never changes, another takes its place.
    """

    def __init__(self, home: Path, embedding_model: str, chroma_url: str, reranker: Reranker | None, threads: int):
        self.home = home
        self.embedding_model = embedding_model
        self.reranker = reranker
        self._chroma_url, self._threads = chroma_url, threads
        self._lock = threading.RLock()
        self._catalog: Catalog | None = None
        self._shelf: IndexShelf | None = None
        self._embedder: Embedder | None = None
        self._stores: dict[str, Store] = {}
        self._filings: Recent[tuple[str, int], object] = Recent(FILINGS_CACHED)
        self._vectors: Recent[str, NDArray[np.float32]] = Recent(VECTORS_CACHED)
        self._pieces: Recent[str, NDArray[np.float32]] = Recent(PIECES_CACHED)

    def current(self) -> IndexShelf:
        """The shelf of the newest generation; one with no filings before anything is indexed.

        A query of a tenth of a millisecond when nothing has changed. Raises IndexUnusable where the index is damaged or
        was made with another embedding model than the settings name.
        """
        with self._lock:
            catalog = self.catalog
            state = catalog.state() if catalog is not None else State(0)
            if self._shelf is None or self._shelf.state != state:
                if state.generation and state.model_name != self.embedding_model:
                    raise IndexUnusable(
                        f"The index in {self.home} was made with the embedding model {state.model_name}, and the "
                        f"settings name {self.embedding_model}: run `tieout index --rebuild`, "
                        f"or set TIEOUT_EMBEDDING_MODEL={state.model_name}."
                    )
                entries = catalog.entries(state.generation) if catalog is not None and state.generation else ()
                self._shelf = IndexShelf(self, state, entries)
            return self._shelf

    @property
    def catalog(self) -> Catalog | None:
        """The catalog; None before anything is indexed."""
        with self._lock:
            if self._catalog is None and catalog_path(self.home).is_file():
                self._catalog = Catalog(self.home)
            return self._catalog

    def embedder(self, key: str) -> Embedder:
        """The model of that key, loaded when first asked for."""
        with self._lock:
            if self._embedder is None or self._embedder.card.key != key:
                self._embedder = open_embedder(self.home / "models", key, self._threads)
                self._vectors.clear()
                self._pieces.clear()
            return self._embedder

    def reader(self) -> Embedder:
        """The model that the current generation was made with."""
        return self.embedder(self.current().state.model)

    def store(self, shelf: str) -> Store:
        with self._lock:
            if shelf not in self._stores:
                self._stores[shelf] = Store(self.home, self._chroma_url, shelf)
            return self._stores[shelf]

    def read(self, kind: str, number: int, load: Callable[[int], Value]) -> Value:
        """Something of a filing: from memory, or from the catalog."""
        found = self._filings.get((kind, number))
        if found is None:
            found = load(number)
            self._filings.put((kind, number), found)
        return found  # type: ignore[return-value]

    def vectors(self, texts: Sequence[str], key: str) -> NDArray[np.float32]:
        """Vectors of short texts, by the form of the model that reads questions; the latest few thousand are kept."""
        import numpy as np

        embedder = self.embedder(key)
        held = {text: self._vectors.get(text) for text in texts}
        found = {text: vector for text, vector in held.items() if vector is not None}
        missing = [text for text in held if text not in found]
        if missing:
            for text, vector in zip(missing, embedder.passages(missing, exact=True), strict=True):
                found[text] = vector
                self._vectors.put(text, vector)
        return np.stack([found[text] for text in texts])

    def similar(self, question: str, texts: Sequence[str]) -> list[float]:
        """How near each text is to a question: their cosine, -1 to 1. Zero for all before anything is indexed."""
        state = self.current().state
        if not texts or not state.generation:
            return [0.0] * len(texts)
        vector = self.embedder(state.model).question(question)
        return [float(score) for score in self.vectors(texts, state.model) @ vector]

    def alike(self, question: str, telling: Sequence[Span], texts: Sequence[str]) -> list[Alike]:
        """How alike each text is to a question, word by word. telling: where the question's telling words stand.

        Nothing is alike before anything is indexed, or with a model that gives one vector a text.
        """
        state = self.current().state
        if not texts or not state.generation:
            return [NOT_ALIKE] * len(texts)
        held = {text: self._pieces.get(text) for text in texts}
        found = {text: vectors for text, vectors in held.items() if vectors is not None}
        missing = [text for text in held if text not in found]
        read = self.embedder(state.model).pieces([question, *missing])
        if not read:
            return [NOT_ALIKE] * len(texts)
        (asked, places), *others = read
        for text, (vectors, _) in zip(missing, others, strict=True):
            found[text] = vectors
            self._pieces.put(text, vectors)
        return alike_in(asked, places, telling, [found[text] for text in texts])

    def close(self) -> None:
        """Lets go of files and connections."""
        with self._lock:
            for store in self._stores.values():
                store.close()
            self._stores.clear()
            if self._catalog is not None:
                self._catalog.close()
                self._catalog = None


class IndexShelf:
    """One generation of an index, read only: what index/shelf.py promises. Safe to use from many threads."""

    def __init__(self, library: Library, state: State, entries: tuple[Entry, ...]) -> None:
        self.state = state
        self._library = library
        self._entries = entries
        self._by_id = {entry.record.id: entry for entry in entries}
        self._matrices: Recent[tuple[int, ...], NDArray[np.float32]] = Recent(MATRICES_CACHED)

    @property
    def generation(self) -> int:
        return self.state.generation

    def filings(self) -> tuple[FilingRecord, ...]:
        """Every indexed filing, newest first."""
        return tuple(entry.record for entry in self._entries)

    def filing(self, filing_id: str) -> Filing:
        return self._library.read("filing", self._entry(filing_id).number, self._catalog.filing)

    def facts(self, filing_id: str) -> tuple[Fact, ...]:
        return self._library.read("facts", self._entry(filing_id).number, self._catalog.facts)

    def passages(self, filing_id: str) -> tuple[Passage, ...]:
        return self._library.read("passages", self._entry(filing_id).number, self._catalog.passages)

    def search(self, query: str, filings: tuple[str, ...] = (), limit: int = 8) -> tuple[Hit, ...]:
        """Hybrid search, best first, over the filings named or over those a query is about. Raises UnknownFiling."""
        scope = tuple(self._entry(filing) for filing in filings) if filings else self._about(query)
        if not scope or not query.strip():
            return ()
        wanted = max(CANDIDATES, limit * 2)
        known = title_words([" ".join((entry.record.title, *entry.record.aliases)) for entry in scope])
        dense = self._dense(self._library.embedder(self.state.model).question(query), scope, wanted)
        lexical = self._catalog.lexical(query_terms(query, known), scope, wanted)
        fused = fuse(dense, lexical, weights=(DENSE_WEIGHT, 1.0))
        fused = self._spread(fused[: max(RERANKED, 3 * limit)], scope)
        best = self._reranked(query, fused, scope, limit) if self._library.reranker else fused[:limit]
        dense_rank = {place: rank for rank, place in enumerate(dense, 1)}
        lexical_rank = {place: rank for rank, place in enumerate(lexical, 1)}
        return tuple(
            Hit(self._passage(place, scope), score, dense_rank.get(place), lexical_rank.get(place))
            for place, score in best
        )

    def _about(self, query: str) -> tuple[Entry, ...]:
        """The filings of the companies and periods that a query names; all where it names none."""
        return tuple(self._by_id[record.id] for record in named_filings(query, self.filings()))

    def _spread(self, fused: list[tuple[int, float]], scope: Sequence[Entry]) -> list[tuple[int, float]]:
        """The list with further passages of one page put behind the first ones of others."""
        seen: Counter[tuple[str, int]] = Counter()
        spread = []
        for place, score in fused:
            passage = self._passage(place, scope)
            page = (passage.filing, passage.page if passage.page is not None else -place)
            spread.append((place, score * ANOTHER_OF_A_PAGE ** seen[page]))
            seen[page] += 1
        return sorted(spread, key=lambda item: (-item[1], item[0]))

    @property
    def _catalog(self) -> Catalog:
        catalog = self._library.catalog
        assert catalog is not None, "a shelf with filings has a catalog"
        return catalog

    def _entry(self, filing_id: str) -> Entry:
        try:
            return self._by_id[filing_id]
        except KeyError:
            raise UnknownFiling(f"No filing {filing_id!r} is indexed: `tieout filings` lists those that are.") from None

    def _dense(self, vector: NDArray[np.float32], scope: tuple[Entry, ...], limit: int) -> list[int]:
        """Places of the nearest passages, best first."""
        if sum(entry.passages for entry in scope) <= EXACT_PASSAGES:
            return self._exact(vector, scope, limit)
        store = self._library.store(self.state.shelf)
        found: list[tuple[int, float]] = []
        for segment in sorted({entry.segment for entry in scope}):
            numbers = [entry.number for entry in scope if entry.segment == segment]
            found += store.query(segment, vector, limit, numbers)
        found.sort(key=lambda hit: (-hit[1], hit[0]))
        return [place for place, _ in found[:limit]]

    def _exact(self, vector: NDArray[np.float32], scope: tuple[Entry, ...], limit: int) -> list[int]:
        import numpy as np

        numbers = tuple(entry.number for entry in scope)
        matrix = self._matrices.get(numbers)
        if matrix is None:
            dimensions = vector.shape[0]
            matrix = np.concatenate([self._catalog.vectors(number, dimensions) for number in numbers])
            self._matrices.put(numbers, matrix)
        best = np.argsort(-(matrix @ vector), kind="stable")[:limit]
        places = np.concatenate([np.arange(entry.passages) + entry.first_passage for entry in scope])
        return [int(place) for place in places[best]]

    def _passage(self, place: int, scope: Sequence[Entry]) -> Passage:
        entry = next(entry for entry in scope if entry.holds(place))
        return self.passages(entry.record.id)[place - entry.first_passage]

    def _reranked(
        self, query: str, fused: list[tuple[int, float]], scope: Sequence[Entry], limit: int
    ) -> list[tuple[int, float]]:
        """The best of the fused list, in the order a cross-encoder gives them."""
        assert self._library.reranker is not None, "only asked where there is one"
        read = fused[: max(RERANKED, limit)]
        passages = [self._passage(place, scope) for place, _ in read]
        scores = self._library.reranker.scores(query, [passage.context + passage.text for passage in passages])
        order = sorted(range(len(read)), key=lambda number: -scores[number])
        return [(read[number][0], scores[number]) for number in order[:limit]]


def open_shelf(
    home: Path, *, embedding_model: str = DEFAULT_MODEL, chroma_url: str = "", reranker: str = "", threads: int = 0
) -> Library:
    """The index in a folder, open for reading; ask it for its `current()` shelf.

    threads: for the models; 0 lets the runtime choose. Raises IndexUnusable where the index is damaged or was made with
    another embedding model than `embedding_model`; a folder with no index is an empty shelf.
    """
    cross_encoder = None
    if reranker:
        from index.rerank import open_reranker

        cross_encoder = open_reranker(reranker, threads)
    library = Library(home, embedding_model, chroma_url, cross_encoder, threads)
    library.current()
    return library


def fuse(*rankings: Sequence[int], weights: Sequence[float] = ()) -> list[tuple[int, float]]:
    """Reciprocal rank fusion: each place scores 1 / (60 + rank) in every ranking it is in; best first, ties by place.

    weights: of each ranking; 1 where none are given.
    """
    scores: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for rank, place in enumerate(ranking, 1):
            scores[place] = scores.get(place, 0.0) + weight / (RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
