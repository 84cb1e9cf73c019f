"""What "its" is of: the owner that a question names."""

from __future__ import annotations

import pytest

from bot.question.owned import owned


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        (
            "What was Widgets' share of sales in 2020, and how did its sales change?",
            "What was Widgets' share of sales in 2020, and how did Widgets sales change?",
        ),
        (
            "What were Farm Tools's sales in 2020 and what was its margin?",
            "What were Farm Tools's sales in 2020 and what was Farm Tools margin?",
        ),
    ],
)
def test_its_is_the_owners(question: str, plain: str) -> None:
    assert owned(question) == plain


@pytest.mark.parametrize(
    "question",
    [
        "What were sales in 2020, and what was its margin?",
        "How did Widgets' sales compare with Gadgets' sales, and what drove its growth?",
        "What was the company's revenue and its net loss?",
        "What did it say on its own about Widgets' sales?",
    ],
)
def test_its_stays_where_no_one_owner_is_named_before(question: str) -> None:
    assert owned(question) == question
