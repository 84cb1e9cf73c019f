"""What surrounds a question is peeled off it; what names a period or a line is not."""

from __future__ import annotations

import pytest

from bot.question.peeled import peeled


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Hi there! What was net income? Thanks a lot!", "What was net income?"),
        ("I'm new to this. What was revenue in fiscal 2020?", "What was revenue in fiscal 2020?"),
        ("For our deck I need the fiscal 2020 revenue please.", "the fiscal 2020 revenue"),
        ("Could you please tell me total assets at March 31, 2021?", "total assets at March 31, 2021?"),
        ("Total debt, which isn't printed here - back it out please.", "Total debt"),
        ("Trying to tie out the note: what was goodwill?", "what was goodwill?"),
        ("Did sales rise in 2020? sorry for the basic question", "Did sales rise in 2020?"),
    ],
)
def test_greetings_thanks_purposes_and_remarks_are_peeled(message: str, question: str) -> None:
    assert peeled(message) == question


@pytest.mark.parametrize(
    "message",
    [
        "My question is on fiscal 2007. What was revenue?",
        "We define free cash flow as operating cash flow minus capex. What was free cash flow?",
        "What was the difference between cost and fair value?",
        "Which was larger, domestic or foreign income, and by how much?",
    ],
)
def test_what_says_when_or_what_stays(message: str) -> None:
    assert peeled(message) == message


def test_a_message_of_thanks_alone_is_left() -> None:
    assert peeled("thank you")
