"""Plans over a hand-made filing, executed: values worked by hand from its rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hand_made import DEC_07, FY_08, H1_08, JUN_07, Q2_07, Q2_08, HandShelf, acme, row, said

from bot.conversation import Conversation, context_of, read_turn
from bot.numbers.execute import execute
from bot.numbers.outcome import Computed, Judged, Outcome, Refused, Selected
from bot.plan import Plan
from bot.planner import make_plan
from bot.question import read_question
from index.period import Duration, Instant


def plan(question: str, shelf: HandShelf | None = None) -> Plan:
    shelf = shelf or acme()
    return make_plan(read_question(question, context_of(shelf, ("f1",))), shelf, ("f1",))


def outcome(question: str, shelf: HandShelf | None = None) -> Outcome:
    return execute(plan(question, shelf))


def figure(question: str, shelf: HandShelf | None = None):
    found = outcome(question, shelf)
    assert isinstance(found, Computed), found
    return found.figures[0]


@pytest.mark.parametrize(
    ("question", "value", "period"),
    [
        ("revenue", "9751000", Q2_08),
        ("What were sales in the second quarter of fiscal 2008?", "9751000", Q2_08),
        ("R&D Q2", "10732000", Q2_08),
        ("reserach and develpment expense", "10732000", Q2_08),
        ("turnover for the December quarter", "9751000", Q2_08),
        ("What was total revenue in the first half of fiscal 2008?", "21176000", H1_08),
        ("G&A six months", "5951000", H1_08),
        ("bottom line a year earlier", "-3044000", Q2_07),
        ("EPS?", "-0.15", Q2_08),
        ("stockholders' equity at June 30, 2007", "58401000", JUN_07),
        ("How much cash did Acme Widgets have at December 31, 2007?", "48658000", DEC_07),
    ],
)
def test_looks_up_the_line_and_period_that_are_meant(question: str, value: str, period: object) -> None:
    found = figure(question)
    assert found.value == Decimal(value)
    assert found.period == period
    assert found.kind == "reported"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("By how much did R&D fall?", "-1036000"),  # 10,732 - 11,768
        ("How much did G&A go up by year on year in Q2?", "961000"),  # 3,527 - 2,566
        ("What is the change in cash from June 30, 2007 to December 31, 2007?", "-11042000"),  # 48,658 - 59,700
        ("current liabilities: change vs June 30", "-924000"),  # 13,364 - 14,288
        ("sum of R&D and G&A in the quarter", "14259000"),  # 10,732 + 3,527
        ("What is the average of total assets at December 31, 2007 and June 30, 2007?", "80097000"),
        ("average quarterly revenue in the first half of fiscal 2008", "10588000"),  # 21,176 / 2
        ("revenue in the September 2007 quarter", "11425000"),  # 21,176 - 9,751
        ("What were total liabilities at December 31, 2007?", "26636000"),  # 79,773 - 53,137
    ],
)
def test_computes_from_the_lines_that_are_meant(question: str, value: str) -> None:
    found = figure(question)
    assert found.value == Decimal(value)
    assert found.kind == "computed"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("R&D as a % of revenue", "110.06"),  # 10,732 / 9,751
        ("What percentage of revenues were license fees in Q2 fiscal 2008?", "28.21"),  # 2,751 / 9,751
        ("What percentage did revenue decline?", "-19.23"),  # (9,751 - 12,072) / 12,072
        ("product sales share of revenue", "71.79"),  # 7,000 / 9,751
        ("operating cash flow ratio: net loss / current liabilities", None),
    ],
)
def test_shares_and_percentages(question: str, value: str | None) -> None:
    if value is None:
        assert isinstance(outcome(question), Refused | Computed)
        return
    assert figure(question).value.quantize(Decimal("0.01")) == Decimal(value)


def test_a_definition_given_in_the_question_is_what_is_computed() -> None:
    found = figure(
        "What is the cash ratio at December 31, 2007? Cash ratio is defined as: cash and marketable securities / "
        "current liabilities. Round your answer to two decimal places."
    )
    assert found.value.quantize(Decimal("0.01")) == Decimal("3.64")  # 48,658 / 13,364


@pytest.mark.parametrize(
    "question",
    [
        "What was revenue in fiscal 2005?",  # no such period
        "revenue in the June 2007 quarter",  # not derivable
        "deferred revenue",  # another line than revenue
        "What was depreciation?",
        "dividends per share",
        "total current assets",  # not total assets
        "cash per employee",
        "net loss in Europe",
    ],
)
def test_refuses_what_the_filing_does_not_give(question: str) -> None:
    assert isinstance(outcome(question), Refused)


def test_a_flow_that_is_given_for_the_half_year_only_is_refused_for_the_quarter() -> None:
    shelf = acme(said("cash used in operations", "6900000", H1_08))
    assert figure("cash used in operations in the first half of fiscal 2008", shelf).value == 6_900_000
    refused = outcome("cash used in operations for the quarter", shelf)
    assert isinstance(refused, Refused)
    assert any(near.label == "cash used in operations" for near in refused.nearest)  # type: ignore[union-attr]


def test_the_table_is_preferred_to_the_rounded_sentence() -> None:
    shelf = acme(said("license fees", "2800000", Q2_08))
    assert figure("license fees in Q2 fiscal 2008", shelf).value == 2_751_000


def _guided() -> HandShelf:
    facts = []
    for at, (vintage, low, high) in enumerate(
        (("updated", "20000000", "21000000"), ("previous", "8000000", "9000000"))
    ):
        for bound, value in (("low", low), ("high", high)):
            place = at * 2 + (bound == "high")
            twin = f"said{at * 2 + (bound == 'low')}"
            facts.append(
                said(
                    "capital expenditures",
                    value,
                    FY_08,
                    at=place,
                    basis="guidance",
                    vintage=vintage,
                    bound=bound,
                    twin=twin,
                )
            )
    return acme(*facts)


def test_guidance_is_a_range_its_end_its_midpoint_and_its_change() -> None:
    shelf = _guided()
    found = outcome("What is the capex guidance?", shelf)
    assert isinstance(found, Computed)
    assert [f.value for f in found.figures] == [20_000_000, 21_000_000]
    assert figure("top end of the range for capital expenditures", shelf).value == 21_000_000
    assert figure("midpoint of capex guidance", shelf).value == 20_500_000
    assert figure("How did the capex guidance change?", shelf).value == 12_000_000
    for asked in ("previous guidance for capex", "Before this update, what had been guided for capex?"):
        previous = outcome(asked, shelf)
        assert isinstance(previous, Computed)
        assert [f.value for f in previous.figures] == [8_000_000, 9_000_000]


def test_guidance_for_one_line_is_never_given_for_another() -> None:
    assert isinstance(outcome("revenue guidance for fiscal 2008", _guided()), Refused)


def test_chooses_among_periods_things_and_two() -> None:
    pair = outcome("Which was larger in Q2 fiscal 2008, R&D or G&A?")
    assert isinstance(pair, Selected | Refused)
    largest = outcome("Which revenue item was the largest in Q2 fiscal 2008?")
    assert isinstance(largest, Selected)
    assert largest.names == ("Product sales",)


def test_sums_and_rows_of_another_measure_are_not_among_the_things_ranked() -> None:
    sales = ("Net sales by product line",)
    shelf = acme(
        *row("Building materials", ("52000000", "51000000"), (Q2_08, Q2_07), at=0, table=5, head=sales),
        *row("Hardlines", ("48000000", "50000000"), (Q2_08, Q2_07), at=1, table=5, head=sales),
        *row("Net sales", ("100000000", "101000000"), (Q2_08, Q2_07), at=2, table=5, head=sales),
        *row("Property and equipment in Canada", ("700000000", "1"), (Q2_08, Q2_07), at=0, table=6, head=sales),
        *row("Property and equipment in Mexico", ("600000000", "1"), (Q2_08, Q2_07), at=1, table=6, head=sales),
    )
    largest = outcome("Which product line had the largest net sales in Q2 fiscal 2008?", shelf)
    assert isinstance(largest, Selected)
    assert largest.names == ("Building materials",)


def test_an_item_called_other_is_no_sum_of_the_items_beside_it() -> None:
    head = ("Special charges",)
    shelf = acme(
        *row("Impairment charges", ("394000000",), (Q2_08,), at=0, table=5, head=head),
        *row("Losses on disposals", ("85600000",), (Q2_08,), at=1, table=5, head=head),
        *row("Other special charges", ("33700000",), (Q2_08,), at=2, table=5, head=head),
        *row("Total special charges", ("513300000",), (Q2_08,), at=3, table=5, head=head),
    )
    below = outcome("How many special charges segments were below $100 million in Q2 fiscal 2008?", shelf)
    assert isinstance(below, Selected)
    assert below.names == ("Losses on disposals", "Other special charges")


def test_a_balance_is_what_it_closes_with_unless_the_opening_is_asked() -> None:
    years = (Duration(date(2007, 1, 1), date(2007, 12, 31)), Duration(date(2006, 1, 1), date(2006, 12, 31)))
    opens = (Instant(date(2006, 12, 31)), Instant(date(2005, 12, 31)))
    closes = (Instant(date(2007, 12, 31)), Instant(date(2006, 12, 31)))
    head = ("Unrecognized tax benefits",)
    heads = {"table": 5, "head": head, "columns": ("2007", "2006")}
    shelf = acme(
        *row("Balance at beginning of year", ("70100000", "72000000"), opens, at=0, **heads),
        *row("Additions", ("200000", "800000"), years, at=1, **heads),
        *row("Balance at end of year", ("47000000", "70100000"), closes, at=2, **heads),
    )
    change = figure("change in the balance of unrecognized tax benefits from 2006 to 2007", shelf)
    assert change.value == Decimal(-23_100_000)
    opening = figure("unrecognized tax benefits balance at the beginning of 2007", shelf)
    assert opening.value == Decimal(70_100_000)


def test_a_place_by_its_adjective_is_the_place() -> None:
    shelf = acme(*row("European packaging net sales", ("1100000",), (Q2_08,), at=0, table=5))
    assert figure("packaging net sales from Europe in Q2 fiscal 2008", shelf).value == Decimal(1_100_000)


@pytest.mark.parametrize(
    "country", ["U.S. revenue", "US revenue", "revenue in the United States", "revenue in the us segment"]
)
def test_the_country_by_its_letters_is_no_part_of_the_company(country: str) -> None:
    question = f"What was {country} in Q2 fiscal 2008?"
    assert isinstance(outcome(question), Refused)  # the filing gives the company's revenue alone
    shelf = acme(*row("U.S. revenue segment", ("4000000",), (Q2_08,), at=0, table=5))
    assert figure(question, shelf).value == Decimal(4_000_000)


def test_how_long_something_has_been_due_is_part_of_its_name() -> None:
    shelf = acme(*row("Trade receivables", ("39900000",), (DEC_07,), at=0, table=5))
    assert isinstance(outcome("What were trade receivables up to three months at December 31, 2007?", shelf), Refused)


def test_a_filing_that_does_not_say_whose_it_is_refuses_what_it_lacks_over_two_years() -> None:
    shelf = acme()
    nobody = replace(shelf, records=tuple(replace(one, company="") for one in shelf.records))
    assert isinstance(outcome("change in pension cost from 2006 to 2007", nobody), Refused)


def test_a_line_that_is_a_growth_is_asked_by_how_much_it_grew() -> None:
    growth = row("Comparable sales (% change)", ("-1.8", "-3.2"), (Q2_08, Q2_07), at=0, table=5, unit="percent")
    shelf = acme(*growth)
    assert figure("comparable sales growth in Q2 fiscal 2008", shelf).value == Decimal("-1.8")
    between = figure("change in comparable sales from Q2 fiscal 2007 to Q2 fiscal 2008", shelf)
    assert between.value == Decimal("1.4")  # -1.8 - -3.2, in percentage points


def test_a_named_metric_that_a_line_is_called_by_is_that_line_over_periods_too() -> None:
    rates = row("Dividend yield", ("1.7", "1.5"), (Q2_08, Q2_07), at=0, table=5, unit="percent")
    average = figure("average dividend yield in Q2 fiscal 2007 and Q2 fiscal 2008", acme(*rates))
    assert average.value == Decimal("1.6")


def test_judges_by_figures() -> None:
    fell = outcome("Did revenue increase?")
    assert isinstance(fell, Judged)
    assert not fell.holds
    higher = outcome("Was R&D higher than G&A?")
    assert isinstance(higher, Judged)
    assert higher.holds


def test_several_figures_in_the_order_asked() -> None:
    found = outcome("What were total assets at December 31, 2007 and June 30, 2007 respectively?")
    assert isinstance(found, Computed)
    assert [f.value for f in found.figures] == [79_773_000, 80_421_000]


def test_advice_is_declined() -> None:
    refused = outcome("Should I buy the stock?")
    assert isinstance(refused, Refused)
    assert refused.reason == "advice"


def test_no_filing() -> None:
    shelf = acme()
    made = make_plan(read_turn("revenue", Conversation(), shelf, ()), shelf, ())
    refused = execute(made)
    assert isinstance(refused, Refused)
    assert refused.reason == "no_filing"
    assert "tieout index" not in refused.why


def test_a_question_before_anything_is_indexed_is_told_the_next_step() -> None:
    empty = HandShelf((), {})
    refused = execute(make_plan(read_turn("revenue", Conversation(), empty, ()), empty, ()))
    assert isinstance(refused, Refused)
    assert "`tieout index --sample`" in refused.why


def test_a_total_that_no_line_prints_changes_by_what_it_is_made_of() -> None:
    found = figure("By how much did total liabilities rise over the half year?")
    assert found.value == Decimal(4_616_000)  # (79,773 - 53,137) - (80,421 - 58,401), in thousands


def test_columns_of_one_row_in_different_scales_are_refused() -> None:
    odd = row("Warranty cost", ("328.8", "207000000"), (Q2_08, Q2_07), at=0, table=7)
    shelf = acme(*(replace(fact, precision=p) for fact, p in zip(odd, (Decimal("0.1"), Decimal(100_000)), strict=True)))
    assert isinstance(outcome("change in warranty cost", shelf), Refused)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("gross profit in Q2 fiscal 2008", 815_000),
        ("GAAP gross profit in Q2 fiscal 2008", 815_000),
        ("adjusted gross profit in Q2 fiscal 2008", 1_089_000),
        ("non-GAAP gross profit in Q2 fiscal 2008", 1_089_000),
    ],
)
def test_a_line_that_is_adjusted_is_given_only_where_that_is_asked(question: str, value: int) -> None:
    adjusted = row(
        "Gross profit", ("1089000",), (Q2_08,), at=0, table=3, head=("Adjusted non-GAAP results",),
        qualifiers=("non-GAAP", "adjusted"),
    )  # fmt: skip
    plain = row("Gross profit", ("815000",), (Q2_08,), at=0, table=4)
    assert figure(question, acme(*adjusted, *plain)).value == value


def test_the_quarters_of_a_year_that_the_filing_does_not_give_are_not_other_quarters() -> None:
    assert isinstance(outcome("In which quarter of 2010 were total revenues highest?"), Refused)
    assert isinstance(outcome("In which quarter were total revenues highest?"), Selected)


def test_a_balance_half_a_year_apart_does_not_tell_how_it_moved_in_the_quarter() -> None:
    assert isinstance(outcome("By how much did shareholders' equity change during the quarter?"), Refused)
    assert figure("change in shareholders' equity over the half").value == Decimal(53_137_000 - 58_401_000)


def test_a_date_named_in_two_ways_is_not_added_up() -> None:
    found = outcome("current liabilities total at year-end June 2007 and June 30, 2007")
    assert isinstance(found, Computed)
    assert {figure.value for figure in found.figures} == {Decimal(14_288_000)}
