"""Roundabout wordings, made plain."""

import pytest

from bot.question.roundabout import straightened


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("which amount does the company present as rent in the six-month column?", "what was rent for the six months?"),
        ("over fiscal 2007 rent amounted to what?", "what was over fiscal 2007 rent?"),
        ("How much did rent cost them in Q2?", "how much was rent in Q2?"),
        ("the tax on the income in Q2", "income tax in Q2"),
        ("middle of the updated FY2008 range for rent", "the midpoint of updated guidance for FY2008 rent"),
        ("rent + wages combined, fiscal 2007", "rent + wages, fiscal 2007"),
        ("rent or wages - which one was bigger in Q2 and by how much?", "which was bigger in Q2: rent or wages?"),
        ("how much did rent jump since June", "how much did rent increase since June"),
        ("rent from 6/30 to 12/31", "rent from June 30 to December 31"),
        ("rent at 12/31/07", "rent at 12/31/07"),
        ("rent 6mo 2007", "rent 6 months 2007"),
        ("Rent heavier than in the 2006 quarter, yes or no?", "was Rent heavier than in the 2006 quarter?"),
        ("which rents were higher than a year ago", "which rents were higher than a year ago"),
        (
            "was there still more than $50 million of cash at the year end",
            "was cash at the year end more than $50 million",
        ),
        ("cash when 2007 closed", "cash at December 31, 2007"),
        ("how often does cash cover what falls due within a year", "how often does cash cover current liabilities"),
    ],
)
def test_a_roundabout_wording_is_the_plain_one(asked: str, plain: str) -> None:
    assert straightened(asked) == plain


@pytest.mark.parametrize(
    "question",
    [
        "How much remains under the share repurchase authorization?",
        "How much was left under the $2.0 billion buyback program?",
        "What is the remaining stock repurchase authorization?",
        "How much do they still have available under the buyback plan?",
        "What was the buyback remaining authorization?",
    ],
)
def test_what_is_left_of_a_buyback_is_what_may_yet_be_purchased(question: str) -> None:
    assert "value of shares that may yet be purchased under the program" in straightened(question)


def test_what_was_bought_back_is_not_what_is_left() -> None:
    assert straightened("How much did it buy back under the program?") == "How much did it buy back under the program?"


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("What did the Services segment earn in 2020?", "what was the Services segment net income in 2020?"),
        ("How many people does Acme employ?", "how many employees were there?"),
        ("How much revenue did the company bring in during 2020?", "what was revenue during 2020?"),
    ],
)
def test_what_is_earned_employed_and_brought_in(question: str, plain: str) -> None:
    assert straightened(question) == plain


def test_what_the_company_earns_on_a_thing_is_left_alone() -> None:
    assert straightened("How much did it earn on deposits?") == "How much did it earn on deposits?"
