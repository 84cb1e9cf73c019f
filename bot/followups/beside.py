"""Another row, or another column, of a table of names by what is told of each: the other of the two is kept.

After "votes against Dona Young?", "and Alan Feldman?" asks for the votes against him; after "Worzel's base salary?",
"and his bonus?" asks for Worzel's.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from bot.followups.turns import Turn
from bot.lexicon import all_stems
from bot.matching import series_index
from bot.question import Metric
from index.shelf import Shelf

_MOST_WORDS = 8


def beside(question: str, metric: Metric, own: Set[str], last: Turn, shelf: Shelf) -> Metric | None:
    """The metric with the row or the column that it leaves to the last answer; None where it leaves neither.

    own: the stems of the metric's phrase that say something.
    """
    leaves = last.program.leaves if last.program is not None else ()
    fact = next((leaf.fact for leaf in leaves if leaf.fact is not None), None)
    if fact is None or fact.table is None or not own or len(question.split()) > _MOST_WORDS:
        return None
    index = series_index(shelf, fact.filing)
    line = index.by_fact.get(fact.id)
    if line is None or not line.entity or not line.words:
        return None
    others = [other for other in index.by_table[fact.table] if other.words and other.entity]
    if not own & set(line.entity) and any(own <= set(all_stems(other.label)) for other in others):
        return replace(metric, phrase=f"{metric.phrase} {line.entity_text}")
    if not own & set(line.words) and any(own <= set(other.entity) for other in others):
        return replace(metric, phrase=f"{line.label} {metric.phrase}")
    return None
