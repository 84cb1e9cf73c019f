"""Where filings come from: paths, folders, globs, URLs, tickers and accession numbers -> files to index."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import UnreadableFiling

# What a folder is searched for; a file named outright is read whatever its name.
FILING_ENDINGS = frozenset({".htm", ".html", ".xhtml", ".txt", ".pdf", ".gz", ".md", ".text", ".asc", ".nc"})
_URL = re.compile(r"https?://", re.IGNORECASE)
_ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}")
_TICKER = re.compile(r"[A-Za-z]{1,5}(?:[.-][A-Za-z]{1,2})?|(?:CIK)?\d{3,10}")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to index.

    path: where it is on disk (for a URL or an accession number, its cached copy).
    source: what it is known by: its absolute path, or its URL. url: where a person can open it, or None.
    """

    path: Path
    source: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Fetching:
    """How filings are fetched.

    home: the folder that keeps what was fetched. user_agent: the name and e-mail address SEC asks of those who download.
    form, latest: of a company named by ticker or CIK, which form ("" for 8-K, 10-Q and 10-K) and how many, newest first.
    edgar_url: a mirror that answers as www.sec.gov and data.sec.gov do; "" for EDGAR itself.
    """

    home: Path = field(default_factory=lambda: Path.home() / ".tieout")
    user_agent: str = ""
    form: str = ""
    latest: int = 1
    edgar_url: str = ""


def find_sources(names: Sequence[str], fetching: Fetching | None = None) -> Iterator[Source]:
    """The files that names stand for: a path, a folder (searched within), a glob, a URL, a ticker, a CIK or an
    accession number; each file once.

    Raises UnreadableFiling for a name that stands for nothing, or cannot be fetched.
    """
    how = fetching or Fetching()
    seen: set[Path] = set()
    for name in names:
        for source in _named(name, how):
            real = source.path.resolve()
            if real not in seen:
                seen.add(real)
                yield source


def _named(name: str, how: Fetching) -> Iterator[Source]:
    if _URL.match(name):
        from index.download import download

        yield download(name, how.home / "downloads", how.user_agent)
    elif _ACCESSION.fullmatch(name) and not Path(name).exists():
        from index.edgar_source import fetch_accession

        yield fetch_accession(name, how)
    elif _TICKER.fullmatch(name) and not Path(name).exists():
        from index.edgar_source import fetch_company

        yield from fetch_company(name, how)
    else:
        for path in _paths(name):
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
        matched = sorted(glob.glob(str(path), recursive=True)) if glob.has_magic(name) else []  # noqa: PTH207
        files = [p for p in map(Path, matched) if p.is_file()]
        if not files:
            raise UnreadableFiling(f"{name}: there is no such file or folder")
        yield from files


def _is_filing(path: Path) -> bool:
    """Whether a file in a folder looks like a filing by its ending; hidden files and folders are left out."""
    return path.suffix.lower() in FILING_ENDINGS and not any(part.startswith(".") for part in path.parts)
