"""Kinds of things that a table sets figures out by: segments, regions, products, and which table is of which kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.lexicon import stem, stems, word_set
from bot.series import Series

_REGIONS = re.compile(
    r"\b(?:regions?|geograph\w*|countr(?:y|ies)|areas?|territor(?:y|ies)|locations?|states?|provinces?)\b"
)
_SEGMENTS = re.compile(r"\b(?:segments?|divisions?|business(?:es)?(?: units?)?|reporting units?)\b")
_PLACES = re.compile(
    r"\b(?:united states|u\.?s\.?a?\.?|americas?|north america|latin america|latam|europe(?:an)?|emea"
    r"|ucan|apac|asia|pacific|china|"
    r"chinese|japan|taiwan|singapore|korea|india|germany|france|united kingdom|u\.?k\.?|britain|ireland"
    r"|canada|mexico|brazil|australia|"
    r"new zealand|middle east|africa|international|domestic|foreign|rest of (?:the )?world|hong kong"
    r"|netherlands|switzerland|italy|spain|"
    r"alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana"
    r"|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska"
    r"|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania"
    r"|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|wisconsin|wyoming|puerto rico|"
    r"israel|russia|turkey|sweden|belgium|argentina|chile|other (?:countries|regions|foreign|international))\b",
    re.IGNORECASE,
)
_REST = re.compile(r"^(?:all )?others?\b|^total|^corporate|^unallocated|^elimination", re.IGNORECASE)
# Lines of a statement, which are what is measured and not things that it is measured of.
_MEASURES = re.compile(
    r"\b(?:income|tax(?:es)?|earnings|loss|ebitda|depreciation|amorti[sz]ation|expenses?)\b", re.IGNORECASE
)
_GENERAL = frozenset(
    stem(word) for word in word_set("business type kind item category line source group component part")
)
_HALF = 0.5
# Where none of these is said, a table of percentages does not answer.
OF_RATES = re.compile(r"%|\b(?:percent\w*|rates?|margins?|share|proportion|yield|growth|change)\b", re.IGNORECASE)


_MONEYS = re.compile(
    r"\b(?:dollars?|euros?|sterling|pounds?|yen|renminbi|rmb|yuan|francs?|rupees?|won|pesos?|reals?|kron(?:a|e|er|or)|rand"
    r"|shekels?|zloty|roubles?|rubles?|lira|ringgit|baht|rupiah|dirhams?|[a-z]{2}d|eur|gbp|jpy|cny|chf)\b",
    re.IGNORECASE,
)
_LOOKS = ((re.compile(r"region|countr|geograph"), _PLACES), (re.compile("currenc"), _MONEYS))


def looks_like(kind: str, names: Sequence[str]) -> bool:
    """Whether most names that stand together are plainly of a kind by their own look: places, currencies."""
    named = [name for name in names if not _REST.search(name)]
    return any(
        pattern.search(kind) and len(named) > 1 and sum(bool(look.search(name)) for name in named) > _HALF * len(named)
        for pattern, look in _LOOKS
    )


# What the heading of a table says that it is set out by, where that is another kind than the one asked for.
_SAID = {
    "segment": frozenset({stem("segment"), stem("division")}),
    "market": frozenset({stem("market"), stem("platform")}),
    "product": frozenset({stem("product"), stem("category"), stem("service")}),
    "region": frozenset({stem("geography"), stem("geographic"), stem("region"), stem("country")}),
}


def is_of_company(kind: str) -> bool:
    """Whether things of a kind are what a company divides into: segments, regions."""
    return bool(_REGIONS.search(kind) or _SEGMENTS.search(kind))


def _headed_otherwise(kind: str, line: Series) -> bool:
    asked = {name for name, words in _SAID.items() if words & set(stems(kind))}
    said = {name for name, words in _SAID.items() if words & line.heads}
    return bool(asked) and bool(said) and not asked & said


def kind_fit(kind: str, names: Sequence[str], line: Series) -> float:
    """How well things that stand together are of a kind: 1 for sure, 0 where they are of another. kind: as asked, or ""."""
    if not kind:
        return 1.0
    named = [name for name in names if not _REST.search(name)]
    places = sum(bool(_PLACES.search(name)) for name in named) / len(named) if named else 0.0
    if _headed_otherwise(kind, line):
        return 0.4
    if is_of_company(kind) and 2 * sum(bool(_MEASURES.search(name)) for name in names) > len(names):
        return 0.2
    if _REGIONS.search(kind):
        return 1.0 if places >= _HALF else 0.0
    near = line.heads | line.context
    if _SEGMENTS.search(kind):
        said = stem("segment") in near | line.titled or stem("segment") in line.words
        if places >= _HALF and stem("segment") not in line.heads | line.titled:
            return 0.0
        return 1.0 if said else 0.75 if stem("segment") in line.beside else 0.4
    asked = set(stems(kind)) - _GENERAL
    if not asked:
        return 1.0 if places < _HALF else 0.8
    return 1.0 if asked & near else 0.85 if asked & line.beside else 0.4
