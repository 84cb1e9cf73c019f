"""Builds expressions from what a pattern of finance English found: an operation over the parts that its groups name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.lexicon import stems
from bot.plan import Operation
from bot.question.leaves import stripped, tidied
from bot.question.masking import Masked, without_slots
from bot.question.ones import in_full
from bot.question.reading import Apply, Ask, Earlier, Metric, metrics_of
from index.period import PeriodMention

PCT = r"(?:percentages?|percents?|per cent|%|pct)"


def parse(part: str, masked: Masked, context: str = "") -> Ask:
    """Expressions hold expressions: `operations` builds with what is here, and is called back."""
    from bot.question.operations import parse as whole

    return whole(part, masked, context)


Build = Callable[[re.Match[str], Masked, str], "Ask | None"]


def _outside(match: re.Match[str], *groups: str) -> tuple[str, ...]:
    """Parts of the text that the named groups do not cover."""
    text = match.string
    spans = sorted(match.span(group) for group in groups if match[group] is not None)
    parts, at = [], 0
    for start, end in spans:
        parts.append(text[at:start])
        at = end
    parts.append(text[at:])
    return tuple(parts)


def two(operation: Operation, sense: str = "") -> Build:
    """An operation over groups `a` and `b`; periods outside both are for both."""

    def build(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
        a, b = match["a"], in_full(match["b"], match["a"])
        part = _PERIOD_ALONE.fullmatch(stripped(a).strip()) if operation is Operation.SHARE else None
        whole = parse(b, masked, context) if part and _says(b) else None
        if isinstance(whole, Metric) and whole.periods:
            # "Q2 as a percentage of first-half revenue": the part is the whole's own line
            return Apply(operation, (Metric(whole.phrase, masked.periods_in(a), context), whole), (), sense)
        if not _says(a) or not _says(b):
            return None
        shared = tuple(p for part in _outside(match, "a", "b") for p in masked.periods_in(part))
        first = parse(a, masked, context)
        if isinstance(first, Metric) and _SAME_THING.match(stripped(b)):
            second: Ask = Metric(first.phrase, masked.periods_in(b), context)
        else:
            second = _whole(operation, parse(b, masked, context))
        first, second = _over_one_span(first, second)
        turned = None
        if operation is Operation.SHARE:
            turned = _change_of_share(first, second, shared) or _share_that_moved(masked.text, first, second, shared)
        return turned or Apply(operation, (first, second), shared, sense)

    return build


def _over_one_span(first: Ask, second: Ask) -> tuple[Ask, Ask]:
    """Two changes, the one that names no periods given the other's: "the change in A and that in B from 2006 to 2008"."""
    if not (isinstance(first, Apply) and isinstance(second, Apply) and first.operation is second.operation):
        return first, second
    if first.operation not in {Operation.CHANGE, Operation.PERCENT_CHANGE, Operation.CAGR}:
        return first, second
    spans = [one.periods or tuple(p for metric in metrics_of(one) for p in metric.periods) for one in (first, second)]
    return (
        first if spans[0] else replace(first, periods=spans[1]),
        second if spans[1] else replace(second, periods=spans[0]),
    )


def _change_of_share(first: Ask, second: Ask, shared: tuple[PeriodMention, ...]) -> Ask | None:
    """Read "the change in A as a share of B" as how that share moved, not as the change measured by B."""
    if not (isinstance(first, Apply) and first.operation is Operation.CHANGE and len(first.arguments) == 1):
        return None
    part = first.arguments[0]
    if not isinstance(part, Metric) or not isinstance(second, Metric):
        return None
    own = (*part.periods, *first.periods)
    if own and second.periods:
        return None
    if not stems(second.phrase) or stems(second.phrase) == stems(part.phrase):
        return None
    share = Apply(Operation.SHARE, (replace(part, periods=()), replace(second, periods=())))
    return Apply(Operation.CHANGE, (share,), (*own, *second.periods, *shared), first.sense)


_DID = re.compile(r"^(?:and )?(?:by )?(?:how (?:much |far )?)?(?:did|has|have) ")


def _share_that_moved(text: str, first: Ask, second: Ask, shared: tuple[PeriodMention, ...]) -> Ask | None:
    """Read "how much did A as a share of B fall" as how that share moved, not as a share of how B did."""
    moved = isinstance(second, Apply) and second.operation in {Operation.CHANGE, Operation.PERCENT_CHANGE}
    if not _DID.match(text) or not moved or not isinstance(first, Metric) or not isinstance(second, Apply):
        return None
    (whole,) = second.arguments
    if not isinstance(whole, Metric) or first.periods:
        return None
    part = replace(first, phrase=_DID.sub("", first.phrase))
    share = Apply(Operation.SHARE, (part, replace(whole, periods=())))
    return Apply(Operation.CHANGE, (share,), (*whole.periods, *second.periods, *shared), second.sense)


def _whole(operation: Operation, ask: Ask) -> Ask:
    """What a share or quotient is of: "total revenue in Q2 and the half" is the line at each, and not the sum of the two."""
    summed = isinstance(ask, Apply) and ask.operation is Operation.ADD and len(ask.arguments) == 1
    if (
        operation in {Operation.SHARE, Operation.DIVIDE}
        and summed
        and isinstance(ask, Apply)
        and ask.literal is not None
    ):
        return ask.literal
    return ask


_PERIOD_ALONE = re.compile(
    r"(?:(?:earned|generated|booked|recogni[sz]ed|incurred|made|spent|the|that|of|in|during|for) )*@\d+(?:'s)?"
)
# "The gallons hedged in 2018 in relation to the ones hedged in 2017": the second is the first again.
_SAME_THING = re.compile(
    r"(?:the )?(?:(?:ones?|those|the same)\b(?=.*@\d)|(?:that|its value)(?= (?:(?:of|in|for|at|from|on"
    r"|during|as of) )*(?:the )?@\d))"
)


def unlike(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """How far two things apart are, each with its period before it; of one thing at two periods it is a change."""
    first, second = (without_slots(match[name]).strip() for name in ("a", "b"))
    if re.match(r"(?:and|to|versus|vs)\b", first) or first in second or second in first:
        return None
    return two(Operation.SUBTRACT, "apart")(match, masked, context)


def one(operation: Operation, sense: str = "") -> Build:
    """An operation over group `a` at several periods."""

    def build(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
        a = match["a"]
        if not _says(a):
            return None
        inner = parse(a, masked, context)
        if isinstance(inner, Apply) and len(inner.arguments) == 1 and inner.operation in _OF_LABELS:
            inner = inner.literal or inner
        if operation in {Operation.CHANGE, Operation.PERCENT_CHANGE} and isinstance(inner, Metric):
            inner = replace(inner, phrase=_IN_PERCENT.sub("", inner.phrase) or inner.phrase)
        shared = tuple(p for part in _outside(match, "a") for p in masked.periods_in(part))
        since = "since" if SINCE.search(match.string) else ""
        return Apply(operation, (inner,), shared, sense or since)

    return build


# How a change is wanted is no part of the line's name.
_IN_PERCENT = re.compile(rf",? (?:in )?{PCT}$")
# One period named so is what a change is measured from, not where it ends.
SINCE = re.compile(
    r"\b(?:since|vs\.?|versus|from|than|compared (?:to|with)|against)(?: the| that)?(?: end of)? @\d+(?!.*@)"
)
# Inside a change these words are part of a line's name ("the change in average price", "the growth of total sales").
_OF_LABELS = {Operation.ADD, Operation.AVERAGE, Operation.CHANGE}


def _says(part: str | None) -> bool:
    return part is not None and bool(
        re.search(r"[a-z]", without_slots(stripped(part))) or re.search(r"\d", without_slots(part))
    )


def moved(percent: bool) -> Build:
    def build(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
        operation = Operation.PERCENT_CHANGE if percent else Operation.CHANGE
        return one(operation)(match, masked, context)

    return build


def verb_moved(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """How much did X grow / by what percentage did X change."""
    text = match.string
    percent = bool(re.search(rf"{PCT}", text)) or (match["verb"] in {"grow", "grown", "grew"} and "how fast" in text)
    found = one(Operation.PERCENT_CHANGE if percent else Operation.CHANGE)(match, masked, context)
    after = AFTER_VERB.sub(" ", without_slots(text[match.end("verb") :]))
    return _with_rest(found, after)


AFTER_VERB = re.compile(
    rf"\b(?:by|in|as|of|on|for|over|to|from|percent\w*|dollars?|terms|year[- ]over[- ]year|year[- ]on[- ]year|yoy|sequentially|"
    rf"quarter[- ]over[- ]quarter|qoq|the|a|time|during|this|that|these|those|years?|period|quarter|compared|with|versus|vs|between|and|since|same|last|"
    rf"basis|annually|amount|much|it|they|{PCT})\b|[%,.()?]"
)


def listed(operation: Operation) -> Build:
    """An operation over the things that group `list` names: "a, b and c", each with its own periods or the shared ones."""

    def build(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
        part = match["list"]
        shared = tuple(p for piece in _outside(match, "list") for p in masked.periods_in(piece))
        bare = without_slots(part)
        if not _says(bare):
            return None
        inner = parse(part, masked, context)
        if operation is Operation.AVERAGE and isinstance(inner, Apply) and inner.operation is Operation.ADD:
            # "the average total costs": a total over periods is no sum where its average is asked
            inner = inner.literal if len(inner.arguments) == 1 and inner.literal is not None else inner
        if isinstance(inner, Apply) or not re.search(r"(?:,|\band\b|\bplus\b|&)", bare):
            return Apply(operation, (inner,), shared)
        return Apply(operation, (Metric(tidied(stripped(bare)), masked.periods_in(part), context),), shared)

    return build


def more_than(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """How much more X was than at another period, than before, or than Y."""
    if _EARLIER_ONE.fullmatch(without_slots(match["b"]).strip()):
        return Apply(Operation.CHANGE, (parse(match["a"], masked, context),), masked.periods_in(match.string))
    if without_slots(match["b"]) and stems(without_slots(match["b"])):
        return two(Operation.SUBTRACT)(match, masked, context)
    inner = parse(without_slots(match["a"]), masked, context)
    return Apply(Operation.CHANGE, (inner,), masked.periods_in(match.string), "since")


_EARLIER_ONE = re.compile(
    r"(?:(?:it|they|that) (?:was|were|had been) )?(?:before|previously|earlier|(?:the )?(?:previous"
    r"|prior|old|earlier|original)(?: (?:one|range|guidance|outlook|figure))?)"
)


def compared(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """How X compares with its own earlier figure; with another line it is left to what reads two things."""
    if stems(_POSSESSED.sub(" ", AFTER_VERB.sub(" ", without_slots(match["b"])))):
        return None
    inner = parse(without_slots(match["a"]), masked, context)
    return Apply(Operation.CHANGE, (inner,), masked.periods_in(match.string), "since")


def times_over(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """How many times X was than at another period, or than Y."""
    if stems(_POSSESSED.sub(" ", without_slots(match["b"]))):
        return two(Operation.DIVIDE)(match, masked, context)
    later, base = masked.periods_in(match["a"]), masked.periods_in(match["b"])
    if not base:
        return None
    phrase = tidied(without_slots(stripped(match["a"])))
    return Apply(Operation.DIVIDE, (Metric(phrase, later, context), Metric(phrase, base, context)))


_POSSESSED = re.compile(r"'s\b|\b(?:it|that|those|the|in|for|was|were|had been)\b")


def share_of(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """Take "X share of Y", but not "per share of Y"."""
    if re.search(r"(?:^|\s)(?:per|a|an|the)\s*$", match["a"]) or not stems(without_slots(match["a"])):
        return None
    return two(Operation.SHARE)(match, masked, context)


def earlier_share(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """The figure just given "as a percentage of Y"."""
    whole = parse(match["b"], masked, context)
    if isinstance(whole, Metric) and whole.phrase and len(whole.periods) > 1:
        # "Q2 as a percentage of first-half revenue", its leading period put behind: both are the one line's
        first, last = (Metric(whole.phrase, (when,), context) for when in (whole.periods[0], whole.periods[-1]))
        return Apply(Operation.SHARE, (last, first))
    return Apply(Operation.SHARE, (Earlier(), whole))


def per_part(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """The average month or quarter of a longer period."""
    part = {"month": "monthly", "quarter": "quarterly"}.get(match["part"], match["part"])
    return one(Operation.AVERAGE, part)(match, masked, context)


def annual(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """What a shorter period's figure comes to by the year."""
    return one(Operation.MULTIPLY, "annual")(match, masked, context)


def remaining(match: re.Match[str], masked: Masked, context: str) -> Ask | None:  # noqa: ARG001
    """What guidance for a year leaves for the rest of it."""
    phrase = tidied(_REST.sub(" ", without_slots(match["a"])))
    return Apply(Operation.SUBTRACT, (Metric(phrase, (), context),), (), "remaining") if stems(phrase) else None


# How the rest of a year is spoken of beside what is asked of it.
_REST = re.compile(
    r"(?:for |in |over |of )?(?:the )?(?:rest|remainder|balance) of (?:the )?(?:fiscal )?year\b|(?:for "
    r"|in )?the (?:back|second|other) half\b"
    r"|,? (?:given|under|based on|from|by|per|vs|versus|at|in)(?: the| its| current| updated| new)* "
    r"(?:guidance|outlook|forecast)\b.*$|\b(?:guidance|outlook|forecast)\b"
    r"|\b(?:yet )?to (?:be )?(?:spend|spent|go|come)\b"
)


_BETWEEN = re.compile(r" (?:versus|vs\.?|/) ")


def parts(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """Every one of the things that make up a line, or that a table sets out by."""
    kind = match.groupdict().get("kind") or ""
    phrase = tidied(without_slots(stripped(match["a"])))
    if not stems(phrase):
        return None
    if not kind and _BETWEEN.search(phrase):
        # "compute versus networking split" names its parts itself
        return Metric(_BETWEEN.sub(" and ", phrase), masked.periods_in(match.string), context)
    return Apply(
        Operation.ADD, (Metric(phrase, masked.periods_in(match.string), f"{kind} {context}".strip()),), (), "parts"
    )


def cagr(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    return one(Operation.CAGR)(match, masked, context)


def apart_in(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """The difference in C between A and B: C of A less C of B."""
    common = without_slots(match["c"])
    whole = two(Operation.SUBTRACT, "apart")(match, masked, f"{context} {common}".strip())
    if not isinstance(whole, Apply):
        return whole
    extra = masked.periods_in(match["c"])
    return Apply(whole.operation, whole.arguments, whole.periods or extra, whole.sense)


def average_change(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    inner = one(Operation.CHANGE)(match, masked, context)
    return None if inner is None else Apply(Operation.AVERAGE, (inner,), (), "each")


def total(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """Take "total X" for a line's name, unless several periods are named: then it is their sum."""
    if "respective" in masked.text or (len(masked.periods_in(match["list"])) < 2 and "across" not in match["list"]):
        return None
    inner = parse(match["list"], masked, context)
    if isinstance(inner, Apply) and inner.operation in _MOVES:
        # "total revenue growth from 2018 to 2019" is the growth of a total
        return None
    return listed(Operation.ADD)(match, masked, context)


_MOVES = {Operation.CHANGE, Operation.PERCENT_CHANGE, Operation.CAGR}


def metric_first(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """Revenue growth, EPS change from @0 to @1."""
    percent = bool(re.search(rf"{PCT}|growth|rate", match["move"] + match["rest"])) or bool(
        re.search(rf"{PCT}", match.string)
    )
    found = one(Operation.PERCENT_CHANGE if percent else Operation.CHANGE)(match, masked, context)
    return _with_rest(found, _BASIS.sub(" ", AFTER_VERB.sub(" ", without_slots(match["rest"]))))


# How a change is reckoned is no part of what changes.
_BASIS = re.compile(
    r"\b(?:fiscal|first|second|third|fourth|half|full|to date|prior|previous|latest|current|ended|ending"
    r"|vs?|against|rate|terms)\b"
)


def _with_rest(found: Ask | None, rest: str) -> Ask | None:
    """A change with the words behind it, which say which of the line's figures is meant, or what is not understood."""
    if not isinstance(found, Apply) or not isinstance(found.arguments[0], Metric) or not stems(rest):
        return found
    metric = found.arguments[0]
    return replace(found, arguments=(replace(metric, phrase=f"{metric.phrase} {tidied(rest)}"),))


def of_two_periods(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """The ratio of one line at two periods: the first named over the second."""
    inner = parse(match["a"], masked, context)
    if not isinstance(inner, Metric) or not inner.phrase:
        return None
    ends = tuple(replace(inner, periods=masked.periods_in(match[group])) for group in ("one", "two"))
    return Apply(Operation.DIVIDE, ends)
