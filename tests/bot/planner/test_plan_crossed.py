"""Tables of things by name and what is told of each: votes for and against nominees, what officers are paid."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hand_made import HandShelf, acme, row
from test_plan_conversation import talk
from test_plan_figures import figure, outcome

from bot.numbers.outcome import Computed, Refused, Selected
from index.filing import Filing
from index.period import FiscalLabel

VOTES = ("Votes For", "Votes Against", "Broker Non-Votes")


class Meeting(HandShelf):
    """A filing that says over its nominees' names what they are."""

    def filing(self, filing_id: str) -> Filing:
        filing = super().filing(filing_id)
        stubs = {2: "Director Nominee", 3: "Executive"}
        return replace(
            filing, tables=tuple(replace(table, stub=stubs.get(table.number, "")) for table in filing.tables)
        )


def meeting() -> HandShelf:
    nominees = (
        ("Ann B. Able", ("900", "100", "50")),
        ("Carl Doe", ("700", "300", "50")),
        ("Eve F. Great", ("800", "200", "50")),
    )
    facts = [
        fact
        for at, (name, votes) in enumerate(nominees)
        for fact in row(name, votes, (None,) * 3, at=at, table=2, columns=VOTES, unit="count")
    ]
    years = (FiscalLabel(2006), FiscalLabel(2007))
    pay = (
        ("Ann B. Able Chief Executive Officer", ("0", "500000")),
        ("Carl Doe Chief Customer Officer", ("20000", "400000")),
    )
    facts += [
        fact
        for at, (name, paid) in enumerate(pay)
        for fact in row(name, paid, years, at=at, table=3, columns=("2006 Bonus", "2007 Base Salary"))
    ]
    plain = acme(*facts)
    captions = ("Statements of operations", "Balance sheets", "Election of directors", "Compensation of officers")
    return Meeting(plain.records, plain.given, plain.texts, {"f1": captions})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many votes were cast for Ann Able?", "900"),
        ("How many votes did Doe receive?", "700"),
        ("votes against Eve Great", "200"),
        ("How many more votes did Ann Able receive than Carl Doe?", "200"),
        ("What is Able's 2007 base salary?", "500000"),
        ("What was Carl Doe's bonus for 2006?", "20000"),
        ("How much higher is Able's base salary than Doe's?", "100000"),
        ("Total 2007 base salary of the executives", "900000"),
    ],
)
def test_a_name_and_a_measure_meet_in_one_cell(question: str, value: str) -> None:
    assert figure(question, meeting()).value == Decimal(value)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Which director nominee got the fewest votes?", "Carl Doe"),
        ("Which nominee had the most votes against?", "Carl Doe"),
        ("Who received the most votes for election?", "Ann B. Able"),
    ],
)
def test_the_one_with_most_or_least_is_named(question: str, name: str) -> None:
    found = outcome(question, meeting())
    assert isinstance(found, Selected)
    assert found.names[0] == name


@pytest.mark.parametrize("question", ["How many options did Ann Able receive?", "What is Able's 2006 base salary?"])
def test_a_word_or_a_year_that_the_table_has_not_is_not_passed_over(question: str) -> None:
    assert not isinstance(outcome(question, meeting()), Computed)


def test_the_next_name_keeps_what_was_asked_of_the_last() -> None:
    assert talk("votes against Ann Able?", "And Carl Doe?", shelf=meeting()) == [Decimal(100), Decimal(300)]
    assert talk("Doe's base salary?", "and his bonus?", shelf=meeting()) == [Decimal(400_000), Decimal(20_000)]


def test_a_column_named_like_an_operation_is_looked_up_by_its_name() -> None:
    partners = (("Oncox Bio", ("200", "4800")), ("Foresee Eye", ("296", "6704")))
    columns = ("Cash Collected", "Remaining Milestone Potential")
    facts = [
        fact
        for at, (name, paid) in enumerate(partners)
        for fact in row(name, paid, (None, None), at=at, table=2, columns=columns)
    ]
    plain = acme(*facts)
    captions = ("Statements of operations", "Balance sheets", "Licensing partners")
    shelf = HandShelf(plain.records, plain.given, plain.texts, {"f1": captions})
    assert figure("What is the remaining milestone potential from Oncox?", shelf).value == Decimal(4800)
    found = outcome("Which partner has the largest remaining milestone potential?", shelf)
    assert isinstance(found, Selected) and found.names[0] == "Foresee Eye"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many nominees had over 150 votes against?", ("Carl Doe", "Eve F. Great")),
        ("Which nominees had at least 800 votes for?", ("Ann B. Able", "Eve F. Great")),
    ],
)
def test_a_bar_is_set_to_the_column_that_is_named_after_it(question: str, names: tuple[str, ...]) -> None:
    found = outcome(question, meeting())
    assert isinstance(found, Selected)
    assert found.names == names


def test_a_bar_to_a_column_that_the_table_has_not_is_refused() -> None:
    assert isinstance(outcome("How many nominees had over 150 share options?", meeting()), Refused)
