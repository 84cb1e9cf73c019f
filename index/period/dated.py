"""Rules for periods that print a date: "December 31, 2007", "three and six months ended June 30, 2008 and 2007"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.period import lexemes as lex
from index.period.calendar import (
    DAY,
    fiscal_year,
    fiscal_year_of,
    month_end,
    shift_years,
    stretch_ended,
)
from index.period.lexemes import Lexeme
from index.period.values import Duration, Instant, period_end
from index.period.walking import TIGHT, Walker

_AT = re.compile(r"\b(?:at|as\s+of|as\s+at|since|on)\s+(?:the\s+)?(?:fiscal\s+)?$", re.IGNORECASE)


class Dated(Walker):
    """Dates, and the stretches that end on them."""

    # -- dates --------------------------------------------------------------------------------------------------

    def _days(self, *, leading: bool = False) -> list[tuple[Lexeme, date]]:
        """Dates in a list: "December 31, 2007 and 2006", "June 30 and March 31, 2008", "December 31" of the reported year.

        leading: the list begins a mention, so that what stands before it does not matter.
        """
        heads: list[Lexeme] = []
        days: list[tuple[Lexeme, date]] = []
        kinds = ("date", "month_day", "month_year", "year", "short_year")
        while word := (self._first(*kinds) if leading and not heads and not days else self._more(*kinds)):
            if word.kind in {"year", "short_year"}:
                year = lex.year_of(word.text)
                if year is None or not (heads or days):
                    self.at -= 1
                    break
                days += self._days_of_year(heads, days, word, year)
                heads = heads if len(heads) == 1 and not any(w.kind == "date" for w, _ in days) else []
            elif word.kind == "month_day":
                heads.append(word)
            else:
                day = self._day_of(word)
                if day is None:
                    break
                days += [(head, dated) for head in heads if (dated := lex.day_in(day.year, head.text))]
                heads = []
                days.append((word, day))
        if heads and not days:
            year = self._reported_year_for(heads[0])
            days = [(head, day) for head in heads if year and (day := lex.day_in(year, head.text))]
        return days

    def _days_of_year(
        self, heads: list[Lexeme], days: list[tuple[Lexeme, date]], word: Lexeme, year: int
    ) -> list[tuple[Lexeme, date]]:
        if heads:
            return [
                (Lexeme("date", head.start if len(heads) > 1 else word.start, word.end, word.text), day)
                for head in heads
                if (day := lex.day_in(year, head.text))
            ]
        last = days[-1][1]
        day = month_end(year, last.month) if last == month_end(last.year, last.month) else None
        return [(word, day or self._near_day(last, year))]

    def _near_day(self, last: date, year: int) -> date:
        """The same date of another year: of a 52/53-week year, the fiscal end it stands for."""
        moved = shift_years(Instant(last), year - last.year, self.calendar)
        return moved.date if isinstance(moved, Instant) else last

    def _day_of(self, word: Lexeme) -> date | None:
        if word.kind == "month_year":
            year = lex.year_of(word.text)
            return month_end(year, lex.month_of(word.text)) if year else None
        return lex.date_of(word.text)

    def _reported_year_for(self, word: Lexeme) -> int | None:
        """The year of the latest such day that is not after the reported period."""
        end = period_end(self.reported) if self.reported else None
        if end is None:
            return None
        day = lex.day_in(end.year, word.text)
        return end.year - 1 if day and day > end + timedelta(days=31) else end.year

    def _dates(self) -> bool:
        first = self.words[self.at]
        if first.kind not in {"date", "month_day", "month_year"}:
            return False
        at_moment = bool(_AT.search(self.text, max(0, first.start - 24), first.start))
        if first.kind == "month_year" and not at_moment:
            self.at += 1
            end = self._day_of(first)
            return end is not None and self._add(first.start, first.end, Duration(end.replace(day=1), end), "calendar")
        days = self._days(leading=True)
        for word, day in days:
            self._add(word.start, word.end, Instant(day), "explicit")
        return bool(days)

    # -- "three months ended ..." -------------------------------------------------------------------------------

    def _stretch(self) -> bool:
        heads = self._lengths()
        if not heads:
            return False
        start = heads[0][0].start
        if not self._take("ended", "to", gap=TIGHT) and heads[-1][1] != (12, "year"):
            return False
        days = self._days()
        if not days:
            return False
        for number, (word, length) in enumerate(heads):
            for position, (dated, end) in enumerate(days):
                begin = start if number == 0 and position == 0 else word.start if position == 0 else dated.start
                self._add(begin, dated.end, self._ended(length, end), "explicit")
        return True

    def _lengths(self) -> list[tuple[Lexeme, tuple[int, str]]]:
        heads: list[tuple[Lexeme, tuple[int, str]]] = []
        kinds = ("lengths", "quarter_noun", "half_noun", "year_noun", "month_noun", "period_noun")
        word = self._first("ordinal", *kinds)
        while word:
            if word.kind == "ordinal":  # "fourth quarter ended"
                word = self._take(*kinds)
                continue
            heads += [(word, length) for length in self._length(word)]
            here = self.at
            self._take("and")
            self._take("ordinal")
            word = self._take(*kinds)
            if word is None:
                self.at = here
        return heads

    @staticmethod
    def _length(word: Lexeme) -> list[tuple[int, str]]:
        named = {"quarter_noun": (3, "month"), "half_noun": (6, "month"), "month_noun": (1, "month")}
        if word.kind == "lengths":
            return lex.lengths_of(word.text)
        if word.kind == "year_noun":
            return [(12, "year")]
        return [named[word.kind]] if word.kind in named else []

    def _ended(self, length: tuple[int, str], end: date) -> Duration:
        number, unit = length
        if unit == "week":
            return Duration(end - timedelta(weeks=number) + DAY, end)
        if unit == "year" and self.calendar.weeks:
            whole = fiscal_year(self.calendar, fiscal_year_of(self.calendar, end - timedelta(days=30)))
            if abs((whole.end - end).days) <= 1:
                return whole
        return stretch_ended(end, number, self.calendar)
