"""Groundedness: the numerals of an answer that have a source, judged again from its JSON alone.

A numeral has a source when it stands in the question, in a cited quote or its context, or in a period or label of a
figure; or when it is a figure, an operand, an end of a figure's interval or a cited number as shown: the value at some
scale, rounded to the places printed. The dates by which a refusal says what it looked for are not numerals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from eval.given import Given, GivenFigure
from eval.judging import normal
from eval.metrics.observation import Observation
from eval.metrics.score import Score, mean_score

NUMERAL = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
SCALES = tuple(Decimal(10) ** power for power in (0, 3, 6, 9, 12, -3, -6, -9))
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"(?:{MONTH}) \d{{1,2}}, \d{{4}}|(?:fiscal|calendar)(?: year)? \d{{4}}", re.IGNORECASE)


def score(observations: Sequence[Observation]) -> list[Score]:
    """Over every question: the share of an answer's numerals that have a source; 1 without numerals, 0 for a crash."""
    values = {seen.id: _grounded(seen) for seen in observations}
    return [mean_score("grounded", "Numerals with a source", values, {seen.id: seen.case for seen in observations})]


def numerals(given: Given) -> list[str]:
    """The numerals of an answer's text that need a source, as printed."""
    text = re.sub(r"\[\d+\]", " ", given.text)
    return NUMERAL.findall(text if given.answered else DATE.sub(" ", text))


def ungrounded(given: Given) -> list[str]:
    """The numerals of the answer's text that have no source, as printed."""
    sources = _words(given)
    values = [
        *_values(given),
        *(Decimal(_plain(found)) for one in given.citations for found in NUMERAL.findall(one.quote)),
    ]
    return [
        numeral
        for numeral in numerals(given)
        if _plain(numeral) not in sources and not any(_shows(numeral, abs(value)) for value in values)
    ]


def _grounded(seen: Observation) -> float:
    if seen.given is None:
        return 0.0
    found = numerals(seen.given)
    return 1.0 if not found else 1 - len(ungrounded(seen.given)) / len(found)


def _values(given: Given) -> Iterator[Decimal]:
    for figure in _figures(given):
        yield from figure.interval
        if figure.value is not None:
            yield figure.value


def _words(given: Given) -> frozenset[str]:
    """Every numeral that stands somewhere it may be taken from."""
    texts = [given.question]
    for citation in given.citations:
        texts += [citation.quote, citation.context, citation.section, citation.row, citation.column, citation.title]
    for figure in _figures(given):
        texts += [figure.label, *_period_words(figure.period), *_period_words(figure.base_period)]
    return frozenset(_plain(found) for text in texts for found in NUMERAL.findall(normal(text)))


def _figures(given: Given) -> Iterator[GivenFigure]:
    for figure in given.figures:
        yield from figure.walk()


def _period_words(period: Mapping[str, object] | None) -> Iterator[str]:
    """The numerals with which a period is written: years, days, months and fiscal labels."""
    for part in (period or {}).values():
        yield str(part).replace("-", " ").replace("H", "").replace("Q", "")
        for piece in str(part).split("-"):
            yield piece.lstrip("0")


def _shows(numeral: str, value: Decimal) -> bool:
    """Whether a numeral is this magnitude, at some scale, rounded to the places it prints."""
    shown = Decimal(_plain(numeral))
    places = Decimal(1).scaleb(-(len(numeral.split(".")[1]) if "." in numeral else 0))
    return any(
        shown == (value / scale).quantize(places, rounding)
        for scale in SCALES
        for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)
    )


def _plain(numeral: str) -> str:
    return numeral.replace(",", "")
