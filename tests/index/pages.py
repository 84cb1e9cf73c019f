"""Small pages with one table, made by hand, and what is read from them."""

from __future__ import annotations

from datetime import date

from index.facts import Fact
from index.filing import Filing
from index.period import Duration, Instant
from index.read_html import read_html
from index.table_facts import table_facts
from index.understand import understand

YEAR = Duration(date(2024, 1, 1), date(2024, 12, 31))
BEFORE = Duration(date(2023, 1, 1), date(2023, 12, 31))
END = Instant(date(2024, 12, 31))


def page(rows: list[list[str]], above: str = "", more: str = "") -> Filing:
    """A 10-K for 2024 with one table, its cells as given."""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    text = (
        "<html><body><p>FORM 10-K</p><p>For the fiscal year ended December 31, 2024</p><p>Acme, Inc.</p>"
        f"<p>(Exact name of registrant as specified in its charter)</p><p>{'Widgets sell well in many lands. ' * 12}</p>"
        f"{above}<table>{body}</table>{more}</body></html>"
    )
    return understand(read_html(text.encode()), "acme.html", "0" * 16)


def found(filing: Filing, label: str, column: str = "") -> Fact:
    (fact,) = [f for f in table_facts(filing) if f.label == label and column in f.column]
    return fact
