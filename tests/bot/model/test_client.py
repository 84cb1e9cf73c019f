"""Calls are bounded, tried again where that helps, and remembered."""

import math
import time
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatResult
from pydantic import Field

from bot.model.client import Budget, ModelClient, ModelTrouble
from bot.model.shapes import Rewritten
from tests.bot.model.conftest import ScriptedModel


class ServerError(Exception):
    status_code = 500


class Busy(Exception):
    status_code = 429


class WrongKey(Exception):
    status_code = 401


class TookTooLongTimeout(Exception):
    pass


def client_of(*script: object, home: Path | None = None) -> tuple[ModelClient, ScriptedModel, list[float]]:
    waits: list[float] = []
    model = ScriptedModel(script=list(script))
    return ModelClient("scripted:model", model, home, sleep=waits.append), model, waits


def plenty() -> Budget:
    return Budget(10_000, time.monotonic() + 60)


def test_a_busy_server_is_asked_again_after_a_wait() -> None:
    client, model, waits = client_of(Busy(), ServerError(), "At last.")
    assert client.words("Hello", plenty()).text == "At last."
    assert len(model.heard) == 3
    assert waits == [0.5, 1.0]


def test_after_three_failures_it_gives_up() -> None:
    client, model, _ = client_of(ServerError(), ServerError(), ServerError())
    with pytest.raises(ModelTrouble, match="unreachable: ServerError"):
        client.words("Hello", plenty())
    assert len(model.heard) == 3


def test_a_wrong_key_is_not_tried_again() -> None:
    client, model, _ = client_of(WrongKey())
    with pytest.raises(ModelTrouble, match="unreachable: WrongKey"):
        client.words("Hello", plenty())
    assert len(model.heard) == 1


def test_time_outs_are_called_so() -> None:
    client, _, _ = client_of(TookTooLongTimeout(), TookTooLongTimeout(), TookTooLongTimeout())
    with pytest.raises(ModelTrouble) as caught:
        client.words("Hello", plenty())
    assert caught.value.kind == "time"


def test_no_call_is_made_when_no_time_is_left() -> None:
    client, model, _ = client_of("never heard")
    with pytest.raises(ModelTrouble) as caught:
        client.words("Hello", Budget(10_000, time.monotonic() - 1))
    assert (caught.value.kind, model.heard) == ("time", [])


def test_no_call_is_made_when_the_tokens_are_spent() -> None:
    client, model, _ = client_of("never heard")
    with pytest.raises(ModelTrouble) as caught:
        client.words("x" * 400, Budget(100, time.monotonic() + 60))
    assert (caught.value.kind, model.heard) == ("budget", [])


def test_what_the_model_says_it_used_is_charged() -> None:
    usage = {"input_tokens": 120, "output_tokens": 30, "total_tokens": 150}
    client, _, _ = client_of(AIMessage("Fine.", usage_metadata=usage))
    budget = plenty()
    client.words("Hello", budget)
    assert (budget.spent_in, budget.spent_out, budget.calls, budget.left) == (120, 30, 1, 9_850)


@pytest.mark.parametrize("said", ["", "  \n "])
def test_an_empty_reply_is_trouble(said: str) -> None:
    client, _, _ = client_of(said)
    with pytest.raises(ModelTrouble, match="empty"):
        client.words("Hello", plenty())


def test_a_reply_that_was_cut_off_is_trouble() -> None:
    client, _, _ = client_of(AIMessage("Revenue was", response_metadata={"finish_reason": "length"}))
    with pytest.raises(ModelTrouble, match="cut off"):
        client.words("Hello", plenty())


def test_a_structured_reply_must_have_its_shape() -> None:
    client, _, _ = client_of({"question": "What was revenue?"})
    assert client.structured("p", Rewritten, plenty()).question == "What was revenue?"
    for wrong in ({"question": 3, "more": 1}, {}, 'Sure! Here it is: {"question": "What was revenue?"}'):
        client, _, _ = client_of(wrong)
        with pytest.raises(ModelTrouble, match="malformed"):
            client.structured("p", Rewritten, plenty())


def test_a_reply_is_remembered_by_its_prompt(tmp_path: Path) -> None:
    client, model, _ = client_of("Once.", home=tmp_path)
    assert client.words("Hello", plenty()).cached is False
    again = client.words("Hello", plenty())
    assert (again.text, again.cached, len(model.heard)) == ("Once.", True, 1)


def test_a_failed_reply_is_not_remembered(tmp_path: Path) -> None:
    client, _, _ = client_of("", "Second time.", home=tmp_path)
    with pytest.raises(ModelTrouble):
        client.words("Hello", plenty())
    assert client.words("Hello", plenty()).text == "Second time."


def test_logs_hold_neither_prompt_nor_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    client, _, _ = client_of(WrongKey("key sk-secret was refused"))
    with pytest.raises(ModelTrouble) as caught:
        client.words("a private question", plenty())
    assert "sk-secret" not in caplog.text + str(caught.value)
    assert "a private question" not in caplog.text


class Telling(ScriptedModel):
    """A model of a kind that can tell how likely its words were. bound: what it was asked with, call by call."""

    top_logprobs: int | None = None
    bound: list[dict[str, object]] = Field(default_factory=list)

    def _generate(self, messages: list[BaseMessage], *_: Any, **asked_with: Any) -> ChatResult:
        self.bound.append({name: value for name, value in asked_with.items() if "logprobs" in name})
        return super()._generate(messages)


class NoLogprobs(Exception):
    status_code = 400


def odds_told(**likely: float) -> AIMessage:
    told = [{"token": f" {word}", "logprob": math.log(odds)} for word, odds in likely.items()]
    return AIMessage("No.", response_metadata={"logprobs": {"content": [{"token": "No", "top_logprobs": told}]}})


def test_yes_is_as_likely_as_the_server_says_whichever_word_came_first(tmp_path: Path) -> None:
    model = Telling(script=[odds_told(Yes=0.2, yes=0.04, NO=0.56, Maybe=0.2)])
    client = ModelClient("scripted:model", model, tmp_path, sleep=lambda _: None)
    assert client.yes("Is it?", plenty()) == pytest.approx(0.3)
    assert client.yes("Is it?", plenty()) == pytest.approx(0.3)  # remembered
    assert model.bound == [{"logprobs": True, "top_logprobs": 10}]


def test_a_server_that_tells_no_odds_is_asked_without_them_from_then_on() -> None:
    model = Telling(script=[NoLogprobs(), "Yes.", "No, it is not."])
    client = ModelClient("scripted:model", model, None, sleep=lambda _: None)
    assert client.yes("Is it?", plenty()) == 1.0
    assert client.yes("Was it?", plenty()) == 0.0
    assert [bool(asked_with) for asked_with in model.bound] == [True, False, False]


def test_a_servers_own_fault_does_not_end_the_telling_of_odds() -> None:
    model = Telling(script=[ServerError(), odds_told(Yes=0.5, No=0.5)])
    client = ModelClient("scripted:model", model, None, sleep=lambda _: None)
    assert client.yes("Is it?", plenty()) == pytest.approx(0.5)
    assert all(model.bound)


@pytest.mark.parametrize("said", [odds_told(Perhaps=0.9), "Perhaps", "1"], ids=["odds", "word", "number"])
def test_neither_yes_nor_no_is_malformed(said: object) -> None:
    client, _, _ = client_of(said)
    with pytest.raises(ModelTrouble, match="malformed: it says neither yes nor no"):
        client.yes("Is it?", plenty())
