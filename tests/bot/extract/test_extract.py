"""Answers in the filing's own words: the sentence, and the words in it. Expected words chosen by hand."""

import pytest

from bot.extract import Extraction, extract
from bot.extract.answers import UNSURE, _says_yes
from bot.extract.kinds import Sort, asked_of
from index.layout import Span
from index.sentences import Sentence, split_sentences

TEXT = (
    "The financial statements were approved by the Board of Directors on 6 June 2019. "
    "Aggregate intrinsic value represents the value of the closing stock price in excess of the exercise price. "
    "Interest expense decreased in 2018 primarily due to lower debt balances and a one-time charge. "
    "In July 2017, we acquired Halcyon, a wireless company that designs antennas. "
    "Depreciation expense was $12,548 and $12,643 for the years ended December 31, 2019 and 2018, respectively. "
    "The Company operates in five regions: United States, China, Europe, Japan, and Taiwan. "
    "Officers are elected annually by the shareholders. "
    "The table below shows the carrying amounts and estimated fair values of our debt. "
    "The defined benefit plan is not open to new members. "
    "The leases are recognized over a term of 13.5 years."
)


def sentences(text: str) -> list[Sentence]:
    return [Sentence(text[a:b], (Span(a, b),)) for a, b in split_sentences(text)]


def answer(question: str) -> tuple[list[str], Extraction]:
    found = extract(question, sentences(TEXT))
    assert found is not None
    return [span.of(TEXT) for span in found.spans], found


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "What is aggregate intrinsic value?",
            ["the value of the closing stock price in excess of the exercise price"],
        ),
        ("Why did interest expense decrease in 2018?", ["primarily due to lower debt balances and a one-time charge"]),
        ("What is Halcyon?", ["a wireless company that designs antennas"]),
        ("What was the depreciation expense in 2018?", ["$12,643"]),
        ("What were the depreciation expenses in 2019 and 2018, respectively?", ["$12,548", "$12,643"]),
        (
            "What are the regions in which the Company operates?",
            ["United States", "China", "Europe", "Japan", "Taiwan"],
        ),
        ("How often are officers elected?", ["annually"]),
        ("What does the table show?", ["the carrying amounts and estimated fair values of our debt"]),
        ("When did we acquire Halcyon?", ["July 2017"]),
        ("Over what term are the leases recognized?", ["13.5 years"]),
    ],
)
def test_the_words_that_answer(question: str, words: list[str]) -> None:
    assert answer(question)[0] == words


def test_a_yes_or_no_question_is_answered_with_the_sentence() -> None:
    spans, found = answer("Is the defined benefit plan open to new members?")
    assert spans == ["The defined benefit plan is not open to new members"]
    assert found.shape == "boolean" and found.value is False


def test_what_is_not_said_has_little_confidence() -> None:
    said = answer("Why did interest expense decrease in 2018?")[1].confidence
    unsaid = (
        answer("Why did the market capitalisation of the airline fall?")[1].confidence
        if extract("Why did the market capitalisation of the airline fall?", sentences(TEXT))
        else 0.0
    )
    assert said > 0.6 > 0.3 > unsaid


def test_nothing_to_read_gives_nothing() -> None:
    assert extract("What is goodwill?", []) is None
    assert extract("???", sentences(TEXT)) is None


def test_every_span_lies_in_its_sentence() -> None:
    for question in ("Who approved the financial statements?", "How is value represented?", "What are the regions?"):
        found = extract(question, sentences(TEXT))
        assert found is not None
        assert all(found.around.holds(span) and span.start < span.end for span in found.spans)


def test_another_thing_of_the_same_kind_is_no_answer() -> None:
    told = sentences("Seven patients were enrolled in the AX500 trial. The AX700 trial is planned.")
    asked = extract("How many patients were enrolled in the AX500 trial?", told)
    other = extract("How many patients were enrolled in the AX900 trial?", told)
    assert asked is not None and other is not None
    assert asked.confidence > 0.6 > 0.45 > other.confidence


def test_a_number_that_the_question_gives_is_no_answer() -> None:
    told = sentences("Of the 50 restaurants acquired in 2017, we closed 8 restaurants.")
    found = extract("Of the 50 restaurants acquired in 2017, how many were closed?", told)
    assert found is not None
    assert [span.of("Of the 50 restaurants acquired in 2017, we closed 8 restaurants.") for span in found.spans] == [
        "8"
    ]


def told(text: str) -> list[Sentence]:
    return sentences(text)


@pytest.mark.parametrize(
    ("text", "question", "words"),
    [
        ("The count rose from five today to as many as eight by this summer. Two are tested.", "How many could there be by the summer?", "eight"),
        ("Options are granted on March 6, 2023. Vesting occurs at a rate of 50% in year three.", "When do the options vest?", "in year three"),
        ("Base pay is unchanged from 2022. Bonuses are paid in cash.", "Did base pay change from 2022?", "Base pay is unchanged from 2022"),
        ("Results yielded zero bonus payout.", "Why was there no bonus?", "Results yielded zero bonus payout"),
    ],
)  # fmt: skip
def test_words_of_one_sense_and_times_without_dates(text: str, question: str, words: str) -> None:
    found = extract(question, told(text))
    assert found is not None
    assert [span.of(text) for span in found.spans] == [words]


def test_what_is_unchanged_did_not_change() -> None:
    found = extract("Did base pay change from 2022?", told("Base pay is unchanged from 2022."))
    assert found is not None
    assert found.value is False


def test_what_a_paragraph_says_before_a_sentence_counts_in_part() -> None:
    text = "AX700 is tested in leukemia. Seven of the patients responded. Rivals reported seven patients too."
    parts = told(text)
    found = extract("How many AX700 patients responded?", parts, (), ("", parts[0].text, ""))
    alone = extract("How many AX700 patients responded?", parts)
    assert found is not None and alone is not None
    assert found.confidence > alone.confidence


def test_a_short_form_and_what_it_stands_for_are_one() -> None:
    text = "Four of the five PRs were ongoing. Twelve patients were treated."
    forms = {"pr": frozenset({"partial", "respons"})}
    asked = "How many partial responses were ongoing?"
    known = extract(asked, told(text), short_forms=forms)
    unknown = extract(asked, told(text))
    assert known is not None
    assert known.around.of(text) == "Four of the five PRs were ongoing."
    assert unknown is None or unknown.confidence < known.confidence


def test_the_number_of_a_phase_tells_it_from_others() -> None:
    text = "In July 2007 Initech initiated a Phase II study of AX700 in patients."
    second = extract("Did Initech start a phase 2 study of AX700?", told(text))
    third = extract("Did Initech start a phase 3 study of AX700?", told(text))
    assert second is not None and third is not None
    assert second.confidence > 0.6 > 0.45 > third.confidence


def test_what_the_filing_nowhere_speaks_of_is_not_answered_by_where_it_is() -> None:
    found = extract("What is the weather in Reno today?", told("Initech of Reno, Nevada announced results today."))
    assert found is None or found.confidence <= UNSURE


def test_why_may_lean_on_the_line_named_before() -> None:
    text = "Revenues rose 5%. This significant growth was driven by milestone payments."
    parts = told(text)
    found = extract("What drove revenue growth?", parts, (), ("", parts[0].text))
    assert found is not None
    assert found.confidence > 0.45
    assert "milestone payments" in next(span.of(text) for span in found.spans)


@pytest.mark.parametrize(
    ("sentence", "sure"),
    [
        ("The decrease was primarily due to fewer visits.", True),
        ("Additionally, our expected expenses decreased because of fewer visits.", False),
        ("These expectations include a decrease in cash used due to fewer visits.", False),
    ],
)
def test_why_a_line_moved_is_told_of_that_line_or_of_its_move(sentence: str, sure: bool) -> None:
    found = extract("Why did revenue decrease?", sentences(sentence), [""], ["Revenue was $5 million."])
    assert found is not None
    assert (found.confidence > UNSURE) is sure


def test_why_one_way_is_not_answered_by_why_the_other() -> None:
    text = "The reduction in expenses was driven primarily by a decrease in antibody costs."
    rise = extract("Why will antibody costs go up?", told(text))
    fall = extract("Why did expenses go down?", told(text))
    assert rise is not None and fall is not None
    assert fall.confidence > 0.45 > rise.confidence


PEOPLE = (
    "Ms. Roe serves as chair from May 1, 2022 until June 30, 2023. "
    "The board approved results below the threshold, which yielded zero bonus for the officers. "
    "Stock options were granted under the plan. Vesting occurs at a rate of 50% in year three. "
)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Until when does Ms. Roe serve as chair?", "June 30, 2023"),
        ("Since when does Ms. Roe serve as chair?", "May 1, 2022"),
        ("Why was no bonus paid to the officers?", "The board approved results below the threshold"),
    ],
)
def test_the_end_of_a_time_and_what_yielded_a_result(question: str, words: str) -> None:
    found = extract(question, sentences(PEOPLE))
    assert found is not None and [span.of(PEOPLE) for span in found.spans] == [words]


def test_a_sentence_led_by_what_is_asked_to_be_done_leans_on_the_one_before() -> None:
    told = sentences(PEOPLE)
    found = extract("How do the stock options vest?", told, nearby=["", "", "", told[2].text])
    assert found is not None and found.around == told[3].span


@pytest.mark.parametrize(
    ("text", "question", "words"),
    [
        (
            "Liquidity risk is the risk that we cannot pay. Managing our liquidity risks takes care.",
            "What is liquidity risk?",
            "the risk that we cannot pay",
        ),
        (
            "Makers (“OEM”) are the end-customers we supply, while distributors refers to those who sell our parts.",
            "What are makers?",
            "the end-customers we supply",
        ),
        # what is done to a thing is not what it is
        ("Old stock was written off in May. Stock is goods held for sale.", "What is stock?", "goods held for sale"),
    ],
)
def test_what_a_thing_is_its_own_sentence_says(text: str, question: str, words: str) -> None:
    found = extract(question, told(text))
    assert found is not None
    assert [span.of(text) for span in found.spans] == [words]


def test_an_age_is_a_number() -> None:
    assert asked_of("How old is Mr. Lane?").sort is Sort.COUNT


@pytest.mark.parametrize(
    ("question", "sentence", "yes"),
    [
        ("Does growth include the effect of pass-through?", "Growth also excludes the effect of pass-through.", False),
        ("Does growth exclude the effect of pass-through?", "Growth also excludes the effect of pass-through.", True),
        ("Did volumes rise in Asia?", "Volumes in Asia declined.", False),
        ("Did volumes not rise in Asia?", "Volumes in Asia declined.", True),
        ("Did volumes rise in Asia?", "Volumes in Asia rose, and fell elsewhere.", True),
    ],
)
def test_an_opposite_said_is_a_no(question: str, sentence: str, yes: bool) -> None:
    assert _says_yes(asked_of(question), sentence) is yes
