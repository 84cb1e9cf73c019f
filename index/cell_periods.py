"""The period of each figure: its row's own where the row names one, else its column's, filled from round about."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from index.column_heads import Head, full_date
from index.column_periods import resolve
from index.heads import Day, When, fill, read_when
from index.period import Instant, Period
from index.row_periods import at_edge, is_balance, row_edge, row_nature, without_length
from index.rows import Line, is_period
from index.table_context import Surroundings

_BALANCES = re.compile(r"\bbalance\s+sheets?\b|\bfinancial\s+(?:condition|position)\b|\bassets\s+and\s+liabilities\b", re.IGNORECASE)  # fmt: skip


_FLOWS = re.compile(
    r"\bstatements?\s+of\s+(?:\w+\s+)?(?:operations|income|earnings|cash\s+flows?|comprehensive|loss"
    r"|profit)|\bincome\s+statements?\b|"
    r"\bresults\s+of\s+operations\b|\bcash\s+flows?\b|\bprofit\s+and\s+loss\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def _filled(when: When, captions: tuple[str, ...], intro: str, reported: date | None, balances: bool) -> When:
    """A head's parts, with what it lacks from the captions, and then from the sentence before the table."""
    for source in reversed(captions):
        said = _besides_part(read_when(source), when)
        if full_date(when) and (balances or (said.days and not _same_day(said, when))):
            said = replace(said, months=0, weeks=0, part="", to_date=False)
        when = fill(when, said)
    if intro:
        said = _besides_part(read_when(intro[:400]), when)
        if full_date(when):
            said = replace(said, months=0, weeks=0, part="", to_date=False)
        when = fill(when, said)
    if (when.months in (3, 6, 9) or when.to_date) and not when.days and when.years and reported:
        return replace(when, days=(Day(reported.month, reported.day),))
    return when


def _besides_part(said: When, when: When) -> When:
    """What is said around a head that names a quarter of a year: a date there is of something else."""
    return replace(said, days=()) if when.part and when.years else said


def _same_day(said: When, when: When) -> bool:
    return any(a.month == b.month and a.day == b.day for a in said.days for b in when.days)


Nature = tuple[bool | None, bool | None, bool | None]


def nature_of_table(around: Surroundings, lines: tuple[Line, ...]) -> Nature:
    """Whether a table holds flows or balances: by its own titles, weaker by the title above and its rows, and at last
    by its opening and closing balances, between which flows stand, or the sentence that leads to it.
    """
    strong = next((said for title in reversed(around.captions) if (said := _said(title)) is not None), None)
    told = [nature for line in lines if (nature := row_nature(line.label)) is not None]
    weak = None
    if told and (told.count(True) >= 3 * told.count(False) or told.count(False) >= 3 * told.count(True)):
        weak = told.count(True) > told.count(False)
    elif around.section:
        weak = _said(around.section[-1])
    edges = {row_edge(line.label) for line in lines}
    leads = (around.intro[-160:], *reversed(around.captions))
    last = next((said for lead in leads if (said := row_nature(lead)) is not None), None)
    return strong, weak, True if {"begin", "end"} <= edges else last


def _said(title: str) -> bool | None:
    balances, flows = bool(_BALANCES.search(title)), bool(_FLOWS.search(title))
    return None if balances == flows else flows


def period_of(line: Line, head: Head, flow: Nature, around: Surroundings) -> Period | None:
    """The cell's period: the row's own where it names one, else the column's, with the heading row's above it."""
    when = fill(line.when, head.when) if not line.when.empty else head.when
    own = _own_when(line, head)
    if not own.empty and not _later(own, around):
        when = fill(own, when)
    said = when
    when = _filled(when, around.captions, around.intro, around.reported, flow[0] is False)
    if head.kind in {"change", "percent_change"} and when.years and not any(day.year for day in when.days):
        when = replace(when, years=(max(when.years),))  # "2025 vs. 2024" is a change in 2025
    dated_by_it = bool(when.days) and not said.days
    if when.instant and not said.instant and not dated_by_it and (flow[1] is True or row_nature(line.label) is True):
        # "As of" in the sentence before a table of flows speaks of something else.
        when = replace(when, instant=False)
    if not own.empty and not own.dated and not when.dated:
        return None
    nature = _nature_of(line, head, when, flow)
    edge = row_edge(line.label) or row_edge(" ".join(head.column.path))
    # A table titled as balances takes no stretch from a line above that its own heads do not state.
    titled = flow[0] is False and not said.stretch
    if (titled or (is_balance(line.label) and flow[0] is not True)) and not edge:
        when, nature = without_length(when), False
    dated_row = _dated_balance(line.label, around)
    if dated_row is not None:
        return dated_row
    if edge:
        return at_edge(_resolved(when, True, around), edge)
    if _later(when, around) and not head.outlook:
        return Instant(around.reported) if around.reported else None
    return _resolved(when, nature, around)


def _own_when(line: Line, head: Head) -> When:
    """The period a row names for itself, in its label or in a label cell of its own."""
    if not line.own.empty:
        return line.own
    said = read_when(line.label)
    stretch = said.stretch and len(said.days) == 1 and said.days[0].year and not said.part
    if stretch or is_period(line.label):
        return said
    # "2002 net revenue": the one year that a label carries, where its columns carry none ("Three Months Ended June 30").
    undated = not head.when.years and not any(day.year for day in head.when.days)
    only = len(said.years) == 1 and not said.days and undated and not _NOT_DATED_ROW.search(line.label)
    return (
        said
        if only and re.search(r"^(?:fiscal\s+|fy\s*)?(?:19|20)\d\d\b|\b(?:19|20)\d\d$", line.label, re.IGNORECASE)
        else When()
    )


_OF_A_FLOW = re.compile(
    r"(?:net |total |operating |interest )*(?:revenues?|sales|income|expenses?|earnings|cost of (?:\w+ )?(?:sold|sales|revenues?))",
    re.IGNORECASE,
)


def _nature_of(line: Line, head: Head, when: When, flow: Nature) -> bool | None:
    """Whether a row's figures are flows, where its heads do not say."""
    strong, weak, last = flow
    if strong is not None:
        return strong
    # Where rows are periods, what is measured stands over the column.
    own = row_nature(" ".join(head.column.path) if is_period(line.label) else line.label)
    if own is None and line.path:
        own = row_nature(line.path[-1])
    if full_date(when) or (when.days and when.years):
        # A date over a column is a moment, unless the table's rows, or the column itself, speak for flows and this row
        # does not speak against it.
        flows = weak is True or any(_OF_A_FLOW.fullmatch(part) for part in head.column.path)
        return flows and own is not False
    if weak is not None:
        return weak
    # A fiscal year named is a stretch.
    return own if own is not None else (True if when.fiscal else last)


def _resolved(when: When, nature: bool | None, around: Surroundings) -> Period | None:
    if when.empty:
        return None
    if len(set(when.years)) > 1 and not when.days:
        when = replace(when, years=(max(when.years),))
    period = resolve(when, around.calendar, nature, around.ends)
    if period is None and nature and not when.stretch and (when.days and when.days[0].day):
        # A bare date over flows: a year's, where the filing reports on years.
        return resolve(replace(when, months=12), around.calendar, nature, around.ends) if around.annual else None
    return period


_DATED_ROW = re.compile((
        r"\b(?:balances?|reserves?|goodwill|outstanding|unvested|nonvested|vested|exercisable|cash|equity|shares"
        r"|assets|liabilit\w+|as\s+of|at)\b"
    ), re.IGNORECASE)  # fmt: skip


_NOT_DATED_ROW = re.compile((
        r"\b(?:ended|ending|through|from|due|matur\w+|expir\w+|issued|since|after|before|prior|until|acquired"
        r"|adopted)\b"
    ), re.IGNORECASE)  # fmt: skip


def _dated_balance(label: str, around: Surroundings) -> Period | None:
    """The instant that a row such as "Balance at December 31, 2018" names."""
    if not _DATED_ROW.search(label) or _NOT_DATED_ROW.search(label):
        return None
    when = read_when(label)
    if len(when.days) != 1 or not when.days[0].year or not when.days[0].day:
        return None
    day = when.days[0]
    try:
        at = date(day.year, day.month, day.day)
    except ValueError:
        return None
    return Instant(at) if around.reported is None or at <= around.reported else None


def _later(when: When, around: Surroundings) -> bool:
    """Whether parts name a year after the one reported on: a due date in a schedule, not a period reported."""
    if around.reported is None or when.stretch or not around.scheduled:
        return False
    years = [*when.years, *(day.year for day in when.days if day.year)]
    return bool(years) and min(years) > around.reported.year + (1 if around.reported.month > 6 and when.fiscal else 0)
