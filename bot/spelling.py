"""Words of a refused question that nobody else writes so, put right: slips of the keys and shortened words.

A word is put right only where neither the filing, nor what is known of how filings are spoken of, nor English (the
embedding model's whole words) has it, and the answer says what it was read as.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from bot.lexicon import stem, words

_TOKEN = re.compile(r"(?<![\w&@#.])[A-Za-z](?:[a-z]|['’](?!s\b|d\b|re\b|ve\b|ll\b|m\b))+(?![\w&])")
_ASKING = """
what which how much many did does was were is are the this that first second third fourth last year years quarter quarters
half month months six three nine twelve ended ending end of for from and compare compared change percent percentage
figure figures number give tell please show total line item spend spent their they them latest recent previous prior
before after during since over bigger biggest smaller smallest larger largest higher highest lower lowest increase
decrease increased decreased grow grew growth fall fell rise rose drop dropped average
january february march april may june july august september october november december calendar fiscal guidance
"""
_SHORTEST = 3
_MOST_SLIPS = 2
_LONG = 7
"""Letters from which a word may have two slips of the keys, and not one."""
_FEWEST_KEPT = 4
"""Letters of a word that its short form must have kept, where it is not marked as one by an apostrophe."""


@dataclass(frozen=True, slots=True)
class Respelled:
    """A question with words put right. changes: each word as it was typed, and as it was read."""

    text: str
    changes: tuple[tuple[str, str], ...]

    def assumptions(self) -> tuple[str, ...]:
        return tuple(f"read “{typed}” as “{meant}”" for typed, meant in self.changes)


def respelled(text: str, filing: str, lines: Set[str], is_english: Callable[[str], bool]) -> Respelled | None:
    """A question with its misspelt words put right; None where it has none.

    filing: the filing's text. lines: words of the labels of its lines, which are likeliest meant. is_english: whether a
    word is one that the language has, as far as is known.
    """
    printed = _words_of(filing)
    known = printed | _spoken()
    changes: list[tuple[str, str]] = []

    def put_right(match: re.Match[str]) -> str:
        typed = match[0]
        named = typed[0].isupper() and match.start() > 0 and text[: match.start()].rstrip()[-1:] not in {".", "?", "!"}
        found = "" if named else _meant(typed.lower(), known, lines, is_english)
        if not found:
            return typed
        changes.append((typed, found))
        return found

    said = _TOKEN.sub(put_right, text)
    return Respelled(said, tuple(changes)) if changes else None


def _meant(word: str, known: Set[str], lines: Set[str], is_english: Callable[[str], bool]) -> str:
    """The word that a mistyped or shortened one stands for; "" where it is a word itself, or nothing is near."""
    if len(word) < _SHORTEST or word in known or stem(word) in {stem(one) for one in lines}:
        return ""
    turned = [one for one in _turned(word) if one in known]
    if len(turned) == 1:
        return turned[0]
    short = "'" in word or "’" in word
    if not short and is_english(word):
        return ""
    return ("" if short else _nearest(word, lines, known)) or _shortened(word, lines)


def _turned(word: str) -> list[str]:
    """The word with each two letters beside each other changed over."""
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]


def _nearest(word: str, lines: Set[str], known: Set[str]) -> str:
    """The word that differs by the fewest slips; one of the filing's lines first; "" where two are as near."""
    most = _MOST_SLIPS if len(word) >= _LONG else 1
    if len(word) <= _SHORTEST:
        return ""
    for among in (lines, known):
        near = [(OSA.distance(word, one, score_cutoff=most), one) for one in among if one[0] == word[0]]
        least = min((slips for slips, _ in near), default=most + 1)
        best = sorted((one for slips, one in near if slips == least), key=lambda one: (-len(one), one))
        if least <= most and len({stem(one) for one in best}) == 1:
            return best[0]
        if least <= most:
            return ""
    return ""


def _shortened(word: str, lines: Set[str]) -> str:
    """The word of a line that a short form stands for: one that begins with it, or has its letters in order."""
    letters = word.replace("'", "").replace("’", "")
    if len(letters) < _FEWEST_KEPT and letters == word:
        return ""
    fuller = [one for one in lines if len(one) > len(letters) and one[0] == letters[0]]
    begun = [one for one in fuller if one.startswith(letters)]
    found = begun or [one for one in fuller if _in_order(letters, one) and one[-1] == letters[-1]]
    return min(found, key=lambda one: (len(one), one)) if len({stem(one) for one in found}) == 1 else ""


def _in_order(letters: str, word: str) -> bool:
    left = iter(word)
    return all(letter in left for letter in letters)


@cache
def _spoken() -> frozenset[str]:
    """Words that people ask about filings with."""
    rows = json.loads((files("bot.reread") / "sayings.json").read_text("utf-8"))
    said = " ".join(part for row in rows for part in row)
    return frozenset(words(said)) | frozenset(_ASKING.split())


@lru_cache(maxsize=16)
def _words_of(filing: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", filing.lower()))
