"""The catalog: filings, their text, facts and passages, full-text search, and the index's generation, in one SQLite file.

Every filing says in which generation it came and in which it went. A reader sees the filings of one generation and no
others, so a build can write beside it for as long as it takes, and all it wrote becomes current in one transaction.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.codec import pack, unpack
from index.errors import IndexUnusable
from index.facts import Fact
from index.filing import Filing, FilingRecord
from index.passages import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCHEMA = 1
"""Raised when what is stored, or how filings are understood, changes so much that filings must be read again."""

_TABLES = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS filings (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL, source TEXT NOT NULL,
  added INTEGER, removed INTEGER,
  first_passage INTEGER NOT NULL, passages INTEGER NOT NULL, facts INTEGER NOT NULL,
  segment TEXT, model TEXT, reading TEXT NOT NULL DEFAULT '',
  record BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS filings_by_source ON filings (source);
CREATE TABLE IF NOT EXISTS bodies (
  number INTEGER PRIMARY KEY, filing BLOB NOT NULL, facts BLOB NOT NULL, passages BLOB NOT NULL, vectors BLOB);
CREATE TABLE IF NOT EXISTS passages (
  place INTEGER PRIMARY KEY, context TEXT NOT NULL, text TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
  context, text, content='passages', content_rowid='place', tokenize="porter unicode61 remove_diacritics 2");
CREATE TRIGGER IF NOT EXISTS passage_in AFTER INSERT ON passages BEGIN
  INSERT INTO words (rowid, context, text) VALUES (new.place, new.context, new.text); END;
CREATE TRIGGER IF NOT EXISTS passage_out AFTER DELETE ON passages BEGIN
  INSERT INTO words (words, rowid, context, text) VALUES ('delete', old.place, old.context, old.text); END;
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A filing's row. first_passage: place of its first passage; they stand one after another.

    segment: the set of vectors in Chroma that holds it; "" while it is being built.
    model: key of the embedding model that its vectors are of; "" where it has none yet.
    """

    number: int
    record: FilingRecord
    first_passage: int
    passages: int
    facts: int
    segment: str
    model: str

    def holds(self, place: int) -> bool:
        return self.first_passage <= place < self.first_passage + self.passages


@dataclass(frozen=True, slots=True)
class Packed:
    """A filing ready to be stored: what a reading process hands back, already packed."""

    record: FilingRecord
    filing: bytes
    facts: bytes
    fact_count: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class State:
    """The index as a whole. generation: 0 before the first build. model, model_name: of its vectors. shelf: its own id."""

    generation: int
    model: str = ""
    model_name: str = ""
    shelf: str = ""


def catalog_path(home: Path) -> Path:
    return home / "catalog.sqlite"


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into one line that says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "full" in str(error):
            raise IndexUnusable(
                f"The disk that holds {path.parent} is full. The index is as it was before: free some space and run again."
            ) from error
        raise IndexUnusable(f"The index {path} cannot be used ({error}).") from error
    except (sqlite3.DatabaseError, ValueError) as error:
        raise IndexUnusable(
            f"The index {path} is damaged ({error}). Move the folder {path.parent} away and index your filings again."
        ) from error


class Catalog:
    """The catalog file, open. One connection a thread; `writing` opens it for a build and makes it where there is none."""

    def __init__(self, home: Path, *, writing: bool = False) -> None:
        self.path = catalog_path(home)
        self._writing = writing
        self._local = threading.local()
        if not writing and not self.path.is_file():
            raise IndexUnusable(
                f"Nothing is indexed in {home} yet: run `tieout index PATH`, or `tieout index --sample`."
            )
        with explained(self.path):
            if writing:
                home.mkdir(parents=True, exist_ok=True)
                self.connection.execute("PRAGMA journal_mode = WAL")
                self.connection.executescript(_TABLES)
                if "reading" not in {row[1] for row in self.connection.execute("PRAGMA table_info(filings)")}:
                    self.connection.execute("ALTER TABLE filings ADD COLUMN reading TEXT NOT NULL DEFAULT ''")
            self._check_schema()

    @property
    def connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            # Isolation is left to explicit transactions; a reader waits for a writer's commit, never fails on it.
            found = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            found.execute("PRAGMA synchronous = NORMAL")
            if not self._writing:
                found.execute("PRAGMA query_only = ON")
            self._local.connection = found
        return found

    def close(self) -> None:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is not None:
            found.close()
            self._local.connection = None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of what is done inside, or none of it."""
        with explained(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                # A full disk may have ended the transaction already.
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    def _check_schema(self) -> None:
        found = self._about().get("schema")
        if found is None and self._writing:
            self.connection.execute("INSERT OR IGNORE INTO about VALUES ('schema', ?)", (str(SCHEMA),))
        elif found != str(SCHEMA):
            raise IndexUnusable(
                f"The index {self.path} was made by another version of tieout. "
                f"Move the folder {self.path.parent} away and index your filings again."
            )

    def _about(self) -> dict[str, str]:
        return dict(self.connection.execute("SELECT name, value FROM about"))

    def state(self) -> State:
        """The current generation and its model: what every question asks first, so one small query."""
        with explained(self.path):
            about = self._about()
        return State(
            int(about.get("generation", 0)), about.get("model", ""), about.get("model_name", ""), about.get("shelf", "")
        )

    def sound(self) -> bool:
        """Whether SQLite finds the file whole; reads all of it."""
        with explained(self.path):
            return bool(self.connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")

    def entries(self, generation: int) -> tuple[Entry, ...]:
        """The filings of a generation, newest first."""
        return self._entries("added <= ? AND (removed IS NULL OR removed > ?)", (generation, generation))

    def pending(self) -> tuple[Entry, ...]:
        """Filings that a build has stored and not yet made current."""
        return self._entries("added IS NULL", ())

    def gone(self, generation: int) -> tuple[Entry, ...]:
        """Filings that went in a generation or before it."""
        return self._entries("removed <= ?", (generation,))

    def _entries(self, where: str, values: tuple[int, ...]) -> tuple[Entry, ...]:
        with explained(self.path):
            rows = self.connection.execute(
                "SELECT number, record, first_passage, passages, facts, coalesce(segment, ''), coalesce(model, '') "
                f"FROM filings WHERE {where} ORDER BY number",
                values,
            ).fetchall()
            found = [Entry(row[0], unpack(FilingRecord, row[1])[0], *row[2:]) for row in rows]
        found.sort(key=lambda entry: (str(entry.record.filed or entry.record.period_end or ""), entry.number))
        return tuple(reversed(found))

    def readings(self) -> dict[int, str]:
        """By which version of the reading code each filing was read."""
        with explained(self.path):
            return dict(self.connection.execute("SELECT number, reading FROM filings"))

    def filing(self, number: int) -> Filing:
        return unpack(Filing, self._body("filing", number))[0]

    def facts(self, number: int) -> tuple[Fact, ...]:
        return unpack(Fact, self._body("facts", number))

    def passages(self, number: int) -> tuple[Passage, ...]:
        return unpack(Passage, self._body("passages", number))

    def vectors(self, number: int, dimensions: int) -> NDArray[np.float32]:
        """Unit vectors of a filing's passages, in order: shape (passages, dimensions)."""
        import numpy as np

        return np.frombuffer(self._body("vectors", number), dtype=np.float16).astype(np.float32).reshape(-1, dimensions)

    def _body(self, column: str, number: int) -> bytes:
        with explained(self.path):
            row = self.connection.execute(f"SELECT {column} FROM bodies WHERE number = ?", (number,)).fetchone()
            if row is None or row[0] is None:
                raise IndexUnusable(f"The index {self.path} was rebuilt by another process: ask again.")
            return bytes(row[0])

    def lexical(self, words: Sequence[str], entries: Sequence[Entry], limit: int) -> list[int]:
        """Places of the passages that BM25 ranks first for any of the words or phrases, among the filings given.

        A word of a passage's context (its title, section, caption, column heads) counts as two of its text.
        """
        if not words or not entries:
            return []
        query = " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
        ranges = _ranges(entries)
        where = " OR ".join("rowid BETWEEN ? AND ?" for _ in ranges)
        if len(ranges) == 1:
            where = "rowid >= ? AND rowid <= ?"
        # SQLite allows a few hundred terms in an expression; beyond that, the filings are told apart afterwards.
        many = len(ranges) > 200
        values: list[object] = [query] if many else [query, *(end for ends in ranges for end in ends)]
        with explained(self.path):
            rows = self.connection.execute(
                f"SELECT rowid FROM words WHERE words MATCH ? {'' if many else f'AND ({where})'} "
                "ORDER BY bm25(words, 2.0, 1.0) LIMIT ?",
                [*values, limit * 20 if many else limit],
            ).fetchall()
        places = [int(row[0]) for row in rows]
        return [place for place in places if any(low <= place <= high for low, high in ranges)][:limit]

    # What only a build does.

    def store(self, packed: Packed, reading: str) -> int:
        """Stores a filing, read by a version of the reading code, beside the current generation; its number."""
        with self.transaction() as connection:
            last = connection.execute("SELECT coalesce(max(place), 0) FROM passages").fetchone()[0]
            record = packed.record
            cursor = connection.execute(
                "INSERT INTO filings (id, source, first_passage, passages, facts, reading, record) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    record.id,
                    record.source,
                    last + 1,
                    len(packed.passages),
                    packed.fact_count,
                    reading,
                    pack(FilingRecord, (record,)),
                ),
            )
            number = cursor.lastrowid
            assert number is not None, "an insert has a row"
            connection.execute(
                "INSERT INTO bodies (number, filing, facts, passages) VALUES (?, ?, ?, ?)",
                (number, packed.filing, packed.facts, pack(Passage, packed.passages)),
            )
            connection.executemany(
                "INSERT INTO passages (place, context, text) VALUES (?, ?, ?)",
                ((last + 1 + n, passage.context, passage.text) for n, passage in enumerate(packed.passages)),
            )
        return number

    def store_vectors(self, vectors: Iterable[tuple[int, NDArray[np.float32]]], model: str) -> None:
        """Keeps the vectors of whole filings, two bytes a number: more than a ranking can tell apart."""
        import numpy as np

        with self.transaction() as connection:
            for number, matrix in vectors:
                data = matrix.astype(np.float16).tobytes()
                connection.execute("UPDATE bodies SET vectors = ? WHERE number = ?", (data, number))
                connection.execute("UPDATE filings SET model = ? WHERE number = ?", (model, number))

    def delete(self, entries: Iterable[Entry]) -> None:
        """Deletes filings for good: those gone for a whole generation, or left by a run that was killed."""
        for entry in entries:
            with self.transaction() as connection:
                last = entry.first_passage + entry.passages - 1
                connection.execute("DELETE FROM passages WHERE place BETWEEN ? AND ?", (entry.first_passage, last))
                connection.execute("DELETE FROM bodies WHERE number = ?", (entry.number,))
                connection.execute("DELETE FROM filings WHERE number = ?", (entry.number,))

    def become_current(
        self, state: State, added: Sequence[int], removed: Sequence[int], segments: dict[int, str]
    ) -> None:
        """Makes a new generation current: the filings added are seen from now on, those removed no more."""
        with self.transaction() as connection:
            connection.executemany(
                "UPDATE filings SET added = ? WHERE number = ?", ((state.generation, number) for number in added)
            )
            connection.executemany(
                "UPDATE filings SET removed = ? WHERE number = ?", ((state.generation, number) for number in removed)
            )
            connection.executemany(
                "UPDATE filings SET segment = ? WHERE number = ?",
                ((segment, number) for number, segment in segments.items()),
            )
            connection.executemany(
                "INSERT OR REPLACE INTO about VALUES (?, ?)",
                (
                    ("generation", str(state.generation)),
                    ("model", state.model),
                    ("model_name", state.model_name),
                    ("shelf", state.shelf),
                ),
            )


def _ranges(entries: Sequence[Entry]) -> list[tuple[int, int]]:
    """The entries' places as few ranges as they make, ascending, both ends included."""
    found: list[tuple[int, int]] = []
    for entry in sorted(entries, key=lambda entry: entry.first_passage):
        low, high = entry.first_passage, entry.first_passage + entry.passages - 1
        if found and found[-1][1] + 1 == low:
            found[-1] = (found[-1][0], high)
        elif high >= low:
            found.append((low, high))
    return found
