"""What a model may reply: ids, operations and quotes; never a figure."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.plan import Operation


class StepChoice(BaseModel):
    """One step: name = operation(arguments), arguments being ids of facts or names of earlier steps."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=40)
    operation: Operation
    arguments: list[str] = Field(min_length=1, max_length=24)


class QuoteChoice(BaseModel):
    """A sentence by its id; or some of its words, letter for letter, where they alone are the answer."""

    model_config = ConfigDict(extra="forbid")
    sentence: str
    words: str = Field(default="", max_length=1500)


class PlanChoice(BaseModel):
    """What a model chose to do."""

    model_config = ConfigDict(extra="forbid")
    action: Literal["compute", "quote", "refuse"]
    facts: list[str] = Field(default_factory=list, max_length=24)
    steps: list[StepChoice] = Field(default_factory=list, max_length=12)
    quotes: list[QuoteChoice] = Field(default_factory=list, max_length=4)


class Rewritten(BaseModel):
    """A question in other words: a follow-up that stands alone, or a refused question put plainly."""

    model_config = ConfigDict(extra="forbid")
    question: str = Field(min_length=3, max_length=400)
