"""A refused question read again by the chain, over the sample filing."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import RunnableLambda

from bot.chain import Chain
from bot.model.client import ModelClient
from bot.model.counsel import Counsel
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
        "What was BXQ's research and development expense in the same quarter? want to set the two side by side",
        "bxq's r&d in the december 2007 quarter",
        "what did Initech lose in the same quarter",
        "Why did BXQ's revenues fall?",
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


class Rewording(BaseChatModel):
    """A model that words every question in one way and refuses to plan."""

    said: str

    @property
    def _llm_type(self) -> str:
        return "rewording"

    def bind_tools(self, tools: Sequence[Any], **_: Any) -> Any:
        wants = {"question": self.said} if tools[0].__name__ == "Rewritten" else {"action": "refuse"}
        call = {"name": tools[0].__name__, "args": wants, "id": "call"}
        return RunnableLambda(lambda _: AIMessage("", tool_calls=[call]))

    def _generate(self, *_: Any, **__: Any) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage("nothing"))])


UNREAD = "what did they shell out on white coats and pipettes at the last count, Q2 FY08"


@pytest.mark.parametrize(
    ("said", "status", "trace"),
    [
        ("What was research and development in Q2 FY08?", "answered", "model rewording: What was research"),
        ("What was research and development in Q1 FY08?", "abstained", "it says another period"),
        ("What was research and development of Centocor in Q2 FY08?", "abstained", "it says the name Centocor"),
        (
            "By what percentage did research and development change in Q2 FY08?",
            "abstained",
            "it says another operation",
        ),
    ],
)
def test_a_models_wording_is_read_where_it_says_the_same(chain: Chain, said: str, status: str, trace: str) -> None:
    counsel = Counsel(ModelClient("scripted", Rewording(said=said), None), chain.settings)
    worded = Chain(chain.settings, counsel)
    answer = worded.ask(UNREAD)
    worded.close()
    assert chain.ask(UNREAD).status == "abstained"
    assert answer.status == status
    assert any(trace in line for line in answer.trace), "\n".join(answer.trace)
    if status == "answered":
        assert [figure.value for figure in answer.figures] == [10_732_000]
        assert f"Read as “{said}”" in answer.text


def test_what_is_in_a_line_is_not_answered_with_its_amount(chain: Chain) -> None:
    found = chain.ask("What is included in research and development expense?").to_json()
    assert not found["figures"]


@pytest.mark.parametrize(
    ("questions", "never"),
    [
        (("How many shares did the loss per share use for the latest quarter?",), "USD/share"),
        (("What were total revenues for the six months to December 2007?", "what portion came from clinical materials?"), "USD"),
    ],
)  # fmt: skip
def test_a_count_is_no_rate_and_a_portion_no_amount(chain: Chain, questions: Sequence[str], never: str) -> None:
    answers = [chain.ask(question, thread=f"guard-{never}") for question in questions]
    assert all(figure.unit != never for figure in answers[-1].figures)


@pytest.mark.parametrize("question", ["advertising revenue in Q2 fiscal 2008?", "streaming revenue in Q2 fiscal 2008?"])
def test_a_part_that_no_line_gives_is_not_read_again_as_the_whole(chain: Chain, question: str) -> None:
    assert chain.ask(question).status == "abstained"
