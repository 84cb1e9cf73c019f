"""Figures told by their circumstances, put as what is computed: "what would be left of the cash if they paid off the debt",
"how long would the cash last", "the worst case for the year", "how wide is the range".

Every rule is of the language of questions; none names a filing's line but cash, which alone is said to last.
"""

from __future__ import annotations

import re

_WHO = r"(?:they|it|we|he|management|(?:the )?(?:company|firm|group|business|issuer|registrant|board))"
_WHOM = rf"(?:{_WHO}|i|you|one|investors?|(?:share|stock)?holders|analysts|people|the market|the street)"
_OUTLOOK = r"(?:guidance|outlook|forecast|range|guide|projection|target|estimate)s?"
_TOP = r"(?:top|high|upper|max(?:imum)?|bottom|low|lower|min(?:imum)?)"
_PAY = (
    r"(?:pay|paid|pays|paying|settle[ds]?|settling|clear(?:ed|s|ing)?|repa(?:y|id|ys|ying)|retire[ds]?|retiring|cover(?:ed|s|ing)?"
    r"|me(?:e)?t(?:s|ing)?|take[sn]?|took|taking|deduct(?:ed|ing|s)?|subtract(?:ed|ing|s)?|strip(?:ped|s|ping)?|net(?:ted)?)"
)
_ABOUT_TO_PAY = rf"(?:if|once|after|when|were|should) (?:(?:all|you|i|one|{_WHO}) )?(?:(?:had|have|has|were|was|to|would) )*{_PAY}(?: (?:off|out|down|away|for))?"
_LEFT = r"(?:be left(?: over)?|remain|be remaining|be over|stay)"
_BEGINS_PERIOD = (
    r"(?!(?:the |a |an |its |their |that )*(?:year|quarter|half|month|prior|previous|last|same|first|second|third|fourth|six|three"
    r"|nine|twelve|fiscal|fy|q[1-4]|h[12]|[12]h|\d|jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec))"
)
_LOSSES = r"(?:[\w ]*\b(?:loss(?:es)?|deficits?|burn|expenses?|costs?|spend(?:ing)?|capex|expenditures?|outlays?)\b|cash used\b[\w ]*)"
_SUMMED = r"(?:all told|in all|all in|altogether|all together|in (?:the )?aggregate|taken together)"
_COUNT = r"(?:two|three|four|five|six|\d) "

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        # what is left of one thing after another is met
        (
            rf"^(?:and |so )?(?:what|how much) would {_LEFT} (?:of|from|out of) (?P<a>[^?,]+?),? {_ABOUT_TO_PAY} (?:all (?:of )?)?(?P<b>[^?]+)",
            r"what was \g<a> minus \g<b>",
        ),
        (
            rf"^(?:and |so )?how much(?: of)?(?: the| its| their)? (?P<a>[^?,]+?) would {_LEFT},? {_ABOUT_TO_PAY} (?:all (?:of )?)?(?P<b>[^?]+)",
            r"what was \g<a> minus \g<b>",
        ),
        (
            rf"^(?:and |so )?{_ABOUT_TO_PAY} (?:all (?:of )?)?(?P<b>[^?,]+?),? (?:what|how much)(?: of)?(?: the| its| their)? (?P<a>(?!would\b)[^?,]+?) would {_LEFT}\b",
            r"what was \g<a> minus \g<b>",
        ),
        (
            rf"^(?:and |so )?{_ABOUT_TO_PAY} (?:all (?:of )?)?(?P<b>[^?,]+?),? (?:what|how much) would {_LEFT} (?:of|from|out of) (?P<a>[^?,]+)",
            r"what was \g<a> minus \g<b>",
        ),
        (
            (r"^(?P<when>(?:for|in) [^,?]{3,40}, )?(?:if (?:you|we|i) )?(?:take|start with|starting with) (?P<a>[^?]+?),? (?:and|then) (?:then )?"
            r"(?:knock off|take off|take away|take out|subtract|deduct|back out|strip out|net off) (?P<b>[^.?;]+)[.;,]+ "
            r"(?:and |so )?(?:what(?:['’]s| is| would be)? (?:left|remains|remaining|over|the result)|how much (?:is left|remains))\b[^?]*"),
            r"\g<when>what was \g<a> minus \g<b>",
        ),
        # lines that are named first, and asked for together
        (
            (r"^(?:and |so )?adding(?: together| up)? (?P<all>[^?]+?), (?:what|how much)\b[^?]*?\b(?:those|these|all|the) (?:two|three|four|five|lines|items|figures|amounts)\b"
            r"(?: (?:lines|items|figures|amounts))?(?P<rest>[^?]*)"),
            r"what was the sum of \g<all>\g<rest>",
        ),
        # how long cash lasts
        (
            r"^(?:and |so )?(?:(?:at|given|on|with|assuming|going by) (?P<pace>[^?,]+), ?)?(?:for )?(?:how long|(?:for )?how many months|how many months['’]? worth) (?:would|will|could|can|does|do|did|might) (?:the |its |their |this |that )?(?:\w+ )?(?:cash|money|funds)\b[^?]*? last(?: (?:them|it|us))?\b(?P<rest>[^?]*)",
            r"what was the cash runway \g<pace>\g<rest>",
        ),
        (
            rf"^(?:and |so )?(?:for )?(?:how long|how many months) (?:would|will|could|can|do|does|did) {_WHO} (?:keep going|last|survive|live|carry on|get by|go on|run)(?: (?:on|with|off) (?:the |its |their )?(?:\w+ )?(?:cash|money|funds)\b[^?]*)?",
            r"what was the cash runway",
        ),
        # what is earned on a thing is what it brings in less what it costs
        (
            rf"^(?:and |so )?(?:(?:what|how much)(?:['’]s| is| was| were| did)? )?(?:the |an? )?(?:gross )?margin(?: (?:did|do|does) {_WHO} (?:make|earn|get|have|book))?(?: (?:made|earned|booked|realized))? on (?:the |its |their )?(?P<a>(?!(?:an?|the|(?:net |total )*(?:sales|revenues?|turnover)|equity|assets)\b)[^?,(]{{3,60}}?)(?P<when>(?:,? (?:in|for|over|during|at|of|through|to|ended)\b[^?(]*|,[^?(]*)?)(?P<end>\s*\?*)$",
            r"what was \g<a> minus cost of \g<a> as a percentage of \g<a>\g<when>\g<end>",
        ),
        (
            rf"^(?:and |so )?(?:(?:what|how much)(?:['’]s| is| was| were| did)? )?(?:the |a )?(?:gross )?profit(?: (?:did|do|does) {_WHO} (?:make|earn|get|have|book))?(?: (?:made|earned|booked|realized))? on (?:the |its |their )?(?P<a>(?!(?:an?|the|(?:net |total )*(?:sales|revenues?|turnover)|equity|assets)\b)[^?,(]{{3,60}}?)(?P<when>(?:,? (?:in|for|over|during|at|of|through|to|ended)\b[^?(]*|,[^?(]*)?)(?P<end>\s*\?*)$",
            r"what was \g<a> minus cost of \g<a>\g<when>\g<end>",
        ),
        # how often one thing would meet another
        (
            r"^(?:and |so )?how many times(?: over)? (?:does|did|do|would|could|can|will|is|was|are|were) (?:the |its |their )?(?P<a>[^?,]+?) (?:cover|pay for|pay off|pay|meet|service|exceed|go into|covered by|stretch to)\b (?:the |its |their )?(?P<b>[^?]+)",
            r"what was \g<a> divided by \g<b>",
        ),
        # what is left of a whole without a part of it
        (
            r"^(?:and |so |if (?:you|i|we) )?(?:strip|take|carve|leave|back|net) (?P<b>[^?,]+?) (?:out of|out from|off|away from) (?P<a>[^?,]+?),? (?:and |then )?(?:what|how much)(?: (?:do|would|will) (?:you|we|i) (?:get|have)(?: left)?| is left| remains| would be left)\b[^?]*",
            r"what was \g<a> minus \g<b>",
        ),
        # which of two is more says by how much
        (r"^(?P<which>which(?: one)? (?:was|is|were|are) [^?]+? or [^?]+?),? (?:and )?by how much(?: more)?\s*\?*$", r"\g<which>?"),
        (r"^what (?:was|is|were|are) (?P<a>[^?]+?) worth\b", r"how much was \g<a>"),
        # what a range is across
        (
            rf"^(?:and |so )?how far apart (?:are|were) (?:the )?(?:top and (?:the )?bottom|bottom and (?:the )?top|high and (?:the )?low|low and (?:the )?high|two ends|ends)(?: ends?)? of (?:the |its |their )?(?P<a>[^?,]+?)(?: {_OUTLOOK})+(?P<end>\s*\?*)$",
            r"what is the width of the guidance range for \g<a>\g<end>",
        ),
        (
            rf"^(?:and |so )?how (?:wide|broad|big|narrow|large) (?:is|was) (?:the |its |their )?(?:spread|band|range|window|gap)(?: (?:of|on|in|for|around))? (?:the |its |their )?(?P<a>[^?,]+?)(?: {_OUTLOOK})?(?P<end>\s*\?*)$",
            r"what is the width of the guidance range for \g<a>\g<end>",
        ),
        (
            rf"^(?:and |so )?how (?:wide|broad) (?:is|was) (?:the |its |their )?(?P<a>[^?,]+?) {_OUTLOOK}(?P<end>\s*\?*)$",
            r"what is the width of the guidance range for \g<a>\g<end>",
        ),
        # the worst and the best that is expected
        (
            rf"^(?:what(?:['’]s| is| was| would be) )?(?:the )?worst(?:[- ]case)?(?: scenario)?(?: (?:for|on))? (?:the |its |their )?(?P<a>{_LOSSES})(?P<when>(?: (?:for|in|this|over)\b[^?,]*)?)(?: (?:they|management|it) (?:see|expect|guide|give)s?(?: (?:for|to))?)?(?P<end>[\s?.]*)$",
            r"what is the top end of the guidance range for \g<a>\g<when>\g<end>",
        ),
        (
            rf"^(?:what(?:['’]s| is| was| would be) )?(?:the )?best(?:[- ]case)?(?: scenario)?(?: (?:for|on))? (?:the |its |their )?(?P<a>{_LOSSES})(?P<when>(?: (?:for|in|this|over)\b[^?,]*)?)(?: (?:they|management|it) (?:see|expect|guide|give)s?(?: (?:for|to))?)?(?P<end>[\s?.]*)$",
            r"what is the bottom end of the guidance range for \g<a>\g<when>\g<end>",
        ),
        # guidance, told by who expects and what is to be borne
        (
            rf"^(?:and |so )?(?:what|which|how (?:big|large|much|great)(?: of)?(?: a)?)(?: of)?(?: (?:kind|sort|size) of)? (?P<a>(?!did\b|do\b|does\b|was\b|is\b|are\b|were\b)[^?,]{{3,40}}?) (?:should|can|could|do|must|might|ought) {_WHOM} (?:(?:to|be|now) )*(?:brace|braced|expect|count on|prepare|prepared|ready|look|bargain|budget|pencil in|plan|reckon|anticipate)(?: themselves)?(?: (?:for|on|with|to see))?(?=\W*$| (?:in|for|this|over|during|by|at)\b)",
            r"what is the guidance for \g<a>",
        ),
        (
            rf"^(?:and |so )?(?:what|how much|where) (?:do|does|did) {_WHO} (?:now )?(?:think|believe|reckon|see|foresee|envisage|envision|suppose|figure|predict|assume|estimate|say)s? (?:that )?(?:the |its |their )?(?P<a>[^?,]{{3,60}}?) (?:will|would|is going to|are going to|to|might|should)? ?(?:be|being|land|landing|come (?:in|out|to)|coming (?:in|out)|end(?:ing)? up|finish|amount to|total|reach|run to|running|settle)(?: (?:at|in))?(?=\W*$| (?:in|for|this|over|during|by)\b)",
            r"what is the guidance for \g<a>",
        ),
        (
            rf"^(?:and |so )?how much (?P<what>(?:cash|money) )?(?:do|does|did) {_WHO} (?:now )?(?:think|believe|reckon|see|foresee|envisage|envision|suppose|figure|predict|assume|estimate|say)s? (?:that )?(?:the |its |their )?operations (?:will|would|are going to|is going to|to)? ?(?:eat|eating|use|using|burn|burning|consume|consuming|cost|take|swallow|drain|need|require|absorb)\b(?: up| through)?",
            r"what is the guidance for cash used in operations",
        ),
        (
            r"^(?:and |so )?how much (?:cash |money )?(?:will|would|are|is) (?:the |its |their )?operations (?:going to |likely to |expected to )?(?:eat|use|burn|consume|take|swallow|drain|need|require|absorb)\b(?: up| through)?",
            r"what is the guidance for cash used in operations",
        ),
        (
            rf"^(?:and |so )?how much (?:cash |money )?(?:do|does|did) {_WHO} (?:now )?(?:think|believe|reckon|see|foresee|envisage|expect|suppose|predict|say)s? (?:that )?(?:they|it|the company) (?:will|would|(?:is|are) going to) (?P<verb>lose|spend on|put into|burn|pay for|invest in)\b",
            r"what is the guidance for \g<verb>",
        ),
        # "if it comes in at the top of guidance, how much is left": the rest of that end
        (
            rf"^(?:and |so )?if (?:the |its |their )?(?P<a>[^?,]+?) (?:come|comes|came|land|lands|landed|end|ends|ended|is|was|were|run|runs|hit|hits|reach|reaches|total|totals)(?: (?:in|up|out))?(?: (?:at|on|to))? (?:the |its |their )?(?P<end>{_TOP})(?:[- ]end)? of (?:the |its |their )?(?:new |updated |current )?(?:guided )?{_OUTLOOK},? (?:what|how much)(?: of it)? (?:is|was|would|will|remains?)\b[^?]*?(?:left|remain\w*|still|to go|to come|unspent)\b[^?]*",
            r"how much of \g<a> guidance is left at the \g<end> end",
        ),
        # how one thing stands to another
        (
            rf"^(?:and |so )?how (?:big|large|high|heavy|great|much|significant) (?:was|were|is|are) (?P<a>[^?,]+?),? (?:relative to|in relation to|in proportion to|next to|set against|measured against|as against) {_BEGINS_PERIOD}(?P<b>[^?]+)",
            r"what was the ratio of \g<a> to \g<b>",
        ),
        (r"\b(?:dollar|cash|money|\$|numeric(?:al)?|absolute) (?=(?:difference|gap|spread) (?:between|of)\b)", ""),
        (r"\b(?P<g>guidance|guidance range) for (?:the |its |their )?(?:full[- ]year|whole[- ]year|annual|yearly|(?:this |the )?year['’]s) (?=\w)", r"\g<g> for "),
        (r"\bhow far (?P<did>has|have|did) (?P<a>[^?,]+?) (?:fallen|fall|dropped|drop|come down|gone down|go down|slipped|slip|sunk|sink|shrunk|shrink|declined?|risen|rise|climbed|climb|grown|grow|come up|gone up|go up)\b", r"how much \g<did> \g<a> change"),
        (r"\b(?P<did>did|has|have) (?P<a>[^?,]+?) (?:outrun|outstrip(?:ped)?|outweigh(?:ed)?) (?P<b>[^?,]+)", r"\g<did> \g<a> exceed \g<b>"),
        (r"\b(?P<did>did|has|have) (?P<a>[^?,]+?) (?:outpaced?|outgrown?|outgrew|outgrow) (?P<b>[^?,]+)", r"\g<did> \g<a> grow faster than \g<b>"),
        (r"(?P<part>%|percent(?:age)?|share|proportion|portion|fraction) of (?:the |its |their |total )*assets (?:that (?:is|was|are|were) |(?:is|was|are|were) )?(?:financed|funded|owned|provided|put up|paid for) (?:by|with) (?:its |the |their )?(?:share|stock)?(?:holders|owners)(?:['’] (?:money|equity|funds))?", r"\g<part> of total assets made up of shareholders' equity"),
        # an average by the part of a stretch, and the count that a rate per share is of
        (r"^(?:and |so )?what did (?P<a>[^?,]+?) (?:run|come|work out|average|average out|amount)(?: (?:at|to|out|in))* (?:per|each|every|a) (?P<part>month|quarter)\b,?(?: on average)?,? ?(?:across|over|in|for|during|through)?(?: the)?(?P<when>[^?]*)", r"what was average \g<part>ly \g<a> for the \g<when>"),
        (r",? (?:using|on|over|with|by|taking|based on|dividing by|going by) (?:the |its |that )?(?:(?:quarter|period|half|year|latest quarter)['’]?s?['’]? )?(?:(?:weighted[- ])?average )?(?:share count|(?:number of )?shares(?: outstanding)?|average shares)(?=\s*\?*$)", ""),
        # the whole and its parts
        (
            rf"^(?P<lead>(?:(?:what|how much) (?:was|were|is|are|did) )?)(?:the |its |their )?(?!total\b)(?P<a>(?:\w+ )?(?:liabilities|assets|revenues?|sales|expenses|costs|spending|debts?|borrowings|deposits|equity)),? (?:(?:come|came|amount|add up) to )?{_SUMMED}\b",
            r"\g<lead>total \g<a>",
        ),
        (r"^(?:please |can you |could you )?(?:break|split|carve|divide) (?:down |out |up )?(?P<a>(?!down\b|out\b)[^?,]+?)(?: (?:down|out|up))?,? (?:by|into) (?:its |the |their )?(?:sources?|types?|kinds?|lines?|streams?|components?|parts?|categor(?:y|ies)|items?)\b(?P<rest>[^?]*)", r"breakdown of \g<a>\g<rest>"),
        (r"^(?:please |can you |could you )?break (?:down )?(?P<a>(?!down\b|out\b)[^?,]+?)(?: down)?(?=[?.]*$| (?:for|in|at|over)\b)(?P<rest>[^?]*)", r"breakdown of \g<a>\g<rest>"),
        (
            rf"^what (?:were|are|was) the (?:{_COUNT})(?:different |main |separate |various )?(?:kinds?|types?|sources?|lines?|streams?|components?|parts?|pieces?|categories|buckets) of (?P<a>(?:total |operating )?(?:revenues?|sales|expenses?|costs|income|opex))\b(?P<rest>[^?]*)",
            r"what was the breakdown of \g<a>\g<rest>",
        ),
        (r"\b(?:that|which) (?:got|was|were|has been|have been|is|are) (?:booked|recorded|recogni[sz]ed|charged|taken|expensed)(?= (?:in|for|over|during)\b|\W*$)", ""),
        # two lines noted side by side are asked for each, where a sum of them would mean nothing
        (r"^(?P<a>[^?+:,]*?\b(?:rev(?:enue)?s?|sales|top[- ]?line)) ?\+ ?(?P<b>(?:net |operating )?(?:loss|income|profit|earnings|eps)\b)(?![^?]*\b(?:sum|total|combined|together)\b)", r"\g<a> and \g<b>"),
        # everyday names of cash and of what is due
        (r"\b(?:in|inside) (?:the )?(?:kitty|coffers|till|bank|war chest|piggy bank)\b(?! loans?)", "in cash"),
        (r"\bwar chest\b", "cash"),
        (r"\bnew year['’]?s eve(?:,? (?:of )?)(?P<year>(?:19|20)\d\d)\b", r"December 31, \g<year>"),
        (r"\bb/s\b", "balance sheet"),
        (r"\bshs\b", "shares"),
        (r"\bdef\b\.?(?= (?:rev|tax|inc|comp))", "deferred"),
        (rf"\b(?:did|do|does) {_WHO} (?:burn|use|consume|eat|spend|go|get|run|chew)(?: (?:up|through))? (?:on |in |to )?(?:run|keep)(?:ning|ing)? (?:the |its |their )?(?:business|company|operations|show|place)(?: going)?", "was cash used in operations"),
        (r"\b(?:cash|money) (?:did|does|do) (?:running|keeping|operating) (?:the |its |their )?(?:business|company|operations|show|place)(?: going)? (?:burn|use|consume|eat|cost|take|chew|swallow)s?(?: (?:up|through))?", "was cash used in operations"),
        (rf"\b(?:how much|what) (?:money )?(?:do|does|did) {_WHO} owe (?:that|which) (?:falls?|fell|is|was|comes?|came) due (?:with)?in (?:a|one|the|12|twelve)(?: (?:next|coming))? ?(?:year|months)\b", "what were current liabilities"),
        (r"\b(?:what|all that|everything that|everything) (?:falls?|fell|is|was|comes?|came) due (?:with)?in (?:a|one|the|12|twelve)(?: (?:next|coming))? ?(?:year|months)\b", "current liabilities"),
        (r"\bhow much (?P<more>more |less )?(?:money |cash )?(?:went|goes|was put|got put|was sunk|has gone) into (?:the )?(?:property|plant|equipment|fixed assets|buildings)(?:(?:,| and|,? &) (?:the )?(?:property|plant|equipment|buildings))*", r"how much \g<more>was capital expenditures"),
        (rf"\b(?:how much|what) (?:money )?(?:do|does|did) {_WHO} owe (?:(?:with)?in|over|inside) the (?:(?:next|coming|following) )?(?:year|twelve months|12 months)\b", "what were current liabilities"),
    )
)  # fmt: skip
_LASTED = re.compile(r"\bwhat was the cash runway\b(?P<rest>[^?]*)", re.IGNORECASE)
_PART = re.compile(r"\b(?P<n>first|second|third|fourth)[- ](?P<part>half|quarter)\b|\b(?P<months>six|nine|three)[- ]months?\b", re.IGNORECASE)  # fmt: skip


def told_plainly(text: str) -> str:
    """The question as what is computed. Never empty for a text that is not; what no rule is of comes back as it was."""
    for pattern, plain in _RULES:
        text = " ".join(pattern.sub(plain, text).split()) or text
    return _LASTED.sub(_runway, text)


def _runway(match: re.Match[str]) -> str:
    """How long cash lasts at the pace of a stretch of the year: of the pace only the stretch is kept, which the formula needs."""
    part = _PART.search(match["rest"])
    if part is None:
        return "what was the cash runway"
    stretch = f"{part['n']} {part['part']}" if part["n"] else f"{part['months']} months"
    return f"what was the cash runway for the {stretch}"
