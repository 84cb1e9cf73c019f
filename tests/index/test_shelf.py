"""Filings by the names people give them."""

from datetime import date

import pytest

from index.errors import UnknownFiling
from index.filing import FilingRecord
from index.period import FiscalCalendar
from index.shelf import find_filing


def record(digest: str, name: str, company: str, title: str) -> FilingRecord:
    return FilingRecord(
        digest, f"/filings/{name}", name, "8-K", company, "", "", date(2008, 1, 31), None, FiscalCalendar(), None, "text/1",
        title,
    )  # fmt: skip


NEW = record("aaaa1111", "acme-q2.txt", "Acme Corp.", "Acme Corp. 8-K, January 31, 2008")
OLD = record("bbbb2222", "acme-q1.txt", "Acme Corp.", "Acme Corp. 8-K, October 31, 2007")
OTHER = record("cccc3333", "widget.html", "Widget Inc.", "Widget Inc. 10-K, 2007")
SHELF = (NEW, OLD, OTHER)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("bbbb2222", OLD),
        ("bbbb", OLD),
        ("acme-q1.txt", OLD),
        ("acme-q1", OLD),
        ("/filings/widget.html", OTHER),
        ("widget inc", OTHER),
        ("Acme", NEW),
        ("October 31, 2007", OLD),
    ],
)
def test_a_filing_is_found_by_id_file_or_title(name: str, found: FilingRecord) -> None:
    assert find_filing(SHELF, name) is found


@pytest.mark.parametrize("name", ["bbb", "2007", "nobody", "", "Inc. 8-K"])
def test_what_names_none_or_several_companies_is_unknown(name: str) -> None:
    with pytest.raises(UnknownFiling, match=r"it holds acme-q2\.txt, acme-q1\.txt, widget\.html"):
        find_filing(SHELF, name)
