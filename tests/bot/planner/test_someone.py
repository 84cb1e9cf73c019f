"""A figure asked of someone else is never answered with the filer's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hand_made import DEC_07, Q2_08, HandShelf, acme, record, row

from bot.plan import Compute, Leaf, Plan, Program, Quote
from bot.planner.someone import answers_of_someone_else, names_a_stranger, of_someone_else, others_named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("What was BXQ's turbine revenue in the quarter?", ("BXQ",)),
        ("How much did Initech spend on research?", ("Initech",)),
        ("how much did GLOBEX earn in the quarter", ("GLOBEX",)),
        ("initech's research in the quarter", ("initech",)),
        ("What was Acme's revenue?", ()),
        ("What was Zenith's (formerly known as Acme) revenue?", ()),
        ("What was Zenith's (formerly known as Initech) revenue?", ("Zenith",)),
        ("the taxman's take in the quarter", ()),
        ("What portion of the half-year's revenues came from license fees?", ()),
        ("What was the company's revenue in last year's second quarter?", ()),
        ("Did EPS rise, and what was the CEO's pay?", ()),
        ("What's the Company's tax bill, and how did DPO move?", ()),
    ],
)
def test_whom_a_question_names_other_than_the_filer(text: str, named: tuple[str, ...]) -> None:
    assert others_named(text, record()) == named


def _shelf() -> HandShelf:
    europe = row("Europe, Middle East and Africa", ("5000000",), (Q2_08,), at=30, table=4)
    plan = row("Assets of the plan", ("700000",), (DEC_07,), at=31, table=5)
    shelf = acme(*europe, *plan)
    return replace(shelf, texts={"f1": "Sales went up. The plan holds bonds. Hooli is a customer of ours."})


@pytest.mark.parametrize(
    ("text", "line", "of_another"),
    [
        ("What was BXQ's net loss?", "Net loss", True),
        ("bxq's net loss", "Net loss", True),
        # the filing speaks of Hooli, but its line of the loss is not Hooli's
        ("What was Hooli's net loss?", "Net loss", True),
        ("What were EMEA's sales?", "Europe, Middle East and Africa", False),
        ("What were Europe's sales?", "Europe, Middle East and Africa", False),
        ("the plan's assets", "Assets of the plan", False),
        ("Acme's net loss", "Net loss", False),
    ],
)
def test_a_line_answers_of_whom_it_names_or_of_the_filer(text: str, line: str, of_another: bool) -> None:
    shelf = _shelf()
    fact = next(fact for fact in shelf.given["f1"] if fact.label == line)
    assert of_someone_else(text, shelf, shelf.records[0], [fact]) is of_another
    plan = Plan(Compute((Program(line, (Leaf("a", fact=fact),)),)))
    assert answers_of_someone_else(text, plan, shelf, shelf.records[0]) is of_another


def test_words_answer_only_of_whom_the_filing_names() -> None:
    shelf = _shelf()
    assert names_a_stranger("Why did BXQ's sales fall?", shelf, shelf.records[0])
    assert not names_a_stranger("What is Hooli's part in this?", shelf, shelf.records[0])
    assert answers_of_someone_else("Why did BXQ's sales fall?", Plan(Quote(())), shelf, shelf.records[0])
