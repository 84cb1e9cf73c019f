"""The numbers that stand in the repository: each run or benchmark recorded as JSON, and RESULTS.md written from them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.benchmarks.common import Breakdown, Result
from eval.compare import outcome
from eval.metrics.observation import Observation
from eval.metrics.score import Score
from eval.runs import Circumstances, Run
from eval.terminal import OUTCOMES, shown
from index.errors import TieoutError

HEAD = """# Results

Written by `tieout eval results eval/results eval/RESULTS.md` from the records in `eval/results/`; do not edit by hand.
Each record says when it was made, with which code and settings. Intervals are 95%: bootstrap, resampling whole
conversations (contexts, filings); the bound of the wrong-figure rate is Clopper and Pearson's.
"""
TITLES = {
    "sample-build": "Sample filing, building half",
    "sample-second": "Sample filing, second building half",
    "sample-third": "Sample filing, third building set",
    "sample-fourth": "Sample filing, fourth building set",
    "sample-fifth": "Sample filing, fifth building set",
    "sample-held-out": "Sample filing, held-out questions",
    "tatqa": "TAT-QA",
    "convfinqa": "ConvFinQA",
    "financebench": "FinanceBench",
    "ixbrl": "Table reading against inline XBRL",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A score as recorded: without the per-question values."""

    name: str
    title: str
    value: float
    low: float
    high: float
    n: int
    unit: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a run or a benchmark gave, as kept in the repository. sample: "40 contexts, seed 1", or "" for all."""

    name: str
    date: str
    questions: int
    seconds: float
    sample: str
    code: str
    model: str
    settings: Mapping[str, Any]
    scores: tuple[Row, ...]
    breakdowns: tuple[Breakdown, ...] = field(default=())


def record_run(run: Run, observations: Sequence[Observation], scores: Sequence[Score]) -> Record:
    """The record of a gold set's run, with its outcomes by category."""
    groups: dict[str, list[str]] = {}
    for seen in observations:
        groups.setdefault(seen.category, []).append(outcome(seen))
    rows = tuple(
        (name, *(str(found.count(kind)) for kind in OUTCOMES), str(len(found))) for name, found in groups.items()
    )
    return Record(
        name=Path(run.gold[0]).stem,
        date=run.started,
        questions=len(run.asked),
        seconds=sum(asked.elapsed_ms for asked in run.asked) / 1000,
        sample="",
        code=_code(run.circumstances),
        model=run.circumstances.model,
        settings=_settings(run.circumstances),
        scores=tuple(_row(score) for score in scores),
        breakdowns=(Breakdown("By category", ("category", *OUTCOMES, "n"), rows),),
    )


def record_benchmark(result: Result, circumstances: Circumstances, sample: str) -> Record:
    """The record of a benchmark's run."""
    return Record(
        name=result.name,
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        questions=result.questions,
        seconds=result.seconds,
        sample=sample,
        code=_code(circumstances),
        model=circumstances.model,
        settings=_settings(circumstances),
        scores=tuple(_row(score) for score in result.scores),
        breakdowns=result.breakdowns,
    )


def keep(record: Record, folder: Path) -> Path:
    """Write a record to its place in a folder of records."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{record.name}.json"
    path.write_text(json.dumps(asdict(record), ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
    return path


def read_record(path: Path) -> Record:
    """Read a record. Raises TieoutError."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        scores = tuple(Row(**row) for row in found.pop("scores"))
        tables = tuple(
            Breakdown(one["title"], tuple(one["head"]), tuple(tuple(row) for row in one["rows"]))
            for one in found.pop("breakdowns")
        )
        return Record(**found, scores=scores, breakdowns=tables)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise TieoutError(f"{path} cannot be read as a record of results: {problem}") from problem


def write_results(folder: Path, out: Path) -> int:
    """Write RESULTS.md from every record in a folder; how many there were. Raises TieoutError where there is none."""
    records = {path.stem: read_record(path) for path in sorted(folder.glob("*.json"))}
    if not records:
        raise TieoutError(f"{folder} holds no records: make them with --record {folder}")
    order = [name for name in TITLES if name in records] + [name for name in records if name not in TITLES]
    out.write_text(HEAD + "".join(_section(records[name]) for name in order), encoding="utf-8")
    return len(records)


def _section(record: Record) -> str:
    about = [f"{record.questions:,} questions" if record.name != "ixbrl" else f"{record.questions:,} tagged facts"]
    about += [record.sample] if record.sample else []
    about += [f"{record.seconds:,.0f} s", record.date, f"code {record.code}", f"model: {record.model or 'none'}"]
    settings = ", ".join(
        f"{name} {value}"
        for name, value in record.settings.items()
        if name in {"embedding_model", "reranker", "passages"} and value
    )
    lines = [f"\n## {TITLES.get(record.name, record.name)}\n", "; ".join(about) + f"; {settings}.\n"]
    lines.append(_table(("score", "value", "95% interval", "n", "name"), [_cells(row) for row in record.scores]))
    for one in record.breakdowns:
        lines += [f"\n{one.title}:\n", _table(one.head, one.rows)]
    return "\n".join(lines)


def _cells(row: Row) -> tuple[str, ...]:
    score = Score(row.name, row.title, row.value, row.low, row.high, {}, row.unit)
    interval = "" if row.low == row.high == row.value else f"{shown(score, row.low)} to {shown(score, row.high)}"
    return row.title, shown(score, row.value), interval, str(row.n), f"`{row.name}`"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _row(score: Score) -> Row:
    value, low, high = (round(part, 6) for part in (score.value, score.low, score.high))
    return Row(score.name, score.title, value, low, high, score.count, score.unit)


def _settings(circumstances: Circumstances) -> dict[str, Any]:
    """The settings but for where the index lies, which is nobody else's business."""
    return {name: value for name, value in circumstances.settings.items() if name != "home"}


def _code(circumstances: Circumstances) -> str:
    return circumstances.code.get("commit") or circumstances.code.get("version", "")
