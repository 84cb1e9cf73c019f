"""A program as an expression: a formula to read, a function to call, and the measure of its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from functools import reduce

from bot.numbers.problems import BadProgram, NotMeaningful, UnitMismatch
from bot.numbers.units import PURE, Measure, added, multiplied, say, unit_of
from bot.plan import Operation
from index.quantity import COUNT, PERCENT, PERCENTAGE_POINTS

Values = Mapping[str, Decimal]

_SUM, _PRODUCT, _ATOM = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Expression:
    """formula: text that Python's arithmetic, abs, min, max and median would read. level: how tightly it binds."""

    formula: str
    level: int
    measure: Measure
    value: Callable[[Values], Decimal]

    def within(self, level: int, *, strictly: bool = False) -> str:
        """The formula as an argument of an operator that binds at `level`."""
        loose = self.level < level or (strictly and self.level == level)
        return f"({self.formula})" if loose else self.formula


def name(called: str, measure: Measure) -> Expression:
    """An operand."""
    return Expression(called, _ATOM, measure, lambda values: values[called])


def applied(operation: Operation, arguments: list[Expression]) -> Expression:
    """One step over expressions. Raises BadProgram, UnitMismatch; its value may raise NotMeaningful."""
    least, most = _ARITY[operation]
    if not least <= len(arguments) <= most:
        raise BadProgram(f"{operation} takes {least} to {most} values, and was given {len(arguments)}")
    return _MAKERS[operation](arguments)


def as_percent(found: Expression) -> Expression:
    """A ratio shown in percent."""
    return Expression(
        f"{found.within(_PRODUCT)} * 100", _PRODUCT, Measure(form=PERCENT), lambda values: found.value(values) * 100
    )


def as_pure(found: Expression) -> Expression:
    """A percentage as the pure number it stands for."""
    if not found.measure.form:
        return found
    formula = f"{found.within(_PRODUCT)} / 100"
    return Expression(formula, _PRODUCT, PURE, lambda values: found.value(values) / 100)


def divided(above: Decimal, below: Decimal) -> Decimal:
    """A quotient. Raises NotMeaningful on a zero divisor."""
    try:
        return above / below
    except (DivisionByZero, InvalidOperation) as error:
        raise NotMeaningful("not meaningful: it would divide by zero") from error


def _sum(arguments: list[Expression]) -> Expression:
    measure = reduce(added, (a.measure for a in arguments))
    formula = " + ".join(a.within(_SUM) for a in arguments)
    return Expression(formula, _SUM, measure, lambda v: sum((a.value(v) for a in arguments), Decimal(0)))


def _difference(arguments: list[Expression]) -> Expression:
    first, *rest = arguments
    measure = first.measure
    for other in rest:
        measure = added(measure, other.measure, subtracting=True)
    formula = " - ".join([first.within(_SUM), *(a.within(_SUM, strictly=True) for a in rest)])
    return Expression(formula, _SUM, measure, lambda v: first.value(v) - sum((a.value(v) for a in rest), Decimal(0)))


def _product(arguments: list[Expression]) -> Expression:
    whole = [a.measure for a in arguments if not a.measure.form]
    if all(m.number for m in whole) and len(arguments) - len(whole) == 1:
        # a percentage times plain numbers stays a percentage
        measure = next(a.measure for a in arguments if a.measure.form)
        factors = arguments
    else:
        factors = [as_pure(a) for a in arguments]
        measure = reduce(multiplied, (a.measure for a in factors))
    formula = " * ".join(a.within(_PRODUCT) for a in factors)
    return Expression(
        formula, _PRODUCT, measure, lambda v: reduce(lambda x, y: x * y, (a.value(v) for a in factors), Decimal(1))
    )


def _quotient(arguments: list[Expression]) -> Expression:
    above, below = arguments
    if above.measure.form and below.measure.form:
        measure = PURE
    elif above.measure.form and below.measure.number:
        measure = above.measure
    else:
        above, below = as_pure(above), as_pure(below)
        measure = multiplied(above.measure, below.measure, dividing=True)
    formula = f"{above.within(_PRODUCT)} / {below.within(_PRODUCT, strictly=True)}"
    return Expression(formula, _PRODUCT, measure, lambda v: divided(above.value(v), below.value(v)))


def _negative(arguments: list[Expression]) -> Expression:
    (only,) = arguments
    return Expression(f"-{only.within(_PRODUCT, strictly=True)}", _PRODUCT, only.measure, lambda v: -only.value(v))


def _absolute(arguments: list[Expression]) -> Expression:
    (only,) = arguments
    return Expression(f"abs({only.formula})", _ATOM, only.measure, lambda v: abs(only.value(v)))


def _percent_change(arguments: list[Expression]) -> Expression:
    new, old = arguments
    added(new.measure, old.measure)

    def value(v: Values) -> Decimal:
        after, before = new.value(v), old.value(v)
        if before == 0:
            raise NotMeaningful("percentage change is not meaningful: the base is zero")
        if after * before < 0:
            raise NotMeaningful("percentage change is not meaningful: the sign changes")
        return (after - before) / abs(before) * 100

    formula = f"({new.within(_SUM)} - {old.within(_SUM, strictly=True)}) / abs({old.formula}) * 100"
    return Expression(formula, _PRODUCT, Measure(form=PERCENT), value)


def _share(arguments: list[Expression]) -> Expression:
    part, whole = arguments
    added(part.measure, whole.measure)
    formula = f"{part.within(_PRODUCT)} / {whole.within(_PRODUCT, strictly=True)} * 100"
    return Expression(formula, _PRODUCT, Measure(form=PERCENT), lambda v: divided(part.value(v), whole.value(v)) * 100)


def _average(arguments: list[Expression]) -> Expression:
    total = _sum(arguments)
    if len(arguments) == 1:
        return total
    formula = f"({total.formula}) / {len(arguments)}"
    return Expression(formula, _PRODUCT, total.measure, lambda v: total.value(v) / len(arguments))


def _median(arguments: list[Expression]) -> Expression:
    def value(v: Values) -> Decimal:
        ordered = sorted(a.value(v) for a in arguments)
        middle = len(ordered) // 2
        return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2

    return Expression(_call("median", arguments), _ATOM, reduce(added, (a.measure for a in arguments)), value)


def _minimum(arguments: list[Expression]) -> Expression:
    measure = reduce(added, (a.measure for a in arguments))
    return Expression(_call("min", arguments), _ATOM, measure, lambda v: min(a.value(v) for a in arguments))


def _maximum(arguments: list[Expression]) -> Expression:
    measure = reduce(added, (a.measure for a in arguments))
    return Expression(_call("max", arguments), _ATOM, measure, lambda v: max(a.value(v) for a in arguments))


def _power(arguments: list[Expression]) -> Expression:
    base, exponent = arguments
    if base.measure.dimensions or exponent.measure.dimensions:
        raise UnitMismatch(f"{say(base.measure)} cannot be raised to a power")
    formula = f"{base.within(_ATOM)} ** {exponent.within(_ATOM)}"
    return Expression(formula, 3, base.measure, lambda v: _raised(base.value(v), exponent.value(v)))


def _cagr(arguments: list[Expression]) -> Expression:
    new, old, years = arguments
    added(new.measure, old.measure)
    if not (years.measure.number or years.measure.dimensions in {(), ((COUNT, 1),)}):
        raise UnitMismatch("a compound rate of growth is over a number of years")

    def value(v: Values) -> Decimal:
        after, before, span = new.value(v), old.value(v), years.value(v)
        if before <= 0 or after <= 0 or span <= 0:
            raise NotMeaningful("compound growth is not meaningful: it needs amounts above zero")
        return (_raised(after / before, 1 / span) - 1) * 100

    formula = (
        f"(({new.within(_PRODUCT)} / {old.within(_PRODUCT, strictly=True)}) ** (1 / {years.within(_ATOM)}) - 1) * 100"
    )
    return Expression(formula, _PRODUCT, Measure(form=PERCENT), value)


def _raised(base: Decimal, exponent: Decimal) -> Decimal:
    try:
        return base**exponent
    except (InvalidOperation, Overflow, DivisionByZero) as error:
        raise NotMeaningful("not meaningful: the power has no value") from error


def _call(function: str, arguments: list[Expression]) -> str:
    return f"{function}({', '.join(a.formula for a in arguments)})"


_MAKERS: dict[Operation, Callable[[list[Expression]], Expression]] = {
    Operation.ADD: _sum,
    Operation.SUBTRACT: _difference,
    Operation.MULTIPLY: _product,
    Operation.DIVIDE: _quotient,
    Operation.NEGATE: _negative,
    Operation.ABSOLUTE: _absolute,
    Operation.CHANGE: _difference,
    Operation.PERCENT_CHANGE: _percent_change,
    Operation.SHARE: _share,
    Operation.AVERAGE: _average,
    Operation.MEDIAN: _median,
    Operation.MINIMUM: _minimum,
    Operation.MAXIMUM: _maximum,
    Operation.MIDPOINT: _average,
    Operation.POWER: _power,
    Operation.CAGR: _cagr,
}

_ARITY: dict[Operation, tuple[int, int]] = {
    Operation.ADD: (1, 1000),
    Operation.SUBTRACT: (2, 1000),
    Operation.MULTIPLY: (1, 1000),
    Operation.DIVIDE: (2, 2),
    Operation.NEGATE: (1, 1),
    Operation.ABSOLUTE: (1, 1),
    Operation.CHANGE: (2, 2),
    Operation.PERCENT_CHANGE: (2, 2),
    Operation.SHARE: (2, 2),
    Operation.AVERAGE: (1, 1000),
    Operation.MEDIAN: (1, 1000),
    Operation.MINIMUM: (1, 1000),
    Operation.MAXIMUM: (1, 1000),
    Operation.MIDPOINT: (2, 2),
    Operation.POWER: (2, 2),
    Operation.CAGR: (3, 3),
}

_RELABELLED = {"days", "months", "count", "ratio"}


def converted(found: Expression, unit: str) -> tuple[Expression, str]:
    """The expression in the unit that was asked for. Raises UnitMismatch where it is not to be had in that unit."""
    own = unit_of(found.measure) if not found.measure.number else "ratio"
    if not unit or unit == own:
        return found, own
    if unit == PERCENT and own in {"ratio", "count"}:
        return as_percent(found), PERCENT
    if unit == "ratio" and own == PERCENT:
        return as_pure(found), "ratio"
    if {unit, own} == {PERCENT, PERCENTAGE_POINTS} or (unit in _RELABELLED and own in _RELABELLED):
        return found, unit
    if found.measure.number or own == "ratio":
        return found, unit
    raise UnitMismatch(f"the result is in {own}, and cannot be given in {unit}")
