"""Where a text says a number: in any script's digits, or in words."""

from __future__ import annotations

import re
import unicodedata

_UNITS = "zero two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_LARGE = "hundred thousand million billion trillion dozen"
_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_PARTS = "half halves halved thirds fourths fifths tenth tenths tenfold twofold threefold fourfold fivefold"
_TIMES = "double doubled doubling twice thrice triple tripled tripling quadruple quadrupled couple pair nil"
_WORDS = f"{_UNITS} {_TEENS} {_TENS} {_LARGE} {_ORDINALS} {_PARTS} {_TIMES}".split()

# "one" is a pronoun ("the one asked for") unless it counts or stands in a compound; "three-quarters" is caught by "three".
_ONE = (
    r"one(?=[\s-]+(?:%|per\s?cent|percent|percentage|hundred|thousand|million|billion|trillion|dollars?"
    r"|cents?|shares?|months?|years?|days?|quarters?|point|half|third|of\s+the))"
)
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
# A quarter is a period, and a part where it is a quarter of something.
_QUARTER = r"(?:a|one)\s+quarter(?=\s+of\s+(?!a\s+year|the\s+(?:fiscal\s+)?year|fiscal))"
_DECADE = r"(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)(?:ies|ieths?)"
_NUMBER_WORD = re.compile(
    rf"\b(?:multi|mid|semi)?-?(?:{_WORD})(?:-?(?:{_WORD}))*(?:s|th|ths|fold|some|ish|ies|plus)?\b|\b(?:{_ONE}|{_QUARTER}|{_DECADE})\b",
    re.IGNORECASE,
)

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MARKS = frozenset("$€£¥₹%‰#<>[]{}|\\")
_TOKEN = re.compile(r"\S+")


def is_numeral(mark: str) -> bool:
    """Whether a character is a digit or a numeral in any script, or a fraction, superscript or circled number."""
    return mark.isdigit() or mark.isnumeric() or unicodedata.category(mark) in {"Nd", "Nl", "No"}


def numerals_in(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of every run of digits and every number word, in order."""
    found = [match.span() for match in _NUMBER_WORD.finditer(unfolded(text))]
    start = None
    for place, mark in enumerate(text + " "):
        if is_numeral(mark):
            start = place if start is None else start
        elif start is not None:
            found.append((start, place))
            start = None
    return tuple(sorted(found))


def _is_foreign(mark: str) -> bool:
    return mark.isalpha() and not unicodedata.name(mark, "").startswith("LATIN")


def unfolded(text: str) -> str:
    """The text with look-alike letters (full width, mathematical) as plain ones and invisible marks as spaces.

    Same length, so that places in it are places in the text.
    """
    marks = []
    for mark in text:
        plain = unicodedata.normalize("NFKC", mark)
        marks.append(plain if len(plain) == 1 and unicodedata.category(mark) != "Cf" else mark)
    return "".join(marks)


def split_at_numerals(text: str) -> tuple[tuple[bool, str], ...]:
    """The text in pieces, in order: (holds a numeral or a mark that words do not, piece).

    A date stays in one piece ("December 31, 2007").
    """
    pieces: list[tuple[bool, str]] = []
    place = 0
    spans = numerals_in(text)
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    counted = [any(begin < token_end and start < end for begin, end in spans) for start, token_end in tokens]
    for index, (start, end) in enumerate(tokens):
        counted[index] = counted[index] or any(mark in _MARKS or _is_foreign(mark) for mark in text[start:end])
        is_month = text[start:end].strip(".,").lower() in _MONTHS
        if is_month and index + 1 < len(tokens) and counted[index + 1]:
            counted[index] = True
    index = 0
    while index < len(tokens):
        if not counted[index]:
            index += 1
            continue
        last = index
        while last + 1 < len(tokens) and counted[last + 1]:
            last += 1
        start, end = tokens[index][0], tokens[last][1]
        core = text[start:end]
        lead = len(core) - len(core.lstrip("(\"'“‘["))
        tail = len(core.rstrip(".,;:)\"'”’]?!"))
        pieces.append((False, text[place : start + lead]))
        pieces.append((True, core[lead:tail]))
        place = start + tail
        index = last + 1
    pieces.append((False, text[place:]))
    return tuple((holds, piece) for holds, piece in pieces if piece)
