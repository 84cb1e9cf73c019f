"""Rows that are months: "October 2018", "November 1-30", under a heading that speaks of the quarter they make up."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from itertools import pairwise

from index.filing import Cell, Table
from index.heads import MONTHS
from index.period import Duration, FiscalLabel, Period, period_end
from index.period.calendar import month_end

_NAME = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_ROW = re.compile(
    rf"\W*(?:(?:month of|in)\s+)?{_NAME.format('month')}(?:,?\s+(?P<year>(?:19|20)\d\d))?"
    rf"(?:\s*1(?:st)?(?:,?\s+(?:19|20)\d\d)?\s*(?:[-–—]|to|through)\s*(?:{_NAME.format('last')}\s*)?(?:2[89]|3[01])(?:st|th)?"
    r"(?:,?\s+(?P<until>(?:19|20)\d\d))?)?\W*(?:\(\w\)|\d)?",
    re.IGNORECASE,
)
_FEWEST = 2  # rows


def as_months(table: Table) -> Table:
    """The table with rows that name one month after another dated by them; unchanged where it has no such rows.

    A quarter that a caption or the sentence before the table speaks of is what they make up, and no length of theirs.
    """
    cells = {cell.row: cell for cell in table.cells if cell.row_path}
    named = [(row, found) for row, cell in sorted(cells.items()) if (found := _ROW.fullmatch(cell.row_path[-1]))]
    numbers = [_number(found["month"]) for _, found in named]
    if len(named) < _FEWEST or any(later != earlier % 12 + 1 for earlier, later in pairwise(numbers)):
        return table
    if any(found["last"] and _number(found["last"]) != _number(found["month"]) for _, found in named):
        return table
    months = dict(named)
    return dataclasses.replace(
        table, cells=tuple(_dated(cell, months[cell.row]) if cell.row in months else cell for cell in table.cells)
    )


def _number(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))


def _dated(cell: Cell, found: re.Match[str]) -> Cell:
    year = int(found["until"] or found["year"] or 0) or _year_of(cell.period)
    if cell.quantity is None or year is None:
        return cell
    month = _number(found["month"])
    return dataclasses.replace(cell, period=Duration(date(year, month, 1), month_end(year, month)))


def _year_of(period: Period | None) -> int | None:
    """The year that a row's period was read to end in; None where nothing dates it."""
    end = period_end(period) if period is not None and not isinstance(period, FiscalLabel) else None
    return end.year if end is not None else None
