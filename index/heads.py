"""What a column head (or a row label, or a caption) says about time, part by part.

Heads are broken over rows, captions and stubs: "Three months ended" here, "December 31," there, "2007" below. Each
place is read into a `When` of the parts it states; parts missing in one are filled from the next; `index.column_periods`
then resolves the whole against the fiscal calendar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12, "thirteen": 13, "fourteen": 14,
            "twenty-six": 26, "twenty-seven": 27, "thirty-nine": 39, "forty": 40, "fifty-two": 52, "fifty-three": 53}  # fmt: skip
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


@dataclass(frozen=True, slots=True)
class Day:
    """A date as printed: year 0 where none stands with it, day 0 where only a month is named."""

    month: int
    day: int
    year: int = 0


@dataclass(frozen=True, slots=True)
class When:
    """The parts of a period that a text states.

    months, weeks: the length of a stretch. part: "Q1".."Q4", "H1", "H2", "9M". instant: "as of", "at".
    days: dates in order. years: years that belong to no date, in order. fiscal: whether a year is called fiscal.
    to_date: "year to date". since: a stretch from the first of two dates to the second.
    """

    months: int = 0
    weeks: int = 0
    part: str = ""
    instant: bool = False
    days: tuple[Day, ...] = ()
    years: tuple[int, ...] = ()
    fiscal: bool = False
    to_date: bool = False
    since: bool = False

    @property
    def stretch(self) -> bool:
        """Whether a flow's length is stated."""
        return bool(self.months or self.weeks or self.part or self.to_date or self.since)

    @property
    def empty(self) -> bool:
        stated = self.days or self.years or self.months or self.weeks or self.part
        return not (stated or self.instant or self.fiscal or self.to_date or self.since)

    @property
    def dated(self) -> bool:
        """Whether it names a year."""
        return bool(self.years) or any(day.year for day in self.days)


_NOTHING = When()
_MONTH = (
    r"(?P<{0}>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![a-z])"
)
_YEAR = r"(?:19|20)\d{2}"
_DATE = re.compile(
    rf"\b{_MONTH.format('m1')}\s*(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:(?!\d)|(?=(?:19|20)\d\d\b))(?:\s*[,.]?\s*(?P<y1>{_YEAR})\b(?!\s*%))?"
    rf"|\b(?P<d2>\d{{1,2}})(?:\s+|-){_MONTH.format('m2')}(?:,?\s+|-)(?P<y2>{_YEAR})\b"
    rf"|\b(?P<n3>\d{{1,2}})/(?P<d3>\d{{1,2}})/(?P<y3>{_YEAR}|\d{{2}})\b"
    rf"|\b(?P<y4>{_YEAR})-(?P<n4>\d{{2}})-(?P<d4>\d{{2}})\b"
    rf"|\b{_MONTH.format('m5')},?\s*(?P<y5>{_YEAR})\b"
    rf"|\b(?P<n6>0?[1-9]|1[0-2])/(?P<y6>{_YEAR}|\d{{2}})\b(?!/)",
    re.IGNORECASE,
)
_LEAP = re.compile(r"\b(feb\w*\.?\s+)(?:28\s*/\s*29|29\s*/\s*28)\b", re.IGNORECASE)
# "January 1 - 31, 2022": from one day of a month to another.
_DAYS = re.compile(
    rf"\b{_MONTH.format('m')}\s+(?P<a>\d{{1,2}})\s*[-–—]\s*(?P<b>\d{{1,2}})(?=,?\s*{_YEAR}\b)", re.IGNORECASE
)
_COUNT = r"\d{1,2}|" + "|".join(_NUMBERS)
_LENGTH = re.compile(rf"\b(?P<n>{_COUNT})\s*-?\s*(?P<unit>months?|weeks?|quarters?)\b", re.IGNORECASE)
_QUARTER = re.compile(
    r"\b(?P<word>first|second|third|fourth|[1-4](?:st|nd|rd|th))\s+(?:fiscal\s+)?(?:quarter|qtr)"
    r"|\b(?:fiscal\s+)?(?:quarter|qtr)\.?\s*(?P<after>[1-4])\b|\bq(?P<q>[1-4])(?=\b|fy|['’\d])"
    r"|(?<![\d.])(?P<nq>[1-4])q(?=\b|\d)",
    re.IGNORECASE,
)
_HALF = re.compile(r"\b(?P<word>first|second)\s+(?:half|six\s+months)\b|\b(?:h(?P<h>[12])|(?P<nh>[12])h)(?=\b|\d|fy)", re.IGNORECASE)  # fmt: skip
_NINE = re.compile(r"\bfirst\s+(?:nine\s+months|three\s+quarters)\b|\b9m\b", re.IGNORECASE)
_ANNUAL = re.compile(r"\b(?:fiscal\s+|calendar\s+|full\s+)?years?[-\s]+(?:then\s+)?end(?:ed|ing)\b"
        r"|\bfor\s+the\s+(?:fiscal\s+)?years?\b|\bfull[- ]year\b"
                     r"|\byears?\s+end(?:ed|ing)\b", re.IGNORECASE)  # fmt: skip
_ENDED = re.compile(r"\b(?:quarter(?:ly period)?s?|three\s*-?\s*month\s+periods?)\s+end(?:ed|ing)\b", re.IGNORECASE)
_INSTANT = re.compile(r"\b(?:as\s+of|as\s+at|at)\b|\bbalances?\b(?=.{0,20}\d{4})", re.IGNORECASE)
_TO_DATE = re.compile(r"\byear[- ]to[- ]date\b|\bytd\b", re.IGNORECASE)
_FISCAL = re.compile(rf"\b(?:fiscal(?:\s+years?)?|fy)\s*['’]?(?P<y>{_YEAR}|\d{{2}})\b", re.IGNORECASE)
_SHORT = re.compile(
    r"(?:\b(?:fy|q[1-4]|[1-4]q|h[12]|[12]h|f|fy\s?q[1-4])\s*(?:fy)?\s*['’]?|['’])(?P<y>\d{2})\b(?!\s*%)", re.IGNORECASE
)
_BARE = re.compile(rf"(?<![\d,.$/-])(?P<y>{_YEAR})(?:\s*[AaEe])?(?![\d,/%]|\.\d|\s*%|-\d)")


def _month(word: str) -> int:
    prefix = word.lower()[:3]
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(prefix))


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else (2000 if int(text) < 60 else 1900) + int(text)


def _day(found: re.Match[str]) -> Day | None:
    part = found.groupdict()
    if part["m1"]:
        day = Day(_month(part["m1"]), int(part["d1"]), int(part["y1"] or 0))
    elif part["m2"]:
        day = Day(_month(part["m2"]), int(part["d2"]), int(part["y2"]))
    elif part["n3"]:
        day = Day(int(part["n3"]), int(part["d3"]), _year(part["y3"]))
    elif part["n4"]:
        day = Day(int(part["n4"]), int(part["d4"]), int(part["y4"]))
    elif part["m5"]:
        day = Day(_month(part["m5"]), 0, int(part["y5"]))
    else:
        day = Day(int(part["n6"]), 0, _year(part["y6"]))
    return day if 1 <= day.month <= 12 and day.day <= 31 else None


# How long something has been outstanding, or until it is due, is no period reported.
_BUCKET = re.compile(
    rf"\b(?:less|more|greater|fewer|longer|shorter)\s+than\s+(?:{_COUNT}|one)\s+(?:months?|years?)|\b(?:over|under|within|up\s+to|next|at\s+least|after|exceeding)\s+(?:{_COUNT}|one|five)\s+(?:months?|years?)"
    rf"|\b(?:{_COUNT}|one)\s+(?:months?|years?)\s+(?:or|and)\s+(?:more|longer|greater|less|over|after|later)|\b(?:\d+|{_COUNT}|one|five)\s*(?:-|–|to)\s*(?:\d+|{_COUNT}|five|ten)\s+(?:months|years)\b",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?<![\d.,])([12])\s([09])\s(\d)\s(\d)(?![\d.,])")
_SPLIT_YEAR = re.compile(r"\b(?P<a>(?:19|20)\d{2})\s*[/–-]\s*(?P<b>(?:19|20)?\d{2})\b(?![/\d])")


def _spaced_years(text: str) -> str:
    """Years set with spaced digits closed up, and years named for both calendar years ("2018/19") by the later."""

    def later(found: re.Match[str]) -> str:
        first, last = int(found["a"]), int(found["b"])
        last = last if last > 100 else first // 100 * 100 + last
        return str(last) if last == first + 1 else found[0]

    return _SPLIT_YEAR.sub(later, _SPACED.sub(r"\1\2\3\4", text))


@lru_cache(maxsize=20_000)
def read_when(text: str) -> When:
    """The parts of a period that a text states; an empty When where it states none."""
    if not re.search(r"\d|month|week|quarter|year|half|ytd", text, re.IGNORECASE):
        return _NOTHING
    text = _spaced_years(_BUCKET.sub(" ", text))
    text = _DAYS.sub(r"\g<m> \g<a> - \g<m> \g<b>", _LEAP.sub(r"\g<1>29", text))
    days: list[Day] = []
    spans: list[tuple[int, int]] = []
    for found in _DATE.finditer(text):
        day = _day(found)
        if day is not None:
            days.append(day)
            spans.append(found.span())
    rest = text
    for start, end in spans:
        rest = rest[:start] + "\x00" * (end - start) + rest[end:]
    years = sorted({(m.start("y"), _year(m["y"])) for rx in (_FISCAL, _SHORT, _BARE) for m in rx.finditer(rest)})
    when = _length(rest, When(days=tuple(days), years=tuple(year for _, year in years)))
    instant = bool(_INSTANT.search(rest)) and not when.stretch
    since = len(days) >= 2 and bool(
        re.fullmatch(r"\s*(?:[-–—]|to|through|until|thru)\s*", text[spans[0][1] : spans[1][0]])
    )
    return replace(when, instant=instant, fiscal=bool(_FISCAL.search(text) or "fiscal" in text.lower()), since=since)


def _length(text: str, when: When) -> When:
    if found := _NINE.search(text):
        return replace(when, part="9M")
    if found := _HALF.search(text):
        word = (found["word"] or "").lower()
        return replace(when, part=f"H{_ORDINALS[word] if word else found['h'] or found['nh']}")
    if found := _QUARTER.search(text):
        word = (found["word"] or "").lower()
        return replace(when, part=f"Q{_ORDINALS[word] if word else found['after'] or found['q'] or found['nq']}")
    if found := _LENGTH.search(text):
        count = int(found["n"]) if found["n"].isdigit() else _NUMBERS[found["n"].lower()]
        unit = found["unit"].lower()
        if unit.startswith("week") and count >= 4:
            return replace(when, weeks=count)
        months = count * 3 if unit.startswith("quarter") else count
        if not unit.startswith("week") and 1 <= months <= 24:
            return replace(when, months=months)
    if _TO_DATE.search(text):
        return replace(when, to_date=True)
    if _ENDED.search(text):
        return replace(when, months=3)
    return replace(when, months=12) if _ANNUAL.search(text) else when


def fill(when: When, other: When) -> When:
    """`when`, with the parts it lacks taken from `other` where `other` is clear about them."""
    if other.empty:
        return when
    length = {}
    if not when.stretch and not when.instant and (other.stretch or other.instant) and not other.since:
        length = {"months": other.months, "weeks": other.weeks, "part": other.part, "to_date": other.to_date,
                  "instant": other.instant}  # fmt: skip
    filled = when
    if length or (other.fiscal and not when.fiscal):
        filled = replace(when, fiscal=when.fiscal or other.fiscal, **length)  # type: ignore[arg-type]
    if not filled.days:
        dates = {(day.month, day.day) for day in other.days}
        if filled.years and len(dates) == 1:
            month, number = dates.pop()
            filled = replace(filled, days=(Day(month, number),))
        elif not filled.years and len({*other.years, *(day.year for day in other.days if day.year)}) == 1:
            filled = replace(filled, days=other.days, years=other.years, since=other.since)
    elif not filled.dated:
        years = {*other.years, *(day.year for day in other.days if day.year)}
        filled = replace(filled, years=tuple(years)) if len(years) == 1 else filled
    return filled


# --- what a column holds beside a period's value ---------------------------------------------------------------------

_CHANGE_WORD = (
    r"(?:changes?|variances?|increases?|decreases?|growth|difference|incr\.?|decr\.?|better|worse"
    r"|fluctuation|b(?=\s*/))"
)
_CHANGE = re.compile(
    rf"^(?:(?:\$|%|percent(?:age)?|dollar|amount|net|total|y/y|q/q|year[- ]over[- ]year|yoy|period[- ](?:over|to)[- ]period|year[- ]to[- ]year|yr\.?[- ]to[- ]yr\.?)\s*(?:of\s+)?)*"
    rf"\(?{_CHANGE_WORD}\)?(?:\s*[/(-]*\s*\(?(?:{_CHANGE_WORD}|w)\)?)*"
    rf"(?:\s*(?:in\s+)?\(?(?:%|\$|percent(?:age)?|amount|y/y|q/q|yoy|dollars?)\)?)*(?:\s+(?:from|vs\.?|versus)\s.{{0,40}})?$",
    re.IGNORECASE,
)
_CHANGE_FIRST = re.compile(r"^(?:%\s*)?(?:change|growth|increase|variance|yr)", re.IGNORECASE)
_PERIOD_NAME = rf"(?:(?:fy|fiscal)?\s*{_YEAR}|fy\s*\d{{2}}|[1-4]q\d\d|q[1-4].{{0,6}})"
_VERSUS = re.compile(
    rf"\b{_PERIOD_NAME}\s*(?:vs\.?|versus|over|to|compared\s+(?:to|with))\s*{_PERIOD_NAME}", re.IGNORECASE
)
_PERCENT_OF = re.compile(r"(?:%|percent(?:age)?s?)\s*of\b|\bas\s+an?\s+(?:%|percent)", re.IGNORECASE)
_DELTA = re.compile(r"[∆Δ△]")
# "(In thousands, except percentages)" says nothing of what one column holds.
_UNIT_LINE = re.compile(
    r"^\(?(?:(?:all )?(?:dollars?|amounts?|figures|[$€£])\s+)?in\s+(?:\w+\s+)?(?:thousand|million|billion)s?\b",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^(?:notes?|ref(?:erence)?s?\.?|footnotes?|page|exhibit\s+(?:no\.?|number))$", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def kind_of_head(path: tuple[str, ...], percent: bool) -> str:
    """What a column holds: "value", "change", "percent_change", "percent_of" or "note".

    percent: whether the column's numbers are printed as percentages.
    """
    path = tuple(part for part in path if not _UNIT_LINE.match(part))
    joined = " ".join(path)
    if path and _NOTE.match(path[-1]):
        return "note"
    if _DELTA.search(joined):
        return "percent_change" if percent or "%" in joined else "change"
    if _PERCENT_OF.search(joined):
        return "percent_of"
    lines = [line for line in (*path, joined) if line]
    changed = percent and bool(path) and any(_CHANGE_FIRST.match(line) for line in path)
    changed = changed or any(_CHANGE.match(line) and len(line) < 70 for line in lines) or bool(_VERSUS.search(joined))
    if not changed:
        return "value"
    return "percent_change" if percent or "%" in joined or re.search(r"\bpercent", joined, re.IGNORECASE) else "change"


_QUALIFIERS = (
    (re.compile(r"\bunaudited\b", re.IGNORECASE), "unaudited"),
    (re.compile(r"\bpro[- ]?forma\b", re.IGNORECASE), "pro forma"),
    (re.compile(r"\bas\s+restated\b|\brestated\b|\bas\s+revised\b", re.IGNORECASE), "restated"),
    (re.compile(r"\bas\s+previously\s+reported\b|\bpreviously\s+reported\b", re.IGNORECASE), "previously reported"),
    (re.compile(r"\bnon[- ]?gaap\b", re.IGNORECASE), "non-GAAP"),
    (re.compile(r"\bas\s+adjusted\b|\badjusted\b", re.IGNORECASE), "adjusted"),
    (re.compile(r"\bestimated?\b", re.IGNORECASE), "estimated"),
    (re.compile(r"\bpreliminary\b", re.IGNORECASE), "preliminary"),
)


@lru_cache(maxsize=20_000)
def qualifiers_in(text: str) -> tuple[str, ...]:
    """Labels an analyst relies on that a caption, head or row states of its figures."""
    return tuple(name for rule, name in _QUALIFIERS if rule.search(text))
