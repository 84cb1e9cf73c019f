"""A message that asks several things, parted in its questions and answered over the sample filing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chain import Chain
from bot.parted import clauses_of, questions_in
from bot.settings import Settings
from index.build import build
from index.sources import Source


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory, models: Path, sample_path: Path) -> Iterator[Chain]:
    home = tmp_path_factory.mktemp("home")
    (home / "models").symlink_to(models)
    settings = Settings(home=home)
    build([Source(sample_path, str(sample_path))], home, embedding_model=settings.embedding_model)
    chain = Chain(settings)
    yield chain
    chain.close()


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("What was revenue? And net loss?", ("What was revenue?", "And net loss?")),
        ("R&D in Q2; G&A in Q2", ("R&D in Q2 G&A in Q2",)),
        ("what was R&D in Q2; what was G&A", ("what was R&D in Q2", "what was G&A")),
        ("I have a call at ten. What was revenue?", ("I have a call at ten. What was revenue?",)),
    ],
)
def test_questions_in_a_row_are_told_apart_and_what_leads_up_to_one_stays(
    text: str, questions: tuple[str, ...]
) -> None:
    assert questions_in(text) == questions


def test_what_only_leads_up_to_a_question_is_no_clause_of_it() -> None:
    assert not list(clauses_of("what is, then, in thousands, the rent"))


def test_the_two_operands_of_one_operation_are_no_two_questions() -> None:
    assert not list(clauses_of("what was the sum of rent and wages"))
    assert ("how much was rent", "when was it paid") in list(clauses_of("how much was rent, and when was it paid"))


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("What was revenue in Q2? And the net loss?", [9_751_000, -6_212_000]),
        ("R&D Q2 FY08; G&A Q2 FY08", [10_732_000, 3_527_000]),
        # 21,176 - 9,751 and 7,244 - 6,212: what only the last clause says of the period is meant of both
        ("What were revenues and net loss for the September quarter?", [11_425_000, -1_032_000]),
        ("Cash burned from operations in H1, and in the prior-year half?", [6_900_000, 7_900_000]),
    ],
)
def test_each_thing_asked_is_answered(chain: Chain, question: str, values: list[int]) -> None:
    assert [figure.value for figure in chain.ask(question).figures] == values


def test_a_figure_and_words_are_both_given(chain: Chain) -> None:
    answer = chain.ask(
        "How much was capex in the first half, and when does the company plan to occupy the Waltham space?"
    )
    assert [figure.value for figure in answer.figures] == [5_300_000]
    assert "occupy in late March 2008" in answer.text


def test_a_question_that_finds_no_answer_is_said_to_find_none(chain: Chain) -> None:
    answer = chain.ask("What was revenue in Q2 FY08? What was the inventory balance?")
    assert [figure.value for figure in answer.figures] == [9_751_000]
    assert "does not answer “What was the inventory balance”" in answer.text


def test_half_of_one_sentence_is_no_answer_to_it(chain: Chain) -> None:
    assert chain.ask("What were the inventory balance and net loss in Q2 FY08?").status == "abstained"


def test_a_first_question_that_finds_no_answer_is_not_passed_over(chain: Chain) -> None:
    answer = chain.ask("What were deposits? And revenue in Q2 FY08?")
    assert [figure.value for figure in answer.figures] == [9_751_000]
    assert "does not answer “What were deposits”" in answer.text


def test_a_quarter_that_is_only_compared_with_is_not_the_half_asked_for(chain: Chain) -> None:
    answer = chain.ask("I compare with the December 2006 quarter. What was revenue in the half year?")
    assert [figure.value for figure in answer.figures] == [21_176_000]
