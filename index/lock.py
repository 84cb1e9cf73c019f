"""One builder at a time."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from index.errors import IndexUnusable


@contextlib.contextmanager
def only_builder(home: Path) -> Iterator[None]:
    """Holds the index's lock, which the system lets go of however the process ends. Raises IndexUnusable where it is held."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(home / "build.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise IndexUnusable(f"The index folder {home} cannot be written ({error.strerror}).") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = os.read(handle, 20).decode("ascii", "replace").strip() or "unknown"
            raise IndexUnusable(
                f"Another build of the index in {home} is running (process {other}): wait for it to end, or stop it."
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise IndexUnusable(
                f"The disk that holds {home} is full. The index is as it was before: free some space and run again."
            ) from error
        raise
    finally:
        os.close(handle)
