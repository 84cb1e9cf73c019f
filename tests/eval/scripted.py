"""A chain that answers from a script, over a shelf of one small filing; importable, so that worker processes can open it."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from pathlib import Path

from bot.answer import Answer, Citation, Figure, FigureText, Literal, Marker, Operand
from bot.settings import Settings
from index.facts import Fact
from index.filing import Filing, FilingRecord
from index.layout import Span
from index.passages import Passage
from index.period import Duration, FiscalCalendar
from index.shelf import Hit

TEXT = "Revenues were $9,751 and expenses 16,685 in the quarter. Jane Doe signed."
QUARTER = Duration(date(2007, 10, 1), date(2007, 12, 31))
RECORD = FilingRecord(
    id="f" * 16,
    source="release.txt",
    name="release.txt",
    form="8-K",
    company="Example",
    cik="",
    accession="",
    filed=None,
    period_end=None,
    calendar=FiscalCalendar(),
    url=None,
    reader="text/1",
    title="Example 8-K",
)


class ScriptedShelf:
    """One filing, two passages."""

    generation = 1

    def filings(self) -> tuple[FilingRecord, ...]:
        return (RECORD,)

    def filing(self, filing_id: str) -> Filing:
        return Filing(RECORD, TEXT, (), (), ())

    def facts(self, filing_id: str) -> tuple[Fact, ...]:
        return ()

    def passages(self, filing_id: str) -> tuple[Passage, ...]:
        cut = TEXT.index("Jane")
        spans = (Span(0, cut), Span(cut, len(TEXT)))
        return tuple(Passage(str(at), RECORD.id, (), span, span.of(TEXT), "") for at, span in enumerate(spans))

    def search(self, query: str, filings: tuple[str, ...] = (), limit: int = 8) -> tuple[Hit, ...]:
        return tuple(Hit(passage, 1.0 / (at + 1)) for at, passage in enumerate(self.passages(RECORD.id)))[:limit]


class ScriptedChain:
    """Knows revenue; says Jane Doe signed; crashes when asked to; remembers a thread's number of turns."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.shelf = ScriptedShelf()
        self.turns: dict[str | None, int] = {}
        self.asked: list[str] = []

    def ask(self, question: str, thread: str | None = None, filing: str | None = None) -> Answer:
        self.asked.append(question)
        self.turns[thread] = self.turns.get(thread, 0) + 1
        started = time.perf_counter()
        if "crash" in question:
            raise RuntimeError("planted")
        timing = {"total": (time.perf_counter() - started) * 1000}
        if "evenue" in question or (thread and self.turns[thread] > 1):
            return Answer(
                question=question,
                status="answered",
                segments=(Literal("Revenues were "), FigureText(0, "$9.751 million"), Marker(1)),
                type="figure",
                value="9751000",
                figures=(revenue(),),
                citations=(cited("9,751"),),
                timing_ms=timing,
            )
        if "signed" in question:
            return Answer(question, "answered", (Literal("Jane Doe"),), "text", "Jane Doe", (), (cited("Jane Doe"),))
        return Answer(question, "abstained", (Literal("The filing does not say."),), reason="not_in_filing")

    def close(self) -> None:
        return None


def cited(quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation(1, RECORD.id, RECORD.title, "", quote, TEXT, start, start + len(quote))


def revenue() -> Figure:
    start = TEXT.index("9,751")
    fact = Fact(
        "1",
        RECORD.id,
        "Revenues",
        ("Revenues",),
        Decimal(9751000),
        "USD",
        QUARTER,
        Decimal(1000),
        Span(start, start + 5),
    )
    operand = Operand("a", fact, citation=1)
    return Figure("Revenues", Decimal(9751000), "USD", "$9.751 million", "reported", "a", (operand,), QUARTER)


def open_scripted(settings: Settings) -> ScriptedChain:
    return ScriptedChain(settings)


def write_gold(path: Path) -> Path:
    """Five cases: a figure, a follow-up, words, a refusal, and one that crashes."""
    import json

    start = TEXT.index("9,751")
    place = {"start": start, "end": start + 5, "quote": "9,751"}
    figure = {
        "answer": {
            "type": "figure",
            "value": "9751000",
            "unit": "USD",
            "period": {"start": "2007-10-01", "end": "2007-12-31"},
        },
        "cite": [[place]],
    }
    refuse = {"refuse": ["not_in_filing"]}
    rows = [
        {"id": "revenue", "category": "lookup", "question": "Revenue?", "expect": figure},
        {
            "id": "talk",
            "category": "conversation",
            "turns": [{"question": "Goodwill?", "expect": refuse}, {"question": "and sales?", "expect": figure}],
        },
        {
            "id": "who",
            "category": "prose",
            "question": "Who signed <it>?",
            "expect": {"answer": {"type": "text", "any_of": ["Jane Doe"]}},
        },
        {"id": "none", "category": "refuse", "question": "EBITDA?", "expect": refuse},
        {"id": "boom", "category": "lookup", "question": "crash", "expect": figure},
    ]
    path.write_text("".join(json.dumps({"filing": "release", **row}) + "\n" for row in rows), encoding="utf-8")
    return path
