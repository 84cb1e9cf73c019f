"""Periods: values (an instant, a stretch, a label), fiscal calendars, and periods as people write them."""

from index.period.calendar import (
    as_instant,
    describe,
    fiscal_label,
    fiscal_quarter,
    fiscal_year,
    fiscal_year_of,
    months_in,
    previous_quarter,
    resolve,
    same_length,
    stretch_ended,
    year_earlier,
)
from index.period.mentions import PeriodMention, find_periods
from index.period.values import (
    Duration,
    FiscalCalendar,
    FiscalLabel,
    Instant,
    Period,
    period_end,
    period_to_json,
)

__all__ = [
    "Duration",
    "FiscalCalendar",
    "FiscalLabel",
    "Instant",
    "Period",
    "PeriodMention",
    "as_instant",
    "describe",
    "find_periods",
    "fiscal_label",
    "fiscal_quarter",
    "fiscal_year",
    "fiscal_year_of",
    "months_in",
    "period_end",
    "period_to_json",
    "previous_quarter",
    "resolve",
    "same_length",
    "stretch_ended",
    "year_earlier",
]
