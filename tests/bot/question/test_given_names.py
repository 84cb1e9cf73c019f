"""People by short forms of their given names."""

import pytest

from bot.question.given_names import in_full

TEXT = "Lawrence J. Able and William Doe were elected. Bill Roe, and Robert and Rob Poe, stayed."


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("Votes for Larry Able?", "Votes for Lawrence Able?"),
        ("votes for larry able's seat", "votes for Lawrence able's seat"),
        ("Who is Bill Doe?", "Who is William Doe?"),
        ("Who is Bill Roe?", "Who is Bill Roe?"),
        ("Who is Rob Poe?", "Who is Rob Poe?"),
        ("Who is Larry Doe?", "Who is Larry Doe?"),
    ],
)
def test_a_person_is_named_as_the_filing_names_them(question: str, full: str) -> None:
    assert in_full(question, TEXT) == full
