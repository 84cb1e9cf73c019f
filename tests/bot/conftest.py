"""Facts made by hand, for tests of what is computed, written and checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from index.facts import Fact
from index.layout import Span
from index.period import Duration, Instant

FactMaker = Callable[..., Fact]

Q2 = Duration(date(2007, 10, 1), date(2007, 12, 31))
Q2_BEFORE = Duration(date(2006, 10, 1), date(2006, 12, 31))
H1 = Duration(date(2007, 7, 1), date(2007, 12, 31))
DECEMBER = Instant(date(2007, 12, 31))
JUNE = Instant(date(2007, 6, 30))


def make_fact(label: str, value: str | int, unit: str = "USD", period: object = Q2, **more: object) -> Fact:
    """A table fact printed in thousands (money and shares), to the cent (per share), or to one decimal (percent)."""
    printed = {"USD": "1000", "shares": "1000", "USD/share": "0.01", "percent": "0.1", "ratio": "0.01"}
    settled: dict[str, object] = {
        "id": f"f:{label}:{value}",
        "filing": "f",
        "path": (label,),
        "precision": Decimal(printed.get(unit, "1")),
        "span": Span(0, 1),
        "table": 1,
    }
    settled.update(more)
    return Fact(label=label, value=Decimal(str(value)), unit=unit, period=period, **settled)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def fact() -> FactMaker:
    return make_fact
