"""Plans executed: every kind of act, and what is refused."""

from __future__ import annotations

from decimal import Decimal

from bot.numbers.execute import execute
from bot.numbers.outcome import Asked, Computed, Judged, Quoted, Refused, Selected
from bot.plan import AskBack, Compute, Judge, Leaf, Operation, Plan, Program, Quote, Refuse, Select, Step
from index.period import FiscalLabel


def look_up(fact) -> Program:
    return Program(fact.label, (Leaf("a", fact),))


def years(fact, *values, label="Revenue"):
    return tuple(look_up(fact(label, value, period=FiscalLabel(2017 + place))) for place, value in enumerate(values))


NAMES = ("2017", "2018", "2019")


def test_a_range_is_put_in_order(fact):
    programs = (look_up(fact("Net loss", -28_000_000)), look_up(fact("Net loss", -31_000_000)))
    found = execute(Plan(Compute(programs, "range")))
    assert isinstance(found, Computed)
    assert [(figure.value, figure.bound) for figure in found.figures] == [(-31_000_000, "low"), (-28_000_000, "high")]


def test_the_year_of_the_largest(fact):
    found = execute(Plan(Select(years(fact, 3000, 9000, 5000), "max", "period", NAMES)))
    assert isinstance(found, Selected)
    assert (found.names, found.loser_names, found.equal) == (("2018",), ("2019", "2017"), False)


def test_equal_best_ones_are_all_given(fact):
    found = execute(Plan(Select(years(fact, 9000, 9000, 5000), "max", "period", NAMES)))
    assert isinstance(found, Selected)
    assert (found.names, found.equal) == (("2017", "2018"), True)


def test_how_many_years_exceeded(fact):
    limit = Program("limit", (Leaf("a", constant=Decimal(4000), unit="USD"),))
    found = execute(Plan(Select(years(fact, 3000, 9000, 5000), "count", "count", NAMES, ">", limit)))
    assert isinstance(found, Selected)
    assert (found.names, found.loser_names) == (("2018", "2019"), ("2017",))


def test_comparison_gives_the_difference(fact):
    found = execute(Plan(Select(years(fact, 3000, 9000), "max", "comparison", NAMES[:2])))
    assert isinstance(found, Selected)
    assert found.difference is not None
    assert (found.names, found.difference.value, found.difference.formula) == (("2018",), Decimal(6000), "a - b")


def test_comparison_of_computed_figures_nests_them(fact):
    growth = [
        Program(
            f"Growth of {label}",
            (Leaf("a", fact(label, new)), Leaf("b", fact(label, old))),
            (Step("g", Operation.PERCENT_CHANGE, ("a", "b")),),
        )
        for label, new, old in (("Revenue", 12_000, 10_000), ("Expenses", 11_000, 10_000))
    ]
    found = execute(Plan(Select(tuple(growth), "max", "comparison", ("Revenue", "Expenses"))))
    assert isinstance(found, Selected)
    assert found.difference is not None
    assert (found.difference.value, found.difference.unit) == (Decimal(10), "percentage_points")
    inner = found.difference.operands[0].figure
    assert inner is not None
    assert (inner.label, inner.value) == ("Growth of Revenue", Decimal(20))


def test_judgement_against_zero_and_another(fact):
    loss, revenue = look_up(fact("Net loss", -6_212_000)), look_up(fact("Revenue", 9_751_000))
    assert execute(Plan(Judge(loss, "<"))).holds  # type: ignore[union-attr]
    found = execute(Plan(Judge(loss, ">", revenue)))
    assert isinstance(found, Judged)
    assert not found.holds


def test_what_cannot_be_computed_is_refused_with_the_reason_and_what_was_there(fact):
    shares, revenue = fact("Shares", 1000, "shares"), fact("Revenue", 9000)
    program = Program("Sum", (Leaf("a", revenue), Leaf("b", shares)), (Step("s", Operation.ADD, ("a", "b")),))
    found = execute(Plan(Compute((program,))))
    assert isinstance(found, Refused)
    assert (found.reason, found.looked_for, found.nearest) == ("unsupported", "Sum", (revenue, shares))
    assert found.why == "USD and shares cannot be added or compared"


def test_unlike_things_are_not_compared(fact):
    found = execute(Plan(Judge(look_up(fact("Shares", 1000, "shares")), ">", look_up(fact("Revenue", 9000)))))
    assert isinstance(found, Refused)


def test_words_refusals_and_questions_back_pass_through():
    assert isinstance(execute(Plan(Quote(()))), Quoted)
    assert execute(Plan(Refuse("advice", "whether to buy"))) == Refused("advice", "whether to buy")
    assert execute(Plan(AskBack("the period", ("a", "b")))) == Asked("the period", ("a", "b"))


def test_a_plain_threshold_is_shown_in_the_unit_of_what_it_is_set_beside(fact):
    limit = Program("limit", (Leaf("a", constant=Decimal(4_000_000)),))
    found = execute(Plan(Judge(look_up(fact("Revenue", 9_000_000)), ">", limit)))
    assert isinstance(found, Judged)
    assert found.right is not None
    assert (found.right.display, found.right.unit, found.holds) == ("$4 million", "USD", True)


def test_an_amount_whose_scale_or_period_the_filing_speaks_against_is_refused(fact):
    doubted = fact(
        "Revenue",
        9_000_000_000,
        warnings=("contradicted: the sentence gives Revenue in another scale than the table's 9,000",),
    )
    for act in (
        Compute((look_up(doubted),)),
        Judge(look_up(doubted), ">"),
        Select((look_up(doubted),), "max", "label", ("Revenue",)),
    ):
        found = execute(Plan(act))
        assert found == Refused(
            "contradicted", "Revenue", (doubted,), "the sentence gives Revenue in another scale than the table's 9,000"
        )


def test_an_amount_in_a_sum_that_does_not_foot_is_given_with_the_warning(fact):
    doubted = fact("Revenue", 9_000_000, warnings=("contradicted: Total is printed as 9, but its parts make 8",))
    found = execute(Plan(Compute((look_up(doubted),))))
    assert isinstance(found, Computed)
    assert found.figures[0].warnings == doubted.warnings
