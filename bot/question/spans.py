"""Stretches of time as people type them, written out: "Jul-Sep 2007", "six months Dec 06", "both December quarters"."""

from __future__ import annotations

import re
from calendar import monthrange

from index.period import Period, months_in, period_end, previous_quarter

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:(?:19|20)\d\d|['’]\d\d(?!\d)|[012]\d(?![\d%]|,? ?(?:19|20)\d\d))"
_QUARTER = r"(?:quarter|qtr)\b\.?"

# "Jul-Sep 2007", "July 2007 through December 2007", "July 1 to December 31, 2007"
_FROM_TO = re.compile(
    rf"\b(?:from )?(?P<first>{MONTH})(?: 1(?:st)?\b,?)?(?:,? (?P<first_year>(?:19|20)\d\d))? ?(?:-|–|—|to|through|thru|until) ?"
    rf"(?P<last>{MONTH})(?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b,?)?,? ?(?P<year>{_YEAR})",
    re.IGNORECASE,
)
# "between July and December 2007": months that make up a stretch, and not the ends of one ("between June and December")
_BETWEEN = re.compile(
    rf"\bbetween (?:the (?:start|beginning) of )?(?P<first>{MONTH})(?: 1(?:st)?\b,?)?(?:,? (?P<first_year>(?:19|20)\d\d))? and "
    rf"(?:the end of )?(?P<last>{MONTH})(?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b,?)?,? ?(?P<year>{_YEAR})",
    re.IGNORECASE,
)
# a length, and the month it ends with, without "ended"
_ENDED = re.compile(
    rf"\b(?P<length>(?:three|six|nine|twelve|3|6|9|12)[ -]?(?:months?|mos?\b\.?|m\b)|half[- ]?year|{_QUARTER}) (?:to |in |of |- ?)?"
    rf"(?P<month>{MONTH}),? (?P<year>{_YEAR})(?! ?{_QUARTER})",
    re.IGNORECASE,
)
_MONTH_QUARTER = re.compile(rf"\b(?P<month>{MONTH}),? ['’]?(?P<year>[0-4]\d)(?= {_QUARTER})", re.IGNORECASE)
_MONTH_QUARTERS = re.compile(
    rf"\b(?:(?:each|both) of )?(?:(?:the|both|each) )*(?:(?:two|2|last two) )?(?P<month>{MONTH}) (?:quarters|qtrs)\b"
    rf"(?:(?:,| of| in| for)* ?(?P<a>{_YEAR})(?:,| and| &| versus| vs\.?)+ ?(?P<b>{_YEAR}))?",
    re.IGNORECASE,
)

# "F2Q08", "FQ2 08"
_FISCAL_QUARTER = re.compile(
    r"\bF(?:Y ?)?(?:(?P<n>[1-4])Q|Q(?P<m>[1-4])) ?(?:FY)?['’]?(?:20)?(?P<year>[0-4]\d)\b", re.IGNORECASE
)
# "31.12.2007": with points between them the day comes first
_DOTTED = re.compile(r"\b(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>(?:19|20)\d\d)\b")
# "Dec 07 q", "dec q", "Dec-07 qtr"
_LETTER_QUARTER = re.compile(
    rf"\b(?P<month>{MONTH})(?:[ -]?['’]?(?P<year>(?:20)?[0-4]\d))? (?:q\b|qtr\b\.?)(?! ?\d)", re.IGNORECASE
)
# a quarter with the month it ends in beside it, in parentheses
_QUARTER_NAMED = re.compile(
    rf"\b(?:(?:last|this|the latest|latest) )?{_QUARTER} \((?P<month>{MONTH})[ -]?(?P<year>{_YEAR})\)", re.IGNORECASE
)
# "six months 2006": those of that year that end when the reported ones do
_MONTHS_AND_YEAR = re.compile(
    r"(?<!first )(?<!last )(?<!next )(?<!other )(?<!past )\b(?P<length>(?:six|nine|6|9)[- ]months?(?: period)?|half[- ]?year)"
    r"(?:,? (?:of|in|to))? (?P<year>(?:19|20)\d\d)\b(?! ?[-–/])",
    re.IGNORECASE,
)
_LAST_MONTHS = re.compile(
    r"\b(?:the )?(?:last|final) (?P<length>(?:three|six|nine|3|6|9)[- ]months?) (?:of|in) (?:calendar )?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_SAME_STRETCH = re.compile(r"\bsame (?:stretch|span|spell|months|time frame|timeframe)(?= |\W*$) ?", re.IGNORECASE)
# "the December balance sheet date": the last one of that name
_SHEET_DATE = re.compile(
    rf"\b(?:the )?(?P<month>{MONTH}) (?:balance[- ]sheet(?: date)?|close|closing date|period[- ]end)\b", re.IGNORECASE
)

_PART = rf"(?:Q[1-4]|[1-4]Q|H[12]|[12]H|(?:first|second|third|fourth) (?:quarter|half)|{MONTH} {_QUARTER})"
_BOTH_YEARS = re.compile(
    rf"\b(?P<part>{_PART}),? (?:(?:in|of|for) )?(?:both|each|the two|(?:both |each )?of the two)(?: fiscal)? years?\b",
    re.IGNORECASE,
)
# a month alone, that something is measured from
_SINCE_MONTH = re.compile(
    rf"\b(?P<lead>from|versus|vs\.?|than(?: in| at)?|compared (?:to|with)|against) (?P<month>{MONTH})(?=\s*(?:[?.,)]|$))",
    re.IGNORECASE,
)


def with_stretches(text: str, reported: Period | None) -> str:
    """The question with its stretches of months as "N months ended" a date. reported: dates month quarters without a year."""
    text = _FISCAL_QUARTER.sub(lambda m: f"Q{m['n'] or m['m']} FY20{m['year']}", text)
    text = _DOTTED.sub(_dotted, text)
    text = _LETTER_QUARTER.sub(lambda m: f"{m['month']} {_year(m['year']) if m['year'] else ''} quarter", text)
    text = _QUARTER_NAMED.sub(lambda m: f"{m['month']} {_year(m['year'])} quarter", text)
    text = _SAME_STRETCH.sub("same period ", text)
    if reported is not None and (last := period_end(reported)) is not None:
        text = _SHEET_DATE.sub(
            lambda m: _last_day(_number(m["month"]), last.year - (_number(m["month"]) > last.month)), text
        )
    text = _FROM_TO.sub(_months_ended, text)
    text = _BETWEEN.sub(lambda m: f"in the {said}" if (said := _months_ended(m)) != m[0] else said, text)
    text = _MONTH_QUARTER.sub(lambda m: f"{m['month']} {_year(m['year'])}", text)
    text = _ENDED.sub(lambda m: f"{m['length']} ended {_last_day(_number(m['month']), _year(m['year']))}", text)
    text = _LAST_MONTHS.sub(lambda m: f"{m['length']} ended December 31, {m['year']}", text)
    text = _MONTHS_OF_YEAR.sub(_first_months, text)
    text = _BOTH_YEARS.sub(r"\g<part> of the prior year and \g<part>", text)
    end = period_end(reported) if reported is not None else None
    if end is not None:
        text = _MONTHS_AND_YEAR.sub(lambda m: f"{m['length']} ended {_last_day(end.month, int(m['year']))}", text)
        text = _SINCE_MONTH.sub(
            lambda m: f"{m['lead']} {_last_day(_number(m['month']), end.year - (_number(m['month']) > end.month))}",
            text,
        )

    if reported is not None and months_in(reported) == _QUARTER_MONTHS:
        text = _LAST_QUARTERS.sub(lambda m: _quarters(reported, COUNTS[m["n"].lower()]) or m[0], text)

    def each(match: re.Match[str]) -> str:
        month = _number(match["month"])
        if match["a"]:
            years = [_year(match["a"]), _year(match["b"])]
        elif end is not None:
            last = end.year - (month > end.month)
            years = [last, last - 1]
        else:
            return match[0]
        return " and ".join(f"quarter ended {_last_day(month, year)}" for year in years)

    return _MONTH_QUARTERS.sub(each, text)


_QUARTER_MONTHS = 3
COUNTS = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "five": 5, "5": 5}
_LAST_QUARTERS = re.compile(
    r"\b(?:the )?(?:last|past|latest|previous|most recent) (?P<n>two|2|three|3|four|4) quarters\b", re.IGNORECASE
)
_MONTHS_OF_YEAR = re.compile(
    (
        r"\b(?:the )?(?:first )?(?P<n>six|nine|6|9)[- ]months? (?:of |in )?(?P<which>this|the current|last"
        r"|the prior|the previous|prior)(?: fiscal)? year\b"
    ),
    re.IGNORECASE,
)


def _first_months(match: re.Match[str]) -> str:
    part = "first half" if match["n"].lower() in {"six", "6"} else "first nine months"
    return part if match["which"].lower() in {"this", "the current"} else f"{part} of the prior year"


def _dotted(match: re.Match[str]) -> str:
    day, month = int(match["day"]), int(match["month"])
    known = 1 <= month <= len(_FULL) and 1 <= day <= monthrange(int(match["year"]), month)[1]
    return f"{_FULL[month - 1]} {day}, {match['year']}" if known else match[0]


def _quarters(reported: Period, count: int) -> str:
    """So many quarters up to the reported one, the latest first; empty where their days are not known."""
    found: list[str] = []
    period = reported
    for _ in range(count):
        end = period_end(period)
        if end is None:
            return ""
        found.append(f"quarter ended {_FULL[end.month - 1]} {end.day}, {end.year}")
        period = previous_quarter(period)
    return " and ".join(found)


def _months_ended(match: re.Match[str]) -> str:
    first, last, year = _number(match["first"]), _number(match["last"]), _year(match["year"])
    if match["day"] and int(match["day"]) != monthrange(year, last)[1]:
        return match[0]
    began = int(match["first_year"]) if match["first_year"] else year - (first > last)
    months = (year - began) * 12 + last - first + 1
    return f"{months} months ended {_last_day(last, year)}" if months in {3, 6, 9, 12} else match[0]


def _number(month: str) -> int:
    return _NAMES.index(month[:3].lower()) + 1


def _year(text: str) -> int:
    digits = text.lstrip("'’")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _last_day(month: int, year: int) -> str:
    return f"{_FULL[month - 1]} {monthrange(year, month)[1]}, {year}"
