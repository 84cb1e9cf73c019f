"""Lengths of time without a date ("the six months", "the quarter") as periods, where a question names another beside them.

Alone, such a length only says which column of the reported period is meant; beside another period it is one of two that
are asked for, and left unread half of the question would go unanswered.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.period import (
    Duration,
    FiscalCalendar,
    FiscalLabel,
    Period,
    PeriodMention,
    fiscal_label,
    months_in,
    period_end,
    resolve,
    stretch_ended,
    year_earlier,
)

_MONTHS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12}
_SPAN = re.compile(
    r"\b(?:(?:the|its|this|their) )?(?:(?:full|whole|reported) )?"
    r"(?:(?P<count>three|six|nine|twelve|3|6|9|12)[- ]months?(?: period)?|(?P<half>half(?:[- ]year)?)"
    r"|(?P<quarter>quarter))\b(?!['’-]|\s+(?:of|ended|ending|to|from|through|past|before|earlier|ago)\b)",
    re.IGNORECASE,
)
# What makes of a length no stretch of the reported period, but a share of time, or a stretch counted from elsewhere.
_OTHER = re.compile(
    r"\b(?:per|each|every|an?|by|first|second|third|fourth|next|same|prior|previous|last|latest|other|back|later|latter"
    r"|which|what|any|average|ago|year|sequential|december|september|june|march|one|two|four|by|and a|[a-z]+ber|trailing|past)"
    r"[ -]$",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"[\s,(]*(?:and|&|plus|or|vs\.?|versus|than|against|compared (?:to|with)|as well as|,)?[\s,]*"
    r"(?:also )?(?:(?:for|in|of|during|over|at) )?(?:that (?:for|of|in) )?(?:the )?\s*",
    re.IGNORECASE,
)
_AND = re.compile(r"\b(?:and|plus|as well as)\b|&", re.IGNORECASE)


def with_lengths(
    text: str, mentions: tuple[PeriodMention, ...], calendar: FiscalCalendar, reported: Period | None
) -> tuple[PeriodMention, ...]:
    """The mentions of a question with the lengths it names beside them, or beside each other, as mentions of their own.

    reported: the period that the filing reports on; with none, nothing is added.
    """
    end = period_end(reported) if reported is not None else None
    if end is None:
        return mentions
    found = [
        PeriodMention(one.start(), one.end(), stretch_ended(end, _months(one), calendar), "relative", relation="same")
        for one in _SPAN.finditer(text)
        if not _OTHER.search(text[: one.start()] or " ")
        and not any(m.start < one.end() and one.start() < m.end for m in mentions)
    ]
    if not found:
        return mentions
    if not mentions:
        return tuple(found) if len({months_in(one.period) for one in found}) > 1 else mentions
    kept = [one for one in found if any(_beside(text, one, mention) for mention in mentions)]
    if not kept:
        return _to_date(mentions, found, calendar)
    length = months_in(kept[0].period)
    earlier = [
        replace(m, period=year_earlier(stretch_ended(end, length, calendar), calendar))
        if m.relation == "year_earlier" and isinstance(m.period, Duration)
        else m
        for m in mentions
    ]
    return tuple(sorted((*earlier, *kept), key=lambda mention: mention.start))


def _to_date(
    mentions: tuple[PeriodMention, ...], lengths: list[PeriodMention], calendar: FiscalCalendar
) -> tuple[PeriodMention, ...]:
    """The mentions, a fiscal year with "six months" or "nine months" apart from it ("six month sales fy08") as its first ones."""
    if len(mentions) != 1 or len(lengths) != 1 or months_in(mentions[0].period) != 12:
        return mentions
    year, part = mentions[0], _PARTS.get(months_in(lengths[0].period))
    label = year.period if isinstance(year.period, FiscalLabel) else fiscal_label(year.period, calendar)
    if label is None or label.part or part is None or year.relation or year.range:
        return mentions
    return (replace(year, period=resolve(FiscalLabel(label.fiscal_year, part), calendar), alternatives=()),)


_PARTS = {6: "H1", 9: "9M"}


def _months(match: re.Match[str]) -> int:
    if match["quarter"]:
        return 3
    return 6 if match["half"] else _MONTHS[match["count"].lower()]


def _beside(text: str, one: PeriodMention, mention: PeriodMention) -> bool:
    """Whether a length stands beside a period as another of those asked for."""
    first, second = sorted((one, mention), key=lambda m: m.start)
    between = text[first.end : second.start]
    if not _JOINS.fullmatch(between) or not between.strip():
        return False
    if mention.relation == "year_earlier":
        # "the quarter versus a year ago" is a change, which finds its own end
        return bool(_AND.search(between)) and first is one
    return months_in(mention.period) not in {0, months_in(one.period)}
