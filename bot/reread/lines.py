"""Which of a filing's own lines a phrase means: "what they owe suppliers" is "Accounts payable", where it has that line.

Vectors of an embedding model say that two texts are of one subject, and all the lines of a statement are. So a phrase and
the names of lines are each moved by a small network (lines.npz) that was taught, by `tieout eval learn`, which lines people
mean by what: they then lie close together where one means the other, and apart where the two are only related.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.lexicon import stems
from bot.reread.sayings import lost_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed import Embedder

NEAR, AHEAD = 0.36, 0.1
"""Cosine from which a phrase means a line, and by how much that line must be nearer than any other that it might mean."""
SPREAD = 20.0
"""What the vectors of lines, of unit length, are multiplied by before the network: numbers about as large as 1."""


def line_meant(
    phrase: str, lines: Sequence[str], vectors: NDArray[np.float32], embedder: Embedder, used: Set[str]
) -> str:
    """The line that a phrase surely means; "" where it means none of them, or as well another.

    vectors: of the lines' names, shape (lines, dimensions). used: stems of the words in the filing's own lines.
    """
    weights = learned_lines()
    if not lines or not stems(phrase):
        return ""
    features = phrase_features(phrase, embedder)
    if features is None or features.shape[0] != weights["phrase_mean"].shape[0]:
        return ""
    scores = moved_lines(vectors, weights) @ moved_phrases(features[None], embedder.question(phrase)[None], weights)[0]
    best = int(scores.argmax())
    name = set(stems(lines[best]))
    # A line that says all of that and more ("Total liabilities and equity" of "Equity") is no rival, but another thing.
    rivals = [float(score) for line, score in zip(lines, scores, strict=True) if not name <= set(stems(line))]
    if scores[best] < NEAR or scores[best] - max(rivals, default=-1.0) < AHEAD:
        return ""
    # A phrase that says all of a line's name and more asks for something else, or for what needs no other name.
    return "" if name <= set(stems(phrase)) or lost_words(phrase, name, used) else lines[best]


def phrase_features(phrase: str, embedder: Embedder) -> NDArray[np.float32] | None:
    """What the network reads of a phrase, its word pieces' layers averaged: shape (features,). None of another model."""
    layered = embedder.layered(phrase)
    if layered is None:
        return None
    layers, _ = layered
    own = layers[1:-1] if len(layers) > 2 else layers
    features: NDArray[np.float32] = own.mean(axis=0)
    return features


def moved_phrases(
    features: NDArray[np.float32], vectors: NDArray[np.float32], weights: Mapping[str, NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Phrases' vectors where lines that they mean lie near: shape (phrases, dimensions), unit length."""
    scaled = (features - weights["phrase_mean"]) / weights["phrase_spread"]
    return _moved(scaled, vectors, weights, "phrase")


def moved_lines(vectors: NDArray[np.float32], weights: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """Lines' vectors where phrases that mean them lie near: shape (lines, dimensions), unit length."""
    return _moved(vectors * SPREAD, vectors, weights, "line")


def _moved(
    features: NDArray[np.float32],
    vectors: NDArray[np.float32],
    weights: Mapping[str, NDArray[np.float32]],
    of: str,
) -> NDArray[np.float32]:
    import numpy as np

    hidden = np.maximum(features @ weights[f"{of}_in"] + weights[f"{of}_in_bias"], 0)
    moved = vectors + hidden @ weights[f"{of}_out"] + weights[f"{of}_out_bias"]
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)


@cache
def learned_lines() -> dict[str, NDArray[np.float32]]:
    """The weights that the package comes with."""
    import numpy as np

    with (files("bot.reread") / "lines.npz").open("rb") as file, np.load(file) as held:
        return {name: held[name].astype(np.float32) for name in held.files}
