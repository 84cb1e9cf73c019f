"""What stands round a grid and bears on what its figures mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from index.columns import Panel
from index.layout import Span
from index.period import FiscalCalendar
from index.scales import Scale

OUTLOOK = re.compile(r"\b(?:outlook|guidance|forecasts?|targets?|projected|expected|expectations)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands round a grid and bears on it.

    number: the table's in the filing. captions: title lines above it, from the top down. section: titles above those.
    intro: the sentence that leads to it. ends: period ends printed anywhere in the filing.
    reported: last day of the period the filing reports on. annual: whether it reports on years.
    scheduled: whether later years in it can only be due dates. scale: what the filing declares for all its tables.
    shares: whether the sentence or caption says the table counts shares. equity: whether it is one of equity.
    before: the table this one continues over a page break. notes: footnotes under it.
    """

    number: int = 0
    captions: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    intro: str = ""
    calendar: FiscalCalendar = field(default_factory=FiscalCalendar)
    ends: tuple[date, ...] = ()
    reported: date | None = None
    annual: bool = True
    scheduled: bool = False
    scale: Scale = field(default_factory=Scale)
    shares: bool = False
    equity: bool = False
    before: Panel | None = None
    inherited: tuple[str, ...] = ()
    notes: tuple[Span, ...] = ()
