"""Lines of a filing that are called by their initials: what a few letters in a question stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from bot.lexicon import stems


def initials_of(labels: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The stems of what is called by two to four words, by the letters that they begin with: a label, or a name in one
    ("China (including Hong Kong)"). Letters of two such mean neither, but a whole label goes before a part of one.
    """
    labels = tuple(labels)
    parts = (name for label in labels for name in _NAME_INSIDE.findall(label) if name != label)
    return {**_by_letters(parts), **_by_letters(labels)}


_NAME_INSIDE = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){1,3}\b")


def _by_letters(labels: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for label in labels:
        said = [word for word in re.findall(r"[a-z]+", label.lower()) if word not in {"and", "of", "the", "in", "for"}]
        if 2 <= len(said) <= 4:
            found["".join(word[0] for word in said)].add(stems(" ".join(said)))
    return {letters: next(iter(meant)) for letters, meant in found.items() if len(meant) == 1}
