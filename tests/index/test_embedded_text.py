"""What is embedded of a passage: words, once each, without the figures of tables."""

from __future__ import annotations

from index.embedded_text import embedded_text
from index.layout import Span
from index.passages import Passage


def passage(text: str, context: str = "", section: tuple[str, ...] = (), table: int | None = None) -> Passage:
    return Passage("p", "f", section, Span(0, len(text)), text, context, None, table)


def test_figures_of_a_table_are_left_out() -> None:
    text = "Total revenues\t$\t9,751\t(1,072)\t8.5%\t—\nQ2 2008 license fees, net (Note 4)\t$ 12"
    found = embedded_text(passage(text, "Acme 8-K\nStatements of operations\n", ("Statements of operations",), 2))
    assert found == "Acme 8-K\nStatements of operations\nTotal revenues Q2 license fees, net Note"


def test_figures_of_prose_stay() -> None:
    text = "Revenue was $9.8 million,\nup 4%."
    assert embedded_text(passage(text, "Acme 8-K\n")) == "Acme 8-K\nRevenue was $9.8 million, up 4%."


def test_titles_are_said_once_and_the_innermost_only() -> None:
    section = ("Part I", "Item 1. Financial Statements", "Note 4 - Held for Sale")
    context = "Acme 10-Q\nPart I > Item 1. Financial Statements > Note 4 - Held for Sale\nHeld for Sale\n"
    assert embedded_text(passage("Assets were sold.", context, section)) == (
        "Acme 10-Q\nNote 4 - Held for Sale\nAssets were sold."
    )
    own = passage("Note 4 - Held for Sale\nAssets were sold.", context, section)
    assert embedded_text(own) == "Acme 10-Q\nHeld for Sale\nNote 4 - Held for Sale Assets were sold."


def test_leaders_are_left_out() -> None:
    contents = passage("Balance sheets ................ 59\nNotes . . . . . . 64\nNet income____\t5", "Acme 10-K\n")
    assert embedded_text(contents) == "Acme 10-K\nBalance sheets 59 Notes 64 Net income 5"
    assert embedded_text(passage("And so on... it goes.", "Acme 10-K\n")) == "Acme 10-K\nAnd so on... it goes."
