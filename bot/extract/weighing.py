"""Weighs the stretches of a sentence as answers: by their kind, by what stands round them, and by where they end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import exp

from bot.extract.bearing import Words
from bot.extract.candidate import Candidate
from bot.extract.candidates import candidates_of
from bot.extract.fits import fit_for, is_cause, repeats
from bot.extract.kinds import Asked, Sort
from bot.extract.senses import content_words
from index.period.calendar import MONTH_NAMES

_MEASURES = {Sort.AMOUNT, Sort.LENGTH}  # a count has its noun beside it
_OF_WHICH = re.compile(r"\bof\s+(?:which|this|that)\b", re.IGNORECASE)
_OF_A_PART = 0.6  # against the whole, where a part is asked for
_OWN_WORDS = 0.8  # for the question's words that stand in an amount's own part of the sentence and in no other
_PART = re.compile(
    r"[()]|[,;]\s+(?:(?:and|of\s+which|while|whereas|compared)\s+)?|\s+(?:and|of\s+which|while|whereas)\s+",
    re.IGNORECASE,
)
# What parts one clause from the next, so that the words before it do not speak of what comes after.
_CLAUSE = re.compile(r";\s|,\s+(?:while|whereas|but)\s", re.IGNORECASE)
_OF_SUBJECT = 0.35  # for saying what the thing asked about is
_NEWS = 0.3  # for telling all that a sentence has to tell beyond the question
# What an answer does not go on past: the next clause.
_ASIDE = re.compile(
    (
        r";\s|,\s+(?:while|whereas|which|who|see|see\s+also)\b|\s+and\s+(?:is|are|was|were|has|have"
        r"|the\s+(?:company|group))\b"
    ),
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\b(?:{'|'.join(name.lower() for name in MONTH_NAMES)})\b")
_CROSSED = re.compile(
    r";\s|,\s+(?:while|whereas)\b|,\s+see\b|\s+and\s+(?:is|are|was|were|has|have|the\s+(?:company|group)\s+\w+s)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Choice:
    sentence: int
    candidate: Candidate
    score: float
    coverage: float
    fit: float


def choices_in(
    asked: Asked, number: int, text: str, told: Words, weights: dict[str, float], score: float
) -> list[Choice]:
    made = []
    unsaid = sum(word not in weights for _, _, word in told.found)
    total = sum(weights.values()) or 1.0
    most = max((_own_words(c, text, told, weights) for c in candidates_of(text) if c.sort in _MEASURES), default=0.0)
    for candidate in candidates_of(text):
        if candidate.end <= candidate.start or repeats(asked, text[candidate.start : candidate.end]):
            continue
        if asked.sort is Sort.REASON and not is_cause(text[candidate.start : candidate.end]):
            continue
        fit = fit_for(asked, candidate)
        if fit is None:
            continue
        inside = {
            word for word in told.within(candidate.start, candidate.end) if word in weights and word != asked.head
        }
        outside = {
            word for a, b, word in told.found if (b <= candidate.start or a >= candidate.end) and word in weights
        }
        said_outside = sum(weights[word] for word in outside) / total
        said_inside = sum(weights[word] for word in inside - outside) / total
        stop = _crossing(asked, text, candidate)
        new = [word for word in told.within(candidate.start, stop) if word not in weights]
        value = 1.4 * score + fit
        if candidate.sort is Sort.BOOLEAN:
            value += 0.1 * said_inside
        else:
            if not new:
                continue
            value += (
                0.55 * said_outside
                - 0.5 * said_inside
                - _gap(asked, candidate, text, told, weights)
                + _shape(asked, candidate, text)
            )
            if candidate.sort in {Sort.WHAT, Sort.REASON} and asked.sort not in {Sort.WHO, Sort.WHERE, Sort.TIME}:
                value += _NEWS * len(new) / max(1, unsaid)
            if asked.sort is Sort.TIME and candidate.sort is Sort.TIME:
                value += _at_its_end(asked, candidate, text)
            value += _OF_SUBJECT * _says_of_subject(asked, candidate, text, told, weights)
            numeric = {Sort.AMOUNT, Sort.COUNT, Sort.LENGTH} & {asked.sort, asked.also}
            value += _particulars(asked, candidate, weights) * (1.0 if numeric else 0.3)
            if asked.sort is candidate.sort is Sort.TIME and not _at_its_end(asked, candidate, text):
                dated = [c for c in candidates_of(text) if c.sort is Sort.TIME]
                own = max(_own_words(c, text, told, weights) for c in dated)
                value -= _OWN_WORDS * (own - _own_words(candidate, text, told, weights))
            if candidate.sort in _MEASURES and not any(year in candidate.period for year in asked.years):
                value -= _OWN_WORDS * (most - _own_words(candidate, text, told, weights))
                value -= _OF_A_PART * _is_whole(candidate, text, told, weights)
        made.append(Choice(number, candidate, value, said_outside + said_inside, fit))
    return made


# Whether the beginning or the end of a time is asked for, and which of the two a date is told as.
_ASKS_START = re.compile(
    r"\b(?:since when|from when|start\w*|begins?|began|becomes?|became|effective|take effect|took effect|commence\w*"
    r"|join\w*|appointed)\b",
    re.IGNORECASE,
)
_ASKS_END = re.compile(
    r"\b(?:until when|through when|till when|how long|ends?|expires?|expiry|expiration|terminates?|matures?|due|step down"
    r"|leaves?|retires?|last day)\b",
    re.IGNORECASE,
)
_AT_START = re.compile(
    r"\b(?:from|since|effective(?: as of| on)?|commencing(?: on)?|beginning(?: on)?|starting(?: on)?|as of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_AT_END = re.compile(
    r"\b(?:until|till|through|to|expir\w+(?: on)?|ending(?: on)?|terminat\w+(?: on)?|no later than|matur\w+(?: on| in)?"
    r"|due(?: on| in)?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def _at_its_end(asked: Asked, candidate: Candidate, text: str) -> float:
    """What speaks for or against a date as the beginning or the end of a time, where the question wants one of them."""
    start, end = bool(_ASKS_START.search(asked.text)), bool(_ASKS_END.search(asked.text))
    if start == end:
        return 0.0
    before = text[max(0, candidate.start - 24) : candidate.start]
    told_start, told_end = bool(_AT_START.search(before)), bool(_AT_END.search(before))
    if told_start == told_end:
        return 0.0
    return 0.25 if told_start == start else -0.25


_DEFINES = re.compile(r"is|are|was|were|means?|represents?|refers? to|.*defined as|.*known as")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BOUNDARY = re.compile(r"[,;:]\s+(?:while|whereas|and|but)?\s*|\s+(?:while|whereas|which|that|who)\s+", re.IGNORECASE)


def _says_of_subject(asked: Asked, candidate: Candidate, text: str, told: Words, weights: dict[str, float]) -> bool:
    """Whether a stretch says what the thing asked about is: that thing, and nothing else, is the subject of its verb."""
    if asked.sort not in {Sort.DEFINITION, Sort.WHAT} or not _DEFINES.fullmatch(candidate.why):
        return False
    start = max((m.end() for m in _BOUNDARY.finditer(text, 0, candidate.cue)), default=0)
    asides = [match.span() for match in _IN_BRACKETS.finditer(text, 0, candidate.cue)]
    subject = {
        w for a, b, w in told.found if start <= a and b <= candidate.cue and not any(x <= a < y for x, y in asides)
    }
    return bool(weights) and set(weights) <= subject and len(subject - set(weights)) <= 1


def _crossing(asked: Asked, text: str, candidate: Candidate) -> int:
    """Where a stretch goes over into another clause; its end where it does not. What is told past that is no news."""
    aside = asked.sort in {Sort.PARTS, Sort.DEFINITION, Sort.WHERE}
    crossed = (_ASIDE if aside else _CROSSED).search(text, candidate.start, candidate.end)
    return crossed.start() if crossed else candidate.end


def _own_words(candidate: Candidate, text: str, told: Words, weights: dict[str, float]) -> float:
    """Of an amount among several: the share of the question that only its own part of the sentence says, 0 to 1.

    As in "$13.9 million is related to options and $46.4 million is related to awards": its part reaches from the clause
    it stands in to the next.
    """
    edges = [0, *(m.end() for m in _PART.finditer(text)), len(text)]
    start = max(edge for edge in edges if edge <= candidate.start)
    end = min((edge for edge in edges if edge >= candidate.end), default=len(text))
    inside = {word for word in told.within(start, end) if word in weights}
    elsewhere = {word for a, b, word in told.found if b <= start or a >= end}
    return sum(weights[word] for word in inside - elsewhere) / (sum(weights.values()) or 1.0)


def _is_whole(candidate: Candidate, text: str, told: Words, weights: dict[str, float]) -> bool:
    """Whether an amount is a whole "of which" parts are told, and the question has words that only a part is told with."""
    parts = _OF_WHICH.search(text, candidate.end)
    if parts is None:
        return False
    before = {word for _, b, word in told.found if b <= parts.start()}
    return any(word in weights and word not in before for a, _, word in told.found if a >= parts.end())


def _gap(asked: Asked, candidate: Candidate, text: str, told: Words, weights: dict[str, float]) -> float:
    """A penalty for words that say something new between the question's words and the answer."""
    if candidate.sort in {Sort.AMOUNT, Sort.COUNT, Sort.TIME, Sort.OFTEN, Sort.LENGTH, Sort.TABLE}:
        wanted = {asked.sort, asked.also} & {Sort.AMOUNT, Sort.COUNT, Sort.TIME, Sort.OFTEN, Sort.LENGTH, Sort.TABLE}
        return -_nearness(candidate, told, weights) * (1.0 if wanted else 0.3)
    if candidate.why == "subject":
        after = [word for a, _, word in told.found if a >= candidate.end]
        return 0.05 * min(next((n for n, word in enumerate(after) if word in weights), 6), 6)
    before = [(b, word) for _, b, word in told.found if b <= candidate.cue]
    skipped = 0
    for _, word in reversed(before):
        if word in weights:
            break
        skipped += 1
    else:
        skipped = len(before) + 2
    apart = 0.15 * bool(before and _CLAUSE.search(text, _last_said(before, weights), candidate.cue))
    return (0.015 if candidate.sort is Sort.REASON else 0.05) * min(skipped, 6) + apart


def _last_said(before: list[tuple[int, str]], weights: dict[str, float]) -> int:
    """Where the last of the question's words before a place ends; where none does, the place of the last word."""
    return next((b for b, word in reversed(before) if word in weights), before[-1][0])


def _nearness(candidate: Candidate, told: Words, weights: dict[str, float]) -> float:
    """How near the question's words stand to a candidate, 0 to 0.4: the nearest place of each."""
    places = [
        n for n, (a, b, _) in enumerate(told.found) if candidate.start <= a < candidate.end or a <= candidate.start < b
    ]
    here = places[0] if places else sum(b <= candidate.start for _, b, _ in told.found)
    nearest: dict[str, int] = {}
    for n, (_, _, word) in enumerate(told.found):
        if word in weights:
            nearest[word] = min(abs(n - here), nearest.get(word, 99))
    total = sum(weights.values()) or 1.0
    return 0.4 * sum(weights[word] * exp(-distance / 7) for word, distance in nearest.items()) / total


def _shape(asked: Asked, candidate: Candidate, text: str) -> float:
    """What speaks for or against where a span ends, and how long it is."""
    length = len(text[candidate.start : candidate.end].split())
    value = -0.1 if length > 45 else 0.0
    if candidate.sort in {Sort.WHAT, Sort.REASON}:
        value -= 0.15 * bool(_CROSSED.search(text, candidate.start, candidate.end))
        if length == 1:
            value -= 0.05
        if asked.sort is Sort.WHO:
            return value - 0.01 * length
        after = text[candidate.end : candidate.end + 12].lower()
        if re.match(r",\s+(?:which|while|whereas)", after):
            value += 0.06
        elif re.match(
            r";|,?\s+(?:and|or)\s+(?:is|are|was|were|has|have|will|may|can|we|the\s+company)\b",
            after + text[candidate.end + 12 : candidate.end + 24].lower(),
        ):
            value += 0.05
        elif re.match(r"\s*[.;:]?\s*$", text[candidate.end :]):
            value += 0.12 if candidate.sort is Sort.REASON else 0.04
        elif re.match(r",", after):
            value -= 0.08
        elif re.match(r"\s+\(", after):
            value -= 0.02
        elif not re.match(r";", after):
            value -= 0.12
    return value


def _particulars(asked: Asked, candidate: Candidate, weights: dict[str, float]) -> float:
    """Of an amount: whether it is of the metric and the period asked for."""
    if candidate.sort not in {Sort.AMOUNT, Sort.COUNT, Sort.LENGTH}:
        return 0.0
    label = content_words(f"{candidate.label} {candidate.why}")
    value = -0.2 if candidate.why == "aside" else 0.0
    if label:
        shared = [word for word in label if word in weights]
        value += 0.3 * len(shared) / len(label) + 0.15 * sum(weights[word] for word in set(shared)) / sum(
            weights.values()
        )
    months, named = set(_MONTH.findall(asked.whole.lower())), set(_MONTH.findall(candidate.period.lower()))
    if months and named and not months & named:
        value -= 0.45
    years = set(asked.years)
    own = set(re.findall(r"\b(?:19|20)\d\d\b", candidate.period))
    if years and own:
        value += 0.3 if years & own else -0.45
    return value
