"""Words that fit two lines alike are asked back; a choice, asked in turn, is answered with its own line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hand_made import DEC_07, H1_07, H1_08, JUN_07, HandShelf, record, row

from bot.conversation import Conversation, read_turn
from bot.plan import AskBack, Compute, Plan
from bot.planner import make_plan
from index.facts import Fact

CURRENT, LONG = ("Accrued and other current liabilities",), ("Other long-term liabilities",)


def notes() -> list[Fact]:
    """Deferred revenue in two notes, and beside it what is printed once."""
    days = (DEC_07, JUN_07)
    return [
        *row("Deferred revenue", ("980000", "837000"), days, at=0, head=CURRENT, table=0),
        *row("Taxes payable", ("1910000", "881000"), days, at=1, head=CURRENT, table=0),
        *row("Deferred revenue", ("1055000", "976000"), days, at=0, head=LONG, table=1),
        *row("Licenses payable", ("325000", "116000"), days, at=1, head=LONG, table=1),
    ]


def planned(question: str, facts: list[Fact]) -> Plan:
    shelf = HandShelf((record(),), {"f1": tuple(facts)}, captions={"f1": ("", "", "")})
    reading = read_turn(question, Conversation(), shelf, ("f1",))
    return make_plan(reading, shelf, ("f1",), None, ())


def value_of(plan: Plan) -> Decimal:
    assert isinstance(plan.act, Compute)
    (leaf,) = plan.act.programs[0].leaves
    assert leaf.fact is not None
    return leaf.fact.value


def test_two_lines_that_fit_alike_are_asked_back_and_every_choice_is_answered() -> None:
    plan = planned("What was deferred revenue at December 31, 2007?", notes())
    assert isinstance(plan.act, AskBack)
    assert plan.act.choices == (
        "Deferred revenue (Accrued and other current liabilities), December 31, 2007?",
        "Deferred revenue (Other long-term liabilities), December 31, 2007?",
    )
    assert [value_of(planned(choice, notes())) for choice in plan.act.choices] == [980_000, 1_055_000]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What were taxes payable at December 31, 2007?", 1_910_000),
        ("What was deferred revenue in other long-term liabilities at June 30, 2007?", 976_000),
    ],
)
def test_what_the_words_tell_is_not_asked(question: str, value: int) -> None:
    assert value_of(planned(question, notes())) == value


def test_one_amount_printed_twice_is_no_choice() -> None:
    again = [
        *row("Deferred revenue", ("980000", "837000"), (DEC_07, JUN_07), at=0, head=CURRENT, table=0),
        *row("Deferred revenue", ("980000", "837000"), (DEC_07, JUN_07), at=0, head=LONG, table=1),
    ]
    assert value_of(planned("What was deferred revenue at December 31, 2007?", again)) == 980_000


def test_a_line_named_by_its_heading_alone_is_no_rival() -> None:
    parts = ("Current provision for income taxes:",)
    facts = [
        *row("Foreign", ("1716000", "953000"), (H1_08, H1_07), at=0, head=parts),
        *row("Total current", ("1765000", "997000"), (H1_08, H1_07), at=1, head=parts),
        *row("Provision for income taxes", ("1407000", "1082000"), (H1_08, H1_07), at=2),
    ]
    question = "What was the total provision for income taxes in the six months ended December 31, 2007?"
    assert value_of(planned(question, facts)) == 1_407_000


def test_a_balance_is_not_what_it_changed_by() -> None:
    changes = ("Changes in operating assets and liabilities:",)
    facts = [
        *row("Inventories", ("-4880000", "-1380000"), (H1_08, H1_07), at=0, head=changes, table=0),
        *row("Net cash provided by operating activities", ("9000000", "8000000"), (H1_08, H1_07), at=1, table=0),
        *row("Inventories", ("14962000", "10080000"), (DEC_07, JUN_07), at=0, head=("Current assets:",), table=1),
        *row("Total assets", ("99000000", "90000000"), (DEC_07, JUN_07), at=1, table=1),
    ]
    assert value_of(planned("Inventory?", facts)) == 14_962_000
    assert value_of(planned("According to the cash flow statement, what were inventories?", facts)) == -4_880_000


def test_a_statement_of_a_part_does_not_stand_against_the_companys_own() -> None:
    def stated(table: int, sales: str, profit: str, head: tuple[str, ...] = ()) -> list[Fact]:
        lines = (("Net sales", sales), ("Cost of sales", "-1000"), ("Gross margin", profit), ("Net income", "500"))
        return [
            fact for at, (label, value) in enumerate(lines) for fact in row(label, (value,), (H1_08,), at=at, head=head, table=table)
        ]  # fmt: skip

    facts = [*stated(0, "9000000", "8000000"), *stated(1, "9000000", "8000000")]
    affiliate = stated(2, "423000", "23000", ("Statement of operations:",))
    plan = planned("What were net sales in the half year ended December 31, 2007?", [*facts, *affiliate])
    assert value_of(plan) == 9_000_000
