"""What was seen of one question: what was expected, what came back, how long it took, and what retrieval found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eval.given import Given
from eval.gold_sets import Expected, ExpectedRefusal, Place


@dataclass(frozen=True, slots=True)
class Observation:
    """One question asked.

    id: the case's id, and "#n" for a later turn. case: what it is resampled with (a conversation's turns stay together).
    given: the answer; None where asking crashed, and then `error` says how.
    retrieved: spans of the passages retrieved, best first; None where retrieval was not asked (a follow-up).
    texts: the canonical text of each filing, by its id.
    """

    id: str
    case: str
    category: str
    question: str
    expected: Expected
    cite: tuple[tuple[Place, ...], ...]
    also: tuple[Place, ...]
    given: Given | None
    elapsed_ms: float
    error: str = ""
    filing: str = ""
    retrieved: tuple[tuple[int, int], ...] | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def must_refuse(self) -> bool:
        return isinstance(self.expected, ExpectedRefusal)

    @property
    def answered(self) -> bool:
        return self.given is not None and self.given.answered

    @property
    def refused(self) -> bool:
        return self.given is not None and self.given.status == "abstained"
