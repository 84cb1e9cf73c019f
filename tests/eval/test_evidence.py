"""FinanceBench's evidence: the numerals of a copied table with scale, year and length, and how facts answer for them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from eval.benchmarks.evidence import Numeral, held, read_evidence, valued
from index.facts import Fact
from index.layout import Span
from index.period import Duration, Instant

CASH_FLOWS = """61
CONSOLIDATED STATEMENTS OF CASH FLOWS
(In thousands)
Years Ended
December 1,
2017
December 2,
2016
Net income
$
1,693,954
$
1,168,782
Repayment of debt (maturities greater than 90 days)

(1,034)
(962)
Cash at beginning of year
1,011,315
876,560
"""


def fact(value: str, period: Duration | Instant | None) -> Fact:
    return Fact("f:0-1", "f", "x", ("x",), Decimal(value), "USD", period, Decimal(1), Span(0, 1))


def test_a_statement_is_read_by_its_order() -> None:
    found = read_evidence(CASH_FLOWS)
    assert [(n.printed, n.year, n.months) for n in found] == [
        ("1,693,954", 2017, 12),
        ("1,168,782", 2016, 12),
        ("(1,034)", 2017, 12),
        ("(962)", 2016, 12),
        ("1,011,315", 2016, 0),
        ("876,560", 2015, 0),
    ]
    assert found[0].values == frozenset({Decimal(1_693_954_000)})
    assert found[2].values == frozenset({Decimal(-1_034_000)})


def test_two_lengths_over_four_columns() -> None:
    text = (
        "(MILLIONS)\nThree Months Ended\nSix Months "
        "Ended\n2023\n2022\n%\nChange\n2023\n2022\n%\nChange\nEurope\n$\n5\n8\n(38)\n9\n12\n(25)\n"
    )
    assert [(n.year, n.months) for n in read_evidence(text)] == [(2023, 3), (2022, 3), (None, 3), (2023, 6), (2022, 6), (None, 6)]  # fmt: skip


def test_a_row_with_an_empty_cell_tells_no_year() -> None:
    text = "(In millions)\nAt December 31,\n2022\n2021\nGoodwill\n5\n4\nOther\n7\n"
    assert [n.year for n in read_evidence(text)] == [2022, 2021, None]


def test_no_scale_told_takes_any() -> None:
    (numeral, _) = read_evidence("2022\n2021\nGoodwill\n5\n4\n")
    assert numeral.values == {Decimal(5), Decimal(5_000), Decimal(5_000_000), Decimal(5_000_000_000)}


def test_sentences_give_amounts_and_rates() -> None:
    found = read_evidence("We expect to incur costs of $700 million, of which approximately 90% was incurred.")
    assert [(n.printed, n.values, n.prose) for n in found] == [
        ("$700 million", frozenset({Decimal(700_000_000)}), True),
        ("90%", frozenset({Decimal(90)}), True),
    ]


def test_a_fact_holds_a_numeral_by_value_sign_and_period() -> None:
    numeral = Numeral("5", "x", frozenset({Decimal(5000)}), 2017, 12)
    year = Duration(date(2016, 12, 3), date(2017, 12, 1))
    assert held(numeral, [fact("5000", year)])
    assert not held(numeral, [fact("-5000", year)])
    assert not held(numeral, [fact("5", year)])
    assert not held(numeral, [fact("5000", Instant(date(2017, 12, 1)))])
    assert not held(numeral, [fact("5000", Duration(date(2015, 11, 28), date(2016, 12, 2)))])
    assert not held(numeral, [fact("5000", Duration(date(2017, 9, 2), date(2017, 12, 1)))])
    assert not held(numeral, [fact("5000", None)]) and valued(numeral, [fact("5000", None)])
    assert held(replace(numeral, year=None, months=None), [fact("5000", None)])


def test_a_balance_is_an_instant_and_a_year_may_end_in_january() -> None:
    numeral = Numeral("5", "x", frozenset({Decimal(5)}), 2021, 0)
    assert held(numeral, [fact("5", Instant(date(2022, 1, 29)))])
    assert not held(numeral, [fact("5", Instant(date(2022, 6, 30)))])


def test_words_run_together_and_rows_of_percentages() -> None:
    text = (
        "(In thousands)\nYear Ended December "
        "31,\n2020\n2019\nCashandrestrictedcash,endoftheyear\n7\n6\nReported Growth %\n(6)\n4\n"
    )
    found = read_evidence(text)
    assert [(n.year, n.months) for n in found[:2]] == [(2020, 0), (2019, 0)]
    assert found[2].values == frozenset({Decimal(-6)})


def test_ranges_and_footnote_marks_are_no_figures() -> None:
    text = "(in millions)\n2022\n2021\nNotes\n0.75 - 5.82\n$\n5\n4\nLoans\n(1)\n7\n6\nOther\n(1)\n(2)\n"
    assert [n.printed for n in read_evidence(text)] == ["5", "4", "7", "6", "(1)", "(2)"]
