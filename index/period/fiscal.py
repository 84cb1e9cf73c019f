"""Rules for periods by name: "second quarter of fiscal 2008", "1H FY08", "the December quarter", "year-end 2018", "2019"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from index.period import lexemes as lex
from index.period.calendar import (
    fiscal_year,
    fiscal_year_of,
    month_end,
    resolve,
    stretch_ended,
)
from index.period.dated import Dated
from index.period.lexemes import Lexeme
from index.period.values import Duration, FiscalCalendar, FiscalLabel, Instant, period_end


class Fiscal(Dated):
    """Fiscal and calendar years, quarters, halves and their ends."""

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
            self.found[-1] = replace(self.found[-1], range=end_of_range)
        return added
