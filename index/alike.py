"""How alike a question and a text are, word by word: each word of the question is sought in the text by its meaning there.

An embedding model's one vector a text blurs the few words that tell; its vectors of word pieces keep them apart ("illness"
is near "leukemia", "head office" near "principal executive offices"). As in ColBERT (Khattab and Zaharia, 2020), each piece of
the question counts by the piece of the text that is nearest to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.layout import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LINKING = 0.15
"""What a word that tells nothing by itself ("the", "which") counts, against 1 for one that does."""
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Alike:
    """How far a text says a question, -1 to 1: over its words, and for the words it says least of."""

    words: float
    least: float


NOT_ALIKE = Alike(0.0, 0.0)


def alike_in(
    question: NDArray[np.float32],
    places: Sequence[tuple[int, int]],
    telling: Sequence[Span],
    texts: Sequence[NDArray[np.float32]],
) -> list[Alike]:
    """How alike each text is. question: unit vectors of its word pieces, shape (pieces, dimensions), which stand at
    `places`; telling: where its telling words stand; texts: vectors of each one's word pieces.
    """
    import numpy as np

    tells = np.array([any(word.start < end and start < word.end for word in telling) for start, end in places], bool)
    weights = np.where(tells, 1.0, LINKING)
    found = []
    for text in texts:
        if not len(text) or not len(question):
            found.append(NOT_ALIKE)
            continue
        nearest = (question @ text.T).max(axis=1)
        least = np.sort(nearest[tells])[:_LEAST].mean() if tells.any() else 0.0
        found.append(Alike(float(nearest @ weights / weights.sum()), float(least)))
    return found
