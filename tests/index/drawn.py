"""PDFs drawn by hand, word by word, so that every place and every value is known."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from index.layout import Grid, Layout

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
