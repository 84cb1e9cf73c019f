"""Names beside offices, in sentences, rows and signatures."""

from __future__ import annotations

from index.people import holders, office_of, people_of, seats_in

TEXT = """“We grew,” said Ann B. Lee, Chairman and CEO of Widgets.
Executive\tBonus
Jo Public Chief Financial Officer\t$5
Restricted Stock Unit Director\t$9
/s/ JO PUBLIC Jo Public Executive Vice President and Chief Financial Officer
Former Chief Financial Officer Max Gone left in May.
Our Chief Technology Officer, Kim Park, joined.
"""


def names(*seats: str) -> list[str]:
    return [held.name.of(TEXT) for held in holders(TEXT, people_of(TEXT), frozenset(seats))]


def test_an_office_has_its_present_holder() -> None:
    assert names("ceo") == ["Ann B. Lee"]
    assert names("cfo") == ["Jo Public"]
    assert names("cto") == ["Kim Park"]
    assert names("ceo", "chair") == ["Ann B. Lee"]
    assert names("controller") == []


def test_someone_has_the_fullest_office_printed() -> None:
    held = office_of(TEXT, people_of(TEXT), frozenset({"lee"}))
    assert held is not None
    assert held.office.of(TEXT) == "Chairman and CEO of Widgets"
    assert office_of(TEXT, people_of(TEXT), frozenset({"nobody"})) is None


def test_words_that_are_no_name_hold_no_office() -> None:
    assert "Restricted Stock Unit" not in [held.name.of(TEXT) for held in people_of(TEXT)]


def test_offices_are_one_by_any_name() -> None:
    assert seats_in("the Chief Financial Officer") == seats_in("CFO") == {"cfo"}
    assert seats_in("vice president") == frozenset()
    assert seats_in("president and chief executive officer") == {"president", "ceo"}


def test_a_list_of_people_gives_each_the_office_after_the_name() -> None:
    text = (
        "with each of Ann Lee, President and Chief Executive Officer, Jo T. Public, Executive Vice President and Chief "
        "Financial Officer and Treasurer, Kim Park, Senior Vice President and Chief Credit Officer, until May"
    )
    people = people_of(text)
    assert [held.name.of(text) for held in holders(text, people, frozenset({"cfo"}))] == ["Jo T. Public"]
    assert [held.name.of(text) for held in people] == ["Ann Lee", "Jo T. Public", "Kim Park"]
