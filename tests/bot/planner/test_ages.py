"""How old someone is, where the filing prints an age beside the name."""

from __future__ import annotations

import pytest
from hand_made import HandShelf, record
from test_plan_figures import plan

from bot.plan import Quote

TEXT = """JANE ROE-DOE, age 59, has been our Treasurer since 2020.
JOHN ROE, age 61, has been our Secretary since 2019.
Name Age Position
Mary Q. Public 47 Chief Financial Officer since 2018.
Alan Smith (1)	52	Chief Executive Officer"""


def quoted(question: str) -> list[str]:
    shelf = HandShelf((record(),), {"f1": ()}, texts={"f1": TEXT}, captions={"f1": ()})
    act = plan(question, shelf).act
    return [TEXT[one.span.start : one.span.end] for one in act.quotes] if isinstance(act, Quote) else []


@pytest.mark.parametrize(
    ("question", "age"),
    [
        ("How old is Ms. Roe-Doe?", "59"),
        ("What is Mary Public's age?", "47"),
        ("What was the age of Alan Smith?", "52"),
        ("How old is John Roe?", "61"),
    ],
)
def test_the_age_beside_the_name(question: str, age: str) -> None:
    assert quoted(question) == [age]


def test_no_age_for_a_name_that_is_not_there() -> None:
    assert quoted("How old is Mr. Nobody?") == []
