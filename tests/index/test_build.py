"""Building: only what is new, all at once, and nothing lost whatever happens."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from index.build import Progress, build, remove
from index.catalog import Catalog
from index.errors import IndexUnusable, UnknownFiling
from index.search import open_shelf
from index.sources import Source, find_sources
from index.versions import digest_of

LETTER = "Company {number}, Inc.\n\nFORM 8-K\n\nRevenue of Company {number} was ${number} million in the year 2010.\n"


def letters(folder: Path, count: int, start: int = 0) -> list[Source]:
    folder.mkdir(exist_ok=True)
    for number in range(start, start + count):
        (folder / f"letter{number:02}.txt").write_text(LETTER.format(number=number + 10))
    return list(find_sources([str(folder)]))


def names(home: Path) -> list[str]:
    library = open_shelf(home)
    try:
        return sorted(record.name for record in library.current().filings())
    finally:
        library.close()


def test_the_sample_is_indexed_once(home: Path, sample_path: Path) -> None:
    sources = [Source(sample_path, "sample")]
    first = build(sources, home)
    assert [record.company for record in first.indexed] == ["ImmunoGen, Inc."]
    assert first.indexed[0].id == digest_of(sample_path)
    assert (first.generation, first.unchanged, first.failed) == (1, 0, ())
    assert first.passages > 10
    assert first.facts > 50
    again = build(sources, home)
    assert (again.generation, again.indexed, again.unchanged) == (1, (), 1)


def test_a_changed_file_replaces_its_old_self(home: Path, tmp_path: Path) -> None:
    sources = letters(tmp_path / "in", 2)
    build(sources, home)
    sources[0].path.write_text(LETTER.format(number=77))
    report = build(sources, home)
    assert (len(report.indexed), len(report.replaced), report.unchanged) == (1, 1, 1)
    library = open_shelf(home)
    shelf = library.current()
    assert len(shelf.filings()) == 2
    assert any("$77 million" in hit.passage.text for hit in shelf.search("revenue of company 77"))
    assert all("$10 million" not in hit.passage.text for hit in shelf.search("revenue of company 10", limit=20))
    library.close()


def test_a_file_that_becomes_unreadable_keeps_its_old_self(home: Path, tmp_path: Path) -> None:
    sources = letters(tmp_path / "in", 1)
    build(sources, home)
    sources[0].path.write_bytes(b"")
    report = build(sources, home)
    assert [failed.reason for failed in report.failed] == ["it is empty"]
    assert names(home) == ["letter00.txt"]


def test_what_fails_is_reported_and_the_rest_goes_on(home: Path, tmp_path: Path) -> None:
    sources = letters(tmp_path / "in", 2)
    for name, data in (
        ("empty.txt", b""),
        ("image.txt", b"\x89PNG\r\n" + bytes(100)),
        ("noise.txt", bytes(range(256)) * 9),
    ):
        (tmp_path / "in" / name).write_bytes(data)
    told: list[Progress] = []
    report = build(find_sources([str(tmp_path / "in")]), home, progress=told.append)
    assert len(report.indexed) == len(sources)
    assert [Path(failed.source).name for failed in report.failed] == ["empty.txt", "image.txt", "noise.txt"]
    assert report.failed[0].reason == "it is empty"
    assert sum(bool(progress.note) for progress in told) == 3


def test_the_same_content_twice_is_one_filing(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LETTER.format(number=1))
    (tmp_path / "b.txt").write_text(LETTER.format(number=1))
    report = build(find_sources([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]), home)
    assert (len(report.indexed), report.unchanged) == (1, 1)


def test_removing(home: Path, tmp_path: Path) -> None:
    report = build(letters(tmp_path / "in", 3), home)
    remove(report.indexed[1].id, home)
    assert names(home) == ["letter00.txt", "letter02.txt"]
    with pytest.raises(UnknownFiling):
        remove(report.indexed[1].id, home)
    assert build(letters(tmp_path / "in", 3), home).indexed == (report.indexed[1],)


def test_what_went_is_deleted_for_good_and_its_words_with_it(home: Path, tmp_path: Path) -> None:
    report = build(letters(tmp_path / "in", 2), home)
    remove(report.indexed[0].id, home)
    for number in (5, 6):
        build(letters(tmp_path / "more", 1, start=number), home)
    catalog = sqlite3.connect(home / "catalog.sqlite")
    assert catalog.execute("SELECT count(*) FROM filings WHERE id = ?", (report.indexed[0].id,)).fetchone() == (0,)
    assert catalog.execute("SELECT count(*) FROM words WHERE words MATCH '\"$10 million\"'").fetchone() == (0,)
    catalog.close()


def test_many_small_builds_keep_few_segments(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At most two segments: the third build writes one of all three filings."""
    monkeypatch.setattr("index.build.SEGMENTS", 2)
    for number in range(3):
        build(letters(tmp_path / f"in{number}", 1, start=number), home, workers=1)
    catalog = Catalog(home)
    assert {entry.segment for entry in catalog.entries(3)} == {"g000003"}
    catalog.close()
    assert len(names(home)) == 3


def test_vectors_that_are_missing_are_written_again(home: Path, tmp_path: Path) -> None:
    import shutil

    sources = letters(tmp_path / "in", 2)
    build(sources, home)
    shutil.rmtree(home / "chroma")
    assert build(sources, home).generation == 2
    assert [path.name for path in (home / "chroma").iterdir()] == ["g000002"]


@pytest.mark.slow
def test_another_embedding_model_asks_for_a_rebuild(home: Path, tmp_path: Path, models: Path) -> None:
    from index.export import ready_embedder

    sources = letters(tmp_path / "in", 2)
    build(sources, home)
    folder = tmp_path / "other model"
    folder.mkdir()
    made = ready_embedder(models, "all-MiniLM-L6-v2").folder
    (folder / "model.onnx").symlink_to(made / "model-int8.onnx")
    (folder / "tokenizer.json").symlink_to(made / "tokenizer.json")
    with pytest.raises(IndexUnusable, match=r"all-MiniLM-L6-v2, not .*tieout index --rebuild"):
        build(sources, home, embedding_model=str(folder))
    assert names(home) == ["letter00.txt", "letter01.txt"]
    report = build([], home, embedding_model=str(folder), rebuild=True)
    assert (report.embedded_anew, report.indexed, report.replaced) == (2, (), ())
    library = open_shelf(home, embedding_model=str(folder))
    assert "11" in library.current().search("revenue of company 11")[0].passage.text
    library.close()


def run_build(home: Path, folder: Path) -> subprocess.Popen[bytes]:
    code = (
        "import sys\nfrom pathlib import Path\nfrom index.build import build\nfrom index.sources import find_sources\n"
        "build(find_sources([sys.argv[2]]), Path(sys.argv[1]), workers=1,"
        " progress=lambda told: print(told.stage, told.done, flush=True))\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, str(home), str(folder)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["read 1", "embed", "store"])
def test_a_killed_run_leaves_the_old_index_whole(home: Path, tmp_path: Path, stage: str) -> None:
    build(letters(tmp_path / "old", 1), home)
    letters(tmp_path / "new", 5, start=20)
    process = run_build(home, tmp_path / "new")
    assert process.stdout is not None
    for line in process.stdout:
        if line.decode().startswith(stage):
            break
    process.send_signal(signal.SIGKILL)
    process.wait(20)
    process.stdout.close()
    assert names(home) == ["letter00.txt"]
    report = build(find_sources([str(tmp_path / "new")]), home)
    assert len(names(home)) == 6
    assert len(report.indexed) == 5
    library = open_shelf(home)
    assert "$34 million" in library.current().search("revenue of company 34 in 2010")[0].passage.text
    library.close()
    assert [path.name for path in (home / "chroma").iterdir() if path.name == "g000002"] == ["g000002"]


@pytest.mark.slow
def test_two_builders_do_not_collide(home: Path, tmp_path: Path) -> None:
    letters(tmp_path / "new", 6)
    process = run_build(home, tmp_path / "new")
    assert process.stdout is not None
    process.stdout.readline()
    with pytest.raises(IndexUnusable, match=rf"Another build of the index .* is running \(process {process.pid}\)"):
        build(find_sources([str(tmp_path / "new")]), home)
    process.stdout.read()
    process.stdout.close()
    assert process.wait(60) == 0
    assert len(names(home)) == 6


def test_a_full_disk_leaves_the_old_index_whole(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(letters(tmp_path / "old", 1), home)
    limited = Catalog.connection.fget
    assert limited is not None

    def small(self: Catalog) -> sqlite3.Connection:
        connection: sqlite3.Connection = limited(self)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(Catalog, "connection", property(small))
    (tmp_path / "big.txt").write_text(LETTER.format(number=3) + "The company sells widgets. " * 9000)
    with pytest.raises(IndexUnusable, match=r"is full\. The index is as it was before"):
        build(find_sources([str(tmp_path / "big.txt")]), home)
    monkeypatch.undo()
    assert names(home) == ["letter00.txt"]


def test_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexUnusable, match="cannot be written"):
        build([], tmp_path / "file" / "home")


def test_what_an_older_version_has_read_is_read_again(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By naming the file again, or all of them by a rebuild; a file that is gone keeps what was read of it."""
    sources = letters(tmp_path / "in", 3)
    monkeypatch.setattr("index.build.reading_version", lambda: "old")
    first = build(sources, home)
    monkeypatch.undo()
    one = build(sources[:1], home)
    assert [record.id for record in one.indexed] == list(one.replaced) == [first.indexed[0].id]
    sources[2].path.unlink()
    rest = build([], home, rebuild=True)
    assert [record.id for record in rest.indexed] == [first.indexed[1].id]
    assert rest.embedded_anew == 2
    assert len(names(home)) == 3
    assert build(sources[:2], home).unchanged == 2
