"""The scale of a table that states none, proved by figures that another table of the filing prints with theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from index.consistency import REPAIRED, metric_words
from index.filing import Cell, Table
from index.period import Period
from index.quantity import is_currency

_Key = tuple[frozenset[str], Period, Decimal]
_Dated = tuple[Period, Decimal]
_ENOUGH_DIGITS = 1000
# What is printed in full is seldom this small, or in thousands this large.
_LEAST, _MOST = 100, 100_000_000
_FEWEST_ALIKE, _DIGITS_ALIKE = 2, 8


def prove_scales(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables, those that state no scale given the one that like figures elsewhere prove, with a warning.

    A figure proves a scale where another table prints the same digits for the same line and period in it.
    """
    stated: dict[_Key, tuple[Decimal, str]] = {}
    for table in tables:
        for cell in table.cells:
            key = _key(cell)
            if key is not None and cell.quantity is not None and cell.quantity.scale > 1:
                stated.setdefault(key, (cell.quantity.scale, table.caption))
    usual = _usual_scale(tables)
    rows = _rows_stated(tables)
    return tuple(_doubted(_proved_by_row(_proved(table, stated), rows), usual) for table in tables)


def _rows_stated(tables: Sequence[Table]) -> dict[_Dated, dict[tuple[int, int], tuple[Decimal, str]]]:
    """Where each amount of a period stands in a stated scale: by table and row, the scale and the row's label."""
    found: dict[_Dated, dict[tuple[int, int], tuple[Decimal, str]]] = {}
    for table in tables:
        for cell in table.cells:
            dated = _dated(cell)
            if dated is not None and cell.quantity is not None and cell.quantity.scale > 1 and cell.row_path:
                found.setdefault(dated, {})[table.number, cell.row] = (cell.quantity.scale, cell.row_path[-1])
    return found


def _dated(cell: Cell) -> _Dated | None:
    quantity = cell.quantity
    if quantity is None or cell.period is None or cell.kind != "value" or not is_currency(quantity.unit):
        return None
    digits = abs(quantity.value / quantity.scale)
    return (cell.period, digits) if digits >= _ENOUGH_DIGITS / 10 else None


def _proved_by_row(table: Table, stated: Mapping[_Dated, Mapping[tuple[int, int], tuple[Decimal, str]]]) -> Table:
    """The table in the scale of rows elsewhere that give all the amounts of one of its rows, period by period, under
    whatever label: so many digits in common are no chance.
    """
    money = [cell for cell in table.cells if cell.quantity is not None and is_currency(cell.quantity.unit)]
    if any(cell.quantity is not None and cell.quantity.scale != 1 for cell in money):
        return table
    proofs: dict[Decimal, tuple[Cell, str]] = {}
    for row in sorted({cell.row for cell in money}):
        cells = [(cell, dated) for cell in money if cell.row == row and (dated := _dated(cell)) is not None]
        digits = sum(len(str(int(amount))) for _, (_, amount) in cells)
        if len(cells) < _FEWEST_ALIKE or digits < _DIGITS_ALIKE or len({when for _, (when, _) in cells}) < len(cells):
            continue
        alike = set.intersection(*(set(stated.get(dated, {})) for _, dated in cells))
        proofs.update({stated[cells[0][1]][place][0]: (cells[0][0], stated[cells[0][1]][place][1]) for place in alike})
    if len(proofs) != 1:
        return table
    scale, (witness, label) = next(iter(proofs.items()))
    reason = f'{REPAIRED}no scale is stated here; {witness.row_path[-1]} {witness.text} and the rest of its row stand under "{label[:80]}" in {scale:,f}s'
    return scaled(table, scale, reason)


def _usual_scale(tables: Sequence[Table]) -> Decimal:
    """The scale that most of a filing's money is printed in."""
    counts = Counter(c.quantity.scale for t in tables for c in t.cells if c.quantity and is_currency(c.quantity.unit))
    return counts.most_common(1)[0][0] if counts else Decimal(1)


def _doubted(table: Table, usual: Decimal) -> Table:
    """The table, its money warned of where no scale is stated and the filing's other tables are in thousands or more."""
    if usual < _ENOUGH_DIGITS:
        return table
    reason = f"unresolved: no scale is stated for this table; read as printed, though the filing's other tables are in {usual:,f}s"
    rows = {
        cell.row
        for cell in table.cells
        if cell.quantity
        and is_currency(cell.quantity.unit)
        and cell.quantity.scale == 1
        and cell.quantity.precision >= 1
        and _LEAST <= abs(cell.quantity.value) < _MOST
    }
    if len(rows) < 2 or any(c.quantity and c.quantity.scale >= _ENOUGH_DIGITS for c in table.cells if c.row in rows):
        return table
    cells = tuple(
        replace(cell, warnings=(*cell.warnings, reason))
        if cell.row in rows and cell.quantity and is_currency(cell.quantity.unit)
        else cell
        for cell in table.cells
    )
    return replace(table, cells=cells, warnings=(*table.warnings, reason))


def _key(cell: Cell) -> _Key | None:
    quantity = cell.quantity
    if quantity is None or cell.period is None or cell.kind != "value" or not is_currency(quantity.unit):
        return None
    digits = quantity.value / quantity.scale
    if abs(digits) < _ENOUGH_DIGITS or not cell.row_path:
        return None
    return metric_words(cell.row_path[-1]), cell.period, abs(digits)


def _proved(table: Table, stated: dict[_Key, tuple[Decimal, str]]) -> Table:
    money = [cell for cell in table.cells if cell.quantity is not None and is_currency(cell.quantity.unit)]
    told = {cell.row for cell in money if cell.quantity is not None and cell.quantity.scale != 1}
    bare = [cell for cell in money if cell.row not in told]
    witnesses = [(cell, stated[key]) for cell in bare if (key := _key(cell)) is not None and key in stated]
    scales = Counter(scale for _, (scale, _) in witnesses)
    if len(scales) != 1:
        return table
    scale = next(iter(scales))
    witness, (_, where) = witnesses[0]
    reason = f'{REPAIRED}no scale is stated here; {witness.row_path[-1]} {witness.text} stands in "{where[:80]}" in {scale:,f}s'
    return scaled(table, scale, reason, {cell.row for cell in bare})


def scaled(table: Table, scale: Decimal, reason: str, rows: Set[int] | None = None) -> Table:
    """The table with the money of its rows (all of them, where none are given) in a scale, and the reason as a warning."""
    cells = tuple(
        _scaled(cell, scale, reason)
        if (rows is None or cell.row in rows) and cell.quantity and is_currency(cell.quantity.unit)
        else cell
        for cell in table.cells
    )
    return replace(table, cells=cells, warnings=(*table.warnings, reason))


def _scaled(cell: Cell, scale: Decimal, reason: str) -> Cell:
    quantity = cell.quantity
    if quantity is None:
        return cell
    worth = replace(quantity, value=quantity.value * scale, scale=scale, precision=quantity.precision * scale)
    return replace(cell, quantity=worth, warnings=(*cell.warnings, reason))
