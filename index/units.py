"""What a figure is a figure of: money, money a share, shares, percent, years, a count; from its row, its head, its mark."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from index.quantity import COUNT, DAYS, MONTHS, PERCENT, PERCENTAGE_POINTS, RATIO, SHARES, YEARS, Printed, Quantity
from index.scales import ONE, Scale

_SHARE_NOUN = r"(?:shares?|ads|adss?|adrs?|units?)"
_PER_SHARE = re.compile(
    rf"\bper[\s-]+(?:[\w&-]+[\s-]+){{0,5}}?{_SHARE_NOUN}\b|\bper[\s-](?:basic|diluted)\b|\beps\b|\bexercise\s+prices?\b|\bgrant[- ]date\s+fair\s+value\b"
    r"|\bweighted\W{0,2}average\s+fair\s+value\b"
    r"|\bstrike\s+price|\bprice\s+paid\b|\b(?:stock|share|market|closing)\s+prices?\b",
    re.IGNORECASE,
)
_SHARE_COUNT = re.compile(
    r"\b(?:weighted|average|diluted|basic|number|outstanding|total|common|ordinary|treasury|potential"
    r"|dilutive|incremental)\b.{0,60}\bshares\b"
    r"(?!.{0,40}\b(?:expense|cost|compensation)\b)|\bshares\b.{0,60}\b(?:outstanding|issued"
    r"|authori[sz]ed|used|repurchased|purchased|"
    r"granted|vested|forfeited|available|reserved|exercised|cancell?ed|withheld)\b|\banti-?dilutive\b"
    r"|\bdilutive\b.{0,40}\b(?:effect|securities|awards|options)|\beffects?\s+of\b.{0,30}\bdiluti"
    r"|^shares?$|^number\s+of\s+(?:shares|units|options|awards|rsus)\b",
    re.IGNORECASE,
)
_MONEY_MOVE = re.compile(
    r"^(?:re)?purchases?\b|^issuances?\b|^proceeds\b|^retirement\b|^payments?\b|^acquisition\b"
    r"|^sales?\s+of\b|^dividends?\b|\bpar\s+value\b|"
    r"^net\s+(?:income|loss|earnings)|\bcosts?\b|^(?:common|preferred|ordinary|treasury)\s+(?:stock"
    r"|shares?)\s*(?:(?:re)?purchases\b|,|$)|^cash\b|\bvalue\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\(%\)|\bpercent(?:age)?\b|(?<![\d.\s])%|(?<!\d)\s%|\b(?:tax|interest|discount|growth|effective"
        r"|occupancy|coupon|turnover|dividend)\s+rates?\b|\brate of\b|"
                      r"\bmargin\b|\byield\b|\bvolatility\b", re.IGNORECASE)  # fmt: skip
# "Reported growth %", "% currency impact": the sign is the unit of the row, and no part of a rate such as "5% notes".
_IN_PERCENT = re.compile(r"(?<![\d.])(?<!\d\s)%\s*(?:\(\d+\)\s*)?$|^%\s+(?!of\b)", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:in|\()\s*\(?(?P<a>years|months|days)\b|\((?P<b>years|months|days)\)|(?<!\d\s)\b(?P<c>years|months|days)\)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:number|#)\s+of\s+(?P<of>[a-z -]+)|\b(?P<of2>employees|headcount|stores?(?!\s+(?:sales"
    r"|operating|revenue|expense))|restaurants(?!\s+sales)|"
    r"subscribers|subscriptions|memberships|patients|square\s+(?:feet|footage)|rooms|locations|branches)\b",
    re.IGNORECASE,
)
# What a company has so many of that they are in its tables' scale unless it excepts them.
_BY_THE_THOUSAND = frozenset({"memberships", "subscribers", "subscriptions"})
_MONEY_WORD = re.compile((
        r"\b(?:revenues?|sales|costs?|expenses?|income|earnings|loss(?:es)?|profit|cash|amount|fees|payments?"
        r"|price|value|per)\b"
    ), re.IGNORECASE)  # fmt: skip


def tells_money(label: str) -> bool:
    """Whether a label has a word that is of money ("revenues", "costs")."""
    return _MONEY_WORD.search(label) is not None


# Of a row such as "Shares repurchased", which a statement of equity prints in money.
MOVED = "moved"
# Of a row under a heading such as "Basic earnings per share"; its figures must look like it.
INHERITED = "inherited"
# Of a row such as "Basic earnings per share" under "Number of shares used in": shares, where it prints no cents.
SHARES_FOR = "shares for"
# Of a row such as "EPS (diluted US cents)".
CENTS = "cents"
CENT = Decimal("0.01")
# Of a row such as "Volume %", whose figures are percentages in a table of millions too.
STATED = "stated"
_MOST_SHARES = Decimal(10) ** 11
_TIMES = {"years": YEARS, "months": MONTHS, "days": DAYS}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a row's or a head's own words say its figures are.

    unit: "per_share", "shares", "percent", "ratio", "years", "months", "days", "count", or "" where they say nothing.
    of: what a count counts.
    """

    unit: str = ""
    of: str = ""


@lru_cache(maxsize=20_000)
def kind_of_words(label: str, above: tuple[str, ...] = ()) -> Kind:
    """What a label says, or, where it is only "Basic" or "Diluted", what the heading above it says."""
    own = _kind(label)
    if own == Kind("per_share") and above and _kind(above[-1]) == Kind("shares"):
        return Kind("per_share", SHARES_FOR)
    if own.unit or not above:
        return own
    if _RATIOS.search(above[-1]) and not _MONEY_WORD.search(label):
        return Kind(RATIO)
    if re.fullmatch((
            r"(?:basic|diluted)?[\s,–—-]*(?:and|&)?\s*(?:basic|diluted|assuming dilution)|class [a-z].{0,20}"
            r"|.{0,60}\boperations(?:, net of tax)?|.{0,20}\b(?:basic|diluted)\b.{0,40}"
        ),
                    label, re.IGNORECASE):  # fmt: skip
        heading = _kind(above[-1])
        if heading.unit in ("per_share", "shares"):
            return heading
    if _kind(above[-1]).unit == "per_share":
        return _kind(above[-1]) if not label and _kind(above[-1]).of == CENTS else Kind("per_share", INHERITED)
    # "Remaining lease term (in years):" over "Operating leases"; "Number of stores:" over "Europe"
    heading = _kind(above[-1])
    return heading if heading.unit in _OF_ITS_ROWS and not _MONEY_WORD.search(label) else own


_OF_ITS_ROWS = frozenset({"count", YEARS, MONTHS, DAYS})


_ASIDE = re.compile((
        r"[(,]?\s*\$\s?[\d.,]+\s+(?:\w+\s+){0,2}?per\s+(?:\w+\s+){0,3}?(?:share|unit)s?\)?|\((?:[^()]*\bin\s+)(?:thousands"
        r"|millions|billions)\b[^()]*\)"
    ), re.IGNORECASE)  # fmt: skip
_DILUTION = re.compile((
        r"\banti-?dilutive\b|\bdilutive\s+(?:effect|impact|securities|shares|awards|options)"
        r"|\beffects?\s+of\s+(?:\w+\s+)?dilut"
    ), re.IGNORECASE)  # fmt: skip
_MOVED = re.compile((
        r"^(?:(?:common|treasury|restricted|preferred)\s+)?shares?\s+(?:re)?(?:issued|purchased|withheld"
        r"|acquired|retired|cancell?ed|surrendered|vested|delivered)\b"
    ), re.IGNORECASE)  # fmt: skip


# The lines of a balance sheet's parenthetical statement; a label that gives figures of its own is a line of money.
_STATED_SHARES = re.compile(
    r"(?:\bshares?,?\s+(?:authori[sz]ed|issued|outstanding|held(?:\s+in\s+treasury)?|reserved)(?:\s+and\s+outstanding)?"
    r"|\b(?:authori[sz]ed|issued|outstanding|treasury)(?:\s+and\s+outstanding)?,?\s+shares|[,(–—-]\s*(?:in\s+)?shares)"
    r"\s*\)?\s*(?:\((?:in\s+)?(?:shares|thousands|millions)\))?$",
    re.IGNORECASE,
)


# "Net income used in the basic earnings per share calculation" is an income.
_FOR_PER_SHARE = re.compile(
    (
        r"\b(?:used\s+(?:in|to|for)|numerator|available\s+(?:to|for))\b.*\bper\b|\bper\b.*\b(?:calculation"
        r"|computation)s?\b"
    ),
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def _kind(text: str) -> Kind:
    if _STATED_SHARES.search(text) and not re.search(r"[\d$]|\bvalue\b|\bcosts?\b", text, re.IGNORECASE):
        return Kind("shares")
    text = _ASIDE.sub(" ", text)
    if _IN_PERCENT.search(text):
        return Kind("percent", STATED)
    if _DILUTION.search(text):
        return Kind("shares")
    shares = bool(_SHARE_COUNT.search(text)) and not _MONEY_MOVE.search(text)
    if _PER_SHARE.search(text) and not _FOR_PER_SHARE.search(text) and not re.search(rf"{_SHARE_NOUN}\s+(?:\w+\s+){{0,3}}?(?:used|outstanding)|\b(?:number|weighted)\b.*\bshares\b.*\bper\b", text, re.IGNORECASE):  # fmt: skip
        return Kind("per_share", CENTS if re.search(r"\bcents\b", text, re.IGNORECASE) else "")
    if shares:
        return Kind("shares", MOVED if _MOVED.search(text) else "")
    if found := _TIME.search(text):
        return Kind(_TIMES[(found["a"] or found["b"] or found["c"]).lower()])
    if found := _COUNTED.search(text):
        of = (found["of"] or found["of2"]).strip().lower()
        return Kind("shares" if re.match(r"(?:common\s+|ordinary\s+)?shares|options|units|awards", of) else "count", of)
    if _PERCENT.search(text):
        return Kind("percent")
    return Kind(RATIO) if _RATIO.search(text) else Kind()


# "Total capital ratio (Tier 1 and Tier 2)": no scale multiplies it.
_RATIOS = re.compile(r"\bratios\b", re.IGNORECASE)
_RATIO = re.compile(r"\bratio(?:\s*\([^()]*\))*\W*$", re.IGNORECASE)


_SIZES = {"thousand": Decimal(1000), "million": Decimal(10**6), "billion": Decimal(10**9)}
# All of a parenthesis, or of a line: "(million square feet)", "(in thousands of acres)", "(square feet in thousands)".
_MEASURE = r"square\s+(?:feet|footage|met(?:er|re)s|miles)|sq\.?\s*ft\.?|acres|hectares|barrels|bushels|tons|tonnes|metric\s+tons|gallons|pounds|kilograms|megawatts?|kilowatts?|MWh?|GWh?|kWh"
_MEASURED = re.compile(
    rf"(?:^|\()\s*(?:in\s+)?(?:(?P<size>thousand|million|billion)s?\s+(?:of\s+)?)?(?:approximate\s+)?(?P<of>{_MEASURE})"
    r"(?:,?\s+in\s+(?P<size2>thousand|million|billion)s)?\s*(?:\)|$)",
    re.IGNORECASE,
)


# As a lead to a table says it: "Presented in the table below is the number of customers we served by class".
_NUMBER_OF = re.compile(
    r"\b(?:presents?|presented|shows?|shown|below|following|table)\b[^.:]{0,60}\bnumber\s+of\s+"
    r"(?P<of>[a-z ]{0,40}?(?:customers|employees|stores|locations|subscribers|members|restaurants|branches))\b",
    re.IGNORECASE,
)


def counted_in(sentence: str) -> str:
    """What the sentence that leads to a table says that it counts ("customers"); "" where it says no such thing."""
    found = _NUMBER_OF.search(sentence)
    return " ".join(found["of"].lower().split()) if found else ""


def measure_in(texts: Iterable[str]) -> tuple[str, Decimal] | None:
    """What a table is said to be measured in that is no money ("square feet"), and by how many; None where nothing is."""
    found = next((found for text in texts if (found := _MEASURED.search(text))), None)
    if found is None:
        return None
    return " ".join(found["of"].lower().split()), _SIZES.get((found["size"] or found["size2"] or "").lower(), ONE)


def quantity_of(
    printed: Printed,
    row: Kind,
    head: Kind,
    scale: Scale,
    money: str,
    row_percent: bool,
    shares: bool = False,
    equity: bool = False,
) -> Quantity:
    """The number in base units.

    scale: of this cell, its row's, head's and caption's words already combined. money: ISO code, or "" where nothing
    says that figures here are money. row_percent: whether other figures of the row carry a percent sign.
    shares: whether figures of no other stated unit are counts of shares. equity: whether it is a statement of equity.
    """
    if printed.mark in (PERCENT, PERCENTAGE_POINTS, RATIO, YEARS, MONTHS, DAYS):
        return Quantity(printed.value, printed.mark, ONE, printed.step)
    currency = printed.currency or money or scale.currency
    if equity and row.of == MOVED and head.unit != "shares":
        row = Kind()
    unit, of = _choose(printed, row, head, scale, row_percent)
    if not unit and shares:
        unit = SHARES
    if unit == "per_share":
        worth = CENT if CENTS in {row.of, head.of} and not printed.currency else ONE
        return Quantity(printed.value * worth, f"{currency or 'USD'}/share", worth, printed.step * worth)
    if unit == "money" or (not unit and currency):
        return _scaled(printed, currency or "USD", scale.money or ONE)
    if unit == SHARES:
        return _scaled(printed, SHARES, factor_of_shares(printed.value, scale))
    if unit == COUNT:
        return _scaled(printed, COUNT, _count_factor(printed, scale, of), of)
    if unit:
        return Quantity(printed.value, unit, ONE, printed.step)
    return _scaled(printed, COUNT, scale.money or ONE)


def _choose(printed: Printed, row: Kind, head: Kind, scale: Scale, row_percent: bool) -> tuple[str, str]:
    whole = printed.step >= 1 and not printed.nil
    # A column of shares keeps its unit beside a row about price; a figure in the thousands is no price.
    if row.of == INHERITED and (printed.step > CENT or abs(printed.value) >= 1000):
        row = Kind()
    if row.of == SHARES_FOR and printed.step > CENT and not printed.currency:
        row = Kind("shares")
    per_share = "per_share" in (row.unit, head.unit) and not (row.unit == "per_share" and head.unit == "shares")
    if row.unit == "per_share" and head.unit == "percent" and not printed.currency:
        return PERCENT, ""
    # Under "EPS" a statement in millions puts lines that are no earnings a share, too; they print no cents.
    if head.unit == "per_share" != row.unit and whole and not printed.currency and (scale.money or ONE) > ONE:
        per_share = False
    if per_share and not (whole and abs(printed.value) >= 1000):
        return "per_share", ""
    if printed.currency:
        return "money", ""
    if row.of == STATED:
        return PERCENT, ""
    for kind in (head, row):
        if kind.unit in ("shares", "years", "months", "days"):
            return {"shares": SHARES}.get(kind.unit, kind.unit), ""
    if head.unit == "percent" or row_percent or scale.percent:
        return PERCENT, ""
    if row.unit == "percent" and (printed.step < 1 and scale.money is None):
        return PERCENT, ""
    if row.unit == RATIO and abs(printed.value) < 1000:
        return RATIO, ""
    for kind in (row, head):
        if kind.unit == "count":
            return COUNT, kind.of
    return "", ""


def factor_of_shares(value: Decimal, scale: Scale) -> Decimal:
    """What a printed number of shares is multiplied by. Nobody has 4,152,570 million: they are in full beside such money."""
    factor = (scale.shares if scale.shares is not None else scale.money) or ONE
    return ONE if abs(value) * factor >= _MOST_SHARES else factor


def _count_factor(printed: Printed, scale: Scale, of: str) -> Decimal:
    if scale.counts is not None or scale.money is None:
        return scale.counts or ONE
    if of in _BY_THE_THOUSAND:
        return scale.money
    # Nobody has 161,000,000 employees: a count printed in full stands beside money in thousands.
    return scale.money if printed.step < 1 else ONE


def _scaled(printed: Printed, unit: str, factor: Decimal, of: str = "") -> Quantity:
    if printed.words != 1:
        return Quantity(printed.value, unit, printed.words, printed.step, of)
    return Quantity(printed.value * factor, unit, factor, printed.step * factor, of)
