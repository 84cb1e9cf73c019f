"""How well a stretch of a sentence fits the kind of answer that is asked for, by its own look and what leads to it."""

from __future__ import annotations

import re

from bot.extract.candidate import Candidate
from bot.extract.kinds import Asked, Sort

# How well a candidate of one kind fits a question of another, by the words that lead to it ("*": whatever they are).
_FIT: dict[Sort, tuple[tuple[Sort, str, float], ...]] = {
    Sort.REASON: (
        (Sort.REASON, ".*offset by", 0.1), (Sort.REASON, "relat.*|given|reflect.*", 0.4), (Sort.REASON, "[^~].*", 0.55), (Sort.REASON, "~to", 0.15), (Sort.REASON, "~.*", 0.35), (Sort.BOOLEAN, "*", 0.1), (Sort.WHAT, "for", 0.18), (Sort.WHAT, "by|from|is|are|was|were", 0.12),
    ),
    Sort.TIME: ((Sort.TIME, "*", 0.5), (Sort.WHAT, "when|if|where|unless|upon|until", 0.35), (Sort.OFTEN, "*", 0.3), (Sort.WHAT, "after|at", 0.0)),
    Sort.OFTEN: ((Sort.OFTEN, "*", 0.7), (Sort.TIME, "*", 0.1)),
    Sort.LENGTH: ((Sort.LENGTH, "*", 0.6), (Sort.COUNT, "weeks", 0.5), (Sort.TIME, "lapse", 0.5), (Sort.TIME, "*", 0.1)),
    Sort.AMOUNT: ((Sort.AMOUNT, "*", 0.5), (Sort.COUNT, "*", 0.3), (Sort.LENGTH, "*", 0.1), (Sort.BOOLEAN, "*", 0.0), (Sort.WHAT, "*", 0.0)),
    Sort.COUNT: ((Sort.COUNT, "*", 0.5), (Sort.AMOUNT, "*", 0.3), (Sort.LENGTH, "*", 0.1), (Sort.BOOLEAN, "*", 0.0)),
    Sort.WHO: ((Sort.WHO, "name", 0.3), (Sort.WHO, "quoted", 0.1), (Sort.WHO, "*", 0.45), (Sort.DEFINITION, "*", 0.15), (Sort.WHAT, "by", 0.36), (Sort.WHAT, "with|to|from|is|are|was|were", 0.22)),
    Sort.WHERE: ((Sort.WHAT, "in|on|at|to|into|under|from|through|within", 0.4), (Sort.WHO, "name|quoted", 0.3), (Sort.WHAT, "*", 0.1)),
    Sort.HOW: (
        (Sort.WHAT, "by|using|as|through|on|.*based.*|.*calculated.*|.*determined.*|.* as|.* by|.* using", 0.4), (Sort.WHAT, "at", 0.25), (Sort.BOOLEAN, "*", 0.15),
        (Sort.WHAT, "*", 0.1),
    ),
    Sort.DEFINITION: (
        (Sort.DEFINITION, "*", 0.45), (Sort.WHAT, ".*defin.* as|means?|represents?|refers? to|is|are|was|were|.*known as", 0.45), (Sort.BOOLEAN, "*", 0.05),
    ),
    Sort.PARTS: (
        (Sort.WHAT, (
                ".*consist.*|.*compris.*|includ.*|contains?|.*made up.*|.*composed.*|.*included in|such as"
                "|namely|:|—|–"
            ), 0.5), (Sort.WHAT, "represents?|refers? to|means?", 0.4), (Sort.WHAT, "is|are|was|were|has|have|in", 0.3),
        (Sort.WHAT, "*", 0.08),
    ),
    Sort.TABLE: ((Sort.TABLE, "*", 1.2), (Sort.WHAT, "shows?|presents?", 0.2)),
    Sort.MARK: ((Sort.MARK, "*", 0.9),),
    Sort.BOOLEAN: ((Sort.BOOLEAN, "*", 0.7),),
    Sort.WHAT: (
        (Sort.WHAT, (
                "is|are|was|were|represents?|.* as|.* to|relates?.*|means?|.*based.*|includ.*|consist.*"
                "|compris.*"
            ), 0.32), (Sort.WHAT, "*", 0.2),
        (Sort.DEFINITION, "*", 0.2), (Sort.REASON, "[^~].*", 0.15), (Sort.AMOUNT, "*", 0.1), (Sort.COUNT, "*", 0.0), (Sort.WHO, "quoted", 0.3), (Sort.WHO, "name", 0.15), (Sort.WHAT, "clause", 0.2),
    ),
}  # fmt: skip


_BEING = frozenset({"is", "are", "was", "were", "be", "been"})


def fit_for(asked: Asked, candidate: Candidate) -> float | None:
    if candidate.sort is Sort.MARK and candidate.why != asked.mark:
        return None
    if candidate.why.startswith("="):
        return 0.9 if asked.long_form and asked.asks_for(candidate.why[1:]) else None
    if asked.purpose and candidate.why in _BEING:
        return None  # what a thing is does not say what it is for
    if candidate.why == "office":
        return 0.6 if asked.sort is Sort.DEFINITION and not asked.deeds else None
    if candidate.why == "signed":
        return 0.6 if asked.sort is Sort.WHO and "sign" in asked.topic else None
    if candidate.why == "subject":
        return 0.4 if asked.subject else None
    if candidate.why == "labelled":
        return 0.5 if asked.sort not in {Sort.REASON, Sort.BOOLEAN, Sort.TABLE} else None
    fits = [_fit_of(asked.sort, candidate)]
    if asked.also is not None:
        other = _fit_of(asked.also, candidate)
        fits.append(other - 0.05 if other is not None else None)
    return max((fit for fit in fits if fit is not None), default=None)


def _fit_of(sort: Sort, candidate: Candidate) -> float | None:
    for kind, why, fit in _FIT[sort]:
        if candidate.sort is kind and (why == "*" or re.fullmatch(why, candidate.why)):
            return fit
    return None


# An amount and nothing of what it is: "by $14 million in fiscal 2019" tells how much, and not why.
_ONLY_AMOUNT = re.compile(
    (
        r"(?:approximately\s+|about\s+)?[$£€¥]?\s?\(?[\d,.]+(?:%|\s?(?:million|billion|thousand|per\s+cent"
        r"|percent))?\)?(?=$|,(?!\d)|\.(?!\d)|\s+(?:from|in|during|to|or|for|compared|as|between|per)\b)"
    ),
    re.IGNORECASE,
)


def is_cause(words_: str) -> bool:
    """Whether a stretch can say why something is so: it is no bare amount."""
    return _ONLY_AMOUNT.match(words_) is None


def repeats(asked: Asked, words_: str) -> bool:
    """Whether a number only says again what the question says."""
    return (
        words_[:1].isdigit()
        and bool(re.search(rf"(?<![\w.,]){re.escape(words_)}(?![\w,]|\.\d)", asked.whole or asked.text))
        and not re.search(r"\b(?:19|20)\d\d\b", words_)
    )
