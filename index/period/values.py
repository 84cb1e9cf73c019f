"""Fiscal calendars, and periods: an instant, a start and an end, or a label the filing leaves unresolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """A moment: the end of a day, as a balance sheet has it."""

    date: date


@dataclass(frozen=True, slots=True, order=True)
class Duration:
    """A stretch of whole days, both ends included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True, order=True)
class FiscalLabel:
    """A fiscal year, quarter or part of one by name, where the filing says no more.

    part: "" for the whole year, else "Q1".."Q4", "H1", "H2", "9M".
    instant: whether it means the end of that period (a balance) and not the stretch (a flow).
    """

    fiscal_year: int
    part: str = ""
    instant: bool = False


Period = Instant | Duration | FiscalLabel


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """When a company's fiscal years end, as learned from its filing.

    year_end_month, year_end_day: of the usual fiscal year end (day 31 where "last Saturday of" is not resolved).
    weeks: whether it is a 52/53-week year, whose ends move by a few days.
    known_ends: fiscal year ends printed in the filing, ascending.
    assumed: True where nothing in the filing says so and the calendar year stands in; never silent.
    name_offset: what is added to the calendar year of a fiscal year's end to name it: -1 where the year
        ended February 2, 2025 is called fiscal 2024, else 0.
    """

    year_end_month: int = 12
    year_end_day: int = 31
    weeks: bool = False
    known_ends: tuple[date, ...] = ()
    assumed: bool = True
    name_offset: int = 0


def period_end(period: Period) -> date | None:
    """The last day of a period; None for an unresolved label."""
    match period:
        case Instant(day):
            return day
        case Duration(_, end):
            return end
        case FiscalLabel():
            return None


def period_to_json(period: Period | None) -> dict[str, object] | None:
    """The JSON contract's form of a period."""
    match period:
        case None:
            return None
        case Instant(day):
            return {"instant": day.isoformat()}
        case Duration(start, end):
            return {"start": start.isoformat(), "end": end.isoformat()}
        case FiscalLabel(year, part, _):
            found: dict[str, object] = {"fiscal_year": year}
            if part.startswith("Q"):
                found["fiscal_quarter"] = int(part[1])
            elif part:
                found["fiscal_part"] = part
            return found
