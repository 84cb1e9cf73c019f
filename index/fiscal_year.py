"""When a company's fiscal years end, learned from what its filing prints; never assumed silently."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from index.column_periods import month_end, months_before
from index.heads import MONTHS
from index.period import FiscalCalendar

MONTH_NAMES = "|".join(MONTHS)
_MONTH = rf"(?:{MONTH_NAMES}|jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)"
FULL_DATE = rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})\s*[,.]?\s+(?P<year>(?:19|20)\d{{2}})"
# Dates are looked for by their digits, which are few in a text, and then for the month before them.
_DAY_AND_YEAR = re.compile(r"(?P<day>\d\d?)\s*[,.]?\s+(?P<year>(?:19|20)\d{2})\b")
_MONTH_BEFORE = re.compile(rf"\b(?P<month>{_MONTH})\s+$", re.IGNORECASE)
_BEFORE = 80  # characters in which the month stands, and the space after it
_DAY_ONLY = rf"(?P<m>{MONTH_NAMES})\s+(?P<d>\d{{1,2}})"
_YEAR_ENDED = re.compile(
    rf"\bfiscal\s+years?\s+(?:then\s+)?(?:ended|ending|ends|end)\s*(?:on\s+)?:?\s*{_DAY_ONLY}", re.IGNORECASE
)
_PLAIN_YEAR_ENDED = re.compile(rf"\byears?\s+ended\s+{_DAY_ONLY}", re.IGNORECASE)
_TO_DATE = re.compile(
    rf"\b(?P<n>six|nine|6|9|twenty-six|26|27|thirty-nine|39|40)[\s-]+(?P<unit>months?|weeks?)(?:\s+periods?)?\s+ended\W+{_DAY_ONLY}",
    re.IGNORECASE,
)
_QUARTER = r"(?P<q>first|second|third|fourth)\s+(?:fiscal\s+)?quarter"
_NAMED_QUARTER = re.compile(
    rf"\b{_QUARTER}\s+(?:of\s+)?(?:the\s+)?(?:company['’]s\s+|our\s+|its\s+)?(?:fiscal\s+(?:year\s+)?)?(?P<fy>(?:19|20)\d\d)?(?:\s+fiscal(?:\s+year)?)?"
    rf"[^.]{{0,60}}?\bended\s+{FULL_DATE}"
    rf"|\bended\s+{FULL_DATE.replace('?P<month>', '?P<month2>').replace('?P<day>', '?P<day2>').replace('?P<year>', '?P<year2>')}"
    rf"[^.]{{0,30}}?\bthe\s+{_QUARTER.replace('?P<q>', '?P<q2>')}\s+of\s+(?:the\s+)?(?:company['’]s\s+|our\s+|its\s+)?(?:fiscal\s+(?:year\s+)?)?(?P<fy2>(?:19|20)\d\d)?(?P<tail>\s+fiscal)?",
    re.IGNORECASE,
)
_NAMED_YEAR = re.compile(
    rf"\bfiscal\s+(?:year\s+)?(?P<fy>(?:19|20)\d\d)\b[^.;]{{0,60}}?\bended\s+(?:on\s+)?{FULL_DATE}"
    rf"|\bended\s+(?:on\s+)?{FULL_DATE.replace('?P<month>', '?P<month2>').replace('?P<day>', '?P<day2>').replace('?P<year>', '?P<year2>')}"
    r"[^.;\d]{0,30}?[(“\"']\s*[“\"']?fiscal\s+(?:year\s+)?(?P<fy2>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_WEEKS = re.compile(
    r"\b5[23][\s-]*(?:weeks?|or|and|/|,\s*or)\b|\b(?:1[2346]|2[4678]|36|39|40|thirteen|twenty-six"
            r"|thirty-nine)[\s-]weeks?\s+ended\b|\bfifty-(?:two|three)[\s-]*week|\blast\s+(?:saturday|sunday"
            r"|friday|thursday|monday|tuesday|wednesday)\s+(?:in|of)\b|"
    r"\b(?:saturday|sunday|friday|thursday)\s+(?:closest|nearest)", re.IGNORECASE)  # fmt: skip
_FEW = 8
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_LENGTHS = {"six": 6, "6": 6, "nine": 9, "9": 9, "twenty-six": 6, "26": 6, "27": 6, "thirty-nine": 9, "39": 9, "40": 9}


def month_number(word: str) -> int:
    prefix = word.lower()[:3]
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(prefix))


def make_date(month: str, day: str, year: str) -> date | None:
    try:
        return date(int(year), month_number(month), int(day))
    except ValueError:
        return None


def dates_in(text: str) -> Iterator[tuple[int, date]]:
    """Every full date printed in a text, with its position."""
    for found in _DAY_AND_YEAR.finditer(text):
        start = found.start()
        if not text[start - 1 : start].isspace():
            continue
        named = _MONTH_BEFORE.search(text, max(0, start - _BEFORE), start)
        day = make_date(named["month"], found["day"], found["year"]) if named else None
        if named and day is not None:
            yield named.start(), day


def _flat(text: str) -> str:
    """The opening of a text with one space for each stretch of white space."""
    return " ".join(text[:400_000].split())


def learn_calendar(text: str, declared: tuple[int, int] | None, balance_dates: tuple[date, ...]) -> FiscalCalendar:
    """The fiscal calendar that a filing shows.

    declared: (month, day) of a source's own header. balance_dates: the dates that balance sheets compare with, earliest
    of each pair; in a quarterly filing that is the last fiscal year end. Returns an assumed calendar year where the
    filing says nothing.
    """
    flat = _flat(text)
    votes, named = _votes(flat)
    if declared is not None:
        votes[declared[0]] += 6
    for day in balance_dates:
        votes[_month_of_end(day)] += 2
    if not votes:
        return FiscalCalendar()
    month = max(votes, key=lambda number: (votes[number], number))
    near = [
        day for _, day in dates_in(text) if _month_of_end(day) == month and abs((_usual(day, month) - day).days) <= 9
    ]
    # In a year of weeks not every end is a month's last day; elsewhere such days ("effective January 1") stand out few.
    off = sum(1 for day in near if day != _usual(day, month))
    weeks = off * _FEW > len(near) and bool(_WEEKS.search(text))
    if declared is not None and declared[0] == month and not weeks:
        usual = 31 if declared[1] >= 28 else declared[1]
        near = [day for day in near if (day == month_end(day.year, month)) == (usual == 31)]
    ends, usual_day = _ends(near, month, weeks)
    latest = max((day for _, day in dates_in(text[:20_000])), default=None)
    ends = tuple(day for day in ends if latest is None or (day - latest).days < 800)
    if not weeks and declared is not None and declared[0] == month and declared[1] < 28:
        usual_day = declared[1]
    return FiscalCalendar(month, usual_day, weeks, ends, assumed=False, name_offset=_offset(flat, named, month))


def _month_of_end(day: date) -> int:
    """The month whose end a 52/53-week year means that ends on a day early in the next."""
    return day.month if day.day > 8 else (day.month - 2) % 12 + 1


def _usual(day: date, month: int) -> date:
    return min(
        (month_end(year, month) for year in (day.year - 1, day.year, day.year + 1)),
        key=lambda end: abs((end - day).days),
    )


def _votes(flat: str) -> tuple[Counter[int], list[tuple[int, date]]]:
    """Votes for the month that fiscal years end in, and the named fiscal years with their ends."""
    votes: Counter[int] = Counter()
    named: list[tuple[int, date]] = []
    for found in _YEAR_ENDED.finditer(flat):
        votes[_month_of_end(date(2001, month_number(found["m"]), min(28, int(found["d"]) or 1)))] += 3
    for found in _PLAIN_YEAR_ENDED.finditer(flat):
        votes[_month_of_end(date(2001, month_number(found["m"]), min(28, int(found["d"]) or 1)))] += 1
    for found in _TO_DATE.finditer(flat):
        month = _month_of_end(date(2001, month_number(found["m"]), min(28, int(found["d"]) or 1)))
        votes[(month - _LENGTHS[found["n"].lower()] - 1) % 12 + 1] += 2
    for found in _NAMED_QUARTER.finditer(flat):
        first = found["month"] is not None
        end = make_date(found["month"] if first else found["month2"], found["day"] if first else found["day2"],
                        found["year"] if first else found["year2"])  # fmt: skip
        if end is None:
            continue
        quarter = _QUARTERS[(found["q"] if first else found["q2"]).lower()]
        near = month_end(end.year, end.month) if end.day > 8 else months_before(month_end(end.year, end.month), 1)
        year_end = months_before(near, -3 * (4 - quarter))
        votes[year_end.month] += 2
        year = found["fy"] if first else found["fy2"]
        if year:
            named.append((int(year), year_end))
    return votes, named


def _ends(near: list[date], month: int, weeks: bool) -> tuple[tuple[date, ...], int]:
    """Fiscal year ends printed in the filing, and the day they usually fall on (31 for a month's last)."""
    if weeks:
        weekdays = Counter(day.weekday() for day in near)
        usual = weekdays.most_common(1)[0][0]
        return tuple(sorted({day for day in near if day.weekday() == usual})), 31
    days = Counter(day.day for day in near if day.month == month)
    last = [day for day in near if day == month_end(day.year, day.month) and day.month == month]
    common = days.most_common(1)[0][0] if days else 31
    if not last and common < 28:
        return tuple(sorted({day for day in near if day.day == common and day.month == month})), common
    return tuple(sorted(set(last))), 31


def _offset(flat: str, named: list[tuple[int, date]], month: int) -> int:
    """What is added to a fiscal year end's calendar year to name the fiscal year."""
    offsets = Counter(year - end.year for year, end in named if end.month == month)
    for found in _NAMED_YEAR.finditer(flat):
        first = found["month"] is not None
        end = make_date(found["month"] if first else found["month2"], found["day"] if first else found["day2"],
                        found["year"] if first else found["year2"])  # fmt: skip
        if end is not None and _month_of_end(end) == month:
            usual = _usual(end, month)
            # An end early in January is the year before's.
            offsets[int(found["fy"] or found["fy2"]) - (usual.year if usual.month == 12 else end.year)] += 1
    likely = [offset for offset, _ in offsets.most_common() if offset in (-1, 0)]
    return likely[0] if likely else 0
