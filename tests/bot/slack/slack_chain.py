"""A chain that answers what a test tells it to, and the events that Slack would send."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fake_slack import BOT_USER, PERSON, TEAM

from bot.answer import Answer, Citation, Figure, FigureText, Literal, Marker, Operand
from index.facts import Fact
from index.filing import FilingRecord
from index.layout import Span
from index.passages import Passage
from index.period import Duration, FiscalCalendar
from index.shelf import Hit

QUARTER = Duration(date(2007, 10, 1), date(2007, 12, 31))
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Step:
    step: str
    answer: Answer | None = None


def fact(label: str = "Research and development", value: str = "10732000") -> Fact:
    return Fact(
        id=f"f-{label}",
        filing="aaaaaaaaaaaaaaaa",
        label=label,
        path=(label,),
        value=Decimal(value),
        unit="USD",
        period=QUARTER,
        precision=Decimal(1000),
        span=Span(0, 6),
    )


def figure(label: str = "Research and development", display: str = "$10.7 million") -> Figure:
    operand = Operand("a", fact=fact(label), citation=1)
    return Figure(label, Decimal(10732000), "USD", display, "reported", "a", (operand,), QUARTER)


def citation(number: int = 1, quote: str = "10,732", url: str | None = "https://www.sec.gov/a.htm") -> Citation:
    return Citation(
        id=number,
        filing="aaaaaaaaaaaaaaaa",
        title="ImmunoGen, Inc. 8-K, January 31, 2008",
        section="Statements of operations",
        quote=quote,
        context=f"Research and development\t\t{quote}",
        start=0,
        end=len(quote),
        row="Research and development",
        column="Three months ended December 31, 2007",
        url=url,
    )


def answered(question: str, said: str = "Research and development was ") -> Answer:
    return Answer(
        question=question,
        status="answered",
        segments=(Literal(said), FigureText(0, "$10.7 million"), Literal(" "), Marker(1), Literal(".")),
        type="figure",
        value="10732000",
        figures=(figure(),),
        citations=(citation(),),
    )


RECORD = FilingRecord(
    id="aaaaaaaaaaaaaaaa",
    source="/filings/immunogen-8k-2008-01-31.txt",
    name="immunogen-8k-2008-01-31.txt",
    form="8-K",
    company="ImmunoGen, Inc.",
    cik="",
    accession="",
    filed=date(2008, 1, 31),
    period_end=date(2007, 12, 31),
    calendar=FiscalCalendar(),
    url="https://www.sec.gov/a.htm",
    reader="text/1",
    title="ImmunoGen, Inc. 8-K, January 31, 2008",
)


class ScriptedShelf:
    def __init__(self, records: tuple[FilingRecord, ...] = (RECORD,)) -> None:
        self.records = records

    @property
    def generation(self) -> int:
        return 1

    def filings(self) -> tuple[FilingRecord, ...]:
        return self.records

    def filing(self, filing_id: str) -> Any:
        raise AssertionError(f"the text of {filing_id} is nothing that Slack shows")

    def facts(self, filing_id: str) -> tuple[Fact, ...]:
        return (fact(), fact("General and administrative", "4200000"))

    def passages(self, filing_id: str) -> tuple[Passage, ...]:
        return ()

    def search(self, query: str, filings: tuple[str, ...] = (), limit: int = 8) -> tuple[Hit, ...]:
        return ()


class ScriptedChain:
    """Answers after `delay` seconds; remembers what it was asked, by conversation."""

    def __init__(self, answer: Callable[[str], Answer] = answered, delay: float = 0.0) -> None:
        self.answer, self.delay = answer, delay
        self.asked: list[tuple[str, str | None, str | None]] = []
        self.turns: list[str | None] = []
        self.forgotten: list[str] = []
        self.shelf = ScriptedShelf()
        self._lock = threading.Lock()

    def stream(
        self, question: str, thread: str | None = None, filing: str | None = None, turn: str | None = None
    ) -> Iterator[Step]:
        with self._lock:
            self.turns.append(turn)
            self.asked.append((question, thread, filing))
        yield Step("read")
        time.sleep(self.delay)
        yield Step("check", self.answer(question))

    def forget(self, thread: str) -> None:
        self.forgotten.append(thread)


def event(kind: str, text: str, **more: Any) -> dict[str, Any]:
    """The payload of an event; `body_` keys go on the envelope around it."""
    number = next(_numbers)
    outer = {name.removeprefix("body_"): more.pop(name) for name in list(more) if name.startswith("body_")}
    inner = {
        "type": kind,
        "user": PERSON,
        "text": text,
        "channel": "C1",
        "ts": f"16{number:08d}.000100",
        "event_ts": f"16{number:08d}.000100",
    } | more
    return {
        "token": "verification",
        "team_id": TEAM,
        "api_app_id": "A1",
        "type": "event_callback",
        "event_id": f"Ev{number:08d}",
        "event_time": 1_600_000_000 + number,
        "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        "is_ext_shared_channel": False,
        "event": {name: value for name, value in inner.items() if value is not None},
    } | outer


def mention(text: str = "What was R&amp;D?", **more: Any) -> dict[str, Any]:
    return event("app_mention", f"<@{BOT_USER}> {text}", **more)


def message(text: str, **more: Any) -> dict[str, Any]:
    return event("message", text, **({"channel_type": "channel"} | more))


def direct(text: str, **more: Any) -> dict[str, Any]:
    return event("message", text, **({"channel_type": "im", "channel": "D1"} | more))


def verbose(question: str, sources: int = 60) -> Answer:
    """An answer too long for one message."""
    words = " ".join(f"Sentence {number} of the answer says something at length." for number in range(200))
    return Answer(
        question=question,
        status="answered",
        segments=(Literal(words), *(Marker(number) for number in range(1, sources + 1))),
        type="text",
        value=words,
        citations=tuple(citation(number, f"quote {number} " + "words " * 60) for number in range(1, sources + 1)),
    )


def command(text: str, response_url: str, **more: Any) -> dict[str, Any]:
    """The payload of /tieout."""
    return {
        "command": "/tieout",
        "text": text,
        "team_id": TEAM,
        "user_id": PERSON,
        "channel_id": "C1",
        "trigger_id": f"trigger.{next(_numbers)}",
        "response_url": response_url,
    } | more
