"""Retrieval over the indexed sample filing, and what a running process sees of another's builds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import search
from index.build import build, remove
from index.errors import IndexUnusable, UnknownFiling
from index.search import Library, fuse, open_shelf
from index.shelf import Shelf, find_filing
from index.sources import Source

OTHER = (
    "ACME WIDGETS, INC.\nFORM 8-K\n\nOn May 4, 2010 Acme Widgets reported that it sold its plant in Dayton, Ohio.\n\n"
    "The sale of the widget plant brought $12 million in cash.\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, models: Path, sample_path: Path) -> Path:
    """The sample filing, indexed once; tests that change the index work on a copy."""
    home = tmp_path_factory.mktemp("built")
    (home / "models").symlink_to(models)
    build([Source(sample_path, str(sample_path))], home, workers=1)
    return home


@pytest.fixture
def library(built: Path) -> Iterator[Library]:
    library = open_shelf(built)
    yield library
    library.close()


@pytest.fixture
def indexed(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "copy", symlinks=True))


def test_fusion_by_hand() -> None:
    """7 is first and second: 1/61 + 1/62; 9 second and absent: 1/62; 3 absent and first: 1/61."""
    assert fuse([7, 9], [3, 7]) == [(7, 1 / 61 + 1 / 62), (3, 1 / 61), (9, 1 / 62)]


def test_fusion_weighs_its_rankings() -> None:
    assert fuse([7], [9], weights=(0.5, 1.0)) == [(9, 1 / 61), (7, 0.5 / 61)]


def test_finds_what_is_asked(library: Library) -> None:
    shelf = library.current()
    assert isinstance(shelf, Shelf)
    found = shelf.search("net cash used for operating activities in the six months", limit=3)
    assert any("cash used" in hit.passage.text.lower() for hit in found)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    text = shelf.filing(found[0].passage.filing).text
    assert all(hit.passage.span.of(text) == hit.passage.text for hit in found)


def test_passages_and_facts_are_those_of_the_filing(library: Library) -> None:
    shelf = library.current()
    (record,) = shelf.filings()
    assert "".join(passage.text for passage in shelf.passages(record.id)) == shelf.filing(record.id).text
    assert "9,751" in {fact.span.of(shelf.filing(record.id).text) for fact in shelf.facts(record.id)}
    assert shelf.facts(record.id) is shelf.facts(record.id)


def test_an_empty_home_is_an_empty_shelf(tmp_path: Path) -> None:
    library = open_shelf(tmp_path)
    shelf = library.current()
    assert (shelf.generation, shelf.filings(), shelf.search("revenue")) == (0, (), ())
    assert library.similar("revenue", ["sales"]) == [0.0]
    assert not list(tmp_path.iterdir())


def test_similar_texts_score_higher(library: Library) -> None:
    near, far = library.similar("How did sales develop?", ["Revenues rose by a tenth.", "The board met in Boston."])
    assert near > far + 0.2


def test_a_filing_that_is_not_there(library: Library) -> None:
    for ask in (library.current().facts, library.current().filing, library.current().passages):
        with pytest.raises(UnknownFiling, match="tieout filings"):
            ask("0123456789abcdef")


def test_filings_are_found_by_id_or_name(library: Library) -> None:
    records = library.current().filings()
    for name in (records[0].id, records[0].id[:6], "immunogen-8k-2008-01-31", "immunogen-8k-2008-01-31.txt"):
        assert find_filing(records, name) is records[0]
    with pytest.raises(UnknownFiling, match=r"holds immunogen-8k-2008-01-31\.txt"):
        find_filing(records, "immunogen-10k")


def test_a_running_process_sees_the_next_generation(indexed: Path, tmp_path: Path) -> None:
    """What another build finished is there at the next question; what was asked before stays readable."""
    library = open_shelf(indexed)
    before = library.current()
    path = tmp_path / "acme.txt"
    path.write_text(OTHER)
    report = build([Source(path, "acme")], indexed)
    after = library.current()
    assert (before.generation, after.generation) == (1, 2)
    assert len(before.filings()) == 1
    assert all(hit.passage.filing != report.indexed[0].id for hit in before.search("widget plant in Dayton"))
    best = after.search("widget plant in Dayton")[0]
    assert best.passage.filing == report.indexed[0].id
    assert library.current() is after

    remove(report.indexed[0].id, indexed)
    assert len(library.current().filings()) == 1
    assert best in after.search("widget plant in Dayton")
    library.close()


def test_search_keeps_to_the_filings_named(indexed: Path, tmp_path: Path) -> None:
    library = open_shelf(indexed)
    path = tmp_path / "acme.txt"
    path.write_text(OTHER)
    acme = build([Source(path, "acme")], indexed).indexed[0].id
    shelf = library.current()
    sample = next(record.id for record in shelf.filings() if record.id != acme)
    for chosen in (acme, sample):
        assert {hit.passage.filing for hit in shelf.search("cash from a sale", (chosen,))} == {chosen}
    library.close()


def test_chroma_finds_what_the_exact_search_finds(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over shelves too large for the exact product, Chroma's own search is used; here on the same passages."""
    queries = ["loss per share", "collaborators' clinical trials", "guidance for fiscal 2008"]
    exact = [[hit.passage.id for hit in library.current().search(query, limit=5)] for query in queries]
    monkeypatch.setattr(search, "EXACT_PASSAGES", 0)
    assert [[hit.passage.id for hit in library.current().search(query, limit=5)] for query in queries] == exact


def test_another_model_says_so(indexed: Path) -> None:
    with pytest.raises(IndexUnusable, match=r"made with the embedding model all-MiniLM-L6-v2.*tieout index --rebuild"):
        open_shelf(indexed, embedding_model="bge-small-en")


def test_a_damaged_catalog_says_so(indexed: Path) -> None:
    (indexed / "catalog.sqlite").write_bytes(b"this is no database" * 400)
    for left in indexed.glob("catalog.sqlite-*"):
        left.unlink()
    with pytest.raises(IndexUnusable, match="is damaged"):
        open_shelf(indexed)


def test_the_langchain_retriever_gives_the_same_passages(library: Library) -> None:
    from index.retriever import FilingRetriever

    shelf = library.current()
    found = FilingRetriever(shelf=shelf, limit=4).invoke("net loss per share")
    hits = shelf.search("net loss per share", limit=4)
    assert [document.page_content for document in found] == [hit.passage.text for hit in hits]
    assert [document.metadata["start"] for document in found] == [hit.passage.span.start for hit in hits]


class BackwardsReranker:
    """Scores the last passage highest."""

    def scores(self, query: str, texts: list[str]) -> list[float]:
        return [float(number) for number in range(len(texts))]


def test_a_reranker_has_the_last_word(library: Library) -> None:
    fused = [hit.passage.id for hit in library.current().search("net loss", limit=search.RERANKED)]
    library.reranker = BackwardsReranker()
    assert [hit.passage.id for hit in library.current().search("net loss", limit=3)] == fused[::-1][:3]
