"""`tieout index` and `tieout remove`: what goes into the index and out of it."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings
from index.build import BuildReport, Progress, build, remove
from index.errors import TieoutError
from index.filing import FilingRecord
from index.shelf import find_filing
from index.sources import Fetching, Source, find_sources

if TYPE_CHECKING:
    from rich.progress import Task

STAGES = {
    "model": "loading the embedding model (made ready once a machine: half a minute)",
    "read": "reading filings",
    "embed": "embedding passages",
    "store": "storing vectors",
}


def index_filings(
    settings: Settings,
    names: Sequence[str],
    *,
    form: str = "",
    latest: int = 1,
    sample: bool = False,
    rebuild: bool = False,
    as_json: bool = False,
) -> int:
    """Index what is named, and the sample filing if asked. The exit code: 0 all well, 1 some files failed, 2 all did."""
    if not names and not sample and not rebuild:
        raise TieoutError("index needs something to index: tieout index PATH..., or tieout index --sample")
    fetching = Fetching(settings.home, settings.user_agent, form, latest, settings.edgar_url)
    sources = [*find_sources(names, fetching), *([sample_source()] if sample else [])]
    with shown_progress() as told:
        report = build(
            sources,
            settings.home,
            embedding_model=settings.embedding_model,
            chroma_url=settings.chroma_url,
            rebuild=rebuild,
            progress=told,
        )
    if as_json:
        sys.stdout.write(json.dumps(report_to_json(report), ensure_ascii=False) + "\n")
    else:
        _say(report)
    done = len(report.indexed) + report.unchanged + report.embedded_anew
    return 0 if not report.failed else 1 if done else 2


def remove_filing(settings: Settings, name: str) -> None:
    """Take a filing out of the index. Raises UnknownFiling."""
    from index.search import open_shelf

    library = open_shelf(settings.home, embedding_model=settings.embedding_model, chroma_url=settings.chroma_url)
    try:
        record = find_filing(library.current().filings(), name)
    finally:
        library.close()
    remove(record.id, settings.home)
    sys.stdout.write(f"removed {record.title} ({record.id})\n")


def sample_source() -> Source:
    """The filing that comes with tieout: ImmunoGen's 8-K of January 31, 2008."""
    path = Path(str(files("index") / "sample" / "immunogen-8k-2008-01-31.txt"))
    return Source(path, str(path))


def report_to_json(report: BuildReport) -> dict[str, object]:
    """A build's report as JSON."""
    return {
        "generation": report.generation,
        "indexed": [
            {"filing": record.id, "title": record.title, "source": record.source, "problems": list(record.problems)}
            for record in report.indexed
        ],
        "replaced": list(report.replaced),
        "embedded_anew": report.embedded_anew,
        "unchanged": report.unchanged,
        "failed": [{"source": failed.source, "reason": failed.reason} for failed in report.failed],
        "passages": report.passages,
        "facts": report.facts,
        "seconds": report.seconds,
    }


def _say(report: BuildReport) -> None:
    for record in report.indexed:
        sys.stdout.write(f"{_described(record)}\n")
        for problem in record.problems:
            sys.stdout.write(f"  ! {problem}\n")
    counts = [
        f"{len(report.indexed)} indexed" if report.indexed else "",
        f"{len(report.replaced)} replaced" if report.replaced else "",
        f"{report.embedded_anew} embedded anew" if report.embedded_anew else "",
        f"{report.unchanged} already there" if report.unchanged else "",
        f"{len(report.failed)} not indexed" if report.failed else "",
    ]
    made = f": {report.passages:,} passages, {report.facts:,} facts" if report.passages else ""
    sys.stdout.write(f"{', '.join(filter(None, counts)) or 'nothing to do'}{made} in {report.seconds['total']:.1f} s\n")
    if report.failed:
        sys.stdout.flush()
        sys.stderr.write(
            "not indexed:\n" + "".join(f"  {failed.source}: {failed.reason}\n" for failed in report.failed)
        )


def _described(record: FilingRecord) -> str:
    return f"{record.id}  {record.title or record.name}"


@contextmanager
def shown_progress() -> Iterator[Callable[[Progress], None]]:
    """Shows how far a build is: bars with rates and the time left on a terminal, a line a stage elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars
    from rich.text import Text

    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield _Lines()
        return

    class Rate(ProgressColumn):
        """Steps a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.1f}/s" if task.speed else "")

    columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Bars(*columns, console=console, transient=True) as bars:
        tasks = {}

        def told(progress: Progress) -> None:
            if progress.note:
                console.print(f"not indexed: {progress.note}", markup=False, soft_wrap=True)
                return
            label = "loading the model" if progress.stage == "model" else STAGES[progress.stage]
            if progress.stage not in tasks:
                tasks[progress.stage] = bars.add_task(label, total=progress.total)
            bars.update(tasks[progress.stage], completed=progress.done, total=progress.total)

        yield told


class _Lines:
    """Progress where no one watches a cursor: a line when a stage begins, and one every few seconds."""

    def __init__(self) -> None:
        self._stage = ""
        self._said = 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.note:
            return
        if progress.stage != self._stage or now - self._said > 5:
            count = f" {progress.done:,} of {progress.total:,}" if progress.done else ""
            sys.stderr.write(f"{STAGES[progress.stage]}{count}\n")
            sys.stderr.flush()
            self._stage, self._said = progress.stage, now
