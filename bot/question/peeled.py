"""The part of a message that asks: greetings, thanks, purposes, remarks and asides on where it stands are peeled off it.

Nothing that names a period or defines a term is peeled, so that what is left still says when and what.
"""

from __future__ import annotations

import re

_END = re.compile((
        r"(?<=[?!])\s+|(?<=[a-z0-9)%\"']\.)(?<!\b[a-z]\.)(?<!\b(?:inc|ltd)\.)(?<!\b(?:co|no"
        r"|vs)\.)(?<!\bcorp\.)(?<!\bapprox\.)\s+|\.\.+\s*"
    ), re.IGNORECASE)  # fmt: skip
_HELLO = re.compile(
    r"^(?:(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|ok(?:ay)?|so|right"
    r"|alright|quick (?:one|question|q)|question|one more(?: thing)?|last one)"
    r"(?: (?:there|all|team|folks|guys|everyone|bot|so|then|for you|now))*\s*(?:[,!.:;–—-]+\s*|$))+",
    re.IGNORECASE,
)
_THANKS = re.compile(
    (
        r"[\s,;.!–—-]*\b(?:(?:please|pls|plz|kindly)|(?:many )?(?:thanks|thank you|thx|ty|cheers)(?: (?:a "
        r"lot|so much|very much|in advance|again))*|sorry(?: (?:for|about|if|to) [^.?!]*)?|if (?:you can"
        r"|possible|that'?s ok(?:ay)?))\s*(?P<mark>[.!?]*)$"
    ),
    re.IGNORECASE,
)
_I = r"(?:i|we|my|our|i['’]?m|i['’]?ve|we['’]?re|we['’]?ve|me)"
# a sentence of the writer's own doings, which asks nothing
_REMARK = re.compile(
    rf"^(?:and |but |so |as |because |since )?(?:{_I}\b|(?:sorry|thanks|thank you|thx|cheers|apologies)\b|[a-z]+ here\b|(?:preparing|writing|working|doing|checking|drafting|building|updating|trying|reconciling|reviewing)\b|(?:need|want) (?:it|this) )",
    re.IGNORECASE,
)
# and one that only says what is lacking, whatever it names
_LACKING = re.compile(
    rf"^(?:{_I} (?:only|can(?:no|['’])?t|could ?n['’]?t|do ?n['’]?t|did ?n['’]?t|can only) (?:see|find|have|get|spot|locate|believe|trust)\b|(?:can|could|would) you (?:derive|compute|calculate|work out|figure out|back out|back into|do|find|get) (?:it|that|this)\b|use the figure\b)",
    re.IGNORECASE,
)
_WISH = re.compile(r"^(?:(?:i|we) (?:want|need)|i['’]?(?:d|m)\b|looking for)\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"^(?:(?:for|before|in|ahead of) (?:my|the|our|a|this) (?:[a-z]+ ){1,3}?,? ?(?=i\b|we\b))?"
    r"(?:(?:please|pls|plz|kindly|and|so|then|also|ok|but|now)\s+)*"
    r"(?:(?:i|we)(?:['’]?d| would| am| are|['’]?m|['’]?re)?(?: (?:really|just|also|only))? (?:like|want"
    r"|need|wish|have|looking|trying|hoping|wondering)(?: (?:to|for))*(?: (?:know|see|get|find(?: out)?"
    r"|say|understand|have|check|confirm|tell|learn))?(?: about)?"
    r"|(?:can|could|would|will) (?:you|u|someone|anyone)(?: (?:please|pls|kindly|maybe|just"
    r"|possibly))*(?: (?:tell|give|show|help|let|remind))(?: (?:me|us))?(?: (?:know|with|out|about"
    r"|understand|see|find|on))*"
    r"|(?:can|could|would|will) you(?: (?:please|pls|kindly))* (?=(?:compute|calculate|determine|work "
    r"out|find|list|explain|describe|summari[sz]e)\b)"
    r"|(?:tell|give|show|remind) (?:me|us)|let (?:me|us) know|any (?:idea|chance you know|clue)|do "
    r"(?:you|we|u) (?:happen to )?know|(?:please|pls|plz|kindly))\s+(?=\S)",
    re.IGNORECASE,
)
# clauses at the end that say where the figure stands, or what it is wanted for
_TAILS = re.compile(
    r"(?:\s*[,;:]\s*|\s+[–—-]+\s+|\s*\()(?:"
    rf"{_I} (?:only|can(?:no|['’])?t|could ?n['’]?t|do ?n['’]?t|did ?n['’]?t) (?:see|find|have|get)\b[^?]*|"
    r"(?:which|it|that|this|they|but it|as it)(?: ?['’]?s| is| are| was| were|n't)?(?: ?n['’]?o?t| "
    r"not)? (?:printed|shown|showed|given|listed|stated|disclosed|broken|in|there|directly|here"
    r"|on)\b[^?]*"
    r"|(?:please |pls |just )?(?:back|work|derive|figure|compute|calculate|get|take|pull|strip) (?:it|that|this)\b[^?]*"
    r"|the (?:table|filing|release|report|document|press release|page)(?: only)? (?:is|has|gives?|shows?"
    r"|lists?|prints?|does)\b[^?]*"
    r"|(?:preparing|writing|working on|drafting|putting together|need it|want it|for (?:my|a|our) "
    r"(?:\w+ )?(?:slide|deck|memo|model|note|piece|article|paper|report|class|homework|call|meeting"
    r"|boss))\b[^?]*"
    r"|what (?:does|did|do|is|was|would) (?:it|that|this|they)(?: (?:come|add up|amount|total|work out"
    r"|sum)(?: up)?(?: to)?)?"
    r"|(?:yes or no|roughly|approximately|ballpark|please|pls|if any|right)"
    r")\)?\s*(?P<mark>\?*)\s*\.?$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    rf"^(?:{_I}\b|(?:trying|preparing|writing|working|doing|checking|drafting|building|updating|reconciling|reviewing|wondering|looking)\b|(?:just )?(?:curious|asking|so)\b|(?:quick|dumb|silly|basic|simple) (?:one|question)\b|for (?:my|our|the|a) (?:\w+ ){{0,2}}(?:model|deck|memo|slide|note|piece|article|paper|report|class|homework|call|meeting|boss|board|client|file|spreadsheet|records?)\b|sorry\b|before the\b)"
    r"(?:[^,:;–—?]|(?<=\w)[–—-](?=\w))*?(?:[,:;–—]|\s-)\s*(?=\S)",
    re.IGNORECASE,
)
# what a part must not hold to be peeled: a period, a definition, a question
_KEPT = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:fy|q[1-4]|[1-4]q|h[12]|[12]h)\b|\b(?:fiscal|quarter|half|year|months?"
    r"|january|february|march|april|june|july|august|september|october|november|december)\b"
    r"|\b(?:defin|calculated as|computed as|divided|assum|suppos|pretend|minus|plus)|\?|['’]\d\d",
    re.IGNORECASE,
)


def peeled(text: str) -> str:
    """The text without what surrounds its question. Never empty for a text that is not; idempotent."""
    text = " ".join(text.split())
    whole = [part for part in _END.split(_unthanked(_HELLO.sub("", text)) or text) if part and part.strip(" .!")]
    asked = any("?" in part for part in whole)
    asking = [part for part in whole if not _is_remark(part) and not (asked and _is_wish(part))]
    kept = [_request(_HELLO.sub("", part)) for part in asking or whole]
    return " ".join(part for part in kept if part) or text


def _is_remark(part: str) -> bool:
    bare = _HELLO.sub("", part.strip())
    if _LACKING.match(bare):
        return True
    return bool(_REMARK.match(bare)) and not _KEPT.search(bare) and not _REQUEST.match(bare)


def _is_wish(part: str) -> bool:
    """Whether a sentence beside the question only says what the answer is wanted for."""
    return bool(_WISH.match(part)) and "?" not in part and not _KEPT.search(part)


def _unthanked(text: str) -> str:
    while (shorter := _THANKS.sub(lambda match: "?" if "?" in match["mark"] else "", text).strip()) != text:
        text = shorter
    return text


def _request(part: str) -> str:
    """One sentence without the words that request, the purpose before it and the remarks behind it."""
    part = _unthanked(part)
    lead = _LEADS.match(part)
    if lead and not _KEPT.search(lead[0]):
        part = part[lead.end() :]
    asked = _REQUEST.sub("", part, count=1)
    if len(asked.split()) > 1:
        part = asked
    while True:
        shorter = _TAILS.sub(lambda match: match["mark"], part).strip()
        if shorter == part or not shorter.strip(" ?"):
            return part
        part = shorter
