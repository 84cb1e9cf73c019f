"""Inline XBRL: contexts, units and tags as a filing's HTML carries them -> Tag values in base units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from index.layout import Header, Tag
from index.period import Duration, Instant, Period
from index.quantity import COUNT, PERCENT, RATIO, SHARES

_PURE = "pure"
_MAX_SCALE = 30
_MAX_PARTS = 300  # elements within one context or unit; an unclosed one would hold the rest of the page
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: number for number, word in enumerate(_UNITS.split())}
_WORDS |= {word: 10 * tens for tens, word in enumerate(_TENS.split(), 2)}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_NONE = frozenset({"no", "none", "nil", "zero", "a", "an"})
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WRITTEN_DATE = re.compile(r"([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})")
_NUMERAL = re.compile(r"\d[\d.,'\s]*")


@dataclass(frozen=True, slots=True)
class Context:
    """When, and for which dimensions (axis, member), a tagged fact holds."""

    period: Period | None
    dimensions: tuple[tuple[str, str], ...]


def local_name(tag: object) -> str:
    """An element's name without its prefix, lower case; "" for comments."""
    return tag.rpartition(":")[2].rpartition("}")[2].lower() if isinstance(tag, str) else ""


def read_date(text: str) -> date | None:
    """A date as an instance or a cover page writes it: 2024-09-28, or September 28, 2024."""
    found = _ISO_DATE.search(text)
    try:
        if found:
            return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
        found = _WRITTEN_DATE.search(text)
        if found and found.group(1).lower() in _MONTHS:
            return date(int(found.group(3)), _MONTHS.index(found.group(1).lower()) + 1, int(found.group(2)))
    except ValueError:
        return None
    return None


def _context(element: Any) -> Context:
    start = end = instant = None
    dimensions: list[tuple[str, str]] = []
    for child in islice(element.iter(), _MAX_PARTS):
        name = local_name(child.tag)
        if name == "instant":
            instant = read_date(child.text or "")
        elif name == "startdate":
            start = read_date(child.text or "")
        elif name == "enddate":
            end = read_date(child.text or "")
        elif name == "explicitmember":
            dimensions.append((child.get("dimension") or "", (child.text or "").strip()))
        elif name == "typedmember":
            dimensions.append((child.get("dimension") or "", " ".join("".join(child.itertext()).split())))
    period: Period | None = None
    if instant:
        period = Instant(instant)
    elif start and end and start <= end:
        period = Duration(start, end)
    return Context(period, tuple(sorted(dimensions)))


def _unit(element: Any) -> str:
    """A unit in the project's words; the measure's own name where it has none ("sqft")."""
    parts = list(islice(element.iter(), _MAX_PARTS))
    measures = [(m.text or "").strip() for m in parts if local_name(m.tag) == "measure"]
    divided = any(local_name(child.tag) == "divide" for child in parts)
    names = [_measure(measure) for measure in measures]
    if not names:
        return COUNT
    if divided and len(names) == 2:
        return f"{names[0]}/{'share' if names[1] == SHARES else names[1]}"
    return names[0]


def _measure(measure: str) -> str:
    prefix, _, name = measure.rpartition(":")
    if prefix.lower() == "iso4217":
        return name.upper()
    if name.lower() == "shares":
        return SHARES
    return _PURE if name.lower() == _PURE else COUNT


def _words(text: str) -> Decimal | None:
    """A number written out ("twenty-one million") -> its value; None where a word is not a number word."""
    total = current = 0
    words = [word for word in re.split(r"[\s,-]+", text.lower()) if word and word != "and"]
    if not words:
        return None
    for word in words:
        if word in _WORDS:
            current += _WORDS[word]
        elif word in _NONE:
            current += 1 if word in {"a", "an"} else 0
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _LARGE:
            total += max(current, 1) * _LARGE[word]
            current = 0
        else:
            return None
    return Decimal(total + current)


def tagged_number(printed: str, kind: str) -> Decimal | None:
    """The number an ix:nonFraction prints, before scale and sign, by its transformation (`ixt:num-dot-decimal`)."""
    kind = local_name(kind).replace("-", "")
    if kind in {"fixedzero", "zerodash", "numdash", "nocontent"}:
        return Decimal(0)
    found = _NUMERAL.search(printed)
    if not found:
        return Decimal(0) if printed.strip() in {"-", "–", "—", "‒", "−"} else _words(printed)
    digits = re.sub(r"[\s']", "", found.group(0))
    if kind == "numcommadecimal" or ("comma" in kind and "dot" not in kind):
        digits = digits.replace(".", "").replace(",", ".")
    else:
        digits = digits.replace(",", "")
    try:
        return Decimal(digits.rstrip("."))
    except InvalidOperation:
        return None


class Dictionary:
    """The contexts and units a filing declares, looked up by id."""

    def __init__(self, contexts: Mapping[str, Context], units: Mapping[str, str]) -> None:
        self._contexts = contexts
        self._units = units

    @classmethod
    def of(cls, headers: Iterable[Any]) -> Dictionary:
        """From the ix:header elements of a document."""
        contexts: dict[str, Context] = {}
        units: dict[str, str] = {}
        for header in headers:
            for element in header.iter():
                name = local_name(element.tag)
                if name == "context":
                    contexts[element.get("id") or ""] = _context(element)
                elif name == "unit":
                    units[element.get("id") or ""] = _unit(element)
        return cls(contexts, units)

    def tag(self, element: Any, printed: str) -> Tag:
        """The tag of one ix:nonFraction that prints `printed`: value in base units, percent as printed."""
        context = self._contexts.get(element.get("contextref") or "", Context(None, ()))
        unit = self._units.get(element.get("unitref") or "", COUNT)
        nil = any(local_name(name) == "nil" and value == "true" for name, value in element.items())
        value = None if nil else tagged_number(printed, element.get("format") or "")
        scale = _scale(element.get("scale"))
        if unit == _PURE:
            unit = PERCENT if scale == -2 else RATIO
            scale = 0 if scale == -2 else scale
        if value is not None:
            value *= Decimal(10) ** scale
            if element.get("sign") == "-":
                value = -value
        return Tag(element.get("name") or "", value, unit, context.period, context.dimensions)


def _scale(text: str | None) -> int:
    try:
        scale = int(text or 0)
    except ValueError:
        return 0
    return scale if abs(scale) <= _MAX_SCALE else 0


def header_of(facts: Mapping[str, str]) -> Header:
    """What the cover page's dei facts declare; `facts`: local dei name, lower case -> text."""
    cik = facts.get("entitycentralindexkey", "").strip()
    form = facts.get("documenttype", "").strip()
    if facts.get("amendmentflag", "").strip().lower() == "true" and form and not form.endswith("/A"):
        form += "/A"
    return Header(
        company=" ".join(facts.get("entityregistrantname", "").split()),
        cik=cik.lstrip("0") if cik.isdecimal() else "",
        form=form,
        period_of_report=read_date(facts.get("documentperiodenddate", "")),
        fiscal_year_end=_month_day(facts.get("currentfiscalyearenddate", "").strip()),
    )


def _month_day(text: str) -> tuple[int, int] | None:
    """A fiscal year end as a cover page has it: --09-28, 12/31 or September 28."""
    numeric = re.fullmatch(r"-*(\d{1,2})[-/](\d{1,2})", text)
    written = re.match(r"([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})\b", text)
    if numeric:
        month, day = int(numeric.group(1)), int(numeric.group(2))
    elif written and written.group(1).lower() in _MONTHS:
        month, day = _MONTHS.index(written.group(1).lower()) + 1, int(written.group(2))
    else:
        return None
    return (month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None
