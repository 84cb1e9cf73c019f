"""Named metrics in use in filings and by analysts, each a formula over a filing's own lines, with its source."""

from __future__ import annotations

import re
from functools import cache

from bot.numbers.formulas.catalogue import FORMULAS
from bot.numbers.formulas.formula import Find, Formula, Missing
from bot.numbers.formulas.inputs import INPUTS, Input
from bot.numbers.formulas.language import Builder
from bot.numbers.formulas.tags import in_statement, tagged_fact

_SEPARATORS = re.compile(r"[\s\-–—_]+")
_DROPPED = re.compile(r"[.,:;?!\"“”()]|['’]s\b|['’]")
_SALES = re.compile(r"\b(?:total |net )*(?:sales|revenues?)\b(?! and marketing)")
_PERCENTAGE = re.compile(r"\b(?:as )?(?:an? )?(?:percentage|percent|per cent|share|proportion|fraction) of(?: the)?\b")
_ASIDE = re.compile(r"\([^()]*\)|\bunadjusted\b")
_SMALL = {"the", "a", "an", "its", "their", "company", "of the company"}


def find_formula(phrase: str) -> Formula | None:
    """The metric that a phrase names: its name or another of its names, or the longest of them that stands in it."""
    known = _by_name()
    wanted = _plain(phrase)
    if wanted in known:
        return known[wanted]
    words = wanted.split()
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size + 1):
            found = known.get(" ".join(words[start : start + size]))
            if found is not None and (size > 1 or len(words) <= 2):
                return found
    return None


def exact_formula(phrase: str) -> Formula | None:
    """The metric whose name or other name the phrase is, and nothing more."""
    return _by_name().get(_plain(phrase))


@cache
def _by_name() -> dict[str, Formula]:
    found: dict[str, Formula] = {}
    for formula in FORMULAS:
        for name in (formula.name, *formula.aliases):
            found.setdefault(_plain(name), formula)
    return found


def _plain(phrase: str) -> str:
    """Small letters, one space, no articles or asides, "%" as a word, one word for sales."""
    text = _ASIDE.sub(" ", phrase.lower())
    text = _DROPPED.sub("", text.replace("%", " percentage "))
    text = _SEPARATORS.sub(" ", text).strip().replace("percentage margin", "margin")
    text = _PERCENTAGE.sub("percentage of", _SALES.sub("revenue", text))
    return " ".join(word for word in text.split() if word not in _SMALL or word == "a")


__all__ = [
    "FORMULAS",
    "INPUTS",
    "Builder",
    "Find",
    "Formula",
    "Input",
    "Missing",
    "exact_formula",
    "find_formula",
    "in_statement",
    "tagged_fact",
]
