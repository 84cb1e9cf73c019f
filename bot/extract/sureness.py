"""How likely words found are the answer: the signs for and against them, weighed as learned from questions with known answers.

`tieout eval sureness` learns the weights, and shows what they gain.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from math import exp, log

from bot.extract.kinds import Asked, Sort
from bot.extract.weighing import Choice


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against words found.

    said: how much of the question their sentence says, 0 to 1. words: the logarithm of how many words of the question
    tell. unknown: how many of those nothing in the filing says. fit: how well the words are of the kind asked for. score: how well they do by the rules; margin: by how much
    better than any of another sentence. whole: 1 where they are the sentence itself.
    """

    said: float
    words: float
    unknown: float
    fit: float
    score: float
    margin: float
    whole: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign counts, by its name, added to `bias`: the logarithm of the odds that the words answer.

    A sign that nothing was learned of counts nothing.
    """

    bias: float
    each: Mapping[str, float]

    def sure(self, signs: Signs) -> float:
        """How likely the words answer, 0 to 1."""
        value = self.bias + sum(self.each.get(name, 0.0) * sign for name, sign in asdict(signs).items())
        return 1 / (1 + exp(-value))


@cache
def learned() -> Weights:
    """The weights that the package comes with."""
    kept = json.loads(files("bot.extract").joinpath("sureness.json").read_text("utf-8"))
    return Weights(float(kept["bias"]), {name: float(weight) for name, weight in kept["weights"].items()})


def signs_of(asked: Asked, best: Choice, choices: Sequence[Choice], said: float, known: frozenset[str]) -> Signs:
    """The signs of the words chosen. said: how much of the question is said; known:
    the words that any sentence says.
    """
    others = (choice.score for choice in choices if choice.sentence != best.sentence)
    return Signs(
        said=said,
        words=log(len(asked.topic) or 1),
        unknown=sum(word not in known for word in asked.topic),
        fit=min(best.fit, 0.6),
        score=best.score,
        margin=best.score - max(others, default=0.0),
        whole=float(best.candidate.sort is Sort.BOOLEAN),
    )
