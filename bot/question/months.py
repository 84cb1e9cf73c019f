"""Months named without a year ("the price paid in November"): those that the filing gives figures for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.facts import Fact
from index.period import Duration, Instant, PeriodMention

_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
# Words that lead to a month and not to the verb: "in March", "between May and June", "November's".
_LED = r"(?:\b(?:in|during|of|for|and|or|about|to|from|between|through|than|vs\.?|versus|month of) (?:the month of )?|\b(?:on|for|in|of|about) (?:the|their|its) |, )"
_MONTH = re.compile(
    rf"(?:(?<=\s)|^)(?P<month>{'|'.join(_NAMES)})(?:['’]s)?\b(?!\s*\d|,? (?:19|20)\d\d|,? (?:quarter|half|qtr|balance))",
    re.IGNORECASE,
)
_LEADS = re.compile(rf"{_LED}$", re.IGNORECASE)
_SHORTEST, _LONGEST = 27, 35  # days, of a calendar month or of a fiscal one of four or five weeks


def months_given(facts: Iterable[Fact]) -> tuple[Duration, ...]:
    """The months that a filing gives figures for, in order."""
    found = {
        fact.period
        for fact in facts
        if isinstance(fact.period, Duration) and _SHORTEST <= fact.period.days <= _LONGEST and fact.origin != "prose"
    }
    return tuple(sorted(found, key=lambda month: month.end))


def with_months(
    text: str, mentions: tuple[PeriodMention, ...], months: Sequence[Duration]
) -> tuple[PeriodMention, ...]:
    """The mentions of a question with the months that it names without a year, where the filing gives that very month."""
    added = []
    for found in _MONTH.finditer(text) if months else ():
        number = _NAMES.index(found["month"].lower()) + 1
        meant = [month for month in months if (month.start.month, month.end.month) == (number, number)]
        free = all(found.end() <= one.start or one.end <= found.start() for one in mentions)
        if meant and free and _LEADS.search(text, 0, found.start()):
            added.append(PeriodMention(found.start(), found.end(), meant[-1], "calendar"))
    named = tuple(sorted((*mentions, *added), key=lambda one: one.start)) if added else mentions
    return _from_day_to_day(named, months)


def _from_day_to_day(mentions: tuple[PeriodMention, ...], months: Sequence[Duration]) -> tuple[PeriodMention, ...]:
    """Two days in a row as the month they begin and end ("between May 26 and June 22"), where the filing gives that very one."""
    found: list[PeriodMention] = []
    for one in mentions:
        before = found[-1] if found else None
        if before is not None and isinstance(before.period, Instant) and isinstance(one.period, Instant):
            month = next((m for m in months if (m.start, m.end) == (before.period.date, one.period.date)), None)
            if month is not None:
                found[-1] = PeriodMention(before.start, one.end, month, "explicit")
                continue
        found.append(one)
    return tuple(found)
