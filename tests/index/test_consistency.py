"""Copies of the sample filing that contradict themselves are warned of, never taken as if nothing were wrong."""

from decimal import Decimal
from pathlib import Path

import pytest

from index.consistency import CONTRADICTED, check_prose, metric_words
from index.facts import Fact, facts_of
from index.quantity import is_currency
from index.read_html import read_html
from index.read_text import read_text
from index.understand import understand


@pytest.fixture(scope="module")
def text(sample_path: Path) -> str:
    return sample_path.read_text(encoding="utf-8")


def _facts(text: str) -> tuple[Fact, ...]:
    return facts_of(understand(read_text(text.encode()), "sample.txt", "0" * 16))


def _accused(text: str, table: int) -> tuple[int, int]:
    """How many figures of a table are contradicted, and how many it has."""
    facts = [fact for fact in _facts(text) if fact.table == table]
    return sum(any(w.startswith(CONTRADICTED) for w in fact.warnings) for fact in facts), len(facts)


def _swapped(text: str, first: int, second: int, start: str, stop: str) -> str:
    """The lines between two marks with the fields of two columns exchanged."""
    head, rest = text.split(start, 1)
    body, cut, tail = rest.partition(stop)
    lines = []
    for line in body.split("\n"):
        fields = line.split("\t")
        if len(fields) > second:
            fields[first], fields[second] = fields[second], fields[first]
        lines.append("\t".join(fields))
    return head + start + "\n".join(lines) + cut + tail


def test_the_sample_is_at_one_with_itself(text: str) -> None:
    assert not [fact for fact in _facts(text) if any(w.startswith(CONTRADICTED) for w in fact.warnings)]


def test_quarters_swapped(text: str) -> None:
    accused, of = _accused(_swapped(text, 2, 4, "Revenues:\t", "\x00"), 1)
    assert accused == of == 60


def test_half_years_swapped(text: str) -> None:
    accused, of = _accused(_swapped(text, 6, 8, "Revenues:\t", "\x00"), 1)
    assert accused == of == 60


def test_balance_sheet_swapped(text: str) -> None:
    accused, of = _accused(_swapped(text, 2, 4, "ASSETS\t", "\nCONDENSED CONSOLIDATED STATEMENTS OF"), 0)
    assert accused == of == 14


STATED = "(in thousands, except per share amounts)"


def test_rescaled(text: str) -> None:
    changed = text.replace(STATED, "(in millions, except per share amounts)")
    assert changed != text
    assert _accused(changed, 0) == (14, 14)
    assert _accused(changed, 1)[0] == 60


def test_a_scale_left_out_is_told_by_sentences_or_contradicted(text: str) -> None:
    changed = text.replace(STATED, "(except per share amounts)")
    meant = [fact.value for fact in _facts(text) if fact.table is not None]
    found = [fact for fact in _facts(changed) if fact.table is not None]
    for fact, known in zip(found, meant, strict=True):
        said = " ".join(fact.warnings)
        assert (fact.value == known) != (CONTRADICTED in said and fact.unit == "shares")
        assert not is_currency(fact.unit) or "no scale is stated here" in said


def test_a_sign_flipped(text: str) -> None:
    changed = text.replace("Other income, net\t\t727", "Other income, net\t\t(727)")
    (fact,) = [f for f in _facts(changed) if f.value == Decimal(-727_000)]
    assert any(w.startswith(CONTRADICTED) for w in fact.warnings)


def test_one_sentence_alone_accuses_no_column(text: str) -> None:
    """A single sentence may be misread; what it says against a column needs a second witness."""
    facts = _facts(_swapped(text, 2, 4, "Revenues:\t", "\x00"))
    bare = [Fact(**{**{name: getattr(f, name) for name in Fact.__slots__}, "warnings": ()}) for f in facts]
    told = [f for f in bare if f.origin == "prose" and f.label == "Other income"][:1]
    checked = check_prose([*(f for f in bare if f.origin == "table"), *told])
    assert not any(f.warnings for f in checked)


def test_sentences_with_a_tables_very_digits_are_in_its_unit() -> None:
    html = (
        "<p>Results of operations (in thousands):</p><table><tr><td></td><td>Year ended December 31, "
        "2019</td><td>Year ended "
        "December 31, 2018</td></tr><tr><td>Net "
        "sales</td><td>$93,662</td><td>$103,350</td></tr><tr><td>Gross profit</td><td>"
        "22,149</td><td>25,858</td></tr></table><p>Net sales were $93,662 for the year ended December 31, 2019.</p>"
    )
    once = _told(html)
    assert [fact.value for fact in once if fact.origin == "prose"] == [93_662]
    twice = _told(html + "<p>Gross profit was $22,149 for the year ended December 31, 2019.</p>")
    assert [fact.value for fact in twice if fact.origin == "prose"] == [93_662_000, 22_149_000]
    assert not [fact for fact in twice if any(w.startswith(CONTRADICTED) for w in fact.warnings)]


def _told(html: str) -> tuple[Fact, ...]:
    return facts_of(understand(read_html(html.encode()), "small.htm", "0" * 16))


def test_metric_words() -> None:
    assert metric_words("Total revenues") == metric_words("Revenues") == frozenset({"revenue"})
    assert metric_words("Research and development expenses") == metric_words("Research and development")
