"""A grid as laid out -> a typed table: every figure with its row path, head path, unit, scale, sign and period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from index.column_periods import resolve
from index.columns import Column, Panel, panels_of
from index.filing import Cell, Table
from index.heads import Day, When, fill, kind_of_head, qualifiers_in, read_when
from index.layout import Grid, Span
from index.matrix import Piece, rows_of
from index.period import FiscalCalendar, Instant, Period
from index.quantity import PERCENT, PERCENTAGE_POINTS
from index.row_periods import at_edge, is_balance, row_edge, row_nature, without_length
from index.rows import Line, is_period, lines_of
from index.scales import Scale, read_scale, scale_in_prose
from index.units import Kind, kind_of_words, quantity_of

_BALANCES = re.compile(r"\bbalance\s+sheets?\b|\bfinancial\s+(?:condition|position)\b|\bassets\s+and\s+liabilities\b", re.IGNORECASE)  # fmt: skip
_FLOWS = re.compile(
    r"\bstatements?\s+of\s+(?:\w+\s+)?(?:operations|income|earnings|cash\s+flows?|comprehensive|loss|profit)|\bincome\s+statements?\b|"
    r"\bresults\s+of\s+operations\b|\bcash\s+flows?\b|\bprofit\s+and\s+loss\b",
    re.IGNORECASE,
)
_EQUITY = re.compile(
    r"\bstatements?\s+of\b.*\b(?:equity|deficit|investment)\b|\b(?:stockholders|shareholders|shareowners)[’'`]?s?[’'`]?\s+(?:equity|deficit)",
    re.IGNORECASE,
)
_SHARE_TABLE = re.compile(r"^number\s+of\s+shares\b|\b(?:number\s+of|changes?\s+in|activity\s+(?:in|of))\b.{0,40}\bshares\b|\bshares\s+of\s+(?:our\s+)?(?:common|preferred|treasury|ordinary)\s+stock\b", re.IGNORECASE)  # fmt: skip
_OUTLOOK = re.compile(r"\b(?:outlook|guidance|forecasts?|targets?|projected|expected|expectations)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands round a grid and bears on it.

    number: the table's in the filing. captions: title lines above it, from the top down. section: titles above those.
    intro: the sentence that leads to it. ends: period ends printed anywhere in the filing.
    reported: last day of the period the filing reports on. annual: whether it reports on years.
    scheduled: whether later years in it can only be due dates. scale: what the filing declares for all its tables.
    shares: whether the sentence or caption says the table counts shares. before: the table this one continues over a page break. notes: footnotes under it.
    """

    number: int = 0
    captions: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    intro: str = ""
    calendar: FiscalCalendar = field(default_factory=FiscalCalendar)
    ends: tuple[date, ...] = ()
    reported: date | None = None
    annual: bool = True
    scheduled: bool = False
    scale: Scale = field(default_factory=Scale)
    shares: bool = False
    before: Panel | None = None
    inherited: tuple[str, ...] = ()
    notes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Head:
    """A column, understood: what its heads say, its unit words, scale and kind."""

    column: Column
    when: When
    words: Kind
    scale: Scale
    kind: str
    qualifiers: tuple[str, ...]
    money: str
    marked: bool
    percent_step: Decimal | None = None


def type_table(grid: Grid, text: str, around: Surroundings) -> tuple[Table, Panel | None]:
    """The typed table, and its last panel, whose heads a continuation on the next page may lean on."""
    rows = rows_of(grid, text)
    spanned = any(cell.column_span > 1 for cell in grid.cells)
    panels = [_continued(panel, around.before) for panel in panels_of(rows, spanned)]
    around = replace(around, shares=_counts_shares(around, panels))
    caption = " ".join(around.captions)
    table_money = _money_of_table(panels, around)
    cells = [cell for panel in panels for cell in _cells(panel, around, table_money)]
    table = Table(around.number, grid.span, caption, around.section, tuple(cells), (), around.notes)
    return table, (panels[-1] if panels else None)


def _continued(panel: Panel, before: Panel | None) -> Panel:
    """A panel without heads, given those of the table it continues."""
    if panel.heads or before is None or len(before.columns) != len(panel.columns):
        return panel
    columns = tuple(replace(c, path=b.path) for c, b in zip(panel.columns, before.columns, strict=True))
    return replace(panel, columns=columns, stub=before.stub)


def _money_of_table(panels: list[Panel], around: Surroundings) -> str:
    """The ISO code of the money in the table, where anything says that it holds money."""
    for panel in panels:
        for row in panel.body:
            for piece in row:
                if piece.printed is not None and piece.printed.currency:
                    return piece.printed.currency
    stated = _stated_scale(panels[0] if panels else None, around)
    if stated.currency:
        return stated.currency
    return "USD" if stated.money is not None else ""


def _counts_shares(around: Surroundings, panels: list[Panel]) -> bool:
    """Whether a table is said to count shares, and prints no currency."""
    stubs = [text for panel in panels for text in panel.stub]
    said = any(_SHARE_TABLE.search(text) for text in (around.intro, *around.captions[-2:], *stubs))
    if any(_EQUITY.search(text) for text in around.captions):
        return False
    return said and not any(p.printed and p.printed.currency for panel in panels for row in panel.body for p in row)


def _stated_scale(panel: Panel | None, around: Surroundings) -> Scale:
    """The scale of a whole table: its stub, its caption, the sentence before it, the titles above, the filing's own."""
    scale = Scale()
    sources = [*(reversed(panel.stub) if panel else ()), *reversed(around.captions)]
    for source in sources:
        scale = scale.or_else(read_scale(source))
    for source in (around.intro, *reversed(around.inherited), *reversed(around.section)):
        scale = scale.or_else(scale_in_prose(source))
    return scale.or_else(around.scale)


# --- columns --------------------------------------------------------------------------------------------------------


def _heads(panel: Panel, around: Surroundings, table_money: str) -> list[_Head]:
    scale = _stated_scale(panel, around)
    across = _common_scale(panel)
    # A scale printed over every column is the table's, exceptions and all.
    scale = across.or_else(scale)
    heads: list[_Head] = []
    whens: list[When] = []
    marked = [_marks(panel, number) for number in range(len(panel.columns))]
    latest = _latest(panel)
    any_money = any(money for money, _ in marked)
    for number, column in enumerate(panel.columns):
        money, percent = marked[number]
        when = _column_when(column, panel)
        if when.empty and latest is not None and _AT_DATE.search(" ".join(column.path)):
            when = latest
        own = _scale_of_head(column)
        words = _words_of_head(column)
        kind = kind_of_head(column.path, percent)
        evidence = money or (table_money if scale.money is not None or own.money is not None or not any_money else "")
        qualifiers = _qualifiers((*around.section, *around.captions, *column.path))
        whens.append(when)
        step = _percent_step(panel, number) if not money and own.money is None else None
        heads.append(_Head(column, when, words, own.or_else(scale), kind, qualifiers, evidence, bool(money), step))
    return _between_dates(heads)


def _between_dates(heads: list[_Head]) -> list[_Head]:
    """Columns without a date that stand between two dated ones (an opening and a closing balance) are for the stretch."""
    dated = [
        n
        for n, head in enumerate(heads)
        if _full_date(head.when) and len(head.when.days) == 1 and not head.when.stretch
    ]
    if len(dated) != 2 or dated[1] - dated[0] < 2:
        return heads
    first, last = (heads[n].when.days[0] for n in dated)
    if (first.year, first.month, first.day) > (last.year, last.month, last.day):
        return heads
    opening = date(first.year, first.month, first.day)
    after = opening.fromordinal(opening.toordinal() + 1)
    since = When(days=(Day(after.month, after.day, after.year), last), since=True)
    return [
        replace(head, when=since) if dated[0] < n < dated[1] and head.when.empty and head.kind == "value" else head
        for n, head in enumerate(heads)
    ]


_PERCENT_SIGN = re.compile(r"(?<![\d.])\s*%(?!\s*(?:notes|senior|debentures|bonds))|\(%\)", re.IGNORECASE)
_AT_DATE = re.compile(
    r"\b(?:principal|face|par|amortized|cost|fair\s+value|carrying|outstanding|notional|balance|gross|net)\b",
    re.IGNORECASE,
)


def _latest(panel: Panel) -> When | None:
    """The latest date over a column, where the columns that have one have whole dates; None else."""
    told = [when for column in panel.columns if not (when := read_when(" ".join(column.path))).empty]
    if not told or not all(_full_date(when) and len(when.days) == 1 and not when.stretch for when in told):
        return None
    return replace(max(told, key=lambda when: (when.days[0].year, when.days[0].month, when.days[0].day)), instant=True)


def _marks(panel: Panel, number: int) -> tuple[str, bool]:
    """The currency marked anywhere in a column, and whether most of its figures carry a percent sign."""
    figures = [p.printed for row in panel.body for p in row if p.printed and panel.column_of(p) == number]
    currency = next((printed.currency for printed in figures if printed.currency), "")
    percents = sum(1 for printed in figures if printed.mark in (PERCENT, PERCENTAGE_POINTS))
    return currency, percents * 2 > len(figures)


def _percent_step(panel: Panel, number: int) -> Decimal | None:
    """The last printed digit's worth in a column of percentages of which only some, the first among them, say so."""
    figures = [p.printed for row in panel.body for p in row if p.printed and panel.column_of(p) == number]
    steps = {printed.step for printed in figures if printed.mark == PERCENT}
    unmarked = {printed.step for printed in figures if not printed.mark and not printed.nil}
    likely = all(abs(printed.value) <= 100 for printed in figures if not printed.mark)
    if not figures or figures[0].mark != PERCENT or len(steps) != 1 or not unmarked <= steps or not likely:
        return None
    return steps.pop()


def _common_scale(panel: Panel) -> Scale:
    scales = [_scale_of_head(column) for column in panel.columns]
    stated = {scale for scale in scales if scale.money is not None}
    return stated.pop() if len(stated) == 1 and all(s.money is not None for s in scales) else Scale()


def _scale_of_head(column: Column) -> Scale:
    scale = Scale()
    for part in reversed(column.path):
        found = read_scale(part)
        if found.money is not None or found.shares is not None:
            scale = scale.or_else(found)
    return scale


def _words_of_head(column: Column) -> Kind:
    for part in reversed(column.path):
        if part in ("Percent", "percent") or _PERCENT_SIGN.search(part):
            return Kind("percent")
        found = kind_of_words(part)
        if not read_scale(part).empty and found.unit == "per_share" and part.startswith("("):
            continue
        if found.unit in ("shares", "per_share", "years", "months", "days", "count"):
            return found
        if found.unit == "percent" and not is_period(part) and part.strip().startswith(("%", "Percent")):
            return found
    joined = kind_of_words(" ".join(part for part in column.path if read_scale(part).empty))
    return joined if joined.unit in ("shares", "per_share", "years", "months", "days") else Kind()


def _qualifiers(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(q for text in texts for q in qualifiers_in(text)))


def _column_when(column: Column, panel: Panel) -> When:
    """What the heads over a column say of time, the missing parts filled from the stub, the caption, the sentence."""
    when = read_when(" ".join(part for part in column.path if part not in ("%", "$", "£", "€")))
    for part in reversed(panel.stub):
        when = fill(when, read_when(part))
    return when


def _filled(when: When, around: Surroundings, balances: bool) -> When:
    """A head's parts, with what it lacks from the captions, and then from the sentence before the table."""
    for source in reversed(around.captions):
        said = read_when(source)
        if _full_date(when) and (balances or (said.days and not _same_day(said, when))):
            said = replace(said, months=0, weeks=0, part="", to_date=False)
        when = fill(when, said)
    if around.intro:
        said = read_when(around.intro[:400])
        if _full_date(when):
            said = replace(said, months=0, weeks=0, part="", to_date=False)
        when = fill(when, said)
    if when.months in (3, 6, 9) and not when.days and when.years and around.reported:
        return replace(when, days=(Day(around.reported.month, around.reported.day),))
    return when


def _full_date(when: When) -> bool:
    return any(day.year and day.day for day in when.days)


def _same_day(said: When, when: When) -> bool:
    return any(a.month == b.month and a.day == b.day for a in said.days for b in when.days)


# --- cells ----------------------------------------------------------------------------------------------------------


def _cells(panel: Panel, around: Surroundings, table_money: str) -> Iterator[Cell]:
    heads = _heads(panel, around, table_money)
    lines = lines_of(panel)
    flow = _nature(around, lines)
    for line in lines:
        percent = any(p.printed and p.printed.mark == PERCENT and heads[c].kind == "value" for c, p in line.values)
        words = kind_of_words(line.label, line.path)
        # Only figures beside no money take a row's percent sign as theirs.
        shared = percent and not any(p.printed and p.printed.currency for _, p in line.values)
        for number, piece in line.values:
            yield _cell(line, piece, heads[number], words, shared, flow, around)


_Nature = tuple[bool | None, bool | None, bool | None]


def _nature(around: Surroundings, lines: tuple[Line, ...]) -> _Nature:
    """Whether a table holds flows or balances: by its own titles, weaker by the title above and its rows, and at last
    by its opening and closing balances, between which flows stand, or the sentence that leads to it.
    """
    strong = next((said for title in reversed(around.captions) if (said := _said(title)) is not None), None)
    told = [nature for line in lines if (nature := row_nature(line.label)) is not None]
    weak = None
    if told and (told.count(True) >= 3 * told.count(False) or told.count(False) >= 3 * told.count(True)):
        weak = told.count(True) > told.count(False)
    elif around.section:
        weak = _said(around.section[-1])
    edges = {row_edge(line.label) for line in lines}
    leads = (around.intro[-160:], *reversed(around.captions))
    last = next((said for lead in leads if (said := row_nature(lead)) is not None), None)
    return strong, weak, True if {"begin", "end"} <= edges else last


def _said(title: str) -> bool | None:
    balances, flows = bool(_BALANCES.search(title)), bool(_FLOWS.search(title))
    return None if balances == flows else flows


def _cell(
    line: Line,
    piece: Piece,
    head: _Head,
    words: Kind,
    row_percent: bool,
    flow: _Nature,
    around: Surroundings,
) -> Cell:
    """One typed cell."""
    period = _period(line, head, flow, around)
    row_path = (*line.path, line.label)
    quantity = None
    if piece.printed is not None and head.kind != "note":
        scale, shares = _scale_of_line(line, head)
        if words.unit == "count" and head.marked:
            words = Kind()
        if not words.unit and _BASIC.match(line.label) and piece.printed.step <= _CENT and not piece.printed.mark:
            words = Kind("per_share")
        shares = shares or (around.shares and not head.marked)
        equity = not around.shares and any(_EQUITY.search(text) for text in around.captions)
        row_percent = row_percent and not head.marked
        if head.percent_step is not None and not words.unit and piece.printed.step == head.percent_step:
            row_percent = True
        quantity = quantity_of(piece.printed, words, head.words, scale, head.money, row_percent, shares, equity)
    kind = head.kind
    if kind == "value" and quantity is not None and quantity.unit == PERCENT and re.search(r"(?:%|percent(?:age)?)\s+of\b|\bas\s+an?\s+percent", line.label, re.IGNORECASE):  # fmt: skip
        kind = "percent_of"
    qualifiers = tuple(dict.fromkeys((*head.qualifiers, *_qualifiers((line.label,)))))
    if _OUTLOOK.search(" ".join((*around.captions, *head.column.path))):
        qualifiers = (*qualifiers, "guidance")
    return Cell(piece.span, piece.text, piece.row, head.column.left, row_path, head.column.path, quantity, period,
                kind, qualifiers, piece.tag, piece.note or line.note or (piece.printed.note if piece.printed else ""))  # fmt: skip


def _scale_of_line(line: Line, head: _Head) -> tuple[Scale, bool]:
    """The scale of a row's figures, and whether what gives it speaks of shares only ("shares in millions")."""
    scale = read_scale(line.label)
    for heading in reversed(line.path):
        scale = scale.or_else(read_scale(heading))
    own = scale.shares is not None and scale.money is None
    shares = own or (head.scale.shares is not None and head.scale.money is None)
    return scale.or_else(head.scale), shares


def _period(line: Line, head: _Head, flow: _Nature, around: Surroundings) -> Period | None:
    """The cell's period: the row's own where it names one, else the column's, with the heading row's above it."""
    when = fill(line.when, head.when) if not line.when.empty else head.when
    own = _own_when(line, head)
    if not own.empty and not _later(own, around):
        when = fill(own, when)
    said = when
    when = _filled(when, around, flow[0] is False)
    dated_by_it = bool(when.days) and not said.days
    if when.instant and not said.instant and not dated_by_it and (flow[1] is True or row_nature(line.label) is True):
        # "As of" in the sentence before a table of flows speaks of something else.
        when = replace(when, instant=False)
    if not own.empty and not own.dated and not when.dated:
        return None
    nature = _nature_of(line, when, flow)
    edge = row_edge(line.label) or row_edge(" ".join(head.column.path))
    # A table titled as balances takes no stretch from a line above that its own heads do not state.
    titled = flow[0] is False and not said.stretch
    if (titled or (is_balance(line.label) and flow[0] is not True)) and not edge:
        when, nature = without_length(when), False
    dated_row = _dated_balance(line.label, around)
    if dated_row is not None:
        return dated_row
    if edge:
        return at_edge(_resolved(when, True, around), edge)
    if _later(when, around) and not _OUTLOOK.search(" ".join((*around.captions, *head.column.path))):
        return Instant(around.reported) if around.reported else None
    return _resolved(when, nature, around)


def _own_when(line: Line, head: _Head) -> When:
    """The period a row names for itself, in its label or in a label cell of its own."""
    if not line.own.empty:
        return line.own
    said = read_when(line.label)
    stretch = said.stretch and len(said.days) == 1 and said.days[0].year and not said.part
    if stretch or is_period(line.label):
        return said
    # "2002 net revenue": the one year that a label carries, where its columns carry none.
    only = len(said.years) == 1 and not said.days and head.when.empty and not _NOT_DATED_ROW.search(line.label)
    return (
        said
        if only and re.search(r"^(?:fiscal\s+|fy\s*)?(?:19|20)\d\d\b|\b(?:19|20)\d\d$", line.label, re.IGNORECASE)
        else When()
    )


def _nature_of(line: Line, when: When, flow: _Nature) -> bool | None:
    """Whether a row's figures are flows, where its heads do not say."""
    strong, weak, last = flow
    if strong is not None:
        return strong
    own = row_nature(line.label)
    if own is None and line.path:
        own = row_nature(line.path[-1])
    if _full_date(when) or (when.days and when.years):
        # A date over a column is a moment, unless the table's rows speak for flows and this one does not speak against it.
        return weak is True and own is not False
    if weak is not None:
        return weak
    # A fiscal year named is a stretch.
    return own if own is not None else (True if when.fiscal else last)


def _resolved(when: When, nature: bool | None, around: Surroundings) -> Period | None:
    if when.empty:
        return None
    if len(set(when.years)) > 1 and not when.days:
        when = replace(when, years=(max(when.years),))
    period = resolve(when, around.calendar, nature, around.ends)
    if period is None and nature and not when.stretch and (when.days and when.days[0].day):
        # A bare date over flows: a year's, where the filing reports on years.
        return resolve(replace(when, months=12), around.calendar, nature, around.ends) if around.annual else None
    return period


# Lines of a note on earnings per share; a share count has no cents.
_BASIC = re.compile(r"^(?:basic|diluted|basic\s+and\s+diluted)\b.{0,40}$", re.IGNORECASE)
_CENT = Decimal("0.01")
_DATED_ROW = re.compile(r"\b(?:balances?|reserves?|goodwill|outstanding|unvested|nonvested|vested|exercisable|cash|equity|shares|assets|liabilit\w+|as\s+of|at)\b", re.IGNORECASE)  # fmt: skip
_NOT_DATED_ROW = re.compile(r"\b(?:ended|ending|through|from|due|matur\w+|expir\w+|issued|since|after|before|prior|until|acquired|adopted)\b", re.IGNORECASE)  # fmt: skip


def _dated_balance(label: str, around: Surroundings) -> Period | None:
    """The instant that a row such as "Balance at December 31, 2018" names."""
    if not _DATED_ROW.search(label) or _NOT_DATED_ROW.search(label):
        return None
    when = read_when(label)
    if len(when.days) != 1 or not when.days[0].year or not when.days[0].day:
        return None
    day = when.days[0]
    try:
        at = date(day.year, day.month, day.day)
    except ValueError:
        return None
    return Instant(at) if around.reported is None or at <= around.reported else None


def _later(when: When, around: Surroundings) -> bool:
    """Whether parts name a year after the one reported on: a due date in a schedule, not a period reported."""
    if around.reported is None or when.stretch or not around.scheduled:
        return False
    years = [*when.years, *(day.year for day in when.days if day.year)]
    return bool(years) and min(years) > around.reported.year + (1 if around.reported.month > 6 and when.fiscal else 0)
