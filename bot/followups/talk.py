"""The talk so far, as a follow-up question leans on it: the metric and periods spoken of, and operations on the figures given."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.earlier import at_periods, operands_of
from bot.followups.given import Given
from bot.followups.references import References
from bot.followups.turns import GENERIC, KIN, OUTLOOK, Turn, named_operation, periods_of
from bot.lexicon import stems
from bot.plan import Operation, Program
from bot.question import Apply, Ask, Earlier, Metric, Number, QuestionContext, Reading, metrics_of
from index.period import FiscalCalendar, PeriodMention
from index.shelf import Shelf

_OF_TWO = {Operation.CHANGE, Operation.PERCENT_CHANGE, Operation.ADD, Operation.AVERAGE, Operation.DIVIDE}
_AS_PERCENT = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|now|then|or)\b,? )*(?:(?:as|in|what|which|how much(?: is (?:that|it))?(?: as| in)?|what(?:['’]s| is| was) (?:that|it|the)(?: as| in)?)\b,? )*"
    r"(?:an? |the )?(?:percent(?:age)?s?|per cent|%|pct|share|fraction|proportion)(?: terms)?(?: (?:is|was|would) (?:that|it|this)(?: be)?| of (?:that|it|the total|the whole))?\W*$",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"\bof (?:it|that|this|those|these|which|the total)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Talk:
    """One question against the turns before it."""

    question: str
    turns: tuple[Turn, ...]
    context: QuestionContext
    shelf: Shelf
    filings: tuple[str, ...]
    reading: Reading

    @property
    def calendar(self) -> FiscalCalendar:
        return self.context.calendar

    @property
    def references(self) -> References:
        return References(self.turns, self.calendar)

    @property
    def given(self) -> Given:
        return Given(self.question, self.turns, self.reading.earlier, self.calendar)

    def spoken_of(self) -> tuple[PeriodMention, ...]:
        """The periods of the figures that the last turn gave."""
        return tuple(PeriodMention(0, 0, period, "explicit") for period in self.turns[-1].periods)

    def own_words(self, metric: Metric) -> set[str]:
        outlook = OUTLOOK if self.reading.basis == "guidance" else frozenset()
        return set(stems(metric.phrase)) - GENERIC - outlook

    def last_metric(self) -> Turn:
        """The last turn that was about a metric by name."""
        return next((turn for turn in reversed(self.turns) if turn.metric), self.turns[-1])

    def changed_last(self) -> bool:
        """Whether a change was given, and the last turn was answered: what asks for "it" in percent means that."""
        return self.turns[-1].program is not None and self.given.last_change() is not None

    def part_of_whole(self) -> Ask | None:
        """What a part is of its whole, in percent, where the last two questions were of them; None where they were not.

        "How much of that was research?" asks for a part; so may any smaller amount of the same kind and period be one.
        """
        looked_up = self.references.looked_up()
        if len(looked_up) < 2 or not _AS_PERCENT.search(self.question) or not self.turns[-1].looked_up:
            return None
        part, whole = (self.reading.earlier[back - 1] for back in looked_up[:2])
        (one, *_), (other, *_) = part.facts, whole.facts
        if one.label == other.label or one.unit != other.unit:
            return None
        if not _OF_IT.search(self.turns[-1].question) and (
            one.period != other.period or abs(one.value) > abs(other.value)
        ):
            return None
        return Apply(Operation.SHARE, (Earlier(looked_up[0]), Earlier(looked_up[1])))

    def names_lines(self, ask: Apply) -> bool:
        """Whether an operation was on metrics by name, and not on earlier figures."""
        return bool(metrics_of(ask)) and not any(isinstance(argument, Earlier) for argument in ask.arguments)

    def on_earlier(self, ask: Apply) -> Ask:
        """An operation on the figures of earlier turns."""
        last = self.turns[-1].program
        operands = operands_of(last)
        if ask.operation is Operation.PERCENT_CHANGE:
            changed = self.given.last_change()
            if changed is not None:
                return self.on_operands(ask.operation, changed)
        if (
            ask.operation is Operation.AVERAGE
            and last is not None
            and last.steps
            and last.steps[-1].operation is Operation.ADD
        ):
            return Apply(Operation.DIVIDE, (Earlier(1), Number(Decimal(len(last.leaves)), "", "figures averaged")))
        if ask.operation is Operation.MIDPOINT:
            said = self.last_metric()
            return replace(ask, arguments=(Metric(said.metric, (), said.context),), literal=None)
        alike = self.references.alike()
        if alike is not None and ask.operation in _OF_TWO and self.given.count() <= len(alike):
            new, old = self.given.new_and_old(*alike)
            return Apply(ask.operation, (Earlier(new), Earlier(old)))
        looked_up = self.references.looked_up()
        wanted = self.given.how_many(len(looked_up))
        if ask.operation in {Operation.CHANGE, Operation.PERCENT_CHANGE} and self.given.of_one_unit(looked_up[:2]):
            new, old = self.given.new_and_old(looked_up[0], looked_up[1])
            return Apply(ask.operation, (Earlier(new), Earlier(old)))
        if ask.operation in {Operation.ADD, Operation.AVERAGE} and self.given.count() > len(looked_up):
            every = self.given.every_figure()
            if len(every) == self.given.count():
                return self.on_operands(ask.operation, every)
        if len(looked_up) >= 2 and ask.operation not in {Operation.CHANGE, Operation.PERCENT_CHANGE}:
            return Apply(ask.operation, tuple(Earlier(back) for back in reversed(looked_up[:wanted])))
        if operands is not None and last is not None:
            return self._on_result(ask, last, operands)
        said = self.last_metric()
        # after a question that was refused, of the periods that it asked for, lest another's figure answer
        refused = periods_of(self.turns[-1].ask) if last is None else ()
        when = self.spoken_of() if last is not None and not last.steps else refused
        return replace(ask, arguments=(Metric(said.metric, (), said.context),), periods=when, literal=None)

    def _on_result(self, ask: Apply, last: Program, operands: tuple[Program, ...]) -> Ask:
        """An operation after a computed figure: over its operands, or, of a ratio of two lines, the ratio again."""
        asked = self.turns[-1].ask
        ratio = last.steps[-1].operation in KIN[Operation.DIVIDE] and len({part.label for part in operands}) > 1
        if ratio and ask.sense == "remaining":
            return Apply(Operation.SUBTRACT, (Number(Decimal(100), "percent", "the whole"), Earlier(1)))
        if ratio and ask.operation in KIN[Operation.CHANGE] | KIN[Operation.PERCENT_CHANGE] and ask.periods:
            # its lines have no difference that means anything; "how does that compare with 2016" asks for that year's ratio
            return at_periods(asked, Metric("", ask.periods)) if isinstance(asked, Apply) else ask
        return self.on_operands(ask.operation, operands)

    def worked_out(self, argument: Metric) -> Ask | None:
        """A difference, a sum or an average that no earlier turn worked out, of the two figures looked up last."""
        named = named_operation(argument.phrase)
        plain = not argument.periods and not self.own_words(argument) and self.turns[-1].program is not None
        if named not in {Operation.CHANGE, Operation.ADD, Operation.AVERAGE} or not plain:
            return None
        return self.on_earlier(Apply(named, (Earlier(1),))) if len(self.references.looked_up()) > 1 else None

    def is_result(self, argument: Ask) -> bool:
        """Whether an argument is called by the operation it came from."""
        phrase = argument.phrase if isinstance(argument, Earlier | Metric) else ""
        return isinstance(argument, Apply) or named_operation(phrase) is not None

    def on_operands(self, operation: Operation, operands: tuple[Program, ...]) -> Ask:
        """An operation over the operands of the last figure, which stand last among the earlier ones."""
        return Apply(operation, tuple(Earlier(self.reading.earlier.index(operand) + 1) for operand in operands))
