"""Makes the plan for a reading: figures, choices, judgements, the filing's own words, or a refusal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extract import Alikeness, Extraction
from bot.extract.kinds import Sort, asked_of
from bot.joined import siblings
from bot.lexicon import stem, stems
from bot.matching import Similar
from bot.plan import Compute, Operation, Plan, Program, Refuse
from bot.planner.ages import from_ages
from bot.planner.asked import as_asked
from bot.planner.asked_periods import distinct_periods, filled_in
from bot.planner.ballots import ballot_plan
from bot.planner.binding import Desk, bind, bindings
from bot.planner.business import from_business
from bot.planner.covers import from_cover
from bot.planner.crossed import crossed_plan
from bot.planner.figures import line_named, program_of
from bot.planner.guidance import guidance_moved, range_ends, range_width
from bot.planner.in_words import by_meaning, in_words, meaning, when_or_how_long
from bot.planner.judgements import judge
from bot.planner.noted import from_note
from bot.planner.offices import from_offices
from bot.planner.outlook import from_outlook
from bot.planner.prose import prose
from bot.planner.refusals import advice, no_filing, refuse
from bot.planner.registered import from_registered
from bot.planner.remaining import remaining
from bot.planner.rivals import with_rivals
from bot.planner.selections import select, things
from bot.planner.several import several_things
from bot.planner.taking import Unbound, first_metric
from bot.planner.timing import Wanted, alike
from bot.planner.turnout import turnout_plan
from bot.question.reading import Apply, Ask, Kind, Metric, Reading, metrics_of
from index.facts import Fact
from index.period import PeriodMention, months_in
from index.shelf import Hit, Shelf

_CONTRADICTED = "contradicted"


def make_plan(
    reading: Reading,
    shelf: Shelf,
    filings: tuple[str, ...],
    similar: Similar | None = None,
    hits: Sequence[Hit] = (),
    *,
    figures_only: bool = False,
    said: Extraction | None = None,
) -> Plan:
    """The plan for a reading over the likeliest filings, first one that answers first.

    filings: ids, most likely first. hits: passages found for the question. figures_only: whether what no figure answers
    is refused without looking for sentences that do, which takes longest. said: words that stand for those which would be
    found in the first filing, held to the same tests. Raises nothing: what is not there is refused.
    """
    if reading.kind is Kind.ADVICE:
        return advice(reading)
    if not filings:
        return no_filing(reading, shelf)
    best: Plan | None = None
    for filing in filings[: 3 if said is None else 1]:
        desk = Desk(shelf, filing, reading, similar, tuple(hits))
        if said is not None:
            desk.said[reading.text] = said
        plan = _plan_one(desk, figures_only=figures_only)
        if best is None or (isinstance(best.act, Refuse) and not isinstance(plan.act, Refuse)):
            best = plan
        if not isinstance(best.act, Refuse):
            break
    assert best is not None, "there was a filing to plan for"
    if isinstance(best.act, Refuse) and said is None:
        return _over_filings(reading, shelf, filings, similar) or best
    return best


def _over_filings(reading: Reading, shelf: Shelf, filings: tuple[str, ...], similar: Similar | None) -> Plan | None:
    """The plan over periods of which no one filing gives all, where several filings of the company do; None else."""
    if reading.kind is not Kind.FIGURE or len(distinct_periods(reading.periods)) < 2:
        return None
    of_company = siblings(shelf, filings)  # none, where the filing does not say whose it is
    if len(of_company) < 2:
        return None
    desk = Desk(shelf, of_company[0], reading, similar, beside=tuple(of_company[1:]))
    plan = _plan_one(desk, figures_only=True)
    if not isinstance(plan.act, Compute):
        return None
    used = {fact.filing for program in plan.act.programs for fact in program.facts}
    return plan if len(used) > 1 else None


def plan_by_meaning(
    reading: Reading, shelf: Shelf, filing: str, alikeness: Alikeness, hits: Sequence[Hit] = ()
) -> Plan | None:
    """The plan of a refused question that the filing answers in other words than its own; None where it does not."""
    return by_meaning(Desk(shelf, filing, reading, None, tuple(hits)), reading, alikeness)


# What is asked for in set words, tried in order before a question is read as one of figures or of prose.
_SOURCES = (from_registered, from_cover, from_offices, from_ages, from_business, from_outlook, from_note)


def _plan_one(desk: Desk, *, figures_only: bool) -> Plan:
    reading = desk.reading
    problem: Unbound | None = None
    framed = next((plan for source in _SOURCES if (plan := source(desk, reading)) is not None), None)
    if framed is not None:
        return framed
    crossed = ballot_plan(desk) or turnout_plan(desk) or crossed_plan(desk)
    if crossed is not None:
        return _finished(desk, crossed)
    sure = meaning(desk, reading) or when_or_how_long(desk, reading)
    if sure is not None:
        return sure
    if asked_of(reading.text).sort is Sort.MARK:
        return prose(desk, reading) or refuse(desk, reading, None)
    try:
        match reading.kind:
            case Kind.SELECT:
                return _finished(desk, Plan(select(desk, reading)))
            case Kind.JUDGE if reading.judgement is not None:
                return _finished(desk, Plan(judge(desk, reading)))
            case Kind.FIGURE:
                return with_rivals(desk, _finished(desk, as_asked(desk, _figures(desk, reading))))
            case _:
                pass
    except Unbound as found:
        problem = found
    return refuse(desk, reading, problem) if figures_only else in_words(desk, reading, problem)


_MOVES = {Operation.CHANGE, Operation.MIDPOINT}


def _figures(desk: Desk, reading: Reading) -> Plan:
    """One figure, several, or a range."""
    programs: list[Program] = []
    for asked in reading.asks:
        if isinstance(asked, Apply) and asked.sense == "remaining":
            return _remaining(desk, first_metric(asked))
        if isinstance(asked, Apply) and asked.sense == "parts":
            return Plan(_parts(desk, first_metric(asked)))
        ask = line_named(desk, asked) or asked
        if reading.vintage == "both" and isinstance(ask, Apply) and ask.operation in _MOVES:
            moved = guidance_moved(desk, first_metric(ask), ())
            if moved is not None:
                desk.confidences.append(0.9)
                return Plan(Compute((moved,)))
        if isinstance(ask, Metric):
            several = _several(desk, ask)
            if several is not None:
                if len(reading.asks) == 1 or several.shape == "range":
                    return Plan(several)
                programs.extend(several.programs)
                continue
        programs.extend(program_of(desk, one) for one in at_each_period(_at_every(desk, ask)))
    return Plan(Compute(tuple(programs), "figure" if len(programs) == 1 else "figures"))


def _remaining(desk: Desk, metric: Metric) -> Plan:
    """What guidance leaves for the rest of its year; where there is none, the line that is itself called remaining."""
    try:
        return Plan(remaining(desk, metric, desk.reading.periods))
    except Unbound:
        line = replace(metric, phrase=f"remaining {metric.phrase}", periods=desk.reading.periods)
        bound = bind(desk, line, line.periods) if _REMAINING.search(desk.reading.text) else None
        if bound is None or stem("remaining") not in stems(bound.series.label):
            raise
        return Plan(Compute((program_of(desk, line),)))


_REMAINING = re.compile(r"\bremaining\b", re.IGNORECASE)


def _several(desk: Desk, metric: Metric) -> Compute | None:
    """A metric at several periods, several metrics at one, or a range; None where one figure is asked."""
    periods: tuple[Wanted, ...] = filled_in(desk, metric.periods)
    if desk.reading.basis == "guidance" and desk.reading.vintage == "both":
        moved = guidance_moved(desk, metric, periods[-1:])
        if moved is not None:
            desk.confidences.append(0.9)
            return Compute((moved,))
    ends = range_ends(desk, metric, periods[-1:]) if desk.reading.basis == "guidance" else None
    if ends is not None:
        if desk.reading.bound == "width":
            desk.confidences.append(0.9)
            return Compute((range_width(desk, ends),))
        if desk.reading.bound and all(fact.value < 0 for fact in ends):
            ends = (ends[1], ends[0])  # the top of a range of losses is the greatest loss
        low, high = (_lookup(desk, fact, bound) for fact, bound in zip(ends, ("low", "high"), strict=True))
        desk.confidences.append(0.9)
        if desk.reading.bound:
            return Compute((low if desk.reading.bound == "low" else high,))
        return Compute((low, high), "range")
    things = several_things(desk, metric, periods[:1])
    if things is not None:
        desk.confidences.extend(min(1.0, b.score) for b in things)
        facts = [f for b in things for f in _each(desk, b.metric, b.facts, periods)]
        return Compute(tuple(_lookup(desk, fact, "") for fact in facts), "figures")
    if desk.reading.over_all and not periods:
        return _at_all(desk, metric)
    if len(periods) > 1:
        programs = tuple(program_of(desk, Metric(metric.phrase, (), metric.context), (one,)) for one in periods)
        return Compute(programs, "figures")
    return None


_CHANGES = {Operation.CHANGE, Operation.PERCENT_CHANGE}
_OF_TWO = {Operation.SHARE, Operation.DIVIDE, Operation.ADD, Operation.SUBTRACT}


def _at_every(desk: Desk, ask: Ask) -> Ask:
    """An operation on two lines with every period that the first has, where all of them are asked and none is named."""
    named = isinstance(ask, Apply) and (ask.periods or any(m.periods for m in metrics_of(ask)))
    if not desk.reading.over_all or named or not isinstance(ask, Apply) or ask.operation not in _OF_TWO:
        return ask
    bound = bind(desk, first_metric(ask), ())
    facts = [f for f in bound.series.facts if alike(f, bound.facts[0])] if bound is not None else []
    when = tuple(PeriodMention(0, 0, fact.period, "explicit") for fact in facts if fact.period is not None)
    return replace(ask, periods=when, literal=None) if len(when) > 1 else ask


def at_each_period(ask: Ask) -> tuple[Ask, ...]:
    """A share, quotient, sum or difference of two lines once for each period that is named for both of them.

    A change is so of periods of two lengths ("in the quarter and in the half"): one is not measured from the other.
    """
    if isinstance(ask, Apply) and ask.operation in _CHANGES and not ask.sense:
        lengths = {months_in(period.period) for period in ask.periods}
        if len(lengths) > 1 and 0 not in lengths and all(p.relation in {"", "same"} for p in ask.periods):
            return tuple(replace(ask, periods=(one,), literal=None) for one in ask.periods)
    if not isinstance(ask, Apply) or len(ask.arguments) != 2 or ask.operation not in _OF_TWO or ask.sense:
        return (ask,)
    named = [periods for periods in (ask.periods, *(m.periods for m in metrics_of(ask))) if periods]
    if len(named) != 1 or len(distinct_periods(named[0])) < 2 or any(p.range for p in named[0]):
        return (ask,)
    bare = tuple(replace(a, periods=()) if isinstance(a, Metric) else a for a in ask.arguments)
    if any(isinstance(a, Apply) for a in bare):
        return (ask,)
    return tuple(replace(ask, arguments=bare, periods=(one,), literal=None) for one in named[0])


def _parts(desk: Desk, metric: Metric) -> Compute:
    """Every one of the lines that a table sets out under what was asked. Raises Unbound."""
    group = things(desk, metric, metric.context, metric.periods[-1:])
    if group is None:
        raise Unbound(
            metric, metric.periods, f"no table sets it out{f' by {metric.context}' if metric.context else ''}"
        )
    desk.confidences.append(min(1.0, group.score))
    named = zip(group.facts, group.names, strict=True)
    return Compute(
        tuple(replace(_lookup(desk, fact, ""), label=_with_name(desk, fact, name)) for fact, name in named), "figures"
    )


def _with_name(desk: Desk, fact: Fact, name: str) -> str:
    label = desk.index.by_fact[fact.id].name
    return label if name.lower() in label.lower() else f"{label} ({name})"


def _at_all(desk: Desk, metric: Metric) -> Compute | None:
    """A metric at every period that its line has; None where it has but one."""
    bound = bind(desk, metric, ())
    facts = [f for f in bound.series.facts if alike(f, bound.facts[0])] if bound is not None else []
    if len(facts) < 2:
        return None
    desk.confidences.append(bound.score if bound is not None else 0.0)
    return Compute(tuple(_lookup(desk, fact, "") for fact in facts), "figures")


def _each(desk: Desk, metric: Metric, facts: Sequence[Fact], periods: Sequence[object]) -> Sequence[Fact]:
    if len(periods) <= 1 and desk.reading.over_all:
        return [f for f in desk.index.by_fact[facts[-1].id].facts if alike(f, facts[-1])]
    if len(periods) <= 1:
        return facts[-1:]
    found = bindings(desk, metric, periods, 1)  # type: ignore[arg-type]
    return found[0].facts if found else facts[-1:]


def _lookup(desk: Desk, fact: Fact, bound: str) -> Program:
    from bot.plan import Leaf

    name = desk.index.by_fact[fact.id].name
    return Program(name, (Leaf("a", fact=fact),), scale=desk.reading.scale, decimals=desk.reading.decimals, bound=bound)


def _finished(desk: Desk, plan: Plan) -> Plan:
    """The plan with its confidence, assumptions and alternatives; refused where the filing contradicts its facts."""
    confidence = min(desk.confidences, default=0.5)
    return replace(
        plan,
        confidence=max(0.0, min(1.0, confidence)),
        assumptions=(*plan.assumptions, *desk.assumptions, *desk.reading.assumptions),
        alternatives=(*plan.alternatives, *desk.alternatives),
    )
