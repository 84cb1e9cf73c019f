"""Calls to a language model: bounded in time and tokens, tried again where that helps, remembered by content."""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

TRIES = 3
FIRST_WAIT_SECONDS = 0.5
# What a provider answers to a request that will never work: asking again is no use.
_FINAL = frozenset({400, 401, 403, 404, 405, 410, 422})
_REFUSED_SHAPE = frozenset({400, 404, 422, 500, 501})
_CHARACTERS_A_TOKEN = 3
Shape = TypeVar("Shape", bound=BaseModel)
_log = logging.getLogger("tieout.model")


class ModelTrouble(Exception):
    """The model gave nothing that can be used. kind: "time", "unreachable", "budget", "empty", "cut off", "malformed"."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.kind = kind


@dataclass(slots=True)
class Budget:
    """What one question may still spend. tokens: in and out. deadline: on the monotonic clock, seconds."""

    tokens: int
    deadline: float
    spent_in: int = 0
    spent_out: int = 0
    calls: int = 0

    @property
    def left(self) -> int:
        return self.tokens - self.spent_in - self.spent_out

    @property
    def seconds(self) -> float:
        return self.deadline - time.monotonic()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model replied. text: its words, or the JSON of its structured reply. cached: it was remembered."""

    text: str
    cached: bool = False


@dataclass(slots=True)
class ModelClient:
    """One configured model. Safe to use from many threads.

    name: as in the settings. chat: the LangChain chat model. home: where replies are remembered; None for nowhere.
    sleep: how waits are spent (tests pass their own).
    """

    name: str
    chat: BaseChatModel
    home: Path | None = None
    sleep: Callable[[float], None] = time.sleep
    _method: str | None = field(default=None, init=False)

    def words(self, prompt: str, budget: Budget) -> Reply:
        """A reply in words. Raises ModelTrouble."""
        return self._remembered(prompt, "", budget, lambda: self._words(prompt, budget))

    def structured(self, prompt: str, shape: type[Shape], budget: Budget) -> Shape:
        """A reply of a given shape. Raises ModelTrouble; kind "malformed" where it does not fit the shape."""
        reply = self._remembered(prompt, shape.__name__, budget, lambda: self._structured(prompt, shape, budget))
        try:
            return shape.model_validate_json(reply.text)
        except ValidationError as problem:
            raise ModelTrouble("malformed", problem.errors()[0]["msg"]) from problem

    def _words(self, prompt: str, budget: Budget) -> str:
        message = self._called(lambda: self.chat.invoke(prompt), budget)
        self._charge(message, prompt, budget)
        text = message.text if isinstance(message.text, str) else str(message.content)
        if not text.strip():
            raise ModelTrouble("empty")
        return text

    def _structured(self, prompt: str, shape: type[BaseModel], budget: Budget) -> str:
        found = self._called(lambda: self._shaped(shape).invoke(prompt), budget, shaped=True)
        self._charge(found["raw"], prompt, budget)
        parsed = found["parsed"]
        if isinstance(parsed, shape):
            return parsed.model_dump_json()
        raise ModelTrouble("malformed", f"the reply is not the JSON that was asked for: {_start(found['raw'])}")

    def _shaped(self, shape: type[BaseModel]) -> Any:
        """The model bound to a shape: in its provider's own way, or as plain JSON where a server knows no other."""
        if self._method is None:
            return self.chat.with_structured_output(shape, include_raw=True)
        return self.chat.with_structured_output(shape, method=self._method, include_raw=True)

    def _called(self, call: Callable[[], Any], budget: Budget, *, shaped: bool = False) -> Any:
        wait = FIRST_WAIT_SECONDS
        for attempt in range(1, TRIES + 1):
            if budget.seconds <= 0:
                raise ModelTrouble("time", "no time is left for it")
            budget.calls += 1
            try:
                return call()
            except ModelTrouble:
                raise
            except Exception as problem:
                status = getattr(problem, "status_code", None)
                _log.info("model call %d of %d failed: %s (status %s)", attempt, TRIES, type(problem).__name__, status)
                if shaped and self._method is None and status in _REFUSED_SHAPE:
                    # The server may know no JSON schemas; plain JSON mode is the other way that all of them share.
                    self._method = "json_mode"
                elif status in _FINAL or attempt == TRIES or budget.seconds < wait:
                    kind = "time" if "timeout" in type(problem).__name__.lower() else "unreachable"
                    raise ModelTrouble(kind, type(problem).__name__) from problem
                else:
                    self.sleep(wait)
                    wait *= 2
        raise ModelTrouble("unreachable", "it refused every form of the request")

    def _charge(self, message: BaseMessage, prompt: str, budget: Budget) -> None:
        usage = getattr(message, "usage_metadata", None) or {}
        budget.spent_in += usage.get("input_tokens") or len(prompt) // _CHARACTERS_A_TOKEN
        budget.spent_out += usage.get("output_tokens") or len(str(message.content)) // _CHARACTERS_A_TOKEN
        if message.response_metadata.get("finish_reason") in {"length", "max_tokens"}:
            raise ModelTrouble("cut off", "the reply reached its longest length")

    def _remembered(self, prompt: str, shape: str, budget: Budget, ask: Callable[[], str]) -> Reply:
        if len(prompt) // _CHARACTERS_A_TOKEN > budget.left:
            raise ModelTrouble("budget", "the question's tokens are spent")
        key = hashlib.sha256(json.dumps([self.name, shape, prompt]).encode()).hexdigest()
        with closing(self._open()) as kept:
            row = kept.execute("SELECT reply FROM replies WHERE key = ?", (key,)).fetchone()
            if row is not None:
                return Reply(row[0], cached=True)
            text = ask()
            with kept:
                kept.execute("INSERT OR REPLACE INTO replies VALUES (?, ?)", (key, text))
        return Reply(text)

    def _open(self) -> sqlite3.Connection:
        kept = sqlite3.connect(":memory:" if self.home is None else self.home / "model-replies.sqlite", timeout=30)
        kept.execute("CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, reply TEXT NOT NULL)")
        return kept


def _start(message: BaseMessage) -> str:
    return " ".join(str(message.content).split())[:200]
