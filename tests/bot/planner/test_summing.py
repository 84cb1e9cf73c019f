"""Figures that may not be added or taken from each other."""

from datetime import date

import pytest

from bot.plan import Leaf, Operation, Program, Step
from bot.planner.summing import cannot_be_summed
from index.facts import Fact
from index.period import Duration, Instant
from tests.bot.conftest import make_fact

QUARTER, BEFORE = Duration(date(2007, 10, 1), date(2007, 12, 31)), Duration(date(2006, 10, 1), date(2006, 12, 31))
DAY = Instant(date(2007, 12, 31))
USED = make_fact("cash used in operations", 6900, period=QUARTER)
SPENT = make_fact("Capital expenditures", 5300, period=QUARTER)


def why(operation: Operation, *facts: Fact, question: str = "operating cash flow less capex") -> str:
    leaves = tuple(Leaf(f"a{number}", fact=fact) for number, fact in enumerate(facts))
    return cannot_be_summed(
        Program("x", leaves, (Step("s", operation, tuple(leaf.name for leaf in leaves)),)), question
    )


@pytest.mark.parametrize("operation", [Operation.ADD, Operation.SUBTRACT, Operation.CHANGE])
def test_a_balance_and_a_flow_are_not_summed(operation: Operation) -> None:
    flow, balance = make_fact("Revenues", 9, period=QUARTER), make_fact("Cash", 48, period=DAY)
    assert "balance" in why(operation, flow, balance)
    assert why(Operation.DIVIDE, flow, balance) == ""
    assert why(operation, flow, make_fact("Revenues", 8, period=BEFORE)) == ""


def test_cash_used_is_no_cash_flow_to_take_from() -> None:
    assert "used" in why(Operation.SUBTRACT, USED, SPENT)
    assert why(Operation.ADD, USED, SPENT, question="cash burn plus capex") == ""
    assert why(Operation.CHANGE, USED, make_fact("cash used in operations", 7900, period=BEFORE)) == ""


def test_one_value_is_not_added_to_itself() -> None:
    assert why(Operation.ADD, SPENT, SPENT) == "it would be counted twice"
    other = make_fact("Rent", 100, period=QUARTER)
    assert why(Operation.ADD, SPENT, other) == ""


def test_no_day_is_counted_twice_in_a_sum_of_one_line() -> None:
    half = Duration(date(2007, 7, 1), date(2007, 12, 31))
    quarter, both = (make_fact("Revenues", value, period=period) for value, period in ((4, QUARTER), (9, half)))
    assert "twice" in why(Operation.ADD, quarter, both)
    assert why(Operation.ADD, quarter, make_fact("Revenues", 3, period=BEFORE)) == ""
    leaves = (Leaf("a", fact=both), Leaf("b", fact=quarter))
    first = Step("s1", Operation.SUBTRACT, ("a", "b"))
    again = Program("x", leaves, (first, Step("s2", Operation.ADD, ("s1", "a"))))
    assert "twice" in cannot_be_summed(again, "the first quarter's and the half's")
    quarters = Program("x", leaves, (first, Step("s2", Operation.ADD, ("s1", "b"))))
    assert cannot_be_summed(quarters, "the two quarters' sum") == ""
