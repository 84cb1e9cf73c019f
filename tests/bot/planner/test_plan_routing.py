"""Which filings a question is about, by company, form and period."""

from __future__ import annotations

from datetime import date

from hand_made import HandShelf, record

from bot.conversation import Conversation
from bot.planner import route
from index.naming import named_companies, short_name
from index.period import FiscalCalendar

DECEMBER = FiscalCalendar(12, 31, False, (date(2022, 12, 31),), assumed=False)


def shelf() -> HandShelf:
    records = (
        record(
            "v22",
            "Verizon Communications Inc.",
            form="10-K",
            period_end=date(2022, 12, 31),
            calendar=DECEMBER,
            aliases=("VZ",),
        ),
        record(
            "v21",
            "Verizon Communications Inc.",
            form="10-K",
            period_end=date(2021, 12, 31),
            calendar=DECEMBER,
            aliases=("VZ",),
        ),
        record(
            "a22",
            "Advanced Micro Devices, Inc.",
            form="10-K",
            period_end=date(2022, 12, 31),
            calendar=DECEMBER,
            aliases=("AMD",),
        ),
        record("c22", "Corning Incorporated", form="10-K", period_end=date(2022, 12, 31), calendar=DECEMBER),
    )
    return HandShelf(records, {r.id: () for r in records}, {r.id: "" for r in records})


def test_by_name_and_period() -> None:
    assert route("How did Verizon's 2022 operating margin compare?", Conversation(), shelf())[0] == "v22"
    assert route("What was Verizon's revenue in 2021?", Conversation(), shelf())[0] == "v21"


def test_by_alias_and_by_letters() -> None:
    assert route("AMD research and development in 2022", Conversation(), shelf())[0] == "a22"
    assert set(route("VZ revenue in 2022", Conversation(), shelf())) == {"v22", "v21"}


def test_the_filing_in_hand_serves_a_follow_up_that_names_none() -> None:
    assert route("and capex?", Conversation(filings=("c22",)), shelf())[0] == "c22"


def test_the_callers_choice_is_final() -> None:
    assert route("What was Verizon's revenue?", Conversation(), shelf(), "c22") == ("c22",)


def test_names() -> None:
    assert short_name("Verizon Communications Inc.") == "Verizon Communications"
    records = shelf().filings()
    assert named_companies("compare AMD's and Corning's R&D", records) == {
        "Advanced Micro Devices, Inc.",
        "Corning Incorporated",
    }
    assert named_companies("revenue", records) == set()
