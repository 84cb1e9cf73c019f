"""Follow-ups about what is expected: a few words after a question of guidance are of guidance too."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.followups.turns import Turn
from bot.question import Reading

_BEFORE = re.compile(r"\b(?:before|previous(?:ly)?|prior|old|originally|earlier guidance)\b", re.IGNORECASE)
_SHORT = 6  # words


def on_outlook(reading: Reading, last: Turn) -> Reading:
    """A short question after one about guidance is about guidance too; "before" means the guidance that was updated."""
    if last.basis != "guidance" or reading.basis == "guidance" or len(reading.text.split()) > _SHORT or reading.periods:
        return reading
    return replace(reading, basis="guidance", vintage="previous" if _BEFORE.search(reading.text) else "")
