"""Builds the index: read, find facts and passages, embed, store; only what is new, and current all at once.

A build writes beside the generation that is current and never changes what belongs to it. A run that is killed leaves
the old index whole; what it had finished is taken up by the next run, not done again.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from index.catalog import Catalog, Entry, Packed, State
from index.codec import pack
from index.embed import DEFAULT_MODEL, Embedder
from index.embedded_text import embedded_text
from index.errors import IndexUnusable, UnknownFiling
from index.export import ready_embedder
from index.facts import Fact
from index.filing import Filing, FilingRecord
from index.lock import only_builder
from index.passages import Passage, passages_of
from index.reading import Failed, Job, read_files
from index.sources import Source
from index.store import Store, Stored
from index.versions import digest_of, reading_version

EMBEDDED_AT_ONCE = 2048
"""Passages embedded together: sorted by length among so many, batches waste under a tenth on padding."""
SEGMENTS = 8
"""Segments of vectors that a search may have to ask; one more, and they are written as one."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is. stage: "model", "read", "embed" or "store"; done of total (filings, or passages).

    name: what is being worked on. note: what a person should be told at once (a file that failed).
    """

    stage: str
    done: int
    total: int
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. generation: that is current after it.

    indexed: filings that are new. replaced: ids of filings that went, as their source has changed. unchanged: how many
    were there already. embedded_anew: how many were, for another model. failed: files that were not indexed, and why. seconds: by stage, and "total".
    passages, facts: of the new filings.
    """

    generation: int
    indexed: tuple[FilingRecord, ...] = ()
    replaced: tuple[str, ...] = ()
    embedded_anew: int = 0
    unchanged: int = 0
    failed: tuple[Failed, ...] = ()
    passages: int = 0
    facts: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


def build(
    sources: Iterable[Source],
    home: Path,
    *,
    embedding_model: str = DEFAULT_MODEL,
    chroma_url: str = "",
    rebuild: bool = False,
    workers: int = 0,
    progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Indexes files. A file whose content is indexed already costs its hash; one that has changed replaces its old self.

    rebuild: embed all filings anew, as a change of embedding model needs; and read again those that an older tieout
    read and whose files are still there.
    Raises IndexUnusable where another build is running, the disk is full, or the index is of another embedding model
    and `rebuild` is not set; SettingsError for a model that cannot be used. A file that fails is in the report.
    """
    with only_builder(home), contextlib.closing(Catalog(home, writing=True)) as catalog:
        tell = progress or (lambda _: None)
        tell(Progress("model", 0, 1, embedding_model))
        began = time.monotonic()
        embedder = ready_embedder(home / "models", embedding_model)
        run = _Run(catalog, embedder, home, chroma_url, tell)
        run.seconds["model"] = time.monotonic() - began
        if run.state.generation and not run.same_model and not rebuild:
            raise IndexUnusable(
                f"The index in {home} was made with {_other_model(run.state.model_name, embedding_model)}: "
                "run `tieout index --rebuild` to embed its filings anew."
            )
        try:
            run.clean()
            run.read([*sources, *(run.stale_sources() if rebuild else ())], workers)
            if rebuild:
                run.embed_all_anew()
            run.embed()
            generation = run.become_current()
        finally:
            run.store.close()
        run.seconds["total"] = time.monotonic() - began
        return run.report(generation)


def _other_model(made: str, named: str) -> str:
    """What an index was made with, where that is not what the settings name now."""
    if made == named:
        return f"an earlier form of the embedding model {made}"
    return f"the embedding model {made}, not {named}"


def remove(filing_id: str, home: Path) -> FilingRecord:
    """Takes a filing out of the index. Raises UnknownFiling."""
    with only_builder(home):
        Catalog(home).close()
        with contextlib.closing(Catalog(home, writing=True)) as catalog:
            state = catalog.state()
            for entry in catalog.entries(state.generation):
                if entry.record.id == filing_id:
                    catalog.become_current(replace(state, generation=state.generation + 1), [], [entry.number], {})
                    return entry.record
    raise UnknownFiling(f"No filing {filing_id!r} is indexed: `tieout filings` lists those that are.")


class _Run:
    """One build: what it found, what it has stored, and what it will make current."""

    def __init__(
        self, catalog: Catalog, embedder: Embedder, home: Path, url: str, tell: Callable[[Progress], None]
    ) -> None:
        self.catalog, self.embedder, self.tell = catalog, embedder, tell
        self.state = catalog.state()
        self.shelf = self.state.shelf or uuid4().hex[:12]
        self.store = Store(home, url, self.shelf)
        self.live = catalog.entries(self.state.generation) if self.state.generation else ()
        self.added: dict[int, FilingRecord] = {}
        self.replaced: list[Entry] = []
        self.replacing: dict[str, list[Entry]] = {}
        self.reading = reading_version()
        self.readings = catalog.readings()
        self.embedded_anew: list[Entry] = []
        self.unchanged = 0
        self.failed: list[Failed] = []
        self.waiting: list[tuple[int, tuple[Passage, ...]]] = []
        self.passages = self.facts = self.embedded = 0
        self.seconds = {"model": 0.0, "read": 0.0, "embed": 0.0, "store": 0.0}

    @property
    def same_model(self) -> bool:
        return (self.state.model, self.state.model_name) == (self.embedder.card.key, self.embedder.card.name)

    def clean(self) -> None:
        """Deletes what no generation that may still be in use needs, and takes up what a killed run had finished."""
        self.catalog.delete(self.catalog.gone(self.state.generation - 1))
        pending = self.catalog.pending()
        key = self.embedder.card.key
        whole = [entry for entry in pending if entry.model == key and not self._is_stale(entry)]
        self.finished = {(entry.record.source, entry.record.id): entry for entry in whole}
        self.catalog.delete(entry for entry in pending if entry not in whole)
        named = {entry.segment for entry in (*self.live, *self.catalog.gone(self.state.generation))}
        for segment in self.store.segments() - named:
            self.store.drop(segment)

    def read(self, sources: Sequence[Source], workers: int) -> None:
        """Reads what is new and stores it; what it holds meanwhile is a few filings and EMBEDDED_AT_ONCE passages."""
        fresh = list(self._new(sources))
        if fresh:
            self.store.warm_up()
        done = 0
        results = read_files(fresh, self.embedder, workers) if fresh else iter(())
        while True:
            began = time.monotonic()
            found = next(results, None)
            self.seconds["read"] += time.monotonic() - began
            if found is None:
                break
            job, result = found
            done += 1
            if isinstance(result, Failed):
                self._fail(job.source, result.reason)
            else:
                self._add(result, self.reading)
            self.tell(Progress("read", done, len(fresh), Path(job.source).name))
            if sum(len(passages) for _, passages in self.waiting) >= EMBEDDED_AT_ONCE:
                self.embed()

    def _fail(self, source: str, reason: str) -> None:
        self.failed.append(Failed(source, reason))
        self.tell(Progress("read", len(self.failed), 0, Path(source).name, note=f"{source}: {reason}"))

    def _new(self, sources: Sequence[Source]) -> Iterator[Job]:
        """The files that need reading, each with its content's hash."""
        known = {entry.record.id: entry for entry in self.live}
        by_source = {entry.record.source: entry for entry in self.live}
        seen: set[str] = set()
        for source in sources:
            try:
                digest = digest_of(source.path)
            except OSError as error:
                self._fail(source.source, f"it cannot be read ({error.strerror})")
                continue
            old, same = by_source.get(source.source), known.get(digest)
            if digest in seen or (same is not None and not self._is_stale(same)):
                self.unchanged += 1
                self.replaced += [old] if old is not None and old.record.id != digest else []
            else:
                # The old filing goes only once the new one has been read.
                self.replacing[source.source] = list(filter(None, dict.fromkeys((old, same))))
                if (source.source, digest) in self.finished:
                    self._adopt(self.finished.pop((source.source, digest)))
                else:
                    yield Job(source.path, source.source, digest, source.url)
            seen.add(digest)

    def _is_stale(self, entry: Entry) -> bool:
        return self.readings.get(entry.number, "") != self.reading

    def stale_sources(self) -> list[Source]:
        """Files, still as they were, of filings that another version of the reading code has read."""
        stale = (entry.record for entry in self.live if self._is_stale(entry))
        files = (Source(Path(record.source), record.source, record.url) for record in stale)
        known = {entry.record.source: entry.record.id for entry in self.live}
        return [file for file in files if file.path.is_file() and digest_of(file.path) == known[file.source]]

    def _adopt(self, entry: Entry) -> None:
        self._note(entry.number, entry.record)
        self.passages += entry.passages
        self.facts += entry.facts

    def _note(self, number: int, record: FilingRecord) -> None:
        self.added[number] = record
        self.replaced += self.replacing.pop(record.source, [])

    def _add(self, packed: Packed, reading: str) -> None:
        began = time.monotonic()
        number = self.catalog.store(packed, reading)
        self._note(number, packed.record)
        self.waiting.append((number, packed.passages))
        self.passages += len(packed.passages)
        self.facts += packed.fact_count
        self.seconds["store"] += time.monotonic() - began

    def embed_all_anew(self) -> None:
        """Passages and vectors of every filing that stays, by the model of this run; texts and facts are kept as read."""
        self.replacing.clear()
        staying = self._staying()
        for done, entry in enumerate(staying, 1):
            filing, facts = self.catalog.filing(entry.number), self.catalog.facts(entry.number)
            passages = passages_of(filing, self.embedder.fits)
            self._add(
                Packed(filing.record, pack(Filing, (filing,)), pack(Fact, facts), len(facts), passages),
                self.readings[entry.number],
            )
            self.embedded_anew.append(entry)
            self.tell(Progress("read", done, len(staying), entry.record.name))
            if sum(len(passages) for _, passages in self.waiting) >= EMBEDDED_AT_ONCE:
                self.embed()

    def embed(self) -> None:
        """Embeds the passages that wait, and keeps their vectors."""
        if not self.waiting:
            return
        began = time.monotonic()
        texts = [embedded_text(passage) for _, passages in self.waiting for passage in passages]

        def told(count: int) -> None:
            self.embedded += count
            self.tell(Progress("embed", self.embedded, self.passages))

        vectors = self.embedder.passages(texts, told)
        parts, start = [], 0
        for number, passages in self.waiting:
            parts.append((number, vectors[start : start + len(passages)]))
            start += len(passages)
        self.catalog.store_vectors(parts, self.embedder.card.key)
        self.waiting.clear()
        self.seconds["embed"] += time.monotonic() - began

    def become_current(self) -> int:
        """Writes the vectors to Chroma and makes all of the run current at once; the generation that is current then."""
        staying, removed = self._staying(), [*self.replaced, *self.embedded_anew]
        added = [entry for entry in self.catalog.pending() if entry.number in self.added]
        present = self.store.segments() if staying else set()
        broken = any(entry.segment not in present for entry in staying)
        if not added and not removed and not broken:
            return self.state.generation
        began = time.monotonic()
        generation = self.state.generation + 1
        segment = f"g{generation:06d}"
        many = len({entry.segment for entry in staying}) >= SEGMENTS
        written = [*staying, *added] if many or broken else added
        total = sum(entry.passages for entry in written)
        if written:
            self.store.write(segment, self._stored(written, total))
        state = State(generation, self.embedder.card.key, self.embedder.card.name, self.shelf)
        self.catalog.become_current(
            state,
            [entry.number for entry in added],
            [entry.number for entry in removed],
            {entry.number: segment for entry in written},
        )
        self.seconds["store"] += time.monotonic() - began
        return generation

    def _stored(self, entries: Sequence[Entry], total: int) -> Iterator[Stored]:
        done = 0
        for entry in entries:
            vectors = self.catalog.vectors(entry.number, self.embedder.card.dimensions)
            passages = self.catalog.passages(entry.number)
            for offset, (passage, vector) in enumerate(zip(passages, vectors, strict=True)):
                yield Stored(
                    passage.id,
                    entry.number,
                    entry.first_passage + offset,
                    passage.filing,
                    passage.span.start,
                    passage.span.end,
                    passage.page or 0,
                    vector,
                )
            done += entry.passages
            self.tell(Progress("store", done, total, entry.record.name))

    def _staying(self) -> list[Entry]:
        gone = {entry.number for entry in (*self.replaced, *self.embedded_anew)}
        return [entry for entry in self.live if entry.number not in gone]

    def report(self, generation: int) -> BuildReport:
        again = {entry.record.id for entry in self.embedded_anew}
        return BuildReport(
            generation,
            tuple(record for record in self.added.values() if record.id not in again),
            tuple(entry.record.id for entry in self.replaced),
            len(again),
            self.unchanged,
            tuple(self.failed),
            self.passages,
            self.facts,
            {stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
        )
