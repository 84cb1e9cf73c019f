"""Where filings come from: paths, folders, globs, URLs, tickers and accession numbers -> files to index."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import UnreadableFiling

# What a folder is searched for; a file named outright is read whatever its name.
FILING_ENDINGS = frozenset({".htm", ".html", ".xhtml", ".txt", ".pdf", ".gz", ".md", ".text", ".asc", ".nc"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file to index.

    path: where it is on disk (for a URL or an accession number, its cached copy).
    source: what it is known by: its absolute path, or its URL. url: where a person can open it, or None.
    """

    path: Path
    source: str
    url: str | None = None


def find_sources(names: Sequence[str]) -> Iterator[Source]:
    """The files that names stand for: a path, a folder (searched within) or a glob; each file once.

    Raises UnreadableFiling for a name that stands for nothing.
    """
    seen: set[Path] = set()
    for name in names:
        for path in _paths(name):
            real = path.resolve()
            if real not in seen:
                seen.add(real)
                yield Source(path, str(path.absolute()))


def _paths(name: str) -> Iterator[Path]:
    path = Path(name).expanduser()
    if path.is_dir():
        found = [p for p in sorted(path.rglob("*")) if _is_filing(p.relative_to(path)) and p.is_file()]
        if not found:
            raise UnreadableFiling(f"{name}: the folder holds no filing (HTML, PDF or text)")
        yield from found
    elif path.exists():
        yield path
    else:
        matched = [Path(p) for p in sorted(glob.glob(str(path), recursive=True))] if glob.has_magic(name) else []  # noqa: PTH207
        files = [p for p in matched if p.is_file()]
        if not files:
            raise UnreadableFiling(f"{name}: there is no such file or folder")
        yield from files


def _is_filing(path: Path) -> bool:
    """Whether a file in a folder looks like a filing by its ending; hidden files and folders are left out."""
    return path.suffix.lower() in FILING_ENDINGS and not any(part.startswith(".") for part in path.parts)
