"""Conversations over a hand-made filing: what is carried, and that it is plain data."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hand_made import DEC_07, Q2_08, HandShelf, acme, row, said

from bot.answer import Answer
from bot.conversation import Conversation, read_turn, remember
from bot.numbers.execute import execute
from bot.numbers.outcome import Computed
from bot.plan import Leaf, Passage, Plan, Quote
from bot.planner import make_plan
from bot.question import QuestionContext, read_question
from index.layout import Span


def talk(
    *questions: str, shelf: HandShelf | None = None, keys: tuple[str, ...] = (), kept: list[Conversation] | None = None
) -> list[Decimal | None]:
    """The first figure of every turn; None where it gave none. The state goes through JSON between turns."""
    shelf = shelf or acme()
    conversation = Conversation()
    found: list[Decimal | None] = []
    for question, key in zip(questions, keys or ("",) * len(questions), strict=True):
        conversation = Conversation.from_state(json.loads(json.dumps(conversation.to_state()))).before(key)
        reading = read_turn(question, conversation, shelf, ("f1",))
        plan = make_plan(reading, shelf, ("f1",))
        outcome = execute(plan)
        computed = isinstance(outcome, Computed)
        answer = Answer(question, "answered" if computed else "abstained", ())
        conversation = remember(conversation, reading, plan, answer, key)
        found.append(outcome.figures[0].value.quantize(Decimal("0.01")) if isinstance(outcome, Computed) else None)
    if kept is not None:
        kept.append(conversation)
    return found


@pytest.mark.parametrize(
    ("questions", "values"),
    [
        (("What was R&D in Q2 FY08?", "and a year earlier?"), ("10732000", "11768000")),
        (("What was R&D in Q2 FY08?", "and G&A?"), ("10732000", "3527000")),
        (
            ("R&D in Q2 FY08?", "and a year earlier?", "what's that as a percentage change?"),
            ("10732000", "11768000", "-8.80"),
        ),
        (
            ("R&D in Q2 FY08?", "and a year earlier?", "what was the difference?", "and for G&A?"),
            ("10732000", "11768000", "-1036000", "961000"),
        ),
        (("how much did R&D change in Q2 FY08?", "in percent?"), ("-1036000", "-8.80")),
        (
            ("R&D in Q2 FY08?", "and a year earlier?", "how big a drop is that in percent?"),
            ("10732000", "11768000", "-8.80"),
        ),
        # 2.751 of 9.751
        (
            ("total revenues in Q2 FY08?", "how much of that was license fees?", "what percent is that?"),
            ("9751000", "2751000", "28.21"),
        ),
        (("R&D for the quarter ended December 31, 2006?", "and a year later?"), ("11768000", "10732000")),
        (("EPS for the quarter", "six months?", "same period last year?"), ("-0.15", "-0.17", "-0.22")),
        (("R&D in Q2 FY08?", "and G&A?", "what is the sum of the two?"), ("10732000", "3527000", "14259000")),
        (("What was R&D in Q2 FY08?", "what is that divided by 1000?"), ("10732000", "10732")),
        (("What was R&D in Q2 FY08?", "as a percentage of revenue?"), ("10732000", "110.06")),
        (("What was R&D in Q2 FY08?", "times 1000?"), ("10732000", "10732000000")),
        (("What was R&D in Q2 FY08?", "and half of that?"), ("10732000", "5366000")),
        (("What was R&D in Q2 FY08?", "divide that by total revenue"), ("10732000", "1.10")),
        (("What was R&D in Q2 FY08?", "now subtract G&A"), ("10732000", "7205000")),
        (
            ("R&D in Q2 FY08?", "and a year earlier?", "the sum of those two", "and for the half year?"),
            ("10732000", "11768000", "22500000", "19837000"),
        ),
        (
            ("total assets at December 31, 2007", "what about June 30, 2007?", "so what was the change?"),
            ("79773000", "80421000", "-648000"),
        ),
    ],
)
def test_follow_ups(questions: tuple[str, ...], values: tuple[str, ...]) -> None:
    assert talk(*questions) == [None if value is None else Decimal(value).quantize(Decimal("0.01")) for value in values]


@pytest.mark.parametrize(
    ("questions", "values"),
    [
        # two results made in one way are set against each other, and not the parts of the last
        (
            ("R&D plus G&A in Q2 FY08?", "and a year earlier?", "what was the change?"),
            ("14259000", "14334000", "-75000"),
        ),
        # the sum that was asked for, at another period
        (
            ("what was the sum of R&D and G&A in Q2 FY08?", "what was that sum in Q2 FY07?"),
            ("14259000", "14334000"),
        ),
        # the former and the latter are what was asked for, looked up or computed
        (
            ("how much did R&D change in Q2 FY08?", "what was R&D in Q2 FY07?", "the former divided by the latter?"),
            ("-1036000", "11768000", "-0.09"),
        ),
        # lines that were given are meant again, of the period that they were given for
        (
            ("R&D in Q2 FY07?", "and G&A?", "what is the ratio of G&A to R&D?"),
            ("11768000", "2566000", "0.22"),
        ),
        # a move is set against what it started from, however that is called
        (
            (
                "R&D in Q2 FY08?",
                "and a year earlier?",
                "how did it change?",
                "what is that relative to the prior year's R&D?",
            ),
            ("10732000", "11768000", "-1036000", "-8.80"),
        ),
        # what two lines' ratio was before is that ratio again
        (
            ("what was the ratio of G&A to R&D in Q2 FY08?", "how does that compare with Q2 FY07?"),
            ("0.33", "0.22"),
        ),
        (("what percentage of R&D was G&A in Q2 FY08?", "what would be the remaining percentage?"), ("32.86", "67.14")),
    ],
)
def test_follow_ups_on_results(questions: tuple[str, ...], values: tuple[str, ...]) -> None:
    assert talk(*questions) == [None if value is None else Decimal(value).quantize(Decimal("0.01")) for value in values]


def test_a_line_whose_name_holds_that_of_the_last_is_not_the_last() -> None:
    royalties = said("Royalties", "840", DEC_07, at=1)
    cost = said("Cost of royalties", "520", DEC_07, at=2)
    questions = (
        "what were royalties at December 31, 2007?",
        "and what was the cost of royalties at December 31, 2007?",
    )
    assert talk(*questions, shelf=acme(royalties, cost)) == [840, 520]


def test_another_metric_is_asked_of_the_part_of_the_company_spoken_of() -> None:
    shelf = acme(
        *row("Northern Mills", ("500000",), (Q2_08,), at=1, table=4, head=("Net revenues",)),
        *row("Northern Mills", ("90000",), (Q2_08,), at=4, table=4, head=("Adjusted EBITDA",)),
        *row("Adjusted EBITDA", ("200000",), (Q2_08,), at=7, table=4),
    )
    first = "What were Northern Mills net revenues in Q2 FY08?"
    assert talk(first, "and adj EBITDA?", shelf=shelf) == [Decimal(500000), Decimal(90000)]
    assert talk(first, "and G&A?", shelf=shelf) == [Decimal(500000), Decimal(3527000)]
    assert talk("What was Acme Widgets net income in Q2 FY08?", "and adjusted EBITDA?", shelf=shelf)[1] == 200000


def test_a_question_that_stands_by_itself_passes_through() -> None:
    assert talk("What was R&D in Q2 FY08?", "What were total assets at June 30, 2007?")[1] == 80_421_000


def test_an_empty_state_is_a_new_conversation() -> None:
    assert Conversation.from_state({}) == Conversation()


def test_a_question_asked_again_under_its_key_is_one_turn_and_no_follow_up_of_itself() -> None:
    kept: list[Conversation] = []
    questions = ("What was R&D in Q2 FY08?", "and a year earlier?", "and a year earlier?", "and G&A?")
    values = talk(*questions, keys=("Ev1", "Ev2", "Ev2", "Ev3"), kept=kept)
    assert values[:3] == [Decimal(10_732_000), Decimal(11_768_000), Decimal(11_768_000)]
    assert [turn["key"] for turn in kept[0].turns] == ["Ev1", "Ev2", "Ev3"]


def test_before_a_turn_the_filings_in_hand_were_those_before_it() -> None:
    first, second = {"key": "Ev1", "before": []}, {"key": "Ev2", "before": ["acme"]}
    conversation = Conversation((first, second), ("other",))
    assert conversation.before("Ev2") == Conversation((first,), ("acme",))
    assert conversation.before("Ev1") == Conversation((second,), ("other",))
    assert conversation.before("") is conversation
    assert conversation.before("Ev9") is conversation


@pytest.mark.parametrize(
    ("questions", "values"),
    [
        # a sum with more in it, and what is computed on what was computed
        (
            (
                "R&D in Q2 FY08?",
                "and G&A?",
                "what is the sum?",
                "including total assets, what then becomes that total?",
            ),
            ("10732000", "3527000", "14259000", "94032000"),
        ),
        (
            ("R&D in Q2 FY08?", "and G&A?", "what is the total of both segments?", "what is that less 1000?"),
            ("10732000", "3527000", "14259000", "14258000"),
        ),
        # what a change is of one of its ends, in several wordings
        (
            (
                "R&D in Q2 FY08?",
                "and a year earlier?",
                "what was, then, the change over the year?",
                "how much does that change represent in relation to that earlier value?",
            ),
            ("10732000", "11768000", "-1036000", "-8.80"),
        ),
        (
            (
                "R&D in Q2 FY08?",
                "and a year earlier?",
                "what was the change?",
                "what percentage change does this represent?",
            ),
            ("10732000", "11768000", "-1036000", "-8.80"),
        ),
        (
            ("R&D in Q2 FY08?", "and G&A?", "what percentage, then, of that R&D does this amount represent?"),
            ("10732000", "3527000", "32.86"),
        ),
        (("R&D in Q2 FY08?", "and G&A?", "what proportion does this represent?"), ("10732000", "3527000", "32.86")),
        (
            (
                "R&D in Q2 FY08?",
                "and a year earlier?",
                "how much does the first represent as a percentage of the second?",
            ),
            ("10732000", "11768000", "91.20"),
        ),
        # another part of the same whole; and what the last answer was worked out of
        (
            (
                "what percentage of total assets were current liabilities?",
                "and what percentage of it was due to long-term debt?",
            ),
            ("16.75", None),
        ),
        (
            (
                "what percentage of total assets were current liabilities?",
                "and what share of that is shareholders' equity?",
            ),
            ("16.75", "66.61"),
        ),
        (
            (
                "what percentage of total assets were current liabilities?",
                "what is the combined total of those current liabilities and the shareholders' equity?",
            ),
            ("16.75", "66501000"),
        ),
        # a price a share and a revenue do not make one change
        (
            ("net loss per share in Q2 FY08?", "What was total revenue in Q2 FY08?", "By how much did it change?"),
            ("-0.15", "9751000", "-2321000"),
        ),
        # another line, with no period said, is of the period spoken of where the filing gives it there
        (("What was R&D in the first half of fiscal 2007?", "What was total revenue?"), ("23184000", "19842000")),
        (("What was R&D in the first half of fiscal 2007?", "What were total assets?"), ("23184000", "79773000")),
        # the whole is the last answer that is not of the part
        (("total assets?", "what portion do current liabilities represent?"), ("79773000", "16.75")),
        (
            ("total assets?", "current liabilities?", "what portion does it represent?"),
            ("79773000", "13364000", "16.75"),
        ),
        (("total assets?", "what share of that comes from current liabilities?"), ("79773000", "16.75")),
        (
            ("R&D in Q2 FY08?", "and G&A?", "what is the combined total of this R&D and the G&A?"),
            ("10732000", "3527000", "14259000"),
        ),
        (
            (
                "R&D in Q2 FY08?",
                "and a year earlier?",
                "what was the change?",
                "and in that same period, what was the change in G&A?",
            ),
            ("10732000", "11768000", "-1036000", "961000"),
        ),
    ],
)
def test_what_points_to_an_earlier_figure(questions: tuple[str, ...], values: tuple[str | None, ...]) -> None:
    assert talk(*questions) == [None if value is None else Decimal(value).quantize(Decimal("0.01")) for value in values]


@pytest.mark.parametrize(
    ("questions", "values"),
    [
        # a bare year after a stretch that is no year is that stretch of the year
        (
            ("R&D in Q2 FY08?", "what was the 2006 value?", "what is the difference divided by the 2006 value?"),
            ("10732000", "11768000", "-0.09"),
        ),
        (("R&D in Q2 FY08?", "and G&A?", "what is the first less the second?"), ("10732000", "3527000", "7205000")),
        (("R&D in Q2 FY08?", "and what was it in the same quarter of 2006?"), ("10732000", "11768000")),
        # a ratio once more, in percent
        (
            (
                "R&D in Q2 FY08?",
                "and G&A?",
                "what is the first divided by the second?",
                "and converted to a percentage?",
            ),
            ("10732000", "3527000", "3.04", "304.28"),
        ),
        # after a refusal, another period's figure is no answer
        (("R&D in Q2 FY08?", "what was the 2001 value?", "what is the difference?"), ("10732000", None, None)),
    ],
)
def test_years_places_and_refusals(questions: tuple[str, ...], values: tuple[str | None, ...]) -> None:
    assert talk(*questions) == [None if v is None else Decimal(v).quantize(Decimal("0.01")) for v in values]


def test_what_points_to_an_answer_that_was_not_given_is_refused() -> None:
    assert talk("R&D in Q2 FY08?", "and the goodwill impairment?", "what is that times 2?")[1:] == [None, None]


def test_what_was_not_answered_is_no_figure_to_work_with() -> None:
    assert talk("What was R&D in fiscal 1999?", "half of that?") == [None, None]


@pytest.mark.parametrize(("to", "carried"), [(24, True), (60, False)])
def test_the_one_figure_of_an_answer_in_words_is_carried(to: int, carried: bool) -> None:
    lease = said("Minimum lease commitments", "1100000000", DEC_07, at=1, span=Span(10, 20))
    rate = said("Discount rate", "5", DEC_07, at=2, span=Span(40, 42), unit="percent")
    shelf = acme(lease, rate)
    plan = Plan(Quote((Passage("f1", Span(5, to), Span(0, 80)),), "spans"))
    reading = read_question("what are the commitments?", QuestionContext())
    kept = remember(Conversation(), reading, plan, Answer("?", "answered", ()), shelf=shelf)
    after = read_turn("how much is that in millions?", kept, shelf, ("f1",))
    assert [one.leaves for one in after.earlier] == ([(Leaf("a", fact=lease),)] if carried else [])
