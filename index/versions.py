"""What a filing is known by, and which version of the code has read it."""

from __future__ import annotations

import hashlib
from pathlib import Path

_NOT_READING = frozenset(
    [
        "build.py",
        "versions.py",
        "lock.py",
        "naming.py",
        "query.py",
        "catalog.py",
        "codec.py",
        "embed.py",
        "export.py",
        "reading.py",
        "recent.py",
        "rerank.py",
        "restatements.py",
        "retriever.py",
        "search.py",
        "shelf.py",
        "sources.py",
        "store.py",
    ]
)
"""Modules whose change leaves filings as they were read."""


def digest_of(path: Path) -> str:
    """A filing's id: 16 hex digits of its content's hash."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def reading_version() -> str:
    """A hash of the code that reads and understands filings: what another version has read is read again."""
    folder = Path(__file__).parent
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        if path.name not in _NOT_READING:
            total.update(path.read_bytes())
    return total.hexdigest()[:16]
