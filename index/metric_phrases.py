"""The words an amount is of: "Revenues for the quarter were $9.8 million" -> Revenues; "$2.4 million of goodwill" -> goodwill.

Works on a masked sentence: amounts stand as runs of AMOUNT and periods as runs of PERIOD, at their own places, so that
no word of a date or a figure is taken for part of a name.
"""

from __future__ import annotations

import re

AMOUNT, PERIOD = "\x01", "\x02"

# A preposition inside a metric's name belongs to it after these words: "income from operations", "cash used in operations".
_JOINS = {
    "from": (
        r"income|loss|profit|earnings|proceeds|revenues?|cash|flows?|gains?|sales|benefit|receipts|provided"
        r"|cash\s+used|royalties|fees|contribution"
    ),
    "before": r"income|loss|earnings|profit|expenses?",
    "by": r"provided|used|generated|owned|held|occupied",
    "in": (
        r"used|invested|increase|increases|decrease|decreases|change|changes|decline|growth|reduction"
        r"|investments?|improvement|interests?|rise|drop|provided"
    ),
    "on": r"returns?|gains?|loss|losses|interest|tax|taxes|yield|impact|effect|extinguishment|spending",
    "for": (
        r"sales|income|revenues?|earnings|ebitda?|profit|margin|loss|provision|allowance|reserves?|benefit"
        r"|demand|charges?|costs?|expenses?|payments?|price|paid|accrual|liability|used|commitments?"
        r"|consideration|available"
    ),
    "to": (
        r"returns|attributable|related|available|applicable|due|payments?|contributions?|dividends?|returned"
        r"|relating|ratio|transfers?"
    ),
    "with": r"associated|agreements?",
    "per": r".*",
    "of": r".*",
    "as": r"such",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STOPS = _words(
    """
    a an the its our their his her this that these those which who whom whose we it they there us company
    company's was were is are be been being had has have having do does did report reports reported record records
    recorded generate generated generates incur incurred incurs recognize recognized recognizes recognise
    recognised post posted achieve achieved deliver delivered include includes included including exclude excludes
    excluded excluding expect expects expected resulting resulted reflecting reflect reflects reflected receive
    received receives paid pay pays made make makes declared declare announced announce realized realize completed
    issue issued sold purchased acquired compare compared comparing versus vs against than but or while until
    unless whereas although though because since if when where after over through under during at upon within
    without representing represented represents comprised consisting consists contain contains contained saw
    earned earn exceeded brought adding added plus minus less also now will would should could may might can
    approximately about roughly nearly almost only just both either each every all some any such respectively
    primarily mainly largely principally partially partly offset driven due not no increased decreased declined
    rose fell grew dropped improved up down totaling totalled totaled totalling amounting amounted repurchased
    borrowed repaid drew contributed resulted caused led had remained remain remains anticipates anticipate
    anticipated projects project forecast forecasts estimate estimates estimated believe believes plans plan
    continue continues intends intend became becomes become continued includes: and/or i.e e.g then thus therefore
    however additionally furthermore moreover
    """
)
_DONE = frozenset(
    {"repurchased", "sold", "issued", "purchased", "acquired", "paid", "received", "recognized", "recorded"}
)
_FORESEEN = frozenset({"expected", "anticipated", "estimated", "projected"})
_KEEP_IN_FRONT = frozenset({"less", "net", "up", "down", "plus", "minus", "due"})
_WORD = re.compile(r"[^\s,;:()\"“”\[\]—–]+|[,;:()\"“”\[\]—–]")
_PUNCTUATION = frozenset(',;:()"“”[]—–')
_CHANGE_NOUN = (
    r"(?:increases?|decreases?|declines?|growth|reductions?|improvements?|rise|drop|change|gain|fall"
    r"|expansion|contraction)"
)
CHANGE_VERB = (
    r"(?:increas(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|r(?:ise|ises|ose|isen"
    r"|ising)|f(?:all|alls|ell|allen|alling)|gr(?:ow|ows|ew|own|owing)"
    r"|drop(?:s|ped|ping)?|improv(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)|chang(?:e|es|ed|ing)|expand(?:s|ed"
    r"|ing)?|contract(?:ed|ing)|narrow(?:s|ed|ing)?|widen(?:s|ed|ing)?|was\s+up|were\s+up|was\s+down"
    r"|were\s+down|is\s+up|are\s+up|up|down"
    r"|higher|lower|climb(?:ed|s|ing)?|jump(?:ed|s)?|surg(?:ed|es)|slid|slipped|soared|advanc(?:ed|es))"
)
DOWNWARD = re.compile(
    (
        r"\b(?:decreas\w*|declin\w*|f[ae]ll\w*|drop\w*|reduc\w*|down|lower|contract\w*|narrow\w*|slid"
        r"|slipped|less|fewer|fall)\b"
    ),
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:and|but|or|the|a|an|its|our|their|his|this|these|those|company['’]s|her|all|both|also"
    r"|approximately|about|additionally|however|overall|further|in\s+addition|total\s+of|aggregate\s+of"
    r"|of|for|to|"
    r"such|that|which|expected|anticipated|projected|while|whereas|as|then|now|by|we|it|higher|lower)(?![\w-])[\s,]*)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    (
        r"[\s,]*\b(?:for|in|during|as|at|of|on|the|and|or|to|from|by|with|was|were|is|are|an?|its|our|over"
        r"|through|ended|each|both|period|also|which|that|that\s+are|per\s+year|significantly|slightly"
        r"|approximately|substantially|,)$"
    ),
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"^(?:[A-Z][\w.&,-]*\s+){0,4}[A-Z][\w.&-]*['’]s?\s+(?=[a-zA-Z])")
_EMPTY = re.compile(
    (
        r"^(?:it|this|they|we|he|she|that|which|there|these|those|one|company|loss|net|additional"
        r"|respectively|amount|total|aggregate|management|period|quarter|year|result|addition|the\s+company"
        r"|such\s+amount|\W*)$"
    ),
    re.IGNORECASE,
)
_LONGEST = 14  # words in a label


def phrase_before(masked: str, text: str, end: int) -> str:
    """The noun phrase that ends at a place: of "reported a net loss of" it is "net loss"."""
    words = list(_WORD.finditer(masked, 0, end))
    start = end
    for number in range(len(words) - 1, -1, -1):
        word = words[number].group()
        lowered = word.lower()
        if AMOUNT in word or PERIOD in word or word in _PUNCTUATION or lowered in _STOPS:
            if word == "," and _is_listed(words, number):
                continue
            if lowered in {"the", "our", "its"} and number > 1 and _joins(words, number - 1) and start < end:
                continue
            break
        if lowered in _JOINS and not _joins(words, number):
            break
        if lowered == "and" and number and words[number - 1].group() == "," and not _is_listed(words, number - 1):
            break
        start = words[number].start()
    phrase = text[start:end]
    astray = re.match(
        r"(?:related|associated|attributable|due|resulting|primarily)\b.*?\band\s+(.*)", phrase, re.DOTALL
    )
    return clean(astray.group(1) if astray else phrase)


def _joins(words: list[re.Match[str]], number: int) -> bool:
    """Whether the preposition at a place belongs inside a name, by the word before it."""
    pattern = _JOINS.get(words[number].group().lower())
    return bool(pattern and number and re.fullmatch(pattern, words[number - 1].group().lower()))


def _is_listed(words: list[re.Match[str]], comma: int) -> bool:
    """Whether a comma stands inside a name like "selling, general and administrative expenses"."""
    after = [word.group().lower() for word in words[comma + 1 : comma + 5]]
    before = words[comma - 1].group().lower() if comma else ""
    if not re.fullmatch(r"[a-z][a-z-]*", before) or before in _STOPS:
        return False
    return (
        after[:3] == ["general", "and", "administrative"]
        or after[:1] == ["net"]
        or (after[:2] == ["plant", "and"])
        or (before == "research" and after[:1] == ["development"])
        or (after[1:2] == ["and"] and before in {"property", "depreciation", "sales", "cash", "depletion"})
    )


def phrase_after(masked: str, text: str, start: int) -> str:
    """The noun phrase that begins at a place: of "of license and milestone fees, compared" it is "license and milestone fees"."""
    end = start
    previous = ""
    for number, word in enumerate(_WORD.finditer(masked, start)):
        token, lowered = word.group(), word.group().lower().rstrip(".")
        if AMOUNT in token or PERIOD in token or token in _PUNCTUATION:
            break
        if lowered in {"the", "our", "its", "their", "a", "an", "company's", "these", "such"}:
            if number and previous not in _JOINS:
                break
        elif (
            (
                lowered in _STOPS
                and not (number == 0 and lowered in _KEEP_IN_FRONT)
                and not (lowered in _FORESEEN and (number == 0 or previous in _JOINS))
            )
            or (lowered in _JOINS and number and not re.fullmatch(_JOINS[lowered], previous))
            or (lowered == "and" and _is_new_clause(masked, word.end()))
            or (
                re.fullmatch(
                    (
                        r"(?:related|associated|relating|attributable|incurred|classifying|pursuant|based"
                        r"|payable|receivable|outstanding)"
                    ),
                    lowered,
                )
                and lowered not in {"payable", "receivable", "outstanding"}
                and number > 0
                and not re.match(r"\s+(?:to|with)\s+(?:the\s+)?[a-z]", masked[word.end() :])
            )
        ):
            break
        previous = lowered
        end = word.end()
        if token.endswith(".") and not re.fullmatch(r"(?:[A-Za-z]\.)+|Inc\.|Corp\.|Co\.", token):
            break
    return clean(text[start:end])


def _is_new_clause(masked: str, at: int) -> bool:
    """Whether what follows an "and" begins another amount's clause."""
    following = masked[at : at + 60]
    return bool(
        re.match(
            rf"\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){{0,5}}(?:of\s+|was\s+|were\s+|to\s+be\s+|by\s+)?{AMOUNT}", following
        )
        or re.match(r"\s+(?:a|an|we|it|had|has|is|are|was|were|the)\b", following)
    )


def subject_of(masked: str, text: str, start: int, end: int) -> str:
    """The subject of a verb that begins at `end`: the words from the clause's start, adverbials and periods taken out."""
    begin = start
    for mark in re.finditer(
        (
            r"[;:—]\s|\s[-–]\s|,\s+(?:and|but|while|whereas|which|as|with|compared|so|yet)\s+|\.\s+(?=[A-Z])"
            r"|\b(?:while|whereas|because|that(?!\s+(?:can|could|may|might|will|would|is|are|was|were|has|have|had)\b)"
            r"|although|whether|if|when)\s+"
        ),
        masked[start:end],
    ):
        begin = start + mark.end()
    lead = re.match(
        (
            r"\s*(?:for|in|during|on|at|as|excluding|including|under|after|due|since|despite|while|although"
            r"|however|additionally|also|overall|further|through|by|within|over|of|from|with|consistent"
            r"|based|following|similarly|finally|second|first|third)\b[^,]*,\s*"
        ),
        masked[begin:end],
        re.IGNORECASE,
    )
    if lead and begin + lead.end() < end:
        begin += lead.end()
    begin += _without_aside(masked[begin:end])
    words = masked[begin:end]
    words = (
        re.sub(r",[^,]*,\s*$", " ", words)
        if re.search(r",[^,]*,\s*$", words) and not re.search(r",\s*general\s+and", words)
        else words
    )
    words = re.sub(r"\([^()]*\)", " ", words)
    words = re.sub(
        rf"\s*\b(?:for|in|during|at|as\s+of|over|throughout|of|on|through)\s+(?:the\s+|both\s+|each\s+of\s+|our\s+|its\s+)*(?:{PERIOD}+[\s,]*(?:and\s+|or\s+)?(?:periods?|(?:fiscal\s+)?years?)?)+",
        " ",
        words,
    )
    words = re.sub(rf"{PERIOD}+|{AMOUNT}+", " ", words)
    if len(words) == end - begin and words == masked[begin:end]:
        words = text[begin:end]
    return clean(words)


def _without_aside(words: str) -> int:
    """How much of a subject is a company that speaks or a clause before the real subject ("ImmunoGen expects its net loss")."""
    told = re.match(
        (
            r".*?\b(?:expects?|anticipates?|estimates|projects|forecasts|believes?|reported|announced"
            r"|said|noted|targets|sees|guides|assumes?|plans|(?:we|they|management)\s+(?:(?:also|now|still|currently)\s+)?"
            r"(?:estimate|project|forecast|target|guide|plan))\s+(?:that\s+)?(?=(?:the|its|our|their|total"
            r"|net|full|[a-z]))"
        ),
        words,
    )
    return told.end() if told else 0


def clean(phrase: str) -> str:
    """A metric's name, tidy: no determiner in front, no preposition behind, one space between words, not too long."""
    phrase = re.sub(r"\([^()]*\)", " ", phrase)
    phrase = re.sub(rf"[{AMOUNT}{PERIOD}\"“”*•·●■▪\\]|<[^>]*>", " ", phrase)
    phrase = " ".join(phrase.split()).strip(" ,;:-–—.")
    before = None
    while before != phrase:
        before = phrase
        phrase = _LEADING.sub("", phrase)
        phrase = _TRAILING.sub("", phrase).strip(" ,;:-–—.")
    phrase = _POSSESSIVE.sub("", phrase)
    words = phrase.split()
    if len(words) > _LONGEST:
        cut = next(
            (
                n
                for n, word in enumerate(words)
                if n > 2
                and word.lower()
                in {
                    "that",
                    "which",
                    "who",
                    "related",
                    "associated",
                    "resulting",
                    "for",
                    "in",
                    "from",
                    "with",
                    "under",
                    "by",
                }
            ),
            _LONGEST,
        )
        phrase = _TRAILING.sub("", " ".join(words[: min(cut, _LONGEST)])).strip(" ,;:-")
    if re.search(r"\b(?:is|are|was|were|has|have|had|shall|will|which|who)\b", phrase):
        return ""  # a clause, not a name
    return "" if _EMPTY.match(phrase) or not re.search(r"[A-Za-z]{2}", phrase) else phrase


def change_in(phrase: str) -> str | None:
    """What a phrase says has changed: "increase in anticipated capital expenditures" -> the last words; None if none."""
    named = re.match(
        rf"(?:.*\s)?{_CHANGE_NOUN}\s+(?:in|of|to|for|on)\s+(?:the\s+|our\s+|its\s+)?(.*)$", phrase, re.IGNORECASE
    )
    if named:
        return clean(named.group(1))
    return (
        ""
        if re.fullmatch(
            rf"(?:(?:net|total|overall|year-over-year|sequential|corresponding|organic)\s+)*{_CHANGE_NOUN}",
            phrase,
            re.IGNORECASE,
        )
        else None
    )


def is_loss(label: str) -> bool:
    """Whether a name is of a loss that a filing counts as negative: "net loss", "loss from operations", "loss per share"."""
    if re.search(r"\b(?:income|earnings|profit)\s*\(loss", label, re.IGNORECASE):
        return False
    return bool(
        re.search(
            (
                r"\b(?:net|operating|pre-?tax|comprehensive|gross|adjusted|GAAP|diluted"
                r"|basic)\s+loss(?:es)?\b(?!\s+(?:on|ratio|reserve|carry|rate))"
            ),
            label,
            re.IGNORECASE,
        )
        or re.search(r"\b(?:EBITDAR?|EBITA?|segment|adjusted[\w ]*)\s+loss(?:es)?$", label, re.IGNORECASE)
        or re.match(r"(?:\w+\s+){0,2}loss\s+(?:from|before|per|attributable|for\s+the)\b", label, re.IGNORECASE)
    )
