"""Reading a cover: values above, beside and after their captions, boxes, securities, items, exhibits, signatures."""

from __future__ import annotations

import pytest

from index.cover import Cover

STACKED = """UNITED STATES
Washington, D.C. 20549

FORM 8-K

Date of Report (Date of earliest event reported): March 4, 2021

Widget Holdings, Inc.

(Exact name of registrant as specified in its charter)

Nevada

001-12345

98-7654321

(State or other jurisdiction of incorporation)

(Commission File Number)

(IRS Employer Identification No.)

7 Mill Road, Reno, Nevada

89501

(Address of principal executive offices)

(Zip Code)

Title of each class\tTrading Symbol\tName of each exchange on which registered
2.5% Notes due 2030\tWID30\tNew York Stock Exchange
Common Stock, $0.01 par value\tWID\tThe Nasdaq Stock Market LLC

Emerging growth company ☐

ITEM 5.02 Departure of Directors

ITEM 9.01 Financial Statements and Exhibits

Exhibit No.
10.1\tForm of Award Agreement
99.1\tPress Release

SIGNATURES

Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant has duly caused this report to be signed.

/s/ Jo Q. Public

Jo Q. Public

General Counsel and Secretary

Date: March 6, 2021
"""

RUN_TOGETHER = """FORM 10-Q
For the quarterly period ended July 2, 2023
COMMISSION FILE NUMBER 1-434
WIDGET INC.
(Exact name of registrant as specified in its charter)
DELAWARE 13-1234567 (State of Incorporation) (I.R.S. Employer Identification No.)
66 Hudson Street, New York, New York 10001-2192 (Address of principal executive offices) (zip code) (212) 555-2323
Title of each class Trading Symbol(s) Name of each exchange on which registered Common Stock, $0.05 par value WDG New York Stock Exchange
Large Accelerated filer x Accelerated filer ☐ Non-accelerated filer ☐ Smaller reporting company ☐
Indicate by check mark whether the registrant is a shell company (as defined in Rule 12b-2). Yes ☐ No x
Pursuant to the requirements of the Securities Exchange Act of 1934, signed.
/s/ ANN LEE Ann Lee Chief Financial Officer (Principal Financial Officer)
"""


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (STACKED, "form", "8-K"),
        (STACKED, "state", "Nevada"),
        (STACKED, "ein", "98-7654321"),
        (STACKED, "file number", "001-12345"),
        (STACKED, "zip", "89501"),
        (STACKED, "address", "7 Mill Road, Reno, Nevada\n\n89501"),
        (STACKED, "report date", "March 4, 2021"),
        (RUN_TOGETHER, "state", "DELAWARE"),
        (RUN_TOGETHER, "file number", "1-434"),
        (RUN_TOGETHER, "address", "66 Hudson Street, New York, New York 10001-2192"),
        (RUN_TOGETHER, "period", "July 2, 2023"),
    ],
)
def test_a_blank_is_read_by_its_caption(text: str, kind: str, value: str) -> None:
    blank = Cover(text).blank(kind)
    assert blank is not None
    assert blank.value.of(text) == value


def test_a_blank_that_is_not_there_is_none() -> None:
    assert Cover("FORM 8-K\nNothing more.").blank("state") is None
    assert Cover(STACKED).blank("market value") is None


@pytest.mark.parametrize(
    ("text", "symbol", "exchange"),
    [(STACKED, "WID", "The Nasdaq Stock Market LLC"), (RUN_TOGETHER, "WDG", "New York Stock Exchange")],
)
def test_common_stock_is_told_from_notes(text: str, symbol: str, exchange: str) -> None:
    (security,) = Cover(text).securities()
    assert (security.symbol.of(text), security.exchange.of(text)) == (symbol, exchange)


def test_boxes_are_read_as_ticked_or_not() -> None:
    cover = Cover(RUN_TOGETHER)
    status = {kind: blank.ticked for kind, blank in cover.filer_status().items()}
    assert status == {
        "large accelerated filer": True,
        "accelerated filer": False,
        "non-accelerated filer": False,
        "smaller reporting company": False,
    }
    shell = cover.yes_or_no("shell company")
    assert shell is not None
    assert not shell.ticked


@pytest.mark.parametrize(
    ("text", "name", "around"),
    [
        (STACKED, "Jo Q. Public", "Jo Q. Public\n\nGeneral Counsel and Secretary"),
        (RUN_TOGETHER, "Ann Lee", "Ann Lee Chief Financial Officer (Principal Financial Officer)"),
    ],
)
def test_a_signature_has_the_name_and_the_office_under_it(text: str, name: str, around: str) -> None:
    (signed,) = Cover(text).signatures()
    assert (signed.value.of(text), signed.around.of(text)) == (name, around)


def test_items_and_exhibits_are_listed_once_each() -> None:
    cover = Cover(STACKED)
    assert [item.value.of(STACKED) for item in cover.items()] == [
        "ITEM 5.02 Departure of Directors",
        "ITEM 9.01 Financial Statements and Exhibits",
    ]
    assert {number: one.value.of(STACKED) for number, one in cover.exhibits().items()} == {
        "10.1": "10.1\tForm of Award Agreement",
        "99.1": "99.1\tPress Release",
    }


def test_an_auditor_is_found_by_its_report_or_its_name() -> None:
    signed = "Report of the firm.\n/s/ Dewey & Howe LLP\nBoston"
    named = "by Dewey & Howe LLP, an independent registered public accounting firm, as stated"
    for text in (signed, named):
        found = Cover(text).auditor()
        assert found is not None
        assert found.value.of(text) == "Dewey & Howe LLP"


def test_year_ends_are_given_with_the_words_that_say_so() -> None:
    text = "For the fiscal year ended June 30, 2007, and the quarter ended March 31, 2008."
    assert [blank.value.of(text) for blank in Cover(text).year_ends()] == ["June 30, 2007"]
