"""Says a question again in plain words, from the parts that its words play: what the reader of questions reads best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reread.roles import LINKS, Parse, Role, Word
from index.period import PeriodMention

SURE_OF_OPERATION = 0.5
"""Chance of the operation from which a question is put as that operation; below it only its own words are kept."""

_TIED = (
    "in ",
    "at ",
    "for ",
    "on ",
    "as of ",
    "during ",
    "over ",
    "through ",
    "from ",
    "since ",
    "between ",
    "versus ",
)


_PARTED = re.compile(r"[,;:.?!/+]|\b(?:and|or|plus|than|versus|vs)\b|&")
"""What parts two metrics from each other, between them."""
_MOVES = re.compile(
    r"%|\b(?:percent\w*|pct|up|down|more|less|grow\w*|grew|growth|chang\w*|f[ae]ll\w*|rise|rose|risen|drop\w*|increas\w*"
    r"|decreas\w*|declin\w*|averag\w*|mean|per|ratio|share|times|combined|together|sum|differ\w*|delta|yoy|lower|higher"
    r"|bigger|smaller|larg\w*|biggest|months?|quarters?|days?)\b",
    re.IGNORECASE,
)
"""Words of an operation with which a figure that is only looked up is not what was asked."""
_LASTING = re.compile(r"\bhow (?:many (?:days|weeks|months|quarters|years)|long)\b", re.IGNORECASE)
"""What is asked for as a stretch of time is no ratio of two amounts."""
_MIDPOINT = re.compile(r"\bmid-?point\b|\bmiddle\b", re.IGNORECASE)
_MANY = re.compile(r"\bhow many\b|\bnumbe?r of\b|\bcount of\b", re.IGNORECASE)
_TYING = {"for", "of", "in", "from", "to", "with", "by", "on", "at", "under", "as"}


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a question that play one role together. role PERIOD: what names a period, whatever was learned of it."""

    text: str
    start: int
    end: int
    role: Role


def parts_of(text: str, parse: Parse, mentions: Sequence[PeriodMention]) -> tuple[Part, ...]:
    """A question's parts in order: runs of words of one role, and the periods named in it, each with what ties it in."""
    runs: list[Part] = []
    for start, end, role in _bridged(parse.words, mentions):
        last = runs[-1] if runs else None
        if last is not None and last.role is role and _one_clause(text[last.end : start], role):
            runs[-1] = Part(text[last.start : end], last.start, end, role)
        else:
            runs.append(Part(text[start:end], start, end, role))
    return tuple(runs)


def _bridged(words: Sequence[Word], mentions: Sequence[PeriodMention]) -> list[tuple[int, int, Role]]:
    """Words in order with their roles: a period's words are all its own, and a word that only links two of a role is of it."""
    named = [(one.start, one.end) for one in mentions]
    roles = [_role(word, any(word.start < end and word.end > start for start, end in named)) for word in words]
    for number in range(1, len(roles) - 1):
        if words[number].text.lower() in LINKS and roles[number - 1] is roles[number + 1]:
            roles[number] = roles[number - 1]
    return [(word.start, word.end, role) for word, role in zip(words, roles, strict=True)]


def _role(word: Word, dated: bool) -> Role:
    if dated or word.role is Role.BASE:
        return Role.PERIOD
    return word.role


def _one_clause(between: str, role: Role) -> bool:
    return not re.search(r"[?.;!:,]" if role is not Role.PERIOD else r"[?.;!:]", between)


def plain_wordings(text: str, parse: Parse, parts: Sequence[Part]) -> tuple[str, ...]:
    """Plain wordings of a question, the likeliest first: put as the operation asked for, and with its own words kept."""
    found: list[str] = []
    if not any(part.role is Role.METRIC and _trimmed(part.text) for part in parts) or _LASTING.search(text):
        return ()
    if parse.sure >= SURE_OF_OPERATION:
        found.append(_as_operation(text, parts, parse.operation))
    found.append(_kept(parts))
    same = " ".join(text.split()).strip(" ?.").lower()
    return tuple(dict.fromkeys(one for one in found if one and one.strip(" ?").lower() != same))


def _kept(parts: Sequence[Part]) -> str:
    """The words that are not around the question, in their order."""
    kept = " ".join(part.text for part in parts if part.role not in {Role.AROUND, Role.COMPANY})
    return f"{kept.rstrip(' ?.')}?" if kept else ""


def _as_operation(text: str, parts: Sequence[Part], operation: str) -> str:
    if operation == "change" and any(part.role is Role.UNIT and _PERCENT.search(part.text) for part in parts):
        operation = "percent_change"
    metrics = _metrics(text, parts)
    against = [name for part in parts if part.role is Role.AGAINST and (name := _trimmed(part.text))]
    if not metrics:
        return ""
    first, both, one = metrics[0], [*metrics, *against], len(metrics) == 1  # no wording may lose one of several
    when = [f"{_place(text, part)} {part.text}".strip() for part in parts if part.role is Role.PERIOD]
    done = " ".join(part.text for part in parts if part.role is Role.OPERATION)
    match operation:
        case "value" if _MOVES.search(done):
            return ""
        case "value" if _MANY.search(done):
            asked = f"the number of {' and '.join(metrics)}"
        case "value":
            asked = " and ".join(metrics)
        case "guidance" if one and _MIDPOINT.search(done):
            asked = f"the midpoint of the guidance for {first}"
        case "guidance" if one:
            asked = f"the guidance for {first}"
        case "change" if one:
            asked = f"the change in {first}"
        case "percent_change" if one:
            asked = f"the percentage change in {first}"
        case "share" if one and len(against) == 1:
            asked = f"{first} as a percentage of {against[0]}"
        case "ratio" if len(both) == 2:
            asked = f"the ratio of {both[0]} to {both[1]}"
        case "difference" if len(both) == 2:
            asked = f"the difference between {both[0]} and {both[1]}"
        case "sum" if len(both) > 1:
            asked = f"the sum of {', '.join(both[:-1])} and {both[-1]}"
        case "sum" | "average":
            asked = f"the {'total' if operation == 'sum' else operation} {' and '.join(both)}"
        case _:
            return ""
    outlook = "expected " if operation == "value" and any(part.role is Role.OUTLOOK for part in parts) else ""
    rest = [part.text for part in parts if part.role is Role.CONDITION]
    unit = [f", {part.text}" for part in parts if part.role is Role.UNIT and not _said_by(operation, part.text)]
    joint = " versus " if operation in {"change", "percent_change"} else " and "
    said = " ".join([f"What was {outlook}{asked}", *([joint.join(when).strip()] if when else []), *rest])
    return f"{said}{''.join(unit)}?"


_PERCENT = re.compile(r"%|\bper ?cent|\bpct\b", re.IGNORECASE)


def _said_by(operation: str, unit: str) -> bool:
    """Whether an operation says its unit itself, as a percentage change does."""
    return operation in {"percent_change", "share"} and bool(_PERCENT.search(unit))


def _metrics(text: str, parts: Sequence[Part]) -> list[str]:
    """The metrics named, in order. Two runs of words that nothing parts are one ("expense" ... "for the new office")."""
    found: list[str] = []
    last = None
    for part in parts:
        if part.role is not Role.METRIC or not (name := _trimmed(part.text)):
            continue
        between = text[last.end : part.start].lower() if last is not None else ","
        if _PARTED.search(between):
            found.append(name)
        else:
            link = [word for word in between.split() if word in _TYING]
            found[-1] = " ".join([found[-1], *link[-1:], name])
        last = part
    return found


def _place(text: str, part: Part) -> str:
    """The word that ties a period in: the one that stood before it, "in" where none did."""
    before = re.search(r"\b(as of|in|at|for|on|during|over|through)(?: the)?\s*$", text[: part.start], re.IGNORECASE)
    if part.text.lower().startswith(_TIED):
        return ""
    return before[0].strip() if before else "in"


def _trimmed(phrase: str) -> str:
    """A metric phrase without what only tied it to its neighbours."""
    words = phrase.strip(" ,.:;-\"'“”()").split()
    while words and words[0].lower() in LINKS:
        words.pop(0)
    while words and words[-1].lower() in LINKS:
        words.pop()
    return " ".join(words)
