"""What the note under a table says of a line that bears its mark."""

from __future__ import annotations

import pytest

from tests.bot.planner.test_plan_small_tables import answer, page

ROWS = [
    ["", "2022", "2021"],
    ["Delivery costs (1)", "661", "640"],
    ["Office costs (2)", "83", "80"],
    ["Rent", "5", "4"],
]
NOTES = "</p><p>(1) Include equipment sold and network fees.</p><p>(2) Costs are allocated by headcount."


@pytest.mark.parametrize("question", ["What is included in delivery costs?", "What do delivery costs include?"])
def test_a_note_tells_what_is_in_the_line_that_bears_its_mark(question: str) -> None:
    found = answer(page(ROWS, above="Costs (in thousands):", below=NOTES), question)
    assert found["answer"]["value"] == ["Include equipment sold and network fees"]


@pytest.mark.parametrize("question", ["What is included in office costs?", "What is included in rent?"])
def test_a_note_of_something_else_or_none_tells_nothing(question: str) -> None:
    found = answer(page(ROWS, above="Costs (in thousands):", below=NOTES), question)
    assert "equipment" not in found["text"]
