"""What adds up to what, on the sample filing and on copies of it that contradict themselves."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.consistency import CONTRADICTED
from index.filing import Cell, Filing, Table
from index.read_text import read_text
from index.understand import understand


def _read(text: str) -> Filing:
    return understand(read_text(text.encode()), "sample.txt", "0" * 16)


@pytest.fixture(scope="module")
def text(sample_path: Path) -> str:
    return sample_path.read_text(encoding="utf-8")


def _sums(table: Table) -> dict[str, list[str]]:
    """Each total's label with its parts' labels, signed, as found in the first column."""
    labels = {(cell.row, cell.column): cell.row_path[-1] for cell in table.cells}
    first = min(cell.column for cell in table.cells)
    return {
        labels[footing.total]: [("-" if sign < 0 else "") + labels[part] for part, sign in zip(footing.parts, footing.signs, strict=True)]
        for footing in table.footings
        if footing.total[1] == first
    }  # fmt: skip


def _accused(filing: Filing) -> dict[tuple[str, int], str]:
    return {
        (cell.row_path[-1], cell.column): warning
        for table in filing.tables
        for cell in table.cells
        for warning in cell.warnings
        if warning.startswith(CONTRADICTED)
    }


def test_statement_of_operations_foots(text: str) -> None:
    table = _read(text).tables[1]
    assert _sums(table) == {
        "Total revenues": [
            "Research and development support",
            "License and milestone fees",
            "Clinical materials reimbursement",
        ],
        "Total operating expenses": [
            "Cost of clinical materials reimbursed",
            "Research and development",
            "General and administrative",
        ],
        "Loss from operations": ["Total revenues", "-Total operating expenses"],
        "Loss before taxes": ["Loss from operations", "Other income, net"],
        "Net loss": ["Loss before taxes", "-Income tax expense"],
    }
    assert all(footing.holds == "exact" for footing in table.footings)


def test_balance_sheet_foots(text: str) -> None:
    sums = _sums(_read(text).tables[0])
    assert sums["Total assets"] == ["Cash and marketable securities", "Other assets"]
    assert len(sums["Total liabilities and shareholders' equity"]) == 3


def test_the_sample_itself_is_not_accused(text: str) -> None:
    assert _accused(_read(text)) == {}


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("License and milestone fees\t\t2,680", "License and milestone fees\t\t2,860", "License and milestone fees"),
        ("Other income, net\t\t727", "Other income, net\t\t(727)", "Other income, net"),
        ("Net loss\t\\$\t(6,212)", "Net loss\t\\$\t6,212", "Net loss"),
        ("Net loss\t\\$\t(6,212)", "Net loss\t\\$\t(6,122)", "Net loss"),
        ("Total assets\t\\$\t79,773", "Total assets\t\\$\t79,373", "Total assets"),
        ("basic and diluted\t\\$\t(0.15)", "basic and diluted\t\\$\t0.15", "Net loss per common share, basic and diluted"),
        ("basic and diluted\t\\$\t(0.15)", "basic and diluted\t\\$\t(0.51)", "Net loss per common share, basic and diluted"),
        ("outstanding, basic and diluted\t\t42,700", "outstanding, basic and diluted\t\t4,270", "Average common shares outstanding, basic and diluted"),
    ],
)  # fmt: skip
def test_a_changed_figure_is_accused(text: str, old: str, new: str, label: str) -> None:
    assert old in text
    accused = _accused(_read(text.replace(old, new)))
    assert label in {name for name, _ in accused}


def _with_columns_swapped(text: str, first: int, second: int) -> str:
    """The statement of operations with the figures of two columns exchanged; the heads stay."""
    head, table = text.split("Revenues:\t", 1)
    lines = []
    for line in ("Revenues:\t" + table).split("\n"):
        fields = line.split("\t")
        if len(fields) > second:
            fields[first], fields[second] = fields[second], fields[first]
        lines.append("\t".join(fields))
    return head + "\n".join(lines)


def test_swapped_half_years_are_refused(text: str) -> None:
    cells = _column(_read(_with_columns_swapped(text, 6, 8)), 5)
    assert all(cell.period is None for cell in cells)
    assert all(warning.startswith(CONTRADICTED) for cell in cells for warning in cell.warnings)


def _column(filing: Filing, column: int) -> list[Cell]:
    return [cell for cell in filing.tables[1].cells if cell.column == column]


def test_heads_that_nothing_tells_apart_are_refused(text: str) -> None:
    """With the quarters gone from the heads there is no other stretch to prove by."""
    cells = _column(_read(text.replace("Three Months Ended December 31.", "Six Months Ended December 31.")), 5)
    assert all(cell.period is None or cell.warnings for cell in cells)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(1000, 99_999), min_size=3, max_size=3), min_size=3, max_size=6),
    st.integers(0, 2),
    st.integers(7, 900),
)
def test_what_adds_up_foots_and_one_wrong_total_is_reported(parts: list[list[int]], column: int, off: int) -> None:
    totals = [sum(row[number] for row in parts) for number in range(3)]
    rows = [f"Part {'abcdef'[number]}\t" + "\t".join(f"{value:,}" for value in row) for number, row in enumerate(parts)]

    def holds(printed: list[int]) -> dict[int, str]:
        total = "Total parts\t" + "\t".join(f"{value:,}" for value in printed)
        text = "Widgets sold\n\n\t2007\t2006\t2005\n" + "\n".join([*rows, total]) + "\n"
        (table,) = _read(text).tables
        return {footing.total[1] - 1: footing.holds for footing in table.footings}

    assert holds(totals) == {0: "exact", 1: "exact", 2: "exact"}
    wrong = [value + off * (number == column) for number, value in enumerate(totals)]
    assert holds(wrong) == {number: "no" if number == column else "exact" for number in range(3)}


BALANCE_SHEET = """
BALANCE SHEETS
(In thousands)

                                   December 31,   December 31,
                                       2022           2021
ASSETS
Cash and cash equivalents              $ 120          $ 100
Accounts receivable                       80             70
Property and equipment, net               50             60
                                       $ 250          $ 230
LIABILITIES AND EQUITY
Accounts payable                        $ 90           $ 95
Long-term debt                            60             55
Stockholders' equity                     100             80
                                       $ 250          $ 230
"""


def test_the_unlabelled_totals_of_a_balance_sheet_are_named_for_their_sides() -> None:
    [table] = _read(BALANCE_SHEET).tables
    named = {cell.row_path[-1]: cell.text for cell in table.cells if cell.row_path[-1].startswith("Total")}
    assert set(named) == {"Total assets", "Total liabilities and equity"}
    assert all("2" in shown and "0" in shown for shown in named.values())
