"""Questions over small pages of one table, from the page to the answer: rows that are things, columns that are years."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest

from bot.conversation import Conversation, read_turn
from bot.numbers.execute import execute
from bot.planner import make_plan
from bot.writer import write
from index.facts import Fact, facts_of
from index.filing import Filing, FilingRecord
from index.passages import Passage
from index.read_html import read_html
from index.shelf import Hit
from index.understand import understand

Rows = list[list[str]]


@dataclass
class Page:
    """A shelf that holds one page."""

    page: Filing
    found: tuple[Fact, ...]
    generation: int = field(default_factory=lambda: uuid4().int)

    def filings(self) -> tuple[FilingRecord, ...]:
        return (self.page.record,)

    def filing(self, filing_id: str) -> Filing:
        return self.page

    def facts(self, filing_id: str) -> tuple[Fact, ...]:
        return self.found

    def passages(self, filing_id: str) -> tuple[Passage, ...]:
        return ()

    def search(self, query: str, filings: tuple[str, ...] = (), limit: int = 8) -> tuple[Hit, ...]:
        return ()


def page(rows: Rows, above: str = "", below: str = "") -> Page:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    html = f"<html><body><p>{above}</p><table>{body}</table><p>{below}</p></body></html>"
    filing = understand(read_html(html.encode()), "page.html", "0" * 16)
    return Page(filing, facts_of(filing))


def answer(shelf: Page, question: str) -> dict[str, Any]:
    ids = (shelf.page.record.id,)
    plan = make_plan(read_turn(question, Conversation(), shelf, ids), shelf, ids)
    return write(question, plan, execute(plan), shelf).to_json()


def values(shelf: Page, question: str) -> list[str]:
    """The figures of an answer; empty where it is refused."""
    return [figure["value"] for figure in answer(shelf, question)["figures"]]


COUNTRIES: Rows = [
    ["", "Year-ended 31 March 2019", "Year-ended 31 March 2018"],
    ["Revenue from external customers by country", "$M", "$M"],
    ["UK", "83.2", "73.5"],
    ["Germany", "143.5", "128.4"],
    ["Total revenue from external customers by country", "226.7", "201.9"],
]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What is the revenue from external customers from UK in 2019?", ["83200000"]),
        ("What was the change in revenue from external customers in Germany from 2018 to 2019?", ["15100000"]),
        ("What was total revenue from external customers in 2018?", ["201900000"]),
    ],
)
def test_what_heads_the_rows_tells_what_they_are_of(question: str, value: list[str]) -> None:
    assert [str(int(float(v))) for v in values(page(COUNTRIES), question)] == value


def test_a_line_is_not_taken_for_another_that_has_a_row_of_its_own() -> None:
    rows = [
        ["", "2019", "2018"],
        ["Awards outstanding", "377", "183"],
        ["Awards vested", "118", "77"],
        ["Forfeited", "41", "18"],
    ]
    assert values(page(rows), "How many awards were forfeited in 2019?") in ([], ["41"])


GRANTS: Rows = [
    ["", "2019", "2018"],
    ["Outstanding at 1 April", "3,104,563", "2,682,738"],
    ["Granted", "500,000", "700,000"],
    ["Outstanding at 31 March", "3,604,563", "3,104,563"],
]


def test_a_line_of_a_day_without_a_year_is_of_its_columns_year() -> None:
    assert values(page(GRANTS), "What was the change in the amount outstanding at 1 April in 2019 from 2018?") == [
        "421825"
    ]
    assert values(page(GRANTS), "What was the number outstanding at 31 March in 2018?") == ["3104563"]


SALES: Rows = [
    ["", "2019", "2018", "2017"],
    ["Costs", "8,455", "10,647", "3,631"],
    ["Total costs", "9,455", "11,647", "4,631"],
]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What were costs in fiscal years 2019 to 2017 respectively?", ["8455", "10647", "3631"]),
        ("What is the average costs for 2017,2018 and 2019?", ["7577.666667"]),
        ("What is the average total costs for 2017, 2018 and 2019?", ["8577.666667"]),
        ("What is the total of costs at the end of 2018 and 2019 altogether?", ["19102"]),
        ("What is the difference in costs between F17 and F18?", ["7016"]),
    ],
)
def test_years_as_they_are_enumerated(question: str, value: list[str]) -> None:
    assert values(page(SALES), question) == value


def test_years_between_count_where_they_are_asked_by_a_range() -> None:
    found = answer(page(SALES), "From 2017 to 2019, how many years were costs more than 5,000?")
    assert found["answer"]["value"] in {2, "2"}
    shown = answer(page(SALES), "Which years does the table show?")
    assert shown["answer"]["value"] == ["2017", "2018", "2019"]


def test_money_beside_percentages_is_no_percentage() -> None:
    rows = [
        ["", "2019", "", "2018", ""],
        ["", "$", "%", "$", "%"],
        ["Canada", "96,168", "6.1%", "70,774", "6.6%"],
        ["Australia", "68,571", "4.3%", "47,937", "4.5%"],
    ]
    units = {(fact.label, str(fact.value)): fact.unit for fact in page(rows).found}
    assert units["Canada", "96168"] == "USD"
    assert units["Canada", "6.1"] == "percent"


def test_a_column_of_years_has_no_scale() -> None:
    rows = [
        ["(dollars in thousands)", "Amount", "Last Fiscal Year of Expiration"],
        ["Domestic", "$57,299", "2039"],
        ["Foreign", "$3,313", "2027"],
    ]
    assert {str(fact.value) for fact in page(rows).found} == {"2039", "57299000", "2027", "3313000"}


MOVED: Rows = [
    ["", "2019", "2018"],
    ["Net cash used in investing activities", "(97,727)", "(20,876)"],
    ["Other income (expense)", "(2,935)", "1,758"],
    ["Net loss", "(900)", "(600)"],
    ["Total costs", "8,455", "10,647"],
]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        # what is printed below zero as going out grows in size; a loss that widens is a result that fell
        ("What is the percentage change in net cash used in investing activities between 2018 and 2019?", 368.13),
        ("What is the percentage change in net loss from 2018 to 2019?", -50),
        # how far apart has no direction, a change has one
        ("What is the difference in total costs between 2018 and 2019?", 2192),
        ("What is the difference in total costs between 2019 and 2018?", -2192),
        ("What is the change in total costs from 2018 to 2019?", -2192),
    ],
)
def test_the_direction_of_a_change(question: str, value: float) -> None:
    (found,) = values(page(MOVED), question)
    assert float(found) == pytest.approx(value, abs=0.01)


def test_a_bar_below_zero_is_one() -> None:
    found = answer(page(MOVED), "In which year was other income (expense) less than -2,000?")
    assert found["answer"]["value"] == "2019"


OF_MONEY: Rows = [
    ["($ in thousands)", "2019", "2018", "2017"],
    ["Net income", "$53,330", "$28,000", "$31,500"],
    ["Obligations under operating leases", "$9,100", "$8,200", "$7,300"],
]


def test_how_many_years_may_count_those_of_an_amount_of_money() -> None:
    found = answer(page(OF_MONEY), "How many years did net income exceed $30,000 thousand?")
    assert (found["answer"]["type"], found["answer"]["value"]) == ("count", "2")


def test_what_stands_under_something_is_not_underlying() -> None:
    said = "Our total rental expense under operating leases was $310 million and $324 million for 2019 and 2018."
    found = page(OF_MONEY, below=said)
    assert values(found, "What was the rental expense under operating leases in 2018?") == ["324000000"]
    assert values(found, "What was the underlying net income in 2018?") == []


def test_a_name_in_the_prose_beside_a_table_is_no_strange_word() -> None:
    above = "What Initech earned, a company of the group, is shown below."
    assert values(page(OF_MONEY, above), "What was the net income for Initech in 2018?") == ["28000000"]


CUSTOMERS: Rows = [
    ["", "", "Net additions (losses)", "", "% of penetration", ""],
    ["", "August 31, 2019", "August 31, 2019", "August 31, 2018", "August 31, 2019", "August 31, 2018"],
    ["Internet service customers", "446,137", "21,189", "21,417", "50.8", "49.7"],
    ["Video service customers", "312,555", "(4,697)", "(6,760)", "35.6", "37.1"],
]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What were the net additions of internet service customers in 2018?", ["21417"]),
        ("What were the net losses of video service customers in 2019?", ["-4697"]),
    ],
)
def test_no_head_covers_two_columns_of_one_date(question: str, value: list[str]) -> None:
    assert values(page(CUSTOMERS), question) == value


CAPITAL: Rows = [
    ["", "2019", "", "2018", ""],
    ["", "NUMBER", "", "NUMBER", ""],
    ["SHARE CAPITAL", "M", "$M", "M", "$M"],
    ["Contributed equity at end of period", "1,251.8", "5,828", "1,308.4", "6,055"],
]


def test_a_column_of_numbers_counts_and_the_one_of_money_is_what_a_line_is_worth() -> None:
    shelf = page(CAPITAL)
    assert {(str(fact.value), fact.unit) for fact in shelf.found} == {
        ("1251800000.0", "count"),
        ("5828000000", "USD"),
        ("1308400000.0", "count"),
        ("6055000000", "USD"),
    }
    assert values(shelf, "What was the contributed equity at the end of 2018?") == ["6055000000"]


PER_SHARE: Rows = [
    ["", "2019", "2018"],
    ["", "53 WEEKS", "52 WEEKS"],
    ["Weighted average number of shares used in earnings per share (shares, millions)", "", ""],
    ["Basic earnings per share", "1,305.7", "1,300.5"],
    ["Basic earnings per share (cents per share)", "", ""],
    ["Continuing operations", "114.3", "123.4"],
    ["Discontinued operations", "91.9", "9.2"],
    ["", "206.2", "132.6"],
]


def test_shares_used_for_earnings_a_share_are_shares_and_a_total_in_cents_is_money_a_share() -> None:
    shelf = page(PER_SHARE)
    units = {str(fact.value): fact.unit for fact in shelf.found}
    assert (units["1305.7"], units["2.062"]) == ("shares", "USD/share")
    assert values(shelf, "What was the total basic earnings per share (cents per share) in 2018?") == ["1.326"]
    # 53 weeks and 52 weeks are two years of one line
    assert values(shelf, "What was the change in total basic earnings per share from 2018 to 2019?") == ["0.736"]


TAXES: Rows = [
    ["", "2019", "2018"],
    ["Current: Federal", "$1,139,927", "$1,294,253"],
    ["Deferred: Federal", "34,466", "(470,166)"],
    ["Income tax expense", "$1,174,393", "$824,087"],
]


def test_the_income_of_income_tax_is_no_income() -> None:
    above = "The components of income tax expense consisted of the following:"
    assert values(page(TAXES, above), "What was the current federal tax expense in 2018?") == ["1294253"]


DUE: Rows = [
    ["As of December 31, 2019 (in thousands)", "Total", "Less than 1 year", "1 to 3 years"],
    ["Operating lease obligations", "$9,600", "$3,200", "$6,400"],
    ["Purchase obligations", "500", "300", "200"],
]


def test_what_is_due_is_told_by_the_head_of_its_column() -> None:
    question = "What were the operating lease obligations less than 1 year?"
    assert values(page(DUE), question) == ["3200000"]


UNRECOGNIZED: Rows = [
    ["(in millions)", "2015", "2014"],
    ["Balance at beginning of year", "$70.1", "$72.0"],
    ["Settlements", "(23.1)", "(1.9)"],
    ["Balance at end of year", "$47.0", "$70.1"],
]


def test_what_is_included_in_a_thing_is_not_the_thing() -> None:
    above = "The following table summarizes the activity in our gross unrecognized tax benefits:"
    below = (
        "Included in our gross unrecognized tax benefits as of December 31, 2015 and 2014 are $30.5 million and $45.6 "
        "million of benefits net of federal tax."
    )
    question = "What were the gross unrecognized tax benefits at the end of 2015?"
    assert values(page(UNRECOGNIZED, above, below), question) == ["47000000"]


COMMITMENTS: Rows = [
    ["December 31, 2005 (in millions)", "Total", "Less than 1 year", "1 to 3 years"],
    ["Letters of credit", "$2,630", "$2,425", "$205"],
    ["Total commitments", "$3,200", "$2,560", "$640"],
]


def test_the_part_of_a_total_stands_behind_in() -> None:
    question = "What percentage of total commitments expire in less than a year?"
    assert values(page(COMMITMENTS), question) == ["80"]


def test_the_start_of_a_year_is_its_opening_balance() -> None:
    question = "What was the change in the balance from the start of 2014 to the end of 2015?"
    assert values(page(UNRECOGNIZED), question) == ["-25000000"]
