"""Units, and what becomes of them when quantities are added, multiplied and divided."""

from __future__ import annotations

from dataclasses import dataclass

from bot.numbers.problems import UnitMismatch
from index.quantity import COUNT, DAYS, MONTHS, PERCENT, PERCENTAGE_POINTS, RATIO, SHARES, is_currency

_BASES = {SHARES, DAYS, MONTHS, COUNT}
_A_TIME = {(DAYS, -1), (MONTHS, -1)}
_SAID = {PERCENT: "a percentage", PERCENTAGE_POINTS: "percentage points", RATIO: "a ratio", COUNT: "a count"}


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number measures.

    dimensions: (base, exponent) pairs in order of base, "USD": 1 and "shares": -1 for dollars a share.
    form: "" or how a pure number is written: "percent" or "percentage_points".
    number: a constant of a formula, which goes with any pure number.
    of: what a count counts.
    """

    dimensions: tuple[tuple[str, int], ...] = ()
    form: str = ""
    number: bool = False
    of: str = ""


NUMBER = Measure(number=True)
PURE = Measure()


def measure_of(unit: str, of: str = "") -> Measure:
    """A unit string as a Measure; "X/Y" is X for each Y."""
    if unit in {PERCENT, PERCENTAGE_POINTS}:
        return Measure(form=unit)
    if unit in {RATIO, ""}:
        return Measure(of=of)
    above, _, below = unit.partition("/")
    pairs = {above: 1}
    if below:
        pairs[SHARES if below in {"share", "shares"} else below] = -1
    return Measure(tuple(sorted(pairs.items())), of=of)


def added(first: Measure, second: Measure, *, subtracting: bool = False) -> Measure:
    """The measure of a sum or difference. Raises UnitMismatch where the two do not go together."""
    if first.number and second.number:
        return NUMBER
    if first.number or second.number:
        # A plain number of a formula or of the question is of whatever it is set beside.
        return second if first.number else first
    if first.dimensions != second.dimensions and (is_bare(first) or is_bare(second)):
        return second if is_bare(first) else first
    of = first.of if first.of == second.of else ""
    if first.dimensions != second.dimensions:
        raise UnitMismatch(f"{say(first)} and {say(second)} cannot be added or compared")
    if first.form == second.form:
        form = PERCENTAGE_POINTS if subtracting and first.form == PERCENT else first.form
        return Measure(first.dimensions, form, of=of)
    if {first.form, second.form} == {PERCENT, PERCENTAGE_POINTS}:
        return Measure(form=PERCENT)
    raise UnitMismatch(f"{say(first)} and {say(second)} cannot be added or compared")


def is_bare(measure: Measure) -> bool:
    """Whether a number is printed without any unit, in a table that gives none, so that what it counts is not known."""
    return measure.dimensions == ((COUNT, 1),) and not measure.of and not measure.number


def multiplied(first: Measure, second: Measure, *, dividing: bool = False) -> Measure:
    """The measure of a product or quotient; percentages have become pure numbers before."""
    if first.number and second.number:
        return NUMBER
    pairs = dict(first.dimensions)
    for base, exponent in second.dimensions:
        pairs[base] = pairs.get(base, 0) + (-exponent if dividing else exponent)
    dimensions = tuple(sorted((base, exponent) for base, exponent in pairs.items() if exponent))
    of = ""
    if (COUNT, -1) in dimensions:
        of = second.of
    elif (COUNT, 1) in dimensions:
        of = first.of or second.of
    return Measure(dimensions, of=of)


def unit_of(measure: Measure) -> str:
    """The contract's unit string. Raises UnitMismatch for what has none, as dollars times dollars."""
    if measure.form:
        return measure.form
    # So much a day or a month is still money, as a burn rate is.
    kept = tuple(pair for pair in measure.dimensions if pair[0] != COUNT and pair not in _A_TIME)
    match kept:
        case ():
            return COUNT if (COUNT, 1) in measure.dimensions else RATIO
        case ((base, 1),) if base in _BASES or is_currency(base):
            return base
        case ((base, 1), (below, -1)) | ((below, -1), (base, 1)) if is_currency(base):
            return f"{base}/share" if below == SHARES else f"{base}/{below}"
        case _:
            raise UnitMismatch(f"{say(measure)} is not a unit in which anything is measured")


def say(measure: Measure) -> str:
    """A measure in words, for messages."""
    if measure.form:
        return _SAID[measure.form]
    if not measure.dimensions:
        return "a ratio"
    words = []
    for base, exponent in sorted(measure.dimensions, key=lambda pair: -pair[1]):
        word = {SHARES: "shares", COUNT: measure.of or "a count"}.get(base, base)
        words.append(("per " if exponent < 0 else "") + word + (" times itself" if abs(exponent) > 1 else ""))
    return " ".join(words)
