"""Typed tables, worked by hand on small pages: units, scales, signs, rows and columns of many kinds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pages import YEAR, found, page

from index.table_facts import table_facts


def test_share_counts_follow_the_scale_and_only_per_share_rows_do_not() -> None:
    filing = page(
        [["", "2024", "2023"], ["Net income", "$ 1,200", "$ 900"], ["Earnings per share:", "", ""], ["Basic", "$ 1.20", "$ 0.90"],
         ["Diluted", "1.10", "0.85"], ["Weighted average shares outstanding", "1,000", "1,000"]],
        "<p><b>Consolidated Statements of Income</b></p><p>(in thousands, except per share amounts)</p>",
    )  # fmt: skip
    net = found(filing, "Net income", "2024")
    assert (net.value, net.unit, net.period) == (Decimal(1_200_000), "USD", YEAR)
    assert (found(filing, "Diluted", "2024").value, found(filing, "Diluted", "2024").unit) == (
        Decimal("1.10"),
        "USD/share",
    )
    assert found(filing, "Basic", "2023").path == ("Earnings per share:", "Basic")
    shares = found(filing, "Weighted average shares outstanding", "2024")
    assert (shares.value, shares.unit) == (Decimal(1_000_000), "shares")


def test_shares_printed_in_full_where_the_caption_says_so() -> None:
    filing = page(
        [["", "2024"], ["Revenue", "$ 500"], ["Weighted average shares outstanding", "12,345,678"]],
        "<p><b>Statements of Operations</b></p><p>(in thousands, except share and per share data)</p>",
    )
    assert found(filing, "Weighted average shares outstanding").value == Decimal(12_345_678)


@pytest.mark.parametrize("head", ["(in millions)", "$ millions", "$m", "Millions of dollars"])
def test_a_scale_in_the_stub(head: str) -> None:
    filing = page([[head, "2024", "2023"], ["Revenue", "93", "81"], ["Net income", "12", "9"]])
    assert found(filing, "Revenue", "2024").value == Decimal(93_000_000)


def test_a_scale_alone_in_a_head_row_is_for_every_column() -> None:
    filing = page(
        [["", "2024", "2023"], ["", "", "(in millions)"], ["Revenue", "$ 93", "$ 81"], ["Net income", "12", "9"]]
    )
    assert found(filing, "Revenue", "2024").value == Decimal(93_000_000)
    assert found(filing, "Revenue", "2023").value == Decimal(81_000_000)


@pytest.mark.parametrize("note", [["", "", "(in millions)", "", ""], ["", "(in millions)", "", "", ""]])
def test_a_scale_over_one_of_several_years_and_changes_is_for_all(note: list[str]) -> None:
    filing = page(
        [
            ["", "2024", "2023", "Change", "% Change"],
            note,
            ["Revenue", "$ 93", "$ 81", "$ 12", "15%"],
            ["Costs", "12", "9", "3", "33%"],
        ]
    )
    assert [f.value for f in table_facts(filing) if f.label == "Revenue"] == [93_000_000, 81_000_000, 12_000_000, 15]


def test_a_scale_over_one_metric_is_its_own() -> None:
    filing = page(
        [
            ["", "Number of shares", "Intrinsic value"],
            ["", "", "(in millions)"],
            ["Outstanding", "2,201", "$ 404"],
            ["Vested", "900", "120"],
        ]
    )
    assert [f.value for f in table_facts(filing) if f.label == "Outstanding"] == [2_201, 404_000_000]


def test_marks_in_cells_of_their_own() -> None:
    filing = page(
        [["", "2024", "", ""], ["Net loss", "$", "(", "6,212", ")"], ["Margin", "", "", "8.8", "%"]],
        "<p><b>Statements of Operations</b></p><p>(in thousands)</p>",
    )
    assert found(filing, "Net loss").value == Decimal(-6_212_000)
    assert (found(filing, "Margin").value, found(filing, "Margin").unit) == (Decimal("8.8"), "percent")


def test_a_bare_total_is_named_from_what_it_foots() -> None:
    filing = page(
        [["", "2024"], ["Current assets:", ""], ["Cash", "$ 30"], ["Receivables", "12"], ["", "42"], ["Goodwill", "8"], ["Total assets", "$ 50"]],
        "<p><b>Balance Sheets</b></p><p>(in millions)</p>",
    )  # fmt: skip
    assert found(filing, "Total current assets").value == Decimal(42_000_000)


def test_a_total_closes_its_section() -> None:
    filing = page(
        [
            ["", "2024"],
            ["Revenues:", ""],
            ["Widgets", "$ 30"],
            ["Gadgets", "12"],
            ["Total revenues", "42"],
            ["Other income", "8"],
        ],
        "<p><b>Statements of Income</b></p>",
    )
    assert found(filing, "Widgets").path == ("Revenues:", "Widgets")
    assert found(filing, "Total revenues").path == ("Total revenues",)
    assert found(filing, "Other income").path == ("Other income",)


def test_labels_broken_over_rows() -> None:
    filing = page([["", "2024"], ["Proceeds from the sale of", ""], ["property and equipment", "$ 30"], ["Other", "2"]])
    assert found(filing, "Proceeds from the sale of property and equipment").value == Decimal(30)


def test_cents_a_share() -> None:
    filing = page([["$ million", "2024"], ["Net sales", "14,694"], ["EPS (diluted US cents)", "70.5"]])
    fact = found(filing, "EPS (diluted US cents)")
    assert (fact.value, fact.unit) == (Decimal("0.705"), "USD/share")


def test_a_percent_sign_in_the_label_is_the_unit_of_its_row_and_in_the_head_of_its_column() -> None:
    filing = page(
        [["($ million)", "2024", "2023", "Change %"], ["Net sales", "1,200", "1,100", "9"], ["Volume %", "(3)", "2", ""],
         ["% currency impact", "1", "—", ""], ["EPS (diluted US cents)", "73.3", "80.5", "(9)"]],
    )  # fmt: skip
    assert (found(filing, "Net sales", "2024").value, found(filing, "Net sales", "2024").unit) == (1_200_000_000, "USD")
    assert (found(filing, "Volume %", "2024").value, found(filing, "Volume %", "2024").unit) == (-3, "percent")
    assert (found(filing, "% currency impact", "2024").value, found(filing, "% currency impact", "2024").unit) == (
        1,
        "percent",
    )
    assert found(filing, "EPS (diluted US cents)", "2024").value == Decimal("0.733")
    change = found(filing, "EPS (diluted US cents)", "Change")
    assert (change.value, change.unit) == (-9, "percent")


def test_lines_without_cents_under_earnings_a_share_are_money() -> None:
    filing = page(
        [["($ million)", "Net income", "EPS (diluted)"], ["Reported", "181", "0.12"], ["Movement in working capital", "", "(229)"],
         ["Adjusted", "282", "0.19"]],
    )  # fmt: skip
    moved = found(filing, "Movement in working capital")
    assert (moved.value, moved.unit) == (-229_000_000, "USD")
    assert (found(filing, "Adjusted", "EPS").value, found(filing, "Adjusted", "EPS").unit) == (
        Decimal("0.19"),
        "USD/share",
    )


def test_purchases_of_treasury_shares_are_money() -> None:
    filing = page(
        [
            ["($ million)", "2024", "2023"],
            ["Dividends paid", "(723)", "(732)"],
            ["Treasury shares purchases, net", "(87)", "(29)"],
        ]
    )
    spent = found(filing, "Treasury shares purchases, net", "2024")
    assert (spent.value, spent.unit) == (-87_000_000, "USD")


def test_columns_without_heads_are_refused_but_for_their_sum() -> None:
    filing = page(
        [["Fiscal 2024", "", "", ""], ["Revenue", "$ 30", "$ 12", "$ 42"], ["Cost of revenue", "10", "5", "15"], ["Gross profit", "$ 20", "$ 7", "$ 27"]],
        "<p>Segment results were as follows (in millions):</p>",
    )  # fmt: skip
    revenue = {fact.value: fact for fact in table_facts(filing) if fact.label == "Revenue"}
    assert revenue[Decimal(42_000_000)].column == "Total"
    assert revenue[Decimal(30_000_000)].period is None
    assert revenue[Decimal(30_000_000)].warnings[0].startswith("unresolved: ")


def test_an_unstated_scale_is_proved_by_another_table() -> None:
    filing = page(
        [["", "2024"], ["Revenue", "$ 9,300"], ["Net income", "$ 1,200"]],
        "<p><b>Consolidated Statements of Income</b></p><p>(in thousands)</p>",
        f"<p>{'Widgets sell well in many lands. ' * 12}</p><p><b>Earnings per Share</b></p><table><tr><td></td><td>2024</td></tr><tr><td>Net income</td><td>$ 1,200</td></tr>"
        "<tr><td>Preferred dividends</td><td>200</td></tr></table>",
    )
    second = [fact for fact in table_facts(filing) if fact.table == 1]
    assert [fact.value for fact in second] == [Decimal(1_200_000), Decimal(200_000)]
    assert all(fact.warnings[0].startswith("repaired: ") for fact in second)


def test_a_change_column_says_percent_in_its_first_row_only() -> None:
    filing = page(
        [
            ["(in millions)", "2024", "2023", "Change"],
            ["Net sales", "$ 106", "$ 100", "6%"],
            ["Costs", "55", "50", "10"],
        ]
    )
    change = found(filing, "Costs", "Change")
    assert (change.value, change.unit, change.kind) == (Decimal(10), "percent", "percent_change")


@pytest.mark.parametrize(
    ("stub", "size"),
    [("(million square feet)", 10**6), ("(square feet in thousands)", 1000), ("(square feet)", 1)],
)
def test_a_table_measured_in_square_feet_holds_no_money(stub: str, size: int) -> None:
    rows = [[stub, "Total", "Domestic"], ["Manufacturing", "56.5", "21.0"], ["Research and development", "2.4", "2.0"]]
    facts = [fact for fact in table_facts(page(rows)) if fact.label == "Research and development"]
    assert [(fact.value, fact.unit, fact.of) for fact in facts] == [
        (Decimal("2.4") * size, "count", "square feet"),
        (Decimal("2.0") * size, "count", "square feet"),
    ]


@pytest.mark.parametrize("broken", [False, True])
def test_counts_under_a_size_of_their_own_and_lines_excepted_by_name_in_a_table_of_dollars(broken: bool) -> None:
    said = ["(dollars in millions, except ARPA)"] * 2
    heads = (
        [["", "2024", "2023"]]
        if not broken
        else [["", "(dollars in millions,", ""], ["", "", "except ARPA)"], ["", "2024", "2023"]]
    )
    filing = page(
        [*heads, ["Service", "$ 73,139", "$ 67,733"], ["Connections ('000):", "", ""], ["Retail", "91,856", "91,543"],
         ["Revenue of resellers ('000)", "812", "790"], ["Account statistics:", "", ""], ["Postpaid ARPA", "$ 125.97", "$ 122.30"]],
        "" if broken else f"<p><b>{said[0]}</b></p>",
    )  # fmt: skip
    assert found(filing, "Service", "2024").value == Decimal(73_139_000_000)
    retail = found(filing, "Retail", "2024")
    assert (retail.value, retail.unit) == (Decimal(91_856_000), "count")
    assert found(filing, "Revenue of resellers ('000)", "2024").unit == "USD"
    arpa = found(filing, "Postpaid ARPA", "2024")
    assert (arpa.value, arpa.unit) == (Decimal("125.97"), "USD")


def test_a_total_under_share_counts_is_of_shares() -> None:
    filing = page(
        [["", "Total purchased", "Average price paid per share", "Value that may yet be purchased"], ["", "(in millions)", "", "(in millions)"],
         ["Beginning authority", "", "", "$ 8,700"], ["Shares repurchased", "1.1", "$ 371.04", "$ 400"], ["More shares repurchased", "2.1", "$ 285.40", "$ 584"],
         ["Total", "3.2", "", "$ 7,716"]]
    )  # fmt: skip
    total = found(filing, "Total", "Total purchased")
    assert (total.value, total.unit) == (Decimal(3_200_000), "shares")
    assert found(filing, "Total", "yet").value == Decimal(7_716_000_000)


def test_no_scale_multiplies_a_ratio_and_the_first_ones_sign_is_for_all() -> None:
    rows = [
        ["In billions of dollars at year end", "2008", "2007"],
        ["Tier 1 capital", "$71.0", "$82.0"],
        ["Tier 1 capital ratio", "9.94%", "8.98%"],
        ["Total capital ratio (Tier 1 and Tier 2)", "15.18", "13.33"],
    ]
    ratio = found(page(rows), "Total capital ratio (Tier 1 and Tier 2)", "2008")
    assert (ratio.value, ratio.unit) == (Decimal("15.18"), "percent")
    alone = found(page([rows[0], rows[1], ["Current ratio", "1.52", "1.48"]]), "Current ratio", "2008")
    assert (alone.value, alone.unit) == (Decimal("1.52"), "ratio")


def test_ratios_under_their_heading_and_staff_are_no_money() -> None:
    rows = [
        ["(in millions, except headcount)", "2024", "2023"],
        ["Net income", "$ 1,200", "$ 900"],
        ["Selected ratios and metrics", "", ""],
        ["Overhead ratio", "58 %", "55 %"],
        ["Liquidity coverage ratio (average)", "110", "114"],
        ["Headcount", "259,350", "255,351"],
    ]
    filing = page(rows)
    assert [
        (found(filing, label, "2024").value, found(filing, label, "2024").unit) for label in (r[0] for r in rows[3:])
    ] == [
        (Decimal(58), "percent"),
        (Decimal(110), "percent"),
        (Decimal(259_350), "count"),
    ]


def test_a_head_broken_before_share_is_of_money_a_share() -> None:
    rows = [
        ["(in thousands, except average price per share)", "Shares", "Average"],
        ["", "Repurchased", "Price"],
        ["", "", "Per"],
        ["", "", "Share"],
        ["Repurchases", "440", "$ 79.11"],
    ]
    price = found(page(rows), "Repurchases", "Average")
    assert (price.value, price.unit) == (Decimal("79.11"), "USD/share")


def test_cents_in_a_columns_head_and_shares_printed_in_full() -> None:
    rows = [
        ["($ million)", "Net Income", "EPS (diluted US cents)", "Total Number of Shares Purchased"],
        ["Conflict impacts", "66", "4.5", "-"],
        ["February", "3", "0.2", "4,152,570"],
    ]
    filing = page(rows)
    cents = found(filing, "Conflict impacts", "EPS")
    assert (cents.value, cents.unit) == (Decimal("0.045"), "USD/share")
    assert found(filing, "February", "Shares").value == Decimal(4_152_570)


def test_an_amount_a_share_in_a_label_keeps_its_digits() -> None:
    rows = [["(in millions)", "2024", "2023"], ["Dividends ($0.014 and $0.016 per share)", "(244)", "(98)"]]
    told = {f.value: f.precision for f in table_facts(page(rows)) if f.unit == "USD/share"}
    assert told == {Decimal("0.014"): Decimal("0.001"), Decimal("0.016"): Decimal("0.001")}
