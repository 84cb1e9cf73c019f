"""What a question asks, before any filing is opened: an expression over metric phrases, and what to do with its value."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bot.plan import Operation, Program
from index.period import PeriodMention


class Kind(StrEnum):
    """The shape of answer that is wanted."""

    FIGURE = "figure"  # one or more figures, looked up or computed
    SELECT = "select"  # which, in which year, the largest, how many exceeded
    JUDGE = "judge"  # yes or no
    LIST = "list"  # the items of something
    COUNT = "count"  # how many items
    PROSE = "prose"  # why, who, when, what is ... made of
    ADVICE = "advice"  # declined


@dataclass(frozen=True, slots=True)
class Metric:
    """A phrase that names a line of a filing, with the periods that stand in it. context: words around it that help."""

    phrase: str
    periods: tuple[PeriodMention, ...] = ()
    context: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the question. unit: "" or what it was given in."""

    value: Decimal
    unit: str = ""
    why: str = "given in the question"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A figure of an earlier turn: 1 for the last answer, 2 for the one before it. phrase: what it was called, until it is resolved."""

    back: int = 1
    phrase: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Apply:
    """An operation over its arguments, or over one argument at several periods.

    sense: "" (new minus old), "decline" (asked as how much it fell), "apart" (how far two things are from each other),
    "each" (over the arguments of each period), "excluding". literal: the same words taken as the name of one line.
    """

    operation: Operation
    arguments: tuple[Ask, ...]
    periods: tuple[PeriodMention, ...] = ()
    sense: str = ""
    literal: Metric | None = None


Ask = Metric | Number | Earlier | Apply


@dataclass(frozen=True, slots=True)
class Choice:
    """For SELECT and COUNT: by "max", "min", "all", "count" or "rank"; over "periods", "things" or "pair"; give as in plan.Select.

    kind: what the things are called ("segment", "component", "region"). operator, threshold: what each value must pass.
    """

    by: str
    over: str
    give: str
    kind: str = ""
    operator: str = ""
    threshold: Ask | None = None
    among: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """For JUDGE: operator between the question's value and right; right None compares with zero.

    valued: whether a loss is judged by its value (it improves as it shrinks) and not by its size (it grows).
    """

    operator: str
    right: Ask | None = None
    valued: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, read.

    text: the question, as completed from the conversation. asks: the values asked for, in order.
    periods: every period named. topic: the words that matter for finding prose. wh: "why", "who", "when", ...
    unit, scale, decimals: how the value is wanted. months: the length of period meant where no dates are ("six months"). bound: "low" or "high" for one end of a
    range, "width" for how far apart the ends are. basis: "guidance" where an outlook is asked for, else "reported".
    vintage: "updated", "previous", or "both" where a change of guidance is asked for.
    statements: kinds of statement named as the source ("balance sheet"). conditions: "excluding ..." phrases.
    earlier: what earlier turns of the conversation computed, newest first. defined: name of the metric that the question defines, where asks came from its definition.
    contrasts: what it says it does not mean ("not of the group").
    assumptions: what was taken for granted in reading it.
    """

    text: str
    kind: Kind
    asks: tuple[Ask, ...] = ()
    periods: tuple[PeriodMention, ...] = ()
    choice: Choice | None = None
    judgement: Judgement | None = None
    topic: str = ""
    wh: str = ""
    unit: str = ""
    scale: str = ""
    decimals: int | None = None
    months: int | None = None
    bound: str = ""
    basis: str = "reported"
    vintage: str = ""
    statements: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    defined: str = ""
    earlier: tuple[Program, ...] = ()
    over_all: bool = False
    contrasts: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


def operations_of(ask: Ask) -> tuple[Operation, ...]:
    """The operations of an expression, outermost first."""
    match ask:
        case Apply(operation, arguments):
            return (operation, *(one for argument in arguments for one in operations_of(argument)))
        case _:
            return ()


def metrics_of(ask: Ask) -> tuple[Metric, ...]:
    """The metric phrases of an expression, left to right."""
    match ask:
        case Metric():
            return (ask,)
        case Apply(_, arguments):
            return tuple(metric for argument in arguments for metric in metrics_of(argument))
        case _:
            return ()
