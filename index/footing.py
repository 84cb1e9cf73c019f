"""What adds up to what: totals are checked against their parts in every column, rounding told from real differences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from operator import mul

from index.filing import Cell, Footing, Table
from index.quantity import COUNT, SHARES, is_currency

_TOTAL = re.compile(r"^(?:sub-?)?total\b|\btotal$", re.IGNORECASE)
_RESULT = re.compile(
    r"\btotals?\b|^sub-?total|^gross\s+(?:profit|margin)|^(?:net|operating)\s+(?:income|loss|earnings"
    r"|profit|sales|revenues?|cash|increase|decrease|change)|"
    r"^(?:income|loss|earnings|profit)\b.{0,12}\b(?:from|before)\b|^\(?(?:income|loss)|^net\b"
    r"|\bend(?:ing)?\s+of\b|^balances?\b|^comprehensive|\bnet$",
    re.IGNORECASE,
)
_LONGEST = 40
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that can add: its cells of one unit by column, and their values and precisions, which are asked for often."""

    number: int
    label: str
    cells: dict[int, Cell]
    values: dict[int, Decimal]
    steps: dict[int, Decimal]

    def value(self, column: int) -> Decimal:
        return self.values.get(column, _ZERO)

    def precision(self, column: int) -> Decimal:
        return self.steps.get(column, _ZERO)


@dataclass(frozen=True, slots=True)
class _Sum:
    """Rows and signs that may make a total, and how that holds in each column of the total."""

    rows: tuple[_Row, ...]
    signs: tuple[int, ...]
    holds: dict[int, str]

    @property
    def kept(self) -> int:
        return sum(1 for how in self.holds.values() if how != "no")


def foot(table: Table) -> Table:
    """The table with every footing found, and rows without a label named from what they foot."""
    footings: list[Footing] = []
    names: dict[int, str] = {}
    for rows in _additive_rows(table):
        open_rows: list[_Row] = []
        for row in rows:
            found = _explain(row, open_rows)
            if found is not None:
                footings.extend(_footings(row, found))
                del open_rows[len(open_rows) - len(found.rows) :]
                if not row.label:
                    names[row.number] = _name(found)
            open_rows.append(row)
        names.update(_sides(rows))
    return replace(table, cells=_named(table.cells, names), footings=tuple(footings))


_ASSETS = re.compile(r"\bassets\b|\breceivables?\b|\binventor(?:y|ies)\b", re.IGNORECASE)
_CLAIMS = re.compile(r"\bliabilit(?:y|ies)\b|\bpayables?\b|\bequity\b|\bdeficit\b", re.IGNORECASE)


def _sides(rows: Sequence[_Row]) -> dict[int, str]:
    """The two unlabelled totals of a balance sheet, which are equal: assets stand above the first, claims between."""
    bare = [n for n, row in enumerate(rows) if not row.label and row.cells]
    if len(bare) != 2:
        return {}
    first, last = bare
    ours, theirs = rows[first], rows[last]
    equal = ours.cells.keys() == theirs.cells.keys() and all(
        ours.value(column) == theirs.value(column) != 0 for column in ours.cells
    )
    above = any(_ASSETS.search(row.label) for row in rows[:first])
    between = any(_CLAIMS.search(row.label) for row in rows[first + 1 : last])
    if not (equal and above and between):
        return {}
    return {ours.number: "Total assets", theirs.number: "Total liabilities and equity"}


def _additive_rows(table: Table) -> Iterator[list[_Row]]:
    """Rows in order, one list for each unit that adds."""
    by_unit: dict[str, dict[int, _Row]] = {}
    for cell in table.cells:
        quantity = cell.quantity
        if quantity is None or cell.kind not in ("value", "change"):
            continue
        if is_currency(quantity.unit) or quantity.unit in (SHARES, COUNT):
            rows = by_unit.setdefault(quantity.unit, {})
            row = rows.setdefault(cell.row, _Row(cell.row, cell.row_path[-1] if cell.row_path else "", {}, {}, {}))
            row.cells[cell.column] = cell
            row.values[cell.column], row.steps[cell.column] = quantity.value, quantity.precision
    for rows in by_unit.values():
        if len(rows) > 2:
            yield [rows[number] for number in sorted(rows)]


def _explain(row: _Row, open_rows: Sequence[_Row]) -> _Sum | None:
    """The rows just above that make a row, or None."""
    if len(open_rows) < 2 or not any(row.value(column) for column in row.cells):
        return None
    best: _Sum | None = None
    for candidate in _candidates(row, open_rows):
        if candidate.holds and candidate.kept == len(candidate.holds) and _telling(row, candidate):
            return candidate
        if best is None or candidate.kept > best.kept:
            best = candidate
    if best is None or not _RESULT.search(row.label) or best.kept == 0:
        return None
    # What holds in the other columns is the law; one column where it does not is the exception.
    telling = [column for column in best.holds if sum(1 for part in best.rows if part.value(column)) > 1]
    broken = [column for column in best.holds if best.holds[column] == "no"]
    rolled = re.search(r"\bbalances?\b|\bend(?:ing)?\b", row.label, re.IGNORECASE)
    if rolled or any(cell.kind != "value" for cell in row.cells.values()):
        return None
    return best if len(broken) == 1 and len(telling) > 1 and _telling(row, best) and _exact(best) else None


def _exact(candidate: _Sum) -> bool:
    return any(how == "exact" for how in candidate.holds.values())


def _telling(row: _Row, candidate: _Sum) -> bool:
    """Whether a sum is no accident: two parts or more are not zero where it holds, and rounding is not most of it."""
    for column, how in candidate.holds.items():
        parts = sum(1 for part in candidate.rows if part.value(column))
        if how == "no" or not row.value(column) or parts < 2:
            continue
        digits = abs(row.value(column)) / (row.precision(column) or Decimal(1))
        plain = all(sign > 0 for sign in candidate.signs)
        if (
            _TOTAL.search(row.label)
            or digits >= 10 ** (1 if plain and how == "exact" else 2)
            or len(candidate.holds) > 1
        ):
            return True
    return False


def _candidates(row: _Row, open_rows: Sequence[_Row]) -> Iterator[_Sum]:
    longest = min(len(open_rows), _LONGEST)
    labelled = bool(_TOTAL.search(row.label)) or not row.label
    runs = list(_runs(row, open_rows[-longest:]))
    for size in range(2, longest + 1):
        yield _judged(row, tuple(open_rows[-size:]), (1,) * size, runs[size], loose=labelled)
    if row.label and (not _RESULT.search(row.label) or _TOTAL.search(row.label)):
        return
    for size in range(2, min(longest, 14) + 1):
        rows = tuple(open_rows[-size:])
        first = [rows[0].value(column) for column in row.values]
        yield _judged(row, rows, (1, *(-1,) * (size - 1)), runs[size].made_of(first, runs[size - 1]), loose=False)
        if 3 <= size <= 5:
            for signs in product((1, -1), repeat=size - 1):
                if len(set(signs)) > 1:
                    made = [
                        sum(map(mul, (1, *signs), (part.value(column) for part in rows)), _ZERO)
                        for column in row.values
                    ]
                    yield _judged(row, rows, (1, *signs), replace(runs[size], made=made), loose=False)


@dataclass(frozen=True, slots=True)
class _Run:
    """The rows that end above a total, by its columns: their sum, how many are not zero, and the coarsest precision."""

    made: list[Decimal]
    counts: list[int]
    steps: list[Decimal]

    def made_of(self, first: Sequence[Decimal], rest: _Run) -> _Run:
        """The same rows with all but the first taken away from it. rest: the run without the first."""
        return replace(self, made=[one - other for one, other in zip(first, rest.made, strict=True)])


def _runs(row: _Row, above: Sequence[_Row]) -> Iterator[_Run]:
    """The runs of no row, of the last, of the last two, and so on: each is the one before it and a row more."""
    run = _Run([_ZERO] * len(row.values), [0] * len(row.values), [row.steps[column] for column in row.values])
    yield run
    for part in reversed(above):
        values = [part.value(column) for column in row.values]
        run = _Run(
            [made + value for made, value in zip(run.made, values, strict=True)],
            [count + bool(value) for count, value in zip(run.counts, values, strict=True)],
            [max(step, part.precision(column)) for step, column in zip(run.steps, row.values, strict=True)],
        )
        yield run


def _judged(row: _Row, rows: tuple[_Row, ...], signs: tuple[int, ...], run: _Run, *, loose: bool) -> _Sum:
    """How a sum holds in each column. loose: whether each part may carry its own rounding."""
    holds = {}
    for (column, total), made, count, step in zip(row.values.items(), run.made, run.counts, run.steps, strict=True):
        if not count and total:
            # Nothing is printed to add up.
            continue
        slack = step * (count + 1) / 2 if loose else step * min(count, 2)
        off = abs(made - total)
        holds[column] = "exact" if off == 0 else "rounding" if off <= min(slack, step * 5) else "no"
    return _Sum(rows, signs, holds)


def _footings(row: _Row, found: _Sum) -> Iterator[Footing]:
    for column, how in found.holds.items():
        parts = tuple((part.number, column) for part in found.rows if column in part.cells)
        signs = tuple(sign for part, sign in zip(found.rows, found.signs, strict=True) if column in part.cells)
        if parts:
            yield Footing((row.number, column), parts, signs, how)


def _name(found: _Sum) -> str:
    """What a row without a label is called: the total of the heading its parts stand under."""
    paths = [next(iter(part.cells.values())).row_path for part in found.rows]
    headings = {path[-2] for path in paths if len(path) > 1}
    if len(headings) == 1:
        return f"Total {headings.pop().rstrip(':').lower()}"
    return "Total"


def _named(cells: tuple[Cell, ...], names: dict[int, str]) -> tuple[Cell, ...]:
    if not names:
        return cells
    return tuple(
        replace(cell, row_path=(*(cell.row_path[:-2] or cell.row_path[:-1]), names[cell.row]))
        if cell.row in names
        else cell
        for cell in cells
    )
