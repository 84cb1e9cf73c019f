"""Periods as people write them, in column heads, prose and questions.

A small grammar over `lexemes`: a head ("three months ended", "second quarter of") is shared by the dates or years
that follow it, so "nine months ended September 30, 2023 and 2022" is two periods.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from index.period import lexemes as lex
from index.period.calendar import (
    DAY,
    as_instant,
    fiscal_year,
    fiscal_year_of,
    month_end,
    months_in,
    previous_quarter,
    resolve,
    shift_years,
    stretch_ended,
    year_earlier,
)
from index.period.lexemes import Lexeme, lexemes_of
from index.period.values import Duration, FiscalCalendar, FiscalLabel, Instant, Period, period_end

# What may stand between the words of one mention.
_LOOSE = re.compile(
    r"[\s,.:;()'’\"\-–—|*_]*(?:\b(?:the|of|in|for|our|its|their|on|a|company['’]s|during|respectively|unaudited|restated|weeks?)\b[\s,.:;()'’\-–—|]*)*",
    re.IGNORECASE,
)
_TIGHT = re.compile(r"[\s,.()|:*_]*(?:\b(?:the|of|on|unaudited)\b[\s,]*)*", re.IGNORECASE)
_AT = re.compile(r"\b(?:at|as\s+of|as\s+at|since|on)\s+(?:the\s+)?(?:fiscal\s+)?$", re.IGNORECASE)


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


def find_periods(text: str, calendar: FiscalCalendar, reported: Period | None = None) -> tuple[PeriodMention, ...]:
    """The periods a text names, in order.

    calendar: the company's; where it is assumed, fiscal years and quarters stay labels. reported: the period that
    relative words ("a year earlier") and dates without a year are reckoned from; without it they are left out.
    """
    reader = _Reader(text, calendar, reported, lexemes_of(text))
    return tuple(sorted(reader.read(), key=lambda mention: (mention.start, mention.end)))


@dataclass
class _Reader:
    """Walks the lexemes of one text, left to right."""

    text: str
    calendar: FiscalCalendar
    reported: Period | None
    words: list[Lexeme]
    at: int = 0
    found: list[PeriodMention] = field(default_factory=list)

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

    # -- looking ahead ------------------------------------------------------------------------------------------

    def _peek(self, *kinds: str, gap: re.Pattern[str] = _LOOSE) -> Lexeme | None:
        """The next lexeme if it is of a kind and nothing but filler stands before it."""
        if self.at >= len(self.words) or self.words[self.at].kind not in kinds:
            return None
        word = self.words[self.at]
        if self.at and not gap.fullmatch(self.text, self.words[self.at - 1].end, word.start):
            return None
        return word

    def _take(self, *kinds: str, gap: re.Pattern[str] = _LOOSE) -> Lexeme | None:
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
        return here.kind == kind and bool(following) and bool(_LOOSE.fullmatch(self.text, here.end, following[0].start))

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

    # -- dates --------------------------------------------------------------------------------------------------

    def _days(self) -> list[tuple[Lexeme, date]]:
        """Dates in a list: "December 31, 2007 and 2006", "June 30 and March 31, 2008", "December 31" of the reported year."""
        heads: list[Lexeme] = []
        days: list[tuple[Lexeme, date]] = []
        while word := self._more("date", "month_day", "month_year", "year", "short_year"):
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
        days = self._listed(self._days)
        for word, day in days:
            self._add(word.start, word.end, Instant(day), "explicit")
        return bool(days)

    def _listed(self, take: Callable[[], list[tuple[Lexeme, date]]]) -> list[tuple[Lexeme, date]]:
        """A list that begins a mention: the words before it are not filler of its own."""
        first = self.words[self.at]
        days = take()
        if days:
            return days
        return [(first, day)] if first.kind == "date" and self._first("date") and (day := self._day_of(first)) else []

    # -- "three months ended ..." -------------------------------------------------------------------------------

    def _stretch(self) -> bool:
        heads = self._lengths()
        if not heads:
            return False
        start = heads[0][0].start
        if not self._take("ended", "to", gap=_TIGHT) and heads[-1][1] != (12, "year"):
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

    # -- "second quarter of fiscal 2008", "first half", "first nine months" -------------------------------------

    def _ordinal(self) -> bool:
        first = self.words[self.at]
        before = self._first("year", "fiscal_year") if first.kind in {"year", "fiscal_year"} else None
        year_first = [(before, lex.year_of(before.text))] if before else []
        numbers: list[int] = []
        while word := (self._take("ordinal") if numbers or before else self._first("ordinal")):
            numbers.append(lex.ordinal_of(word.text))
            self._take("and", "to")
        noun = self._take("quarter_noun", "half_noun", "lengths") if numbers else None
        if noun is None:
            return False
        years = year_first or self._named_years()
        parts = [part for number in numbers if (part := self._part(number, noun))]
        fiscal = "fiscal" in noun.text.lower() or any(word and "f" in word.text.lower() for word, _ in years)
        if not parts:
            return False
        if not years:
            return self._parts_of_reported(first.start, noun.end, parts)
        start = first.start
        for word, year in years:
            if word is None or year is None:
                continue
            for part in parts:
                self._add_part(start, max(word.end, noun.end), year, part, fiscal=fiscal, text=word.text)
            start = word.start
        return True

    def _named_years(self) -> list[tuple[Lexeme | None, int | None]]:
        years: list[tuple[Lexeme | None, int | None]] = []
        while word := self._more("fiscal_year", "calendar_year", "year", "short_year"):
            years.append((word, lex.year_of(word.text)))
            self._take("year_noun")
        return years or self._years_shared()

    def _years_shared(self) -> list[tuple[Lexeme | None, int | None]]:
        """The year of "fourth quarter and full year 2007", left to be read again as a year of its own."""
        here = self.at
        joined = self._take("and") and (self._take("year_noun") or self._peek("fiscal_year"))
        word = self._take("year", "short_year", "fiscal_year") if joined else None
        self.at = here
        return [(self.words[here - 1], lex.year_of(word.text))] if word else []

    @staticmethod
    def _part(number: int, noun: Lexeme) -> str:
        if noun.kind == "quarter_noun":
            return f"Q{number}"
        if noun.kind == "half_noun":
            return f"H{min(number, 2)}"
        months, unit = lex.lengths_of(noun.text)[-1]
        if unit == "week":
            months = {13: 3, 14: 3, 26: 6, 27: 6, 39: 9, 40: 9}.get(months, 0)
        first_parts = {3: "Q1", 6: "H1", 9: "9M", 12: ""}
        last_parts = {3: "Q4", 6: "H2"}
        return (first_parts if number == 1 else last_parts).get(months, "")

    def _add_part(self, start: int, end: int, year: int, part: str, *, fiscal: bool, text: str) -> bool:
        own = resolve(FiscalLabel(year, part), self.calendar)
        civil = resolve(FiscalLabel(year, part), FiscalCalendar(assumed=False))
        if "calendar" in text.lower() or re.search(r"cy\W*\d", text, re.IGNORECASE):
            return self._add(start, end, civil, "calendar")
        others = () if fiscal or self._is_civil else (civil,)
        return self._add(start, end, own, "fiscal", *others)

    @property
    def _is_civil(self) -> bool:
        return self.calendar.assumed or self.calendar.year_end_month == 12

    def _parts_of_reported(self, start: int, end: int, parts: list[str]) -> bool:
        year = self._fiscal_year_reported()
        if year is None:
            return False
        for part in parts:
            self._add(start, end, resolve(FiscalLabel(year, part), self.calendar), "relative", relation="same")
        return bool(parts)

    def _fiscal_year_reported(self) -> int | None:
        if isinstance(self.reported, FiscalLabel):
            return self.reported.fiscal_year
        end = period_end(self.reported) if self.reported else None
        return fiscal_year_of(self.calendar, end - timedelta(days=14)) if end else None

    # -- "Q2 FY08", "2Q23", "1H FY08" ---------------------------------------------------------------------------

    def _quarter_code(self) -> bool:
        first = self.words[self.at]
        before = self._first("year", "fiscal_year", "short_year")
        code = (self._take if before else self._first)("quarter", "half", "nine")
        if code is None:
            return False
        digit = re.search(r"[1-49]", code.text)
        part = (
            "9M"
            if code.kind == "nine"
            else ("Q" if code.kind == "quarter" else "H") + (digit.group() if digit else "1")
        )
        rest = re.sub(r"Q[1-4]|[1-4]Q|H[12]|[12]H|9M", "", code.text, count=1, flags=re.IGNORECASE)
        fiscal = "f" in rest.lower() or (before is not None and before.kind == "fiscal_year")
        years = [(code, lex.year_of(rest))] if re.search(r"\d\d", rest) else []
        if before and not years:
            years = [(code, lex.year_of(before.text))]
        if not years:
            years = [(word, year) for word, year in self._named_years() if word]
            fiscal = fiscal or any(word.kind == "fiscal_year" for word, _ in years)
        start = first.start
        if not years:
            return self._parts_of_reported(start, code.end, [part])
        for word, year in years:
            if year is not None:
                self._add_part(start, word.end, year, part, fiscal=fiscal, text=word.text)
                start = word.start
        return True

    # -- "the December quarter", "year-end 2018" ----------------------------------------------------------------

    def _month_quarter(self) -> bool:
        month = self._first("month", "month_year")
        noun = self._take("quarter_noun", gap=re.compile(r"[\s-]+")) if month else None
        if month is None or noun is None:
            return False
        year = lex.year_of(month.text) if month.kind == "month_year" else None
        end = noun.end
        if year is None and (word := self._take("year", "short_year")):
            year, end = lex.year_of(word.text), word.end
        if year is None:
            latest = period_end(self.reported) if self.reported else None
            if latest is None:
                return False
            year = latest.year - (lex.month_of(month.text) > latest.month)
        period = stretch_ended(self._fiscal_month_end(year, lex.month_of(month.text)), 3, self.calendar)
        return self._add(month.start, end, period, "explicit")

    def _fiscal_month_end(self, year: int, month: int) -> date:
        nominal = month_end(year, month)
        if not self.calendar.weeks:
            return nominal
        ends = [
            period.end
            for name in (year - 1, year, year + 1)
            for quarter in range(1, 5)
            if isinstance(period := resolve(FiscalLabel(name, f"Q{quarter}"), self.calendar), Duration)
        ]
        return min(
            [end for end in ends if abs((end - nominal).days) <= 10],
            default=nominal,
            key=lambda end: abs((end - nominal).days),
        )

    def _year_end(self) -> bool:
        first = self._first("year_end", "fiscal_year", "year", "calendar_year")
        if first is None:
            return False
        if first.kind != "year_end":
            noun = self._take("year_end", gap=re.compile(r"[\s-]*"))
            return noun is not None and self._add_year_end(first.start, noun.end, first)
        words = []
        while word := self._more("fiscal_year", "calendar_year", "year"):
            words.append(word)
        if words:
            start = first.start
            for word in words:
                self._add_year_end(start, word.end, word)
                start = word.start
            return True
        end = period_end(self.reported) if self.reported else None
        if end is None or "year" not in first.text.lower():
            return False
        year = fiscal_year_of(self.calendar, end)
        whole = fiscal_year(self.calendar, year)
        label = FiscalLabel(year if whole.end <= end else year - 1, "", instant=True)
        return self._add(first.start, first.end, resolve(label, self.calendar), "relative", relation="year_end")

    def _add_year_end(self, start: int, end: int, word: Lexeme) -> bool:
        year = lex.year_of(word.text)
        if year is None:
            return False
        civil = Instant(date(year, 12, 31))
        if word.kind == "calendar_year":
            return self._add(start, end, civil, "calendar")
        own = resolve(FiscalLabel(year, "", instant=True), self.calendar)
        return self._add(start, end, own, "fiscal", *(() if word.kind == "fiscal_year" or self._is_civil else (civil,)))

    # -- years --------------------------------------------------------------------------------------------------

    def _year_range(self) -> bool:
        word = self._first("year_range", "split_year")
        if word is None:
            return False
        if word.kind == "split_year":
            return self._add_year(word.start, word.end, lex.year_of(word.text), fiscal=True)
        low, high = (int(year) for year in re.findall(r"\d{4}", word.text))
        if high <= low:
            return False
        dash = re.search(r"[-–—]", word.text)
        middle = word.start + (dash.start() if dash else 4)
        self._add_year(word.start, middle, low, fiscal=False, end_of_range="from")
        return self._add_year(middle + 1, word.end, high, fiscal=False, end_of_range="to")

    def _years(self) -> bool:
        word = self._first("fiscal_year", "calendar_year", "year", "short_year", "year_noun", "fiscal")
        if word is None:
            return False
        start, fiscal = word.start, "f" in word.text.lower()
        if word.kind in {"year_noun", "fiscal"}:
            lead, word = word, self._take("year", "short_year", gap=re.compile(r"\s*(?:of\s+)?"))
            if word is None or (lead.kind == "year_noun" and "calendar" in lead.text.lower()):
                return word is not None and self._add_calendar_year(start, word)
        if word.kind == "calendar_year":
            return self._add_calendar_year(start, word)
        self._add_year(start, word.end, lex.year_of(word.text), fiscal=fiscal)
        while word := self._more("year", "short_year"):
            self._add_year(word.start, word.end, lex.year_of(word.text), fiscal=fiscal)
        return True

    def _add_calendar_year(self, start: int, word: Lexeme) -> bool:
        year = lex.year_of(word.text)
        return year is not None and self._add(
            start, word.end, Duration(date(year, 1, 1), date(year, 12, 31)), "calendar"
        )

    def _add_year(self, start: int, end: int, year: int | None, *, fiscal: bool, end_of_range: str = "") -> bool:
        if year is None:
            return False
        civil = Duration(date(year, 1, 1), date(year, 12, 31))
        own = resolve(FiscalLabel(year), self.calendar)
        added = self._add(start, end, own, "fiscal", *(() if fiscal or self._is_civil else (civil,)))
        if end_of_range:
            mention = self.found[-1]
            self.found[-1] = PeriodMention(
                mention.start, mention.end, mention.period, mention.how, mention.alternatives, range=end_of_range
            )
        return added

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
