"""What a model is shown: candidate facts and passages by id, and the conversation, fenced as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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

# A model on the user's own machine reads some fifty tokens a second: what it is shown is what its answer waits for.
MOST_LINES, MOST_FACTS, MOST_PASSAGES, MOST_SENTENCES = 6, 24, 4, 24


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
            lines.setdefault(fenced(" > ".join(fact.path)), []).append(f"{key} {_value(fact)}")
        return "\n".join(f"{path}: {'; '.join(values)}" for path, values in lines.items())

    def sentences_text(self, text: str) -> str:
        """Each sentence after its id, under its section. text: the filing's."""
        said: list[str] = []
        for key, (span, passage) in self.sentences.items():
            head = " > ".join(passage.section[-2:])
            if head and f"[{fenced(head)}]" not in said:
                said.append(f"[{fenced(head)}]")
            said.append(f"{key}: {fenced(' '.join(span.of(text).split()))}")
        return "\n".join(said)


def make_offer(reading: Reading, shelf: Shelf, filing: str, hits: Sequence[Hit]) -> Offer:
    """The lines of a filing whose words are nearest to the question's, and the passages found for it."""
    index = series_index(shelf, filing)
    phrases = [metric.phrase for ask in reading.asks for metric in metrics_of(ask)]
    found: dict[object, Match] = {}
    for phrase in (*phrases, reading.text):
        for match in index.match(phrase, MOST_LINES):
            held = found.get(match.series.key)
            if held is None or match.score > held.score:
                found[match.series.key] = match
    best = sorted(found.values(), key=lambda match: -match.score)[:MOST_LINES]
    pairs = [(fact, match) for match in best for fact in match.series.facts][:MOST_FACTS]
    facts = {f"f{number}": fact for number, (fact, _) in enumerate(pairs, 1)}
    prose = [hit.passage for hit in hits if hit.passage.filing == filing and hit.passage.table is None]
    said = [(span, passage) for passage in prose[:MOST_PASSAGES] for span in _sentences(shelf.filing(filing), passage)]
    sentences = {f"s{number}": one for number, one in enumerate(said[:MOST_SENTENCES], 1)}
    return Offer(filing, facts, sentences, {fact.id: match for fact, match in pairs})


def _sentences(filing: Filing, passage: Passage) -> Iterator[Span]:
    """Where the sentences stand that begin in a passage."""
    for paragraph in filing.paragraphs:
        if paragraph.span.end > passage.span.start and paragraph.span.start < passage.span.end:
            for sentence in sentences_of(filing.text, paragraph):
                if passage.span.start <= sentence.span.start < passage.span.end:
                    yield sentence.span


def _value(fact: Fact) -> str:
    period = describe(fact.period) if fact.period is not None else "period not stated"
    marks = [word for word in (fact.basis, fact.vintage) if word not in {"reported", "current", ""}]
    return fenced(" ".join([period, "=", display_fact(fact), *(f"({mark})" for mark in marks)]))
