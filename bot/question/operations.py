"""Reads the expression in a question: which operation over which metric phrases. Patterns of finance English, outermost first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.lexicon import stems
from bot.plan import Operation
from bot.question.masking import Masked, find_number, number_of, without_slots
from bot.question.reading import Apply, Ask, Earlier, Metric

_PCT = r"(?:percentages?|percents?|per cent|%|pct)"
_RISE = r"(?:changes?|increases?|growth|growths|rise|gain|movement|variations?|variance|fluctuations?|swing|increases? ?/ ?\(?decreases?\)?|\(?decreases?\)? ?/ ?increases?)"
_FALL = r"(?:decreases?|declines?|reductions?|drops?|falls?)"
_MOVE = rf"(?:(?:increases?|decreases?) ?/ ?\(?(?:increases?|decreases?)\)?|{_RISE}|{_FALL})"
_OVER = r"(?:over|to|on|from|against|out of|among|amongst|in relation to|relative to|in|within)"

_LEAD = re.compile(
    r"^(?:(?:and|so|then|also|ok|okay|please|now|but|well)\b|,|\s)*(?:by )?"
    r"(?:(?:can|could) you )?(?:(?:tell me|give me|show me|find|calculate|compute|determine)\b|what(?:'s| is| was| were| are| would be| will be| has been| had been| did| does| do)?|how much(?: of)?(?: is| was| were| are| did| does| do| has| have| had| would)?|how many|how (?:big|large|high|low) (?:is|was|were|are)|which (?:is|was)|(?:is|was|were|are)\b)?"
    r"(?:\s*,?\s*(?:then|in total|overall|approximately|thus|therefore|exactly)\s*,?)*\s*(?:the |be )*(?:respective )?(?:value of |values of |amounts? of |figures? for )?(?:the |its |their |our |(?:the )?(?:company|group|firm|registrant)'s )*",
)
_TAIL = re.compile(
    r"(?:,? ?\b(?:in|as) (?:an? |units? of |terms of )?(?:usd |us )?(?:\$ ?)?(?:thousands?|millions?|billions?|dollars|percent(?:age)?s?|%|mm|m|bn|usd|\$)(?: terms)?(?: usd| dollars)?| respectively|,? ?for (?:the )?company|, also|\?|\.)+$"
)


_IN_UNITS = re.compile(r"\s*\((?:in|as) (?:units of |terms of |usd |us |\$ ?)?[^()]*\)")


_LEADING_SLOTS = re.compile(r"(?:@\d+[\s,]*(?:(?:and|to|through|-|–)\s+(?=@))?)+(?=[a-z%])")


def stripped(part: str) -> str:
    """A part without the words that only ask ("what was the", "how much did")."""
    part = _IN_UNITS.sub(" ", part).strip(' ,.;:?!"')
    part = re.sub(r"(?:\s+(?:for|of|in|from|by|at))+$", "", _TAIL.sub("", part).strip(" ,"))
    part = _LEAD.sub("", part, count=1).strip(" ,")
    leading = _LEADING_SLOTS.match(part)
    # "FY2018 revenue" and "year-over-year change in revenue" are read with the period behind
    return f"{part[leading.end() :]} for {leading[0].strip(' ,-–')}" if leading else part


def parse(part: str, masked: Masked, context: str = "") -> Ask:
    """The expression that a part of a question asks for; a metric phrase where no operation shows.

    context: words of the question outside the part that help to find its lines.
    """
    part = stripped(part)
    for pattern, build in _PATTERNS:
        match = pattern.search(part)
        if match is not None:
            found = build(match, masked, context)
            if isinstance(found, Apply):
                return replace(found, literal=Metric(_tidy(without_slots(part)), masked.periods_in(part), context))
            if found is not None:
                return found
    return leaf(part, masked, context)


# A length of time is no part of a line's name.
_LENGTHS = re.compile(
    r",?\s*\b(?:(?:for|in|during|over|of) )?(?:the )?(?:last |latest |most recent |first |full )?"
    r"(?:(?:three|six|nine|twelve|3|6|9|12)[- ]months?(?: period)?|half[- ]?year|(?<=first )half|(?<=full )year|(?<=this )quarter)\b"
)


def leaf(part: str, masked: Masked, context: str = "") -> Ask:
    """A metric phrase, an earlier figure, or a number."""
    bare = _LENGTHS.sub("", _USING.sub("", without_slots(stripped(part))))
    if _EARLIER.fullmatch(bare) and not masked.periods_in(part):
        return Earlier()
    number = find_number(bare)
    if number is not None and not re.search(r"[a-z0-9]", bare.replace(number[0].lower().strip(), "", 1)):
        return number_of(number)
    phrase = _tidy(bare)
    return Metric(_WHOLES.get(phrase, phrase), masked.periods_in(part), context)


# Alone, the name of a whole side of the balance sheet means all of it.
_WHOLES = {"liabilities": "total liabilities", "assets": "total assets"}


# How a figure is to be had is no part of its name.
_USING = re.compile(
    r"\s*\((?:use|using|based|with|from|per|taking|current \+|i\.e\.?)[^)]*\)|,? (?:using|based on) .+$|,? based$"
    r"|\s*\([^()]*\bfrom (?:the )?[^()]*\)"
    r"|,? from (?:the )?(?:cash flow statement|statement of cash flows|income statement|balance sheet|p&l)(?: \([^()]*\))?$"
    r"|(?<=\w{4})\s*\([^()]*\b(?:ebitda|ebit|ratio|margin|dpo|dso|dio|roa|roe)\)$"
)
_EARLIER = re.compile(
    r"(?:that|this|it|the result|this (?:value|amount|number|figure|total|sum|change|difference|ratio|variation|result|percentage)|that (?:value|amount|number|figure|total|sum|change|difference|ratio|variation|result|percentage|same value)|the (?:above|previous|last|prior) (?:value|amount|number|figure|result|answer)|the same)"
)
_TIDY = re.compile(
    r"^(?:(?:did|does|do|was|were|is|are|has|have|had|the|a|an|of|in|for|from|by|its|their|company's|companys|group's|between|there|percentages? of|total value of|amount of|value of|'s|-|–)\s+)+|"
    r"\(?\b(?:in )?(?:usd|us\$|\$) ?(?:thousands?|millions?|billions?|m|mm|bn)?\)?$|\((?:in )?(?:units of )?(?:thousands|millions|billions|percents?)[^)]*\)|^\(in [^)]*\)|[\s,]+(?:between |for |in |across |over )*(?:both|all|each|the (?:\d|two|three|four|five)) (?:fys?|years?|fiscal years|periods|quarters)(?: period)?$|[\s,]+(?:for|over|during|in|across) the (?:\d|two|three|four|five)(?:[- ]year)? ?(?:period)?$|[\s,]+altogether$|[\s,]+(?:at|over|across|for|on) (?:the |both )*(?:two |both )?(?:balance sheet )?dates$|"
    r"\s+(?:did|does|was|were|is|are|be|by|change|changed|do|have|has|had|amount to|amounted to|stand at|come to|the company|of|in|for|to|from|between|the|and|at|as|expressed|recorded|reported|in total|-|–|/|'s)$"
)


def _tidy(phrase: str) -> str:
    phrase = re.sub(r"['\"](?=\s|$)|(?<=\s)['\"]|^['\"]", "", phrase).strip(" ,.;:?!\"'")
    while True:
        shorter = _TIDY.sub("", phrase).strip(" ,.;:?!\"'")
        if shorter == phrase:
            return phrase
        phrase = shorter


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


def _two(operation: Operation, sense: str = "") -> Build:
    """An operation over groups `a` and `b`; periods outside both are for both."""

    def build(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
        a, b = match["a"], match["b"]
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
            second = parse(b, masked, context)
        return Apply(operation, (first, second), shared, sense)

    return build


_PERIOD_ALONE = re.compile(
    r"(?:(?:earned|generated|booked|recogni[sz]ed|incurred|made|spent|the|that|of|in|during|for) )*@\d+(?:'s)?"
)
# "The gallons hedged in 2018 in relation to the ones hedged in 2017": the second is the first again.
_SAME_THING = re.compile(r"(?:the )?(?:ones?|those|that|its value|the same)\b(?=.*@\d)")


def _one(operation: Operation, sense: str = "") -> Build:
    """An operation over group `a` at several periods."""

    def build(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
        a = match["a"]
        if not _says(a):
            return None
        inner = parse(a, masked, context)
        if isinstance(inner, Apply) and len(inner.arguments) == 1 and inner.operation in _OF_LABELS:
            inner = inner.literal or inner
        shared = tuple(p for part in _outside(match, "a") for p in masked.periods_in(part))
        since = "since" if SINCE.search(match.string) else ""
        return Apply(operation, (inner,), shared, sense or since)

    return build


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


def _moved(percent: bool) -> Build:
    def build(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
        operation = Operation.PERCENT_CHANGE if percent else Operation.CHANGE
        return _one(operation)(match, masked, context)

    return build


def _verb_moved(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """How much did X grow / by what percentage did X change."""
    text = match.string
    percent = bool(re.search(rf"{_PCT}", text)) or (match["verb"] in {"grow", "grown", "grew"} and "how fast" in text)
    found = _one(Operation.PERCENT_CHANGE if percent else Operation.CHANGE)(match, masked, context)
    after = AFTER_VERB.sub(" ", without_slots(text[match.end("verb") :]))
    if isinstance(found, Apply) and isinstance(found.arguments[0], Metric) and stems(after):
        # what stands behind the verb says which of the line's figures is meant
        metric = found.arguments[0]
        found = replace(found, arguments=(replace(metric, phrase=f"{metric.phrase} {_tidy(after)}"),))
    return found


AFTER_VERB = re.compile(
    rf"\b(?:by|in|as|of|on|for|over|to|from|percent\w*|dollars?|terms|year[- ]over[- ]year|year[- ]on[- ]year|yoy|sequentially|"
    rf"quarter[- ]over[- ]quarter|qoq|the|a|time|during|this|that|these|those|years?|period|quarter|compared|with|versus|vs|between|and|since|same|last|"
    rf"basis|annually|amount|much|it|they|{_PCT})\b|[%,.()?]"
)


def _listed(operation: Operation) -> Build:
    """An operation over the things that group `list` names: "a, b and c", each with its own periods or the shared ones."""

    def build(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
        part = match["list"]
        shared = tuple(p for piece in _outside(match, "list") for p in masked.periods_in(piece))
        bare = without_slots(part)
        if not _says(bare):
            return None
        inner = parse(part, masked, context)
        if isinstance(inner, Apply) or not re.search(r"(?:,|\band\b|\bplus\b|&)", bare):
            return Apply(operation, (inner,), shared)
        return Apply(operation, (Metric(_tidy(stripped(bare)), masked.periods_in(part), context),), shared)

    return build


def _more_than(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """How much more X was than at another period, or than Y."""
    if without_slots(match["b"]) and stems(without_slots(match["b"])):
        return _two(Operation.SUBTRACT)(match, masked, context)
    inner = parse(without_slots(match["a"]), masked, context)
    return Apply(Operation.CHANGE, (inner,), masked.periods_in(match.string), "since")


def _compared(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """How X compares with its own earlier figure; with another line it is left to what reads two things."""
    if stems(_POSSESSED.sub(" ", AFTER_VERB.sub(" ", without_slots(match["b"])))):
        return None
    inner = parse(without_slots(match["a"]), masked, context)
    return Apply(Operation.CHANGE, (inner,), masked.periods_in(match.string), "since")


def _times_over(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """How many times X was than at another period, or than Y."""
    if stems(_POSSESSED.sub(" ", without_slots(match["b"]))):
        return _two(Operation.DIVIDE)(match, masked, context)
    later, base = masked.periods_in(match["a"]), masked.periods_in(match["b"])
    if not base:
        return None
    phrase = _tidy(without_slots(stripped(match["a"])))
    return Apply(Operation.DIVIDE, (Metric(phrase, later, context), Metric(phrase, base, context)))


_POSSESSED = re.compile(r"'s\b|\b(?:it|that|those|the|in|for|was|were|had been)\b")


def _share_of(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """Take "X share of Y", but not "per share of Y"."""
    if match["a"].rstrip().endswith(("per", "a", "an", "the")) or not stems(without_slots(match["a"])):
        return None
    return _two(Operation.SHARE)(match, masked, context)


def _earlier_share(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """The figure just given "as a percentage of Y"."""
    whole = parse(match["b"], masked, context)
    if isinstance(whole, Metric) and whole.phrase and len(whole.periods) > 1:
        # "Q2 as a percentage of first-half revenue", its leading period put behind: both are the one line's
        first, last = (Metric(whole.phrase, (when,), context) for when in (whole.periods[0], whole.periods[-1]))
        return Apply(Operation.SHARE, (last, first))
    return Apply(Operation.SHARE, (Earlier(), whole))


def _per_part(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """The average month or quarter of a longer period."""
    return _one(Operation.AVERAGE, match["part"])(match, masked, context)


def _cagr(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    return _one(Operation.CAGR)(match, masked, context)


def _apart_in(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """The difference in C between A and B: C of A less C of B."""
    common = without_slots(match["c"])
    whole = _two(Operation.SUBTRACT, "apart")(match, masked, f"{context} {common}".strip())
    if not isinstance(whole, Apply):
        return whole
    extra = masked.periods_in(match["c"])
    return Apply(whole.operation, whole.arguments, whole.periods or extra, whole.sense)


def _average_change(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    inner = _one(Operation.CHANGE)(match, masked, context)
    return None if inner is None else Apply(Operation.AVERAGE, (inner,), (), "each")


def _total(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """Take "total X" for a line's name, unless several periods are named: then it is their sum."""
    if "respective" in masked.text or (len(masked.periods_in(match["list"])) < 2 and "across" not in match["list"]):
        return None
    return _listed(Operation.ADD)(match, masked, context)


def _metric_first(match: re.Match[str], masked: Masked, context: str) -> Ask | None:
    """Revenue growth, EPS change from @0 to @1."""
    percent = bool(re.search(rf"{_PCT}|growth|rate", match["move"] + match["rest"])) or bool(
        re.search(rf"{_PCT}", match.string)
    )
    return _one(Operation.PERCENT_CHANGE if percent else Operation.CHANGE)(match, masked, context)


_PATTERNS: tuple[tuple[re.Pattern[str], Build], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (r"^(?:compound(?:ed)? annual growth(?: rate)?|cagr)(?: (?:of|in|for))? (?P<a>.+)$", _cagr),
        (r"^(?P<a>.+?) (?:compound annual growth(?: rate)?|cagr)\b.*$", _cagr),
        (
            r"^(?:how (?:much|many) )?(?:more|less|fewer|higher|lower|greater|larger|smaller|bigger|wider|narrower|deeper|worse|better)(?: (?:was|were|is|are|did))? (?P<a>.+?) (?:than|(?:as )?compared (?:to|with)|relative to|versus) (?P<b>.+)$",
            _more_than,
        ),
        (
            r"^how (?:did|does|do|has|have) (?P<a>.+?) compared? (?:with|to|against|versus) (?P<b>.+)$",
            _compared,
        ),
        # percent change
        (
            rf"^(?:annual |annualized |yearly |year[- ]over[- ]year |year[- ]on[- ]year |yoy |net |overall |total |approximate )*{_PCT}(?: of)?(?: the)? (?P<move>{_MOVE})(?: rate)?(?: (?:in|of|for|to|on|from))? (?P<a>.+)$",
            _moved(True),
        ),
        (
            r"^(?:annual |year[- ]over[- ]year |yoy )*(?P<move>growth|increase|decrease|decline) rate(?: (?:in|of|for))? (?P<a>.+)$",
            _moved(True),
        ),
        (
            rf"^(?:year[- ]over[- ]year|year[- ]on[- ]year|yoy) (?P<move>{_MOVE})(?: rate)?(?: (?:in|of|for))? (?P<a>.+?{_PCT}.*)$",
            _moved(True),
        ),
        (
            rf"^{_PCT} difference (?:of|in|between|for) (?P<a>.+?) (?:when comparing|between|compared|comparing|and|versus) (?P<b>.+)$",
            _two(Operation.PERCENT_CHANGE),
        ),
        (
            rf"^(?:by )?(?:(?:what|which|how many|how much) )?(?:of )?{_PCT}(?: points?)? (?:did|has|have|had|was|were) (?P<a>.+?) (?P<verb>change|changed|increase[ds]?|grow|grown|decrease[ds]?|decline[ds]?|drop(?:ped)?|fall|fallen|fell|rise|risen|rose|grew|shrink|shrank|reduced?|expand(?:ed)?|widen(?:ed)?|narrow(?:ed)?|contract(?:ed)?|improved?|climb(?:ed)?)\b.*$",
            _verb_moved,
        ),
        (
            rf"^(?:growth|change|increase|decline|decrease) (?:in|of) (?P<a>.+?),? (?:as a|in|by) {_PCT}\b.*$",
            _one(Operation.PERCENT_CHANGE),
        ),
        (r"^(?:average|mean) (?P<part>monthly|quarterly) (?P<a>.+)$", _per_part),
        (r"^(?P<part>monthly|quarterly) (?:average|mean) (?P<a>.+)$", _per_part),
        (
            r"^(?P<when>(?:@\d+ ?(?:-|–|to|and|through)? ?)*)(?:\w+[- ]years? )?(?:(?:simple|arithmetic|annual|yearly|quarterly|monthly|overall) )?(?:average|mean) (?:of|for|value of|amount of|across|between) (?P<list>.+)$",
            _listed(Operation.AVERAGE),
        ),
        (
            r"^(?P<when>(?:@\d+ ?(?:-|–|to|and|through)? ?)*)(?:\w+[- ]years? )?(?:(?:simple|arithmetic|annual|yearly|quarterly|monthly|overall) )?(?:average|mean) (?P<list>(?!of\b).+)$",
            _listed(Operation.AVERAGE),
        ),
        # share
        (rf"^as (?:an? |the )?(?:{_PCT}|proportion|fraction|share|portion) of (?P<b>.+)$", _earlier_share),
        (rf"^(?P<a>(?:(?!\bper$).)+?)(?:'s)?,? (?:share|{_PCT}) of (?P<b>.+)$", _share_of),
        (
            rf"^(?P<a>.+?),? (?:(?:expressed |stated |measured )?as|represented as|in terms of) (?:an? |the )?(?:{_PCT}|proportion|fraction|share|portion)(?: of| over| to| in relation to| relative to) (?P<b>.+)$",
            _two(Operation.SHARE),
        ),
        (
            rf"^(?:{_PCT}|proportion|portion|share|fraction)s?(?:,? in {_PCT},?)? (?:of|in) (?P<b>.+?),? (?:that |which )?(?:is|are|was|were|did|does|do)?(?: ?(?:represented by|made up of|made of|made up by|composed of|comprised of|attributable to|attributed to|due to|derived from|dedicated to|allocated to|related to|relating to|came from|come from|comes from|generated by|generated from|from|consisted of|consists of|accounted for by|contributed by|in the form of|spent on|paid for|used for|tied to|associated with)) (?P<a>.+)$",
            _two(Operation.SHARE),
        ),
        (
            rf"^(?:{_PCT}|proportion|portion|share|fraction) of (?P<b>.+?) (?:was|is|were|are|did|does) (?P<a>(?!represent|@).+?)(?: represent| account for| make up| comprise| constitute)?$",
            _two(Operation.SHARE),
        ),
        (
            rf"^(?:{_PCT}|proportion|portion|share|fraction),? (?:did|does|do) (?P<a>.+?) (?:represent|account|make up|comprise|constitute|contribute)(?: for| to)?(?: in relation to| relative to| of| out of| to| for)? (?P<b>.+)$",
            _two(Operation.SHARE),
        ),
        (
            rf"^(?P<a>.+?) (?:represents?|constitutes?|accounts? for|makes? up)(?: as)?(?: what| a| an)?(?: {_PCT}| proportion| portion)?(?: in relation to| relative to| of| from)(?: the)? (?P<b>.+)$",
            _two(Operation.SHARE),
        ),
        (
            rf"^(?:{_PCT} (?:constitution|composition|share|proportion)|{_PCT}|proportion|portion|share|fraction|constitution|composition)(?:,? in {_PCT},?)? (?:of )?(?P<a>.+?) (?:as a (?:{_PCT}|proportion) of|{_OVER}|versus|to|compared to|constitut\w+|in terms of) (?P<b>(?!@).+)$",
            _two(Operation.SHARE),
        ),
        (rf"^(?P<b>.+?) (?:attributable|due) to (?P<a>.+?),? (?:in|as a) {_PCT}.*$", _two(Operation.SHARE)),
        # ratio
        (
            r"^ratio (?:of|between|for) (?P<a>.+?) (?:to|and|over|versus|against|compared to|in relation to) (?P<b>.+)$",
            _two(Operation.DIVIDE),
        ),
        (
            r"^(?P<a>.+?) (?:divided by|over the amount of|over) (?P<b>(?!@|(?:the|a|an) (?:\d+|one|four|six|years?|period|last|past|same|course|three|two|five|next)\b|time\b).+)$",
            _two(Operation.DIVIDE),
        ),
        (
            r"^(?:(?:how )?many )?times (?:(?:larger|bigger|greater|higher|more|as (?:large|big|much|high))(?: than)? )?(?:was|were|is|are|did|does)? ?(?P<a>.+?) (?:than|as|versus|compared (?:to|with)|relative to|over|of) (?P<b>.+)$",
            _times_over,
        ),
        (r"^(?P<a>.+?),? as a multiple of (?P<b>.+)$", _times_over),
        (r"^(?P<a>.+?) (?:multiplied by|times) (?P<b>.+)$", _two(Operation.MULTIPLY)),
        (r"^(?P<a>.+?)[- ]to[- ](?P<b>.+?) ratio(?P<rest>.*)$", _two(Operation.DIVIDE)),
        # differences between things
        (
            r"^(?:absolute |nominal |net )?(?:difference|gap|spread|variance) (?:in|of|for) (?P<c>.+?) between (?P<a>(?!@).+?) (?:and|versus|vs\.?|to) (?P<b>(?!@).+)$",
            _apart_in,
        ),
        (
            r"^(?:absolute |nominal |net )?(?:difference|gap|spread|variance) between (?P<a>(?!@).+?),? (?:and|versus|vs\.?|as compared to|compared (?:to|with)|to) (?P<b>.+)$",
            _two(Operation.SUBTRACT, "apart"),
        ),
        # changes
        (
            rf"^(?:(?:average|mean) )(?:annual |yearly |year[- ]over[- ]year )?(?P<move>{_MOVE})(?: per year| each year)? (?:in|of|for) (?P<a>.+)$",
            _average_change,
        ),
        (
            rf"^(?:(?:absolute|nominal|net|overall|total|annual|yearly|year[- ]over[- ]year|year[- ]on[- ]year|yoy|dollar|nominal|sequential|quarterly|corresponding) )*(?P<move>{_MOVE}|difference|decline|decrease)(?: (?:in|of|for|to|from))? (?P<a>.+)$",
            _moved(False),
        ),
        (
            r"^(?:by )?(?:what amount |how much )?(?:did |has |have |had |was |were )?(?P<a>.+?) (?P<verb>change|changed|increase|increased|grow|grown|decrease|decreased|decline|declined|drop|dropped|fall|fallen|rise|risen|shrink|reduced?|(?:go|gone|went|come|came) (?:up|down)|widen(?:ed)?|narrow(?:ed)?|expand(?:ed)?|contract(?:ed)?|climb(?:ed)?|improved?|fell|rose|grew|shrank)(?: by)?(?:$|[ ,].*$)",
            _verb_moved,
        ),
        # averages and sums
        (r"^median (?:of |for |value of )?(?P<list>.+)$", _listed(Operation.MEDIAN)),
        (
            r"^(?:sum|combined total|combined|aggregate sum|total sum|cumulative total|cumulative|total combined|combination)(?: of| for| value of| amount of| including)? (?P<list>.+)$",
            _listed(Operation.ADD),
        ),
        (r"^(?P<a>.+?) (?:plus|\+) (?P<b>.+)$", _two(Operation.ADD)),
        (
            r"^(?P<a>.+?),? (?:less|minus|net of|after subtracting|after deducting) (?P<b>(?!than\b).+)$",
            _two(Operation.SUBTRACT),
        ),
        (
            r"^(?P<a>.+?),? (?:excluding|without|other than|apart from|except for|not including|ex[- ]) ?(?P<b>.+)$",
            _two(Operation.SUBTRACT, "excluding"),
        ),
        (r"^mid[- ]?point (?:of|for|between) (?P<a>.+)$", _one(Operation.MIDPOINT)),
        (r"^(?P<a>.+?) mid[- ]?point\b.*$", _one(Operation.MIDPOINT)),
        (r"^(?:total|sum) (?P<list>.+?(?:\band\b|@\d+.*@\d+|\bacross\b|\bbetween\b).*)$", _total),
        (
            rf"^(?P<a>.+?)(?: {_PCT})? (?P<move>growth|{_PCT} change|{_PCT} growth|growth rate|change|increase|decrease|decline)(?: rate)?(?P<rest>(?: (?:from|between|in|for|over|versus|vs|compared)?.*@\d+.*|,? yoy|,? year[- ]over[- ]year)?)$",
            _metric_first,
        ),
    )
)
