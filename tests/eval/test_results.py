"""Records of results, and the page written from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.benchmarks.common import Breakdown, Result
from eval.metrics import score_all
from eval.metrics.observation import Observation
from eval.metrics.score import Score
from eval.results import keep, read_record, record_benchmark, record_run, write_results
from eval.runs import Asked, Circumstances, Run
from index.errors import TieoutError

CIRCUMSTANCES = Circumstances(
    {"passages": 8, "embedding_model": "mini"}, "", {}, {}, {"version": "0.1.0", "commit": "abc123"}
)


def test_records_are_written_and_read_back(tmp_path: Path, sound: list[Observation]) -> None:
    asked = tuple(Asked(one.id, one.case, 0, one.question, None, 20.0) for one in sound)
    run = Run(("gold/sample-build.jsonl",), "2026-01-02T00:00:00+00:00", CIRCUMSTANCES, asked)
    record = record_run(run, sound, score_all(sound))
    assert read_record(keep(record, tmp_path)) == record
    assert record.breakdowns[0].rows == (
        ("figure", "1", "0", "0", "0", "1"),
        ("text", "1", "0", "0", "0", "1"),
        ("refusal", "1", "0", "0", "0", "1"),
    )


def test_the_page_has_date_settings_and_intervals(tmp_path: Path) -> None:
    score = Score("exact_match", "Exact match", 0.517, 0.454, 0.583, {"a": 1.0, "b": 0.0})
    table = Breakdown("By type", ("type", "EM"), (("span | multi", "30.6"),))
    result = Result("tatqa", 2, 49.2, (score,), (table,))
    keep(record_benchmark(result, CIRCUMSTANCES, "40 contexts drawn by seed 1"), tmp_path)
    out = tmp_path / "RESULTS.md"
    assert write_results(tmp_path, out) == 1
    text = out.read_text()
    assert "## TAT-QA" in text
    assert "| Exact match | 51.7% | 45.4% to 58.3% | 2 | `exact_match` |" in text
    assert "code abc123; model: none; passages 8, embedding_model mini." in text
    assert "40 contexts drawn by seed 1" in text
    assert "| span \\| multi | 30.6 |" in text


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TieoutError, match="--record"):
        write_results(tmp_path, tmp_path / "RESULTS.md")
