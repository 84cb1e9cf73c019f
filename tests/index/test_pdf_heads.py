"""Which columns the heads of a PDF's tables stand over, on pages drawn by hand."""

from __future__ import annotations

import io
from datetime import date

from drawn import COLUMNS, draw, grid_rows
from reportlab.pdfgen.canvas import Canvas

from index.layout import Grid
from index.period import Duration
from index.read_pdf import read_pdf
from index.table_facts import table_facts
from index.understand import understand


def test_heads_of_words_stand_over_a_label_between() -> None:
    rows = [
        ("", "High", "Low"),
        ("Fiscal year 2015 quarters ended:",),
        ("March 28, 2015", "$ 3.37", "$ 2.14"),
        ("June 27, 2015", "$ 2.94", "$ 2.20"),
    ]
    assert grid_rows(read_pdf(draw(rows)))[0] == ["", "High", "Low"]


def test_a_year_in_the_middle_over_columns_is_theirs() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    canvas.setFont("Helvetica", 9)
    canvas.drawCentredString(410, 711, "2020")
    for row, cells in enumerate(
        (("(in millions)", "Water", "Other"), ("Net sales", "$ 3,255", "$ 540"), ("Costs", "562", "26"))
    ):
        canvas.drawString(72, 700 - 11 * row, cells[0])
        for x, cell in zip((390, 460), cells[1:], strict=True):
            canvas.drawRightString(x, 700 - 11 * row, cell)
    canvas.save()
    layout = read_pdf(buffer.getvalue())
    [grid] = [block for block in layout.blocks if isinstance(block, Grid)]
    head = next(cell for cell in grid.cells if cell.span.of(layout.text) == "2020")
    assert (head.column, head.column_span) == (1, 2)


def test_a_year_alone_between_rows_is_a_label() -> None:
    rows = [
        ("", "June 30", "March 31"),
        ("2015",),
        ("Total revenues", "1,644", "1,573"),
        ("2014",),
        ("Total revenues", "1,340", "1,270"),
    ]
    assert [row[0] for row in grid_rows(read_pdf(draw(rows)))][-4:] == [
        "2015",
        "Total revenues",
        "2014",
        "Total revenues",
    ]


def test_heads_further_down_span_their_columns_too() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    canvas.setFont("Helvetica", 9)
    at = 700
    for title, values in (("Three Months Ended June 30,", "1,092"), ("Six Months Ended June 30,", "2,198")):
        canvas.drawCentredString(385, at, title)
        canvas.drawCentredString(310, at - 11, "2022")
        canvas.drawCentredString(460, at - 11, "2021")
        for row, cells in enumerate(
            (("", "Bags", "Tins", "Bags", "Tins"), ("Net sales", values, values, values, values))
        ):
            canvas.drawString(72, at - 22 - 11 * row, cells[0])
            for x, cell in zip((300, 360, 450, 510), cells[1:], strict=True):
                canvas.drawRightString(x, at - 22 - 11 * row, cell)
        at -= 48
    canvas.save()
    layout = read_pdf(buffer.getvalue())
    cells = [cell for block in layout.blocks if isinstance(block, Grid) for cell in block.cells]
    spans = {cell.span.of(layout.text): (cell.column, cell.column_span) for cell in cells}
    assert spans["Six Months Ended June 30,"] == spans["Three Months Ended June 30,"] == (1, 4)
    assert [(cell.column, cell.column_span) for cell in cells if cell.span.of(layout.text) == "2021"] == [
        (3, 2),
        (3, 2),
    ]


def test_a_head_over_several_columns_spans_them() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    canvas.setFont("Helvetica", 9)
    canvas.drawCentredString(385, 700, "Years ended December 31,")
    for row, cells in enumerate((("", "2018", "2017", "2016"), ("Net sales", "32,765", "31,657", "30,109"))):
        canvas.drawString(72, 689 - 11 * row, cells[0])
        for x, cell in zip(COLUMNS, cells[1:], strict=True):
            canvas.drawRightString(x, 689 - 11 * row, cell)
    canvas.save()
    layout = read_pdf(buffer.getvalue())
    [grid] = [block for block in layout.blocks if isinstance(block, Grid)]
    head = next(cell for cell in grid.cells if "Years ended" in cell.span.of(layout.text))
    assert (head.column, head.column_span) == (1, 3)


def test_heads_stand_over_labels_without_figures() -> None:
    rows = grid_rows(
        read_pdf(
            draw(
                [
                    ("Consolidated Balance Sheets",),
                    ("",),
                    ("", "June 30, 2018", "June 30, 2017"),
                    ("", "", "(In thousands)"),
                    ("Assets",),
                    ("Current assets:",),
                    ("Cash and cash equivalents", "$32,765", "$31,657"),
                    ("Inventories", "16,682", "16,055"),
                ]
            )
        )
    )
    assert rows[0] == ["", "June 30, 2018", "June 30, 2017"]
    assert rows[1:4] == [["", "", "(In thousands)"], ["Assets", "", ""], ["Current assets:", "", ""]]
    assert rows[4] == ["Cash and cash equivalents", "$ 32,765", "$ 31,657"]


def test_a_sentence_over_a_table_is_no_label_and_brings_no_heads() -> None:
    rows = grid_rows(
        read_pdf(
            draw(
                [
                    ("", "Members", "of the board"),
                    ("The following shows what we hold.",),
                    ("Cash and cash equivalents", "$32,765", "$31,657"),
                    ("Inventories", "16,682", "16,055"),
                ]
            )
        )
    )
    assert rows[0] == ["Cash and cash equivalents", "$ 32,765", "$ 31,657"]


def test_a_percent_sign_beside_a_year_heads_the_next_column() -> None:
    page = [
        ("The following table shows key hotel statistics for the Coast:",),
        ("",),
        ("Three Months Ended December 31,", "2022", "2021", "%"),
        ("", "", "", "Change"),
        ("Rooms revenue", "$813", "$557", "46 %"),
        ("Occupancy", "91 %", "86 %", ""),
        ("",),
        ("The following table shows key hotel statistics for the Plains:",),
        ("",),
        ("Three Months Ended December 31,", "2022", "2021", "%"),
        ("", "", "", "Change"),
        ("Rooms revenue", "$200", "$100", "100 %"),
        ("Occupancy", "71 %", "66 %", ""),
    ]
    filing = understand(read_pdf(draw(page)), "release.pdf", "0" * 16)
    coast, plains = filing.tables
    assert [(cell.text, cell.row_path, cell.column_path, cell.kind) for cell in coast.cells][:3] == [
        ("$ 813", ("Rooms revenue",), ("2022",), "value"),
        ("$ 557", ("Rooms revenue",), ("2021",), "value"),
        ("46 %", ("Rooms revenue",), ("%", "Change"), "percent_change"),
    ]
    assert {cell.period for cell in plains.cells if cell.kind == "value"} == {
        Duration(date(2022, 10, 1), date(2022, 12, 31)),
        Duration(date(2021, 10, 1), date(2021, 12, 31)),
    }


def test_a_head_broken_over_lines_keeps_to_its_column() -> None:
    page = [
        ("Reconciliation of earnings by segment",),
        ("",),
        ("", "", "Year Ended June 30, 2023", ""),
        ("", "", "Rigid", ""),
        ("($ million)", "Flexible", "Packaging", "Total"),
        ("Earnings before tax", "210", "87", "297"),
        ("Restructuring", "12", "3", "15"),
        ("Adjusted earnings", "222", "90", "312"),
    ]
    [table] = understand(read_pdf(draw(page)), "release.pdf", "0" * 16).tables
    heads = {cell.column_path[-1]: cell.column_path for cell in table.cells}
    assert set(heads) == {"Flexible", "Packaging", "Total"}
    assert [name for name, path in heads.items() if "Rigid" in path] == ["Packaging"]


def test_a_scale_and_the_first_head_run_together_are_two() -> None:
    page = [
        ("Reconciliation of net debt",),
        ("",),
        ("($ million)       Current", "Older", "Total"),
        ("Cash", "775", "689", "1,464"),
        ("Debt", "900", "800", "1,700"),
    ]
    data = draw([(page[2][0], "", *page[2][1:]) if n == 2 else row for n, row in enumerate(page)])
    [table] = understand(read_pdf(data), "release.pdf", "0" * 16).tables
    assert [cell.column_path for cell in table.cells][:3] == [("Current",), ("Older",), ("Total",)]
    assert {cell.quantity.value for cell in table.cells if cell.quantity} >= {775_000_000, 1_464_000_000}


Line = tuple[tuple[float, str], ...]


def _drawn(*lines: Line) -> bytes:
    """A page whose words stand where they are put: right edges for figures and heads, left edges for labels."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    canvas.setFont("Helvetica", 8)
    top = 700.0
    for line in lines:
        top -= 10 if line else 12
        for x, text in line:
            draw_at = canvas.drawRightString if x > 200 else canvas.drawString
            draw_at(x, top, text)
    canvas.save()
    return buffer.getvalue()


def _columns(*lines: Line) -> list[list[str]]:
    return grid_rows(read_pdf(_drawn(*lines)))


ROW = ((40, "Segment net sales"), (330, "3,172"), (400, "3,563"), (470, "1,884"), (540, "1,370"))
NEXT = ((40, "Depreciation"), (330, "548"), (400, "242"), (470, "162"), (540, "132"))


def test_heads_one_for_each_column_may_stand_further_up() -> None:
    heads = ((330, "Display"), (400, "Optical"), (470, "Specialty"), (540, "Total"))
    rows = _columns(heads, (), ((40, "For the year ended December 31, 2020"),), ROW, NEXT)
    assert rows[0] == ["", "Display", "Optical", "Specialty", "Total"]


def test_heads_stand_beside_a_scale_broken_over_lines_and_over_a_long_label() -> None:
    rows = _columns(
        ((40, "In millions, except number"), (330, "Fair"), (400, "Unrealized"), (470, "Fair"), (540, "Unrealized")),
        ((40, "of securities"), (330, "Value"), (400, "Losses"), (470, "Value"), (540, "Losses")),
        ((40, "Debt securities:"),),
        ((40, "Classified as equity securities with readily determinable fair values:"),),
        ROW,
        NEXT,
    )
    assert rows[1] == ["of securities", "Value", "Losses", "Value", "Losses"]


def test_what_stands_over_the_middle_of_periods_spans_them() -> None:
    years = ((330, "2020"), (400, "2019"), (470, "2018"))
    filing = read_pdf(_drawn(((408, "U.S. plans"),), years, ROW[:4], NEXT[:4]))
    [grid] = [block for block in filing.blocks if isinstance(block, Grid)]
    [over] = [cell for cell in grid.cells if cell.span.of(filing.text) == "U.S. plans"]
    assert (over.column, over.column_span) == (1, 3)


def test_a_head_that_no_other_column_shares_is_its_columns_alone() -> None:
    heads = ((328, "2021 target"), (470, "Observable"), (540, "Unobservable"))
    names = ((40, "Asset"), (325, "Allocation"), (400, "Total"), (470, "(Level 2)"), (540, "(Level 3)"))
    layout = read_pdf(_drawn(heads, names, ROW, NEXT))
    figures = {fact.column for fact in table_facts(understand(layout, "a.pdf", "0" * 16)) if fact.value == 3_563}
    assert figures == {"Total"}
