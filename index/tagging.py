"""Inline XBRL tags and printed figures, tied to one another: the tag says value, unit and period; the print is checked."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from datetime import timedelta
from decimal import Decimal

from index.facts import Fact
from index.filing import Cell, Filing, Section, Table
from index.layout import Span, Tag
from index.period import Duration, FiscalLabel, Instant, Period, describe, period_end
from index.quantity import COUNT, PERCENT, RATIO, Quantity

_WEEK = timedelta(days=7)
_VAGUE_UNITS = frozenset({COUNT, RATIO})
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def same_period(printed: Period | None, tagged: Period | None) -> bool:
    """Whether two periods are one: the same end, and starts within a week where both are stretches."""
    if printed is None or tagged is None or period_end(printed) != period_end(tagged):
        return False
    if isinstance(printed, Duration) and isinstance(tagged, Duration):
        return abs(printed.start - tagged.start) <= _WEEK
    return isinstance(printed, Instant) and isinstance(tagged, Instant)


def apply_tags(table: Table) -> Table:
    """The table with its tagged cells' value, unit and period as tagged; where print and tag differ, a warning.

    The sign stays as printed: a tag's sign follows its concept (a payment is positive), a statement's its layout.
    """
    if not any(cell.tag for cell in table.cells):
        return table
    return dataclasses.replace(
        table, cells=tuple(_tagged(cell, cell.tag) if cell.tag else cell for cell in table.cells)
    )


def _tagged(cell: Cell, tag: Tag) -> Cell:
    if tag.value is None:
        return cell
    warnings = list(cell.warnings)
    quantity = _quantity(cell.quantity, cell.text, tag, warnings)
    period = _period(cell.period, tag, "the column", warnings)
    return dataclasses.replace(cell, quantity=quantity, period=period, warnings=tuple(warnings))


def _period(printed: Period | None, tag: Tag, where: str, warnings: list[str]) -> Period | None:
    if tag.period is None:
        return printed
    if printed is not None and not isinstance(printed, FiscalLabel) and not same_period(printed, tag.period):
        warnings.append(f"{where} reads {describe(printed)}, the filing's tag says {describe(tag.period)}")
    return tag.period


def _quantity(printed: Quantity | None, text: str, tag: Tag, warnings: list[str]) -> Quantity:
    tagged = tag.value or Decimal(0)
    if printed is None:
        negative = tagged < 0 or "(" in text
        return Quantity(-abs(tagged) if negative else tagged, tag.unit)
    value, unit = printed.value, tag.unit
    if unit in _VAGUE_UNITS or (unit == PERCENT and printed.unit == PERCENT):
        unit = printed.unit
    same = abs(value) == abs(tagged)
    if unit == PERCENT and tag.unit == RATIO:
        same = same or abs(value) == abs(tagged * 100)
        tagged = value if same else tagged
    if not same:
        warnings.append(
            f"printed as {value:f} {printed.unit}, tagged as {tagged:f} {tag.unit}; the tag's value is used"
        )
        factor = abs(tagged / value) if value else Decimal(1)
        return Quantity(
            tagged.copy_sign(value) if value else tagged,
            unit,
            printed.scale * factor,
            printed.precision * factor,
            printed.of,
        )
    if unit != printed.unit:
        warnings.append(f"printed in {printed.unit}, tagged in {tag.unit}; the tag's unit is used")
    return dataclasses.replace(printed, unit=unit)


def tag_prose(filing: Filing, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Facts read from prose, with what their tags add; and a fact of its own for each tagged figure not among them.

    Tags in typed tables are left to `apply_tags`. Facts come back in text order.
    """
    if not filing.tags:
        return facts
    prose = [(span, tag) for span, tag in filing.tags if not _within(span, [table.span for table in filing.tables])]
    starts = [span.start for span, _ in prose]
    used: set[int] = set()
    found: list[Fact] = []
    for fact in facts:
        at = bisect_right(starts, fact.span.end - 1)
        over = (
            [n for n in range(max(0, at - 8), at) if prose[n][0].end > fact.span.start]
            if fact.origin == "prose"
            else []
        )
        best = _tag_of(fact, [prose[n][1] for n in over])
        if best is None:
            found.append(fact)
            continue
        used.update(n for n, (span, _) in enumerate(prose) if span == prose[over[best]][0])
        found.append(_tied(fact, prose[over[best]][1]))
    found.extend(
        _fact(filing, span, tag)
        for index, (span, tag) in enumerate(prose)
        if index not in used and _states(filing, span, tag)
    )
    return tuple(sorted(found, key=lambda fact: fact.span))


def _tag_of(fact: Fact, tags: list[Tag]) -> int | None:
    """Which of the tags that a prose fact stands over is its own: the one of its value, or the only one."""
    for number, tag in enumerate(tags):
        if tag.value is not None and abs(fact.value) in {abs(tag.value), abs(tag.value) * 100}:
            return number
    return 0 if len(tags) == 1 else None


def _within(span: Span, tables: list[Span]) -> bool:
    at = bisect_right(tables, span, key=lambda table: Span(table.start, span.end)) - 1
    return at >= 0 and tables[at].holds(span)


def _states(filing: Filing, span: Span, tag: Tag) -> bool:
    """Whether a tag stands on a printed figure ("two" or "no" alone states none worth a fact of its own)."""
    return tag.value is not None and any(character.isdecimal() for character in span.of(filing.text))


def _tied(fact: Fact, tag: Tag) -> Fact:
    """A prose fact with the concept, dimensions and, where the sentence does not say, the period of its tag."""
    warnings = list(fact.warnings)
    value, unit, period = fact.value, fact.unit, fact.period
    if tag.value is not None:
        quantity = _quantity(Quantity(value, unit, Decimal(1), fact.precision), "", tag, warnings)
        value, unit = quantity.value, quantity.unit
        period = _period(period, tag, "the sentence", warnings)
    return dataclasses.replace(
        fact,
        value=value,
        unit=unit,
        period=period,
        concept=tag.concept,
        dimensions=tag.dimensions,
        warnings=tuple(warnings),
    )


def in_words(concept: str) -> str:
    """A concept's name in words: us-gaap:OperatingLeaseCost -> "Operating lease cost"."""
    words = _WORD.findall(concept.rpartition(":")[2])
    joined = " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words)
    return joined[:1].upper() + joined[1:]


def _fact(filing: Filing, span: Span, tag: Tag) -> Fact:
    members = tuple(in_words(member).removesuffix(" member") for _, member in tag.dimensions)
    section = _section(filing.sections, span)
    # What a tag narrows a figure to is part of its name: a segment's revenue is not revenue.
    label = ", ".join((in_words(tag.concept), *members))
    return Fact(
        id=f"{filing.record.id}:{span.start}-{span.end}",
        filing=filing.record.id,
        label=label,
        path=(*section, label),
        value=tag.value if tag.value is not None else Decimal(0),
        unit=tag.unit,
        period=tag.period,
        precision=Decimal(1),
        span=span,
        origin="tag",
        section=section,
        concept=tag.concept,
        dimensions=tag.dimensions,
    )


def _section(sections: tuple[Section, ...], span: Span) -> tuple[str, ...]:
    """The path of the innermost section that holds a span."""
    holding = [section for section in sections if section.span.holds(span)]
    return max(holding, key=lambda section: len(section.path)).path if holding else ()
