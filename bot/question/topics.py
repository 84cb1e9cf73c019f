"""A thing named first and asked about after, in one sentence: "Rent: which line is it in?" is "which line is rent in?"."""

from __future__ import annotations

import re

# What is named: a few words, none of which asks, does or joins.
_TOPIC = re.compile(
    r"^(?P<topic>(?!(?:and|so|but|then|if|for|in|on|at|as|by|from|ok(?:ay)?|now|well|yes|no|hi|hello|thanks?|please|sorry"
    r"|besides|under|over|during|after|before|since|despite|per|according|with|without|of|[a-z]+ing)\b)"
    r"(?:(?!\b(?:what|which|who|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would"
    r"|should|i|we|you|it|they|that|this|there)\b)[\w&$%.'’/()-]+[ ]?){1,7}?)"
    r"(?:\s*[:,;]\s*|\s+[–—-]+\s+|\s*[?…]\s+|\s*\.\.+\s*)"
    r"(?P<rest>(?:(?:by|in|of|to|for|from|on|at|under|with) )?(?:what|which|who|whose|when|where|why|how|is|are|was|were|do|does|did"
    r"|has|have|had|can|could|will|would|should)\b.+)$",
    re.IGNORECASE | re.DOTALL,
)
# The one asked about, behind the verb that asks: of "is the net loss smaller than it was" the topic is another.
_POINTS = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should) (?P<word>(?P<own>its|their)|it|they)\b(?!['’])",
    re.IGNORECASE,
)
_ASKS_MORE = re.compile(r"\band (?:what|which|who|when|where|why|how|is|are|was|were|do|does|did)\b", re.IGNORECASE)


def with_topic(question: str) -> str:
    """The question with the thing it names first in the place of the one word that points to it; else as it is."""
    told = _TOPIC.match(question.strip())
    if told is None:
        return question
    word = _POINTS.search(told["rest"])
    if word is None or _ASKS_MORE.search(told["rest"]):
        return question
    if word["word"].lower() in {"they", "their"} and not told["topic"].strip().endswith("s"):
        return question  # the company, and not the one thing named
    topic = re.sub(r"^The\b", "the", told["topic"].strip())
    named = f"{topic}'s" if word["own"] else topic
    return f"{told['rest'][: word.start('word')]}{named}{told['rest'][word.end('word') :]}"
