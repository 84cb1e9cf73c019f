"""Retrieval: does the search find the places that answer a question, judged apart from the answer (with trec_eval).

Each place that must be cited is a query of its own: the passages that share text with one of its alternatives are
relevant. A question's score is the mean over its places.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.gold_sets import Place
from eval.metrics.observation import Observation
from eval.metrics.score import Score, mean_score

METRICS = (
    ("recall_1", "success_1", "Retrieval: found first"),
    ("recall_5", "success_5", "Retrieval: recall at 5"),
    ("recall_10", "success_10", "Retrieval: recall at 10"),
    ("mrr", "recip_rank", "Retrieval: mean reciprocal rank"),
    ("ndcg", "ndcg_cut_10", "Retrieval: nDCG at 10"),
)


def score(observations: Sequence[Observation]) -> list[Score]:
    """Over the questions that stand alone and have places to cite, where the run recorded what was retrieved."""
    seen = [one for one in observations if one.cite and one.retrieved is not None]
    if not seen:
        return []
    queries = {(one.id, index): _ranking(one, group) for one in seen for index, group in enumerate(one.cite)}
    scores = evaluate({f"{id_}/{index}": ranking for (id_, index), ranking in queries.items()})
    cases = {one.id: one.case for one in seen}
    found = []
    for name, key, title in METRICS:
        values = {
            one.id: sum(scores[f"{one.id}/{index}"][key] for index in range(len(one.cite))) / len(one.cite)
            for one in seen
        }
        found.append(mean_score(f"retrieval_{name}", title, values, cases))
    return found


def evaluate(rankings: dict[str, list[bool]]) -> dict[str, dict[str, float]]:
    """Each query's scores, by measure. A ranking says of each rank whether the passage there is relevant."""
    from pytrec_eval import RelevanceEvaluator

    # A query none of whose passages is relevant still has a relevant place: one that was not retrieved.
    relevant = {
        query: {f"p{rank}": 1 for rank, hit in enumerate(hits) if hit} or {"missed": 1}
        for query, hits in rankings.items()
    }
    found = {
        query: {f"p{rank}": 1.0 / (rank + 1) for rank in range(len(hits))} or {"none": 0.0}
        for query, hits in rankings.items()
    }
    measures = {"success_1,5,10", "recip_rank", "ndcg_cut_10"}
    scores: dict[str, dict[str, float]] = RelevanceEvaluator(relevant, measures).evaluate(found)
    return scores


def _ranking(seen: Observation, group: Sequence[Place]) -> list[bool]:
    return [any(start < place.end and place.start < end for place in group) for start, end in (seen.retrieved or ())]
