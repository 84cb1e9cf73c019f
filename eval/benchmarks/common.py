"""What every benchmark shares: its options, its result, and how its contexts become filings that are asked."""

from __future__ import annotations

import hashlib
import html
import json
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from bot.confidence import answer_kind
from eval.asking import Dialogue, ask_all, open_bot
from eval.metrics.score import Score
from eval.runs import Asked
from index.errors import TieoutError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.settings import Settings

T = TypeVar("T")
Half = Literal["tuning", "measuring"]
Tell = Callable[[str, int | None, int | None], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How a benchmark is run. limit: only so many contexts, drawn by `seed`. filings: a folder of PDFs, for financebench.

    half: only the contexts of one half, "tuning" or "measuring", so that what was looked at is not what is reported.
    """

    path: Path
    settings: Settings
    limit: int | None = None
    seed: int = 0
    half: Half | None = None
    jobs: int = 1
    filings: Path | None = None
    progress: Tell = lambda *_: None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A table of a result: rows of cells, under a head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What a benchmark gave. predictions: in the benchmark's own format. failures: what was not right, one object each.

    judged: of every answer that was given, its kind, how sure the bot was, and whether it was right (1) or not (0).
    """

    name: str
    questions: int
    seconds: float
    scores: tuple[Score, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    predictions: object = None
    failures: tuple[Mapping[str, Any], ...] = field(default=())
    judged: tuple[Mapping[str, Any], ...] = field(default=())

    def to_json(self) -> str:
        """The scores as one JSON object, without the per-question values."""
        scores = {
            score.name: {
                "value": score.value,
                "low": score.low,
                "high": score.high,
                "n": score.count,
                "unit": score.unit,
            }
            for score in self.scores
        }
        found = {
            "benchmark": self.name,
            "questions": self.questions,
            "seconds": round(self.seconds, 1),
            "scores": scores,
            "breakdowns": [asdict(one) for one in self.breakdowns],
        }
        return json.dumps(found, ensure_ascii=False)

    def show(self, console: Console) -> None:
        """Print the scores and their breakdowns."""
        from rich.table import Table

        from eval.terminal import scores_table

        console.print(scores_table(self.scores, f"{self.name}: {self.questions} questions in {self.seconds:.0f} s"))
        for one in self.breakdowns:
            table = Table(title=one.title, title_justify="left", show_edge=False, pad_edge=False)
            for at, name in enumerate(one.head):
                table.add_column(name, justify="right" if at else "left")
            for row in one.rows:
                table.add_row(*row)
            console.print()
            console.print(table)

    def write_predictions(self, path: Path) -> None:
        """Write the predictions in the benchmark's own format."""
        path.write_text(json.dumps(self.predictions, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def write_failures(self, path: Path) -> None:
        """Write what was not right, one JSON object a line."""
        write_lines(self.failures, path)


def write_lines(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write one JSON object a line."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def judge_answers(asked: Iterable[Asked], right: Mapping[str, float]) -> tuple[Mapping[str, Any], ...]:
    """The answers given, each with its kind, its confidence and whether it was right. right: by question."""
    return tuple(
        {"kind": _kind(one.answer), "confidence": one.answer["confidence"], "right": int(right[one.id] > 0)}
        for one in asked
        if one.answer is not None and one.answer["status"] == "answered"
    )


def _kind(answer: Mapping[str, Any]) -> str:
    return answer_kind(answer["answer"]["type"], [figure["kind"] for figure in answer["figures"]])


@dataclass(frozen=True, slots=True)
class Context:
    """A benchmark's context as a document. name: a file name without its ending; body: HTML."""

    name: str
    body: str


def draw(items: Sequence[T], name: Callable[[T], str], options: Options) -> list[T]:
    """The items of the half asked for, and of those the number asked for, drawn by the seed; in their own order.

    name: of an item's context. Its hash decides its half, so that all that is asked of one context is on one side and
    the halves are the same in every run.
    """
    if options.half is not None:
        items = [item for item in items if half_of(name(item)) == options.half]
    if options.limit is None or options.limit >= len(items):
        return list(items)
    sample = random.Random(options.seed).sample(range(len(items)), options.limit)  # noqa: S311 - a sample, not a secret
    return [items[index] for index in sorted(sample)]


def half_of(name: str) -> Half:
    """The half that a context of this name belongs to."""
    return "measuring" if hashlib.sha256(name.encode()).digest()[0] % 2 else "tuning"


def ask_over(contexts: Sequence[Context], dialogues: Sequence[Dialogue], options: Options) -> list[list[Asked]]:
    """Index the contexts in a home of their own, by the bot's own build, and ask every dialogue of its filing."""
    with _shelf_over(contexts, options) as settings:
        return ask_dialogues(dialogues, settings, options)


@contextmanager
def asking_over(contexts: Sequence[Context], options: Options) -> Iterator[Any]:
    """The bot over contexts indexed in a home of their own."""
    with _shelf_over(contexts, options) as settings, _asking(settings) as chain:
        yield chain


@contextmanager
def _shelf_over(contexts: Sequence[Context], options: Options) -> Iterator[Settings]:
    with TemporaryDirectory(prefix="tieout-benchmark-") as folder:
        sources = Path(folder) / "contexts"
        sources.mkdir()
        for context in contexts:
            (sources / f"{context.name}.html").write_text(context.body, encoding="utf-8")
        settings = options.settings.model_copy(
            update={"home": Path(folder) / "home", "chroma_url": "", "checkpointer_url": ""}
        )
        build_shelf(sorted(sources.iterdir()), settings, options)
        yield settings


def ask_dialogues(
    dialogues: Sequence[Dialogue], settings: Settings, options: Options, *, jobs: int | None = None
) -> list[list[Asked]]:
    """Ask every dialogue over the index at `settings.home`, in order."""
    found = []
    with _asking(settings) as chain:
        for number, asked in enumerate(ask_all(dialogues, chain, settings, jobs=jobs or options.jobs), 1):
            found.append(asked)
            options.progress("asking", number, len(dialogues))
    return found


def build_shelf(paths: Sequence[Path], settings: Settings, options: Options) -> None:
    """Index files at `settings.home` with the bot's own build; what is indexed there already is not done again."""
    from index.build import Progress, build
    from index.sources import Source

    def tell(progress: Progress) -> None:
        options.progress(f"indexing: {progress.stage}", progress.done, progress.total)

    _share_models(options.settings.home, settings.home)
    sources = [Source(path, str(path.absolute())) for path in paths]
    report = build(
        sources,
        settings.home,
        embedding_model=settings.embedding_model,
        workers=options.jobs,
        progress=tell,
    )
    for failed in report.failed:
        sys.stderr.write(f"tieout: {failed.source}: {failed.reason}\n")


def _share_models(kept: Path, home: Path) -> None:
    """Let an index made for the moment use the embedding model made ready for the kept one."""
    models = kept / "models"
    models.mkdir(parents=True, exist_ok=True)
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "models").exists():
        (home / "models").symlink_to(models.absolute(), target_is_directory=True)


def document(name: str, blocks: Sequence[str]) -> str:
    """An HTML document of blocks already marked up; its name stands in a comment, so that no two are the same file."""
    head = f'<head><meta charset="utf-8"><!-- {html.escape(name)} --></head>'
    return f"<!DOCTYPE html>\n<html>{head}\n<body>\n" + "\n".join(blocks) + "\n</body></html>\n"


def paragraph(text: str) -> str:
    """A paragraph as HTML."""
    return f"<p>{html.escape(text)}</p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A plain table as HTML, its cells as given."""
    lines = ("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return "<table>\n" + "\n".join(lines) + "\n</table>"


# How plainly a paragraph leads into a table, plainest first: it breaks off for one, names one that follows, breaks off in
# the middle of a sentence, states the unit of figures, speaks of something somewhere below.
_LEADS = (
    re.compile(r":\s*$"),
    re.compile(r"\bfollowing tables?\b|\btables? (?:below|follow)|\bas follows\b", re.IGNORECASE),
    re.compile(r"\bthe following\b[^.:;]{0,60}$", re.IGNORECASE),
    re.compile(r"\(in (?:[a-z.]+ )?(?:thousands|millions|billions|['’]?000['’]?s)\b[^()]*\)[.:]?\s*$", re.IGNORECASE),
    re.compile(r"\b(?:shown|presented|set forth|set out) below\b", re.IGNORECASE),
)
_UNIT_LINE = re.compile(
    r"\(.*\)|(?:all )?(?:expressed|stated|amounts|figures|in)\b.*(?:thousands|millions|billions|000).*", re.IGNORECASE
)


def place_of_table(texts: Sequence[str]) -> int:
    """How many paragraphs or sentences stand before the table: up to the first that leads most plainly into it; 0 where none does."""
    found = (at + 1 for pattern in _LEADS for at, text in enumerate(texts) if pattern.search(text))
    place = next(found, 0)
    # a line that says no more than "(in thousands)" is the table's own
    while 0 < place < len(texts) and len(texts[place]) < 80 and _UNIT_LINE.fullmatch(texts[place].strip()):
        place += 1
    return place


def read_json(path: Path) -> Any:
    """A benchmark's file. Raises TieoutError if it is not one."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        return json.loads(text)
    except (OSError, ValueError) as problem:
        raise TieoutError(f"{path} cannot be read as a benchmark's file: {problem}") from problem


@contextmanager
def _asking(settings: Settings) -> Iterator[Any]:
    chain: Any = open_bot(settings)
    try:
        yield chain
    finally:
        chain.close()
