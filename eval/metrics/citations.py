"""Citation precision and recall against the places that a gold set says must be cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eval.given import GivenCitation
from eval.gold_sets import Place
from eval.metrics.observation import Observation
from eval.metrics.score import Score, mean_score

LONGEST_QUOTE = 2000  # a citation of a whole section points nowhere


def score(observations: Sequence[Observation]) -> list[Score]:
    """Over the questions with places to cite. An answer that is not given, or cites nothing, has neither."""
    seen = [one for one in observations if one.cite]
    cases = {one.id: one.case for one in seen}
    recall = {one.id: _recall(one) for one in seen}
    precision = {one.id: _precision(one) for one in seen}
    whole = {id_: float(value == 1.0) for id_, value in recall.items()}
    return [
        mean_score("citations", "Every place cited that must be", whole, cases),
        mean_score("citation_recall", "Citation recall", recall, cases),
        mean_score("citation_precision", "Citation precision", precision, cases),
    ]


def meets(citation: GivenCitation, places: Iterable[Place]) -> bool:
    """Whether a citation, if it is short enough to point at anything, shares text with one of the places."""
    if citation.end - citation.start > LONGEST_QUOTE:
        return False
    return any(citation.start < place.end and place.start < citation.end for place in places)


def _recall(seen: Observation) -> float:
    if seen.given is None or not seen.given.answered:
        return 0.0
    met = sum(any(meets(citation, group) for citation in seen.given.citations) for group in seen.cite)
    return met / len(seen.cite)


def _precision(seen: Observation) -> float:
    if seen.given is None or not seen.given.answered or not seen.given.citations:
        return 0.0
    allowed = [*(place for group in seen.cite for place in group), *seen.also]
    return sum(meets(citation, allowed) for citation in seen.given.citations) / len(seen.given.citations)
