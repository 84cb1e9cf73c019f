"""Plans who holds an office, and which office someone holds, where a question asks for no more than that."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.lexicon import word_set
from bot.plan import Passage, Plan, Quote
from bot.planner.binding import Desk
from bot.planner.covers import bare_words
from bot.question.reading import Reading
from index.people import Held, holders, office_of, people_of, seats_in

_WHO = re.compile(r"\bwho\b|\bnames?\b|^(?:the )?[\w ]{2,30}\?*$", re.IGNORECASE)
_TITLE = word_set("title titles role roles position positions job office")
_OFFICE = word_set(
    "ceo cfo coo cto cao clo cmo chief exec executive financial operating technology accounting legal "
    "marketing medical officer general counsel principal "
    "chair chairman chairwoman chairperson board president controller treasurer secretary director "
    "directors finance head boss serves serve serving acting"
)
_SURE = 0.9


def from_offices(desk: Desk, reading: Reading) -> Plan | None:
    """A plan that quotes a name with its office; None where the question asks for anything else, or the filing pairs no such two."""
    text = reading.text
    words = bare_words(desk, text)
    if not words or not (_WHO.search(text) or words & _TITLE):
        return None
    filing = desk.shelf.filing(desk.filing)
    seats = seats_in(" ".join(re.findall(r"[\w-]+", text)))
    if words <= _OFFICE and seats:
        held = holders(filing.text, _people(desk.shelf.generation, desk.filing, filing.text), seats)
        return _quoted(desk, held, name=True) if held else None
    asked = words - _TITLE
    whose = bool(words & _TITLE) or re.match(r"who\b", text, re.IGNORECASE)
    if not whose or not asked or len(asked) > 3 or asked & _OFFICE or any(not word[0].isalpha() for word in asked):
        return None
    one = office_of(filing.text, _people(desk.shelf.generation, desk.filing, filing.text), asked)
    return _quoted(desk, (one,), name=False) if one is not None else None


@lru_cache(maxsize=24)
def _people(generation: int, filing: str, text: str) -> tuple[Held, ...]:  # noqa: ARG001
    return people_of(text)


def _quoted(desk: Desk, held: tuple[Held, ...], *, name: bool) -> Plan:
    quotes = tuple(Passage(desk.filing, one.name if name else one.office, one.around) for one in held)
    return Plan(Quote(quotes, "spans"), confidence=_SURE)
