"""What surrounds a question: how the answer is wanted, which statement to read, what a term is defined as, and chatter."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE = re.compile(
    r"(?<=[?!])\s+|(?<=[a-z0-9)%\"]\.)(?<!\b[a-z]\.)(?<!\binc\.)(?<!\bco\.)(?<!\bcorp\.)(?<!\bno\.)(?<!\bvs\.)(?<!\bltd\.)(?<!u\.s\.)\s+"
    r"|(?<=question:)\s+|(?<=your abilities:)\s+|\n+"
)
_ASKS = (
    r"(?:what|how|which|who|whom|whose|when|where|why|is|are|did|does|do|was|were|has|have|had|can|could"
    r"|will|would|list|name|give|tell|show|calculate|compute|find|explain|describe|by)"
)
_WORDS = {"zero": 0, "no": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_DECIMALS = re.compile(
    r"(?:round(?:ed)?|to|with)\b.*?\b(zero|no|one|two|three|four|five|six|\d)\s+(?:decimals?|decimal "
    r"places?|dp\b|digits? after)"
)
_WHOLE = re.compile(r"round(?:ed)? to (?:the )?(?:nearest )?(?:whole|integer|dollar|percent)")
_SCALE = re.compile(
    r"(?:\b(?:in|as)\b|\(in|\banswer in\b)[^.?,;]{0,22}?\b(thousands?|millions?|billions?|trillions?)\b"
    r"|\$\s?(m|mm|mn|bn|b|k)\b|\bin (?:usd |us\$ ?)?(mm|mn|bn)\b"
)
_SCALES = {"m": "million", "mm": "million", "mn": "million", "bn": "billion", "b": "billion", "k": "thousand"}
_PERCENT = re.compile(
    r"\b(?:in|as|units of) (?:an? |units of |terms of )*(?:percent(?:age)?s?\b|per cent|%)(?! "
    r"points?)(?! of| (?:change|increase))"
)
_POINTS = re.compile(r"(?:percentage|basis) points?|\bbps?\b|\bbp\b|\bpp\b")
_STATEMENTS = (
    ("cash flow statement", r"cash flows?(?: statement)?s?\b|statements? of cash flows?"),
    ("balance sheet", r"balance sheets?|statements? of financial position|financial position"),
    (
        "income statement",
        (
            r"income statements?|statements? of (?:consolidated )?(?:income|operations|earnings)|p&l(?: "
            r"statement)?|p & l|profit and loss"
        ),
    ),
)
_SOURCE = re.compile(
    r"\b(?:bas(?:ing|ed?)|rely|relying|using|utiliz\w+|utilis\w+|according to|considering|taking into "
    r"account|shown in|outlined in|provided|information|details|standpoint|approach|give a|resource"
    r"|judgments?|judgements?|pretend|assume|suppose|answer the|please|we want|we need)\b"
)
_DEFINITION = re.compile(
    r"(?<![@#\w])(?P<name>[\w%&' /()-]{2,80}?),?\s+(?:is|are|was|be|being)?\s*(?:defined|calculated"
    r"|computed|measured|expressed)\s+as\s*:?\s*(?P<body>.+)$"
)
_DEFINE = re.compile(r"\bdefin(?:e|ing) (?P<name>.{2,80}?) as\s*:?\s*(?P<body>.+)$")
_CALCULATE = re.compile(
    r"^(?:please |you (?:can|may|should) )?(?:calculate|compute|work out|get|find) (?:the "
    r")?(?P<name>.{2,60}?) (?:using|as|by|from|with)(?: (?:taking|dividing"
    r"|adding))?\s*:?\s*(?P<body>.+)$"
)

_PARTS = re.compile(
    r"(?P<name>[^?.]{2,120}?),? (?:using|with|taking|and) (?P<a>[^?.]+?) as (?:the |its |a "
    r")?numerator,? (?:and|with|over) (?P<b>[^?.]+?) as (?:the |its |a )?denominator"
)


@dataclass(frozen=True, slots=True)
class Framed:
    """A masked question taken apart.

    core: the sentence that asks. aside: clauses before the asking words that may name a line or period.
    name, body: what is defined first, and as what. others: the names and bodies of what is defined after it.
    """

    core: str
    aside: str
    unit: str
    scale: str
    decimals: int | None
    statements: tuple[str, ...]
    name: str
    body: str
    others: tuple[tuple[str, str], ...] = ()


def frame(text: str) -> Framed:
    """Take a masked, lower-case question apart."""
    sentences = [part.strip() for part in _SENTENCE.split(text) if part and part.strip()]
    name = body = ""
    others: list[tuple[str, str]] = []
    rest: list[str] = []
    for sentence in sentences:
        found = _definition(sentence)
        if found:
            if body:
                others.append(found)
            else:
                name, body = found
            if "?" not in sentence and not re.match(rf"{_ASKS}\b", sentence):
                continue
        rest.append(sentence)
    core = _asking(rest) or text
    core, aside = _without_preamble(core)
    for sentence in rest:
        if sentence not in core and "@" in sentence and not _SOURCE.search(sentence) and core not in sentence:
            aside = f"{aside} {sentence}".strip()
    return Framed(core, aside, *_wanted(text), _statements(text), name, body, tuple(others))


def _definition(sentence: str) -> tuple[str, str] | None:
    parts = _PARTS.search(sentence)
    if parts:
        return parts["name"].strip(), f"({parts['a']}) / ({parts['b']})"
    for pattern in (_DEFINITION, _DEFINE, _CALCULATE):
        match = pattern.search(sentence)
        if (
            match
            and not re.match(rf"{_ASKS}\b.*\?$", match["body"].strip())
            and re.search(r"[-+/*(]|divided|minus|plus|over|\band\b|sum|less|average", match["body"])
        ):
            return match["name"].strip(), match["body"].strip(" .?")
    return None


def _asking(sentences: list[str]) -> str:
    marked = [part for part in sentences if part.endswith("?")]
    if marked:
        return marked[-1]
    asking = [part for part in sentences if re.search(rf"(?:^|[,:] ){_ASKS}\b", part) and not _is_instruction(part)]
    if asking:
        return asking[0]
    plain = [part for part in sentences if not _is_instruction(part)]
    return plain[0] if plain else (sentences[0] if sentences else "")


def _is_instruction(sentence: str) -> bool:
    return (
        bool(
            re.match(
                r"(?:answer|round|give|please|assume|pretend|base|use|express|state|respond|approach|calculate what)\b",
                sentence,
            )
        )
        and "@" not in sentence
    )


_LEFT_OUT = re.compile(r"(?:and |so |but )*(?:excluding|without|other than|apart from|except for|not including)\b")


def _without_preamble(core: str) -> tuple[str, str]:
    """The asking part, and the clause before it where it says which line or period is meant."""
    match = re.match(
        rf"^(?P<aside>(?:by \w+ing\b|(?!{_ASKS}\b)).+?)(?:[,:]|\bquestion\b:?)\s*(?P<core>(?:and |so |then )?(?:by )?(?:what|how|which|who|when|where|why|is|are|did|does|was|were|has|have|had|can)\b.+)$",
        core,
    )
    if match is None:
        return core, ""
    aside = match["aside"]
    if _LEFT_OUT.match(aside):
        return f"{match['core'].strip(' ?.!')} {aside}", ""
    if _SOURCE.search(aside) and "@" not in aside:
        return match["core"], ""
    return match["core"], "" if _SOURCE.search(aside) and not re.search(r"@\d", aside) else aside


def _wanted(text: str) -> tuple[str, str, int | None]:
    """Unit, scale and decimals that the question asks for."""
    scale = ""
    match = _SCALE.search(text)
    if match:
        found = next(group for group in match.groups() if group)
        scale = _SCALES.get(found, found.rstrip("s"))
    unit = "percent" if _PERCENT.search(text) else ""
    if re.search(r"\bas a ratio\b|\bin times\b", text):
        unit = "ratio"
    decimals = None
    places = _DECIMALS.search(text)
    if places:
        decimals = _WORDS.get(places[1])
        decimals = int(places[1]) if decimals is None and places[1].isdigit() else decimals
    elif _WHOLE.search(text):
        decimals = 0
    return unit, scale, decimals


def _statements(text: str) -> tuple[str, ...]:
    return tuple(
        name
        for name, pattern in _STATEMENTS
        if re.search(
            rf"(?:{_SOURCE.pattern}|from|in|on|per|within|by).{{0,80}}\b(?:the |its |their )(?:{pattern})", text
        )
    )
