"""Paragraphs near a place of a filing."""

import pytest

from bot.paragraphs import Paragraphs
from index.layout import Paragraph, Span

SPANS = [Span(0, 10), Span(12, 30), Span(31, 31), Span(31, 50)]


@pytest.fixture
def paragraphs() -> Paragraphs:
    return Paragraphs([Paragraph((span,)) for span in SPANS])


@pytest.mark.parametrize(("first", "last", "found"), [(10, 30, [0, 1]), (11, 29, []), (31, 31, [2]), (50, 99, [3])])
def test_those_that_end_between_two_places(paragraphs: Paragraphs, first: int, last: int, found: list[int]) -> None:
    assert [p.span for p in paragraphs.ending(first, last)] == [SPANS[number] for number in found]


@pytest.mark.parametrize(("first", "last", "found"), [(0, 12, [0, 1]), (31, 31, [2, 3]), (32, 99, [])])
def test_those_that_begin_between_two_places(paragraphs: Paragraphs, first: int, last: int, found: list[int]) -> None:
    assert [p.span for p in paragraphs.beginning(first, last)] == [SPANS[number] for number in found]
