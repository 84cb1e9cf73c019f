"""Questions about what a cover registers and ticks, answered from it and from nothing else."""

from __future__ import annotations

import pytest
from hand_made import acme
from test_plan_figures import plan

from bot.plan import Quote, Refuse

COVER = """Title of each class\tTrading Symbol(s)\tName of each exchange on which registered
Common Stock, without par value\tACM\tNew York Stock Exchange
1.375% Notes due 2028\tACM 28\tNew York Stock Exchange
Securities registered pursuant to Section 12(g) of the Act: None
\u2610\tSoliciting material pursuant to Rule 14a-12
If an emerging growth company, indicate by check mark if the registrant has elected not to use the extended transition period. \u2610
Pursuant to the requirements of the Securities Exchange Act of 1934, this report is signed.
By: /s/ Ann Able
Date: March 6, 2023
"""


def said(question: str) -> object:
    act = plan(question, acme(text=COVER)).act
    if not isinstance(act, Quote):
        return None
    return act.value if act.shape == "boolean" else [quote.span.of(COVER) for quote in act.quotes]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the par value of the common stock?", ["without par value"]),
        ("Does the common stock have a par value?", False),
        ("What is the coupon of the notes due 2028?", ["1.375%"]),
        ("Is the stock listed on Nasdaq?", False),
        ("Is the common stock listed on the NYSE?", True),
        ("When was the report signed?", ["March 6, 2023"]),
        ("Who signed it and when?", ["Ann Able", "March 6, 2023"]),
        ("Was the 8-K filed as soliciting material?", False),
        ("Has the company elected not to use the extended transition period?", False),
    ],
)
def test_what_the_cover_says(question: str, answer: object) -> None:
    assert said(question) == answer


@pytest.mark.parametrize(
    "question",
    [
        "What is the coupon of the notes due 2031?",
        "Will the company use the extended transition period?",  # the box asks whether it will not
    ],
)
def test_what_the_cover_does_not_say(question: str) -> None:
    assert isinstance(plan(question, acme(text=COVER)).act, Refuse)
