"""Formulas as text -> programs: "average(inventory)", "365 * payables / cost_of_sales", "share(gross_profit, revenue)"."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.numbers.problems import BadProgram
from bot.plan import Leaf, Operation, Step

_BINARY: dict[type[ast.operator], Operation] = {
    ast.Add: Operation.ADD,
    ast.Sub: Operation.SUBTRACT,
    ast.Mult: Operation.MULTIPLY,
    ast.Div: Operation.DIVIDE,
    ast.Pow: Operation.POWER,
}
_FUNCTIONS = {
    "abs": Operation.ABSOLUTE,
    "average": Operation.AVERAGE,
    "median": Operation.MEDIAN,
    "min": Operation.MINIMUM,
    "max": Operation.MAXIMUM,
    "share": Operation.SHARE,
    "change": Operation.CHANGE,
    "percent_change": Operation.PERCENT_CHANGE,
    "cagr": Operation.CAGR,
}


@dataclass(slots=True)
class Builder:
    """Leaves and steps of a program being made. names: what each operand of the text stands for."""

    names: Mapping[str, str | Leaf]
    leaves: list[Leaf] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def build(self, text: str) -> str:
        """Add what a text says; the name of its result. Raises BadProgram where it is not a formula."""
        try:
            tree = ast.parse(text, mode="eval").body
        except (SyntaxError, RecursionError, ValueError) as error:
            raise BadProgram(f"{text!r} is not a formula") from error
        return self._name(tree)

    def add(self, tree: ast.AST) -> str:
        """The same, of a formula that has been parsed."""
        if not isinstance(tree, ast.expr):
            raise BadProgram("this is not a formula")
        return self._name(tree)

    def constant(self, value: Decimal, why: str = "", unit: str = "") -> str:
        """The name of a plain number, or of so many days or months."""
        for leaf in self.leaves:
            if leaf.constant == value and leaf.fact is None and leaf.unit == unit:
                return leaf.name
        name = unit or f"n{value}".replace(".", "_").replace("-", "minus_")
        self.leaves.append(Leaf(name, constant=value, why=why, unit=unit))
        return name

    def step(self, operation: Operation, arguments: Sequence[str], label: str = "", name: str = "") -> str:
        """The name of a step's result."""
        called = name or f"step_{len(self.steps) + 1}"
        self.steps.append(Step(called, operation, tuple(arguments), label))
        return called

    def _name(self, node: ast.expr) -> str:
        match node:
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                return self.constant(Decimal(str(number)))
            case ast.Name(id=name):
                return self._operand(name)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return self.step(Operation.NEGATE, [self._name(inner)])
            case ast.BinOp(left=left, op=operation, right=right) if type(operation) in _BINARY:
                return self.step(_BINARY[type(operation)], [self._name(left), self._name(right)])
            case ast.Call(func=ast.Name(id=function), args=arguments) if function in _FUNCTIONS:
                return self.step(_FUNCTIONS[function], [self._name(argument) for argument in arguments])
            case _:
                raise BadProgram(f"{ast.unparse(node)!r} is not part of a formula")

    def _operand(self, name: str) -> str:
        known = self.names.get(name)
        if known is None:
            raise BadProgram(f"{name} is not known")
        if isinstance(known, str):
            return known
        if known not in self.leaves:
            self.leaves.append(known)
        return known.name
