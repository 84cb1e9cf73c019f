"""Gives an amount that a sentence tells as a figure, where an amount was asked for and the sentence tells no other."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extract.kinds import Sort, asked_of
from bot.extract.senses import content_words
from bot.plan import Compute, Passage, Plan, Quote
from bot.planner.binding import Desk
from bot.planner.draft import Draft
from bot.question.reading import Kind, Reading
from index.facts import Fact
from index.quantity import COUNT

_AMOUNT = re.compile(
    r"\bhow (?:much|big|large|high|small|low)\b|^what (?:was|is|were|are) [^?]+ worth\b|\b(?:dollar|cash|total) (?:amount|value|sum)\b|\bby how much\b"
    r"|\b(?:what|which) (?:percent(?:age)?|amount|sum|price|rate|share|proportion)\b|^how many (?:dollars|millions)\b",
    re.IGNORECASE,
)


def as_figure(desk: Desk, reading: Reading, words: Plan) -> Plan:
    """A plan that quotes one amount, as one that gives it as a figure; any other plan as it is.

    The sentence is quoted beside it: what the amount is called need not be what the question calls it, though they share a
    word.
    """
    if not isinstance(words.act, Quote) or len(words.act.quotes) != 1 or words.act.shape not in {"spans", "text"}:
        return words
    if reading.kind is not Kind.FIGURE and not _asks_amount(reading.text):
        return words
    quote = words.act.quotes[0]
    fact = _only_amount(desk, quote)
    if fact is None or not set(content_words(fact.label)) & set(content_words(reading.text)):
        return words
    if not _asks_amount(reading.text) and asked_of(reading.text).sort is not Sort.WHAT:
        return words
    draft = Draft()
    program = draft.program(draft.fact(fact), fact.label, scale=reading.scale, decimals=reading.decimals)
    return replace(words, act=Compute((program,), words=(replace(quote, span=quote.around),)))


def _asks_amount(question: str) -> bool:
    return bool(_AMOUNT.search(question)) or asked_of(question).sort is Sort.AMOUNT


def _only_amount(desk: Desk, quote: Passage) -> Fact | None:
    """The one amount in a quote that is no end of a range; None where there are others, or none."""
    told = [f for f in desk.shelf.facts(desk.filing) if f.span.start < quote.span.end and quote.span.start < f.span.end]
    amounts = [fact for fact in told if fact.unit != COUNT]
    if len(amounts) != 1:
        return None
    return amounts[0] if amounts[0].origin == "prose" and not amounts[0].bound else None
