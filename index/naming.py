"""What the filings of a shelf may be called, and which of them a question names, by company and by period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from index.filing import FilingRecord
from index.period import Duration, FiscalLabel, Instant, PeriodMention, find_periods, period_end

NEAR = 0.5
"""Filings whose fit to the periods a question names is within this of the best are searched together."""
_SUFFIX = re.compile(
    (
        r"[,\s]+(?:inc|incorporated|corp|corporation|co|company|companies|ltd|limited|plc|llc|lp|l\.p|n\.?v"
        r"|s\.?a|ag|se|group|holdings?|international|technologies|the|/[a-z]{2}/?)\.?$"
    ),
    re.IGNORECASE,
)


def named_filings(question: str, records: Sequence[FilingRecord]) -> tuple[FilingRecord, ...]:
    """The filings of the companies that a question names, those that suit the periods it names; all where it names none.

    Of each company, filings that suit nearly as well as the best are kept: a year is told in its annual report and in
    the release before it.
    """
    named = named_companies(question, tuple(records))
    if not named:
        return tuple(records)
    pool = [record for record in records if record.company in named]
    fits = [(record, _called(question, record), _fit_of_all(question, record)) for record in pool]
    best: dict[str, float] = {}
    for _, company, fit in fits:
        best[company] = max(fit, best.get(company, fit))
    return tuple(record for record, company, fit in fits if fit >= best[company] - NEAR)


def _called(question: str, record: FilingRecord) -> str:
    """The shortest of a company's names that a question uses: two names of one company over the years are one."""
    used = [name.lower() for name in names_of(record) if _stands(name, question)]
    return min(used, key=len, default=short_name(record.company).lower())


def _fit_of_all(question: str, record: FilingRecord) -> float:
    """How well a filing suits all the periods a question names together: the last of them tells the earlier ones too."""
    if record.period_end is None:
        return 0.0
    mentions = {mention.period: mention for mention in find_periods(question, record.calendar)}
    return sum(_one_fit(mention, record) for mention in mentions.values())


def time_fit(question: str, record: FilingRecord) -> float:
    """How well the periods a question names suit a filing: its own best, those just before it next, later ones never."""
    mentions = find_periods(question, record.calendar)
    if not mentions or record.period_end is None:
        return 0.0
    return max(_one_fit(mention, record) for mention in mentions)


def _one_fit(mention: PeriodMention, record: FilingRecord) -> float:
    assert record.period_end is not None
    match mention.period:
        case Instant() | Duration():
            end = period_end(mention.period)
        case FiscalLabel(year, _, _):
            end = record.period_end.replace(year=year) if record.period_end.day < 29 else None
            if end is None:
                return 1.0 if record.period_end.year == year else 0.3 if 0 < record.period_end.year - year <= 2 else 0.0
    if end is None:
        return 0.0
    days = (record.period_end - end).days
    if abs(days) <= 10:
        annual = record.form.upper().startswith(("10-K", "20-F"))
        whole = isinstance(mention.period, Duration) and mention.period.days > 300
        return 1.4 if annual == whole or not isinstance(mention.period, Duration) else 1.0
    if 0 < days <= 800:
        return 0.5 - days / 4000
    return -0.3 if days < 0 else 0.0


def named_companies(question: str, records: tuple[FilingRecord, ...]) -> set[str]:
    """The companies of the shelf that a question names, by name, short name, alias or ticker; near spellings too."""
    found = {r.company for r in records if any(_stands(name, question) for name in names_of(r))}
    if found:
        return found
    words = re.findall(r"[A-Z][\w&'’.-]{4,}", question)
    for record in records:
        short = short_name(record.company)
        if any(len(short) >= 6 and fuzz.ratio(word.lower(), short.lower()) >= 85 for word in words):
            found.add(record.company)
    return found


def named_spans(question: str, records: tuple[FilingRecord, ...]) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """Where a question names companies of the shelf, in order: (start, end, the companies so named).

    A possessive is part of the name. The longest name counts where two overlap.
    """
    found: dict[tuple[int, int], set[str]] = {}
    for record in records:
        for name in names_of(record):
            for match in _pattern(name).finditer(question):
                found.setdefault(match.span(), set()).add(record.company)
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span)):
        if all(end <= low or start >= high for low, high in kept):
            kept.append((start, end))
    return tuple((start, end, frozenset(found[start, end])) for start, end in sorted(kept))


@lru_cache(maxsize=4096)
def short_name(company: str) -> str:
    """A company's name without "Inc.", "Corporation" and the like."""
    name = company.strip()
    while True:
        shorter = _SUFFIX.sub("", name).strip(" ,.")
        shorter = re.sub(r"^the\s+", "", shorter, flags=re.IGNORECASE)
        if shorter == name or not shorter:
            return name
        name = shorter


def names_of(record: FilingRecord) -> tuple[str, ...]:
    """What a company may be called in a question."""
    names = [record.company, short_name(record.company), *record.aliases]
    # Covers are often set in capitals; a ticker alone is told from a word by its own.
    of_company = record.company.lower()
    names += [name.title() for name in names[1:] if name.isupper() and name.lower() in of_company]
    first = short_name(record.company).split(" ")[0].strip(",.")
    if len(first) >= 4 and first.lower() not in _COMMON_FIRST:
        names.append(first)
    letters = "".join(word[0] for word in short_name(record.company).split() if word[0].isalpha())
    if len(letters) >= 3:
        names.append(letters.upper())
    joined = short_name(record.company).replace(" ", "")
    if joined != short_name(record.company):
        names.append(joined)
    return tuple(dict.fromkeys(name for name in names if name))


_COMMON_FIRST = frozenset(
    [
        "american",
        "united",
        "general",
        "first",
        "national",
        "international",
        "global",
        "bank",
        "new",
        "north",
        "south",
        "east",
        "west",
        "best",
        "great",
        "advanced",
        "standard",
        "capital",
        "royal",
        "central",
        "applied",
        "public",
        "block",
        "delta",
        "universal",
    ]
)


@lru_cache(maxsize=8192)
def _pattern(name: str) -> re.Pattern[str]:
    sensitive = name.isupper() and len(name) <= 5
    loose = re.escape(name).replace(r"\ ", r"[\s-]+")
    return re.compile(rf"(?<![\w]){loose}(?:['’]?s)?(?![\w])", 0 if sensitive else re.IGNORECASE)


def _stands(name: str, question: str) -> bool:
    return bool(_pattern(name).search(question))


# A filer by the name it has now, and in brackets the one it had before.
_FORMERLY = re.compile(
    r"(?P<new>(?:[A-Z][\w&.]*['’]?s? ?)+)\((?:formerly|previously)(?: known as| called)? (?P<old>[^)]+)\)"
)


def renamed(text: str, names: Sequence[str]) -> list[re.Match[str]]:
    """Where a text calls a filer by the name it has now (`new`) and the one it had (`old`), which is one of its names."""
    own = [name.lower() for name in names if len(name) > _SHORTEST]
    return [match for match in _FORMERLY.finditer(text) if any(name in match["old"].lower() for name in own)]


def new_names(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names that a text gives a filer beside those it had."""
    return tuple(match["new"].strip() for match in renamed(text, names))


_SHORTEST = 2  # letters; a shorter name is in too many words
