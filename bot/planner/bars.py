"""What is said after a bar that things must pass, which names what is compared."""

from __future__ import annotations

import re

_BAR = re.compile(
    r"\b(?:over|above|more than|greater than|higher than|at least|under|below|fewer than|less than|lower than"
    r"|exceed\w*)\s+[$€£]?[\d.,]+\s*(?:thousand|million|billion|mm|mn|bn|[kmb]\b|%|percent)?(?P<after>[^?]*)",
    re.IGNORECASE,
)

_WHEN = re.compile(
    r"\s*\b(?:in|during|for|at|as of|on|by)\s+(?:the\s+)?(?:(?:fiscal|years?|quarters?|fy|q[1-4])\b|(?:19|20)\d\d|[A-Z][a-z]+ \d).*$"
    r"|\s*\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)


def after_the_bar(text: str) -> str:
    """What is said after a bar that things must pass ("over 400 million votes withheld"): it names what is compared."""
    found = _BAR.search(text)
    return _WHEN.sub("", found["after"]).strip(" .") if found else ""
