"""How far off what is due is: the bands of a table of obligations ("1-3 years", "after 5 years"), and of a question."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNT = rf"(?:\d{{1,2}}|an?|{'|'.join(_WORDS)})"
_YEARS = r"[- ]?(?:years?|yrs?)\b"
_BETWEEN = re.compile(
    rf"\b(?P<low>{_COUNT})(?:{_YEARS})?\s*(?:[-–—]|to|through|and|but (?:with)?in|but not later than)\s*(?P<high>{_COUNT}){_YEARS}"
)
_WITHIN = re.compile(
    rf"\b(?:less than|(?:with)?in|under|up to|(?:no|not) (?:more|later) than)(?: the next)? (?P<high>{_COUNT}){_YEARS}"
    rf"|\b(?P<or_less>{_COUNT}){_YEARS} or less"
)
_BEYOND = re.compile(
    rf"\b(?:more than|after|over|beyond|greater than|later than|exceeding) (?P<low>{_COUNT}){_YEARS}"
    rf"|\b(?P<or_more>{_COUNT})(?:\+ ?years?\b|{_YEARS} (?:or more|and (?:beyond|after|thereafter|over|later)))"
)
BAND = r"(?:(?:with)?in|after|over|beyond|between|less than|more than|up to|under) [^?,;]*?\b(?:years?|yrs?)\b"

Band = tuple[int, int]
"""From and to how many years off; 0 and 99 where there is no such end."""


@lru_cache(maxsize=20_000)
def band_of(text: str) -> Band | None:
    """The band of years that a text names; None where it names none."""
    text = text.lower()
    if found := _BETWEEN.search(text):
        return _number(found["low"]), _number(found["high"])
    if found := _BEYOND.search(text):
        return _number(found["low"] or found["or_more"]), 99
    if found := _WITHIN.search(text):
        return 0, _number(found["high"] or found["or_less"])
    return None


def _number(said: str) -> int:
    if said.isdigit():
        return int(said)
    return 1 if said in {"a", "an"} else _WORDS.index(said) + 1
