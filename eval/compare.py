"""Compares two runs: which questions changed, and whether the difference is more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.judging import is_right
from eval.metrics.observation import Observation


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose answer changed. was, now: "right", "wrong", "refused" or "crashed"."""

    id: str
    question: str
    was: str
    now: str
    before: str
    after: str

    @property
    def better(self) -> bool:
        return self.now == "right" and self.was != "right"

    @property
    def worse(self) -> bool:
        return self.was == "right" and self.now != "right"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over the questions that both asked. p_value: of McNemar's exact test on right against not right."""

    questions: int
    right_before: int
    right_after: int
    gained: int
    lost: int
    p_value: float
    changes: tuple[Change, ...]

    @property
    def more_than_chance(self) -> bool:
        return self.p_value < 0.05


def compare(before: Sequence[Observation], after: Sequence[Observation]) -> Comparison:
    """Compare two runs question by question."""
    later = {seen.id: seen for seen in after}
    pairs = [(seen, later[seen.id]) for seen in before if seen.id in later]
    verdicts = [(outcome(a), outcome(b)) for a, b in pairs]
    gained = sum(was != "right" and now == "right" for was, now in verdicts)
    lost = sum(was == "right" and now != "right" for was, now in verdicts)
    return Comparison(
        questions=len(pairs),
        right_before=sum(was == "right" for was, _ in verdicts),
        right_after=sum(now == "right" for _, now in verdicts),
        gained=gained,
        lost=lost,
        p_value=mcnemar(gained, lost),
        changes=tuple(
            Change(a.id, a.question, was, now, said(a), said(b))
            for (a, b), (was, now) in zip(pairs, verdicts, strict=True)
            if was != now or said(a) != said(b)
        ),
    )


def mcnemar(gained: int, lost: int) -> float:
    """The two-sided exact p-value that gains and losses are as likely."""
    from scipy.stats import binomtest

    return 1.0 if gained + lost == 0 else float(binomtest(gained, gained + lost, 0.5).pvalue)


def outcome(seen: Observation) -> str:
    """How a question came out: "right", "wrong", "refused" or "crashed"."""
    if seen.given is None or seen.given.status == "error":
        return "crashed"
    if is_right(seen.given, seen.expected):
        return "right"
    return "wrong" if seen.given.answered else "refused"


def said(seen: Observation) -> str:
    """The answer in words, or how it crashed."""
    return seen.error.strip().splitlines()[-1] if seen.given is None and seen.error else getattr(seen.given, "text", "")
