"""Passages tile a filing's text, break at rows and sentences, and stay within what the model reads."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.embedded_text import embedded_words
from index.errors import TieoutError
from index.filing import Cell, Filing, FilingRecord, Section, Table
from index.layout import Anchor, Grid, Heading, Layout, Paragraph, Span
from index.passages import Passage, passages_of
from index.period import FiscalCalendar
from index.quantity import Quantity
from index.read_text import read_text

RECORD = FilingRecord(
    "0123456789abcdef",
    "a.txt",
    "a.txt",
    "8-K",
    "Acme, Inc.",
    "",
    "",
    None,
    None,
    FiscalCalendar(),
    None,
    "text/1",
    "Acme 8-K",
)


def filing_of(layout: Layout) -> Filing:
    """A filing with a section a heading and plainly typed tables, as far as passages look at them."""
    heads = [block for block in layout.blocks if isinstance(block, Heading)]
    ends = [*[head.span.start for head in heads[1:]], len(layout.text)][: len(heads)]
    sections = [
        Section((head.span.of(layout.text),), Span(head.span.start, end)) for head, end in zip(heads, ends, strict=True)
    ]
    grids = [block for block in layout.blocks if isinstance(block, Grid)]
    tables = [
        Table(number, grid.span, "Statements", (), tuple(typed(layout, grid))) for number, grid in enumerate(grids)
    ]
    paragraphs = tuple(block for block in layout.blocks if isinstance(block, Paragraph))
    return Filing(RECORD, layout.text, tuple(sections), paragraphs, tuple(tables), layout.anchors)


def typed(layout: Layout, grid: Grid) -> list[Cell]:
    return [
        Cell(
            cell.span,
            cell.span.of(layout.text),
            cell.row,
            cell.column,
            ("Revenues", "Row"),
            (f"Head {cell.column}",),
            Quantity(1, "USD") if cell.column else None,
        )  # type: ignore[arg-type]
        for cell in grid.cells
    ]


def words_within(limit: int):  # type: ignore[no-untyped-def]
    return lambda text: len(text.split()) <= limit


def read_of(passage: Passage) -> str:
    """What of a passage's text the model is given."""
    return embedded_words(passage.text, table=passage.table is not None)


@pytest.mark.parametrize("limit", [40, 120, 256])
def test_the_sample_is_tiled(sample_path: Path, limit: int) -> None:
    filing = filing_of(read_text(sample_path.read_bytes()))
    passages = passages_of(filing, words_within(limit))
    assert "".join(passage.text for passage in passages) == filing.text
    assert [p.span.start for p in passages[1:]] == [p.span.end for p in passages[:-1]]
    assert all(passage.text == passage.span.of(filing.text) for passage in passages)
    assert all(len((passage.context + read_of(passage)).split()) <= limit for passage in passages)
    assert len({passage.id for passage in passages}) == len(passages)


def test_breaks_are_at_sentences_and_rows(sample_path: Path) -> None:
    filing = filing_of(read_text(sample_path.read_bytes()))
    passages = passages_of(filing, words_within(90))
    (research,) = [p for p in passages if "10,732" in p.text]
    assert research.table == 1
    assert not filing.text[: research.span.start].rpartition("\n")[2].strip()
    assert research.context == (
        "Acme 8-K\nCONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS (Unaudited)\nStatements\n"
        "Head 1 | Head 2 | Head 3 | Head 4 | Head 5 | Head 6 | Head 7 | Head 8\nRevenues\n"
    )
    (loss,) = [p for p in passages if "reported a net loss of" in p.text]
    assert loss.section == ("Financial Results",) and loss.table is None
    assert loss.text.rstrip().endswith(".")


def test_pages_come_from_anchors() -> None:
    text = "One sentence here. " * 20
    layout = Layout(
        text,
        (Paragraph((Span(0, len(text) - 1),)),),
        "pdf/1",
        anchors=(Anchor(Span(0, 10), page=1), Anchor(Span(190, 200), page=2)),
    )
    passages = passages_of(filing_of(layout), words_within(12))
    assert {p.page for p in passages if p.span.start < 190} == {1}
    assert {p.page for p in passages if p.span.start >= 190} == {2}


def test_a_context_too_long_leaves_room_for_text() -> None:
    layout = read_text(
        b"A Very Long Title In Words Of Many Kinds Of Things\n\n" + b"word " * 30 + b"end of it all, and more.\n"
    )
    passages = passages_of(filing_of(layout), words_within(4))
    assert "".join(passage.text for passage in passages) == layout.text
    assert all(len((passage.context + passage.text).split()) <= 4 for passage in passages)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aB1 .,;\n\t|$", max_size=400), st.integers(3, 40))
def test_any_text_is_tiled(text: str, limit: int) -> None:
    try:
        layout = read_text(text.encode())
    except TieoutError:
        return
    passages = passages_of(filing_of(layout), lambda sample: len(sample) <= limit)
    assert "".join(passage.text for passage in passages) == layout.text
    assert all(passage.text and len(passage.context + read_of(passage)) <= limit for passage in passages)
