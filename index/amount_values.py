"""An amount of a sentence, and the words of its scale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

SCALES = {
    "thousand": Decimal(1_000),
    "k": Decimal(1_000),
    "million": Decimal(1_000_000),
    "mm": Decimal(1_000_000),
    "mn": Decimal(1_000_000),
    "m": Decimal(1_000_000),
    "billion": Decimal(1_000_000_000),
    "bn": Decimal(1_000_000_000),
    "b": Decimal(1_000_000_000),
    "trillion": Decimal(1_000_000_000_000),
}
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
SCALE = r"(?:thousands?|millions?|billions?|trillions?|(?:mm|mn|bn|[KMB])(?![\w&]))"


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount as printed in a sentence.

    start, end: its place in the sentence, mark and scale word included, qualifier left out.
    value, precision: base units. unit: as in `quantity`. of: what a count counts, as printed.
    qualifier: "approximately", "up to", "more than", ... as printed, lower-cased, or "".
    bound: "low" or "high" for an end of a range, else ""; both ends have the place of the whole range.
    whole: of a count "out of" a larger one, the larger one's place among the amounts; else None.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    precision: Decimal
    of: str = ""
    qualifier: str = ""
    bound: str = ""
    scaled: bool = True


def scale_of(word: str | None) -> Decimal:
    """What a scale word multiplies by; 1 for none."""
    if not word:
        return Decimal(1)
    key = re.sub(r"[^a-z]", "", word.lower())
    return SCALES[key if key in SCALES else key.removesuffix("s")]
