"""Programs run to figures: values worked by hand, units, periods, intervals, refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.numbers.display import working
from bot.numbers.problems import BadProgram, NotMeaningful, PeriodUnknown, UnitMismatch
from bot.numbers.program import run
from bot.plan import Leaf, Operation, Program, Step
from index.facts import Fact
from index.layout import Span
from index.period import Duration, FiscalLabel, Instant

Q2 = Duration(date(2007, 10, 1), date(2007, 12, 31))
Q2_BEFORE = Duration(date(2006, 10, 1), date(2006, 12, 31))
H1 = Duration(date(2007, 7, 1), date(2007, 12, 31))
Q1 = Duration(date(2007, 7, 1), date(2007, 9, 30))
DECEMBER = Instant(date(2007, 12, 31))
JUNE = Instant(date(2007, 6, 30))


def one(operation: Operation, *facts: Fact, unit: str = "", **more: object) -> Program:
    leaves = tuple(Leaf(name, fact) for name, fact in zip("abcdefgh", facts, strict=False))
    step = Step("result", operation, tuple(leaf.name for leaf in leaves))
    return Program("Result", leaves, (step,), unit, **more)  # type: ignore[arg-type]


def test_look_up_keeps_value_unit_period_and_printed_digits(fact):
    figure = run(Program("Total revenues", (Leaf("a", fact("Total revenues", 9_751_000)),)))
    assert (figure.value, figure.unit, figure.display) == (Decimal(9751000), "USD", "$9.751 million")
    assert (figure.kind, figure.formula, figure.period, figure.interval) == ("reported", "a", Q2, None)


def test_percent_change_is_new_minus_old_over_the_size_of_old(fact):
    new, old = (
        fact("Research and development", 10_732_000),
        fact("Research and development", 11_768_000, period=Q2_BEFORE),
    )
    figure = run(one(Operation.PERCENT_CHANGE, new, old))
    assert round(figure.value, 6) == Decimal("-8.803535")
    assert (figure.unit, figure.display, figure.formula) == ("percent", "(8.8)%", "(a - b) / abs(b) * 100")
    assert (figure.period, figure.base_period, figure.warnings) == (Q2, Q2_BEFORE, ())
    # ends by hand: 10,731.5 less 11,768.5 over 11,768.5, and 10,732.5 less 11,767.5 over 11,767.5
    assert figure.interval is not None
    assert [round(end, 4) for end in figure.interval] == [Decimal("-8.8117"), Decimal("-8.7954")]


def test_percent_change_between_two_losses_is_negative_when_the_loss_grows(fact):
    figure = run(
        one(Operation.PERCENT_CHANGE, fact("Net loss", -6_212_000), fact("Net loss", -3_044_000, period=Q2_BEFORE))
    )
    assert round(figure.value, 4) == Decimal("-104.0736")


@pytest.mark.parametrize(
    ("new", "old", "why"), [(5_000_000, 0, "the base is zero"), (5_000_000, -2_000_000, "the sign changes")]
)
def test_percent_change_without_meaning_gives_the_amounts_and_says_so(fact, new, old, why):
    figure = run(one(Operation.PERCENT_CHANGE, fact("Net income", new), fact("Net income", old, period=Q2_BEFORE)))
    assert (figure.value, figure.unit, figure.formula) == (Decimal(new - old), "USD", "a - b")
    assert figure.warnings == (f"percentage change is not meaningful: {why}",)


def test_the_change_in_place_of_a_meaningless_percentage_is_called_one(fact):
    program = one(Operation.PERCENT_CHANGE, fact("Net income", 5000), fact("Net income", 0, period=Q2_BEFORE))
    assert run(replace(program, label="Percentage change in net income")).label == "Change in net income"


def test_fall_to_zero_is_a_hundred_per_cent(fact):
    figure = run(one(Operation.PERCENT_CHANGE, fact("Debt", 0), fact("Debt", 2_000_000, period=Q2_BEFORE)))
    assert figure.display == "(100.0)%"


def test_dollars_are_not_added_to_shares(fact):
    with pytest.raises(UnitMismatch, match="USD and shares cannot be added"):
        run(one(Operation.ADD, fact("Revenue", 1000), fact("Shares", 1000, "shares")))


def test_one_currency_is_not_added_to_another(fact):
    with pytest.raises(UnitMismatch):
        run(one(Operation.ADD, fact("Revenue", 1000), fact("Revenue", 1000, "EUR")))


def test_money_times_money_is_no_unit(fact):
    with pytest.raises(UnitMismatch):
        run(one(Operation.MULTIPLY, fact("Revenue", 1000), fact("Revenue", 1000)))


def test_money_over_shares_is_money_a_share(fact):
    figure = run(one(Operation.DIVIDE, fact("Net loss", -6_212_000), fact("Average shares", 42_700_000, "shares")))
    assert (figure.unit, figure.display) == ("USD/share", "$(0.15)")


def test_a_share_times_shares_is_money(fact):
    figure = run(one(Operation.MULTIPLY, fact("Dividend", "0.25", "USD/share"), fact("Shares", 42_000_000, "shares")))
    assert (figure.unit, figure.value) == ("USD", Decimal("10500000.00"))


def test_change_of_percentages_is_points(fact):
    rate, before = fact("Margin", "21.5", "percent"), fact("Margin", "19.0", "percent", Q2_BEFORE)
    figure = run(one(Operation.CHANGE, rate, before))
    assert (figure.value, figure.unit, figure.display) == (Decimal("2.5"), "percentage_points", "2.5 percentage points")
    points = run(one(Operation.CHANGE, rate, before, unit="percentage_points", scale="basis points"))
    assert points.display == "250 basis points"


def test_percentage_of_money_is_money(fact):
    figure = run(one(Operation.MULTIPLY, fact("Tax rate", "21.0", "percent"), fact("Income", 1_000_000)))
    assert (figure.value, figure.unit, figure.formula) == (Decimal(210000), "USD", "a / 100 * b")


def test_margin_is_a_share_in_percent(fact):
    figure = run(one(Operation.SHARE, fact("Gross profit", 6_352_000), fact("Revenue", 9_751_000)))
    assert (round(figure.value, 4), figure.formula) == (Decimal("65.1420"), "a / b * 100")


def test_ratio_wanted_in_percent(fact):
    figure = run(one(Operation.DIVIDE, fact("Debt", 1_000_000), fact("Equity", 4_000_000), unit="percent"))
    assert (figure.value, figure.formula, figure.display) == (Decimal(25), "a / b * 100", "25.0%")


def test_sum_average_median_extremes(fact):
    facts = [fact("Revenue", value, period=period) for value, period in ((3_000_000, Q1), (5_000_000, Q2))]
    assert run(one(Operation.ADD, *facts)).period == H1
    average = run(one(Operation.AVERAGE, *facts))
    assert (average.value, average.formula, average.display) == (Decimal(4000000), "(a + b) / 2", "$4 million")
    assert run(one(Operation.MEDIAN, *facts, facts[1])).value == Decimal(5000000)
    assert run(one(Operation.MINIMUM, *facts)).value == Decimal(3000000)
    assert run(one(Operation.MAXIMUM, *facts)).formula == "max(a, b)"


def test_midpoint_of_a_range_keeps_the_half(fact):
    low = fact("Net loss", -31_000_000, precision=Decimal(1000000), basis="guidance", bound="low")
    high = fact("Net loss", -28_000_000, precision=Decimal(1000000), basis="guidance", bound="high")
    figure = run(one(Operation.MIDPOINT, low, high))
    assert (figure.value, figure.display, figure.basis, figure.bound) == (
        Decimal(-29500000), "$(29.5) million", "guidance", "",
    )  # fmt: skip


def test_compound_growth(fact):
    new, old = fact("Sales", 1_331_000, period=FiscalLabel(2019)), fact("Sales", 1_000_000, period=FiscalLabel(2016))
    leaves = (Leaf("a", new), Leaf("b", old), Leaf("n", constant=Decimal(3), why="years"))
    figure = run(Program("CAGR", leaves, (Step("r", Operation.CAGR, ("a", "b", "n")),)))
    assert (round(figure.value, 8), figure.formula) == (Decimal(10), "((a / b) ** (1 / n) - 1) * 100")


def test_half_year_less_a_quarter_is_the_other_quarter(fact):
    figure = run(one(Operation.SUBTRACT, fact("Revenue", 21_176_000, period=H1), fact("Revenue", 9_751_000)))
    assert (figure.period, figure.value, figure.base_period) == (Q1, Decimal(11425000), None)


def test_labelled_steps_are_figures_of_their_own(fact):
    leaves = (
        Leaf("start", fact("Inventory", 2_000_000, period=JUNE)),
        Leaf("end", fact("Inventory", 4_000_000, period=DECEMBER)),
        Leaf("cost", fact("Cost of sales", 9_000_000, period=H1)),
    )
    steps = (
        Step("inventory", Operation.AVERAGE, ("start", "end"), "Average inventory"),
        Step("turns", Operation.DIVIDE, ("cost", "inventory")),
    )
    figure = run(Program("Inventory turnover", leaves, steps))
    assert (figure.value, figure.formula, figure.period) == (Decimal(3), "cost / inventory", H1)
    inner = figure.operands[1].figure
    assert inner is not None
    assert (inner.label, inner.value, inner.formula) == ("Average inventory", Decimal(3000000), "(start + end) / 2")
    assert figure.warnings == ("sets a balance at a date beside an amount for a period",)
    assert working(figure) == "cost / inventory = 9000000 / 3000000 = 3"


def test_a_balance_of_another_date_is_warned_of(fact):
    year = Duration(date(2006, 7, 1), date(2007, 6, 30))
    figure = run(
        one(Operation.DIVIDE, fact("Receivables", 1_000_000, period=DECEMBER), fact("Revenue", 9_000_000, period=year))
    )
    assert "the balance is not of the beginning or the end of that period" in figure.warnings


def test_periods_of_different_lengths_are_warned_of(fact):
    figure = run(
        one(
            Operation.PERCENT_CHANGE,
            fact("Revenue", 21_176_000, period=H1),
            fact("Revenue", 12_072_000, period=Q2_BEFORE),
        )
    )
    assert figure.warnings == ("compares amounts of periods of different lengths",)


def test_undated_operands_need_one_table(fact):
    same = [fact("Revenue", value, period=None) for value in (5_000_000, 4_000_000)]
    assert run(one(Operation.CHANGE, *same)).value == Decimal(1000000)
    elsewhere = fact("Revenue", 4_000_000, period=None, table=2)
    with pytest.raises(PeriodUnknown, match="does not say for what period Revenue is"):
        run(one(Operation.CHANGE, same[0], elsewhere))
    prose = fact("Revenue", 4_000_000, period=None, table=None, sentence=Span(3, 9))
    with pytest.raises(PeriodUnknown):
        run(one(Operation.CHANGE, prose, fact("Revenue", 1_000_000)))


def test_undated_operands_are_warned_of(fact):
    figure = run(
        one(Operation.CHANGE, fact("Revenue", 5_000_000, period=None), fact("Revenue", 4_000_000, period=None))
    )
    assert figure.period is None
    assert figure.warnings == ("the filing gives no period for its operands, which stand in one table",)


def test_zero_divisor_is_not_meaningful(fact):
    with pytest.raises(NotMeaningful):
        run(one(Operation.DIVIDE, fact("Revenue", 5_000_000), fact("Debt", 0)))


def test_qualifiers_warnings_and_basis_go_with_the_figure(fact):
    new = fact("Cash", 48_700_000, qualifiers=("approximately",), warnings=("repaired: the year of the column",))
    figure = run(one(Operation.CHANGE, new, fact("Cash", 59_700_000, period=Q2_BEFORE, qualifiers=("unaudited",))))
    assert figure.qualifiers == ("approximately", "unaudited")
    assert figure.warnings == ("repaired: the year of the column",)


@pytest.mark.parametrize(
    "program",
    [
        Program("x", ()),
        Program("x", (Leaf("a"),)),
        Program("x", (Leaf("a", constant=Decimal(1)),), (Step("r", Operation.ADD, ("a", "b")),)),
        Program("x", (Leaf("a", constant=Decimal(1)),), (Step("a", Operation.ADD, ("a",)),)),
        Program("x", (Leaf("a", constant=Decimal(1)),), (Step("r", Operation.CHANGE, ("a",)),)),
    ],
)
def test_ill_formed_programs(program):
    with pytest.raises(BadProgram):
        run(program)


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=0).map(lambda value: value * 1000)


@given(
    amounts,
    amounts,
    st.sampled_from([Operation.ADD, Operation.SUBTRACT, Operation.AVERAGE, Operation.MAXIMUM, Operation.SHARE]),
)
def test_formula_evaluates_to_the_value_and_interval_holds_it(fact, first, second, operation):
    program = one(operation, fact("A", first), fact("B", second))
    try:
        figure = run(program)
    except NotMeaningful:
        assert second == 0
        return
    names = {operand.name: operand.value for operand in figure.operands}
    again = eval(figure.formula, {"__builtins__": {}, "max": max, "abs": abs}, names)
    assert abs(again - figure.value) <= abs(figure.value) * Decimal("1e-20")
    if figure.interval is not None:
        assert figure.interval[0] <= figure.value <= figure.interval[1]


def test_a_number_printed_without_a_unit_is_taken_to_have_the_others_and_that_is_said(fact):
    figure = run(one(Operation.CHANGE, fact("Index", "116.01"), fact("Index", 100, "count", Q2_BEFORE)))
    assert (figure.value, figure.unit) == (Decimal("16.01"), "USD")
    assert figure.warnings == ("one of its operands is printed without a unit, and is taken to have the other's",)
    with pytest.raises(UnitMismatch):
        run(one(Operation.ADD, fact("Revenue", 1000), fact("Sites", 9, "count", of="sites")))
    with pytest.raises(UnitMismatch):
        run(one(Operation.ADD, fact("Revenue", 1000), fact("Stores", 9, "count", table=2)))


def test_a_number_that_the_question_gives_is_of_what_it_is_set_beside(fact):
    leaves = (Leaf("a", fact("Value", "97.26")), Leaf("b", constant=Decimal(100), why="given"))
    figure = run(Program("Value less a hundred", leaves, (Step("r", Operation.SUBTRACT, ("a", "b")),)))
    assert (figure.value, figure.unit) == (Decimal("-2.74"), "USD")


@pytest.mark.parametrize("operation", [Operation.CHANGE, Operation.PERCENT_CHANGE, Operation.DIVIDE, Operation.SHARE])
def test_an_amount_is_not_set_against_itself(fact, operation):
    revenue = fact("Revenue", 5_000_000)
    with pytest.raises(BadProgram, match="set against itself"):
        run(one(operation, revenue, revenue))
    leaf = Leaf("a", revenue)
    with pytest.raises(BadProgram, match="set against itself"):
        run(Program("x", (leaf,), (Step("r", operation, ("a", "a")),)))


def test_a_result_out_of_all_proportion_is_none(fact):
    leaves = (Leaf("a", fact("Growth", "9.5", "ratio")), Leaf("n", constant=Decimal(60)))
    with pytest.raises(NotMeaningful, match="out of all proportion"):
        run(Program("x", leaves, (Step("r", Operation.POWER, ("a", "n")),)))
