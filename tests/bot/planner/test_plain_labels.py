"""Which names of lines are compared with a phrase by what they mean."""

import pytest
from hand_made import acme

import bot.matching
from bot.matching import series_index


def test_of_a_short_filing_all_are() -> None:
    index = series_index(acme(), "f1")
    assert index.plain_labels == index.labels != ()


def test_of_a_long_one_those_of_its_statements_are(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = acme()
    index = series_index(shelf, "f1")
    stated = {line.label for table in index.statement for line in index.by_table[table]}
    index.__dict__.pop("plain_labels", None)
    monkeypatch.setattr(bot.matching, "PLAIN_LABELS", 3)
    found = index.plain_labels
    index.__dict__.pop("plain_labels", None)
    assert stated and len(found) == 3 and set(found) <= stated
