"""One wording for many: what a question says is read the same however it is put."""

from __future__ import annotations

import pytest

from bot.question.wordings import reworded


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("rent v. wages", "rent versus wages"),
        ("rent vs wages y/y", "rent versus wages yoy"),
        ("avg rent, six mos", "average rent, six months"),
        (
            "Did cash fall between June 30 and December 31, 2007?",
            "Did cash fall between June 30, 2007 and December 31, 2007?",
        ),
        ("cash at Dec 31 07", "cash at Dec 31, 2007"),
        ("cash since June", "cash since June 30"),
        ("rent for Q2 25", "rent for Q2 2025"),
        ("derive Q1 rent", "what was Q1 rent"),
        ("rent in Q1, if you back out Q2 from the half?", "rent in Q1?"),
        ("Q1 rent (derive it)", "Q1 rent"),
        ("annualise rent", "annualized rent"),
        ("rent or wages: which was higher?", "which was higher, rent or wages?"),
        ("Q2 v Q1 rent - what's the % move?", "what was the % change in Q2 versus Q1 rent?"),
        ("rent growth, Q2 yoy %", "rent percent growth, Q2 yoy"),
        ("For every dollar of revenue in Q2, how much was spent on rent?", "what was rent divided by revenue in Q2?"),
        ("Did rent rise? By how much?", "Did rent rise?"),
        ("how did rent stack up against wages?", "how did rent compare with wages?"),
        ("rent and wages combined in Q2", "what was the sum of rent and wages in Q2"),
        ("Subtract rent from wages", "what was wages minus rent"),
        ("rent Q2 FY08 over Q2 FY07, as a multiple", "how many times larger was rent Q2 FY08 than Q2 FY07?"),
        ("Pls give the % decline in rent", "what was the % decline in rent"),
        ("Rent fell how much in Q2?", "by how much did Rent fell in Q2?"),
        ("Of total revenue in Q2, what percentage is rent?", "what percentage of total revenue in Q2 is rent?"),
        ("who's bigger in Q2: rent or wages?", "which is bigger in Q2: rent or wages?"),
        ("is rent up or down on last year", "how did rent compare with last year"),
        ("rent div by wages", "rent divided by wages"),
        ("Dec 31 v June 30 2007: change in rent", "what was the change in rent, Dec 31, 2007 versus June 30 2007?"),
        ("mean of the two quarters' rent", "average quarterly rent"),
    ],
)
def test_one_wording_for_many(written: str, read: str) -> None:
    assert reworded(written) == read
    assert reworded(read) == read


@pytest.mark.parametrize(
    "question",
    [
        "What is the cash ratio? Cash ratio is defined as: cash / current liabilities.",
        "What was revenue in the quarter ended December 31, 2007?",
        "What was the tax rate on March 31, 2019, 24 days after year end?",
        "",
    ],
)
def test_plain_questions_stay_as_they_are(question: str) -> None:
    assert reworded(question) == question
