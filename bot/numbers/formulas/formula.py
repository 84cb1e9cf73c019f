"""A named metric: its formula over a filing's own lines, where the formula comes from, and what it needs."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from bot.numbers.formulas.inputs import BALANCE, FLOW, INPUTS, Input
from bot.numbers.formulas.language import Builder
from bot.plan import Leaf, Operation, Program
from index.facts import Fact
from index.period import (
    Duration,
    FiscalCalendar,
    FiscalLabel,
    Instant,
    Period,
    as_instant,
    months_in,
    stretch_ended,
    year_earlier,
)
from index.quantity import DAYS, MONTHS

Find = Callable[[Input, Period | None], Fact | None]

_LOSS = re.compile(r"\bloss\b", re.IGNORECASE)
_GAIN = re.compile(r"\b(?:income|earnings|profit|provided|from|gain)\b", re.IGNORECASE)
_USED = re.compile(r"\bused\b", re.IGNORECASE)
_YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Missing:
    """What a formula needs and the filing does not give, or why it has no meaning there."""

    formula: Formula
    inputs: tuple[Input, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """name, aliases: what it is called. expressions: the formula, then other ways to it, the first that can be had is used.

    In an expression: an input's key is its amount for the period, or its balance at the end of it; start(x) is the balance
    at the beginning, average(x) the mean of the two, prior(x) the amount a year earlier; days, months and annual (how many
    such periods make a year) are the period's.
    unit: of the result. source: whose definition it is. note: where definitions differ.
    positive: inputs that must be above zero for the result to mean something; "-x" for one that must be below.
    """

    name: str
    aliases: tuple[str, ...]
    expressions: tuple[str, ...]
    unit: str
    source: str
    note: str = ""
    positive: tuple[str, ...] = ()

    def program(self, find: Find, period: Period | None, calendar: FiscalCalendar) -> Program | Missing:
        """The formula over facts that `find` gives for an input and a period (None where it has none)."""
        missing: dict[str, Input] = {}
        for place, expression in enumerate(self.expressions):
            for stretch in _stretches(expression, period, calendar):
                binding = _Binding(self, find, stretch, calendar)
                result = binding.expression(expression)
                if binding.meaningless:
                    return Missing(self, why=binding.meaningless)
                if result is not None:
                    if place:
                        binding.assume(self.name, expression)
                    if binding.is_part_year(expression):
                        binding.assumptions["it is of this period alone, and not of a full year"] = None
                    return binding.program()
                missing = missing or binding.missing
        return Missing(self, tuple(missing.values()))


@dataclass(slots=True)
class _Binding:
    """One attempt to bind an expression to facts."""

    formula: Formula
    find: Find
    period: Period | None
    calendar: FiscalCalendar
    missing: dict[str, Input] = field(default_factory=dict)
    assumptions: dict[str, None] = field(default_factory=dict)
    meaningless: str = ""
    builder: Builder = field(default_factory=lambda: Builder({}))
    names: dict[str, str] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)

    def expression(self, text: str) -> str | None:
        """The name of the result of an expression, or None where an input is missing."""
        tree = ast.parse(text, mode="eval").body
        bound: dict[str, str] = {}
        for node in self._needs(tree):
            name = self._bind(node)
            if name is None:
                return None
            bound[ast.unparse(node)] = name
        return Builder({name: name for name in bound.values()}, self.builder.leaves, self.builder.steps).add(
            _Renamed(bound).visit(tree)
        )

    def is_part_year(self, expression: str) -> bool:
        """Whether a flow of less than a year is set beside balances as it is, as in a quarter's turnover of inventory."""
        keys = set(re.findall(r"[a-z_]+", expression))
        if self.period is None or not 0 < months_in(self.period) < 12 or keys & {"annual", "days", "months"}:
            return False
        timings = {INPUTS[key].timing for key in keys if key in INPUTS and INPUTS[key].unit == "USD"}
        return {FLOW, BALANCE} <= timings and self.formula.unit in {"percent", "ratio"}

    def assume(self, label: str, expression: str) -> None:
        """Say by which other way something is worked out."""
        said = re.sub(r"[a-z_]+", lambda match: _in_words(match.group()), expression)
        if not re.search(r"\d", said):
            self.assumptions[f"{label} is taken as {said}, since the filing does not give all of its usual parts"] = (
                None
            )

    def program(self) -> Program:
        return Program(
            label=self.formula.name,
            leaves=tuple(self.builder.leaves),
            steps=tuple(self.builder.steps) or (),
            unit=self.formula.unit,
            source=self.formula.source + (f"; {self.formula.note}" if self.formula.note else ""),
            assumptions=tuple(self.assumptions),
        )

    def _needs(self, node: ast.expr) -> list[ast.expr]:
        """The inputs of an expression: names, and start(x), average(x), prior(x) of one name."""
        match node:
            case ast.Name():
                return [node]
            case ast.Call(func=ast.Name(id="start" | "prior"), args=[ast.Name()]):
                return [node]
            case ast.Call(func=ast.Name(id="average"), args=[ast.Name()]):
                return [node]
            case ast.Call(args=arguments):
                return [need for argument in arguments for need in self._needs(argument)]
            case _:
                children = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
                return [need for child in children for need in self._needs(child)]

    def _bind(self, node: ast.expr) -> str | None:
        match node:
            case ast.Name(id="days"):
                return self.builder.constant(Decimal(_days(self.period)), "days in the period", DAYS)
            case ast.Name(id="months"):
                return self.builder.constant(Decimal(_months(self.period)), "months in the period", MONTHS)
            case ast.Name(id="annual"):
                periods = Decimal(12) / Decimal(_months(self.period))
                if periods != 1:
                    self.assumptions["the period's amount is taken at its rate for a full year"] = None
                return self.builder.constant(periods, "such periods in a year")
            case ast.Name(id=key):
                return self._input(INPUTS[key], self._at(INPUTS[key]), "")
            case ast.Call(func=ast.Name(id="start"), args=[ast.Name(id=key)]):
                return self._input(INPUTS[key], _start(self.period), "_start")
            case ast.Call(func=ast.Name(id="prior"), args=[ast.Name(id=key)]):
                return self._input(INPUTS[key], self._earlier(INPUTS[key]), "_prior")
            case ast.Call(args=[ast.Name(id=key)]):
                return self._average(INPUTS[key])
            case _:
                raise AssertionError(ast.dump(node))

    def _average(self, wanted: Input) -> str | None:
        end = self._input(wanted, self._at(wanted), "")
        if end is None:
            return None
        start = self._input(wanted, _start(self.period), "_start")
        if start is None:
            self.missing.pop(wanted.key, None)
            self.assumptions[
                f"{wanted.label} is as at the end of the period, since the filing does not give it at the beginning"
            ] = None
            return end
        return self.builder.step(
            Operation.AVERAGE, [start, end], f"Average {wanted.label.lower()}", f"{wanted.key}_average"
        )

    def _input(self, wanted: Input, period: Period | None, suffix: str) -> str | None:
        name = wanted.key + suffix
        if name in self.names:
            return self.names[name]
        fact = self.find(wanted, period)
        if fact is not None and any(
            leaf.fact is fact and not leaf.name.startswith(wanted.key) for leaf in self.builder.leaves
        ):
            # One amount is never two of a formula's inputs: a line that names both names neither alone.
            self.meaningless = f"the one line {fact.label} would stand for two of its parts"
            return None
        bound = self._leaf(wanted, fact, name) if fact is not None else self._made(wanted, suffix)
        if bound is None:
            self.missing.setdefault(wanted.key, wanted)
            return None
        self.names[name] = bound
        return bound

    def _leaf(self, wanted: Input, fact: Fact, name: str) -> str:
        sign = -1 if self._deducted(wanted, fact) else _sign(wanted, fact)
        if wanted.key in self.formula.positive and fact.value * sign <= 0:
            self.meaningless = f"{self.formula.name.lower()} is not meaningful: {fact.label} is not above zero"
        if f"-{wanted.key}" in self.formula.positive and fact.value * sign >= 0:
            self.meaningless = f"{self.formula.name.lower()} is not meaningful: {fact.label} is not below zero"
        if sign > 0:
            self.builder.leaves.append(Leaf(name, fact))
            return name
        self.builder.leaves.append(Leaf(f"{name}_printed", fact))
        operation = Operation.ABSOLUTE if wanted.size else Operation.NEGATE
        return self.builder.step(operation, [f"{name}_printed"], name=name)

    def _deducted(self, wanted: Input, fact: Fact) -> bool:
        """Whether a tax is printed as what comes off: a negative one that, added to the income before it, is the income after.

        A benefit is printed as a negative, too; only what the column adds up to tells the two apart.
        """
        if wanted.key != "income_tax" or fact.value >= 0:
            return False
        before, after = (self.find(INPUTS[key], fact.period) for key in ("pretax_income", "net_income"))
        if before is None or after is None:
            return False
        return abs(before.value + fact.value - after.value) <= 2 * fact.precision

    def _made(self, wanted: Input, suffix: str) -> str | None:
        """An input that is not printed, from those that make it up."""
        if suffix or wanted.key in self.open:
            return None
        self.open.add(wanted.key)
        for place, formula in enumerate(wanted.made_of):
            leaves, steps = list(self.builder.leaves), list(self.builder.steps)
            names, missing = dict(self.names), dict(self.missing)
            result = self.expression(formula)
            if result is not None:
                self.open.discard(wanted.key)
                if place:
                    self.assume(wanted.label, formula)
                return self._labelled(result, wanted)
            self.builder.leaves[:], self.builder.steps[:] = leaves, steps
            self.names, self.missing = names, missing
        self.open.discard(wanted.key)
        return None

    def _labelled(self, result: str, wanted: Input) -> str:
        """The step that made an input, called by its name."""
        last = self.builder.steps[-1] if self.builder.steps else None
        if last is None or last.name != result or last.label:
            return result
        self.builder.steps.pop()
        return self.builder.step(last.operation, last.arguments, wanted.label, wanted.key)

    def _at(self, wanted: Input) -> Period | None:
        return as_instant(self.period) if self.period is not None and wanted.timing == BALANCE else self.period

    def _earlier(self, wanted: Input) -> Period | None:
        here = self._at(wanted)
        return year_earlier(here, self.calendar) if here is not None else None


class _Renamed(ast.NodeTransformer):
    """Puts the names that were bound in place of the inputs that were written."""

    def __init__(self, bound: Mapping[str, str]) -> None:
        self.bound = bound

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.Name | ast.Call) and ast.unparse(node) in self.bound:
            return ast.Name(self.bound[ast.unparse(node)])
        return self.generic_visit(node)


def _stretches(expression: str, period: Period | None, calendar: FiscalCalendar) -> Sequence[Period | None]:
    """The periods to try: at a date, amounts are those of the year that ended then, or of the quarter, half and so on."""
    keys = set(re.findall(r"[a-z_]+", expression))
    flows = any(INPUTS[key].timing != BALANCE for key in keys if key in INPUTS)
    if not isinstance(period, Instant) or not flows:
        return [period]
    at_year_end = period.date.month == calendar.year_end_month
    return [stretch_ended(period.date, months, calendar) for months in ((12, 3) if at_year_end else (3, 6, 9, 12))]


def _sign(wanted: Input, fact: Fact) -> int:
    """What turns a printed amount into what the formula means: expenses by size, losses and cash used as negatives."""
    if wanted.size:
        return -1 if fact.value < 0 else 1
    says_loss = _LOSS.search(fact.label) or _USED.search(fact.label)
    if wanted.timing == FLOW and fact.value > 0 and says_loss and not _GAIN.search(_LOSS.sub("", fact.label)):
        return -1
    return 1


def _in_words(key: str) -> str:
    return INPUTS[key].label.lower() if key in INPUTS else key


def _start(period: Period | None) -> Period | None:
    """The day before a period begins, as a balance sheet has it."""
    match period:
        case Duration(start, _):
            return Instant(start - timedelta(days=1))
        case FiscalLabel(year, part, _):
            before = {"": (-1, ""), "Q1": (-1, ""), "H1": (-1, ""), "9M": (-1, ""), "Q2": (0, "Q1"), "Q3": (0, "Q2"),
                      "Q4": (0, "Q3"), "H2": (0, "H1")}.get(part)  # fmt: skip
            return FiscalLabel(year + before[0], before[1], instant=True) if before else None
        case _:
            return None


def _days(period: Period | None) -> int:
    """Days in a period; a year has 365, as is usual in ratios."""
    if isinstance(period, Duration) and period.days < 350:
        return period.days
    return _YEAR_DAYS * _months(period) // 12


def _months(period: Period | None) -> int:
    return (months_in(period) if period is not None else 0) or 12


def bound_names(values: Mapping[str, Fact]) -> Find:
    """A `find` over facts by the keys of inputs, whatever the period (for tests and for formulas given in a question)."""
    return lambda wanted, _period: values.get(wanted.key)
