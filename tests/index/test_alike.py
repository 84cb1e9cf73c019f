"""How alike texts are to a question, by vectors of word pieces given by hand."""

from __future__ import annotations

import numpy as np
import pytest

from index.alike import NOT_ALIKE, alike_in
from index.layout import Span

# "the" (0-3), "ill" (4-7) and "who" (8-11) as three directions
QUESTION = np.eye(3, dtype=np.float32)
PLACES = [(0, 3), (4, 7), (8, 11)]


def test_each_word_counts_by_what_is_nearest_to_it_and_linking_words_little() -> None:
    text = np.array([[0.0, 0.8, 0.6], [0.0, 0.6, 0.8]], np.float32)
    (found,) = alike_in(QUESTION, PLACES, [Span(4, 7), Span(8, 11)], [text])
    # the 0, ill 0.8, who 0.8: (0.15 * 0 + 0.8 + 0.8) / 2.15
    assert found.words == pytest.approx(1.6 / 2.15)
    assert found.least == pytest.approx(0.8)


def test_the_words_said_least_of_are_told_apart() -> None:
    text = np.array([[0.0, 1.0, 0.0]], np.float32)
    (found,) = alike_in(QUESTION, PLACES, [Span(0, 3), Span(4, 7), Span(8, 11)], [text])
    assert found.words == pytest.approx(1 / 3)
    assert found.least == 0.0  # the two least of 0, 1, 0


def test_a_text_of_no_words_is_not_alike() -> None:
    assert alike_in(QUESTION, PLACES, [], [np.zeros((0, 3), np.float32)]) == [NOT_ALIKE]
