"""Which head stands over which column, with spans and without."""

from pages import page

from index.columns import Panel, Spans, panels_of
from index.layout import Grid, GridCell, Span
from index.matrix import rows_of
from index.table_facts import table_facts


def panel(rows: list[list[str]]) -> Panel:
    """The one panel of a grid that says nothing of spans."""
    text, cells = "", []
    for row, fields in enumerate(rows):
        for column, field in enumerate(fields):
            if field:
                cells.append(GridCell(row, column, Span(len(text), len(text) + len(field))))
            text += field + "\t"
    (found,) = panels_of(rows_of(Grid(Span(0, len(text)), len(rows), len(rows[0]), tuple(cells)), text), Spans.UNKNOWN)
    return found


def heads(rows: list[list[str]]) -> list[tuple[str, ...]]:
    return [column.path for column in panel(rows).columns]


def test_a_head_in_the_middle_is_for_all() -> None:
    assert heads([["", "", "Years ended", ""], ["", "2020", "2019", "2018"], ["Sales", "3", "2", "1"]]) == [
        ("Years ended", "2020"), ("Years ended", "2019"), ("Years ended", "2018"),
    ]  # fmt: skip


def test_heads_share_columns_evenly() -> None:
    assert heads([["", "2019", "", "2018", ""], ["", "Men", "Women", "Men", "Women"], ["Age 65", "86.8", "88.9", "87.3", "89.3"]]) == [
        ("2019", "Men"), ("2019", "Women"), ("2018", "Men"), ("2018", "Women"),
    ]  # fmt: skip


def test_heads_set_over_the_right_of_what_they_cover() -> None:
    assert heads([["", "", "December 31,", "", "Change"], ["", "2019", "2018", "$", "%"], ["Sales", "$ 93", "$ 103", "$ (9)", "(9.4%)"]]) == [
        ("December 31,", "2019"), ("December 31,", "2018"), ("Change", "$"), ("Change", "%"),
    ]  # fmt: skip


def test_two_years_in_one_cell_are_given_back_to_their_columns() -> None:
    rows = [
        ["", "Three months", "", "Six months", ""],
        ["", "2007", "2006", "", "2007 2006"],
        ["Sales", "5", "4", "9", "8"],
    ]
    assert heads(rows)[2:] == [("Six months", "2007"), ("Six months", "2006")]


def test_heads_beside_their_columns_keep_their_order() -> None:
    rows = [
        ["($ million)", "2022", "", "2023", ""],
        ["Net income", "", "815", "", "1,058"],
        ["Other", "", "1", "", "2"],
    ]
    assert heads(rows) == [("2022",), ("2023",)]


def test_years_beside_labels_are_no_column() -> None:
    found = panel([["", "", "Net sales"], ["Beauty", "2025", "3,490"], ["", "2024", "3,560"]])
    assert [column.path for column in found.columns] == [("Net sales",)]


def test_a_second_set_of_heads_begins_a_panel() -> None:
    text_rows = [["", "2019", "2018"], ["Sales", "5", "4"], ["", "June 30, 2019", "June 30, 2018"], ["Cash", "1", "2"]]
    text, cells = "", []
    for row, fields in enumerate(text_rows):
        for column, field in enumerate(fields):
            if field:
                cells.append(GridCell(row, column, Span(len(text), len(text) + len(field))))
            text += field + "\t"
    panels = panels_of(rows_of(Grid(Span(0, len(text)), 4, 3, tuple(cells)), text), Spans.UNKNOWN)
    assert [[column.path for column in each.columns] for each in panels] == [
        [("2019",), ("2018",)], [("June 30, 2019",), ("June 30, 2018",)],
    ]  # fmt: skip


def test_rows_that_begin_with_money_have_no_labels() -> None:
    rows = [
        ["Operating cash flow", "Capital spending", "Adjusted free cash flow"],
        ["$12,832", "$(2,777)", "$10,055"],
    ]
    facts = table_facts(page(rows, "<p>Amounts in millions</p>"))
    assert [(fact.label, fact.column, fact.value) for fact in facts] == [
        ("", "Operating cash flow", 12_832_000_000),
        ("", "Capital spending", -2_777_000_000),
        ("", "Adjusted free cash flow", 10_055_000_000),
    ]
