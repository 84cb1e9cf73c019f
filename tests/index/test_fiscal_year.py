"""Fiscal calendars, learned from what filings print."""

from datetime import date

from index.fiscal_year import dates_in, learn_calendar


def test_dates_are_found_where_they_begin_whatever_space_parts_them() -> None:
    text = "At December 31,\n      2007 and Sept. 3 2006; see Note 31, 2005, page 131, 2004, Octember 1, 2003, June 31, 2002"
    assert list(dates_in(text)) == [(3, date(2007, 12, 31)), (text.index("Sept."), date(2006, 9, 3))]


def test_nothing_said_is_assumed_and_says_so() -> None:
    assert learn_calendar("Revenue rose.", None, ()).assumed


def test_a_named_quarter_tells_the_year_end() -> None:
    text = "for the three-month period ended December 31, 2007 — the second quarter of the Company's 2008 fiscal year."
    calendar = learn_calendar(text, None, ())
    assert (calendar.year_end_month, calendar.name_offset, calendar.assumed) == (6, 0, False)


def test_a_year_to_date_tells_where_the_year_began() -> None:
    assert learn_calendar("Nine Months Ended March 31", None, ()).year_end_month == 6


def test_a_52_53_week_year_and_its_ends() -> None:
    text = (
        "The fiscal year ended September 28, 2024 is a 52- or 53-week period that ends on the last "
        "Saturday of September. "
        "The fiscal year ended September 30, 2023 had 53 weeks. The fiscal year ended September 24, 2022 had 52."
    )
    calendar = learn_calendar(text, None, ())
    assert (calendar.year_end_month, calendar.weeks) == (9, True)
    assert calendar.known_ends == (date(2022, 9, 24), date(2023, 9, 30), date(2024, 9, 28))


def test_a_year_named_for_the_year_before_its_end() -> None:
    text = (
        "Fiscal 2024 was the 53-week period ended February 2, 2025. Fiscal 2023 was the 52-week period "
        "ended January 28, 2024. "
    )
    calendar = learn_calendar(text + "The fiscal year ended February 2, 2025.", None, ())
    assert (calendar.year_end_month, calendar.name_offset) == (1, -1)


def test_a_declared_year_end_counts() -> None:
    calendar = learn_calendar("On December 27, 2024 we met.", (12, 31), ())
    assert (calendar.year_end_month, calendar.year_end_day) == (12, 31)


def test_a_balance_sheet_compares_with_the_year_end() -> None:
    assert learn_calendar("", None, (date(2007, 6, 30),)).year_end_month == 6


def test_the_first_of_january_and_a_year_of_prices_make_no_year_of_weeks() -> None:
    text = (
        "The year ended December 31, 2020. The 52-week high was $99. Adopted January 1, 2020. "
        + "At December 31, 2020. " * 9
    )
    calendar = learn_calendar(text, None, ())
    assert (calendar.year_end_month, calendar.weeks) == (12, False)
    assert calendar.known_ends == (date(2020, 12, 31),)
