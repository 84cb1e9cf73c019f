"""Reads a question again, in plainer words, where it was refused as it stands: what is read into it is said with the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.numbers.formulas import exact_formula
from bot.plan import Plan, Quote, Refuse
from bot.question.everyday import in_filing_words
from bot.question.joined import joined
from bot.question.read import QuestionContext
from bot.reread.compose import Part, parts_of, plain_wordings
from bot.reread.faithful import Asked, leaves_out_nothing, says_another_thing
from bot.reread.roles import Role, parse_roles
from bot.reread.sayings import line_said
from bot.wording import plainly
from index.period import find_periods

if TYPE_CHECKING:
    from collections.abc import Set

    from index.embed import Embedder

READ_AGAIN = 0.9
"""What a plan's confidence is multiplied by where the question was read in other words than its own."""

_IN_WORDS = frozenset({"text", "list", "count", "yes_no"})
"""Operations that the filing's own words may answer. To one of the others a passage is no answer, only something near."""


@dataclass(frozen=True, slots=True)
class Rewording:
    """A question in other words. operation: what it asks for, of `roles.OPERATIONS`."""

    text: str
    operation: str

    def answered_by(self, plan: Plan) -> bool:
        """Whether a plan answers the question so worded."""
        if isinstance(plan.act, Refuse):
            return False
        return self.operation in _IN_WORDS or not isinstance(plan.act, Quote)

    def assumption(self) -> str:
        return f"read as “{self.text}”"


def may_read_again(plan: Plan) -> bool:
    """Whether a question is worth reading again: what was sought was not found, and it was no request for advice."""
    return isinstance(plan.act, Refuse) and plan.act.reason == "not_in_filing"


def rewordings(question: str, context: QuestionContext, embedder: Embedder, used: Set[str]) -> Iterator[Rewording]:
    """Plainer wordings of a question, the likeliest first; none where a word that tells would be left out.

    used: stems of the words in the lines of the filing that is asked of.
    """
    text = in_filing_words(plainly(question), context.calendar, context.reported)
    parse = parse_roles(text, embedder)
    if parse is None:
        return
    mentions = joined(text, tuple(find_periods(text, context.calendar, context.reported)))
    parts = parts_of(text, parse, mentions)
    if not leaves_out_nothing(text, parse, parts, context.names, used):
        return
    seen = set()
    for said in (parts, _as_printed(parts, embedder, used)):
        for wording in plain_wordings(text, parse, said):
            if wording not in seen:
                seen.add(wording)
                yield Rewording(wording, parse.operation)


def as_worded(
    question: str, wording: str, context: QuestionContext, embedder: Embedder, lines: Sequence[str]
) -> tuple[Rewording | None, str]:
    """Someone else's wording of a question, where it says the same; else None and what it says that the question does not.

    lines: names of the filing's lines, whose words the wording may use.
    """
    asked, other = (_asked(text, context, embedder) for text in (question, wording))
    if asked is None or other is None:
        return None, "nothing that can be compared with this embedding model"
    odd = says_another_thing(asked, other, context.names, lines)
    return (None, odd) if odd else (Rewording(wording, other.operation), "")


def _asked(question: str, context: QuestionContext, embedder: Embedder) -> Asked | None:
    text = in_filing_words(plainly(question), context.calendar, context.reported)
    parse = parse_roles(text, embedder)
    if parse is None:
        return None
    mentions = joined(text, tuple(find_periods(text, context.calendar, context.reported)))
    return Asked(text, parse.operation, {one.period: text[one.start : one.end] for one in mentions})


def _as_printed(parts: tuple[Part, ...], embedder: Embedder, used: Set[str]) -> tuple[Part, ...]:
    """The parts with metrics in the words that filings print."""
    return tuple(
        Part(line, part.start, part.end, part.role)
        if part.role in {Role.METRIC, Role.AGAINST}
        and exact_formula(part.text) is None
        and (line := line_said(part.text, embedder, used))
        else part
        for part in parts
    )
