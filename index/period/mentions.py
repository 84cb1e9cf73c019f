"""Periods as people write them, in column heads, prose and questions.

A small grammar over `lexemes`: a head ("three months ended", "second quarter of") is shared by the dates or years
that follow it, so "nine months ended September 30, 2023 and 2022" is two periods.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from index.period import lexemes as lex
from index.period.calendar import (
    DAY,
    as_instant,
    month_end,
    months_in,
    previous_quarter,
    resolve,
    shift_years,
    stretch_ended,
    year_earlier,
)
from index.period.fiscal import Fiscal
from index.period.lexemes import JOINING, Lexeme, lexemes_of
from index.period.values import Duration, FiscalCalendar, FiscalLabel, Period, period_end
from index.period.walking import PeriodMention

__all__ = ["PeriodMention", "find_periods"]


def find_periods(text: str, calendar: FiscalCalendar, reported: Period | None = None) -> tuple[PeriodMention, ...]:
    """The periods a text names, in order.

    calendar: the company's; where it is assumed, fiscal years and quarters stay labels. reported: the period that
    relative words ("a year earlier") and dates without a year are reckoned from; without it they are left out.
    """
    reader = _Reader(text, calendar, reported, lexemes_of(text))
    return tuple(sorted(reader.read(), key=lambda mention: (mention.start, mention.end)))


class _Reader(Fiscal):
    """Reads one text, left to right, trying every rule at every word."""

    def read(self) -> list[PeriodMention]:
        rules: tuple[Callable[[], bool], ...] = (
            self._stretch,
            self._ordinal,
            self._quarter_code,
            self._month_quarter,
            self._year_end,
            self._year_range,
            self._years,
            self._dates,
            self._relative,
        )
        while self.at < len(self.words):
            start, kept = self.at, len(self.found)
            if self.words[start].kind in JOINING:  # no mention begins so
                self.at = start + 1
                continue
            closing = self._first("end_of") if self._leads("end_of") else None
            if not any(self._try(rule) for rule in rules):
                self.at = start + 1
            elif closing:
                self.found[kept:] = [_at_end(mention, closing.start) for mention in self.found[kept:]]
        return self._with_ranges()

    def _try(self, rule: Callable[[], bool]) -> bool:
        start, kept = self.at, len(self.found)
        if rule() and self.at > start:
            return True
        self.at = start
        del self.found[kept:]
        return False

    # -- "a year earlier" ---------------------------------------------------------------------------------------

    def _relative(self) -> bool:
        word = self._first(
            "year_earlier", "same_year", "previous_quarter", "year_to_date", "trailing_year",
            "this_quarter", "this_year", "next_year", "next_quarter", "latest",
        )  # fmt: skip
        if word is None or self.reported is None:
            return False
        relation = "same" if word.kind == "same_year" else word.kind
        period, *others = self._reckoned(word, self.reported)
        return self._add(word.start, word.end, period, "relative", *others, relation=relation)

    def _reckoned(self, word: Lexeme, reported: Period) -> list[Period]:
        calendar, year = self.calendar, self._fiscal_year_reported()
        whole = resolve(FiscalLabel(year), calendar) if year is not None else None
        end = period_end(reported)
        match word.kind:
            case "same_year":
                named = lex.year_of(word.text)
                here = end.year if end and not isinstance(reported, FiscalLabel) else year
                if "fiscal" in word.text.lower() or isinstance(reported, FiscalLabel):
                    here = year
                return [shift_years(reported, (named or 0) - (here or 0), calendar)]
            case "year_earlier":
                earlier = year_earlier(reported, calendar)
                whole_year = re.fullmatch(r"\w+\s+(?:fiscal\s+)?year", word.text, re.IGNORECASE) and whole
                return [earlier, year_earlier(whole, calendar)] if whole_year and whole else [earlier]
            case "previous_quarter":
                return [previous_quarter(reported, calendar)]
            case "this_quarter":
                return [self._last_quarter(reported)]
            case "next_quarter":
                after = end + DAY if end else None
                return [stretch_ended(month_end(after.year, after.month + 2), 3, calendar)] if after else [reported]
            case "this_year":
                return [whole or reported]
            case "next_year":
                return [shift_years(whole, 1, calendar) if whole else reported]
            case "year_to_date":
                first = whole.start if isinstance(whole, Duration) else None
                return [Duration(first, end)] if first and end else [reported]
            case "trailing_year":
                return [stretch_ended(end, 12, calendar)] if end else [reported]
        return [reported]

    def _last_quarter(self, reported: Period) -> Period:
        end = period_end(reported)
        if end is None or months_in(reported) == 3:
            return reported
        return stretch_ended(end, 3, self.calendar)

    # -- "from 2017 to 2019" ------------------------------------------------------------------------------------

    def _with_ranges(self) -> list[PeriodMention]:
        """Marks the two ends of "from X to Y", "between X and Y", "X through Y"."""
        for number in range(len(self.found) - 1):
            low, high = self.found[number], self.found[number + 1]
            between = self.text[low.end : high.start]
            before = self.text[max(0, low.start - 24) : low.start]
            led = re.search(r"\b(from|between)\s+(?:the\s+)?(?:fiscal\s+)?(?:years?\s+)?$", before, re.IGNORECASE)
            joined = re.fullmatch(
                r"[\s,]*(to|through|until|thru|and|-|–)\s+(?:the\s+)?(?:fiscal\s+)?(?:years?\s+)?",
                between,
                re.IGNORECASE,
            )
            if not joined or low.range or high.range:
                continue
            word = joined.group(1).lower()
            if word in {"through", "thru"} or (led and (word == "and") == (led.group(1).lower() == "between")):
                self.found[number] = _ranged(low, "from")
                self.found[number + 1] = _ranged(high, "to")
        return self.found


def _ranged(mention: PeriodMention, end: str) -> PeriodMention:
    return PeriodMention(
        mention.start, mention.end, mention.period, mention.how, mention.alternatives, mention.relation, end
    )


def _at_end(mention: PeriodMention, start: int) -> PeriodMention:
    """The mention after "the end of": the moment and not the stretch."""
    others = tuple(as_instant(other) for other in mention.alternatives)
    return replace(mention, start=min(start, mention.start), period=as_instant(mention.period), alternatives=others)
