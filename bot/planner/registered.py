"""Plans answers from what a cover registers and ticks: par values, coupons, listings, statements with a box, the date signed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.lexicon import all_stems, stems, word_set
from bot.plan import Passage, Plan, Quote
from bot.planner.binding import Desk
from bot.planner.covers import bare_words, cover_of
from bot.question.reading import Reading
from index.cover import Blank, Cover
from index.layout import Span
from index.registered import boxes, classes, common_par, signed_on

_SURE = 0.95
_YES_NO = re.compile(r"^(?:so |and )?(?:is|are|was|were|does|do|did|has|have)\b", re.IGNORECASE)
_PAR = re.compile(r"\bpar value\b", re.IGNORECASE)
_COUPON = re.compile(r"\b(?:coupon|interest rate|rate)s?\b", re.IGNORECASE)
_NOTES = re.compile(r"\b(?:notes?|debentures?|bonds?)\b", re.IGNORECASE)
_LISTED = re.compile(r"\b(?:listed|traded?|trades|registered|quoted)\b", re.IGNORECASE)
_WHEN = re.compile(r"\bwhen\b|\bwhat (?:date|day)\b|\bdate\b", re.IGNORECASE)
_SIGNED = re.compile(r"\bsign(?:ed|ing|ature)\b", re.IGNORECASE)
_OF_PAR = word_set("par value stock shares share common ordinary class per capital each much")
_OF_NOTES = word_set(
    "note notes debenture debentures bond bonds coupon coupons rate rates interest due maturing listed traded trade trades"
    " registered series senior list exchange stock nyse nasdaq new york pays pay carry carries class classes securities security"
    " section 12b"
)
_OF_SIGNING = word_set("annual quarterly current date day sign signed signing signature signatures officer ceo")
_OF_LISTING = word_set(
    "stock stocks share shares common ordinary listed list traded trade trades registered quoted exchange market"
)
_EXCHANGES = (("new york stock exchange", r"\bnyse\b|\bnew york stock exchange\b"), ("nasdaq", r"\bnasdaq\b"))


def from_registered(desk: Desk, reading: Reading) -> Plan | None:
    """A plan that quotes what the cover registers or ticks; None where a question asks for anything else, or it says nothing."""
    text = reading.text
    words = bare_words(desk, text)
    cover = cover_of(desk)
    return (
        _par_value(cover, desk, text, words)
        or _notes(cover, desk, text, words)
        or _listed(cover, desk, text, words)
        or _signed(cover, desk, text, words)
        or _ticked(cover, desk, text, words)
    )


def _par_value(cover: Cover, desk: Desk, text: str, words: frozenset[str]) -> Plan | None:
    if not _PAR.search(text) or not words <= _OF_PAR:
        return None
    found = [one for one in classes(cover) if one.par is not None]
    values = {one.par.of(cover.text).lower() for one in found if one.par is not None}
    told = common_par(cover) if not found else None
    if told is not None:
        return _boolean(desk, [told.around], value=told.ticked) if _YES_NO.match(text) else _spans(desk, [told])
    if not found or (len(values) > 1 and not re.search(r"\bclass(?:es)?\b", text, re.IGNORECASE)):
        return None
    if _YES_NO.match(text):
        return _boolean(desk, [one.security.around for one in found[:1]], value=not found[0].none)
    each = {
        one.par.of(cover.text): Blank(one.par, one.security.around) for one in reversed(found) if one.par is not None
    }
    return _spans(desk, list(each.values())[::-1])


def _notes(cover: Cover, desk: Desk, text: str, words: frozenset[str]) -> Plan | None:
    """Which notes are registered, and what they pay: those due in the year that is named, or all of them."""
    years = re.findall(r"\b20\d\d\b", text)
    if not _NOTES.search(text) or _YES_NO.match(text) or not (_COUPON.search(text) or _LISTED.search(text)):
        return None
    if not words <= _OF_NOTES | set(years):
        return None
    found = [one for one in classes(cover) if one.coupon is not None and _NOTES.search(one.title)]
    found = [one for one in found if all(year in one.title for year in years)]
    if _COUPON.search(text):
        return _spans(desk, [Blank(one.coupon, one.security.around) for one in found if one.coupon is not None])
    return _spans(desk, [Blank(one.security.title, one.security.around) for one in found])


def _listed(cover: Cover, desk: Desk, text: str, words: frozenset[str]) -> Plan | None:
    """Whether the stock is listed on the exchange that is named."""
    named = [name for name, pattern in _EXCHANGES if re.search(pattern, text, re.IGNORECASE)]
    allowed = _OF_LISTING | word_set("nyse nasdaq new york")
    held = cover.securities()
    if len(named) != 1 or not held or not _YES_NO.match(text) or not _LISTED.search(text) or not words <= allowed:
        return None
    on = [one for one in held if named[0] in one.exchange.of(cover.text).lower().replace("nyse", _EXCHANGES[0][0])]
    return _boolean(desk, [(on or held)[0].around], value=bool(on))


def _signed(cover: Cover, desk: Desk, text: str, words: frozenset[str]) -> Plan | None:
    """When the report was signed; with who signed it, where both are asked for."""
    if not _SIGNED.search(text) or not _WHEN.search(text) or _YES_NO.match(text) or not words <= _OF_SIGNING:
        return None
    found = signed_on(cover)
    if found is None:
        return None
    who = list(cover.signatures()[:1]) if re.search(r"\bwho\b", text, re.IGNORECASE) else []
    return _spans(desk, [*who, found])


_NOT = re.compile(r"\bnot\b|n['’]t\b", re.IGNORECASE)
_MEANT = word_set("filed company registrant corporation form current report indicate check mark if box appropriate")
_FEWEST = 2  # stems by which a statement with a box is known


def _ticked(cover: Cover, desk: Desk, text: str, words: frozenset[str]) -> Plan | None:
    """Whether the box beside a statement is ticked: the one statement that says every word of the question, and denies as it does."""
    if not _YES_NO.match(text):
        return None
    wanted = set(stems(" ".join(words))) - set(all_stems(" ".join(_MEANT)))
    if len(wanted) < _FEWEST:
        return None
    found = [
        box
        for box in boxes(cover)
        if wanted <= set(all_stems(box.around.of(cover.text)))
        and (not _NOT.search(box.around.of(cover.text)) or bool(_NOT.search(text)))
    ]
    return _boolean(desk, [found[0].around], value=found[0].ticked) if len(found) == 1 else None


def _spans(desk: Desk, blanks: Sequence[Blank]) -> Plan | None:
    quotes = tuple(Passage(desk.filing, blank.value, blank.around) for blank in blanks)
    return Plan(Quote(quotes, "spans"), confidence=_SURE) if quotes else None


def _boolean(desk: Desk, spans: Sequence[Span], *, value: bool) -> Plan:
    quotes = tuple(Passage(desk.filing, span, span) for span in spans)
    return Plan(Quote(quotes, "boolean", value), confidence=_SURE)
