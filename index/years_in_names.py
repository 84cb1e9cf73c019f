"""Years that a sentence names and no figure of it is of: those in names, those when something falls due, days of a year."""

from __future__ import annotations

import re

from index.period import PeriodMention

_FALLS_DUE = re.compile(
    r"\b(?:matur\w+|expir\w+|due|terminat\w+|payable|repayable)\s+(?:on|in|at|by)?\s*$", re.IGNORECASE
)
_DAY_OF = re.compile(r"\b(?:first|last|\w+th) (?:business |trading )?day of (?:[\w'’]+ ){0,3}$", re.IGNORECASE)


def is_a_day(text: str, mention: PeriodMention) -> bool:
    """Whether a year is named for its first or last day alone: what is said next is not of that year."""
    return bool(_DAY_OF.search(text[: mention.start]))


def in_a_name(text: str, mention: PeriodMention) -> bool:
    """Whether a bare year is part of a name ("the 2019 Equity Plan", "Notes due 2025") and no period."""
    before = text[max(0, mention.start - 24) : mention.start]
    if _FALLS_DUE.search(before):
        return True
    if not re.fullmatch(r"\d{4}", text[mention.start : mention.end]):
        return False
    named = re.match(r"\s+[A-Z][a-z]|\s+[A-Z]{2,}", text[mention.end :])
    return bool(named) and not re.search(
        r"(?:^|[,;(]|\b(?:in|during|for|of|since|from|to|and|through|year|fiscal|by|with|than|versus))\s*$",
        before,
        re.IGNORECASE,
    )
