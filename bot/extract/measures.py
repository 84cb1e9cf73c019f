"""The amounts, counts, times and intervals of a sentence, as stretches that might answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.candidate import Candidate
from bot.extract.kinds import Sort
from index.amounts import find_amounts
from index.attribution import claims_of
from index.period import FiscalCalendar, find_periods

_CALENDAR = FiscalCalendar()
_YEAR = re.compile(r"(?:19|20)\d\d")
# A year that begins a name ("the 2019 Equity Plan").
_NAMED = re.compile(r"\s+[A-Z][a-z]+(?:[ ,.)”\"]|$)")
# Times told without a date: "in year three", "over a three-year period", "on the tenth day of the month", "within 30 days of".
_LAPSE = re.compile(
    r"\bin (?:the )?year (?:one|two|three|four|five|\d)\b|\b(?:over|within|after|for|upon) (?:an? |the "
    r"|each )?(?:period of )?[\w-]+[- ](?:year|month|week|day|quarter)s?(?: period)?\b"
    r"|\bon (?:the |each )?(?:\w+ )?(?:anniversar(?:y|ies)|day of the month|business day)\b[^,;.]{0,60}",
    re.IGNORECASE,
)
_LEADS_TIME = re.compile(
    (
        r"(?<!\w)(?:(?:late|early|mid|middle\s+of|around|approximately|by|before|after|the\s+end\s+of"
        r"|end\s+of|the\s+beginning\s+of|the\s+(?:first|second|latter)\s+half\s+of|the\s+(?:spring|summer"
        r"|fall|autumn|winter)\s+of)[\s-]+(?:the\s+)?)+$"
    ),
    re.IGNORECASE,
)
# As in "445.0p" and "£(8.1m)": prices in pence, and a loss in brackets after its currency.
_OTHER_AMOUNT = re.compile(
    r"(?<![\w.,])\d[\d,]*(?:\.\d+)?p(?!\w)|[$£€¥]\s?\(\d[\d,.]*\s?(?:m|bn|k|million|billion|thousand)?\)"
)
# As in "we closed eight and sold 42": a number whose noun was said before.
_BARE = re.compile(
    (
        r"(?<![\w.,$£€¥(-])(?:\d{1,3}(?:,\d{3})+|\d+|two|three|four|five|six|seven|eight|nine|ten|eleven"
        r"|twelve)(?![\w%)-]|[.,]\d|\s+(?:per\s+cent|percent|%))"
    ),
    re.IGNORECASE,
)
# As in "annually, or more frequently if events indicate".
_MORE_OFTEN = re.compile(r",?\s+(?:and|or)\s+(?:more|less)\s+(?:frequently|often)\b[^.;]*", re.IGNORECASE)


def amounts_in(text: str) -> Iterator[Candidate]:
    """Every amount and count, with what it is of; numbers without a noun of their own, and prices in pence."""
    mentions = find_periods(text, _CALENDAR)
    amounts = find_amounts(text)
    claims = claims_of(text, amounts, mentions)
    for claim in claims:
        first = claim.slot.amounts[0]
        end = claim.slot.end
        quote = text[first.start : end]
        per = re.search(r"\s+(?:a|per|for each)\s+.*$|/.*$", quote) if first.unit.endswith("/share") else None
        sort = {"count": Sort.COUNT, "days": Sort.LENGTH, "months": Sort.LENGTH, "years": Sort.LENGTH}.get(
            first.unit, Sort.AMOUNT
        )
        label = claim.label
        move = ("fall" if claim.down else "rise") if claim.kind in {"change", "percent_change"} else ""
        if move:
            label = f"{'decrease' if claim.down else 'increase'} {label}"
        start = first.start + (1 if quote.startswith("\\") else 0)
        yield Candidate(
            start, first.start + per.start() if per else end, sort, first.of, claim.slot.start, label, claim.words, move
        )
    taken = [(a.start, a.end) for a in amounts] + [(m.start, m.end) for m in mentions]
    for number in _OTHER_AMOUNT.finditer(text):
        if not any(start < number.end() and number.start() < end for start, end in taken):
            yield Candidate(number.start(), number.end(), Sort.AMOUNT, "plain", number.start())
    for number in _BARE.finditer(text):
        if not any(start < number.end() and number.start() < end for start, end in taken):
            yield Candidate(number.start(), number.end(), Sort.COUNT, "bare", number.start())


def times_in(text: str) -> Iterator[Candidate]:
    for clock in re.finditer(
        (
            r"\b\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\.?)(?:\s+\(?(?:Eastern|Central|Pacific|Mountain|[ECPM][SD]?T"
            r"|GMT|UTC)(?:\s+[Tt]ime)?\)?)?"
        ),
        text,
        re.IGNORECASE,
    ):
        yield Candidate(clock.start(), clock.end(), Sort.TIME, "clock")
    for mention in find_periods(text, _CALENDAR):
        if _YEAR.fullmatch(text, mention.start, mention.end) and _NAMED.match(text, mention.end):
            continue
        early = _LEADS_TIME.search(text, max(0, mention.start - 40), mention.start)
        hour = re.match(
            (
                r",?\s+at\s+\d{1,2}(?::\d\d)?\s*[ap]\.?m\.?(?:\s+(?:[ECPM][SD]?T|Eastern|Pacific"
                r"|Central)\b(?:\s+[Tt]ime)?)?"
            ),
            text[mention.end :],
        )
        start = early.start() if early else mention.start
        yield Candidate(start, mention.end + (hour.end() if hour else 0), Sort.TIME, mention.how)
    for lapse in _LAPSE.finditer(text):
        yield Candidate(lapse.start(), lapse.end(), Sort.TIME, "lapse")
    for often in re.finditer(
        (
            r"\b(?:annually|quarterly|monthly|weekly|daily|semi-?annually|periodically|each\s+(?:year"
            r"|quarter|month|reporting\s+period)|every\s+(?:\w+\s+)?(?:years?|quarters?|months?|weeks?)"
            r"|(?:once|twice)\s+(?:a|every|per|each)\s+[\w\s]{3,20}?(?=[,.]|\s+(?:to|by|and|in|for)\b|$)"
            r"|on\s+an?\s+(?:annual|quarterly|monthly|ongoing|regular|periodic)\s+basis|(?:annual|quarterly"
            r"|monthly|recurring|ongoing|regular)\s+basis)"
        ),
        text,
        re.IGNORECASE,
    ):
        yield Candidate(often.start(), often.end(), Sort.OFTEN)
        more = _MORE_OFTEN.match(text, often.end())
        if more:
            yield Candidate(often.start(), often.end() + len(more.group().rstrip(" .;")), Sort.OFTEN, "or more")
