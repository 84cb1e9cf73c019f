"""Citations: numbered as they are used, each with its quote to the character and what a reader needs to find it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from bot.answer import Citation, Figure, Operand
from bot.plan import Passage
from index.facts import Fact
from index.filing import Filing
from index.layout import Span
from index.shelf import Shelf

_ESCAPE = re.compile(r"\\([$%&#_{}~^*\\])|\[(®|™|©)\]")
_LONGEST_CONTEXT = 600


class Citer:
    """Gives each place that is cited a number, once."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations)

    def fact(self, fact: Fact) -> int:
        """The number of the citation of a fact."""
        filing = self._shelf.filing(fact.filing)
        around = fact.sentence or line_around(filing.text, fact.span)
        return self._cite(filing, fact.span, around, fact)

    def passage(self, passage: Passage) -> int:
        """The number of the citation of a quote."""
        return self._cite(self._shelf.filing(passage.filing), passage.span, passage.around, None)

    def figure(self, figure: Figure) -> Figure:
        """The figure with its operands' citations, operands of operands included."""
        return replace(figure, operands=tuple(self._operand(operand) for operand in figure.operands))

    def _operand(self, operand: Operand) -> Operand:
        if operand.fact is not None:
            return replace(operand, citation=self.fact(operand.fact))
        if operand.figure is not None:
            return replace(operand, figure=self.figure(operand.figure))
        return operand

    def _cite(self, filing: Filing, span: Span, around: Span, fact: Fact | None) -> int:
        key = (filing.record.id, span.start, span.end)
        if key in self._numbers:
            return self._numbers[key]
        number = len(self._citations) + 1
        self._numbers[key] = number
        page, element = _place(filing, span)
        url = filing.record.url
        self._citations.append(
            Citation(
                id=number,
                filing=filing.record.id,
                title=filing.record.title,
                section=_section(filing, span, fact),
                quote=span.of(filing.text),
                context=around.of(filing.text)[:_LONGEST_CONTEXT],
                start=span.start,
                end=span.end,
                page=fact.page if fact is not None and fact.page is not None else page,
                table=fact.table if fact is not None else None,
                row=fact.row if fact is not None else "",
                column=fact.column if fact is not None else "",
                url=f"{url}#{element}" if url and element and "#" not in url else url,
            )
        )
        return number


def line_around(text: str, span: Span) -> Span:
    """The line of a filing's text that a span stands in: a table's row, label and all."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, end if end >= 0 else len(text))


def displayed(quote: str) -> str:
    """A quote as it is shown: escapes gone, line ends made spaces."""
    return " ".join(_ESCAPE.sub(lambda match: match.group(1) or match.group(2), quote).split())


def _place(filing: Filing, span: Span) -> tuple[int | None, str | None]:
    """The page and the element that a span stands in."""
    at = bisect_right(filing.anchors, span.start, key=lambda anchor: anchor.span.start) - 1
    if at < 0:
        return None, None
    page = filing.anchors[at].page
    element = None
    for anchor in reversed(filing.anchors[max(0, at - 50) : at + 1]):
        if anchor.element is not None:
            element = anchor.element
            break
    return page, element


def _section(filing: Filing, span: Span, fact: Fact | None) -> str:
    """What the place is called: the table's caption, or the innermost section's title."""
    if fact is not None and fact.table is not None:
        for table in filing.tables:
            if table.number == fact.table and table.caption:
                return table.caption
    if fact is not None and fact.section:
        return fact.section[-1]
    holding = [section for section in filing.sections if section.span.holds(span)]
    return holding[-1].path[-1] if holding and holding[-1].path else ""
