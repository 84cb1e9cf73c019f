"""What a caption, a head or a sentence says of scale and currency, and the exceptions it makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from index.quantity import CURRENCIES

ONE = Decimal(1)
_WORDS = {"hundred": Decimal(100), "thousand": Decimal(1000), "million": Decimal(1_000_000),
          "billion": Decimal(1_000_000_000), "trillion": Decimal(1_000_000_000_000)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scale:
    """What printed numbers are multiplied by.

    money: for amounts; None where nothing is said. shares: for share counts; None for the same as money.
    counts: for counts of other things. currency: ISO code, "" where none is named. percent: figures are percentages.
    unscaled: names of lines that are excepted from it by name ("except ARPA"), in small letters.
    """

    money: Decimal | None = None
    shares: Decimal | None = None
    counts: Decimal | None = None
    currency: str = ""
    percent: bool = False
    unscaled: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return self == _EMPTY

    def excepts(self, label: str) -> bool:
        """Whether a line is excepted by its name, the words of which it may have others between ("revenue per paying member")."""
        words = re.findall(r"[a-z&]+", label.lower())
        return any(_in_order(name.split(), words) for name in self.unscaled)

    def or_else(self, other: Scale) -> Scale:
        """This scale, with what it does not say taken from another."""
        if self is _EMPTY or other is _EMPTY:
            return other if self is _EMPTY else self
        if self.money is None:
            return replace(other, shares=other.shares if self.shares is None else self.shares,
                           counts=other.counts if self.counts is None else self.counts,
                           currency=self.currency or other.currency, percent=self.percent or other.percent)  # fmt: skip
        unscaled = self.unscaled or (other.unscaled if other.money == self.money else ())
        return replace(self, currency=self.currency or other.currency, unscaled=unscaled)


def _in_order(name: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words of a name stand among others, in their order and with no more than one between two of them."""
    places = [at for at, word in enumerate(words) if word == name[0]]
    for word in name[1:]:
        places = [
            at for at in range(len(words)) if words[at] == word and any(0 < at - before <= 2 for before in places)
        ]
    return bool(places)


_EMPTY = Scale()
_SIZE = r"(?P<{0}>hundred|thousand|million|billion|trillion)s?"
_BASE = re.compile(
    rf"(?:\b(?:in|of)\s+(?:[a-z.$€£]+\s+){{0,3}}?|^\(?(?=[a-z]+\s+of\s)){_SIZE.format('a')}\b(?!\s+(?:of\s+)?(?:pounds|tons|barrels|metric|cubic|gallons|units))"
    rf"|(?P<zeros>(?<=\()1,000s?(?=\))|(?<![\d,.])(?:[$€£]|RM|US\$)?\s*['’]?000(?:['’]?s)?\b(?!\s*[,.]?\d))"
    rf"|(?:[($€£]|['’]|RMB|USD)\s*{_SIZE.format('b')}\s*(?:[),]|$|(?=(?:unless|except)\b))|(?:dollars?|amounts?|[$€£])\s+(?:in\s+)?{_SIZE.format('c')}\b|(?:[$€£¥]|\b(?:[A-Z]{{1,3}}\$|USD|EUR|GBP|JPY|RMB|RM(?!B)|CHF|AUD|CAD|INR|Rs\.?)|[(](?![bkm]\b))\s*[$]?\s*(?P<short>mm|mn|m|bn|b|k)(?:illion)?\s*(?:[)]|(?![\w.]))",
    re.IGNORECASE,
)
_SHARES_IN = re.compile(
    rf"(?<!per\s)\b(?:shares?|units)\b[^.;)]{{0,60}}?\b(?:in|reflected\s+in)\s+{_SIZE.format('a')}", re.IGNORECASE
)
# "Approximate Dollar Value of Shares ... (In billions)" is of the money, not of the shares.
_WORTH_OF = re.compile(r"\b(?:dollars?|values?|costs?|amounts?|price)\s+of\s+(?:the\s+|such\s+)?$", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:except|excluding|other\s+than|unless|but\s+not)\b", re.IGNORECASE)
_PER_SHARE = re.compile((
        r"\bper[\s-]+(?:\w+[\s-]+){0,3}?(?:share|unit|ads|adr|ordinary)s?\b(?:\s+(?:amounts?|data|information"
        r"|figures|values?))?"
    ), re.IGNORECASE)  # fmt: skip
_SHARE = re.compile(r"\b(?:shares?|stock|units)\b", re.IGNORECASE)
_COUNTED = re.compile((
        r"\b(?:number|employees?|headcount|stores?|operating\s+(?:data|statistics)"
        r"|statistics)\b"
    ), re.IGNORECASE)  # fmt: skip
# What an exception says that is the name of no line: "where otherwise noted", "as indicated", "per unit data".
_NO_LINE = re.compile(
    r"\b(?:percent(?:age)?s?|ratios?|noted|indicated|stated|specified|where|as|per|par|data|amounts?|information|figures|values?|otherwise)\b"
)
_SHORT = {"mm": "million", "m": "million", "mn": "million", "bn": "billion", "b": "billion", "k": "thousand"}
_NAMED = (
    (re.compile(r"\bu\.?\s?s\.?\s+dollars?\b|\bUSD\b|\bUS\$", re.IGNORECASE), "USD"),
    (re.compile(r"\bcanadian\s+dollars?\b|\bC(?:DN)?\$", re.IGNORECASE), "CAD"),
    (re.compile(r"\baustralian\s+dollars?\b|\bA\$", re.IGNORECASE), "AUD"),
    (re.compile(r"\beuros?\b|€|\bEUR\b", re.IGNORECASE), "EUR"),
    (re.compile(r"\b(?:pounds?\s+sterling|sterling)\b|£|\bGBP\b", re.IGNORECASE), "GBP"),
    (re.compile(r"\byen\b|¥|\bJPY\b", re.IGNORECASE), "JPY"),
    (re.compile(r"\b(?:renminbi|yuan|RMB)\b", re.IGNORECASE), "CNY"),
    (re.compile(r"\brupees?\b|₹|\bINR\b", re.IGNORECASE), "INR"),
    (re.compile(r"\bdollars?\b|\$", re.IGNORECASE), "USD"),
)


# "Except revenue per membership": a line of its own, and nothing said of memberships.
_RATE = re.compile(r"\b[a-z]+ per [a-z]+\b", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def read_scale(text: str) -> Scale:
    """What a text says of scale; an empty Scale where it says nothing."""
    found = _BASE.search(text)
    currency = currency_named(text) if found or len(text) < 40 else ""
    if not found:
        percent = bool(re.search(r"\((?:in\s+)?(?:%|percent(?:ages?)?)\)|\bin\s+percent", text, re.IGNORECASE))
        named = currency if "(" in text or text in CURRENCIES else ""
        return Scale(currency=named, percent=percent) if named or percent else _EMPTY
    money = _size(found)
    before = text[max(0, found.start() - 40) : found.start("a") if found["a"] else found.end()]
    own = _SHARES_IN.search(text)
    if own and _WORTH_OF.search(text[: own.start()]):
        own = None
    if own and own.start("a") == found.start("a") and not re.search(r"[$€£]|dollar|amount", before, re.IGNORECASE):
        shares_only = Scale(None, _WORDS[own["a"].lower()])
        return replace(read_scale(text[found.end() :]), shares=shares_only.shares)
    shares, counts = None, None
    unscaled: tuple[str, ...] = ()
    rest = text[found.end() :]
    exception = _EXCEPT.search(rest)
    if exception:
        clause = rest[exception.end() : exception.end() + 160]
        clause = _PER_SHARE.sub(" ", clause.partition(")")[0] if "(" not in clause.partition(")")[0] else clause)
        rates = tuple(rate.lower() for rate in _RATE.findall(clause))
        clause = _RATE.sub(" ", clause)
        shares = ONE if _SHARE.search(clause) else None
        counts = ONE if _COUNTED.search(clause) else None
        unscaled = (*rates, *_lines_named(clause))
    if own and own.start("a") != found.start("a"):
        shares = _WORDS[own["a"].lower()]
    elif re.search(r"dollar|[$€£]\s*(?:amounts?\s+)?in\b", before + text[found.start() : found.end()], re.IGNORECASE):
        # "dollars in millions" speaks of money only.
        shares, counts = shares or ONE, ONE
    return Scale(money, shares, counts, currency, unscaled=unscaled)


def _lines_named(clause: str) -> tuple[str, ...]:
    """The lines that an exception names, besides what is told of shares, counts and percentages ("ARPA")."""
    parts = (re.findall(r"[a-z&]+", part.lower()) for part in re.split(r"[,;/]|\band\b|\bor\b", clause))
    named = (" ".join(part).removeprefix("for ").removeprefix("the ") for part in parts if len(part) < 5)
    return tuple(n for n in named if len(n) > 2 and not any(r.search(n) for r in (_SHARE, _COUNTED, _NO_LINE)))


def currency_named(text: str) -> str:
    """The ISO code of the currency a text names; "" where it names none or several."""
    return next((code for rule, code in _NAMED if rule.search(text)), "")


def _size(found: re.Match[str]) -> Decimal:
    if found["zeros"]:
        return _WORDS["thousand"]
    if found["short"]:
        return _WORDS[_SHORT[found["short"].lower()]]
    return _WORDS[(found["a"] or found["b"] or found["c"]).lower()]


_STATED = re.compile(
    r"\((?:[^()]{0,60}\b)?in\s+(?:[a-z.$]+\s+){0,2}(?:thousand|million|billion)s\b[^)]{0,120}\)?"
    r"|\b(?:dollars?|amounts?|tables?|tabular|figures|expressed|stated|presented|shown|shares"
    r"|[$])\s+(?:[a-z ,]{0,40}\s)?"
    r"in\s+(?:[a-z.$]+\s+){0,2}(?:thousand|million|billion)s\b[^.;)]{0,120}|\bin\s+['’]?000['’]?s\b"
    r"|\((?:\$\s*)?000['’]?s?\)",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def scale_in_prose(text: str) -> Scale:
    """The scale a sentence declares for a table ("(in millions)", "dollars in thousands"), not that of its own amounts."""
    found = _STATED.search(text)
    return read_scale(found[0]) if found else _EMPTY
