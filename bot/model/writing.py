"""Writing by a model: prose with {{figure:1}}, {{period:1}} and [2] becomes typed segments, every word accounted for.

What a sentence may say, each rule being a test below:
- a number only as a mark, or else the whole sentence stands letter for letter in a quote it cites;
- at least one citation, and none that does not exist;
- of its content words, by stem, LEAST_SUPPORT in what it cites; every name in it there or in the question;
- words that turn a meaning (rose, fell, not, earlier, expects ...) only where the source or our own answer has them;
- one figure a sentence, named by its own label, with its own period and one of its own sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answer import Answer, Citation, FigureText, Literal, Marker, Operand, PeriodText, QuoteText, Segment
from bot.check import stands_in
from bot.citing import displayed
from bot.lexicon import stem, stems
from bot.model.client import Budget, ModelClient
from bot.model.prompting import fenced, load_prompt
from bot.numerals import numerals_in
from index.period import describe

LEAST_SUPPORT, LEAST_LABEL = 0.75, 0.6
LONGEST = 900
_PARTS = re.compile(r"(\{\{\s*(?:figure|period)\s*:\s*\d+\s*\}\}|\[\d+\])")
_MARK = re.compile(r"\{\{\s*(figure|period)\s*:\s*(\d+)\s*\}\}")
_MARKER = re.compile(r"\[(\d+)\]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"{])")
_NAME = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-Z][\w&’'-]+")
_WORD = re.compile(r"[A-Za-z]+(?:n['’]t)?")
_TURNING = frozenset(
    stem(word)
    for word in [
        "rise",
        "rose",
        "risen",
        "fall",
        "fell",
        "fallen",
        "increase",
        "increased",
        "decrease",
        "decreased",
        "grow",
        "grew",
        "grown",
        "decline",
        "declined",
        "drop",
        "dropped",
        "gain",
        "gained",
        "improve",
        "improved",
        "worsen",
        "worsened",
        "higher",
        "lower",
        "more",
        "less",
        "fewer",
        "greater",
        "smaller",
        "larger",
        "up",
        "down",
        "above",
        "below",
        "exceed",
        "exceeded",
        "miss",
        "missed",
        "beat",
        "double",
        "doubled",
        "triple",
        "halve",
        "halved",
        "twice",
        "earlier",
        "prior",
        "previous",
        "last",
        "next",
        "later",
        "former",
        "current",
        "year-ago",
        "sequential",
        "annual",
        "quarterly",
        "monthly",
        "not",
        "no",
        "never",
        "neither",
        "nor",
        "without",
        "none",
        "cannot",
        "don't",
        "didn't",
        "isn't",
        "wasn't",
        "won't",
        "except",
        "excluding",
        "including",
        "expect",
        "expects",
        "expected",
        "forecast",
        "guidance",
        "estimate",
        "estimated",
        "approximately",
        "about",
        "around",
        "nearly",
        "almost",
        "roughly",
        "over",
        "under",
        "only",
        "solely",
        "loss",
        "losses",
        "profit",
        "negative",
        "positive",
        "record",
        "highest",
        "lowest",
        "most",
        "least",
        "all",
        "any",
        "every",
        "because",
        "due",
        "caused",
        "driven",
        "may",
        "might",
        "could",
        "will",
        "would",
        "should",
        "unaudited",
        "audited",
        "restated",
        "million",
        "billion",
        "thousand",
        "percent",
    ]
)


class ProseRejected(Exception):
    """A model's words cannot be used; the message says why, to it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a model's: its text with marks, its words without, the sources it cites, the figures it states."""

    text: str
    words: str
    cited: tuple[Citation, ...]
    figures: tuple[int, ...]
    periods: tuple[int, ...]


def write_by_model(client: ModelClient, answer: Answer, budget: Budget, problem: str = "") -> Answer:
    """The answer in a model's words, over the same figures and citations. Raises ModelTrouble and ProseRejected.

    problem: why its last words were turned down, when it is asked again.
    """
    figures = (
        f"{{{{figure:{n}}}}}: {fenced(figure.label)}" + (f", {{{{period:{n}}}}}" if figure.period is not None else "")
        for n, figure in enumerate(answer.figures, 1)
    )
    sources = (f"[{c.id}] {fenced(displayed(c.quote if c.table is None else c.context))}" for c in answer.citations)
    prompt = load_prompt("write").fill(
        question=fenced(answer.question), figures="\n".join(figures), sources="\n\n".join(sources)
    )
    if problem:
        prompt = load_prompt("repair_words").fill(prompt=prompt, problem=problem)
    text = client.words(prompt, budget).text.strip()
    return replace(answer, segments=tuple(segments_of(text, answer)), model=client.name)


def segments_of(text: str, answer: Answer) -> list[Segment]:
    """A model's words as segments. Raises ProseRejected, saying what cannot be used."""
    if len(text) > LONGEST:
        raise ProseRejected("it is too long: write one to three short sentences")
    sentences = [_sentence(part, answer) for part in _split(text)]
    if not sentences:
        raise ProseRejected("it says nothing")
    segments: list[Segment] = []
    for number, sentence in enumerate(sentences):
        if number:
            segments.append(Literal(" "))
        segments.extend(_segments(sentence, answer))
    if answer.figures and 0 not in {place for sentence in sentences for place in sentence.figures}:
        raise ProseRejected("it does not state the first figure, {{figure:1}}")
    return segments


def _split(text: str) -> list[str]:
    """Sentences, each with the citation marks that follow its full stop."""
    moved = re.sub(r"([.!?])\s*((?:\[\d+\]\s*)+)", lambda match: f" {match.group(2).strip()}{match.group(1)} ", text)
    return [sentence.strip() for sentence in _SENTENCE.split(moved.strip()) if sentence.strip()]


def _sentence(text: str, answer: Answer) -> Sentence:
    citations = {citation.id: citation for citation in answer.citations}
    numbers = [int(number) for number in _MARKER.findall(text)]
    unknown = [number for number in numbers if number not in citations]
    if unknown:
        raise ProseRejected(f"there is no source [{unknown[0]}]")
    if not numbers:
        raise ProseRejected(f"the sentence {text[:80]!r} cites no source")
    places: dict[str, list[int]] = {"figure": [], "period": []}
    for kind, number in _MARK.findall(text):
        if not 0 < int(number) <= len(answer.figures):
            raise ProseRejected(f"there is no {kind} {number}")
        places[kind].append(int(number) - 1)
    words = " ".join(_PARTS.sub(" ", text).split())
    cited = tuple(citations[number] for number in dict.fromkeys(numbers))
    return Sentence(text, words, cited, tuple(places["figure"]), tuple(places["period"]))


def _segments(sentence: Sentence, answer: Answer) -> Iterator[Segment]:
    if numerals_in(sentence.words):
        yield from _verbatim(sentence)
        return
    _supported(sentence, answer)
    _own_figure(sentence, answer)
    for part in _PARTS.split(sentence.text):
        mark, marker = _MARK.fullmatch(part), _MARKER.fullmatch(part)
        if marker is not None:
            yield Marker(int(marker.group(1)))
        elif mark is not None:
            figure = answer.figures[int(mark.group(2)) - 1]
            if mark.group(1) == "figure":
                yield FigureText(int(mark.group(2)) - 1, figure.display)
            elif figure.period is not None:
                yield PeriodText(figure.period, describe(figure.period))
            else:
                raise ProseRejected(f"figure {mark.group(2)} has no period to state")
        elif part:
            yield Literal(part)


def _verbatim(sentence: Sentence) -> Iterator[Segment]:
    """A sentence with a number in it: letter for letter the source's."""
    wanted = re.sub(r"\s+([.,;:!?])", r"\1", sentence.words).strip('“”"').rstrip(".!?").strip()
    for citation in sentence.cited:
        if citation.table is None and not sentence.figures and stands_in(wanted, displayed(citation.quote)):
            yield QuoteText(citation.id, wanted)
            yield Literal(" ")
            yield Marker(citation.id)
            yield Literal(".")
            return
    raise ProseRejected(f"a number stands in {wanted[:80]!r}, which no source that it cites says letter for letter")


def _supported(sentence: Sentence, answer: Answer) -> None:
    parts = (part for c in sentence.cited for part in (c.context, c.quote, c.section, c.title, c.row, c.column))
    held = " ".join([*map(displayed, parts), *(answer.figures[place].label for place in sentence.figures)])
    known = set(stems(held))
    words = stems(sentence.words)
    odd = [word for word in words if word not in known]
    if len(odd) > (1 - LEAST_SUPPORT) * len(words):
        raise ProseRejected(f"its sources say nothing of {', '.join(dict.fromkeys(odd))}")
    said = {stem(word.lower()) for word in _WORD.findall(f"{held} {answer.text}")}
    for word in _WORD.findall(sentence.words):
        if stem(word.lower()) in _TURNING and stem(word.lower()) not in said:
            raise ProseRejected(f"its sources do not say {word!r}")
    whole = f"{held} {answer.question}".casefold()
    for name in _NAME.findall(sentence.words):
        if not stands_in(name.casefold(), whole):
            raise ProseRejected(f"its sources do not name {name}")


def _own_figure(sentence: Sentence, answer: Answer) -> None:
    """Its figure is called by its own name, dated by its own period, and cited to its own place."""
    if len({*sentence.figures, *sentence.periods}) > 1:
        raise ProseRejected("one figure a sentence, with its own period")
    for place in sentence.figures:
        figure = answer.figures[place]
        label = set(stems(figure.label))
        if len(label & set(stems(sentence.words))) < LEAST_LABEL * len(label):
            raise ProseRejected(f"it does not name figure {place + 1}: {figure.label}")
        if not {c.id for c in sentence.cited} & set(_citations(figure.operands)):
            raise ProseRejected(f"it does not cite a source of figure {place + 1}")


def _citations(operands: Sequence[Operand]) -> Iterator[int]:
    for operand in operands:
        if operand.citation is not None:
            yield operand.citation
        if operand.figure is not None:
            yield from _citations(operand.figure.operands)
