"""Where a filing contradicts itself: sums that do not foot, per-share figures that are not the loss over the shares,
a half-year smaller than its last quarter, two tables or a table and a sentence that disagree by a scale, a sign or a swap.

A cell or fact that the filing contradicts gets a warning that starts with "contradicted:"; what could be set right by
proof says "repaired:". Nothing is changed silently.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from index.facts import Fact
from index.filing import Cell, Filing, Table
from index.period import Duration, Period
from index.quantity import PERCENT, SHARES, is_currency, is_per_share

CONTRADICTED = "contradicted: "
REPAIRED = "repaired: "

_POWERS = tuple(Decimal(10) ** power for power in (3, 6, -3, -6))
_RESULT = re.compile(
    r"^(?:consolidated\s+)?net\s+(?:\(?(?:income|loss|earnings)\)?)|^(?:income|loss|earnings)\b|^profit\b",
    re.IGNORECASE,
)
_NOT_RESULT = re.compile(
    r"\bper\b|comprehensive|before|from\s+operations\b(?!.*continuing)|other|interest|tax", re.IGNORECASE
)
_NEGATABLE = re.compile((
        r"\b(?:net|gains?|loss(?:es)?|income|benefit|changes?|other|tax(?:es)?|adjust\w*|profit|earnings|margin"
        r"|activities)\b"
    ), re.IGNORECASE)  # fmt: skip
_GROSS = re.compile(
    r"\b(?:revenues?|sales|fees|costs?|expenses?|research|administrative|marketing|royalt\w*|reimburse\w*|support)\b",
    re.IGNORECASE,
)

_CLAIMS = re.compile(r"^total\s+liabilities\b.*\b(?:equity|deficit|capital)\b", re.IGNORECASE)

Warnings = dict[tuple[int, int], list[str]]


def check_tables(filing: Filing) -> Filing:
    """The filing, its cells warned of whatever its own tables contradict."""
    across = _across_tables(filing.tables)
    tables = []
    for table in filing.tables:
        warnings: Warnings = defaultdict(list)
        _footing(table, warnings)
        _balance(table, warnings)
        _per_share(table, warnings)
        _parts_of_stretches(table, warnings)
        for place in across.get(table.number, ()):
            warnings[place[0]].append(place[1])
        tables.append(_warned(table, warnings) if warnings else table)
    return replace(filing, tables=tuple(tables))


def _warned(table: Table, warnings: Warnings) -> Table:
    cells = tuple(
        replace(cell, warnings=tuple(dict.fromkeys((*cell.warnings, *warnings[cell.row, cell.column]))))
        if (cell.row, cell.column) in warnings
        else cell
        for cell in table.cells
    )
    return replace(table, cells=cells)


def _footing(table: Table, warnings: Warnings) -> None:
    """Every part of a sum that fails in one column while it holds in another, but for parts that other sums confirm."""
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    proven = {place for footing in table.footings if footing.holds != "no" for place in (footing.total, *footing.parts)}
    for footing in table.footings:
        if footing.holds != "no":
            continue
        total = cells[footing.total]
        made = sum(
            (sign * _number(cells[place]) for place, sign in zip(footing.parts, footing.signs, strict=True)), Decimal(0)
        )
        scale = total.quantity.scale if total.quantity else Decimal(1)
        message = f"{CONTRADICTED}{total.row_path[-1]} is printed as {total.text}, but its parts make {made / scale:,f}"
        doubtful = [place for place in (footing.total, *footing.parts) if place not in proven]
        for place in doubtful or [footing.total, *footing.parts]:
            warnings[place].append(message)


def _balance(table: Table, warnings: Warnings) -> None:
    """Assets are liabilities and equity."""
    for column, cells in _by_column(table).items():
        assets = [c for c in cells if c.row_path and c.row_path[-1].lower() == "total assets" and c.quantity]
        claims = [c for c in cells if c.row_path and _CLAIMS.match(c.row_path[-1]) and c.quantity]
        if len(assets) == 1 and len(claims) == 1 and abs(_number(assets[0]) - _number(claims[0])) > _step(assets[0]):
            message = f"{CONTRADICTED}total assets are printed as {assets[0].text}, liabilities and equity as {claims[0].text}"
            for cell in (*assets, *claims):
                warnings[cell.row, column].append(message)


# --- a share's worth -------------------------------------------------------------------------------------------------


def _per_share(table: Table, warnings: Warnings) -> None:
    """Net income over shares must be what the table prints as income a share, in size and in sign."""
    for column, cells in _by_column(table).items():
        results = [c for c in cells if c.quantity and is_currency(c.quantity.unit) and _is_result(c)]
        shares = [c for c in cells if c.quantity and c.quantity.unit == SHARES and c.quantity.value > 0]
        rates = [c for c in cells if c.quantity and is_per_share(c.quantity.unit) and _is_rate(c)]
        if not results or not shares or not rates:
            continue
        for rate in rates:
            plain = len(results) == len(shares) == len(rates) == 1
            if not _some_agree(rate, results, shares, plain):
                message = f"{CONTRADICTED}{rate.row_path[-1]} is printed as {rate.text}, but no income over the shares beside it makes that"
                for cell in (
                    rate,
                    *(c for c in results if len(results) == 1),
                    *(c for c in shares if len(shares) == 1),
                ):
                    warnings[cell.row, column].append(message)


def _is_result(cell: Cell) -> bool:
    return any(_RESULT.search(part) for part in cell.row_path[-1:]) and not _NOT_RESULT.search(cell.row_path[-1])


def _is_rate(cell: Cell) -> bool:
    joined = " ".join(cell.row_path).lower()
    return bool(re.search(r"\b(?:income|loss|earnings|eps)\b", joined)) and not re.search(
        r"dividend|adjust|continuing|discontinued|non-?gaap|price|book", joined
    )


def _some_agree(rate: Cell, results: Iterable[Cell], shares: Iterable[Cell], plain: bool) -> bool:
    """Whether some income over some share count is the rate: nearly, where the table is plain.

    Where parts of an income may go to others (preferred shares, noncontrolling interests), only its size is asked for.
    """
    stated, step = _number(rate), _step(rate)
    if stated == 0:
        return True
    counts = [_number(cell) for cell in shares]
    for cell in results:
        for count in counts:
            worth = _number(cell) / count
            near = abs(worth - stated) <= step * 2 + abs(stated) * Decimal("0.12") and worth * stated >= 0
            if near or (not plain and abs(stated) <= abs(worth) * 10 and abs(worth) <= abs(stated) * 10):
                return True
    return False


def _number(cell: Cell) -> Decimal:
    return cell.quantity.value if cell.quantity else Decimal(0)


def _step(cell: Cell) -> Decimal:
    return cell.quantity.precision if cell.quantity else Decimal(0)


def _by_column(table: Table) -> dict[int, list[Cell]]:
    columns: dict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        if cell.kind == "value":
            columns[cell.column].append(cell)
    return columns


# --- stretches and their parts ---------------------------------------------------------------------------------------


def _parts_of_stretches(table: Table, warnings: Warnings) -> None:
    """A longer stretch less its last part cannot be negative for a line that cannot be."""
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        if (
            cell.kind == "value"
            and cell.quantity
            and is_currency(cell.quantity.unit)
            and isinstance(cell.period, Duration)
        ):
            rows[cell.row].append(cell)
    for cells in rows.values():
        label = cells[0].row_path[-1]
        if (
            _NEGATABLE.search(label)
            or not _GROSS.search(" ".join(cells[0].row_path))
            or any(_number(c) < 0 for c in cells)
        ):
            continue
        for longer in cells:
            for part in cells:
                if (
                    _within(part.period, longer.period)
                    and _number(part) - _number(longer) > _step(longer)
                    and part.column_path != longer.column_path
                ):
                    message = (
                        f"{CONTRADICTED}{label} is {part.text} for a part of the stretch whose whole is {longer.text}"
                    )
                    warnings[part.row, part.column].append(message)
                    warnings[longer.row, longer.column].append(message)


def _within(part: Period | None, whole: Period | None) -> bool:
    if not isinstance(part, Duration) or not isinstance(whole, Duration):
        return False
    return part.end == whole.end and part.start > whole.start


# --- across tables ---------------------------------------------------------------------------------------------------


def _across_tables(tables: Sequence[Table]) -> dict[int, list[tuple[tuple[int, int], str]]]:
    """Cells of one label and period that two tables print a thousandfold apart."""
    places: dict[tuple[str, str, Period], list[tuple[int, Cell]]] = defaultdict(list)
    for table in tables:
        for cell in table.cells:
            quantity = cell.quantity
            if (
                quantity
                and cell.period
                and cell.kind == "value"
                and is_currency(quantity.unit)
                and abs(quantity.value) >= 1000
            ):
                label = " ".join(sorted(metric_words(cell.row_path[-1]))) if cell.row_path else ""
                if label and len(cell.column_path) <= 3:
                    places[label, quantity.unit, cell.period].append((table.number, cell))
    found: dict[int, list[tuple[tuple[int, int], str]]] = defaultdict(list)
    for cells in places.values():
        if len({number for number, _ in cells}) < 2:
            continue
        for number, cell in cells:
            for other, twin in cells:
                if other > number and any(_number(cell) == _number(twin) * power for power in _POWERS):
                    message = f"{CONTRADICTED}{cell.row_path[-1]} is printed as {cell.text} and as {twin.text} in two tables whose scales disagree"
                    found[number].append(((cell.row, cell.column), message))
                    found[other].append(((twin.row, twin.column), message))
    return found


# --- tables and sentences --------------------------------------------------------------------------------------------

# Lines whose sign says gain or loss; an outflow is printed negative in a table and told as an amount.
_SIGNED = re.compile(r"\b(?:income|loss|losses|profit|earnings)\b", re.IGNORECASE)
_SMALL = {"total", "the", "a", "an", "of", "and", "for", "in", "to", "from", "our", "its", "company", "s", "net", "expense",
          "consolidated", "reported", "amount", "basic", "diluted", "per", "common", "share", "was", "were", "is", "consisting",
          "primarily", "approximately", "operating", "used"}  # fmt: skip


@lru_cache(maxsize=20_000)
def metric_words(label: str) -> frozenset[str]:
    """The words of a label that tell it from another: small words and plurals gone."""
    words = re.findall(r"[a-z]+", label.lower())
    stems = {word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word for word in words}
    return frozenset(stem for stem in stems if stem not in _SMALL) or frozenset(stems)


def check_prose(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, warned where a sentence and a table of the same filing disagree by a swap, a sign or a scale.

    A sentence rounds; a table's figure within the sentence's precision agrees. Other differences are different metrics.
    """
    tables: dict[tuple[str, frozenset[str], str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.origin != "prose" and fact.period is not None and fact.kind == "value" and fact.table is not None:
            tables[fact.filing, metric_words(fact.label), fact.unit].append(fact)
    facts = _in_the_unit_of_tables(facts, tables)
    found: list[tuple[Fact, str, str]] = []
    accused: dict[str, list[str]] = defaultdict(list)
    wide: dict[tuple[str, int, int | None], list[str]] = defaultdict(list)
    for told in facts:
        if (
            told.origin != "prose"
            or told.basis != "reported"
            or told.period is None
            or told.kind != "value"
            or told.unit == PERCENT
        ):
            continue
        rows = tables.get((told.filing, metric_words(told.label), told.unit), ())
        found.extend((fact, reach, f"{CONTRADICTED}{why}") for fact, reach, why in _accusations(told, rows))
    # One sentence may be misread; two that accuse one table are not.
    counts = Counter((fact.filing, fact.table, reach) for fact, reach, _ in found)
    for fact, reach, message in found:
        alone = counts[fact.filing, fact.table, reach] < 2
        if reach != "column" or not alone:
            accused[fact.id].append(message)
        if fact.table is not None and reach != "cell" and not alone:
            wide[fact.filing, fact.table, fact.column_index if reach == "column" else None].append(message)
    return tuple(_with_warnings(fact, accused, wide) for fact in facts)


_UNITS = (Decimal(1000), Decimal(1_000_000))


def _in_the_unit_of_tables(
    facts: Sequence[Fact], tables: Mapping[tuple[str, frozenset[str], str], Sequence[Fact]]
) -> Sequence[Fact]:
    """The facts, sentences that give a table's very digits and no unit read in the table's unit.

    "Net sales were $93,662" beside a table in thousands that prints 93,662 leaves the unit unsaid. Two figures that agree
    are proof; one alone may be chance.
    """
    meant: dict[tuple[int | None, Decimal], list[Fact]] = defaultdict(list)
    for told in facts:
        if told.origin != "prose" or told.kind != "value" or not is_currency(told.unit) or abs(told.value) < _FEW:
            continue
        for row in tables.get((told.filing, metric_words(told.label), told.unit), ()):
            power = row.value / told.value
            if row.period == told.period and power in _UNITS and row.precision == told.precision * power:
                meant[row.table, power].append(told)
    said = {f.id: power for (_, power), found in meant.items() if len({f.value for f in found}) > 1 for f in found}
    return [_rescaled(fact, said[fact.id]) if fact.id in said else fact for fact in facts] if said else facts


def _rescaled(fact: Fact, power: Decimal) -> Fact:
    why = f"{REPAIRED}no unit is stated here; the table gives the same digits in {power:,f}s"
    return replace(fact, value=fact.value * power, precision=fact.precision * power, warnings=(*fact.warnings, why))


_FEW = 100  # digits that agree prove nothing where there are two of them


def _accusations(told: Fact, rows: Sequence[Fact]) -> Iterator[tuple[Fact, str, str]]:
    """Facts that a sentence contradicts, how far that reaches ("cell", "column", "table"), and why."""
    same = [fact for fact in rows if fact.period == told.period]
    if not same or any(_agrees(told, fact.value) for fact in same):
        return
    others = [fact for fact in rows if fact.period != told.period]
    for fact in same:
        if fact.value and _agrees(told, -fact.value) and _SIGNED.search(fact.label):
            yield fact, "cell", f"the sentence gives {fact.label} the other sign than the table's {fact.value:,f}"
        elif any(_agrees(told, fact.value * power) for power in _POWERS):
            yield fact, "table", f"the sentence gives {fact.label} in another scale than the table's {fact.value:,f}"
        elif any(_agrees(told, other.value) and other.table == fact.table for other in others):
            why = f"the sentence gives {fact.label} as {told.value:,f} for this period, which the table prints under another"
            yield fact, "column", why


def _agrees(told: Fact, value: Decimal) -> bool:
    return abs(told.value - value) <= told.precision * Decimal("0.75")


def _with_warnings(
    fact: Fact, accused: dict[str, list[str]], wide: dict[tuple[str, int, int | None], list[str]]
) -> Fact:
    found = list(accused.get(fact.id, ()))
    if fact.origin != "prose" and fact.table is not None:
        for column in (fact.column_index, None):
            found += wide.get((fact.filing, fact.table, column), [])[:2]
    return replace(fact, warnings=tuple(dict.fromkeys((*fact.warnings, *found)))) if found else fact
