"""Sets about the sample filing, run whole: no score may fall below the one recorded beside them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from bot.settings import Settings
from eval.floors import read_floors, worse_than
from eval.gold_sets import load
from eval.metrics import score_all
from eval.runner import run_gold
from eval.runs import observe
from index.build import build
from index.sources import Source

GOLD = Path(str(files("eval").joinpath("gold")))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "floors"),
    [
        ("sample-build.jsonl", "floors.json"),
        ("sample-third.jsonl", "floors-third.json"),
        ("sample-fourth.jsonl", "floors-fourth.json"),
        ("sample-fifth.jsonl", "floors-fifth.json"),
    ],
)
def test_a_set_is_answered_as_well_as_recorded(tmp_path: Path, sample_path: Path, asked: str, floors: str) -> None:
    settings = Settings(home=tmp_path / "home")
    build([Source(sample_path, str(sample_path))], settings.home, embedding_model=settings.embedding_model)
    gold = load(GOLD / asked)
    scores = score_all(observe(run_gold([gold], settings), gold.cases))
    assert worse_than(scores, read_floors(GOLD / floors, [])) == []
