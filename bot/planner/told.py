"""An amount told inside a sentence, given as the figure that it is where a question asks how much."""

from __future__ import annotations

import re

from bot.extract.senses import content_words
from bot.plan import Compute, Plan, Quote
from bot.planner.binding import Desk
from bot.planner.draft import Draft
from bot.question.reading import Kind, Metric, Reading
from index.facts import Fact
from index.quantity import is_currency

_HOW_MUCH = re.compile(
    r"\bhow (?:much|big|large|great|high)\b|\bworth\b|\bwhat (?:amount|sum)\b|\b(?:size|amount|value) of\b|\bhow many (?:dollars|cents)\b",
    re.IGNORECASE,
)
# Of these a sentence tells more than its amount.
_SHARE = re.compile(r"\b(?:share|proportion|fraction|portion|percent(?:age)?|part) of\b|%|\bpercent", re.IGNORECASE)


def figure_told(desk: Desk, reading: Reading, words: Plan) -> Plan | None:
    """The amount of the one sentence quoted, as a figure; None where the question asks for none, or two may be meant."""
    if reading.kind is not Kind.FIGURE or not isinstance(words.act, Quote) or len(words.act.quotes) != 1:
        return None
    if not _HOW_MUCH.search(reading.text) or _SHARE.search(reading.text):
        return None
    if not all(isinstance(ask, Metric) for ask in reading.asks) or len(reading.asks) != 1:
        return None
    quote = words.act.quotes[0]
    told = [
        fact
        for fact in desk.shelf.facts(desk.filing)
        if fact.origin == "prose"
        and is_currency(fact.unit)
        and fact.kind == "value"
        and quote.around.start <= fact.span.start < quote.around.end
    ]
    fact = _meant(reading, told)
    if fact is None or fact.period is None:
        return None
    draft = Draft()
    name = desk.index.by_fact[fact.id].name if fact.id in desk.index.by_fact else fact.label
    program = draft.program(draft.fact(fact), name, scale=reading.scale, decimals=reading.decimals)
    return Plan(Compute((program,)), confidence=words.confidence)


_LEAST = 2  # words of the question that a fact's own name must hold


def _meant(reading: Reading, told: list[Fact]) -> Fact | None:
    """The one amount of a sentence whose name says most of the question; None where that is one of a pair, or not plain."""
    if not told or any(fact.twin or fact.comparison for fact in told):
        return None
    asked = set(content_words(reading.text))
    shared = sorted(
        ((len(asked & set(content_words(fact.label))), fact.span.start, fact) for fact in told), reverse=True
    )
    best = shared[0]
    if best[0] < _LEAST or (len(shared) > 1 and shared[1][0] >= best[0]):
        return None
    return best[2]
