"""Whether a rewording is faithful: it leaves out nothing that names, counts, excludes or tells lines apart, and adds nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import get_close_matches

from bot.lexicon import stems, word_set
from bot.numerals import numerals_in
from bot.reread.compose import Part
from bot.reread.roles import Parse, Role, Word
from index.period import Period

SURELY_AROUND = 0.85
"""Chance of playing no part from which even a word that the filing's lines use may be left out ("the report")."""
ALIKE = 0.75
"""Likeness (of difflib, 0 to 1) from which two words are one that was mistyped."""
_EXCLUDING = (
    r"(?:not?|non|never|without|excluding|except|ex|less|before|after|adjusted|organic|core|underlying|normali[sz]ed"
    r"|forma|gaap|gross|net)"
)
_EXCLUDES = re.compile(rf"\b{_EXCLUDING}\b", re.IGNORECASE)
_TELLING = re.compile(rf"{_EXCLUDING}|per|each|only|both|either|neither|versus|vs|than", re.IGNORECASE)
_EMPTY = word_set("them him us me came come comes coming went go goes gone going got get gets now here right away")
"""Words that by themselves say nothing of what is asked for, even amid it."""
_NAME = re.compile(r"(?<=[\w,;:'\"(] )[A-Z][a-z][\w-]+|\b[A-Z]+\d[\w-]*|\b\w+-\d\w*")
_SENTENCE = re.compile(r"[.?!;]\s+|\.\.+|$")


def leaves_out_nothing(text: str, parse: Parse, parts: Sequence[Part], names: Sequence[str], used: Set[str]) -> bool:
    """Whether the words that play no part in a question may be left out of it.

    names: the company's own, which may be left out. used: stems of the words in the filing's lines. A sentence none of
    whose words plays a part is beside the question, and may go whatever it says.
    """
    own = {word.lower() for name in names for word in re.findall(r"\w+", name)}
    kept = [part for part in parts if part.role not in {Role.AROUND, Role.COMPANY}]
    for start, end in _sentences(text):
        within = [part for part in kept if part.start < end and part.end > start]
        if not within:
            continue
        first, last = within[0].start, within[-1].end
        for word in parse.words:
            left = start <= word.start < end and not any(p.start <= word.start < p.end for p in kept)
            # on every word of a yes-or-no question hangs which of the two it is
            amid = first < word.start < last or parse.operation == "yes_no"
            if left and not _may_go(word, word.start == start, own, used, amid=amid):
                return False
    return True


def _sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text stand."""
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    return [(start, end) for start, end in zip([0, *ends], ends, strict=False) if end > start]


def _may_go(word: Word, first: bool, own: Set[str], used: Set[str], *, amid: bool) -> bool:
    letters = word.text.strip("'’").removesuffix("'s").removesuffix("’s")
    if letters.lower() in own | _EMPTY or not re.search(r"\w", letters):
        return True
    if any(map(str.isdigit, letters)) or _TELLING.fullmatch(letters):
        return False
    named = letters[0].isupper() and not first and letters not in {"I", "OK", "PS", "FYI"} and len(letters) > 1
    if named and not letters.isupper():
        return False
    # Amid what is asked, a word that says something is likelier a part of it than none.
    return word.around >= SURELY_AROUND or not set(stems(letters)) & (set(stems(letters)) if amid else used)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as far as it can be compared with another. periods: those named, with the words that name them; metric: its stems."""

    text: str
    operation: str
    periods: Mapping[Period, str]
    metric: frozenset[str] = frozenset()


def says_another_thing(
    asked: Asked, other: Asked, names: Sequence[str], lines: Sequence[str], used: Set[str] = frozenset()
) -> str:
    """What a rewording says that its question does not, or the other way round; "" where they say the same.

    names: the company's own. lines: names of the filing's lines, whose words a rewording may use. used: stems of the
    words in all its lines: what the question names in the filing's own words is not lost.
    """
    if set(asked.periods) - set(other.periods):
        return "another period"
    for period, words in other.periods.items():
        if period not in asked.periods and not _in_other_letters(words, asked.text):
            return "another period"
    if asked.operation != other.operation:
        return "another operation"
    lost = (asked.metric & used) - set(stems(other.text))
    if lost:
        return f"nothing of {', '.join(sorted(lost))}"
    printed = " ".join(lines)
    for number in _numbers(other.text) - _numbers(asked.text) - _numbers(printed):
        return f"the number {number}"
    own = _words(" ".join(names))
    for name in _NAME.findall(asked.text):
        if not _words(name) <= own | _words(other.text):
            return f"nothing of {name}"
    for name in _NAME.findall(other.text):
        if not _words(name) <= own | _words(f"{asked.text} {printed}"):
            return f"the name {name}"
    excluded, said = (_excluding(one) for one in (asked.text, other.text))
    if not excluded <= said or not said <= excluded | _excluding(printed):
        return "another exclusion"
    return ""


def _in_other_letters(words: str, text: str) -> bool:
    """Whether each of some words stands in a text, give or take a slip of the keys ("lastest quarter")."""
    said = sorted(_words(text))
    return all(get_close_matches(word, said, 1, ALIKE) for word in _words(words))


def _numbers(text: str) -> set[str]:
    return {text[start:end].casefold() for start, end in numerals_in(text)}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _excluding(text: str) -> set[str]:
    return {word.casefold() for word in _EXCLUDES.findall(text)}
