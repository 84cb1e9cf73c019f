"""Short forms that a filing explains, as in "partial response (PR)", with the words that they stand for."""

from __future__ import annotations

import re

from bot.extract.senses import content_words

_SHORT = re.compile(r"(?<=[ -])\((?:the )?[“\"]?(?P<short>[A-Z][A-Za-z]{1,5}?)s?[”\"]?\)")
_LONG = re.compile(r"(?:[A-Za-z][\w-]*[ -]){1,6}(?=\()")


def short_forms_in(text: str) -> dict[str, frozenset[str]]:
    """Stems of short forms with those of what they stand for: each letter begins a word, in order."""
    found: dict[str, frozenset[str]] = {}
    for match in _SHORT.finditer(text):
        long = _LONG.search(text, _run_before(text, match.start()), match.start() + 1)
        if long is None:
            continue
        letters = [letter.lower() for letter in match["short"] if letter.isupper()]
        spelt = re.findall(r"[A-Za-z]\w*", long[0])[-len(letters) :]
        short = content_words(match["short"])
        if len(letters) > 1 and [word[0].lower() for word in spelt] == letters and len(short) == 1:
            found.setdefault(short[0], frozenset(content_words(" ".join(spelt))))
    return found


def _run_before(text: str, end: int) -> int:
    """Where the run of words, spaces and hyphens begins that ends at `end`."""
    start = end
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_ -"):
        start -= 1
    return start
