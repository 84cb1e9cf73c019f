"""A shelf of hand-made filings for the planner's tests: small tables and sentences, no reader and no index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

from index.facts import Fact
from index.filing import Filing, FilingRecord, Table
from index.layout import Paragraph, Span
from index.passages import Passage
from index.period import Duration, FiscalCalendar, Instant, Period
from index.shelf import Hit

Q2_08 = Duration(date(2007, 10, 1), date(2007, 12, 31))
Q2_07 = Duration(date(2006, 10, 1), date(2006, 12, 31))
H1_08 = Duration(date(2007, 7, 1), date(2007, 12, 31))
H1_07 = Duration(date(2006, 7, 1), date(2006, 12, 31))
DEC_07 = Instant(date(2007, 12, 31))
JUN_07 = Instant(date(2007, 6, 30))
FY_08 = Duration(date(2007, 7, 1), date(2008, 6, 30))

JUNE_YEAR = FiscalCalendar(6, 30, False, (date(2007, 6, 30),), assumed=False)


def record(filing: str = "f1", company: str = "Acme Widgets, Inc.", **more: object) -> FilingRecord:
    plain = FilingRecord(
        id=filing, source=f"{filing}.txt", name=f"{filing}.txt", form="8-K", company=company, cik="", accession="",
        filed=date(2008, 1, 31), period_end=date(2007, 12, 31), calendar=JUNE_YEAR, url=None, reader="test/1", title=company,
    )  # fmt: skip
    return replace(plain, **more)


@dataclass
class HandShelf:
    """A shelf over facts given by hand. Every one is a generation of its own, so that nothing is kept between tests."""

    records: tuple[FilingRecord, ...]
    given: dict[str, tuple[Fact, ...]]
    texts: dict[str, str] = field(default_factory=dict)
    captions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    generation: int = field(default_factory=lambda: uuid4().int)

    def filings(self) -> tuple[FilingRecord, ...]:
        return self.records

    def filing(self, filing_id: str) -> Filing:
        found = next(r for r in self.records if r.id == filing_id)
        text = self.texts.get(filing_id, "")
        paragraphs, at = [], 0
        for line in text.split("\n"):
            if line.strip():
                paragraphs.append(Paragraph((Span(at, at + len(line)),)))
            at += len(line) + 1
        far = Span(1_000_000, 1_000_001)
        tables = tuple(Table(n, far, c, (), ()) for n, c in enumerate(self.captions.get(filing_id, ())))
        return Filing(found, text, (), tuple(paragraphs), tables)

    def facts(self, filing_id: str) -> tuple[Fact, ...]:
        return self.given[filing_id]

    def passages(self, filing_id: str) -> tuple[Passage, ...]:
        text = self.texts.get(filing_id, "")
        return (Passage("p", filing_id, (), Span(0, len(text)), text, ""),)

    def search(self, query: str, filings: tuple[str, ...] = (), limit: int = 8) -> tuple[Hit, ...]:
        return tuple(Hit(p, 1.0) for f in (filings or [r.id for r in self.records]) for p in self.passages(f))[:limit]


def row(
    label: str,
    values: Sequence[str | None],
    periods: Sequence[Period | None],
    *,
    at: int,
    head: tuple[str, ...] = (),
    unit: str = "USD",
    filing: str = "f1",
    table: int = 0,
    columns: Sequence[str] = (),
    **more: object,
) -> list[Fact]:
    """A table row's facts; values in base units, None for an empty cell."""
    found = []
    for column, (value, period) in enumerate(zip(values, periods, strict=True)):
        if value is None:
            continue
        start = table * 100_000 + at * 1000 + column * 20
        plain = Fact(
            id=f"{filing}:{start}", filing=filing, label=label, path=(*head, label), value=Decimal(value), unit=unit,
            period=period, precision=Decimal(1000) if unit == "USD" else Decimal("0.01"), span=Span(start, start + 5),
            table=table, row=label, column=columns[column] if columns else "", row_index=at, column_index=column,
        )  # fmt: skip
        found.append(replace(plain, **more))
    return found


def said(label: str, value: str, period: Period, *, at: int = 0, **more: object) -> Fact:
    """A figure stated in a sentence."""
    (plain,) = row(label, (value,), (period,), at=at, table=9)
    told = replace(
        plain, id=f"said{at}", origin="prose", table=None, row_index=None, row="", precision=Decimal(100_000)
    )
    return replace(told, **more)


def statement(filing: str = "f1") -> list[Fact]:
    """A statement of operations for a quarter and a half-year, and a balance sheet."""
    flows = (Q2_08, Q2_07, H1_08, H1_07)
    lines = [
        ("Product sales", ("7000000", "6000000", "13000000", "11500000"), ("Revenues:",)),
        ("License fees", ("2751000", "6072000", "8176000", "8342000"), ("Revenues:",)),
        ("Total revenues", ("9751000", "12072000", "21176000", "19842000"), ()),
        ("Research and development", ("10732000", "11768000", "19837000", "23184000"), ("Expenses:",)),
        ("General and administrative", ("3527000", "2566000", "5951000", "5363000"), ("Expenses:",)),
        ("Net loss", ("-6212000", "-3044000", "-7244000", "-9298000"), ()),
    ]
    facts: list[Fact] = []
    for at, (label, values, head) in enumerate(lines):
        facts += row(label, values, flows, at=at, head=head, filing=filing)
    facts += row(
        "Net loss per common share", ("-0.15", "-0.07", "-0.17", "-0.22"), flows, at=6, unit="USD/share", filing=filing
    )
    dates = (DEC_07, JUN_07)
    balances = [
        ("Cash and marketable securities", ("48658000", "59700000")),
        ("Total assets", ("79773000", "80421000")),
        ("Current liabilities", ("13364000", "14288000")),
        ("Shareholders' equity", ("53137000", "58401000")),
        ("Total liabilities and shareholders' equity", ("79773000", "80421000")),
    ]
    for at, (label, values) in enumerate(balances):
        facts += row(label, values, dates, at=at, table=1, filing=filing)
    return facts


def acme(*extra: Fact, text: str = "") -> HandShelf:
    return HandShelf(
        (record(),),
        {"f1": (*statement(), *extra)},
        {"f1": text},
        {"f1": ("Statements of operations", "Balance sheets")},
    )
