"""The parts of a company in a conversation: the same metric of another one, "and for Regional Operations?" after "slots win at
the Strip resorts", and another metric of the same one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.followups.turns import Turn
from bot.lexicon import stems
from bot.matching import series_index
from bot.question import Metric
from index.naming import names_of
from index.period import PeriodMention, find_periods
from index.shelf import Shelf

_ANOTHER = re.compile(
    r"^(?:and |so |what about |how about |and what about )+(?P<join>for|at|in|of|from) ", re.IGNORECASE
)
_PART = re.compile(r"\b(?:for|at|in|of|from) (?:the )?(?P<part>[^,;]+)$", re.IGNORECASE)
_COVERED = 0.75
_LEADS = re.compile(r"^(?:and|what about|how about|also|then)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=\w )[A-Z][\w&.-]*(?: [A-Z][\w&.-]*)+")
_WHOLLY = 0.95


def another_part(question: str, metric: Metric, last: Turn, shelf: Shelf, filing: str) -> Metric | None:
    """The last metric with its part of the company given way to the one named now; None where the filing has no such line."""
    part = _PART.search(last.metric)
    if part is None or not _ANOTHER.match(question):
        return None
    phrase = f"{last.metric[: part.start('part')]}{metric.phrase}"
    found = next(iter(series_index(shelf, filing).match(phrase)), None)
    if found is None or found.covered < _COVERED:
        return None
    spoken = tuple(PeriodMention(0, 0, period, "explicit") for period in last.periods[:1])
    return replace(metric, phrase=phrase, periods=metric.periods or spoken, context=last.context)


def of_same_part(question: str, metric: Metric, last: Turn, shelf: Shelf, filing: str) -> Metric | None:
    """Another metric of the part of the company that the last question named: "and adjusted EBITDAR?" after "Regional Operations
    net revenues"; None where it named none, or the filing has no line of that part that is so called.
    """
    if not _LEADS.match(question):
        return None
    filer = {name.lower() for name in names_of(shelf.filing(filing).record)}
    spoken = tuple(PeriodMention(0, 0, period, "explicit") for period in last.periods[:1])
    for name in _NAME.findall(last.question):
        part = set(stems(name))
        if (
            name.lower() in filer
            or find_periods(name, shelf.filing(filing).record.calendar)
            or part & set(stems(question))
        ):
            continue
        found = next(iter(series_index(shelf, filing).match(f"{name} {metric.phrase}")), None)
        if found is not None and found.covered >= _WHOLLY:
            return replace(metric, phrase=f"{name} {metric.phrase}", periods=metric.periods or spoken)
    return None
