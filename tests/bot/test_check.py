"""The checker: what ties out passes, and every way of saying what does not is caught."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelves import (
    CASH,
    CASH_BEFORE,
    GUIDED_HIGH,
    GUIDED_LOW,
    LOSS,
    LOSS_BEFORE,
    PER_SHARE,
    RESEARCH,
    RESEARCH_BEFORE,
    REVENUE,
    REVENUE_BEFORE,
    SHARES,
    TEXT,
    OneFiling,
)  # fmt: skip

from bot.answer import Answer, FigureText, Literal, Marker, NameText, OperandText, PeriodText, QuoteText
from bot.check import check, literal_problem, stands_in
from bot.numbers.execute import execute
from bot.numerals import numerals_in
from bot.plan import Compute, Leaf, Operation, Passage, Plan, Program, Quote, Step
from bot.recompute import Uncomputable, agrees, evaluate
from bot.writer import write
from index.layout import Span
from index.period import Duration

SHELF = OneFiling()
FACTS = (
    REVENUE,
    REVENUE_BEFORE,
    RESEARCH,
    RESEARCH_BEFORE,
    LOSS,
    LOSS_BEFORE,
    PER_SHARE,
    CASH,
    CASH_BEFORE,
    SHARES,
    GUIDED_LOW,
    GUIDED_HIGH,
)
QUESTION = "How did research and development change in the December quarter?"
PROGRAM = Program(
    "Research and development",
    (Leaf("a", RESEARCH), Leaf("b", RESEARCH_BEFORE)),
    (Step("r", Operation.PERCENT_CHANGE, ("a", "b")),),
)
PLAN = Plan(Compute((PROGRAM,)))
ANSWER = write(QUESTION, PLAN, execute(PLAN), SHELF)


def test_the_answer_itself_ties_out():
    assert check(ANSWER, PLAN, SHELF) == ()


def with_segment(kind: type, change: Callable[[object], object]) -> Answer:
    """The answer with its first segment of a kind changed."""
    place = next(i for i, part in enumerate(ANSWER.segments) if isinstance(part, kind))
    changed = change(ANSWER.segments[place])
    return replace(ANSWER, segments=(*ANSWER.segments[:place], changed, *ANSWER.segments[place + 1 :]))


def said(text: str) -> Answer:
    return replace(ANSWER, segments=(*ANSWER.segments, Literal(text)))


def with_figure(**changes: object) -> Answer:
    return replace(ANSWER, figures=(replace(ANSWER.figures[0], **changes),))


def with_operands(*operands: object) -> Answer:
    return with_figure(operands=operands)


A, B = ANSWER.figures[0].operands
FIRST = ANSWER.citations[0]

LIES: dict[str, Answer] = {
    "an invented number": said(" It will be $12.5 million."),
    "a number in words": said(" It fell by almost nine percent."),
    "a number in capitals": said(" It fell by TEN."),
    "Arabic digits": said(" It fell by ٨٫٨."),
    "Devanagari digits": said(" In २००७."),
    "full-width digits": said(" In ２００７."),
    "a circled digit": said(" Note ②."),
    "a fraction": said(" It fell by ½."),
    "a superscript": said(" Cells per m²."),
    "a mathematical digit": said(" It was 𝟏𝟎."),
    "a Roman numeral character": said(" Phase Ⅲ."),
    "a Chinese numeral": said(" 三."),
    "a word with an invisible break": said(" t\u200ben million."),
    "a word with a look-alike letter": said(" twо hundred."),
    "a link": said(" See www.example.com."),
    "a channel": said(" <!here>"),
    "a false marker": said(" [see note]"),
    "it doubled": said(" It doubled."),
    "by half": said(" It is half of last year's."),
    "figure text of another amount": with_segment(FigureText, lambda part: replace(part, text="9.8%")),
    "figure text rounded to mislead": with_segment(FigureText, lambda part: replace(part, text="9%")),
    "a figure that is not there": with_segment(FigureText, lambda part: replace(part, figure=3)),
    "operand text of another amount": with_segment(OperandText, lambda part: replace(part, text="$11.732 million")),
    "operand text of the other operand": with_segment(OperandText, lambda part: replace(part, path=(0, 1))),
    "an operand that is not there": with_segment(OperandText, lambda part: replace(part, path=(0, 7))),
    "another period's words": with_segment(PeriodText, lambda part: replace(part, text="the year ended December 31, 2007")),
    "a period that no figure is of": with_segment(
        PeriodText, lambda part: PeriodText(Duration(date(2007, 7, 1), date(2007, 12, 31)), "the six months ended December 31, 2007")
    ),
    "a marker to nothing": with_segment(Marker, lambda part: Marker(9)),
    "marker zero": with_segment(Marker, lambda part: Marker(0)),
    "an invented name": replace(ANSWER, segments=(*ANSWER.segments, Literal(" "), NameText("Phase 3"))),
    "part of a longer number as a name": replace(ANSWER, segments=(*ANSWER.segments, Literal(" "), NameText("1,768"))),
    "a year that is not in the filing": replace(ANSWER, segments=(*ANSWER.segments, Literal(" "), NameText("2009"))),
    "a minus before a figure": with_segment(Literal, lambda part: replace(part, text=part.text + "-")),
    "minus in words": replace(
        ANSWER, segments=(NameText("Research and development"), Literal(" was minus "), FigureText(0, "8.8%"), Literal("."))
    ),
    "a scale after a figure": replace(ANSWER, segments=(FigureText(0, "8.8%"), Literal(" bn of it."))),
    "two numbers run together": replace(ANSWER, segments=(FigureText(0, "8.8%"), OperandText((0, 0), "$10.732 million"))),
    "a figure stuck to a letter": replace(ANSWER, segments=(Literal("Q"), FigureText(0, "8.8%"))),
    "a quote that the citation does not hold": replace(ANSWER, segments=(*ANSWER.segments, Literal(" "), QuoteText(1, "10,733"))),
    "a quote of half a number": replace(ANSWER, segments=(*ANSWER.segments, Literal(" "), QuoteText(1, "10,73"))),
    "a quote with no citation": replace(ANSWER, segments=(*ANSWER.segments, Literal(" "), QuoteText(7, "10,732"))),
    "a citation shifted by one": replace(ANSWER, citations=(replace(FIRST, start=FIRST.start + 1, end=FIRST.end + 1), ANSWER.citations[1])),
    "a quote altered by one character": replace(ANSWER, citations=(replace(FIRST, quote="10,733"), ANSWER.citations[1])),
    "a citation of another place with a true quote": with_operands(A, replace(B, citation=1)),
    "a context that is not of the filing": replace(ANSWER, citations=(replace(FIRST, context="R&D 10,732"), ANSWER.citations[1])),
    "an operand without a citation": with_operands(replace(A, citation=None), B),
    "citations out of order": replace(ANSWER, citations=ANSWER.citations[::-1]),
    "a value that the formula does not give": with_figure(value=Decimal("-8.9")),
    "operands swapped": with_operands(replace(A, name="b"), replace(B, name="a")),
    "another formula": with_figure(formula="(a - b) / a * 100"),
    "a formula that is not arithmetic": with_figure(formula="__import__('os').getpid()"),
    "a display of another sign": with_figure(display="8.8%"),
    "a display of another scale": with_figure(display="(8.8) billion%"),
    "a display rounded the wrong way": with_figure(display="(8.9)%"),
    "a reported figure that is computed": with_figure(kind="reported"),
    "a fact that was never stated": with_operands(replace(A, fact=replace(RESEARCH, value=Decimal(10_733_000))), B),
    "a fact of another period put as this one": with_operands(replace(A, fact=replace(RESEARCH, period=REVENUE_BEFORE.period)), B),
    "another metric's fact": with_operands(replace(A, fact=REVENUE), B),
    "a value that is not the figure's": replace(ANSWER, value="-9"),
    "no figure at all": replace(ANSWER, figures=()),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_lies_are_caught(lie):
    assert check(LIES[lie], PLAN, SHELF) != ()


def test_a_figure_of_another_metric_does_not_answer_the_plan():
    other = Plan(Compute((Program("Total revenues", (Leaf("a", REVENUE),)),)))
    answer = write(QUESTION, other, execute(other), SHELF)
    assert check(answer, other, SHELF) == ()
    asked = Plan(Compute((Program("Total revenues", (Leaf("a", REVENUE_BEFORE),)),)))
    assert "Total revenues is not what the plan asked for" in check(answer, asked, SHELF)


def test_a_quote_of_another_place_does_not_answer_the_plan():
    start = TEXT.index("nine sites")
    quote = Passage("acme", Span(start, start + 10), Span(start, start + 10))
    answer = write(QUESTION, Plan(Quote((quote,))), execute(Plan(Quote((quote,)))), SHELF)
    other = replace(quote, span=Span(start, start + 4))
    assert check(answer, Plan(Quote((other,))), SHELF) == ("the answer quotes what the plan does not",)


two_facts = st.tuples(st.sampled_from(FACTS), st.sampled_from(FACTS))
operations = st.sampled_from(
    [
        Operation.ADD, Operation.SUBTRACT, Operation.CHANGE, Operation.PERCENT_CHANGE, Operation.SHARE, Operation.DIVIDE, Operation.AVERAGE,
        Operation.MAXIMUM, Operation.MULTIPLY,
    ]
)  # fmt: skip


@given(two_facts, operations)
def test_whatever_is_computed_every_numeral_ties_out(facts, operation):
    leaves = tuple(Leaf(name, fact) for name, fact in zip("ab", facts, strict=True))
    plan = Plan(Compute((Program("The result", leaves, (Step("r", operation, ("a", "b")),)),)))
    answer = write(QUESTION, plan, execute(plan), SHELF)
    assert check(answer, plan, SHELF) == ()
    assert not any(numerals_in(part.text) for part in answer.segments if isinstance(part, Literal))
    for citation in answer.citations:
        assert TEXT[citation.start : citation.end] == citation.quote


@given(
    st.text(alphabet=st.characters(categories=["Nd", "Nl", "No"]), min_size=1), st.text(alphabet="abc ,.", max_size=5)
)
def test_no_numeral_of_any_script_is_a_literal(digits, around):
    assert literal_problem(around + digits + around)


@given(st.integers(min_value=0, max_value=len(ANSWER.text) - 1), st.sampled_from("0123456789"))
def test_a_changed_digit_anywhere_in_the_text_is_caught(place, digit):
    """Whichever segment a digit of the text stands in, another in its place is caught."""
    start = 0
    for index, part in enumerate(ANSWER.segments):
        text = f"[{part.citation}]" if isinstance(part, Marker) else part.text
        if start <= place < start + len(text) and not isinstance(part, Marker):
            old = text[place - start]
            if not old.isdigit() or old == digit:
                return
            changed = text[: place - start] + digit + text[place - start + 1 :]
            lie = replace(
                ANSWER, segments=(*ANSWER.segments[:index], replace(part, text=changed), *ANSWER.segments[index + 1 :])
            )
            assert check(lie, PLAN, SHELF) != ()
            return
        start += len(text)


@pytest.mark.parametrize(
    ("text", "whole", "found"),
    [
        ("768", "11,768", False), ("11,768", "11,768 and", True), ("11", "11,768", False), ("1.5", "11.5", False), ("2007", "in 2007.", True),
        ("Phase I", "Phase II", False), ("8", "8.8%", False), ("", "x", False),
    ],
)  # fmt: skip
def test_words_stand_whole(text, whole, found):
    assert stands_in(text, whole) is found


@pytest.mark.parametrize(
    ("shown", "value", "unit", "holds"),
    [
        ("$10.732 million", "10732000", "USD", True), ("$10.7 million", "10732000", "USD", True), ("$10.8 million", "10732000", "USD", False),
        ("$10.732 billion", "10732000", "USD", False), ("(8.8)%", "-8.8035", "percent", True), ("8.8%", "-8.8035", "percent", False),
        ("$(0.15)", "-0.15", "USD/share", True), ("-0.15", "-0.15", "USD/share", True), ("250 basis points", "2.5", "percentage_points", True),
        ("about", "1", "USD", False), ("1 or 2", "1", "count", False),
    ],
)  # fmt: skip
def test_displays_agree_with_values(shown, value, unit, holds):
    assert agrees(shown, Decimal(value), unit) is holds


@pytest.mark.parametrize(
    "formula", ["a.b", "a if b else 1", "[a]", "a(1)", "1.5 * a", "", "abs(a, b)", "c", "a / 0", "(" * 300]
)
def test_formulas_are_arithmetic_only(formula):
    with pytest.raises(Uncomputable):
        evaluate(formula, {"a": Decimal(1), "b": Decimal(2)})
