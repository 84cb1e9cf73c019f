"""What is worked out once for a generation of the index, and kept."""

from types import SimpleNamespace
from typing import cast

from bot.kept import Kept
from index.shelf import Shelf


def _shelf(generation: int) -> Shelf:
    return cast("Shelf", SimpleNamespace(generation=generation))


def test_a_value_is_made_once_for_a_generation_even_where_it_is_none() -> None:
    kept: Kept[str | None] = Kept(2)
    made: list[str] = []

    def make() -> None:
        made.append("made")

    assert kept.of(_shelf(1), "a", make) is None
    assert kept.of(_shelf(1), "a", make) is None
    assert made == ["made"]
    assert kept.of(_shelf(2), "a", lambda: "anew") == "anew"


def test_the_value_used_longest_ago_goes_first() -> None:
    kept: Kept[str] = Kept(2)
    shelf = _shelf(1)
    for filing in ("a", "b", "a", "c"):
        kept.of(shelf, filing, lambda filing=filing: f"first {filing}")  # type: ignore[misc]
    assert kept.of(shelf, "a", lambda: "again") == "first a"
    assert kept.of(shelf, "b", lambda: "again") == "again"
