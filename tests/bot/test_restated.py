"""Plans over figures that a later filing states anew."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from bot.plan import Compute, Judge, Leaf, Plan, Program
from bot.restated import with_restatements
from index.facts import Fact
from index.filing import FilingRecord
from index.layout import Span
from index.period import Duration, FiscalCalendar

YEAR = Duration(date(2022, 1, 1), date(2022, 12, 31))


def record(name: str, filed: date, end: date) -> FilingRecord:
    return FilingRecord(
        id=name, source=name, name=name, form="10-K", company="Acme Inc.", cik="77", accession="", filed=filed,
        period_end=end, calendar=FiscalCalendar(), url=None, reader="html/1", title=f"Acme {end.year}",
    )  # fmt: skip


def fact(filing: str, value: int) -> Fact:
    return Fact(filing, filing, "Net sales", ("Net sales",), Decimal(value), "USD", YEAR, Decimal(10**6), Span(0, 1))


class Kept:
    """Two filings, each with one fact of the same line and year."""

    def __init__(self, first: int, second: int) -> None:
        self.both = {"first": (fact("first", first),), "second": (fact("second", second),)}
        self.records = (
            record("second", date(2024, 2, 1), date(2023, 12, 31)),
            record("first", date(2023, 2, 1), date(2022, 12, 31)),
        )

    def filings(self) -> tuple[FilingRecord, ...]:
        return self.records

    def facts(self, filing: str) -> tuple[Fact, ...]:
        return self.both[filing]

    def filing(self, filing: str) -> SimpleNamespace:
        return SimpleNamespace(record=next(kept for kept in self.records if kept.id == filing))


def planned(first: int, second: int, *, keep: bool = False) -> Fact:
    program = Program("Net sales", (Leaf("a", fact("first", first)),))
    plan = with_restatements(Plan(Judge(program, ">")), Kept(first, second), keep=keep)  # type: ignore[arg-type]
    assert isinstance(plan.act, Judge)
    found = plan.act.left.leaves[0].fact
    assert found is not None
    return found


def test_the_later_value_is_used_and_the_earlier_said() -> None:
    found = planned(100_000_000, 97_000_000)
    assert (found.filing, found.value) == ("second", Decimal(97_000_000))
    assert found.warnings == ("the filing states this anew; Acme 2022 had $100 million",)


def test_a_filing_that_was_chosen_keeps_its_value_and_the_later_is_said() -> None:
    found = planned(100_000_000, 97_000_000, keep=True)
    assert (found.filing, found.value) == ("first", Decimal(100_000_000))
    assert found.warnings == ("the filing was followed by another, Acme 2023, that states $97 million",)


def test_a_plan_without_restatements_is_left_as_it_is() -> None:
    kept = fact("first", 100_000_000)
    assert planned(100_000_000, 100_000_000) == kept
    plan = Plan(Compute((Program("Net sales", (Leaf("a", kept), Leaf("b", constant=Decimal(2)))),)))
    assert with_restatements(plan, Kept(100_000_000, 100_000_000)) == plan  # type: ignore[arg-type]
