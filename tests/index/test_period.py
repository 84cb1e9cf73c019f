"""Periods in any wording, and reckoning under a fiscal calendar. Expected values are worked by hand."""

from datetime import date

import pytest

from index.period import (
    Duration,
    FiscalCalendar,
    FiscalLabel,
    Instant,
    Period,
    describe,
    find_periods,
    fiscal_label,
    fiscal_quarter,
    fiscal_year,
    previous_quarter,
    same_length,
    stretch_ended,
    year_earlier,
)

JUNE = FiscalCalendar(6, 30, known_ends=(date(2007, 6, 30),), assumed=False)
CIVIL = FiscalCalendar(12, 31, assumed=False)
UNKNOWN = FiscalCalendar()
# Weeks: the Saturday nearest the end of January, called for the year before.
RETAIL = FiscalCalendar(
    1,
    31,
    weeks=True,
    known_ends=(date(2022, 1, 29), date(2023, 1, 28), date(2024, 2, 3)),
    assumed=False,
    name_offset=-1,
)
REPORTED = Duration(date(2007, 10, 1), date(2007, 12, 31))


def between(start: str, end: str) -> Duration:
    return Duration(date.fromisoformat(start), date.fromisoformat(end))


def at(day: str) -> Instant:
    return Instant(date.fromisoformat(day))


QUARTER = REPORTED
QUARTER_BEFORE = between("2006-10-01", "2006-12-31")
HALF = between("2007-07-01", "2007-12-31")
HALF_BEFORE = between("2006-07-01", "2006-12-31")
FISCAL_2008 = between("2007-07-01", "2008-06-30")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the three-month period ended December 31, 2007", [QUARTER]),
        ("Three Months Ended December 31", [QUARTER]),
        ("Three Months Ended December 31. 2007 2006", [QUARTER, QUARTER_BEFORE]),
        ("the second quarter of the Company's 2008 fiscal year", [QUARTER]),
        ("The second quarter fiscal 2008 revenues", [QUARTER]),
        ("second fiscal quarter of 2008", [QUARTER]),
        ("Second Quarter Fiscal Year 2008", [QUARTER]),
        ("Q2 FY08", [QUARTER]),
        ("FY08 Q2", [QUARTER]),
        ("2QFY08", [QUARTER]),
        ("fiscal 2008 second quarter", [QUARTER]),
        ("fiscal 2008", [FISCAL_2008]),
        ("its 2008 fiscal year", [FISCAL_2008]),
        ("FY2008", [FISCAL_2008]),
        ("1H FY08", [HALF]),
        ("H1 FY2008", [HALF]),
        ("the first half of fiscal 2008", [HALF]),
        ("the first six months of fiscal 2008", [HALF]),
        ("six months to December 2007", [HALF]),
        ("three and six months ended December 31, 2007 and 2006", [QUARTER, HALF, QUARTER_BEFORE, HALF_BEFORE]),
        ("the December quarter", [QUARTER]),
        ("the December 2006 quarter", [QUARTER_BEFORE]),
        ("as of June 30, 2007", [at("2007-06-30")]),
        ("as of December 31, 2007 and June 30, 2007", [at("2007-12-31"), at("2007-06-30")]),
        ("June 30 and December 31, 2007", [at("2007-06-30"), at("2007-12-31")]),
        ("12/31/07", [at("2007-12-31")]),
        ("31 December 2007", [at("2007-12-31")]),
        ("at year end FY2008", [at("2008-06-30")]),
        ("the end of the second quarter of fiscal 2008", [at("2007-12-31")]),
        ("the same period last year", [QUARTER_BEFORE]),
        ("for the same quarter last year", [QUARTER_BEFORE]),
        ("the same period in the prior year", [QUARTER_BEFORE]),
        ("versus the prior-year period", [QUARTER_BEFORE]),
        ("a year earlier", [QUARTER_BEFORE]),
        ("year-ago quarter", [QUARTER_BEFORE]),
        ("the comparable quarter of fiscal 2007", [QUARTER_BEFORE]),
        ("sequentially", [between("2007-07-01", "2007-09-30")]),
        ("latest quarter", [QUARTER]),
        ("year-to-date", [HALF]),
        ("this fiscal year", [FISCAL_2008]),
        ("in the second quarter", [QUARTER]),
        ("it may be 10 times that; they march 3 by 3", []),
        ("2008 shares at $ 2007", []),
    ],
)
def test_periods_of_a_june_year(text: str, expected: list[Period]) -> None:
    assert [mention.period for mention in find_periods(text, JUNE, REPORTED)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nine months ended September 30, 2023 and 2022", [("2023-01-01", "2023-09-30"), ("2022-01-01", "2022-09-30")]),
        ("Q2'23", [("2023-04-01", "2023-06-30")]),
        ("2Q23", [("2023-04-01", "2023-06-30")]),
        ("fourth quarter and full year 2007", [("2007-10-01", "2007-12-31"), ("2007-01-01", "2007-12-31")]),
        (
            "for the years ended December 31, 2009, 2008 and 2007",
            [("2009-01-01", "2009-12-31"), ("2008-01-01", "2008-12-31"), ("2007-01-01", "2007-12-31")],
        ),
        ("in 2007 , 2006 and 2005", [(f"{year}-01-01", f"{year}-12-31") for year in (2007, 2006, 2005)]),
        ("December 2007", [("2007-12-01", "2007-12-31")]),
    ],
)
def test_periods_of_a_calendar_year(text: str, expected: list[tuple[str, str]]) -> None:
    assert [mention.period for mention in find_periods(text, CIVIL)] == [between(*days) for days in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019", [FiscalLabel(2019)]),
        ("Q2 2019", [FiscalLabel(2019, "Q2")]),
        ("first half of 2019", [FiscalLabel(2019, "H1")]),
        ("year-end 2019", [FiscalLabel(2019, "", instant=True)]),
        ("2018/19", [FiscalLabel(2019)]),
        ("calendar 2019", [between("2019-01-01", "2019-12-31")]),
    ],
)
def test_an_unknown_calendar_leaves_labels(text: str, expected: list[Period]) -> None:
    assert [mention.period for mention in find_periods(text, UNKNOWN)] == expected


def test_relative_words_need_a_reported_period() -> None:
    assert find_periods("a year earlier, sequentially, Three Months Ended December 31", JUNE) == ()


def test_a_word_that_can_mean_two_periods_says_so() -> None:
    (mention,) = find_periods("in the second quarter of 2008", JUNE)
    assert mention.period == QUARTER and mention.how == "fiscal"
    assert mention.alternatives == (between("2008-04-01", "2008-06-30"),)
    (plain,) = find_periods("in the second quarter of fiscal 2008", JUNE)
    assert plain.alternatives == ()


@pytest.mark.parametrize("text", ["from 2017 to 2019", "between 2017 and 2019", "2017-2019", "2017 through 2019"])
def test_the_ends_of_a_range_are_marked(text: str) -> None:
    found = find_periods(text, UNKNOWN)
    assert [(mention.period, mention.range) for mention in found] == [
        (FiscalLabel(2017), "from"),
        (FiscalLabel(2019), "to"),
    ]


def test_offsets_quote_the_words() -> None:
    text = "For the three-month period ended December 31, 2007, and 2006."
    first, second = find_periods(text, JUNE)
    assert text[first.start : first.end] == "three-month period ended December 31, 2007"
    assert text[second.start : second.end] == "2006"


def test_weeks() -> None:
    assert fiscal_year(RETAIL, 2022) == between("2022-01-30", "2023-01-28")
    assert fiscal_quarter(RETAIL, 2023, 2) == between("2023-04-30", "2023-07-29")
    assert fiscal_year(RETAIL, 2023).days == 53 * 7
    assert fiscal_quarter(RETAIL, 2023, 4).days == 14 * 7
    assert stretch_ended(date(2023, 7, 29), 6, RETAIL) == between("2023-01-29", "2023-07-29")
    assert [m.period for m in find_periods("13 weeks ended July 29, 2023 and July 30, 2022", RETAIL)] == [
        between("2023-04-30", "2023-07-29"),
        between("2022-05-01", "2022-07-30"),
    ]


def test_a_year_earlier_and_the_quarter_before() -> None:
    assert year_earlier(QUARTER) == QUARTER_BEFORE
    assert year_earlier(between("2024-02-01", "2024-02-29")) == between("2023-02-01", "2023-02-28")
    assert year_earlier(fiscal_quarter(RETAIL, 2023, 4), RETAIL) == fiscal_quarter(RETAIL, 2022, 4)
    assert year_earlier(FiscalLabel(2019, "Q2")) == FiscalLabel(2018, "Q2")
    assert previous_quarter(QUARTER) == between("2007-07-01", "2007-09-30")
    assert previous_quarter(FiscalLabel(2019, "Q1")) == FiscalLabel(2018, "Q4")
    assert previous_quarter(at("2007-12-31")) == at("2007-09-30")


def test_lengths_compare() -> None:
    assert same_length(QUARTER, between("2023-04-30", "2023-07-29"))
    assert not same_length(QUARTER, HALF)
    assert not same_length(at("2007-12-31"), QUARTER)


def test_periods_are_named_by_the_fiscal_calendar() -> None:
    assert fiscal_label(QUARTER, JUNE) == FiscalLabel(2008, "Q2")
    assert fiscal_label(HALF, JUNE) == FiscalLabel(2008, "H1")
    assert fiscal_label(FISCAL_2008, JUNE) == FiscalLabel(2008)
    assert fiscal_label(at("2007-12-31"), JUNE) == FiscalLabel(2008, "Q2", instant=True)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (QUARTER, "the quarter ended December 31, 2007"),
        (HALF, "the six months ended December 31, 2007"),
        (FISCAL_2008, "the year ended June 30, 2008"),
        (at("2007-12-31"), "December 31, 2007"),
        (FiscalLabel(2019, "Q2"), "the second quarter of fiscal 2019"),
        (FiscalLabel(2019), "fiscal 2019"),
        (between("2007-12-01", "2007-12-31"), "December 2007"),
    ],
)
def test_periods_in_words(period: Period, words: str) -> None:
    assert describe(period) == words
