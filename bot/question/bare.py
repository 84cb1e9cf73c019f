"""What is asked in a refused question, without the circumstances it is told with: "We close tomorrow and I need ...".

Whole sentences and leading clauses go, where they speak of the writer and his work; the period that only they name is
kept. What excludes, supposes or names someone stays, for it changes what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.followups.turns import GENERIC
from bot.lexicon import all_stems, stems
from bot.question.leaves import stripped, tidied
from index.period import PeriodMention

FindPeriods = Callable[[str], Sequence[PeriodMention]]

_SENTENCES = re.compile(
    r"(?<=[a-z0-9)%\"']\.)(?<!\bi\.e\.)(?<!\be\.g\.)(?<!\bvs\.)(?<!\binc\.)\s+(?=[A-Z])|(?<=[?!])\s+|;\s+"
)
_WISH = (
    r"(?:please |pls |kindly )*(?:(?:can|could|would|will) (?:you|u|someone)(?: please| kindly)? )?"
    r"(?:tell|give|say|show|state|confirm|provide|report|share|pull|quote|remind|let|help)(?: (?:to )?(?:me|us))?(?: (?:know|with|have))?"
    r"|(?:i|we|he|she|they|(?:the|my|our) (?:[\w-]+ ){0,3}?)(?:['’]?d| am| are|['’]?m|['’]?re)?(?: (?:just|only|really|now|also))?"
    r" ?(?:needs?|wants?|requires?|would like|like|looking for|looking at|after|asked|asks|wonder(?:s|ed|ing)?|trying)(?: (?:to|for))?"
    r"(?: (?:me|us))?(?: (?:know|see|get|have|find|check|understand|confirm|work out|say))?"
)
_WH = r"(?:what|which|how (?:much|many|big|large|high|did|does|has|far|fast)|by (?:how|what)|who|when|where|why|did|was|were|is|are)\b"
# Where the asking begins, after what leads up to it.
_BEGINS = re.compile(
    rf"(?:(?:^|[,:;]|\s[–—-]|\band\b|\bso\b|\bbut\b|\bbecause\b|\s(?=(?:i|we) (?:need|want|require)\b))\s*(?:so |and |but |then |now )*(?:{_WISH})\s+(?=\S)"
    rf"|(?:[,:;]|\s[–—-])\s*(?:so |and |but |then |now )*(?={_WH}))",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:i|i['’]m|i['’]d|i['’]ve|we|we['’]re|my|our|me|us|boss|manager|client|colleague|team|somebody|someone|partner asks"
    r"|auditors?|workpapers?|lead sheet|memo|meeting|deck|slide|spreadsheet|phone|call|sorry|sry|thanks|thx)\b"
    r"|^(?:and |so |now |just )*[a-z]+ing\b|^for (?:a|an|the|my|our|this) (?:[\w'’-]+ ){0,6}?(?:test|model|calculation|check|review"
    r"|analysis|comparison|schedule|table|reconciliation|note|report|file|sheet|bridge|chart|summary)\b"
    r"|^the (?:filing|release|table|report|document) (?:gives|has|shows|prints|only|does)\b",
    re.IGNORECASE,
)
_BINDS = re.compile(
    r"\b(?:if|assum\w+|suppos\w+|exclud\w+|without|except|apart from|other than|adjust\w+|treat\w*|defin\w+|not (?:mean|want|count|includ)\w*)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,;'\"(] )(?!I\b)[A-Z][a-z][\w-]+")
_MONTHS = re.compile(r"^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_LENGTH = re.compile(
    r"\b(?:half|halves|quarter|(?:three|six|nine|twelve|3|6|9|12)[- ]months?|full year)\b", re.IGNORECASE
)
_THAT_IS = re.compile(r"^(?P<one>[^,;:]+?),? (?:i\.e\.,?|that is,|namely,?|meaning) (?P<other>[^,;]+)", re.IGNORECASE)
_NOTHING = frozenset(
    all_stems("line item caption column row amount figure number balance put show print carry come please thank")
)
_EMPTY_ASK = re.compile(
    r"^(?P<topic>[^:?]{4,120}?)\s*[:–—-]\s+(?:so )?(?:what|how much|which (?:amount|figure|number))\b(?P<rest>[^?]*)\??$",
    re.IGNORECASE,
)


def bare_question(text: str, find: FindPeriods) -> str:
    """The asking part of a question, with the period that only its circumstances name; "" where it has none to leave out."""
    kept: list[str] = []
    told: list[str] = []
    dropped: list[str] = []
    for sentence in _SENTENCES.split(text.strip()):
        lead, rest = _cut(sentence)
        if lead:
            dropped.append(lead)
        if not rest:
            continue
        if _names_nothing(rest) and kept:
            continue
        kept.append(rest)
        told.append(sentence)
    if not kept or not all(_may_go(sentence) for sentence in told[:-1]):
        return ""
    asking = kept[-1]
    dropped += kept[:-1]
    said = _THAT_IS.sub(r"\g<other>", asking)
    topic = _EMPTY_ASK.match(said)
    if topic and _names_nothing(_without(topic["rest"], find)):
        said = f"{topic['topic']} {' '.join(_named(topic['rest'], find))}"
    if not find(said):
        named = [one for part in dropped for one in _named(part, find)]
        if len(named) > 1 or (named and _LENGTH.search(said)):
            return ""
        said = f"{said.rstrip(' ?.,')} for {named[0]}" if named else said
    same = said.strip(" ?.,").lower() == text.strip(" ?.,").lower()
    return "" if same or _names_nothing(said) else said.strip()


def _cut(sentence: str) -> tuple[str, str]:
    """A sentence's circumstances and its asking part. ("", sentence) where none may go, (sentence, "") where all may."""
    best = ("", sentence)
    for begins in _BEGINS.finditer(sentence):
        lead, rest = sentence[: begins.start()], sentence[begins.end() :]
        if _names_nothing(rest) or (lead.strip() and not _may_go(lead)):
            continue
        best = (lead.strip(), rest.strip())
    if best[1] == sentence and "?" not in sentence and _may_go(sentence) and _BEGINS.search(sentence) is None:
        return sentence, ""
    return best


def _may_go(part: str) -> bool:
    """Whether a part only tells of the writer and his work, and changes nothing that is asked."""
    names = [name for name in _NAME.findall(part) if not _MONTHS.match(name)]
    return bool(_OWN.search(part.strip())) and not _BINDS.search(part) and not names


def _names_nothing(part: str) -> bool:
    return not set(stems(tidied(stripped(part.lower())))) - GENERIC - _NOTHING


def _named(part: str, find: FindPeriods) -> list[str]:
    return [part[one.start : one.end] for one in find(part)]


def _without(part: str, find: FindPeriods) -> str:
    for one in reversed(find(part)):
        part = f"{part[: one.start]} {part[one.end :]}"
    return re.sub(r"\b(?:did|do|does|they|it|the company|in|for|at|on|of|as)\b", " ", part)
