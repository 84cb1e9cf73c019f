"""Questions over years of which no one filing of a company prints all: its filings' lines go on one another's."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hand_made import HandShelf, record, row, said

from bot.joined import joined_index, siblings
from bot.matching import series_index
from bot.numbers.execute import execute
from bot.numbers.outcome import Computed
from bot.plan import Compute, Plan, Refuse
from bot.planner import make_plan
from bot.question import QuestionContext, read_question
from index.facts import Fact
from index.period import Duration, FiscalCalendar

CALENDAR = FiscalCalendar(12, 31, False, (), assumed=False)


def year(number: int) -> Duration:
    return Duration(date(number, 1, 1), date(number, 12, 31))


def annual(filing: str, last: int, *lines: tuple[str, dict[int, int]], more: tuple[Fact, ...] = ()) -> tuple[Fact, ...]:
    """The facts of an annual report of some lines, each with values by year, in dollars."""
    found: list[Fact] = []
    for at, (label, values) in enumerate(lines):
        years = sorted(values, reverse=True)
        found += row(label, [str(values[y]) for y in years], [year(y) for y in years], at=at, filing=filing)
    return (*found, *more)


def shelf(early: tuple[Fact, ...], late: tuple[Fact, ...]) -> HandShelf:
    """Two annual reports of one company, for 2018 ("early") and 2022 ("late")."""
    records = tuple(
        record(name, calendar=CALENDAR, form="10-K", filed=date(end + 1, 2, 1), period_end=date(end, 12, 31))
        for name, end in (("late", 2022), ("early", 2018))
    )
    return HandShelf(records, {"early": early, "late": late})


SALES_2018 = ("Net sales", {2018: 32_765, 2017: 31_657})
SALES_2022 = ("Net sales", {2022: 34_229, 2021: 35_355})


def planned(question: str, held: HandShelf) -> Plan:
    context = QuestionContext(calendar=CALENDAR, reported=year(2022), names=("Acme Widgets, Inc.", "Acme"))
    return make_plan(read_question(question, context), held, ("late", "early"))


def values(plan: Plan) -> list[Decimal]:
    assert isinstance(plan.act, Compute)
    outcome = execute(plan)
    assert isinstance(outcome, Computed)
    return [figure.value for figure in outcome.figures]


def test_a_change_is_between_values_of_two_filings() -> None:
    held = shelf(annual("early", 2018, SALES_2018), annual("late", 2022, SALES_2022))
    plan = planned("How did net sales change from 2018 to 2022?", held)
    assert values(plan) == [Decimal(1_464)]  # 34,229 - 32,765
    assert isinstance(plan.act, Compute)
    assert {fact.filing for fact in plan.act.programs[0].facts} == {"early", "late"}


def test_a_change_that_a_sentence_states_is_over_one_year() -> None:
    told = said("net sales", "9", year(2022), at=50, filing="late", unit="percent", kind="percent_change")
    held = shelf(annual("early", 2018), annual("late", 2022, more=(told,)))
    assert isinstance(planned("How much did net sales change from 2018 to 2022?", held).act, Refuse)
    assert values(planned("How much did net sales change from 2021 to 2022?", held)) == [Decimal(9)]


def test_a_figure_without_a_date_is_of_no_later_year_than_its_filing() -> None:
    undated = replace(row("Backlog", ("2400",), (None,), at=60, filing="early")[0], period=None)
    held = shelf(annual("early", 2018, more=(undated,)), annual("late", 2022, SALES_2022))
    assert isinstance(planned("What was the backlog in 2021?", held).act, Refuse)
    assert values(planned("What was the backlog in 2018?", held)) == [Decimal(2_400)]


def test_a_line_goes_on_only_where_the_other_filing_gives_one_value() -> None:
    twice = ("Net sales", {2018: 11_000})
    held = shelf(annual("early", 2018, SALES_2018, twice), annual("late", 2022, SALES_2022))
    joined = joined_index(held, "late", ("early",))
    assert [fact.period for fact in joined.series[0].facts] == [year(2022), year(2021), year(2017)]
    # the filing's own lines stay as they are
    assert [fact.period for fact in series_index(held, "late").series[0].facts] == [year(2022), year(2021)]


def test_siblings_are_of_one_company_and_the_latest_first() -> None:
    held = shelf((), ())
    other = record("other", "Borealis Corporation")
    held = replace(held, records=(*held.records, other))
    assert siblings(held, ("early", "other", "late")) == ("late", "early")
