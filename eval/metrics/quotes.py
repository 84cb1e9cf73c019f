"""Quote verbatim rate: every quote is `text[start:end]` of its filing, to the character."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.observation import Observation
from eval.metrics.score import Score, mean_score


def score(observations: Sequence[Observation]) -> list[Score]:
    """Over the answers that cite, refusals with something near included; a crash counts as zero."""
    seen = [one for one in observations if one.given is None or one.given.citations]
    values = {one.id: _verbatim(one) for one in seen}
    return [mean_score("quotes", "Quotes verbatim", values, {one.id: one.case for one in seen})]


def _verbatim(seen: Observation) -> float:
    if seen.given is None:
        return 0.0
    cited = seen.given.citations
    exact = [
        bool(citation.quote) and seen.texts.get(citation.filing, "")[citation.start : citation.end] == citation.quote
        for citation in cited
    ]
    return sum(exact) / len(exact)
