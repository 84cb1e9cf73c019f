"""Conversations are kept in SQLite, or in a real Postgres where one is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypedDict

import pytest
from langgraph.graph import END, START, StateGraph

from bot.checkpoints import Keeper, open_keeper
from bot.settings import Settings
from index.errors import SettingsError


class State(TypedDict, total=False):
    said: list[str]
    word: str


def hear(state: State) -> State:
    return {"said": [*state.get("said", []), state["word"]]}


def say(keeper: Keeper, thread: str, word: str) -> Any:
    """One turn of a graph that remembers what it heard."""
    graph = StateGraph(State)
    graph.add_node("hear", hear)
    graph.add_edge(START, "hear")
    graph.add_edge("hear", END)
    kept = graph.compile(checkpointer=keeper.saver)
    return kept.invoke({"word": word}, {"configurable": {"thread_id": thread}}, durability="exit")["said"]


def test_sqlite_keeps_threads_apart_and_across_processes(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    keeper = open_keeper(settings)
    assert say(keeper, "a", "one") == ["one"]
    keeper.close()
    keeper = open_keeper(settings)
    assert say(keeper, "a", "two") == ["one", "two"]
    assert say(keeper, "b", "else") == ["else"]
    keeper.forget("a")
    assert say(keeper, "a", "anew") == ["anew"]
    keeper.close()


def test_a_home_that_is_a_file_is_said_to_be_unusable(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(SettingsError, match="conversations cannot be kept in"):
        open_keeper(Settings(home=tmp_path / "home"))


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[str]:
    """A Postgres of its own on a free port; skipped where none is installed."""
    pytest.importorskip("psycopg_pool", reason="Postgres support is not installed")
    found = shutil.which("initdb") or next(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), "")
    if not found:
        pytest.skip("Postgres is not installed (Debian: apt-get install postgresql)")
    programs = Path(found).resolve().parent
    data = tmp_path / "data"
    run = _as_postgres(tmp_path)
    run([programs / "initdb", "-D", data, "-A", "trust", "-U", "tieout"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={tmp_path}"
    run([programs / "pg_ctl", "-D", data, "-o", options, "-l", tmp_path / "log", "-w", "start"])
    yield f"postgresql://tieout@127.0.0.1:{port}/postgres"
    run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"])


def _as_postgres(folder: Path) -> Callable[[list[object]], None]:
    """Runs commands as the user postgres where the tests run as root, which Postgres refuses to."""
    lead: list[str] = []
    if os.geteuid() == 0:
        if shutil.which("runuser") is None:
            pytest.skip("running as root, and there is no runuser to be anyone else")
        lead = ["runuser", "-u", "postgres", "--"]
        for parent in [folder, *folder.parents][:4]:
            parent.chmod(parent.stat().st_mode | 0o011)
        shutil.chown(folder, "postgres")

    def run(command: list[object]) -> None:
        subprocess.run([*lead, *map(str, command)], check=True, capture_output=True, cwd=folder, timeout=60)

    return run


@pytest.mark.server
def test_postgres_keeps_them_too(postgres: str, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, checkpointer_url=postgres)
    keeper = open_keeper(settings)
    assert say(keeper, "a", "one") == ["one"]
    keeper.close()
    keeper = open_keeper(settings)
    assert say(keeper, "a", "two") == ["one", "two"]
    keeper.forget("a")
    assert say(keeper, "a", "anew") == ["anew"]
    keeper.close()


@pytest.mark.server
def test_a_postgres_that_is_not_there_is_named_by_its_setting_and_not_its_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg_pool", reason="Postgres support is not installed")
    settings = Settings(home=tmp_path, checkpointer_url="postgresql://me:secret@127.0.0.1:1/x?connect_timeout=1")
    with pytest.raises(SettingsError, match="TIEOUT_CHECKPOINTER_URL") as caught:
        open_keeper(settings)
    assert "secret" not in str(caught.value)
