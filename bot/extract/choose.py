"""Chooses the sentence that answers a question in a filing's own words, and the shortest words in it that do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

from bot.extract.candidates import Candidate, candidates_of, leads_in, marks_in
from bot.extract.fits import fit_for, repeats
from bot.extract.kinds import COST_OF, OFFICE, VICE, Asked, Sort, asked_of, content_words
from bot.lexicon import stem
from index.layout import Span
from index.sentences import Sentence

Similar = Callable[[str, Sequence[str]], Sequence[float]]

_NEWS = 0.3  # for telling all that a sentence has to tell beyond the question
# What an answer does not go on past: the next clause.
_CROSSED = re.compile(r";\s|,\s+(?:while|whereas)\b|,\s+see\b|\s+and\s+(?:is|are|was|were|has|have)\b", re.IGNORECASE)
_UNKNOWN = 2.2  # how much more a word of the question counts against an answer when the filing never says it
_LOOKED_INTO = 10  # sentences whose spans are weighed
# How a thing acts is said by what it is for, what it is made of, or by what means.
_WORKS = re.compile(
    r"\b(?:designed to|intended to|aims? to|works? by|acts? by|by \w+ing|compris\w+|consists? of|composed of|linked to|targets?|binds?|delivers?)\b",
    re.IGNORECASE,
)
_AN_OFFICE = re.compile(r"c[a-z]o")
_SAID_WHOLE = 0.8  # how much of a yes-or-no question a sentence must say to stand for its answer
# The nouns that lines of the accounts are named by, those of one sense together.
_LINES = tuple(
    frozenset(stem(word) for word in group.split())
    for group in (
        "expense expenses cost costs spending spend", "revenue revenues sales fees reimbursement",
        "income profit loss earnings", "debt borrowings notes",
    )
)  # fmt: skip
# What a thing is for.
_FOR = re.compile(
    r"\b(?:for the (?:treatment|purpose|prevention|use) of|designed to|used (?:for|to|in)|intended (?:for|to)|prerequisite (?:for|to)|in order to)\b",
    re.IGNORECASE,
)
# A sentence that announces items, and is cut at the semicolon after its first.
_ENUMERATES = re.compile(
    r"\b(?:includ(?:es?|ing)|are|following|limited to)[^:;]{0,40}:\s(?P<items>.+);$", re.IGNORECASE
)
_CODE = re.compile(r"[a-z]-?\d|\d[a-z]")
_TOKEN = re.compile(r"[A-Za-z0-9][\w.,'’&-]*[\w]|[A-Za-z0-9%]")


@dataclass(frozen=True, slots=True)
class Extraction:
    """An answer in the filing's own words.

    spans: the words that answer, several where several were asked for. around: the sentence they stand in.
    confidence: 0 to 1, that the sentence answers the question. shape: "spans", "text" (the sentence itself is the
    answer), "count", or "boolean". value: for a boolean, what the sentence says; for a count, its number.
    """

    spans: tuple[Span, ...]
    around: Span
    confidence: float
    shape: str = "spans"
    value: bool | int | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    """A sentence's words that carry meaning: (start, end, stem), in order.

    leans: whether it begins with a word for what its heading names ("This compound ...", "It ...").
    """

    found: tuple[tuple[int, int, str], ...]
    leans: bool = False

    def within(self, start: int, end: int) -> list[str]:
        return [word for a, b, word in self.found if start <= a and b <= end]


@dataclass(frozen=True, slots=True)
class _Choice:
    sentence: int
    candidate: Candidate
    score: float
    coverage: float
    fit: float


def extract(
    question: str,
    sentences: Sequence[Sentence],
    similar: Similar | None = None,
    titles: Sequence[str] = (),
) -> Extraction | None:
    """The best answer to a question among a filing's sentences; None where not one shares a word with it.

    similar: how near in meaning each text is to the question, 0 to 1. titles: the heading each sentence stands under
    ("" for none), whose words count as said.
    """
    asked = asked_of(question)
    if not sentences or not (asked.topic or asked.sort in {Sort.TABLE, Sort.MARK}):
        return None
    told = [_words_of(sentence.text) for sentence in sentences]
    above = [frozenset(content_words(title)) for title in titles] or [frozenset()] * len(sentences)
    weights = _weights(
        asked.topic, [{*(w for _, _, w in words_.found), *head} for words_, head in zip(told, above, strict=True)]
    )
    near = similar(question, [sentence.text for sentence in sentences]) if similar else [0.0] * len(sentences)
    scores = [
        _sentence_score(asked, sentence.text, _coverage(weights, words_, head), meaning, measured=similar is not None)
        + (0.15 if words_.leans and any(word in weights for word in head) else 0.0)
        for sentence, words_, head, meaning in zip(sentences, told, above, near, strict=True)
    ]
    order = sorted(range(len(sentences)), key=lambda n: -scores[n])[:_LOOKED_INTO]
    choices = [choice for n in order for choice in _choices(asked, n, sentences[n].text, told[n], weights, scores[n])]
    if not choices:
        return None
    best = max(choices, key=lambda choice: (choice.score, -choice.sentence))
    coverage = _said(asked, weights, told, best.sentence, above[best.sentence])
    said = {word for _, _, word in told[best.sentence].found} | above[best.sentence]
    if any(_CODE.search(word) and word not in said for word in asked.topic):
        coverage *= 0.6  # another thing of the same kind: "A320" is not "A321"
    return _extraction(asked, best, choices, sentences, near[best.sentence] if similar else None, coverage)


@lru_cache(maxsize=8192)
def _words_of(text: str) -> _Words:
    costs = {match.start() for pattern in (COST_OF, VICE) for match in pattern.finditer(text)}
    found = [
        (token.start(), token.end(), word)
        for token in _TOKEN.finditer(text)
        if token.start() not in costs
        for word in content_words(token.group())
    ]
    found += [(office.start(), office.end(), f"c{office['what'].lower()}o") for office in OFFICE.finditer(text)]
    found += [(mark.start(), mark.end(), "sign") for mark in re.finditer(r"/s/", text)]
    return _Words(
        tuple(sorted(found)),
        leans=bool(re.match(r"\W*(?:this|it|these|they|he|she|such|both)\b", text, re.IGNORECASE)),
    )


def _weights(topic: Sequence[str], told: Sequence[set[str]]) -> dict[str, float]:
    """How telling each word of the question is: rarer among the sentences, more so; years and other numbers a little less."""
    weights = {}
    for word in topic:
        count = sum(word in sentence for sentence in told)
        rarity = log(1 + len(told) / (0.5 + count))
        weights[word] = (0.6 if word.isdigit() else 1.0) * (0.5 + min(rarity, 3.0)) * (0.6 if count == 0 else 1.0)
    return weights


def _coverage(weights: dict[str, float], told: _Words, head: frozenset[str]) -> float:
    """How much of the question a sentence says, 0 to 1; its heading's words count less, unless it leans on them."""
    said = {word for _, _, word in told.found}
    if not weights:
        return 0.5
    share = 1.0 if told.leans else 0.6
    covered = sum(
        weight if word in said else weight * share if word in head else 0.0 for word, weight in weights.items()
    )
    return covered / sum(weights.values())


def _said(asked: Asked, weights: dict[str, float], told: Sequence[_Words], number: int, head: frozenset[str]) -> float:
    """Coverage for confidence: a word of the question that no sentence has counts in full against the answer.

    The noun that names the kind of answer ("what disease") need hardly be said.
    """
    known = {word for words_ in told for _, _, word in words_.found}
    full = {word: weight if word in known else weight * _UNKNOWN for word, weight in weights.items()}
    if asked.head in full:
        full[asked.head] *= 0.3
    return _coverage(full, told[number], head)


def _sentence_score(asked: Asked, text: str, coverage: float, near: float, *, measured: bool) -> float:
    score = 0.65 * coverage + 0.35 * near if measured else coverage
    score -= 0.002 * max(0, len(text.split()) - 50)
    if len(text.split()) < 4:
        score -= 0.3  # a heading, a label: no answer by itself
    if asked.sort is Sort.MARK:
        return score + (1.0 if asked.mark in marks_in(text) else 0.0)
    if asked.long_form:
        score += 0.5 * any(c.why.startswith("=") and asked.asks_for(c.why[1:]) for c in candidates_of(text))
    if asked.workings:
        score += 0.7 * _tells_workings(asked, text)
    if asked.purpose:
        score += 0.4 * bool(_FOR.search(text))
    if asked.listing:
        score += 0.3 * bool(_ENUMERATES.search(text))
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
    told = _words_of(text)
    return told.leans or any(word in asked.topic for word in told.within(0, works.start()))


def _choices(
    asked: Asked, number: int, text: str, told: _Words, weights: dict[str, float], score: float
) -> list[_Choice]:
    made = []
    unsaid = sum(word not in weights for _, _, word in told.found)
    total = sum(weights.values()) or 1.0
    for candidate in candidates_of(text):
        if candidate.end <= candidate.start or repeats(asked, text[candidate.start : candidate.end]):
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
        new = [word for word in told.within(candidate.start, candidate.end) if word not in weights]
        value = 1.4 * score + fit
        if candidate.sort is Sort.BOOLEAN:
            value += 0.1 * said_inside
        else:
            if not new:
                continue
            value += (
                0.55 * said_outside
                - 0.5 * said_inside
                - _gap(asked, candidate, told, weights)
                + _shape(asked, candidate, text)
            )
            if candidate.sort in {Sort.WHAT, Sort.REASON} and asked.sort not in {Sort.WHO, Sort.WHERE, Sort.TIME}:
                value += _NEWS * len(new) / max(1, unsaid)
            numeric = {Sort.AMOUNT, Sort.COUNT, Sort.LENGTH} & {asked.sort, asked.also}
            value += _particulars(asked, candidate, weights) * (1.0 if numeric else 0.3)
        made.append(_Choice(number, candidate, value, said_outside + said_inside, fit))
    return made


def _gap(asked: Asked, candidate: Candidate, told: _Words, weights: dict[str, float]) -> float:
    """A penalty for words that say something new between the question's words and the answer."""
    if candidate.sort in {Sort.AMOUNT, Sort.COUNT, Sort.TIME, Sort.OFTEN, Sort.LENGTH, Sort.TABLE}:
        wanted = {asked.sort, asked.also} & {Sort.AMOUNT, Sort.COUNT, Sort.TIME, Sort.OFTEN, Sort.LENGTH, Sort.TABLE}
        return -_nearness(candidate, told, weights) * (1.0 if wanted else 0.3)
    before = [(b, word) for _, b, word in told.found if b <= candidate.cue]
    skipped = 0
    for _, word in reversed(before):
        if word in weights:
            break
        skipped += 1
    else:
        skipped = len(before) + 2
    return (0.015 if candidate.sort is Sort.REASON else 0.05) * min(skipped, 6)


def _nearness(candidate: Candidate, told: _Words, weights: dict[str, float]) -> float:
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
    years = set(asked.years)
    own = set(re.findall(r"\b(?:19|20)\d\d\b", candidate.period))
    if years and own:
        value += 0.3 if years & own else -0.45
    return value


def _extraction(
    asked: Asked,
    best: _Choice,
    choices: Sequence[_Choice],
    sentences: Sequence[Sentence],
    near: float | None,
    coverage: float,
) -> Extraction:
    sentence = sentences[best.sentence]
    confidence = _confidence(coverage, best.fit, near)
    if asked.long_form and not best.candidate.why.startswith("=") and best.candidate.sort is Sort.BOOLEAN:
        confidence = min(confidence, 0.4)
    if (
        asked.sort is Sort.WHO
        and best.candidate.sort is not Sort.WHO
        and any(_AN_OFFICE.fullmatch(w) for w in asked.topic)
    ):
        confidence = min(confidence, 0.2)
    said = {word for _, _, word in _words_of(sentence.text).found}
    if asked.sort is Sort.BOOLEAN and {"rise", "fall"} & set(asked.topic) and {"rise", "fall"} <= said:
        confidence = min(confidence, 0.4)  # which of the two moved which way, no yes or no tells
    if asked.sort is Sort.REASON and any(not line & said for line in _LINES if line & set(asked.topic)):
        confidence = min(confidence, 0.4)  # why another line moved is no answer
    if asked.place and not re.search(r"[A-Z][a-z]", sentence.text[best.candidate.start : best.candidate.end]):
        confidence = min(confidence, 0.2)  # a place has a name
    if best.candidate.sort is Sort.BOOLEAN and asked.sort is Sort.BOOLEAN and coverage < _SAID_WHOLE:
        confidence = min(confidence, 0.4)
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
        return Extraction(enumerated, Span(sentence.span.start, enumerated[-1].end), confidence)
    shape = "spans"
    value: bool | int | None = None
    if best.candidate.sort is Sort.BOOLEAN:
        shape = "boolean" if asked.sort is Sort.BOOLEAN else "text"
        value = _says_yes(asked, sentence.text) if shape == "boolean" else None
    placed = tuple(dict.fromkeys(sentence.place(start, end) for start, end in spans))
    return Extraction(placed, sentence.span, confidence, shape, value)


def _enumerated(number: int, sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    """The items that a sentence announces and the parts after it go on with; none where it announces none."""
    announced = _ENUMERATES.search(sentences[number].text)
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


def _several(asked: Asked, best: _Choice, choices: Sequence[_Choice], text: str) -> list[tuple[int, int]]:
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
        return picked if len(picked) > 1 else []
    if candidate.sort is not Sort.WHAT or candidate.why.startswith("~"):
        return []
    return items_of(text, candidate.start, candidate.end)


def items_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of a plain list ("A, B, and C"); empty where the words are no plain list of short names."""
    body = text[start:end]
    parts = [(m.start(), m.end()) for m in re.finditer(r"(?:[^,;()]|\([^()]*\))+", body)]
    found: list[tuple[int, int]] = []
    for first, last in parts:
        lead = re.match(r"\s*(?:(?:and|or|as\s+well\s+as)\s+)?", body[first:last])
        a = first + (lead.end() if lead else 0)
        b = a + len(body[a:last].rstrip())
        if a < b:
            found.append((a, b))
    if found:
        a, b = found[-1]
        joined = re.search(r"\s+and\s+", body[a:b])
        listed = body[:a].rstrip().endswith(",") and re.search(r",\s*(?:and|or)\s+$", body[:a])
        if joined and not listed and len(found) > 1:
            found[-1:] = [(a, a + joined.start()), (a + joined.end(), b)]
    short = all(len(body[a:b].split()) <= 6 for a, b in found)
    return [(start + a, start + b) for a, b in found] if len(found) > 2 and short else []


def _says_yes(asked: Asked, text: str) -> bool:
    """Whether a sentence that says what was asked says it in the affirmative."""
    denies = len(
        re.findall(
            r"\b(?:no|not|none|never|neither|nor|cannot|without|n't|unable|closed|ceased|discontinued)\b",
            text,
            re.IGNORECASE,
        )
    )
    asks_not = len(re.findall(r"\b(?:no|not|never|n't)\b", asked.text, re.IGNORECASE))
    return (denies > 0) == (asks_not > 0)


def _confidence(coverage: float, fit: float, near: float | None) -> float:
    """How likely the sentence answers, from what it says of the question and how near it is in meaning."""
    value = -4.0 + 5.5 * coverage + 2.0 * min(fit, 0.6) + (3.0 * (near - 0.5) if near is not None else 0.0)
    return 1 / (1 + exp(-value))
