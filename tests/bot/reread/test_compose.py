"""Plain wordings of a question, from the parts its words play."""

import pytest

from bot.reread.compose import Part, plain_wordings
from bot.reread.roles import Parse, Role

M, W, P, OP, U = Role.METRIC, Role.AGAINST, Role.PERIOD, Role.OPERATION, Role.UNIT


def worded(text: str, operation: str, *roles: tuple[str, Role], sure: float = 1.0) -> tuple[str, ...]:
    parts, at = [], 0
    for piece, role in roles:
        start = text.index(piece, at)
        at = start + len(piece)
        parts.append(Part(piece, start, at, role))
    return plain_wordings(text, Parse((), operation, sure), parts)


@pytest.mark.parametrize(
    ("wordings", "plain"),
    [
        (worded("so sales in 2012 and 2011?", "value", ("sales", M), ("in 2012", P), ("2011", P)),
         "What was sales in 2012 and in 2011?"),
        (worded("sales up how much 2012 vs 2011", "change", ("sales", M), ("up how much", OP), ("2012", P), ("2011", P)),
         "What was the change in sales in 2012 versus in 2011?"),
        (worded("tax over sales at 2012", "ratio", ("tax", M), ("over", OP), ("sales", W), ("at 2012", P)),
         "What was the ratio of tax to sales at 2012?"),
        (worded("cash of sales, as %", "share", ("cash", M), ("sales", W), ("%", U)),
         "What was cash as a percentage of sales?"),
        (worded("add x, y and z", "sum", ("x", M), ("y", M), ("z", M)), "What was the sum of x, y and z?"),
    ],
)  # fmt: skip
def test_a_question_is_put_as_its_operation(wordings: tuple[str, ...], plain: str) -> None:
    assert wordings[0] == plain


def test_two_runs_of_words_that_nothing_parts_are_one_metric() -> None:
    text = "what expense did they book for the new office"
    found = worded(text, "value", ("expense", M), ("the new office", M))
    assert found[0] == "What was expense for new office?"


def test_an_operation_that_is_unsure_keeps_the_words_only() -> None:
    assert worded("pls give sales for 2012 ok", "change", ("sales", M), ("for 2012", P), sure=0.2) == (
        "sales for 2012?",
    )


def test_nothing_is_said_of_a_question_without_a_metric() -> None:
    assert worded("how was it in 2012", "value", ("how", OP), ("in 2012", P)) == ()
    assert worded("the of", "value", ("the of", M)) == ()


def test_the_same_words_are_no_rewording() -> None:
    assert worded("sales 2012?", "text", ("sales", M), ("2012", P)) == ()


@pytest.mark.parametrize("operation", ["change", "percent_change", "guidance", "share"])
def test_no_wording_as_an_operation_loses_one_of_two_metrics(operation: str) -> None:
    text = "sales & marketing of the cost base"
    found = worded(text, operation, ("sales", M), ("marketing", M), ("the cost base", W))
    assert found == ("sales marketing the cost base?",)
