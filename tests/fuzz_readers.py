"""Fuzzes the readers: mutated real files and made-up hostile ones, in child processes with limits on time and memory.

    python -m tests.fuzz_readers --cases 20000 [--seed 1] [--jobs 2] [--deep 0.1] [FILE ...]

A case passes when the file is read, and its layout holds together, or when it is refused with UnreadableFiling.
Any other exception, a crash of the process, a case over the time limit or growth of memory over the limit fails, and
is printed with its seed; `--case SEED` runs one again. With no files, the sample filing and TIEOUT_SHARED's are used.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from index.errors import UnreadableFiling
from index.layout import Grid, Layout
from index.read import read

ROOT = Path(__file__).parent.parent
SECONDS = 20
GROWTH_BYTES = 1_000_000_000
BATCH = 250
TOKENS = [
    b"<table>", b"</table>", b"<tr>", b"<td>", b"</td>", b"<td colspan=99999999>", b"<td rowspan=99999999>", b"<td rowspan=0>",
    b"<td colspan=-1>", b"<div>", b"</div>", b"<font>", b"<pre>", b"</pre>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [",
    b"<!ENTITY a '&a;&a;'>", b"&a;", b"&#x0;", b"&#xD800;", b"&#999999999;", b"&nbsp;", b"<script>", b"<style>", b"<ix:header>",
    b"</ix:header>", b"<ix:nonFraction scale='999999999' contextRef='c' unitRef='u' name='a:b'>", b"</ix:nonFraction>",
    b"<ix:nonFraction scale='-9' sign='-' format='ixt:num-comma-decimal'>1.234,5", b"<xbrli:context id='c'>", b"<xbrli:instant>2024-13-45",
    b"<sup>(1)</sup>", b"<br>", b"<hr style='page-break-after:always'>", b"style='padding-left:9e99pt;font-size:1e400pt'", b"\x00", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b"\x1b[31m", b"\r", b"\r\n", b"\n\n\n", b"\t", b"\x0c", b"<PAGE>", b"<TABLE>", b"<S>", b"<C>",
    b"<CAPTION>", b"<DOCUMENT>", b"</DOCUMENT>", b"<TYPE>EX-99.1\n", b"<TEXT>", b"</TEXT>", b"begin 644 x.pdf\n", b"%PDF-1.4", b"\x1f\x8b",
    b"$", b"(", b")", b"%", b"1,234,567.89", b"(1,234)", b"9" * 400, b"-" * 300, b"." * 300, b"_" * 300, b"December 31, 2024", b"February 30, 2023",
    b"0000-00-00", b"in thousands", b"<img src='http://127.0.0.1:9/x'>", b"<link href='file:///etc/passwd'>", b"| a | b |\n|---|---|\n", b"\xc2\xa0" * 50,
    b"<td style='display:none'>", b"<p style='display:none'>", b"\xe2\x80\x8b", b"\xcc\x81" * 40, b"\xf0\x9f\x92\xa3", b"obj<<", b"endstream", b"/Kids[1 0 R]",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that did not pass. seed: what makes it again."""

    seed: int
    kind: str
    detail: str


class TooSlow(Exception):
    """Raised by the alarm when a case runs over its time."""


def seeds_in(files: list[str]) -> list[bytes]:
    """The files to mutate: those named, or the sample filing and whatever TIEOUT_SHARED holds that is small enough."""
    paths = [Path(name) for name in files]
    if not paths:
        paths = sorted((ROOT / "index" / "sample").glob("*.txt"))
        shared = Path(os.environ.get("TIEOUT_SHARED", "/nonexistent")) / "filings"
        paths += sorted(shared.glob("html/*")) + sorted(shared.glob("sgml/*"))
        paths += [p for p in sorted(shared.glob("pdf/*")) if p.stat().st_size < 150_000]
    return [path.read_bytes() for path in paths]


def make_case(chance: random.Random, corpus: list[bytes]) -> bytes:
    """One file: a stretch of a real one, or made up of tokens, then mutated; some packed."""
    if chance.random() < 0.15:
        data = bytearray(b"".join(chance.choice(TOKENS) for _ in range(chance.randrange(1, 200))))
    else:
        data = bytearray(_stretch(chance, chance.choice(corpus)))
    for _ in range(chance.choice((0, 1, 2, 4, 8, 32))):
        _mutate(chance, data)
    packed = bytes(data)
    if chance.random() < 0.02:
        packed = gzip.compress(packed, 1)
        if chance.random() < 0.5:
            packed = packed[: chance.randrange(1, len(packed))]
    return packed


def _stretch(chance: random.Random, source: bytes) -> bytes:
    if source.startswith(b"%PDF"):
        return source if chance.random() < 0.15 else source[: chance.randrange(20_000)]
    size = chance.choice((200, 1000, 4000, 12_000))
    start = chance.randrange(max(1, len(source) - size))
    body = source[start : start + size]
    lead = source[: chance.choice((0, 200, 2000))]
    if b"<html" in source[:4000] and b"<html" not in lead:
        lead = b"<html><body>" + lead
    return lead + body + chance.choice((b"\n", b"\n", b""))


def _mutate(chance: random.Random, data: bytearray) -> None:
    at = chance.randrange(len(data) + 1)
    match chance.randrange(8):
        case 0:
            data[at : at + 1] = bytes([chance.randrange(256)])
        case 1:
            del data[at : at + chance.choice((1, 10, 500))]
        case 2:
            data[at:at] = chance.choice(TOKENS)
        case 3:
            data[at:at] = chance.choice(TOKENS) * chance.choice((2, 50, 1500))
        case 4:
            data[at:at] = data[at : at + chance.randrange(2000)]
        case 5:
            del data[at:]
        case 6:
            data[at:at] = chance.randbytes(chance.choice((1, 8, 200)))
        case _:
            stop = chance.randrange(len(data) + 1)
            data[at:stop] = data[at:stop][::-1]


def check_layout(layout: Layout) -> None:
    """Raises AssertionError where a layout does not hold together."""
    size = len(layout.text)
    layout.text.encode("utf-8")
    for block in layout.blocks:
        assert 0 <= block.span.start <= block.span.end <= size, f"{block.span} is outside the text"
        if isinstance(block, Grid):
            for cell in block.cells:
                assert block.span.holds(cell.span), f"cell {cell.span} is outside its table {block.span}"
                assert cell.row >= 0 and cell.row + cell.row_span <= block.rows, "a cell is outside its table's rows"
                assert cell.column >= 0 and cell.column + cell.column_span <= block.columns, (
                    "a cell is outside the columns"
                )
    starts = [block.span.start for block in layout.blocks]
    assert starts == sorted(starts), "blocks are out of order"
    for span, _ in layout.tags:
        assert 0 <= span.start < span.end <= size, "a tag is outside the text"


def run_case(seed: int, corpus: list[bytes], deep: float) -> Failure | None:
    """Runs one case in this process."""
    chance = random.Random(seed)
    data = make_case(chance, corpus)
    signal.signal(signal.SIGALRM, _too_slow)
    signal.alarm(SECONDS)
    try:
        layout = read(data)
        check_layout(layout)
        if chance.random() < deep:
            _understand(layout)
    except UnreadableFiling as refusal:
        if "\n" in str(refusal) or len(str(refusal)) > 300:
            return Failure(seed, "refusal", f"not one clear line: {refusal}")
    except TooSlow:
        return Failure(seed, "hang", f"over {SECONDS} s for {len(data)} bytes")
    except MemoryError:
        return Failure(seed, "memory", f"out of memory for {len(data)} bytes")
    except Exception as error:  # noqa: BLE001 - any exception is what is looked for
        where = traceback.extract_tb(error.__traceback__)[-1]
        return Failure(seed, "crash", f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})")
    finally:
        signal.alarm(0)
    return None


def _understand(layout: Layout) -> None:
    from index.facts import facts_of
    from index.passages import passages_of
    from index.understand import understand

    filing = understand(layout, "fuzz", "0" * 16)
    for fact in facts_of(filing):
        assert 0 <= fact.span.start < fact.span.end <= len(filing.text)
    tiled = "".join(passage.text for passage in passages_of(filing, lambda text: len(text) < 1000))
    assert tiled == filing.text, "passages do not tile the text"


def _too_slow(signum: int, frame: object) -> None:
    raise TooSlow


def run_batch(seeds: list[int], files: list[str], deep: float) -> tuple[list[Failure], int]:
    """Runs cases in this process; also returns the most memory it held, in bytes."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    corpus = seeds_in(files)
    failures = [failure for seed in seeds if (failure := run_case(seed, corpus, deep))]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if peak - before > GROWTH_BYTES:
        failures.append(Failure(seeds[0], "memory", f"the batch from this seed grew by {(peak - before) >> 20} MB"))
    return failures, peak


def _limit_memory() -> None:
    """Bounds what a child process may ask for, so that a runaway case fails instead of taking the machine down."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    resource.setrlimit(resource.RLIMIT_AS, (held + 4 * GROWTH_BYTES, resource.RLIM_INFINITY))


def fuzz(cases: int, seed: int, jobs: int, files: list[str], deep: float) -> list[Failure]:
    """Runs cases in child processes; a process that dies is a failure, and the rest goes on."""
    failures: list[Failure] = []
    batches = [list(range(seed + at, seed + min(at + BATCH, cases))) for at in range(0, cases, BATCH)]
    peak, began, done = 0, time.monotonic(), 0
    while batches:
        current, batches = batches[:jobs], batches[jobs:]
        with ProcessPoolExecutor(jobs, initializer=_limit_memory) as pool:
            pending = [(batch, pool.submit(run_batch, batch, files, deep)) for batch in current]
            for batch, result in pending:
                try:
                    found, held = result.result()
                except BrokenProcessPool:
                    if len(batch) == 1:
                        failures.append(Failure(batch[0], "crash", "the process died"))
                        continue
                    half = len(batch) // 2
                    batches[:0] = [batch[:half], batch[half:]]
                    continue
                failures.extend(found)
                peak = max(peak, held)
                done += len(batch)
        sys.stderr.write(
            f"\r{done} cases, {len(failures)} failures, {peak >> 20} MB, {time.monotonic() - began:.0f} s "
        )
    sys.stderr.write("\n")
    return failures


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--deep", type=float, default=0.1, help="share of the files that are also understood")
    parser.add_argument("--case", type=int, help="run this one case, in this process")
    options = parser.parse_args()
    if options.case is not None:
        chance = random.Random(options.case)
        data = make_case(chance, seeds_in(options.files))
        Path(tempfile.gettempdir(), "fuzz_case").write_bytes(data)
        layout = read(data)
        check_layout(layout)
        _understand(layout)
        return 0
    failures = fuzz(options.cases, options.seed, options.jobs, options.files, options.deep)
    for failure in failures:
        sys.stdout.write(f"{failure.seed}\t{failure.kind}\t{failure.detail}\n")
    sys.stdout.write(f"{options.cases} cases, {len(failures)} failures\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
