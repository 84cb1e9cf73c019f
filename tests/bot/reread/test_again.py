"""A refused question read again by the chain, over the sample filing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chain import Chain
from bot.settings import Settings
from index.build import build
from index.sources import Source

DEMO = Path(__file__).parents[3] / "demo" / "questions.jsonl"


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory, models: Path, sample_path: Path) -> Iterator[Chain]:
    home = tmp_path_factory.mktemp("home")
    (home / "models").symlink_to(models)
    settings = Settings(home=home)
    build([Source(sample_path, str(sample_path))], home, embedding_model=settings.embedding_model)
    chain = Chain(settings)
    yield chain
    chain.close()


def test_a_question_wrapped_in_remarks_is_answered_and_says_how_it_was_read(chain: Chain) -> None:
    answer = chain.ask(
        "Good morning. I am populating the comparative column of my model and would be grateful if you could tell me "
        "what the company recorded for general and administrative in the December 2006 quarter."
    )
    assert answer.figures[0].value == 2_566_000
    assert "Read as" in answer.text or "eneral and administrative was" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Hi, for my deck: how much R&D did Centocor spend last quarter?",
        "My boss asks what the inventory balance was, thanks",
        "Kindly share headcount at year end please, I need it for the slide",
    ],
)
def test_what_the_filing_does_not_say_stays_refused(chain: Chain, question: str) -> None:
    assert chain.ask(question).status == "abstained"


def test_the_questions_of_the_demo_are_answered(chain: Chain) -> None:
    asked = [json.loads(line)["question"] for line in DEMO.read_text("utf-8").splitlines()]
    answers = [chain.ask(question) for question in asked]
    assert [answer.status for answer in answers] == ["answered"] * 4 + ["abstained"]
    assert [figure.display for answer in answers for figure in answer.figures[:1]] == [
        "(8.8)%",
        "$2 million",
        "42.3 months",
    ]
