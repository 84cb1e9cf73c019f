"""A filing by URL: fetched with limits on size and time, and kept."""

from __future__ import annotations

import hashlib
import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import UnreadableFiling

if TYPE_CHECKING:
    from index.sources import Source

MAX_BYTES = 200_000_000
MAX_SECONDS = 180.0
_CHUNK = 1 << 16
# What EDGAR has archived never changes.
_ARCHIVED = re.compile(r"https?://(?:www\.)?sec\.gov/Archives/", re.IGNORECASE)


def download(url: str, folder: Path, user_agent: str) -> Source:
    """The file at a URL, kept in `folder`; an archived filing that is there already is not fetched again.

    Raises UnreadableFiling, with one line, where it cannot be fetched or is too large or too slow.
    """
    from index.sources import Source

    kept = folder / _name_for(url)
    if not (_ARCHIVED.match(url) and kept.exists()):
        write_whole(kept, _fetch(url, user_agent))
    return Source(kept, url, url)


def _name_for(url: str) -> str:
    """A file name of its own for a URL, that a person can still read."""
    last = re.sub(r"[^\w.-]+", "_", url.rstrip("/").rpartition("/")[2].partition("?")[0])[-80:]
    return f"{hashlib.sha256(url.encode()).hexdigest()[:12]}-{last or 'page'}"


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    aside.write_bytes(data)
    aside.replace(path)


def _fetch(url: str, user_agent: str) -> bytes:
    import httpx

    deadline = time.monotonic() + MAX_SECONDS
    chunks: list[bytes] = []
    size = 0
    headers = {"User-Agent": user_agent or "tieout", "Accept-Encoding": "gzip, deflate"}
    try:
        with (
            httpx.Client(timeout=30.0, follow_redirects=True, max_redirects=5, headers=headers) as client,
            client.stream("GET", url) as response,
        ):
            response.raise_for_status()
            for chunk in response.iter_bytes(_CHUNK):
                size += len(chunk)
                if size > MAX_BYTES:
                    raise UnreadableFiling(f"{url}: it is over {MAX_BYTES // 1_000_000} MB; it was not fetched")
                if time.monotonic() > deadline:
                    raise UnreadableFiling(f"{url}: it took over {MAX_SECONDS:.0f} s; it was not fetched")
                chunks.append(chunk)
    except httpx.HTTPStatusError as error:
        raise UnreadableFiling(f"{url}: the server answered {error.response.status_code}") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise UnreadableFiling(f"{url}: it cannot be fetched ({error or type(error).__name__})") from error
    return b"".join(chunks)
