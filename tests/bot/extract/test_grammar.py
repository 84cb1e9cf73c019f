"""The light grammar of answers: clauses, causes, what goes on from the sentence before, and amounts among several."""

from __future__ import annotations

import pytest

from bot.extract import extract
from bot.extract.fits import is_cause
from bot.extract.kinds import Sort, asked_of
from index.layout import Span
from index.sentences import Sentence, split_sentences


def _answers(question: str, text: str) -> list[str]:
    sentences = [Sentence(text[a:b], (Span(a, b),)) for a, b in split_sentences(text)]
    nearby = ["", *(text[: sentence.span.end] for sentence in sentences[:-1])]
    found = extract(question, sentences, [""] * len(sentences), nearby)
    assert found is not None
    return [span.of(text) for span in found.spans]


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        (  # the sentence after goes on from the one that names the line
            "Why did the warranty reserve increase in 2019?",
            (
                "The warranty reserve increased by $14 million in 2019. The increase is mainly "
                "attributable to older pumps."
            ),
            ["mainly attributable to older pumps"],
        ),
        (  # a counter-cause is no cause
            "What resulted in the improvement in operating results?",
            (
                "Operating results were better, primarily from higher sales of pumps. The improvement was "
                "partially offset by losses."
            ),
            ["higher sales of pumps"],
        ),
        (  # the clause after a semicolon tells another thing
            "What is the company's involvement limited to?",
            (
                "The company's involvement is limited to the remittance of payments to the bank; "
                "therefore, receivables sold are not shown."
            ),
            ["the remittance of payments to the bank"],
        ),
        (  # the words that part one amount from another stand on either side of it
            "What was the unrecognized expense related to RSUs?",
            (
                "There was $60.3 million of unrecognized expense, of which $13.9 million is related to "
                "options and $46.4 million is related to RSUs."
            ),
            ["$46.4 million"],
        ),
        (  # a subject that something is done to
            "What is excluded when calculating revenue?",
            "Taxes collected from customers and remitted to authorities are excluded from revenue.",
            ["Taxes collected from customers and remitted to authorities"],
        ),
        (
            "What was the price of options exercised?",
            "The price of options exercised was 445.0p (2018: n/a).",
            ["445.0p"],
        ),
        (
            "Of the 50 restaurants acquired in 2017, how many were sold to franchisees?",
            "Of the 50 restaurants acquired in 2017, we closed eight and sold 42 to franchisees.",
            ["42"],
        ),
        (
            "What were the federal, state and foreign carryforwards, respectively?",
            (
                "We had federal, state and foreign carryforwards of $41.8 million, $86.3 million and $5.7 "
                "million, respectively."
            ),
            ["$41.8 million", "$86.3 million", "$5.7 million"],
        ),
        (  # one month is not another
            "How many units were granted in December 2019?",
            (
                "In April 2019, we granted 346,453 units with targets. In December 2019, we granted "
                "375,000 units with many market targets."
            ),
            ["375,000"],
        ),
        (
            "Why is debt analysed as a proportion of earnings?",
            "To assess the size of its debt, we analyse debt as a proportion of earnings.",
            ["To assess the size of its debt"],
        ),
        (
            "What are minimum payments classified as?",
            "Where minimum payments have been fixed, these agreements have been classified as a finance lease.",
            ["a finance lease"],
        ),
        (
            "Which is the largest customer of the company?",
            "In 2019, the company's largest customer, Pear represented 17.6% of revenue.",
            ["Pear"],
        ),
        (
            "In how many years will the cost be recognized?",
            "The cost of $1.2 million is expected to be recognized over a period of 2.5 years.",
            ["2.5 years"],
        ),
        (
            "What do the investments consist of?",
            "The investments comprise bonds, commercial paper and deposits, which are classified as Level 2.",
            ["bonds", "commercial paper", "deposits"],
        ),
        (
            "What does Halcyon do?",
            "Halcyon, Inc. (NYSE: HAL), a maker of pumps that move water, today announced its results.",
            ["a maker of pumps that move water"],
        ),
    ],
)
def test_the_words_that_answer(question: str, text: str, words: list[str]) -> None:
    assert _answers(question, text) == words


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ("$14 million in 2019", False),
        ("$36.1 billion of cash used for repurchases", True),
        ("12%, from $3 million", False),
        ("higher volumes", True),
    ],
)
def test_a_bare_amount_is_no_cause(words: str, cause: bool) -> None:
    assert is_cause(words) is cause


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("Over how many years is it recognized?", Sort.LENGTH),
        ("Who is the largest supplier?", Sort.WHO),
        ("What are distribution customers?", Sort.DEFINITION),
    ],
)
def test_what_kind_is_asked(question: str, sort: Sort) -> None:
    assert asked_of(question).sort is sort
