"""Figures that a filing implies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.numbers.derive import derive, rest_of, total_of
from bot.numbers.program import run
from index.period import Duration, FiscalLabel, Instant

Q1 = Duration(date(2007, 7, 1), date(2007, 9, 30))
Q2 = Duration(date(2007, 10, 1), date(2007, 12, 31))
Q3 = Duration(date(2008, 1, 1), date(2008, 3, 31))
Q4 = Duration(date(2008, 4, 1), date(2008, 6, 30))
H1 = Duration(date(2007, 7, 1), date(2007, 12, 31))
H2 = Duration(date(2008, 1, 1), date(2008, 6, 30))
NINE = Duration(date(2007, 7, 1), date(2008, 3, 31))
YEAR = Duration(date(2007, 7, 1), date(2008, 6, 30))


@pytest.mark.parametrize(
    ("wanted", "given", "value", "formula"),
    [
        (Q1, {H1: 21176, Q2: 9751}, 11425, "a - b"),
        (Q4, {YEAR: 100, NINE: 70}, 30, "a - b"),
        (H2, {YEAR: 100, H1: 45}, 55, "a - b"),
        (H1, {Q1: 20, Q2: 25}, 45, "a + b"),
        (YEAR, {H1: 45, Q3: 25, Q4: 30}, 100, "a + b + c"),
        (Q4, {YEAR: 100, Q1: 20, Q2: 25, Q3: 25}, 30, "a - b - c - d"),
        (Q2, {NINE: 70, Q1: 20, Q3: 25}, 25, "a - b - c"),
    ],
)
def test_flows_of_other_periods(fact, wanted, given, value, formula):
    facts = [fact("Revenue", 1000 * amount, period=period) for period, amount in given.items()]
    program = derive(wanted, facts)
    assert program is not None
    figure = run(program)
    assert (figure.value, figure.formula, figure.period) == (Decimal(1000 * value), formula, wanted)


def test_fiscal_labels(fact):
    facts = [
        fact("Revenue", 100_000, period=FiscalLabel(2019)),
        fact("Revenue", 70_000, period=FiscalLabel(2019, "9M")),
    ]
    program = derive(FiscalLabel(2019, "Q4"), facts)
    assert program is not None
    assert run(program).value == Decimal(30_000)


def test_weeks_that_end_a_few_days_apart(fact):
    half, quarter = Duration(date(2023, 1, 29), date(2023, 7, 29)), Duration(date(2023, 4, 30), date(2023, 7, 29))
    facts = [fact("Revenue", 50_000, period=half), fact("Revenue", 30_000, period=quarter)]
    program = derive(Duration(date(2023, 2, 1), date(2023, 4, 30)), facts)
    assert program is not None
    assert run(program).period == Duration(date(2023, 1, 29), date(2023, 4, 29))


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Net loss per share", "USD/share"),
        ("Average shares", "shares"),
        ("Margin", "percent"),
        ("Average assets", "USD"),
    ],
)
def test_what_does_not_add_up_over_time_is_not_derived(fact, label, unit):
    facts = [fact(label, 5, unit, H1), fact(label, 3, unit, Q2)]
    assert derive(Q1, facts) is None


def test_balances_guidance_and_gaps_are_not_derived(fact):
    assert derive(Q1, [fact("Cash", 5, period=Instant(date(2007, 12, 31)))]) is None
    assert derive(Q1, [fact("Loss", 5, period=H1, basis="guidance"), fact("Loss", 3, period=Q2)]) is None
    assert derive(Q4, [fact("Revenue", 5, period=YEAR), fact("Revenue", 3, period=H1)]) is None


def test_totals_and_rests(fact):
    parts = [fact("A", 3000), fact("B", 4000)]
    total = total_of(parts, "Total")
    assert total is not None
    assert run(total).value == Decimal(7000)
    rest = rest_of(fact("Total", 9000), parts, "Other")
    assert rest is not None
    assert (run(rest).value, run(rest).formula) == (Decimal(2000), "a - b - c")
    assert total_of([parts[0], fact("C", 1000, period=H1)], "Total") is None
