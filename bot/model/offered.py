"""What a model is shown: candidate facts and passages by id, and the conversation, fenced as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.lexicon import stems
from bot.matching import Match, series_index
from bot.model.prompting import fenced
from bot.numbers.display import display_fact
from bot.question import Reading, metrics_of
from index.facts import Fact
from index.period import describe
from index.shelf import Hit, Shelf

MOST_LINES, MOST_FACTS, MOST_PASSAGES = 8, 24, 4


@dataclass(frozen=True, slots=True)
class Offer:
    """Facts and passages a model may choose from. matches: how each fact's line matched the question, by fact id."""

    filing: str
    facts: dict[str, Fact]
    passages: dict[str, Hit]
    matches: dict[str, Match]

    def facts_text(self) -> str:
        """One line a fact: id, its path and column, period, value as printed."""
        return "\n".join(f"{key}: {_line(fact)}" for key, fact in self.facts.items())

    def passages_text(self) -> str:
        """Each passage under its id."""
        return "\n\n".join(f"{key}: {fenced(hit.passage.text.strip())}" for key, hit in self.passages.items())


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
    chosen = [hit for hit in hits if hit.passage.filing == filing and stems(hit.passage.text)][:MOST_PASSAGES]
    passages = {f"p{number}": hit for number, hit in enumerate(chosen, 1)}
    return Offer(filing, facts, passages, {fact.id: match for fact, match in pairs})


def _line(fact: Fact) -> str:
    period = describe(fact.period) if fact.period is not None else "period not stated"
    words = [" > ".join(fact.path), fact.column, period, display_fact(fact), fact.basis, fact.vintage]
    return fenced(" | ".join(word for word in words if word))
