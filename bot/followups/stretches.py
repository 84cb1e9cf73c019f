"""A bare year in a follow-up after a quarter or a half: "the 2006 value" is then that quarter's or half's of 2006."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from bot.followups.turns import GENERIC
from bot.lexicon import stems
from bot.question import Apply, Ask, Metric
from index.period import (
    Duration,
    FiscalCalendar,
    FiscalLabel,
    Instant,
    Period,
    PeriodMention,
    fiscal_label,
    months_in,
    period_end,
)
from index.period.calendar import shift_years

_WHOLE_YEARS = re.compile(
    (
        r"\b(?:fiscal|fy\W?\d|full|whole|entire|annual(?:ly)?|quarters?|q[1-4]|half|[12]h|h[12]|months?"
        r"|years? ended|year[- ]end)\b"
    ),
    re.IGNORECASE,
)
# "The same quarter of 2006" is a bare year again.
_SAME = re.compile(
    r"\b(?:(?:that|the|this) )?same (?:quarter|half|period|stretch|time|(?:three|six|nine|3|6|9)[- ]months?)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d,.$])(?:19|20)\d\d(?![\d,]|\.\d)")
_PARTS = {3, 6, 9}


def in_same_stretch(ask: Ask, question: str, spoken: Period | None, metric: str, calendar: FiscalCalendar) -> Ask:
    """The expression with bare years as the stretch last spoken of, in those years; for the metric spoken of alone."""
    question = _SAME.sub(" ", question)
    if not isinstance(spoken, Duration) or months_in(spoken) not in _PARTS or _WHOLE_YEARS.search(question):
        return ask
    years = tuple(int(year) for year in _YEAR.findall(question))
    return _moved(ask, years, spoken, GENERIC | set(stems(metric)), calendar) if years else ask


def _moved(ask: Ask, years: tuple[int, ...], spoken: Duration, known: Set[str], calendar: FiscalCalendar) -> Ask:
    def moved(mentions: tuple[PeriodMention, ...]) -> tuple[PeriodMention, ...]:
        return tuple(_at_year(mention, years, spoken, calendar) for mention in mentions)

    match ask:
        case Metric() if set(stems(ask.phrase)) <= known:
            return replace(ask, periods=moved(ask.periods))
        case Apply():
            inner = tuple(_moved(argument, years, spoken, known, calendar) for argument in ask.arguments)
            own = all(not isinstance(one, Metric) or set(stems(one.phrase)) <= known for one in ask.arguments)
            return replace(ask, arguments=inner, periods=moved(ask.periods) if own else ask.periods)
        case _:
            return ask


def _at_year(
    mention: PeriodMention, years: tuple[int, ...], spoken: Duration, calendar: FiscalCalendar
) -> PeriodMention:
    """A mention of a whole year as the stretch in the year that its columns are headed by."""
    year = getattr(mention.period, "fiscal_year", None)
    if isinstance(mention.period, Duration) and months_in(mention.period) == 12:
        year = mention.period.end.year
    if mention.relation or getattr(mention.period, "part", "") or year not in years:
        return mention
    return replace(mention, period=shift_years(spoken, year - spoken.end.year, calendar), alternatives=())


def year_of(period: Period | None, calendar: FiscalCalendar) -> int | None:
    """The year that a period is called by, where it is a year or the day a year ends on."""
    label = period if isinstance(period, FiscalLabel) else fiscal_label(period, calendar) if period else None
    end = period_end(period) if period is not None else None
    if label is not None and not label.part:
        return label.fiscal_year
    return end.year if isinstance(period, Instant) and end is not None else None
