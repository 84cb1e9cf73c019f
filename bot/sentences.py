"""Sentences about figures: a figure reported, a change, a share, a range, a calculation."""

from __future__ import annotations

import re

from bot.answer import Figure, FigureText, Literal, Marker, NameText, OperandText, Segment
from bot.numbers.display import display_fact, display_operand, magnitude_of
from bot.numbers.problems import NOT_MEANINGFUL
from bot.phrases import (
    called,
    capitalised,
    hedges,
    is_deficit,
    label_of,
    lowered,
    markers,
    operand,
    precision_said,
    shown,
    since,
    was,
    when,
    words,
)
from bot.plan import Operation, Program
from index.facts import Fact
from index.period import FiscalCalendar, Period

_MOST_OPERANDS = 8
_SPREADS = {Operation.AVERAGE, Operation.MEDIAN, Operation.MINIMUM, Operation.MAXIMUM}
_JOINED = {
    Operation.ADD: " plus ",
    Operation.SUBTRACT: " less ",
    Operation.CHANGE: " less ",
    Operation.DIVIDE: " over ",
    Operation.MULTIPLY: " times ",
    Operation.SHARE: " of ",
}


def calculation(
    figures: tuple[Figure, ...], place: int, program: Program, calendar: FiscalCalendar, company: str = ""
) -> tuple[Segment, ...]:
    """The sentence for one figure of an answer."""
    figure = figures[place]
    owner = (NameText(company), Literal(": ")) if company else ()
    if figure.kind == "reported":
        return (*owner, *_reported(figures, place, calendar))
    last = program.steps[-1].operation if program.steps else None
    plainly = (
        len(figure.operands) == 2
        and bool(program.steps)
        and set(program.steps[-1].arguments) == {operand.name for operand in figure.operands}
    )
    if plainly and last in {Operation.CHANGE, Operation.PERCENT_CHANGE, Operation.SUBTRACT, Operation.CAGR}:
        written = _change(figures, place, calendar)
        if written:
            return (*owner, *written)
    if last is Operation.CAGR and [one.constant is None for one in figure.operands] == [True, True, False]:
        return (*owner, *_compounded(figures, place, calendar))
    if figure.kind == "computed" and last is not None:
        return (*owner, *_worked(figures, place, last if _straight(figure, program) else None, calendar))
    return (*owner, *capitalised(words(figure.label)), Literal(" is "), FigureText(place, figure.display), Literal("."))


def _straight(figure: Figure, program: Program) -> bool:
    """Whether the last step joins the operands themselves."""
    return program.steps[-1].arguments == tuple(operand.name for operand in figure.operands)


def _reported(figures: tuple[Figure, ...], place: int, calendar: FiscalCalendar) -> tuple[Segment, ...]:
    figure = figures[place]
    fact = figure.operands[0].fact
    # where only the column tells a row's figures apart, its name is part of what the figure is called
    of_column = fact is not None and figure.label.startswith(f"{fact.label} (") and bool(fact.label)
    subject = capitalised(called(fact, figure.label) if fact is not None and not of_column else words(figure.label))
    label = "".join(part.text for part in subject if not isinstance(part, Marker))
    expected = figure.basis == "guidance"
    verb = _expects(fact, label) if expected else f" {was(label)} "
    bound = {"low": "at least ", "high": "at most "}.get(figure.bound, "")
    value = shown(figure, label)
    if fact is not None and not expected and _tells_a_move(fact):
        verb, value = (" rose " if fact.value > 0 else " fell "), magnitude_of(figure.display)
    return (
        *subject,
        Literal(verb + (hedges(figure.qualifiers) or bound)),
        FigureText(place, value),
        *when(figure.period, calendar, expected=expected),
        *markers(figure),
        Literal("."),
    )


def _tells_a_move(fact: Fact) -> bool:
    """Whether a sentence gives only by how much something rose or fell, under the name of what did."""
    moved = fact.origin == "prose" and fact.kind in {"change", "percent_change"} and fact.value != 0
    return moved and not _MOVE.search(fact.label) and not is_deficit(fact.label)


_MOVE = re.compile(r"\b(?:increase|decrease|change|decline|growth|reduction|drop|rise|improvement)s?\b", re.IGNORECASE)


def _change(figures: tuple[Figure, ...], place: int, calendar: FiscalCalendar) -> tuple[Segment, ...]:
    """A change of one thing over time; empty where the operands are of two things or of one time."""
    figure = figures[place]
    new, old = figure.operands
    if new.fact is not None and old.fact is not None and new.fact.label.lower() != old.fact.label.lower():
        return ()
    if figure.base_period is None:
        return ()
    label = new.fact.label if new.fact is not None else (new.figure.label if new.figure is not None else figure.label)
    subject = capitalised(label_of(figure, 0))
    losses = new.value < 0 and old.value < 0 and is_deficit(label)
    to = operand(figures, place, 0, bare=losses)
    start = operand(figures, place, 1, bare=losses)
    new_period = new.fact.period if new.fact is not None else figure.period
    old_period = old.fact.period if old.fact is not None else figure.base_period
    times = when(new_period, calendar), since(old_period, new_period, calendar)
    amount = FigureText(place, magnitude_of(figure.display))
    closely = precision_said(figure, place)
    if figure.value == 0 and new.value == old.value:
        return (
            *subject,
            Literal(" did not change: it was "),
            *_dated(to, times[0]),
            Literal(" and "),
            *_dated(start, times[1]),
            Literal("."),
        )
    unlike = new.value < 0 or old.value < 0
    meaningless = any(NOT_MEANINGFUL in warning for warning in figure.warnings)
    if (unlike and not losses) or meaningless:
        because = next((w.partition(": ")[2] for w in figure.warnings if NOT_MEANINGFUL in w), "")
        tail = (Literal(f"; a percentage change is {NOT_MEANINGFUL}, because {because}"),) if meaningless else ()
        signed = FigureText(place, figure.display)
        return (*subject, Literal(" went to "), *_dated(to, times[0]), Literal(" from "), *_dated(start, times[1]),
                Literal(", a change of "), signed, *closely, *tail, Literal("."))  # fmt: skip
    up = new.value > old.value
    verb = ("narrowed" if up else "widened") if losses else ("rose" if up else "fell")
    return (*subject, Literal(f" {verb} "), amount, *closely, Literal(", to "), *_dated(to, times[0]),
            Literal(" from "), *_dated(start, times[1]), Literal("."))  # fmt: skip


def _compounded(figures: tuple[Figure, ...], place: int, calendar: FiscalCalendar) -> tuple[Segment, ...]:
    """A compound rate of growth, from one period to another."""
    figure = figures[place]
    new, old = figure.operands[:2]
    to, start = operand(figures, place, 0), operand(figures, place, 1)
    ended = new.fact.period if new.fact is not None else figure.period
    began = old.fact.period if old.fact is not None else figure.base_period
    verb = "grew" if figure.value >= 0 else "shrank"
    return (
        *capitalised(label_of(figure, 0)),
        Literal(f" {verb} at a compound rate of "),
        FigureText(place, magnitude_of(figure.display)),
        *precision_said(figure, place),
        Literal(" a year, to "),
        *_dated(to, when(ended, calendar)),
        Literal(" from "),
        *_dated(start, when(began, calendar)),
        Literal("."),
    )


def _dated(amount: tuple[Segment, ...], time: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """An amount, its period, then its markers."""
    return (amount[0], *time, *amount[1:])


def _worked(
    figures: tuple[Figure, ...], place: int, last: Operation | None, calendar: FiscalCalendar
) -> tuple[Segment, ...]:
    """A calculation with what it was made from: each operand's label, amount and markers."""
    figure = figures[place]
    label = figure.label or "The result"
    spread = last in _SPREADS and len({one.fact.period for one in figure.operands if one.fact is not None}) > 1
    time = () if spread else when(figure.period, calendar, expected=figure.basis == "guidance")
    head = (
        *capitalised(words(label)),
        Literal(f" {was(label)} "),
        FigureText(place, shown(figure, label)),
        *precision_said(figure, place),
        *time,
    )
    facts = [one for one in figure.operands if one.constant is None]
    if len(facts) > _MOST_OPERANDS:
        return (*head, Literal(", computed from"), *markers(figure), Literal("."))
    joiner = _JOINED.get(last) if last is not None else None
    # The constants of a longer formula stand in its working, not in the sentence.
    told = [i for i, one in enumerate(figure.operands) if one.constant is None or joiner is not None]
    parts: list[Segment] = []
    shown_already: set[Period | None] = set() if spread else {figure.period}
    for index in told:
        one = figure.operands[index]
        if parts:
            final = index == told[-1]
            parts.append(Literal(joiner or (" and " if final else ", ")))
        if one.constant is not None:
            parts.append(OperandText((place, index), display_operand(one)))
            continue
        period = one.fact.period if one.fact is not None else None
        dated = when(period, calendar) if period not in shown_already else ()
        amount = operand(figures, place, index)
        its = label_of(figure, index)
        same = "".join(part.text for part in its if not isinstance(part, Marker)).lower() in label.lower()
        parts += [*(() if same and dated else (*lowered(its), Literal(" of "))), amount[0], *dated, *amount[1:]]
    return (*head, Literal(", computed from " if joiner is None else ": "), *parts, Literal("."))


def range_of(figures: tuple[Figure, ...], calendar: FiscalCalendar, company: str = "") -> tuple[Segment, ...]:
    """A range, low to high; a range of losses is told by size, the lesser first."""
    low, high = figures
    fact = low.operands[0].fact if low.kind != "computed" else None
    label = fact.label if fact is not None else low.label
    owner = (NameText(company), Literal(": ")) if company else ()
    order = (0, 1)
    if low.value < 0 and high.value <= 0 and is_deficit(label):
        order = (1, 0)
    expected = low.basis == "guidance"
    verb = (_expects(fact, label) if expected and fact is not None else f" {was(label)} ") + "between "
    return (
        *owner,
        *capitalised(called(fact, label) if fact is not None else words(label)),
        Literal(verb + hedges(low.qualifiers)),
        FigureText(order[0], shown(figures[order[0]], label)),
        Literal(" and "),
        FigureText(order[1], shown(figures[order[1]], label)),
        *when(low.period, calendar, expected=expected),
        *_all_markers(figures),
        Literal("."),
    )


def _expects(fact: Fact | None, label: str) -> str:
    """How guidance is said: what has been replaced was expected."""
    verb = was(label)
    if fact is None or fact.vintage != "previous":
        verb = {"was": "is", "were": "are"}[verb]
    return f" {verb} expected to be "


def _all_markers(figures: tuple[Figure, ...]) -> tuple[Segment, ...]:
    found: dict[Segment, None] = {}
    for figure in figures:
        found |= dict.fromkeys(segment for segment in markers(figure) if not isinstance(segment, Literal))
    return (Literal(" "), *found) if found else ()


def extent(fact: Fact, calendar: FiscalCalendar) -> tuple[Segment, ...]:
    """A fact's amount and period, for a list of what the filing does have."""
    said = " (guidance)" if fact.basis == "guidance" else ""
    return (
        NameText(display_fact(fact)),
        *when(fact.period, calendar, expected=bool(said)),
        *((Literal(said),) if said else ()),
    )
