"""Roundabout ways to ask for a figure, put as the plain one: "which amount does the company present as X", "X amounted to what".

Every rule keeps the meaning. They are of the language of questions; none is of a filing's.
"""

from __future__ import annotations

import re

_WHO = r"(?:they|it|we|he|management|(?:the |this )?(?:company|firm|group|business|issuer|registrant))"
_SAYS = (
    r"(?:present|show|report|disclose|give|state|record|put|carry|list|book|print|have|note|recogni[sz]e|post|use|cite|quote)"
    r"(?:s|ed|d)?"
)
_NUMBER = r"(?:amount|figure|number|value|balance|total|sum)"
_MONTHS = r"(?:three|six|nine|twelve|3|6|9|12)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_MORE = r"(?:bigger|larger|higher|greater|smaller|lower|more|less|fewer)"
_BUYBACK = (
    r"(?:(?:share|stock|common stock)[- ])?(?:re-?purchase|buy-?back|(?<=share[- ])purchase|(?<=stock[- ])purchase)s?"
)
_ALLOWED = r"(?:authori[sz]ations?|program(?:me)?s?|plans?|capacity)"
_DAYS = {"3/31": "March 31", "03/31": "March 31", "6/30": "June 30", "06/30": "June 30", "9/30": "September 30", "09/30": "September 30", "12/31": "December 31"}  # fmt: skip

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        # how people shorten what every filing has
        (r"\bb4\b", "before"),
        (r"\byrs?\b\.?", "year"),
        (r"(?<=\d\d\d\d),? balance sheets?\b(?! (?:date|total))", ""),
        (r"\beq\b\.?(?= at\b| as\b| on\b|,| \d|\W*$)", "equity"),
        (r"\b(six|nine|three|twelve|6|9|3|12)[ -]?mos?\b\.?(?! ?\w*ly)", r"\1 months"),
        (rf"\b({_MONTH})[ -](?:q|qtr)\b\.? ?['’]?(\d\d)\b(?!\d)", r"\1 quarter 20\2"),
        (rf"\b({_MONTH})[ -](?:q|qtr)\b\.?", r"\1 quarter"),
        (r"\bthis yr and last\b(?! \w)", "this year and last year"),
        (r"\bthis year and last\b(?! \w)", "this year and last year"),
        (r"\bat the two dates (?:on|of|in) the balance sheet\b", "at the two balance sheet dates"),
        # where a figure stands says of what period it is, and no more
        (rf"\bin the ({_MONTHS})[- ]months?(?: period)? column(?: (?:for|of) the period)?(?= ended)", r"for the \1 months"),
        (rf"\bin the ({_MONTHS})[- ]months? column\b", r"for the \1 months"),
        (r"\b(?:that |which )?(?:sits?|appears?|stands?|falls?|goes) (?:under|beside|against) (?=the (?:three|six|nine|twelve|quarter|year|half|first|second|column))", "for "),
        (r"\b(?:that |which )?belongs? to (?=(?:the |q[1-4]|h[12]|fy|fiscal|\d)|\w+[ -]\w+ (?:19|20)\d\d)", "for "),
        (r"\b(?:line(?: item)?|caption|row) (?:inside|within|under|in|of|among) (?:the )?(?=revenues?\b|expenses?\b|costs?\b|assets\b|liabilities\b|sales\b)", "in "),
        (r"\b(?:the |an? )?(?:(?:opening|closing) (?:figure|amount|balance|value)|carrying (?:figure|balance)) (?:for|of) ", ""),
        # who says it is the filing
        (rf"\b(?:which|what) {_NUMBER}s? (?:does|did|do|has|have) {_WHO} {_SAYS}(?: (?:as|for|under|of|in))?(?= )", "what was"),
        (rf"\bwhat (?P<of>(?!(?:the|they|it|its|we)\b|{_NUMBER}\b|guidance\b|range\b)[^?,;]{{3,60}}?) (?:does|did|do|has|have) {_WHO} (?:{_SAYS})(?= (?:for|in|at|on|as of|over|during)\b|\W*$)", r"what was \g<of>"),
        (r"^(?P<a>[^?:;]{3,100}?) (?:amount(?:s|ed)? to|com(?:es|e) to|came to|was|is|were|are|stood at|equal(?:s|led)?) (?:what|how much)\s*\?*$", r"what was \g<a>?"),
        (r"\bhow much (?:did|does|do) (?P<a>(?!it\b|they\b|we\b)[^?,]+?) cost(?: (?:them|it|us|the company))?(?= (?:in|for|over|during|at)\b|\W*$)", r"how much was \g<a>"),
        (r"\bwhat (?:did|does) (?P<a>(?!it\b|they\b|we\b)[^?,]+?) cost(?: (?:them|it|us|the company))?(?= (?:in|for|over|during|at)\b|\W*$)", r"how much was \g<a>"),
        # a yes or no asked of a statement, or of what there is
        (r"^(?:and |so |but )*(?!(?:is|are|was|were|did|does|do|has|have|had|what|which|how|who|when|why|where|by|years?|quarters?)\b)(?P<a>(?:(?!with\b|that\b|how\b|which\b|what\b)[\w&'’,.-]+ ){1,7}?)(?P<how>higher|lower|larger|smaller|bigger|greater|heavier|lighter|better|worse) than (?P<b>(?:(?!how\b|what\b|which\b)[^?;:, ]+ ?){1,9}?)(?:,? ?(?:yes or no|y/n|correct|right|true))?\W*$", r"was \g<a>\g<how> than \g<b>?"),
        (r"\b(?P<be>is|are|was|were) there (?:still |already |yet |ever )?(?P<how>more|less|fewer) than (?P<bar>[$€£]? ?\d[\d.,]*(?: ?(?:thousand|million|billion|[mbk]n?))?)(?: worth)? (?:of|in) (?P<a>[^?]{3,80}?)(?=\W*$)", r"\g<be> \g<a> \g<how> than \g<bar>"),
        (r"\bwhen (?:the year )?(?P<year>(?:19|20)\d\d) (?:closed|ended|came to (?:a close|an end)|was over)\b", r"at December 31, \g<year>"),
        # plain names for what is said at length
        (r"\bwhat (?:falls|comes|is|becomes|came|fell) due (?:with)?in (?:one|a|1|the next|the coming) year\b", "current liabilities"),
        (r"\b(?:the )?tax(?:es)? on (?:the |its |their )?(?:income|earnings|profits?)\b", "income tax"),
        (r"\bliabilities (?:due|payable|falling due|that fall due) (?:with)?in (?:one|a|1|the next) year\b", "current liabilities"),
        (r"\b(?:the )?(?:total of (?:the )?balance sheet|balance sheet (?:total|sum))\b", "total assets"),
        (r"\ball (?:of )?(?:the |its |their )?(?P<what>liabilities|assets)\b(?: \((?:short|current)[^()]*\))?", r"total \g<what>"),
        (r"\b(?P<what>liabilities|assets|revenues?|expenses) total\b", r"total \g<what>"),
        # sums, shares and middles in other words
        (r"^(?:please )?foot (?=\w)", "what was the sum of "),
        (r"\bmonthly run[- ]?rate (?:of|for|in|on) ", "average monthly "),
        (r"\b(?:what|which) (?:is|was) the relation (?:of|between) (?P<a>[^?]+?) (?:to|and) ", r"what was the ratio of \g<a> to "),
        (r"\b(?:the )?middle of (?:the |its |their )?(?P<which>(?:new|updated|current|revised|latest|old|prior|previous) )?(?P<when>(?:fy|fiscal )?['’]?\d{2,4} )?(?:guidance |guided |expected )?(?:range|guidance|outlook)(?: (?:range|of|for))* ", r"the midpoint of \g<which>guidance for \g<when>"),
        (r"^(?P<a>[^?,]+? (?:\+|plus) [^?,]+?) (?:combined|together|in total)\b", r"\g<a>"),
        (r"^(?P<lead>(?:what was |what were )?(?:the sum of )?)(?P<a>[^?,]+? (?:and|&) [^?,]+?) together\b", r"what was the sum of \g<a>"),
        (r",? ?\b(?:in )?\$? ?(?P<scale>mm|mn)\s*\?*$", " in millions"),
        (r"\b(?:re-?calculate|re-?compute|re-?derive|re-?perform) (?:the )?(?=\w)", "what was "),
        # the two, and then which of them
        (rf"^(?P<all>[^?,:]+? or [^?,:]+?)\s*(?:[,:]|[-–—](?= ))\s*which(?: one)?(?: of (?:them|the two|these))? (?:was|is|were|are) (?:the )?(?P<more>{_MORE})(?: one)?(?P<when>[^?]*?)(?:,? (?:and )?(?:by )?how much(?: more)?\b[^?]*)?\s*\?*$", r"which was \g<more>\g<when>: \g<all>?"),
        (r"^(?P<when>[^?:]*?)[:,]? ?\bdid (?P<all>[^?,:]+? or [^?,:]+?) (?:bring in|make|earn|contribute|generate|cost|take|come to) (?P<more>more|less)\b(?P<rest>[^?,]*?)(?:,? (?:and )?(?:(?:by )?how much(?: more)?|what(?:['’]s| is| was) the (?:gap|difference))\b[^?]*)?\s*\?*$", r"which was \g<more> \g<when>\g<rest>: \g<all>?"),
        (r"^(?:(?:did it go |is it |was it )?(?:up or down|higher or lower))(?:,? (?:and )?(?:by )?how much)?\s*[:,]\s*(?P<a>[^?]+)", r"what was the change in \g<a>"),
        # what a part of the company earns is its income, and whom it employs are its employees
        (r"^(?:how much|what) (?:did|does|do) (?P<a>(?!it\b|they\b|we\b|(?:the |this )?(?:company|group|firm)\b)\S[^?,]*?) earn(?= (?:in|for|over|during)\b|\W*$)", r"what was \g<a> net income"),
        (r"\bhow many (?:people|persons|workers) (?:(?:does|did|do) [^?,]*?employ|(?:are|were) employed(?: by [^?,]*?)?|(?:work|worked) (?:for|at) [^?,]*?)(?=,| (?:in|at|as of|on)\b|\W*$)", "how many employees were there"),
        (rf"\bhow much (?P<a>[a-z][\w ]{{2,40}}?) (?:did|does|do)\s+(?:{_WHO} )?(?:bring in|take in|pull in)\b", r"what was \g<a>"),
        # what is left of what may be bought back
        (rf"\b(?:how much (?:(?:does|do|did) {_WHO} (?:still )?have |(?:is|was|were) )?|(?:what|which) (?:{_NUMBER} )?(?:is|was|were|(?:does|do|did) {_WHO} have)? ?)?(?:still )?(?:remain(?:s|ed|ing)?|left|unused|available)(?: available| unused| to be used)?(?: for (?:re-?)?purchases?| to (?:re-?)?purchase)? (?:under|on|in|of|from) (?:the |its |their )?(?:current |existing |\$[\d.]+ \w+ )*{_BUYBACK} {_ALLOWED}", "what was the value of shares that may yet be purchased under the program"),
        (rf"\b(?:remaining|unused|available|outstanding) {_BUYBACK} (?:{_ALLOWED}|{_NUMBER})", "value of shares that may yet be purchased under the program"),
        (rf"\b{_BUYBACK} (?:remaining|unused) {_ALLOWED}|\b{_BUYBACK} {_ALLOWED} (?:remaining|left|still available)\b", "value of shares that may yet be purchased under the program"),
        # moves
        (r"\b(?P<did>did|has|have) (?P<a>[^?,]+?) (?:jump|surge|soar|spike|swell|balloon|climb|leap)(?:ed)?\b", r"\g<did> \g<a> increase"),
        (r"\b(?P<did>did|has|have) (?P<a>[^?,]+?) (?:plunge|tumble|slide|slip|dip|slump|plummet|sink|shed)(?:d|ped|ed)?\b", r"\g<did> \g<a> decrease"),
        (r"\bold (?P<what>[^?,]{3,40}?) (?P<out>guidance|guide|outlook|forecast) before (?:the|this|that) (?:update|release|change|revision)\b", r"previous guidance for \g<what>"),
        (rf"\bwhat range (?:had|has|have|did) {_WHO} (?:previously |earlier )?(?:communicat\w+|giv\w+|provid\w+|issu\w+|set|guid\w+)(?: before(?: (?:this|the) (?:release|update|announcement|filing))?| previously| earlier) (?:for|on)\b", "what was previous guidance for"),
    )
)  # fmt: skip
_DAY = re.compile(r"(?<![\d/.$])(?P<day>0?3/31|0?6/30|0?9/30|12/31)(?![\d/])")


def straightened(text: str) -> str:
    """The question with roundabout wordings made plain. Never empty for a text that is not."""
    text = _DAY.sub(lambda match: _DAYS[match["day"]], text)
    for pattern, plain in _RULES:
        text = " ".join(pattern.sub(plain, text).split()) or text
    return text
