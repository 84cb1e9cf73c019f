"""Plans a share that a sentence gives in counts: "seven of the seventeen patients" asked for as a percentage."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.plan import Compute, Operation, Plan, Program, Quote
from bot.planner.binding import Desk
from bot.planner.draft import Draft
from bot.question.reading import Reading
from index.facts import Fact
from index.quantity import COUNT

_SHARE = re.compile(r"\b(?:percent(?:age)?|per cent|proportion|share|fraction|rate|portion)\b|%", re.IGNORECASE)
_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|its|our|these|those|all|a total of)\s+){0,2}", re.IGNORECASE)


def share_told(desk: Desk, reading: Reading, words: Plan) -> Plan | None:
    """The share as a figure where the question asks for one and the sentence found tells it in two counts; None otherwise."""
    if not _SHARE.search(reading.text) or not isinstance(words.act, Quote) or not words.act.quotes:
        return None
    around = words.act.quotes[0].around
    text = desk.shelf.filing(desk.filing).text
    if "%" in around.of(text) or "percent" in around.of(text):
        return None
    counts = sorted(
        (f for f in desk.shelf.facts(desk.filing) if f.unit == COUNT and around.start <= f.span.start < around.end),
        key=lambda fact: fact.span.start,
    )
    pairs = [
        (part, whole)
        for part, whole in pairwise(counts)
        if _OF.fullmatch(text[part.span.end : whole.span.start]) and 0 <= part.value <= whole.value
    ]
    return Plan(Compute((_share(desk, *pairs[0]),)), confidence=words.confidence) if len(pairs) == 1 else None


def _share(desk: Desk, part: Fact, whole: Fact) -> Program:
    draft = Draft()
    result = draft.step(Operation.SHARE, (draft.fact(part), draft.fact(whole)))
    return draft.program(result, f"Share of {whole.label}", decimals=desk.reading.decimals)
