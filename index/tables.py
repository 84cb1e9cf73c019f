"""A grid as laid out -> a typed table: every figure with its row path, head path, unit, scale, sign and period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from index.cell_periods import Nature, nature_of_table, period_of
from index.column_heads import Head, heads_of, qualifiers_of, stated_scale
from index.columns import Panel, Spans, panels_of
from index.filing import Cell, Table
from index.fiscal_year import FULL_DATE
from index.heads import read_when
from index.layout import Grid
from index.matrix import Piece, rows_of
from index.quantity import COUNT, CURRENCIES, PERCENT, RATIO, SHARES, Quantity, is_currency
from index.rows import Line, is_period, lines_of
from index.scales import Scale, read_scale
from index.table_context import Surroundings
from index.units import Kind, kind_of_words, quantity_of, tells_money

_EQUITY = re.compile(
    (
        r"\bstatements?\s+of\b.*\b(?:equity|deficit|investment)\b|\b(?:stockholders|shareholders"
        r"|shareowners)[’'`]?s?[’'`]?\s+(?:equity|deficit)"
    ),
    re.IGNORECASE,
)


_SHARE_TABLE = re.compile((
        r"^number\s+of\s+shares\b|\b(?:number\s+of|changes?\s+in|activity\s+(?:in|of))\b.{0,40}\bshares\b"
        r"|\bshares\s+of\s+(?:our\s+)?(?:common|preferred|treasury|ordinary)\s+stock\b"
    ), re.IGNORECASE)  # fmt: skip


_DATES = re.compile(rf"\b{FULL_DATE}\b|\b(?:19|20)\d{{2}}\b", re.IGNORECASE)


def type_table(grid: Grid, text: str, around: Surroundings) -> tuple[Table, Panel | None]:
    """The typed table, and its last panel, whose heads a continuation on the next page may lean on."""
    rows = rows_of(grid, text)
    told = any(cell.column_span > 1 for cell in grid.cells)
    spans = Spans.PLACED if grid.placed else Spans.TOLD if told else Spans.UNKNOWN
    panels = [_headed(_continued(panel, around.before), around.captions) for panel in panels_of(rows, spans)]
    equity = any(_EQUITY.search(text) for text in around.captions)
    shares = not equity and _counts_shares(around, panels)
    around = replace(around, shares=shares, equity=equity)
    caption = " ".join(around.captions)
    table_money = _money_of_table(panels, around)
    cells = [cell for panel in panels for cell in _totals_in_kind(list(_cells(panel, around, table_money)))]
    table = Table(around.number, grid.span, caption, around.section, tuple(cells), (), around.notes, stub=_stub(panels))
    return table, (panels[-1] if panels else None)


def _stub(panels: list[Panel]) -> str:
    """What the first panel's head over the labels says the rows are."""
    words = panels[0].stub if panels else ()
    return " ".join(part for part in words if not is_period(part) and read_scale(part).empty)


def _continued(panel: Panel, before: Panel | None) -> Panel:
    """A panel without heads, given those of the table it continues."""
    if panel.heads or before is None or len(before.columns) != len(panel.columns):
        return panel
    columns = tuple(replace(c, path=b.path) for c, b in zip(panel.columns, before.columns, strict=True))
    return replace(panel, columns=columns, stub=before.stub)


def _headed(panel: Panel, captions: tuple[str, ...]) -> Panel:
    """A panel without heads, given the dates of a line above it that prints exactly one a column."""
    if len(panel.columns) < 2 or any(column.path for column in panel.columns):
        return panel
    for caption in reversed(captions[-3:]):
        found = list(_DATES.finditer(caption))
        if len(found) == len(panel.columns):
            lead = caption[: found[0].start()].strip(" :")
            over = (lead,) if not read_when(lead).empty else ()
            columns = tuple(replace(c, path=(*over, date[0])) for c, date in zip(panel.columns, found, strict=True))
            return replace(panel, columns=columns)
    return panel


def _money_of_table(panels: list[Panel], around: Surroundings) -> str:
    """The ISO code of the money in the table, where anything says that it holds money."""
    for panel in panels:
        for row in panel.body:
            for piece in row:
                if piece.printed is not None and piece.printed.currency:
                    return piece.printed.currency
    stated = stated_scale(panels[0] if panels else None, around)
    if stated.currency:
        return stated.currency
    return "USD" if stated.money is not None else ""


def _counts_shares(around: Surroundings, panels: list[Panel]) -> bool:
    """Whether a table is said to count shares, and prints no currency."""
    stubs = [text for panel in panels for text in panel.stub]
    said = any(_SHARE_TABLE.search(text) for text in (around.intro, *around.captions[-2:], *stubs))
    return said and not any(p.printed and p.printed.currency for panel in panels for row in panel.body for p in row)


def _cells(panel: Panel, around: Surroundings, table_money: str) -> Iterator[Cell]:
    heads = heads_of(panel, around, table_money)
    lines = lines_of(panel)
    flow = nature_of_table(around, lines)
    each_share = _is_per_share(lines)
    told_by_heads = any(head.words.unit == "per_share" for head in heads)
    ratio_percent = False  # the first of several ratios may carry the sign of all
    for line in lines:
        percent = any(p.printed and p.printed.mark == PERCENT and heads[c].kind == "value" for c, p in line.values)
        words = kind_of_words(line.label, line.path)
        if words.unit == RATIO:
            percent = ratio_percent = percent or ratio_percent
        if each_share and not words.unit:
            words = Kind("per_share")
        # Only figures beside no money take a row's percent sign as theirs.
        shared = percent and not any(p.printed and p.printed.currency for _, p in line.values)
        for number, piece in line.values:
            # "EBIT, net income and EPS", under a head for each of them
            by_head = told_by_heads and words.unit == "per_share" and heads[number].words.unit != "per_share"
            yield _cell(line, piece, heads[number], Kind() if by_head else words, shared, flow, around)


def _totals_in_kind(cells: list[Cell]) -> list[Cell]:
    """The cells of a panel, a bare total of a column in which all above it is of shares being of shares, too.

    A total says of what it is in no word of its own; beside columns of dollars it would be taken for dollars.
    """
    found: list[Cell] = []
    for cell in cells:
        above = [c.quantity for c in found if c.column == cell.column and c.quantity and c.quantity.value]
        found.append(
            _as_shares(cell, above[-1].scale) if len(above) > 1 and {q.unit for q in above} == {SHARES} else cell
        )
    return found


def _as_shares(cell: Cell, scale: Decimal) -> Cell:
    """A bare total that no currency marks, as a count of shares in the scale of those above it."""
    own = cell.quantity
    if (
        own is None
        or not is_currency(own.unit)
        or not _BARE_TOTAL.fullmatch(cell.row_path[-1])
        or _SIGN.search(cell.text)
    ):
        return cell
    worth = scale / own.scale
    return replace(
        cell, quantity=replace(own, value=own.value * worth, unit=SHARES, scale=scale, precision=own.precision * worth)
    )


def _is_per_share(lines: Sequence[Line]) -> bool:
    """Whether every line is of money a share: its first and last say so, and all is printed in cents (EPS reconciled)."""
    figures = [p.printed for line in lines for _, p in line.values if p.printed and not p.printed.nil]
    if not figures or any(printed.step != _CENT or printed.mark for printed in figures):
        return False
    ends = (lines[0], lines[-1])
    return len(lines) > 2 and all(kind_of_words(line.label, line.path).unit == "per_share" for line in ends)


def _cell(
    line: Line,
    piece: Piece,
    head: Head,
    words: Kind,
    row_percent: bool,
    flow: Nature,
    around: Surroundings,
) -> Cell:
    """One typed cell."""
    period = period_of(line, head, flow, around)
    row_path = (*line.path, line.label)
    quantity = None
    if piece.printed is not None and head.kind != "note":
        scale, shares = _scale_of_line(line, head)
        if words.unit == "count" and head.marked and not _NO_MONEY.fullmatch(line.label):
            words = Kind()
        if _PAR.search(line.label) and piece.printed.step < 1 and not re.search(r"[\d$]", line.label):
            words = Kind("per_share")
        if not words.unit and _BASIC.match(line.label) and piece.printed.step <= _CENT and not piece.printed.mark:
            words = Kind("per_share")
        shares = shares or (around.shares and not head.marked)
        row_percent = row_percent and (not head.marked or words.unit in {PERCENT, RATIO})
        if head.percent_step is not None and not words.unit and piece.printed.step == head.percent_step:
            row_percent = True
        if any(part.strip() in CURRENCIES for part in head.column.path) or abs(piece.printed.value) >= _NO_PERCENT:
            row_percent = False
        if scale.excepts(line.label):
            scale = replace(scale, money=Decimal(1))
        elif not (words.unit or row_percent or piece.printed.currency) and _counts_by_heading(line, head):
            words, scale = Kind("count"), replace(scale, counts=scale.money)
        quantity = quantity_of(piece.printed, words, head.words, scale, head.money, row_percent, shares, around.equity)
        if piece.printed.year_like and head.column.path and _A_YEAR.search(head.column.path[-1]):
            quantity = Quantity(piece.printed.value, COUNT, Decimal(1), piece.printed.step)
    kind = head.kind
    if kind in {"percent_change", "percent_of"} and piece.printed is not None and piece.printed.currency:
        kind = "value"
    if kind == "value" and quantity is not None and quantity.unit == PERCENT and re.search(r"(?:%|percent(?:age)?)\s+of\b|\bas\s+an?\s+percent", line.label, re.IGNORECASE):  # fmt: skip
        kind = "percent_of"
    qualifiers = tuple(dict.fromkeys((*head.qualifiers, *qualifiers_of((line.label,)))))
    if head.outlook:
        qualifiers = (*qualifiers, "guidance")
    return Cell(piece.span, piece.text, piece.row, head.column.left, row_path, head.column.path, quantity, period,
                kind, qualifiers, piece.tag, piece.note or line.note or (piece.printed.note if piece.printed else ""))  # fmt: skip


def _scale_of_line(line: Line, head: Head) -> tuple[Scale, bool]:
    """The scale of a row's figures, and whether what gives it speaks of shares only ("shares in millions")."""
    scale = read_scale(line.label)
    for heading in reversed(line.path):
        scale = scale.or_else(read_scale(heading))
    own = scale.shares is not None and scale.money is None
    shares = own or (head.scale.shares is not None and head.scale.money is None)
    return scale.or_else(head.scale), shares


def _counts_by_heading(line: Line, head: Head) -> bool:
    """Whether a table of dollars gives a line, by its own words, a size and no currency: "Connections (000):"."""
    of_dollars = head.scale.money is not None and head.scale.counts is not None and head.scale.currency != ""
    own = next((words for words in (line.label, *reversed(line.path)) if read_scale(words).money is not None), "")
    return (
        of_dollars
        and own != ""
        and head.kind in ("value", "change")
        and not read_scale(own).currency
        and not tells_money(f"{line.label} {own}")
    )


# Lines of a note on earnings per share; a share count has no cents.
_BASIC = re.compile(r"^(?:basic|diluted|basic\s+and\s+diluted)\b.{0,40}$", re.IGNORECASE)


# What is no money in any column.
_NO_MONEY = re.compile(
    r"(?:total |number of |full[- ]time )*(?:headcount|employees)(?: \([^()]*\))*"
    r"|(?:[a-z]+ ){0,3}(?:memberships|subscri(?:bers|ptions)) at (?:the )?(?:beginning|end) of (?:the )?(?:period|year|quarter)",
    re.IGNORECASE,
)
_BARE_TOTAL = re.compile(r"(?:grand\s+)?totals?", re.IGNORECASE)
_SIGN = re.compile(r"[$€£¥]")
_CENT = Decimal("0.01")
# A column of years, which no scale multiplies.
_A_YEAR = re.compile(r"\byears?\s+(?:of|in\s+which)\b|\b(?:expir|matur)\w*\s+(?:year|date)s?\b", re.IGNORECASE)
# No percentage this large is printed without its sign.
_NO_PERCENT = Decimal(1000)
_PAR = re.compile(r"\b(?:par|stated)\s+value\b", re.IGNORECASE)
