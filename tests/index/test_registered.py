"""What a cover registers and ticks, on covers written by hand as filings print them."""

from __future__ import annotations

import pytest

from index.cover import Cover
from index.registered import boxes, classes, common_par, listed_on, signed_on

COVER = """Securities registered pursuant to Section 12(b) of the Act:
Title of each class\tTrading Symbol(s)\tName of each exchange on which registered
Common Stock, par value $0.10\tACM\tNew York Stock Exchange
Common Stock, par value $0.10\tACM\tThe Nasdaq Global Select Market
1.375% Notes due 2028\tACM 28\tNew York Stock Exchange
Securities registered pursuant to Section 12(g) of the Act: None
\u2610\tSoliciting material pursuant to Rule 14a-12
Indicate by check mark if the registrant is a well-known seasoned issuer.
\u2612 Yes \u2610 No
If an emerging growth company, indicate by check mark if the registrant has elected not to use the transition period. \u2610
Pursuant to the requirements of the Securities Exchange Act of 1934, this report is signed.
ACME, INC.
By: /s/ Ann Able
Date: March 6, 2023
"""


def test_every_class_with_its_par_value_or_coupon() -> None:
    cover = Cover(COVER)
    found = [(one.par and one.par.of(COVER), one.coupon and one.coupon.of(COVER)) for one in classes(cover)]
    assert found == [("$0.10", None), ("$0.10", None), (None, "1.375%")]
    assert [one.symbol.of(COVER) for one in cover.registered()] == ["ACM", "ACM", "ACM 28"]


@pytest.mark.parametrize(
    ("text", "par", "has"),
    [
        ("Common Stock, $0.0001 par value per share The NASDAQ Stock Market LLC", "$0.0001", True),
        ("Common stock, without par value", "without par value", False),
    ],
)
def test_par_value_without_a_table_of_symbols(text: str, par: str, has: bool) -> None:
    found = common_par(Cover(text))
    assert found is not None and found.value.of(text) == par and found.ticked is has


def test_an_exchange_named_without_a_symbol() -> None:
    text = "Title of Each Class Name of Each Exchange on Which Registered\nCommon Stock The NASDAQ Stock Market LLC\n"
    found = listed_on(Cover(text))
    assert found is not None and found.value.of(text) == "The NASDAQ Stock Market LLC"


def test_boxes_before_and_behind_a_statement() -> None:
    found = [(box.around.of(COVER)[:21], box.ticked) for box in boxes(Cover(COVER))]
    assert found == [("\u2610\tSoliciting material", False), ("If an emerging growth", False)]


def test_yes_and_no_behind_their_boxes() -> None:
    found = Cover(COVER).yes_or_no("well-known seasoned issuer")
    assert found is not None and found.ticked


def test_the_date_beside_the_hand() -> None:
    found = signed_on(Cover(COVER))
    assert found is not None and found.value.of(COVER) == "March 6, 2023"
    assert signed_on(Cover("Signed by hand. Date: March 6, 2023")) is None
