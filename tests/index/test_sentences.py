"""Sentences: where they end, and that each quotes the text exactly."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.layout import Paragraph, Span
from index.read_text import read_text
from index.sentences import sentences_of, split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Sales rose 3.5% to $1.2 billion. Costs fell.", ["Sales rose 3.5% to $1.2 billion.", "Costs fell."]),
        ("ImmunoGen, Inc. Reports results. It did.", ["ImmunoGen, Inc. Reports results.", "It did."]),
        ("It is owned by Acme, Inc. The company is private.", ["It is owned by Acme, Inc.", "The company is private."]),
        ("U.S. sales rose. E.U. sales fell.", ["U.S. sales rose.", "E.U. sales fell."]),
        (
            "See Note No. 5 and Dr. Smith. Mr. J. P. Jones left.",
            ["See Note No. 5 and Dr. Smith.", "Mr. J. P. Jones left."],
        ),
        ('He said "We won." She left.', ['He said "We won."', "She left."]),
        ("revenue was $ 80 million . costs fell 27 % .", ["revenue was $ 80 million .", "costs fell 27 % ."]),
        ("It ended Dec. 31, 2007. iPhone sales rose.", ["It ended Dec. 31, 2007.", "iPhone sales rose."]),
        ("Was it so? Yes! It was", ["Was it so?", "Yes!", "It was"]),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@given(st.text(alphabet="aB1. !?\"'()\n$-", max_size=80))
def test_sentences_hold_every_word_in_order(text: str) -> None:
    spans = split_sentences(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert sum(len(text[start:end].split()) for start, end in spans) == len(text.split())


def test_a_sentence_over_a_page_break(sample_path: Path) -> None:
    layout = read_text(sample_path.read_bytes())
    (broken,) = [
        sentence
        for block in layout.blocks
        if isinstance(block, Paragraph) and block.kind == "text"
        for sentence in sentences_of(layout.text, block)
        if "T-DM1 in HER2-" in sentence.text
    ]
    assert "Phase II study of T-DM1 in HER2-positive MBC patients whose" in broken.text
    at = broken.text.index("positive MBC")
    assert broken.place(at, at + 8).of(layout.text) == "positive"
    assert [piece.of(layout.text)[-7:] for piece in broken.pieces] == ["n HER2-", "herapy."]


def test_wrapped_lines_and_pieces_map_back() -> None:
    text = "Sales rose in\nthe quarter to\n\n12\n\n$5 million. Costs fell."
    paragraph = Paragraph((Span(0, 28), Span(34, 57)))
    first, second = sentences_of(text, paragraph)
    assert first.text == "Sales rose in the quarter to $5 million."
    assert first.place(29, 39).of(text) == "$5 million"
    assert second.span.of(text) == "Costs fell."
