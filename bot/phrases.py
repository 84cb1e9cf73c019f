"""The words of answers: subjects, verbs, periods and qualifiers, as typed segments."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.answer import Figure, FigureText, Literal, Marker, NameText, OperandText, PeriodText, Segment
from bot.numbers.display import display, display_operand, magnitude_of
from bot.numbers.program import facts_under
from bot.numerals import split_at_numerals
from index.facts import Fact
from index.period import Duration, FiscalCalendar, FiscalLabel, Instant, Period, describe, year_earlier

_DEFICIT = re.compile(r"\b(?:loss(?:es)?|deficit|burn|cash (?:used|outflows?))\b", re.IGNORECASE)
# "Net income (loss)", "earnings/(loss)", "(loss) income": of either, and the sign alone says which.
_GAIN = r"(?:income|profits?|earnings|gains?|surplus|benefit)"
_EITHER = re.compile(
    rf"\b{_GAIN}\W{{0,3}}(?:or )?\(?(?:loss(?:es)?|deficit)\b|\b(?:loss(?:es)?|deficit)\W{{1,3}}(?:or )?\(?{_GAIN}\b(?! tax)",
    re.IGNORECASE,
)
_HEAD_ENDS = re.compile(
    r",|\(| (?:of|per|in|from|for|on|to|at|used|provided|outstanding|repurchased|issued|sold|paid"
    r"|received|as|attributable|available|before) "
)
# How many of the last shown digit an interval must be wide to be said.
_LOOSE = Decimal("1.5")
_ONE_NUMBER = re.compile(
    r"\b(?:as a \w+ of|divided by|ratio|difference|change|average|median|sum|midpoint|share|percentage|growth|per)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:change|difference|rise|fall|increase|decrease)\b", re.IGNORECASE)
_SINGULAR = re.compile(r"(?:ss|loss|is|us|basis|analysis|eps)$", re.IGNORECASE)
_HEDGES = (
    "approximately",
    "about",
    "up to",
    "at least",
    "at most",
    "more than",
    "less than",
    "over",
    "nearly",
    "almost",
)


def words(text: str) -> tuple[Segment, ...]:
    """Free words as segments: what says a number is a name, which must stand in the filing or the question."""
    return tuple(NameText(piece) if counts else Literal(piece) for counts, piece in split_at_numerals(text))


def named(text: str) -> tuple[Segment, ...]:
    """A label of the filing."""
    return (NameText(text),)


def capitalised(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The segments with the sentence's first letter in upper case."""
    first, *rest = segments
    if isinstance(first, Literal | NameText) and first.text:
        text = first.text[0].upper() + first.text[1:]
        first = Literal(text) if isinstance(first, Literal) else NameText(text)
    return (first, *rest)


def lowered(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """With a small first letter, unless the word is an abbreviation or a name."""
    first, *rest = segments
    if isinstance(first, Literal | NameText) and len(first.text) > 1 and first.text[1].islower():
        text = first.text[0].lower() + first.text[1:]
        first = Literal(text) if isinstance(first, Literal) else NameText(text)
    return (first, *rest)


def is_deficit(label: str) -> bool:
    """Whether a label itself says that its amount is a loss, so that a negative value needs no sign."""
    return bool(_DEFICIT.search(label)) and _EITHER.search(label) is None


def was(label: str) -> str:
    """The verb, was or were, as the head noun of the label asks."""
    if _ONE_NUMBER.search(label):
        return "was"
    head = _HEAD_ENDS.split(label.strip(), maxsplit=1)[0].strip()
    last = head.split()[-1] if head.split() else ""
    return "were" if last.endswith("s") and not _SINGULAR.search(last) else "was"


def shown(figure: Figure, label: str) -> str:
    """A figure's display in a sentence about `label`: a loss needs no parentheses."""
    plain_loss = figure.value < 0 and is_deficit(label) and not _SIGNED.match(label)
    return magnitude_of(figure.display) if plain_loss else figure.display


def hedges(qualifiers: tuple[str, ...]) -> str:
    """What stands before an amount: "approximately "."""
    found = [word for word in qualifiers if word in _HEDGES]
    return found[0] + " " if found else ""


def remarks(figures: tuple[Figure, ...]) -> str:
    """What an analyst must know of the figures: " Unaudited, non-GAAP."; empty if nothing."""
    found = dict.fromkeys(
        word
        for figure in figures
        for word in figure.qualifiers
        if word not in _HEDGES and not word.startswith("of ") and not any(mark.isnumeric() for mark in word)
    )
    text = ", ".join(found)
    return f" {text[0].upper()}{text[1:]}." if text else ""


def loosely_said(figures: tuple[Figure, ...]) -> str:
    """That an amount in a calculation is given loosely: ' An amount in it is given as "approximately".'; empty if none is."""
    found = dict.fromkeys(
        w for figure in figures if figure.kind == "computed" for w in figure.qualifiers if w in _HEDGES
    )
    return f' An amount in it is given as "{next(iter(found))}".' if found else ""


def when(period: Period | None, calendar: FiscalCalendar, *, expected: bool = False) -> tuple[Segment, ...]:
    """A period with its preposition: " in the quarter ended …", " at …", " in fiscal …"."""
    if period is None:
        return ()
    text = describe(period, calendar)
    if expected:
        text = text.replace(" ended ", " ending ")
    preposition = (
        " at " if isinstance(period, Instant) or (isinstance(period, FiscalLabel) and period.instant) else " in "
    )
    return Literal(preposition), PeriodText(period, text)


def since(base: Period | None, period: Period | None, calendar: FiscalCalendar) -> tuple[Segment, ...]:
    """A base period, beside the period already named."""
    if base is None:
        return ()
    if period is not None and _a_year_apart(base, period, calendar):
        return (Literal(" a year earlier"),)
    return when(base, calendar)


def _a_year_apart(base: Period, period: Period, calendar: FiscalCalendar) -> bool:
    earlier = year_earlier(period, calendar)
    if isinstance(base, Duration) and isinstance(earlier, Duration):
        return abs((base.end - earlier.end).days) <= 7 and abs((base.start - earlier.start).days) <= 7
    return base == earlier


def markers(figure: Figure, path: tuple[int, ...] = ()) -> tuple[Segment, ...]:
    """The citation markers of all that a figure, or one of its operands, rests on."""
    operands = [figure.operands[path[0]]] if path else list(figure.operands)
    found: dict[int, None] = {}
    while operands:
        operand = operands.pop(0)
        if operand.citation is not None:
            found[operand.citation] = None
        if operand.figure is not None:
            operands = [*operand.figure.operands, *operands]
    segments: list[Segment] = []
    for number in found:
        segments += [Literal(" " if not segments else ""), Marker(number)]
    return tuple(segment for segment in segments if not (isinstance(segment, Literal) and not segment.text))


def operand(figures: tuple[Figure, ...], place: int, index: int, *, bare: bool = False) -> tuple[Segment, ...]:
    """An operand's amount and its markers. bare: without parentheses for a negative."""
    figure = figures[place]
    text = display_operand(figure.operands[index])
    return OperandText((place, index), magnitude_of(text) if bare else text), *markers(figure, (index,))


def called(fact: Fact, otherwise: str = "") -> tuple[Segment, ...]:
    """What a fact is called: its label, or where its row prints none, what stands above it."""
    for label in (fact.label, *reversed(fact.path), fact.of):
        if label.strip():
            return named(label)
    return words(otherwise.strip() or "the amount")


def label_of(figure: Figure, index: int) -> tuple[Segment, ...]:
    """What an operand is called, in the filing's words."""
    one = figure.operands[index]
    if one.fact is not None:
        return called(one.fact, figure.label)
    return words(one.figure.label if one.figure is not None else one.name)


def precision_said(figure: Figure, place: int) -> tuple[Segment, ...]:
    """Between which values a figure lies at the precision printed, where rounding could mislead; else nothing."""
    if figure.interval is None or figure.unit not in {"percent", "percentage_points", "ratio", "USD/share"}:
        return ()
    low, high = figure.interval
    last = Decimal("0.01") if figure.unit in {"ratio", "USD/share"} else Decimal("0.1")
    if high - low < max(last * _LOOSE, abs(figure.value) / 1000):
        return ()
    return (
        Literal(" (between "),
        FigureText(place, display(low, figure.unit)),
        Literal(" and "),
        FigureText(place, display(high, figure.unit)),
        Literal(" at the precision printed)"),
    )


def guidance_said(figures: tuple[Figure, ...]) -> tuple[Segment, ...]:
    """That figures are guidance, of which vintage, and when it was given."""
    facts: list[Fact] = [
        fact for figure in figures for fact in facts_under(figure.operands) if fact.basis == "guidance"
    ]
    if not facts:
        return ()
    vintages = {fact.vintage for fact in facts}
    kind = f"{facts[0].vintage} guidance" if len(vintages) == 1 and facts[0].vintage else "guidance"
    dates = {fact.stated for fact in facts if fact.stated is not None and fact.vintage != "previous"}
    if len(dates) != 1:
        return (Literal(f" This is {kind}."),)
    given = Instant(dates.pop())
    return Literal(f" This is {kind}, given "), PeriodText(given, describe(given)), Literal(".")
