"""Where a stretch of years begins, in the words of its ends: "the start of 2010" is the end of 2009, as balances are told."""

from __future__ import annotations

import re

from bot.question.spans import COUNTS

_YEAR = r"(?:19|20)\d\d"
_OPENING = re.compile(
    r"\b(?:the )?(?:beginning|start|opening) of (?:the )?(?P<fiscal>fiscal )?(?:year )?"
    rf"(?P<year>{_YEAR})\b(?![,.]?\d)",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:chang\w*|fluctuat\w*|var(?:iation|iance)\w*|differences?|increas\w*|decreas\w*|gr[eo]w\w*|declin\w*|rise|rose|fall|fell)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"\b(?:for|over|during|in|across|throughout) (?:the |a |that )?(?P<n>{'|'.join(COUNTS)})[- ]years? (?:period|span)(?:,| that| which)? "
    rf"(?:ended|ending|ends|to|through|up to) (?:in |on )?(?P<day>(?:[a-z]+\.? \d{{1,2}},? )?)(?P<year>{_YEAR})\b",
    re.IGNORECASE,
)
_LONG = 5  # years: a performance graph's, which shows its first day too; fewer may be the columns of flows


def with_ends(text: str) -> str:
    """The question with the start of a year, and both ends of a span that something changed over, as they are read."""
    text = _OPENING.sub(lambda found: f"the end of {found['fiscal'] or ''}{int(found['year']) - 1}", text)
    return _SPAN.sub(_both_ends, text) if _MOVES.search(text) else text


def _both_ends(found: re.Match[str]) -> str:
    count, year = COUNTS[found["n"].lower()], int(found["year"])
    if count < _LONG:
        return found[0]
    return f"from {found['day']}{year - count} to {found['day']}{year}"
