"""Which period each figure of a table is for, worked by hand on small pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pages import BEFORE, END, YEAR, found, page

from index.period import Duration, Instant, Period, period_end
from index.table_facts import table_facts


def test_balances_and_flows_under_years() -> None:
    flows = page(
        [["", "2024"], ["Revenue", "$ 5"], ["Net income", "2"]], "<p><b>Consolidated Statements of Income</b></p>"
    )
    balances = page([["", "2024"], ["Cash", "$ 5"], ["Total assets", "9"]], "<p><b>Consolidated Balance Sheets</b></p>")
    assert found(flows, "Revenue").period == YEAR
    assert found(balances, "Cash").period == END


def test_rows_that_state_their_own_moment() -> None:
    filing = page(
        [["", "2024", "2023"], ["Net cash provided by operating activities", "$ 70", "$ 60"], ["Cash at beginning of year", "30", "20"],
         ["Cash at end of year", "$ 100", "$ 30"]],
        "<p><b>Consolidated Statements of Cash Flows</b></p><p>(in millions)</p>",
    )  # fmt: skip
    assert found(filing, "Cash at beginning of year", "2024").period == Instant(date(2023, 12, 31))
    assert found(filing, "Cash at end of year", "2024").period == END
    assert found(filing, "Net cash provided by operating activities", "2024").period == YEAR


def test_change_columns_hold_no_periods_value() -> None:
    filing = page(
        [["(in millions)", "2024", "2023", "$ Change", "% Change"], ["Net sales", "$ 110", "$ 100", "$ 10", "10%"],
         ["Cost of sales", "60", "50", "10", "20%"]],
        "<p><b>Results of Operations</b></p>",
    )  # fmt: skip
    kinds = {fact.column: (fact.kind, fact.unit) for fact in table_facts(filing) if fact.label == "Net sales"}
    assert kinds["2024"] == ("value", "USD")
    assert kinds["$ Change"] == ("change", "USD")
    assert kinds["% Change"] == ("percent_change", "percent")


def test_periods_as_rows() -> None:
    filing = page([["Year", "Revenue", "Employees"], ["2024", "$ 93", "1,200"], ["2023", "$ 81", "1,100"]])
    revenue = [f for f in table_facts(filing) if f.label == "Revenue"]
    assert [(f.value, f.period) for f in revenue] == [(Decimal(93), YEAR), (Decimal(81), BEFORE)]


def test_columns_between_two_balances_are_for_the_stretch() -> None:
    filing = page(
        [["(in millions)", "December 31, 2023", "Acquisitions", "Other", "December 31, 2024"], ["Widgets", "$ 50", "$ 7", "$ 1", "$ 58"],
         ["Gadgets", "10", "—", "—", "10"]],
        "<p><b>Goodwill</b></p>",
    )  # fmt: skip
    assert found(filing, "Widgets", "Acquisitions").period == YEAR
    assert found(filing, "Widgets", "December 31, 2024").period == END


def test_due_dates_are_no_periods_reported() -> None:
    filing = page(
        [["", "Operating leases"], ["2025", "$ 12"], ["2026", "9"], ["Thereafter", "30"], ["Total", "$ 51"]],
        "<p>Maturities of lease liabilities as of December 31, 2024 were as follows (in millions):</p>",
    )
    periods: set[Period | None] = {fact.period for fact in table_facts(filing)}
    assert periods <= {END, None}


def test_a_title_over_the_middle_of_a_table_dates_and_scales_every_column() -> None:
    filing = page(
        [["", "Year Ended December 31, 2024", "", ""], ["", "", "(In thousands)", "(In thousands)"],
         ["", "Parent", "Subsidiaries", "Consolidated"], ["Net sales", "$ 16,852", "$ 8,588", "$ 24,977"], ["Cost of sales", "11,042", "6,251", "16,830"]]
    )  # fmt: skip
    for column, value in (("Parent", 16_852_000), ("Subsidiaries", 8_588_000), ("Consolidated", 24_977_000)):
        sales = found(filing, "Net sales", column)
        assert (sales.value, sales.period) == (Decimal(value), YEAR)


def test_heads_that_say_when_below_a_dated_one_keep_their_own() -> None:
    filing = page(
        [["", "Year Ended December 31, 2024", "", "At December 31, 2023"], ["", "Revenue", "Cost", "Assets"],
         ["Widgets", "$ 10", "$ 7", "$ 3"], ["Gadgets", "20", "11", "9"]]
    )  # fmt: skip
    assert found(filing, "Widgets", "Assets").period == Instant(date(2023, 12, 31))


def test_a_row_names_the_year_where_its_columns_name_only_the_day() -> None:
    filing = page(
        [["", "Three Months Ended December 31", "Twelve Months Ended December 31"], ["Sales fiscal year 2024", "$ 10", "$ 40"],
         ["Sales fiscal year 2023", "$ 9", "$ 35"], ["Growth %", "11", "14"]]
    )  # fmt: skip
    assert found(filing, "Sales fiscal year 2023", "Three").period == Duration(date(2023, 10, 1), date(2023, 12, 31))
    assert found(filing, "Sales fiscal year 2023", "Twelve").period == BEFORE
    assert found(filing, "Sales fiscal year 2024", "Twelve").period == YEAR


def test_amounts_that_could_be_years_head_no_columns() -> None:
    rows = [
        ["(in millions)", "2015", "2014"],
        ["Notes due 2016 to 2045", "$8150", "$1400"],
        ["Notes due 2016 to 2036", "1941", "1941"],
        ["Total debt", "16296", "7041"],
    ]
    debt = found(page(rows), "Total debt", "2015")
    assert (debt.value, period_end(debt.period)) == (Decimal(16296000000), date(2015, 12, 31))
    assert found(page(rows), "Notes due 2016 to 2036", "2014").value == Decimal(1941000000)


def test_a_quarter_under_its_year_takes_no_date_from_the_sentence_before() -> None:
    rows = [["", "2024", "2023"], ["First quarter", "$ 69.50", "$ 65.43"], ["Second quarter", "100.89", "64.40"]]
    filing = page(rows, "<p>Amounts are adjusted for the stock split that occurred in July 2024.</p>")
    quarters = {f.value: f.period for f in table_facts(filing)}
    assert quarters[Decimal("69.50")] == Duration(date(2024, 1, 1), date(2024, 3, 31))
    assert quarters[Decimal("100.89")] == Duration(date(2024, 4, 1), date(2024, 6, 30))


def test_a_balance_under_a_quarters_short_name_is_at_its_end() -> None:
    rows = [
        ["(in millions)", "1Q24", "4Q23"],
        ["Book value per share", "$ 82.31", "$ 81.75"],
        ["Net revenue", "500", "480"],
    ]
    filing = page(rows)
    assert found(filing, "Book value per share", "1Q24").period == Instant(date(2024, 3, 31))
    assert found(filing, "Net revenue", "4Q23").period == Duration(date(2023, 10, 1), date(2023, 12, 31))


def test_years_of_origination_are_no_times() -> None:
    rows = [
        ["", "Term loans by origination year", "Term loans by origination year", ""],
        ["(in millions)", "2024", "2023", "Total"],
        ["Investment-grade loans", "$ 2,966", "$ 16,303", "$ 19,269"],
    ]
    periods = {f.period for f in table_facts(page(rows, "<p>Loans at December 31, 2024:</p>"))}
    assert periods == {END}


def test_days_three_months_apart_head_quarters_of_the_year_above_the_rows() -> None:
    rows = [
        ["(in thousands)", "December 31", "September 30", "June 30", "March 31"],
        ["2024", "", "", "", ""],
        ["Total revenues", "$1,823", "$1,738", "$1,644", "$1,573"],
        ["2023", "", "", "", ""],
        ["Total revenues", "$1,484", "$1,409", "$1,340", "$1,270"],
    ]
    periods = {f.value: f.period for f in table_facts(page(rows))}
    assert periods[Decimal(1_823_000)] == Duration(date(2024, 10, 1), date(2024, 12, 31))
    assert periods[Decimal(1_644_000)] == Duration(date(2024, 4, 1), date(2024, 6, 30))
    assert periods[Decimal(1_409_000)] == Duration(date(2023, 7, 1), date(2023, 9, 30))


def test_a_change_from_year_to_year_is_of_the_later_one_up_to_the_day_its_table_tells() -> None:
    rows = [
        ["(in millions)", "2024", "2023", "2024 vs. 2023"],
        ["Service revenue", "$ 930", "$ 810", "$ 120"],
        ["Cost of services", "120", "90", "30"],
    ]
    above = "<p>Statements of income for the years ended December 31, 2024 and 2023</p>"
    changed = {f.label: f.period for f in table_facts(page(rows, above)) if f.kind == "change"}
    assert changed == {"Service revenue": YEAR, "Cost of services": YEAR}


def test_revenue_under_a_date_is_no_balance() -> None:
    rows = [
        ["(in millions)", "Revenue", "Revenue"],
        ["", "June 30, 2024", "June 30, 2023"],
        ["Widgets", "$ 17", "$ 10"],
    ]
    periods = {f.period for f in table_facts(page(rows))}
    assert not any(isinstance(period, Instant) for period in periods)
