"""Chooses the sentence that answers a question put in other words than the filing's, by how alike they are in meaning.

The rules of `choose` count the words that a question and a sentence share. Someone who asks "who pays for the build-out?" of
"funding of these leasehold improvements by the landlord" shares none with it. Here each word of the question is sought in
each sentence by its meaning there (index/alike.py), beside the rules; how sure to be of what is found is learned.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from math import exp

from bot.extract.answers import Extraction
from bot.extract.choose import look
from bot.extract.kinds import Sort
from bot.extract.senses import content_words
from index.alike import Alike
from index.layout import Span
from index.sentences import Sentence

Alikeness = Callable[[str, Sequence[Span], Sequence[str]], Sequence[Alike]]
"""How alike texts are to a question whose telling words stand at spans of it."""

_COUNTS = 3.0  # what a sentence's alikeness counts beside what the rules give its best stretch
_LONGEST_TITLE = 120
_NAME = re.compile(r"(?<=[\w,;:'\"(-] )[A-Z][a-z][\w-]+|\b[A-Z]{2,}\w*(?:-\w+)*|\b[A-Za-z]+-?\d[\w-]*")
_WORD = re.compile(r"[\w&'’-]+")


@dataclass(frozen=True, slots=True)
class Meant:
    """What speaks for a sentence chosen by meaning. words, least: how alike it is (index.alike.Alike); lead: by how much more
    than any other sentence, below 0 where another is more alike; first: 1 where none is.
    """

    words: float
    least: float
    lead: float
    first: float


@dataclass(frozen=True, slots=True)
class MeantWeights:
    """What each sign counts, by its name, added to `bias`: the logarithm of the odds that the sentence answers."""

    bias: float
    each: Mapping[str, float]

    def sure(self, meant: Meant) -> float:
        """How likely the sentence answers, 0 to 1."""
        value = self.bias + sum(self.each[name] * sign for name, sign in asdict(meant).items())
        return 1 / (1 + exp(-value))


@cache
def learned_meaning() -> MeantWeights:
    """The weights that the package comes with."""
    kept = json.loads(files("bot.extract").joinpath("by_meaning.json").read_text("utf-8"))
    return MeantWeights(float(kept["bias"]), {name: float(weight) for name, weight in kept["weights"].items()})


def extract_by_meaning(
    question: str,
    sentences: Sequence[Sentence],
    titles: Sequence[str],
    nearby: Sequence[str],
    short_forms: Mapping[str, frozenset[str]],
    found: Sequence[int],
    alikeness: Alikeness,
) -> Extraction | None:
    """The best answer among the sentences that retrieval `found` and the rules like best; as `extract` otherwise."""
    looked = look(question, sentences, titles, nearby, short_forms, found)
    if looked is None:
        return None
    numbers = sorted({choice.sentence for choice in looked.choices})
    telling = [Span(m.start(), m.end()) for m in _WORD.finditer(question) if content_words(m.group())]
    texts = [in_place(sentences[n], titles[n]) for n in numbers]
    alike = dict(zip(numbers, alikeness(question, telling, texts), strict=True))
    best = max(looked.choices, key=lambda choice: choice.score + _COUNTS * alike[choice.sentence].words)
    if best.candidate.sort is Sort.MARK:
        return None  # an address or a number is found by its look, and not by likeness
    if not _names(question) <= looked.read_as(best.sentence):
        return None  # what is said of one that goes by another name
    return looked.take(best, learned_meaning().sure(_meant(best.sentence, alike)))


def _names(question: str) -> frozenset[str]:
    """The stems of the names in a question: capitalised inside it, or spelt with more capitals or figures than one."""
    return frozenset(word for name in _NAME.finditer(question) for word in content_words(name.group()))


def in_place(sentence: Sentence, title: str) -> str:
    """A sentence under its heading, as it is compared with a question."""
    return f"{title}. {sentence.text}" if title and len(title) < _LONGEST_TITLE else sentence.text


def _meant(number: int, alike: Mapping[int, Alike]) -> Meant:
    own = alike[number]
    lead = own.words - max((other.words for n, other in alike.items() if n != number), default=0.0)
    return Meant(own.words, own.least, lead, float(lead >= 0))
