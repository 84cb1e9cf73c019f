"""The threads that carry questions from step to step: some talk to Slack, some ask the chain, one keeps the time.

Queues hold ids only; a question's state is in the inbox. Questions of one thread are answered one after another.
"""

from __future__ import annotations

import heapq
import itertools
import logging
import queue
import random
import threading
import time
from dataclasses import dataclass, replace

from bot.slack.pipeline import Pipeline
from bot.slack.slack_errors import SLACK_FAILURES, code, retry_after
from bot.slack.values import ACCEPTED, ANSWERED, DONE, OPEN, PLACED, PLACING, SENDING, Entry

log = logging.getLogger(__name__)

_TICK = 0.05
_STATUS_LASTS = 90.0
_STREAM_LASTS = 210.0  # a stream may die near five minutes: ours ends before four, and its answer comes by an update
_LONGEST_WAIT = 60.0
_LOST_AT_MOST = 4


@dataclass(slots=True)
class _Running:
    """A question placed and not yet answered. since: when it was placed. held: whether a thread has it."""

    entry: Entry
    since: float
    renewed: float
    held: bool = False
    streaming: bool = False


class Workers:
    """Runs the pipeline. `submit` is safe from any thread and returns at once."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._settings = pipeline.settings
        self._to_slack: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._to_chain: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._later: list[tuple[float, int, str]] = []
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._running: dict[str, _Running] = {}
        self._busy: set[str] = set()
        self._behind: dict[str, list[str]] = {}
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._lost = 0

    def start(self) -> None:
        """Start the threads, and take up whatever an earlier run left open."""
        for number in range(self._settings.senders):
            self._thread(f"slack-{number}", self._send)
        for number in range(self._settings.workers):
            self._thread(f"answer-{number}", self._answer)
        self._thread("time", self._keep_time)
        left = self._pipeline.inbox.unfinished()
        if left:
            log.info("taking up %d questions that were left open", len(left))
        for entry in left:
            self._route(entry)

    def submit(self, question_id: str) -> None:
        """Begin work on a question that is in the inbox."""
        self._to_slack.put(question_id)

    def alive(self) -> bool:
        """Whether work goes on: the threads run, and not too many of them are lost to questions without end."""
        with self._lock:
            lost = self._lost
        running = sum(thread.is_alive() for thread in self._threads)
        return running - lost > self._settings.senders and lost <= _LOST_AT_MOST * self._settings.workers

    def drain(self, seconds: float) -> bool:
        """Stop taking new steps; wait for those under way. True where none is left; the rest is in the inbox."""
        self._stopping.set()
        for _ in range(len(self._threads)):
            self._to_chain.put(None)
        end = time.monotonic() + seconds
        senders, others = self._threads[: self._settings.senders], self._threads[self._settings.senders :]
        for thread in others:
            thread.join(max(end - time.monotonic(), 0.0))
        # Behind what the others finished, so that an answer that is there is seen before the service is gone.
        for _ in senders:
            self._to_slack.put(None)
        for thread in senders:
            thread.join(max(end - time.monotonic(), 0.0))
        return not any(thread.is_alive() for thread in self._threads)

    def _thread(self, name: str, target: object) -> None:
        thread = threading.Thread(name=name, target=target, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _route(self, entry: Entry) -> None:
        """Send an entry to the queue that its state calls for."""
        if entry.state in (ACCEPTED, PLACING, ANSWERED, SENDING):
            self._to_slack.put(entry.id)
        elif entry.state == PLACED:
            self._await_turn(entry)

    def _await_turn(self, entry: Entry) -> None:
        """Queue a placed question for the chain, behind an earlier one of its thread."""
        now = time.monotonic()
        key = entry.question.conversation or entry.id
        with self._lock:
            if entry.id in self._running:
                return
            self._running[entry.id] = _Running(entry, now, now, streaming=entry.stream)
            if key in self._busy:
                self._behind.setdefault(key, []).append(entry.id)
                return
            self._busy.add(key)
        self._to_chain.put(entry.id)

    def _send(self) -> None:
        """The loop of a thread that talks to Slack. It goes on while answers are finished at the end, and begins nothing then."""
        while True:
            question_id = self._to_slack.get()
            if question_id is None:
                return
            try:
                self._send_one(question_id)
            except Exception:
                # A fault of ours (a full disk, at worst) must not end the thread, nor leave the question open for ever.
                log.exception("question %s: a step failed", question_id)
                self._put_off(question_id, self._settings.retry_seconds)

    def _send_one(self, question_id: str) -> None:
        entry = self._pipeline.inbox.get(question_id)
        if entry is None or entry.state not in OPEN:
            return
        if self._stopping.is_set() and entry.state not in (ANSWERED, SENDING):
            return  # the next start takes it up
        try:
            self._route(self._step(entry))
        except SLACK_FAILURES as error:
            self._again(question_id, error)
        except Exception as error:
            log.exception("question %s: a step failed", entry.ref)
            self._again(question_id, error)

    def _step(self, entry: Entry) -> Entry:
        if entry.state in (ACCEPTED, PLACING):
            return self._pipeline.place(entry, self._ahead(entry))
        if entry.state in (ANSWERED, SENDING):
            return self._pipeline.deliver(entry)
        return entry

    def _ahead(self, entry: Entry) -> int:
        """How many questions wait for a worker before this one."""
        return max(self._pipeline.inbox.ahead_of(entry) - self._settings.workers + 1, 0)

    def _again(self, question_id: str, error: BaseException) -> None:
        """Try a failed step again later, sooner where Slack says when; give up when nobody is waiting any more."""
        entry = self._pipeline.inbox.get(question_id)
        if entry is None or entry.state not in OPEN:
            return
        self._pipeline.metrics.failures.labels(code(error)).inc()
        told = retry_after(error)
        if told is None and time.time() - entry.received > self._settings.give_up_seconds:
            self._pipeline.give_up(entry, code(error))
            return
        if told is None:
            entry = self._pipeline.inbox.change(entry, attempts=entry.attempts + 1)
        wait = (
            told
            if told is not None
            else min(self._settings.retry_seconds * 2 ** min(entry.attempts - 1, 10), _LONGEST_WAIT)
        )
        log.info("question %s: %s, again in %.1f s", entry.ref, code(error), wait)
        self._put_off(question_id, wait)

    def _put_off(self, question_id: str, wait: float) -> None:
        with self._lock:
            due = time.monotonic() + wait * random.uniform(1.0, 1.2)  # noqa: S311
            heapq.heappush(self._later, (due, next(self._numbers), question_id))

    def _answer(self) -> None:
        """The loop of a thread that asks the chain. It ends where the time of its question ran out: another took over."""
        while not self._stopping.is_set():
            question_id = self._to_chain.get()
            if question_id is None:
                return
            with self._lock:
                running = self._running.get(question_id)
                if running is None:
                    continue  # its time ran out while it waited
                running.held = True
            entry = running.entry
            try:
                entry = self._pipeline.inbox.get(question_id) or entry
                if entry.state == PLACED:
                    entry = self._pipeline.answer(entry)
            except Exception:
                # The answer could not be written down: it is asked again.
                log.exception("question %s: its answer could not be kept", entry.ref)
                self._put_off(question_id, self._settings.retry_seconds)
                entry = replace(entry, state=DONE)  # routed nowhere now
            with self._lock:
                lost = self._running.pop(question_id, None) is None
                self._lost -= lost
            if lost:
                return
            self._next_in(entry)
            self._route(entry)

    def _next_in(self, entry: Entry) -> None:
        """Let the next question of a conversation have its turn."""
        key = entry.question.conversation or entry.id
        with self._lock:
            behind = self._behind.get(key)
            following = behind.pop(0) if behind else None
            if following is None:
                self._busy.discard(key)
                self._behind.pop(key, None)
        if following is not None:
            self._to_chain.put(following)

    def _keep_time(self) -> None:
        """Put back what is due again, end what is late, and keep statuses up."""
        while not self._stopping.wait(_TICK):
            try:
                self._keep_time_once(time.monotonic())
            except Exception:
                # Such as a full disk. Without this thread nothing would be tried again.
                log.exception("what was due could not be done; trying again")

    def _keep_time_once(self, now: float) -> None:
        for question_id in self._due(now):
            self._to_slack.put(question_id)
        for running in self._overdue(now):
            self._end_late(running)
        # Calls are not made in this thread: one may hang, and the time must be kept.
        for running in self._fading(now):
            threading.Thread(target=self._pipeline.renew_status, args=(running.entry,), daemon=True).start()
        for running in self._aging(now):
            threading.Thread(target=self._pipeline.end_stream, args=(running.entry,), daemon=True).start()

    def _due(self, now: float) -> list[str]:
        with self._lock:
            found = []
            while self._later and self._later[0][0] <= now:
                found.append(heapq.heappop(self._later)[2])
            return found

    def _overdue(self, now: float) -> list[_Running]:
        with self._lock:
            return [r for r in self._running.values() if now - r.since > self._settings.deadline_seconds]

    def _fading(self, now: float) -> list[_Running]:
        with self._lock:
            found = [r for r in self._running.values() if now - r.renewed > _STATUS_LASTS]
            for running in found:
                running.renewed = now
            return found

    def _aging(self, now: float) -> list[_Running]:
        """Questions whose stream has run for as long as one may. A restart does not make it any younger."""
        with self._lock:
            found = [
                r
                for r in self._running.values()
                if r.streaming and max(now - r.since, time.time() - r.entry.received) > _STREAM_LASTS
            ]
            for running in found:
                running.streaming = False
            return found

    def _end_late(self, running: _Running) -> None:
        """End a question in an error. Where a thread holds it, that thread is lost, and another takes its place."""
        entry, key = running.entry, running.entry.question.conversation or running.entry.id
        with self._lock:
            if self._running.pop(entry.id, None) is None:
                return
            behind = self._behind.get(key, [])
            first = entry.id not in behind
            if not first:
                behind.remove(entry.id)
            self._lost += running.held
            another = running.held and self._lost <= _LOST_AT_MOST * self._settings.workers
        try:
            entry = self._pipeline.late(entry)
        except Exception:
            log.exception("question %s: its error could not be kept", entry.ref)
            self._put_off(entry.id, self._settings.retry_seconds)
            entry = replace(entry, state=DONE)  # routed nowhere now
        if another:
            self._thread("answer", self._answer)
        if first:
            self._next_in(running.entry)
        self._route(entry)
