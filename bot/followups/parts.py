"""The same metric of another part of the company: "and for Regional Operations?" after "slots win at the Strip resorts"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.followups.turns import Turn
from bot.matching import series_index
from bot.question import Metric
from index.period import PeriodMention
from index.shelf import Shelf

_ANOTHER = re.compile(
    r"^(?:and |so |what about |how about |and what about )+(?P<join>for|at|in|of|from) ", re.IGNORECASE
)
_PART = re.compile(r"\b(?:for|at|in|of|from) (?:the )?(?P<part>[^,;]+)$", re.IGNORECASE)
_COVERED = 0.75


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
