"""Makes the sayings that `bot/reread/sayings.py` reads, with their vectors, from what people say for printed lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.lexicon import stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed import Embedder

SAYINGS = Path(__file__).parent / "sayings.jsonl"


def read_sayings(path: Path = SAYINGS) -> list[tuple[str, str]]:
    """(line as printed, phrase) pairs. A phrase said of two lines that share no word names neither, and is left out."""
    lines: dict[str, list[str]] = {}
    for row in map(json.loads, filter(str.strip, path.read_text("utf-8").splitlines())):
        for said in (row["line"], *row["said"]):
            lines.setdefault(said.strip().lower(), []).append(row["line"])
    return [(named[0], said) for said, named in sorted(lines.items()) if _one_line(named)]


def _one_line(named: Iterable[str]) -> bool:
    first, *others = (set(stems(line)) for line in named)
    return all(first & other for other in others)


def vectors_of(pairs: Iterable[tuple[str, str]], embedder: Embedder) -> NDArray[np.int8]:
    """The vectors of the phrases in eight bits: shape (pairs, dimensions); a cosine of theirs is off by under 0.01."""
    import numpy as np

    exact = embedder.passages([said for _, said in pairs], exact=True)
    largest = np.abs(exact).max(axis=1, keepdims=True)
    vectors: NDArray[np.int8] = np.round(exact / largest * 127).astype(np.int8)
    return vectors
