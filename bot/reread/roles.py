"""What part each word of a question plays (metric, period, operation, or words around the question), as learned.

A small network (two convolutions over words) on top of the embedding model's layers, so that it reads wordings nobody
wrote a rule for. It is learned by `tieout eval learn` from annotated questions about filings in general
(eval/learning/questions.jsonl) and kept in learned.npz, which holds weights only. It never sees a filing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.lexicon import word_set

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed import Embedder


class Role(StrEnum):
    """A word's part in a question. The values are the marks in the annotated questions."""

    AROUND = "-"  # greetings, reasons, remarks: nothing that is asked
    METRIC = "m"
    AGAINST = "w"  # a second metric: the whole, the denominator, what is taken away
    PERIOD = "p"
    BASE = "b"  # the period compared with
    OPERATION = "o"
    OUTLOOK = "g"
    CONDITION = "x"
    COMPANY = "c"
    UNIT = "u"


ROLES = tuple(Role)
OPERATIONS = (
    "value", "change", "percent_change", "share", "ratio", "difference", "sum", "average", "highest", "lowest",
    "when_exceeds", "list", "count", "yes_no", "text", "guidance",
)  # fmt: skip
"""What is asked for, in the order of the network's outputs."""

LINKS = word_set(
    """
    the a an of in on at for to from and or is are was were be been did do does has have had with by as it its their
    they our we you i me my this that there then than so
    """
)
"""Words that tie others together, and are of the part on both sides of them."""

_WORD = re.compile(r"[\w$%€£#&@+][^\s?!,;:()\"“”…]*(?<![.'’\-–—])|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at [start, end) of a question. role: its likeliest part. sure, around: chances of that, and of playing none."""

    text: str
    start: int
    end: int
    role: Role
    sure: float
    around: float


@dataclass(frozen=True, slots=True)
class Parse:
    """A question's words with their parts, and what is asked for (of OPERATIONS) with its chance."""

    words: tuple[Word, ...]
    operation: str
    sure: float


def words_of(text: str) -> list[tuple[int, int]]:
    """Where the words and signs of a text stand."""
    return [match.span() for match in _WORD.finditer(text)]


def first_pieces(spans: Iterable[tuple[int, int]], offsets: list[tuple[int, int]]) -> list[int | None]:
    """For each word, the number of its first word piece; None where the text was cut before it."""
    return [
        next((n for n, (low, high) in enumerate(offsets) if low < end and high > start and high > low), None)
        for start, end in spans
    ]


@lru_cache(maxsize=64)
def parse_roles(text: str, embedder: Embedder) -> Parse | None:
    """The parts of a question's words; None with an embedding model that the network was not learned on."""
    layered = embedder.layered(text)
    weights = _weights()
    if layered is None or layered[0].shape[1] != weights["project"].shape[0]:
        return None
    layers, offsets = layered
    roles, operations = chances(layers, weights)
    spans = words_of(text)
    words = []
    for (start, end), piece in zip(spans, first_pieces(spans, offsets), strict=True):
        if piece is not None:
            best = int(roles[piece].argmax())
            chance = roles[piece]
            words.append(Word(text[start:end], start, end, ROLES[best], float(chance[best]), float(chance[0])))
    asked = int(operations.argmax())
    return Parse(tuple(words), OPERATIONS[asked], float(operations[asked]))


def chances(
    layers: NDArray[np.float32], weights: Mapping[str, NDArray[np.float32]]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Chances of each role for each word piece, shape (pieces, roles), and of each operation, shape (operations,)."""
    import numpy as np

    seen = np.maximum(layers @ weights["project"] + weights["project_bias"], 0)
    for name in ("first", "second"):
        kernel, bias = weights[name], weights[f"{name}_bias"]  # shape (width, units, units)
        reach = len(kernel) // 2
        padded = np.pad(seen, ((reach, reach), (0, 0)))
        around = sum((padded[at : at + len(seen)] @ kernel[at] for at in range(len(kernel))), start=bias)
        seen = seen + np.maximum(around, 0)
    whole = np.concatenate([seen.mean(axis=0), seen.max(axis=0)])
    return (
        _shares(seen @ weights["roles"] + weights["roles_bias"]),
        _shares(whole @ weights["operations"] + weights["operations_bias"]),
    )


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


@cache
def _weights() -> dict[str, NDArray[np.float32]]:
    import numpy as np

    with (files("bot.reread") / "learned.npz").open("rb") as file, np.load(file) as held:
        return {name: held[name].astype(np.float32) for name in held.files}
