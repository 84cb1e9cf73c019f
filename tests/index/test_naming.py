"""Which filings of a shelf a question names."""

from __future__ import annotations

from datetime import date

from index.filing import FilingRecord
from index.naming import named_filings
from index.period import FiscalCalendar


def record(company: str, form: str, end: date, *aliases: str) -> FilingRecord:
    name = f"{company} {form} {end.year}"
    return FilingRecord(
        name, name, name, form, company, "", "", None, end, FiscalCalendar(), None, "pdf/1", name, aliases
    )


OLD = record("ACME SYSTEMS INCORPORATED", "10-K", date(2016, 12, 31), "ACME SYSTEMS", "ACME")
ANNUAL = record("ACME INC.", "10-K", date(2022, 12, 31), "ACME")
RELEASE = record("ACME INC.", "release", date(2022, 12, 31), "ACME")
OTHER = record("Bolt Corporation", "10-K", date(2022, 12, 31))
SHELF = (OLD, ANNUAL, RELEASE, OTHER)


def test_a_company_and_a_year() -> None:
    assert named_filings("What was Acme's revenue in FY2016?", SHELF) == (OLD,)
    assert named_filings("What was Acme's revenue in FY2022?", SHELF) == (ANNUAL, RELEASE)


def test_each_of_two_companies_has_its_own_best() -> None:
    assert set(named_filings("Compare Acme's and Bolt's margins in fiscal 2022", SHELF)) == {ANNUAL, RELEASE, OTHER}


def test_no_company_named_means_all() -> None:
    assert named_filings("Who is the auditor?", SHELF) == SHELF
