"""Columns whose heads were printed alike, told apart by what must hold between columns; refused where nothing proves it.

A longer stretch less its last part cannot be negative for a line that cannot be negative, and the columns of one table
keep one order of years. What is repaired says so in a warning that starts with "repaired:"; what the table itself
contradicts loses its period, with a warning that starts with "contradicted:" or "unresolved:".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations

from index.column_periods import start_of
from index.filing import Cell, Table
from index.period import Duration, FiscalCalendar, Period
from index.quantity import is_currency

_GROSS = re.compile(
    r"\b(?:revenues?|sales|fees|support|reimburse\w*|royalt\w*|costs?|expenses?|research|development"
            r"|administrative|selling|marketing|"
    r"depreciation|amortization|salaries|compensation|rent|interest expense|expenditures|dividends"
            r"|purchases)\b", re.IGNORECASE)  # fmt: skip
_EITHER_SIGN = re.compile((
        r"\b(?:net|gains?|loss(?:es)?|income|benefit|changes?|other|tax(?:es)?|adjust\w*|profit|earnings"
        r"|margin)\b"
    ), re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Column:
    number: int
    period: Duration
    cells: dict[int, Cell]


def refuse_headless(table: Table) -> Table:
    """The table without periods for columns that have no head and could be anything, unless their sum is among them.

    Of columns without heads, the last, where it is the sum of the others in every row, is their total.
    """
    columns: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        if cell.quantity is not None and not cell.column_path and cell.kind == "value":
            columns.setdefault(cell.column, {})[cell.row] = cell
    if len(columns) < 2 or not any(cell.period for cells in columns.values() for cell in cells.values()):
        return table
    total = _sum_of_others(columns)
    reason = "unresolved: no head is printed over this column"
    why = "repaired: no head is printed over this column; it is the sum of the others in every row"
    cells = []
    for cell in table.cells:
        if cell.column not in columns or cell.quantity is None or cell.column_path:
            cells.append(cell)
        elif cell.column == total:
            cells.append(replace(cell, column_path=("Total",), warnings=(*cell.warnings, why)))
        else:
            cells.append(replace(cell, period=None, warnings=(*cell.warnings, reason)))
    return replace(table, cells=tuple(cells), warnings=tuple(dict.fromkeys((*table.warnings, reason))))


def _sum_of_others(columns: dict[int, dict[int, Cell]]) -> int | None:
    """The last column, where it is the sum of the others in each of several rows of money; None else."""
    *parts, last = sorted(columns)
    shown = 0
    for row, cell in columns[last].items():
        if cell.quantity is None or not is_currency(cell.quantity.unit):
            continue
        values = [q.value for number in parts if (part := columns[number].get(row)) and (q := part.quantity)]
        if sum(1 for value in values if value) < 2:
            continue
        if abs(sum(values) - cell.quantity.value) > cell.quantity.precision * 2:
            return None
        shown += 1
    return last if shown >= 2 and len(parts) > 1 else None


def repair_periods(table: Table, calendar: FiscalCalendar) -> Table:
    """The table with the periods of like-headed columns resolved by proof, or refused."""
    columns = _columns(table)
    doubted = _alike(columns)
    if not doubted:
        return table
    known = [column for column in columns if column not in doubted]
    length = doubted[0].period.days
    end = doubted[0].period.end
    others = [
        c
        for c in known
        if abs(c.period.days - length) > 25 and (c.period.end.month, c.period.end.day) == (end.month, end.day)
    ]
    years = [column.period.end.year for column in others]
    periods: dict[int, Period | None]
    if len(set(years)) != len(years) or len(years) != len(doubted):
        reason = "unresolved: the printed heads of two columns read the same and nothing in the table tells them apart"
        return _with(
            table,
            {column.number: None for column in doubted},
            doubted,
            dict.fromkeys((c.number for c in doubted), reason),
        )
    verdicts = {order: _refutation(order, doubted, others) for order in permutations(years)}
    left = [order for order, refuted in verdicts.items() if not refuted]
    if left == [tuple(years)]:
        because = next((text for text in verdicts.values() if text), "")
        periods = {c.number: _moved(c.period, year, calendar) for c, year in zip(doubted, years, strict=True)}
        reasons = {
            c.number: f'repaired: the printed head reads "{" ".join(_path(c)[-1:])}" over two columns; read as {year} because '
            f"the table's columns run {', '.join(map(str, years))}, and the other way round {because}"
            for c, year in zip(doubted, years, strict=True)
        }
        return _with(table, periods, doubted, reasons)
    periods = {column.number: None for column in doubted}
    if not left:
        reason = f"contradicted: whichever way the like-headed columns are read, {next(iter(verdicts.values()))}"
    elif len(left) == 1:
        reason = (
            f"contradicted: the columns run {', '.join(map(str, years))}, but read so "
            f"{verdicts.get(tuple(years)) or 'the figures disagree'}; the period is not certain"
        )
    else:
        reason = "unresolved: the printed heads of two columns read the same and nothing in the table tells them apart"
    touched = [*doubted, *others] if reason.startswith("contradicted") else doubted
    return _with(table, periods, touched, dict.fromkeys((c.number for c in touched), reason))


def _columns(table: Table) -> list[_Column]:
    by_number: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        if cell.kind == "value" and isinstance(cell.period, Duration) and cell.quantity is not None:
            by_number.setdefault(cell.column, {})[cell.row] = cell
    found = []
    for number, cells in sorted(by_number.items()):
        periods = [cell.period for cell in cells.values() if isinstance(cell.period, Duration)]
        common = max(set(periods), key=lambda period: (periods.count(period), period))
        found.append(_Column(number, common, cells))
    return found


def _path(column: _Column) -> tuple[str, ...]:
    return next(iter(column.cells.values())).column_path


def _unit(column: _Column) -> str:
    """What most of a column is in: one head over an amount and its percentage is no misprint."""
    units = [cell.quantity.unit for cell in column.cells.values() if cell.quantity]
    return max(sorted(set(units)), key=units.count)


def _alike(columns: Sequence[_Column]) -> list[_Column]:
    """The first set of columns that have one head and one period between them."""
    for column in columns:
        same = [
            other
            for other in columns
            if other.period == column.period and _path(other) == _path(column) and _unit(other) == _unit(column)
        ]
        rows = set.intersection(*(set(other.cells) for other in same))
        if len(same) > 1 and len(rows) * 2 > len(column.cells) and _path(column):
            return same
    return []


def _refutation(years: tuple[int, ...], doubted: Sequence[_Column], others: Sequence[_Column]) -> str:
    """Why the doubted columns cannot have these years, in words; empty where nothing speaks against it."""
    for column, year in zip(doubted, years, strict=True):
        for other in others:
            if other.period.end.year != year:
                continue
            longer, shorter = (column, other) if column.period.days > other.period.days else (other, column)
            for row, cell in longer.cells.items():
                part = shorter.cells.get(row)
                if (
                    part is None
                    or cell.quantity is None
                    or part.quantity is None
                    or not _never_negative(row, cell, doubted, others)
                ):
                    continue
                if cell.quantity.value - part.quantity.value < -cell.quantity.precision:
                    return f"{cell.row_path[-1]} would be negative before its last part ({cell.text} less {part.text})"
    return ""


def _never_negative(row: int, cell: Cell, doubted: Sequence[_Column], others: Sequence[_Column]) -> bool:
    label = cell.row_path[-1]
    if cell.quantity is None or not is_currency(cell.quantity.unit) or _EITHER_SIGN.search(label):
        return False
    if not _GROSS.search(" ".join(cell.row_path)):
        return False
    values = [c.cells[row].quantity for c in (*doubted, *others) if row in c.cells]
    return all(quantity is not None and quantity.value >= 0 for quantity in values)


def _moved(period: Duration, year: int, calendar: FiscalCalendar) -> Duration:
    """The same stretch, ending in another year."""
    months = round(period.days / 30.4)
    last = date(year + (period.end.month == 12), period.end.month % 12 + 1, 1).toordinal() - 1
    end = date.fromordinal(last) if period.end.day >= 28 else period.end.replace(year=year)
    return Duration(start_of(end, months, calendar), end)


def _with(
    table: Table, periods: dict[int, Period | None], columns: Sequence[_Column], reasons: dict[int, str]
) -> Table:
    old = {column.number: column.period for column in columns}
    cells = []
    for cell in table.cells:
        if cell.column in reasons and cell.period == old.get(cell.column):
            period = periods.get(cell.column, cell.period)
            cells.append(replace(cell, period=period, warnings=(*cell.warnings, reasons[cell.column])))
        else:
            cells.append(cell)
    warnings = tuple(dict.fromkeys((*table.warnings, *reasons.values())))
    return replace(table, cells=tuple(cells), warnings=warnings)
