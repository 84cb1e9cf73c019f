"""Whose "its" is: where a question names a part of the company as an owner, what it asks of "its" next is of that part."""

from __future__ import annotations

import re

# "Widgets' share of sales": an owner by a name of its own. The company's own names are left out before this is read.
_OWNER = re.compile(r"\b(?P<who>[A-Z][\w&.-]*(?: (?:(?:and|of|&) )?[A-Z][\w&.-]*){0,4})(?:['’]s|(?<=s)['’])(?= [a-z])")
_ITS = re.compile(r"\b(?:and|,|\?|;)[^?]*?\b(?P<its>its)\b(?= (?!own\b)[a-z])")
_NO_OWNERS = re.compile(
    r"\b(?:What|How|Which|Who|When|Company|Group|Firm|Management|January|February|March|April|May|June|July|August|September|October|November|December|Today|Last|This|Year|Quarter)$"
)


def owned(text: str) -> str:
    """The question with "its" put as the owner named before it; as it is where none, or more than one, is named."""
    owners = {match["who"]: match for match in _OWNER.finditer(text) if not _NO_OWNERS.search(match["who"])}
    if len(owners) != 1:
        return text
    who, first = next(iter(owners.items()))
    its = _ITS.search(text, first.end())
    return f"{text[: its.start('its')]}{who}{text[its.end('its') :]}" if its else text
