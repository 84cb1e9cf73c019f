"""One message that asks several things, as the questions it holds, so that each is answered and none is lost.

Two questions in a row ("What was revenue? And net loss?") are always parted; clauses of one sentence only where it is
refused as a whole, for most that look like two are one ("the sum of A and B").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.followups import Turn
from bot.followups.turns import GENERIC
from bot.lexicon import all_stems, stems
from bot.numbers.execute import execute
from bot.numbers.outcome import Refused
from bot.plan import Compute, Plan, Program, Quote
from bot.question import Kind, Reading, metrics_of
from bot.question.bare import FindPeriods
from bot.question.leaves import stripped, tidied

# The end of a question that another follows, or of one noted down before another.
_QUESTION_END = re.compile(r"(?<=\?)\s+(?=\S)|\s*;\s+(?=\S)")
_JOINT = re.compile(
    r"\s*[,;–—-]?\s+(?:and|plus|as well as|along with|also|but|&)\s+(?:also |then )?|\s*[,;?]\s+", re.IGNORECASE
)
_ASKS = re.compile(
    r"(?:and |so |but |then |also )*(?:what|how|which|who|when|where|why|by (?:how|what)|is|are|was|were|did|does|do|has"
    r"|have|had|will|whether)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?:its|their|the same|that|this|those|it|in|for|at|on|over|during|as of|versus|a year|the (?:year|prior|previous"
    r"|same|half|quarter|six|nine|three))\b",
    re.IGNORECASE,
)
# Words that take two operands: what stands between these is no end of a question.
_OF_TWO = re.compile(
    r"\b(?:between|sum|combined?|together|total of|average of|ratio|difference|gap|less|minus|plus|times|over|divided|than|versus|vs"
    r"|compared?|share|percent(?:age)? of|proportion|mean of|or|both|excluding|without|add|subtract|whichever)\b|[%+/]",
    re.IGNORECASE,
)
_TIES = re.compile(r"(?:in|for|at|on|over|during|as of|versus)\b", re.IGNORECASE)
_SCALES = frozenset(all_stems("thousand million billion dollar term"))
_MOST_WAYS = 6


PlanOne = Callable[[str, Sequence[Turn]], "Part"]
"""Reads and plans one question, in the light of those before it in the same message."""


def questions_in(text: str) -> tuple[str, ...]:
    """The questions of a message that asks several one after the other; the message itself where it asks one.

    What only leads up to a question, without asking, stays with the question after it.
    """
    found: list[str] = []
    held = ""
    for part in _QUESTION_END.split(text):
        whole = f"{held} {part}".strip()
        if part.rstrip().endswith("?") or _ASKS.match(part.strip()):
            found.append(whole)
            held = ""
        else:
            held = whole
    if held:
        found = [*found[:-1], f"{found[-1]} {held}"] if found else [held]
    return tuple(found)


def clauses_of(text: str) -> Iterator[tuple[str, str]]:
    """Ways to part a question in two clauses that may each ask for something, the likeliest first: those that ask outright."""
    ways = [(text[: joint.start()].strip(" ,"), text[joint.end() :].strip(" ,")) for joint in _JOINT.finditer(text)]
    ways = [(first, second) for first, second in ways if _names_something(first) and re.search(r"\w", second)]
    outright = [way for way in ways if _ASKS.match(way[1])]
    back = [way for way in ways if _BACK.match(way[1]) and way not in outright]
    listed = [] if _OF_TWO.search(text) else [way for way in ways if way not in outright and way not in back]
    yield from [*outright, *back, *listed][:_MOST_WAYS]


def _names_something(clause: str) -> bool:
    """Whether a clause has words that a line may be called by."""
    return bool(set(stems(tidied(stripped(clause.lower())))) - GENERIC - _SCALES)


def with_period(first: str, second: str, find: FindPeriods) -> str:
    """The first of two clauses with the period that only the second names, put behind it."""
    named = [one for one in find(second) if one.relation in {"", "same", "year_to_date", "year_end"}]
    if not named or find(first):
        return first
    return f"{first.rstrip(' ?.,')} for {second[named[0].start : named[-1].end]}"


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions in a message, as it was read and planned."""

    text: str
    reading: Reading
    plan: Plan

    @property
    def programs(self) -> tuple[Program, ...]:
        return self.plan.act.programs if isinstance(self.plan.act, Compute) else ()

    @property
    def turn(self) -> Turn:
        """The part as a turn that what follows it in the message may lean on."""
        metric = next((m for ask in self.reading.asks for m in metrics_of(ask)), None)
        ask = self.reading.asks[0] if self.reading.asks else None
        program = self.programs[0] if self.programs else None
        phrase, context = (metric.phrase, metric.context) if metric is not None else ("", "")
        return Turn(self.reading.text, phrase, context, ask, program, self.reading.basis)


def in_sequence(questions: Sequence[str], plan_one: PlanOne) -> tuple[Reading, Plan] | None:
    """The plan of several questions asked in a row; None where fewer than two of them are answered, or not by figures.

    What a later question finds no answer to is said, and never passed over.
    """
    parts: list[Part] = []
    for text in questions:
        parts.append(plan_one(text, [part.turn for part in parts]))
    answered = [part for part in parts if _is_answered(part)]
    if not answered or not answered[0].programs:
        return None
    if answered[0] is not parts[0] and not _AMOUNT.match(parts[0].text):
        return None
    missing = tuple(f"the filing does not answer “{part.text.strip(' ?.')}”" for part in parts if part not in answered)
    return answered[0].reading, _together(answered, missing)


def in_clauses(question: str, plan_one: PlanOne, find: FindPeriods, depth: int = 2) -> tuple[Reading, Plan] | None:
    """The plan of the first way to part a question in two clauses, both of which are answered; None where none is."""
    for first, second in clauses_of(question):
        if _TIES.match(second) and not find(second):
            continue
        parts = [plan_one(with_period(first, second, find), ())]
        if not _gives_figures(parts[0]):
            continue
        parts.append(plan_one(second, [parts[0].turn]))
        if not _is_answered(parts[1]) and depth > 1:
            within = in_clauses(second, _after(parts[0].turn, plan_one), find, depth - 1)
            parts[1] = replace(parts[1], plan=within[1]) if within is not None else parts[1]
        if _is_answered(parts[1]) and not _says_the_same(*parts):
            return parts[0].reading, _together(parts)
    return None


def _after(before: Turn, plan_one: PlanOne) -> PlanOne:
    """The same, after one turn more."""
    return lambda text, turns: plan_one(text, (before, *turns))


_AMOUNT = re.compile(r"(?:and |so )?(?:what (?:was|were|is|are)|how much)\b", re.IGNORECASE)
_IN_WORDS = re.compile(r"(?:and |but )?(?:when|why|who|where)\b", re.IGNORECASE)


def asks_for_words(clause: str) -> bool:
    """Whether a clause is answered by the filing's words, and by no figure."""
    return _IN_WORDS.match(clause) is not None


def _is_answered(part: Part) -> bool:
    return isinstance(part.plan.act, Compute | Quote) and not isinstance(execute(part.plan), Refused)


def _gives_figures(part: Part) -> bool:
    return part.reading.kind is Kind.FIGURE and bool(part.programs) and _is_answered(part)


def _says_the_same(one: Part, other: Part) -> bool:
    """Whether the second clause gave no more than the first: then it was not understood."""
    return set(other.programs) <= set(one.programs) and not isinstance(other.plan.act, Quote)


def _together(parts: Sequence[Part], missing: tuple[str, ...] = ()) -> Plan:
    """One plan of several: the figures in order, then the filing's words."""
    programs = tuple(program for part in parts for program in part.programs)
    words = tuple(
        quote
        for part in parts
        for quote in (
            part.plan.act.quotes
            if isinstance(part.plan.act, Quote)
            else part.plan.act.words
            if isinstance(part.plan.act, Compute)
            else ()
        )
    )
    return replace(
        parts[0].plan,
        act=Compute(programs, "figure" if len(programs) == 1 else "figures", words),
        confidence=min(part.plan.confidence for part in parts),
        assumptions=(*dict.fromkeys(said for part in parts for said in part.plan.assumptions), *missing),
        alternatives=tuple(dict.fromkeys(other for part in parts for other in part.plan.alternatives)),
    )
