"""No numeral leaves without a source: what is wrong with an answer, in words; nothing, if it ties out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.answer import (
    Answer,
    Figure,
    FigureText,
    Literal,
    Marker,
    NameText,
    Operand,
    OperandText,
    PeriodText,
    QuoteText,
    Segment,
    plain,
)
from bot.citing import displayed
from bot.numbers.display import display, display_fact, display_operand, magnitude_of
from bot.numbers.program import facts_under
from bot.numerals import is_numeral, numerals_in
from bot.plan import AskBack, Compute, Judge, Plan, Program, Quote, Refuse, Select
from bot.recompute import figure_problems
from index.facts import Fact
from index.period import Instant, Period, as_instant, describe
from index.shelf import Shelf

_FORBIDDEN = re.compile(r"[<>\[\]{}|$€£¥₹%‰#\\]|://|\bwww\.", re.IGNORECASE)
_AFTER_FIGURE = re.compile(
    r"^\s*(?:bn|mn|mm|tn|bps?|pct|[mkbx]|per\s?cent|percent|percentage|points?|cents?)\b", re.IGNORECASE
)
_BEFORE_FIGURE = re.compile(r"(?:[-−–—+~±.,]|\b(?:minus|negative|positive|plus or minus)\s*)$", re.IGNORECASE)
_MOST_FILINGS = 8
_COUNTING = (FigureText, OperandText, NameText, PeriodText, QuoteText)


def check(answer: Answer, plan: Plan, shelf: Shelf) -> tuple[str, ...]:
    """Every problem of an answer to `plan`; empty where every numeral ties out."""
    problems = [*_citation_problems(answer, shelf), *_joint_problems(answer.segments)]
    for figure in answer.figures:
        problems += figure_problems(figure, answer.citations, shelf)
    problems += _plan_problems(answer, plan)
    sayable = _Sayable(answer, plan, shelf)
    for segment in answer.segments:
        problem = sayable.problem(segment)
        if problem:
            problems.append(problem)
    return tuple(dict.fromkeys(problems))


def literal_problem(text: str) -> str:
    """Why words of our own or a model's may not be said; empty if they may."""
    found = numerals_in(text)
    if found:
        start, end = found[0]
        return f"the words {text.strip()!r} hold a number of their own, {text[start:end]!r}"
    if _FORBIDDEN.search(text):
        return f"the words {text.strip()!r} hold a mark that words do not"
    for mark in text:
        if unicodedata.category(mark) in {"Cf", "Cc", "Co", "Cn", "Cs"} and mark != "\n":
            return f"the words {text.strip()!r} hold an invisible character"
        if mark.isalpha() and not unicodedata.name(mark, "").startswith("LATIN"):
            return f"the words {text.strip()!r} hold a letter of another script"
    return ""


class _Sayable:
    """What an answer may say, given its figures, its citations, its plan and the filings they stand in."""

    def __init__(self, answer: Answer, plan: Plan, shelf: Shelf) -> None:
        self.answer = answer
        self.citations = {citation.id: citation for citation in answer.citations}
        facts = [*_facts_of(answer), *facts_of_plan(plan)]
        self.amounts = {form for fact in facts for form in (display_fact(fact), magnitude_of(display_fact(fact)))}
        self.periods: set[Period] = set(_periods(answer.figures))
        for fact in facts:
            if fact.period is not None:
                self.periods.add(fact.period)
            if fact.stated is not None:
                self.periods.add(Instant(fact.stated))
        filings = {fact.filing for fact in facts} | {citation.filing for citation in answer.citations}
        # A refusal may cite nothing; then what it names may stand in any of the filings that were looked in.
        records = [record for record in shelf.filings() if record.id in filings or not filings][:_MOST_FILINGS]
        self.texts = [shelf.filing(record.id).text for record in records]
        named = [answer.question, *(text for r in records for text in (r.title, r.company, r.form, r.name))]
        named += [word for fact in facts for word in (fact.label, *fact.path, fact.column, fact.of, *fact.warnings)]
        named += _words_of(plan)
        self.calendars = [record.calendar for record in records]
        named += [text for period in self.periods for text in self._said(period)]
        self.named = folded(" \n ".join(named))

    def problem(self, segment: Segment) -> str:
        match segment:
            case Literal(text):
                return literal_problem(text)
            case FigureText(place, text):
                if not 0 <= place < len(self.answer.figures):
                    return f"there is no figure {place}"
                return (
                    ""
                    if text in figure_forms(self.answer.figures[place])
                    else f"{text!r} is not how figure {place} is shown"
                )
            case OperandText(path, text):
                operand = _operand_at(self.answer.figures, path)
                if operand is None:
                    return f"there is no operand {path}"
                return "" if text in operand_forms(operand) else f"{text!r} is not how operand {path} is shown"
            case PeriodText(period, text):
                return self._period_problem(period, text)
            case QuoteText(number, text):
                cited = self.citations.get(number)
                if cited is None:
                    return f"there is no citation {number}"
                return "" if stands_in(text, displayed(cited.quote)) else f"citation {number} does not say {text!r}"
            case NameText(text):
                if text in self.amounts or self.names(text):
                    return ""
                return f"{text!r} stands neither in the filing nor in the question"
            case Marker(number):
                return "" if number in self.citations else f"there is no citation {number}"

    def names(self, text: str) -> bool:
        """Whether words stand in the filing or the question, whatever their case."""
        wanted = folded(text)
        return _within(wanted, self.named) or any(_within(wanted, folded(whole)) for whole in self.texts)

    def _period_problem(self, period: Period, text: str) -> str:
        if not any(period in {known, as_instant(known)} for known in self.periods):
            return f"no figure of the answer is of {text}"
        return "" if text in self._said(period) else f"{text!r} is not the period {describe(period)}"

    def _said(self, period: Period) -> set[str]:
        """The ways in which a period may be said."""
        said = {describe(period), *(describe(period, calendar) for calendar in self.calendars)}
        return said | {form.replace(" ended ", " ending ") for form in said}


def figure_forms(figure: Figure) -> set[str]:
    """The ways in which a figure may be shown."""
    forms = {figure.display}
    if figure.interval is not None:
        forms |= {display(end, figure.unit) for end in figure.interval}
    return forms | {magnitude_of(form) for form in forms}


def operand_forms(operand: Operand) -> set[str]:
    """The ways in which an operand may be shown."""
    form = display_operand(operand)
    return {form, magnitude_of(form)}


def facts_of_plan(plan: Plan) -> list[Fact]:
    """Every fact that a plan names."""
    match plan.act:
        case Refuse(nearest=nearest):
            return [near for near in nearest if isinstance(near, Fact)]
        case _:
            return [fact for program in programs_of(plan) for fact in program.facts]


def _words_of(plan: Plan) -> list[str]:
    """What our own reader of questions says: dates it reckoned, what it took a word for. A model's plan has no such say."""
    if plan.planner != "deterministic":
        return []
    words = [
        *plan.assumptions,
        *(word for program in programs_of(plan) for word in (program.label, *program.assumptions)),
    ]
    match plan.act:
        case Refuse(looked_for=looked_for, why=why):
            words += [looked_for, why]
        case Select(names=names):
            words += names
        case AskBack(about=about):
            words.append(about)
        case _:
            pass
    return words


def programs_of(plan: Plan) -> tuple[Program, ...]:
    """Every program of a plan."""
    match plan.act:
        case Compute(programs):
            return programs
        case Select(programs=programs, threshold=threshold):
            return programs if threshold is None else (*programs, threshold)
        case Judge(left, _, right):
            return (left,) if right is None else (left, right)
        case _:
            return ()


def stands_in(text: str, whole: str) -> bool:
    """Whether words stand in a text, to the character but for white space, and not as part of a longer word or number."""
    return _within(" ".join(text.split()), " ".join(whole.split()))


@lru_cache(maxsize=64)
def folded(text: str) -> str:
    """A text for looking words up in: escapes gone, one space between words, small letters."""
    return displayed(text).casefold()


def _within(wanted: str, whole: str) -> bool:
    start = whole.find(wanted) if wanted else -1
    while start >= 0:
        before, after = whole[:start][-2:], whole[start + len(wanted) :][:2]
        if not _joined(before + wanted[0], -1) and not _joined(wanted[-1] + after, 1):
            return True
        start = whole.find(wanted, start + 1)
    return False


def _joined(edge: str, side: int) -> bool:
    """Whether an edge of a found text runs on into a longer word or number."""
    if side < 0:
        inner, outer = edge[-1:], edge[:-1]
        near, far = outer[-1:], outer[-2:-1]
    else:
        inner, near, far = edge[:1], edge[1:2], edge[2:3]
    if inner.isalnum() and near.isalnum():
        return True
    return is_numeral(inner) and near in {".", ","} and bool(far) and is_numeral(far) if inner else False


def _citation_problems(answer: Answer, shelf: Shelf) -> Iterator[str]:
    for place, citation in enumerate(answer.citations, start=1):
        if citation.id != place:
            yield f"citation {citation.id} is out of order"
        text = shelf.filing(citation.filing).text
        if not 0 <= citation.start < citation.end <= len(text) or text[citation.start : citation.end] != citation.quote:
            yield f"citation {citation.id} does not quote its filing to the character"
        if citation.context and citation.context not in text:
            yield f"the context of citation {citation.id} is not of its filing"
    for near in answer.nearest:
        if not 1 <= near.citation <= len(answer.citations):
            yield f"there is no citation {near.citation}"


def _joint_problems(segments: Sequence[Segment]) -> Iterator[str]:
    """Numbers made, scaled or turned round by what stands beside them."""
    shown = [part for part in segments if not isinstance(part, Marker) and part.text]
    for before, after in pairwise(shown):
        if isinstance(before, _COUNTING) and isinstance(after, _COUNTING):
            yield f"{before.text!r} runs into {after.text!r}"
        elif isinstance(after, FigureText | OperandText) and isinstance(before, Literal):
            if _BEFORE_FIGURE.search(before.text) or before.text[-1:].isalnum():
                yield f"{before.text!r} changes the number that follows it"
        elif (
            isinstance(before, FigureText | OperandText)
            and isinstance(after, Literal)
            and (_AFTER_FIGURE.search(after.text) or after.text[:1].isalnum())
        ):
            yield f"{after.text!r} changes the number before it"


def _plan_problems(answer: Answer, plan: Plan) -> Iterator[str]:
    """Whether the answer is what the plan asked for, and its value what its figures say."""
    if answer.status != "answered":
        return
    asked = {fact.id for fact in facts_of_plan(plan)}
    for fact in _facts_of(answer):
        if fact.id not in asked:
            yield f"{fact.label} is not what the plan asked for"
    match plan.act:
        case Compute(programs):
            if len(answer.figures) != len(programs):
                yield "the answer does not have the figures that the plan asked for"
        case Select(names=names):
            values = answer.value if isinstance(answer.value, tuple) else (answer.value,)
            known = {*names, *(p.label for p in programs_of(plan)), *(plain(f.value) for f in answer.figures)}
            if any(value not in known for value in values):
                yield "the answer names what the plan does not"
        case Quote(quotes, shape):
            spans = {(q.filing, q.span.start, q.span.end) for q in quotes}
            if shape == "spans":  # shown in the sentence they stand in
                spans |= {(q.filing, q.around.start, q.around.end) for q in quotes}
            if any((c.filing, c.start, c.end) not in spans for c in answer.citations):
                yield "the answer quotes what the plan does not"
        case Refuse():
            yield "the plan was to refuse"
        case _:
            pass
    values_of = tuple(plain(figure.value) for figure in answer.figures)
    if answer.type == "figure" and (not values_of or answer.value not in values_of):
        yield "the answer's value is not its figure's"
    if answer.type in {"figures", "range"} and answer.value != values_of and not isinstance(plan.act, Select):
        yield "the answer's values are not its figures'"
    if answer.type == "range" and answer.figures[0].value > answer.figures[-1].value:
        yield "the range runs from high to low"


def _facts_of(answer: Answer) -> list[Fact]:
    return [fact for figure in answer.figures for fact in facts_under(figure.operands)]


def _periods(figures: Sequence[Figure]) -> Iterator[Period]:
    for figure in figures:
        yield from (period for period in (figure.period, figure.base_period) if period is not None)
        yield from _periods([operand.figure for operand in figure.operands if operand.figure is not None])


def _operand_at(figures: Sequence[Figure], path: Sequence[int]) -> Operand | None:
    if len(path) < 2 or not 0 <= path[0] < len(figures):
        return None
    figure: Figure | None = figures[path[0]]
    operand: Operand | None = None
    for place in path[1:]:
        if figure is None or not 0 <= place < len(figure.operands):
            return None
        operand = figure.operands[place]
        figure = operand.figure
    return operand
