"""Holds a plan of figures against the question's words: what the question asks to be done must be done, or nothing is answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.lexicon import stem, stems
from bot.plan import Compute, Operation, Plan, Program
from bot.planner.binding import Desk
from bot.planner.in_words import OUTLOOK
from bot.planner.someone import of_someone_else
from bot.planner.summing import cannot_be_summed
from bot.planner.taking import Unbound, first_metric
from bot.question.reading import Earlier, Metric
from index.facts import Fact
from index.period import Duration
from index.quantity import PERCENT, RATIO, SHARES

_PER_TIME = re.compile(
    r"\b(?:per|each|every) (?P<each>day|week|month)\b|\ban? (?P<one>day|week|month)\b(?! (?:ago|earlier|before|later))"
    r"|\b(?P<ly>dai|week|month)ly\b",
    re.IGNORECASE,
)
_SHARES = re.compile(r"(?<!per )\b(?:share|proportion|fraction|portion|percent(?:age)?) of\b", re.IGNORECASE)
_WOULD_HAVE_BEEN = re.compile(
    r"\b(?:if|had|supposing|suppose|assum\w+)\b[^?]*\b(?:had|were|stayed|remained|held|kept|weren't|hadn't|not for|same|flat)\b"
    r"[^?]*\b(?:would|could)\b|\bwould\b[^?]*\bif\b[^?]*\b(?:had|were|stayed|remained|held|hadn't|weren't)\b",
    re.IGNORECASE,
)
TIMES_OVER = re.compile(
    r"\bhow many times (?:(?:as )?(?:much|many|large|big|high|great|larger|bigger|higher|greater|more|over|that|those|what|its|the)\b"
    r"|[^?]{0,60}(?:level|figure|amount|number|size)\b)",
    re.IGNORECASE,
)
_PERCENT_CHANGE = re.compile(
    r"(?:%|\bpercent(?:age)?|\bpct\.?) (?:change|growth|increase|decrease|decline|rise|drop|move)\b"
    r"|\b(?:change|growth|increase|decrease|decline) (?:in )?(?:%|percent\b|pct\b)",
    re.IGNORECASE,
)
_GIVE_PERCENT = frozenset({Operation.PERCENT_CHANGE, Operation.SHARE, Operation.CAGR})
_OUTSTANDING_AT = re.compile(
    r"^(?!.*\b(?:weighted|average|basic|diluted)\b).*\boutstanding\b[^?]*\b(?:at|as of|on) (?:the )?(?:end|close|year[- ]?end|quarter[- ]?end|period[- ]?end)\b|\bbalance[- ]sheet (?:date|count|share)",
    re.IGNORECASE,
)
_HELD_STILL = re.compile(r"\bconstant[- ](?:currency|dollars?|fx|prices?)\b", re.IGNORECASE)
# Words of a question that name an operation, the operations either of which does what they ask, and how lines are called that do.
_DOES: tuple[tuple[re.Pattern[str], frozenset[Operation], tuple[str, ...]], ...] = (
    (re.compile(r"\bmid-?points?\b", re.IGNORECASE), frozenset({Operation.MIDPOINT}), ("mid",)),
    (
        re.compile(r"\b(?:on )?average\b|\bmean\b(?! by)", re.IGNORECASE),
        frozenset({Operation.AVERAGE, Operation.DIVIDE, Operation.MEDIAN}),
        ("averag", "mean"),
    ),
)


def as_asked(desk: Desk, plan: Plan) -> Plan:
    """The plan, where it does what the question's words ask: for the one named, of the standing named, and by the
    operation named. Raises Unbound where it does not.
    """
    programs = plan.act.programs if isinstance(plan.act, Compute) else ()
    facts = [fact for program in programs for fact in program.facts]
    if not facts:
        return plan
    metric = first_metric(desk.reading.asks[0])
    if of_someone_else(desk.reading.text, desk.shelf, desk.record, facts):
        raise Unbound(metric, (), "what it gives is its own", named=True)
    if any(_is_meant(contrast, fact, desk.reading.text) for contrast in desk.reading.contrasts for fact in facts):
        raise Unbound(metric, (), "what it gives is what was not meant", named=True)
    odd = next((why for program in programs if (why := cannot_be_summed(program, desk.reading.text))), "")
    if odd:
        desk.near(facts)
        raise Unbound(metric, metric.periods, odd, named=True)
    _of_standing(desk, metric, facts)
    if _WOULD_HAVE_BEEN.search(desk.reading.text):
        raise Unbound(metric, (), "it does not say what would have been", named=True)
    lines = {word for fact in facts for text in (fact.label, fact.column, *fact.path) for word in stems(text)}
    if _HELD_STILL.search(desk.reading.text) and stem("constant") not in lines:
        # A table titled so has columns as reported, too.
        raise Unbound(metric, metric.periods, "what it gives is not at constant rates", named=True)
    for left_out in desk.reading.conditions:
        if not set(stems(left_out)) & lines:
            raise Unbound(Metric(left_out), (), "it cannot be left out", named=True)
    if not any(isinstance(ask, Earlier) for ask in desk.reading.asks):
        _by_operation(desk, metric, programs, facts)
    return plan


def _is_meant(contrast: str, fact: Fact, text: str) -> bool:
    """Whether a fact is of what the question says it does not mean."""
    told = set(stems(contrast)) - set(stems(text))
    return bool(told) and told <= set(stems(" ".join((fact.label, fact.column, *fact.path))))


def _of_standing(desk: Desk, metric: Metric, facts: Sequence[Fact]) -> None:
    """Guidance where guidance was asked for, and the old where the old was."""
    guided = [fact for fact in facts if fact.basis == "guidance"]
    here = {fact.id for fact in facts}
    if not desk.reading.bound and any(fact.twin and fact.twin not in here for fact in guided):
        raise Unbound(metric, (), "it is a range, of which one end would be taken", named=True)
    if desk.reading.vintage == "previous" and guided and all(fact.vintage == "updated" for fact in guided):
        raise Unbound(metric, (), "what it gives is the new guidance", named=True)
    if OUTLOOK.search(desk.reading.text) and not guided and all(fact.basis == "reported" for fact in facts):
        desk.near(facts)
        raise Unbound(metric, metric.periods, "what it gives was reported, and is no guidance", named=True)


def _by_operation(desk: Desk, metric: Metric, programs: Sequence[Program], facts: Sequence[Fact]) -> None:
    """Where a word of the question names what is to be done, a step does it, or a line is called so."""
    text = desk.reading.text
    steps = {step.operation for program in programs for step in program.steps}
    called = " ".join(f"{p.label} {p.source}" for p in programs) + " ".join(
        f"{fact.label} {fact.column} {' '.join(fact.path)} {' '.join(fact.qualifiers)}" for fact in facts
    )
    lines = (desk.index.by_fact.get(fact.id) for fact in facts)
    called += " ".join(word for line in lines if line is not None for word in sorted(line.titled | line.context))
    called = called.lower()
    for word, operations, names in _DOES:
        if word.search(text) and not steps & operations and not any(name in called for name in names):
            raise Unbound(metric, (), "it cannot be worked out as it is asked for", named=True)
    rate = _PER_TIME.search(text)
    if rate and not steps & {Operation.AVERAGE, Operation.DIVIDE, Operation.MULTIPLY}:
        unit = (rate["each"] or rate["one"] or {"dai": "day"}.get(rate["ly"], rate["ly"])).lower()
        if unit not in called and not any(said in called for said in (unit[:3], f"{rate['ly'] or unit}ly".lower())):
            raise Unbound(metric, (), f"it cannot be worked out by the {unit}", named=True)
    if TIMES_OVER.search(text) and not steps & {Operation.DIVIDE} and not any(fact.unit == RATIO for fact in facts):
        raise Unbound(metric, (), "it cannot be worked out as a multiple", named=True)
    percents = steps & _GIVE_PERCENT or any(fact.unit == PERCENT for fact in facts)
    if _PERCENT_CHANGE.search(text) and not percents and all(program.unit != PERCENT for program in programs):
        raise Unbound(metric, (), "its change in percent cannot be worked out", named=True)
    averaged = [
        fact for fact in facts if fact.unit == SHARES and isinstance(fact.period, Duration) and fact.table is not None
    ]
    if _OUTSTANDING_AT.search(text) and averaged and len(averaged) == len(facts):
        desk.near(facts)
        raise Unbound(metric, metric.periods, "what it gives is over a stretch of time", named=True)
    parts = steps & {Operation.SHARE, Operation.DIVIDE, Operation.PERCENT_CHANGE}
    announced = any(
        stem("share") in desk.index.by_fact[fact.id].titled for fact in facts if fact.id in desk.index.by_fact
    )
    rated = any(fact.unit in {PERCENT, RATIO} for fact in facts) or _SHARES.search(called) or announced
    if _SHARES.search(text) and not parts and not rated:
        raise Unbound(metric, (), "it cannot be worked out as a share", named=True)
