"""Questions over several companies: each is planned over its own filings, and the answers are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation import context_of
from bot.matching import Similar
from bot.numbers.execute import execute
from bot.numbers.outcome import Refused
from bot.plan import AskBack, Compute, Plan, Program, Refuse, Select
from bot.planner import make_plan
from bot.question import Kind, Reading, metrics_of, read_question
from bot.question.compared import read_compared
from index.naming import named_spans
from index.period import Duration, Period, months_in
from index.shelf import Hit, Shelf

_MOST_COMPANIES = 6
_APART = "they are of periods of different length, so neither is said to be the larger"
_UNLIKE = "they are in different units, so neither is said to be the larger"


@dataclass(frozen=True, slots=True)
class _Part:
    """What is planned for one company."""

    company: str
    reading: Reading
    plan: Plan

    @property
    def programs(self) -> tuple[Program, ...]:
        return self.plan.act.programs if isinstance(self.plan.act, Compute) else ()


def plan_across(
    question: str,
    shelf: Shelf,
    filings: tuple[str, ...],
    similar: Similar | None = None,
    hits: Sequence[Hit] = (),
) -> tuple[Reading, Plan] | None:
    """The plan of a question that sets companies side by side, with the reading it has for the first of them.

    None where the question does not, or asks for something else than figures. filings: ids, most likely first.
    """
    records = {record.id: record for record in shelf.filings()}
    spans = named_spans(question, tuple(records.values()))
    companies = tuple(dict.fromkeys(companies for _, _, companies in spans))
    if not 2 <= len(companies) <= _MOST_COMPANIES:
        return None
    compared = read_compared(question, tuple((start, end) for start, end, _ in spans))
    if compared is None:
        return None
    parts: list[_Part] = []
    for named in companies:
        own = tuple(f for f in filings if f in records and records[f].company in named)
        if not own:
            return None
        company = records[own[0]].company
        reading = read_question(compared.of(company), context_of(shelf, own))
        if reading.kind is not Kind.FIGURE:
            return None
        theirs = tuple(hit for hit in hits if hit.passage.filing in own)
        plan = make_plan(reading, shelf, own, similar, theirs)
        if isinstance(plan.act, AskBack) and reading.months is None:
            # Over which length of period need not be asked where all are told of the one that each filing reports on.
            reading = replace(reading, months=_reported_months(shelf, own))
            plan = make_plan(reading, shelf, own, similar, theirs)
        parts.append(_Part(company, reading, plan))
    parts = _of_one_thing(parts)
    return parts[0].reading, _together(parts, compared.by)


def _reported_months(shelf: Shelf, filings: tuple[str, ...]) -> int | None:
    reported = context_of(shelf, filings).reported
    return months_in(reported) if isinstance(reported, Duration) else None


def _of_one_thing(parts: list[_Part]) -> list[_Part]:
    """Parts, less those that give several lines for what another company gives as one: they are not what was asked."""
    lines = [len({program.label for program in part.programs}) for part in parts]
    least = min((count for count in lines if count), default=0)
    return [
        replace(part, plan=_not_there(part)) if count > least else part
        for part, count in zip(parts, lines, strict=True)
    ]


def _not_there(part: _Part) -> Plan:
    metric = next((metric for ask in part.reading.asks for metric in metrics_of(ask)), None)
    return Plan(Refuse("not_in_filing", metric.phrase if metric else part.reading.topic))


def _together(parts: Sequence[_Part], by: str) -> Plan:
    """One plan of the parts: what could be planned, and a word for each that could not."""
    done = [part for part in parts if part.programs]
    if not done:
        return _none_of(parts)
    missing = tuple(f"{part.company}: {_why_not(part.plan)}" for part in parts if not part.programs)
    assumed = tuple(dict.fromkeys(word for part in done for word in part.plan.assumptions))
    plan = replace(
        done[0].plan,
        act=Compute(tuple(program for part in done for program in part.programs), "figures"),
        confidence=min(part.plan.confidence for part in done),
        assumptions=(*assumed, *missing),
        alternatives=tuple(f"{part.company}: {other}" for part in done for other in part.plan.alternatives),
    )
    if not by or len(done) < 2 or any(len(part.programs) != 1 for part in done):
        return plan
    programs = tuple(part.programs[0] for part in done)
    give = "comparison" if len(done) == 2 else "label"
    select = Select(programs, by, give, tuple(part.company for part in done))
    apart = _set_apart(programs, select)
    if apart:
        return replace(plan, assumptions=(*plan.assumptions, apart))
    said = tuple(word for program in programs for word in program.assumptions if word not in plan.assumptions)
    return replace(plan, act=select, assumptions=(*dict.fromkeys(said), *plan.assumptions))


def _set_apart(programs: Sequence[Program], select: Select) -> str:
    """Why figures may not be ranked against each other; "" where they may."""
    lengths = {_length(period) for program in programs for period in _periods(program)[:1]}
    if len(lengths) > 1:
        return _APART
    return _UNLIKE if isinstance(execute(Plan(select)), Refused) else ""


def _periods(program: Program) -> list[Period]:
    facts = program.facts
    periods = [fact.period for fact in facts if fact.period is not None]
    return sorted(periods, key=lambda period: not isinstance(period, Duration))


def _length(period: Period) -> int:
    """A period's length in months, 0 for a day; the quarters of one year differ by a week, those of two companies too."""
    return months_in(period) or 0


def _none_of(parts: Sequence[_Part]) -> Plan:
    """The refusal for all of them."""
    first = parts[0].plan
    act = first.act
    if not isinstance(act, Refuse) or act.reason != "not_in_filing":
        return first
    whose = " or of ".join(part.company for part in parts)
    return replace(first, act=replace(act, looked_for=f"{act.looked_for} of {whose}", nearest=(), why=""))


def _why_not(plan: Plan) -> str:
    if isinstance(plan.act, Refuse) and plan.act.looked_for:
        return f"its filing does not give {plan.act.looked_for}"
    return "its filing does not settle this"
