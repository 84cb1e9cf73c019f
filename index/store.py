"""Chroma: passages with their vectors and places. On disk under HOME by default, on a server by setting.

Vectors are kept in segments, each written once by one build and never changed: on disk a folder of its own, on a server
a collection of its own. So a process that answers never reads what another is writing, and a killed build leaves only a
segment that no filing names, which the next build drops.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.errors import IndexUnusable, SettingsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COLLECTION = "passages"
BATCH = 2000
"""Passages handed to Chroma at once; it takes no more than some five thousand."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A passage as Chroma holds it. number: its filing's, in the catalog. place: its own, there.

    start, end: its span in the filing's text. page: where it starts, 0 where the source has no pages.
    """

    id: str
    number: int
    place: int
    filing: str
    start: int
    end: int
    page: int
    vector: NDArray[np.float32]

    def metadata(self) -> dict[str, str | int]:
        return {
            "number": self.number,
            "place": self.place,
            "filing": self.filing,
            "start": self.start,
            "end": self.end,
            "page": self.page,
        }


class Store:
    """The segments of one index. Clients open when first used and stay open; `close` lets go of them."""

    def __init__(self, home: Path, url: str = "", shelf: str = "") -> None:
        self.folder = home / "chroma"
        self.url = url
        self._shelf = shelf
        self._clients: dict[str, Any] = {}
        self._collections: dict[str, Any] = {}

    def warm_up(self) -> None:
        """Loads Chroma, which takes a second, beside what the caller does until it is needed."""
        Thread(target=import_module, args=("chromadb",), daemon=True, name="tieout-chroma").start()

    def write(self, segment: str, passages: Iterable[Stored]) -> int:
        """Writes a whole segment; how many passages it holds. A segment of that name left by a killed run is replaced."""
        self.drop(segment)
        with self._explained():
            collection = self._client(segment).create_collection(
                self._name(segment), configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
            )
            count = 0
            for batch in _batches(passages, BATCH):
                collection.add(
                    ids=[f"{stored.number}-{stored.id}" for stored in batch],
                    embeddings=[stored.vector for stored in batch],
                    metadatas=[stored.metadata() for stored in batch],
                )
                count += len(batch)
        return count

    def query(
        self, segment: str, vector: NDArray[np.float32], limit: int, numbers: Sequence[int] = ()
    ) -> list[tuple[int, float]]:
        """Places of the passages nearest to a vector, and their cosines, best first; only of the filings numbered."""
        if not self.url and not (self.folder / segment).is_dir():
            raise IndexUnusable(f"The vectors in {self.folder / segment} are missing: run `tieout index --rebuild`.")
        with self._explained():
            if segment not in self._collections:
                self._collections[segment] = self._client(segment).get_collection(
                    self._name(segment), embedding_function=None
                )
            where = {"number": {"$in": list(numbers)}} if numbers else None
            found = self._collections[segment].query(
                query_embeddings=[vector], n_results=limit, where=where, include=["metadatas", "distances"]
            )
        return [
            (int(metadata["place"]), 1.0 - float(distance))
            for metadata, distance in zip(found["metadatas"][0], found["distances"][0], strict=True)
        ]

    def has(self, segment: str) -> bool:
        """Whether a segment is there at all."""
        return segment in self.segments()

    def segments(self) -> set[str]:
        """Every segment there is, of this index."""
        if not self.url:
            return {path.name for path in self.folder.iterdir() if path.is_dir()} if self.folder.is_dir() else set()
        prefix = self._name("")
        with self._explained():
            names = [collection.name for collection in self._client("").list_collections(limit=10_000)]
        return {name.removeprefix(prefix) for name in names if name.startswith(prefix)}

    def drop(self, segment: str) -> None:
        """Deletes a segment, if it is there."""
        self._collections.pop(segment, None)
        if self.url:
            if segment in self.segments():
                with self._explained():
                    self._client(segment).delete_collection(self._name(segment))
            return
        client = self._clients.pop(segment, None)
        if client is not None:
            client.close()
        path = self.folder / segment
        if path.exists():
            shutil.rmtree(path)

    def close(self) -> None:
        """Lets go of every client."""
        self._collections.clear()
        while self._clients:
            client = self._clients.popitem()[1]
            sessions = _sessions(client) if self.url else []
            client.close()
            for session in sessions:
                session.close()

    def _name(self, segment: str) -> str:
        return f"tieout-{self._shelf}-{segment}" if self.url else COLLECTION

    def _client(self, segment: str) -> Any:
        key = "" if self.url else segment
        if key not in self._clients:
            self._clients[key] = self._connect() if self.url else self._open(segment)
        return self._clients[key]

    def _open(self, segment: str) -> Any:
        import chromadb
        from chromadb.config import Settings

        path = self.folder / segment
        path.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(path, settings=Settings(anonymized_telemetry=False))

    def _connect(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SettingsError(f"TIEOUT_CHROMA_URL is {self.url!r}: it should be like http://localhost:8000.")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        with self._explained():
            return chromadb.HttpClient(
                host=parts.hostname,
                port=port,
                ssl=parts.scheme == "https",
                settings=Settings(anonymized_telemetry=False),
            )

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turns Chroma's errors into one line that says what to do."""
        import httpx
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, httpx.HTTPError, ValueError, OSError) as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            if self.url:
                raise IndexUnusable(f"The Chroma server at {self.url} cannot be used ({reason}).") from error
            raise IndexUnusable(
                f"The vectors in {self.folder} cannot be used ({reason}): run `tieout index --rebuild`."
            ) from error


def _sessions(client: Any) -> list[Any]:
    """The HTTP sessions of a server's client: its own and its administrator's, which its `close` leaves open."""
    parts = (client, getattr(client, "_admin_client", None))
    sessions = [getattr(getattr(part, "_server", None), "_session", None) for part in parts]
    return [session for session in sessions if session is not None]


def _batches(passages: Iterable[Stored], size: int) -> Iterator[list[Stored]]:
    batch: list[Stored] = []
    for passage in passages:
        batch.append(passage)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
