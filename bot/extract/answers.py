"""Makes an answer of the stretch chosen: its items where several are asked for, its yes or no, and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.extract.bearing import ENUMERATES, words_of
from bot.extract.candidate import Candidate
from bot.extract.items import items_of
from bot.extract.kinds import Asked, Sort
from bot.extract.senses import content_words
from bot.extract.sureness import Signs
from bot.extract.weighing import Choice
from index.layout import Span
from index.sentences import Sentence

_RESPECTIVELY = re.compile(r"\brespective(?:ly)?\b", re.IGNORECASE)
_ENUMERATION = re.compile(r"\b\w+(?:,\s+[\w-]+)*,?\s+and\s+\w+", re.IGNORECASE)
_BETWEEN = re.compile(r",?\s*(?:and\s+|or\s+)?(?:approximately\s+|about\s+)?", re.IGNORECASE)
_OF_A_FORM = re.compile(
    r"\W*(?:if [^.]{4,60}, )?(?:indicate by check ?mark|check the appropriate box)\b", re.IGNORECASE
)
_AN_OFFICE = re.compile(r"c[a-z]o")
UNSURE = 0.1  # at most this sure of words that do not answer, whatever their signs
_LISTED = 0.5  # at least this sure of an enumeration where one is asked for
_SAID_WHOLE = 0.8  # how much of a yes-or-no question a sentence must say to stand for its answer
# The nouns that lines of the accounts are named by, those of one sense together.
_LINES = tuple(
    frozenset(content_words(group))
    for group in (
        "expense expenses cost costs spending spend", "revenue revenues sales fees reimbursement",
        "income profit loss earnings", "debt borrowings notes",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extraction:
    """An answer in the filing's own words.

    spans: the words that answer, several where several were asked for. around: the sentence they stand in.
    confidence: 0 to 1, that the sentence answers the question. shape: "spans", "text" (the sentence itself is the
    answer), "count", or "boolean". sort: the kind of words they are. move: of an amount by which something moved, "rise" or
    "fall". value: for a boolean, what the sentence says; for a count, its number. signs: what the confidence was weighed from.
    """

    spans: tuple[Span, ...]
    around: Span
    confidence: float
    shape: str = "spans"
    value: bool | int | None = None
    sort: Sort = Sort.WHAT
    move: str = ""
    signs: Signs | None = None


def extraction(
    asked: Asked,
    best: Choice,
    choices: Sequence[Choice],
    sentences: Sequence[Sentence],
    sure: float,
    coverage: float,
    read_as: frozenset[str],
) -> Extraction:
    """The answer in a stretch. sure: how likely it answers, by its signs; coverage: how much of the question is said; read_as: what the sentence speaks of, itself or by its heading, or by what it leans on."""
    sentence = sentences[best.sentence]
    confidence = sure
    if asked.long_form and not best.candidate.why.startswith("=") and best.candidate.sort is Sort.BOOLEAN:
        confidence = min(confidence, UNSURE)
    if (
        asked.sort is Sort.WHO
        and best.candidate.sort is not Sort.WHO
        and any(_AN_OFFICE.fullmatch(w) for w in asked.topic)
    ):
        confidence = min(confidence, UNSURE)
    said = {word for _, _, word in words_of(sentence.text).found}
    if asked.sort is Sort.BOOLEAN and {"rise", "fall"} & set(asked.topic) and {"rise", "fall"} <= said:
        confidence = min(confidence, UNSURE)  # which of the two moved which way, no yes or no tells
    ways = {"rise", "fall"}
    if (
        asked.sort is Sort.REASON
        and len(ways & set(asked.topic)) == 1
        and ways & said
        and not ways & said & set(asked.topic)
    ):
        confidence = min(confidence, UNSURE)  # why it moved the other way is no answer
    if asked.sort is Sort.REASON and any(not line & read_as for line in _LINES if line & set(asked.topic)):
        confidence = min(confidence, UNSURE)  # why another line moved is no answer
    if asked.place and not re.search(r"[A-Z][a-z]", sentence.text[best.candidate.start : best.candidate.end]):
        confidence = min(confidence, UNSURE)  # a place has a name
    if asked.sort is Sort.BOOLEAN and _OF_A_FORM.match(sentence.text):
        confidence = min(confidence, UNSURE)  # what a form asks to have ticked is not thereby said
    if best.candidate.sort is Sort.BOOLEAN and asked.sort is Sort.BOOLEAN and coverage < _SAID_WHOLE:
        confidence = min(confidence, UNSURE)
    if best.candidate.sort in {Sort.MARK, Sort.TABLE}:
        confidence = max(confidence, 0.75)
    spans = [(best.candidate.start, best.candidate.end)]
    if (
        asked.sort is Sort.REASON
        and best.candidate.sort is Sort.REASON
        and re.match(r"why\b", asked.text, re.IGNORECASE)
    ):
        spans = [(best.candidate.cue, best.candidate.end)]
    if asked.sort is Sort.TIME and best.candidate.sort is Sort.WHAT:
        spans = [(best.candidate.cue, best.candidate.end)]
    if asked.several:
        spans = _several(asked, best, [c for c in choices if c.sentence == best.sentence], sentence.text) or spans
    enumerated = _enumerated(best.sentence, sentences) if asked.listing else ()
    if enumerated:
        confidence = max(confidence, _LISTED) if coverage > 0.5 else confidence
        return Extraction(enumerated, Span(sentence.span.start, enumerated[-1].end), confidence)
    shape = "spans"
    value: bool | int | None = None
    if best.candidate.sort is Sort.BOOLEAN:
        shape = "boolean" if asked.sort is Sort.BOOLEAN else "text"
        value = _says_yes(asked, sentence.text) if shape == "boolean" else None
    placed = tuple(dict.fromkeys(sentence.place(start, end) for start, end in spans))
    return Extraction(placed, sentence.span, confidence, shape, value, best.candidate.sort, best.candidate.move)


def _enumerated(number: int, sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    """The items that a sentence announces and the parts after it go on with; none where it announces none."""
    announced = ENUMERATES.search(sentences[number].text)
    if announced is None:
        return ()
    found = [sentences[number].place(announced.start("items"), announced.end("items"))]
    for following in sentences[number + 1 :]:
        item = re.match(r"(?:and |or )?(?P<item>.+?)[;.]*$", following.text, re.DOTALL)
        if item is None or (item["item"][:1].isupper() and not re.match(r"[A-Z]\w*['’]s\b", item["item"])):
            break
        found.append(following.place(item.start("item"), item.end("item")))
        if not following.text.endswith(";"):
            break
    return tuple(found)


def _several(asked: Asked, best: Choice, choices: Sequence[Choice], text: str) -> list[tuple[int, int]]:
    """The items of a list, or the amounts of each period asked for."""
    candidate = best.candidate
    if candidate.sort in {Sort.AMOUNT, Sort.COUNT, Sort.TIME}:
        years = asked.years
        same = [c.candidate for c in choices if c.candidate.sort is candidate.sort]
        if candidate.sort is Sort.TIME:
            return [(c.start, c.end) for c in sorted(same, key=lambda c: c.start)] if "years" in asked.text else []
        picked = []
        for year in dict.fromkeys(years):
            found = [c for c in choices if c.candidate.sort is candidate.sort and year in c.candidate.period]
            if found:
                chosen = max(found, key=lambda c: c.score).candidate
                picked.append((chosen.start, chosen.end))
        return picked if len(picked) > 1 else _in_order(asked, best, [c.candidate for c in choices], text)
    if candidate.sort is not Sort.WHAT or candidate.why.startswith("~"):
        return []
    return items_of(text, candidate.start, candidate.end)


def _in_order(asked: Asked, best: Choice, candidates: Sequence[Candidate], text: str) -> list[tuple[int, int]]:
    """The amounts of one list, for as many things as are asked for at once ("the federal, state and foreign credits")."""
    count = _things_named(asked.text)
    if count < 2 or not _RESPECTIVELY.search(asked.text):
        return []
    same = sorted({(c.start, c.end) for c in candidates if c.sort is best.candidate.sort and c.why != "bare"})
    for first in range(len(same) - count + 1):
        run = same[first : first + count]
        listed = all(_BETWEEN.fullmatch(text, a[1], b[0]) for a, b in pairwise(run))
        if listed and any(a <= best.candidate.start < b for a, b in run):
            return run
    return []


def _things_named(question: str) -> int:
    """How many things a question asks for at once, by its first enumeration; 1 where it has none."""
    found = _ENUMERATION.search(question)
    return 1 if found is None else found.group().count(",") + 2 - bool(re.search(r",\s+and\b", found.group()))


def _says_yes(asked: Asked, text: str) -> bool:
    """Whether a sentence that says what was asked says it in the affirmative."""
    denies = len(
        re.findall(
            r"\b(?:no|not|none|never|neither|nor|cannot|without|n't|unable|closed|ceased|discontinued|unchanged)\b",
            text,
            re.IGNORECASE,
        )
    )
    asks_not = len(re.findall(r"\b(?:no|not|never|n't)\b", asked.text, re.IGNORECASE))
    return (denies > 0) == ((asks_not > 0) != _asks_the_opposite(asked.text, text))


_OPPOSITES = (
    (re.compile(r"\binclud\w+", re.IGNORECASE), re.compile(r"\b(?:exclud|omit)\w+|\bnet of\b", re.IGNORECASE)),
    (re.compile(r"\b(?:increas|r[io]se|gr[eo]w|higher)\w*", re.IGNORECASE), re.compile(r"\b(?:decreas|declin|f[ea]ll|lower)\w*", re.IGNORECASE)),
    (re.compile(r"\b(?:above|exceed\w*)\b", re.IGNORECASE), re.compile(r"\bbelow\b", re.IGNORECASE)),
)  # fmt: skip


def _asks_the_opposite(question: str, text: str) -> bool:
    """Whether one of two opposites is asked for, and the sentence says only the other ("include", "excludes")."""
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            if one.search(question) and not other.search(question) and other.search(text) and not one.search(text):
                return True
    return False
