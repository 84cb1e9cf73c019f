"""Which filings a question is about: by company, alias, ticker, form and period; the one in hand otherwise."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

from rapidfuzz import fuzz

from bot.lexicon import word_set
from index.filing import FilingRecord
from index.period import Duration, FiscalLabel, Instant, PeriodMention, find_periods, period_end
from index.shelf import Shelf

_SUFFIX = re.compile(
    r"[,\s]+(?:inc|incorporated|corp|corporation|co|company|companies|ltd|limited|plc|llc|lp|l\.p|n\.?v|s\.?a|ag|se|group|holdings?|international|technologies|the|/[a-z]{2}/?)\.?$",
    re.IGNORECASE,
)
_FORM = re.compile(r"\b(?:form )?(10-?[kq]|8-?k|20-?f|6-?k|def ?14a)\b", re.IGNORECASE)
_KINDS = (
    (re.compile(r"\bannual report\b", re.IGNORECASE), "10-K"),
    (re.compile(r"\bquarterly report\b", re.IGNORECASE), "10-Q"),
    (re.compile(r"\b(?:press|earnings) release\b", re.IGNORECASE), "8-K"),
)


class InHand(Protocol):
    """What routing needs of a conversation."""

    @property
    def filings(self) -> tuple[str, ...]: ...


def route(question: str, conversation: InHand | None, shelf: Shelf, filing: str | None = None) -> tuple[str, ...]:
    """Filing ids that a question is about, most likely first; the caller's own choice where there is one."""
    if filing:
        return (filing,)
    records = shelf.filings()
    if len(records) <= 1:
        return tuple(record.id for record in records)
    named = named_companies(question, records)
    held = tuple(conversation.filings) if conversation is not None else ()
    if not named and held:
        pool = [r for r in records if r.id in held]
        company = {r.company for r in pool}
        others = [r for r in records if r.company in company and r.id not in held]
        ranked = _ranked(question, pool + others, first=held)
        return tuple(r.id for r in ranked)
    pool = [r for r in records if r.company in named] if named else list(records)
    return tuple(r.id for r in _ranked(question, pool, found=_found_in(question, shelf, pool)))


def _found_in(question: str, shelf: Shelf, pool: list[FilingRecord]) -> dict[str, int]:
    """How early each filing turns up among the passages nearest to the question."""
    if len({r.id for r in pool}) <= 1:
        return {}
    ranks: dict[str, int] = {}
    for place, hit in enumerate(shelf.search(question, tuple(r.id for r in pool), 12)):
        ranks.setdefault(hit.passage.filing, place)
    return ranks


def _ranked(
    question: str, pool: list[FilingRecord], *, first: tuple[str, ...] = (), found: dict[str, int] | None = None
) -> list[FilingRecord]:
    form = _form(question)

    def key(record: FilingRecord) -> tuple[float, int, float]:
        score = 2.0 if form and record.form.upper().startswith(form) else 0.0
        score += _time_fit(question, record)
        score += 0.6 if record.id in first else 0.0
        place = (found or {}).get(record.id, 99)
        day = record.period_end or record.filed
        newest = -day.toordinal() if day is not None else 0
        return (-score, place, newest)

    return sorted(pool, key=key)


def _form(question: str) -> str:
    match = _FORM.search(question)
    if match:
        return re.sub(r"^(\d+|DEF)-?\s?", lambda m: f"{m[1]}-" if m[1].isdigit() else "DEF ", match[1].upper())
    return next((form for pattern, form in _KINDS if pattern.search(question)), "")


def _time_fit(question: str, record: FilingRecord) -> float:
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
        return _longest(found, question, records)
    words = re.findall(r"[A-Z][\w&'’.-]{4,}", question)
    for record in records:
        short = short_name(record.company)
        if any(len(short) >= 6 and fuzz.ratio(word.lower(), short.lower()) >= 85 for word in words):
            found.add(record.company)
    return found


def _longest(found: set[str], question: str, records: tuple[FilingRecord, ...]) -> set[str]:  # noqa: ARG001
    return found


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


_COMMON_FIRST = word_set(
    """
    american united general first national international global bank new north south east west best great
    advanced standard american capital royal central applied public block delta universal
    """
)


@lru_cache(maxsize=8192)
def _pattern(name: str) -> re.Pattern[str]:
    sensitive = name.isupper() and len(name) <= 5
    loose = re.escape(name).replace(r"\ ", r"[\s-]+")
    return re.compile(rf"(?<![\w]){loose}(?:['’]?s)?(?![\w])", 0 if sensitive else re.IGNORECASE)


def _stands(name: str, question: str) -> bool:
    return bool(_pattern(name).search(question))
