"""Definitions given in a question: "365 * average accounts payable / (COGS + change in inventory)" read as an expression.

Terms between operators are metric phrases, read like any other ("average accounts payable between FY2019 and FY2020").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.lexicon import stems
from bot.plan import Operation
from bot.question.masking import Masked
from bot.question.operations import parse
from bot.question.reading import Apply, Ask, Metric, Number
from index.period import PeriodMention

_TOKEN = re.compile(
    r"\s*(?:(?P<op>[+*/×÷()]|(?<=\s)[-–−](?=\s|\()|[-–−](?=\s))|(?P<word>\b(?:divided by|over"
    r"|multiplied by|times|plus|minus|less|by)\b(?=\s))|(?P<term>(?:(?!\s(?:divided by|multiplied by"
    r"|times|plus|minus|less)\s|\s[-–−]\s)[^+*/×÷()])+))"
)
_SIGNS = {
    "×": "*", "÷": "/", "–": "-", "−": "-", "divided by": "/", "over": "/", "multiplied by": "*", "times": "*",
    "plus": "+", "minus": "-", "less": "-",
}  # fmt: skip
_OPERATIONS = {"+": Operation.ADD, "-": Operation.SUBTRACT, "*": Operation.MULTIPLY, "/": Operation.DIVIDE}


# Said in words, what is divided is all that stands before: "cash and receivables over current liabilities".
_SUM_OVER = re.compile(
    r"^(?P<a>[^+*/()]+?) (?:and|plus) (?P<b>[^+*/()]+?) (?:over|divided by|as an? (?:percentage|percent"
    r"|%|share) of) (?P<c>[^+*/()]+)$"
)


@dataclass
class _Tokens:
    items: list[tuple[str, str]]
    at: int = 0

    def peek(self) -> tuple[str, str]:
        return self.items[self.at] if self.at < len(self.items) else ("end", "")

    def take(self) -> tuple[str, str]:
        found = self.peek()
        self.at += 1
        return found


def read_definition(body: str, masked: Masked, context: str = "") -> Ask | None:
    """The expression that a definition's body spells; None where it is not arithmetic over named terms."""
    body = re.sub(r"^(?:the )?(?:result of|ratio of)\s+", "", body.strip())
    summed = _SUM_OVER.match(_protected(body))
    if summed and not re.search(r"\b(?:average|between)\b", summed["a"]):
        body = f"({summed['a']} plus {summed['b']}) / ({summed['c']})"
    paired = re.match(r"^(?P<a>[^+*/()-]+?) and (?P<b>[^+*/()-]+)$", _protected(body))
    if paired and "average" not in body and "between" not in body:
        return Apply(Operation.ADD, (parse(paired["a"], masked, context), parse(paired["b"], masked, context)))
    tokens = _Tokens(_tokens(body))
    if not any(kind == "op" and sign in _OPERATIONS for kind, sign in tokens.items):
        return None
    found = _sum(tokens, masked, context)
    return found if tokens.peek()[0] == "end" else None


def _tokens(body: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    body = _protected(body)
    while at < len(body):
        match = _TOKEN.match(body, at)
        if match is None or match.end() == at:
            at += 1
            continue
        at = match.end()
        if match["op"]:
            found.append(("op", _SIGNS.get(match["op"], match["op"])))
        elif match["word"]:
            found.append(("op", _SIGNS.get(match["word"], "/")))
        elif match["term"].strip(" ,.:;"):
            found.append(("term", match["term"].strip(" ,.:;").replace("~", "(").replace("^", ")")))
    return _joined(found)


def _protected(body: str) -> str:
    """Parentheses that only remark ("(from cash flow statement)") made part of their term."""

    def remark(match: re.Match[str]) -> str:
        inside = match[1]
        plain = not re.search(r"[+*/×÷]|\s[-–−]\s", inside)
        before = body[: match.start()].rstrip()
        after_term = bool(before) and before[-1] not in "+-*/×÷(" and not before.endswith(("by", "average of"))
        return "" if plain and after_term else match[0]

    return re.sub(r"\(([^()]*)\)", remark, body)


def _joined(items: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leads such as "average of (a ...)": a term that only leads into a parenthesis is dropped into it."""
    found: list[tuple[str, str]] = []
    for number, item in enumerate(items):
        following = items[number + 1] if number + 1 < len(items) else ("end", "")
        if item[0] == "term" and following == ("op", "(") and not item[1].strip().replace(".", "").isdigit():
            continue
        found.append(item)
    return found


def _sum(tokens: _Tokens, masked: Masked, context: str) -> Ask | None:
    left = _product(tokens, masked, context)
    while left is not None and tokens.peek() in {("op", "+"), ("op", "-")}:
        sign = tokens.take()[1]
        right = _product(tokens, masked, context)
        left = None if right is None else Apply(_OPERATIONS[sign], (left, right))
    return left


def _product(tokens: _Tokens, masked: Masked, context: str) -> Ask | None:
    left = _atom(tokens, masked, context)
    while left is not None and tokens.peek() in {("op", "*"), ("op", "/")}:
        sign = tokens.take()[1]
        right = _atom(tokens, masked, context)
        left = None if right is None else Apply(_OPERATIONS[sign], (left, right))
    return left


def _atom(tokens: _Tokens, masked: Masked, context: str) -> Ask | None:
    kind, text = tokens.take()
    if (kind, text) == ("op", "("):
        inner = _sum(tokens, masked, context)
        return inner if tokens.take() == ("op", ")") else None
    if (kind, text) == ("op", "-"):
        inner = _atom(tokens, masked, context)
        return None if inner is None else Apply(Operation.NEGATE, (inner,))
    if kind != "term":
        return None
    digits = re.fullmatch(r"\$?(\d[\d,]*(?:\.\d+)?)\s*(%|days?)?", text.strip())
    if digits:
        return Number(Decimal(digits[1].replace(",", "")), "", "given in the definition")
    return parse(text, masked, context)


def spelled_out(ask: Ask, name: str, part: Ask) -> Ask:
    """An expression with one of its terms, defined later in the question, spelled out."""
    match ask:
        case Metric() if stems(ask.phrase) == stems(name):
            return part
        case Apply():
            return replace(
                ask, arguments=tuple(spelled_out(inner, name, part) for inner in ask.arguments), literal=None
            )
        case _:
            return ask


def placed_in(asked: Ask, defined: Ask, name: str) -> Ask:
    """Changes, averages and shares of a defined metric keep their operation; its name alone gives way to its definition."""
    if isinstance(asked, Apply) and len(asked.arguments) == 1 and asked.operation in {
        Operation.CHANGE, Operation.PERCENT_CHANGE, Operation.AVERAGE, Operation.CAGR,
    }:  # fmt: skip
        inner = placed_in(asked.arguments[0], defined, name)
        return replace(asked, arguments=(inner,), periods=asked.periods or _own(asked), literal=None)
    if isinstance(asked, Apply) and asked.operation in {Operation.SHARE, Operation.DIVIDE}:
        first, *others = asked.arguments
        if isinstance(first, Metric) and stems(first.phrase) == stems(name):
            return replace(asked, arguments=(defined, *others), literal=None)
    if isinstance(asked, Metric) and _MARGIN.sub("", asked.phrase) != asked.phrase:
        measured = _MARGIN.sub("", asked.phrase)
        if stems(measured) and set(stems(measured)) <= set(stems(name)):
            # "EBITDA margin", where what is defined is EBITDA
            return Apply(Operation.SHARE, (defined, Metric("revenue")), asked.periods)
    return defined


_MARGIN = re.compile(r"[ ,]*(?:%|percent(?:age)?)? ?margin$")


def _own(asked: Apply) -> tuple[PeriodMention, ...]:
    inner = asked.arguments[0]
    return inner.periods if isinstance(inner, Metric) else ()
