"""Runs: in order, resumable, with everything they depend on; crashes kept; held-out runs logged."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings
from eval.gold_sets import GoldError, load
from eval.metrics import score_all
from eval.runner import log_held_out, run_gold
from eval.runs import RunError, observe, read_run
from tests.eval.scripted import ScriptedChain, open_scripted, write_gold

IDS = ["revenue", "talk", "talk#2", "who", "none", "boom"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write_gold(tmp_path / "gold.jsonl")


def test_a_run_asks_everything_in_order(settings: Settings, gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.json"
    ticks: list[tuple[int, int]] = []
    run = run_gold([load(gold)], settings, out=out, open_chain=open_scripted, progress=lambda *t: ticks.append(t))
    assert [asked.id for asked in run.asked] == IDS
    assert ticks[0] == (0, 5)
    assert ticks[-1] == (5, 5)
    assert read_run(out) == run
    scores = {score.name: score.value for score in score_all(observe(run, load(gold).cases))}
    assert scores["right"] == pytest.approx(5 / 6)
    assert scores["crashes"] == pytest.approx(1 / 6)
    assert scores["quotes"] == pytest.approx(3 / 4)
    assert scores["retrieval_recall_1"] == 1.0


def test_a_crash_is_kept_with_its_reason(settings: Settings, gold: Path) -> None:
    run = run_gold([load(gold)], settings, open_chain=open_scripted)
    boom = run.asked[-1]
    assert boom.answer is None
    assert "RuntimeError: planted" in boom.error


def test_a_conversation_keeps_one_thread_and_single_questions_none(settings: Settings, gold: Path) -> None:
    chains: list[ScriptedChain] = []

    def opener(given: Settings) -> ScriptedChain:
        chains.append(ScriptedChain(given))
        return chains[-1]

    run_gold([load(gold)], settings, open_chain=opener)
    (chain,) = chains
    assert sorted(chain.turns.values()) == [2, 4]


def test_processes_give_the_same_run(settings: Settings, gold: Path) -> None:
    alone = run_gold([load(gold)], settings, open_chain=open_scripted)
    many = run_gold([load(gold)], settings, open_chain=open_scripted, jobs=2)
    texts = [[(asked.id, asked.answer and asked.answer["text"]) for asked in run.asked] for run in (alone, many)]
    assert texts[0] == texts[1]


def test_an_interrupted_run_is_taken_up_again(settings: Settings, gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.json"
    part = tmp_path / "run.part.jsonl"
    whole = run_gold([load(gold)], settings, out=out, open_chain=open_scripted)
    assert not part.exists()

    class Stopped(ScriptedChain):
        def ask(self, question: str, thread: str | None = None, filing: str | None = None):  # type: ignore[no-untyped-def]
            if question == "EBITDA?":
                raise KeyboardInterrupt
            return super().ask(question, thread, filing)

    out.unlink()
    with pytest.raises(KeyboardInterrupt):
        run_gold([load(gold)], settings, out=out, open_chain=Stopped)
    with part.open("a") as file:
        file.write('{"id": "none", "ca')  # a line cut off as the process was killed
    chains: list[ScriptedChain] = []

    def opener(given: Settings) -> ScriptedChain:
        chains.append(ScriptedChain(given))
        return chains[-1]

    again = run_gold([load(gold)], settings, out=out, open_chain=opener)
    assert chains[0].asked == ["EBITDA?", "crash"]
    assert [asked.id for asked in again.asked] == IDS
    assert [asked.answer for asked in again.asked[3:5]] == [asked.answer for asked in whole.asked[3:5]]


def test_a_run_begun_otherwise_is_not_mixed_in(settings: Settings, gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.json"
    (tmp_path / "run.part.jsonl").write_text('{"settings": {"passages": 99}}\n')
    with pytest.raises(RunError, match="--fresh"):
        run_gold([load(gold)], settings, out=out, open_chain=open_scripted)
    run_gold([load(gold)], settings, out=out, open_chain=open_scripted, fresh=True)
    assert out.exists()


def test_a_run_says_what_it_depends_on_and_keeps_no_secret(gold: Path, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", checkpointer_url="postgres://me:secret@host/db", passages=5)
    found = run_gold([load(gold)], settings, open_chain=open_scripted).circumstances
    assert found.settings["passages"] == 5
    assert "secret" not in str(found)
    assert found.index["generation"] == 1
    assert "gold gold.jsonl" in found.code


def test_an_unknown_filing_names_its_line(settings: Settings, gold: Path) -> None:
    gold.write_text(gold.read_text().replace('"release"', '"another"'))
    with pytest.raises(GoldError, match=r"line 1: .*another"):
        run_gold([load(gold)], settings, open_chain=open_scripted)


def test_only_held_out_runs_are_logged_and_without_questions(settings: Settings, gold: Path, tmp_path: Path) -> None:
    held = write_gold(tmp_path / "mine-held-out.jsonl")
    run = run_gold([load(held)], settings, open_chain=open_scripted)
    scores = score_all(observe(run, load(held).cases))
    log_held_out([load(gold)], run, scores)
    assert not (tmp_path / "held-out-runs.log").exists()
    log_held_out([load(held)], run, scores)
    (line,) = (tmp_path / "held-out-runs.log").read_text().splitlines()
    assert "right=0.8333" in line
    assert "questions=6" in line
    assert "Revenue" not in line
