"""Runs gold sets: resumable, in a deterministic order, with everything a run depends on written down."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.asking import Asker, Dialogue, ask_all, open_bot
from eval.gold_sets import GoldCase, GoldError, GoldSet, check_places
from eval.metrics.score import Score
from eval.runs import Asked, Circumstances, Run, RunError, question_id, read_asked, write_run

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.shelf import Shelf

HELD_OUT_LOG = "held-out-runs.log"
SECRET = ("key", "token", "secret", "password", "url", "user_agent")


def run_gold(
    sets: Sequence[GoldSet],
    settings: Settings,
    *,
    jobs: int = 1,
    out: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    open_chain: Callable[[Settings], Asker] | None = None,
    fresh: bool = False,
) -> Run:
    """Ask every case of the gold sets. With `out`, what was asked is kept as it goes and taken up again by the next run.

    Raises GoldError for an unknown filing or a misquoted place, RunError for a run begun under other circumstances.
    """
    cases = [case for gold in sets for case in gold.cases]
    _unique(cases)
    chain = (open_chain or open_bot)(settings)
    shelf = chain.shelf
    texts = _texts(cases, shelf)
    circumstances = describe(settings, shelf, sets)
    part = None if out is None else out.with_suffix(".part.jsonl")
    if fresh and part is not None:
        part.unlink(missing_ok=True)
    done = {} if part is None else _resume(part, circumstances)
    left = [case for case in cases if any(question_id(case.id, at) not in done for at in range(len(case.turns)))]
    tell = progress or (lambda *_: None)
    tell(len(cases) - len(left), len(cases))
    for number, batch in enumerate(
        ask_all([_dialogue(case) for case in left], chain, settings, jobs=jobs, open_chain=open_chain or open_bot), 1
    ):
        done.update({asked.id: asked for asked in batch})
        if part is not None:
            _keep(part, batch)
        tell(len(cases) - len(left) + number, len(cases))
    order = [question_id(case.id, at) for case in cases for at in range(len(case.turns))]
    run = Run(
        gold=tuple(str(gold.path) for gold in sets),
        started=datetime.now(UTC).isoformat(timespec="seconds"),
        circumstances=circumstances,
        asked=tuple(done[id_] for id_ in order),
        texts=texts,
    )
    if out is not None and part is not None:
        write_run(run, out)
        part.unlink(missing_ok=True)
    return run


def log_held_out(sets: Sequence[GoldSet], run: Run, scores: Sequence[Score], folder: Path | None = None) -> None:
    """Log a run of a held-out set beside it: when, with which code and settings, and what it scored; never a question."""
    headline = ("right", "figures", "citations", "refusal_recall", "wrong_figures", "wrong_figure_bound")
    found = {score.name: score for score in scores}
    for gold in sets:
        if gold.held_out:
            line = " ".join(
                [
                    run.started,
                    gold.path.name,
                    f"code={run.circumstances.code.get('commit') or run.circumstances.code['version']}",
                    f"model={run.circumstances.model or 'none'}",
                    f"questions={len(run.asked)}",
                    *(f"{name}={found[name].value:.4f}" for name in headline if name in found),
                ]
            )
            with ((folder or gold.path.parent) / HELD_OUT_LOG).open("a", encoding="utf-8") as log:
                log.write(line + "\n")


def describe(settings: Settings, shelf: Shelf | None, sets: Sequence[GoldSet] = ()) -> Circumstances:
    """What a run depends on. Secrets are left out. shelf: None where each context has its own."""
    plain = {
        name: sorted(value) if isinstance(value, list) else value
        for name, value in settings.model_dump(mode="json").items()
        if not any(word in name for word in SECRET)
    }
    filings = {} if shelf is None else {record.id: record.name for record in shelf.filings()}
    generation = 0 if shelf is None else shelf.generation
    gold = {gold.path.name: _hash(gold.path.read_bytes()) for gold in sets}
    return Circumstances(
        settings=plain,
        model=settings.model,
        prompts={
            entry.name: _hash(entry.read_bytes())
            for entry in sorted(files("prompts").iterdir(), key=lambda entry: entry.name)
            if entry.name.endswith(".md")
        },
        index={"generation": generation, "filings": filings, "embedding_model": settings.embedding_model},
        code={"version": _version(), "commit": _commit(), **{f"gold {name}": value for name, value in gold.items()}},
    )


def _dialogue(case: GoldCase) -> Dialogue:
    return Dialogue(case.id, case.filing, tuple(turn.question for turn in case.turns), bool(case.turns[0].cite))


def _texts(cases: Sequence[GoldCase], shelf: Shelf) -> dict[str, str]:
    """The canonical text of every filing asked about, every gold place checked against it."""
    from index.errors import UnknownFiling
    from index.shelf import find_filing

    texts: dict[str, str] = {}
    names = list(dict.fromkeys(case.filing for case in cases))
    for name in names:
        about = [case for case in cases if case.filing == name]
        try:
            record = find_filing(shelf.filings(), name)
        except UnknownFiling as problem:
            raise GoldError(f"{about[0].source}, line {about[0].line}: {problem}") from problem
        texts[record.id] = shelf.filing(record.id).text
        check_places(about, texts[record.id])
    return texts


def _unique(cases: Sequence[GoldCase]) -> None:
    seen: dict[str, GoldCase] = {}
    for case in cases:
        if case.id in seen:
            raise GoldError(f"{case.source}, line {case.line}: the id {case.id!r} is also in {seen[case.id].source}.")
        seen[case.id] = case


def _resume(part: Path, circumstances: Circumstances) -> dict[str, Asked]:
    """What an interrupted run had asked. Raises RunError if it was begun under other circumstances."""
    wanted = json.loads(json.dumps(asdict(circumstances)))
    if not part.exists():
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(wanted) + "\n", encoding="utf-8")
        return {}
    lines = part.read_text(encoding="utf-8").splitlines()
    rows: list[Mapping[str, Any]] = []
    for line in lines:
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError:
            break  # the line that was being written when the run was stopped
    if not rows or rows[0] != wanted:
        raise RunError(f"{part} was begun with other settings, code, index or gold sets; pass --fresh to start again.")
    part.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return {row["id"]: read_asked(row) for row in rows[1:]}


def _keep(part: Path, batch: Sequence[Asked]) -> None:
    with part.open("a", encoding="utf-8") as file:
        for asked in batch:
            file.write(json.dumps(asdict(asked), ensure_ascii=False) + "\n")


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _version() -> str:
    try:
        return version("tieout")
    except PackageNotFoundError:
        return "not installed"


def _commit() -> str:
    """The commit of the source tree this runs from; empty where it is installed without one."""
    git = shutil.which("git")
    root = Path(__file__).resolve().parent.parent
    if git is None or not (root / ".git").exists():
        return ""
    asked = [git, "-C", str(root), "describe", "--always", "--dirty", "--abbrev=12"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    return found.stdout.strip()
