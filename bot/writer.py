"""Plan + Outcome -> Answer, without a model: the sentence first, short, every numeral a typed segment with its source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.answer import Answer, Figure, Literal, Marker, Nearest, QuoteText, Segment, plain
from bot.cautions import caution, gathered
from bot.citing import Citer, displayed
from bot.numbers.display import display_fact
from bot.numbers.outcome import Asked, Computed, Judged, Outcome, Quoted, Refused, Selected
from bot.numbers.periods import BALANCE_BESIDE_FLOW
from bot.numbers.program import CONTRADICTED, REPAIRED, UNRESOLVED, facts_under
from bot.phrases import capitalised, guidance_said, loosely_said, lowered, named, remarks, words
from bot.plan import Compute, Judge, Passage, Plan, Program
from bot.sentences import calculation, extent, range_of
from bot.verdicts import judged, selected
from index.facts import Fact
from index.period import FiscalCalendar, describe
from index.shelf import Shelf

ADVICE = "I do not give advice. I can say what the filings report."
# A question that reads as it stands after "does not say"; and words that make of what was sought half a sentence.
_ASKS_WHO = re.compile(r"(?:who|whose|what|when|where|which)\b[^?]*?\b(?:is|was|are|were)\b", re.IGNORECASE)
_SENTENCE_LIKE = re.compile(
    (
        r"^(?:who|whose|what|when|where|why|how|which)\b|\b(?:did|does|do|was|were|is|are|has|have|had|will"
        r"|would|can|could)\b"
    ),
    re.IGNORECASE,
)
_LONGEST_ECHO = 160
MENDED = 0.75  # the most that an answer scores whose figures stand in a column that was mended, or are contradicted
WITHHELD = "I cannot answer that with figures that tie out to the filing, so I do not."


@dataclass(slots=True)
class Desk:
    """What a writer has at hand: the shelf, the citations so far, the calendar of the filing."""

    shelf: Shelf
    citer: Citer
    calendar: FiscalCalendar = field(default_factory=FiscalCalendar)
    company: str = ""

    def turn_to(self, facts: Sequence[Fact]) -> None:
        """Take up the filing that facts stand in. Its company is named where several are on the shelf."""
        if not facts:
            return
        record = self.shelf.filing(facts[0].filing).record
        self.calendar = record.calendar
        companies = {other.company for other in self.shelf.filings() if other.company}
        # "The Company" is what a filing calls its company, and tells it from no other.
        named = "the company" not in record.company.lower()
        self.company = record.company if named and len(companies) > 1 else ""

    def company_of(self, filings: Sequence[str]) -> str:
        """The company of filings; "" for none."""
        return self.shelf.filing(filings[0]).record.company if filings else ""

    def calendar_of(self, figure: Figure) -> FiscalCalendar:
        """The calendar of the filing that a figure stands in."""
        facts = facts_under(figure.operands)
        return self.shelf.filing(facts[0].filing).record.calendar if facts else self.calendar


def write(question: str, plan: Plan, outcome: Outcome, shelf: Shelf) -> Answer:
    """The answer that an outcome amounts to."""
    desk = Desk(shelf, Citer(shelf))
    match outcome:
        case Computed():
            answer = _computed(question, plan, outcome, desk)
        case Selected():
            answer = _selected(question, outcome, desk)
        case Judged():
            answer = _judged(question, plan, outcome, desk)
        case Quoted():
            answer = _quoted(question, outcome, desk)
        case Refused():
            answer = _refused(question, outcome, desk)
        case Asked(about, choices):
            asks = (
                Literal("Which do you mean"),
                *((Literal(", about "), *words(about)) if about else ()),
                Literal("?"),
            )
            answer = Answer(question, "clarify", asks, choices=choices)
    return _finished(answer, plan, desk)


def withhold(question: str, problems: tuple[str, ...]) -> Answer:
    """The answer in place of one that did not pass the checker; what was wrong is in the trace."""
    trace = tuple(f"check: {problem}" for problem in problems)
    return Answer(question, "abstained", (Literal(WITHHELD),), reason="unsupported", confidence=0.0, trace=trace)


def _computed(question: str, plan: Plan, outcome: Computed, desk: Desk) -> Answer:
    figures = tuple(desk.citer.figure(figure) for figure in outcome.figures)
    desk.turn_to(facts_under(figures[0].operands))
    programs = plan.act.programs if isinstance(plan.act, Compute) else ()
    if outcome.shape == "range":
        return Answer(
            question, "answered", range_of(figures, desk.calendar, desk.company), "range", _values(figures), figures
        )
    segments: list[Segment] = []
    said: set[tuple[object, ...]] = set()
    for place, figure in enumerate(figures):
        filings = tuple(dict.fromkeys(fact.filing for fact in facts_under(figure.operands)))
        same = (figure.label, figure.value, figure.unit, figure.period, figure.base_period, desk.company_of(filings))
        if same in said:
            continue
        said.add(same)
        desk.turn_to(facts_under(figure.operands))
        program = programs[place] if place < len(programs) else Program(figure.label, ())
        segments += [Literal(" ")] if segments else []
        segments += calculation(figures, place, program, desk.calendar, desk.company)
    for quote in outcome.words:
        number = desk.citer.passage(replace(quote, span=quote.around))
        text = displayed(desk.citer.citations[number - 1].quote).lstrip("•·▪●-–— ")
        segments += [Literal(" "), QuoteText(number, text), Literal(" "), Marker(number)]
    kind = "figures" if outcome.shape == "figures" else "figure"
    value = _values(figures) if kind == "figures" else plain(figures[0].value)
    notes = tuple(f"{program.label}: {program.source}" for program in programs if program.source)
    return Answer(question, "answered", tuple(segments), kind, value, figures, notes=notes)


def _selected(question: str, outcome: Selected, desk: Desk) -> Answer:
    cited = replace(
        outcome,
        winners=tuple(desk.citer.figure(figure) for figure in outcome.winners),
        losers=tuple(desk.citer.figure(figure) for figure in outcome.losers),
        difference=desk.citer.figure(outcome.difference) if outcome.difference is not None else None,
    )
    every = (*cited.winners, *cited.losers)
    desk.turn_to(facts_under(every[0].operands) if every else ())
    calendars = tuple(desk.calendar_of(figure) for figure in every)
    written = selected(cited, desk.calendar, calendars if _of_several(every, desk) else ())
    return Answer(
        question, "answered", written.segments, written.type, written.value, written.figures, notes=outcome.left_out
    )


def _of_several(figures: Sequence[Figure], desk: Desk) -> bool:
    """Whether figures are of several companies."""
    filings = dict.fromkeys(fact.filing for figure in figures for fact in facts_under(figure.operands))
    return len({desk.company_of((filing,)) for filing in filings}) > 1


def _judged(question: str, plan: Plan, outcome: Judged, desk: Desk) -> Answer:
    left = desk.citer.figure(outcome.left)
    right = desk.citer.figure(outcome.right) if outcome.right is not None else None
    desk.turn_to(facts_under(left.operands))
    program = plan.act.left if isinstance(plan.act, Judge) else None
    written = judged(replace(outcome, left=left, right=right), desk.calendar, program)
    return Answer(question, "answered", written.segments, written.type, written.value, written.figures)


def _quoted(question: str, outcome: Quoted, desk: Desk) -> Answer:
    segments: list[Segment] = []
    if outcome.shape == "boolean" and isinstance(outcome.value, bool):
        segments.append(Literal("Yes: " if outcome.value else "No: "))
    shown = []
    sentence = _one_sentence(outcome)
    if sentence is not None:
        number = desk.citer.passage(sentence)
        text = desk.citer.citations[number - 1].quote
        segments += [QuoteText(number, displayed(text).lstrip("•·▪●-–— ")), Literal(" "), Marker(number)]
        words_in = [text[q.span.start - sentence.span.start : q.span.end - sentence.span.start] for q in outcome.quotes]
        return Answer(question, "answered", tuple(segments), "spans", tuple(displayed(one) for one in words_in))
    for place, quote in enumerate(outcome.quotes):
        number = desk.citer.passage(quote)
        text = displayed(desk.citer.citations[number - 1].quote).lstrip("•·▪●-–— ")
        shown.append(text)
        if place:
            segments.append(Literal("; " if outcome.shape in {"spans", "count"} else " "))
        segments += [QuoteText(number, text), Literal(" "), Marker(number)]
    value: str | bool | tuple[str, ...]
    match outcome.shape:
        case "boolean":
            value = bool(outcome.value)
        case "count":
            value = str(outcome.value if outcome.value is not None else len(shown))
        case "spans":
            value = tuple(shown)
        case _:
            value = " ".join(shown)
    return Answer(question, "answered", tuple(segments), outcome.shape, value)


def _one_sentence(outcome: Quoted) -> Passage | None:
    """The sentence that all the words of an answer stand in, where they are only a part of it."""
    first = outcome.quotes[0] if outcome.quotes and outcome.shape == "spans" else None
    if first is None or any(quote.around != first.around for quote in outcome.quotes) or first.around == first.span:
        return None
    return Passage(first.filing, first.around, first.around)


def _refused(question: str, outcome: Refused, desk: Desk) -> Answer:
    facts = [near for near in outcome.nearest if isinstance(near, Fact)]
    desk.turn_to(facts)
    segments = list(_refusal(question, outcome))
    nearest = tuple(_near(near, desk) for near in outcome.nearest)
    for place, (near, said) in enumerate(zip(outcome.nearest, nearest, strict=True)):
        segments.append(Literal(" The nearest it gives: " if place == 0 else "; "))
        text = displayed(desk.citer.citations[said.citation - 1].quote)
        if isinstance(near, Fact):
            amount = extent(near, desk.calendar)
            if not any(mark.isdigit() for mark in text):
                amount = (QuoteText(said.citation, text), *amount[1:])
            segments += [*named(near.label), Literal(", "), *amount, Literal(" "), Marker(said.citation)]
        else:
            segments += [QuoteText(said.citation, text), Literal(" "), Marker(said.citation)]
    if nearest:
        segments.append(Literal("."))
    return Answer(question, "abstained", tuple(segments), reason=outcome.reason, nearest=nearest)


def _refusal(question: str, outcome: Refused) -> tuple[Segment, ...]:
    sought = words(outcome.looked_for or "that")
    why = (Literal(": "), *words(outcome.why.rstrip("."))) if outcome.why else ()
    match outcome.reason:
        case "advice":
            return (Literal(ADVICE),)
        case "no_filing":
            return (Literal("No filing in the index is about "), *_topic(question, outcome), *why, Literal("."))
        case "unsupported":
            return (Literal("I cannot work out "), *sought, Literal(" from the filing"), *why, Literal("."))
        case "contradicted":
            return (Literal("The filing contradicts itself about "), *sought, *why, Literal("."))
        case "ambiguous":
            return (Literal("The filing does not settle "), *sought, *why, Literal("."))
        case _ if not _SENTENCE_LIKE.search(outcome.looked_for):
            return (Literal("The filing does not give "), *sought, *why, Literal("."))
        case _ if _ASKS_WHO.match(question) and len(question) <= _LONGEST_ECHO:
            return (Literal("The filing does not say "), *lowered(words(question.rstrip(" ?."))), *why, Literal("."))
        case _:
            return (Literal("The filing does not answer "), *_topic(question, outcome), *why, Literal("."))


def _topic(question: str, outcome: Refused) -> tuple[Segment, ...]:
    """What was asked: the thing looked for, or, where that is half a sentence, the question itself."""
    if not _SENTENCE_LIKE.search(outcome.looked_for):
        return words(outcome.looked_for or "that")
    if len(question) > _LONGEST_ECHO:
        return (Literal("that"),)
    return (Literal("“"), *words(question.rstrip(" .")), Literal("”"))


def _near(near: Fact | Passage, desk: Desk) -> Nearest:
    if isinstance(near, Fact):
        number = desk.citer.fact(near)
        period = f", {describe(near.period, desk.calendar)}" if near.period is not None else ""
        return Nearest(f"{near.label}{period}: {display_fact(near)}", number)
    number = desk.citer.passage(near)
    return Nearest(displayed(desk.citer.citations[number - 1].quote), number)


def _finished(answer: Answer, plan: Plan, desk: Desk) -> Answer:
    """With citations, labels, warnings, what was assumed, and what else it could have meant."""
    segments = list(answer.segments)
    if answer.status == "answered":
        segments += _labels(answer, named=any(program.source for program in _programs(plan)))
        said = dict.fromkeys((*plan.assumptions, *_assumed(plan)))
        for assumption in said:
            if _plain_already(assumption, answer):
                continue
            segments += [Literal(" "), *capitalised(words(assumption.strip().rstrip("."))), Literal(".")]
    notes = (*answer.notes, *(f"It could also mean: {other}" for other in plan.alternatives))
    warned = any(
        warning.startswith((CONTRADICTED, REPAIRED, UNRESOLVED))
        for figure in answer.figures
        for warning in figure.warnings
    )
    confidence = min(plan.confidence, MENDED) if warned else plan.confidence
    return replace(answer, segments=tuple(segments), citations=desk.citer.citations, notes=notes, confidence=confidence)


def _plain_already(assumption: str, answer: Answer) -> bool:
    """Whether an assumption only names the line that was taken, and the answer names that line itself."""
    named = re.fullmatch(r"taken as ['\"](.+)['\"]\.?", assumption.strip(), re.IGNORECASE)
    return named is not None and named.group(1).lower() in answer.text.lower()


def _assumed(plan: Plan) -> tuple[str, ...]:
    return tuple(assumption for program in _programs(plan) for assumption in program.assumptions)


def _programs(plan: Plan) -> tuple[Program, ...]:
    return plan.act.programs if isinstance(plan.act, Compute) else ()


def _labels(answer: Answer, *, named: bool) -> list[Segment]:
    """Unaudited, guidance with its date, and what the filing itself says against its figures.

    named: the figure is of a named formula, which sets balances beside amounts by its nature.
    """
    labels = remarks(answer.figures) + loosely_said(answer.figures)
    segments: list[Segment] = [*guidance_said(answer.figures), *((Literal(labels),) if labels else ())]
    cautions: dict[str, None] = {}
    for figure in answer.figures:
        cautions |= dict.fromkeys(caution(w) for w in figure.warnings if not (named and w == BALANCE_BESIDE_FLOW))
    for said in gathered(filter(None, cautions)):
        segments += [Literal(" "), *words(said), Literal(".")]
    return segments


def _values(figures: tuple[Figure, ...]) -> tuple[str, ...]:
    return tuple(plain(figure.value) for figure in figures)
