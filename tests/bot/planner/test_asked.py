"""Plans held against the question's words: what is asked to be done is done, or nothing is answered."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hand_made import DEC_07, FY_08, JUN_07, Q2_07, Q2_08, HandShelf, acme, row, said
from test_plan_wordings import asked, values

from bot.numbers.outcome import Computed, Quoted, Refused, Selected
from bot.planner.asked import TIMES_OVER
from bot.planner.counted import names_one_of_two


def _guided() -> HandShelf:
    facts = []
    for at, (value, bound, vintage) in enumerate(
        (
            ("20000000", "low", "updated"),
            ("21000000", "high", "updated"),
            ("8000000", "low", "previous"),
            ("9000000", "high", "previous"),
        )
    ):
        twin = f"said{70 + at + 1 if bound == 'low' else 70 + at - 1}"
        facts.append(
            said(
                "capital expenditures",
                value,
                FY_08,
                at=70 + at,
                basis="guidance",
                vintage=vintage,
                bound=bound,
                twin=twin,
            )
        )
    return acme(*facts)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("capital expenditures guidance old midpoint", ["8500000"]),
        ("What is the low end of the capital expenditures guidance that was given previously?", ["8000000"]),
        ("capital expenditures guidance, new and old", ["20000000", "21000000", "8000000", "9000000"]),
        # 9.751 - 2.751
        ("Excluding license fees, what were total revenues in the quarter?", ["7000000"]),
        ("What were total revenues in the quarter and in the six months?", ["9751000", "21176000"]),
        # each against a year earlier: 9.751 - 12.072, 21.176 - 19.842
        ("How did total revenues change in the quarter and in the six months?", ["-2321000", "1334000"]),
    ],
)
def test_every_word_of_the_question_is_answered(question: str, wanted: list[str]) -> None:
    assert values(question, _guided()) == [Decimal(one) for one in wanted]


@pytest.mark.parametrize(
    "question",
    [
        "If revenue had stayed flat, what would the net loss have been in the quarter?",
        "How much has cash decreased per month since June 30, 2007?",
        "How much higher is capital expenditures guidance than what was spent on research?",
        "Excluding the settlement, what were total revenues in the quarter?",
        "How many shares were outstanding at the end of the quarter?",
    ],
)
def test_what_is_not_done_as_asked_is_refused(question: str) -> None:
    assert isinstance(asked(question, _guided()), Refused)


def test_a_line_of_two_totals_together_is_not_one_of_them() -> None:
    found = asked("total assets less total liabilities at December 31, 2007")
    assert isinstance(found, Computed)
    assert found.figures[0].value == Decimal(53_137_000)


def test_which_lines_fell_are_chosen_from_the_lines() -> None:
    found = asked("Which expense fell in the half-year?")
    assert isinstance(found, Selected)
    assert found.names == ("Research and development",)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "The Company had $48.7 million in cash as of December 31, 2007.",
            "How much cash did it hold in escrow at December 31, 2006?",
        ),
        ("The net loss was $6.2 million, or $0.15 per share.", "How many shares were issued?"),
        ("The Company expects cash used in operations to be $14 million.", "What was cash used in escrow operations?"),
    ],
)
def test_a_sentence_of_another_time_kind_or_standing_is_not_quoted(text: str, question: str) -> None:
    assert not isinstance(asked(question, acme(text=text)), Quoted)


def test_a_count_of_two_things_together_is_of_neither() -> None:
    sentence = "12 of the 15 patients had either a partial response or stable disease."
    assert names_one_of_two("How many patients had stable disease?", sentence)
    assert not names_one_of_two("How many had a partial response or stable disease?", sentence)


def test_a_word_for_another_column_of_a_row_is_not_passed_over() -> None:
    sales = row(
        "Health Care", ("2", "1"), (Q2_08, Q2_08), at=0, table=3, unit="percent", columns=("Net Sales Growth", "Price")
    )
    volume = row("Health Care", ("5", "1"), (Q2_08, Q2_08), at=0, table=4, unit="percent", columns=("Volume", "Mix"))
    assert isinstance(asked("sales volume growth in Health Care", acme(*sales, *volume)), Refused)


def test_a_balance_brought_forward_is_of_what_its_column_says() -> None:
    hedges = row(
        "Balances", ("264", "111"), (DEC_07, JUN_07), at=0, table=3, columns=("Gains on Cash Flow Hedges",) * 2
    )
    assert isinstance(asked("What was petty cash at June 30, 2007?", acme(*hedges)), Refused)


def test_what_is_due_within_a_year_is_not_what_is_due_after_five() -> None:
    due = row("Due after five years", ("671",), (DEC_07,), at=0, table=3)
    assert isinstance(asked("How much is due within a year?", acme(*due)), Refused)


def test_a_share_is_asked_of_a_name_that_ends_like_an_article() -> None:
    table = row("Pharma", ("4000000", "3000000"), (Q2_08, Q2_07), at=9)
    # 4.0 of 9.751
    assert values("pharma share of total revenues in the quarter", acme(*table)) == [Decimal("41.0214")]


@pytest.mark.parametrize(
    ("question", "times"),
    [
        ("How many times larger were total revenues in Q2 fiscal 2008 than in Q2 fiscal 2007?", True),
        ("Revenue fell. How many times the prior year's level was it?", True),
        ("How many times did the board meet?", False),
    ],
)
def test_a_multiple_is_told_from_a_count(question: str, times: bool) -> None:
    assert bool(TIMES_OVER.search(question)) is times


@pytest.mark.parametrize("column", ["As reported", "Constant currency"])
def test_growth_at_constant_rates_is_of_a_column_that_says_so(column: str) -> None:
    shelf = acme(*row("Bookings", ("5000000", "4000000"), (Q2_08, Q2_07), at=9, table=6, column=column))
    found = asked("What were constant currency bookings in Q2 fiscal 2008?", shelf)
    assert isinstance(found, Refused) is (column == "As reported")


@pytest.mark.parametrize("question", ["capex fy08?", "EBITDA in fiscal 2008"])
def test_a_measure_for_a_time_is_no_words(question: str) -> None:
    assert isinstance(asked(question, acme()), Refused)
