"""Which segment: the heads of a table's rows, never what a head is made of, a sum of all, or another measure."""

from __future__ import annotations

from decimal import Decimal

from hand_made import FY_08, HandShelf, record, row
from test_plan_figures import outcome

from bot.numbers.outcome import Refused, Selected

ASKED = "Which segment had the highest net sales in fiscal 2008?"


def shelf(*lines: tuple[str, str, tuple[str, ...]], caption: str = "Net sales by segment") -> HandShelf:
    facts = [
        fact for at, (label, value, head) in enumerate(lines) for fact in row(label, (value,), (FY_08,), at=at, head=head, table=2)
    ]  # fmt: skip
    return HandShelf((record(),), {"f1": tuple(facts)}, captions={"f1": ("", "", caption)})


def chosen(shelf: HandShelf, question: str = ASKED) -> list[tuple[str, Decimal]]:
    found = outcome(question, shelf)
    assert isinstance(found, Selected), found
    names, figures = (*found.names, *found.loser_names), (*found.winners, *found.losers)
    return [(name, figure.value) for name, figure in zip(names, figures, strict=True)]


def test_the_total_of_each_head_and_not_what_it_is_made_of() -> None:
    found = chosen(
        shelf(
            ("Seeds", "50", ("North",)), ("Tools", "10", ("North",)), ("Total North", "60", ()),
            ("Seeds", "20", ("South",)), ("Tools", "15", ("South",)), ("Total South", "35", ()),
            ("Reportable segment net sales", "95", ()), ("Corporate and other", "5", ()),
        )
    )  # fmt: skip
    assert found[0] == ("North", Decimal(60))
    assert ("South", Decimal(35)) in found and len(found) == 2


def test_the_line_asked_for_under_each_head() -> None:
    heads = ("North", "South", "West")
    lines = [
        line
        for head, sales, income in zip(heads, ("60", "90", "30"), ("12", "9", "15"), strict=True)
        for line in (("Net sales", sales, (head,)), ("Operating income", income, (head,)))
    ]
    by_segment = shelf(*lines, caption="Information by segment")
    assert chosen(by_segment)[0] == ("South", Decimal(90))
    asked = "Which segment had the highest operating income in fiscal 2008?"
    assert chosen(by_segment, asked)[0] == ("West", Decimal(15))


def test_a_sum_of_all_segments_is_none_of_them() -> None:
    found = chosen(
        shelf(("North", "60", ()), ("South", "35", ()), ("Net sales of all segments", "95", ()), ("Consolidated net sales", "90", ()))
    )  # fmt: skip
    assert found == [("North", Decimal(60)), ("South", Decimal(35))]


def test_rows_of_another_measure_are_no_answer() -> None:
    found = outcome(
        ASKED,
        shelf(("North", "6", ()), ("South", "3", ()), ("Reportable segment adjusted earnings", "9", ()), caption="Segment net sales and earnings"),
    )  # fmt: skip
    assert isinstance(found, Refused)
