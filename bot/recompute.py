"""Works every figure out again from its formula and its operands, by another road than the one that made it."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, DecimalException, localcontext
from statistics import median

from bot.answer import Citation, Figure, Operand
from bot.numbers.display import SCALES
from index.facts import Fact
from index.quantity import PERCENT, PERCENTAGE_POINTS
from index.shelf import Shelf

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MINUS = re.compile(r"\(|(?<![\w)])[-−–](?=[$\d])")


class Uncomputable(ValueError):
    """A formula that is not plain arithmetic over its operands."""


def evaluate(formula: str, values: Mapping[str, Decimal]) -> Decimal:
    """The value of a formula. Raises Uncomputable."""
    try:
        with localcontext() as context:
            context.prec = 34
            return _value(ast.parse(formula, mode="eval").body, values)
    except (SyntaxError, DecimalException, RecursionError) as error:
        raise Uncomputable(formula) from error


def _value(node: ast.expr, values: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.Constant(value=int() as number):
            return Decimal(number)
        case ast.Name(id=name) if name in values:
            return values[name]
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner, values)
        case ast.BinOp(left=left, op=operation, right=right):
            return _binary(operation, _value(left, values), _value(right, values))
        case ast.Call(func=ast.Name(id=function), args=arguments):
            return _called(function, [_value(argument, values) for argument in arguments])
        case _:
            raise Uncomputable(ast.dump(node))


def _binary(operation: ast.operator, left: Decimal, right: Decimal) -> Decimal:
    match operation:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right
        case ast.Pow():
            return left**right
        case _:
            raise Uncomputable(type(operation).__name__)


def _called(function: str, arguments: list[Decimal]) -> Decimal:
    match function, len(arguments):
        case "abs", 1:
            return abs(arguments[0])
        case "min", count if count:
            return min(arguments)
        case "max", count if count:
            return max(arguments)
        case "median", count if count:
            return median(arguments)
        case "count", count:
            return Decimal(count)
        case _:
            raise Uncomputable(function)


def figure_problems(figure: Figure, citations: Sequence[Citation], shelf: Shelf) -> list[str]:
    """What is wrong with a figure: its value, its display, its facts, its citations, or those of its operands."""
    problems = [problem for operand in figure.operands for problem in _operand_problems(operand, citations, shelf)]
    try:
        again = evaluate(figure.formula, {operand.name: operand.value for operand in figure.operands})
    except Uncomputable:
        return [*problems, f"the formula of {figure.label} cannot be worked out: {figure.formula}"]
    if abs(again - figure.value) > abs(figure.value) * Decimal("1e-12"):
        problems.append(f"{figure.label} is {again} by its formula, not {figure.value}")
    if not agrees(figure.display, figure.value, figure.unit):
        problems.append(f"{figure.display} does not show {figure.value} {figure.unit}")
    if figure.kind == "reported":
        fact = figure.operands[0].fact if len(figure.operands) == 1 else None
        if fact is None or (fact.value, fact.unit, fact.period) != (figure.value, figure.unit, figure.period):
            problems.append(f"{figure.label} is not the reported fact it rests on")
    return problems


def _operand_problems(operand: Operand, citations: Sequence[Citation], shelf: Shelf) -> list[str]:
    if operand.figure is not None:
        return figure_problems(operand.figure, citations, shelf)
    if operand.fact is None:
        return []
    fact = operand.fact
    cited = next((citation for citation in citations if citation.id == operand.citation), None)
    if cited is None:
        return [f"{fact.label} has no citation"]
    if (cited.filing, cited.start, cited.end) != (fact.filing, fact.span.start, fact.span.end):
        return [f"citation {cited.id} is not where {fact.label} stands"]
    if not _known(fact, shelf):
        return [f"{fact.label} is not a fact of the filing"]
    return []


def _known(fact: Fact, shelf: Shelf) -> bool:
    """Whether a fact is one of its filing's; a plan may add warnings to it, and change nothing else."""
    return any(
        known.id == fact.id and known == replace(fact, warnings=known.warnings) for known in shelf.facts(fact.filing)
    )


def agrees(shown: str, value: Decimal, unit: str) -> bool:
    """Whether a display is a rounding of a value: digits, scale and sign."""
    numbers = _NUMBER.findall(shown)
    if len(numbers) != 1:
        return False
    digits = numbers[0].replace(",", "")
    factor = next((size for word, size in SCALES.items() if re.search(rf"\b{word}\b", shown)), Decimal(1))
    if "basis points" in shown and unit in {PERCENT, PERCENTAGE_POINTS}:
        factor = Decimal("0.01")
    said = Decimal(digits) * factor
    places = len(digits.partition(".")[2])
    half = factor * Decimal(10) ** -places / 2
    if said and (value < 0) != bool(_MINUS.search(shown)):
        return False
    return abs(abs(value) - said) <= half
