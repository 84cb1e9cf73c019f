"""`tieout ask`: one question, or a file of them, answered on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answer import Answer, Literal
from bot.faults import fault_words, log_fault
from bot.settings import Settings
from index.errors import IndexUnusable, SettingsError, TieoutError, UnknownFiling

if TYPE_CHECKING:
    from bot.chain import Chain


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a batch: a question, and perhaps its conversation and filing; `problem` where it cannot be asked."""

    question: str
    thread: str | None = None
    filing: str | None = None
    problem: str = ""


def ask_once(
    settings: Settings,
    question: str,
    *,
    thread: str | None = None,
    filing: str | None = None,
    as_json: bool = False,
    work: bool = False,
    trace: bool = False,
    workbook: Path | None = None,
) -> int:
    """Answer one question. Returns the exit code: 0 answered, refused or asked back; 1 an error answer."""
    from bot.chain import Chain

    chain = Chain(settings)
    try:
        answer = chain.ask(question, thread=thread, filing=filing)
    finally:
        chain.close()
    if workbook is not None:
        from bot.workbook import write_workbook

        write_workbook(answer, workbook)
    if as_json:
        sys.stdout.write(to_line(answer, trace=trace) + "\n")
    else:
        from rich.console import Console

        from bot.terminal import show_answer

        show_answer(Console(highlight=False, soft_wrap=True), answer, work=work)
        if trace:
            sys.stdout.write("\n".join(answer.trace) + "\n")
    return 1 if answer.status == "error" else 0


def ask_batch(settings: Settings, path: Path, *, as_json: bool = True, work: bool = False, trace: bool = False) -> int:
    """Answer every line of a JSONL file, in order, one object a line. Returns 1 if any could not be asked, else 0."""
    from bot.chain import Chain

    lines = list(read_batch(path))
    chain = Chain(settings)
    failed = False
    try:
        for line in lines:
            answer = ask_line(chain, line)
            failed = failed or answer.status == "error"
            if as_json:
                sys.stdout.write(to_line(answer, trace=trace) + "\n")
                sys.stdout.flush()
            else:
                from rich.console import Console

                from bot.terminal import show_answer

                console = Console(highlight=False, soft_wrap=True)
                console.print(f"\n> {line.question}", markup=False)
                show_answer(console, answer, work=work)
    finally:
        chain.close()
    return 1 if failed else 0


def ask_line(chain: Chain, line: Line) -> Answer:
    """The answer to one line; what is wrong with the line itself is an error answer, so that the rest go on."""
    if line.problem:
        return error_answer(line.question, line.problem)
    try:
        return chain.ask(line.question, thread=line.thread, filing=line.filing)
    except UnknownFiling as problem:
        return error_answer(line.question, str(problem))
    except (IndexUnusable, SettingsError):
        raise
    except Exception as problem:  # noqa: BLE001 (one question's fault is logged; the rest of the batch goes on)
        return error_answer(line.question, fault_words(log_fault(chain.settings.home, problem)))


def error_answer(question: str, message: str) -> Answer:
    """An answer that says what went wrong."""
    return Answer(question=question, status="error", segments=(Literal(message),))


def read_batch(path: Path) -> Iterator[Line]:
    """The lines of a batch file ("-" is standard input). Raises TieoutError if it cannot be read."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise TieoutError(f"cannot read the batch {path}: {problem}") from problem
    for number, raw in enumerate(text.splitlines(), 1):
        if raw.strip():
            yield _read_line(number, raw)


def _read_line(number: int, raw: str) -> Line:
    try:
        item = json.loads(raw)
    except json.JSONDecodeError as problem:
        return Line("", problem=f"line {number} of the batch is not JSON: {problem.msg}")
    if not isinstance(item, dict) or not isinstance(item.get("question"), str):
        return Line("", problem=f'line {number} of the batch has no "question"')
    for key in ("thread", "filing"):
        if not isinstance(item.get(key), str | None):
            return Line(item["question"], problem=f'line {number} of the batch: "{key}" is not a string')
    return Line(item["question"], item.get("thread"), item.get("filing"))


def to_line(answer: Answer, *, trace: bool = False) -> str:
    """An answer as one line of JSON."""
    found = answer.to_json()
    if trace:
        found["trace"] = list(answer.trace)
    return json.dumps(found, ensure_ascii=False)
