"""Reads a question again, in plainer words, where it was refused as it stands: what is read into it is said with the answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.lexicon import LIGHT_STEMS, all_stems, stems
from bot.numbers.formulas import exact_formula
from bot.plan import Compute, Operation, Plan, Program, Quote, Refuse
from bot.planner.asked import TIMES_OVER
from bot.question.everyday import in_filing_words
from bot.question.joined import joined
from bot.question.read import QuestionContext
from bot.reread.compose import Part, parts_of, plain_wordings
from bot.reread.faithful import Asked, leaves_out_nothing, says_another_thing
from bot.reread.roles import Parse, Role, parse_roles
from bot.reread.sayings import line_said
from bot.wording import plainly
from index.period import PeriodMention, find_periods
from index.quantity import PERCENT, RATIO, is_currency, is_per_share

if TYPE_CHECKING:
    from collections.abc import Set

    from index.embed import Embedder
    from index.shelf import Shelf

_OF_TWO = frozenset({"change", "percent_change", "share", "ratio", "difference", "sum", "average"})
"""Operations over more than one figure: one alone is half of what was asked."""
READ_AGAIN = 0.9
"""What a plan's confidence is multiplied by where the question was read in other words than its own."""

# What part of a whole something is, no amount by itself answers.
_PORTION = re.compile(r"\b(?:what|which) (?:portion|proportion|fraction|share|percent(?:age)?)\b", re.IGNORECASE)
_NO_COUNT = frozenset({PERCENT, RATIO})
_COUNTS = re.compile(r"\b(?:how many|number of|no\.? of|count of|#)", re.IGNORECASE)
_IN_WORDS = frozenset({"text", "list", "count", "yes_no"})
"""Operations that the filing's own words may answer. To one of the others a passage is no answer, only something near."""


# What is in a thing, or what it is taken to be, words tell: an amount of it is no answer.
_OF_WORDS = re.compile(
    r"^(?:and |so )?what (?:is|are|was|were) (?:included|excluded|reflected|contained)\b"
    r"|\b(?:includes?|excludes?|compris(?:es?|ed)|consists?|contains?)(?: of)?\s*\?*$"
    r"|\bwhat (?:is|are|was|were) (?:that|this|it|they|these|those) (?:used |meant |paid |held )?for\s*\?*$"
    r"|\b(?:recogni[sz]ed|classified|defined|presented|described) (?:as|in|within|under)\s*\?*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rewording:
    """A question in other words. operation: what it asks for, of `roles.OPERATIONS`. counts: whether it asks how many.

    metric: stems of the words that name what is measured. of_words: whether only words answer what was first asked. times_over:
    whether how many times over one amount is another was first asked, which a ratio alone answers.
    """

    text: str
    operation: str
    counts: bool = False
    metric: frozenset[str] = frozenset()
    of_words: bool = False
    times_over: bool = False

    @property
    def in_words(self) -> bool:
        """Whether the filing's own words may answer it."""
        return self.operation in _IN_WORDS

    def answered_by(self, plan: Plan, shelf: Shelf) -> bool:
        """Whether a plan answers the question so worded: a figure of the kind asked, or words that speak of its metric."""
        match plan.act:
            case Refuse():
                return False
            case Compute() if self.of_words:
                return False
            case Quote(quotes=quotes):
                said = " ".join(one.around.of(shelf.filing(one.filing).text) for one in quotes)
                return self.in_words and self.metric <= set(all_stems(said))
            case Compute(programs=programs):
                ratios = any(step.operation is Operation.DIVIDE for one in programs for step in one.steps)
                return (ratios or not self.times_over) and all(self._is_asked(program) for program in programs)
            case _:
                return True

    def _is_asked(self, program: Program) -> bool:
        facts = program.facts
        if _PORTION.search(self.text) and not program.steps and all(is_currency(fact.unit) for fact in facts):
            return False
        if self.counts and len(facts) == 1 and (is_currency(facts[0].unit) or facts[0].unit in _NO_COUNT):
            return False
        if self.counts and len(facts) == 1 and is_per_share(facts[0].unit):
            return False
        moved = any(fact.kind != "value" for fact in facts)
        return self.operation not in _OF_TWO or len(program.leaves) > 1 or moved

    def assumption(self) -> str:
        return f"read as “{self.text}”"


def _wanted(question: str) -> tuple[bool, bool]:
    """Whether only words answer a question, and whether only a ratio does."""
    return bool(_OF_WORDS.search(question)), bool(TIMES_OVER.search(question))


def may_read_again(plan: Plan) -> bool:
    """Whether a question is worth reading again: what was sought was not found, and it was no request for advice."""
    return isinstance(plan.act, Refuse) and plan.act.reason == "not_in_filing"


def asks_for_text(question: str, context: QuestionContext, embedder: Embedder) -> bool:
    """Whether a question wants words for an answer, and no figure: a reason, a name, a date, a description, a list."""
    read = _parsed(question, context, embedder)
    return read is not None and read[1].operation in {"text", "list"}


def rewordings(
    question: str, context: QuestionContext, embedder: Embedder, used: Set[str], meant: Callable[[str], str]
) -> Iterator[Rewording]:
    """Plainer wordings of a question, the likeliest first; none where a word that tells would be left out.

    used: stems of the words in the lines of the filing that is asked of. meant: the line of it that a phrase means.
    """
    read = _parsed(question, context, embedder)
    if read is None:
        return
    text, parse, mentions = read
    parts = parts_of(text, parse, mentions)
    if not leaves_out_nothing(text, parse, parts, context.names, used):
        return
    seen = set()
    printed = partial(line_said, embedder=embedder, used=used)
    for name in (None, partial(_no_whole_for_part, meant), partial(_no_whole_for_part, printed)):
        said = parts if name is None else _named(text, parts, name)
        if name is not None and name.args == (meant,) and _loses_what_is_done(parts, said, used):
            continue
        for wording in plain_wordings(text, parse, said):
            if wording not in seen:
                seen.add(wording)
                counts = bool(_COUNTS.search(text))
                yield Rewording(wording, parse.operation, counts, _metric(parts), *_wanted(question))


def as_worded(
    question: str, wording: str, context: QuestionContext, embedder: Embedder, lines: Sequence[str], used: Set[str]
) -> tuple[Rewording | None, str]:
    """Someone else's wording of a question, where it says the same; else None and what it says that the question does not.

    lines: names of the filing's lines, whose words the wording may use. used: stems of the words in all its lines, none of
    which may be lost from what is asked for.
    """
    asked, other = (_asked(text, context, embedder) for text in (question, wording))
    if asked is None or other is None:
        return None, "nothing that can be compared with this embedding model"
    odd = says_another_thing(asked, other, context.names, lines, used)
    if odd:
        return None, odd
    counts = bool(_COUNTS.search(question))
    return Rewording(wording, other.operation, counts, other.metric, *_wanted(question)), ""


def _asked(question: str, context: QuestionContext, embedder: Embedder) -> Asked | None:
    read = _parsed(question, context, embedder)
    if read is None:
        return None
    text, parse, mentions = read
    periods = {one.period: text[one.start : one.end] for one in mentions}
    return Asked(text, parse.operation, periods, _metric(parts_of(text, parse, mentions)))


def _parsed(
    question: str, context: QuestionContext, embedder: Embedder
) -> tuple[str, Parse, tuple[PeriodMention, ...]] | None:
    """A question in the words of filings, the parts of its words and the periods named; None with another embedding model."""
    text = in_filing_words(plainly(question), context.calendar, context.reported)
    parse = parse_roles(text, embedder)
    if parse is None:
        return None
    return text, parse, joined(text, tuple(find_periods(text, context.calendar, context.reported)))


def _metric(parts: Sequence[Part]) -> frozenset[str]:
    return frozenset(word for part in parts if part.role in {Role.METRIC, Role.AGAINST} for word in stems(part.text))


def _loses_what_is_done(parts: Sequence[Part], said: Sequence[Part], used: Set[str]) -> bool:
    """Whether a word of what is done ("what did it cost") tells the filing's lines apart, and the lines named lack it."""
    done = {word for part in parts if part.role is Role.OPERATION for word in stems(part.text)} & used
    lines = {word for part in said if part.role in _NAMING for word in stems(part.text)}
    return said != parts and not done <= lines


_MEASURES = (
    frozenset(stems("revenue sales turnover income earnings profit expense cost assets liabilities equity cash"))
    | LIGHT_STEMS
)
_OF_THE_WHOLE = frozenset(
    stems(
        "overall whole entire general group business corporate full actual latest headline company-wide worldwide global gross"
    )
)


def _no_whole_for_part(name: Callable[[str], str], phrase: str) -> str:
    """The line that a phrase is of, but none called by a measure alone where the phrase is of a part ("advertising revenue")."""
    line, said = name(phrase), frozenset(stems(phrase))
    part = said & _MEASURES and said - _MEASURES - _OF_THE_WHOLE
    return "" if part and frozenset(stems(line)) <= _MEASURES else line


_JOINED = re.compile(r"\s*(?:,?\s*and|plus|&|\+)\s*(?:the\s+)?", re.IGNORECASE)
"""Between two names that may together be the name of one line ("cash and securities")."""
_NAMING = {Role.METRIC, Role.AGAINST}


def _named(text: str, parts: tuple[Part, ...], name: Callable[[str], str]) -> tuple[Part, ...]:
    """The parts with metrics in the words that filings print, where there are any. name: the line a phrase is of, or ""."""
    found: list[Part] = []
    for part in parts:
        before = next((n for n in reversed(range(len(found))) if found[n].role is not Role.AROUND), None)
        if part.role in _NAMING and before is not None and found[before].role is part.role:
            other = found[before]
            if _JOINED.fullmatch(text[other.end : part.start]) and (line := name(text[other.start : part.end])):
                found[before:] = [Part(line, other.start, part.end, part.role)]
                continue
        found.append(part)
    return tuple(
        Part(line, part.start, part.end, part.role)
        if part.role in _NAMING and exact_formula(part.text) is None and (line := name(part.text))
        else part
        for part in found
    )
