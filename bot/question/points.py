"""Rates asked in basis points: how far they moved, and shown so."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.plan import Operation
from bot.question.reading import Apply, Ask, Kind, Metric, Reading

_BASIS_POINTS = re.compile(r"\b(?:bps?|basis points?)\b", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:chang|mov|delta|swing|expan|contract|compress)\w*", re.IGNORECASE)


def asks_basis_points(text: str) -> bool:
    return _BASIS_POINTS.search(text) is not None


def in_basis_points(reading: Reading) -> Reading:
    """A rate at two periods, or one said to move, is asked how far it moved; any other question as it is."""
    if reading.kind is not Kind.FIGURE or len(reading.asks) != 1:
        return reading
    if len(reading.periods) != 2 and not _MOVED.search(reading.text):
        return reading
    match reading.asks[0]:
        case Metric() as metric:
            rate: Ask = replace(metric, periods=())
        case Apply(Operation.SHARE, (Metric() as part, Metric() as whole)) as share:
            bare = (replace(part, periods=()), replace(whole, periods=()))
            rate = replace(share, arguments=bare, periods=(), literal=None)
        case _:
            return reading
    return replace(reading, asks=(Apply(Operation.CHANGE, (rate,), reading.periods),))
