"""What heads say of time, and what columns hold beside a period's value."""

from datetime import date

import pytest

from index.column_periods import resolve, start_of
from index.heads import fill, kind_of_head, read_when
from index.period import Duration, FiscalCalendar, FiscalLabel, Instant, Period

JUNE = FiscalCalendar(6, 30, assumed=False)
APPLE = FiscalCalendar(
    9, 31, weeks=True, known_ends=(date(2022, 9, 24), date(2023, 9, 30), date(2024, 9, 28)), assumed=False
)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Three Months Ended December 31. 2007", Duration(date(2007, 10, 1), date(2007, 12, 31))),
        ("Six Months Ended December 31, 2007", Duration(date(2007, 7, 1), date(2007, 12, 31))),
        ("As of June 30, 2007", Instant(date(2007, 6, 30))),
        ("July 1 - 31, 2007", Duration(date(2007, 7, 1), date(2007, 7, 31))),
        ("Q2 FY25", Duration(date(2024, 10, 1), date(2024, 12, 31))),
        ("first half fiscal 2008", Duration(date(2007, 7, 1), date(2007, 12, 31))),
        ("Fiscal 2019", Duration(date(2018, 7, 1), date(2019, 6, 30))),
        ("F19", Duration(date(2018, 7, 1), date(2019, 6, 30))),
        ("2018/19", Duration(date(2018, 7, 1), date(2019, 6, 30))),
        ("2 0 1 9", Duration(date(2018, 7, 1), date(2019, 6, 30))),
        ("October 1, 2018 - October 31, 2018", Duration(date(2018, 10, 1), date(2018, 10, 31))),
        ("31-Dec-2012", None),
        ("Total", None),
    ],
)
def test_periods_of_heads(text: str, period: Period | None) -> None:
    assert resolve(read_when(text), JUNE, True) == period


def test_weeks_start_the_day_after_the_year_before_ended() -> None:
    assert resolve(read_when("Years ended September 28, 2024"), APPLE, True) == Duration(
        date(2023, 10, 1), date(2024, 9, 28)
    )
    assert resolve(read_when("2023"), APPLE, True) == Duration(date(2022, 9, 25), date(2023, 9, 30))
    assert start_of(date(2023, 12, 30), 3, APPLE) == date(2023, 10, 1)


def test_a_year_of_weeks_whose_end_is_not_printed_stays_a_label() -> None:
    assert resolve(read_when("2019"), APPLE, True) == FiscalLabel(2019)


def test_balances_are_instants() -> None:
    assert resolve(read_when("2019"), JUNE, False) == Instant(date(2019, 6, 30))


def test_parts_are_filled_from_other_lines() -> None:
    when = fill(read_when("2019"), read_when("For the years ended December 31, 2019 and 2018"))
    assert resolve(when, FiscalCalendar(), True) == Duration(date(2019, 1, 1), date(2019, 12, 31))


@pytest.mark.parametrize(
    "text", ["Less than 12 months", "1-3 years", "Three to six months", "Over 5 years", "12 months or longer"]
)
def test_how_long_something_is_due_is_no_period(text: str) -> None:
    assert read_when(text).empty


@pytest.mark.parametrize(
    ("path", "percent", "kind"),
    [
        (("% Change",), True, "percent_change"),
        (("Change", "$"), False, "change"),
        (("Increase (Decrease)",), False, "change"),
        (("2019 vs. 2018",), True, "percent_change"),
        (("Reported ∆%",), False, "percent_change"),
        (("% of net sales",), True, "percent_of"),
        (("Notes",), False, "note"),
        (("Change in fair value",), False, "value"),
        (("31 to 60 days past due",), False, "value"),
        (("Dec 2018",), False, "value"),
    ],
)
def test_kinds_of_columns(path: tuple[str, ...], percent: bool, kind: str) -> None:
    assert kind_of_head(path, percent) == kind
