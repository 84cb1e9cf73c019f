"""`tieout eval` and `tieout benchmark` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import eval.asking
import eval.runner
from eval.commands import benchmark_app, eval_app
from index.errors import TieoutError
from tests.eval.scripted import open_scripted, write_gold

RUN = CliRunner()


@pytest.fixture(autouse=True)
def scripted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIEOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(eval.runner, "open_bot", open_scripted)
    monkeypatch.setattr(eval.asking, "open_bot", open_scripted)


def test_a_gold_set_is_run_and_its_scores_printed(tmp_path: Path) -> None:
    gold, out, report = write_gold(tmp_path / "gold.jsonl"), tmp_path / "run.json", tmp_path / "run.html"
    found = RUN.invoke(eval_app, [str(gold), "--out", str(out), "--report", str(report), "--failures"])
    assert found.exit_code == 0, found.output
    assert "83.3%" in found.output
    assert "crashed  boom: crash" in found.output
    assert json.loads(out.read_text())["asked"][0]["id"] == "revenue"
    assert report.read_text().startswith("<!DOCTYPE html>")


def test_fail_under_sets_the_exit_code(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold.jsonl")
    assert RUN.invoke(eval_app, [str(gold), "--fail-under", "right=0.8"]).exit_code == 0
    failed = RUN.invoke(eval_app, ["run", str(gold), "--fail-under", "right=0.9"])
    assert failed.exit_code == 1
    assert "right is 0.8333, and must be at least 0.9000" in failed.output


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("rihgt=0.9", "no score is named 'rihgt'; there are right, "),
        ("right=nan", "the limit of right is a number, as 0.9, not nan"),
        ("right", "--fail-under takes metric=value"),
    ],
)
def test_a_limit_that_could_not_be_judged_is_said_before_anything_is_asked(
    tmp_path: Path, limit: str, words: str
) -> None:
    gold, out = write_gold(tmp_path / "gold.jsonl"), tmp_path / "run.json"
    found = RUN.invoke(eval_app, [str(gold), "--out", str(out), "--fail-under", limit])
    assert isinstance(found.exception, TieoutError)
    assert words in str(found.exception)
    assert not out.exists()


def test_a_limit_that_no_question_bears_on_is_said(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold.jsonl")
    found = RUN.invoke(eval_app, [str(gold), "--fail-under", "cost_usd=1"])
    assert str(found.exception) == "cost_usd has a limit, and no question of this run bears on it"


def test_stopping_a_kept_run_says_that_it_can_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(eval.runner, "run_gold", stop)
    gold = write_gold(tmp_path / "gold.jsonl")
    kept = RUN.invoke(eval_app, [str(gold), "--out", str(tmp_path / "run.json")])
    assert "stopped; the same command goes on from here" in kept.output
    assert "goes on" not in RUN.invoke(eval_app, [str(gold)]).output


def test_two_runs_are_compared(tmp_path: Path) -> None:
    gold, out = write_gold(tmp_path / "gold.jsonl"), tmp_path / "run.json"
    RUN.invoke(eval_app, [str(gold), "--out", str(out)])
    found = RUN.invoke(eval_app, ["compare", str(out), str(out)])
    assert found.exit_code == 0, found.output
    assert "right 5 -> 5" in found.output
    assert "McNemar p = 1.000" in found.output


def test_held_out_questions_are_not_listed_and_their_runs_are_logged(tmp_path: Path) -> None:
    gold, log = write_gold(tmp_path / "my-held-out.jsonl"), tmp_path / "held-out-runs.log"
    found = RUN.invoke(eval_app, [str(gold), "--failures"])
    assert isinstance(found.exception, TieoutError)
    assert not log.exists()
    assert isinstance(RUN.invoke(eval_app, [str(gold), "--report", str(tmp_path / "r.html")]).exception, TieoutError)
    assert not log.exists()
    out = tmp_path / "run.json"
    assert "boom: crash" not in RUN.invoke(eval_app, [str(gold), "--out", str(out)]).output
    assert "Revenue?" not in RUN.invoke(eval_app, ["compare", str(out), str(out)]).output
    assert isinstance(RUN.invoke(eval_app, ["report", str(out), str(tmp_path / "r.html")]).exception, TieoutError)
    assert len(log.read_text().splitlines()) == 1


def test_results_are_recorded_and_written(tmp_path: Path) -> None:
    gold, records, page = write_gold(tmp_path / "gold.jsonl"), tmp_path / "records", tmp_path / "RESULTS.md"
    RUN.invoke(eval_app, [str(gold), "--record", str(records)])
    found = RUN.invoke(eval_app, ["results", str(records), str(page)])
    assert found.exit_code == 0, found.output
    assert "| Right as a whole | 83.3% |" in page.read_text()


def test_unknown_benchmarks_and_files_are_one_clear_line(tmp_path: Path) -> None:
    missing = RUN.invoke(benchmark_app, ["tatqa", str(tmp_path / "none.json")])
    assert "there is no" in str(missing.exception)
    wrong = tmp_path / "wrong.json"
    wrong.write_text("[]")
    assert "is not TAT-QA's file" in str(RUN.invoke(benchmark_app, ["tatqa", str(wrong)]).exception)
    assert "is not ConvFinQA's file" in str(RUN.invoke(benchmark_app, ["convfinqa", str(wrong)]).exception)
    assert "is not FinanceBench's file" in str(RUN.invoke(benchmark_app, ["financebench", str(wrong)]).exception)
    assert "there is no benchmark 'squad'" in str(RUN.invoke(benchmark_app, ["squad", str(wrong)]).exception)
