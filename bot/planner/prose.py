"""Plans answers in the filing's own words: the sentences that answer, or the items of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.lexicon import stems
from bot.plan import Passage, Plan, Quote
from bot.planner.binding import Desk
from bot.question.reading import Kind, Metric, Reading
from index.layout import Span

_END = re.compile(r"(?<=[a-z0-9)\]\"”'%])[.!?][\"”']?(?=\s+[A-Z“\"(•·-]|\s*$)|\n\s*\n")


@dataclass(frozen=True, slots=True)
class _Scored:
    span: Span
    around: Span
    score: float


def prose(desk: Desk, reading: Reading) -> Plan | None:
    """A plan that quotes the sentences nearest to the question; None where nothing in the filing is near."""
    return _by_words(desk, reading)


def _by_words(desk: Desk, reading: Reading) -> Plan | None:
    text = desk.shelf.filing(desk.filing).text
    asked = list(dict.fromkeys(desk.index.corrected(stems(reading.topic))))
    if not asked:
        return None
    weights = {word: desk.index.weight(word) for word in asked}
    total = sum(weights.values())
    best: list[_Scored] = []
    hits = desk.hits or desk.shelf.search(reading.text, (desk.filing,), 8)
    for rank, hit in enumerate(hits):
        if hit.passage.filing != desk.filing or hit.passage.table is not None:
            continue
        for span in sentences(text, hit.passage.span):
            words = set(stems(span.of(text)))
            score = sum(weight for word, weight in weights.items() if word in words) / total
            best.append(_Scored(span, span, score - 0.01 * rank))
    best.sort(key=lambda one: -one.score)
    if not best or best[0].score < 0.45:
        return None
    quotes = [Passage(desk.filing, best[0].span, best[0].around)]
    return Plan(Quote(tuple(quotes), "text"), confidence=min(0.8, best[0].score))


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of a stretch, as spans."""
    found, at = [], span.start
    for match in _END.finditer(text, span.start, span.end):
        end = match.end()
        if text[at:end].strip():
            found.append(_trimmed(text, at, end))
        at = end
    if text[at : span.end].strip():
        found.append(_trimmed(text, at, span.end))
    return found


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def listed(desk: Desk, reading: Reading) -> Plan | None:
    """The rows of a table that a question asks to have listed or counted; None where no table is it."""
    from bot.planner.selections import things

    metric = reading.asks[0] if reading.asks and isinstance(reading.asks[0], Metric) else Metric(reading.topic)
    group = things(desk, Metric(_without_kind(metric.phrase, reading.wh)), "", reading.periods[-1:])
    if group is None or group.score < 0.75:
        return None
    filing = desk.shelf.filing(desk.filing)
    quotes = []
    for fact in group.facts:
        row = label_span(filing.text, fact)
        if row is not None:
            quotes.append(Passage(desk.filing, row, row))
    if not quotes:
        return None
    count = reading.kind is Kind.COUNT
    return Plan(
        Quote(tuple(quotes), "count" if count else "spans", len(quotes) if count else None),
        confidence=min(0.8, group.score * 0.8),
    )


def _without_kind(phrase: str, kind: str) -> str:
    phrase = re.sub(
        r"\b(?:list|name|enumerate|identify|all|different|various|there|are|is|does|do|make up|making up|consists?(?: of)?|comprise[ds]?|included?|under|listed|considered|calculating|financial|the table|of)\b",
        " ",
        phrase,
    )
    for word in kind.split():
        phrase = re.sub(rf"\b{re.escape(word)}\b", " ", phrase)
    return " ".join(phrase.split())


def label_span(text: str, fact: object) -> Span | None:
    """Where a table fact's row label is printed: the nearest place before the figure."""
    label = getattr(fact, "row", "") or getattr(fact, "label", "")
    span: Span = fact.span  # type: ignore[attr-defined]
    at = text.rfind(label, max(0, span.start - 2000), span.start) if label else -1
    return Span(at, at + len(label)) if at >= 0 else None
