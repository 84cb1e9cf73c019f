"""Asks the bot: whole conversations at a time, in this process or several, and records what came back."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from eval.gold_sets import GoldCase
from eval.runs import Asked, turn_id

if TYPE_CHECKING:
    from bot.answer import Answer
    from bot.settings import Settings
    from index.shelf import Shelf

RETRIEVED = 10


class Asker(Protocol):
    """What is asked: `bot.chain.Chain`, or a scripted one."""

    @property
    def shelf(self) -> Shelf: ...

    def ask(self, question: str, thread: str | None = None, filing: str | None = None) -> Answer: ...


def ask_case(chain: Asker, case: GoldCase, *, retrieval: bool = True) -> list[Asked]:
    """Ask every turn of a case, in a conversation of its own. A crash is recorded, and the conversation goes on."""
    thread = f"eval-{uuid4().hex}" if len(case.turns) > 1 else None
    found = []
    for at, turn in enumerate(case.turns):
        began = time.perf_counter()
        answer, error = None, ""
        try:
            answer = chain.ask(turn.question, thread=thread, filing=case.filing).to_json()
        except Exception:  # noqa: BLE001 - whatever the bot does wrong is what is being measured
            error = traceback.format_exc(limit=-4)
        elapsed = (time.perf_counter() - began) * 1000
        spans = _retrieved(chain, turn.question, case.filing) if retrieval and at == 0 and turn.cite else None
        found.append(Asked(turn_id(case, at), case.id, at, turn.question, answer, round(elapsed, 2), error, spans))
    return found


def ask_all(
    cases: Sequence[GoldCase],
    chain: Asker,
    settings: Settings,
    *,
    jobs: int = 1,
    open_chain: Callable[[Settings], Asker] | None = None,
    retrieval: bool = True,
) -> Iterator[list[Asked]]:
    """Ask every case, in order whatever the number of jobs: `chain` with one, a chain opened in each process with more.

    open_chain: must be importable, so that a new process can call it.
    """
    if jobs <= 1 or len(cases) < 2:
        for case in cases:
            yield ask_case(chain, case, retrieval=retrieval)
        return
    with ProcessPoolExecutor(
        jobs,
        mp_context=get_context("spawn"),
        initializer=_start,
        initargs=(open_chain or open_bot, settings, retrieval),
    ) as pool:
        yield from pool.map(_ask, cases, chunksize=4)


def open_bot(settings: Settings) -> Asker:
    """The bot's own chain."""
    from bot.chain import Chain

    return Chain(settings)


class _Worker:
    """What a worker process holds: its chain."""

    chain: Asker
    retrieval: bool


def _start(opener: Callable[[Settings], Asker], settings: Settings, retrieval: bool) -> None:
    _Worker.chain = opener(settings)
    _Worker.retrieval = retrieval


def _ask(case: GoldCase) -> list[Asked]:
    return ask_case(_Worker.chain, case, retrieval=_Worker.retrieval)


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
