"""A rate or an amount a share that the filing prints is given as printed, and not worked out from its parts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hand_made import H1_08, Q2_07, Q2_08, HandShelf, row, said
from test_plan_figures import figure

from index.facts import Fact


def _shelf(*more: Fact) -> HandShelf:
    from hand_made import record

    flows = (Q2_08, Q2_07, H1_08)
    head, shares = ("Earnings per ordinary share:",), ("Average shares used:",)
    facts = [
        *row("Turnover", ("90000000", "80000000", "170000000"), flows, at=0),
        *row("Income before income taxes", ("20000000", "16000000", "38000000"), flows, at=1),
        *row("Income tax expense", ("4210000", "3000000", "8000000"), flows, at=2),
        *row("Net income", ("15790000", "13000000", "30000000"), flows, at=3),
        *row("Basic", ("1.60", "1.31", "3.04"), flows, at=4, head=head, unit="USD/share"),
        *row("Diluted", ("1.57", "1.28", "2.97"), flows, at=5, head=head, unit="USD/share"),
        *row("Basic", ("9900000", "9900000", "9900000"), flows, at=6, head=shares, unit="shares"),
        *row("Diluted", ("10000000", "10000000", "10000000"), flows, at=7, head=shares, unit="shares"),
        *more,
    ]
    return HandShelf((record(),), {"f1": tuple(facts)}, {}, {"f1": ("Statements of income",)})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("diluted EPS, six months", "2.97"),  # and not 30,000 / 10,000
        ("EPS diluted in Q2 fiscal 2008?", "1.57"),
        ("diluted earnings per share a year earlier", "1.28"),
        ("basic eps Q2", "1.60"),
    ],
)
def test_a_share_s_earnings_are_those_printed_under_their_heading(question: str, value: str) -> None:
    found = figure(question, _shelf())
    assert (found.value, found.unit, found.kind) == (Decimal(value), "USD/share", "reported")
    assert found.label.startswith("Earnings per ordinary share")


@pytest.mark.parametrize(
    "label",
    [
        "effective income tax rate",
        "Effective tax rate",
        "Income taxes as a percentage of income before income taxes",
        "provision for income taxes as a percent of pretax income",
    ],
)
def test_a_tax_rate_told_in_words_goes_before_the_formula(label: str) -> None:
    told = said(label, "21.0", Q2_08, unit="percent")
    found = figure("tax rate in Q2 fiscal 2008?", _shelf(told))
    assert (found.value, found.kind) == (Decimal("21.0"), "reported")
    # of the half nothing is told: 8,000 of 38,000
    assert round(figure("tax rate in the six months", _shelf(told)).value, 2) == Decimal("21.05")


@pytest.mark.parametrize(
    "label", ["federal statutory tax rate", "Income taxes as a percentage of turnover", "State income tax rate"]
)
def test_another_rate_is_not_taken_for_it(label: str) -> None:
    told = said(label, "35.0", Q2_08, unit="percent")
    assert round(figure("tax rate in Q2 fiscal 2008?", _shelf(told)).value, 2) == Decimal("21.05")  # 4,210 of 20,000
