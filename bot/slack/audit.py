"""The audit record: one JSON line for every question, appended and never rewritten, a file a month."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.slack.values import Entry


class Audit:
    """Appends to FOLDER/audit-YYYY-MM.jsonl. Who asked where, what became of it; the words only where set to."""

    def __init__(self, folder: Path, *, text: bool, clock: Callable[[], float] = time.time) -> None:
        self._folder, self._text, self._clock = folder, text, clock
        self._lock = threading.Lock()

    def question(self, entry: Entry, outcome: str, *, status: str = "", citations: tuple[str, ...] = ()) -> None:
        """Record how a question ended. outcome: a final state. status: the answer's, or why it was refused."""
        question = entry.question
        line: dict[str, object] = {
            "event": "question",
            "ref": entry.ref,
            "id": entry.id,
            "team": question.team,
            "channel": question.channel,
            "thread": question.thread,
            "user": question.user,
            "way": question.way,
            "outcome": outcome,
            "status": status,
            "citations": list(citations),
            "seconds": round(max(self._clock() - entry.received, 0.0), 3),
        }
        if self._text:
            line["text"] = question.text
        self.write(line)

    def write(self, line: dict[str, object]) -> None:
        """Append one record, stamped with the time, and see it on disk."""
        now = datetime.fromtimestamp(self._clock(), UTC)
        data = json.dumps({"at": now.isoformat(timespec="milliseconds"), **line}) + "\n"
        path = self._folder / f"audit-{now:%Y-%m}.jsonl"
        with self._lock:
            handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(handle, data.encode())
                os.fsync(handle)
            finally:
                os.close(handle)
