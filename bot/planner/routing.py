"""Which filings a question is about: by company, alias, ticker, form and period; the one in hand otherwise."""

from __future__ import annotations

import re
from typing import Protocol

from index.filing import FilingRecord
from index.naming import named_companies, time_fit
from index.shelf import Shelf

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
        score += time_fit(question, record)
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
