"""A line printed as taken off or going out is given by its size where an expense or a number of things is asked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hand_made import DEC_07, H1_07, H1_08, Q2_07, Q2_08, HandShelf, record, row
from test_plan_conversation import talk
from test_plan_figures import figure

from bot.conversation import context_of
from bot.matching import Match
from bot.planner.binding import Binding, Desk, is_it
from bot.question import Metric, read_question


def _shelf() -> HandShelf:
    flows = (Q2_08, Q2_07, H1_08, H1_07)
    facts = [
        *row("Net cash provided by operating activities", ("900000", "800000", "1900000", "1500000"), flows, at=0),
        *row("Purchases related to property and equipment", ("-300000", "-200000", "-500000", "-400000"), flows, at=1),
        *row("Additions to titles", ("-96000", "-80000", "-180000", "-150000"), flows, at=2),
        *row("Amortization of titles", ("100000", "90000", "200000", "160000"), flows, at=3),
        *row("Total Revenues", ("2000000", "1900000", "3900000", "3800000"), flows, at=4, table=1),
        *row("Operating income", ("700000", "600000", "1300000", "1100000"), flows, at=5, table=1),
        *row("Interest expense", ("-30000", "-20000", "-55000", "-40000"), flows, at=6, table=1),
        *row("Exercised", ("-1500", "-1200", "-2500", "-2400"), flows, at=8, table=2, unit="shares", head=("Options",)),
        *(
            fact
            for at in range(9, 15)
            for fact in row(f"Revenues of region {at}", ("1000", "1000"), flows[:2], at=at, table=1)
        ),
    ]
    return HandShelf((record(),), {"f1": tuple(facts)}, {}, {"f1": ("Cash flows", "Operations", "Options")})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("interest expense in Q2 fiscal 2008", "30000"),
        ("How much did interest expense rise in Q2 fiscal 2008?", "10000"),
        ("operating income plus interest expense in the six months ended December 31, 2007", "1355000"),
        ("How many options were exercised in Q2 fiscal 2008?", "1500"),
        (
            "operating cash flow minus purchases related to property and equipment, six months ended December 31, 2007",
            "1400000",
        ),
        ("ratio of additions to titles to amortization of titles in Q2 fiscal 2008", "0.96"),
    ],
)
def test_what_is_taken_off_is_given_by_its_size(question: str, value: str) -> None:
    assert figure(question, _shelf()).value == Decimal(value)


@pytest.mark.parametrize(("own", "taken"), [(0.33, False), (0.5, True)])
def test_a_line_is_not_another_for_a_word_said_beside_its_table(own: float, taken: bool) -> None:
    """Advertising revenue, of Total revenues under prose on advertising: a third of what was asked stands in the line."""
    shelf = _shelf()
    desk = Desk(shelf, "f1", read_question("What was advertising revenue?", context_of(shelf, ("f1",))))
    (line,) = (line for line in desk.index.series if line.label == "Total Revenues")
    match = Match(line, score=0.7, covered=0.75, precise=1.0, own=own)
    assert is_it(Binding(Metric("advertising revenue"), match, line.facts[:1], 0.7)) is taken


def test_money_is_asked_of_what_was_counted_and_shares_bought_of_their_own_column() -> None:
    facts = [
        *row("Repurchases of common stock", ("-90000", "-80000"), (Q2_08, Q2_07), at=0),
        *row("Total number of shares purchased", ("3000", "2500"), (Q2_08, Q2_07), at=1, table=1, unit="shares"),
        *row("Average price paid per share", ("30.00", "32.00"), (Q2_08, Q2_07), at=2, table=1, unit="USD/share"),
    ]
    shelf = HandShelf((record(),), {"f1": tuple(facts)}, {}, {"f1": ("Cash flows", "Purchases")})
    asked = ("How many shares were repurchased in Q2 fiscal 2008?", "and for how much money?")
    assert talk(*asked, shelf=shelf) == [Decimal(3000), Decimal(90000)]
    assert figure("average buyback price in Q2 fiscal 2008", shelf).value == Decimal("30.00")


def test_no_total_is_of_one_thing_spoken_of() -> None:
    column = ("Principal outstanding",)
    facts = [
        *row("5.4% Notes", ("800",), (DEC_07,), at=0, columns=column),
        *row("Total", ("1500",), (DEC_07,), at=1, columns=column),
    ]
    shelf = HandShelf((record(),), {"f1": tuple(facts)}, {}, {"f1": ("Notes",)})
    desk = Desk(shelf, "f1", read_question("principal outstanding?", context_of(shelf, ("f1",))))
    (line,) = (line for line in desk.index.series if line.bare)
    match = Match(line, score=0.8, covered=0.95, precise=0.9)
    assert is_it(Binding(Metric("principal outstanding"), match, line.facts, 0.8))
    one = Metric("principal outstanding on it", (), "there is a long bond they sold last august")
    assert not is_it(Binding(one, match, line.facts, 0.8))
