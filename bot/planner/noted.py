"""What a note under a table says of one of its lines: the line bears a mark, and the note begins with it."""

from __future__ import annotations

import re

from bot.lexicon import LIGHT_STEMS, stems
from bot.plan import Passage, Plan, Quote
from bot.planner.binding import Desk
from bot.planner.prose import label_span, told_by
from bot.question.reading import Reading
from index.layout import Span

# What such notes say: what is in an amount, what is not, what it is of.
_ASKS = re.compile(
    r"^(?:and |so )?what (?:is|are|was|were) (?:included|excluded|reflected|contained)(?: in| from| within)? (?P<in>.+?)\s*\?*$"
    r"|^(?:and |so )?what (?:do|does|did) (?P<do>.+?) (?:includes?|excludes?|comprises?|consists?|contains?|relates?|represents?|reflects?|refers?)(?: to| of)?\s*\?*$",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\W*(?:this |these |it |amounts? )?(?:also )?(?:includ|exclud|compris|consist|represent|relat|reflect|refer|contain|primarily|mainly)",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*\((?P<mark>\d{1,2}|[a-z])\)", re.IGNORECASE)
_SURE = 0.8
_NEAR = 8000  # characters of a table and its notes


def from_note(desk: Desk, reading: Reading) -> Plan | None:
    """The note of the line that a question names, without its mark; None where no line of that name has one."""
    asked = _ASKS.match(reading.text)
    topic = frozenset(stems(asked["in"] or asked["do"])) - LIGHT_STEMS if asked else frozenset()
    if not topic:
        return None
    text = desk.shelf.filing(desk.filing).text
    for line in desk.index.series:
        first = line.facts[0]
        if line.origin == "prose" or frozenset(stems(_MARK.sub(" ", line.label))) - LIGHT_STEMS != topic:
            continue
        label = label_span(text, first)
        mark = _MARK.match(text, label.end) or _last_mark(text, label) if label is not None else None
        note = _note(desk, mark["mark"], first.span.end) if mark else None
        if note is not None:
            span, around = note
            return Plan(Quote((Passage(desk.filing, span, around),), "spans"), confidence=_SURE)
    return None


def _last_mark(text: str, label: Span) -> re.Match[str] | None:
    """The mark that a label ends with."""
    return next(reversed(list(_MARK.finditer(text, label.start, label.end))), None)


def _note(desk: Desk, mark: str, after: int) -> tuple[Span, Span] | None:
    """The first sentence after a place that begins with a mark, where it says what is in, out of or behind something."""
    for sentence in told_by(desk.shelf, desk.filing).sentences:
        found = re.match(rf"\W*\(?{re.escape(mark)}\)\s*", sentence.text)
        if found is None or sentence.span.start < after:
            continue
        if sentence.span.start - after > _NEAR or not _SAYS.match(sentence.text, found.end()):
            return None
        end = len(sentence.text.rstrip(" .;"))
        return sentence.place(found.end(), end), sentence.span
    return None
