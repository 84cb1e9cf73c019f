"""How exact a computed figure is, given that a printed operand is right only to half its last digit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from bot.answer import Operand
from bot.numbers.expression import Expression
from bot.numbers.problems import NotMeaningful
from index.quantity import COUNT

_CORNERS = 6


def interval_of(expression: Expression, operands: Sequence[Operand], value: Decimal) -> tuple[Decimal, Decimal] | None:
    """Between which values the result lies, each printed operand being right to half its last digit.

    None where the operands are exact, or where the ends of the interval have no value (a divisor that may be zero).
    """
    ends = {operand.name: _ends(operand) for operand in operands}
    middle = {operand.name: operand.value for operand in operands}
    loose = [called for called, (low, high) in ends.items() if low != high]
    if not loose:
        return None
    try:
        if len(loose) <= _CORNERS:
            found = [
                expression.value({**middle, **dict(zip(loose, corner, strict=True))})
                for corner in product(*(ends[called] for called in loose))
            ]
            low, high = min(found), max(found)
        else:
            low = high = value
            for called in loose:
                sides = [expression.value({**middle, called: end}) for end in ends[called]]
                low, high = low + min(*sides, value) - value, high + max(*sides, value) - value
    except NotMeaningful:
        return None
    return min(low, value), max(high, value)


def _ends(operand: Operand) -> tuple[Decimal, Decimal]:
    if operand.fact is not None:
        half = operand.fact.precision / 2
        if operand.fact.unit == COUNT and operand.fact.precision <= 1:
            half = Decimal(0)
        return operand.fact.value - half, operand.fact.value + half
    if operand.figure is not None and operand.figure.interval is not None:
        return operand.figure.interval
    return operand.value, operand.value
