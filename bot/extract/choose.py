"""Chooses the sentence that answers a question in a filing's own words, and the shortest words in it that do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.extract.answers import UNSURE, Extraction, extraction
from bot.extract.bearing import Above, Words, coverage_of, other_forms, said_of, sentence_score, weights_of, words_of
from bot.extract.kinds import Asked, Sort, asked_of
from bot.extract.senses import content_words
from bot.extract.sureness import learned, signs_of
from bot.extract.weighing import Choice, choices_in
from index.sentences import Sentence

_DOING = 1.4  # how much more the verb of a question tells than its other words
_LOOKED_INTO = 10  # sentences whose spans are weighed
# What tells of a move that the sentence before told: "The increase was due to ...", "This reflects ...".
_OF_THE_MOVE = re.compile(
    r"\W*(?:the|this|these|that|those|such|both)\s+(?:[\w-]+\s+){0,2}?(?:increases?|decreases?|declines?|reductions?|changes?"
    r"|improvements?|growth|rise|fall|drop|difference|variance)\b(?!\s+(?:in|of)\b)"
    r"|\W*(?:this|it|these|they|that|both)\s+(?:was|were|is|are|has|have|reflect\w*|result\w*|include[sd]?)\b"
    r"|\W*the\s+(?:current|prior|reported|latest)\s+(?:fiscal\s+)?(?:quarter|year|period|half)\b",
    re.IGNORECASE,
)
_MOVES = frozenset({"rise", "fall"})
_CODE = re.compile(r"[a-z]-?\d|\d[a-z]")


@dataclass(frozen=True, slots=True)
class Looked:
    """Sentences looked through for a question: its heading, what each says and is read under, and the stretches that might answer."""

    asked: Asked
    sentences: Sequence[Sentence]
    titles: Sequence[str]
    told: Sequence[Words]
    above: Sequence[Above]
    weights: dict[str, float]
    choices: Sequence[Choice]

    def likeliest(self, most: int) -> tuple[int, ...]:
        """The places of the sentences likeliest to hold the answer, the best first."""
        ranked = sorted(self.choices, key=lambda choice: (-choice.score, choice.sentence))
        return tuple(dict.fromkeys(choice.sentence for choice in ranked))[:most]

    def answer(self, within: int | None = None, sure: float | None = None) -> Extraction | None:
        """The best answer; of one sentence alone, where its place is given. None where there is none. sure: as in `take`."""
        among = [choice for choice in self.choices if within is None or choice.sentence == within]
        if not among:
            return None
        return self.take(max(among, key=lambda choice: (choice.score, -choice.sentence)), sure)

    def read_as(self, place: int) -> frozenset[str]:
        """What a sentence says, or is read under."""
        return self.told[place].stems | self.above[place].all

    def take(self, best: Choice, sure: float | None = None) -> Extraction:
        """A stretch for the answer. sure: how likely it answers, where that is known otherwise than by the rules' signs."""
        asked, told, above = self.asked, self.told[best.sentence], self.above[best.sentence]
        known = frozenset(word for one in self.told for word in one.stems)
        known = known.union(*(one.title for one in self.above), above.other)
        said = said_of(asked, self.weights, told, above, known)
        signs = signs_of(asked, best, self.choices, said, known)
        read_as = self.read_as(best.sentence)
        sure = learned().sure(signs) if sure is None else sure
        own = read_as - (above.before - told.stems - above.title)
        if _of_another(asked, read_as, known) or asked.ordinals - own:
            # What was said of phase 2 is not the sentence before.
            sure = min(sure, UNSURE)
        moves = asked.sort is Sort.REASON and _MOVES & set(asked.topic)
        leans = not moves or _OF_THE_MOVE.match(self.sentences[best.sentence].text)
        spoken_of = read_as if leans else told.stems | above.title | above.other
        return replace(extraction(asked, best, self.choices, self.sentences, sure, said, spoken_of), signs=signs)


def extract(
    question: str,
    sentences: Sequence[Sentence],
    titles: Sequence[str] = (),
    nearby: Sequence[str] = (),
    short_forms: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Extraction | None:
    """The best answer to a question among a filing's sentences; None where not one shares a word with it. As `look`."""
    looked = look(question, sentences, titles, nearby, short_forms)
    return looked.answer() if looked is not None else None


def look(
    question: str,
    sentences: Sequence[Sentence],
    titles: Sequence[str] = (),
    nearby: Sequence[str] = (),
    short_forms: Mapping[str, frozenset[str]] = MappingProxyType({}),
    found: Sequence[int] = (),
) -> Looked | None:
    """Look through a filing's sentences for what answers a question; None where not one shares a word with it.

    titles: the heading each sentence stands under ("" for none), whose words count as said. nearby: what its paragraph
    says before it, and who is quoted, whose words count in part. short_forms: stems of short forms the filing explains,
    with the stems of what they stand for. found: places of sentences to look into besides those likeliest by their words.
    """
    asked = asked_of(question)
    if not sentences or not (asked.topic or asked.sort in {Sort.TABLE, Sort.MARK}):
        return None
    told = [_led_by(asked.verb, words_of(sentence.text)) for sentence in sentences]
    heads = [frozenset(content_words(title)) for title in titles] or [frozenset()] * len(sentences)
    before = [words_of(text).stems for text in nearby] or [frozenset()] * len(sentences)
    forms = {s: long for s, long in short_forms.items() if s in asked.topic or long <= set(asked.topic)}
    above = [
        Above(head, said, other_forms(asked.topic, words_, forms))
        for head, said, words_ in zip(heads, before, told, strict=True)
    ]
    weights = weights_of(
        asked.topic, [{*(w for _, _, w in words_.found), *head} for words_, head in zip(told, heads, strict=True)]
    )
    if asked.verb in weights:
        weights[asked.verb] *= _DOING
    scores = [
        sentence_score(asked, sentence.text, coverage_of(weights, words_, over))
        + (0.15 if words_.leans and any(word in weights for word in over.title) else 0.0)
        for sentence, words_, over in zip(sentences, told, above, strict=True)
    ]
    order = sorted(range(len(sentences)), key=lambda n: -scores[n])[:_LOOKED_INTO]
    order = list(dict.fromkeys((*order, *found)))
    choices = [choice for n in order for choice in choices_in(asked, n, sentences[n].text, told[n], weights, scores[n])]
    return Looked(asked, sentences, titles or [""] * len(sentences), told, above, weights, choices) if choices else None


def _led_by(verb: str, told: Words) -> Words:
    """A sentence that begins with what is asked to be done ("Vesting occurs ...") leans on what was said before it."""
    return replace(told, leans=True) if verb and told.found[:1] and told.found[0][2] == verb else told


# Of "the amount of …", "the average time of …", the first noun is no thing that a filing must speak of.
_MEASURED = {Sort.AMOUNT, Sort.COUNT, Sort.LENGTH, Sort.TIME, Sort.OFTEN, Sort.REASON}


def _of_another(asked: Asked, read_as: frozenset[str], known: frozenset[str]) -> bool:
    """Whether a sentence is of another thing of the same kind ("A320" is not "A321", phase 3 not phase 2), or no sentence
    speaks of the thing at all.
    """
    if any((_CODE.search(word) or word in asked.ordinals) and word not in read_as for word in asked.topic):
        return True
    if asked.sort in _MEASURED or asked.also in _MEASURED:
        return False
    return bool(asked.thing) and not set(asked.thing) & known
