"""Reads the expression in a question: which operation over which metric phrases. Patterns of finance English, outermost first."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.plan import Operation
from bot.question.builders import (
    PCT,
    Build,
    annual,
    apart_in,
    average_change,
    cagr,
    compared,
    earlier_share,
    listed,
    metric_first,
    more_than,
    moved,
    of_two_periods,
    one,
    parts,
    per_part,
    remaining,
    share_of,
    times_over,
    total,
    two,
    unlike,
    verb_moved,
)
from bot.question.leaves import WITHIN, leaf, stripped, tidied
from bot.question.masking import Masked, without_slots
from bot.question.reading import Apply, Ask, Metric

_RISE = (
    r"(?:changes?|increases?|growth|growths|rise|gain|movement|variations?|variance|fluctuations?|swing"
    r"|increases? ?/ ?\(?decreases?\)?|\(?decreases?\)? ?/ ?increases?)"
)
_FALL = r"(?:decreases?|declines?|reductions?|drops?|falls?)"
_MOVE = rf"(?:(?:increases?|decreases?) ?/ ?\(?(?:increases?|decreases?)\)?|{_RISE}|{_FALL})"
_OUTLOOK = r"(?:(?:new|updated|current|full[- ]year) )?(?:guidance|outlook|forecast)"
_KINDS = (
    r"(?:(?:reportable|operating|business|product|geographic(?:al)?|reporting|end|market|revenue"
    r"|customer|income|expense) )*"
    r"(?:segments?|regions?|geograph(?:y|ies)|areas?|products?(?: lines?| categor(?:y|ies)| types?)?"
    r"|lines?|categor(?:y|ies)|types?|"
    r"components?|divisions?|business(?:es)?|countr(?:y|ies)|line items?|sources?|channels?|platforms?"
    r"|brands?|markets?|groups?|banners?)"
)
_OVER = r"(?:over|to|on|from|against|out of|among|amongst|in relation to|relative to|in|within)"


def parse(part: str, masked: Masked, context: str = "") -> Ask:
    """The expression that a part of a question asks for; a metric phrase where no operation shows.

    context: words of the question outside the part that help to find its lines.
    """
    part = WITHIN.sub("", stripped(part)).strip(" ,")
    for pattern, build in _PATTERNS:
        match = pattern.search(part)
        if match is not None:
            found = build(match, masked, context)
            if isinstance(found, Apply):
                return replace(found, literal=Metric(tidied(without_slots(part)), masked.periods_in(part), context))
            if found is not None:
                return found
    return leaf(part, masked, context)


_PATTERNS: tuple[tuple[re.Pattern[str], Build], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (
            r"^(?:(?:annual(?:i[sz]ed)?|implied|current) )*run[- ]?rate (?:of|for|on|in) (?P<a>.+)$",
            annual,
        ),
        (
            (
                r"^(?:(?:annual(?:i[sz]ed)?|implied|current) )*(?P<a>.+?),? (?:(?:at )?(?:an "
                r")?annual(?:i[sz]ed)? run[- ]?rate|run[- ]?rate)\b.*$"
            ),
            annual,
        ),
        (r"^annuali[sz]ed (?P<a>.+)$", annual),
        (r"^(?P<a>.+?),? (?:on an )?annuali[sz]ed(?: basis)?\b.*$", annual),
        (
            rf"^(?:{_OUTLOOK}|it|that|this)(?: range)? (?:imply|implies|implied|suggest|suggests|leave|leaves) (?:for |about )?(?P<a>.+)$",
            remaining,
        ),
        (r"^implied (?P<a>.+)$", remaining),
        (
            (
                r"^(?P<a>.+? (?:guidance|outlook|forecast)) (?:(?:is|was|are|were|has|have) )?(?:yet "
                r")?(?:left|remaining|remains?|to be spent|unspent)\b.*$"
            ),
            remaining,
        ),
        (
            (
                r"^(?P<a>.+?) (?:(?:is|was|are|were) )?(?:left|remaining|remains?)(?: to (?:be )?(?:spend"
                r"|spent|come|go))?(?P<rest>(?: (?:for|in|under|from|of|given) .*)?\b(?:guidance|outlook"
                r"|forecast|year)\b.*)$"
            ),
            remaining,
        ),
        (r"^(?:remaining|rest of the) (?P<a>.+)$", remaining),
        (
            (
                r"^(?:(?:\d+|two|three|four|five|ten)[- ]years? )?(?:compound(?:ed)? annual growth(?: rate)?"
                r"|cagr)(?: (?:of|in|for))? (?P<a>.+)$"
            ),
            cagr,
        ),
        (r"^(?P<a>.+?) (?:compound annual growth(?: rate)?|cagr)\b.*$", cagr),
        (
            (
                r"^(?:how (?:much|many) )?(?:more|less|fewer|higher|lower|greater|larger|smaller|bigger"
                r"|wider|narrower|deeper|worse|better)(?: (?:was|were|is|are|did))? (?P<a>.+?) (?:than"
                r"|(?:as )?compared (?:to|with)|relative to|versus) (?P<b>.+)$"
            ),
            more_than,
        ),
        (
            r"^how (?:did|does|do|has|have) (?P<a>.+?) compared? (?:with|to|against|versus) (?P<b>.+)$",
            compared,
        ),
        # all the parts of a whole
        (
            (
                r"^(?:full |detailed )?(?:breakdown|break[- ]?up|split|composition|components|make-?up|mix"
                r"|disaggregation) (?:of|in|for) (?P<a>.+?)(?: (?:by|across|per|into) (?:the "
                r")?(?P<kind>[a-z ]+?))?(?: for)?(?: @\d+)*$"
            ),
            parts,
        ),
        (
            (
                r"^(?P<a>.+?) (?:breakdown|break[- ]?up|split|mix|composition)(?: (?:by|across|per|into) "
                r"(?:the )?(?P<kind>[a-z ]+?))?(?: (?:for|in|of|at))?(?: @\d+)*$"
            ),
            parts,
        ),
        (
            rf"^(?P<a>.+?) (?:broken (?:down|out) )?(?:by|for each|per|(?:in|of|from) each|across) (?:the |reported |each )?(?P<kind>{_KINDS})(?: (?:for|in|of|at))?(?: @\d+)*$",
            parts,
        ),
        (
            (
                r"^(?:how (?:much|many) )?(?:more|less|fewer|higher|lower|greater|larger|smaller|bigger) "
                r"than (?P<b>.+?) (?:was|were|is|are|did) (?P<a>.+)$"
            ),
            two(Operation.SUBTRACT),
        ),
        (r"^(?P<a>.+?) (?:per|for (?:every|each)) (?:dollar|\$ ?1?(?:\.00)?) of (?P<b>.+)$", two(Operation.DIVIDE)),
        # percent change
        (
            rf"^(?:annual |annualized |yearly |year[- ]over[- ]year |year[- ]on[- ]year |yoy |net |overall |total |approximate )*{PCT}(?: of)?(?: the)? (?P<move>{_MOVE})(?: rate)?(?: (?:in|of|for|to|on|from))? (?P<a>.+)$",
            moved(True),
        ),
        (
            (
                r"^(?:annual |year[- ]over[- ]year |yoy )*(?P<move>growth|increase|decrease|decline) "
                r"rate(?: (?:in|of|for))? (?P<a>.+)$"
            ),
            moved(True),
        ),
        (
            rf"^(?:year[- ]over[- ]year|year[- ]on[- ]year|yoy) (?P<move>{_MOVE})(?: rate)?(?: (?:in|of|for))? (?P<a>.+?{PCT}.*)$",
            moved(True),
        ),
        (
            rf"^{PCT} difference (?:of|in|between|for) (?P<a>.+?) (?:when comparing|between|compared|comparing|and|versus) (?P<b>.+)$",
            two(Operation.PERCENT_CHANGE),
        ),
        (
            rf"^(?:by )?(?:(?:what|which|how many|how much) )?(?:of )?{PCT}(?: points?)? (?:did|has|have|had|was|were) (?P<a>.+?) (?P<verb>change|changed|increase[ds]?|grow|grown|decrease[ds]?|decline[ds]?|drop(?:ped)?|fall|fallen|fell|rise|risen|rose|grew|shrink|shrank|reduced?|expand(?:ed)?|widen(?:ed)?|narrow(?:ed)?|contract(?:ed)?|improved?|climb(?:ed)?)\b.*$",
            verb_moved,
        ),
        (
            rf"^(?:growth|change|increase|decline|decrease) (?:in|of) (?P<a>.+?),? (?:as a|in|by) {PCT}\b(?! points?).*$",
            one(Operation.PERCENT_CHANGE),
        ),
        (r"^(?:average|mean) (?P<part>monthly|quarterly) (?P<a>.+)$", per_part),
        (r"^(?P<part>monthly|quarterly) (?:average|mean) (?P<a>.+)$", per_part),
        (r"^(?P<part>monthly) (?P<a>(?!.*\b(?:burn|runway)\b).+)$", per_part),
        (
            (
                r"^(?:average )?(?P<a>.+?),? (?:per|a|every) (?P<part>month|quarter)(?:,? on average)?(?:,? "
                r"(?:in|for|over|during|at) .*|,? ?(?:@\d+ ?)+)?$"
            ),
            per_part,
        ),
        (
            (
                r"^(?P<when>(?:@\d+ ?(?:-|–|to|and|through)? ?)*)(?:\w+[- ]years? )?(?:(?:simple|arithmetic"
                r"|annual|yearly|quarterly|monthly|overall) )?(?:average|mean) (?:of|for|value of|amount of"
                r"|across|between) (?P<list>.+)$"
            ),
            listed(Operation.AVERAGE),
        ),
        (
            (
                r"^(?P<when>(?:@\d+ ?(?:-|–|to|and|through)? ?)*)(?:\w+[- ]years? )?(?:(?:simple|arithmetic"
                r"|annual|yearly|quarterly|monthly|overall) )?(?:average|mean) (?P<list>(?!of\b).+)$"
            ),
            listed(Operation.AVERAGE),
        ),
        # share
        (rf"^as (?:an? |the )?(?:{PCT}|proportion|fraction|share|portion) of (?P<b>.+)$", earlier_share),
        (rf"^(?P<a>(?:(?!\bper$).)+?)(?:'s)?,? (?:share|{PCT}) of (?P<b>.+)$", share_of),
        (
            rf"^(?P<a>.+?),? (?:(?:expressed |stated |measured )?as|represented as|in terms of) (?:an? |the )?(?:{PCT}|proportion|fraction|share|portion)(?: of| over| to| in relation to| relative to) (?P<b>.+)$",
            two(Operation.SHARE),
        ),
        (
            rf"^(?:{PCT}|proportion|portion|share|fraction)s?(?:,? in {PCT},?)? (?:of|in) (?P<b>.+?),? (?:that |which )?(?:is|are|was|were|did|does|do)?(?: ?(?:represented by|made up of|made of|made up by|composed of|comprised of|attributable to|attributed to|due to|derived from|dedicated to|allocated to|related to|relating to|came from|come from|comes from|generated by|generated from|from|consisted of|consists of|accounted for by|contributed by|in the form of|spent on|paid for|used for|tied to|associated with)) (?P<a>.+)$",
            two(Operation.SHARE),
        ),
        (
            rf"^(?:{PCT}|proportion|portion|share|fraction) of (?P<b>.+?) (?:was|is|were|are|did|does) (?P<a>(?!represent|@).+?)(?: represent| account for| make up| comprise| constitute)?$",
            two(Operation.SHARE),
        ),
        (
            rf"^(?:{PCT}|proportion|portion|share|fraction),? (?:did|does|do) (?P<a>.+?) (?:represent|account|make up|comprise|constitute|contribute)(?: for| to)?(?: in relation to| relative to| of| out of| to| for)? (?P<b>.+)$",
            two(Operation.SHARE),
        ),
        (
            rf"^(?P<a>.+?) (?:represents?|constitutes?|accounts? for|makes? up)(?: as)?(?: what| a| an)?(?: {PCT}| proportion| portion)?(?: in relation to| relative to| of| from)(?: the)? (?P<b>.+)$",
            two(Operation.SHARE),
        ),
        # of a total the part stands behind "in": "of total revenue in Asia", "of total notes due in five years"
        (
            rf"^(?:{PCT}|proportion|portion|share|fraction) of (?:the )?(?P<b>(?:total|all|overall) (?:(?!\b(?:in|to|over)\b).)+?)(?: (?:that|which))?(?: (?:is|are|was|were|expires?|matures?|due|falls? due|held|invested|located|earned|made))* (?:with)?in (?P<a>(?!total\b|the total\b|relation\b|terms\b|@)(?=.*[a-z]{{3}}).+)$",
            two(Operation.SHARE),
        ),
        (
            rf"^(?:{PCT} (?:constitution|composition|share|proportion)|{PCT}|proportion|portion|share|fraction|constitution|composition)(?:,? in {PCT},?)? (?:of )?(?P<a>.+?) (?:as a (?:{PCT}|proportion) of|{_OVER}|versus|to|compared to|constitut\w+|in terms of) (?P<b>(?!@).+)$",
            two(Operation.SHARE),
        ),
        (rf"^(?P<b>.+?) (?:attributable|due) to (?P<a>.+?),? (?:in|as a) {PCT}.*$", two(Operation.SHARE)),
        # ratio
        (
            (
                r"^ratio (?:of|in|for) (?P<a>(?:(?! to ).)+?),? (?:(?:from|between|for|in) )?(?:the "
                r")?(?P<one>@\d+) (?:to|and|over|versus|against) (?:the )?(?P<two>@\d+)$"
            ),
            of_two_periods,
        ),
        (
            (
                r"^ratio (?:of|between|for) (?P<a>.+?) (?:to|and|over|versus|against|compared to|in "
                r"relation to) (?P<b>.+)$"
            ),
            two(Operation.DIVIDE),
        ),
        (
            (
                r"^(?P<a>.+?) (?:divided by|over the amount of|over) (?P<b>(?!@|(?:the|a|an) (?:\d+|one|four"
                r"|six|years?|period|last|past|same|course|three|two|five|next)\b"
                r"|(?:(?:the|that|this|these|those|both|all|same|whole|entire) )*(?:years?|periods?|quarters?|months?"
                r"|time(?: ?frame)?|span|stretch|interval|course)\b).+)$"
            ),
            two(Operation.DIVIDE),
        ),
        (
            (
                r"^(?:(?:how )?many )?times (?:(?:larger|bigger|greater|higher|more|as (?:large|big|much"
                r"|high))(?: than)? )?(?:was|were|is|are|did|does)? ?(?P<a>.+?) (?:than|as|versus|compared "
                r"(?:to|with)|relative to|over|of) (?P<b>.+)$"
            ),
            times_over,
        ),
        (r"^(?P<a>.+?),? as a multiple of (?P<b>.+)$", times_over),
        (r"^(?P<a>.+?) (?:multiplied by|times) (?P<b>.+)$", two(Operation.MULTIPLY)),
        (r"^(?P<a>.+?)[- ]to[- ](?P<b>.+?) ratio(?P<rest>.*)$", two(Operation.DIVIDE)),
        # differences between things
        (
            (
                r"^(?:absolute |nominal |net )?(?:difference|gap|spread|variance) between (?:the )?(?P<a>@\d+ [a-z].+?),? "
                r"(?:and|versus|vs\.?|as compared to|compared (?:to|with)|to) (?:the )?(?P<b>@\d+ [a-z].+)$"
            ),
            unlike,
        ),
        (
            (
                r"^(?:absolute |nominal |net )?(?:difference|gap|spread|variance) (?:in|of|for) (?P<c>.+?) "
                r"between (?P<a>(?!@).+?) (?:and|versus|vs\.?|to) (?P<b>(?!@).+)$"
            ),
            apart_in,
        ),
        (
            (
                r"^(?:absolute |nominal |net )?(?:difference|gap|spread|variance) between (?P<a>(?!@).+?),? "
                r"(?:and|versus|vs\.?|as compared to|compared (?:to|with)|to) (?P<b>.+)$"
            ),
            two(Operation.SUBTRACT, "apart"),
        ),
        # changes
        (
            rf"^(?:(?:average|mean) )(?:annual |yearly |year[- ]over[- ]year )?(?P<move>{_MOVE})(?: per year| each year)? (?:in|of|for) (?P<a>.+)$",
            average_change,
        ),
        (
            rf"^(?:(?:absolute|nominal|net|overall|total|annual|yearly|year[- ]over[- ]year|year[- ]on[- ]year|yoy|dollar|nominal|sequential|quarterly|corresponding) )*(?P<move>{_MOVE}|difference|decline|decrease)(?: (?:in|of|for|to|from))? (?P<a>.+)$",
            moved(False),
        ),
        (
            (
                r"^(?:by )?(?:what amount |how much )?(?:did |has |have |had |was |were )?(?P<a>.+?) "
                r"(?P<verb>change|changed|increase|increased|grow|grown|decrease|decreased|decline|declined"
                r"|drop|dropped|fall|fallen|rise|risen|shrink|reduced?|(?:go|gone|went|come|came) (?:up"
                r"|down)|widen(?:ed)?|narrow(?:ed)?|expand(?:ed)?|contract(?:ed)?|climb(?:ed)?|improved?"
                r"|fell|rose|grew|shrank)(?: by)?(?:$|[ ,].*$)"
            ),
            verb_moved,
        ),
        # averages and sums
        (r"^median (?:of |for |value of )?(?P<list>.+)$", listed(Operation.MEDIAN)),
        (
            (
                r"^(?:sum|combined total|combined|aggregate sum|total sum|cumulative total|cumulative|total "
                r"combined|combination)(?: of| for| value of| amount of| including)? (?P<list>.+)$"
            ),
            listed(Operation.ADD),
        ),
        (r"^(?P<a>.+?) (?:plus|\+) (?P<b>.+)$", two(Operation.ADD)),
        (
            r"^(?P<a>.+?),? (?:less|minus|net of|after subtracting|after deducting) (?P<b>(?!than\b).+)$",
            two(Operation.SUBTRACT),
        ),
        (
            r"^(?P<a>.+?),? (?:excluding|without|other than|apart from|except for|not including|ex[- ]) ?(?P<b>.+)$",
            two(Operation.SUBTRACT, "excluding"),
        ),
        (r"^mid[- ]?point (?:of|for|between) (?P<a>.+)$", one(Operation.MIDPOINT)),
        (r"^(?P<a>.+?) mid[- ]?point\b.*$", one(Operation.MIDPOINT)),
        (r"^(?:total|sum) (?P<list>.+?(?:\band\b|@\d+.*@\d+|\bacross\b|\bbetween\b).*)$", total),
        (
            rf"^(?P<a>.+?)(?: {PCT})? (?P<move>growth|{PCT} change|{PCT} growth|growth rate|change|increase|decrease|decline)(?: rate)?(?P<rest>(?:,? (?:from|between|in|for|over|versus|vs|compared)?.*@\d+.*|,? yoy|,? year[- ]over[- ]year)?)$",
            metric_first,
        ),
    )
)
