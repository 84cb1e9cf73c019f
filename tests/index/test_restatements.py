"""Facts that several filings of one company state: restated, rounded, amended, or two copies of one filing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from index.facts import Fact
from index.filing import FilingRecord
from index.layout import Span
from index.period import Duration, FiscalCalendar
from index.restatements import amends, restated, second_copy, what_it_amends, what_it_copies

YEAR = Duration(date(2022, 1, 1), date(2022, 12, 31))


def record(name: str, filed: date, end: date, form: str = "10-K", **more: str) -> FilingRecord:
    settled = {"cik": "77", "accession": ""} | more
    return FilingRecord(
        id=name, source=name, name=name, form=form, company="Acme Inc.", filed=filed, period_end=end, url=None,
        calendar=FiscalCalendar(), reader="html/1", title=f"Acme Inc. {form}, {end}", **settled,
    )  # fmt: skip


FIRST = record("first", date(2023, 2, 1), date(2022, 12, 31))
SECOND = record("second", date(2024, 2, 1), date(2023, 12, 31))


def fact(filing: str, value: str, label: str = "Net sales", precision: str = "1000000", **more: object) -> Fact:
    return replace(
        Fact(
            f"{filing}:{value}:{label}",
            filing,
            label,
            (label,),
            Decimal(value),
            "USD",
            YEAR,
            Decimal(precision),
            Span(0, 1),
        ),
        **more,  # type: ignore[arg-type]
    )


class Kept:
    """Two filings and their facts."""

    generation = 1

    def __init__(self, *facts: Fact, records: tuple[FilingRecord, ...] = (SECOND, FIRST)) -> None:
        self._facts = facts
        self._records = records

    def filings(self) -> tuple[FilingRecord, ...]:
        return self._records

    def facts(self, filing_id: str) -> tuple[Fact, ...]:
        return tuple(found for found in self._facts if found.filing == filing_id)


def look(shelf: Kept, asked: Fact) -> str:
    found = restated(asked, shelf)  # type: ignore[arg-type]
    return "" if found is None else f"{found.later.value} by {found.by.id}"


def test_a_later_filing_that_states_another_value_restates() -> None:
    asked = fact("first", "100000000")
    shelf = Kept(asked, fact("second", "97000000"))
    assert look(shelf, asked) == "97000000 by second"
    assert look(shelf, fact("second", "97000000")) == ""


def test_rounding_is_no_restatement() -> None:
    asked = fact("first", "100400000", precision="100000")
    assert look(Kept(asked, fact("second", "100000000")), asked) == ""


def test_a_line_that_one_filing_states_twice_is_not_compared() -> None:
    asked = fact("first", "100000000", "Other")
    assert look(Kept(asked, fact("second", "97000000", "Other"), fact("second", "5000000", "Other")), asked) == ""
    twice = Kept(asked, fact("first", "3000000", "Other"), fact("second", "97000000", "Other"))
    assert look(twice, asked) == ""


def test_a_line_under_another_heading_is_another_line() -> None:
    asked = fact("first", "100000000", path=("Products", "Net sales"))
    assert look(Kept(asked, fact("second", "97000000", path=("Services", "Net sales"))), asked) == ""


def test_another_company_restates_nothing() -> None:
    asked = fact("first", "100000000")
    assert look(Kept(asked, fact("second", "97000000"), records=(replace(SECOND, cik="78"), FIRST)), asked) == ""


def test_amendments_and_second_copies_are_told() -> None:
    amended = replace(FIRST, id="amended", form="10-K/A", filed=date(2023, 6, 1))
    assert amends(amended, FIRST) and not amends(FIRST, amended) and not amends(SECOND, FIRST)
    assert second_copy(replace(FIRST, id="copy", filed=None), FIRST)
    assert not second_copy(amended, FIRST)
    assert not second_copy(
        record("a", FIRST.filed or date.min, date(2022, 12, 31), accession="1"), replace(FIRST, accession="2")
    )


def test_a_second_copy_does_not_restate() -> None:
    copy = replace(FIRST, id="second")
    asked = fact("first", "100000000")
    assert look(Kept(asked, fact("second", "97000000"), records=(copy, FIRST)), asked) == ""


def test_amendments_and_copies_on_a_shelf() -> None:
    amended = record("third", date(2023, 5, 1), date(2022, 12, 31), "10-K/A")
    again = record("zfirst", date(2023, 2, 1), date(2022, 12, 31))
    shelf = (SECOND, FIRST, amended, again)
    assert what_it_amends(amended, shelf) == FIRST
    assert what_it_amends(SECOND, shelf) is None
    assert what_it_copies(again, shelf) == FIRST
    assert [what_it_copies(one, shelf) for one in (FIRST, SECOND, amended)] == [None, None, None]
