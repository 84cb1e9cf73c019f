"""What a filing says in words: its cover's labels and lines, and its enumerations part by part."""

from pathlib import Path

import pytest

from index.filing import Filing
from index.read_text import read_text
from index.sayings import said_under_headings
from index.understand import understand


@pytest.fixture(scope="module")
def sample(sample_path: Path) -> Filing:
    return understand(read_text(sample_path.read_bytes()), str(sample_path), "0" * 16)


def texts(filing: Filing) -> list[str]:
    return [sentence.text for sentence, _ in said_under_headings(filing)]


def test_a_value_is_read_with_the_label_below_it(sample: Filing) -> None:
    assert "Massachusetts\n(State or other jurisdiction of incorporation)" in texts(sample)
    assert "04-2726691\n(IRS Employer Identification No.)" in texts(sample)
    assert "128 Sidney Street, Cambridge, MA\n(Address of principal executive offices)" in texts(sample)


def test_lines_that_stand_together_are_one_saying(sample: Filing) -> None:
    (contact,) = [text for text in texts(sample) if "Carol Hausner" in text and "\n" in text]
    assert contact.startswith("Contacts:\nInvestors\nCarol Hausner\n")
    assert contact.endswith("info@immunogen.com")


def test_a_long_enumeration_is_taken_in_parts(sample: Filing) -> None:
    assert "expects capital expenditures to be between \\$20-21 million;" in texts(sample)


def test_every_saying_stands_in_the_text_in_order(sample: Filing) -> None:
    for sentence, _ in said_under_headings(sample):
        assert (
            "".join(piece.of(sample.text) for piece in sentence.pieces).split() == sentence.text.split()
            or len(sentence.pieces) > 1
        )
        assert all(piece.of(sample.text) in sample.text for piece in sentence.pieces)
        assert sentence.place(0, len(sentence.text)).start == sentence.span.start


def test_headings_come_with_what_stands_under_them(sample: Filing) -> None:
    under = {sentence.text[:30]: title for sentence, title in said_under_headings(sample)}
    assert under["This TAP compound advanced int"] == "SAR3419"
    assert under["Media: Kathryn Morris KMorrisP"].endswith("Contacts:")
