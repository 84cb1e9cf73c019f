"""Walks the words of periods in a text, looking ahead past filler; what every rule of the grammar stands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.period.lexemes import Lexeme
from index.period.values import FiscalCalendar, Period

# What may stand between the words of one mention.
LOOSE = re.compile(
    (
        r"[\s,.:;()'’\"\-–—|*_]*(?:\b(?:the|of|in|for|our|its|their|on|a|company['’]s|during|respectively"
        r"|unaudited|restated|weeks?)\b[\s,.:;()'’\-–—|]*)*"
    ),
    re.IGNORECASE,
)
TIGHT = re.compile(r"[\s,.()|:*_]*(?:\b(?:the|of|on|unaudited)\b[\s,]*)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period that a text names.

    start, end: the offsets of the words in the text. Where periods share a head ("nine months ended September 30, 2023
    and 2022") each has the words of its own; the first has the head too.
    how: "explicit" (a date is printed), "fiscal" (a fiscal year or quarter by name), "calendar" (a calendar year or
    month by name), or "relative" (reckoned from the reported period).
    alternatives: what else the words can mean ("2008": the calendar year, for a company whose year ends in June).
    relation: of a relative one: "year_earlier", "previous_quarter", "latest", "same", "year_to_date", ...
    range: "from" and "to" for the two ends of a range ("from 2017 to 2019"), else "".
    """

    start: int
    end: int
    period: Period
    how: str
    alternatives: tuple[Period, ...] = ()
    relation: str = ""
    range: str = ""


@dataclass
class Walker:
    """The words of one text, and a place among them."""

    text: str
    calendar: FiscalCalendar
    reported: Period | None
    words: Sequence[Lexeme]
    at: int = 0
    found: list[PeriodMention] = field(default_factory=list)

    def _peek(self, *kinds: str, gap: re.Pattern[str] = LOOSE) -> Lexeme | None:
        """The next lexeme if it is of a kind and nothing but filler stands before it."""
        if self.at >= len(self.words) or self.words[self.at].kind not in kinds:
            return None
        word = self.words[self.at]
        if self.at and not gap.fullmatch(self.text, self.words[self.at - 1].end, word.start):
            return None
        return word

    def _take(self, *kinds: str, gap: re.Pattern[str] = LOOSE) -> Lexeme | None:
        word = self._peek(*kinds, gap=gap)
        if word:
            self.at += 1
        return word

    def _first(self, *kinds: str) -> Lexeme | None:
        """The lexeme a rule begins with: what stands before it does not matter."""
        if self.at < len(self.words) and self.words[self.at].kind in kinds:
            self.at += 1
            return self.words[self.at - 1]
        return None

    def _leads(self, kind: str) -> bool:
        """Whether a lexeme of this kind is here, with nothing but filler up to the one after it."""
        here, following = self.words[self.at], self.words[self.at + 1 : self.at + 2]
        return here.kind == kind and bool(following) and bool(LOOSE.fullmatch(self.text, here.end, following[0].start))

    def _more(self, *kinds: str) -> Lexeme | None:
        """The next of a list: after a comma, an "and", or nothing."""
        here = self.at
        self._take("and")
        word = self._take(*kinds)
        if word is None:
            self.at = here
        return word

    def _add(self, start: int, end: int, period: Period | None, how: str, *others: Period, relation: str = "") -> bool:
        if period is not None:
            alternatives = tuple(dict.fromkeys(other for other in others if other != period))
            self.found.append(PeriodMention(start, end, period, how, alternatives, relation))
        return period is not None
