"""Reading text filings: the sample, and a page set in columns of characters as filings of the 1990s are."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import TieoutError, UnreadableFiling
from index.layout import Grid, Heading, Layout, Paragraph
from index.read_text import read_text

OLD = """<PAGE>   3

                    MANAGEMENT'S DISCUSSION AND ANALYSIS OF RESULTS

     Net sales for the quarter ended March 31, 1997 increased 12% to $45.3
million from $40.4 million in the same quarter of 1996, due primarily to
higher volume.

<TABLE>
<CAPTION>
                         CONSOLIDATED STATEMENTS OF INCOME
                  (in thousands, except per share amounts)

                                            Three Months Ended
                                                 March 31,
                                          -----------------------
                                             1997         1996
                                          ----------   ----------
<S>                                       <C>          <C>
Net sales                                 $   45,300   $   40,446
   Gross profit                               14,995       12,943
Selling, general and
  administrative expenses...........           8,012        7,551
Interest (income) expense, net                  (112)          --
Net income per share                      $      .71   $      .54
                                          ==========   ==========
</TABLE>

                                       4

     By segment:

                              1997        1996      Change
     Industrial             $12,345     $11,001       12.2%
     Consumer                 4,500       5,000      (10.0)%
"""


@pytest.fixture(scope="module")
def sample(sample_path: Path) -> Layout:
    return read_text(sample_path.read_bytes())


def rows(layout: Layout, grid: Grid) -> list[list[str]]:
    return [[cell.span.of(layout.text) for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


def grids(layout: Layout) -> list[Grid]:
    return [block for block in layout.blocks if isinstance(block, Grid)]


def headings(layout: Layout) -> list[tuple[int, str]]:
    return [(block.level, block.span.of(layout.text)) for block in layout.blocks if isinstance(block, Heading)]


def paragraphs(layout: Layout) -> list[Paragraph]:
    return [block for block in layout.blocks if isinstance(block, Paragraph)]


def test_the_text_is_the_file_own(sample: Layout, sample_path: Path) -> None:
    assert sample.text == sample_path.read_bytes().decode("utf-8")


def test_headings_of_the_sample(sample: Layout) -> None:
    assert headings(sample)[:5] == [
        (1, "FORM 8-K"),
        (1, "ITEM 2.02 — RESULTS OF OPERATION AND FINANCIAL CONDITION"),
        (1, "ITEM 9.01. FINANCIAL STATEMENTS AND EXHIBITS"),
        (1, "ImmunoGen, Inc. Reports Second Quarter Fiscal Year 2008 Financial Results"),
        (2, "Financial Results"),
    ]
    assert (3, "IMGN901 (huN901-DM1)") in headings(sample)
    assert (3, "CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS (Unaudited)") in headings(sample)
    assert len(headings(sample)) == 19


def test_paragraphs_are_joined_over_page_breaks(sample: Layout) -> None:
    joined = [[piece.of(sample.text) for piece in p.pieces] for p in paragraphs(sample) if len(p.pieces) > 1]
    assert [(first[-12:], second[:13]) for first, second in joined] == [
        ("other of its", "collaborative"),
        ("dy of T-DM1 in HER2-"[-12:], "positive MBC "),
        ("this summer;", "expects to fi"),
    ]
    assert [p.span.of(sample.text) for p in paragraphs(sample) if p.kind == "furniture"] == ["2", "3", "4", "5", "6"]


def test_tables_of_the_sample(sample: Layout) -> None:
    sheet, operations = grids(sample)
    assert (sheet.rows, operations.rows) == (11, 19)
    assert rows(sample, sheet)[0] == ["December 31, 2007", "June 30, 2007"]
    assert rows(sample, operations)[9] == ["Research and development", "10,732", "11,768", "19,837", "23,184"]
    assert rows(sample, operations)[16][:3] == ["Net loss", "\\$", "(6,212)"]


def test_columns_of_characters() -> None:
    layout = read_text(OLD.encode())
    income, segments = grids(layout)
    assert rows(layout, income) == [
        ["Three Months Ended"],
        ["March 31,"],
        ["1997", "1996"],
        ["Net sales", "$   45,300", "$   40,446"],
        ["Gross profit", "14,995", "12,943"],
        ["Selling, general and"],
        ["administrative expenses", "8,012", "7,551"],
        ["Interest (income) expense, net", "(112)", "--"],
        ["Net income per share", "$      .71", "$      .54"],
    ]
    heads = [(cell.column, cell.column_span) for cell in income.cells if cell.row < 2]
    assert heads == [(1, 2), (1, 2)]
    assert [cell.indent for cell in income.cells if cell.column == 0] == [0, 1, 0, 1, 0, 0]
    assert rows(layout, segments)[2] == ["Consumer", "4,500", "5,000", "(10.0)%"]
    assert (3, "CONSOLIDATED STATEMENTS OF INCOME") in headings(layout)
    (sentence,) = [p for p in paragraphs(layout) if "Net sales for" in p.span.of(layout.text)]
    assert sentence.span.of(layout.text).endswith("higher volume.")


def test_markdown_tables() -> None:
    layout = read_text(b"| | 2019 | 2018 |\n|---|---:|---:|\n| Revenue | $1,200 | $1,100 |\n| Cost | (300) | (250) |\n")
    assert rows(layout, grids(layout)[0]) == [
        ["2019", "2018"],
        ["Revenue", "$1,200", "$1,100"],
        ["Cost", "(300)", "(250)"],
    ]


def test_carriage_returns_stay() -> None:
    layout = read_text(b"Revenue\t2019\t2018\r\nSales\t10\t9\r\n")
    assert layout.text == "Revenue\t2019\t2018\r\nSales\t10\t9\r\n"
    assert rows(layout, grids(layout)[0]) == [["Revenue", "2019", "2018"], ["Sales", "10", "9"]]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        ("a long text of the 日本".encode()[:-1], "truncated"),
        (b"<TABLE>\nSales   10   9\nCosts   8   7\nNet   2   2\n", "truncated"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFiling, match=says) as caught:
        read_text(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("cut", [8_500, 12_000, 19_000, 19_250, 19_600, 19_700, 19_900])
def test_a_sample_cut_short_is_refused(sample_path: Path, cut: int) -> None:
    with pytest.raises(UnreadableFiling, match="truncated"):
        read_text(sample_path.read_bytes()[:cut])


def test_windows_text_is_read() -> None:
    assert read_text("Revenue – “up” 5%\n".encode("cp1252")).text == "Revenue – “up” 5%\n"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab12$(),.-|\t \n\r\\_%<>/TABLE", max_size=300))
def test_blocks_lie_in_the_text_and_cells_quote_it(text: str) -> None:
    try:
        layout = read_text(text.encode())
    except TieoutError:
        return
    for block in layout.blocks:
        assert 0 <= block.span.start < block.span.end <= len(layout.text)
        for cell in block.cells if isinstance(block, Grid) else ():
            quote = cell.span.of(layout.text)
            assert quote and quote == quote.strip()
