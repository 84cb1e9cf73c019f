"""PDFs drawn here, word by word, so that every place and every value is known."""

import io
from datetime import date

import pytest
from reportlab.pdfgen.canvas import Canvas

from index.errors import UnreadableFiling
from index.layout import Grid, Heading, Layout, Paragraph
from index.period import Duration
from index.read_pdf import read_pdf
from index.understand import understand

COLUMNS = (330, 400, 470)


def draw(*pages: list[tuple[str, ...]], font: str = "Helvetica", size: int = 9) -> bytes:
    """A PDF whose lines are given from the top: a lone string is prose, more are a label and right-aligned cells."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    for page in pages:
        canvas.setFont(font, size)
        for number, (label, *cells) in enumerate(page):
            top = 740 - 11 * number
            canvas.drawString(72, top, label)
            for x, cell in zip(COLUMNS, cells, strict=False):
                if cell.startswith("$"):
                    canvas.drawString(x - 40, top, "$")
                canvas.drawRightString(x, top, cell.lstrip("$"))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


STATEMENT = [
    ("Consolidated Statements of Income",),
    ("",),
    ("(in millions)", "2018", "2017", "2016"),
    ("Net sales", "$32,765", "$31,657", "$30,109"),
    ("Operating expenses",),
    ("  Cost of sales", "16,682", "16,055", "15,118"),
    ("  Research and development", "1,821", "1,870", "(1,764)"),
    ("Operating income", "$7,207", "$7,692", "$7,027"),
    ("",),
    ("",),
    ("The accompanying notes are an integral part of this statement.",),
]


def grid_rows(layout: Layout) -> list[list[str]]:
    [grid] = [block for block in layout.blocks if isinstance(block, Grid)]
    rows = [["" for _ in range(grid.columns)] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell.span.of(layout.text)
    return rows


def test_a_statement_becomes_a_grid_with_its_currency_signs_beside_their_numbers() -> None:
    assert grid_rows(read_pdf(draw(STATEMENT))) == [
        ["(in millions)", "2018", "2017", "2016"],
        ["Net sales", "$ 32,765", "$ 31,657", "$ 30,109"],
        ["Operating expenses", "", "", ""],
        ["Cost of sales", "16,682", "16,055", "15,118"],
        ["Research and development", "1,821", "1,870", "(1,764)"],
        ["Operating income", "$ 7,207", "$ 7,692", "$ 7,027"],
    ]


def test_rows_set_in_are_indented() -> None:
    layout = read_pdf(draw(STATEMENT))
    [grid] = [block for block in layout.blocks if isinstance(block, Grid)]
    labels = {cell.span.of(layout.text): cell.indent for cell in grid.cells if cell.column == 0}
    assert labels["Cost of sales"] > labels["Net sales"] == labels["Operating income"] == 0


def test_dots_lead_to_figures_and_are_no_part_of_the_label() -> None:
    dotted = [
        ("(in millions)", "2018", "2017"),
        ("Revenue " + "." * 40, "$32,765", "$31,657"),
        ("Costs .", "1,821", "1,870"),
    ]
    assert grid_rows(read_pdf(draw(dotted)))[1:] == [["Revenue", "$ 32,765", "$ 31,657"], ["Costs .", "1,821", "1,870"]]
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    canvas.setFont("Helvetica", 9)
    canvas.drawString(72, 700, "Revenue" + "." * 90 + " $ 4,795")
    canvas.drawString(72, 689, "Cash, cash equivalents and all of our short-term investments as held then ... $ 3,988")
    for row, figure in enumerate(("$ 4,147", "$ 3,739")):
        canvas.drawRightString(540, 700 - 11 * row, figure)
    canvas.save()
    assert [[cell for cell in row[1:] if cell] for row in grid_rows(read_pdf(buffer.getvalue()))] == [
        ["$ 4,795", "$ 4,147"],
        ["$ 3,988", "$ 3,739"],
    ]


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


def test_every_line_has_its_page_and_box() -> None:
    layout = read_pdf(draw(STATEMENT, [("A second page of prose that stands alone.",)]))
    where = layout.text.index("A second page")
    [anchor] = [anchor for anchor in layout.anchors if anchor.span.start == where]
    assert anchor.page == 2
    assert anchor.box is not None
    assert anchor.box[0] == pytest.approx(72, abs=1)
    assert anchor.box[3] == pytest.approx(792 - 740 + 2, abs=2)


def test_a_paragraph_goes_on_over_the_page_and_its_running_heads() -> None:
    pages = [
        [("ACME Annual Report",), ("",), (f"Page {n} says that revenue rose and that the company",), ("",), (str(n),)]
        for n in (1, 2, 3)
    ]
    pages[1][2] = ("also spent more on research.",)
    layout = read_pdf(draw(*pages))
    joined = [block for block in layout.blocks if isinstance(block, Paragraph) and len(block.pieces) == 2]
    assert [[piece.of(layout.text) for piece in block.pieces] for block in joined] == [
        ["Page 1 says that revenue rose and that the company", "also spent more on research."]
    ]
    furniture = [block.span.of(layout.text) for block in layout.blocks if getattr(block, "kind", "") == "furniture"]
    assert furniture.count("ACME Annual Report") == 3
    assert {"1", "2", "3"} <= set(furniture)


def test_bold_lines_are_headings_and_items_the_outermost() -> None:
    layout = read_pdf(draw([("ITEM 7. MANAGEMENT'S DISCUSSION",)], [("Liquidity",)], font="Helvetica-Bold"))
    found = [(block.span.of(layout.text), block.level) for block in layout.blocks if isinstance(block, Heading)]
    assert found == [("ITEM 7. MANAGEMENT'S DISCUSSION", 1), ("Liquidity", 3)]


def test_blocks_stand_in_order_and_their_spans_quote() -> None:
    layout = read_pdf(draw(STATEMENT, STATEMENT))
    starts = [block.span.start for block in layout.blocks]
    assert starts == sorted(starts)
    assert all(anchor.span.of(layout.text).strip() for anchor in layout.anchors)


def test_pages_without_text_are_reported_and_a_file_of_pictures_is_refused() -> None:
    layout = read_pdf(draw([("Revenue rose.",)], []))
    assert layout.problems == ("no text on page 2 (blank or scanned): not read",)
    with pytest.raises(UnreadableFiling, match="holds no text"):
        read_pdf(draw([]))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\ngarbage", draw(STATEMENT)[:300]])
def test_damaged_files_are_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableFiling, match="cannot be opened") as caught:
        read_pdf(data)
    assert "\n" not in str(caught.value)


def test_two_columns_are_read_one_after_the_other() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    canvas.setFont("Helvetica", 9)
    canvas.drawString(72, 760, "A heading that stands over both of the columns and crosses the gutter between them")
    for row in range(12):
        canvas.drawString(72, 740 - 11 * row, f"left column line {chr(97 + row)} goes on and on and")
        canvas.drawString(320, 740 - 11 * row, f"right column line {chr(97 + row)} goes on and on and")
    canvas.save()
    text = read_pdf(buffer.getvalue()).text
    assert text.index("left column line l") < text.index("right column line a")
    assert text.index("A heading") < text.index("left column line a")


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


def test_rows_that_keep_to_the_columns_are_one_table_over_many_lines_of_labels() -> None:
    labels = ["Commitments and contingencies", "Equity", "Our equity:", "Common shares:", "Authorized", "Of one class"]
    rows = grid_rows(
        read_pdf(
            draw(
                [
                    ("(in millions)", "2018", "2017"),
                    ("Total liabilities", "$12,913", "$13,285"),
                    *[(label,) for label in labels],
                    ("Issued (1,448 and 1,489 million shares)", "$14", "$15"),
                    ("Retained earnings", "865", "534"),
                ]
            )
        )
    )
    assert [row[0] for row in rows[2:8]] == labels
    assert rows[-1] == ["Retained earnings", "865", "534"]


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


def test_what_figures_are_in_is_no_running_head() -> None:
    layout = read_pdf(
        draw(*[[("ACME",), ("(in millions)",), ("",), ("", "2018", "2017"), ("Net sales", "5", "4")]] * 3)
    )
    furniture = [block.span.of(layout.text) for block in layout.blocks if getattr(block, "kind", "") == "furniture"]
    assert furniture == ["ACME"] * 3


def test_a_bullet_is_no_heading_whatever_the_size_of_its_mark() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    for number, text in enumerate(["Sales rose.", "Sales of $674 million, a decrease of 44%; and", "Costs fell."]):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(60, 740 - 14 * number, "•")
        canvas.setFont("Helvetica", 9)
        canvas.drawString(80, 740 - 14 * number, text)
    canvas.drawString(
        60, 650, "What follows is set in the size that most of this page is set in, as its paragraphs are. " * 2
    )
    canvas.save()
    assert not [block for block in read_pdf(buffer.getvalue()).blocks if isinstance(block, Heading)]


def test_a_title_in_large_type_takes_in_no_small_line_under_it() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    canvas.setFont("Helvetica-Bold", 26)
    canvas.drawCentredString(306, 700, "Acme Widgets Inc.")
    canvas.setFont("Helvetica", 8)
    canvas.drawCentredString(306, 689, "(Exact name of registrant as specified in its charter)")
    canvas.drawString(72, 655, "Sales rose")
    canvas.setFont("Helvetica", 5)
    canvas.drawString(112, 658.5, "(a)")
    canvas.save()
    assert read_pdf(buffer.getvalue()).text.splitlines()[:3] == [
        "Acme Widgets Inc.",
        "(Exact name of registrant as specified in its charter)",
        "Sales rose (a)",
    ]
