"""Begins a gold set for a filing: questions proposed from its facts, each with its answer and its place, unconfirmed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.answer import plain
from index.errors import TieoutError
from index.facts import Fact
from index.period import Duration, FiscalLabel, Instant, Period, period_to_json

if TYPE_CHECKING:
    from bot.settings import Settings


def propose(settings: Settings, filing: str, out: Path, limit: int) -> int:
    """Write up to `limit` proposals to `out`; how many. Raises TieoutError if it exists, UnknownFiling."""
    from index.search import open_shelf
    from index.shelf import find_filing

    if out.exists():
        raise TieoutError(f"{out} is there already; proposals are never written over a gold set")
    library = open_shelf(settings.home, embedding_model=settings.embedding_model, chroma_url=settings.chroma_url)
    shelf = library.current()
    record = find_filing(shelf.filings(), filing)
    text = shelf.filing(record.id).text
    rows = list(proposals(shelf.facts(record.id), record.name, text, limit))
    library.close()
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return len(rows)


def proposals(facts: Sequence[Fact], filing: str, text: str, limit: int) -> Iterator[dict[str, Any]]:
    """Look-ups spread over the filing's tables and prose, then changes between two columns of a row."""
    usable = [fact for fact in facts if fact.period is not None and fact.label and fact.kind == "value"]
    pairs = list(_pairs(usable))
    lookups = _spread(usable, max(1, limit - limit // 3))
    number = 0
    for fact in lookups:
        number += 1
        yield _lookup(fact, f"lookup-{number}", filing, text)
    for new, old in _spread(pairs, limit - number):
        number += 1
        yield _change(new, old, f"change-{number}", filing, text)


def _pairs(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Facts of one row of one table, the later first, for periods of one kind."""
    rows: dict[tuple[int | None, int | None], list[Fact]] = {}
    for fact in facts:
        if fact.table is not None and fact.row_index is not None:
            rows.setdefault((fact.table, fact.row_index), []).append(fact)
    for row in rows.values():
        for first, second in pairwise(row):
            ends = [_end(fact.period) for fact in (first, second)]
            if first.unit == second.unit and ends[0] and ends[1] and ends[0] != ends[1] and _alike(first, second):
                yield (first, second) if ends[0] > ends[1] else (second, first)


def _alike(first: Fact, second: Fact) -> bool:
    match first.period, second.period:
        case Duration() as one, Duration() as other:
            return abs(one.days - other.days) < 8
        case Instant(), Instant():
            return True
        case _:
            return False


def _spread(items: Sequence[Any], count: int) -> list[Any]:
    """`count` items, as far apart as they can be."""
    if count >= len(items):
        return list(items)
    return [items[at * len(items) // count] for at in range(max(count, 0))]


def _lookup(fact: Fact, id_: str, filing: str, text: str) -> dict[str, Any]:
    answer = {"type": "figure", "value": plain(fact.value), "unit": fact.unit, "period": period_to_json(fact.period)}
    question = f"What was {_named(fact)} {_when(fact.period)}?"
    return _row(id_, "lookup", filing, question, answer, [fact], text, "as the filing states it")


def _change(new: Fact, old: Fact, id_: str, filing: str, text: str) -> dict[str, Any]:
    answer = {
        "type": "figure",
        "value": plain(new.value - old.value),
        "unit": new.unit,
        "period": period_to_json(new.period),
        "base_period": period_to_json(old.period),
    }
    question = f"How much did {_named(new)} change from {_day(old.period)} to {_day(new.period)}?"
    return _row(
        id_, "change", filing, question, answer, [new, old], text, f"{plain(new.value)} less {plain(old.value)}"
    )


def _row(
    id_: str,
    category: str,
    filing: str,
    question: str,
    answer: dict[str, Any],
    facts: Sequence[Fact],
    text: str,
    why: str,
) -> dict[str, Any]:
    places = [[{"start": fact.span.start, "end": fact.span.end, "quote": fact.span.of(text)}] for fact in facts]
    return {
        "id": id_,
        "category": category,
        "filing": filing,
        "question": question,
        "expect": {"answer": answer, "cite": places},
        "why": why,
        "confirmed": False,
    }


def _named(fact: Fact) -> str:
    label = fact.label.rstrip(":")
    return label if label.isupper() or label[:2].isupper() else label[:1].lower() + label[1:]


def _when(period: Period | None) -> str:
    match period:
        case Instant(day):
            return f"at {day:%B} {day.day}, {day.year}"
        case Duration(start, end):
            return f"from {start:%B} {start.day}, {start.year} to {end:%B} {end.day}, {end.year}"
        case FiscalLabel(year, part, _):
            return f"in {part + ' of ' if part else ''}fiscal {year}"
        case None:
            return ""


def _day(period: Period | None) -> str:
    match period:
        case Duration(start, end):
            return f"the period {start:%B} {start.day}, {start.year} - {end:%B} {end.day}, {end.year}"
        case _:
            return _when(period).removeprefix("at ").removeprefix("in ")


def _end(period: Period | None) -> str:
    match period:
        case Instant(day) | Duration(_, day):
            return day.isoformat()
        case _:
            return ""
