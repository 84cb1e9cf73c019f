"""How values are shown: as precise as the filing prints them, never with digits that nothing bears."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from bot.answer import Figure, Operand, plain
from index.facts import Fact
from index.quantity import COUNT, DAYS, MONTHS, PERCENT, PERCENTAGE_POINTS, RATIO, SHARES, YEARS, is_currency

SCALES = {
    "thousand": Decimal(10) ** 3,
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
}
BASIS_POINTS = "basis points"

_SYMBOLS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "INR": "₹",
    "CNY": "CN¥",
    "CAD": "C$",
    "AUD": "A$",
    "HKD": "HK$",
}
_WORDS = {SHARES: "shares", PERCENTAGE_POINTS: "percentage points", MONTHS: "months", DAYS: "days", YEARS: "years"}
_COMPUTED_DECIMALS = {PERCENT: 1, PERCENTAGE_POINTS: 1, RATIO: 2, MONTHS: 1, DAYS: 1, YEARS: 1}
_MOST_DECIMALS = 4


def display(
    value: Decimal,
    unit: str,
    precision: Decimal | None = None,
    scale: str = "",
    decimals: int | None = None,
    of: str = "",
) -> str:
    """A value as people read it: "$10.732 million", "(8.8)%", "$(0.15)", "42.7 million shares", "2 patients".

    value: base units. precision: worth of its last sure digit, None where a quotient has none.
    scale: "thousand", "million", "billion" asked for, or "basis points" for percentage points. decimals: asked for.
    """
    magnitude = abs(value)
    if unit in {PERCENTAGE_POINTS, PERCENT} and scale == BASIS_POINTS:
        return f"{_signed(_digits(magnitude * 100, decimals or 0), value)} {BASIS_POINTS}"
    if unit in _COMPUTED_DECIMALS:
        places = decimals if decimals is not None else _places(magnitude, unit, precision)
        body = _signed(_digits(magnitude, places), value)
        return f"{body}%" if unit == PERCENT else f"{body} {_counted(unit, magnitude)}".rstrip()
    body, word = _scaled(magnitude, unit, precision, scale, decimals)
    body = _signed(body, value) + (f" {word}" if word else "")
    money, _, per = unit.partition("/")
    if is_currency(money):
        shown = _SYMBOLS.get(money, f"{money} ") + body
        return shown if per in {"", "share"} else f"{shown} per {per}"
    if unit == SHARES:
        return f"{body} shares"
    return f"{body} {of}".rstrip()


def magnitude_of(shown: str) -> str:
    """A display without the parentheses of a negative, for prose that says "fell" or "a loss of"."""
    return shown.replace("(", "").replace(")", "")


def display_fact(fact: Fact, scale: str = "", decimals: int | None = None) -> str:
    """A fact as the filing states it."""
    return display(fact.value, fact.unit, fact.precision, scale, decimals, fact.of)


def display_operand(operand: Operand, scale: str = "") -> str:
    """An operand as it is shown in an answer's sentence or working."""
    if operand.fact is not None:
        return display_fact(operand.fact, scale)
    if operand.figure is not None:
        return operand.figure.display
    return _digits(operand.value, max(0, -int(operand.value.normalize().as_tuple().exponent)))


def working(figure: Figure) -> str:
    """The derivation in one line: the formula, the same with numbers put in, and its value, all in base units."""
    filled = []
    word = ""
    values = {operand.name: plain(operand.value) for operand in figure.operands}
    for mark in figure.formula + " ":
        if mark.isalnum() or mark == "_":
            word += mark
            continue
        filled.append(_bracketed(values[word]) if word in values else word)
        filled.append(mark)
        word = ""
    return f"{figure.formula} = {''.join(filled).strip()} = {plain(figure.value)}"


def _bracketed(number: str) -> str:
    return f"({number})" if number.startswith("-") else number


def _places(magnitude: Decimal, unit: str, precision: Decimal | None) -> int:
    """Decimals of a percentage, ratio or length of time: as printed, or the usual number for a computed one."""
    if precision is not None:
        places = _places_of(precision)
        return places + 1 if magnitude % precision else places
    places = _COMPUTED_DECIMALS[unit]
    while magnitude and places < 6 and magnitude < Decimal(5) * Decimal(10) ** -(places + 1):
        places += 1
    return places


def _scaled(
    magnitude: Decimal, unit: str, precision: Decimal | None, scale: str, decimals: int | None
) -> tuple[str, str]:
    """Digits and scale word of money, shares and counts."""
    quantum = _quantum(magnitude, unit, precision)
    if scale in SCALES:
        factor = SCALES[scale]
        places = decimals if decimals is not None else _places_of(quantum / factor)
        return _digits(magnitude / factor, places, strip=decimals is None), scale
    if unit not in {COUNT, ""} and not scale:
        for word in ("trillion", "billion", "million"):
            factor = SCALES[word]
            places = decimals if decimals is not None else _places_of(quantum / factor)
            if magnitude >= factor and places <= _MOST_DECIMALS:
                return _digits(magnitude / factor, places, strip=decimals is None), word
    places = decimals if decimals is not None else _places_of(quantum)
    if is_currency(unit.partition("/")[0]) and places == 1:
        places = 2
    return _digits(magnitude, places), ""


def _quantum(magnitude: Decimal, unit: str, precision: Decimal | None) -> Decimal:
    """Worth of the last digit to show."""
    if precision is not None:
        # The middle of a range needs a digit more; a third or a seventh is no more exact than what it was made of.
        return precision / 10 if magnitude % precision and magnitude % (precision / 10) == 0 else precision
    if unit.endswith("/share") or magnitude < 1000:
        return Decimal("0.01")
    for factor in (Decimal(10) ** 12, Decimal(10) ** 9, Decimal(10) ** 6):
        if magnitude >= factor:
            return factor / 1000
    return Decimal(1)


def _places_of(quantum: Decimal) -> int:
    """How many decimals it takes to write a quantum."""
    return max(0, -int(quantum.normalize().as_tuple().exponent))


def _digits(magnitude: Decimal, places: int, *, strip: bool = False) -> str:
    shown = f"{magnitude.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):,f}"
    if strip and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown


def _signed(body: str, value: Decimal) -> str:
    return f"({body})" if value < 0 and any(mark in "123456789" for mark in body) else body


def _counted(unit: str, magnitude: Decimal) -> str:
    word = _WORDS.get(unit, "")
    return word[:-1] if word and magnitude == 1 else word
