"""Whether an answer is the one expected, and where it is not, in what: value, unit, sign, period, words, or refusal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from eval.given import Given, GivenFigure
from eval.gold_sets import (
    Expected,
    ExpectedBoolean,
    ExpectedFigure,
    ExpectedFigures,
    ExpectedRange,
    ExpectedRefusal,
    ExpectedText,
)


@dataclass(frozen=True, slots=True)
class FigureMatch:
    """How a figure agrees with the one expected, each part judged alone."""

    value: bool
    unit: bool
    sign: bool
    period: bool

    @property
    def right(self) -> bool:
        return self.value and self.unit and self.sign and self.period

    @property
    def score(self) -> int:
        return self.value * 8 + self.unit * 4 + self.sign * 2 + self.period


NO_FIGURE = FigureMatch(value=False, unit=False, sign=False, period=False)


def is_right(given: Given | None, expected: Expected) -> bool:
    """Whether an answer is right as a whole; a crash (None) never is."""
    if given is None:
        return False
    match expected:
        case ExpectedRefusal():
            return given.status == "abstained"
        case ExpectedText():
            return given.answered and text_matches(given, expected)
        case ExpectedBoolean(value):
            return given.answered and given.value is value
        case _:
            return match_figures(given, expected).right


def match_figures(given: Given | None, expected: Expected) -> FigureMatch:
    """How the figures answered with agree with those expected; for several, each part holds only if it does for all."""
    if given is None or not given.answered or not given.figures:
        return NO_FIGURE
    match expected:
        case ExpectedFigure():
            return _best(given.figures[0], expected)
        case ExpectedFigures(items):
            return _all(given.figures, items)
        case ExpectedRange():
            matches = [_ends(given.figures, expected, pair) for pair in expected.ends]
            return max(matches, key=lambda match: match.score)
        case _:
            return NO_FIGURE


def match_figure(figure: GivenFigure, expected: ExpectedFigure) -> FigureMatch:
    """One figure against one expectation. The magnitude is judged apart from the sign."""
    if figure.value is None:
        return NO_FIGURE
    return FigureMatch(
        value=abs(abs(figure.value) - abs(expected.value)) <= expected.tolerance,
        unit=figure.unit == expected.unit,
        sign=expected.either_sign or _sign(figure.value) == _sign(expected.value),
        period=_same_period(figure.period, expected.period)
        and (expected.base_period is None or _same_period(figure.base_period, expected.base_period)),
    )


def text_matches(given: Given, expected: ExpectedText) -> bool:
    """Whether the answer's words hold what is expected: its text and, where it lists spans, those."""
    values = given.value if isinstance(given.value, tuple) else (given.value,)
    said = normal(" ".join([given.text, *(value for value in values if isinstance(value, str))]))
    return (
        (not expected.any_of or any(says(said, phrase) for phrase in expected.any_of))
        and all(says(said, phrase) for phrase in expected.all_of)
        and not any(says(said, phrase) for phrase in expected.none_of)
    )


def says(said: str, phrase: str) -> bool:
    """Whether normal text holds a phrase, beginning at a word; a number must be a whole one."""
    wanted = normal(phrase)
    end = r"(?![\w])(?![.,]\d)" if wanted[-1:].isdigit() else ""
    start = r"(?<![\w])(?<!\d[.,])" if wanted[:1].isalnum() else ""
    return re.search(start + re.escape(wanted) + end, said) is not None


def normal(text: str) -> str:
    """Lower case, one space, plain dashes and quotes, no escapes, marks of trade or citation markers."""
    plain = text.translate(_PLAIN)
    plain = re.sub(r"\[\d+\]", " ", plain.replace("[®]", " "))
    return " ".join(plain.casefold().split())


_PLAIN = str.maketrans(
    {"\\": "", "®": " ", "™": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", " ": " "}
)


def _best(figure: GivenFigure, expected: ExpectedFigure) -> FigureMatch:
    choices = (expected, *expected.alternatives)
    return max((match_figure(figure, choice) for choice in choices), key=lambda match: match.score)


def _all(figures: tuple[GivenFigure, ...], items: tuple[ExpectedFigure, ...]) -> FigureMatch:
    """Each expected figure is paired with a figure of its own, to the answer's greatest advantage."""
    if len(figures) < len(items):
        return NO_FIGURE
    matches = [[_best(figure, item) for figure in figures] for item in items]
    if all(any(match.right for match in row) for row in matches):
        return FigureMatch(value=True, unit=True, sign=True, period=True)
    closest = [max(row, key=lambda match: match.score) for row in matches]
    return _every(closest)


def _ends(figures: tuple[GivenFigure, ...], expected: ExpectedRange, pair: tuple[Decimal, Decimal]) -> FigureMatch:
    """The two ends of a range, by their bound where given, else in either order."""
    if len(figures) < 2:
        return NO_FIGURE
    wanted = [
        ExpectedFigure(end, expected.unit, expected.period, None, expected.tolerance, expected.either_sign)
        for end in pair
    ]
    named = {figure.bound: figure for figure in figures[:2]}
    orders = (
        [(named["low"], named["high"])]
        if set(named) == {"low", "high"} and not expected.either_sign
        else list(permutations(figures[:2]))
    )
    return max(
        (_every([match_figure(a, b) for a, b in zip(order, wanted, strict=True)]) for order in orders),
        key=lambda match: match.score,
    )


def _every(matches: list[FigureMatch]) -> FigureMatch:
    return FigureMatch(
        value=all(match.value for match in matches),
        unit=all(match.unit for match in matches),
        sign=all(match.sign for match in matches),
        period=all(match.period for match in matches),
    )


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def _same_period(given: Mapping[str, object] | None, expected: Mapping[str, object] | None) -> bool:
    return expected is None or (given is not None and dict(given) == dict(expected))
