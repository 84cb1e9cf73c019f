"""Figures within row labels, and rows between dated balances: worked by hand on small pages."""

from datetime import date
from decimal import Decimal

from index.facts import Fact
from index.filing import Filing
from index.period import Duration, Instant, period_end
from index.read_html import read_html
from index.table_facts import table_facts
from index.understand import understand

END = Instant(date(2024, 12, 31))
BEFORE = Instant(date(2023, 12, 31))


def filing_of(body: str) -> Filing:
    page = (
        "<html><body><p><b>Acme Inc.</b></p><p>FORM 10-K</p><p>For the fiscal year ended December 31, 2024</p>"
        f"<p><b>Consolidated Balance Sheets</b></p><p>(In millions, except per share data)</p>{body}</body></html>"
    )
    return understand(read_html(page.encode()), "acme.html", "0" * 16)


def in_label(filing: Filing, words: str) -> list[tuple[str, Decimal, str, object]]:
    found: list[Fact] = [fact for fact in table_facts(filing) if words in fact.row]
    return [(f.span.of(filing.text), f.value, f.unit, f.period) for f in found if f.column == ""]


BALANCE = (
    "<table><tr><td></td><td>December 31, 2024</td><td>December 31, 2023</td></tr>"
    "<tr><td>Total assets</td><td>$9,000</td><td>$8,000</td></tr><tr><td>{}</td><td>$24</td><td>$25</td></tr></table>"
)


def test_one_figure_is_for_every_column_and_a_list_for_one_each() -> None:
    label = (
        "Common stock, $0.01 par value; 500 shares authorized; 120 and 118 shares issued and outstanding, respectively"
    )
    filing = filing_of(BALANCE.format(label))
    assert in_label(filing, "Common stock") == [
        ("$0.01", Decimal("0.01"), "USD/share", END),
        ("$0.01", Decimal("0.01"), "USD/share", BEFORE),
        ("500", Decimal(500_000_000), "shares", END),
        ("500", Decimal(500_000_000), "shares", BEFORE),
        ("120", Decimal(120_000_000), "shares", END),
        ("118", Decimal(118_000_000), "shares", BEFORE),
    ]


def test_a_figure_that_names_its_day_is_for_that_day() -> None:
    filing = filing_of(
        BALANCE.format("Treasury stock, 7 shares at December 31, 2024 and 6 shares at December 31, 2023")
    )
    assert in_label(filing, "Treasury") == [
        ("7", Decimal(7_000_000), "shares", END),
        ("6", Decimal(6_000_000), "shares", BEFORE),
    ]


def test_years_and_names_are_no_figures() -> None:
    filing = filing_of(BALANCE.format("Series 2 notes due 2027 and commitments (Note 11), Class 3 shares"))
    assert in_label(filing, "Series") == []


def test_a_stated_rate_is_for_the_latest_column_that_has_the_note() -> None:
    filing = filing_of(BALANCE.format("2.70% Senior notes due 2031"))
    assert in_label(filing, "Senior") == [("2.70", Decimal("2.70"), "percent", END)]


def test_rows_between_dated_balances_are_for_the_stretch_between() -> None:
    filing = filing_of(
        "<table><tr><td></td><td>Common stock</td><td>Retained earnings</td></tr>"
        "<tr><td>Balance, December 31, 2022</td><td>$10</td><td>$70</td></tr>"
        "<tr><td>Net income</td><td>—</td><td>30</td></tr>"
        "<tr><td>Balance, December 31, 2023</td><td>10</td><td>100</td></tr>"
        "<tr><td>Net income</td><td>—</td><td>40</td></tr>"
        "<tr><td>Balance, December 31, 2024</td><td>$10</td><td>$140</td></tr></table>"
    )
    income = [(fact.value, fact.period) for fact in table_facts(filing) if fact.row == "Net income" and fact.value]
    assert income == [
        (Decimal(30_000_000), Duration(date(2023, 1, 1), date(2023, 12, 31))),
        (Decimal(40_000_000), Duration(date(2024, 1, 1), date(2024, 12, 31))),
    ]
    last = [fact.period for fact in table_facts(filing) if fact.value == 140_000_000]
    assert last == [END]


def test_a_schedule_of_years_to_come_is_stated_as_of_the_balance_date() -> None:
    filing = filing_of(
        "<p>Note 5 says what falls due in the coming years, under agreements that are described in it "
        "at length, and that "
        "the company has with banks and with holders of its notes in several countries, and so this "
        "paragraph is long.</p>"
        "<table><tr><td>2025</td><td>$10</td></tr><tr><td>2026</td><td>20</td></tr>"
        "<tr><td>Thereafter</td><td>70</td></tr><tr><td>Total</td><td>$100</td></tr></table>"
    )
    due = [fact for fact in table_facts(filing) if fact.table == len(filing.tables) - 1]
    assert [fact.period for fact in due] == [END] * 4


def test_a_list_of_years_past_is_no_schedule() -> None:
    filing = filing_of(
        "<table><tr><td>2022</td><td>$10</td></tr><tr><td>2023</td><td>20</td></tr><tr><td>2024</td><td>70</td></tr></table>"
    )
    assert {period_end(fact.period).year for fact in table_facts(filing) if fact.period} == {2022, 2023, 2024}


def test_a_balance_at_the_first_day_of_a_year_is_that_of_the_day_before() -> None:
    filing = filing_of(
        "<table><tr><td></td><td>2024</td><td>2023</td></tr><tr><td>Balance at January "
        "1</td><td>$10</td><td>$9</td></tr>"
        "<tr><td>Settlements</td><td>(1)</td><td>1</td></tr><tr><td>Balance at December "
        "31</td><td>$9</td><td>$10</td></tr>"
        "</table>"
    )
    opening = [fact.period for fact in table_facts(filing) if fact.row == "Balance at January 1"]
    assert opening == [BEFORE, Instant(date(2022, 12, 31))]


def test_one_head_over_an_amount_and_its_percentage_is_no_misprint() -> None:
    filing = filing_of(
        "<table><tr><td></td><td colspan=2>2024</td><td colspan=2>2023</td></tr>"
        "<tr><td>Tax at statutory rate</td><td>$21</td><td>21.0%</td><td>$20</td><td>21.0%</td></tr>"
        "<tr><td>State taxes</td><td>3</td><td>3.0</td><td>2</td><td>2.1</td></tr>"
        "<tr><td>Total</td><td>$24</td><td>24.0%</td><td>$22</td><td>23.1%</td></tr></table>"
    )
    state = [(fact.value, fact.unit, fact.period is None) for fact in table_facts(filing) if fact.row == "State taxes"]
    assert state == [
        (Decimal(3_000_000), "USD", False),
        (Decimal("3.0"), "percent", False),
        (Decimal(2_000_000), "USD", False),
        (Decimal("2.1"), "percent", False),
    ]


def test_a_range_of_percentages_is_two_facts() -> None:
    filing = filing_of(
        "<table><tr><td></td><td>December 31, 2024</td></tr><tr><td>Notes</td><td>$500</td></tr>"
        "<tr><td>Effective rates</td><td>0.03% – 6.65%</td></tr></table>"
    )
    low, high = [fact for fact in table_facts(filing) if fact.row == "Effective rates"]
    assert [(f.span.of(filing.text), f.value, f.unit, f.bound, f.period) for f in (low, high)] == [
        ("0.03", Decimal("0.03"), "percent", "low", END),
        ("6.65", Decimal("6.65"), "percent", "high", END),
    ]
    assert (low.twin, high.twin) == (high.id, low.id)


def test_a_parenthetical_balance_sheet_counts_shares_and_states_par_values() -> None:
    filing = filing_of(
        "<p><b>Consolidated Balance Sheets (Parenthetical)</b></p><p>(In thousands, except share and "
        "per share data)</p>"
        "<table><tr><td></td><td>December 31, 2024</td><td>December 31, 2023</td></tr>"
        "<tr><td>Allowance for doubtful accounts</td><td>$120</td><td>$110</td></tr>"
        "<tr><td>Common stock, par value</td><td>$0.001</td><td>$0.001</td></tr>"
        "<tr><td>Common stock, shares authorized</td><td>500,000,000</td><td>500,000,000</td></tr>"
        "<tr><td>Treasury stock, shares</td><td>1,000,000</td><td>900,000</td></tr></table>"
    )
    latest = [(fact.value, fact.unit) for fact in table_facts(filing) if fact.period == END]
    assert latest == [
        (Decimal(120_000), "USD"),
        (Decimal("0.001"), "USD/share"),
        (Decimal(500_000_000), "shares"),
        (Decimal(1_000_000), "shares"),
    ]


def test_a_head_of_february_28_29_is_the_months_last_day() -> None:
    filing = filing_of(
        "<p><b>Statements of Income</b></p><p>(In millions)</p><table>"
        "<tr><td></td><td colspan=2>THREE MONTHS ENDED FEBRUARY 28/29,</td></tr>"
        "<tr><td></td><td>2025</td><td>2024</td></tr><tr><td>Revenues</td><td>$11</td><td>$12</td></tr></table>"
    )
    periods = [fact.period for fact in table_facts(filing)]
    assert [period_end(period) for period in periods if period] == [date(2025, 2, 28), date(2024, 2, 29)]


def test_columns_of_weeks_make_a_year_of_weeks() -> None:
    page = (
        "<html><body><p>FORM 10-K</p><p>For the fiscal year ended September 1, 2024</p><p>(In millions)</p><table>"
        "<tr><td></td><td>52 Weeks Ended</td><td>53 Weeks Ended</td></tr>"
        "<tr><td></td><td>September 1, 2024</td><td>September 3, 2023</td></tr>"
        "<tr><td>Net sales</td><td>$100</td><td>$90</td></tr></table></body></html>"
    )
    filing = understand(read_html(page.encode()), "a.htm", "0" * 16)
    assert filing.record.calendar.weeks
    assert [fact.period for fact in table_facts(filing)] == [
        Duration(date(2023, 9, 4), date(2024, 9, 1)),
        Duration(date(2022, 8, 29), date(2023, 9, 3)),
    ]


def test_a_margin_row_keeps_its_unit_where_one_figure_lacks_the_percent_sign() -> None:
    filing = filing_of(
        "<p><b>Reconciliation</b></p><p>(In thousands)</p><table><tr><td></td><td colspan=2>Year Ended "
        "December 31,</td></tr>"
        "<tr><td></td><td>2024</td><td>2023</td></tr><tr><td>Adjusted EBITDA</td><td>$300</td><td>$(800)</td></tr>"
        "<tr><td>Adjusted EBITDA margin</td><td>1.0%</td><td>(3.2)</td></tr></table>"
    )
    margin = [(fact.value, fact.unit) for fact in table_facts(filing) if fact.row == "Adjusted EBITDA margin"]
    assert margin == [(Decimal("1.0"), "percent"), (Decimal("-3.2"), "percent")]


def test_a_table_under_its_own_title_takes_no_scale_from_the_table_above() -> None:
    filing = filing_of(
        BALANCE.format("Common stock")
        + "<p><b>Key metrics</b></p><table><tr><td></td><td>December 31, 2024</td></tr>"
        + "<tr><td>Customers</td><td>1,234</td></tr><tr><td>Net retention</td><td>112%</td></tr></table>"
    )
    (customers,) = [fact for fact in table_facts(filing) if fact.row == "Customers"]
    assert (customers.value, customers.unit) == (Decimal(1234), "count")


def test_a_label_over_two_rows_is_read_as_one() -> None:
    rows = (
        "Common stock, $.01 par value: authorized 900 shares, issued and</td><td></td><td></td></tr>"
        "<tr><td>outstanding 79,087,524 and 83,803,759 shares"
    )
    facts = table_facts(filing_of(BALANCE.format(rows)))
    issued = [(f.label, f.span, f.period) for f in facts if f.label.endswith("issued and outstanding")]
    assert [(label, period) for label, _, period in issued] == [
        ("Common stock, shares issued and outstanding", END),
        ("Common stock, shares issued and outstanding", BEFORE),
    ]
    text = filing_of(BALANCE.format(rows)).text
    assert [span.of(text) for _, span, _ in issued] == ["79,087,524", "83,803,759"]
