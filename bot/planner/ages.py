"""Plans how old someone is, where a filing prints an age beside a name: "Jane Roe, age 59, has been our Treasurer"."""

from __future__ import annotations

import re

from bot.plan import Passage, Plan, Quote
from bot.planner.binding import Desk
from bot.question.reading import Reading
from index.layout import Span

_NAME = r"(?P<who>(?:(?:Mr|Ms|Mrs|Dr)\.? )?[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3}?)(?:['’]s?)?"
_ASKS = re.compile(
    rf"^(?:(?:and|so) )?(?:how old (?:is|was) {_NAME}|what (?:is|was) (?:the age of {_NAME.replace('who', 'of')}|{_NAME.replace('who', 'whose')} age))(?: now| today)?\s*\?*$",
    re.IGNORECASE,
)
_TITLES = re.compile(r"\b(?:mr|ms|mrs|dr)\b\.?|['’]s\b", re.IGNORECASE)
# A name at the start of what is said of a person, and the age beside it.
_AGED = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]*){1,4}),? ?(?:\(?(?:age|aged|Age)[: ]+(?P<age>[2-9]\d)\b|\((?P<years>[3-9]\d)\)(?=,| is| has| was| serves))"
)
# A row of a list whose heads are a name, an age and an office.
_LISTED = re.compile(
    r"^(?P<name>[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]*){1,3})(?: ?\(\d\))?[ \t]+(?P<age>[2-9]\d)[ \t]+(?=[A-Z])",
    re.MULTILINE,
)
_HEADS = re.compile(r"^Name[ \t]+Age\b", re.MULTILINE)
_SURE = 0.9


def from_ages(desk: Desk, reading: Reading) -> Plan | None:
    """A plan that quotes the age beside the one name that a question gives; None where it asks for anything else, or the
    filing prints no age beside that name, or two.
    """
    asked = _ASKS.match(reading.text.strip())
    if asked is None:
        return None
    who = asked["who"] or asked["of"] or asked["whose"]
    wanted = set(re.findall(r"[\w'’-]+", _TITLES.sub(" ", who).lower()))
    text = desk.shelf.filing(desk.filing).text
    rows = _LISTED.finditer(text) if _HEADS.search(text) else ()
    found = [
        match for match in (*_AGED.finditer(text), *rows) if wanted and wanted <= set(re.findall(r"[\w'’-]+", match["name"].lower()))
    ]  # fmt: skip
    if not found or len({_age(match) for match in found}) > 1:
        return None
    one = found[0]
    place = Span(*one.span("age" if one["age"] else "years"))
    return Plan(Quote((Passage(desk.filing, place, Span(one.start(), one.end())),), "spans"), confidence=_SURE)


def _age(match: re.Match[str]) -> str:
    told = match.groupdict()
    return told["age"] or told.get("years") or ""
