"""`tieout doctor`: what is installed, which models are used, where the index is, and what is wrong."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from bot.settings import Settings
from index.catalog import Catalog, catalog_path
from index.embed import ModelCard
from index.errors import TieoutError
from index.versions import reading_version

PACKAGES = ("tieout", "langchain-core", "langgraph", "chromadb", "sentence-transformers", "torch", "onnxruntime")
LEAST_SPACE = 1 << 30
"""Free bytes below which a disk is called nearly full."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. wrong: whether it stops something from working; `says` then tells what to do."""

    name: str
    says: str
    wrong: bool = False


def examine(settings: Settings, *, as_json: bool = False) -> int:
    """Print every finding. Returns 1 if anything is wrong, else 0."""
    findings = [*_python(), *_packages(), *_home(settings), *_index(settings), *_models(settings)]
    if as_json:
        sys.stdout.write(json.dumps([{"name": f.name, "says": f.says, "wrong": f.wrong} for f in findings]) + "\n")
    else:
        for finding in findings:
            sys.stdout.write(f"{'!' if finding.wrong else ' '} {finding.name:<22} {finding.says}\n")
        wrong = sum(finding.wrong for finding in findings)
        sys.stdout.write(f"\n{wrong} thing{'s' * (wrong != 1)} wrong\n" if wrong else "\nall well\n")
    return 1 if any(finding.wrong for finding in findings) else 0


def _python() -> Iterator[Finding]:
    yield Finding("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield Finding("cores", str(os.cpu_count()))
    try:
        sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
        yield Finding("sqlite", f"{sqlite3.sqlite_version} with full-text search")
    except sqlite3.OperationalError:
        yield Finding("sqlite", "this Python's SQLite has no FTS5: use a Python whose SQLite has it", wrong=True)


def _packages() -> Iterator[Finding]:
    for name in PACKAGES:
        try:
            yield Finding(name, version(name))
        except PackageNotFoundError:
            yield Finding(name, "is not installed: pip install -c constraints.txt -e .", wrong=True)


def _home(settings: Settings) -> Iterator[Finding]:
    home = settings.home
    yield Finding("home", f"{home} (TIEOUT_HOME)")
    existing = next(folder for folder in (home, *home.absolute().parents) if folder.exists())
    if not os.access(existing, os.W_OK):
        yield Finding("home", f"{existing} cannot be written", wrong=True)
    free = shutil.disk_usage(existing).free
    yield Finding("free space", f"{free / 1e9:.1f} GB", wrong=free < LEAST_SPACE)
    unknown = sorted(
        name
        for name in os.environ
        if name.startswith("TIEOUT_")
        and name != "TIEOUT_SHARED"
        and name.removeprefix("TIEOUT_").lower() not in Settings.model_fields
    )
    for name in unknown:
        yield Finding("settings", f"{name} is set, and there is no such setting")


def _index(settings: Settings) -> Iterator[Finding]:
    if not catalog_path(settings.home).is_file():
        yield Finding("index", "nothing is indexed yet: tieout index PATH..., or tieout index --sample")
        return
    try:
        catalog = Catalog(settings.home)
        state = catalog.state()
        entries = catalog.entries(state.generation)
        sound, readings = catalog.sound(), catalog.readings()
        catalog.close()
    except TieoutError as problem:
        yield Finding("index", str(problem), wrong=True)
        return
    passages, facts = sum(entry.passages for entry in entries), sum(entry.facts for entry in entries)
    yield Finding(
        "index", f"generation {state.generation}: {len(entries)} filings, {passages:,} passages, {facts:,} facts"
    )
    stale = sum(readings.get(entry.number) != reading_version() for entry in entries)
    if stale:
        yield Finding("index", f"{stale} filings were read by another version of tieout: tieout index --rebuild")
    if not sound:
        yield Finding("index", f"{catalog_path(settings.home)} is damaged: move it away and index again", wrong=True)
    if state.generation and state.model_name != settings.embedding_model:
        yield Finding(
            "index",
            f"was made with the embedding model {state.model_name}, and the settings name {settings.embedding_model}: "
            "tieout index --rebuild",
            wrong=True,
        )
    yield from _vectors(settings, state.shelf, {entry.segment for entry in entries})


def _vectors(settings: Settings, shelf: str, segments: set[str]) -> Iterator[Finding]:
    from index.store import Store

    where = settings.chroma_url or "on disk"
    try:
        store = Store(settings.home, settings.chroma_url, shelf)
        missing = segments - store.segments()
        store.close()
    except TieoutError as problem:
        yield Finding("chroma", str(problem), wrong=True)
        return
    if missing:
        yield Finding(
            "chroma", f"{where}: vectors are missing ({', '.join(sorted(missing))}): tieout index --rebuild", wrong=True
        )
    else:
        yield Finding("chroma", f"{where}: {len(segments)} segments")


def _models(settings: Settings) -> Iterator[Finding]:
    yield Finding("embedding model", settings.embedding_model)
    for folder in sorted((settings.home / "models").glob("*/card.json")):
        card = ModelCard.read(folder.parent)
        yield Finding(
            "  made ready",
            f"{card.name}: {card.dimensions} numbers, {card.limit} word pieces, agreement {card.agreement:.6f} "
            f"(passages {card.fast_agreement:.4f})",
        )
    yield Finding("reranker", settings.reranker or "none (TIEOUT_RERANKER)")
    yield Finding("chat model", settings.model or "none: answers are written without one (TIEOUT_MODEL)")
