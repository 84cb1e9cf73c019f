"""Yes-or-no questions over figures: did it rise, is it above, does it have positive working capital, is it improving."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.lexicon import stems
from bot.plan import Operation
from bot.question.builders import AFTER_VERB, SINCE
from bot.question.masking import Masked, find_number, number_of, without_slots
from bot.question.operations import parse
from bot.question.reading import Apply, Ask, Judgement, Metric, Number
from index.period import PeriodMention

_UP = (
    r"(?:increase[ds]?|increasing|grow|grew|grown|growing|rise|rose|risen|rising|improve[ds]?|improving"
    r"|expand(?:ed|ing)?|gain(?:ed)?|go up|gone up|went up|higher|climb(?:ed)?|widen(?:ed|ing)?|up)"
)
_DOWN = (
    r"(?:decrease[ds]?|decreasing|decline[ds]?|declining|fall|fell|fallen|falling|drop(?:ped|ping)?|shrink"
    r"|shrank|shrunk|reduce[ds]?|worsen(?:ed|ing)?|deteriorat\w+|go down|gone down|went down|contract(?:ed)?"
    r"|narrow(?:ed|ing)?|down)"
)
_AUX = r"^(?:and |so |but |then )*(?:is|are|was|were|did|does|do|has|have|had|can|will|would)\b"
_MOVED = re.compile(
    rf"{_AUX} (?:there (?:a |an |any )?)?(?P<a>.+?) (?:(?:be |been |to |have |an? )?(?:(?P<up>{_UP})|(?P<down>{_DOWN})))\b(?P<rest>.*)$"
)
_MOVED_FIRST = re.compile(
    rf"{_AUX} (?:it |they |the company |there |we )?(?:have |having |been )?(?:an? )?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b (?:in )?(?P<a>.+)$"
)
_THAN = re.compile(
    rf"{_AUX} (?P<a>.+?) (?:(?P<gt>greater|higher|larger|more|bigger|heavier|above|over|exceed(?:ed|s)?|better|in excess of)|(?P<lt>less|lower|smaller|lighter|below|under|fewer|worse))\b(?: than)? (?P<b>.+)$"
)
_PACE = re.compile(
    rf"{_AUX} (?P<a>.+?) (?:(?:growing|grow|grew|grown|rise|rising|rose|increase|increasing|expand(?:ing)?|climb(?:ing)?|go up) (?:at an? )?"
    r"(?:(?P<fast>faster|quicker|more (?:quickly|rapidly)|more)|(?P<slow>slower|more slowly|less))(?: "
    r"rate| pace)? than|(?P<ahead>outpac\w+|outgr[eo]w\w*|outstrip\w*)|(?P<behind>lag(?:ged|ging)?(?: "
    r"behind)?|trail(?:ed|ing)?)) (?P<b>.+)$"
)
_PART = re.compile(
    rf"{_AUX} (?P<a>.+?)(?: (?:make|made|making) up| account(?:s|ed)? for| represent(?:s|ed)?| comprise[ds]?| constitute[ds]?| contribute[ds]?)? "
    r"(?:(?P<gt>more|greater|higher)|(?P<lt>less|lower|fewer)) than (?P<bar>\d+(?:\.\d+)? ?(?:%|percent"
    r"|per cent)) of (?P<b>.+)$"
)
_SHARE_THEN = re.compile(
    rf"{_AUX} (?P<a>.+?) (?:make up |be |account for |represent )?(?:a |an )?(?:(?P<gt>bigger|larger|higher|greater)|(?P<lt>smaller|lower)) "
    r"(?:share|proportion|part|portion|percentage|fraction) of (?P<b>.+?) than (?P<then>.*@\d+.*)$"
)
_BY_MORE = re.compile(
    rf"^(?P<move>.+?\b(?:{_UP}|{_DOWN})) (?:by )?(?:(?P<gt>more|greater|over|above|at least)|(?P<lt>less|under|fewer|below))(?: than)? (?P<bar>[$€£]?[\d.,]+.*)$"
)
_SIGN = re.compile(
    rf"{_AUX} (?P<a>.*?)\b(?:have |having |be |report(?:ed)? |generate[d]? |show |a |an )*(?P<sign>positive|negative)\b(?P<rest>.*)$"
)
_PROFITABLE = re.compile(
    rf"{_AUX} (?:it |the company |they |we )?(?P<what>profitable|unprofitable|loss[- ]making|make a profit|make a loss|lose money|made a profit|lost money|break even)\b(?P<rest>.*)$"
)


def read_judgement(core: str, masked: Masked, context: str = "") -> tuple[Ask, Judgement] | None:
    """The value and the judgement of it that a yes-or-no question asks for; None where it is about words, not figures."""
    core = core.strip(" ?.!")
    match = _PROFITABLE.match(core)
    if match:
        operator = ">" if match["what"] in {"profitable", "make a profit", "made a profit", "break even"} else "<"
        return Metric("net income", masked.periods_in(core), context), Judgement(operator)
    match = _PACE.match(core)
    if match:
        paces = tuple(_pace(match[part], masked, context) for part in ("a", "b"))
        return paces[0], Judgement(">" if match["fast"] or match["ahead"] else "<", paces[1])
    match = _PART.match(core)
    if match:
        share = Apply(
            Operation.SHARE,
            (parse(match["a"], masked, context), parse(match["b"], masked, context)),
        )
        return share, Judgement(">" if match["gt"] else "<", _bar(match["bar"]))
    match = _SHARE_THEN.match(core)
    if match:
        parts = tuple(_undated(parse(match[part], masked, context)) for part in ("a", "b"))
        now = tuple(period for part in ("a", "b") for period in masked.periods_in(match[part]))
        then = Apply(Operation.SHARE, parts, masked.periods_in(match["then"]))
        return Apply(Operation.SHARE, parts, now), Judgement(">" if match["gt"] else "<", then)
    match = _BY_MORE.match(core)
    if match:
        return _moved_by(match, masked, context)
    match = _THAN.match(core)
    if match:
        operator = ">" if match["gt"] else "<"
        number = find_number(match["b"])
        later = masked.periods_in(match["b"])
        left = parse(match["a"], masked, context)
        if number is not None:
            return left, Judgement(operator, number_of(number))
        right = parse(match["b"], masked, context)
        if isinstance(right, Metric) and not stems(_SAME.sub(" ", right.phrase)) and isinstance(left, Metric):
            change = Apply(Operation.CHANGE, (_undated(left),), (*left.periods, *later), "since")
            return change, Judgement(operator, valued=bool(re.search(r"\b(?:better|worse)\b", core)))
        if isinstance(left, Metric) and not left.periods and later:
            left = replace(left, periods=later)  # what stands behind both is of both
        return left, Judgement(operator, right)
    match = _SIGN.match(core)
    if match:
        named = match["rest"] if re.search(r"[a-z]{3}", match["rest"]) else match["a"]
        value = parse(named, masked, context)
        return _dated(value, masked.periods_in(core)), Judgement(">" if match["sign"] == "positive" else "<")
    for pattern in (_MOVED_FIRST, _MOVED):
        match = pattern.match(core)
        if match and stems(without_slots(match["a"])):
            inner = parse(match["a"], masked, context)
            rest = without_slots(match["rest"]) if pattern is _MOVED else ""
            if stems(_BESIDE.sub(" ", AFTER_VERB.sub(" ", rest))) and isinstance(inner, Metric):
                # what stands behind the verb says which of the line's figures is meant, or what is not understood
                inner = Metric(f"{inner.phrase} {rest}", inner.periods, inner.context)
            since = "since" if SINCE.search(core) else ""
            change = Apply(Operation.CHANGE, (_undated(inner),), masked.periods_in(core), since)
            moved = match["up"] or match["down"]
            return change, Judgement(">" if match["up"] else "<", valued=bool(_FOR_BETTER.match(moved)))
    return None


_SAME = re.compile(r"\b(?:it|that|they|was|were|had been|one)\b")
_FOR_BETTER = re.compile(r"improv|worsen|deteriorat")


def _bar(part: str) -> Number | None:
    number = find_number(part)
    return number_of(number) if number is not None else None


def _moved_by(match: re.Match[str], masked: Masked, context: str) -> tuple[Ask, Judgement] | None:
    """Whether a move was of more than a size: a percentage against the move in percent, an amount against the move itself."""
    moved, bar = read_judgement(match["move"], masked, context), _bar(match["bar"])
    if moved is None or bar is None or not isinstance(moved[0], Apply):
        return None
    operation = Operation.PERCENT_CHANGE if bar.unit == "percent" else Operation.CHANGE
    change = replace(moved[0], operation=operation, periods=masked.periods)
    more = bool(match["gt"])
    if moved[1].operator == ">":
        return change, Judgement(">" if more else "<", bar)
    # a fall of more than 5% is a change below -5%
    return change, Judgement("<" if more else ">", replace(bar, value=-bar.value))


# Behind the verb these say nothing of the line.
_BESIDE = re.compile(
    r"\b(?:how|half|six|three|nine|months?|fiscal|more|than|any|all|significantly|materially|again|at"
    r"|date|dates|end|also|or|if|so|what|"
    r"prior|previous|last|earlier|ago|back|half-year|figure|number|level)\b"
)


def _pace(part: str, masked: Masked, context: str) -> Ask:
    """How fast the thing in a part grew, over the periods that the whole question names."""
    bare = re.sub(
        r"\b(?:yoy|year[- ](?:over|on)[- ]year|growth(?: rate)?(?: in| of)?|its|percentage[- ]wise)\b", " ", part
    )
    return Apply(Operation.PERCENT_CHANGE, (_undated(parse(bare, masked, context)),), masked.periods)


def _dated(ask: Ask, periods: tuple[PeriodMention, ...]) -> Ask:
    if isinstance(ask, Metric) and not ask.periods:
        return Metric(ask.phrase, periods, ask.context)
    return ask


def _undated(ask: Ask) -> Ask:
    return Metric(ask.phrase, (), ask.context) if isinstance(ask, Metric) else ask


ZERO = Number(Decimal(0), "", "zero")
