"""What "it" and "its" in a follow-up mean: the thing that the question before was about."""

from __future__ import annotations

import re

from bot.question import Ask, Metric

_PRONOUN = re.compile(r"\b(?:its|their|his|her|it|they|them|he|she|him|(?:this|that) one)\b", re.IGNORECASE)
_POSSESSIVE = frozenset({"its", "their", "his", "her"})
# Names and codes inside a sentence: "T-DM1", "Halcyon", "AX700"; not its first word.
_PROPER = re.compile(r"(?<=\w )(?:[A-Z][\w&.®-]*(?: [A-Z][\w&.®-]*)*|[A-Za-z]+-?\d[\w-]*)")
# "Mr. Lee", and a word that can only mean a person.
_TITLED = re.compile(r"(?:Mr|Ms|Mrs|Dr)\.? [A-Z]")
OF_A_PERSON = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)
_PERIOD = re.compile(
    (
        r"(?:Q[1-4]|FY\W?\d+|[12]H|H[12]|January|February|March|April|May|June|July|August|September|October"
        r"|November|December)\b.*"
    ),
    re.IGNORECASE,
)
_AFTER_THAT = re.compile(r"\b(?:after (?:that|this|it)|from (?:then|there)(?: on)?)(?=\s*[?.!]*$)", re.IGNORECASE)


def with_subject(question: str, earlier: str, metric: str) -> str:
    """A question with its pronoun as what the one before was about; unchanged where it has none, or that names nothing.

    earlier: the question before. metric: the line it looked up; "" for one about words.
    """
    question = _AFTER_THAT.sub("thereafter", question)
    if _PRONOUN.search(question) is None:
        return question
    named = [name for name in _PROPER.findall(earlier) if not _PERIOD.fullmatch(name)]
    persons = [name for name in named if _TITLED.match(name)] if OF_A_PERSON.search(question) else []
    subject = metric or (persons or named or [""])[-1]
    if not subject:
        return question
    return _PRONOUN.sub(lambda said: f"{subject}'s" if said[0].lower() in _POSSESSIVE else subject, question, count=1)


_OWNER_ALONE = re.compile(
    r"(?:(?:and|so|but|what about|how about)\s+)*(?P<owner>[A-Z][\w-]*(?: [A-Z][\w-]*){0,2})['’]s\s*\?*"
)


def with_owner(question: str, metric: str, names: tuple[str, ...]) -> str:
    """Read "and Initech's?" as asking for the line spoken of, of Initech; unchanged where it names no one, or the filer (`names`)."""
    alone = _OWNER_ALONE.fullmatch(question.strip())
    if alone is None or not metric or alone["owner"].lower() in {name.lower() for name in names}:
        return question
    return f"what was {alone['owner']}'s {metric}?"


def in_full(question: str, text: str, asked: Ask, ask: Ask) -> str:
    """The question's text with the metric it left unsaid: "and in 2018?" as "what was rental expense in 2018?".

    asked, ask: its expression as read, and as completed. Unchanged where it is no one metric in one year.
    """
    if not (isinstance(asked, Metric) and isinstance(ask, Metric)) or ask.phrase == asked.phrase:
        return text
    years = _YEAR.findall(question)
    return f"what was {ask.phrase} in {years[0]}?" if len(years) == 1 and len(ask.periods) == 1 else text


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
