"""The durable inbox: every question is in SQLite before Slack is told that it arrived.

One process owns an inbox (a lock on a file beside it). Writes are WAL with full synchronisation: an acknowledged
question survives the machine losing power, not only the process being killed.
"""

from __future__ import annotations

import fcntl
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from bot.slack.values import ACCEPTED, DONE, OPEN, REFUSED, UNDELIVERED, Dropped, Entry, Question
from index.errors import TieoutError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS questions (
  id TEXT PRIMARY KEY, ref TEXT NOT NULL, team TEXT NOT NULL, enterprise TEXT NOT NULL, channel TEXT NOT NULL,
  thread TEXT NOT NULL, ts TEXT NOT NULL, user TEXT NOT NULL, text TEXT NOT NULL, way TEXT NOT NULL,
  response_url TEXT NOT NULL, external INTEGER NOT NULL, home_team TEXT NOT NULL, turned_away TEXT NOT NULL,
  files TEXT NOT NULL, received REAL NOT NULL, state TEXT NOT NULL, place_channel TEXT NOT NULL,
  place_thread TEXT NOT NULL, placeholder TEXT NOT NULL DEFAULT '', stream INTEGER NOT NULL DEFAULT 0,
  rendered TEXT NOT NULL DEFAULT '', status TEXT NOT NULL DEFAULT '', file_sent INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0, finished REAL NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX IF NOT EXISTS questions_by_message ON questions (team, channel, ts) WHERE ts != '';
CREATE UNIQUE INDEX IF NOT EXISTS questions_by_ref ON questions (ref);
CREATE INDEX IF NOT EXISTS questions_open ON questions (state) WHERE state NOT IN ('done', 'refused', 'undelivered');
CREATE INDEX IF NOT EXISTS questions_by_thread ON questions (team, channel, thread);
CREATE TABLE IF NOT EXISTS threads (
  team TEXT NOT NULL, channel TEXT NOT NULL, thread TEXT NOT NULL, joined REAL NOT NULL,
  PRIMARY KEY (team, channel, thread)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS once (key TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS channels (
  team TEXT NOT NULL, channel TEXT NOT NULL, filing TEXT NOT NULL, PRIMARY KEY (team, channel)) WITHOUT ROWID;
"""
_COLUMNS = (
    "id, team, enterprise, channel, thread, ts, user, text, way, response_url, external, home_team, "
    "turned_away, files, "
    "state, received, place_channel, place_thread, placeholder, stream, rendered, status, file_sent, attempts, finished"
)
_MAY_CHANGE = frozenset(
    {"state", "place_channel", "place_thread", "placeholder", "stream", "rendered", "status", "file_sent", "attempts",
     "finished", "response_url", "text"}
)  # fmt: skip


class Inbox:
    """Questions, joined threads, things done once, and channels' default filings. Safe to use from many threads."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time, *, own: bool = True) -> None:
        """Open or make the inbox in `folder`. own: to answer from it; False to look at it, or to delete from it.

        Raises TieoutError where another process answers from it.
        """
        self._clock = clock
        self._lock = threading.RLock()
        self._owner = _own(folder / "inbox.lock") if own else None
        self._db = sqlite3.connect(folder / "inbox.db", check_same_thread=False, isolation_level=None, timeout=30)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA secure_delete=ON")
        self._db.executescript(_SCHEMA)
        (folder / "inbox.db").chmod(0o600)
        self._open = self._one("SELECT count(*) FROM questions WHERE state IN (?, ?, ?, ?, ?)", OPEN)

    def close(self) -> None:
        with self._lock:
            self._db.close()
            if self._owner is not None:
                self._owner.close()

    def accept(self, question: Question) -> bool:
        """Write a question down. False where its event, or its message, is there already."""
        files = json.dumps([dropped.to_json() for dropped in question.files])
        row = (
            question.id, question.ref, question.team, question.enterprise, question.channel, question.thread,
            question.ts, question.user, question.text, question.way, question.response_url, question.external,
            question.home_team, question.turned_away, files, self._clock(), ACCEPTED, question.channel, question.thread,
        )  # fmt: skip
        with self._transaction() as db:
            added = db.execute(
                "INSERT OR IGNORE INTO questions (id, ref, team, enterprise, channel, thread, ts, user, text, way, "
                "response_url, external, home_team, turned_away, files, received, state, place_channel, place_thread) "
                f"VALUES ({', '.join('?' * len(row))})",
                row,
            ).rowcount
            if added and question.thread and not question.turned_away:
                self._join(db, question.team, question.channel, question.thread)
            self._open += added
        return bool(added)

    def known(self, question: Question) -> bool:
        """Whether a question's event, or its message, is there already."""
        found = "id = ? OR (ts != '' AND team = ? AND channel = ? AND ts = ?)"
        values = (question.id, question.team, question.channel, question.ts)
        return bool(self._one(f"SELECT count(*) FROM questions WHERE {found}", values))

    def writable(self) -> bool:
        """Whether a question could be written down now."""
        try:
            with self._transaction():
                return True
        except sqlite3.Error:
            return False

    def get(self, question_id: str) -> Entry | None:
        return self._entry("id = ?", (question_id,))

    def by_ref(self, ref: str) -> Entry | None:
        return self._entry("ref = ?", (ref,))

    def change(self, entry: Entry, **changes: object) -> Entry:
        """Write changes down and return the entry as it now is. Only what an Entry's own life changes may change."""
        assert changes.keys() <= _MAY_CHANGE, changes.keys() - _MAY_CHANGE
        closing = changes.get("state") in (DONE, REFUSED, UNDELIVERED)
        if closing:
            changes |= {"finished": self._clock(), "response_url": ""}
        names = ", ".join(f"{name} = ?" for name in changes)
        with self._transaction() as db:
            # Counted by what is written there: a workspace that left may have closed it meanwhile.
            was = db.execute("SELECT state FROM questions WHERE id = ?", (entry.id,)).fetchone()
            db.execute(f"UPDATE questions SET {names} WHERE id = ?", (*changes.values(), entry.id))
            if closing and was is not None and was[0] in OPEN:
                self._open -= 1
        found = {name: value for name, value in changes.items() if name not in {"response_url", "text"}}
        return replace(entry, **found)  # type: ignore[arg-type]

    def unfinished(self) -> list[Entry]:
        """Open questions, oldest first: what a restart takes up again."""
        marks = ", ".join("?" * len(OPEN))
        return self._entries(f"state IN ({marks}) ORDER BY received, rowid", OPEN)

    def open_count(self) -> int:
        """How many questions are open."""
        return self._open

    def ahead_of(self, entry: Entry) -> int:
        """How many open questions were written down before this one."""
        marks = ", ".join("?" * len(OPEN))
        earlier = "rowid < (SELECT rowid FROM questions WHERE id = ?)"
        return self._one(f"SELECT count(*) FROM questions WHERE state IN ({marks}) AND {earlier}", (*OPEN, entry.id))

    def asked_before(self, entry: Entry) -> list[str]:
        """What was asked in an entry's thread before it, newest first."""
        question = entry.question
        with self._lock:
            rows = self._db.execute(
                "SELECT text FROM questions WHERE team = ? AND channel = ? AND thread = ? AND thread != '' AND rowid < "
                "(SELECT rowid FROM questions WHERE id = ?) ORDER BY rowid DESC LIMIT 12",
                (question.team, question.channel, question.thread, entry.id),
            ).fetchall()
        return [str(row[0]) for row in rows]

    def joined(self, team: str, channel: str, thread: str) -> bool:
        """Whether the bot takes part in a thread."""
        found = self._one(
            "SELECT count(*) FROM threads WHERE team = ? AND channel = ? AND thread = ?", (team, channel, thread)
        )
        return bool(found)

    def join(self, team: str, channel: str, thread: str) -> None:
        with self._transaction() as db:
            self._join(db, team, channel, thread)

    def once(self, key: str) -> bool:
        """True the first time a key is given, ever; False after that."""
        with self._transaction() as db:
            return bool(db.execute("INSERT OR IGNORE INTO once VALUES (?, ?)", (key, self._clock())).rowcount)

    def undo_once(self, key: str) -> None:
        """Let a thing be done again: it did not come about."""
        with self._transaction() as db:
            db.execute("DELETE FROM once WHERE key = ?", (key,))

    def channel_filing(self, team: str, channel: str) -> str:
        """The default filing that people set for a channel, or ""."""
        with self._lock:
            row = self._db.execute(
                "SELECT filing FROM channels WHERE team = ? AND channel = ?", (team, channel)
            ).fetchone()
        return str(row[0]) if row else ""

    def set_channel_filing(self, team: str, channel: str, filing: str) -> None:
        """Set a channel's default filing, or clear it with ""."""
        with self._transaction() as db:
            db.execute("DELETE FROM channels WHERE team = ? AND channel = ?", (team, channel))
            if filing:
                db.execute("INSERT INTO channels VALUES (?, ?, ?)", (team, channel, filing))

    def forget(self, where: str, values: tuple[object, ...]) -> list[str]:
        """Delete closed questions that match, and their threads; return the conversations that are to be forgotten too.

        `where` is one of the conditions of bot.slack.retention, never a person's text.
        """
        with self._transaction() as db:
            rows = db.execute(
                f"SELECT DISTINCT team, channel, thread FROM questions WHERE {where} AND thread != ''", values
            ).fetchall()
            db.execute(f"DELETE FROM questions WHERE ({where}) AND state IN ('done', 'refused', 'undelivered')", values)
            for row in rows:
                db.execute(
                    "DELETE FROM threads WHERE team = ? AND channel = ? AND thread = ? AND NOT EXISTS "
                    "(SELECT 1 FROM questions q WHERE q.team = threads.team AND q.channel = threads.channel "
                    "AND q.thread = threads.thread)",
                    row,
                )
        with self._lock:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return [f"slack:{team}:{channel}:{thread}" for team, channel, thread in rows]

    def drop_team(self, team: str) -> int:
        """Close a team's open questions (the app was removed from it); return how many."""
        marks = ", ".join("?" * len(OPEN))
        with self._transaction() as db:
            dropped = db.execute(
                "UPDATE questions SET state = ?, finished = ?, response_url = '' "
                f"WHERE team = ? AND state IN ({marks})",
                (UNDELIVERED, self._clock(), team, *OPEN),
            ).rowcount
            self._open -= dropped
        return dropped

    def forget_once(self, before: float) -> None:
        """Delete the keys of things done once that are older than a time."""
        with self._transaction() as db:
            db.execute("DELETE FROM once WHERE at < ?", (before,))

    def _join(self, db: sqlite3.Connection, team: str, channel: str, thread: str) -> None:
        db.execute("INSERT OR IGNORE INTO threads VALUES (?, ?, ?, ?)", (team, channel, thread, self._clock()))

    def _entry(self, where: str, values: tuple[object, ...]) -> Entry | None:
        found = self._entries(where, values)
        return found[0] if found else None

    def _entries(self, where: str, values: tuple[object, ...]) -> list[Entry]:
        with self._lock:
            rows = self._db.execute(f"SELECT {_COLUMNS} FROM questions WHERE {where}", values).fetchall()
        return [_entry(row) for row in rows]

    def _one(self, query: str, values: tuple[object, ...]) -> int:
        with self._lock:
            return int(self._db.execute(query, values).fetchone()[0])

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


def _entry(row: tuple[object, ...]) -> Entry:
    (
        id_, team, enterprise, channel, thread, ts, user, text, way, response_url, external, home_team, turned_away,
        files, state, received, place_channel, place_thread, placeholder, stream, rendered, status, file_sent, attempts,
        finished,
    ) = row  # fmt: skip
    question = Question(
        id=str(id_), team=str(team), enterprise=str(enterprise), channel=str(channel), thread=str(thread), ts=str(ts),
        user=str(user), text=str(text), way=str(way), response_url=str(response_url), external=bool(external),
        home_team=str(home_team), turned_away=str(turned_away),
        files=tuple(Dropped(**dropped) for dropped in json.loads(str(files))),
    )  # fmt: skip
    return Entry(
        question=question, state=str(state), received=float(str(received)), place_channel=str(place_channel),
        place_thread=str(place_thread), placeholder=str(placeholder), stream=bool(stream), rendered=str(rendered),
        status=str(status), file_sent=int(str(file_sent)), attempts=int(str(attempts)), finished=float(str(finished)),
    )  # fmt: skip


def is_owned(folder: Path) -> bool:
    """Whether a process answers from the inbox in `folder`."""
    try:
        _own(folder / "inbox.lock").close()
    except TieoutError:
        return True
    return False


def _own(path: Path) -> TextIO:
    """Lock a file for as long as this process lives, so that two processes never answer from one inbox."""
    handle = path.open("w")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        raise TieoutError(
            f"another tieout slack is running on {path.parent}: stop it first, or set TIEOUT_HOME"
        ) from None
    return handle
