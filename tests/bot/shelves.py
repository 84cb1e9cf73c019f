"""A shelf with one small filing, for tests of writing and checking."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from index.facts import Fact
from index.filing import Filing, FilingRecord, Section
from index.layout import Paragraph, Span
from index.passages import Passage
from index.period import Duration, FiscalCalendar, Instant, Period
from index.shelf import Hit

TEXT = """Acme Corp. reports second quarter results

Revenues were \\$9.8 million, because two patients enrolled at nine sites. The Company expects its net loss to be between \\$28-31 million for fiscal 2008.

STATEMENTS OF OPERATIONS (in thousands, except per share)
\t2007\t2006
Total revenues\t9,751\t12,072
Research and development\t10,732\t11,768
Net loss\t(6,212)\t(3,044)
Net loss per share\t(0.15)\t(0.07)
Cash at December 31\t48,658\t59,700
Shares\t42,700\t41,571
"""

Q2 = Duration(date(2007, 10, 1), date(2007, 12, 31))
Q2_BEFORE = Duration(date(2006, 10, 1), date(2006, 12, 31))
FISCAL_2008 = Duration(date(2007, 7, 1), date(2008, 6, 30))
DECEMBER = Instant(date(2007, 12, 31))
DECEMBER_BEFORE = Instant(date(2006, 12, 31))


def stated(label: str, printed: str, value: str, unit: str, period: Period | None, **more: object) -> Fact:
    """A fact of the filing, found by its printed form after its label."""
    start = TEXT.index(printed, TEXT.index(label))
    units = {"USD": "1000", "shares": "1000", "USD/share": "0.01"}
    settled: dict[str, object] = {
        "path": (label,),
        "table": 0,
        "row": label,
        "precision": Decimal(units.get(unit, "1")),
    }
    settled.update(more)
    span = Span(start, start + len(printed))
    return Fact(
        id=f"acme:{span.start}",
        filing="acme",
        label=label.strip(),
        value=Decimal(value),
        unit=unit,
        period=period,
        span=span,
        **settled,
    )  # type: ignore[arg-type]


REVENUE = stated("Total revenues", "9,751", "9751000", "USD", Q2)
REVENUE_BEFORE = stated("Total revenues", "12,072", "12072000", "USD", Q2_BEFORE)
RESEARCH = stated("Research and development", "10,732", "10732000", "USD", Q2)
RESEARCH_BEFORE = stated("Research and development", "11,768", "11768000", "USD", Q2_BEFORE)
LOSS = stated("Net loss\t", "(6,212)", "-6212000", "USD", Q2, path=("Net loss",), row="Net loss")
LOSS_BEFORE = stated("Net loss\t", "(3,044)", "-3044000", "USD", Q2_BEFORE, path=("Net loss",), row="Net loss")
PER_SHARE = stated("Net loss per share", "(0.15)", "-0.15", "USD/share", Q2)
CASH = stated("Cash at December 31", "48,658", "48658000", "USD", DECEMBER, qualifiers=("unaudited",))
CASH_BEFORE = stated("Cash at December 31", "59,700", "59700000", "USD", DECEMBER_BEFORE, qualifiers=("unaudited",))
SHARES = stated("Shares", "42,700", "42700000", "shares", Q2)
_SENTENCE = Span(TEXT.index("The Company expects"), TEXT.index("fiscal 2008.") + len("fiscal 2008."))
_GUIDANCE = {
    "basis": "guidance", "vintage": "updated", "stated": date(2008, 1, 31), "table": None, "origin": "prose",
    "sentence": _SENTENCE, "precision": Decimal(1_000_000), "path": ("Net loss",), "row": "",
}  # fmt: skip
GUIDED_LOW = stated("net loss", "28-31", "-31000000", "USD", FISCAL_2008, bound="low", **_GUIDANCE)
GUIDED_HIGH = stated("net loss", "28-31", "-28000000", "USD", FISCAL_2008, bound="high", **_GUIDANCE)


class OneFiling:
    """A shelf of the one filing."""

    generation = 1

    def __init__(self, text: str = TEXT) -> None:
        calendar = FiscalCalendar(6, 30, assumed=False)
        record = FilingRecord(
            "acme", "acme.txt", "acme.txt", "8-K", "Acme Corp.", "", "", date(2008, 1, 31), date(2007, 12, 31),
            calendar, None, "text/1", "Acme Corp. 8-K, January 31, 2008",
        )  # fmt: skip
        prose = tuple(
            Paragraph((Span(found.start(), found.end()),)) for found in re.finditer(r"^[^\n]+\.$", text, re.MULTILINE)
        )
        self._filing = Filing(record, text, (Section(("Results",), Span(0, len(text))),), prose, ())

    def filings(self) -> tuple[FilingRecord, ...]:
        return (self._filing.record,)

    def filing(self, filing_id: str) -> Filing:
        assert filing_id == "acme"
        return self._filing

    def facts(self, filing_id: str) -> tuple[Fact, ...]:
        return (
            REVENUE,
            REVENUE_BEFORE,
            RESEARCH,
            RESEARCH_BEFORE,
            LOSS,
            LOSS_BEFORE,
            PER_SHARE,
            CASH,
            CASH_BEFORE,
            SHARES,
            GUIDED_LOW,
            GUIDED_HIGH,
        )

    def passages(self, filing_id: str) -> tuple[Passage, ...]:
        return ()

    def search(self, query: str, filings: tuple[str, ...] = (), limit: int = 8) -> tuple[Hit, ...]:
        return ()
