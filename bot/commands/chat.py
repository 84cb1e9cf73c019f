"""`tieout chat`: a conversation at the terminal, with history, follow-ups and a few slash commands."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from rich.console import Console
from rich.markup import escape

from bot.answer import Answer
from bot.settings import Settings
from bot.terminal import show_answer, show_work, source_line
from index.errors import TieoutError

if TYPE_CHECKING:
    from bot.chain import Chain

HELP = """\
  /filing NAME   ask about one filing (no name: about all)
  /filings       list what is indexed
  /sources       the last answer's sources, in full
  /work          the last answer's working
  /xlsx FILE     the last answer's working as a workbook
  /new           start a new conversation
  /quit          leave (also Ctrl-D)"""


class Chat:
    """One conversation at a terminal."""

    def __init__(self, chain: Chain, console: Console, filing: str | None, thread: str | None) -> None:
        self.chain = chain
        self.console = console
        self.filing = filing
        self.thread = thread or f"chat-{uuid4().hex}"
        self.last: Answer | None = None

    def run(self) -> None:
        """Read, answer, repeat, until the end of input or /quit. Ctrl-C drops the line being typed or answered."""
        names = ", ".join(record.title for record in self.chain.shelf.filings()[:3])
        self.console.print(f"tieout: {escape(names or 'nothing is indexed yet: run `tieout index --sample`')}")
        self.console.print("Ask anything about it; /help for commands.", style="dim")
        while True:
            try:
                line = input("> " if sys.stdin.isatty() else "").strip()
            except EOFError:
                return
            except KeyboardInterrupt:
                self.console.print()
                continue
            if line in {"/quit", "/exit", "/q"}:
                return
            if line:
                self._take(line)

    def _take(self, line: str) -> None:
        try:
            if line.startswith("/"):
                self._command(*line[1:].split(maxsplit=1))
            else:
                self.last = self.chain.ask(line, thread=self.thread, filing=self.filing)
                show_answer(self.console, self.last)
        except TieoutError as problem:
            self.console.print(str(problem), style="red", markup=False)
        except KeyboardInterrupt:
            self.console.print("(stopped)", style="dim")

    def _command(self, name: str = "help", rest: str = "") -> None:
        match name:
            case "filing":
                self._choose(rest)
            case "filings":
                for record in self.chain.shelf.filings():
                    self.console.print(f"  {record.id}  {record.title}", markup=False)
            case "new":
                self.thread = f"chat-{uuid4().hex}"
                self.last = None
                self.console.print("A new conversation.", style="dim")
            case "sources" | "work" | "working" | "xlsx" if self.last is None:
                self.console.print("Nothing has been asked yet.", style="dim")
            case "sources" if self.last:
                for citation in self.last.citations:
                    self.console.print(source_line(citation), markup=False)
                    self.console.print(f"      {' '.join(citation.context.split())}", style="dim", markup=False)
            case "work" | "working" if self.last:
                show_work(self.console, self.last)
            case "xlsx" if self.last:
                from bot.workbook import write_workbook

                target = Path(rest or "answer.xlsx")
                write_workbook(self.last, target)
                self.console.print(f"Wrote {target}", style="dim", markup=False)
            case _:
                self.console.print(HELP, style="dim")

    def _choose(self, name: str) -> None:
        from index.shelf import find_filing

        if not name:
            self.filing = None
            self.console.print("Asking about every filing.", style="dim")
            return
        record = find_filing(self.chain.shelf.filings(), name)
        self.filing = record.id
        self.console.print(f"Asking about {record.title}.", style="dim", markup=False)


def chat(settings: Settings, filing: str | None = None, thread: str | None = None) -> None:
    """Hold a conversation until the person leaves. Input lines are kept in home/history where readline exists."""
    from bot.chain import Chain
    from index.shelf import find_filing

    chain = Chain(settings)
    try:
        chosen = find_filing(chain.shelf.filings(), filing).id if filing else None
        with _history(settings.home / "history"):
            Chat(chain, Console(highlight=False, soft_wrap=True), chosen, thread).run()
    finally:
        chain.close()


class _history:  # noqa: N801
    """Keeps typed lines across chats, where the terminal has readline."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        if not sys.stdin.isatty():
            return
        with suppress(ImportError, OSError):
            import readline

            readline.read_history_file(self.path)

    def __exit__(self, *_: object) -> None:
        if not sys.stdin.isatty():
            return
        with suppress(ImportError, OSError):
            import readline

            readline.set_history_length(1000)
            readline.write_history_file(self.path)
