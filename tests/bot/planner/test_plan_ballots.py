"""Votes on a matter, told in a sentence or set out in a table by nominee."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hand_made import DEC_07, HandShelf, acme, row, said
from test_plan_figures import figure, outcome

from bot.numbers.outcome import Refused
from index.facts import Fact
from index.layout import Span

WAYS = ("Votes For", "Votes Withheld", "Broker Non-Votes")
PAY = "The stockholders approved the compensation of Acme's named executive officers: 800 shares in favor, 200 against, 50 abstaining.\n"
AUDIT = (
    "The stockholders ratified Jones & Roe LLP as independent registered public accounting firm: 950 for, 90 against.\n"
)
TEXT = PAY + AUDIT


def vote(way: str, value: str, at: int, sentence: Span, title: str) -> Fact:
    (told,) = [said(f"votes {way}", value, None, at=at, unit="shares")]  # type: ignore[arg-type]
    return replace(told, sentence=sentence, section=("Item 5.07", title), path=("Item 5.07", title, f"votes {way}"))


def meeting() -> HandShelf:
    pay, audit = Span(0, len(PAY) - 1), Span(len(PAY), len(TEXT) - 1)
    facts = [
        *(
            fact
            for at, (name, votes) in enumerate(
                (("Lawrence B. Able", ("900", "100", "50")), ("Eve F. Great", ("800", "200", "50")))
            )
            for fact in row(name, votes, (None,) * 3, at=at, table=2, columns=WAYS, unit="count")
        ),
        vote("for", "800", 1, pay, "Proposal No. 2: Compensation"),
        vote("against", "200", 2, pay, "Proposal No. 2: Compensation"),
        vote("abstaining", "50", 3, pay, "Proposal No. 2: Compensation"),
        vote("for", "950", 4, audit, "Proposal No. 3: Accounting firm"),
        vote("against", "90", 5, audit, "Proposal No. 3: Accounting firm"),
    ]
    return acme(*facts, text=TEXT)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Votes against the exec pay proposal?", "200"),
        ("How many shares abstained on say on pay?", "50"),
        ("Shares in favour of ratifying the auditor?", "950"),
        ("How many shares supported proposal no. 3?", "950"),
        ("Votes against the auditor item, not the pay item", "90"),
        ("By what margin did say-on-pay pass?", "600"),
        ("Total shares voted on executive compensation incl. abstentions?", "1050"),
        ("What percentage of votes cast backed the executive compensation?", "80"),
        ("For every share that opposed the pay proposal, how many supported it?", "4"),
        ("Votes withheld from Eve Great", "200"),
    ],
)
def test_votes_on_the_matter_named_are_given(question: str, value: str) -> None:
    assert figure(question, meeting()).value == Decimal(value)


@pytest.mark.parametrize(
    "question",
    [
        "How many votes against Eve Great?",  # votes are withheld from a nominee here, and none is against
        "How many shares were voted in favor of the merger?",
        "Votes against the exec pay proposal in 2003?",
    ],
)
def test_a_way_a_matter_or_a_year_that_was_not_voted_is_refused(question: str) -> None:
    assert isinstance(outcome(question, meeting()), Refused)


ON_PAY = "The vote on the proposal to approve executive compensation was:"
ON_SPAN = "The vote on how often to hold the vote on executive compensation was:"


def announced() -> HandShelf:
    """Two tables of one row each, without a label: only the sentence before tells what was voted on."""
    far = len(ON_PAY) + 1
    pay = row("", ("800", "200"), (None,) * 2, at=0, table=2, columns=WAYS_PLAIN, unit="count")
    span = row("", ("900", "30", "70"), (None,) * 3, at=0, table=3, columns=SPANS, unit="count")
    placed = [
        *(replace(fact, span=Span(far + n, far + n + 1)) for n, fact in enumerate(pay)),
        *(replace(fact, span=Span(9_000 + n, 9_001 + n)) for n, fact in enumerate(span)),
    ]
    return acme(*placed, text=f"{ON_PAY}\n\n{ON_SPAN}\n")


WAYS_PLAIN = ("Votes For", "Votes Against")
SPANS = ("1 Year", "2 Years", "3 Years")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many votes were cast for holding the pay vote every three years?", "70"),
        ("How many shares voted for an annual pay vote?", "900"),
        ("How many shares voted for every other year on the pay vote?", "30"),
    ],
)
def test_how_often_to_vote_is_counted_by_its_own_columns(question: str, value: str) -> None:
    assert figure(question, announced()).value == Decimal(value)


AT_MEETING = (
    "On the record date there were 1,000 shares of common stock outstanding and entitled to vote. "
    "At the meeting 750 shares were represented in person or by proxy, a quorum.\n"
)


@pytest.mark.parametrize(
    "question",
    [
        "What percentage of the outstanding shares was represented at the meeting?",
        "What was the turnout?",
    ],
)
def test_turnout_is_what_was_represented_of_what_could_vote(question: str) -> None:
    cut = AT_MEETING.index("At the meeting")
    facts = [
        replace(said("shares", "1000", DEC_07, at=1, unit="shares"), sentence=Span(0, cut - 1)),
        replace(said("shares", "750", None, at=2, unit="shares"), sentence=Span(cut, len(AT_MEETING) - 1)),  # type: ignore[arg-type]
    ]
    assert figure(question, acme(*facts, text=AT_MEETING)).value == Decimal(75)
    assert isinstance(outcome(question, acme(facts[1], text=AT_MEETING)), Refused)
