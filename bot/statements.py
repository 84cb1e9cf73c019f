"""Tables in their filing: which primary statement one is, by its lines, and what prose stands beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.paragraphs import Paragraphs
from index.filing import Filing

_SIGNS = (
    (
        "cash flow statement",
        re.compile(
            (
                r"^(?:net )?cash (?:flows? )?(?:provided|used|generated|from|\().*(?:operating|operations"
                r"|investing|financing)"
            ),
            re.IGNORECASE,
        ),
    ),
    ("balance sheet", re.compile(r"^total (?:assets|liabilities)\b", re.IGNORECASE)),
    ("income statement", re.compile(r"^net (?:income|loss|earnings).*|^(?:basic|diluted)\b.*", re.IGNORECASE)),
)


_INCOME_TOO = re.compile(r"revenue|sales|operating (?:income|loss)|cost of|before (?:income )?tax", re.IGNORECASE)


def statement_of(labels: Sequence[str]) -> str:
    """Which primary statement a table is, by the lines it has; empty where it is none."""
    labels = [label.strip() for label in labels]
    for name, sign in _SIGNS:
        if sum(bool(sign.match(label)) for label in labels) and (
            name != "income statement" or sum(bool(_INCOME_TOO.search(label)) for label in labels) >= 2
        ):
            return name
    return ""


def prose_beside(filing: Filing) -> dict[int, str]:
    """For each table, the paragraphs right before and after it, where they are near."""
    found: dict[int, str] = {}
    paragraphs = Paragraphs(filing.paragraphs)
    for table in filing.tables:
        before = paragraphs.ending(table.span.start - 700, table.span.start)
        after = paragraphs.beginning(table.span.end, table.span.end + 100)
        above = [p.span.of(filing.text)[-600:] for p in before[-2:]]
        found[table.number] = " ".join([*above, *(p.span.of(filing.text)[:600] for p in after[:1])])
    return found


def stubs_of(filing: Filing) -> dict[int, str]:
    """For each table, what stands above its rows' labels, in the column of the labels ("Revenue by country")."""
    found: dict[int, str] = {}
    for table in filing.tables:
        first = min((cell.span.start for cell in table.cells), default=table.span.start)
        heads = filing.text[table.span.start : first].split("\n")[:-1]
        found[table.number] = " ".join(line.split("\t")[0] for line in heads)
    return found
