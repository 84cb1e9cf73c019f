"""Lines that a phrase fits and that are not meant: of another measure, of one column beside the total, of a neighbour's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.lexicon import LIGHT_STEMS, all_stems, stem, stems
from bot.matching import Match, SeriesIndex
from bot.series import Series
from index.quantity import PERCENT

_MEASURES = {
    s: kind
    for kind, words in enumerate(
        (
            "revenue revenues sales",
            "income profit loss earnings ebitda margin",
            "expense cost",
            "assets",
            "liabilities",
            "capex",
            "price",
        )
    )
    for s in all_stems(words)
}


def of_another_measure(match: Match, phrase: str) -> bool:
    """Whether a line is told its measure by its heading alone, and by one that is not the measure asked for.

    "Graphics" under "Operating income by segment" is not the revenue of Graphics, whatever the prose beside it speaks of.
    """
    line = match.series
    if line.unit == PERCENT and line.facts[0].kind == "value" and stem("margin") in stems(phrase):
        return False  # "EBIT / sales %" is a margin
    asked = measures(stems(phrase))
    own = measures({*line.words, *line.entity, *line.heads, *line.context})
    return line.origin != "prose" and bool(asked) and not asked & own and bool(own)


def measures(words: Iterable[str]) -> set[int]:
    """The kinds of measure that stems name: revenue, income, cost. The income of "income tax" is none, nor what is bought
    ("purchase of property and other intangible assets").
    """
    said = set(words)
    no_measure = ({_INCOME} if "tax" in said else set()) | (_HELD if _BOUGHT in said else set())
    return {_MEASURES[word] for word in said - no_measure if word in _MEASURES}


_INCOME = stem("income")
_BOUGHT = stem("purchase")
_HELD = {stem("assets"), stem("liabilities")}


def beside_total(index: SeriesIndex, match: Match, phrase: str) -> bool:
    """Whether a line is of a column that the question does not name, of a row that has a column of totals."""
    line = match.series
    first = line.facts[0]
    if (
        not line.entity
        or first.table is None
        or (set(line.entity) - set(line.words)) & (set(stems(phrase)) | {"total"})
    ):
        return False
    return any(
        other.facts[0].row_index == first.row_index and "total" in other.entity and other.unit == line.unit
        for other in index.by_table[first.table]
    )


def of_another(index: SeriesIndex, match: Match, asked: frozenset[str]) -> float:
    """What a line is worth where words asked for that it lacks are the whole name of a line beside it.

    "Shares granted" is no line of shares nonvested, where the same table has a line that is called "Granted".
    """
    line = match.series
    missing = asked - line.all_words - LIGHT_STEMS
    if not missing or line.origin == "prose" or line.facts[0].table is None:
        return 1.0
    named = any(
        other.core <= asked and other.core & missing and not other.core & set(line.core)
        for other in index.by_table[line.facts[0].table]
        if other.core and other is not line
    )
    return _ANOTHERS if named else 1.0


_ANOTHERS = 0.6


def of_its_twin(index: SeriesIndex, line: Series, asked: frozenset[str]) -> bool:
    """Whether a word that is asked for and stands nowhere over a line stands over another of its name ("members", in the
    table of another segment): prose beside both speaks of either.
    """
    missing = asked - line.all_words - line.context - line.titled
    if not missing or line.origin == "prose":
        return False
    twins = (other for other in index.by_label[line.label.lower()] if other is not line and other.origin != "prose")
    return any(missing & (other.all_words | other.context | other.titled) for other in twins)


def of_another_sort(index: SeriesIndex, line: Series, phrase: str) -> bool:
    """Whether a phrase asks for what is paid, or free, as lines are called, and a line is not called so."""
    asked = _SORT.search(phrase)
    if asked is None or asked[0] in line.label.lower():
        return False
    return any(asked[0] in label.lower() for label in index.labels)


_SORT = re.compile(r"\b(?:paid|unpaid|free) (?!(?:in|for|by|to|out|on|off|per|at)\b)[a-z]+\b")


def put_otherwise(line: Series, phrase: str) -> bool:
    """Whether a line's column puts the figures of the accounts otherwise ("Constant currency revenues"), and is not asked
    for. An aside says what a column leaves out, and not that it has figures of its own.
    """
    said = _restating(line.entity_text) if line.entity else frozenset()
    return bool(said) and not said <= set(all_stems(phrase))


@lru_cache(maxsize=8192)
def _restating(head: str) -> frozenset[str]:
    """The stems of a column's head, asides apart, that say its figures are put otherwise."""
    return _OTHERWISE.intersection(all_stems(_ASIDE.sub(" ", head)))


_ASIDE = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)?")


_OTHERWISE = frozenset(all_stems("constant adjusted adjustment less excluding pro forma organic"))
