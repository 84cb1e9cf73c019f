"""Several wants in one question: a figure and how it changed, a figure and its share, one clause and another."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.lexicon import stems
from bot.plan import Operation
from bot.question.builders import PCT
from bot.question.leaves import stripped, tidied
from bot.question.masking import Masked, without_slots
from bot.question.operations import parse
from bot.question.reading import Apply, Ask, Metric, metrics_of
from index.period import PeriodMention, year_earlier

_WH = r"(?:what|how (?:much|many|did|does|do|has|have|was|is|fast)|by (?:how much|what)|which)"
_JOINT = r"(?:\s*[,;?]\s*(?:and |also |plus )?|\s+(?:and|plus|with|also|&|\+)\s+(?:also )?)"
_MOVE = r"(?:change|growth(?: rate)?|increase|decrease|decline|rise|fall|drop|difference|delta|movement|variance)"
_HOW = rf"(?:yoy|y/y|qoq|year[- ](?:over|on)[- ]year|quarter[- ](?:over|on)[- ]quarter|annual|sequential|absolute|dollar|\$|growth|@\d+|{PCT})"
_ITS = r"(?:(?:what (?:was|is|were|are) |how much (?:was|is) )?(?:its |the |their |that |this )*)"
_BACK = r"(?:it|that|this|they|those|these|its)"
_MOVED = (
    r"(?:changed?|gr[eo]w|grown|rise|rose|risen|fall|fell|fallen|drop(?:ped)?|declined?|decreased?"
    r"|increased?|go up|go down|went up|went down|up|down|higher|lower|improved?|widen(?:ed)?|narrow(?:ed)?)"
)

# what follows a figure and is asked of that same figure
_CHANGE = re.compile(
    rf"^(?:{_ITS}(?:(?:{_HOW}) )*(?:{_MOVE}|{PCT})(?P<rest>(?:,? (?:in|for|of|from|over|on|versus|vs\.?|against|since|to|compared (?:to|with)|a|the|terms)\b)*(?: ?,? ?@\d+)*(?: (?:terms|{PCT}))?)"
    rf"|(?:by )?(?:how much|what (?:{PCT}))(?: (?:did|has|have|was|is) {_BACK})?(?: (?:is|was) {_BACK})? ?(?:{_MOVED})?(?: by)?(?P<rest2>(?: (?:in|from|over|on|versus|vs\.?|than|since|compared (?:to|with)))*(?: ?@\d+)*)"
    rf"|how (?:did|does|do|has|is) {_BACK} (?:compared?|changed?|stack up|stood|measure up)(?: (?:to|with|against|versus|from|on|over|since))*(?P<rest3>(?: ?@\d+)*))$"
)
_SHARE = re.compile(
    rf"^{_ITS}(?:as (?:an? )?)?(?:{PCT}|share|proportion|portion|fraction)(?: of| out of)(?: the)? (?P<b>.+)$"
)

# the same once more, at another period
_AGAIN = re.compile(
    rf"^(?:what|how (?:much|big|high))(?: (?:was|were|is|are|did|does))? {_BACK}(?: (?:look|be|come to))?(?: (?:in|at|for|of))?(?P<when>(?: ?@\d+)+)$"
)
# a change wanted both ways
_BOTH_WAYS = re.compile(
    rf",? (?:\(?(?:both )?(?:in )?(?:\$|dollars?|absolute|amount)(?: terms)? (?:and|&) (?:in |as a )?{PCT}(?: (?:terms|change))?\)?"
    rf"|\(?(?:both )?(?:in )?{PCT}(?: terms)? (?:and|&) (?:in )?(?:\$|dollars?|absolute)(?: (?:terms|change))?\)?)$"
)
# what a change is measured from
_BASES = {"year_earlier", "previous_year", "previous_quarter", "previous"}


def read_wants(core: str, masked: Masked, context: str = "") -> tuple[Ask, ...] | None:
    """The figures that a question asks for one after the other; None where it asks for one thing.

    A want that says only what is to be done with the figure before it ("and its share of the total") is of that figure,
    and of its period where it names none.
    """
    core = core.strip(" ?.!")
    ways = _BOTH_WAYS.search(core)
    if ways:
        return _both_ways(parse(core[: ways.start()], masked, context), masked.periods_in(core))
    chained = _twice_and_changed(core, masked, context)
    if chained is not None:
        return chained
    for joint in re.finditer(_JOINT, core):
        first, second = core[: joint.start()].strip(" ,"), core[joint.end() :].strip(" ,")
        leads = Metric(tidied(without_slots(stripped(first))), masked.periods_in(first), context)
        if not stems(leads.phrase) or re.match(r"(?:of|to|than|between|from)\b", second):
            continue
        again = _of_it(leads, second, masked, context)
        if again is not None:
            whole = parse(first, masked, context)
            if isinstance(whole, Metric) and not whole.periods:
                named = tuple(p for p in masked.periods_in(second) if p.relation not in _BASES)
                whole = replace(whole, periods=named[:1])
            return (whole, again) if isinstance(whole, Metric) else None
        dated = _each_dated(first, second, masked, context)
        if dated is not None:
            return dated
        once_more = _AGAIN.match(second)
        if once_more:
            return _once_more(parse(first, masked, context), masked.periods_in(once_more["when"]))
        if re.match(rf"(?:(?:in|at|across|from|over) )?{_WH}\b", second) and stems(without_slots(stripped(second))):
            return _clauses(first, second, masked, context)
    return None


def _twice_and_changed(core: str, masked: Masked, context: str) -> tuple[Ask, ...] | None:
    """A figure, the same at another period, and last how it changed between the two; None for anything else."""
    for joint in reversed(list(re.finditer(_JOINT, core))):
        first, last = core[: joint.start()].strip(" ,"), core[joint.end() :].strip(" ,")
        if not _CHANGE.match(last) or masked.periods_in(last):
            continue
        both = read_wants(first, masked, context)
        if both is None or len(both) != 2 or not all(isinstance(one, Metric) and one.periods for one in both):
            continue
        one, other = (ask for ask in both if isinstance(ask, Metric))
        moved = _of_it(one, last, masked, context)
        if moved is not None and stems(one.phrase) == stems(other.phrase):
            return one, other, replace(moved, periods=(*one.periods, *other.periods))
    return None


def _of_it(metric: Metric, part: str, masked: Masked, context: str) -> Apply | None:
    """An operation on the figure before it; None where the part is of something else."""
    changed = _CHANGE.match(part)
    if changed and re.search(rf"{_MOVE}|{_MOVED}|{PCT}|how much|compare|stack|measure", part):
        percent = bool(re.search(rf"{PCT}|growth|rate|\bgrow|\bgrew", part))
        operation = Operation.PERCENT_CHANGE if percent else Operation.CHANGE
        return Apply(operation, (replace(metric, periods=()),), _both(metric.periods, masked.periods_in(part)))
    share = _SHARE.match(part)
    if share and stems(without_slots(share["b"])):
        whole = parse(share["b"], masked, context)
        return Apply(Operation.SHARE, (metric, whole)) if isinstance(whole, Metric) else None
    return None


def _both_ways(ask: Ask, periods: tuple[PeriodMention, ...]) -> tuple[Ask, ...] | None:
    """A change as an amount and in percent."""
    inner = ask.arguments[0] if isinstance(ask, Apply) and len(ask.arguments) == 1 else ask
    if not isinstance(inner, Metric) or not periods:
        return None
    bare = replace(inner, periods=())
    return tuple(Apply(kind, (bare,), periods, "since") for kind in (Operation.CHANGE, Operation.PERCENT_CHANGE))


def _once_more(ask: Ask, when: tuple[PeriodMention, ...]) -> tuple[Ask, ...] | None:
    """A want, and the same at other periods; a year earlier is a year before the period of the first."""
    spoken = ask.periods if isinstance(ask, Metric | Apply) else ()
    spoken = spoken or next((metric.periods for metric in metrics_of(ask) if metric.periods), ())
    if len(spoken) == 1:
        when = tuple(
            replace(one, period=year_earlier(spoken[0].period), relation="") if one.relation == "year_earlier" else one
            for one in when
        )
    match ask:
        case Metric():
            return ask, replace(ask, periods=when)
        case Apply(_, arguments):
            bare = tuple(replace(a, periods=()) if isinstance(a, Metric) else a for a in arguments)
            return ask, replace(ask, arguments=bare, periods=when, literal=None)
        case _:
            return None


def _both(own: tuple[PeriodMention, ...], other: tuple[PeriodMention, ...]) -> tuple[PeriodMention, ...]:
    return (*own, *other)


_ENDS_DATED = re.compile(r"^(?!.*@\d+.*@\d+)(?P<what>.*[a-z].*?)@\d+$")


def _each_dated(first: str, second: str, masked: Masked, context: str) -> tuple[Ask, ...] | None:
    """Two figures, each with a period of its own behind it ("R&D for the quarter and G&A for the half")."""
    if not (_ENDS_DATED.match(first) and _ENDS_DATED.match(second)):
        return None
    both = parse(first, masked, context), parse(second, masked, context)
    names = [stems(one.phrase) if isinstance(one, Metric) else () for one in both]
    whole = parse(f"{first} and {second}", masked, context)
    if not all(names) or names[0] == names[1] or not isinstance(whole, Metric):
        return None
    return both if masked.periods_in(first) != masked.periods_in(second) else None


def _clauses(first: str, second: str, masked: Masked, context: str) -> tuple[Ask, ...] | None:
    """Two clauses that each ask for a figure; what the second leaves unsaid, its period, is the first one's."""
    asks = (parse(first, masked, context), parse(second, masked, context))
    if any(not _names_something(ask) for ask in asks):
        return None
    asks = (asks[0], _of_the_first(*asks))
    periods = masked.periods_in(first)
    if periods and not masked.periods_in(second):
        asks = (asks[0], _dated(asks[1], periods))
    elif not periods and masked.periods_in(second):
        asks = (_dated(asks[0], masked.periods_in(second)), asks[1])
    return asks


# What a thing has and no line is called by alone: asked after a thing, it is that thing's.
_HAD = frozenset(stems("rate interest weighted average price maturity yield effective term"))
_STANDS = re.compile(r"\b(?:was|were|is|are|outstanding|borrowed|drawn|issued|in issue|in place|at)\b")


def _of_the_first(one: Ask, other: Ask) -> Ask:
    """The second of two wants, of the first where it only says what a thing has ("commercial paper, and at what rate")."""
    alone = isinstance(one, Metric) and isinstance(other, Metric) and set(stems(other.phrase)) <= _HAD
    if not alone or not isinstance(one, Metric) or not isinstance(other, Metric):
        return other
    thing = " ".join(_STANDS.sub(" ", one.phrase).split())
    what = "interest rate" if stems(other.phrase) == stems("rate") else other.phrase
    return replace(other, phrase=f"{thing} {what}") if stems(thing) else other


def _names_something(ask: Ask) -> bool:
    match ask:
        case Metric(phrase):
            return bool(stems(phrase))
        case Apply(_, arguments):
            return all(_names_something(argument) for argument in arguments)
        case _:
            return False


def _dated(ask: Ask, periods: tuple[PeriodMention, ...]) -> Ask:
    return replace(ask, periods=periods) if isinstance(ask, Metric | Apply) and not ask.periods else ask
