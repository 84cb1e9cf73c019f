"""The many wordings of a follow-up question as the few that are read: what a figure represents, sums that include more, bare years."""

from __future__ import annotations

import re

_YEAR = r"(?:(?:19|20)\d\d)"
_SHARE = r"(?:percent(?:age)?s?|per cent|%|proportion|portion|share|fraction|part)"
_MOVE = r"(?:changes?|increases?|decreases?|declines?|growth|reductions?|variations?|fluctuations?|differences?)"
_BACK = r"(?:this|that|it|these|those|they)"
_IN_PERCENT = r"(?:,? (?:in|as an?) (?:percent(?:age)?s?|%)(?: terms)?,?)"
_SET = r"(?:sum|combined total|total sum|grand total|total|average|mean|difference|change|variation|ratio)"
_JOIN = (
    r"(?:less|minus|plus|times|over|divided by|multiplied by|subtracted from|as an? (?:percent(?:age)?"
    r"|proportion|portion|share) of|in relation to|relative to|compared (?:to|with))"
)
_SO = r"(?:(?:and|so|then|now|ok|okay|please|next|finally|lastly),? )*"
_ANSWER = r"(?:the |that |this )(?:answer|result|figure|number|amount|value|total|sum|difference|change)"
_VALUE = r"(?:values?|amounts?|figures?|ones?|numbers?)"

# (what is written, what it is read as); in order, whatever the case
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (r"\s+(?=[,.;?!](?:\s|$))", ""),
        # what is to be done with the answer, told as an order
        (
            rf"^{_SO}(?:multiply|multiplied|times|scaled?)(?: (?:{_BACK}|{_ANSWER}))?(?: by)? (?P<b>[^?]+?)[?.!]*$",
            r"what is that times \g<b>?",
        ),
        (
            rf"^{_SO}(?:divided?)(?: (?:{_BACK}|{_ANSWER}))? by (?P<b>[^?]+?)[?.!]*$",
            r"what is that divided by \g<b>?",
        ),
        (
            rf"^{_SO}(?:add|add up)(?: (?:{_BACK}|{_ANSWER}))? (?:to|and|with) (?P<b>[^?]+?)[?.!]*$",
            r"what is that plus \g<b>?",
        ),
        (rf"^{_SO}add (?P<b>[^?]+?)(?: to (?:{_BACK}|{_ANSWER}))?[?.!]*$", r"what is that plus \g<b>?"),
        (
            rf"^{_SO}(?:subtract|deduct|take away|take off|minus|less) (?P<b>[^?]+?)(?: from (?:{_BACK}|{_ANSWER}))?[?.!]*$",
            r"what is that minus \g<b>?",
        ),
        *(
            (
                rf"^{_SO}(?:what(?: is|'s| was) )?(?:{part})(?: of)? (?:{_BACK}|{_ANSWER})[?.!]*$",
                f"what is that {done}?",
            )
            for part, done in (
                ("(?:one |a )?half", "divided by 2"),
                ("(?:one |a )third", "divided by 3"),
                ("(?:one |a )(?:quarter|fourth)", "divided by 4"),
                ("twice|double|two times", "times 2"),
                ("triple|three times", "times 3"),
            )
        ),
        # how large a move the two figures make
        (
            rf"^{_SO}how (?:big|large|great|steep|sharp) (?:a|an|of a) (?:jump|leap|rise|climb|increase|gain|fall|drop|dip|slide|decline|decrease|move|change|swing) (?:is|was) (?:that|it|this)(?:,? (?:in|as an?) (?:percent(?:age)?s?|%)(?: terms)?)[?.!]*$",
            "what was the percent change?",
        ),
        (
            rf"^{_SO}how (?:big|large|great|steep|sharp) (?:a|an|of a) (?:jump|leap|rise|climb|increase|gain|fall|drop|dip|slide|decline|decrease|move|change|swing) (?:is|was) (?:that|it|this)[?.!]*$",
            "what was the change?",
        ),
        (
            rf"^{_SO}(?:(?:it|that|they|these|those)(?:['’]s| is| are| was| were| went)? )?(?:up|down|higher|lower)(?: by)? (?:how much|how many (?:dollars|shares|units|people|stores))[?.!]*$",
            "what was the change?",
        ),
        (
            rf"^{_SO}(?:(?:it|that|they|these|those)(?:['’]s| is| are| was| were| went)? )?(?:up|down|higher|lower)(?: by)? (?:(?:what|how much|how many) ?(?:percent(?:age)?|%)|how much,? (?:in|as an?) (?:percent(?:age)?|pct|%)(?: terms)?)[?.!]*$",
            "what was the percent change?",
        ),
        # what a number of things came to in money
        (
            rf"^{_SO}(?:for|at|that'?s|worth) how (?:much|many dollars)(?: money| cash| in total)?[?.!]*$|^{_SO}(?:how much (?:money |cash )?|what )(?:did|does) (?:that|it|this|they|those|these) (?:cost|come to in (?:money|dollars|cash))(?: them| it| the company)?(?: in (?:money|dollars|cash|total))?[?.!]*$",
            "how much money was that?",
        ),
        # words that only carry the talk on
        (r",? \b(?:then|therefore|thus|consequently|in turn|instead)\b,? ", " "),
        (r"^(?P<lead>(?:and |so |but |now |ok,? )*)how about ", r"\g<lead>what about "),
        (r"(?<=\w),? (?:as well|too|also|alone|by itself|on its own)(?=\W*$)", ""),
        (rf"^{_SO}by how much\W*$", "what was the change?"),
        (
            rf"^{_SO}what (?:is|was|would be) (?:the|its|that|this) (?:growth rate|rate of (?:growth|change|increase))\W*$",
            "what was the percent change?",
        ),
        *(
            (rf"\b(?P<join>{_JOIN}) {word}(?=\W*$)", rf"\g<join> {digit}")
            for digit, word in enumerate(("one", "two", "three", "four", "five"), 1)
        ),
        (r"(?<=\w),? \b(?:again|specifically|exactly|precisely|respectively)\b(?=\W*$)", ""),
        (r"\b(?:only|just|solely) (?=(?:in|for|from|of|the|to)\b)", ""),
        (r"\b(?:the|that|this) (?:specific|actual|exact|particular) (?=\w)", "the "),
        (
            r"^(?:and |so |but |now )*(?:concerning|regarding|as for|with respect to) (?P<what>[^,?]+), ",
            r"and for \g<what>, ",
        ),
        (r"\bwithout (?:counting|including|considering|taking into account) ", "without "),
        (
            rf"\b(?P<ask>what (?:is|was|were|are)|by how much (?:is|was)) (?:that|this|those) (?P<move>{_MOVE}) (?:for|in|of) (?=(?:the |its )?\w)",
            r"\g<ask> the \g<move> in ",
        ),
        (
            (
                r"^(?P<ask>(?:and |so |but )*what (?:is|was|are|were)),? in (?P<scale>thousands|millions"
                r"|billions)(?: of (?:us )?dollars)?,? (?P<rest>(?:the|that|this)\b[^?]*)"
            ),
            r"\g<ask> \g<rest> in \g<scale>",
        ),
        # "the 2007 value less ...": the year behind, where no other operand can take it
        (
            rf"\b(?P<the>the|that|this|these|those) (?P<when>{_YEAR}) (?P<what>total|price|balance)\b",
            r"\g<the> \g<what> for \g<when>",
        ),
        (rf"\b(?P<the>the|that|this|these|those) (?P<when>{_YEAR}) {_VALUE}\b", r"\g<the> value for \g<when>"),
        # what a change is in percent
        (
            rf"^(?:and |so |but )*(?:what|which|how much)(?: is| was)?(?: the| an?)? (?P<how>{_SHARE} {_MOVE}|growth rate|rate of {_MOVE}) (?:does|did|do|would|will) (?:{_BACK}|the (?:difference|change)) (?:represent|reflect|imply|mean|amount to|constitute)\b[^?]*",
            "what was the percent change",
        ),
        # what one figure is of another
        (
            rf"^(?P<lead>(?:and |so |but )*)(?:how much|what {_SHARE}|what){_IN_PERCENT}? (?:of {_BACK} )?(?:does|did|do|would|will) (?P<a>[^?]+?) represents?,? (?:in|as an?) (?:relation|comparison|proportion|portion|percent(?:age)?|share|fraction)(?: in relation)? (?:to|of|with) (?P<b>[^?]+?){_IN_PERCENT}?\?*$",
            r"\g<lead>what was \g<a> as a percentage of \g<b>?",
        ),
        (
            rf"^(?P<lead>(?:and |so |but )*)(?:how much|what {_SHARE}){_IN_PERCENT}? (?:does|did|do|would|will|is|was) (?P<a>[^?]+?) represents?{_IN_PERCENT}?,? (?:of|relative to|in|out of|over|from) (?P<b>[^?]+?){_IN_PERCENT}?\?*$",
            r"\g<lead>what was \g<a> as a percentage of \g<b>?",
        ),
        (
            rf"^(?P<lead>(?:and |so |but )*)what {_SHARE},? (?:of|in) (?P<b>[^?,]+?),? (?:does|did|do|would|will) (?P<a>[^?,]+?) (?:represent|account for|make up|constitute|comprise){_IN_PERCENT}?\?*$",
            r"\g<lead>what was \g<a> as a percentage of \g<b>?",
        ),
        (
            rf"^(?:and |so |but )*what {_SHARE} (?:does|did|do|would|will) (?P<a>[^?,]+?) (?:represent|account for|make up|constitute|comprise)\W*$",
            r"what was \g<a> as a percentage of the answer before?",
        ),
        (
            rf"^(?:and |so |but )*(?:what|which) {_SHARE}(?: of (?:{_BACK}|the same total))? (?:(?:comes?|came) from|(?:is|was|are|were) (?:from|due to|attributable to|related to|accounted for by|made up of)|relates? to|related to|(?:goes|went|go) to) (?P<a>[^?,]+?)\W*$",
            r"what was \g<a> as a percentage of the answer before?",
        ),
        (
            rf"^(?:and |so |but )*(?:what|which) {_SHARE} of {_BACK} (?:is|was|are|were) (?P<a>[^?,]+?)\W*$",
            r"what was \g<a> as a percentage of the answer before?",
        ),
        (
            rf"^(?:and |so |but )*(?:the |those |these )?(?:two|both)(?: of them)? (?:together|combined|added up|in total) (?:are|is|make|makes|come to|represent) (?:which|what) {_SHARE} of (?P<b>[^?]+?)\?*$",
            r"what was the sum of those two as a percentage of \g<b>?",
        ),
        # what came of it, set against another figure
        (
            rf"^{_SO}what (?:is|was|are|were) (?P<a>(?:that|this|the|it|those|these)(?: (?:same |total |net |combined )*(?:{_MOVE}|{_SET}|amounts?|figures?|values?|results?|numbers?))?),? (?:in relation to|in proportion to|relative to|set against|against|as compared (?:to|with)|compared (?:to|with)) (?P<b>[^?]+?)\?*$",
            r"what was \g<a> as a percentage of \g<b>?",
        ),
        # the same once more
        (
            r"^(?:and |so |now |ok,? )*(?:the )?same (?:percentage|thing|figure|ratio|change|question|calculation|calc|number)?,? ?(?:but |just |only )?(?:on|for|with|over|in|at) (?=\w)",
            "and for ",
        ),
        (
            r"^(?P<lead>(?:and |so )*(?:for|on|in) (?:the )?(?:three|six|nine|twelve|3|6|9|12)[- ]months?) (?:numbers|figures|ones|basis|column)\W*$",
            r"\g<lead>?",
        ),
        # what has come about of it
        (
            r"\bhow much of (?:it|that|this) (?:(?:is|was|has been|have been|did they|have they|had been|had they) )?(?:already |so far )?(?:been )?(?:spent|used|incurred|booked|paid|spend)(?= (?:in|during|over|by|as of)\b)",
            "what was it",
        ),
        (
            rf"^(?:and |so |but )*what {_SHARE} (?:is|was|are|were) (?:this|that|it|these|those|they) (?:out )?of (?P<b>[^?,]+?)\?*$",
            r"what was that as a percentage of \g<b>?",
        ),
        # a sum that takes more in
        (
            rf"\b(?P<what>{_SET}),? (?:including|of|for|over|across) all (?:of )?(?:the |these |those )?(?P<count>two|three|four|five|[2-5])(?: [a-z]+)?\?*$",
            r"\g<what> of those \g<count>?",
        ),
        (
            (
                r"\b(?:combined )?total (?!of\b)(?:[\w-]+ ){1,6}?(?:in|for|of|over|during) (?:those|these"
                r"|both|the) (?P<count>two|three|four|five|[2-5]) (?:years|periods|quarters|values)(?:,? "
                r"(?:combined|together|altogether|in total))?\?*$"
            ),
            r"sum of those \g<count>?",
        ),
        (
            (
                r"^(?:and |so |but )*(?:including|adding(?: in)?|with|plus|counting|considering) "
                r"(?P<b>[^,?]+?),? (?:what|how much)(?: then)? (?:becomes?|became|is|was|are|were|would be"
                r"|would become|will be|does|did)(?: (?:now|then))? (?P<a>(?:the|that|this|those"
                r"|it)\b[^?,]*?)(?: (?:become|be|come to|amount to))?\?*$"
            ),
            r"what was \g<a> plus \g<b>?",
        ),
        (
            (
                r"^(?:and |so |but )*(?:what (?:is|was|are|were|about)|how about) (?:the |that |this "
                r")?(?P<a>(?:total |combined |new )*(?:sum|total)(?: value| amount)?),? (?:including|with"
                r"|adding|plus) (?P<b>[^?,]+?)\?*$"
            ),
            r"what was that sum plus \g<b>?",
        ),
        (
            (
                r"^(?:and|so|but|or)?,? ?(?:also )?(?:including|adding(?: in)?|plus) (?:the (?:impact"
                r"|effect) of )?(?P<b>[^,?]+?)\?*$"
            ),
            r"what was that plus \g<b>?",
        ),
        # "of those two", "between both segments": of what was said before
        (
            rf"\b(?P<what>{_SET})(?: (?:value|amount|of (?:these|those) (?:values|amounts)))? (?:of|between|for|in|from|across|over|among) (?:all )?(?:of )?(?:the |these |those )?(?P<count>both|two|three|four|five|six|[2-6]|them|these|those|all)(?: (?:of )?(?:them|these|those|the))?(?: [a-z]+){{0,2}}\?*$",
            r"\g<what> of those \g<count>?",
        ),
        # "the 2016 less the 2015 values": a year for its value
        (
            rf"\b(?:of|is|was|the|are|were) (?:the )?(?P<a>{_YEAR})(?:['’]s)? (?P<join>{_JOIN}) (?=(?:the |that (?:in|of) )?{_YEAR}\b)",
            r"was the value for \g<a> \g<join> ",
        ),
        (rf"(?P<join>\b{_JOIN}) (?:the )?(?P<b>{_YEAR})(?: {_VALUE})?(?=\W*$)", r"\g<join> the value for \g<b>"),
        (
            rf"\b(?P<what>ratio|difference) (?:of|between) (?:the )?(?P<a>{_YEAR}) (?:{_VALUE} )?(?P<to>to|and) (?:the )?(?P<b>{_YEAR})(?: {_VALUE})?(?=\W*$)",
            r"\g<what> of the value for \g<a> \g<to> the value for \g<b>",
        ),
        # a difference spelt out as what is subtracted
        (r"\b(?:the )?difference (?:of|between|in) (?=[^?]+ (?:less|minus) )", ""),
        # the same figure in percent
        (
            (
                r"^(?:and |so |but )*(?:(?:how much|what) (?:is|was) (?:that|this|it) )?(?:converted "
                r"|expressed |stated )?(?:from (?:an? )?(?:decimal|ratio|fraction) )?(?:in|to|as|into) "
                r"(?:an? )?(?:percent(?:age)?s?|%)(?: terms| form)?\W*$"
            ),
            "what is that in percent?",
        ),
    )
)


SAME_SPAN = re.compile(
    r",? ?\b(?:(?:and|so) )?(?:in|over|during|for|within) (?:that|the|this) same (?:period|time|span|years),? ?",
    re.IGNORECASE,
)
_NEXT_YEAR = re.compile(r"\bthe (?:following|subsequent|next|succeeding) (?:fiscal )?year\b", re.IGNORECASE)
_THAT_YEAR = re.compile(r"\b(?:(?:that|this|the) (?:same|very) year|that year)\b", re.IGNORECASE)


_IN_SCALE = re.compile(
    r",? (?:also )?(?P<scale>in (?:thousands|millions|billions)(?: of (?:us )?dollars)?)\s*\?*$", re.IGNORECASE
)
_ONLY_SCALE = re.compile(
    r"(?:(?:and|so|but|or|what about|how about|now)\s+)+(?P<scale>in (?:thousands|millions|billions))(?: of dollars)?\W*",
    re.IGNORECASE,
)


def spoken(question: str, year: int | None = None) -> str:
    """The question in the wordings that are read; a question that none of them is of comes back as it was.

    year: the fiscal year that was last spoken of, for "that year" and "the following year".
    """
    if year is not None:
        question = _NEXT_YEAR.sub(str(year + 1), _THAT_YEAR.sub(str(year), question))
    alone = _ONLY_SCALE.fullmatch(question.strip())
    if alone is not None:
        return f"how much is that {alone['scale']}?"
    question = _read(question)
    wanted = _IN_SCALE.search(question)
    if wanted is None:
        return question
    # the scale wanted ends a question whose own end tells what it is: read without it, and put back
    bare = question[: wanted.start()]
    read = _read(f"{bare}?")
    return question if read == f"{bare}?" else f"{read.rstrip('?')} {wanted['scale']}?"


def _read(question: str) -> str:
    for pattern, plain in _RULES:
        said = " ".join(pattern.sub(plain, question).split())
        question = said or question
    return question
