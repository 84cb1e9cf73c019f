"""Puts the thing named before in the place of "one": "tier 2 capital in relation to the total one" is to the total capital."""

from __future__ import annotations

import re

from bot.question.leaves import stripped
from bot.question.masking import without_slots

_LINKS = r"(?:of|for|on|in|from|at|under|with|due|related to|attributable to)"
_ONE_LINKED = re.compile(rf"^(?:the )?ones? (?P<link>{_LINKS})\b(?P<rest>.*[a-z].*)$")
_POINTS = r"(?:first|second|third|last|latter|former|previous|prior|earlier|other|same|this|that|these|those|which|number|no|any|each)"
_SORT_OF_ONE = re.compile(rf"^(?:the )?(?!{_POINTS}\b)(?P<sort>[a-z][^@,]*?) ones?\b(?P<rest>.*)$")
_NAME = re.compile(rf"^(?P<name>.+?)(?: {_LINKS}\b.*)?$")


def in_full(part: str, before: str) -> str:
    """A part of a masked question with its "one" put as what the part before it names; as it is where it has none.

    before: the other part, masked as well. What links the "one" to a thing takes the place of what it is linked to there.
    """
    one, named = stripped(part), " ".join(without_slots(stripped(before)).split())
    if not named or not re.search(r"\bones?\b", one):
        return part
    linked = _ONE_LINKED.match(one)
    if linked and re.search(r"[a-z]", without_slots(linked["rest"])):
        kept = re.split(rf" {linked['link']}\b", named, maxsplit=1)[0]
        return f"{kept} {linked['link']}{linked['rest']}"
    sort = _SORT_OF_ONE.match(one)
    name = _NAME.match(named)
    if sort and name:
        return f"{sort['sort']} {name['name'].split()[-1]}{sort['rest']}"
    return part
