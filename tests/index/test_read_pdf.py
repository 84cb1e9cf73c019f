"""What is read from a page of a PDF: tables, paragraphs, headings, places and pages."""

import io

import pytest
from drawn import STATEMENT, draw, grid_rows
from reportlab.pdfgen.canvas import Canvas

from index.errors import UnreadableFiling
from index.layout import Grid, Heading, Paragraph
from index.read_pdf import read_pdf


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
