"""Questions with their periods and numbers put aside: `@0` stands for the first period, `#0` for the first number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.question.reading import Number
from index.period import PeriodMention

_SCALES = {"thousand": 3, "k": 3, "million": 6, "mm": 6, "m": 6, "mn": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12}
_NUMBER = re.compile(
    r"(?P<minus>(?<![\w)])[-−](?=[$€£]?\d))?(?P<money>(?:us"
    r"|u\.s\.)?\s?[$€£])?\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<scale>thousands?|millions?|billions?|trillions?|mm|mn|bn"
    r"|[kmb])(?![a-z]))?\s?(?P<percent>%|percent(?:age points)?\b|per\s?cent\b)?"
    r"(?P<dollars>\s?dollars)?",
    re.IGNORECASE,
)
_SLOT = re.compile(r"@(\d+)")


@dataclass(frozen=True, slots=True)
class Masked:
    """A question in lower case with slots, and what the slots stand for."""

    text: str
    periods: tuple[PeriodMention, ...]
    numbers: tuple[Number, ...] = ()

    def periods_in(self, part: str) -> tuple[PeriodMention, ...]:
        """The periods whose slots stand in a part of the text, in order."""
        return tuple(self.periods[int(slot)] for slot in _SLOT.findall(part))

    def restored(self, part: str, text: str) -> str:
        """A part with its period slots as they were written in the whole text."""
        return _SLOT.sub(lambda m: text[self.periods[int(m[1])].start : self.periods[int(m[1])].end], part)


def mask(text: str, mentions: tuple[PeriodMention, ...]) -> Masked:
    """The text with slots for its periods, lower case, white space single."""
    pieces: list[str] = []
    at = 0
    kept: list[PeriodMention] = []
    for mention in mentions:
        if mention.end <= at:
            continue
        if mention.start < at:
            # "the end of 2018 and 2019": the second is told with the words of the first
            pieces.append(f" and @{len(kept)} ")
            kept.append(mention)
            at = mention.end
            continue
        pieces.append(text[at : mention.start].replace("@", " ").replace("#", " "))
        pieces.append(f" @{len(kept)} ")
        kept.append(mention)
        at = mention.end
    pieces.append(text[at:].replace("@", " ").replace("#", " "))
    folded = "".join(pieces).lower().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    # a period at a sentence's end leaves the end where it was
    closed = re.sub(r"(@\d+) +(?=[.?!] \w)", r"\1", re.sub(r"\s+", " ", folded))
    return Masked(closed.strip(), tuple(kept))


def number_of(match: re.Match[str]) -> Number:
    """A number as written: scale applied, unit USD, percent or none."""
    value = Decimal(match["digits"].replace(",", ""))
    scale = (match["scale"] or "").lower().rstrip("s")
    value *= Decimal(10) ** _SCALES.get(scale, 0)
    value = -value if match["minus"] else value
    unit = "USD" if match["money"] or match["dollars"] else "percent" if match["percent"] else ""
    return Number(value, unit)


def numbers_in(text: str) -> tuple[Number, ...]:
    """Every number written in a part of a question, slots apart."""
    return tuple(number_of(match) for match in _NUMBER.finditer(re.sub(r"[@#]\d+", " ", text)))


def find_number(text: str) -> re.Match[str] | None:
    """The first number in a part of a question that is not a slot."""
    return _NUMBER.search(re.sub(r"[@#]\d+", lambda m: " " * len(m[0]), text))


# Words that join a period to what it is of; they go with it.
_JOIN = (
    r"(?:altogether|in both|at the end of|at end of|year ending|between|from|in|for|of|as of|as at|at|during"
    r"|over|through|to|and|until|till|since|versus|vs\.?|compared (?:to|with)|comparing|as compared (?:to"
    r"|with)|relative to|than|on|ending|ended|by|the|both|each of|years?|fiscal years?|fy|quarters?|year "
    r"ended|years ended|end of|year end|year-end|respectively|with|against|across|within|period|periods)"
)
_SLOTS_WITH_JOINS = re.compile(
    rf"(?:\b{_JOIN}[\s,]+)*@\d+(?:[\s,/&–-]*(?:\b{_JOIN}[\s,]+)*@\d+)*(?:\s*,?\s*respectively)?"
)


# "At the end of the period in 2018" names a line; "at the end of 2018" does not.
_ENDS = re.compile(
    r"\b(beginning|start|end|ending) of (?:the )?(?:period|year|fiscal year|quarter)\b(?=,? ?(?:in|for)? ?(?:\w+ )?@)"
)


def without_slots(part: str) -> str:
    """A part with its period slots, and the small words that tie them in, gone."""
    kept = _ENDS.sub(lambda match: f"{match[1]}~", part)
    return re.sub(r"\s+", " ", _SLOTS_WITH_JOINS.sub(" ", kept)).replace("~", " of period").strip(" ,.;:?!")
