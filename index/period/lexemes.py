"""The words periods are written with, found in text: dates, years, lengths, quarters, and what joins them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "sixteen": 16,
    "twenty-six": 26,
    "twenty-seven": 27,
    "thirty-six": 36,
    "thirty-nine": 39,
    "forty": 40,
    "fifty-two": 52,
    "fifty-three": 53,
}
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4}

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
_YEAR = r"(?:19[5-9]\d|20[0-9]\d)"
_NUMBER = "(?:" + "|".join(sorted((n.replace("-", "[- ]") for n in _NUMBERS), key=len, reverse=True)) + r"|\d{1,2})"
_ORDINAL = r"(?:first|second|third|fourth|final|1st|2nd|3rd|4th)"
_ONE_LENGTH = rf"{_NUMBER}[\s-]+(?:full[\s-]+)?(?:months?|weeks?)"
_LENGTHS = (
    rf"(?:(?:{_NUMBER})(?:[\s-]+(?:months?|weeks?))?\s*(?:,|,?\s*and\b|,?\s*or\b|&|/)\s*)*{_ONE_LENGTH}\b"
    r"(?:[\s-]+(?:fiscal\s+)?periods?\b)?"
)
_PERIOD_NOUN = (
    r"(?:period|quarter|time(?:\s+(?:period|frame))?|(?:three|six|nine|twelve)[\s-]months?(?:[\s-]+period)?"
    r"|half|months?|weeks?)s?"
)
_SAME = r"(?:same|corresponding|comparable|comparative|like|equivalent)"
_BEFORE = r"(?:prior|previous|preceding|last|past)"
_OF_PRIOR_YEAR = rf"(?:(?:of|in|from|for|during|a)\s+)?(?:the\s+)?(?:{_BEFORE}[\s-]+(?:fiscal\s+)?year(?:['’]s)?\b|year[\s-]ago\b|(?:a|one)\s+year\s+(?:ago|earlier|before|prior)\b|year[\s-]earlier\b|the\s+year\s+before\b)"

# What a word can begin, by its first word: compiling the whole grammar for every question is what would cost.
_GROUPS: dict[str, str] = {
    "month": "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sept sep oct nov dec",
    "same": "same corresponding comparable comparative like equivalent",
    "before": "prior previous preceding last past",
    "number": " ".join(_NUMBERS).replace("-", " "),
    "ordinal": "first second third fourth final",
    "year": "year years",
    "a": "a one",
    "this": "this current latest most just reported full next coming following",
    "fiscal": "fiscal",
    "calendar": "calendar",
    "noun": "period periods quarter quarters half month months week weeks time times",
    "end": "end ended ending ends close",
    "short": "yoy y qoq q sequential sequentially linked ttm ltm trailing ytd so",
    "joining": "versus vs",
}
_FISCAL_CODE = rf"[\s'’-]*(?:FY|CY|fiscal)[\s'’-]*(?:{_YEAR}|\d\d)(?!\d)"
_CODE_YEAR = rf"(?:{_FISCAL_CODE}|\s*[/'’-]?\s*{_YEAR}(?!\d)|\s?['’-]\d\d(?!\d)|\d\d(?!\d))?(?![\w$])"
_NO_DATE = r"(?!\s*(?:end|[12]\d{3}))"
# (kind, groups whose words begin it, pattern); earlier kinds win where two begin at one place.
_LEXEMES: tuple[tuple[str, str, str], ...] = (
    ("year_earlier", "same", rf"{_SAME}\s+{_PERIOD_NOUN}\s+last(?=\W*$)"),  # a page break can cut off the "year"
    ("year_earlier", "same", rf"{_SAME}[\s-]+(?:\w+[\s-]+)?{_PERIOD_NOUN}\s+{_OF_PRIOR_YEAR}"),
    (
        "same_year",
        "same",
        rf"{_SAME}[\s-]+(?:\w+[\s-]+)?{_PERIOD_NOUN}\s*(?:,|of|in|from|during|for)?\s*(?:the\s+)?(?:(?:fiscal|calendar)\s+(?:year\s+)?|FY\s?)?{_YEAR}(?!\d)",
    ),
    ("year_earlier", "noun number", rf"{_PERIOD_NOUN}\s+(?:a|one)\s+year\s+(?:ago|earlier|before|prior)\b"),
    (
        "year_earlier",
        "before year",
        rf"(?:{_BEFORE}|year[\s-]ago|year[\s-]earlier)[\s-]+year(?:['’]s)?[\s-]+(?:fiscal\s+)?(?:(?:first|second|third|fourth|same|comparable|corresponding)[\s-]+)?{_PERIOD_NOUN}\b",
    ),
    ("year_earlier", "year", rf"year[\s-](?:ago|earlier)(?:[\s-]+(?:fiscal\s+)?{_PERIOD_NOUN}\b)?"),
    ("year_earlier", "a", r"(?:a|one)\s+year\s+(?:ago|earlier|before|prior)\b"),
    ("year_earlier", "year short", r"year\s+before\b|year[\s-](?:over|on)[\s-]year\b|yoy\b|y/y\b"),
    (
        "year_earlier",
        "same",
        rf"(?:corresponding|comparable|comparative)\s+(?:{_BEFORE}[\s-]+)?(?:year\s+)?{_PERIOD_NOUN}\b",
    ),
    ("previous_quarter", "before", rf"{_BEFORE}\s+(?:fiscal\s+)?quarter(?:['’]s)?\b"),
    ("previous_quarter", "noun", r"quarter\s+(?:before|earlier|ago)\b|quarter[\s-](?:over|on)[\s-]quarter\b"),
    ("previous_quarter", "short", r"qoq\b|q/q\b|sequential(?:ly)?\b|linked[\s-]quarter\b"),
    ("year_earlier", "before", rf"{_BEFORE}[\s-]+(?:fiscal\s+)?years?\b(?!\s*(?:ended|ending|end\b|[12]\d{{3}}))"),
    (
        "year_to_date",
        "year short",
        r"year[\s-]to[\s-]date\b(?!\s+periods?\s+end)|ytd\b|so\s+far\s+this\s+(?:fiscal\s+)?year\b",
    ),
    ("trailing_year", "before short", r"(?:trailing|last|past)[\s-]+(?:twelve|12)[\s-]+months\b(?!\s+end)|ttm\b|ltm\b"),
    (
        "this_quarter",
        "this",
        r"(?:this|current|latest|most\s+recent|just[\s-]ended|reported)\s+(?:fiscal\s+)?quarter\b(?!\s+end)",
    ),
    ("this_year", "this", rf"(?:this|current|latest|most\s+recent|full)\s+(?:fiscal\s+)?year\b{_NO_DATE}"),
    ("next_year", "this", rf"(?:next|coming|following)\s+(?:fiscal\s+)?year\b{_NO_DATE}"),
    ("next_quarter", "this", r"(?:next|coming|following)\s+(?:fiscal\s+)?quarter\b(?!\s+end)"),
    (
        "latest",
        "this",
        (
            r"(?:latest|most\s+recent)\b(?:\s+(?:fiscal\s+)?(?:reporting\s+)?periods?\b(?!\s+end))?"
            r"|current\s+(?:reporting\s+)?periods?\b(?!\s+end)"
        ),
    ),
    ("date", "month", rf"{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?(?!\d)\s*[,.]*\s*(?:of\s+)?{_YEAR}(?!\d)"),
    ("date", "digit", rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s*{_YEAR}(?!\d)"),
    ("date", "digit", rf"{_YEAR}-\d\d-\d\d(?!\d)"),
    ("date", "digit", r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d)"),
    ("month_day", "month", rf"{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?(?![\d%]|,\d|\.\d)"),
    ("month_day", "digit", rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?!\s*\d)"),
    ("month_year", "month", rf"{_MONTH}(?:\s*,\s*|\s+of\s+|\s+|[-–]){_YEAR}(?!\d)"),
    ("month_year", "month", rf"{_MONTH}[\s-]*['’]\d\d(?!\d)|{_MONTH}-\d\d(?![\d-])"),
    ("quarter", "digit code fiscal", rf"(?:fiscal\s+)?(?:Q[1-4]|[1-4]Q){_CODE_YEAR}"),
    ("half", "digit code", rf"(?:H[12]|[12]H){_CODE_YEAR}"),
    ("nine", "digit", rf"9M{_CODE_YEAR}"),
    ("fiscal_year", "code", rf"FYE?[\s'’-]*(?:{_YEAR}(?:/\d\d)?|\d\d)(?![\d%])|F[12]\d(?![\d%.-])"),
    ("fiscal_year", "fiscal", rf"fiscal\s+(?:years?\s+)?['’]?(?:{_YEAR}|\d\d)(?![\d%,]\d|\d)"),
    ("fiscal_year", "digit", rf"{_YEAR}\s+fiscal\s+year(?!\s+end)"),
    (
        "calendar_year",
        "calendar code digit",
        rf"(?:calendar|CY)\s*(?:years?\s+)?['’]?{_YEAR}(?!\d)|{_YEAR}\s+calendar\s+year",
    ),
    ("lengths", "number digit", _LENGTHS),
    (
        "ordinal",
        "ordinal digit",
        rf"{_ORDINAL}(?=[\s-]+(?:(?:and|or|through|to|&|,)[\s-]*{_ORDINAL}[\s-]+)*(?:fiscal\s+)?(?:quarter|half|{_NUMBER}[\s-]+(?:months|weeks)))",
    ),
    ("year_end", "fiscal year", r"(?:fiscal\s+)?year[\s-]*end(?!\w)"),
    ("year_end", "end", r"(?:end|close)\s+of\s+(?:(?:the|our|its)\s+)?(?:fiscal\s+)?year\b(?!\s*[12]\d{3})"),
    ("end_of", "end", r"(?:end|close)\s+of\b"),
    ("year_range", "digit", rf"(?<![\w$.,-]){_YEAR}\s*[-–—]\s*{_YEAR}(?!\d)"),
    ("split_year", "digit", rf"(?<![\w$.,-]){_YEAR}\s*/\s*\d\d(?![\d/])"),
    (
        "year",
        "digit",
        rf"(?<![\w.,-])(?<!\$)(?<!\$\s){_YEAR}(?!\d|%|,\d|\.\d|\s*(?:%|percent\b|million\b|billion\b|shares\b))",
    ),
    ("short_year", "digit", r"(?<!\w)['’]\d\d(?![\w'’])"),
    ("quarter_noun", "fiscal noun", r"(?:fiscal\s+)?quarters?\b(?:[\s-]+periods?\b)?"),
    ("half_noun", "noun number", r"half[\s-]years?\b|half\b|six-months\b"),
    ("year_noun", "fiscal calendar this year", r"(?:fiscal\s+|calendar\s+|full\s+)*years?\b"),
    ("month_noun", "noun", r"months?\b"),
    ("period_noun", "noun year", r"(?:year[\s-]to[\s-]date\s+)?periods?\b"),
    ("ended", "end", r"ended\b|ending\b|ends\b|end\b"),
    ("fiscal", "fiscal code", r"fiscal\b|FY\b"),
    ("and", "joining", r"versus\b|vs\b\.?"),
    ("month", "month", _MONTH),
)
_GROUPS_OF: dict[str, frozenset[str]] = {
    word: frozenset(group for group, others in _GROUPS.items() if word in others.split())
    for words in _GROUPS.values()
    for word in words.split()
}
_WORD = re.compile(r"[A-Za-z0-9]+|['’](?=\d\d)|&")
_JOINING = {"and": "and", "or": "and", "&": "and", "to": "to", "through": "to", "thru": "to", "until": "to"}
JOINING = frozenset(_JOINING.values())


@cache
def _groups_of(word: str) -> frozenset[str]:
    """What a word, lower-cased, can begin."""
    if word in _GROUPS_OF:
        return _GROUPS_OF[word]
    if word[0].isdigit() or word[0] in "'’":
        return frozenset({"digit"})
    return frozenset({"code"}) if re.match(r"f[yq12]|cy|q[1-4]|h[12]", word) else frozenset()


@cache
def _pattern(groups: frozenset[str]) -> re.Pattern[str]:
    """The lexemes that words of some groups begin, as one pattern; group names are places in the table."""
    parts = [
        f"(?P<k{n}>{'' if pattern.startswith('(?<!') else '(?<![A-Za-z0-9])'}(?:{pattern}))"
        for n, (_, begins, pattern) in enumerate(_LEXEMES)
        if groups & set(begins.split())
    ]
    return re.compile("|".join(parts), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One word or phrase. start, end: its place in the text. text: as printed."""

    kind: str
    start: int
    end: int
    text: str


@lru_cache(maxsize=64)
def lexemes_of(text: str) -> tuple[Lexeme, ...]:
    """The words of periods in a text, in order, without overlap; a sentence's periods and its amounts both ask."""
    found: list[Lexeme] = []
    end = 0
    for word in _WORD.finditer(text):
        start, first = word.start(), word.group().lower()
        if start < end:
            continue
        if first in _JOINING:
            found.append(Lexeme(_JOINING[first], start, word.end(), word.group()))
            continue
        groups = _groups_of(first)
        match = _pattern(groups).match(text, start) if groups else None
        if match is None or not match.group():
            continue
        kind, end = _LEXEMES[int((match.lastgroup or "k0")[1:])][0], match.end()
        if kind in {"month", "month_day"} and match.group()[0].islower() and match.group()[:3] in {"may", "mar"}:
            continue  # the verbs "may" and "march", not the months
        found.append(Lexeme(kind, start, end, match.group()))
    return tuple(found)


def month_of(text: str) -> int:
    """The month named in a lexeme, 1 to 12."""
    named = re.search(_MONTH, text, re.IGNORECASE)
    if named is None:
        raise ValueError(f"no month in {text!r}")
    return _MONTHS.index(named.group()[:3].lower()) + 1


def year_of(text: str) -> int | None:
    """The year named in a lexeme; two digits are of 1951 to 2050. None where it names none."""
    full = re.search(_YEAR, text)
    if full:
        split = re.match(r"\s*/\s*(\d\d)(?!\d)", text[full.end() :])
        return int(full.group()[:2] + split.group(1)) if split else int(full.group())
    short = re.search(r"(\d\d)\D*$", text)
    if short:
        return full_year(int(short.group(1)))
    return None


def full_year(short: int) -> int:
    return short + (2000 if short <= 50 else 1900)


def date_of(text: str) -> date | None:
    """The day a date lexeme names; None where there is no such day (February 30)."""
    iso = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    slashed = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2,4})", text)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if slashed:
        year = int(slashed[3])
        return _day(year if year > 99 else full_year(year), int(slashed[1]), int(slashed[2]))
    year_named = year_of(text)
    return _day(year_named or 0, month_of(text), day_of(text))


def day_of(text: str) -> int:
    """The day of the month in a date or month-and-day lexeme."""
    found = re.search(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)", text, re.IGNORECASE)
    return int(found.group(1)) if found else 0


def day_in(year: int, text: str) -> date | None:
    """The day a month-and-day lexeme names in a year."""
    return _day(year, month_of(text), day_of(text))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def lengths_of(text: str) -> list[tuple[int, str]]:
    """The lengths in a lengths lexeme: ("three and six months") -> [(3, "month"), (6, "month")]."""
    units = re.findall(r"month|week", text, re.IGNORECASE)
    unit = units[-1].lower()
    numbers = re.findall(rf"(?<![A-Za-z0-9]){_NUMBER}(?![A-Za-z0-9])", text, re.IGNORECASE)
    return [(number_of(number), unit) for number in numbers]


def number_of(text: str) -> int:
    lowered = re.sub(r"\s", "-", text.lower())
    return int(text) if text.isdigit() else _NUMBERS[lowered]


def ordinal_of(text: str) -> int:
    return _ORDINALS[text.lower()]
