"""Questions run together, put politely, or asked by another name for the thing: the filing's own words answer them all."""

from __future__ import annotations

import pytest

from bot.extract import extract
from bot.extract.kinds import Sort, asked_of
from bot.wording import plainly
from index.layout import Span
from index.sentences import Sentence


def _sentences(*texts: str) -> list[Sentence]:
    return [Sentence(text, (Span(0, len(text)),)) for text in texts]


def _answer(question: str, *texts: str) -> tuple[str, float]:
    sentences = _sentences(*texts)
    found = extract(question, sentences)
    assert found is not None
    told = next(text for text in texts if len(text) == found.around.end)
    return found.spans[0].of(told), found.confidence


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("hi, whats the zip code pls", "what is the zip code"),
        ("who's the CEO?", "who is the CEO?"),
        ("why'd revenue fall", "why did revenue fall"),
        ("can you tell me when the call starts, thanks", "when the call starts"),
        ("what is the ticker in the press release?", "what is the ticker?"),
    ],
)
def test_a_question_is_taken_plainly(typed: str, plain: str) -> None:
    assert plainly(typed) == plain


@pytest.mark.parametrize(
    ("question", "mark"),
    [
        ("what's the ticker symbol?", "ticker"),
        ("what exchange do they trade on", "exchange"),
        ("fax number pls", "fax"),
        ("which number do I dial?", "telephone"),
    ],
)
def test_a_mark_is_asked_for_by_many_names(question: str, mark: str) -> None:
    asked = asked_of(question)
    assert (asked.sort, asked.mark) == (Sort.MARK, mark)


def test_money_spent_on_the_telephone_is_no_telephone_number() -> None:
    assert asked_of("what was telephone expense?").sort is not Sort.MARK


def test_a_fax_number_is_not_given_for_a_telephone() -> None:
    line = "TEL: (617) 555-2500 FAX: (617) 555-2510"
    assert _answer("what is the fax number?", line)[0] == "(617) 555-2510"
    assert _answer("what is the phone number?", line)[0] == "(617) 555-2500"


def test_a_short_form_is_written_out_letter_by_letter() -> None:
    told = "We expect to file an Investigational New Drug (IND) application this summer."
    found, sure = _answer("what does IND stand for?", told, "The IND was late.")
    assert found == "Investigational New Drug"
    assert sure > 0.7


def test_one_office_is_not_another() -> None:
    told = "“Growth was strong,” said Ann Lee, Chief Executive Officer of the company."
    assert _answer("who is the CEO?", told)[0] == "Ann Lee"
    assert _answer("who is the chief medical officer?", told)[1] < 0.45


def test_who_signed_is_read_from_the_signature() -> None:
    told = "Date: January 31, 2008 /s/ Ann M. Lee"
    assert _answer("who signed the 8-K?", told)[0] == "Ann M. Lee"


def test_a_yes_needs_the_whole_question_said() -> None:
    told = "It comprises an antibody and a cell-killing agent called Abc1."
    assert _answer("is Abc1 a naked antibody?", told, "A naked compound is another thing.")[1] < 0.45


def test_the_cost_of_revenue_is_not_revenue() -> None:
    cost = "The increase in cost of revenues was primarily due to amortization."
    own = "Revenues for the quarter grew as we added members, primarily due to new markets and better plans."
    assert _answer("why did revenues increase?", cost, own)[0].startswith("primarily due to new markets")


def test_an_enumeration_is_given_to_its_last_item() -> None:
    parts = (
        "Factors that could cause results to differ include, but are not limited to: the outcome of trials;",
        "dependence on partners;",
        "and other factors described in our report.",
        "The company also makes tea.",
    )
    places, at = [], 0
    for part in parts:
        places.append(Sentence(part, (Span(at, at + len(part)),)))
        at += len(part) + 1
    whole = " ".join(parts)
    found = extract("what factors might make results differ?", places)
    assert found is not None
    assert [span.of(whole) for span in found.spans] == [
        "the outcome of trials",
        "dependence on partners",
        "other factors described in our report",
    ]


def test_what_a_thing_is_for_and_how_it_acts() -> None:
    told = "The process of angiogenesis is a prerequisite for tumor growth."
    assert _answer("what is angiogenesis needed for?", told)[0] == "tumor growth"
    acts = "Abc1 is designed to make cells weaker by blocking a pathway they use."
    made = "Abc1 and Abc2 were developed by the company and licensed to a partner."
    assert "blocking a pathway" in _answer("how does Abc1 work?", made, acts)[0]


def test_a_place_on_the_map_has_a_name() -> None:
    told = "We expect findings from the phase II trial in gastric cancer to be held to the same standard."
    assert _answer("where will the phase II trial be held?", told)[1] < 0.45


def test_the_title_of_a_person_and_a_vice_president_is_no_president() -> None:
    told = "“Costs fell,” commented Ann Lee, Executive Vice President and CFO."
    assert _answer("what is Ann Lee's title?", told)[0] == "Executive Vice President and CFO"
    assert _answer("who is the president?", told)[1] < 0.45


def test_why_another_line_moved_is_no_answer() -> None:
    told = (
        "The change was partially offset by an increase in interest income earned in the quarter due to higher rates."
    )
    assert _answer("why did interest expense change?", told)[1] < 0.45


def test_headquarters_are_the_principal_executive_offices() -> None:
    cover = "128 Main Street, Springfield, MA\n(Address of principal executive offices)"
    assert _answer("where are the headquarters?", cover)[0] == "128 Main Street, Springfield, MA"


def test_the_press_contact_is_the_media_contact() -> None:
    assert _answer("who is the press contact?", "Media contact: Ann Lee (617) 555-0100")[1] > 0.6


def test_a_sentence_of_a_rise_and_a_fall_says_neither_yes_nor_no() -> None:
    told = "We expect an increase in capital expenditures and a decrease in cash used."
    assert _answer("does the company expect capital expenditures to fall?", told)[1] < 0.45
