"""Figures that share their cell: within a row's label (par values, shares issued), and the two ends of a range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from index.facts import Fact
from index.filing import Cell, Filing, Table
from index.fiscal_year import dates_in
from index.layout import Span
from index.period import Duration, Instant, Period, period_end
from index.quantity import PERCENT, SHARES, is_currency
from index.scales import Scale, read_scale
from index.units import factor_of_shares

_ONE = Decimal(1)
_SIZES = {"thousand": Decimal(1000), "million": Decimal(10**6), "billion": Decimal(10**9)}
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<currency>[$€£¥])?\s?(?P<inner>\()?(?P<digits>\d[\d,]*(?:\.\d+)?|\.\d+)\)?"
    r"(?:\s?(?P<percent>%))?(?:\s(?P<size>thousand|million"
    r"|billion)\b)?(?P<shares>(?:\s[A-Za-z]+){0,2}?\s(?:shares|ADSs)\b)?"
)
_JOINED = re.compile(r"\s*(?:,|,?\s*and|,?\s*or|;)?\s*", re.IGNORECASE)
_DATE = re.compile(r"\b[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,?\s+(?:19|20)\d\d)?\b")
_AT_DATE = re.compile(
    r"^\s*(?:shares\s+|(?:issued|outstanding)(?:\s+and\s+outstanding)?\s+)?(?:at|as of|on)\s+", re.IGNORECASE
)
_PER_SHARE = re.compile(r"\bpar\b|\bstated value\b|\bper\s+(?:\w+\s+){0,3}(?:share|ADS|unit)\b", re.IGNORECASE)
_DUE = re.compile(
    r"\b(?:due|maturing|matures|through|note|level|class|series|item|part|phase|tier|page|plan)\s*$", re.IGNORECASE
)
_SHARE_WORD = re.compile(r"\b(?:shares|authorized|issued|outstanding)\b", re.IGNORECASE)
_RANGE = re.compile(r"(?P<low>\d{1,3}(?:\.\d+)?)\s?%?\s*(?:[-–—]|to)\s*(?P<high>\d{1,3}(?:\.\d+)?)\s?%")
_STATED_BEFORE = re.compile(r"\b(authori[sz]ed|issued(?:\s+and\s+outstanding)?|outstanding)[:\s-]+$", re.IGNORECASE)
_STATES = re.compile(
    r"\b(?:authori[sz]ed|issued(?:\s+and\s+outstanding)?|outstanding|held in treasury|repurchased)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Amount:
    """One figure of a label. span: in the label. step: worth of its last printed digit. unit: "" for shares not yet told apart."""

    span: Span
    value: Decimal
    step: Decimal
    unit: str
    scaled: bool
    negative: bool
    day: Period | None = None


def label_facts(filing: Filing) -> Iterator[Fact]:
    """The facts that row labels and ranges of a filing's tables state, each for the period of the column it is for."""
    for table in filing.tables:
        text = table.span.of(filing.text)
        if not re.search(r"[$€£¥]\s?\(?[\d.]|\d%|\d\sshares|authorized", text):
            continue
        yield from _of_table(filing, table)
        for cell in table.cells:
            if cell.quantity is None and cell.kind == "value":
                yield from _range_facts(filing, table, cell)


def _range_facts(filing: Filing, table: Table, cell: Cell) -> Iterator[Fact]:
    """The two ends of a range of percentages ("0.03% – 6.65%"), each the other's twin."""
    found = _RANGE.fullmatch(cell.span.of(filing.text).strip())
    if found is None or cell.period is None:
        return
    ends = []
    for group, bound in (("low", "low"), ("high", "high")):
        span = Span(cell.span.start + found.start(group), cell.span.start + found.end(group))
        ends.append((span, Decimal(found[group]), bound))
    ids = [f"{filing.record.id}:{span.start}-{span.end}" for span, _, _ in ends]
    for (span, value, bound), own, twin in zip(ends, ids, reversed(ids), strict=True):
        yield Fact(
            id=own,
            filing=filing.record.id,
            label=cell.row_path[-1] if cell.row_path else "",
            path=cell.row_path,
            value=value,
            unit=PERCENT,
            period=cell.period,
            precision=_ONE.scaleb(int(value.as_tuple().exponent)),
            span=span,
            bound=bound,
            twin=twin,
            section=table.section,
            table=table.number,
            row=cell.row_path[-1] if cell.row_path else "",
            column=" ".join(cell.column_path),
            row_index=cell.row,
            column_index=cell.column,
        )


def _of_table(filing: Filing, table: Table) -> Iterator[Fact]:
    cells = sorted((cell for cell in table.cells if cell.quantity is not None), key=lambda cell: cell.span)
    scale = _scale(filing, table, cells)
    for line, label, row in _labels(filing, table, cells):
        periods = _periods(row)
        if len(label) > 12 and periods:
            for amount, period in _placed(label, periods, _latest(row, periods), scale):
                yield _fact(filing, table, row[0], label, line, amount, period)


def _labels(filing: Filing, table: Table, cells: Sequence[Cell]) -> Iterator[tuple[Span, str, list[Cell]]]:
    """Each line of a table, its label, and the figures beside it or, where it has none, of the next row that has.

    Lines that together are one row's label are one. cells: the table's figures, in text order.
    """
    position = table.span.start
    open_lines: list[tuple[Span, str]] = []
    for text in table.span.of(filing.text).split("\n"):
        line = Span(position, position + len(text))
        position = line.end + 1
        row = [cell for cell in cells if line.start <= cell.span.start < line.end]
        label = filing.text[line.start : row[0].span.start if row else line.end].split("\t")[0].rstrip("$ ")
        if not row:
            open_lines.append((line, label))
            continue
        named = _letters(row[0].row_path[-1]) if row[0].row_path else ""
        for number, (above, _) in enumerate(open_lines):
            whole = filing.text[above.start : line.start + len(label)]
            if "\t" not in whole and named == _letters(whole):
                line, label = Span(above.start, line.end), whole.replace("\n", " ")
                del open_lines[number:]
                break
        following = [cell for cell in cells if cell.row == row[0].row]
        yield from ((above, words, following) for above, words in open_lines)
        open_lines = []
        yield line, label, row


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _periods(row: Sequence[Cell]) -> list[Period]:
    """The distinct periods of a row's values, in the order of its columns."""
    found: list[Period] = []
    for cell in row:
        if cell.kind == "value" and isinstance(cell.period, Instant | Duration) and cell.period not in found:
            found.append(cell.period)
    return found


def _scale(filing: Filing, table: Table, cells: Sequence[Cell]) -> Scale:
    """The scale of the table's labels: its caption's, its first lines', else that of its own money."""
    head = table.span.of(filing.text)[:400].split("\n")[:4]
    scale = read_scale(table.caption)
    for line in head:
        scale = scale.or_else(read_scale(line))
    money = next((c.quantity.scale for c in cells if c.quantity and is_currency(c.quantity.unit)), _ONE)
    return scale.or_else(Scale(money, None, None, ""))


def _amounts(label: str, scale: Scale) -> list[_Amount]:
    found: list[_Amount] = []
    # a date's day and year are no figures; masked, offsets stay
    masked = _DATE.sub(lambda found: "-" * len(found[0]), label)
    for match in _NUMBER.finditer(masked):
        digits = match["digits"]
        before, after = label[: match.start()], label[match.end() :]
        unit = _unit(match, before, after, label)
        if not unit:
            continue
        start = match.start("currency") if match["currency"] else match.start("digits")
        value = printed = Decimal(digits.replace(",", ""))
        size = _SIZES.get((match["size"] or "").lower())
        scaled = size is not None
        if size is not None:
            value *= size
        elif unit == SHARES:
            value *= factor_of_shares(value, scale)
        elif is_currency(unit):
            value *= scale.money or _ONE
        day = next((day for at, day in dates_in(after[:40]) if _AT_DATE.match(after[:at] + " ")), None)
        negative = match["inner"] is not None and match["currency"] is not None
        step = _ONE.scaleb(int(printed.as_tuple().exponent)) * (value / printed if printed else _ONE)
        found.append(
            _Amount(
                Span(start, match.end("digits")), value, step, unit, scaled, negative, Instant(day) if day else None
            )
        )
    return found


def _unit(match: re.Match[str], before: str, after: str, label: str) -> str:
    if match["percent"]:
        return PERCENT
    if match["currency"]:
        money = _CURRENCIES[match["currency"]]
        near = before[-24:] + " # " + after[:28]
        return f"{money}/share" if _PER_SHARE.search(near) and not match["size"] else money
    year = re.fullmatch(r"(?:19|20)\d\d", match["digits"]) is not None
    if year or _DUE.search(before):
        return ""
    if match["shares"]:
        return SHARES
    stated = _SHARE_WORD.search(after[:60]) or _STATED_BEFORE.search(before)
    # "Phase 2 shares" counts nothing: a bare small number after a word is a name, not a count.
    named = "," not in match["digits"] and (len(match["digits"]) > 7 or re.search(r"[A-Za-z]\s$", before[-3:]))
    return SHARES if stated and "share" in label.lower() and not named else ""


def _latest(row: Sequence[Cell], periods: list[Period]) -> Period:
    """The latest period for which a row has more than a dash."""
    held = {cell.period for cell in row if cell.quantity and cell.quantity.value}
    return max((p for p in periods if p in held), key=lambda p: period_end(p) or date.min, default=periods[0])


def _placed(label: str, periods: list[Period], latest: Period, scale: Scale) -> Iterator[tuple[_Amount, Period]]:
    """Each figure of a label with the period it is for; a list of as many figures as columns is one a column.

    A note's rate is one, however many columns there are: it is stated for the latest that has the note.
    """
    amounts = _amounts(label, scale)
    at = 0
    while at < len(amounts):
        group = [amounts[at]]
        while (
            at + len(group) < len(amounts)
            and amounts[at + len(group)].unit == group[-1].unit
            and _adjacent(label, group[-1], amounts[at + len(group)])
        ):
            group.append(amounts[at + len(group)])
        at += len(group)
        if len(group) == len(periods) and len(group) > 1:
            yield from zip(group, periods, strict=True)
            continue
        for amount in group if len(group) == 1 else ():
            if amount.day is not None:
                yield amount, amount.day
            elif amount.unit == PERCENT:
                yield amount, latest
            else:
                yield from ((amount, period) for period in periods)


def _adjacent(label: str, first: _Amount, second: _Amount) -> bool:
    between = re.sub(r"thousand|million|billion|shares|[()$€£¥%]", " ", label[first.span.end : second.span.start])
    return first.day is None and _JOINED.fullmatch(between) is not None


def _fact(filing: Filing, table: Table, cell: Cell, label: str, line: Span, amount: _Amount, period: Period) -> Fact:
    span = Span(line.start + amount.span.start, line.start + amount.span.end)
    head = re.split(r"[,;:(–—]|\s\d|\s\$", label)[0].strip() or label.strip()
    name = f"{head}, {_described(label, amount)}"
    if amount.unit == SHARES or amount.unit == PERCENT:
        period = Instant(period.end) if isinstance(period, Duration) and amount.unit == SHARES else period
    value = -amount.value if amount.negative else amount.value
    above = cell.row_path[:-1]
    return Fact(
        id=f"{filing.record.id}:{span.start}-{span.end}:{period}",
        filing=filing.record.id,
        label=name,
        path=(*above, name),
        value=value,
        unit=amount.unit,
        period=period,
        precision=amount.step,
        span=span,
        section=table.section,
        table=table.number,
        row=name,
        row_index=cell.row,
    )


def _described(label: str, amount: _Amount) -> str:
    """What a figure of a label is: "par value", "shares issued and outstanding", or the words before it."""
    before, after = label[: amount.span.start], label[amount.span.end :]
    if amount.unit.endswith("/share"):
        return "par value" if re.search(r"\bpar\b", label, re.IGNORECASE) else "per share"
    if amount.unit == PERCENT:
        return "rate"
    if amount.unit == SHARES:
        state = _STATES.search(after) or next(reversed(list(_STATES.finditer(before))), None)
        prefixed = _STATED_BEFORE.search(before)
        return f"shares {(prefixed[1] if prefixed else state[0] if state else 'held').lower()}"
    words = re.findall(r"[A-Za-z]+", before)
    return " ".join(words[-6:]).lower() or "amount"
