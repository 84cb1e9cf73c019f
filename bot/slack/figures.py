"""Figures as people read them in Slack: the rows of a table, and the working behind each."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bot.answer import Figure, Operand, plain
from index.period import Period, describe
from index.quantity import PERCENT, is_currency

HEAD = ("Figure", "Period", "Value", "Basis", "Source")
RIGHT = (2,)


def rows(figures: tuple[Figure, ...]) -> list[tuple[str, ...]]:
    """One row a figure, under HEAD."""
    return [
        (
            figure.label,
            period_words(figure.period).removeprefix("the "),
            figure.display,
            ", ".join((figure.kind, *((figure.basis,) if figure.basis != "reported" else ()), *figure.qualifiers)),
            " ".join(f"[{number}]" for number in cited(figure)),
        )
        for figure in figures
    ]


def cited(figure: Figure) -> tuple[int, ...]:
    """The numbers of the citations that a figure rests on, each once, ascending."""
    return tuple(sorted(set(_cited(figure))))


def working(figure: Figure) -> list[str]:
    """The working of a figure, a line each: formula, what its letters stand for, period, precision, warnings."""
    lines = [f"{figure.label}: {figure.display} ({figure.kind}{_basis(figure)})"]
    if figure.period is not None:
        against = f", against {period_words(figure.base_period)}" if figure.base_period is not None else ""
        lines.append(f"  for {period_words(figure.period)}{against}")
    lines.append(f"  = {figure.formula}")
    for operand in figure.operands:
        lines += [f"  {line}" for line in _operand(operand)]
    lines.append(f"  value: {amount(figure.value, figure.unit)}")
    if figure.interval is not None:
        low, high = figure.interval
        lines.append(f"  the printed digits allow {amount(low, figure.unit)} to {amount(high, figure.unit)}")
    lines += [f"  Note: {warning}" for warning in figure.warnings]
    return lines


def amount(value: Decimal, unit: str) -> str:
    """A value with thousands set apart, and its unit: "USD 10,732,000", "-8.803535%"."""
    digits = plain(value)
    whole, point, part = digits.lstrip("-").partition(".")
    grouped = f"{'-' if digits.startswith('-') else ''}{int(whole):,}{point}{part}"
    if is_currency(unit):
        return f"{unit} {grouped}"
    if unit == PERCENT:
        return f"{grouped}%"
    return f"{grouped} {unit.replace('_', ' ')}"


def period_words(period: Period | None) -> str:
    """A period in words, "the quarter ended December 31, 2007"; "" for none."""
    return "" if period is None else describe(period)


def _basis(figure: Figure) -> str:
    return "".join(f", {word}" for word in ((figure.basis,) if figure.basis != "reported" else ()) + figure.qualifiers)


def _cited(figure: Figure) -> Iterator[int]:
    for operand in figure.operands:
        if operand.figure is not None:
            yield from _cited(operand.figure)
        elif operand.citation is not None:
            yield operand.citation


def _operand(operand: Operand) -> list[str]:
    if operand.figure is not None:
        first, *rest = working(operand.figure)
        return [f"{operand.name}: {first}", *(f"  {line}" for line in rest)]
    if operand.fact is not None:
        source = f" [{operand.citation}]" if operand.citation is not None else ""
        period = period_words(operand.fact.period)
        when = f", {period}" if period else ""
        return [f"{operand.name}: {operand.fact.label}{when}: {amount(operand.fact.value, operand.fact.unit)}{source}"]
    return [f"{operand.name}: {plain(operand.value)}"]
