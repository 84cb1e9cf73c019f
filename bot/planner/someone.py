"""Whom a question is asked of, where that is not the filer: a figure of the filer's is never given for someone else's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.lexicon import same_groups, stem
from bot.numbers.formulas import exact_formula
from bot.plan import AskBack, Compute, Judge, Plan, Program, Quote, Refuse, Select
from index.facts import Fact
from index.filing import FilingRecord
from index.naming import names_of, new_names
from index.shelf import Shelf

_OWNER = re.compile(r"(?<![\w'’&.-])(?P<name>[A-Za-z][\w&.-]*[A-Za-z])['’]s\b(?!['’])")
_DOER = re.compile(r"\b(?:does|did|do|has|had|will|would)\s+(?P<name>[A-Z]\w*[A-Za-z][\w-]*(?: [A-Z][\w-]+)*)\s+[a-z]")
# What is written as a name, or as an owner, and yet is no one but the filer, its people, or a time.
_NO_ONE = re.compile(
    r"(?:the )?(?:company|firm|group|management|board|registrant|issuer|corporation|bank|business|it|ceo|cfo|coo|cto|chair\w*"
    r"|director|officer|taxman|taxpayers?|government|state|mgmt|corp|inc|co|ltd|plc|biz|auditor|(?:share|stock)holders?|holders?|owners?|employees?|plaintiffs?|customers?|"
    r"(?:half-)?year|quarter|month|week|half|period|today|yesterday|tomorrow|street|market|analysts?|consensus|"
    r"what|who|where|when|how|why|that|this|here|there|let|he|she|everyone|one|boss|client|gaap|non-gaap|ytd|qtd|ttm|ltm"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*)",
    re.IGNORECASE,
)


def others_named(text: str, record: FilingRecord) -> tuple[str, ...]:
    """Whom a question names as doing or owning something ("did Initech spend", "Initech's sales"), other than the filer.

    A name that is written small is an owner's alone: it may as well be a thing ("the plan's assets").
    """
    own = " ".join((*names_of(record), *new_names(text, names_of(record)))).lower()
    named = [match["name"] for pattern in (_DOER, _OWNER) for match in pattern.finditer(text)]
    return tuple(
        name
        for name in dict.fromkeys(named)
        if name.lower() not in own
        and not _NO_ONE.fullmatch(name)
        and not re.search(r"\d", name)
        and not (name.isupper() and _abbreviates(name))
    )


def of_someone_else(text: str, shelf: Shelf, record: FilingRecord, facts: Sequence[Fact]) -> bool:
    """Whether figures are asked of someone who is neither the filer nor named by their lines."""
    named = others_named(text, record)
    if not named:
        return False
    told = shelf.filing(record.id).text
    said = [fact.sentence.of(told) for fact in facts if fact.origin == "prose" and fact.sentence is not None]
    lines = " ".join([*(word for f in facts for word in (f.label, *f.path, f.column, *f.section)), *said])
    return any(not _says(lines, name) for name in named if name[0].isupper() or not _stands(name, told))


def names_a_stranger(text: str, shelf: Shelf, record: FilingRecord, said: str = "") -> bool:
    """Whether a question is of someone whom the filing, or the words it would answer with, never name."""
    told = said or shelf.filing(record.id).text
    return any(not _stands(name, told) for name in others_named(text, record))


def answers_of_someone_else(text: str, plan: Plan, shelf: Shelf, record: FilingRecord) -> bool:
    """Whether a plan answers, with what is the filer's, a question that is asked of someone else."""
    match plan.act:
        case Refuse() | AskBack():
            return False
        case Quote():
            return names_a_stranger(text, shelf, record)
        case Compute(programs) | Select(programs):
            return of_someone_else(text, shelf, record, _facts(programs))
        case Judge(left, _, right):
            return of_someone_else(text, shelf, record, _facts((left, right) if right is not None else (left,)))


def _facts(programs: Iterable[Program]) -> list[Fact]:
    return [fact for program in programs for fact in program.facts]


def _stands(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))


def _says(lines: str, name: str) -> bool:
    """Whether lines name someone, or something whose first letters the name is ("EMEA")."""
    if name.lower() in lines.lower():
        return True
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", lines) if word not in {"and", "of", "the", "&"})
    return name.isupper() and name.lower() in initials.lower()


def _abbreviates(name: str) -> bool:
    """Whether capitals are the short form of a line or a measure, and no one's name ("EPS", "DPO")."""
    short = stem(name.lower().replace("&", "n"))
    return exact_formula(name) is not None or any((short,) in group for group in same_groups())
