"""What a model is shown: candidate facts and passages by id, and the conversation, fenced as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.matching import Match, series_index
from bot.model.prompting import fenced
from bot.numbers.display import display_fact
from bot.question import Reading, metrics_of
from index.facts import Fact
from index.filing import Filing
from index.layout import Span
from index.passages import Passage
from index.period import describe
from index.sentences import sentences_of
from index.shelf import Hit, Shelf

MOST_LINES, MOST_FACTS, MOST_SENTENCES = 8, 24, 24
SHARE = 4  # a question may need a plan, its repair, words and their repair: one of them may spend so much of the budget
CHARACTERS_A_TOKEN = 3
CHARACTERS_A_FACT = 80
LEAST_WORDS = 3  # of a sentence: less is a stray number or a head


@dataclass(frozen=True, slots=True)
class Offer:
    """Facts and sentences a model may choose from, by id.

    sentences: where each stands in the filing's text, and the passage it is of.
    matches: how each fact's line matched the question, by fact id.
    """

    filing: str
    facts: dict[str, Fact]
    sentences: dict[str, tuple[Span, Passage]]
    matches: dict[str, Match]

    def facts_text(self) -> str:
        """Each line of the filing once, with its values: id, period and value as printed."""
        lines: dict[str, list[str]] = {}
        for key, fact in self.facts.items():
            lines.setdefault(fenced(" > ".join(fact.path[-2:])), []).append(f"{key} {_value(fact)}")
        return "\n".join(f"{path}: {'; '.join(values)}" for path, values in lines.items())

    def sentences_text(self, text: str) -> str:
        """Each sentence after its id, under its section. text: the filing's."""
        said: list[str] = []
        for key, (span, passage) in self.sentences.items():
            head = " > ".join(passage.section[-1:])
            if head and f"[{fenced(head)}]" not in said:
                said.append(f"[{fenced(head)}]")
            said.append(f"{key}: {fenced(' '.join(span.of(text).split()))}")
        return "\n".join(said)


def make_offer(reading: Reading, shelf: Shelf, filing: str, hits: Sequence[Hit], tokens: int = 16_000) -> Offer:
    """The lines of a filing whose words are nearest to the question's, and the sentences found for it.

    tokens: what the question may spend; half of a call's share goes to sentences. A model on the user's own machine reads
    some tens of tokens a second: what it is shown is what its answer waits for.
    """
    room = tokens * CHARACTERS_A_TOKEN // SHARE // 2
    index = series_index(shelf, filing)
    phrases = [metric.phrase for ask in reading.asks for metric in metrics_of(ask)]
    found: dict[object, Match] = {}
    for phrase in (*phrases, reading.text):
        for match in index.match(phrase, MOST_LINES):
            held = found.get(match.series.key)
            if held is None or match.score > held.score:
                found[match.series.key] = match
    best = sorted(found.values(), key=lambda match: -match.score)[:MOST_LINES]
    dated = [(fact, match) for match in best for fact in match.series.facts if fact.period is not None]
    pairs = dated[: min(MOST_FACTS, max(1, room // CHARACTERS_A_FACT))]
    facts = {f"f{number}": fact for number, (fact, _) in enumerate(pairs, 1)}
    prose = [hit.passage for hit in hits if hit.passage.filing == filing and hit.passage.table is None]
    said = ((span, passage) for passage in prose for span in _sentences(shelf.filing(filing), passage))
    sentences = {f"s{number}": one for number, one in enumerate(_within(islice(said, MOST_SENTENCES), room), 1)}
    return Offer(filing, facts, sentences, {fact.id: match for fact, match in pairs})


def _within(sentences: Iterable[tuple[Span, Passage]], room: int) -> Iterator[tuple[Span, Passage]]:
    """The first of the sentences that have room, in characters; one always has."""
    for number, (span, passage) in enumerate(sentences):
        room -= span.end - span.start
        if room < 0 and number:
            return
        yield span, passage


def _sentences(filing: Filing, passage: Passage) -> Iterator[Span]:
    """Where the sentences stand that begin in a passage."""
    for paragraph in filing.paragraphs:
        if paragraph.span.end > passage.span.start and paragraph.span.start < passage.span.end:
            for sentence in sentences_of(filing.text, paragraph):
                begins = passage.span.start <= sentence.span.start < passage.span.end
                if begins and len(sentence.text.split()) >= LEAST_WORDS:
                    yield sentence.span


def _value(fact: Fact) -> str:
    period = describe(fact.period) if fact.period is not None else ""
    marks = [word for word in (fact.basis, fact.vintage) if word not in {"reported", "current", ""}]
    return fenced(" ".join([period, "=", display_fact(fact), *(f"({mark})" for mark in marks)]))
