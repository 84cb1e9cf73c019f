"""How much of a question each sentence says, and how likely it is by itself to hold the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from bot.extract.candidates import candidates_of, leads_in, marks_in
from bot.extract.kinds import COST_OF, OFFICE, VICE, Asked, Sort
from bot.extract.senses import content_words

_BEFORE, _BEFORE_LEANT_ON = 0.35, 0.7  # how far words of the paragraph before a sentence count as said in it
_OTHER_FORM = 0.9
_UNKNOWN = 2.2  # how much more a word of the question counts against an answer when the filing never says it
# How a thing acts is said by what it is for, what it is made of, or by what means.
_WORKS = re.compile(
    (
        r"\b(?:designed to|intended to|aims? to|works? by|acts? by|by \w+ing|compris\w+|consists? of"
        r"|composed of|linked to|targets?|binds?|delivers?)\b"
    ),
    re.IGNORECASE,
)
# What a thing is for.
_FOR = re.compile(
    (
        r"\b(?:for the (?:treatment|purpose|prevention|use) of|designed to|used (?:for|to|in)|intended "
        r"(?:for|to)|prerequisite (?:for|to)|in order to|related to the)\b"
    ),
    re.IGNORECASE,
)
# A sentence that announces items, and is cut at the semicolon after its first.
ENUMERATES = re.compile(r"\b(?:includ(?:es?|ing)|are|following|limited to)[^:;]{0,40}:\s(?P<items>.+);$", re.IGNORECASE)
# What leans on what was said before it ("This compound ...", "The increase was due to ...").
_LEANING = (
    r"\W*(?:this|it|these|they|he|she|such|both|those|each|additionally|also|in addition)\b"
    r"|.{0,80}\b(?:these|those|such) \w+"
    r"|\W*the\s+(?:(?:net|overall|remaining|year[- ]over[- ]year|year[- ]on[- ]year|quarterly|annual)\s+)?(?:increases?|decreases?|declines?"
    r"|reductions?|changes?|improvements?|growth|rise|fall|difference|variance)\b(?!\s+(?:in|of)\b)"
    # "The current quarter was affected by ...": what of, its heading or the sentence before it says.
    r"|\W*the\s+(?:current|prior|reported|latest)\s+(?:fiscal\s+)?(?:quarter|year|period|half)\b(?!\s*(?:ended|end)\b)"
)
_TOKEN = re.compile(r"[A-Za-z0-9][\w.,'’&-]*[\w]|[A-Za-z0-9%]")


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence's words that carry meaning: (start, end, stem), in order.

    leans: whether it begins with a word for what its heading names ("This compound ...", "It ..."). stems: of them all.
    """

    found: tuple[tuple[int, int, str], ...]
    leans: bool = False
    stems: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "stems", frozenset(word for _, _, word in self.found))

    def within(self, start: int, end: int) -> list[str]:
        return [word for a, b, word in self.found if start <= a and b <= end]


@dataclass(frozen=True, slots=True)
class Above:
    """What a sentence is read under: the stems of its heading, of what its paragraph says before it, and of short forms
    that it has written out, or long ones that it has in short (`other`).
    """

    title: frozenset[str]
    before: frozenset[str]
    other: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        return self.title | self.before | self.other

    def share(self, word: str, *, leans: bool) -> float:
        """How far a word that the sentence does not say counts as said."""
        if word in self.other:
            return _OTHER_FORM
        if word in self.title:
            return 1.0 if leans else 0.6
        return (_BEFORE_LEANT_ON if leans else _BEFORE) if word in self.before else 0.0


def other_forms(topic: Sequence[str], told: Words, short_forms: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Words of a question that a sentence says by another form: "partial response" where it has "PR", and the other way."""
    found: set[str] = set()
    for short, long in short_forms.items():
        if short in told.stems or f"{short}s" in told.stems:
            found |= long
        if short in topic and long <= told.stems:
            found.add(short)
    return frozenset(found)


@lru_cache(maxsize=8192)
def words_of(text: str) -> Words:
    costs = {match.start() for pattern in (COST_OF, VICE) for match in pattern.finditer(text)}
    found = [
        (token.start(), token.end(), word)
        for token in _TOKEN.finditer(text)
        if token.start() not in costs
        for word in content_words(token.group())
    ]
    found += [(office.start(), office.end(), f"c{office['what'].lower()}o") for office in OFFICE.finditer(text)]
    found += [(mark.start(), mark.end(), "sign") for mark in re.finditer(r"/s/", text)]
    return Words(
        tuple(sorted(found)),
        leans=bool(re.match(_LEANING, text, re.IGNORECASE)),
    )


def weights_of(topic: Sequence[str], told: Sequence[set[str]]) -> dict[str, float]:
    """How telling each word of the question is: rarer among the sentences, more so; years and other numbers a little less."""
    weights = {}
    for word in topic:
        count = sum(word in sentence for sentence in told)
        rarity = log(1 + len(told) / (0.5 + count))
        weights[word] = (0.6 if word.isdigit() else 1.0) * (0.5 + min(rarity, 3.0)) * (0.6 if count == 0 else 1.0)
    return weights


def coverage_of(weights: dict[str, float], told: Words, above: Above) -> float:
    """How much of the question a sentence says, 0 to 1; words it is read under count less, unless it leans on them."""
    said = told.stems
    if not weights:
        return 0.5
    covered = sum(
        weight if word in said else weight * above.share(word, leans=told.leans) for word, weight in weights.items()
    )
    return covered / sum(weights.values())


def said_of(asked: Asked, weights: dict[str, float], told: Words, above: Above, known: frozenset[str]) -> float:
    """How much of a question a sentence says, 0 to 1: a word that no sentence has (`known`) counts in full against it.

    The noun that names the kind of answer ("what disease") need hardly be said.
    """
    full = {word: weight if word in known else weight * _UNKNOWN for word, weight in weights.items()}
    if asked.head in full:
        full[asked.head] *= 0.3
    return coverage_of(full, told, above)


def sentence_score(asked: Asked, text: str, coverage: float) -> float:
    score = coverage - 0.002 * max(0, len(text.split()) - 50)
    if len(text.split()) < 4:
        score -= 0.3  # a heading, a label: no answer by itself
    if asked.sort is Sort.MARK:
        return score + (1.0 if asked.mark in marks_in(text) else 0.0)
    if asked.long_form:
        score += 0.5 * any(c.why.startswith("=") and asked.asks_for(c.why[1:]) for c in candidates_of(text))
    if asked.workings:
        score += 0.7 * _tells_workings(asked, text)
    if asked.season and asked.season in text.lower():
        score += 0.3
    if asked.purpose:
        score += 0.4 * bool(_FOR.search(text))
    if asked.listing:
        score += 0.3 * bool(ENUMERATES.search(text))
    if asked.sort is Sort.TABLE:
        return score + (1.0 if leads_in(text) else 0.0)
    if re.search(r"\b(?:as follows|following table|table (?:below|above))\b", text, re.IGNORECASE):
        score -= 0.15
    return score


def _tells_workings(asked: Asked, text: str) -> bool:
    """Whether a sentence says how the thing asked about acts, or what it is made of: the thing is named, or leant on, first."""
    works = _WORKS.search(text)
    if works is None:
        return False
    told = words_of(text)
    return told.leans or any(word in asked.topic for word in told.within(0, works.start()))
