"""What was said before, as a follow-up question sees it: the turns, their figures newest first, and words that point to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.lexicon import stem, word_set
from bot.plan import Operation, Program
from bot.question import Apply, Ask, Earlier, Metric, Number, metrics_of
from index.period import Period, PeriodMention

# Words that name no line of a filing by themselves: they point to a figure, say its kind, or carry the talk on.
GENERIC = frozenset(
    stem(word)
    for word in word_set(
        """
        value values number numbers amount amounts figure figures total totals it that this those these them they its same
        one ones two three four five six years year periods period specific exact again also then what was change difference
        variation increase decrease decline growth reduction sum average ratio percentage portion proportion result
        fluctuation movement move swing previous prior last above before answer earlier time throughout over observed course
        combined overall respective net price prices cost costs rate both all each 1 2 3 4 5 6 percent times
        """
    )
)
OUTLOOK = frozenset(stem(word) for word in word_set("guidance outlook forecast expected expect guided target full"))
KIN = {
    Operation.PERCENT_CHANGE: {Operation.PERCENT_CHANGE},
    Operation.CHANGE: {Operation.CHANGE, Operation.SUBTRACT},
    Operation.AVERAGE: {Operation.AVERAGE, Operation.DIVIDE},
    Operation.ADD: {Operation.ADD},
    Operation.DIVIDE: {Operation.DIVIDE, Operation.SHARE},
    Operation.MULTIPLY: {Operation.MULTIPLY},
}
_NAMED = (
    (
        re.compile(
            (
                r"\b(?:percent\w* (?:change|increase|decrease|decline|difference|variation)|growth|growth "
                r"rate|rate of \w+)\b"
            )
        ),
        Operation.PERCENT_CHANGE,
    ),
    (
        re.compile(
            r"\b(?:changes?|movements?|swings?|differences?|variations?|increases?|decreases?|declines?|reductions?"
            r"|fluctuations?|variance)\b"
        ),
        Operation.CHANGE,
    ),
    (re.compile(r"\b(?:average|mean)\b"), Operation.AVERAGE),
    (re.compile(r"\b(?:sum|total|combined)\b"), Operation.ADD),
    (re.compile(r"\b(?:ratio|percentage|percent|portion|proportion)\b"), Operation.DIVIDE),
    (re.compile(r"\bproduct\b"), Operation.MULTIPLY),
)


def named_operation(phrase: str) -> Operation | None:
    """The operation whose result a phrase calls a figure by: "that change", "the total sum"; None where it names none."""
    return next((operation for pattern, operation in _NAMED if pattern.search(phrase)), None)


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question as it was completed, the metric it was about, and what was asked and computed of it (None for words)."""

    question: str
    metric: str
    context: str
    ask: Ask | None
    program: Program | None
    basis: str = "reported"

    @property
    def looked_up(self) -> bool:
        return self.program is not None and not self.program.steps

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of the figures it used, in the order of its operands."""
        if self.program is None:
            return ()
        found = [fact.period for fact in self.program.facts if fact.period is not None]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Said:
    """A turn that gave a figure. back: how many figures back it is, 1 for the last."""

    back: int
    turn: Turn
    program: Program


def said_before(turns: Sequence[Turn]) -> tuple[Said, ...]:
    """The turns that gave a figure, newest first."""
    given = [(turn, turn.program) for turn in reversed(turns) if turn.program is not None]
    return tuple(Said(back, turn, program) for back, (turn, program) in enumerate(given, 1))


def facts_of(program: Program) -> str:
    """What a look-up is known by: the facts it gave."""
    return ",".join(fact.id for fact in program.facts)


def periods_of(ask: Ask | None) -> tuple[PeriodMention, ...]:
    """The periods that an expression names, at its top or else at its first metric that has some."""
    if ask is None:
        return ()
    own = ask.periods if isinstance(ask, Apply | Metric) else ()
    return own or next((metric.periods for metric in metrics_of(ask) if metric.periods), ())


def of_earlier_alone(ask: Ask | None) -> bool:
    """Whether an expression is of earlier figures alone."""
    if isinstance(ask, Apply):
        return any(isinstance(one, Earlier | Apply) for one in ask.arguments) and all(
            isinstance(one, Number) or of_earlier_alone(one) for one in ask.arguments
        )
    return isinstance(ask, Earlier)
