"""Questions that choose: in which year, which segment, the largest, how many exceeded."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.lexicon import stems
from bot.plan import Operation
from bot.question.leaves import stripped
from bot.question.masking import Masked, find_number, number_of, without_slots
from bot.question.operations import parse
from bot.question.reading import Apply, Ask, Choice, Metric, Number
from index.period import PeriodMention

_MOST = (
    r"(?:largest|highest|greatest|biggest|most|maximum|max|best|higher|larger|greater|bigger|more|peak|top"
    r"|longest|largest amount of|strongest|fastest)"
)
_LEAST = r"(?:smallest|lowest|least|fewest|minimum|min|worst|lower|smaller|fewer|less|weakest|slowest|shortest)"
_TIMES = (
    r"(?:half[- ]?years?|halves|half|six[- ]month periods?|fiscal years?|financial years?|calendar years?"
    r"|years?|quarters?|periods?|fys?|months?|dates?)"
)
_ABOVE = (
    r"(?:exceed(?:s|ed|ing)?|(?:were |was |is |are )?(?:above|over|more than|greater than|higher than"
    r"|larger than|in excess of|bigger than))"
)
_BELOW = r"(?:(?:were |was |is |are )?(?:below|under|less than|lower than|smaller than|fewer than|short of))"
_AT_LEAST = r"(?:(?:were |was |is |are )?(?:at least|no less than|not less than))"
_AT_MOST = r"(?:(?:were |was |is |are )?(?:at most|no more than|not more than|up to))"
_BAR = re.compile(rf"\b(?:(?P<ge>{_AT_LEAST})|(?P<le>{_AT_MOST})|(?P<gt>{_ABOVE})|(?P<lt>{_BELOW}))\s+(?P<bar>.+)$")
_SUPERLATIVE = re.compile(rf"\b(?:the )?(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))\b")
_NEGATIVE = re.compile(r"\b(?:be|was|were|is|are)?\s*(?P<sign>negative|positive)\b")

_WHICH_TIME = re.compile(
    rf"^(?:and |so )?(?:(?:in|during|for|at|of|on|by|between) )?(?:(?:@\d+,? ?(?:and |or |to )?)+,? ?)?(?:in )?(?:which|what) (?:(?:of the |one of the )?(?:two |three |four |both |reported )?{_TIMES})\b(?P<rest>.*)$"
)
_BETWEEN_TIMES = re.compile(
    rf"^(?:between|among|of|from|out of) (?:@\d+,?(?: ?(?:and|or|to|,) ?)?)+,? ?(?:in )?(?:which|what) (?:{_TIMES})\b(?P<rest>.*)$"
)
_COUNT_TIMES = re.compile(rf"^(?:and |so )?(?:(?:in|for) )?how many (?:of the )?{_TIMES}\b(?P<rest>.*)$")
_COUNT_THINGS = re.compile(
    r"^(?:and |so )?how many (?:of the )?(?P<kind>.+?) (?P<rest>(?:(?:were|was|are|is|had|have|has|that"
    r"|which|with|in @\d+)\b.*|exceed.*))$"
)
_WHICH_THING = re.compile(
    r"^(?:and |so )?(?:(?:in|for|from) )?(?:which|what) (?P<kind>(?!is\b|was\b|are\b|were\b|did\b|does\b"
    r"|do\b|amount\b|percentage\b|percent\b|proportion\b|portion\b|would\b|will\b|has\b|had\b"
    r"|%).{2,60}?) (?P<verb>had|has|have|got|gets|won|was|were|is|are|did|generated|recorded|contributed"
    r"|accounted for|made up|reported|experienced|represents?|represented|saw|shows?|showed|received"
    r"|made|grew|grow|brought|posted|earned|used|incurred|suffered|dragged|declined|fell|rose|increased"
    r"|gained|dropped|decreased|shrank)\b(?P<rest>.*)$"
)
# "Who received the most votes?": of the people or firms that a table sets out.
_WHO = re.compile(r"^(?:and |so )?who (?P<verb>had|has|have|got|gets|won|received|made|earned)\b(?P<rest>.*)$")
_WHAT_MOST = re.compile(
    rf"^(?:and |so )?(?:what|which) (?:is|was|are|were) (?:the )?(?:company's )?(?:(?:single|second|third) )?(?P<word>{_MOST[3:-1]}|{_LEAST[3:-1]}) (?P<kind>\w+(?: \w+)?) (?P<join>of|in|under|for|within|by|that|among|from|item)\b(?P<rest>.*)$"
)
_PAIR = re.compile(
    rf"^(?:and |so )?(?:which|what) (?:one )?(?:of (?:the two|these|them) )?(?:is|was|are|were) (?:the )?(?P<word>{_MOST[3:-1]}|{_LEAST[3:-1]})(?: (?:amount|value|figure|one))?(?P<when>[^,:;?]*)[,:;-]? ?(?P<a>.+?),? or (?P<b>.+)$"
)
# "Which segment had the higher margin, A or B?"
_HAD_PAIR = re.compile(
    rf"^(?:and |so )?(?:which|what|who)(?: (?!or\b)[\w' ]{{1,40}}?)? (?:has|have|had|reported|posted|recorded|earned|made|showed|saw)"
    rf" (?:the )?(?P<word>{_MOST[3:-1]}|{_LEAST[3:-1]}) (?P<what>[^,:;?]+?)\s?[,:;–-] ?(?P<a>[^,]+?),? or (?P<b>[^,]+)$"
)
_GREW = (
    r"(?P<verb>grew|rose|increased|expanded|climbed|gained|fell|declined|dropped|decreased|shrank|grow|rise"
    r"|increase|expand|climb|gain|fall|decline|drop|decrease|shrink)"
)
_PACE = r"(?:the )?(?P<pace>faster|fastest|more|most|quicker|quickest|harder|slower|slowest|less|least)"
_GREW_PAIR = re.compile(
    rf"^(?:and |so )?(?:which|what)(?: (?!or\b)[\w' ]{{1,40}}?)? {_GREW} {_PACE}\b(?P<when>[^,:;?]*)[,:;–-] ?(?P<a>.+?),? or (?P<b>.+)$"
)
_GREW_EITHER = re.compile(rf"^(?:and |so )?did (?P<a>.+?),? or (?P<b>.+?) {_GREW} {_PACE}\b(?P<when>.*)$")
# How a filing is said to give something, at the end of a question that asks for which years it does.
_GIVEN = (
    r"(?:calculated|computed|recorded|reported|provided|presented|disclosed|given|listed|shown|stated|included|covered"
    r"|recogni[sz]ed|displayed|available|made|released)"
)
_TABLE = re.compile(
    r"\b(?:the )?(?:given |above |following )?tables?\b|\bprovides?\b|\binformation (?:for|on|about|regarding)?\b"
    r"|\bincluded (?:in|under|within)\b|\bavailable\b|\bshow(?:n|s)?\b|\bcovers?\b"
    rf"|\b{_GIVEN}(?: (?:for|in|under|within|by))*(?: the)?\s*$|\b(?:shown|presented|covered|listed) (?:in|under|by)\b"
)
_WHICH_GIVEN = re.compile(
    rf"^(?:and |so )?(?:in |for |during )?(?:which|what) (?:(?:are|were|is) the )?(?:different |various |respective )?"
    rf"(?:{_TIMES}|\(?years?\(s\)|year\(s\)) (?P<rest>(?:does|do|did) (?:the|this) (?:table|filing|report|statement|company|group)\b.*? "
    rf"(?:provide|give|show|include|present|cover|contain|report|calculate|disclose|list|record).*"
    rf"|(?:is|are|was|were|has|have) .*\b{_GIVEN}(?: (?:for|in|under|within))*(?: the (?:\w+ )?table)?"
    rf"|(?:are |were )?(?:included|shown|presented|covered|listed|provided|given|reported|displayed|there)\b(?: (?:in|under|within|by|for))?.*)$"
)
_RANKED = re.compile(r"\b(?P<n>second|third|2nd|3rd)[- ](?:largest|highest|biggest|greatest)")


_MOVED = re.compile(r"(?P<up>grew|grow|rose|increased|gained)|(?P<down>declined|fell|dropped|decreased|shrank)")
_NOUN_MOST = re.compile(
    rf"^(?:the )?(?P<word>{_MOST[3:-1]}|{_LEAST[3:-1]}) (?P<kind>.*?\b(?:component|segment|category|item|expense|line|source|region|product|driver|type)s?)\b(?P<rest>.*)$"
)


def read_choice(core: str, masked: Masked, context: str = "") -> tuple[Ask, Choice] | None:
    """The value to compare and the choice to make among its instances; None where the question does not choose."""
    core = core.strip(" ?.!")
    for pattern, give in ((_BETWEEN_TIMES, "period"), (_WHICH_TIME, "period"), (_COUNT_TIMES, "count")):
        match = pattern.match(core)
        if match:
            found = _over_times(match["rest"], give, core, masked, context)
            if found is not None:
                return found
    match = _WHICH_GIVEN.match(core)
    if match:
        value = _TABLE.sub(" ", match["rest"])
        return _valued(value, core, masked, context), Choice("all", "periods", "period")
    match = _PAIR.match(core)
    if match:
        return _pair(match, masked, context)
    match = _HAD_PAIR.match(core)
    if match:
        return _had_pair(match, masked, context)
    match = _GREW_PAIR.match(core) or _GREW_EITHER.match(core)
    if match:
        return _grew_pair(match, masked, context)
    match = _WHAT_MOST.match(core)
    if match and not re.match(r"(?:amount|value|price|number|rate|percentage|one)\b", match["kind"]):
        by = "min" if re.fullmatch(_LEAST, match["word"]) else "max"
        return Metric(_noun(match["rest"]), masked.periods_in(core), context), Choice(
            by, "things", "label", match["kind"]
        )
    match = _NOUN_MOST.match(core)
    if match:
        by = "min" if re.fullmatch(_LEAST, match["word"]) else "max"
        metric = Metric(without_slots(match["kind"]), masked.periods_in(core), context)
        return metric, Choice(by, "things", "label", without_slots(match["kind"]))
    match = _WHICH_THING.match(core)
    if match:
        return _over_things(match, "label", core, masked, context)
    match = _WHO.match(core)
    if match and _SUPERLATIVE.search(match["rest"]):
        return _over_things(match, "label", core, masked, context)
    match = _COUNT_THINGS.match(core)
    if match and _BAR.search(match["rest"]):
        return _over_things(match, "count", core, masked, context)
    return None


def _noun(part: str) -> str:
    return without_slots(stripped(part))


def _bar(rest: str, masked: Masked, context: str) -> tuple[str, str, Ask] | None:
    """(text before, operator, threshold) of a comparison with a bar."""
    match = _BAR.search(rest)
    if match is None:
        return None
    operator = ">=" if match["ge"] else "<=" if match["le"] else ">" if match["gt"] else "<"
    number = find_number(match["bar"])
    threshold: Ask = number_of(number) if number is not None else parse(match["bar"], masked, context)
    return rest[: match.start()], operator, threshold


def _over_times(rest: str, give: str, core: str, masked: Masked, context: str) -> tuple[Ask, Choice] | None:
    barred = _bar(rest, masked, context)
    if barred is not None:
        before, operator, threshold = barred
        by = "count" if give == "count" else "all"
        return _valued(before, core, masked, context), Choice(by, "periods", give, "", operator, threshold)
    sign = _NEGATIVE.search(rest)
    if sign:
        operator = "<" if sign["sign"] == "negative" else ">"
        by = "count" if give == "count" else "all"
        zero = Number(Decimal(0), "", "zero")
        return _valued(rest[: sign.start()], core, masked, context), Choice(by, "periods", give, "", operator, zero)
    best = _SUPERLATIVE.search(rest)
    if best is None or give == "count":
        return None
    by = "max" if best["most"] else "min"
    value = rest[: best.start()] + " " + rest[best.end() :]
    return _valued(value, core, masked, context), Choice(by, "periods", give)


def _valued(part: str, core: str, masked: Masked, context: str) -> Ask:
    """The value in a part that may begin with "did the" or "was the amount of"."""
    part = re.sub(r"^\s*(?:has|have|had|was|were|is|are|did|does|do|with|the|that|there)\b", " ", part.strip())
    ask = parse(part.strip(" ,"), masked, context)
    if isinstance(ask, Metric) and not ask.periods:
        return Metric(ask.phrase, masked.periods_in(core), ask.context)
    return ask


# What only says when: "in the quarter", "over the year before".
_WHEN = re.compile(
    r"\b(?:in|over|during|for|the|year|quarter|half|months?|six|three|nine|on|against|versus|from|than|before|period)\b"
)
# What adds most to a fall fell most itself.
_FALLING = re.compile(r"\b(?:drop|fall|decline|decrease|reduction)\b(?! ?/)")


_OF_SO_MANY = re.compile(r"^(?:one )?of (?:the |its |their |these |those )?(?:(?:two|three|four|five|six|seven|\d+) )?")
# Money alone says only that amounts are compared.
_MONEY = re.compile(r"(\b(?:the )?(?:most|least)) (?:money|cash|dollars)\b")


def _over_things(match: re.Match[str], give: str, core: str, masked: Masked, context: str) -> tuple[Ask, Choice] | None:
    kind, rest = (
        _OF_SO_MANY.sub("", without_slots(match.groupdict().get("kind") or "")),
        _MONEY.sub(r"\1", match["rest"]),
    )
    around = f"{context} {kind}".strip()
    moved = _MOVED.fullmatch(match["verb"]) if give == "label" else None
    if moved and re.search(r"\b(?:the )?(?:most|least|fastest|slowest|more|less)\b", rest):
        up = bool(moved["up"]) == (not re.search(r"\b(?:least|slowest|less)\b", rest))
        paced = re.search(r"\b(?:fastest|slowest|quickest)\b|percent|%", rest)
        operation = Operation.PERCENT_CHANGE if paced else Operation.CHANGE
        change = Apply(operation, (Metric(kind, masked.periods_in(core), context),), masked.periods_in(core))
        return change, Choice("max" if up else "min", "things", "label", kind)
    if moved and not re.search(r"[a-z]{3}", _WHEN.sub(" ", without_slots(rest))):
        change = Apply(Operation.CHANGE, (Metric(kind, masked.periods_in(core), context),), masked.periods_in(core))
        return change, Choice(
            "all", "things", "label", kind, ">" if moved["up"] else "<", Number(Decimal(0), "", "zero")
        )
    barred = _bar(rest, masked, context)
    if barred is not None and isinstance(barred[2], Number):
        before, operator, threshold = barred
        by = "count" if give == "count" else "all"
        return Metric(_noun(before), masked.periods_in(core), around), Choice(
            by, "things", give, kind, operator, threshold
        )
    best = _SUPERLATIVE.search(rest)
    if best is None or give == "count" or barred is not None:
        return None
    by = "max" if best["most"] else "min"
    value = rest[best.end() :]
    value = value if re.search(r"[a-z]{3}", without_slots(value)) else rest[: best.start()]
    ask = parse(value, masked, around)
    if isinstance(ask, Metric):
        ask = Metric(ask.phrase, masked.periods_in(core), around)
    if isinstance(ask, Apply) and ask.operation is Operation.CHANGE and _FALLING.search(value):
        by = "min" if by == "max" else "max"
    ranked = _RANKED.search(core)
    return ask, Choice("rank" if ranked else by, "things", give, kind)


def _pair(match: re.Match[str], masked: Masked, context: str) -> tuple[Ask, Choice]:
    by = "min" if re.fullmatch(_LEAST, match["word"]) else "max"
    when = masked.periods_in(match["when"])
    common = without_slots(stripped(match["when"]))
    around = f"{context} {common}".strip()
    among = tuple(_with_periods(parse(part, masked, around), when) for part in (match["a"], match["b"]))
    return among[0], Choice(by, "pair", "comparison", among=among)


def _had_pair(match: re.Match[str], masked: Masked, context: str) -> tuple[Ask, Choice]:
    """Which of two had more of something: the same metric of each."""
    by = "min" if re.fullmatch(_LEAST, match["word"]) else "max"
    metric = without_slots(stripped(match["what"]))
    things = tuple(without_slots(stripped(match[part])).strip() for part in ("a", "b"))
    when = tuple(masked.periods_in(match[part]) for part in ("a", "b"))
    if not any(map(stems, things)) and all(when):
        # two periods of one thing, and not two things
        among = tuple(Metric(metric, one, context) for one in when)
    else:
        among = tuple(Metric(f"{thing} {metric}", masked.periods_in(match.string), context) for thing in things)
    return among[0], Choice(by, "pair", "comparison", among=among)


def _grew_pair(match: re.Match[str], masked: Masked, context: str) -> tuple[Ask, Choice]:
    """Which of two moved more: at what pace, or by what amount."""
    amount = re.fullmatch(r"more|most|less|least", match["pace"]) and "percent" not in match["when"]
    operation = Operation.CHANGE if amount else Operation.PERCENT_CHANGE
    rising = re.match(r"gr|ro|ri|inc|ex|cl|ga", match["verb"]) is not None
    slowly = re.fullmatch(r"slow\w+|less|least", match["pace"]) is not None
    things = (_with_periods(parse(match[part], masked, context), ()) for part in ("a", "b"))
    among = tuple(Apply(operation, (thing,), masked.periods_in(match.string)) for thing in things)
    return among[0], Choice("max" if rising != slowly else "min", "pair", "comparison", among=among)


def _with_periods(ask: Ask, periods: tuple[PeriodMention, ...]) -> Ask:
    if isinstance(ask, Metric) and not ask.periods:
        return Metric(ask.phrase, periods, ask.context)
    return ask
