"""What keeps conversations: SQLite under home by default, Postgres by setting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.settings import Settings
from index.errors import SettingsError

CONVERSATIONS = "conversations.sqlite"


@dataclass(frozen=True, slots=True)
class Keeper:
    """A LangGraph checkpointer that many threads may use, and how to let go of it."""

    saver: Any
    close: Callable[[], None]

    def forget(self, thread: str) -> None:
        """Delete a conversation."""
        self.saver.delete_thread(thread)


def open_keeper(settings: Settings) -> Keeper:
    """The checkpointer that the settings name. Raises SettingsError where its database cannot be used."""
    if settings.checkpointer_url:
        return _postgres(settings.checkpointer_url)
    return _sqlite(settings)


def _sqlite(settings: Settings) -> Keeper:
    import sqlite3

    from langgraph.checkpoint.sqlite import SqliteSaver

    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(settings.home / CONVERSATIONS, check_same_thread=False, timeout=30)
        saver = SqliteSaver(connection)
        saver.setup()
    except (OSError, sqlite3.Error) as problem:
        raise SettingsError(f"conversations cannot be kept in {settings.home / CONVERSATIONS}: {problem}") from problem
    return Keeper(saver, connection.close)


def _postgres(url: str) -> Keeper:
    try:
        import psycopg
        from langgraph.checkpoint.postgres import PostgresSaver
        from psycopg.rows import dict_row
        from psycopg_pool import ConnectionPool
    except ImportError as problem:
        raise SettingsError(
            "TIEOUT_CHECKPOINTER_URL needs Postgres support: pip install 'tieout[postgres]'"
        ) from problem
    settled = {"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row}
    pool: ConnectionPool[Any] = ConnectionPool(url, kwargs=settled, min_size=1, max_size=8, open=False, timeout=10)
    try:
        pool.open(wait=True, timeout=10)
        saver = PostgresSaver(pool)
        saver.setup()
    except psycopg.Error as problem:
        pool.close()
        # The message of a failed connection may name the URL's password; its kind does not.
        raise SettingsError(
            f"the Postgres that TIEOUT_CHECKPOINTER_URL names cannot be used ({type(problem).__name__})"
        ) from problem
    return Keeper(saver, pool.close)
