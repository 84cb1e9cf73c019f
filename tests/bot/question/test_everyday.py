from datetime import date

import pytest

from bot.question.everyday import in_filing_words
from index.period import Duration, FiscalCalendar

JUNE = FiscalCalendar(year_end_month=6, assumed=False)
QUARTER = Duration(date(2007, 10, 1), date(2007, 12, 31))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("sales in the December qtr", "sales in the December quarter"),
        ("China incl. Macau", "China including Macau"),
        ("stock when the quarter closed in July", "stock at the end of July"),
        ("stock when the year ended on June 30, 2007", "stock at June 30, 2007"),
        ("how much did they sell in the quarter", "what were sales in the quarter"),
        ("how much did they sell the unit for", "how much did they sell the unit for"),
        ("any commercial paper outstanding?", "is there any commercial paper outstanding?"),
        ("revs for six mos", "revenues for six months"),
        ("how much did they lose", "what was the net loss"),
        ("capex guidance before they raised it", "capex guidance previously"),
        ("net loss outlook before it was cut", "net loss outlook previously"),
        ("net loss guidance now", "net loss guidance"),
        ("net loss guidance fy08 now?", "net loss guidance fy08 now?"),
        ("equity between June and December 2007", "equity between June 2007 and December 2007"),
        ("equity from June 2006 to December 2007", "equity from June 2006 to December 2007"),
        ("what do they owe within a year", "what were current liabilities"),
        ("how much cash is left", "what was cash"),
        ("net assets at 31 Dec 2007", "shareholders' equity at 31 Dec 2007"),
        ("net assets acquired", "net assets acquired"),
        ("revenue in the march quarter", "revenue in the March quarter"),
        ("R&D, calendar Q4 2006", "R&D, three months ended December 31, 2006"),
        ("prior net loss guidance", "previous guidance for net loss "),
        ("lic. & milestone fees", "license & milestone fees"),
        ("bottom of the old capex range", "bottom end of the range for capex, previous guidance"),
        ("What was the amount revenues increased in 2002?", "what was the change in revenues in 2002?"),
        ("highest price of the company's share price", "high price of common stock"),
        ("what was the lowest price for that quarter", "what was the low price for that quarter"),
        ("in which quarter was the highest price", "in which quarter was the highest price"),
        ("low end of the cash burn forecast", "low end of the guidance range for cash burn"),
    ],
)
def test_everyday_wordings_are_put_in_the_words_of_filings(said: str, meant: str) -> None:
    assert in_filing_words(said, JUNE, None) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("EPS ytd prior year", "EPS 6 months ended December 31, 2006"),
        ("revenue, first half of last fiscal year", "revenue, 6 months ended December 31, 2006"),
        ("equity at the start of the fiscal year", "equity at June 30, 2007"),
        ("cash at prior year end", "cash at June 30, 2007"),
        ("current liabilities now?", "current liabilities at December 31, 2007?"),
        ("equity, prior FYE", "equity, at June 30, 2007"),
        ("debt at quarter end", "debt at December 31, 2007"),
        ("R&D in the half", "R&D for the six months"),
    ],
)
def test_periods_by_half_names_are_reckoned_from_the_reported_one(said: str, meant: str) -> None:
    assert in_filing_words(said, JUNE, QUARTER) == meant


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("cash at dec 07", "cash at dec 2007"),
        ("cash at Dec 07, 2007", "cash at Dec 07, 2007"),
        ("cash at june 30", "cash at june 30"),
    ],
)
def test_a_month_and_a_padded_number_are_a_month_of_a_year(text: str, read: str) -> None:
    assert in_filing_words(text, FiscalCalendar(), None) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("gross margin, last 3 yrs", "gross margin, in fiscal 2024 and fiscal 2023 and fiscal 2022"),
        ("sales in each of the last two fiscal years", "sales in fiscal 2024 and fiscal 2023"),
        (
            "In which of the past three years was R&D highest?",
            "In which year of fiscal 2024 and fiscal 2023 and fiscal 2022 was R&D highest?",
        ),
        ("debt due in the next two years", "debt due in the next two years"),
    ],
)
def test_the_last_years_are_those_up_to_the_one_reported(text: str, read: str) -> None:
    year = Duration(date(2023, 10, 1), date(2024, 9, 28))
    assert in_filing_words(text, FiscalCalendar(9, 28), year) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("what was revenue last quarter?", "what was revenue the latest quarter?"),
        ("R&D in the last quarter, in thousands", "R&D in the latest quarter, in thousands"),
        ("how did revenue compare with last quarter?", "how did revenue compare with last quarter?"),
        ("revenue in Q2 and last quarter", "revenue in Q2 and last quarter"),
        ("and last quarter?", "and last quarter?"),
    ],
)
def test_last_quarter_alone_is_the_one_reported(text: str, read: str) -> None:
    quarter = Duration(date(2007, 10, 1), date(2007, 12, 31))
    assert in_filing_words(text, FiscalCalendar(), quarter) == read
