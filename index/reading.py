"""Files to filings in parallel processes, each file within a bound of time and memory.

A file that hangs, that needs too much memory or that breaks its reader costs its own line in the report and nothing else:
the process that read it is ended and another takes its place.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from index.catalog import Packed
from index.codec import pack
from index.embed import Embedder, ModelCard
from index.errors import TieoutError
from index.facts import Fact
from index.filing import Filing

SECONDS = 300.0
"""Processor time one file may take; a filing of a thousand pages takes some ten seconds. A machine that is busy with
other things makes reading slow, not a filing unreadable, so the clock on the wall is not what bounds it."""
PATIENCE = 4.0
"""A reader that does not use its processor time, because it waits for something, is ended after so many times that."""
MEMORY = 3 << 30
"""Address space of a reading process, bytes; one that asks for more is refused it and the file is reported."""
KEPT = 512 << 20
"""A reading process that has grown beyond this is replaced after its file, so that memory does not creep."""
AHEAD = 16
"""Files that may be read before the one whose turn it is, so that results come in order and few are held."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read: where it is, what it is known by, and the hash of its content, which is the filing's id."""

    path: Path
    source: str
    digest: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that was not indexed, and why, in words for a person."""

    source: str
    reason: str


def understand_file(job: Job, fits: Callable[[str], bool]) -> Packed:
    """Reads one file to a filing ready to be stored. Raises UnreadableFiling."""
    from dataclasses import replace

    from index.facts import facts_of
    from index.passages import passages_of
    from index.read import read
    from index.understand import understand

    filing = understand(read(job.path), job.source, job.digest)
    if job.url and not filing.record.url:
        filing = replace(filing, record=replace(filing.record, url=job.url))
    facts = facts_of(filing)
    return Packed(filing.record, pack(Filing, (filing,)), pack(Fact, facts), len(facts), passages_of(filing, fits))


def read_files(
    jobs: Iterable[Job], embedder: Embedder, workers: int = 0, seconds: float = SECONDS
) -> Iterator[tuple[Job, Packed | Failed]]:
    """Each job and what came of it, in order. workers: processes; 0 for one a core."""
    pool = _Pool(embedder, workers or os.cpu_count() or 1, seconds)
    try:
        yield from pool.run(iter(jobs))
    finally:
        pool.stop()


class _Worker:
    """A reading process, the job it has, and when that must be done."""

    def __init__(self, embedder: Embedder) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=_work, args=(theirs, embedder.folder, embedder.card), daemon=True, name="tieout-read"
        )
        self.process.start()
        theirs.close()
        self.turn = -1
        self.job: Job | None = None
        self.deadline = 0.0

    def stop(self) -> None:
        self.pipe.close()
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.process.close()


class _Pool:
    def __init__(self, embedder: Embedder, size: int, seconds: float) -> None:
        self._embedder, self._size, self._seconds = embedder, size, seconds
        self._workers: list[_Worker] = []
        self._done: dict[int, tuple[Job, Packed | Failed]] = {}
        self._next = 0

    def run(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Packed | Failed]]:

        turn, ended = 0, False
        while True:
            while not ended and turn - self._next < AHEAD and len(self._busy()) < self._size:
                job = next(jobs, None)
                ended = job is None
                if job is not None:
                    self._give(turn, job)
                    turn += 1
            while self._next in self._done:
                yield self._done.pop(self._next)
                self._next += 1
            if ended and not self._busy():
                return
            self._collect()

    def stop(self) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.job is not None]

    def _give(self, turn: int, job: Job) -> None:
        worker = next((worker for worker in self._workers if worker.job is None), None)
        if worker is None:
            worker = _Worker(self._embedder)
            self._workers.append(worker)
        worker.turn, worker.job, worker.deadline = turn, job, time.monotonic() + PATIENCE * self._seconds
        worker.pipe.send((job, self._seconds))

    def _collect(self) -> None:
        """Waits until some process has answered, died, or run out of time."""
        busy = self._busy()
        if not busy:
            return
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        ready = wait([worker.pipe for worker in busy], timeout=patience)
        for worker in busy:
            if worker.pipe in ready:
                self._take(worker)
            elif time.monotonic() >= worker.deadline:
                self._finish(worker, f"it took more than {PATIENCE * self._seconds:.0f} seconds to read", ended=True)

    def _take(self, worker: _Worker) -> None:
        try:
            result, grown = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            worker.process.join()
            if worker.process.exitcode == -signal.SIGXCPU:
                reason = f"it took more than {self._seconds:.0f} seconds of processor time to read"
            else:
                reason = "reading it crashed or needed too much memory"
            self._finish(worker, reason, ended=True)
            return
        self._finish(worker, result, ended=grown)

    def _finish(self, worker: _Worker, result: Packed | str, *, ended: bool) -> None:
        assert worker.job is not None, "only a busy worker finishes"
        outcome = Failed(worker.job.source, result) if isinstance(result, str) else result
        self._done[worker.turn] = worker.job, outcome
        worker.job = None
        if ended:
            self._workers.remove(worker)
            worker.stop()


def _work(pipe: Connection, folder: Path, card: ModelCard) -> None:
    """Reads files until there is no one to read for."""
    # Ctrl-C is for the parent to handle: it ends its readers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # A filing's values make no cycles to speak of; looking for them while it is read takes a tenth of the time.
    gc.disable()
    embedder = Embedder(folder, card)
    while True:
        try:
            job, seconds = pipe.recv()
        except (EOFError, ConnectionResetError):
            return
        _bound_processor_time(seconds)
        result = _outcome(job, embedder)
        gc.collect()
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > KEPT
        try:
            pipe.send((result, grown))
        except (BrokenPipeError, ConnectionResetError):
            return


def _bound_processor_time(seconds: float) -> None:
    """This process is ended by the system (SIGXCPU) once it has used so many seconds more than it has by now."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _outcome(job: Job, embedder: Embedder) -> Packed | str:
    try:
        return understand_file(job, embedder.fits)
    except TieoutError as error:
        return str(error)
    except MemoryError:
        return "it needs more memory to read than a filing should"
    except RecursionError:
        return "it is nested too deeply to read"
    except Exception as error:  # noqa: BLE001  a reader's fault must cost one file, not the run; it is reported as such
        import traceback

        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"reading it failed ({type(error).__name__}: {error}, {Path(place.filename).name}:{place.lineno})"
