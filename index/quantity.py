"""Numbers as filings print them: value, unit, scale, sign and printed precision.

Values are `Decimal` in base units (dollars, shares); percentages are in percent (-8.8, not -0.088).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

# Units are plain strings: an ISO 4217 code ("USD"), a code a share ("USD/share"), or one of these.
SHARES = "shares"
PERCENT = "percent"
PERCENTAGE_POINTS = "percentage_points"
RATIO = "ratio"
MONTHS = "months"
DAYS = "days"
YEARS = "years"
COUNT = "count"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as printed.

    value: base units, signed as the filing means it (parentheses are negative).
    unit: ISO code, "USD/share", "shares", "percent", "ratio", "months", "days" or "count".
    scale: what the printed number was multiplied by (1000 in a table "in thousands").
    precision: the worth of the last printed digit, in base units (9,751 in thousands: 1000).
    of: what a count counts ("patients"); empty otherwise.
    """

    value: Decimal
    unit: str
    scale: Decimal = Decimal(1)
    precision: Decimal = Decimal(1)
    of: str = ""


def is_currency(unit: str) -> bool:
    """Whether a unit is an ISO 4217 currency code."""
    return len(unit) == 3 and unit.isalpha() and unit.isupper()


def is_per_share(unit: str) -> bool:
    """Whether a unit is money a share."""
    return unit.endswith("/share")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it stands in a cell, before its table says what it is worth.

    value: signed; a scale word in the cell itself ("$2.7 billion") is already multiplied in.
    currency: ISO code of a mark in the cell, or "".
    mark: "percent", "ratio" ("1.5x"), "percentage_points", "years", "months", "days", or "".
    step: worth of the last printed digit; words: scale named by a word in the cell, else 1.
    nil: a dash, which filings print for zero. note: a footnote mark that stood with the number.
    """

    value: Decimal
    currency: str = ""
    mark: str = ""
    step: Decimal = Decimal(1)
    words: Decimal = Decimal(1)
    nil: bool = False
    note: str = ""

    @property
    def year_like(self) -> bool:
        """Whether it may be a calendar year and not an amount."""
        plain = not (self.currency or self.mark or self.nil) and self.step == 1 and self.words == 1
        return plain and 1900 <= self.value <= 2100


CURRENCIES: dict[str, str] = {
    "US$": "USD", "U.S.$": "USD", "U.S. $": "USD", "USD": "USD", "C$": "CAD", "CAD": "CAD", "CDN$": "CAD",
    "A$": "AUD", "AUD": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL", "NT$": "TWD", "RMB": "CNY",
    "CNY": "CNY", "JPY": "JPY", "EUR": "EUR", "GBP": "GBP", "CHF": "CHF", "INR": "INR", "$": "USD", "€": "EUR",
    "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS",
}  # fmt: skip
SCALE_WORDS: dict[str, Decimal] = {
    "thousand": Decimal(1000), "k": Decimal(1000), "million": Decimal(1_000_000), "mm": Decimal(1_000_000),
    "m": Decimal(1_000_000), "billion": Decimal(1_000_000_000), "bn": Decimal(1_000_000_000),
    "b": Decimal(1_000_000_000), "trillion": Decimal(1_000_000_000_000),
}  # fmt: skip

_CURRENCY = "|".join(re.escape(mark) for mark in sorted(CURRENCIES, key=len, reverse=True))
# A dash is a zero; four hyphens and more, underscores, dots and equals signs are rules and leaders.
_NIL = re.compile(rf"^(?P<open>[($\s]*)(?P<currency>{_CURRENCY})?\s*(?:[-‐‑‒–—―−]{{1,3}})\s*(?P<mark>%|pts?|x)?[)\s]*"
                  r"(?P<note>(?:\((?:\d{1,2}|[a-z])\)|\*{1,3})?)$")  # fmt: skip
_NUMBER = re.compile(
    rf"""^
    (?P<c1>{_CURRENCY})?\s*
    (?P<open>[(\[]?)\s*(?P<minus>[-−–+]?)\s*
    (?P<c2>{_CURRENCY})?\s*
    (?P<minus2>[-−–]?)\s*(?P<open2>\(?)\s*
    (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)
    (?:[ -](?P<above>\d{{1,2}})/(?P<below>\d{{1,2}}))?
    \s*(?P<close>[)\]]?)\s*
    (?P<words>(?:thousand|million|billion|trillion|mm|bn|[MBK](?![a-z]))?)s?\s*
    (?P<mark>%|percent(?:age\ points)?|per\ cent|x|X|bps|basis\ points|pts?\.?|ppts?|pp|years?|yrs?\.?|months?|days?)?
    \s*(?P<close2>[)\]]?)\s*
    (?P<code>{_CURRENCY})?\s*
    (?P<note>(?:\s*(?:\((?:\d{{1,2}}|[a-z]{{1,2}})\)|\[(?:\d{{1,2}}|[a-z])\]|\*{{1,3}}|[†‡§#¹²³⁴⁵⁶⁷⁸⁹]+))*)
    $""",
    re.VERBOSE,
)
_MARKS = {"%": PERCENT, "percent": PERCENT, "per cent": PERCENT, "x": RATIO, "X": RATIO, "bps": "bps", "basis points": "bps",
          "percentage points": PERCENTAGE_POINTS}  # fmt: skip


def displayed(text: str) -> str:
    """Printed text as a person would see it: escapes and stray mark-up gone, white space single."""
    if "\\" in text or "<" in text:
        text = re.sub(r"\\([$*_#\[\]~`%&.()-])", r"\1", text)
        text = re.sub(r"</?(?:u|b|i|sup|sub|em|strong)>", "", text)
    return " ".join(text.replace("\xa0", " ").replace("\u200b", "").split())


def read_cell(text: str) -> Printed | None:
    """The number a cell prints, or None where it prints none (words, dates, ranges, rules, leaders)."""
    text = displayed(text)
    if not text or len(text) > 40:
        return None
    nil = _NIL.match(text)
    if nil:
        mark = _MARKS.get(nil["mark"] or "", "")
        currency = CURRENCIES.get(nil["currency"] or "", "USD" if "$" in nil["open"] else "")
        return Printed(Decimal(0), currency, mark, Decimal(1), nil=True, note=nil["note"].strip())
    found = _NUMBER.match(text)
    return _printed(found) if found else None


def _printed(found: re.Match[str]) -> Printed | None:
    digits = found["digits"].replace(",", "")
    value = Decimal(digits)
    step = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    if found["above"]:
        if int(found["below"]) == 0:
            return None
        value += Decimal(found["above"]) / Decimal(found["below"])
        step = 1 / Decimal(found["below"])
    words = SCALE_WORDS.get(found["words"].lower(), Decimal(1))
    word_mark = (found["mark"] or "").rstrip(".")
    mark = _MARKS.get(word_mark, PERCENTAGE_POINTS if word_mark.startswith("p") else "")
    mark = {"y": YEARS, "m": MONTHS, "d": DAYS}.get(word_mark[:1], mark)
    if mark == "bps":
        value, step, mark = value / 100, step / 100, PERCENTAGE_POINTS
    if bool(found["open"]) or bool(found["open2"]) or found["minus"] in ("-", "−", "–") or found["minus2"]:
        value = -value
    currency = CURRENCIES.get(found["c1"] or found["c2"] or found["code"] or "", "")
    return Printed(value * words, currency, mark, step * words, words, note=found["note"].strip(" ,"))
