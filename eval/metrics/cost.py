"""What a model used: tokens in and out, and their cost where it is known. Nothing without a model."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.observation import Observation
from eval.metrics.score import Score, bootstrap_mean

KINDS = (
    ("input_tokens", "Tokens read", "tokens"),
    ("output_tokens", "Tokens written", "tokens"),
    ("cost_usd", "Cost", "USD"),
)


def score(observations: Sequence[Observation]) -> list[Score]:
    """Means a question over the answers that a model had a hand in, from the answer's `usage`."""
    found = []
    for key, title, unit in KINDS:
        values = {
            seen.id: float(seen.given.usage[key]) for seen in observations if seen.given and key in seen.given.usage
        }
        if values:
            low, high = bootstrap_mean([[value] for value in values.values()])
            mean = sum(values.values()) / len(values)
            found.append(Score(key, title, mean, low, high, values, unit, "lower"))
    return found
