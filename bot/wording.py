"""Takes from a question what is no part of it: words run together, greetings, courtesies, the document it is asked of."""

from __future__ import annotations

import re

# How people run a question's first words together: "what's", "whats", "why'd", "who're".
_RUN_TOGETHER = tuple(
    (re.compile(pattern, re.IGNORECASE), whole)
    for pattern, whole in (
        (r"\b(what|who|where|when|how)['’]?s\b(?!['’])", r"\1 is"),
        (r"\b(what|who|where|when|how|why)['’]d\b", r"\1 did"),
        (r"\bcap[ -]ex\b", "capex"),
        (r"\bop[ -]ex\b", "opex"),
        (r"\b(what|who|where|when|how|why)['’]re\b", r"\1 are"),
        # a space left out before or between numbers: "more than15,000", "2017,2018 and 2019"
        (r"\b(than|of|to|in|by|from|exceed|exceeded|exceeding)(?=\d)", r"\1 "),
        (r"\b((?:19|20)\d\d),(?=(?:19|20)\d\d\b(?!,\d))", r"\1, "),
    )
)
# What goes round a question and is no part of it, and the document it is asked of.
_AROUND = re.compile(
    r"^(?:(?:hi|hey|hello|so|and|ok(?:ay)?|quick question|quick one)\b[\s,:!-]*)*"
    r"(?:(?:can|could|would|will) (?:you|u|someone|anyone) (?:please )?(?:tell|remind|show|give|let) "
    r"(?:me |us )?(?:know )?|(?:please |pls )?(?:tell|remind) (?:me|us) (?!about)|(?:explain|describe) "
    r"(?=how\b|why\b|what\b|who\b|when\b|where\b)|do (?:you|we|u) (?:happen to )?know |any idea |i(?:'d"
    r"| would) like to know |(?:i )?(?:need|want) to know |(?:please|pls|plz) )*"
    r"|[\s,]+(?:please|pls|plz|thanks|thank you|thx|ty)[\s.!]*(?=\?*$)"
    r"|\b(?:according to|based on|as per|per|mentioned in|given in|in|of|from) (?:the|this|their|its) "
    r"(?:(?:press|earnings) release|filing|document|text|form)\b",
    re.IGNORECASE,
)


_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SPOKEN_YEAR = re.compile(
    rf"\b(?P<century>nineteen|twenty|two thousand(?: and)?)[ -](?:(?P<tens>{'|'.join(_TENS)})(?:[ -](?P<unit>{'|'.join(_UNITS)}))?"
    rf"|(?P<teen>{'|'.join(_TEENS)})|(?:(?P<oh>oh|o)[ -])?(?P<alone>{'|'.join(_UNITS)}))\b",
    re.IGNORECASE,
)


def _in_digits(match: re.Match[str]) -> str:
    """A year spoken in two halves, in digits; the words themselves where they count something ("twenty five")."""
    century = match["century"].lower()
    if match["alone"] and not match["oh"] and not century.startswith("two"):
        return match[0]
    if match["teen"]:
        last = 10 + _TEENS.index(match["teen"].lower())
    else:
        unit = match["unit"] or match["alone"]
        last = (20 + 10 * _TENS.index(match["tens"].lower()) if match["tens"] else 0) + (
            1 + _UNITS.index(unit.lower()) if unit else 0
        )
    return str((1900 if century == "nineteen" else 2000) + last)


def plainly(question: str) -> str:
    """A question with its first words written out and nothing round it: "hey, whats the EPS pls" is "what is the EPS"."""
    text = " ".join(question.split())
    for pattern, whole in _RUN_TOGETHER:
        text = pattern.sub(whole, text)
    text = _SPOKEN_YEAR.sub(_in_digits, text)
    return re.sub(r"\s+(?=[?.!]*$)", "", " ".join(_AROUND.sub(" ", text).split())) or text
