"""Parts of a group: a share of the whole is not a margin of the part, and two parts are compared by one metric."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hand_made import DEC_07, FY_08, HandShelf, acme, row, said
from test_plan_figures import figure, outcome

from bot.lexicon import stems
from bot.matching import series_index
from bot.numbers.outcome import Refused
from bot.planner.neighbours import of_another_sort, of_its_twin
from bot.question import QuestionContext, read_question
from index.period import Duration, FiscalCalendar, months_in

COLUMNS = ("Net sales", "EBIT", "EBIT / Sales %")


def segments() -> HandShelf:
    facts = [
        fact
        for at, (name, values) in enumerate(
            (("Widgets", ("300", "30")), ("Gadgets", ("100", "20")), ("Total Acme", ("400", "50")))
        )
        for fact in row(name, values, (FY_08,) * 2, at=at, table=4, columns=COLUMNS[:2])
    ]
    rates = [
        fact
        for at, (name, rate) in enumerate((("Widgets", "10"), ("Gadgets", "20")))
        for fact in row(name, (rate,), (FY_08,), at=at + 10, table=4, columns=COLUMNS[2:], unit="percent")
    ]
    return acme(*facts, *rates)


def test_a_share_of_sales_is_no_margin() -> None:
    asked = outcome("What was Gadgets' share of net sales in fiscal 2008?", segments())
    assert isinstance(asked, Refused) or asked.figures[0].value == Decimal(25)  # 100 of 400, and never 20%


def test_a_share_of_another_column_is_of_that_column() -> None:
    assert figure("What was Gadgets' share of EBIT in fiscal 2008?", segments()).value == Decimal(40)  # 20 of 50


def test_two_parts_are_compared_by_the_metric_named() -> None:
    reading = read_question("Which segment had the higher EBIT margin, Widgets or Gadgets?", QuestionContext())
    assert reading.choice is not None and reading.choice.over == "pair"
    assert [ask.phrase for ask in reading.choice.among] == ["widgets ebit margin", "gadgets ebit margin"]  # type: ignore[union-attr]


def test_last_year_beside_this_year_is_a_year() -> None:
    quarter = Duration(date(2008, 4, 1), date(2008, 6, 30))
    context = QuestionContext(FiscalCalendar(6, 30), quarter)
    for text in ("Tax expense last year vs this year", "Tax expense this year versus last year"):
        assert {months_in(one.period) for one in read_question(text, context).periods} == {12}


def test_what_share_a_part_makes_up() -> None:
    text = "What share of total revenues did license fees make up in the quarter ended December 31, 2007?"
    assert round(figure(text).value, 2) == Decimal("28.21")  # 2,751 of 9,751


def composition() -> HandShelf:
    """What part of net sales and of net earnings each segment made, as printed; and amounts that would give other shares."""
    parts = (("Widgets", ("75", "60")), ("Gadgets", ("25", "40")), ("Total Acme", ("100", "100")))
    shares = [
        fact
        for at, (name, rates) in enumerate(parts)
        for fact in row(
            name, rates, (FY_08,) * 2, at=at, table=4, columns=("Net sales", "Net earnings"), unit="percent"
        )
    ]
    amounts = row("Gadgets", ("19",), (FY_08,), at=9, table=5, columns=("Earnings before income taxes",))
    return acme(*shares, *amounts, *row("Net earnings", ("38",), (FY_08,), at=10, table=6))


def test_a_share_printed_in_a_column_that_adds_up_is_given_as_printed() -> None:
    asked = figure("What percent of net earnings came from Gadgets in fiscal 2008?", composition())
    assert (asked.value, asked.kind) == (Decimal(40), "reported")


def test_a_bar_in_percent_is_none_for_amounts() -> None:
    assert isinstance(outcome("How many segments exceeded 10% of net sales in fiscal 2008?", segments()), Refused)


def test_a_column_put_otherwise_is_taken_only_where_it_is_asked_for() -> None:
    heads = ("Hedging gains included in revenues", "Constant currency revenues", "As reported")
    facts = row("EMEA", ("42", "3457", "3538"), (FY_08,) * 3, at=0, table=4, columns=heads)
    assert isinstance(outcome("EMEA revenues in fiscal 2008", acme(*facts)), Refused)
    plain = row("Europe, Middle East and Africa (EMEA)", ("3538",), (FY_08,), at=0, table=5, head=("Revenues:",))
    assert figure("EMEA revenues in fiscal 2008", acme(*facts, *plain)).value == Decimal(3538)
    assert figure("EMEA constant currency revenues in fiscal 2008", acme(*facts)).value == Decimal(3457)


def test_what_a_row_says_of_itself_is_not_said_of_its_columns() -> None:
    heads = ("Common stock outstanding shares", "Total shareholders' equity")
    money = row("Tax withheld on common stock", (None, "-338"), (FY_08,) * 2, at=0, table=4, columns=heads)
    shares = row("Tax withheld on common stock", ("-26",), (FY_08,), at=0, table=4, columns=heads[:1], unit="shares")
    assert figure("tax withheld on common stock in fiscal 2008", acme(*money, *shares)).value == Decimal(-338)


def told_of_parts() -> HandShelf:
    """A margin that sentences tell of each segment, under its name; and the lines for that of the whole company."""
    rows = [
        fact
        for at, name in enumerate(("Widgets", "Gadgets"))
        for fact in row(name, ("300",), (FY_08,), at=at, table=4, columns=("Net sales",))
    ]
    told = [
        said("Adjusted EBITDAR margin", value, FY_08, at=50 + at, unit="percent", section=("Results", name))
        for at, (name, value) in enumerate((("Widgets", "37.4"), ("Gadgets", "33.9")))
    ]
    whole = (
        *row("Adjusted EBITDAR", ("3497",), (FY_08,), at=8, table=6),
        *row("Total revenues", ("13127",), (FY_08,), at=9, table=6),
    )
    return acme(*rows, *told, *whole)


def test_a_figure_told_of_each_part_is_of_the_part_that_is_asked_for() -> None:
    asked = figure("What was the Adjusted EBITDAR margin of Gadgets in fiscal 2008?", told_of_parts())
    assert (asked.value, asked.label) == (Decimal("33.9"), "Adjusted EBITDAR margin (Gadgets)")


def test_no_parts_figure_is_given_for_the_whole() -> None:
    asked = figure("What was the Adjusted EBITDAR margin in fiscal 2008?", told_of_parts())
    assert (asked.kind, round(asked.value, 1)) == ("computed", Decimal("26.6"))


def members() -> HandShelf:
    """Members of two segments, each in a table of its own, under prose that speaks of both."""
    facts = []
    for table, (title, values) in enumerate(
        (("Domestic segment", ("54", "52")), ("International segment", ("62", "57")))
    ):
        for at, (name, value) in enumerate(
            zip(("Members at end of period", "Paid members at end of period"), values, strict=True)
        ):
            facts += row(name, (value,), (DEC_07,), at=at, table=table + 4, unit="count", section=("Item 7", title))
    return acme(*facts, text="Members grew at home, domestic and international.")


@pytest.mark.parametrize(
    ("phrase", "sections"),
    [("international", ["International segment"]), ("paid", ["Domestic segment", "International segment"])],
)
def test_of_lines_of_one_name_the_one_under_the_words_asked_for_may_be_taken(phrase: str, sections: list[str]) -> None:
    index = series_index(members(), "f1")
    paid = index.by_label["paid members at end of period"]
    asked = frozenset(stems(f"{phrase} members"))
    kept = [line.facts[0].section[-1] for line in paid if not of_its_twin(index, line, asked)]
    assert kept == sections


def test_what_is_paid_is_no_line_of_all() -> None:
    index = series_index(members(), "f1")
    (every, *_), (paid, *_) = (index.by_label[f"{name} at end of period"] for name in ("members", "paid members"))
    assert of_another_sort(index, every, "paid members")
    assert not of_another_sort(index, paid, "paid members")
    assert not of_another_sort(index, every, "members")


def test_a_number_of_things_is_no_amount() -> None:
    amounts = row("Debt securities in a loss position", ("1840000000",), (FY_08,), at=0, table=4)
    assert isinstance(outcome("number of debt securities in a loss position in fiscal 2008", acme(*amounts)), Refused)
