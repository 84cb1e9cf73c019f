"""Figures asked for in more wordings, over the hand-made filing: values worked by hand from its rows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hand_made import HandShelf, acme

from bot.conversation import context_of
from bot.numbers.execute import execute
from bot.numbers.outcome import Computed, Judged, Refused
from bot.planner import make_plan
from bot.question import read_question


def asked(question: str, shelf: HandShelf | None = None):
    shelf = shelf or acme()
    return execute(make_plan(read_question(question, context_of(shelf, ("f1",))), shelf, ("f1",)))


def values(question: str, shelf: HandShelf | None = None) -> list[Decimal]:
    found = asked(question, shelf)
    assert isinstance(found, Computed), found
    return [round(figure.value, 4) for figure in found.figures]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        # 16.685 million times four
        ("annualized R&D at the second quarter's pace", ["42928000"]),
        # 5.951 million over six months
        ("monthly G&A over the six months", ["991833.3333"]),
        ("G&A per month, first half", ["991833.3333"]),
        # each end of a change from one line: 21.176 - 9.751 = 11.425, and 9.751 - 11.425
        ("revenue up or down in Q2 vs Q1 FY08?", ["-1674000"]),
        ("sum of net losses over the last two quarters", ["-7244000"]),
        ("R&D as % of revenue, dec qtr both years", ["97.4818", "110.0605"]),
        ("how much higher than G&A was R&D in the half?", ["13886000"]),
        # a verb of having or earning names no line
        ("How much revenue did the company recognize in the December 2007 quarter?", ["9751000"]),
        ("How much revenue did it pull in in the December 2007 quarter?", ["9751000"]),
        ("What was the revenue that the company earned in the December 2007 quarter?", ["9751000"]),
        ("R&D per dollar of revenue in Q2", ["1.1006"]),
        ("revenue and yoy change, Q2", ["9751000", "-2321000"]),
    ],
)
def test_more_wordings_of_the_same_figures(question: str, wanted: list[str]) -> None:
    assert values(question) == [Decimal(one) for one in wanted]


@pytest.mark.parametrize(
    "question",
    [
        "revenue growth in Europe in Q2",
        "how many shares did they buy back",
        "cash and marketable securities due in less than one year",
    ],
)
def test_what_no_line_says_is_refused(question: str) -> None:
    assert isinstance(asked(question), Refused)


def test_a_loss_that_narrows_improves() -> None:
    found = asked("Did the net loss for the six months improve from the prior year?")
    assert isinstance(found, Judged)
    assert found.holds


@pytest.mark.parametrize(
    "question", ["organic revenue growth in Q2", "What was Globex's revenue in the quarter ended December 31, 2007?"]
)
def test_another_figure_or_someone_elses_is_not_given_instead(question: str) -> None:
    assert isinstance(asked(question), Refused)


def test_both_sides_of_a_comparison_are_of_the_period_named() -> None:
    found = asked("Did R&D exceed revenue in the six months ended December 31, 2007?")
    assert isinstance(found, Judged)
    assert (found.left.value, found.right.value if found.right else None) == (Decimal(19837000), Decimal(21176000))
