"""Asks the bot: whole conversations at a time, in this process or several, and records what came back."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from eval.runs import Asked, question_id

if TYPE_CHECKING:
    from bot.answer import Answer
    from bot.settings import Settings
    from index.shelf import Shelf

RETRIEVED = 10
CHUNK = 8  # dialogues handed to a process at a time: neighbours are often about one filing


class Asker(Protocol):
    """What is asked: `bot.chain.Chain`, or a scripted one."""

    @property
    def shelf(self) -> Shelf: ...

    def ask(self, question: str, thread: str | None = None, filing: str | None = None) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Questions asked in order, in a conversation of their own. retrieval: whether to record what search finds."""

    id: str
    filing: str
    questions: tuple[str, ...]
    retrieval: bool = False


def ask_dialogue(chain: Asker, dialogue: Dialogue) -> list[Asked]:
    """Ask every question of a dialogue. A crash is recorded, and the conversation goes on."""
    thread = f"eval-{uuid4().hex}" if len(dialogue.questions) > 1 else None
    found = []
    for turn, question in enumerate(dialogue.questions):
        began = time.perf_counter()
        answer, error = None, ""
        try:
            answer = chain.ask(question, thread=thread, filing=dialogue.filing or None).to_json()
        except Exception:  # noqa: BLE001 - whatever the bot does wrong is what is being measured
            error = traceback.format_exc(limit=-4)
        elapsed = round((time.perf_counter() - began) * 1000, 2)
        spans = _retrieved(chain, question, dialogue.filing) if dialogue.retrieval and turn == 0 else None
        id_ = question_id(dialogue.id, turn)
        found.append(Asked(id_, dialogue.id, turn, question, answer, elapsed, error, spans))
    return found


def ask_all(
    dialogues: Sequence[Dialogue],
    chain: Asker,
    settings: Settings,
    *,
    jobs: int = 1,
    open_chain: Callable[[Settings], Asker] | None = None,
) -> Iterator[list[Asked]]:
    """Ask every dialogue, in order whatever the number of jobs: `chain` with one, a chain opened in each process with more.

    open_chain: must be importable, so that a new process can call it.
    """
    if jobs <= 1 or len(dialogues) < 2:
        for dialogue in dialogues:
            yield ask_dialogue(chain, dialogue)
        return
    with ProcessPoolExecutor(
        jobs,
        mp_context=get_context("spawn"),
        initializer=_start,
        initargs=(open_chain or open_bot, settings),
    ) as pool:
        yield from pool.map(_ask, dialogues, chunksize=CHUNK)


def open_bot(settings: Settings) -> Asker:
    """The bot's own chain."""
    from bot.chain import Chain

    return Chain(settings)


class _Worker:
    """What a worker process holds: its chain."""

    chain: Asker


def _start(opener: Callable[[Settings], Asker], settings: Settings) -> None:
    _Worker.chain = opener(settings)


def _ask(dialogue: Dialogue) -> list[Asked]:
    return ask_dialogue(_Worker.chain, dialogue)


def _retrieved(chain: Asker, question: str, filing: str) -> tuple[tuple[int, int], ...] | None:
    """What search finds for a question in its filing; None where there is no such filing (the answer says so)."""
    from index.errors import UnknownFiling
    from index.shelf import find_filing

    try:
        record = find_filing(chain.shelf.filings(), filing)
    except UnknownFiling:
        return None
    hits = chain.shelf.search(question, (record.id,), RETRIEVED)
    return tuple((hit.passage.span.start, hit.passage.span.end) for hit in hits)
