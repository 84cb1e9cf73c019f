"""How people say the lines that filings print: "pretax result" for "Loss before income taxes", "the red ink" for "Net loss".

Learned sayings (eval/learning/sayings.jsonl) with their vectors; a phrase nobody wrote down is taken for the line whose
saying it is nearest to, if it is near enough and leaves out no word that the filing's own lines use.
"""

from __future__ import annotations

import json
import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.lexicon import stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed import Embedder

NEAR = 0.8
"""Cosine from which a phrase is taken for a saying: of phrases not learned that share no word with their line, 87% of
those as near as this were taken for the right line, and 84% at 0.75.
"""
_DUE = re.compile(
    r"\b(?:with)?in (?:one|a|the next|\d+) (?:years?|months?|days)\b|\b(?:after|beyond|over) (?:one|a|\d+) year",
    re.IGNORECASE,
)
"""When something falls due: it tells lines apart whose sayings are alike."""
_SHORT = 5
"""Letters up to which a phrase is an abbreviation, which is that saying or none."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A phrase as people say it, and the line it names, as filings print it."""

    said: str
    line: str


@dataclass(frozen=True, slots=True)
class Sayings:
    """vectors: of each saying, unit length, shape (sayings, dimensions). model: the embedding model they are of."""

    sayings: tuple[Saying, ...]
    vectors: NDArray[np.float32]
    model: str


def line_said(phrase: str, embedder: Embedder, used: Set[str]) -> str:
    """The line that a phrase names, as filings print it; "" for one that is near no saying.

    used: stems of the words in the filing's own lines. A word of these that the saying lacks tells lines apart.
    """
    known = _sayings()
    if _DUE.search(phrase) or not stems(phrase) or not embedder.card.key.startswith(known.model):
        return ""
    nearness = known.vectors @ embedder.question(phrase.lower())
    best = int(nearness.argmax())
    saying = known.sayings[best]
    if float(nearness[best]) < NEAR or (len(phrase) <= _SHORT and phrase.lower() != saying.said.lower()):
        return ""
    covered = {*stems(saying.said), *stems(saying.line)}
    return "" if lost_words(phrase, covered, used) or set(stems(phrase)) == set(stems(saying.line)) else saying.line


def lost_words(phrase: str, covered: Set[str], used: Set[str]) -> list[str]:
    """Words of a phrase that tell the filing's lines apart, or count, and that what it is taken for does not say."""
    return [word for word in stems(phrase) if word not in covered and (word in used or any(map(str.isdigit, word)))]


@cache
def _sayings() -> Sayings:
    import numpy as np

    folder = files("bot.reread")
    rows = json.loads((folder / "sayings.json").read_text("utf-8"))
    with (folder / "sayings.npz").open("rb") as file, np.load(file) as held:
        vectors = held["vectors"].astype(np.float32)
        model = str(held["model"])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Sayings(tuple(Saying(said, line) for line, said in rows), vectors, model)
