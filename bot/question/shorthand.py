"""What is to be done with a figure, as people jot it down, in the wordings that are read: "revenue y/y %", "% drop", "grew by what"."""

from __future__ import annotations

import re

_PCT = r"(?:%|pct\.?|percent(?:age)?|per cent)"
_YOY = r"(?:yoy|y/y|y-o-y|qoq|q/q|year[- ](?:over|on)[- ]year|quarter[- ](?:over|on)[- ]quarter)"
_MOVE = r"(?:change|growth|increase|decrease|decline|drop|fall|rise|diff(?:erence)?|chg|delta|jump|gain|dip|swing)"
_GO = r"(?:go (?:up|down)|rise|fall|grow|shrink|drop|increase|decrease|decline|improve|widen|narrow|climb|change)"
_ASKED = rf"(?:portion|share|proportion|fraction|part|{_PCT})"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        # letters changed over in the word that asks
        (r"\b(?:whta|waht|wht|wat|hwat)\b", "what"),
        (r"\b(?:hwo|hw)(?= (?:much|many|did|has))\b", "how"),
        (r"\bassests?\b", "assets"),
        # a dash before a period, or around a list, is a comma
        ((
                r"\s+[–—-]+\s+(?=(?:(?:in|for|at|over|vs\.?|versus|between|and)\b|(?:jan|feb|mar|apr|may|jun|jul"
                r"|aug|sep|oct|nov|dec)[a-z]*\b|q[1-4]|fy|h[12]|(?:19|20)\d\d))"
            ), ", "),
        # what got bigger or smaller, and by how many dollars
        (r"^by what (?:dollar )?(?:amount|sum|figure) (?=did|has|have|was|were)", "by how much "),
        ((
                r"^(?:by )?(?:how (?:many|much)|what) (?:dollars?|\$|money) (?:did|has|have) (?P<a>.+?) (?:get"
                r"|got|gotten|become|grow) (?:bigger|larger|wider|deeper|higher)(?: by)?\b"
            ), r"by how much did \g<a> increase"),
        ((
                r"^(?:by )?(?:how (?:many|much)|what) (?:dollars?|\$|money) (?:did|has|have) (?P<a>.+?) (?:get"
                r"|got|gotten|become|grow) (?:smaller|lower|narrower)(?: by)?\b"
            ), r"by how much did \g<a> decrease"),
        (rf"^how (?:the |has |have |did )(?:the )?(?P<a>.+?) (?:has |have |had )?(?:evolved?|developed?|moved?|progressed|trended)(?:,? (?:in|as an?) {_PCT}(?: terms)?)(?P<rest>.*)", r"what was the percent change in \g<a>\g<rest>"),
        ((
                r"^how (?:the |has |have |did )(?:the )?(?P<a>.+?) (?:has |have |had )?(?:evolved?|developed?"
                r"|progressed|trended)\b(?P<rest>.*)"
            ), r"how did \g<a> change\g<rest>"),
        # "did it rise, and if yes by what %": the move says whether
        (rf"^(?:and |so )?(?:did|has|have) (?!.*\b(?:there|it|that|they) ?\b)(?P<a>.+?) (?P<go>{_GO})\b(?! or)(?P<rest>[^?]*?)[,?]? and (?:if (?:yes|so),? )?(?:by )?what(?:['’]?s| is| was)? (?:the )?{_PCT}(?: {_MOVE})?\s*\?*$", r"by what percentage did \g<a> change\g<rest>?"),
        (rf"^(?:and |so )?(?:did|has|have) (?!.*\b(?:there|it|that|they) ?\b)(?P<a>.+?) (?P<go>{_GO})\b(?! or)(?P<rest>[^?]*?)[,?]? and (?:if (?:yes|so),? )?(?:by )?(?:how much|what amount)\s*\?*$", r"by how much did \g<a> change\g<rest>?"),
        # a line, and how its move is measured
        (rf"^(?P<a>(?!(?:what|how|by|did|which|is|was)\b)[^?]+?),? (?P<on>{_YOY}),? (?:{_PCT}(?: {_MOVE})?|(?:growth|{_MOVE}) {_PCT}|growth)\s*\?*$", r"what was the percent change in \g<a> \g<on>?"),
        (rf"^(?P<a>(?!(?:what|how|by|did|which|is|was)\b)[^?]+?) (?:growth )(?P<on>{_YOY})(?P<when>[^?,]*),? (?:in )?{_PCT} (?:and|&|\+) (?:in )?\$ ?(?:k|m|mm)?\s*\?*$", r"what was the change in \g<a> \g<on> \g<when> in dollars and percent?"),
        # a share already asked for needs no unit
        (rf"^(?P<a>(?:what|which|how much)\b[^?]*?\b{_ASKED} of [^?]+?),? (?:in|as an?) {_PCT}(?: terms)?\s*\?*$", r"\g<a>?"),
        (r"^(?P<a>[^?,/]+?) / (?P<b>[^?,/]+?) ratio\b", r"\g<a> divided by \g<b>"),
        ((
                r"^(?:and )?(?P<a>(?!(?:how|what)\b)[^?]+?) (?:is |was )?how many times (?:that of |of "
                r")?(?P<b>[^?]+)"
            ), r"how many times larger was \g<a> than \g<b>"),
        # "what A and B came to put together"
        ((
                r"^(?:what )?(?P<all>[^?,]+? (?:and|plus|&) [^?,]+?) (?:come|came|comes|add up|added up) "
                r"to(?:,? (?:put |taken |added )?together|,? combined|,? in total)(?P<rest>[^?.]*)[?.]*(?: "
                r"(?:sum|total)\?*)?$"
            ), r"what was the sum of \g<all>\g<rest>?"),
    )
)  # fmt: skip


def written_out(text: str) -> str:
    """The question with jotted operations in full. Never empty for a text that is not."""
    for pattern, plain in _RULES:
        said = " ".join(pattern.sub(plain, text).split())
        text = said or text
    return text
