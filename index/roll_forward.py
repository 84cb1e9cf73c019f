"""Rows that tell a period by one another: roll-forwards between dated balances, and schedules of years to come."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, timedelta
from itertools import pairwise

from index.filing import Cell, Table
from index.fiscal_year import dates_in
from index.heads import read_when
from index.period import Duration, FiscalCalendar, Instant, Period
from index.period.calendar import is_month_end

_DAY = timedelta(days=1)
_FIRST_DAY = re.compile(r"\b[A-Z][a-z]{2,8}\.?\s+1\b")
_COMING = re.compile(
    r"(?:(?:remainder|remaining|rest|balance)(?:\s+\w+){0,4}?\s+(?:of\s+)?)?(?:fiscal\s+(?:year\s+)?|year\s+)?(20\d\d)"
    r"(?:\s*\((?:remaining|excluding|remainder).*\))?:?",
    re.IGNORECASE,
)
_BALANCE = re.compile(
    r"\b(?:balances?|outstanding|unvested|nonvested|non-vested|vested|exercisable|equity|goodwill|shares"
    r"|beginning|ending|"
    r"allowance|liabilit(?:y|ies)|accrued|accrual|reserve|total|cash|warrants|options|as of|at)\b",
    re.IGNORECASE,
)


def fill_roll_forwards(table: Table) -> Table:
    """The table with the rows between dated balances given their stretch; unchanged where it has no such rows."""
    labels = {cell.row: cell.row_path[-1] for cell in table.cells if cell.row_path}
    dated = [(row, day) for row, label in sorted(labels.items()) if (day := dated_balance(label)) is not None]
    if len(dated) < 2:
        return table
    stretches = _stretches(dated)
    if not stretches:
        return table
    days = dict(dated)
    return dataclasses.replace(table, cells=tuple(_placed(cell, days, stretches) for cell in table.cells))


def close_openings(table: Table, calendar: FiscalCalendar) -> Table:
    """The table with a balance "at January 1" taken for what it is: the balance at the close of the day before.

    Only where the day before ends a fiscal year of the company's.
    """
    cells = tuple(_closed(cell, calendar) for cell in table.cells)
    return table if cells == table.cells else dataclasses.replace(table, cells=cells)


def _closed(cell: Cell, calendar: FiscalCalendar) -> Cell:
    if not (isinstance(cell.period, Instant) and cell.period.date.day == 1 and cell.row_path):
        return cell
    before = cell.period.date - _DAY
    if (before.month, before.day) != (calendar.year_end_month, calendar.year_end_day):
        return cell
    if not (_BALANCE.search(cell.row_path[-1]) and _FIRST_DAY.search(cell.row_path[-1])):
        return cell
    return dataclasses.replace(cell, period=Instant(before))


def fill_schedules(table: Table, reported: date | None) -> Table:
    """The table with a schedule of years to come (maturities, lease payments) stated as of the day reported on.

    Only cells without a period are filled, and only where at least three rows name the years after that day.
    """
    if reported is None:
        return table
    labels = {cell.row: cell.row_path[-1] for cell in table.cells if cell.row_path}
    years = [int(found[1]) for label in labels.values() if (found := _COMING.fullmatch(label.strip()))]
    after = any(label.strip().lower().startswith("thereafter") for label in labels.values())
    if (
        len(years) + after < 3
        or len(years) < 2
        or sorted(years) != years
        or years[0] < reported.year
        or years[1] <= reported.year
    ):
        return table
    at = Instant(reported)
    cells = tuple(
        dataclasses.replace(cell, period=at) if cell.period is None and cell.quantity is not None else cell
        for cell in table.cells
    )
    return dataclasses.replace(table, cells=cells)


def dated_balance(label: str) -> date | None:
    """The day that a row's label says its balance is of ("Balances as of Apr 27, 2025"); None where it says none."""
    if len(label) > 120:
        return None
    found = list(dates_in(label))
    if len(found) != 1:
        return None
    words = re.sub(r"\b\d{1,4}\b|[^\w\s-]", " ", label)
    alone = not re.search(r"[a-z]{3,}", re.sub(r"[A-Z][a-z]+\.?\s+\d{1,2}", " ", label))
    return found[0][1] if alone or _BALANCE.search(words) else None


def _stretches(dated: list[tuple[int, date]]) -> list[tuple[int, int, Duration]]:
    """(row of the opening balance, row of the closing one, the stretch between), for balances that rise in time."""
    found = []
    for (opening, first), (closing, last) in pairwise(dated):
        if first < last and closing - opening > 1 and (last - first).days < 800:
            # "Balance at January 1" opens the day it names; others close it.
            begins = first if first.day == 1 and is_month_end(last) else first + _DAY
            found.append((opening, closing, Duration(begins, last)))
    return found


def _placed(cell: Cell, days: dict[int, date], stretches: list[tuple[int, int, Duration]]) -> Cell:
    if not read_when(" ".join(cell.column_path)).empty or (cell.row_path and read_when(cell.row_path[-1]).stretch):
        return cell
    period: Period | None = None
    if cell.row in days:
        period = Instant(days[cell.row])
    else:
        period = next((stretch for opening, closing, stretch in stretches if opening < cell.row < closing), None)
    return cell if period is None or period == cell.period else dataclasses.replace(cell, period=period)
