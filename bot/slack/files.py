"""A filing dropped in a message: fetched from Slack and indexed, where somebody who may asks for it."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from bot.slack.delivery import may_respond
from bot.slack.library import describe
from bot.slack.ports import Asked
from bot.slack.settings import SlackSettings
from bot.slack.text import label
from bot.slack.values import Dropped, Question, Workspace
from index.errors import TieoutError, UnreadableFiling

log = logging.getLogger(__name__)

_ASKED = re.compile(r"\b(index|add|read|load)\b", re.IGNORECASE)
_BRIEF = 12
_INDEXING_SECONDS = 600
_INDEX = (sys.executable, "-m", "bot.cli", "index")
_SAFE = re.compile(r"[^A-Za-z0-9._-]+")
_ENDINGS = frozenset({".txt", ".htm", ".html", ".xhtml", ".pdf", ".sgml", ".nc"})

# Indexes one file and returns what to call the filing. Raises UnreadableFiling.
Build = Callable[[Path], str]


def indexer_of(home: Path, chain: Asked, index: tuple[str, ...] = _INDEX) -> Build:
    """Indexing in a process of its own, so that the service keeps its memory and its pace; the chain sees the result."""

    def build(path: Path) -> str:
        done = subprocess.run(  # noqa: S603 our own command, on a path we made
            [*index, str(path)],
            env={**os.environ, "TIEOUT_HOME": str(home)},
            capture_output=True,
            text=True,
            timeout=_INDEXING_SECONDS,
            check=False,
        )
        if done.returncode:
            raise UnreadableFiling(
                done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "tieout index failed"
            )
        return next((describe(r) for r in chain.shelf.filings() if r.name == path.name), path.name)

    return build


class FileIndexer:
    """Fetches dropped files into FOLDER/files and has them indexed."""

    def __init__(self, settings: SlackSettings, folder: Path, build: Build) -> None:
        self._settings, self._folder, self._build = settings, folder / "files", build

    def wanted(self, question: Question) -> bool:
        """Whether a message with a file asks for it to be indexed; any other question is answered as ever."""
        brief = len(question.text.split()) <= _BRIEF
        return not question.text or (brief and bool(_ASKED.search(question.text)))

    def index(self, question: Question, workspace: Workspace) -> str:
        """Index what was dropped; return what to tell the asker."""
        if question.user not in self._settings.admins:
            return "Only people named in TIEOUT_SLACK_ADMINS may have a file indexed. Ask one of them."
        return "\n".join(self._one(dropped, workspace) for dropped in question.files)

    def _one(self, dropped: Dropped, workspace: Workspace) -> str:
        name = label(dropped.name, 80)
        if Path(dropped.name).suffix.casefold() not in _ENDINGS:
            return f"{name}: not a filing tieout reads (it reads {', '.join(sorted(_ENDINGS))})."
        if dropped.size > self._settings.file_bytes:
            return f"{name}: larger than {self._settings.file_bytes:,} bytes, so it was not read."
        try:
            path = self._fetch(dropped, workspace)
        except OSError as problem:
            log.warning("file %s could not be fetched: %s", dropped.id, type(problem).__name__)
            return f"{name}: could not be fetched from Slack. Check that the app has the files:read scope."
        try:
            title = self._build(path)
        except (TieoutError, subprocess.TimeoutExpired) as problem:
            log.warning("file %s was not indexed: %s", dropped.id, problem)
            path.unlink()
            return f"{name}: could not be read as a filing."
        return f"{name}: indexed as “{label(title, 200)}”. You can ask about it now."

    def _fetch(self, dropped: Dropped, workspace: Workspace) -> Path:
        """Download a file with the bot's token, which is sent to Slack's own hosts only."""
        if not _on_slack(dropped.url, self._settings.api_url):
            raise OSError("not an address of Slack's")
        request = urllib.request.Request(dropped.url, headers={"Authorization": f"Bearer {workspace.token}"})  # noqa: S310 its scheme is checked
        opener = urllib.request.build_opener(_NoRedirect)
        with opener.open(request, timeout=self._settings.api_timeout_seconds) as response:
            data = response.read(self._settings.file_bytes + 1)
        if len(data) > self._settings.file_bytes:
            raise OSError("larger than it said")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{_SAFE.sub('_', dropped.id)}-{_SAFE.sub('_', Path(dropped.name).name)}"
        path.write_bytes(data)
        return path


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token elsewhere (Slack redirects to its sign-in page where a scope is missing)."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def _on_slack(url: str, api_url: str) -> bool:
    return urlsplit(url).scheme in {"https", urlsplit(api_url).scheme} and may_respond(url, api_url)
