"""The two ends of a range: "$28-31 million", "between 5% and 7%", "130 to 260 days"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from index.amount_values import NUMBER, SCALE, Amount, scale_of
from index.quantity import COUNT, DAYS, MONTHS, PERCENT, PERCENTAGE_POINTS, SHARES, YEARS, is_currency


def with_ranges(text: str, found: list[Amount]) -> list[Amount]:
    """Joins "$28-31 million", "$30-$33 million", "between 5% and 7%", "130 to 260 days" into low and high ends."""
    made: list[Amount] = []
    number = 0
    while number < len(found):
        high = found[number + 1] if number + 1 < len(found) else None
        pair = _range(text, found[number], high) if high else None
        if pair:
            made += pair
            number += 2
            continue
        made += _open_range(text, found[number])
        number += 1
    return made


def _range(text: str, low: Amount, high: Amount) -> list[Amount] | None:
    between = text[low.end : high.start].rstrip("\\")
    word = re.fullmatch(r"\s*(-|–|—|to|and|through)\s*(?:about|approximately)?\s*", between, re.IGNORECASE)
    if word is None:
        return None
    before = text[max(0, low.start - 40) : low.start]
    led = re.search(
        (
            r"\b(between|from|range[sd]?\s+(?:of|from|between)|ranging\s+(?:from"
            r"|between))\s+(?:approximately\s+|about\s+)?\\?$"
        ),
        before,
        re.IGNORECASE,
    )
    lead = led.group(1).lower() if led else ""
    if word.group(1).lower() == "and" and not ("between" in lead or lead.startswith("rang")):
        return None
    if (
        word.group(1).lower() in {"to", "through"}
        and (
            lead == "from"
            or re.search(
                r"\b(?:increas|decreas|declin|rose|fell|grew|chang|improv|went|up|down)\w*[^.;]{0,40}$",
                before,
                re.IGNORECASE,
            )
        )
        and not lead.startswith("rang")
    ):
        return None
    if (
        not low.scaled
        and high.scaled
        and is_currency(low.unit.split("/")[0])
        and low.unit == high.unit
        and low.value < 10_000
    ):
        factor = _scale_at_end(text[high.start : high.end])
        low = replace(low, value=low.value * factor, precision=low.precision * factor)
    if high.unit == f"{low.unit}/share":
        low = replace(low, unit=high.unit)
    if low.unit != high.unit or low.value > high.value:
        return None
    return _pair(low, high)


_CENTS = re.compile(r"\b(?:cents?|cps)\b", re.IGNORECASE)


def _pair(low: Amount, high: Amount) -> list[Amount]:
    start, end = min(low.start, high.start), max(low.end, high.end)
    qualifier = low.qualifier or high.qualifier
    return [
        replace(low, start=start, end=end, bound="low", qualifier=qualifier, of=low.of or high.of),
        replace(high, start=start, end=end, bound="high", qualifier=qualifier, of=low.of or high.of),
    ]


def _scale_at_end(text: str) -> Decimal:
    word = re.search(rf"{SCALE}\b\.?\s*\)?$", text, re.IGNORECASE)
    return scale_of(word.group().rstrip(" ).")) if word else Decimal(1)


def _open_range(text: str, amount: Amount) -> list[Amount]:
    """As in "$28-31 million": the second end has no mark of its own; "5-7%" and "130 to 260 days": the first has no unit."""
    after = re.match(
        rf"\s*(?:-|–|—|to\b|and\b)\s*(?P<number>{NUMBER})(?P<scale>[\s-]*{SCALE}\b)?(?P<percent>\s*%)?",
        text[amount.end :],
        re.IGNORECASE,
    )
    money = is_currency(amount.unit)
    before = text[max(0, amount.start - 30) : amount.start]
    if after and money and not amount.scaled and (after["scale"] or "-" in after.group() or "–" in after.group()):
        factor = scale_of(after["scale"])
        top = Decimal(after["number"].replace(",", "")) * factor
        low = replace(amount, value=amount.value * factor, precision=amount.precision * factor)
        if low.value < top:
            return _pair(low, replace(low, value=top, end=amount.end + after.end()))
    first = re.search(rf"(?<![\w$.,/-])(?P<number>{NUMBER})\s*(?:-|–|—|to|and)\s*$", before)
    led = first and (
        not first.group().rstrip().endswith("and") or re.search(r"between\s*$", before[: first.start()], re.IGNORECASE)
    )
    in_cents = _CENTS.search(text[amount.start : amount.end]) is not None
    if first and led and in_cents:
        bottom = Decimal(first["number"].replace(",", "")) / 100
        start = amount.start - (len(before) - first.start("number"))
        if bottom < amount.value and not re.search(r"\bfrom\s*$", before[: first.start()], re.IGNORECASE):
            return _pair(replace(amount, value=bottom, start=start), amount)
    if first and led and amount.unit in {PERCENT, PERCENTAGE_POINTS, DAYS, MONTHS, YEARS, COUNT, SHARES}:
        bottom = Decimal(first["number"].replace(",", ""))
        start = amount.start - (len(before) - first.start("number"))
        if bottom < amount.value and not re.search(r"\bfrom\s*$", before[: first.start()], re.IGNORECASE):
            return _pair(replace(amount, value=bottom, start=start), amount)
    return [amount]
