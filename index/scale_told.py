"""The scale of a table that states none, told by sentences that give its figures in words: "decreased to $24.9 million"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.amounts import find_amounts
from index.consistency import REPAIRED, metric_words
from index.filing import Cell, Table
from index.layout import Layout, Paragraph
from index.quantity import is_currency
from index.scale_proof import scaled
from index.sentences import sentences_of

_SCALES = (Decimal(1), Decimal(1_000), Decimal(1_000_000), Decimal(1_000_000_000))
_FEWEST = 2  # figures told, of different cells
_FEWEST_DIGITS = 3
_SCALE_WORD = re.compile(r"\b(?:thousand|million|billion)s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """An amount of money that a sentence gives with its scale in words. words: of the sentence. places: half of what its last digit is worth."""

    value: Decimal
    half: Decimal
    words: frozenset[str]
    sentence: str


def told_scales(tables: Sequence[Table], layout: Layout) -> tuple[Table, ...]:
    """The tables, those that state no scale given the one in which sentences give two or more of their figures.

    A sentence must have every word of the row's label, and its amount round to the cell's in that scale and no other.
    """
    bare = [table for table in tables if _bare_cells(table)]
    if not bare:
        return tuple(tables)
    told = tuple(_amounts(layout))
    return tuple(_scaled_as_told(table, told) if table in bare else table for table in tables)


def _bare_cells(table: Table) -> list[Cell]:
    """The cells of a table's money; none where any of it is in thousands or more."""
    money = [cell for cell in table.cells if cell.quantity is not None and is_currency(cell.quantity.unit)]
    return money if all(cell.quantity is not None and cell.quantity.scale == 1 for cell in money) else []


def _amounts(layout: Layout) -> Iterator[_Told]:
    for block in layout.blocks:
        if not isinstance(block, Paragraph) or block.kind == "furniture":
            continue
        for sentence in sentences_of(layout.text, block):
            if not _SCALE_WORD.search(sentence.text):
                continue
            words = metric_words(sentence.text)
            for amount in find_amounts(sentence.text):
                named = _SCALE_WORD.search(sentence.text[amount.start : amount.end])
                digits = re.sub(r"\D", "", sentence.text[amount.start : amount.end]).lstrip("0")
                if named and is_currency(amount.unit) and len(digits) >= _FEWEST_DIGITS:
                    yield _Told(abs(amount.value), amount.precision / 2, words, sentence.text)


def _scaled_as_told(table: Table, told: Sequence[_Told]) -> Table:
    witnesses: dict[Decimal, set[tuple[int, int]]] = {}
    where = ""
    for cell in _bare_cells(table):
        if cell.quantity is None or not cell.row_path or not cell.quantity.value:
            continue
        label = metric_words(cell.row_path[-1])
        sizes = [(scale, abs(cell.quantity.value) * scale) for scale in _SCALES]
        for one in told:
            if not label <= one.words:
                continue
            scales = [scale for scale, size in sizes if abs(size - one.value) <= one.half]
            if len(scales) == 1:
                witnesses.setdefault(scales[0], set()).add((cell.row, cell.column))
                where = where or one.sentence[:80]
    if len(witnesses) != 1:
        return table
    scale, cells = next(iter(witnesses.items()))
    if scale == 1 or len(cells) < _FEWEST:
        return table
    return scaled(table, scale, f'{REPAIRED}no scale is stated here; "{where}" gives its figures in {scale:,f}s')
