"""Who filed, on which form, when: covers of several layouts."""

from datetime import date

import pytest

from index.identity import aliases_of, company_of, filed_of, form_of, period_end_of, title_of
from index.layout import Header

NONE = Header()
ANNUAL = """UNITED STATES
FORM 10-K
For the fiscal year ended December 31, 2020
{}
Common stock, par value $0.01 per share ACME New York Stock Exchange
Date: February 24, 2021
"""


@pytest.mark.parametrize(
    "name",
    [
        "Acme Water Works Company, Inc.\n(Exact name of registrant as specified in its charter)",
        "ACME (Exact WATER name of registrant WORKS as specified in COMPANY, its charter) INC.",
        "Commission File Number: 001-34028\nACME WATER WORKS COMPANY, INC.\nDelaware",
        "(Exact name Acme Water of registrant Works Company, Inc. as specified in its charter)",
    ],
)
def test_the_registrant_on_the_cover(name: str) -> None:
    assert company_of(ANNUAL.format(name), NONE).lower() == "acme water works company, inc."


@pytest.mark.parametrize(
    "listed", ["New York Stock Exchange", "The NASDAQ Stock Market LLC", "NYSE American", "Nasdaq"]
)
def test_an_exchange_is_never_the_registrant(listed: str) -> None:
    under = f"Acme Water Works Company, Inc.\n{listed}\n(Exact name of registrant as specified in its charter)"
    assert company_of(ANNUAL.format(under), NONE) == "Acme Water Works Company, Inc."
    assert "Stock" not in company_of(f"Commission File Number: 001-34028\n{listed}\nDelaware", NONE)


def test_the_companies_that_run_exchanges_are_registrants() -> None:
    cover = "Nasdaq, Inc.\n(Exact name of registrant as specified in its charter)"
    assert company_of(ANNUAL.format(cover), NONE) == "Nasdaq, Inc."


def test_what_a_header_declares_comes_first() -> None:
    header = Header(company="Acme Corp", form="10-Q", filed=date(2021, 1, 2), period_of_report=date(2020, 12, 31))
    assert company_of("nothing", header) == "Acme Corp"
    assert form_of("FORM 8-K", header) == "10-Q"
    assert filed_of("", "10-Q", header) == date(2021, 1, 2)
    assert period_end_of("", "10-Q", header, None) == date(2020, 12, 31)


def test_form_dates_and_ticker_of_an_annual_report() -> None:
    text = ANNUAL.format("Acme, Inc.\n(Exact name of registrant as specified in its charter)")
    form = form_of(text, NONE)
    end = period_end_of(text, form, NONE, None)
    assert (form, end) == ("10-K", date(2020, 12, 31))
    assert filed_of(text, form, NONE, end) == date(2021, 2, 24)
    assert "ACME" in aliases_of(text, "Acme, Inc.")


def test_a_release_without_a_cover() -> None:
    text = "Acme reports fiscal 2023 results\nNet sales of Acme for the year ended June 30, 2023 rose.\n"
    assert form_of(text, NONE) == "release"
    assert company_of(text, NONE) == "Acme"


@pytest.mark.parametrize(
    "text", ["On a reported basis, revenue rose.", "The Group reported revenue of $5.", "proceeds of Cloud Inc. rose"]
)
def test_no_company_is_made_of_a_sentence(text: str) -> None:
    assert not company_of(text, NONE).lower().startswith(("on ", "the ", "of "))


def test_titles() -> None:
    assert (
        title_of("Acme, Inc.", "8-K", date(2008, 1, 31), date(2007, 12, 31), "a.txt")
        == "Acme, Inc. 8-K, January 31, 2008"
    )
    assert (
        title_of("Acme, Inc.", "10-K", date(2008, 2, 28), date(2007, 12, 31), "a.txt")
        == "Acme, Inc. 10-K, December 31, 2007"
    )
    assert title_of("", "", None, None, "a.txt") == "a.txt"


def test_a_cover_set_in_columns_runs_the_file_number_into_the_period() -> None:
    cover = "FORM 10-Q\nFor the quarterly period ended Commission file\nMarch 31, 2021 number 1-5805\n"
    assert period_end_of(cover + "the year ended December 31, 2020. " * 9, "10-Q", NONE, None) == date(2021, 3, 31)


def test_what_a_cover_says_of_itself_is_no_name() -> None:
    cover = (
        "FORM 10-K\nFor the transition period from to\nCommission file number: 1-8606\n"
        "(Exact telephone name of registrant including as specified area in its code: charter)\n"
        "Acme Communications Inc. is a holding company."
    )
    assert company_of(cover, NONE) == "Acme Communications Inc."


def test_a_release_names_the_company_in_full_somewhere() -> None:
    release = (
        "Acme reports fiscal 2023 results\nNet sales for the Acme Group rose. Sales of the Acme Group fell.\n"
        "Net income attributable to Acme plc\t109\n"
    )
    assert company_of(release, NONE) == "Acme plc"


def test_a_period_that_the_file_number_interrupts() -> None:
    cover = "FORM 10-Q\nFor the quarterly period ended Commission file June 30, 2022 number 1-5805\n"
    assert period_end_of(cover, "10-Q", NONE, None) == date(2022, 6, 30)
