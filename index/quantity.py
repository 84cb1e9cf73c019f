"""Numbers as filings print them: value, unit, scale, sign and printed precision.

Values are `Decimal` in base units (dollars, shares); percentages are in percent (-8.8, not -0.088).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

# Units are plain strings: an ISO 4217 code ("USD"), a code a share ("USD/share"), or one of these.
SHARES = "shares"
PERCENT = "percent"
PERCENTAGE_POINTS = "percentage_points"
RATIO = "ratio"
MONTHS = "months"
DAYS = "days"
COUNT = "count"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as printed.

    value: base units, signed as the filing means it (parentheses are negative).
    unit: ISO code, "USD/share", "shares", "percent", "ratio", "months", "days" or "count".
    scale: what the printed number was multiplied by (1000 in a table "in thousands").
    precision: the worth of the last printed digit, in base units (9,751 in thousands: 1000).
    of: what a count counts ("patients"); empty otherwise.
    """

    value: Decimal
    unit: str
    scale: Decimal = Decimal(1)
    precision: Decimal = Decimal(1)
    of: str = ""


def is_currency(unit: str) -> bool:
    """Whether a unit is an ISO 4217 currency code."""
    return len(unit) == 3 and unit.isalpha() and unit.isupper()


def is_per_share(unit: str) -> bool:
    """Whether a unit is money a share."""
    return unit.endswith("/share")
