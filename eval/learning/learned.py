"""Writes what bot/reread reads: the networks of word roles and of lines, and the sayings, learned from the data here."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from eval.learning.lines import LineScore, Named, learn_lines, score_lines
from eval.learning.roles import Example, ReadingScore, learn, score
from eval.learning.sayings import read_sayings, vectors_of

if TYPE_CHECKING:
    from index.embed import Embedder


def cross_validated(known: list[Example], told: Callable[[ReadingScore], None]) -> None:
    """Scores each writer's questions by what was learned from the others'; told of each as it is known."""
    for writer in sorted({one.writer for one in known}):
        weights = learn([one for one in known if one.writer != writer])
        told(score(writer, weights, [one for one in known if one.writer == writer]))


def lines_cross_validated(known: Named, told: Callable[[LineScore], None]) -> None:
    """Scores each writer's phrases by what was learned from the others'; told of each as it is known."""
    for writer in sorted(set(known.writers)):
        told(score_lines(writer, learn_lines(known, writer), known))


def write_learned(known: list[Example], phrases: Named, embedder: Embedder, folder: Path) -> None:
    """Learns from everything and writes learned.npz, lines.npz, sayings.json and sayings.npz into a folder."""
    import numpy as np

    np.savez_compressed(folder / "lines.npz", **learn_lines(phrases))  # type: ignore[arg-type]
    np.savez_compressed(folder / "learned.npz", **learn(known))  # type: ignore[arg-type]
    pairs = read_sayings()
    model = embedder.card.key.partition("-")[0]
    np.savez_compressed(folder / "sayings.npz", vectors=vectors_of(pairs, embedder), model=np.array(model))
    rows = ",\n".join(json.dumps(pair, ensure_ascii=False) for pair in pairs)
    (folder / "sayings.json").write_text(f"[\n{rows}\n]\n", encoding="utf-8")
