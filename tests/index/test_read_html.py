"""HTML as filings have it: text, headings, tables, hidden parts, inline tags."""

from datetime import date
from decimal import Decimal

import pytest

from index.errors import UnreadableFiling
from index.layout import Grid, Heading, Layout, Paragraph
from index.period import Duration, Instant
from index.read_html import read_html

PAGE = """<html><head><title>t</title><script>var x = "1,000";</script></head><body>{}</body></html>"""


def lay_out(body: str) -> Layout:
    return read_html(PAGE.format(body).encode())


def rows(layout: Layout, number: int = 0) -> list[list[tuple[int, str]]]:
    grid = [block for block in layout.blocks if isinstance(block, Grid)][number]
    found: list[list[tuple[int, str]]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        found[cell.row].append((cell.column, cell.span.of(layout.text)))
    return found


def texts(layout: Layout) -> list[tuple[str, str]]:
    return [
        ("heading" if isinstance(block, Heading) else block.kind, block.span.of(layout.text))
        for block in layout.blocks
        if not isinstance(block, Grid)
    ]


def test_paragraphs_and_headings_are_told_apart() -> None:
    layout = lay_out(
        "<div style='font-weight:700;text-align:center'>Item 1. Business</div><p>We   sell\n things.</p>"
        "<p><b>Overview</b></p><p>It was <b>good</b>.</p><ul><li>One thing</li></ul>"
    )
    assert texts(layout) == [
        ("heading", "Item 1. Business"),
        ("text", "We sell things."),
        ("heading", "Overview"),
        ("text", "It was good."),
        ("bullet", "One thing"),
    ]
    assert [block.level for block in layout.blocks if isinstance(block, Heading)] == [1, 2]
    assert layout.text == "Item 1. Business\n\nWe sell things.\n\nOverview\n\nIt was good.\n\nOne thing"


def test_affixes_in_cells_of_their_own_stay_cells_and_quote_as_one() -> None:
    layout = lay_out(
        "<table><tr><td></td><td colspan=3>2024</td><td></td><td colspan=3>2023</td></tr>"
        "<tr><td>Net loss</td><td>$</td><td>(1,234</td><td>)</td><td></td><td>$</td><td>5.6</td><td>%</td></tr></table>"
    )
    assert rows(layout) == [
        [(1, "2024"), (5, "2023")],
        [(0, "Net loss"), (1, "$"), (2, "(1,234"), (3, ")"), (5, "$"), (6, "5.6"), (7, "%")],
    ]
    assert layout.text == "2024\t2023\nNet loss\t$(1,234)\t$5.6%"


def test_rowspan_and_colspan_place_the_cells_after_them() -> None:
    layout = lay_out(
        "<table><tr><td rowspan=2>Item</td><td colspan=2>Quarter</td></tr><tr><td>2024</td><td>2023</td></tr>"
        "<tr><td>A</td><td>1</td><td>2</td></tr></table>"
    )
    assert rows(layout) == [[(0, "Item"), (1, "Quarter")], [(1, "2024"), (2, "2023")], [(0, "A"), (1, "1"), (2, "2")]]


def test_indentation_is_ranked_over_the_labels() -> None:
    layout = lay_out(
        "<table><tr><td>Assets</td><td>1</td></tr>"
        "<tr><td style='padding:2px 1pt 2px 13pt'>Cash</td><td>1</td></tr>"
        "<tr><td>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;Total</td><td>1</td></tr>"
        "<tr><td><div style='padding-left:9pt;text-indent:-9pt'>Debt</div></td><td>1</td></tr></table>"
    )
    grid = next(block for block in layout.blocks if isinstance(block, Grid))
    assert [cell.indent for cell in grid.cells if cell.column == 0] == [0, 1, 2, 0]


def test_a_raised_mark_is_a_note_and_never_part_of_a_number() -> None:
    layout = lay_out(
        "<table><tr><td>Sales<sup>(1)</sup></td><td>1,234<sup>2</sup></td><td><sup>*</sup></td></tr></table>"
    )
    grid = next(block for block in layout.blocks if isinstance(block, Grid))
    assert [(cell.span.of(layout.text), cell.note) for cell in grid.cells] == [("Sales", "(1)"), ("1,234", "² *")]
    assert layout.text == "Sales(1)\t1,234²\t*"
    assert texts(lay_out("<p>We had $1,234<sup>1</sup> on May 5<sup>th</sup>.</p>")) == [
        ("text", "We had $1,234¹ on May 5th.")
    ]


def test_tables_that_only_lay_out_text_become_paragraphs() -> None:
    layout = lay_out(
        "<table><tr><td>•</td><td>First point</td></tr></table>"
        "<table><tr><td><table><tr><td>Inner</td><td>7</td></tr><tr><td>Other</td><td>8</td></tr></table></td></tr></table>"
        "<table><tr><td><a href='#a'>Item 1</a></td><td>3</td></tr><tr><td><a href='#b'>Item 2</a></td><td>9</td></tr>"
        "<tr><td><a href='#c'>Item 3</a></td><td>12</td></tr></table>"
    )
    assert texts(layout) == [
        ("bullet", "• First point"),
        ("furniture", "Item 1\t3"),
        ("furniture", "Item 2\t9"),
        ("furniture", "Item 3\t12"),
    ]
    assert rows(layout) == [[(0, "Inner"), (1, "7")], [(0, "Other"), (1, "8")]]


def test_stacked_lines_of_numbers_are_rows_of_their_own() -> None:
    layout = lay_out("<table><tr><td>Sales<br>Costs</td><td>10<br>7</td><td>9<br>(6)</td></tr></table>")
    assert rows(layout) == [[(0, "Sales"), (1, "10"), (2, "9")], [(0, "Costs"), (1, "7"), (2, "(6)")]]


def test_footnotes_under_a_table_leave_its_grid() -> None:
    layout = lay_out(
        "<table><tr><td>Sales</td><td>10</td></tr><tr><td>Costs</td><td>7</td></tr>"
        "<tr><td colspan=2>(1) Includes the sales of companies that were acquired in the year.</td></tr></table>"
        "<p>(2) And more of that.</p>"
    )
    assert len(rows(layout)) == 2
    assert [kind for kind, _ in texts(layout)] == ["footnote", "footnote"]


def test_hidden_parts_stay_out() -> None:
    layout = lay_out(
        "<p>Seen</p><div style='display:none'><p>Not seen 5</p><table><tr><td>1</td></tr></table></div>tail"
    )
    assert layout.text == "Seen\n\ntail"


def test_a_paragraph_runs_on_over_a_page_break() -> None:
    page = "<p>{} of the year we sold</p><div>Acme Corp | Form 10-K | {}</div><hr style='page-break-after:always'>"
    starts = ("In the first half", "In the second half", "In the rest")
    layout = lay_out("".join(page.format(s, n) + f"<p>more than {s.lower()}.</p>" for n, s in enumerate(starts)))
    paragraphs = [block for block in layout.blocks if isinstance(block, Paragraph)]
    assert [block.kind for block in paragraphs] == ["text", "furniture"] * 3
    assert [piece.of(layout.text) for piece in paragraphs[0].pieces] == [
        "In the first half of the year we sold",
        "more than in the first half.",
    ]


TAGGED = """<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><body><div style="display:none"><ix:header><ix:hidden>
<ix:nonNumeric contextRef="d" name="dei:EntityCentralIndexKey">0000012345</ix:nonNumeric>
<ix:nonNumeric contextRef="d" name="dei:CurrentFiscalYearEndDate">--09-28</ix:nonNumeric></ix:hidden><ix:resources>
<xbrli:context id="d"><xbrli:entity><xbrli:identifier scheme="x">12345</xbrli:identifier><xbrli:segment>
<xbrldi:explicitMember dimension="a:ProductAxis">a:PhonesMember</xbrldi:explicitMember></xbrli:segment></xbrli:entity>
<xbrli:period><xbrli:startDate>2023-10-01</xbrli:startDate><xbrli:endDate>2024-09-28</xbrli:endDate></xbrli:period>
</xbrli:context><xbrli:context id="i"><xbrli:period><xbrli:instant>2024-09-28</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="eps"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unitNumerator>
<xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide></xbrli:unit>
<xbrli:unit id="pure"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit></ix:resources></ix:header></div>
<p><ix:nonNumeric contextRef="d" name="dei:EntityRegistrantName">Acme <b>Inc.</b></ix:nonNumeric></p>
<table><tr><td>Sales</td><td>$</td><td><ix:nonFraction unitRef="usd" contextRef="d" scale="6" name="a:Sales"
format="ixt:num-dot-decimal">1,234</ix:nonFraction></td></tr>
<tr><td>Loss a share</td><td>$</td><td>(<ix:nonFraction unitRef="eps" contextRef="d" scale="0" sign="-" name="a:Eps">0.52</ix:nonFraction>)</td></tr><tr><td>Rate</td><td><ix:nonFraction unitRef="pure" contextRef="i" scale="-2" name="a:Rate">4.1
</ix:nonFraction></td><td>%</td></tr><tr><td>None</td><td><ix:nonFraction unitRef="usd" contextRef="i" scale="6"
format="ixt:fixed-zero" name="a:Nothing">—</ix:nonFraction></td></tr></table>
<p>We have <ix:nonFraction unitRef="usd" contextRef="i" scale="9" name="a:Cash">1.5</ix:nonFraction> billion dollars.</p>
</body></html>"""


def test_inline_tags_come_with_value_unit_period_and_place() -> None:
    layout = read_html(TAGGED.encode())
    year = Duration(date(2023, 10, 1), date(2024, 9, 28))
    end = Instant(date(2024, 9, 28))
    products = (("a:ProductAxis", "a:PhonesMember"),)
    assert [(span.of(layout.text), t.concept, t.value, t.unit, t.period, t.dimensions) for span, t in layout.tags] == [
        ("1,234", "a:Sales", Decimal(1_234_000_000), "USD", year, products),
        ("0.52", "a:Eps", Decimal("-0.52"), "USD/share", year, products),
        ("4.1", "a:Rate", Decimal("4.1"), "percent", end, ()),
        ("—", "a:Nothing", Decimal(0), "USD", end, ()),
        ("1.5", "a:Cash", Decimal(1_500_000_000), "USD", end, ()),
    ]
    grid = next(block for block in layout.blocks if isinstance(block, Grid))
    assert [cell.span.of(layout.text) for cell in grid.cells if cell.tag] == ["1,234", "(0.52)", "4.1", "—"]
    assert (layout.header.company, layout.header.cik, layout.header.fiscal_year_end) == ("Acme Inc.", "12345", (9, 28))


def test_windows_punctuation_and_entities_are_read() -> None:
    assert lay_out("<p>The company&#146;s &#8220;plan&#8221; &amp; more</p>").text == "The company’s “plan” & more"
    assert read_html(b"<p>The company\x92s plan</p>").text == "The company’s plan"


def test_entities_of_a_document_type_are_not_expanded() -> None:
    bomb = "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    text = read_html(f"{bomb}<html><body><p>&b; and &x; end</p></body></html>".encode()).text
    assert "aaaa" not in text and "root:" not in text and "end" in text


def test_a_page_without_text_is_refused_in_one_line() -> None:
    with pytest.raises(UnreadableFiling, match="holds no text"):
        read_html(b"<html><body><img src='scan.png'></body></html>")


def test_nesting_without_end_is_read_or_refused() -> None:
    assert read_html(b"<p>a" + b"<font>" * 5000 + b"deep").text == "adeep"
    with pytest.raises(UnreadableFiling, match="nested"):
        read_html(b"<div>" * 5000 + b"deep")


def test_a_page_that_breaks_off_inside_a_table_says_so() -> None:
    page = b"<html><body><p>Results</p><table><tr><td>Sales</td><td>5</td></tr>"
    assert read_html(page).problems == ("the page breaks off inside a table",)
    assert read_html(page + b"</table></body></html>").problems == ()


def test_the_blanks_of_a_cover_page_are_no_table_of_figures() -> None:
    layout = lay_out(
        "<table><tr><td>1 Main Street, Springfield</td><td>94538</td></tr>"
        "<tr><td>(Address of principal executive offices)</td><td>(Zip Code)</td></tr></table>"
    )
    assert texts(layout) == [
        ("text", "1 Main Street, Springfield 94538"),
        ("text", "(Address of principal executive offices) (Zip Code)"),
    ]
