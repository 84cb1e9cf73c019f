"""The Plan: typed steps that answer a question. One type, one executor, one checker, whoever planned it.

A Program is a small straight-line calculation: named operands (facts or constants), then steps, each an operation
over names defined before it; its result is its last step, or its only operand for a look-up.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from index.facts import Fact
from index.layout import Span


class Operation(StrEnum):
    """What a step does with its arguments, in order."""

    ADD = "add"  # a + b + ...
    SUBTRACT = "subtract"  # a - b - ...
    MULTIPLY = "multiply"  # a * b * ...
    DIVIDE = "divide"  # a / b, a ratio
    NEGATE = "negate"  # -a
    ABSOLUTE = "absolute"  # |a|
    CHANGE = "change"  # new - old; of two percentages, percentage points
    PERCENT_CHANGE = "percent_change"  # (new - old) / |old| * 100
    SHARE = "share"  # part / whole * 100
    AVERAGE = "average"  # (a + b + ...) / n
    MEDIAN = "median"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    MIDPOINT = "midpoint"  # (low + high) / 2
    POWER = "power"  # a ** b
    CAGR = "cagr"  # (new / old) ** (1 / years) - 1, in percent: new, old, years


@dataclass(frozen=True, slots=True)
class Leaf:
    """A named operand: a fact, or a constant with the reason it is there ("days in a year").

    unit: of a constant the question gives as a quantity ("above $5 million"); "" for a plain number.
    """

    name: str
    fact: Fact | None = None
    constant: Decimal | None = None
    why: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """name = operation(arguments). label names the intermediate figure ("Average inventory")."""

    name: str
    operation: Operation
    arguments: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Program:
    """One figure's calculation.

    label: what the figure is called in the answer. unit: what the asker wants it in ("" for as computed): "percent", "ratio",
    "days", ... scale: what to show it in ("million"), decimals: rounding asked for; both display only.
    source: where the formula comes from, for a named metric. assumptions: said with the answer.
    bound: "low" or "high" for an end of a range.
    """

    label: str
    leaves: tuple[Leaf, ...]
    steps: tuple[Step, ...] = ()
    unit: str = ""
    scale: str = ""
    decimals: int | None = None
    source: str = ""
    assumptions: tuple[str, ...] = ()
    bound: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The filing's values that it is worked out from, in the order of its leaves."""
        return tuple(leaf.fact for leaf in self.leaves if leaf.fact is not None)


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote that a plan wants: a span of a filing, and the sentence or row around it."""

    filing: str
    span: Span
    around: Span


@dataclass(frozen=True, slots=True)
class Compute:
    """Answer with figures, the one asked for first. shape: "figure", "figures" or "range".

    words: what is quoted after them, where the question asks for words too.
    """

    programs: tuple[Program, ...]
    shape: str = "figure"
    words: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Select:
    """Run the programs, keep those that `where` admits, order them, and give what was asked of the winners.

    by: "max", "min", "all" (every one that passes), "count" (how many pass), "rank".
    where: a comparison every program's value must pass, as (operator, threshold program or None), operator in > >= < <= == !=.
    give: "period", "label", "value", "count" or "comparison" (the larger, and by how much).
    names: what each program stands for, in order (its period or its label in words).
    """

    programs: tuple[Program, ...]
    by: str
    give: str
    names: tuple[str, ...] = ()
    operator: str = ""
    threshold: Program | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """Answer yes or no: whether left operator right holds; right None compares with zero. operator in > >= < <= == !=."""

    left: Program
    operator: str
    right: Program | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Answer with the filing's own words. shape: "spans" (short answers), "text" (sentences), "count", "boolean".

    value: for "boolean", what the quotes say; for "count", the number of things quoted or listed.
    """

    quotes: tuple[Passage, ...]
    shape: str = "text"
    value: bool | int | None = None


@dataclass(frozen=True, slots=True)
class Refuse:
    """The honest no. looked_for: what was sought, in words. nearest: facts or quotes the filing does have."""

    reason: str
    looked_for: str
    nearest: tuple[Fact | Passage, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class AskBack:
    """Ask which was meant. choices: complete questions that would be answered."""

    about: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, how sure the planner is (0 to 1, calibrated), what it assumed, and what else it could have meant."""

    act: Compute | Select | Judge | Quote | Refuse | AskBack
    confidence: float = 1.0
    assumptions: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    planner: str = "deterministic"
