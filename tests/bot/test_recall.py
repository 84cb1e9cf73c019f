"""How often evidence is found: which questions count, what is a hit, and tieout's side over a real index."""

from __future__ import annotations

import json
from pathlib import Path

from bot.recall import Found, Sought, found_by_tieout, read_sought, share_found
from bot.settings import Settings
from index.build import build
from index.sources import Source


def test_only_questions_about_the_documents_are_read_and_pages_count_from_one(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    rows = [
        {
            "question": "How much?",
            "doc_name": "A_2022",
            "evidence": [{"evidence_page_num": 4}, {"evidence_page_num": 9}],
        },
        {"question": "Who?", "doc_name": "B_2022", "evidence": [{"evidence_page_num": 0}]},
    ]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    assert read_sought(path, ["A_2022", "C_2022"]) == [Sought("How much?", "A_2022", frozenset({5, 10}))]


def test_a_hit_is_the_right_page_of_the_right_document_among_the_first_five() -> None:
    sought = [Sought("q", "A", frozenset({2}))] * 4
    found = [
        [("A", 1), ("A", 2)],
        [("B", 2)],
        [("A", 9), ("A", 8), ("A", 7), ("A", 6), ("A", 5), ("A", 2)],
        [("A", 2)],
    ]
    assert share_found(sought, found) == 50.0


def test_tieout_finds_in_the_document_given_and_over_all(home: Path, tmp_path: Path) -> None:
    for name, words in (("apples", "Apple sales rose to $12 million."), ("pears", "Pear sales fell to $9 million.")):
        (tmp_path / f"{name}.txt").write_text(f"Orchard Inc.\n\n{words}\n", encoding="utf-8")
    build([Source(tmp_path / f"{name}.txt", str(tmp_path / f"{name}.txt")) for name in ("apples", "pears")], home)
    (found,) = found_by_tieout([Sought("pear sales", "pears", frozenset({1}))], home, Settings(home=home))
    assert isinstance(found, Found)
    assert {name for name, _ in found.given} == {"pears"}
    assert found.over_all[0][0] == "pears"
