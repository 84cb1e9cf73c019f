"""The words of a part of a question that name a line, without those that only ask; numbers and earlier figures told apart."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.question.masking import Masked, find_number, number_of, without_slots
from bot.question.reading import Ask, Earlier, Metric, Number

_LEAD = re.compile(
    r"^(?:(?:and|so|then|also|ok|okay|please|now|but|well)\b|,|\s)*(?:by |(?:about|approximately|roughly|in|at|across|from|over) (?=how m(?:any|uch)\b))?"
    r"(?:(?:can|could) you )?(?:(?:tell me|give me|show me|find|calculate|compute(?! (?:&|and) )"
    r"|determine)\b|what(?:'s| is| was| were| are| would be| will be| has been| had been| did| does| "
    r"do)?|how much(?: of)?(?: is| was| were| are| did| does| do| has| have| had| would)?|how many|how "
    r"(?:big|large|high|low) (?:is|was|were|are)|which (?:is|was)|(?:is|was|were|are)\b)?"
    r"(?:\s*,?\s*(?:then|in total|overall|approximately|thus|therefore|exactly)\s*,?)*\s*(?:the |be "
    r")*(?:respective )?(?:value of |values of |amounts? of |figures? for )?(?:the |its |their |our "
    r"|(?:the )?(?:company|group|firm|registrant)'s )*",
)
_TAIL = re.compile(
    r"(?:,? ?\b(?:in|as) (?:an? |units? of |terms of )?(?:usd |us )?(?:\$ ?)?(?:thousands?|millions?"
    r"|billions?|dollars|(?:percentage|basis) points|percent(?:age)?s?|%|mm|m|bn|usd|\$)(?: terms)?(?: "
    r"usd| dollars)?| respectively|,? ?for (?:the )?company|, also|\?|\.)+$"
)


_IN_UNITS = re.compile(r"\s*\((?:in|as) (?:units of |terms of |usd |us |\$ ?)?[^()]*\)")


_LEADING_SLOTS = re.compile(r"(?:@\d+[\s,]*(?:(?:and|to|through|-|–)\s+(?=@))?)+(?=[a-z%]|\d+[- ]years?\b)")


def stripped(part: str) -> str:
    """A part without the words that only ask ("what was the", "how much did")."""
    part = _IN_UNITS.sub(" ", part).strip(' ,.;:?!"')
    part = re.sub(r"(?:\s+(?:for|of|in|from|by|at))+$", "", _TAIL.sub("", part).strip(" ,"))
    part = _LEAD.sub("", part, count=1).strip(" ,")
    leading = _LEADING_SLOTS.match(part)
    # "FY2018 revenue" and "year-over-year change in revenue" are read with the period behind
    return f"{part[leading.end() :]} for {leading[0].strip(' ,-–')}" if leading else part


# A length of time is no part of a line's name.
_LENGTHS = re.compile(
    r",?\s*\b(?:(?:for|in|during|over|of) )?(?:the )?(?:last |latest |most recent |first |full )?"
    r"(?:(?:three|six|nine|twelve|3|6|9|12)[- ]months?(?: period)?|half[- ]?year|(?<=first )half|(?<=this )half"
    r"|(?<=full )year|(?<=this )quarter)\b"
)


# How long something has been due, or has to run, is part of its name ("receivables up to three months").
_RUNS = re.compile(r"\b(?:up to|within|less than|more than|under|after|at least)\s*$")

# Nor is that it is of the period reported on.
WITHIN = re.compile(
    r",?\s*\b(?:for|in|during|over) the (?:latest |last |most recent |reported |current )?(?:quarter"
    r"|half(?:[- ]year)?|(?:six|nine|6|9)[- ]months?)\b"
    r"(?!\s*(?:of|in|ended|to|from|@))(?=\s*[,?.(]|\s*$|\s+\w)"
)


def leaf(part: str, masked: Masked, context: str = "") -> Ask:
    """A metric phrase, an earlier figure, or a number."""
    whole = _USING.sub("", without_slots(stripped(part)))
    bare = _LENGTHS.sub(lambda length: length[0] if _RUNS.search(whole, 0, length.start()) else "", whole)
    if _EARLIER.fullmatch(bare) and not masked.periods_in(part):
        return Earlier(phrase=bare)
    number = find_number(bare)
    if number is not None and not re.search(r"[a-z0-9]", bare.replace(number[0].lower().strip(), "", 1)):
        return number_of(number)
    given = _GIVEN.fullmatch(bare)
    if given is not None:
        return Number(Decimal((given["digits"] or given["sum"]).replace(",", "")))
    phrase = tidied(bare)
    return Metric(_WHOLES.get(phrase, phrase), masked.periods_in(part), context)


# "An initial $100 investment" is a number that the question gives.
_GIVEN = re.compile(
    r"(?:an? |the )?(?:initial |original |starting |beginning )?\$?(?P<digits>\d[\d,]*(?:\.\d+)?)(?: "
    r"(?:initial )?(?:investment|invested|value|base))"
    r"|(?:an? |the )?(?:initial |original |starting |beginning )(?:investment |value )?(?:of "
    r")?\$?(?P<sum>\d[\d,]*(?:\.\d+)?)"
)


# Alone, the name of a whole side of the balance sheet means all of it.
_WHOLES = {"liabilities": "total liabilities", "assets": "total assets"}


# How a figure is to be had is no part of its name.
_USING = re.compile(
    r"\s*\((?:use|using|based|with|from|per|taking|current \+|i\.e\.?)[^)]*\)|,? (?:using|based on) .+$|,? based$"
    r"|\s*\([^()]*\bfrom (?:the )?[^()]*\)"
    r"|,? from (?:the )?(?:cash flow statement|statement of cash flows|income statement|balance sheet"
    r"|p&l)(?: \([^()]*\))?$"
    r"|(?<=\w{4})\s*\([^()]*\b(?:ebitda|ebit|ratio|margin|dpo|dso|dio|roa|roe)\)$"
)
_EARLIER = re.compile(
    r"(?:that|this|it|the result|this (?:value|amount|number|figure|total|sum|change|difference|ratio"
    r"|variation|result|percentage)|that (?:value|amount|number|figure|total|sum|change|difference|ratio"
    r"|variation|result|percentage|same value)|the (?:above|previous|last|prior) (?:value|amount|number"
    r"|figure|result|answer)|the same)"
)
# What a company does with any line of its accounts, so that the verb names none of them.
_HELD_OR_MADE = (
    r"(?:ha(?:ve|s|d)|hold|held|keep|kept|carry|carried|own(?:ed)?|possess(?:ed)?|show(?:n|ed)?|sit(?:ting)? on|sat on|log(?:ged)?"
    r"|deliver(?:ed)?|achieve[ds]?|see|saw|seen|earn(?:ed)?|reali[sz]ed?|recogni[sz]ed?|r[ua]n up|rack(?:ed)? up|r[iu]ng up|rang up"
    r"|pull(?:ed)? in|(?:end|close|finish)(?:ed)? with)"
)
_TIDY = re.compile(
    r"^(?:(?:did|does|do|was|were|is|are|has|have|had|(?:sitting|sat|tied up|locked up|parked) in|the|a|an|of|in|for|from|by|its|their|company's"
    r"|companys|group's|between|there|percentages? of|total value of|amount of|value of|'s|-|–)\s+)+|"
    r"\(?\b(?:in )?(?:usd|us\$|\$) ?(?:thousands?|millions?|billions?|m|mm|bn)?\)?$|\((?:in )?(?:units "
    r"of )?(?:thousands|millions|billions|percents?)[^)]*\)|^\(in [^)]*\)|[\s,]+(?:between |for |in "
    r"|across |over )*(?:both|all|each|the (?:\d|two|three|four|five)) (?:fys?|years?|fiscal years"
    r"|periods|quarters)(?: period)?$|[\s,]+(?:for|over|during|in|across) the (?:\d|two|three|four"
    r"|five)(?:[- ]year)? ?(?:period)?$|[\s,]+altogether$|[\s,]+(?:at|over|across|for|on) (?:the |both "
    r"|each )*(?:two |both )?(?:balance[- ]sheet )?dates?$|"
    r"\s+(?:(?:that|this|it) (?:gives?|implies|leaves|means|buys)(?: (?:them|us|it))?"
    rf"|(?:did|does|do|has|have|had|was|were|is|are|that|which)(?: (?:it|they|we|you|the company))? {_HELD_OR_MADE}(?: (?:on hand|left))?"
    r"|did|does|was|were"
    r"|is|are|be|by|change|changed|do|have|has|had|amount to|amounted to|stand at|stand|stood|come to"
    r"|come in|come out|come|came in|came to|add up to|add up|sum to|total up to|reach|reached|sit at"
    r"|sit|run at|work out|end up|the company|of|in|for|to|from|between|the|and|at|as|expressed|recorded"
    r"|reported|in total|-|–|/|'s)$"
)


def tidied(phrase: str) -> str:
    phrase = re.sub(r"\(\s*\)", " ", phrase)
    phrase = re.sub(r"['\"](?=\s|$)|(?<=\s)['\"]|^['\"]", "", phrase).strip(" ,.;:?!\"'")
    while True:
        shorter = _TIDY.sub("", phrase).strip(" ,.;:?!\"'")
        if shorter == phrase:
            return phrase
        phrase = shorter
