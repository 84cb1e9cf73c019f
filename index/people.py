"""People and the offices they hold, where a filing prints a name beside an office: in a sentence, a table's row or a signature."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from index.layout import Span

# A word of an office, where a name ends.
_NOT_GIVEN = (
    r"(?!(?:Executive|Senior|Group|Global|Interim|Acting|Chief|Vice|President|Chair|Director|Managing"
    r"|Founder|Corporate|Principal|Assistant|Treasurer|Secretary|Controller|General)\b)"
)
_GIVEN = rf"{_NOT_GIVEN}[A-ZÀ-Þ][\w'’-]*[\w]"
_NAME = rf"(?:(?:Mr|Ms|Mrs|Dr)\.\s+)?{_GIVEN}(?: [A-Z]\.)?(?: (?:de|van|von|la|del))?(?: {_GIVEN}){{1,2}}(?:,? (?:Jr|Sr|II|III|IV)\b\.?)?"
_RANK = (
    r"(?:(?:Senior|Executive|Group|Global|Interim|Acting|Deputy|Assistant|Corporate|Founder|Managing|Lead"
    r"|Independent|Co-Founder|Co-|Principal|First)[ ,]*(?:and )?)*"
)
_SEAT = (
    r"(?:Chief [A-Z][\w&-]*(?:,? (?:and |& )?[A-Z][\w&-]*){0,3}? Officer|\bC[EFOTILMA]O\b|(?:Executive "
    r"|Senior |Group |First )*Vice President|President|(?:Vice )?Chair(?:man|woman|person)?"
    r"|Treasurer|Secretary|Controller|General Counsel|Director|Founder|Principal (?:Executive|Financial"
    r"|Accounting) Officer)"
)
_OFFICE = rf"{_RANK}{_SEAT}(?:(?:,? (?:and|&) (?:the )?|, |[ \t]+of (?:the )?|[ \t]*[–—-][ \t]*|,?[ \t]*\()(?:{_RANK}{_SEAT}|(?:the )?Board(?: of Directors)?|(?!{_NAME},)[A-Z][\w&-]*(?: Inc\.)?(?:,? (?:(?:and|&|of) )?[A-Z][\w&-]*(?: Inc\.)?){{0,5}})\)?)*"
# What stands between a name and an office, either way round.
_BESIDE = (
    r"(?:,?\s*(?:\(?(?:age )?\d\d\)?,)?\s*(?:(?:our|the|its|the Company[’']s|is|as|serves as|Name:|Title:|By:)\s+)*)"
)
_NAMED_FIRST = re.compile(rf"(?P<name>{_NAME}){_BESIDE}(?P<office>{_OFFICE})")
_OFFICE_FIRST = re.compile(rf"(?P<office>{_SEAT}(?: (?:and|&) {_SEAT})*),? (?P<name>{_NAME})")
_NO_NAME = re.compile(
    r"\b(?:Chief|Officer|President|Vice|Board|Director|Company|Corporation|Inc|Committee|Executive"
    r"|Senior|Chair\w*|Secretary|Treasurer|Controller|General|Counsel|"
    r"Financial|Annual|Form|Report|Exhibit|Item|Section|Act|Securities|Exchange|Named|Title|Name|Plan"
    r"|Agreement|Date|Signature|Registrant|The|Our|Global|Corporate|"
    r"Stock|Unit|Award|Compensation|Products?|Marketing|Experience|Media|Cloud|Security|Digital|America"
    r"|Pacific|Relations|Investors?|Legal|Table|Worldwide|Control|Finance|Restricted|Deferred|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|Principal"
    r"|Department|Founder|Group|Office|Non)\b"
)
_ONCE = re.compile(r"\b(?:former(?:ly)?|previous(?:ly)?|until|retired|resign\w+|succeed\w*|prior|was|became)\b[^.\n]{0,40}$", re.IGNORECASE)  # fmt: skip
_SEATS = (
    ("ceo", r"chief exec(?:utive)?\b|ceo\b|principal executive officer"),
    ("cfo", r"chief financial|cfo\b|principal financial officer"),
    ("coo", r"chief operating|coo\b"),
    ("cto", r"chief technology|cto\b"),
    ("cao", r"chief accounting|cao\b|principal accounting officer"),
    ("clo", r"chief legal|clo\b"),
    ("counsel", r"general counsel"),
    ("cmo", r"chief m(?:arketing|edical)|cmo\b"),
    ("chair", r"(?<!vice )\bchair(?:man|woman|person)?\b"),
    ("president", r"(?<!vice )(?<!vice-)\bpresident\b"),
    ("controller", r"\bcontroller\b"),
    ("treasurer", r"\btreasurer\b"),
    ("secretary", r"\bsecretary\b"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """Someone named beside an office. around: both, as they stand. now: whether nothing says that it was held before."""

    name: Span
    office: Span
    around: Span
    now: bool = True


def seats_in(words: str) -> frozenset[str]:
    """The offices that words name, by short names: "chief financial officer" and "CFO" are "cfo"."""
    return frozenset(seat for seat, pattern in _SEATS if re.search(rf"\b(?:{pattern})", words, re.IGNORECASE))


def people_of(text: str) -> tuple[Held, ...]:
    """Everyone named beside an office, in text order."""
    found: list[Held] = []
    for pattern in (_NAMED_FIRST, _OFFICE_FIRST):
        for match in pattern.finditer(text):
            taken = any(one.office.start <= match.start("office") < one.office.end for one in found)
            if _NO_NAME.search(match["name"]) or taken:
                continue  # a title in a list of people is of the name before it
            before = text[max(0, match.start() - 60) : match.start()]
            between = match[0][: match.start("office") - match.start()]
            now = not _ONCE.search(before) and not re.search(r"\b(?:was|former\w*)\b", between)
            skipped = _said_twice(match["name"])
            name = Span(match.start("name") + skipped, match.end("name"))
            around = Span(name.start if match.start() == match.start("name") else match.start(), match.end())
            found.append(Held(name, Span(*match.span("office")), around, now))
    return tuple(sorted(found, key=lambda held: held.around))


def _said_twice(name: str) -> int:
    """How much of "Dorsey Jack Dorsey" (a name signed, then in print, run together) is before the name."""
    first, _, rest = name.partition(" ")
    return len(first) + 1 if rest and rest.split()[-1].lower() == first.lower() else 0


def holders(text: str, people: tuple[Held, ...], seats: frozenset[str]) -> tuple[Held, ...]:
    """Who holds an office (all of the seats named): each once, most often named first; none where no one is said to."""
    held = [one for one in people if one.now and seats <= seats_in(one.office.of(text))]
    often = Counter(_family(one.name.of(text)) for one in held)
    if not often:
        return ()
    most = max(often.values())
    first: dict[str, Held] = {}
    for one in held:
        family = _family(one.name.of(text))
        if often[family] == most:
            first.setdefault(family, one)
    return tuple(first.values())


def office_of(text: str, people: tuple[Held, ...], names: frozenset[str]) -> Held | None:
    """The office of someone, by lower-case words of the name; the fullest of those printed beside it."""
    held = [one for one in people if names <= frozenset(re.findall(r"[\w'’-]+", one.name.of(text).lower()))]
    current = [one for one in held if one.now] or held
    return max(current, key=lambda one: (len(seats_in(one.office.of(text))), -one.around.start), default=None)


def _family(name: str) -> str:
    bare = re.sub(r",? (?:Jr|Sr|II|III|IV)\.?$", "", name)
    return bare.split()[-1].lower()
