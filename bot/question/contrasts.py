"""What a question says it does not mean: "the margin of the segment, not of the group"."""

from __future__ import annotations

import re

_ONE = (
    r"(?:(?:that|those) )?(?:(?:of|for|in|on|from) )?(?:the|its|their|that|those|this) [\w&'’/-]+(?: [\w&'’/-]+){0,4}?"
)
_CONTRAST = re.compile(
    rf"\s*[,;(–—]\s*(?:and |but |i mean )?not (?P<first>{_ONE})(?P<more>(?:,? (?:and|or|nor)(?: not)? {_ONE})*)\)?(?P<end>\s*[.?!]*)$",
    re.IGNORECASE,
)
_WORDLESS = re.compile(
    r"\b(?:that|those|of|for|in|on|from|the|its|their|this|ones?|not|nor|and|or)\b", re.IGNORECASE
)  # fmt: skip


# "In the fourth quarter of 2021, not 2022": of another year, which names no line.
_OTHER_YEAR = re.compile(
    r"\s*[,;(–—]\s*(?:and |but |i mean )?not (?:in |for |that of )?(?:(?:fiscal|fy|calendar|q[1-4]|h[12])[ -]?)?(?:19|20)\d\d\)?"
    r"(?P<end>\s*[.?!]*)$",
    re.IGNORECASE,
)


def without_contrast(text: str) -> tuple[str, tuple[str, ...]]:
    """A question without what it says it does not mean, and the words that say so; the text itself where nothing does."""
    text = _OTHER_YEAR.sub(r"\g<end>", text)
    match = _CONTRAST.search(text)
    if match is None or match.start() < 8:
        return text, ()
    parts = re.split(r",? (?:and|or|nor)(?: not)? ", match["first"] + match["more"])
    told = tuple(" ".join(_WORDLESS.sub(" ", part).split()) for part in parts)
    kept = tuple(part for part in told if part)
    return (text[: match.start()] + match["end"].strip(), kept) if kept else (text, ())
