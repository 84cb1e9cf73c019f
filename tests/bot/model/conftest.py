"""A model that says what a test tells it to, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field

from bot.model.client import Budget, ModelClient


class ScriptedModel(BaseChatModel):
    """Replies in order. A str is words, a dict is a tool call's arguments (a structured reply), an exception is raised."""

    script: list[Any] = Field(default_factory=list)
    heard: list[str] = Field(default_factory=list)
    tools: list[Any] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], **_: Any) -> Any:
        self.tools = list(tools)
        return self

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        self.heard.append(str(messages[-1].content))
        assert self.script, "the model was asked once more than the test foresaw"
        said = self.script.pop(0)
        if isinstance(said, Exception):
            raise said
        if isinstance(said, AIMessage):
            message = said
        elif isinstance(said, dict):
            name = self.tools[0].__name__
            message = AIMessage("", tool_calls=[{"name": name, "args": said, "id": "call"}])
        else:
            message = AIMessage(said)
        return ChatResult(generations=[ChatGeneration(message=message)])


@pytest.fixture
def scripted() -> Callable[..., ModelClient]:
    """Makes a client of a model with a script."""

    def make(*script: Any) -> ModelClient:
        return ModelClient("scripted:model", ScriptedModel(script=list(script)), None, sleep=lambda _: None)

    return make


@pytest.fixture
def budget() -> Budget:
    return Budget(16_000, time.monotonic() + 30)
