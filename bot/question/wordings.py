"""One wording for many: abbreviations, shared years, asides on method and "topic - question" order, before a question is read.

Every rule keeps the meaning, so that what reads the question afterwards need know one way of saying it only.
"""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_MOVE = (
    r"(?:change|move|movement|difference|delta|growth rate|growth|increase|decrease|decline|rise|fall|drop"
    r"|variance|gap|swing)"
)
_MADE = r"provided|used|generated|paid|received|recorded|related|due|arising|attributable|held|from|in|for"
_HOW = r"(?:absolute|total|%|percent(?:age)?|pct\.?|dollar|\$|yoy|y/y|year[- ]over[- ]year|net|sequential)"

# (what is written, what it is read as); in order, whatever the case
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (r"(?<=[\w)%]) vs?\.? (?=[\w$(])", " versus "),
        # "how much was spending cut?" asks how much it moved
        (
            (
                r"^(?:and |so )?(?:by )?how much (?:was|were|has|have) (?P<a>(?!it\b|that\b|this\b"
                r"|they\b).+?) (?:been )?(?:cut|slashed|trimmed|reduced|lowered|raised|lifted|increased"
                r"|decreased)(?= (?:in|for|from|between|by|to|during|over) |\W*$)"
            ),
            r"by how much did \g<a> change",
        ),
        # what a reconciliation does with a line is no part of its name
        (
            (
                r"\b(?:was|were|is|are) (?:added back|deducted|subtracted|excluded|backed out)(?: (?:to|in"
                r"|from|when)(?: \w+ing| get| reach| arrive)?(?: at| to)? (?:the )?(?:(?!for\b|in\b)[\w-]+ "
                r"?){1,4})?(?= (?:for|in) |\W*$)"
            ),
            " was",
        ),
        (r"\by[ ]?[/-][ ]?y\b|\by-o-y\b|\byr[ /-]?(?:over|on|/)[ /-]?yr\b", "yoy"),
        (r"\bq[ ]?/[ ]?q\b|\bq-o-q\b", "qoq"),
        (r"\bavg\b\.?", "average"),
        (r"\bdiff\b\.?", "difference"),
        (r"\bchg\b\.?", "change"),
        (r"\bdelta\b", "difference"),
        # that a move was seen is no part of what moved
        (
            rf"\b(?P<move>{_MOVE}s?|variation|fluctuation|reduction) (?:that was |which was )?(?:observed|seen|experienced|noted|witnessed|verified|registered|occurred|recorded|shown) (?=(?:in|of|for|by|from|between)\b)",
            r"\g<move> ",
        ),
        # "the cash provided by operations and the one used in investing": what "the one" is of stands before
        (
            rf"\b(?P<of>of|between) (?P<the>the )?(?P<head>(?:[\w'-]+ ){{1,4}}?)(?P<mod>(?:{_MADE}) [^,?]+?),? (?P<and>and|to|versus|plus|over) the ones? (?=\w)",
            r"\g<of> \g<head>\g<mod> \g<and> \g<head>",
        ),
        (r"\b(s ?& ?p)-?(?=\d)", r"\1 "),
        (r"\b(six|nine|three|twelve|6|9|3|12) mos?\b\.?", r"\1 months"),
        (r"\bqtr\b\.?", "quarter"),
        (r"(?<=[%$]) (?:move|swing)\b", " change"),
        (r"\$ change\b", "change"),
        (r",? \bat (?:the |its |this |that )?(?:(?:current|present|same|recent|latest) )?(?:pace|rate)\b(?! of)", ""),
        (r"(?:['’]s)? pace\b", ""),
        (r"\b(this|last|prior|previous|latest|next|same|each|per|current) q\b(?! ?\d)", r"\1 quarter"),
        (r"\bthis year['’]s (quarter|half|six months)\b", r"this \1"),
        (r"\b(?:last|prior|previous) year['’]s(?= quarter| half|\W*$)", "year-ago"),
        (r"\byear-ago(?=\W*$)", "a year ago"),
        (
            (
                r"^(?:and )?what (?:did|do|does) (?P<all>[^?]+?(?: and | plus |, )[^?]+?) (?:add up|sum "
                r"up|sum|total up|total)(?: to)?\b"
                r"(?P<rest>[^?]*)"
            ),
            r"what was the sum of \g<all>\g<rest>",
        ),
        (r",? \b(?:in |by )?(?:bps|basis points)\b(?! (?:did|has|have))", ""),
        (r"\bas multiples? of\b", "as a multiple of"),
        (r"\b(growth|change|increase|decrease|decline),? (?:in )?(percent(?:age)?|%|pct)(?=,)", r"\2 \1"),
        (
            r"^(?P<a>[^?,:]{2,40}) versus (?P<b>[^?,:]{2,60}?),? (?:difference|gap|spread|delta)\b(?P<rest>[^?]*)",
            r"what was the difference between \g<a> and \g<b>\g<rest>",
        ),
        (
            (
                r"\b(?:the )?(?:mid[- ]?point of )?(?:the )?(?:new|updated|current|revised|latest) "
                r"(?P<what>[^?]*?(?:guidance|outlook|forecast)[^?]*?) (?:versus|compared (?:to|with)|against"
                r"|relative to) (?:the )?(?:old|previous|prior|earlier|original)(?: (?:one|guidance|outlook"
                r"|range|forecast))?\b"
            ),
            r"the change in \g<what>",
        ),
        (
            (
                r"^(?P<topic>[^?]+? (?:guidance|outlook|forecast))\s*(?:[-,:–—]\s*)?(?:by )?how much (?:was"
                r"|were|has|have|did) (?:it|they|that|this) (?:been )?(?:lowered|raised|cut|changed?|reduced"
                r"|increased|narrowed|move[ds]?)(?P<rest>[^?]*)"
            ),
            r"how much did \g<topic> change\g<rest>",
        ),
        # asked politely, or with the question word behind
        (
            (
                r"^(?:(?:hi|hey|hello|pls|plz|please|kindly|quick (?:one|q|question)|can you|could you"
                r"|would you|i(?:['’]d| would) like|"
                r"i (?:need|want)|looking for)\b\s*[,:–-]?\s*)+(?:(?:to )?(?:give|show|tell|share"
                r"|provide|see|know|get|pull|have)(?: me| us)?\s+)?(?=the |its |yoy |total |average |by "
                r"|how |what |which )"
            ),
            "what was ",
        ),
        (
            (
                r"^(?P<what>(?!(?:what|how|by|which|did|is|was|does|in|and|for|why)\b)[^?,]+?(?:, "
                r"[^?,]+?)?) (?P<verb>fell|rose|grew|dropped|declined|increased|decreased|shrank|widened"
                r"|narrowed|climbed|improved|(?:(?:was|were|is|are) )?(?:up|down)) "
                r"(?:by )?(?P<how>how much|what (?:percent(?:age)?|%))(?P<rest>[^?]*)\?*$"
            ),
            r"by \g<how> did \g<what> \g<verb>\g<rest>?",
        ),
        (
            (
                r"\b(did .+?) (?:(?:was|were|is|are) )?(?<!go )(up|down)\b(?= *\?*$| (?:from|since|versus|on"
                r"|over|in|for|to|year|yoy|sequentially))"
            ),
            r"\1 go \2",
        ),
        # "expenses up or down from a year ago?"
        (
            (
                r"^(?P<topic>(?!(?:what|how|by|which|did|is|are|was|were)\b)[^?:,]+?) (?:up or down|higher "
                r"or lower|more or less)\b(?: (?:in|for|by how much))*(?P<rest>[^?]*)"
            ),
            r"what was the change in \g<topic> \g<rest>",
        ),
        # the part first, then what share of the whole it is
        (
            (
                r"^(?P<part>(?!(?:(?:and|so|but) )*(?:what|how|by|which|in|for|at|on|during|of|out of|from|as of|as at)\b)[^?,:]+(?:, "
                r"[^?,:]+)?)[,:] (?:and )?(?:what|which) (?:percent(?:age)?|%|pct|share|proportion|fraction"
                r"|portion)(?: share)? of (?P<of>[^?]+)"
            ),
            r"what was \g<part> as a percentage of \g<of>",
        ),
        (
            r"^(?:by )?how many (?:bps|basis points|percentage points|pps?|points|pts) (?=(?:did|has|have)\b)",
            "how much ",
        ),
        (
            r"^(?:is|are|was|were) ([^?]+?) up or down (?:on|from|versus|against|compared (?:to|with)) ",
            r"how did \1 compare with ",
        ),
        (
            (
                r"^(?:is|are|was|were) ([^?]+?) (?:higher or lower|lower or higher|more or less|larger "
                r"or smaller|better or worse|greater or less) "
                r"(?:than|versus) (?=(?:(?:a|one|the|in|for|it was|they were|at) )*(?:year|last|prior"
                r"|previous|preceding|same|[12]?[qh]\d|fy|fiscal|20\d\d|first|second|third|fourth))"
            ),
            r"how did \1 compare with ",
        ),
        (
            (
                r"^how much of (?P<of>[^?,]+?) (?P<is>was|is|were|are|came from) (?P<part>[^?,]+),? (?:in"
                r"|as an?) (?:percent(?:age)?|%|pct)(?: terms)?\?*$"
            ),
            r"what percentage of \g<of> \g<is> \g<part>?",
        ),
        (
            r"^how much of (?P<of>[^?,]+?) (?:did|does|do) (?P<part>[^?,]+?) (?:represent|make up|account for|constitute)\b",
            r"what was \g<part> as a percentage of \g<of>",
        ),
        (
            (
                r"^(?P<part>[^?,]+?) (?:was|is|were|are|ma[kd]es? up|represent(?:s|ed)?|account(?:s|ed) for"
                r"|constitute[ds]?|comprise[ds]?) (?:what|which) (?:percent(?:age)?|%|pct|share|proportion"
                r"|fraction) of (?P<of>[^?]+)"
            ),
            r"what was \g<part> as a percentage of \g<of>",
        ),
        (
            r"^(?:what (?:was|is) the )?rate of (?=(?:decline|growth|increase|decrease|change)\b)",
            "what was the percent ",
        ),
        (
            (
                r"^(?:express|state|present|put|show) (?=[^?]+ as an? (?:percent|%|share|proportion|fraction"
                r"|multiple|ratio))"
            ),
            "what was ",
        ),
        (r"^(?:what(?:['’]s| is| was) )?(?:the )?total of (?=[^?]+(?:,| and |&| plus ))", "what was the sum of "),
        (r"\bratio (?:of )?([^?:]{3,40}?) : (?=[a-z])", r"ratio of \1 to "),
        (r"\b(more|less|greater|lower|higher|fewer) than half (?:of )?", r"\1 than 50% of "),
        (r"\b(more|less|greater|lower|higher|fewer) than (?:a|one) quarter of ", r"\1 than 25% of "),
        (r"\b(more|less|greater|lower|higher|fewer) than (?:a|one)[- ]third of ", r"\1 than 33.3333% of "),
        (
            (
                r"\b(more|higher|larger|greater|bigger|better|faster|wider) or (?:less|lower|smaller|worse"
                r"|fewer|slower|narrower)\b"
            ),
            r"\1",
        ),
        (r"^(?:add up|add together|add|sum up|sum|total up) (?!of\b|total\b)", "what was the sum of "),
        (
            r"^(?:who|what)(?:['’]s| is| was) (?=(?:the )?(?:bigger|larger|higher|greater|smaller|lower)\b[^?]*\bor\b)",
            "which is ",
        ),
        (
            (
                r"^(?:out )?of (?P<of>[^?,]+), (?P<share>(?:what|which) (?:percent(?:age)?|%|pct|share"
                r"|proportion|fraction|part|portion))"
                r" (?P<is>is|was|are|were|came from|comes from|relates to|related to) "
            ),
            r"\g<share> of \g<of> \g<is> ",
        ),
        (r"\b(6|9|six|nine) ?m(?: months)? (?:of )?(?=(?:fy|fiscal|20))", r"first \1 months of "),
        (r"\brevs\b", "revenue"),
        (r"\bdiv(?:ided|\.)? by\b", "divided by"),
        (r"\b(6|9)M\b(?= [a-z])", r"\1 months"),
        (r"^compare (?=[^?]+ (?:and|with|to|versus) [^?]*\d)(?P<what>[^?]+?) (?:with|to) ", r"what was \g<what> and "),
        (r"^compare (?=[^?]+ (?:and|versus) [^?]*\d)", "what was "),
        (
            rf"^(?P<when>[^?:]*\d[^?:]*): (?P<what>(?:{_HOW} )*{_MOVE} (?:in|of) [^?]+?)\s*\?*$",
            r"what was the \g<what>, \g<when>?",
        ),
        # "last quarter" alone is the one before; of a year it is its fourth
        (r"\b(?:last|closing) quarter (?=of (?:fiscal |FY ?|the year )?['’]?\d)", "fourth quarter "),
        (
            r"\b(?P<ask>what|how much|how many) would (?P<what>[^?]+?) (?:be|have been),? (?=without|excluding|if\b[^?]+ (?:excluded|removed))",
            r"\g<ask> was \g<what> ",
        ),
        (r"\bhow (?:fast|quickly|rapidly) (?:did|has|have|had) ", "by what percentage did "),
        (r",? \b(?:between|across|at|over) the two balance[- ]sheet dates", ""),
        (
            (
                r"^(?:and )?what did (?:they|it|we|the (?:company|firm|group)) (?:spend on|(?:book|report"
                r"|record|post|show|recogni[sz]e|generate)(?: (?:in|for|as|of))?|(?:take|bring) in(?: (?:in"
                r"|for|as))?) (?!@)"
            ),
            "what was ",
        ),
        (
            (
                r"^(?:what (?:was|were|is|are)(?: the)? |how much (?:was|were) )?(?P<all>(?!sum\b)[^?:]+? "
                r"and [^?:]+?),? (?:combined|added together|taken together)\b(?! ratio)"
            ),
            r"what was the sum of \g<all>",
        ),
        (
            r"^(?:please )?(?:subtract|deduct|take) (?P<less>[^?]+?) from (?P<from>[^?]+)",
            r"what was \g<from> minus \g<less>",
        ),
        (
            (
                r"^what (?:is|was) left of (?P<of>[^?]+?) after (?:deducting |paying |taking off "
                r"|subtracting )?(?P<less>[^?]+)"
            ),
            r"what was \g<of> minus \g<less>",
        ),
        (
            r"^(?P<new>[^?]+?) (?:over|versus) (?P<old>[^?]+?)(?:,? as a multiple|\s*[,:–—-] ?multiple)\s*\?*$",
            r"how many times larger was \g<new> than \g<old>?",
        ),
        (
            rf"^(?P<topic>(?!(?:what|how|by|which)\b)[^?,]+), (?P<what>(?:{_HOW} )*{_MOVE}),? (?P<rest>[^?]+)\?*$",
            r"what was the \g<what> in \g<topic>, \g<rest>?",
        ),
        (
            (
                r"^by (?:what (?:percent(?:age)?|%|pct)|how many percent) (?:is|was|were|are) "
                r"(?P<what>[^?]+?) (?:greater|higher|lower|larger|smaller|bigger|more|less) than (?:it was "
                r"|that )?(?P<old>(?:in|for|at|a year|one year|last|the (?:same|prior|previous)) ?[^?]*)"
            ),
            r"what was the percent change in \g<what> versus \g<old>",
        ),
        (
            (
                r"^(?P<topic>[^?:,]+)[:,] (?P<how>how much (?:smaller|larger|bigger|higher|lower|greater"
                r"|more|less)) than (?P<old>[^?]+)"
            ),
            r"\g<how> was \g<topic> than \g<old>",
        ),
        (
            (
                r"^(?P<topic>[^?:,]+)[:,] (?:up or down|higher or lower) (?:versus|on|from|than|against"
                r"|compared (?:to|with)) (?P<old>[^?]+?)(?:,? (?:and )?by how much)?\s*\?*$"
            ),
            r"how did \g<topic> compare with \g<old>?",
        ),
        # "June 30 and December 31, 2007": the year is of both
        (
            rf"\b({_MONTH} \d{{1,2}})(?=,? (?:and|to|through|versus|or) (?:the )?{_MONTH} \d{{1,2}},? ((?:19|20)\d\d)\b)",
            r"\1, \2",
        ),
        # "since June": from the end of that month
        *(
            (rf"\b(since|(?:end|close) of|as of|as at) (?:the end of )?({month})\b(?!,? ?['’]?\d)", rf"\1 \2 {days}")
            for month, days in (
                ("january|march|july|august|october|december", 31),
                ("april|june|september|november", 30),
            )
        ),
        # "Dec 31 07"
        (rf"\b({_MONTH} \d{{1,2}}),? ['’]?(0\d|[12]\d)\b(?![:,.]?\d| ?(?:%|million|billion))", r"\1, 20\2"),
        (rf"\bcalendar year[- ]end ({_YEAR})\b|\byear[- ]end ({_YEAR}) \(calendar\)", r"December 31, \1\2"),
        (r"(?<=[a-z&])\+(?=[a-z])", " plus "),
        (r"^((?:(?! as\b|:).)*?[a-z]) / (?=[a-z])", r"\1 divided by "),
        (r"\b([qh][1-4]) ?['’]?([012]\d)\b(?![:,.]?\d| ?(?:%|million|billion|days|months))", r"\1 20\2"),
        (r"\byrs?\b\.?", "year"),
        (r"\b(?:one|a|1)? ?year (?:back|previously)\b", "a year ago"),
        (r"\bsequential(?:ly)?,? (?=.*\bq[1-4]\b.*\bq[1-4]\b)", ""),
        (
            (
                r"^((?:(?!\b(?:percent|%|pct|share)\b).)*\b)(growth|change|increase|decrease)\b(.*?),? "
                r"(?:in |as )?(?:%|pct\.?|percent)\s*\?*$"
            ),
            r"\1percent \2\3",
        ),
        # "Did it rise? By how much?" is answered by the one
        (r"\?\s*(?:(?:and|if so),? )*(?:by )?how much(?: so)?\s*\?*$", "?"),
        (
            r"\b(how (?:does|did|do) .+?) (?:stack up|measure up|fare|shape up) (?:against|versus|with|to) ",
            r"\1 compare with ",
        ),
        (
            (
                r"\b(?:average|mean) of (?:the |its |their )?(?:two|three|four|both) (quarter"
                r"|month)s?(?:['’]s?)? (?=[a-z])"
            ),
            r"average \1ly ",
        ),
        # "for every dollar of revenue, how much went to research"
        (
            (
                r"^(?:for|of|out of|on) (?:every|each) (?:dollar|\$1?|\$1\.00) (?:of|in) "
                r"(?P<of>[^,?]+?),? how (?:much|many (?:cents|dollars))"
                r" (?:was|were|is|are|did|does|do|went) (?:it |the company |they )?(?:spent|spend|gone?"
                r"|paid|pay|used|go)?\s*(?:on|to|into|for|towards?) (?P<on>[^,?]+)"
            ),
            r"what was \g<on> divided by \g<of>",
        ),
        (r"\s*\((?:please )?(?:derived?|computed?|calculated?|work(?:ed)? (?:it )?out|implied|backed? out)[^)]*\)", ""),
        # how it is to be had is no part of what is asked
        (
            (
                r",? (?:(?:and )?if (?:you|we|i|one) (?:back|strip|take|work)s? (?:it )?(?:out|back|off|away) .+?|"
                r"(?:worked|backed|derived|deduced|inferred) (?:back |out )?(?:from|by) .+?)(?=[?.]*$)"
            ),
            "",
        ),
        (
            (
                r"^(?:(?:please|pls|can you|could you|i need (?:you )?to|let's|need)\s+)*"
                r"(?:derive|work out|back out|figure out|back into|deduce|infer|compute|calc)\s+(?!how"
                r"|what|which|&|and\b)(?=\S)"
            ),
            "what was ",
        ),
        (r"\bannuali[sz]e (?:the |its )?(?P<what>[^?]+)", r"annualized \g<what>"),
        # "A or B - which was higher?"
        (r"^(?P<either>[^?,:]+ or [^?,:]+?)\s*(?:[,:–—]| -)\s*(?P<which>which [^?,]+?)\?*$", r"\g<which>, \g<either>?"),
        # what is asked stands behind what it is asked of
        (
            (
                rf"^(?P<topic>(?![^?]*[,;] (?:and )?what (?:was|were|is|are) (?:it|that|they)\b)[^?]{{6,}}?)\s*(?:[,:–—]| -)\s*(?:(?:and )?what(?:'s|’s| is| was| are| were) )?(?:the )?"
                rf"(?P<what>(?:{_HOW} )*{_MOVE})(?P<unit>,? (?:in|as an?) (?:percent(?:age)?|pct|%)(?: terms)?)?\s*\?*$"
            ),
            r"what was the \g<what> in \g<topic>\g<unit>?",
        ),
        (rf"^(?P<topic>[^?]*\bversus [^?]*?),? (?P<what>{_MOVE})\?*$", r"what was the \g<what> in \g<topic>?"),
    )
)


def reworded(text: str) -> str:
    """The question in the wordings that are read. Idempotent; never empties a question."""
    for pattern, plain in _RULES:
        said = " ".join(pattern.sub(plain, text).split())
        text = said or text
    return text
