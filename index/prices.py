"""Tables of what a share was traded at: their columns are headed "High" and "Low", and only the words before say of what."""

from __future__ import annotations

import dataclasses
import re

from index.facts import Fact
from index.filing import Filing, Table
from index.quantity import is_currency

_ENDS = re.compile(
    r"(?:(?:(?:sales?|market|stock|share|trading|common stock) )?prices?(?: range)?,?:? )?(?P<end>high|low|close|closing|last)",
    re.IGNORECASE,
)
_PRICE = re.compile(r"\b(?:sales?|closing|market|trading|stock|share|bid|intra-?day|reported) prices?\b", re.IGNORECASE)
_STOCK = re.compile(r"\b(?:common|ordinary|class \w|capital) (?:stock|shares?)\b", re.IGNORECASE)
_BEFORE = 900  # characters before a table in which its prices are spoken of


def of_prices(filing: Filing, table: Table, facts: list[Fact]) -> list[Fact]:
    """The facts of a table, its highs and lows named as prices of a share; unchanged where it is of something else."""
    heads = {found["end"].lower() for fact in facts if (found := _ENDS.fullmatch(fact.label))}
    if not {"high", "low"} <= heads:
        return facts
    told = f"{filing.text[max(0, table.span.start - _BEFORE) : table.span.start]} {table.caption}"
    if not (_PRICE.search(told) and _STOCK.search(told)):
        return facts
    return [_priced(fact) if is_currency(fact.unit) else fact for fact in facts]


def _priced(fact: Fact) -> Fact:
    end = _ENDS.fullmatch(fact.label)
    if end is None:
        return fact
    label = f"{end['end'].capitalize()} price of common stock"
    return dataclasses.replace(fact, label=label, path=(*fact.path[:-1], label), unit=f"{fact.unit}/share")
