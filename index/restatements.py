"""One fact stated by several filings of a company: amendments, second copies, and values stated anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from index.facts import Fact
from index.filing import FilingRecord
from index.period import Duration, Instant, period_end
from index.shelf import Shelf

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Restated:
    """A fact, the later statement of the same fact with another value, and the filing that makes it."""

    earlier: Fact
    later: Fact
    by: FilingRecord


def same_company(first: FilingRecord, second: FilingRecord) -> bool:
    """Whether two filings are of one company: one CIK, or where either has none, one name."""
    if first.cik and second.cik:
        return first.cik == second.cik
    return bool(first.company) and _plain(first.company) == _plain(second.company)


def amends(later: FilingRecord, earlier: FilingRecord) -> bool:
    """Whether a filing is an amendment (10-K/A) of another, by company, form and period."""
    return (
        later.form.endswith("/A")
        and later.form.removesuffix("/A") == earlier.form
        and same_company(later, earlier)
        and later.period_end == earlier.period_end
    )


def second_copy(first: FilingRecord, second: FilingRecord) -> bool:
    """Whether two files are one filing: the same accession number, or company, form, period and date alike."""
    if first.accession and second.accession:
        return first.accession == second.accession
    return (
        same_company(first, second)
        and bool(first.form)
        and first.form == second.form
        and first.period_end is not None
        and first.period_end == second.period_end
        and (first.filed == second.filed or first.filed is None or second.filed is None)
    )


def what_it_amends(record: FilingRecord, records: Sequence[FilingRecord]) -> FilingRecord | None:
    """The filing that a filing amends; None where it is no amendment of one that is indexed."""
    return next((other for other in records if other.id != record.id and amends(record, other)), None)


def what_it_copies(record: FilingRecord, records: Sequence[FilingRecord]) -> FilingRecord | None:
    """The filing that a file is a second copy of: of two copies, the one whose id comes first is the filing."""
    copies = [other for other in records if other.id < record.id and second_copy(record, other)]
    return min(copies, key=lambda other: other.id, default=None)


def restated(fact: Fact, shelf: Shelf) -> Restated | None:
    """The last later statement of a fact with another value; None where no later filing of the company has one.

    Only a reported figure with a resolved period, that each of the two filings states with one value, is compared:
    the same line, unit and period, or the same tagged concept and dimensions. Rounding is no restatement.
    """
    if fact.basis != "reported" or fact.kind != "value" or not isinstance(fact.period, Instant | Duration):
        return None
    records = {record.id: record for record in shelf.filings()}
    record = records.get(fact.filing)
    if record is None or not _one_value(_stating(fact, shelf.facts(fact.filing))):
        return None
    later = [other for other in records.values() if other.id != record.id and _follows(other, record)]
    for other in sorted(later, key=_day, reverse=True):
        found = _stating(fact, shelf.facts(other.id))
        if found and _one_value(found):
            finest = min(found, key=lambda candidate: candidate.precision)
            return None if _agree(fact, finest) else Restated(fact, finest, other)
    return None


def _day(record: FilingRecord) -> tuple[str, str]:
    """What orders filings in time: the day filed, then the period's end."""
    return (str(record.filed or record.period_end or ""), str(record.period_end or ""))


def _follows(later: FilingRecord, earlier: FilingRecord) -> bool:
    return same_company(later, earlier) and _day(later) > _day(earlier) and not second_copy(later, earlier)


def _stating(fact: Fact, facts: Sequence[Fact]) -> list[Fact]:
    """The facts of a filing that state what a fact states."""
    name = _plain(fact.label)
    return [
        other
        for other in facts
        if other.unit == fact.unit
        and other.kind == "value"
        and other.basis == "reported"
        and other.origin == "table"
        and _same_time(other, fact)
        and _same_line(other, fact, name)
    ]


def line_key(fact: Fact) -> tuple[str, str, str]:
    """What a line is known by over the filings of a company: its unit, its label and the heading above it."""
    return fact.unit, _plain(fact.label), _plain(" ".join(fact.path[-2:-1]))


def _same_line(other: Fact, fact: Fact, name: str) -> bool:
    if other.concept and fact.concept:
        return other.concept == fact.concept and other.dimensions == fact.dimensions
    above, mine = other.path[-2:-1], fact.path[-2:-1]
    return _plain(other.label) == name and [_plain(part) for part in above] == [_plain(part) for part in mine]


def _same_time(other: Fact, fact: Fact) -> bool:
    if other.period == fact.period:
        return True
    if not (isinstance(other.period, Duration) and isinstance(fact.period, Duration)):
        return False
    return period_end(other.period) == period_end(fact.period) and abs(other.period.start - fact.period.start) <= _WEEK


def _one_value(facts: Sequence[Fact]) -> bool:
    return all(_agree(facts[0], other) for other in facts[1:]) if facts else False


def _agree(first: Fact, second: Fact) -> bool:
    return abs(first.value - second.value) <= max(first.precision, second.precision)


def _plain(text: str) -> str:
    """Words only, for comparing names: case, punctuation and footnote marks gone."""
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"\(\d\)|[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", text.lower())))
