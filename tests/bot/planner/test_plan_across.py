"""Questions over several companies: each planned over its own filing, each figure with its company's name and citation."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hand_made import H1_08, Q2_08, HandShelf, record, row

from bot.across import plan_across
from bot.answer import Answer
from bot.check import check
from bot.numbers.execute import execute
from bot.planner import route
from bot.question.compared import read_compared
from bot.writer import write
from index.period import Duration


def two(*, period: Duration = Q2_08, unit: str = "USD", profit: str = "Operating income") -> HandShelf:
    """Acme: revenue 200m, R&D 50m, operating income 40m, net income 30m. Borealis: 100m, 10m, 25m, 45m."""
    given = {}
    texts = {}
    for filing, company, values, when, money, label in (
        ("a", "Acme", ("200000000", "50000000", "40000000", "30000000"), Q2_08, "USD", "Operating income"),
        ("b", "Borealis", ("100000000", "10000000", "25000000", "45000000"), period, unit, profit),
    ):
        labels = ("Total revenues", "Research and development", label, "Net income")
        text = "\n".join(f"{label} {value} ({company})" for label, value in zip(labels, values, strict=True))
        facts = []
        for at, (name, value) in enumerate(zip(labels, values, strict=True)):
            (fact,) = row(name, (value,), (when,), at=at, filing=filing, unit=money)
            start = text.index(value)
            facts.append(replace(fact, span=replace(fact.span, start=start, end=start + len(value))))
        given[filing] = tuple(facts)
        texts[filing] = text
    records = (record("a", "Acme Widgets, Inc."), record("b", "Borealis Corporation"))
    return HandShelf(records, given, texts, {"a": ("Statements of operations",), "b": ("Statements of operations",)})


def ask(question: str, shelf: HandShelf) -> Answer:
    found = plan_across(question, shelf, route(question, None, shelf))
    assert found is not None, "the question is over two companies"
    answer = write(question, found[1], execute(found[1]), shelf)
    assert check(answer, found[1], shelf) == ()
    return answer


@pytest.mark.parametrize(
    "question",
    [
        "Compare Acme's and Borealis's R&D as a share of revenue",
        "Compare Acme and Borealis on R&D as a share of revenue",
        "What was R&D as a share of revenue at Acme and Borealis?",
        "How did Acme's R&D as a share of revenue compare with that of Borealis?",
    ],
)
def test_a_share_for_each_with_its_company_and_its_filing(question: str) -> None:
    answer = ask(question, two())
    assert [figure.value for figure in answer.figures] == [Decimal(25), Decimal(10)]  # 50 of 200; 10 of 100
    assert answer.text.index("Acme Widgets, Inc.: ") < answer.text.index("25") < answer.text.index("Borealis")
    assert [citation.filing for citation in answer.citations] == ["a", "a", "b", "b"]


@pytest.mark.parametrize(
    "question",
    [
        "Which had the higher net income, Acme or Borealis?",
        "Which company had the higher net income, Acme or Borealis?",
        "Of Acme and Borealis, which reported the larger net income?",
        "Whose net income was higher, Acme or Borealis?",
        "Did Acme or Borealis have the higher net income?",
        "Was Acme's net income higher than Borealis's?",
    ],
)
def test_which_is_the_higher(question: str) -> None:
    answer = ask(question, two())
    assert answer.value == "Borealis Corporation"
    assert [figure.value for figure in answer.figures] == [15_000_000, 45_000_000, 30_000_000]
    assert [citation.filing for citation in answer.citations] == ["b", "a"]


def test_whose_margin_is_the_lower_is_worked_out_for_each() -> None:
    answer = ask("Whose operating margin was lower, Acme or Borealis?", two())
    assert answer.value == "Acme Widgets, Inc."  # 40 of 200 is 20%; 25 of 100 is 25%
    assert [figure.value for figure in answer.figures] == [Decimal(-5), Decimal(20), Decimal(25)]


def test_what_one_filing_lacks_is_said_and_the_other_given() -> None:
    answer = ask("Compare Acme's and Borealis's operating income", two(profit="Interest expense"))
    assert [figure.value for figure in answer.figures] == [40_000_000]
    assert "Borealis Corporation: its filing does not give operating income" in answer.text


def test_a_quarter_is_not_ranked_against_a_half_year_nor_dollars_against_euros() -> None:
    for shelf in (two(period=H1_08), two(unit="EUR")):
        answer = ask("Which had the higher net income, Acme or Borealis?", shelf)
        assert [figure.value for figure in answer.figures] == [30_000_000, 45_000_000]
        assert "neither is said to be the larger" in answer.text


def test_what_neither_gives_is_refused_for_both() -> None:
    found = plan_across("Compare Acme's and Borealis's goodwill impairment", two(), ("a", "b"))
    assert found is not None
    answer = write("q", found[1], execute(found[1]), two())
    assert answer.status == "abstained"
    assert "Acme Widgets, Inc. or of Borealis Corporation" in answer.text


@pytest.mark.parametrize(
    "question",
    ["What was Acme's net income?", "What was the combined net income of Acme and Borealis?", "How much did Acme sell to Borealis?"],
)  # fmt: skip
def test_a_question_that_is_not_one_for_each_is_left_alone(question: str) -> None:
    assert plan_across(question, two(), ("a", "b")) is None


def test_the_question_for_each_keeps_its_period() -> None:
    text = "Compare Acme's and Borealis's R&D in fiscal 2022"
    spans = tuple(match.span() for match in re.finditer(r"(?:Acme|Borealis)'s", text))
    compared = read_compared(text, spans)
    assert compared is not None
    assert compared.of("Acme") == "What was Acme's R&D in fiscal 2022?"
