"""Tables of a share's highs and lows: named as prices, each block's rows of the year at its head."""

from datetime import date
from decimal import Decimal

from index.facts import Fact
from index.period import Duration
from index.read_html import read_html
from index.table_facts import table_facts
from index.understand import understand

BLOCKS = (
    ("2008", "High", "Low"), ("Quarter ended March 31", "$42.72", "$32.10"), ("Quarter ended June 30", "46.10", "38.53"),
    ("2007", "High", "Low"), ("Quarter ended March 31", "$41.31", "$36.63"), ("Quarter ended June 30", "43.84", "37.64"),
)  # fmt: skip


def facts(above: str) -> tuple[Fact, ...]:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in BLOCKS)
    page = f"<html><body><p>{above}</p><table>{rows}</table></body></html>"
    return table_facts(understand(read_html(page.encode()), "acme.html", "0" * 16))


def test_highs_and_lows_are_prices_of_the_share_they_are_said_to_be_of() -> None:
    found = facts("The table sets out the high and low closing prices of our Class A common stock.")
    assert [(f.label, f.unit, f.value) for f in found[:2]] == [
        ("High price of common stock", "USD/share", Decimal("42.72")),
        ("Low price of common stock", "USD/share", Decimal("32.10")),
    ]
    assert {(f.label, f.unit) for f in facts("Bids received for the plant:")} == {("High", "USD"), ("Low", "USD")}


def test_a_head_that_is_printed_again_dates_the_rows_below_it() -> None:
    found = facts("High and low closing prices of our common stock:")
    assert [(f.period, f.value) for f in found if f.label.startswith("Low")] == [
        (Duration(date(2008, 1, 1), date(2008, 3, 31)), Decimal("32.10")),
        (Duration(date(2008, 4, 1), date(2008, 6, 30)), Decimal("38.53")),
        (Duration(date(2007, 1, 1), date(2007, 3, 31)), Decimal("36.63")),
        (Duration(date(2007, 4, 1), date(2007, 6, 30)), Decimal("37.64")),
    ]
