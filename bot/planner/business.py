"""Plans what a company does, where a question asks for no more: the sentence in which it says what kind of company it is."""

from __future__ import annotations

import re

from bot.plan import Passage, Plan, Quote
from bot.planner.binding import Desk
from bot.planner.covers import bare_words
from bot.planner.prose import told_by
from bot.planner.refusals import refuse
from bot.question.reading import Reading
from index.naming import names_of, short_name

_ASKED = re.compile(
    r"^(?:so )?(?:what (?:does|do|did) .{1,60}? (?:do|make|sell|produce|offer|work on)(?: for a living| "
    r"exactly)?\s*\?*$|what (?:kind|type|sort) of (?:company|business|firm)\b|(?:what|which) (?:business"
    r"|industry|sector)\b|"
    r"(?:describe|explain|summari[sz]e) .{0,60}?\bbusiness\b|who (?:is|are) |what (?:is|are) |what.* "
    r"business\b|.*\b(?:business|company) (?:overview|description|profile|model)\b|(?:tell me )?about )",
    re.IGNORECASE,
)
_KIND = (
    r"(?:company|corporation|firm|bank|business|provider|maker|manufacturer|producer|retailer|supplier"
    r"|developer|leader|operator|distributor|insurer|utility|group|trust|"
    r"organi[sz]ation|platform|holding|partnership|enterprise|designer|marketer|seller|services)"
)
_DOES = re.compile(
    (
        r"^(?:the company|we|our company|it)\s+(?:\w+ly\s+)?(?:designs?|develops?|manufactures?|markets?"
        r"|makes?|provides?|sells?|operates?|offers?|engages?|owns?|builds?|creates?|produces?"
        r"|distributes?)\b"
    ),
    re.IGNORECASE,
)
_ALLOWED = frozenset(
    [
        "kind",
        "type",
        "sort",
        "business",
        "make",
        "sell",
        "produce",
        "offer",
        "work",
        "exactly",
        "industry",
        "sector",
        "describe",
        "explain",
        "summarize",
        "overview",
        "description",
        "profile",
        "model",
        "operate",
        "operates",
        "lines",
        "line",
        "living",
    ]
)
_SURE = 0.85


def from_business(desk: Desk, reading: Reading) -> Plan | None:
    """A plan that quotes what the filer says it is; a refusal where no sentence says it; None where the question asks for anything else."""
    words = bare_words(desk, reading.text)
    named = words != frozenset(re.findall(r"[a-z0-9][\w.'-]*\w|[a-z0-9]", reading.text.lower()))
    if not _ASKED.match(reading.text) or not words <= _ALLOWED or not named:
        return None
    if (
        not words
        and not re.search(r"\bdo(?:es)?\b|\bwho\b|\babout\b|\bbusiness\b", reading.text, re.IGNORECASE)
        and not _names_filer(desk, reading.text)
    ):
        return None
    told = told_by(desk.shelf, desk.filing)
    names = "|".join(re.escape(name) for name in sorted(names_of(desk.record), key=len, reverse=True))
    owner = rf"(?i:{names})(?:,? (?:Inc|Corp|Corporation|Company|Co|Ltd|LLC|plc)\b\.?)?(?:\s*\([^()]*\))*"
    is_one = re.compile(
        rf"(?:{owner},|(?:{owner}|\bWe|\bThe Company|\bthe Company)(?:,[^,]{{0,80}},)? (?:is|are|was|operates as)(?: also)?) (?:an?|one of|the) (?P<what>[^.;]*?\b{_KIND}\b[^.;]*)"
    )
    best: tuple[float, int] | None = None
    for number, (sentence, title) in enumerate(zip(told.sentences, told.titles, strict=True)):
        about = re.match(rf"about (?:{names})", title, re.IGNORECASE)
        score = 2.0 if is_one.search(sentence.text) else 1.0 if _DOES.match(sentence.text) else 0.0
        if not score or len(sentence.text) > _TOO_LONG:
            continue
        score += (
            1.0
            if about
            or re.search(
                r"\b(?:business|overview|company background|general|description of business)\b", title, re.IGNORECASE
            )
            else 0.0
        )
        if best is None or score > best[0]:
            best = (score, number)
    if best is None:
        return None if words else refuse(desk, reading, None)
    span = told.sentences[best[1]].span
    return Plan(Quote((Passage(desk.filing, span, span),), "text"), confidence=_SURE)


_TOO_LONG = 700  # characters


def _names_filer(desk: Desk, text: str) -> bool:
    bare = text.strip(" ?.").lower()
    return bare.endswith(tuple(name.lower() for name in (*names_of(desk.record), short_name(desk.record.company))))
