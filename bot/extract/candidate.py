"""A stretch of a sentence that might be an answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.extract.kinds import Sort


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a sentence: text[start:end].

    sort: what it is by its own look. why: the words that lead to it ("due to", "is"), lower case. cue: start of those words.
    label: of an amount, what it is of; period: of an amount, the words of its period. move: of an amount by which
    something moved, "rise" or "fall".
    """

    start: int
    end: int
    sort: Sort
    why: str = ""
    cue: int = 0
    label: str = ""
    period: str = ""
    move: str = ""
