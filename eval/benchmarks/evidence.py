"""The numerals of a page's text as an annotator copied it, and whether a filing's facts hold them: value, scale and period.

The copied text prints a table's cells one a line, row by row, its heads first. It is read here by its order alone, with
nothing of the index's own table readers, so that the two can disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from index.facts import Fact
from index.period import Duration, FiscalLabel, Instant, Period, period_end

SCALES = {"thousand": Decimal(10) ** 3, "million": Decimal(10) ** 6, "billion": Decimal(10) ** 9}
ONE = Decimal(1)
_MONTHS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_TOKEN = re.compile(r"\(?\s*-?\s*[$€£]?\s*\(?\s*(?P<digits>\d[\d,]*(?:\.\d+)?|\.\d+)\s*(?P<percent>%?)\s*\)?\s*%?")
_SCALE = re.compile(r"(thousand|million|billion)s?", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d,]|\.\d)")
_HEAD = re.compile(r"(?<![\d,.])(?P<year>(?:19|20)\d\d)(?![\d,]|\.\d)|(?P<change>\bchange\b)", re.IGNORECASE)
_RANGE = re.compile(r"\d\s*[-–]\s*\d")
_MARK = re.compile(r"\(\d\)")
_VERSUS = re.compile(r"\b(?:20)?\d\d\s+vs\.?\s+(?:20)?\d\d\b", re.IGNORECASE)
_LENGTH = re.compile(r"\b(three|six|nine|twelve)\s+months\s+ended|\b(?:quarter|years?)\s*ended", re.IGNORECASE)
_FLOW = re.compile(r"statements?\s*of\s*(?:operations|income|earnings|cash)", re.IGNORECASE)
_BALANCE = re.compile(r"balance\s*shee", re.IGNORECASE)
_EDGE = re.compile(r"(?:(?P<opening>beginning)|\bend|,end)\s*of", re.IGNORECASE)
_SHARES = re.compile(r"share|basic|diluted|stock", re.IGNORECASE)
_PROSE = re.compile(
        r"(?P<money>[$€£])\s?(?P<digits>\d[\d,]*(?:\.\d+)?)(?:\s+(?P<scale>million|billion|thousand))?"
        r"|(?<![\d.])(?P<rate>\d[\d,]*(?:\.\d+)?)\s?%"
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral of the evidence.

    values: what it may be worth in base units, as the text states its scale (several where it does not say).
    year: of its column; None where the text does not tell columns apart. months: length of a flow; 0 for an instant,
    None where the text does not say. prose: whether it stands in a sentence.
    """

    printed: str
    label: str
    values: frozenset[Decimal]
    year: int | None = None
    months: int | None = None
    prose: bool = False


def read_evidence(text: str) -> tuple[Numeral, ...]:
    """The numerals of a copied text, in its order, years and the numerals within labels left out."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    lines = [line for n, line in enumerate(lines) if n > 2 or not re.fullmatch(r"\d{1,3}", line)]
    if len(lines) > 1 and re.fullmatch(r"\d{1,3}", lines[-1]) and lines[-2].endswith("."):
        lines.pop()
    first = next((n for n, line in enumerate(lines) if _opens_body(lines, n)), None)
    if first is None:
        return tuple(_in_prose(" ".join(lines)))
    head = lines[:first]
    while head and not _head_like(head[-1]):
        head.pop()
    return tuple(_of_table(" \n".join(head), lines[len(head) :]))


def held(numeral: Numeral, facts: Sequence[Fact]) -> bool:
    """Whether one of a page's facts is the numeral: its value, and, where the text tells it, its period."""
    return any(
        fact.value in numeral.values and (numeral.year is None or _same_period(fact.period, numeral)) for fact in facts
    )


def valued(numeral: Numeral, facts: Sequence[Fact]) -> bool:
    """Whether one of a page's facts has the numeral's value, whatever its period."""
    return any(fact.value in numeral.values for fact in facts)


def _same_period(period: Period | None, numeral: Numeral) -> bool:
    if period is None:
        return False
    if isinstance(period, FiscalLabel):
        return period.fiscal_year == numeral.year and numeral.months in (None, 0 if period.instant else 12)
    end = period_end(period)
    # A fiscal year may be named for the calendar year that most of it lies in.
    if end is None or numeral.year not in {end.year, (end - timedelta(days=35)).year}:
        return False
    if numeral.months is None:
        return True
    if isinstance(period, Instant):
        return numeral.months == 0
    return isinstance(period, Duration) and round(period.days / 30.4) == numeral.months


def _opens_body(lines: Sequence[str], number: int) -> bool:
    """Whether a line is the first of a table's figures: nothing but numerals, of which one is no year."""
    return _only_values(lines[number]) and not _is_year(lines[number])


def _only_values(line: str) -> bool:
    if _RANGE.search(line):
        return False
    rest = _TOKEN.sub("", line)
    return rest != line and not re.search(r"\w", rest)


def _is_year(line: str) -> bool:
    return _YEAR.fullmatch(line.strip("() $")) is not None


def _head_like(line: str) -> bool:
    return bool(_HEAD.search(line) or _SCALE.search(line) or _LENGTH.search(line))


def _of_table(head: str, body: Sequence[str]) -> Iterator[Numeral]:
    columns = _columns(head)
    lengths = [_MONTHS.get((found[1] or "").lower(), 12) for found in _LENGTH.finditer(head)]
    months = _months_of(head, lengths, len(columns))
    scale = _SCALE.search(head)
    cents = any("cents" in line.lower() for line in (head, *body))
    label = ""
    row: list[re.Match[str]] = []
    for line in [*body, "end"]:
        if _only_values(line) and not _is_year(line):
            row.extend(_TOKEN.finditer(line))
        elif re.search(r"\w", line):
            told = SCALES[scale[1].lower()] if scale else None
            yield from _row(label, row, columns, months, told, cents=cents)
            # A label may be set over two lines; what a row's figures follow starts a new one.
            label = line if row else f"{label} {line}"[-160:]
            row = []


def _columns(head: str) -> list[int | None]:
    """The year over each column, None for a change; empty where the heads tell fewer than two columns."""
    found = [int(one["year"]) if one["year"] else None for one in _HEAD.finditer(_VERSUS.sub(" ", head))]
    if found and found[0] is None and found.count(None) == 1:
        # A change's head is set higher than the years', and copied before them.
        found.append(found.pop(0))
    return found if len(found) > 1 else []


def _months_of(head: str, lengths: Sequence[int], width: int) -> list[int | None]:
    """The length of each column's flow, 0 for a balance sheet's."""
    if _BALANCE.search(head) or (not lengths and re.search(r"\bas\s+of\b", head, re.IGNORECASE)):
        return [0] * width
    if lengths and width % len(lengths) == 0:
        return [length for length in lengths for _ in range(width // len(lengths))]
    return [12 if _FLOW.search(head) and not lengths else None] * width


def _row(
    label: str,
    row: Sequence[re.Match[str]],
    columns: Sequence[int | None],
    months: Sequence[int | None],
    scale: Decimal | None,
    *,
    cents: bool,
) -> Iterator[Numeral]:
    if len(row) == len(columns) + 1 and _MARK.fullmatch(row[0][0].strip()):
        # A footnote's mark is copied before the figures of its row.
        row = row[1:]
    told = bool(columns) and len(row) == len(columns)
    edge = _EDGE.search(label)
    for number, token in enumerate(row):
        values = frozenset(_worth(token, label, scale, change=None in columns, cents=cents))
        year = columns[number] if told else None
        length = None if not told else 0 if edge else months[number]
        if year is not None and edge is not None and edge["opening"] and months[number]:
            # A year's opening balance is that of the day before it.
            year = year - 1 if months[number] == 12 else None
        yield Numeral(token[0].strip(), label, values, year, length)


def _worth(token: re.Match[str], label: str, scale: Decimal | None, *, change: bool, cents: bool) -> Iterator[Decimal]:
    """What a figure may be worth. cents: whether a column of the table is in cents, which of them is not known."""
    value = Decimal(token["digits"].replace(",", "")) * (-1 if "(" in token[0] else 1)
    share = _SHARES.search(label) or "." in token["digits"]
    rate = token["percent"] or label.rstrip().endswith("%")
    if rate or share:
        yield value
    if cents and not rate:
        yield value / 100
    if rate:
        return
    if change:
        # A change's percent sign is often printed in its first row only.
        yield value
    yield from (value * factor for factor in ((scale,) if scale is not None else (ONE, *SCALES.values())))


def _in_prose(text: str) -> Iterator[Numeral]:
    for found in _PROSE.finditer(text):
        value = Decimal((found["digits"] or found["rate"]).replace(",", ""))
        values = frozenset({value * (SCALES[found["scale"]] if found["scale"] else ONE)})
        yield Numeral(found[0], text[max(0, found.start() - 60) : found.start()], values, prose=True)
