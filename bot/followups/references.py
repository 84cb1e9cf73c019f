"""Resolves what a follow-up points to: "that change", "this 2007 amount", "the sum", to the figure of an earlier turn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.followups.turns import GENERIC, KIN, Said, Turn, facts_of, named_operation, of_earlier_alone, said_before
from bot.lexicon import stems
from bot.plan import Operation
from bot.planner.timing import fit
from bot.question import Ask, Earlier, Metric
from index.period import FiscalCalendar, PeriodMention

_POINTS = re.compile(
    r"\b(?:it|its|that|this|these|those|they|them|same|former|latter|prior|previous|above|earlier)\b", re.IGNORECASE
)
_PRONOUN = re.compile(r"(?:the )?(?:it|that|this|they|them|these|those|result|answer)")
# The whole of which a part is spoken of: the last answer that is not of the part itself.
WHOLE = re.compile(r"(?:the )?answer before")
_ORDINAL = re.compile(
    r"(?:the )?(first|second|third|former|latter)(?: (?P<what>one|value|amount|figure|number|change|difference|increase"
    r"|decrease|ratio|percentage|sum|total|average|of (?:them|these|those|the two)))?"
)
# "The value", "that amount": some figure given before, not what became of it.
_VALUE = re.compile(r"\b(?:values?|amounts?|numbers?|figures?|ones?|prices?|costs?|rates?|expenses?)\b")
# "The price of that stock" is the price spoken of.
_OF_IT = re.compile(r" (?:of|for|in|from|by) (?:that|this|those|these)(?: same)? \w+$")
_OF = re.compile(r" (?:of|for|in|from|by) ")
_TOTAL = re.compile(r"\b(?:total|overall|combined|consolidated)\b", re.IGNORECASE)
# "This growth" is of either kind.
_GROWTH = re.compile(r"\bgrowth\b(?! rate)")
_EXACT = 0.85


@dataclass(frozen=True, slots=True)
class References:
    """The figures given so far, to be pointed at. calendar: of the filing."""

    turns: tuple[Turn, ...]
    calendar: FiscalCalendar

    @property
    def said(self) -> tuple[Said, ...]:
        return said_before(self.turns)

    def resolve(self, phrase: str, periods: Sequence[PeriodMention] = (), *, but: Iterable[int] = ()) -> Ask | None:
        """The earlier figure, or the earlier metric at the periods, that a phrase means; None where it points to neither.

        but: figures (by how far back) that it cannot mean, being the other operand.
        """
        phrase = phrase.lower().strip(" ,.?!")
        points = bool(_POINTS.search(phrase))
        phrase = _OF_IT.sub("", phrase) or phrase
        said = [one for one in self.said if one.back not in set(but)]
        own = set(stems(phrase)) - GENERIC
        if not periods and WHOLE.fullmatch(phrase):
            return Earlier(said[0].back) if said else None
        place = _ORDINAL.fullmatch(phrase) if not periods else None
        if place is not None:
            asked = self._asked_for(named_operation(place["what"] or ""))
            at = {"first": 0, "second": 1, "third": 2, "former": -2, "latter": -1}[place[1]]
            return Earlier(asked[at]) if -len(asked) <= at < len(asked) and self._answered() else None
        if not periods and _PRONOUN.fullmatch(phrase):
            return Earlier(said[0].back) if said and self._answered() else None
        operation = named_operation(phrase)
        if operation is not None and not (periods and _VALUE.search(phrase)):
            found = self._computed(said, operation, own, phrase, periods)
            if found is None and operation is Operation.PERCENT_CHANGE and _GROWTH.search(phrase):
                found = self._computed(said, Operation.CHANGE, own, phrase, periods)
            if found is not None:
                return found
        if periods:
            asked_of = operation in {None, Operation.ADD}
            return (
                self._at(said, own, periods, points=points, whole=bool(_TOTAL.search(phrase)))
                if asked_of or own
                else None
            )
        if own:
            return self._named(said, own) if points else None
        if operation is None and said and self._answered() and (_VALUE.search(phrase) or points):
            return Earlier(said[0].back)
        return None

    def _answered(self) -> bool:
        """Whether the last question was answered: what points at an answer that was not given points at nothing."""
        return self.turns[-1].program is not None

    def _computed(
        self,
        said: Sequence[Said],
        operation: Operation,
        own: set[str],
        phrase: str,
        periods: Sequence[PeriodMention],
    ) -> Ask | None:
        """The last figure computed in the way that the phrase names, or called so ("this total", of a total looked up)."""
        if self._lost(operation):
            return None
        names = set(stems(phrase)) & {word for word in ("total", "average", "ratio", "percentage") if word in phrase}
        for one in said:
            steps = one.program.steps
            kin = bool(steps) and steps[-1].operation in KIN[operation] and self._is_of(one, periods)
            called = not periods and one.turn.looked_up and bool(names & set(stems(one.turn.question)))
            if (kin or called) and own <= _words(one):
                return Earlier(one.back)
        return None

    def _lost(self, operation: Operation) -> bool:
        """Whether the last turn asked for such a figure and had none to give."""
        last = self.turns[-1]
        return last.program is None and named_operation(last.question.lower()) is operation

    def lost_share(self, phrase: str) -> bool:
        """Whether a phrase means a ratio or a percentage that the last turn asked for and was not given."""
        share = named_operation(phrase.lower()) is Operation.DIVIDE
        return share and self.turns[-1].program is None and "percent" in set(stems(self.turns[-1].question))

    def _is_of(self, one: Said, periods: Sequence[PeriodMention]) -> bool:
        """Whether a figure uses one of every period; each of them, where none is named."""
        facts = one.program.facts
        return all(any(fit(when, fact, self.calendar) >= _EXACT for fact in facts) for when in periods)

    def _at(
        self, said: Sequence[Said], own: set[str], periods: Sequence[PeriodMention], *, points: bool, whole: bool
    ) -> Ask | None:
        """The figure given before for a period, or the metric spoken of at that period. whole: a total is asked for."""

        def is_of(words: set[str], turn: Turn) -> bool:
            if points or not own:
                return own <= words
            if whole and not _TOTAL.search(turn.metric) and set(stems(turn.metric)) - GENERIC - own:
                return False  # the total of what was asked of by a part of it ("total sales" after "sales in Europe")
            # without a word that points back, the last word of what was asked of must be in it ("performance of the stock")
            asked = [word for word in stems(turn.metric) if word not in GENERIC]
            head = [word for word in stems(_OF.split(turn.metric)[0]) if word not in GENERIC]
            return bool(asked) and own <= set(asked) and bool(own & {asked[-1], *head[-1:]})

        if len(periods) == 1:
            for one in said:
                facts = one.program.facts
                if not one.turn.looked_up or len(facts) != 1 or not is_of(_words(one), one.turn):
                    continue
                if fit(periods[0], facts[0], self.calendar) >= _EXACT:
                    return Earlier(one.back)
            computed = [one for one in said if one.program.steps and not own]
            for one in computed:
                if all(fit(periods[0], fact, self.calendar) >= _EXACT for fact in one.program.facts):
                    return Earlier(one.back)
        named = next((turn for turn in reversed(self.turns) if turn.metric and is_of(_words_of(turn), turn)), None)
        if named is None:
            return None
        return Metric(named.metric, tuple(periods), named.context)

    def _named(self, said: Sequence[Said], own: set[str]) -> Ask | None:
        """The figure given before of a line that the phrase names."""
        found = [one for one in said if own <= _words(one)]
        looked_up = [one for one in found if one.turn.looked_up]
        return Earlier((looked_up or found)[0].back) if found else None

    def _asked_for(self, operation: Operation | None) -> list[int]:
        """How far back each figure is that was asked for by itself, oldest first; not what was worked out of such figures.

        operation: only what was computed in this way, worked out of others or not.
        """
        if operation is not None:
            return [one.back for one in reversed(self.said) if _made_by(one) in KIN[operation]]
        found = {facts_of(one.program): one.back for one in self.said if not of_earlier_alone(one.turn.ask)}
        return list(found.values())[::-1]

    def alike(self) -> tuple[int, int] | None:
        """The last two figures where both were computed, in one way, by themselves: "net sales less costs" of two years."""
        if len(self.said) < 2 or not self._answered():
            return None
        new, old = self.said[:2]
        same = _made_by(new) is not None and _made_by(new) == _made_by(old)
        facts = facts_of(new.program) != facts_of(old.program)
        one_line = [fact.label for fact in new.program.facts] == [fact.label for fact in old.program.facts]
        apart = facts and one_line and not any(of_earlier_alone(one.turn.ask) for one in (new, old))
        return (new.back, old.back) if same and apart else None

    def called(self, phrase: str) -> Earlier | None:
        """The last figure that was looked up by the very words of a phrase; None where none was."""
        own = set(stems(phrase)) - GENERIC
        found = (one for one in self.said if one.turn.looked_up and set(stems(one.turn.metric)) - GENERIC == own)
        one = next(found, None) if own else None
        return None if one is None else Earlier(one.back)

    def looked_up(self) -> list[int]:
        """How far back each turn that only looked a figure up is, newest first; no figure twice."""
        found: dict[str, int] = {}
        for one in self.said:
            if one.turn.looked_up:
                found.setdefault(facts_of(one.program), one.back)
        return list(found.values())


def _made_by(one: Said) -> Operation | None:
    """The operation that gave a figure; None for one looked up."""
    return one.program.steps[-1].operation if one.program.steps else None


def _words_of(turn: Turn) -> set[str]:
    return set(stems(turn.metric)) | set(stems(turn.context)) | set(stems(turn.question))


def _words(one: Said) -> set[str]:
    labels = " ".join(fact.label for fact in one.program.facts)
    return _words_of(one.turn) | set(stems(labels)) | set(stems(one.program.label))
