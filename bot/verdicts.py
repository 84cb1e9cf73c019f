"""Sentences that choose and judge: which was the largest, in which year, how many, whether, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.answer import Figure, FigureText, Literal, Operand, Segment, plain
from bot.numbers.outcome import Judged, Selected
from bot.phrases import capitalised, lowered, markers, shown, was, when, words
from bot.plan import Program
from bot.sentences import calculation
from index.period import FiscalCalendar
from index.quantity import COUNT

_SAID = {
    ">": "above",
    ">=": "at or above",
    "<": "below",
    "<=": "at or below",
    "==": "equal to",
    "!=": "other than",
}
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Written:
    """Segments, figures, and the answer's type and value."""

    segments: tuple[Segment, ...]
    figures: tuple[Figure, ...]
    type: str
    value: str | bool | tuple[str, ...]


def judged(outcome: Judged, calendar: FiscalCalendar, program: Program | None = None) -> Written:
    """Yes or no, and why. program: of the left side, which a change is told by."""
    if outcome.right is None and outcome.left.kind == "computed" and program is not None:
        told = calculation((outcome.left,), 0, program, calendar)
        verdict = Literal("Yes: " if outcome.holds else "No: ")
        return Written((verdict, *lowered(told)), (outcome.left,), "boolean", outcome.holds)
    figures = (outcome.left,) if outcome.right is None else (outcome.left, outcome.right)
    left = outcome.left
    relation = _relation(outcome)
    segments: list[Segment] = [Literal("Yes: " if outcome.holds else "No: "), *lowered(words(left.label))]
    segments += [Literal(f" {was(left.label)} "), FigureText(0, shown(left, left.label)), *when(left.period, calendar)]
    segments += markers(left)
    if outcome.right is not None:
        right = outcome.right
        time = () if right.period == left.period else when(right.period, calendar)
        segments += [Literal(f", {relation} "), *lowered(words(right.label)), Literal(", " if right.label else "")]
        segments += [FigureText(1, shown(right, right.label)), *time, *markers(right)]
    segments.append(Literal("."))
    return Written(tuple(segments), figures, "boolean", outcome.holds)


def _relation(outcome: Judged) -> str:
    left, right = outcome.left.value, outcome.right.value if outcome.right is not None else Decimal(0)
    if left == right:
        return "equal to"
    return "above" if left > right else "below"


def selected(outcome: Selected, calendar: FiscalCalendar, calendars: tuple[FiscalCalendar, ...] = ()) -> Written:
    """What was chosen, with what it was chosen from.

    calendars: where it is companies that are chosen from, each figure's own, winners first.
    """
    if calendars and outcome.winners:
        return _of_companies(outcome, calendars)
    match outcome.give:
        case "count":
            return _counted(outcome)
        case "comparison" if outcome.winners:
            return _compared(outcome, calendar)
        case _:
            return _chosen(outcome)


def _counted(outcome: Selected) -> Written:
    number = Decimal(len(outcome.winners))
    operands = tuple(Operand(_letter(place), figure=figure) for place, figure in enumerate(outcome.winners))
    formula = f"count({', '.join(operand.name for operand in operands)})"
    count = Figure("Count", number, COUNT, plain(number), "computed", formula, operands)
    figures = (count, *outcome.winners)
    segments: list[Segment] = [FigureText(0, count.display)]
    if outcome.threshold is not None:
        segments += [Literal(f" {'was' if number == 1 else 'were'} {_SAID[outcome.operator]} ")]
        figures = (*figures, outcome.threshold)
        segments += [FigureText(len(figures) - 1, outcome.threshold.display), *markers(outcome.threshold)]
    segments += _listed(outcome.winners, outcome.names, start=1, lead=": ")
    segments.append(Literal("."))
    return Written(tuple(segments), figures, "count", plain(number))


def _compared(outcome: Selected, calendar: FiscalCalendar) -> Written:
    every = (*outcome.winners, *outcome.losers)
    names = (*outcome.names, *outcome.loser_names)
    first, name = every[0], names[0]
    if outcome.difference is None:
        return _chosen(outcome)
    second = every[1]
    figures = (outcome.difference, first, second)
    word = "lower" if outcome.by == "min" else "larger"
    gap = FigureText(0, outcome.difference.display.replace("(", "").replace(")", ""))
    segments = (
        *capitalised(words(name)),
        Literal(f" {was(name)} {word}, by "),
        gap,
        Literal(": "),
        FigureText(1, first.display),
        *when(first.period, calendar),
        *markers(first),
        Literal(" against "),
        FigureText(2, second.display),
        Literal(" for "),
        *words(names[1]),
        *(() if second.period == first.period else when(second.period, calendar)),
        *markers(second),
        Literal("."),
    )
    return Written(segments, figures, "comparison", name)


def _of_companies(outcome: Selected, calendars: tuple[FiscalCalendar, ...]) -> Written:
    """Whose figure is the larger: every company's, with its period by its own calendar."""
    every = (*outcome.winners, *outcome.losers)
    names = (*outcome.names, *outcome.loser_names)
    figures = every if outcome.difference is None else (outcome.difference, *every)
    place = len(figures) - len(every)
    word = "lower" if outcome.by == "min" else "higher"
    segments: list[Segment] = []
    if outcome.equal:
        segments.append(Literal("These are equal: "))
    else:
        segments += [*capitalised(words(names[0])), Literal(f" had the {word}")]
        if outcome.difference is not None:
            gap = outcome.difference.display.replace("(", "").replace(")", "")
            segments += [Literal(", by "), FigureText(0, gap)]
        segments.append(Literal(": "))
    for number, (figure, name, calendar) in enumerate(zip(every, names, calendars, strict=True)):
        segments += [Literal("; against ") if number == len(outcome.winners) else Literal("; ")] if number else []
        segments += [*words(name), Literal(", "), *lowered(words(figure.label)), Literal(" of ")]
        segments += [FigureText(place + number, figure.display), *when(figure.period, calendar)]
        segments += markers(figure)
    segments.append(Literal("."))
    kind = "comparison" if outcome.difference is not None else _type(outcome)
    value: str | tuple[str, ...] = outcome.names[0] if len(outcome.names) == 1 else outcome.names
    return Written(tuple(segments), figures, kind, value)


def _chosen(outcome: Selected) -> Written:
    if not outcome.winners:
        text = (Literal("None of those that the filing gives"),)
        bar: tuple[Segment, ...] = ()
        figures = outcome.losers
        if outcome.threshold is not None:
            figures = (*figures, outcome.threshold)
            bar = (Literal(f" was {_SAID[outcome.operator]} "), FigureText(len(figures) - 1, outcome.threshold.display))
        listed = _listed(outcome.losers, outcome.loser_names, start=0, lead=": ")
        return Written((*text, *bar, *listed, Literal(".")), figures, _type(outcome), ())
    figures = (*outcome.winners, *outcome.losers)
    lead = {"max": "The highest: ", "min": "The lowest: "}.get(outcome.by, "")
    if outcome.equal:
        lead = "These are equal: "
    segments: list[Segment] = [Literal(lead)] if lead else []
    winners = _listed(outcome.winners, outcome.names, start=0, lead="")
    segments += winners if lead else capitalised(winners)
    if outcome.by in {"max", "min"} and outcome.losers:
        segments += _listed(outcome.losers, outcome.loser_names, start=len(outcome.winners), lead=", against ")
    segments.append(Literal("."))
    if outcome.give == "value":
        values = tuple(plain(figure.value) for figure in outcome.winners)
        return Written(
            tuple(segments),
            figures,
            "figure" if len(values) == 1 else "figures",
            values[0] if len(values) == 1 else values,
        )
    value: str | tuple[str, ...] = outcome.names[0] if len(outcome.names) == 1 else outcome.names
    return Written(tuple(segments), figures, _type(outcome), value)


def _type(outcome: Selected) -> str:
    return {"period": "period", "value": "figures", "comparison": "comparison"}.get(outcome.give, "spans")


def _listed(figures: tuple[Figure, ...], names: tuple[str, ...], start: int, lead: str) -> tuple[Segment, ...]:
    """Names with their amounts: "2019, $5 million [1]; 2018, $4 million [2]"."""
    segments: list[Segment] = []
    for place, (figure, name) in enumerate(zip(figures[:_MOST_NAMED], names, strict=False)):
        segments.append(Literal(lead if place == 0 else "; "))
        segments += [
            *words(name),
            Literal(", "),
            FigureText(start + place, figure.display),
            *markers(figure),
        ]
    if len(figures) > _MOST_NAMED:
        segments.append(Literal("; and others"))
    return tuple(segment for segment in segments if not (isinstance(segment, Literal) and not segment.text))


def _letter(place: int) -> str:
    return chr(ord("a") + place) if place < 26 else f"x{place}"
