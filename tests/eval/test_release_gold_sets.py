"""The gold sets about releases and 8-Ks: each keeps to the format, and quotes its filing where it says it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.gold_sets import check_places, load
from index.read import read
from index.understand import understand

SETS = sorted((Path(__file__).parents[2] / "eval" / "gold" / "releases").glob("*.jsonl"))
FEWEST = 12


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_set_has_questions_enough_about_one_filing(path: Path) -> None:
    gold = load(path)
    assert sum(len(case.turns) for case in gold.cases) >= FEWEST
    assert len({case.filing for case in gold.cases}) == 1


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_set_quotes_its_filing(path: Path, shared: Path) -> None:
    gold = load(path)
    [source] = (shared / "filings").rglob(f"{gold.cases[0].filing}.*")
    check_places(gold.cases, understand(read(source), str(source), "0" * 16).text)
