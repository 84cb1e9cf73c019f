"""Sums spelled out beside what they give: "gross profit on materials (reimbursement minus cost)"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.lexicon import stems
from bot.plan import Operation
from bot.question.definitions import read_definition
from bot.question.leaves import stripped
from bot.question.masking import Masked, without_slots
from bot.question.reading import Apply, Ask, Metric

_SIGN = r"(?:minus|less|plus|over|divided by|times|as a (?:percentage|percent|%|share) of|[+*/÷×]|[-–−](?=\s))"
_SPELLED = re.compile(
    rf"^(?P<name>[^()=]+?)\s*(?:\((?:i\.?e\.?,? |that is,? |= ?)?(?P<inside>[^()]*\S\s*,?\s*{_SIGN}\s[^()]*)\)(?P<rest>[^()]*)"
    rf"|,? (?:i\.?e\.?,?|that is,|meaning|=) (?P<after>.+\s{_SIGN}\s.+))$"
)
_THEN_OVER = re.compile(
    r"^(?P<a>[^,]+), (?:all )?(?:over|divided by|as a (?:percentage|percent|%|share) of) (?P<b>.+)$"
)
_OVER = re.compile(r"\bas a (?:percentage|percent|%|share) of\b")
_OF = re.compile(r"\b(?:on|of|from|for)\s+(?P<thing>[a-z][^@]*?)\s*(?:@\d.*)?$")
_MOVES = re.compile(r"\b(?:changes?|growth|increase|decrease|decline|movement|improvement)\b")
_OF_AMOUNT = re.compile(r"(?:%|percent(?:age)?|pct\.?) (?:change|increase|decrease|decline)\b|\bgrowth\b")
_IN_PERCENT = re.compile(r"\b(?:margin|percent\w*|rate|share)\b|%")


def read_aside(core: str, masked: Masked) -> tuple[str, Ask] | None:
    """The name that a question gives a sum, and the sum as it spells it out; None where it spells none.

    Terms are of the thing that the name is of ("on clinical materials"), and all of the periods that stand outside.
    """
    match = _SPELLED.match(core.strip(" ?.!"))
    if match is None:
        return None
    body = match["inside"] or match["after"]
    then = _THEN_OVER.match(body)
    if then:
        body = f"({then['a']}) / ({then['b']})"
    body = _OVER.sub("over", body)
    ask = read_definition(body.strip(), masked)
    name = without_slots(stripped(match["name"]))
    if ask is None or not isinstance(ask, Apply) or not stems(name):
        return None
    thing = _OF.search(without_slots(match["name"]))
    if thing:
        ask = _of_thing(ask, thing["thing"].strip())
    if ask.operation is Operation.DIVIDE and _IN_PERCENT.search(name):
        ask = replace(ask, operation=Operation.SHARE)
    outside = masked.periods_in(match["name"] + (match["rest"] or ""))
    if _MOVES.search(name) and ask.operation not in {Operation.CHANGE, Operation.PERCENT_CHANGE}:
        ask = Apply(_moved(ask, match["name"]), (ask,))
    return name, replace(ask, periods=outside) if outside else ask


def _moved(ask: Apply, name: str) -> Operation:
    """How a move of what a question spells out is measured: that of a rate in points, that of an amount as is asked."""
    rated = ask.operation in {Operation.SHARE, Operation.DIVIDE}
    return Operation.PERCENT_CHANGE if _OF_AMOUNT.search(name) and not rated else Operation.CHANGE


def _of_thing(ask: Apply, thing: str) -> Apply:
    """The sum with each term said to be of a thing, where it does not say so itself."""
    terms: list[Ask] = []
    for term in ask.arguments:
        match term:
            case Metric() if not set(stems(thing)) & set(stems(term.phrase)):
                terms.append(replace(term, phrase=f"{thing} {term.phrase}"))
            case Apply():
                terms.append(_of_thing(term, thing))
            case _:
                terms.append(term)
    return replace(ask, arguments=tuple(terms))
