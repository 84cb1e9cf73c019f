"""What a follow-up leaves unsaid, put in from the turns before it: its metric, its periods, the figures it works on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.earlier import at_periods, with_metric
from bot.followups.beside import beside
from bot.followups.parts import another_part, of_same_part
from bot.followups.references import WHOLE
from bot.followups.talk import Talk
from bot.followups.turns import GENERIC, KIN, Turn, named_operation, of_earlier_alone, periods_of
from bot.lexicon import stems
from bot.matching import series_index
from bot.plan import Operation
from bot.planner.binding import ENOUGH
from bot.planner.timing import fact_at
from bot.question import Apply, Ask, Earlier, Metric
from index.period import Period, PeriodMention

_LEADS = re.compile(r"^(?:and|so|then|also|but|what about|how about|now|ok|okay|plus|or)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|that|this|these|those|they|them|the same|same|former|latter|respective|the two|both)\b", re.IGNORECASE
)
_INCLUDING = re.compile(r"\b(?:including|plus|with|adding)\b")
_FRAGMENT = 4  # words
_LINES = 3  # the best of a filing, one of which a metric's words may name
_ASKING = re.compile(
    r"^(?:what|how|which|who|when|where|why|is|are|was|were|did|does|do|has|have|had|can)\b", re.IGNORECASE
)
# What a change is measured from.
_BASE = re.compile(
    r"(?:(?:the|that|this|its) )*(?:earlier|prior|previous|original|initial|starting|first|older|old) "
    r"(?:year(?:['’]s)?|period(?:['’]s)?)?(?P<what>(?: ?[\w-]+){0,3})"
)
_IT = re.compile(r"it|they|that|this|those|these", re.IGNORECASE)
_VALUE = re.compile(r"\b(?:values?|amounts?|numbers?|figures?|ones?|prices?|costs?|rates?)\b")
_PERCENT = re.compile(r"%|percent", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Completion(Talk):
    """A question completed: what it leaves unsaid is put in from the turns before it."""

    @property
    def metric_spoken_of(self) -> str:
        return self.last_metric().metric

    def completed(self, ask: Ask) -> Ask:
        """The expression with what it leaves unsaid put in."""
        match ask:
            case Metric():
                return self._metric(ask)
            case Apply() if len(ask.arguments) == 1:
                return self._over_one(ask)
            case Apply():
                return self._over_several(ask)
            case Earlier() if _PERCENT.search(self.question) and self.given.last_change() is not None:
                return self.on_earlier(Apply(Operation.PERCENT_CHANGE, (ask,)))
            case _:
                return ask

    # one metric

    def _metric(self, metric: Metric) -> Ask:
        last = self.last_metric()
        if metric.phrase == "money was that" and not self.own_words(metric) - {"money"}:
            return Metric(last.metric, metric.periods or self.spoken_of(), last.context)  # its line in money
        if not self.own_words(metric):
            if metric.periods and _VALUE.search(metric.phrase):
                return Metric(last.metric, metric.periods, last.context)
            if metric.periods and self.references.lost_share(metric.phrase):
                return Earlier(len(self.reading.earlier) + 1)  # a percentage that was not given, at another period
            if metric.periods:
                return self._same_at(metric)
            asked = self.turns[-1].ask
            if self.reading.months is not None and isinstance(asked, Apply) and len(asked.arguments) > 1:
                again = self._with_names(asked)
                several = again is not None and not self._of_one_value(again)
                return again if again is not None and several else Metric(last.metric, (), last.context)
            if self.reading.months is not None or self.reading.basis == "guidance":
                return Metric(last.metric, (), last.context)
            if _PERCENT.search(self.question) and self.changed_last():
                return self.on_earlier(Apply(Operation.PERCENT_CHANGE, (Earlier(1),)))
            part = self.part_of_whole()
            if part is not None:
                return part
            named = named_operation(metric.phrase)
            if named is not None:
                return self.on_earlier(Apply(named, (Earlier(1),)))
            return self.references.resolve(metric.phrase) or Metric(last.metric, self.spoken_of(), last.context)
        same = (
            of_same_part(self.question, metric, self.turns[-1], self.shelf, self.filings[0]) if self.filings else None
        )
        if same is not None:
            return same
        if self._names_another_line(metric):
            return metric if metric.periods else self._in_place_of(metric)
        crossed = beside(self.question, metric, self.own_words(metric), self.turns[-1], self.shelf)
        if crossed is not None:
            return crossed
        if metric.periods and _VALUE.search(metric.phrase) and self.own_words(metric) < set(stems(last.metric)):
            return replace(metric, phrase=last.metric, context=last.context)  # "the amount due in 2015"
        part = another_part(self.question, metric, last, self.shelf, self.filings[0]) if self.filings else None
        if part is not None:
            return part
        if not _LEADS.match(self.question) and not _POINTS_BACK.search(self.question):
            return self._of_last_period(metric)
        if metric.periods and set(stems(metric.phrase)) - GENERIC <= set(stems(last.metric)):
            return replace(metric, phrase=last.metric, context=last.context)
        if metric.periods:
            return metric
        return self._in_place_of(metric)

    def _names_another_line(self, metric: Metric) -> bool:
        """Whether a phrase is a line's own name, with words that the metric spoken of lacks: "cost of sales" after "sales"."""
        own, said = set(stems(metric.phrase)), set(stems(self.last_metric().metric))
        if not self.filings or not own - said or own - GENERIC - said:
            return False
        lines = series_index(self.shelf, self.filings[0]).match(metric.phrase)
        return any(own == set(stems(line.series.label)) for line in lines)

    def _of_last_period(self, metric: Metric) -> Metric:
        """Another metric by its name, and no period: of the period spoken of, where it is brief or the filing gives it there."""
        last = self.turns[-1]
        unsaid = not metric.periods and self.reading.months is None and self.reading.basis == last.basis
        if not unsaid or len(last.periods) != 1:
            return metric
        brief = len(self.question.split()) <= _FRAGMENT and not _ASKING.match(self.question)
        if not brief and not (last.basis == "reported" and self._is_given(metric, last.periods[0])):
            return metric
        return replace(metric, periods=(PeriodMention(0, 0, last.periods[0], "explicit"),))

    def _is_given(self, metric: Metric, period: Period) -> bool:
        """Whether a line that a metric's words name has a figure for a period."""
        lines = series_index(self.shelf, self.filings[0]).match(metric.phrase, _LINES) if self.filings else ()
        named = (line.series for line in lines if line.covered >= ENOUGH)
        return any(fact_at(series, period, self.calendar) is not None for series in named)

    def _same_at(self, metric: Metric) -> Ask:
        """The last question again, at another period."""
        last, said = self.turns[-1], self.last_metric()
        called = named_operation(metric.phrase)
        if isinstance(last.ask, Apply) and self.names_lines(last.ask) and called and last.ask.operation in KIN[called]:
            return at_periods(last.ask, metric)  # "that sum in 2016"
        if isinstance(last.ask, Apply) and len(last.ask.arguments) > 1 and self.names_lines(last.ask):
            return at_periods(last.ask, metric)
        if isinstance(last.ask, Apply) and len(last.ask.arguments) > 1:
            named = self._with_names(last.ask)
            if named is not None and len(metric.periods) == 1 and self._of_one_value(named):
                return Metric(
                    said.metric, metric.periods, said.context
                )  # of one line over periods: at this one, the line
            if named is not None:
                return at_periods(named, metric)
        return Metric(said.metric, metric.periods, said.context)

    @staticmethod
    def _of_one_value(ask: Apply) -> bool:
        """Whether every operand is one and the same, as a sum of one line over two periods is at one of them."""
        return len(ask.arguments) > 1 and len(set(ask.arguments)) == 1

    def _with_names(self, ask: Apply) -> Apply | None:
        """An operation of the last turn with its earlier figures by the names of their lines; None where one has none."""
        before = [turn for turn in reversed(self.turns[:-1]) if turn.program is not None]
        arguments: list[Ask] = []
        for argument in ask.arguments:
            if not isinstance(argument, Earlier):
                arguments.append(replace(argument, periods=()) if isinstance(argument, Metric) else argument)
                continue
            turn = before[argument.back - 1] if argument.back <= len(before) else None
            if turn is None or not turn.looked_up or not turn.metric:
                return None
            arguments.append(Metric(turn.metric, (), turn.context))
        if ask.operation in KIN[Operation.CHANGE] | KIN[Operation.PERCENT_CHANGE] and len(set(arguments)) == 1:
            arguments = arguments[:1]  # one line at two periods, and not two lines
        return replace(ask, arguments=tuple(arguments), periods=(), literal=None)

    def _in_place_of(self, metric: Metric) -> Ask:
        """Another metric in the place of the last one, in the same question: the same operation, the same period."""
        last = self.turns[-1]
        phrase = self._whole_phrase(metric.phrase)
        if isinstance(last.ask, Apply) and self.names_lines(last.ask):
            return with_metric(last.ask, phrase)
        share = self._share_of_earlier(last)
        if share is not None:
            when = self.spoken_of() if len(last.periods) == 1 else ()
            return replace(share, arguments=(Metric(phrase, when, metric.context), *share.arguments[1:]))
        step = last.program.steps[-1] if last.program is not None and last.program.steps else None
        if step is not None and step.operation in {Operation.CHANGE, Operation.PERCENT_CHANGE}:
            return Apply(step.operation, (Metric(phrase, (), metric.context),), self.spoken_of())
        return Metric(phrase, periods_of(last.ask), metric.context)

    def _share_of_earlier(self, last: Turn) -> Apply | None:
        """The last question where it set a line against an earlier figure, which is now one further back."""
        if not isinstance(last.ask, Apply) or last.ask.operation not in {Operation.SHARE, Operation.DIVIDE}:
            return None
        match last.ask.arguments:
            case (Metric(), Earlier() as base) if last.program is not None and base.back < len(self.references.said):
                return replace(last.ask, arguments=(last.ask.arguments[0], Earlier(base.back + 1)), literal=None)
            case _:
                return None

    def _whole_phrase(self, phrase: str) -> str:
        """A phrase that names a line by itself, or one that only says which of the last metric's kind is meant."""
        if not self.filings:
            return phrase
        index = series_index(self.shelf, self.filings[0])
        alone = next(iter(index.match(phrase)), None)
        if alone is not None and alone.covered >= 0.9 and alone.precise >= 0.6:
            return phrase
        said = self.last_metric().metric
        joined = f"{said} {phrase}"
        both = next(iter(index.match(joined)), None)
        return (
            joined
            if both is not None and both.covered >= 0.9 and (alone is None or both.score > alone.score)
            else phrase
        )

    # operations

    def _over_one(self, ask: Apply) -> Ask:
        inner = ask.arguments[0]
        if isinstance(inner, Earlier):
            moved = ask.operation in {Operation.CHANGE, Operation.PERCENT_CHANGE} and bool(ask.periods)
            if moved and self.turns[-1].looked_up and _IT.fullmatch(inner.phrase):  # "how much did it rise in 2016?"
                said = self.last_metric()
                return replace(ask, arguments=(Metric(said.metric, (), said.context),), literal=None)
            return self.on_earlier(ask)
        if not isinstance(inner, Metric):
            return replace(ask, arguments=(self.completed(inner),))
        listed = self._listed(ask, inner)
        if listed is not None:
            return listed
        if self.own_words(inner):
            return self._about_named(ask, inner)
        periods = ask.periods or inner.periods
        if len(periods) == 1 and _INCLUDING.search(self.question.lower()):
            return Apply(ask.operation, (Earlier(1), self._same_at(replace(inner, periods=periods))))
        if periods:
            said = self.last_metric()
            return replace(ask, arguments=(Metric(said.metric, (), said.context),), periods=periods, literal=None)
        return self.on_earlier(ask)

    def _listed(self, ask: Apply, inner: Metric) -> Ask | None:
        """A sum or the like of what stands side by side and points back: "this allowance and the carrying amount"."""
        parts = inner.phrase.split(" and ")
        if len(parts) != 2 or ask.operation not in {Operation.ADD, Operation.AVERAGE} or inner.periods or ask.periods:
            return None
        if not _POINTS_BACK.search(inner.phrase):
            return None
        found: list[Ask] = []
        for part in reversed(parts):
            taken = [one.back for one in found if isinstance(one, Earlier)]
            named = self._operand_of_last(Metric(part))
            pointed = named or self.references.resolve(f"that {part}", but=taken)
            found.insert(0, pointed or Metric(part, self.spoken_of()[:1], inner.context))
        return replace(ask, arguments=tuple(found), literal=None)

    def _about_named(self, ask: Apply, inner: Metric) -> Ask:
        """An operation on a metric by name: its periods, where none are said, are those of the figures before."""
        said = self.last_metric()
        if _POINTS_BACK.search(inner.phrase) and self.own_words(inner) <= set(stems(said.metric)):
            inner = replace(inner, phrase=said.metric, context=said.context)
            ask = replace(ask, arguments=(inner,), literal=None)
            if not (ask.periods or inner.periods) and len(self.references.looked_up()) >= 2:
                return self.on_earlier(replace(ask, arguments=(Earlier(1),), literal=None))
        if ask.periods or inner.periods:
            return ask
        if not (_LEADS.match(self.question) or _POINTS_BACK.search(self.question)):
            return ask
        asked = self.turns[-1].ask
        return replace(ask, periods=periods_of(asked) or self.spoken_of()) if isinstance(asked, Apply) else ask

    def _over_several(self, ask: Apply) -> Ask:
        """Two or more arguments: those that point back are earlier figures, or the last metric at a period."""
        # what is called by how it was computed first, then the last: "that amount" of "this total" is some other figure
        # and last of all the whole, which is none of the parts
        wholes = [isinstance(one, Earlier | Metric) and bool(WHOLE.fullmatch(one.phrase)) for one in ask.arguments]
        order = sorted(
            range(len(ask.arguments)), key=lambda at: (wholes[at], not self.is_result(ask.arguments[at]), -at)
        )
        resolved: dict[int, Ask] = self._named_again(ask)
        for at in (at for at in order if at not in resolved):
            taken = [one.back for one in resolved.values() if isinstance(one, Earlier)]
            if wholes[at]:
                parts = [self.references.called(one.phrase) for one in ask.arguments if isinstance(one, Metric)]
                taken += [one.back for one in parts if one is not None]
            resolved[at] = (self._whole_of_last() if wholes[at] else None) or self._operand(ask.arguments[at], taken)
        arguments = [resolved[at] for at in range(len(ask.arguments))]
        when = self.spoken_of()
        if len(when) == 1 and not ask.periods and any(of_earlier_alone(argument) for argument in arguments):
            arguments = [
                replace(argument, periods=when) if isinstance(argument, Metric) and not argument.periods else argument
                for argument in arguments
            ]
        as_said = tuple(arguments) == ask.arguments  # then the words may still be one line's name
        return replace(ask, arguments=tuple(arguments), literal=ask.literal if as_said else None)

    def _whole_of_last(self) -> Metric | None:
        """What the last answer was a share of, at its time: another part is of the same whole."""
        last = self.turns[-1]
        if last.program is None or not isinstance(last.ask, Apply) or last.ask.operation is not Operation.SHARE:
            return None
        whole = last.ask.arguments[-1]
        return replace(whole, periods=self.spoken_of()) if isinstance(whole, Metric) else None

    def _named_again(self, ask: Apply) -> dict[int, Ask]:
        """Each operand by its place, where every one of them is a line that was looked up before, called as it was then."""
        if periods_of(ask) or ask.periods or self.reading.months is not None:
            return {}
        again = [self.references.called(one.phrase) if isinstance(one, Metric) else None for one in ask.arguments]
        return {} if None in again else {at: one for at, one in enumerate(again) if one is not None}

    def _operand(self, argument: Ask, but: Sequence[int]) -> Ask:
        """One of several arguments: the figure or the metric that it points to, or itself."""
        changed = self.given.last_change()
        base = _BASE.fullmatch(argument.phrase) if isinstance(argument, Earlier | Metric) and changed else None
        if changed is not None and base is not None and not set(stems(base["what"])) - GENERIC - self._spoken_words():
            return Earlier(self.reading.earlier.index(changed[-1]) + 1)
        if isinstance(argument, Earlier):
            found = self.references.resolve(argument.phrase or "that", but=but)
            if found is None and self.turns[-1].program is None:
                return Earlier(len(self.reading.earlier) + 1)  # what was not answered is no figure
            return found or Metric(self.last_metric().metric, self.spoken_of(), self.last_metric().context)
        if isinstance(argument, Apply):
            return self._operation(argument, but)
        if not isinstance(argument, Metric):
            return argument
        return (
            self._operand_of_last(argument)
            or self.references.resolve(argument.phrase, argument.periods, but=but)
            or self.worked_out(argument)
            or argument
        )

    def _operand_of_last(self, argument: Metric) -> Metric | None:
        """The line that the last answer was worked out of and that a phrase names, at its time; None where it names no one."""
        program = self.turns[-1].program
        own = self.own_words(argument) - {"net", "total"}
        if program is None or len(program.facts) < 2 or not own or argument.periods:
            return None
        named = [fact for fact in program.facts if own <= set(stems(fact.label))]
        if len(named) != 1 or own <= set(stems(self.turns[-1].metric)) - set(stems(named[0].label)):
            return None
        when = (PeriodMention(0, 0, named[0].period, "explicit"),) if named[0].period is not None else ()
        return Metric(named[0].label, when)

    def _spoken_words(self) -> set[str]:
        return set(stems(self.last_metric().metric))

    def _operation(self, argument: Apply, but: Sequence[int]) -> Ask:
        """An argument that is an operation by its words: the figure it was, where it was computed before."""
        named = str(argument.operation).replace("_", " ")
        phrase = f"{'' if argument.literal is None else argument.literal.phrase} {named}"
        periods = periods_of(argument)
        found = self.references.resolve(f"that {phrase}", () if len(periods) > 1 else periods, but=but)
        return found if isinstance(found, Earlier) else self.completed(argument)
