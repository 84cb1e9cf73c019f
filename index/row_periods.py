"""Which period a row's figures are for: the column's, unless the row says its own ("cash at beginning of period")."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from index.heads import When
from index.period import Duration, FiscalLabel, Instant, Period

_BEGIN = re.compile(
    r"\b(?:beginning|start|opening)\s+of\s+(?:the\s+)?(?:fiscal\s+)?(?:period|year|quarter|month)"
            r"|^(?:opening|beginning)\s+(?:\w+\s+){0,3}balances?"
            r"|\bbalances?,?\s*(?:at\s+)?(?:the\s+)?(?:beginning|opening)|"
    r"^(?:\w+\s+){0,2}(?:at|,)\s+beginning\b|\bbeginning\s+(?:balance|cash)", re.IGNORECASE)  # fmt: skip
_END = re.compile(
    r"\b(?:end|close)\s+of\s+(?:the\s+)?(?:fiscal\s+)?(?:period|year|quarter|month)|^(?:closing"
            r"|ending)\s+(?:\w+\s+){0,3}balances?|\bbalances?,?\s*(?:at\s+)?(?:the\s+)?(?:end\b|ending|closing)|"
    r"\bat\s+(?:fiscal\s+)?(?:year|period|quarter)[- ]end|\bending\s+(?:balance|cash)", re.IGNORECASE)  # fmt: skip
_STOCK = re.compile(
    r"^total\s+(?:current\s+|other\s+)?(?:assets|liabilities|debt|stockholders|shareholders|equity"
            r"|borrowings|deposits|loans|capitalization)|^working\s+capital$|"
    r"^(?:total\s+)?long[- ]term\s+(?:debt|obligations|liabilities)|^(?:stockholders|shareholders"
            r"|members)['’]?s?\s+(?:equity|deficit)|"
    r"^cash\s*(?:,|and)\s+(?:cash\s+equivalents|marketable|short)[\w\s,-]*$|^(?:order\s+)?backlog"
            r"|^(?:number\s+of\s+)?(?:employees|stores|restaurants)$|"
    r"^property,?\s+plant\s+and\s+equipment(?:,?\s+net)?$|^goodwill$|^inventor(?:y|ies)(?:,\s+net)?$"
            r"|^(?:trade\s+)?accounts\s+receivable(?:,\s+net)?$|^accounts\s+payable$|^net\s+debt$|^(?:funded"
            r"|unfunded)\s+status|^(?:accumulated|projected)\s+benefit\s+obligations?|^weighted[- "
            r"–]average\s+(?:remaining\s+(?:lease\s+|contractual\s+)?(?:term|life)|discount\s+rate)"
            r"|^book\s+value",
    re.IGNORECASE)  # fmt: skip
_FIRST = re.compile(
    r"^(?:other\s+)?(?:prepaid|accrued|accumulated|unamortized)\b(?!.*\b(?:increase|decrease|changes?)\b)",
    re.IGNORECASE,
)
_SURE_FLOW = re.compile(
    r"^(?:total\s+)?(?:net\s+)?(?:proceeds|repayments?|payments?|purchases?|maturities|sales?)\b"
            r"|\bduring\b|\bobtained\s+in\s+exchange\b|\bweighted\b|\baverage\b|\bdiluti|\b(?:stock"
            r"|shares?)\s+(?:re)?(?:purchased|issued)\b|"
    r"\b(?:increases?|decreases?|additions?|reductions?|settlements?|lapses?)\b.{0,40}\b(?:tax|prior"
            r"|current|settle|relat|statute)|"
    r"\bgranted\b|\bexercised\b|\beffective\b.{0,20}\brate\b|\bcash\s+(?:provided|used|paid|flows?)"
            r"|\bcosts?\s+of\b|\brevenues?\s+recognized\b|"
    r"\bamortization\s+of\b|^(?:less:?\s+)?(?:depreciation|amortization)"
            r"|\bexpenses?\b(?!\s*,?\s+(?:and\s+other|prepaid|payable|accrued))",
    re.IGNORECASE)  # fmt: skip
_SURE_BALANCE = re.compile(
    r"\baccumulated\b|\bunamortized\b|\bdeferred\s+(?:income\s+)?tax(?:es)?\s+(?:assets?|liabilit)"
            r"|\b(?:prepaid|accrued)\b|\bpayable\b|\bnotional\b|"
    r"^(?:land|buildings?|machinery|equipment|furniture|leasehold|construction|gross\s+property|property"
            r"|software|vehicles)\b|"
    r"\bunrecognized\s+tax\s+benefits?,?\s+at\b|\b(?:debt|equity|corporate|treasury|government|agency"
            r"|mortgage|asset)[\w\s.-]{0,20}\bsecurities\b|\bbonds\b|\bcommercial\s+paper\b",
    re.IGNORECASE)  # fmt: skip
_FLOW = re.compile(
    r"\b(?:revenues?|sales|income|earnings|loss|expenses?|costs?|profit|provision|amortization"
            r"|depreciation|impairment|proceeds|payments?|purchases?|"
    r"issuances?|repurchases?|dividends?|charges?|cash\s+(?:provided|used|flows?)|cash\s+(?:from|paid)"
            r"|change\s+in|increase|decrease|additions|acquisitions?|disposals?|"
    r"eps|ebitda|margin|benefit|gain|expenditures|contributions|interest\s+on|compensation|granted"
            r"|vested|forfeited|exercised|tax(?:es)?|credits?|tax\s+rate)\b", re.IGNORECASE)  # fmt: skip
_BALANCE = re.compile(
    r"\b(?:assets?|liabilit(?:y|ies)|equity|debt|receivables?|inventor(?:y|ies)|payables?|equivalents"
            r"|goodwill|backlog|outstanding|"
    r"accrued|allowances?|reserves?|balances?|notes|borrowings|deposits|investments?|securities"
            r"|obligations?|contracts|swaps|carrying|fair\s+value|commitments|"
    r"unvested|nonvested|employees|headcount|facilities)\b", re.IGNORECASE)  # fmt: skip


@lru_cache(maxsize=20_000)
def row_nature(label: str) -> bool | None:
    """Whether a row's figures are flows (True) or balances (False), by its own words; None where they do not say."""
    if _STOCK.search(label):
        return False
    if _FIRST.match(label):
        return False
    if _SURE_FLOW.search(label):
        return True
    if _SURE_BALANCE.search(label):
        return False
    flow, balance = bool(_FLOW.search(label)), bool(_BALANCE.search(label))
    return None if flow == balance else flow


@lru_cache(maxsize=20_000)
def is_balance(label: str) -> bool:
    """Whether a row is surely a balance, whatever period its column is headed with."""
    return bool(_STOCK.search(label))


@lru_cache(maxsize=20_000)
def row_edge(label: str) -> str:
    """Which edge of its column's period a row states a balance at: "begin", "end", or "" for neither."""
    if _BEGIN.search(label):
        return "begin"
    return "end" if _END.search(label) else ""


def at_edge(period: Period | None, edge: str) -> Period | None:
    """The instant at the beginning or end of a column's period."""
    match period:
        case Duration(start, end):
            return Instant(start - timedelta(days=1)) if edge == "begin" else Instant(end)
        case FiscalLabel(year, "", _) if edge == "begin":
            return FiscalLabel(year - 1, "", instant=True)
        case FiscalLabel(year, part, _):
            return FiscalLabel(year, part, instant=True) if edge == "end" else None
        case Instant(_):
            return period if edge == "end" else None
    return None


def without_length(when: When) -> When:
    """A head's parts, read as the moment at its end."""
    part = when.part if when.years and not when.days else ""  # "1Q20" names the moment, too
    return replace(when, months=0, weeks=0, part=part, to_date=False, instant=True)
