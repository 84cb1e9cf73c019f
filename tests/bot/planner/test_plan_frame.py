"""Questions about the filing itself, and about what it guides, over hand-made filings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hand_made import FY_08, H1_08, HandShelf, record, said

from bot.conversation import Conversation, read_turn
from bot.numbers.execute import execute
from bot.numbers.outcome import Computed, Judged, Quoted
from bot.plan import Compute, Quote, Refuse
from bot.planner import make_plan
from index.facts import Fact
from index.layout import Span

COVER = """FORM 8-K
Acme Widgets, Inc.
(Exact name of registrant as specified in its charter)
Nevada 001-12345 98-7654321
(State or other jurisdiction of incorporation) (Commission File Number) (IRS Employer Identification No.)
7 Mill Road, Reno, Nevada 89501
(Address of principal executive offices)
Title of each class\tTrading Symbol\tName of each exchange on which registered
Common Stock\tACME\tNew York Stock Exchange
Emerging growth company ☒
Pursuant to the requirements of the Securities Exchange Act of 1934, signed.
/s/ Jo Q. Public
General Counsel
"""


def shelf_of(text: str, facts: tuple[Fact, ...] = ()) -> HandShelf:
    return HandShelf((record(),), {"f1": facts}, {"f1": text})


def answered(question: str, shelf: HandShelf) -> list[str] | None:
    plan = make_plan(read_turn(question, Conversation(), shelf, ("f1",)), shelf, ("f1",))
    return [quote.span.of(shelf.texts["f1"]) for quote in plan.act.quotes] if isinstance(plan.act, Quote) else None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what form is this", "8-K"),
        ("What type of filing is this?", "8-K"),
        ("state of incorporation?", "Nevada"),
        ("where is Acme headquartered?", "7 Mill Road, Reno, Nevada 89501"),
        ("what's the ticker", "ACME"),
        ("which exchange does it trade on", "New York Stock Exchange"),
        ("EIN?", "98-7654321"),
        ("who signed this?", "Jo Q. Public"),
    ],
)
def test_the_frame_of_a_filing_is_quoted(question: str, words: str) -> None:
    assert answered(question, shelf_of(COVER)) == [words]


@pytest.mark.parametrize(
    "question", ["where are the warehouses located?", "what state taxes apply?", "who signed the lease with Initech?"]
)
def test_a_question_with_another_thing_in_it_is_not_about_the_frame(question: str) -> None:
    found = answered(question, shelf_of(COVER))
    assert found is None or not {"Nevada", "Jo Q. Public", "7 Mill Road, Reno, Nevada 89501"} & set(found)


def guided() -> HandShelf:
    """Net loss guided from -33..-30 to -31..-28, capital spending from 8..9 to 20..21; half a year spent."""
    facts: list[Fact] = []
    ranges = (
        ("net loss", "updated", "-31000000", "-28000000"),
        ("net loss", "previous", "-33000000", "-30000000"),
        ("capital expenditures", "updated", "20000000", "21000000"),
        ("capital expenditures", "previous", "8000000", "9000000"),
        ("cash used in operations", "updated", "14000000", "17000000"),
        ("cash used in operations", "previous", "30000000", "33000000"),
    )
    for number, (label, vintage, low, high) in enumerate(ranges):
        one, two = 2 * number, 2 * number + 1
        shared = {"basis": "guidance", "vintage": vintage}
        facts.append(said(label, low, FY_08, at=one, bound="low", twin=f"said{two}", **shared))
        facts.append(said(label, high, FY_08, at=two, bound="high", twin=f"said{one}", **shared))
    facts.append(said("capital expenditures", "5300000", H1_08, at=20))
    facts.append(said("revenues", "9800000", H1_08, at=21))
    return shelf_of("", tuple(facts))


def outcome(question: str) -> object:
    shelf = guided()
    return execute(make_plan(read_turn(question, Conversation(), shelf, ("f1",)), shelf, ("f1",)))


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("where was capex guided before?", (8_000_000, 9_000_000)),
        ("What capex had they guided to previously?", (8_000_000, 9_000_000)),
        ("what is the updated capex guidance", (20_000_000, 21_000_000)),
        ("what is the guidance for cash used in operations?", (14_000_000, 17_000_000)),
        ("how wide is the range on the net loss outlook?", (3_000_000,)),
        ("worst case net loss for the full year", (-31_000_000,)),
        ("If capex comes in at the top of guidance, how much is left to spend?", (15_700_000,)),
        ("how much was capex guidance raised", (12_000_000,)),
        ("did they raise or lower net loss guidance?", (2_000_000,)),
        ("what does guidance imply for capex in the rest of the year?", (14_700_000, 15_700_000)),
    ],
)
def test_guidance_stands_stood_and_moves(question: str, values: tuple[int, ...]) -> None:
    found = outcome(question)
    assert isinstance(found, Computed)
    assert [figure.value for figure in found.figures] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("did they raise capex guidance?", True),
        ("was capex guidance cut", False),
        ("has net loss guidance gone up?", False),
        ("did they lower net loss guidance?", True),
        ("did they reaffirm capex guidance", False),
    ],
)
def test_which_way_guidance_moved_is_judged_by_its_middle_and_a_loss_by_its_size(question: str, holds: bool) -> None:
    found = outcome(question)
    assert isinstance(found, Judged)
    assert found.holds is holds


def test_guidance_that_is_not_given_is_never_answered_by_what_was_reported() -> None:
    shelf = guided()
    plan = make_plan(read_turn("revenue guidance?", Conversation(), shelf, ("f1",)), shelf, ("f1",))
    assert isinstance(plan.act, Refuse)


def test_a_summary_of_guidance_quotes_each_sentence_that_guides() -> None:
    text = "Costs rose.\nWe expect a net loss of $28-31 million.\nWe expect capital expenditures of $20-21 million.\n"
    at = text.index("28"), text.index("20-")
    facts = tuple(
        Fact(
            id=f"g{place}", filing="f1", label=label, path=(label,), value=Decimal(value), unit="USD", period=FY_08,
            precision=Decimal(1_000_000), span=Span(place, place + 2), basis="guidance", origin="prose",
        )
        for place, label, value in zip(at, ("net loss", "capital expenditures"), ("-28000000", "20000000"), strict=True)
    )  # fmt: skip
    shelf = shelf_of(text, facts)
    found = execute(make_plan(read_turn("summarize the guidance", Conversation(), shelf, ("f1",)), shelf, ("f1",)))
    assert isinstance(found, Quoted)
    assert [quote.span.of(text) for quote in found.quotes] == text.strip().split("\n")[1:]


BUSINESS = """RENO, May 3, 2021 — Acme Widgets, Inc. (NYSE: ACME), a maker of widgets for boats, today announced results.
Acme Widgets significantly increased its use of steel.
"We spent less," said Jo Q. Public, Chief Financial Officer.
Evidence of activity was reported in seven of the seventeen patients enrolled in the study.
"""


@pytest.mark.parametrize("question", ["What does Acme do?", "what kind of company is this?", "who is Acme Widgets?"])
def test_what_a_company_is_is_quoted(question: str) -> None:
    assert answered(question, shelf_of(BUSINESS)) == [BUSINESS.split("\n", maxsplit=1)[0]]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("who is the CFO?", "Jo Q. Public"),
        ("what's the cfo's name", "Jo Q. Public"),
        ("what is Jo Public's title?", "Chief Financial Officer"),
    ],
)
def test_offices_and_their_holders_are_quoted(question: str, words: str) -> None:
    assert answered(question, shelf_of(BUSINESS)) == [words]


def test_what_is_someones_and_is_not_told_is_refused() -> None:
    assert answered("What is Jo Public's salary?", shelf_of(BUSINESS)) is None


def test_two_counts_of_a_sentence_are_a_share_where_a_percentage_is_asked() -> None:
    at = BUSINESS.index("seven of"), BUSINESS.index("seventeen")
    counts = tuple(
        Fact(
            id=f"c{place}", filing="f1", label="patients enrolled in the study", path=("patients",), value=Decimal(value), unit="count",
            period=None, precision=Decimal(1), span=Span(place, place + length), origin="prose", of="patients", sentence=Span(at[0], at[1] + 40),
        )
        for place, value, length in zip(at, (7, 17), (5, 9), strict=True)
    )  # fmt: skip
    shelf = shelf_of(BUSINESS, counts)
    question = "what percentage of patients showed evidence of activity?"
    found = execute(make_plan(read_turn(question, Conversation(), shelf, ("f1",)), shelf, ("f1",)))
    assert isinstance(found, Computed)
    assert round(found.figures[0].value, 2) == Decimal("41.18")


@pytest.mark.parametrize(
    ("question", "holds"), [("are these results audited?", False), ("are the financials unaudited?", True)]
)
def test_whether_figures_are_audited_is_told_by_their_caption(question: str, holds: bool) -> None:
    shelf = shelf_of("BALANCE SHEETS (Unaudited)\n")
    plan = make_plan(read_turn(question, Conversation(), shelf, ("f1",)), shelf, ("f1",))
    assert isinstance(plan.act, Quote)
    assert plan.act.value is holds


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("is this a 10-Q?", False),
        ("Is it an 8-K?", True),
        ("is this a current report?", True),
        ("is this an annual report?", False),
    ],
)
def test_whether_a_filing_is_of_a_form_is_told_by_its_cover(question: str, holds: bool) -> None:
    shelf = shelf_of(COVER)
    plan = make_plan(read_turn(question, Conversation(), shelf, ("f1",)), shelf, ("f1",))
    assert isinstance(plan.act, Quote)
    assert plan.act.value is holds


def test_a_figure_of_someone_else_is_not_answered_by_the_filers() -> None:
    shelf = guided()
    ours = make_plan(read_turn("how much revenue did Acme report?", Conversation(), shelf, ("f1",)), shelf, ("f1",))
    theirs = make_plan(
        read_turn("how much revenue did Initech report?", Conversation(), shelf, ("f1",)), shelf, ("f1",)
    )
    assert isinstance(ours.act, Compute)
    assert isinstance(theirs.act, Refuse)


def test_what_someone_else_owns_is_not_answered_by_the_filers() -> None:
    shelf = guided()
    theirs = make_plan(read_turn("What was Initech's revenue?", Conversation(), shelf, ("f1",)), shelf, ("f1",))
    assert isinstance(theirs.act, Refuse)
