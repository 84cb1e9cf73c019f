"""Short forms that a filing explains."""

import pytest

from bot.extract.short_forms import short_forms_in


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Two patients had a partial response (PR) to it.", "pr", {"partial", "response"}),
        ("under the restricted stock units (the “RSUs”) granted", "rsu", {"restricted", "stock", "unit"}),
        ("an average-selling price (ASP) of", "asp", {"average", "sell", "price"}),
    ],
)
def test_each_letter_begins_a_word(text: str, short: str, long: set[str]) -> None:
    found = short_forms_in(text)
    assert set(found) == {short}
    assert len(found[short]) == len(long) and all(any(w.startswith(x[:4]) for x in found[short]) for w in long)


@pytest.mark.parametrize("text", ["net loss (NL2) rose", "a partial response (CR) to it", "revenue (US only)", "(PR)"])
def test_letters_that_begin_no_words_are_no_short_form(text: str) -> None:
    assert short_forms_in(text) == {}
