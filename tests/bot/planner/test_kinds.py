"""Kinds of things that tables set figures out by."""

from bot.planner.kinds import kind_fit
from bot.series import Series


def line(*, heads: str = "", context: str = "", beside: str = "") -> Series:
    words = (frozenset(part.split()) for part in (heads, context, beside))
    above, around, near = words
    return Series((), "f", "x", ("x",), above, (), around, (), "table", beside=near)


def test_places_are_regions_and_no_segments() -> None:
    names = ("United States", "China (including Hong Kong)", "Other")
    assert kind_fit("region", names, line(context="segment")) == 1.0
    assert kind_fit("segment", names, line(context="segment")) == 0.0


def test_segments_are_no_regions() -> None:
    names = ("Tools", "Paint", "Corporate")
    assert kind_fit("geographic area", names, line(context="segment")) == 0.0
    assert kind_fit("segment", names, line(context="segment")) == 1.0


def test_a_heading_of_another_kind_tells_the_tables_apart() -> None:
    names = ("Tools", "Paint")
    assert kind_fit("segment", names, line(heads="market", context="segment")) < kind_fit(
        "segment", names, line(context="segment")
    )
