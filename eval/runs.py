"""A run: what was asked, with which settings, index and code, and what came back. Kept as one JSON file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from eval.given import read_given
from eval.gold_sets import GoldCase
from eval.metrics.observation import Observation
from index.errors import TieoutError

RUN_VERSION = 1


class RunError(TieoutError):
    """A run that cannot be read, resumed or compared."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as asked. answer: the Answer JSON; None where asking crashed, and then `error` says how.

    retrieved: (start, end) of the passages that search finds for the question alone, best first; None where not asked.
    """

    id: str
    case: str
    turn: int
    question: str
    answer: Mapping[str, Any] | None
    elapsed_ms: float
    error: str = ""
    retrieved: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a run depends on; two runs with the same circumstances should answer alike."""

    settings: Mapping[str, Any]
    model: str
    prompts: Mapping[str, str]
    index: Mapping[str, Any]
    code: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run. gold: the gold sets' paths. started: ISO time. texts: filing id -> canonical text."""

    gold: tuple[str, ...]
    started: str
    circumstances: Circumstances
    asked: tuple[Asked, ...]
    texts: Mapping[str, str] = field(default_factory=dict)


def observe(run: Run, cases: Sequence[GoldCase]) -> list[Observation]:
    """Each question of the run beside what was expected of it. A gold question the run lacks is left out."""
    wanted = {question_id(case.id, at): (case, turn) for case in cases for at, turn in enumerate(case.turns)}
    return [
        Observation(
            id=asked.id,
            case=asked.case,
            category=wanted[asked.id][0].category,
            question=asked.question,
            expected=wanted[asked.id][1].expected,
            cite=wanted[asked.id][1].cite,
            also=wanted[asked.id][1].also,
            given=None if asked.answer is None else read_given(asked.answer),
            elapsed_ms=asked.elapsed_ms,
            error=asked.error,
            filing=wanted[asked.id][0].filing,
            retrieved=asked.retrieved,
            texts=run.texts,
        )
        for asked in run.asked
        if asked.id in wanted
    ]


def question_id(dialogue: str, turn: int) -> str:
    """The id of a question: its dialogue's, and "#n" from the second on."""
    return dialogue if turn == 0 else f"{dialogue}#{turn + 1}"


def write_run(run: Run, path: Path) -> None:
    """Write a run as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"run": RUN_VERSION, **asdict(run)}, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_run(path: Path) -> Run:
    """Read a run. Raises RunError."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["run"] != RUN_VERSION:
            raise RunError(f"{path} is a run of another version ({found['run']}); run it again.")
        return Run(
            gold=tuple(found["gold"]),
            started=found["started"],
            circumstances=Circumstances(**found["circumstances"]),
            asked=tuple(read_asked(row) for row in found["asked"]),
            texts=found["texts"],
        )
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise RunError(f"{path} cannot be read as a run: {problem}") from problem


def read_asked(row: Mapping[str, Any]) -> Asked:
    """One question of a run, from its JSON."""
    retrieved = row.get("retrieved")
    spans = None if retrieved is None else tuple((start, end) for start, end in retrieved)
    return Asked(**{**row, "retrieved": spans})
