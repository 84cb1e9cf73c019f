"""Completes a question that leans on what was said: another period, another metric, or an operation on earlier figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.earlier import figures_of, operands_of
from bot.followups.completion import Completion
from bot.followups.dates import with_dates, with_this_year
from bot.followups.outlook import on_outlook
from bot.followups.reasons import told_why
from bot.followups.stretches import in_same_stretch, year_of
from bot.followups.subjects import OF_A_PERSON, in_full, with_owner, with_subject
from bot.followups.turns import KIN, Turn, periods_of
from bot.followups.wording import SAME_SPAN, spoken
from bot.plan import Operation
from bot.planner.timing import order_key
from bot.question import Apply, Kind, QuestionContext, Reading, read_question
from bot.question.everyday import with_the_reported_day
from index.shelf import Shelf


def follow(
    question: str, turns: Sequence[Turn], context: QuestionContext, shelf: Shelf, filings: tuple[str, ...]
) -> Reading:
    """Read a question in the light of the turns before it."""
    last = turns[-1]
    spoken_of = last.periods or tuple(mention.period for mention in periods_of(last.ask))
    latest = max(spoken_of, key=lambda period: order_key(period, context.calendar)) if spoken_of else None
    near = replace(context, reported=latest) if latest is not None else context
    question = _CORRECTS.sub("and ", question, count=1)
    question = with_dates(question, latest, context.reported, context.calendar)
    question = with_this_year(question, context.reported, context.calendar)
    question = _CURRENTLY.sub("", question) if last.basis == "guidance" else question
    question = with_the_reported_day(question, context.reported)
    question = with_owner(question, last.metric, context.names)
    if OF_A_PERSON.search(question):
        question = with_subject(question, last.question, "")
    same_span = len(spoken_of) > 1 and SAME_SPAN.search(question) is not None
    question = SAME_SPAN.sub(" ", question).strip() if same_span else question
    question = spoken(question, year_of(latest, context.calendar))
    reading = on_outlook(read_question(question, near), last)
    if reading.basis == "guidance":
        # what is expected is of the filing's own years, whatever was spoken of
        reading = on_outlook(read_question(question, context), last)
    programs = tuple(turn.program for turn in reversed(turns) if turn.program is not None)
    parts = tuple(part for program in programs for part in (operands_of(program) or figures_of(program)))
    reading = replace(reading, earlier=(*programs, *parts))
    if reading.kind is Kind.PROSE:
        return told_why(reading, last, context)
    if reading.kind is not Kind.FIGURE or not reading.asks:
        return reading
    talk = Completion(question, tuple(turns), near, shelf, filings, reading)
    asked = in_same_stretch(reading.asks[0], question, latest, talk.metric_spoken_of, context.calendar)
    ask = talk.completed(asked)
    if isinstance(ask, Apply) and ask.operation in KIN[Operation.CHANGE] and same_span:
        when = talk.spoken_of()
        ask = replace(ask, periods=when) if len(when) == len(ask.arguments) + 1 else ask  # over the span of the last
    return replace(reading, text=in_full(question, reading.text, asked, ask), asks=(ask, *reading.asks[1:]))


# After guidance, what is expected "now" is the guidance that stands, and no balance of today.
_CURRENTLY = re.compile(r",? \b(?:right now|now|at present|currently)(?=\W*$)", re.IGNORECASE)
_CORRECTS = re.compile(
    (
        r"^(?:(?:no|nope|sorry|actually|oops|wait|rather|i mean|i meant|i was asking (?:for|about)|make "
        r"(?:it|that))[,.!:;\s–—-]+)+(?=\w)"
    ),
    re.IGNORECASE,
)
