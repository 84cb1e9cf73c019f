"""`tieout bench`: cold start, warm answers and indexing, against the stock LangChain recipe in the same run."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from bot.recall import DEPTH, Found, found_by_tieout, read_sought, share_found
from bot.settings import Settings
from index.errors import TieoutError
from index.export import ready_embedder
from index.sources import find_sources

COLD_RUNS = 3
WARM_UP = 5
QUESTION = "What was the net loss in the second quarter of fiscal 2008?"
STOCK_PARTS = ("langchain_chroma", "langchain_huggingface", "langchain_text_splitters", "pypdf")


@dataclass(frozen=True, slots=True)
class Run:
    """One process, run to its end: seconds from start to exit, most memory it and its children held at once, output."""

    seconds: float
    megabytes: float
    output: str


def bench_answers(settings: Settings, batch: Path | None = None, *, as_json: bool = False) -> None:
    """Cold start of `tieout ask` and of the stock recipe, by turns; then warm answers, each question asked once.

    The sample filing is indexed for it in a folder of its own; a batch of questions is put to the index there is.
    """
    _needs_stock()
    with _home(settings) as home, tempfile.TemporaryDirectory() as stock:
        from bot.commands.index import sample_source

        sample = str(sample_source().path)
        _tieout(home, "index", "--sample", "--json")
        _stock("index", stock, sample)
        ours, theirs = [], []
        for _ in range(COLD_RUNS):
            theirs.append(_stock("ask", stock, QUESTION).seconds)
            ours.append(_tieout(home, "ask", QUESTION, "--json").seconds)
        chosen = settings if batch is not None else settings.model_copy(update={"home": home})
        warm = warm_answers(chosen, batch_questions(batch) if batch is not None else gold_questions())
    found: dict[str, float] = {
        "cold_seconds": statistics.median(ours),
        "stock_cold_seconds": statistics.median(theirs),
        "cold_times_faster": statistics.median(theirs) / statistics.median(ours),
        "warm_questions": len(warm),
        "warm_median_ms": statistics.median(warm),
        "warm_95th_percentile_ms": percentile(warm, 95),
        "warm_slowest_ms": max(warm),
    }
    _print(found, as_json=as_json)


def bench_index(
    settings: Settings, names: Sequence[str], questions: Path | None = None, *, as_json: bool = False
) -> None:
    """Indexing from nothing, indexing again, and the stock recipe on the same files; time and memory of each.

    questions: FinanceBench's, to tell also how often each finds the evidence among its first passages.
    """
    _needs_stock()
    paths = [str(source.path) for source in find_sources(names)]
    with _home(settings) as home, tempfile.TemporaryDirectory() as stock:
        first = _tieout(home, "index", *paths, "--json")
        again = _tieout(home, "index", *paths, "--json")
        other = _stock("index", stock, *paths)
        held = _held(home)
        reading = reading_speed([Path(path) for path in paths], home)
        recall = _recall(questions, paths, home, stock, settings) if questions else {}
    report, theirs = json.loads(first.output), json.loads(other.output)
    embedding = report["seconds"]["embed"]
    found: dict[str, float] = {
        "files": len(paths),
        "pages": theirs["pages"],
        "not_indexed": len(report["failed"]),
        "passages": report["passages"],
        "facts": report["facts"],
        "seconds": first.seconds,
        "seconds_reading": report["seconds"]["read"],
        "seconds_embedding": embedding,
        "seconds_storing": report["seconds"]["store"],
        "seconds_per_1000_pages_but_embedding": (first.seconds - embedding) / theirs["pages"] * 1000,
        "megabytes": first.megabytes,
        "again_seconds": again.seconds,
        "again_percent": again.seconds / first.seconds * 100,
        "stock_passages": theirs["passages"],
        "stock_seconds": other.seconds,
        "stock_megabytes": other.megabytes,
        "times_faster": other.seconds / first.seconds,
        "held_bytes_per_passage": held / max(report["passages"], 1),
        **reading,
        **recall,
    }
    _print(found, as_json=as_json)


def _recall(questions: Path, paths: Sequence[str], home: Path, stock: str, settings: Settings) -> dict[str, float]:
    """How often tieout and the stock recipe have a page of the evidence among their first passages, percent."""
    sought = read_sought(questions, [Path(path).stem for path in paths])
    if not sought:
        raise TieoutError(f"{questions} asks of none of these files: a question's `doc_name` is a file's name")
    ours = found_by_tieout(sought, home, settings)
    theirs = [Found(*found) for found in json.loads(_stock("find", stock, str(questions), *paths).output)["found"]]
    found: dict[str, float] = {"questions": len(sought)}
    for whose, places in (("", ours), ("stock_", theirs)):
        found[f"{whose}evidence_in_first_{DEPTH}_of_filing_percent"] = share_found(
            sought, [one.given for one in places]
        )
        found[f"{whose}evidence_in_first_{DEPTH}_over_all_percent"] = share_found(
            sought, [one.over_all for one in places]
        )
    return found


def reading_speed(paths: Sequence[Path], home: Path) -> dict[str, float]:
    """Processor time of reading, on one core and without embedding: of laying out PDFs, and of all that indexing does.

    The first file is read once before, so that what is made once a process is not counted.
    """
    from index.embed import DEFAULT_MODEL
    from index.read import read_bytes, sniff
    from index.read_pdf import read_pdf
    from index.reading import Job, understand_file

    fits = ready_embedder(home / "models", DEFAULT_MODEL).fits
    jobs = [Job(path, str(path), path.name) for path in paths]
    understand_file(jobs[0], fits)
    laid_out = in_all = 0.0
    pages = 0
    for job in jobs:
        data = read_bytes(job.path)
        if sniff(data) != "pdf":
            continue
        began = time.process_time()
        layout = read_pdf(data)
        between = time.process_time()
        understand_file(job, fits)
        laid_out += between - began
        in_all += time.process_time() - between
        pages += max((anchor.page or 0 for anchor in layout.anchors), default=0)
    if not pages:
        return {}
    return {
        "pdf_pages_per_processor_second": pages / laid_out,
        "processor_seconds_per_1000_pages_but_embedding": in_all / pages * 1000,
    }


def _held(home: Path) -> int:
    """Bytes that an index holds in memory once it has been searched, the embedding model aside."""
    import tracemalloc

    from index.search import open_shelf

    tracemalloc.start()
    try:
        library = open_shelf(home)
        library.current().search(QUESTION)
        held, _ = tracemalloc.get_traced_memory()
        library.close()
    finally:
        tracemalloc.stop()
    return held


def warm_answers(settings: Settings, questions: Sequence[str]) -> list[float]:
    """Milliseconds that each question takes in a process that is already answering."""
    from bot.chain import Chain

    chain = Chain(settings)
    try:
        for question in questions[:WARM_UP]:
            chain.ask(question)
        times = []
        for question in questions[WARM_UP:]:
            began = time.perf_counter()
            chain.ask(question)
            times.append((time.perf_counter() - began) * 1000)
    finally:
        chain.close()
    return times


def gold_questions() -> list[str]:
    """The questions of the sample filing's gold set that stand alone, each once."""
    found: dict[str, None] = {}
    for path in sorted((Path(str(files("eval"))) / "gold").glob("*build*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            if "question" in case:
                found.setdefault(case["question"])
    return list(found)


def batch_questions(path: Path) -> list[str]:
    """The questions of a JSONL file."""
    from bot.commands.ask import read_batch

    return [line.question for line in read_batch(path) if not line.problem]


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least `percent` of a hundred are not above."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * percent // 100) - 1)]


@contextmanager
def _home(settings: Settings) -> Iterator[Path]:
    """An empty home that has the embedding model made ready, which is done once a machine."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        models = settings.home / "models"
        ready_embedder(models, settings.embedding_model)
        (home / "models").symlink_to(models.resolve())
        yield home


def _needs_stock() -> None:
    missing = [name for name in STOCK_PARTS if find_spec(name) is None]
    if missing:
        raise TieoutError(
            f"bench compares with parts that are not installed ({', '.join(missing)}): "
            "pip install -c constraints.txt -e '.[bench]'"
        )


def _tieout(home: Path, *arguments: str) -> Run:
    return _run(["-m", "bot.cli", *arguments], {"TIEOUT_HOME": str(home)})


def _stock(*arguments: str) -> Run:
    return _run(["-m", "bot.stock_recipe", *arguments], {})


def _run(arguments: Sequence[str], more: dict[str, str]) -> Run:
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  our own modules, with paths as separate arguments
        [sys.executable, *arguments],
        env=os.environ | {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"} | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    most, ended = [0.0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, most, ended))
    watcher.start()
    output, errors = process.communicate()
    seconds = time.perf_counter() - began
    ended.set()
    watcher.join()
    if process.returncode not in {0, 1} or not output.strip():
        raise TieoutError(f"the run of {' '.join(arguments[:3])} failed: {(errors.splitlines() or ['no message'])[-1]}")
    return Run(seconds, most[0], output.splitlines()[-1] if output else "")


def _watch(process: int, most: list[float], ended: threading.Event) -> None:
    """Notes, ten times a second, the most memory that a process and its children hold, in megabytes."""
    while not ended.wait(0.1):
        most[0] = max(most[0], sum(_resident(each) for each in (process, *_children(process))))


def _children(process: int) -> list[int]:
    """Processes under a process, by /proc; none where there is no /proc."""
    found: list[int] = []
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            direct = [int(child) for child in tasks.read_text().split()]
        except OSError:  # it ended meanwhile
            continue
        for child in direct:
            found += [child, *_children(child)]
    return found


def _resident(process: int) -> float:
    """Megabytes of memory a process holds; what it shares with others is divided among them."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it ended meanwhile
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _print(found: dict[str, float], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps({name: round(value, 3) for name, value in found.items()}) + "\n")
        return
    for name, value in found.items():
        shown = f"{value:,.0f}" if float(value).is_integer() or value >= 1000 else f"{value:,.2f}"
        sys.stdout.write(f"{name.replace('_', ' '):<42} {shown:>12}\n")
