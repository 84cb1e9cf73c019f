"""What is packed comes back equal, and written the same way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.codec import pack, unpack
from index.facts import Fact
from index.layout import Anchor, Span
from index.period import Duration, FiscalLabel, Instant
from index.quantity import Quantity
from index.understand import understand

days = st.dates(date(1993, 1, 1), date(2030, 12, 31))
texts = st.text(max_size=8)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3)
periods = st.none() | st.one_of(
    st.builds(Instant, days),
    st.builds(Duration, days, days),
    st.builds(FiscalLabel, st.integers(1993, 2030), st.sampled_from(["", "Q1", "H2"]), st.booleans()),
)
facts = st.builds(
    Fact,
    id=texts,
    filing=texts,
    label=texts,
    path=st.lists(texts, max_size=3).map(tuple),
    value=decimals,
    unit=st.sampled_from(["USD", "shares", "percent"]),
    period=periods,
    precision=decimals,
    span=st.builds(Span, st.integers(0, 9), st.integers(9, 20)),
    stated=st.none() | days,
    page=st.none() | st.integers(1, 3),
    sentence=st.none() | st.builds(Span, st.integers(0, 9), st.integers(9, 20)),
    dimensions=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
    warnings=st.lists(texts, max_size=2).map(tuple),
)


@given(st.lists(facts, max_size=6))
def test_facts_come_back(values: list[Fact]) -> None:
    found = unpack(Fact, pack(Fact, values))
    assert found == tuple(values)
    assert repr(found) == repr(tuple(values))


def test_a_decimal_keeps_its_places() -> None:
    """1.0 and 1.00 are equal, and print differently."""
    values = [Quantity(Decimal("1.0"), "USD"), Quantity(Decimal("1.00"), "USD", scale=Decimal("1.000"))]
    assert repr(unpack(Quantity, pack(Quantity, values))) == repr(tuple(values))


def test_floats_and_missing_boxes_come_back() -> None:
    values = [Anchor(Span(0, 3), 1, (0.1, 2.5, 3.0, 4.25)), Anchor(Span(4, 5), None, None, "element")]
    assert unpack(Anchor, pack(Anchor, values)) == tuple(values)


def test_a_whole_filing_comes_back(sample_path) -> None:
    from index.filing import Filing
    from index.read import read

    filing = understand(read(sample_path), str(sample_path), "0" * 16)
    assert unpack(Filing, pack(Filing, (filing,))) == (filing,)


def test_a_field_added_later_takes_its_default() -> None:
    """Bytes written before Quantity had `of` still read."""
    import json
    import zlib

    old = {"n": 1, "v": [1, {"value": ["7"], "unit": ["USD"], "gone": ["x"]}]}
    assert unpack(Quantity, zlib.compress(json.dumps(old).encode())) == (Quantity(Decimal(7), "USD"),)


@pytest.mark.parametrize("data", [b"", b"not packed", pack(Span, (Span(0, 1),))[:-3]])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not packed Span values"):
        unpack(Span, data)
