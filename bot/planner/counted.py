"""Plans a share that a sentence gives in counts: "seven of the seventeen patients" asked for as a percentage."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.extract.senses import content_words
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
    if len(pairs) != 1 or names_one_of_two(reading.text, around.of(text)):
        return None
    return Plan(Compute((_share(desk, *pairs[0]),)), confidence=words.confidence)


_EITHER = re.compile(r"\beither (?P<one>[^.;,]+?) or (?P<other>[^.;,]+)", re.IGNORECASE)


def names_one_of_two(question: str, sentence: str) -> bool:
    """Whether a sentence counts two things together ("either a partial response or stable disease") and the question wants one."""
    either = _EITHER.search(sentence)
    if either is None:
        return False
    wanted = set(content_words(question))
    one, other = set(content_words(either["one"])), set(content_words(either["other"]))
    return bool((one - other) & wanted) != bool((other - one) & wanted)


def _share(desk: Desk, part: Fact, whole: Fact) -> Program:
    draft = Draft()
    result = draft.step(Operation.SHARE, (draft.fact(part), draft.fact(whole)))
    return draft.program(result, f"Share of {whole.label}", decimals=desk.reading.decimals)
