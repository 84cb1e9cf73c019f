"""Yes-or-no questions over figures: did it rise, is it above, does it have positive working capital, is it improving."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.lexicon import stems
from bot.plan import Operation
from bot.question.masking import Masked, find_number, number_of, without_slots
from bot.question.operations import parse
from bot.question.reading import Apply, Ask, Judgement, Metric, Number
from index.period import PeriodMention

_UP = r"(?:increase[ds]?|increasing|grow|grew|grown|growing|rise|rose|risen|rising|improve[ds]?|improving|expand(?:ed|ing)?|gain(?:ed)?|go up|gone up|went up|higher|climb(?:ed)?|up)"
_DOWN = r"(?:decrease[ds]?|decreasing|decline[ds]?|declining|fall|fell|fallen|falling|drop(?:ped|ping)?|shrink|shrank|shrunk|reduce[ds]?|worsen(?:ed|ing)?|deteriorat\w+|go down|gone down|went down|contract(?:ed)?|down)"
_AUX = r"^(?:and |so |but |then )*(?:is|are|was|were|did|does|do|has|have|had|can|will|would)\b"
_MOVED = re.compile(
    rf"{_AUX} (?:there (?:a |an |any )?)?(?P<a>.+?) (?:(?:be |been |to |have |an? )?(?:(?P<up>{_UP})|(?P<down>{_DOWN})))\b(?P<rest>.*)$"
)
_MOVED_FIRST = re.compile(
    rf"{_AUX} (?:it |they |the company |there |we )?(?:have |having |been )?(?:an? )?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b (?:in )?(?P<a>.+)$"
)
_THAN = re.compile(
    rf"{_AUX} (?P<a>.+?) (?:(?P<gt>greater|higher|larger|more|bigger|above|over|exceed(?:ed|s)?|better|in excess of)|(?P<lt>less|lower|smaller|below|under|fewer|worse))\b(?: than)? (?P<b>.+)$"
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
    match = _THAN.match(core)
    if match:
        operator = ">" if match["gt"] else "<"
        number = find_number(match["b"])
        later = masked.periods_in(match["b"])
        left = parse(match["a"], masked, context)
        if number is not None:
            return left, Judgement(operator, number_of(number))
        right = parse(match["b"], masked, context)
        if isinstance(right, Metric) and not stems(right.phrase) and isinstance(left, Metric):
            right = Metric(left.phrase, later, left.context)
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
            change = Apply(Operation.CHANGE, (_undated(inner),), masked.periods_in(core))
            return change, Judgement(">" if match["up"] else "<")
    return None


def _dated(ask: Ask, periods: tuple[PeriodMention, ...]) -> Ask:
    if isinstance(ask, Metric) and not ask.periods:
        return Metric(ask.phrase, periods, ask.context)
    return ask


def _undated(ask: Ask) -> Ask:
    return Metric(ask.phrase, (), ask.context) if isinstance(ask, Metric) else ask


ZERO = Number(Decimal(0), "", "zero")
