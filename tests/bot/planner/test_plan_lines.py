"""Facts gathered into lines: rows that differ in their date alone, and tables whose rows are years."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hand_made import acme

from bot.lines import lines_of, undated_label
from bot.matching import SeriesIndex
from index.facts import Fact
from index.period import FiscalLabel


def _fact(row: int, label: str, year: int, value: str, column: str = "amount") -> Fact:
    made = next(fact for fact in acme().facts("f1") if fact.table is not None)
    return replace(
        made,
        id=f"x:{row}",
        label=label,
        row=label,
        path=(label,),
        column=column,
        table=9,
        row_index=row,
        column_index=1,
        period=FiscalLabel(year),
        value=Decimal(value),
    )


def test_rows_that_differ_in_their_year_alone_are_one_line() -> None:
    facts = [
        _fact(0, "2006 net revenue", 2006, "403"),
        _fact(1, "fees", 2007, "9"),
        _fact(2, "2007 net revenue", 2007, "442"),
    ]
    assert [[f.label for f in line] for line in lines_of(facts).values()] == [
        ["fees"],
        ["2006 net revenue", "2007 net revenue"],
    ]


def test_a_single_dated_row_stays_as_it_is() -> None:
    assert [len(line) for line in lines_of([_fact(0, "2006 net revenue", 2006, "403")]).values()] == [1]


def test_a_label_without_its_date() -> None:
    assert undated_label("balance at December 31, 2005") == "balance"
    assert undated_label("2006 net revenue") == "net revenue"
    assert undated_label("2006") == "2006"


def test_a_table_of_years_is_called_what_it_is_announced_as() -> None:
    facts = [_fact(0, "2008", 2008, "1440"), _fact(1, "2009", 2009, "1490")]
    index = SeriesIndex("f1", facts, {}, lambda _: "", None, {9: "annual debt maturities"})
    (line,) = index.series
    assert line.label == "annual debt maturities"
    assert [str(fact.value) for fact in line.facts] == ["1440", "1490"]
    assert index.match("debt maturities")[0].series is line


def test_words_run_together_or_marked_with_a_note_are_found_as_they_are_printed() -> None:
    facts = [
        _fact(0, "total accounts payable and othercurrent liabilities", 2008, "3303"),
        _fact(1, "fees earned2", 2008, "1"),
    ]
    index = SeriesIndex("f1", facts, {}, lambda _: "")
    assert index.match("accounts payable and other current liabilities")[0].covered == 1.0
    assert index.match("fees earned")[0].covered == 1.0
