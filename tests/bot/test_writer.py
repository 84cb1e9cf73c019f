"""Answers written from outcomes: whole texts, values, citations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import shelves
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

from bot.answer import Answer
from bot.check import check
from bot.numbers.execute import execute
from bot.plan import (
    AskBack,
    Compute,
    Judge,
    Leaf,
    Operation,
    Passage,
    Plan,
    Program,
    Quote,
    Refuse,
    Select,
    Step,
)  # fmt: skip
from bot.writer import ADVICE, WITHHELD, withhold, write
from index.facts import Fact
from index.layout import Span
from index.period import Duration

SHELF = OneFiling()


def look_up(fact: Fact) -> Program:
    return Program(fact.label, (Leaf("a", fact),))


def of_two(operation: Operation, first: Fact, second: Fact, label: str = "", **more: object) -> Program:
    leaves = (Leaf("a", first), Leaf("b", second))
    return Program(label or first.label, leaves, (Step("r", operation, ("a", "b")),), **more)  # type: ignore[arg-type]


def passage(words: str, sentence: str = "") -> Passage:
    start = TEXT.index(words)
    around = TEXT.index(sentence or words)
    return Passage("acme", Span(start, start + len(words)), Span(around, around + len(sentence or words)))


def answered(plan: Plan, question: str = "Were revenues above $10 million?") -> Answer:
    answer = write(question, plan, execute(plan), SHELF)
    assert check(answer, plan, SHELF) == ()
    return answer


CASES = {
    "a reported figure": (
        Compute((look_up(REVENUE),)), "9751000",
        "Total revenues were $9.751 million in the quarter ended December 31, 2007 [1].",
    ),
    "a loss": (Compute((look_up(LOSS),)), "-6212000", "Net loss was $6.212 million in the quarter ended December 31, 2007 [1]."),
    "an unaudited balance": (
        Compute((look_up(CASH),)), "48658000",
        "Cash at December 31 was $48.658 million at December 31, 2007 [1]. Unaudited.",
    ),
    "a percentage change": (
        Compute((of_two(Operation.PERCENT_CHANGE, RESEARCH, RESEARCH_BEFORE),)), "-8.803535",
        ("Research and development fell 8.8%, to $10.732 million in the quarter ended December 31, 2007 "
                "[1] from $11.768 million a year "
        "earlier [2]."),
    ),
    "a loss that widened": (
        Compute((of_two(Operation.PERCENT_CHANGE, LOSS, LOSS_BEFORE),)), "-104.073587",
        (
                "Net loss widened 104.1%, to $6.212 million in the quarter ended December 31, 2007 [1] from "
                "$3.044 million a year earlier [2]."
            ),
    ),
    "a share": (
        Compute((of_two(Operation.SHARE, REVENUE, RESEARCH, "Revenues as a share of research and development"),)), "90.859113",
        ("Revenues as a share of research and development was 90.9% in the quarter ended December 31, "
                "2007: total revenues of $9.751 million "
        "[1] of research and development of $10.732 million [2]."),
    ),
    "guidance": (
        Compute((look_up(GUIDED_LOW), look_up(GUIDED_HIGH)), "range"), ("-31000000", "-28000000"),
        ("Net loss is expected to be between $28 million and $31 million in the year ending June 30, "
                "2008 [1]. This is updated guidance, given "
        "January 31, 2008."),
    ),
    "two figures": (
        Compute((look_up(REVENUE), look_up(PER_SHARE)), "figures"), ("9751000", "-0.15"),
        ("Total revenues were $9.751 million in the quarter ended December 31, 2007 [1]. Net loss per "
                "share was $0.15 in the quarter ended "
        "December 31, 2007 [2]."),
    ),
    "a verdict": (
        Judge(look_up(REVENUE), ">", look_up(RESEARCH)), False,
        (
                "No: total revenues were $9.751 million in the quarter ended December 31, 2007 [1], below "
                "research and development, $10.732 million [2]."
            ),
    ),
    "the year of the highest": (
        Select((look_up(REVENUE), look_up(REVENUE_BEFORE)), "max", "period", ("2007", "2006")), "2006",
        "The highest: 2006, $12.072 million [1], against 2007, $9.751 million [2].",
    ),
    "which was larger": (
        Select((look_up(REVENUE), look_up(RESEARCH)), "max", "comparison", ("Total revenues", "Research and development")),
        "Research and development",
        ("Research and development was larger, by $981,000: $10.732 million in the quarter ended "
                "December 31, 2007 [1] against $9.751 million "
        "for Total revenues [2]."),
    ),
    "how many": (
        Select(
            (look_up(REVENUE), look_up(REVENUE_BEFORE)), "count", "count", ("2007", "2006"), ">",
            Program("limit", (Leaf("a", constant=Decimal(10_000_000), unit="USD"),)),
        ),
        "1", "1 was above $10 million: 2006, $12.072 million [1].",
    ),
    "a short quote": (Quote((passage("two patients enrolled"),), "spans"), ("two patients enrolled",), "two patients enrolled [1]"),
    "a quote that says yes": (
        Quote((passage("because two patients enrolled at nine sites"),), "boolean", True), True,
        "Yes: because two patients enrolled at nine sites [1]",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_whole_answers(case):
    act, value, text = CASES[case]
    answer = answered(Plan(act))
    assert (answer.status, answer.value, answer.text) == ("answered", value, text)


def test_citations_carry_quote_context_and_place():
    answer = answered(Plan(Compute((look_up(REVENUE_BEFORE),))))
    (citation,) = answer.citations
    assert (citation.id, citation.filing, citation.quote, citation.context) == (
        1,
        "acme",
        "12,072",
        "Total revenues\t9,751\t12,072",
    )
    assert TEXT[citation.start : citation.end] == "12,072"
    assert (citation.title, citation.table, citation.row) == ("Acme Corp. 8-K, January 31, 2008", 0, "Total revenues")
    assert answer.figures[0].operands[0].citation == 1


def test_a_fact_of_prose_is_cited_with_its_sentence():
    answer = answered(Plan(Compute((look_up(GUIDED_LOW),))))
    assert answer.citations[0].context == (
        "The Company expects its net loss to be between \\$28-31 million for fiscal 2008."
    )


def test_escapes_go_from_what_is_displayed_and_stay_in_the_quote():
    answer = answered(Plan(Quote((passage("Revenues were \\$9.8 million"),))))
    assert (answer.text, answer.citations[0].quote) == (
        "Revenues were $9.8 million [1]",
        "Revenues were \\$9.8 million",
    )


def test_a_percentage_change_without_meaning_gives_the_amounts():
    gain = replace(LOSS_BEFORE, value=Decimal(3_044_000))
    shelf = OneFiling()
    plan = Plan(Compute((of_two(Operation.PERCENT_CHANGE, LOSS, gain),)))
    answer = write("How did net loss change?", plan, execute(plan), shelf)
    assert answer.text == (
        "Net loss went to $(6.212) million in the quarter ended December 31, 2007 [1] from $3.044 "
        "million a year earlier [2], a change of "
        "$(9.256) million; a percentage change is not meaningful, because the sign changes."
    )
    assert (answer.value, answer.figures[0].unit) == ("-9256000", "USD")


def test_what_was_assumed_is_said_and_the_other_reading_noted():
    plan = Plan(
        Compute((of_two(Operation.CHANGE, CASH, CASH_BEFORE),)),
        assumptions=("Latest is read as December 31, 2007",),
        alternatives=("What was the change over six months?",),
    )
    answer = answered(plan)
    assert answer.text.endswith("Unaudited. Latest is read as December 31, 2007.")
    assert answer.notes == ("It could also mean: What was the change over six months?",)


def test_a_repair_is_said():
    mended = replace(
        REVENUE,
        warnings=("repaired: the head of the column prints 2006 twice, and is read as 2007 because of its order",),
    )
    plan = Plan(Compute((look_up(mended),)), confidence=0.9)
    answer = write("Revenues?", plan, execute(plan), SHELF)
    assert answer.text.endswith("Caution: the head of the column prints 2006 twice, and is read as 2007.")
    assert answer.confidence == 0.75


def test_refusals_say_what_was_sought_and_what_is_nearest():
    plan = Plan(Refuse("not_in_filing", "cash used in operations for the quarter", (REVENUE, passage("nine sites"))))
    answer = answered(plan)
    assert answer.text == (
        "The filing does not give cash used in operations for the quarter. The nearest it gives: Total "
        "revenues, $9.751 million in the "
        "quarter ended December 31, 2007 [1]; nine sites [2]."
    )
    assert [(near.text, near.citation) for near in answer.nearest] == [
        ("Total revenues, the quarter ended December 31, 2007: $9.751 million", 1), ("nine sites", 2),
    ]  # fmt: skip
    assert (answer.status, answer.reason) == ("abstained", "not_in_filing")


def test_advice_is_declined():
    assert answered(Plan(Refuse("advice", "whether to buy"))).text == ADVICE


def test_what_cannot_be_computed_says_why():
    answer = answered(Plan(Compute((of_two(Operation.ADD, REVENUE, SHARES, "the sum"),))))
    assert answer.text.startswith(
        "I cannot work out the sum from the filing: USD and shares cannot be added or compared. The nearest"
    )
    assert answer.reason == "unsupported"


def test_a_question_back_has_choices():
    answer = answered(Plan(AskBack("the period", ("Revenues in the quarter?", "Revenues in the half-year?"))))
    assert (answer.status, answer.text) == ("clarify", "Which do you mean, about the period?")
    assert answer.to_json()["choices"] == ["Revenues in the quarter?", "Revenues in the half-year?"]


def test_withheld_answers_keep_the_problems_out_of_sight():
    answer = withhold("q", ("a lie",))
    assert (answer.text, answer.trace, answer.reason) == (WITHHELD, ("check: a lie",), "unsupported")


def test_the_filing_text_is_as_the_tests_suppose():
    assert shelves.RESEARCH.span.of(TEXT) == "10,732"


def test_dates_that_our_reader_reckoned_may_be_said():
    plan = Plan(Refuse("not_in_filing", "revenues for the quarter ended March 31, 2009"))
    answered(plan)
    lie = replace(plan, planner="model")
    answer = write("Revenues?", lie, execute(lie), SHELF)
    assert check(answer, lie, SHELF) == ("'March 31, 2009' stands neither in the filing nor in the question",)


def test_an_assumption_that_the_sentence_already_shows_is_not_said_twice():
    plan = Plan(Compute((look_up(REVENUE),)), assumptions=("taken as 'Total revenues'",))
    assert answered(plan).text == "Total revenues were $9.751 million in the quarter ended December 31, 2007 [1]."


def test_a_derived_quarter_is_not_told_as_a_change():
    half = replace(REVENUE, value=Decimal(21_176_000), period=Duration(date(2007, 7, 1), date(2007, 12, 31)))
    program = Program(
        "Total revenues", (Leaf("a", half), Leaf("b", REVENUE)), (Step("r", Operation.SUBTRACT, ("a", "b")),)
    )
    plan = Plan(Compute((program,)))
    assert write("q", plan, execute(plan), SHELF).text == (
        "Total revenues were $11.425 million in the quarter ended September 30, 2007: $21.176 million "
        "in the six months ended "
        "December 31, 2007 [1] less $9.751 million in the quarter ended December 31, 2007 [1]."
    )


def test_an_average_over_time_tells_each_period():
    answer = answered(Plan(Compute((of_two(Operation.AVERAGE, REVENUE, REVENUE_BEFORE, "Average total revenues"),))))
    assert answer.text == (
        "Average total revenues was $10.9115 million, computed from $9.751 million in the quarter "
        "ended December 31, 2007 [1] and "
        "$12.072 million in the quarter ended December 31, 2006 [2]."
    )


def test_compound_growth_is_told_as_a_rate():
    program = Program(
        "Total revenues",
        (Leaf("a", REVENUE), Leaf("b", REVENUE_BEFORE), Leaf("n", constant=Decimal(1), why="years")),
        (Step("r", Operation.CAGR, ("a", "b", "n")),),
    )
    answer = answered(Plan(Compute((program,))))
    assert answer.text == (
        "Total revenues shrank at a compound rate of 19.2% a year, to $9.751 million in the quarter "
        "ended December 31, 2007 [1] from "
        "$12.072 million in the quarter ended December 31, 2006 [2]."
    )


def test_a_row_without_a_label_is_called_by_what_stands_above_it():
    bare = replace(REVENUE, label="", path=("Total revenues", ""))
    plan = Plan(Compute((look_up(bare),)))
    assert write("q", plan, execute(plan), SHELF).text.startswith("Total revenues were $9.751 million")
    plan = Plan(Compute((look_up(replace(bare, path=())),)))
    assert write("q", plan, execute(plan), SHELF).text.startswith("The amount was $9.751 million")


def test_guidance_that_was_replaced_was_expected():
    low, high = (replace(fact, vintage="previous") for fact in (GUIDED_LOW, GUIDED_HIGH))
    plan = Plan(Compute((look_up(low), look_up(high)), "range"))
    assert write("q", plan, execute(plan), SHELF).text == (
        "Net loss was expected to be between $28 million and $31 million in the year ending June 30, "
        "2008 [1]. This is previous guidance."
    )


def test_guidance_among_what_is_nearest_is_called_so():
    answer = answered(Plan(Refuse("not_in_filing", "net loss for the year", (GUIDED_LOW,))))
    assert answer.text.endswith("net loss, $(31) million in the year ending June 30, 2008 (guidance) [1].")


def test_whether_something_fell_is_told_with_both_amounts():
    answer = answered(
        Plan(Judge(of_two(Operation.CHANGE, RESEARCH, RESEARCH_BEFORE, "Change in research and development"), "<"))
    )
    assert answer.text == (
        "Yes: research and development fell $1.036 million, to $10.732 million in the quarter ended "
        "December 31, 2007 [1] from "
        "$11.768 million a year earlier [2]."
    )
    assert answer.value is True


def test_the_company_is_named_where_the_shelf_holds_several():
    class TwoFilings(OneFiling):
        def filings(self):
            (record,) = super().filings()
            return (record, replace(record, id="other", company="Other Inc."))

    plan = Plan(Compute((look_up(REVENUE),)))
    answer = write("Revenues?", plan, execute(plan), TwoFilings())
    assert answer.text.startswith("Acme Corp.: Total revenues were $9.751 million")

    class Nameless(TwoFilings):
        def filing(self, filing_id):
            filing = super().filing(filing_id)
            return replace(filing, record=replace(filing.record, company="Dallas, Texas. The Company"))

    assert write("Revenues?", plan, execute(plan), Nameless()).text.startswith("Total revenues were")
    assert check(answer, plan, TwoFilings()) == ()


def test_a_calculation_says_that_an_amount_is_given_loosely():
    about = replace(CASH, qualifiers=("approximately",))
    plan = Plan(Compute((of_two(Operation.CHANGE, about, CASH_BEFORE),)))
    text = write("q", plan, execute(plan), SHELF).text
    assert text.endswith('a year earlier [2]. Unaudited. An amount in it is given as "approximately".')
    plan = Plan(Compute((look_up(about),)))
    assert (
        write("q", plan, execute(plan), SHELF).text
        == "Cash at December 31 was approximately $48.658 million at December 31, 2007 [1]."
    )


@pytest.mark.parametrize(
    ("question", "looked_for", "text"),
    [
        ("Who is the CEO of Acme?", "who is the ceo", "The filing does not say who is the CEO of Acme."),
        (
            "Why did gross profit change?",
            "why did gross profit change",
            "The filing does not answer “Why did gross profit change?”.",
        ),
        ("Dividend in 2007?", "dividend", "The filing does not give dividend."),
        (
            "How much depreciation was there?",
            "depreciation was there",
            "The filing does not answer “How much depreciation was there?”.",
        ),
        ("x" * 170 + " did?", "x did", "The filing does not answer that."),
    ],
)
def test_refusals_read_as_sentences(question, looked_for, text):
    assert answered(Plan(Refuse("not_in_filing", looked_for)), question).text == text


def test_one_figure_is_told_once():
    plan = Plan(Compute((look_up(REVENUE), look_up(REVENUE)), "figures"))
    assert answered(plan).text == "Total revenues were $9.751 million in the quarter ended December 31, 2007 [1]."


def test_a_change_of_a_loss_keeps_its_sign():
    program = of_two(Operation.SUBTRACT, LOSS, GUIDED_LOW, "Change in the midpoint of net loss")
    lesser = replace(program, leaves=(Leaf("a", GUIDED_LOW), Leaf("b", GUIDED_HIGH)))
    text = write("q", Plan(Compute((lesser,))), execute(Plan(Compute((lesser,)))), SHELF).text
    assert text.startswith("Change in the midpoint of net loss was $(3) million in the year ending June 30, 2008")


def test_guidance_of_several_things_agrees_in_number():
    spending = replace(GUIDED_LOW, label="capital expenditures", value=Decimal(20_000_000), bound="")
    plan = Plan(Compute((look_up(spending),)))
    assert write("q", plan, execute(plan), SHELF).text.startswith(
        "Capital expenditures are expected to be $20 million in the year ending"
    )


def test_what_is_nearest_in_words_is_quoted_in_words():
    count = shelves.stated("because", "two", "2", "count", None, of="patients", table=None, origin="prose")
    plan = Plan(Refuse("not_in_filing", "patients in the trial", (count,)))
    assert write("q", plan, execute(plan), SHELF).text.endswith("The nearest it gives: because, two [1].")
