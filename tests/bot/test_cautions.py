"""Warnings, as an answer tells them."""

from bot.answer import Answer, Literal
from bot.cautions import caution, gathered, is_told


def test_a_caution_leaves_the_proof_to_the_figure():
    assert (
        caution("repaired: the head reads 2006; read as 2007 because the columns run so")
        == "Caution: the head reads 2006; read as 2007"
    )
    assert caution("contradicted: the parts make 9") == "Caution: the filing contradicts this: the parts make 9"
    assert caution("percentage change is not meaningful: the sign changes") == ""


def test_cautions_that_begin_alike_are_one():
    assert gathered(["Caution: head; read as 2007", "Caution: head; read as 2006", "Note: other"]) == [
        "Caution: head; read as 2007; read as 2006", "Note: other",
    ]  # fmt: skip


def test_what_the_text_tells_is_not_told_again():
    answer = Answer("q", "answered", (Literal("It was so. Caution: head; read as this; read as that."),))
    assert is_told("repaired: head; read as that because of its order", answer)
    assert not is_told("repaired: foot", answer)
    assert not is_told("percentage change is not meaningful: the sign changes", answer)
