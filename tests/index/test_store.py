"""Vectors in Chroma: on disk a folder a segment, on a server a collection a segment."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.build import build
from index.errors import IndexUnusable, SettingsError
from index.search import open_shelf
from index.sources import Source
from index.store import Store, Stored


def stored(count: int, first: int = 0) -> list[Stored]:
    """Passages whose vectors are the axes of a space: each is nearest to itself alone."""
    axes = np.eye(16, dtype=np.float32)
    return [
        Stored(f"p{number}", number // 4, number, "f", number, number + 1, 0, axes[number])
        for number in range(first, first + count)
    ]


def check(store: Store) -> None:
    """Writes two segments, asks them, and drops one: the same on disk and on a server."""
    assert store.segments() == set()
    assert store.write("g1", stored(8)) == 8
    assert store.write("g2", stored(4, first=8)) == 4
    assert store.segments() == {"g1", "g2"}
    axis = stored(16)[5].vector
    assert store.query("g1", axis, 1) == [(5, pytest.approx(1.0))]
    assert {place for place, _ in store.query("g1", axis, 8, [0])} == {0, 1, 2, 3}
    assert store.write("g1", stored(4)) == 4
    assert {place for place, _ in store.query("g1", axis, 8)} == {0, 1, 2, 3}
    store.drop("g1")
    assert store.segments() == {"g2"}
    with pytest.raises(IndexUnusable):
        store.query("g1", axis, 1)


def test_on_disk(tmp_path: Path) -> None:
    store = Store(tmp_path)
    check(store)
    store.close()
    assert Store(tmp_path).segments() == {"g2"}


def test_a_missing_segment_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="tieout index --rebuild"):
        Store(tmp_path).query("g7", stored(1)[0].vector, 1)
    assert Store(tmp_path).segments() == set()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Chroma server, on a free port of this machine."""
    command = Path(sys.executable).parent / "chroma"
    if not command.is_file():
        pytest.skip("the chroma command is not installed beside this Python")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    process = subprocess.Popen(
        [command, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.server
def test_on_a_server(server: str, tmp_path: Path) -> None:
    store, other = Store(tmp_path, server, "here"), Store(tmp_path, server, "elsewhere")
    check(store)
    assert other.segments() == set()
    store.close()
    other.close()


@pytest.mark.server
def test_a_shelf_whose_vectors_are_on_a_server(
    server: str, home: Path, sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built to a server and searched there: the same passages as the exact search finds."""
    build([Source(sample_path, str(sample_path))], home, chroma_url=server, workers=1)
    assert not (home / "chroma").exists()
    library = open_shelf(home, chroma_url=server)
    exact = [hit.passage.id for hit in library.current().search("net loss per share", limit=5)]
    monkeypatch.setattr("index.search.EXACT_PASSAGES", 0)
    assert [hit.passage.id for hit in library.current().search("net loss per share", limit=5)] == exact
    library.close()


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(IndexUnusable, match=rf"The Chroma server at http://127\.0\.0\.1:{port} cannot be used"):
        Store(tmp_path, f"http://127.0.0.1:{port}", "s").segments()


def test_a_url_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="like http://localhost:8000"):
        Store(tmp_path, "localhost", "s").segments()
