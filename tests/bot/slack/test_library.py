"""What people see of the index: prompts that can be answered, and a channel's default filing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from slack_chain import RECORD, ScriptedShelf, fact

from bot.slack.home import home_view
from bot.slack.library import default_filing, describe, prompts

OTHER = replace(RECORD, id="b" * 16, name="acme-10q.htm", company="Acme Corp", title="Acme Corp 10-Q")
OLDER = replace(RECORD, id="c" * 16, name="immunogen-10k-2007.txt", title="ImmunoGen, Inc. 10-K")
RECORDS = (RECORD, OTHER, OLDER)


@pytest.mark.parametrize(
    ("name", "question", "filing"),
    [
        ("ImmunoGen", "EPS?", "a" * 16),  # a company stands for its newest filing
        ("immunogen, inc.", "EPS?", "a" * 16),
        ("immunogen-10k-2007.txt", "EPS?", "c" * 16),
        ("c" * 16, "EPS?", "c" * 16),
        ("ImmunoGen", "What was Acme Corp's EPS?", None),  # the question names another company
        ("Acme", "What was Acme Corp's EPS?", "b" * 16),
        ("Nobody", "EPS?", None),
    ],
)
def test_a_channels_default(name: str, question: str, filing: str | None) -> None:
    assert default_filing(RECORDS, name, question) == filing


@pytest.mark.parametrize(
    ("question", "before", "filing"),
    [
        ("and a year earlier?", ["What was Acme Corp's EPS?"], None),  # goes on with the other company
        ("and a year earlier?", ["and G&A?", "What was Acme Corp's EPS?", "ImmunoGen's R&D?"], None),
        ("and a year earlier?", ["ImmunoGen's R&D?", "What was Acme Corp's EPS?"], "a" * 16),
        ("ImmunoGen's R&D?", ["What was Acme Corp's EPS?"], "a" * 16),
        ("and a year earlier?", ["EPS?"], "a" * 16),
    ],
)
def test_a_follow_up_stays_with_the_company_it_follows(question: str, before: list[str], filing: str | None) -> None:
    assert default_filing(RECORDS, "ImmunoGen", question, before) == filing


def test_prompts_are_at_most_four_and_short_and_the_filings_take_turns() -> None:
    found = prompts(ScriptedShelf(RECORDS))
    assert [prompt["message"] for prompt in found] == [
        "What was ImmunoGen, Inc.'s Research and development in the quarter ended December 31, 2007?",
        (
            "How did ImmunoGen, Inc.'s Research and development in the quarter ended December 31, 2007 "
            "change from a year earlier?"
        ),
        "What was ImmunoGen, Inc.'s General and administrative in the quarter ended December 31, 2007?",
    ]
    assert all(len(prompt["title"]) <= 60 for prompt in found)


def test_totals_are_asked_about_first() -> None:
    class Shelf(ScriptedShelf):
        def facts(self, filing_id: str) -> tuple[object, ...]:  # type: ignore[override]
            return (fact("Supplies"), fact("Total revenues"), replace(fact("Guided"), basis="guidance"))

    assert prompts(Shelf())[0]["title"] == "Total revenues, the quarter ended December 31, 2007"  # type: ignore[abstract]


def test_an_empty_index_has_no_prompts_and_says_so_at_home() -> None:
    empty = ScriptedShelf(())
    assert prompts(empty) == []
    assert "None yet" in str(home_view(empty))


def test_home_lists_so_many_filings_and_counts_the_rest() -> None:
    many = tuple(replace(RECORD, id=f"{number:016x}", title=f"Filing {number}") for number in range(200))
    shown = str(home_view(ScriptedShelf(many)))
    assert "Filing 59" in shown
    assert "Filing 60'" not in shown
    assert "and 140 more" in shown
    assert len(home_view(ScriptedShelf(many))["blocks"]) <= 100  # type: ignore[arg-type]


def test_a_filing_without_a_title_is_known_by_what_there_is() -> None:
    assert describe(replace(RECORD, title="")) == "ImmunoGen, Inc. 8-K"
    assert describe(replace(RECORD, title="", company="", form="")) == "immunogen-8k-2008-01-31.txt"
