"""Calls to a language model: bounded in time and tokens, tried again where that helps, remembered by content."""

from __future__ import annotations

import hashlib
import json
import logging
import math
import sqlite3
import time
from collections.abc import Callable, Mapping
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
_SERVER_FAULT = 500
_CHARACTERS_A_TOKEN = 3
_LIKELIEST = 10
"""Words of which a server is asked how likely each was: "Yes" and "No" are seldom further down, however they are spelt."""
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
    _tells_odds: bool = field(default=True, init=False)

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

    def yes(self, prompt: str, budget: Budget) -> float:
        """How likely the model says yes to a question of yes or no, 0 to 1. Raises ModelTrouble.

        By how likely its server says the first word was to be either; of a server that does not tell, by the word itself.
        """
        return float(self._remembered(prompt, "yes", budget, lambda: self._yes(prompt, budget)).text)

    def _yes(self, prompt: str, budget: Budget) -> str:
        message = self._called(lambda: self._telling().invoke(prompt), budget, simpler=self._without_odds)
        self._charge(message, prompt, budget)
        words = _first_words(message)
        yes, no = (sum(odds for word, odds in words if word == said) for said in ("yes", "no"))
        if not yes + no:
            raise ModelTrouble("malformed", f"it says neither yes nor no: {_start(message)}")
        return str(yes / (yes + no))

    def _telling(self) -> Any:
        """The model bound to tell how likely its words were, where it is of a kind that can."""
        can = self._tells_odds and "top_logprobs" in type(self.chat).model_fields
        return self.chat.bind(logprobs=True, top_logprobs=_LIKELIEST) if can else self.chat

    def _without_odds(self, status: int) -> bool:
        if status >= _SERVER_FAULT:
            return False  # it may tell them the next time
        before, self._tells_odds = self._tells_odds, False
        return before

    def _words(self, prompt: str, budget: Budget) -> str:
        message = self._called(lambda: self.chat.invoke(prompt), budget)
        self._charge(message, prompt, budget)
        text = message.text if isinstance(message.text, str) else str(message.content)
        if not text.strip():
            raise ModelTrouble("empty")
        return text

    def _structured(self, prompt: str, shape: type[BaseModel], budget: Budget) -> str:
        found = self._called(lambda: self._shaped(shape).invoke(prompt), budget, simpler=self._plain_json)
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

    def _plain_json(self, _: int) -> bool:
        # The server may know no JSON schemas; plain JSON mode is the other way that all of them share.
        before, self._method = self._method, "json_mode"
        return before is None

    def _called(
        self, call: Callable[[], Any], budget: Budget, *, simpler: Callable[[int], bool] = lambda _: False
    ) -> Any:
        """What a call returns. simpler: makes a request that was refused a simpler one; False where it is that already."""
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
                if status in _REFUSED_SHAPE and simpler(status):
                    continue
                if status in _FINAL or attempt == TRIES or budget.seconds < wait:
                    kind = "time" if "timeout" in type(problem).__name__.lower() else "unreachable"
                    raise ModelTrouble(kind, type(problem).__name__) from problem
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


def _first_words(message: BaseMessage) -> list[tuple[str, float]]:
    """The words a reply might have begun with, and how likely each was; the one it did, where its server does not tell."""
    told = message.response_metadata.get("logprobs") or {}
    likeliest: list[Mapping[str, Any]] = next((first["top_logprobs"] for first in told.get("content") or ()), [])
    if likeliest:
        return [(_bare(one["token"]), math.exp(one["logprob"])) for one in likeliest]
    words = str(message.text).split()
    return [(_bare(words[0]), 1.0)] if words else []


def _bare(word: str) -> str:
    return word.strip(" \n.,!:*\"'").casefold()
