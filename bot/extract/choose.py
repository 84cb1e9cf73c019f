"""Chooses the sentence that answers a question in a filing's own words, and the shortest words in it that do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from bot.extract.answers import Extraction, extraction
from bot.extract.bearing import Above, coverage_of, other_forms, said_of, sentence_score, weights_of, words_of
from bot.extract.kinds import Sort, asked_of
from bot.extract.senses import content_words
from bot.extract.weighing import choices_in
from index.sentences import Sentence

Similar = Callable[[str, Sequence[str]], Sequence[float]]
_DOING = 1.4  # how much more the verb of a question tells than its other words
_LOOKED_INTO = 10  # sentences whose spans are weighed
_CODE = re.compile(r"[a-z]-?\d|\d[a-z]")


def extract(
    question: str,
    sentences: Sequence[Sentence],
    similar: Similar | None = None,
    titles: Sequence[str] = (),
    nearby: Sequence[str] = (),
    short_forms: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Extraction | None:
    """The best answer to a question among a filing's sentences; None where not one shares a word with it.

    similar: how near in meaning each text is to the question, 0 to 1. titles: the heading each sentence stands under
    ("" for none), whose words count as said. nearby: what its paragraph says before it, and who is quoted, whose words
    count in part. short_forms: stems of short forms the filing explains, with the stems of what they stand for.
    """
    asked = asked_of(question)
    if not sentences or not (asked.topic or asked.sort in {Sort.TABLE, Sort.MARK}):
        return None
    told = [words_of(sentence.text) for sentence in sentences]
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
    near = similar(question, [sentence.text for sentence in sentences]) if similar else [0.0] * len(sentences)
    scores = [
        sentence_score(asked, sentence.text, coverage_of(weights, words_, over), meaning, measured=similar is not None)
        + (0.15 if words_.leans and any(word in weights for word in over.title) else 0.0)
        for sentence, words_, over, meaning in zip(sentences, told, above, near, strict=True)
    ]
    order = sorted(range(len(sentences)), key=lambda n: -scores[n])[:_LOOKED_INTO]
    choices = [choice for n in order for choice in choices_in(asked, n, sentences[n].text, told[n], weights, scores[n])]
    if not choices:
        return None
    best = max(choices, key=lambda choice: (choice.score, -choice.sentence))
    coverage = said_of(asked, weights, told, best.sentence, above[best.sentence])
    said = (
        told[best.sentence].stems
        | above[best.sentence].title
        | above[best.sentence].before
        | above[best.sentence].other
    )
    if any((_CODE.search(word) or word in asked.ordinals) and word not in said for word in asked.topic):
        coverage *= 0.6  # another thing of the same kind: "A320" is not "A321", phase 3 not phase 2
    return extraction(asked, best, choices, sentences, near[best.sentence] if similar else None, coverage, said)
