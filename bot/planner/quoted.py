"""Whether a sentence quoted for a figure is of the period, the kind and the standing that the question asked for."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.extract.kinds import Sort, asked_of
from bot.extract.senses import content_words
from bot.lexicon import same_groups, stems
from bot.numbers.formulas import exact_formula
from bot.plan import Plan, Quote
from bot.planner.binding import Desk
from bot.planner.counted import names_one_of_two
from bot.planner.timing import readings_of
from bot.question.reading import Kind, Metric, Reading
from index.naming import names_of
from index.period import Duration, Instant, Period, find_periods

_REPORTED = timedelta(days=80)  # a stretch that filings report on, a quarter or more
_WEEK = timedelta(days=7)
_MONEY = re.compile(r"[$€£¥]|\b(?:dollars|euros|pounds|cents)\b")
_HOW_MANY = re.compile(
    r"\bhow many (?!(?:\w+ )?(?:thousands?|millions?|billions?|dollars|euros|cents)\b)", re.IGNORECASE
)
_PORTION_ASKED = re.compile(
    r"\b(?:what|which|how large a|how big a) (?:percentage|percent|proportion|portion|fraction)\b"
    r"|\bas an? (?:percentage|percent|proportion|fraction)\b|\bas an? %",
    re.IGNORECASE,
)
# "The second quarter" is a time, "a quarter of" a portion.
_PORTION_TOLD = re.compile(
    r"%|\bper ?cent|\bbasis points|\b(?:a|one|two|three|four|nine)[ -](?:third|quarter|fifth|tenth)s?\b"
    r"|\b(?:half|majority|all|none|substantially)\b",
    re.IGNORECASE,
)
_AMOUNT_TOLD = re.compile(r"[$€£¥%]|\b(?:dollars|euros|pounds|cents|[mb]illion)\b|\d,\d{3}|\d\.\d", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d|\b(?:no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|dozens?|hundreds?|several|both|a single)\b",
    re.IGNORECASE,
)
_EXPECTS = re.compile(
    r"\b(?:expects?|anticipates?|guidance|forecasts?|projects?|estimates? (?:that|its)|intends?|plans? to)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:expect\w*|anticipat\w*|guid\w*|outlook|forecast\w*|project\w*|plan\w*|intend\w*|estimat\w*|target\w*|will|would"
    r"|could|may|might|going to|to come|next|future|upcoming|by (?:the )?(?:summer|mid|end|year)\w*|increase in|scheduled)\b",
    re.IGNORECASE,
)


def is_of_asked(desk: Desk, reading: Reading, words: Plan) -> bool:
    """Whether words that give a figure may stand for the one asked for; true of words that give none, or where none is asked."""
    if reading.kind not in {Kind.FIGURE, Kind.COUNT} or not isinstance(words.act, Quote):
        return True
    text = desk.shelf.filing(desk.filing).text
    quoted = " ".join(quote.span.of(text) for quote in words.act.quotes)
    around = " ".join(dict.fromkeys(quote.around.of(text) for quote in words.act.quotes))
    if _HOW_MANY.search(reading.text):
        counts = _NUMBER.search(quoted) and not _MONEY.search(quoted) and _counts_the_same(desk, reading, words)
        return bool(counts) and _at_time(desk, reading, around)
    if not _AMOUNT_TOLD.search(quoted) and _asks_known_amount(reading):
        return False
    if not re.search(r"\d", quoted):
        return True
    if _PORTION_ASKED.search(reading.text) and not _PORTION_TOLD.search(around):
        return False
    if asked_of(reading.text).sort in {Sort.TIME, Sort.WHO, Sort.WHERE, Sort.REASON}:
        return True
    expected = _EXPECTS.search(around) and _MONEY.search(quoted)
    if expected and reading.basis != "guidance" and not _AHEAD.search(reading.text):
        return False
    return _at_time(desk, reading, around)


_YEARLY = frozenset(stems("full year annual"))


def _asks_known_amount(reading: Reading) -> bool:
    """Whether all that is asked is a measure that has a name of its own, for a time ("capex fy22?"): only an amount will do."""
    ask = reading.asks[0] if len(reading.asks) == 1 else None
    if reading.kind is not Kind.FIGURE or not isinstance(ask, Metric) or not reading.periods:
        return False
    said = tuple(stem for stem in stems(ask.phrase) if stem not in _YEARLY)
    known = exact_formula(ask.phrase) is not None or any(said in group for group in same_groups())
    return known and asked_of(reading.text).sort in {Sort.WHAT, Sort.AMOUNT}


_COUNTED = re.compile(
    r"\bhow many (?:of (?:the |its |their |these |those )?)?(?P<what>[\w' -]+?)(?=\s+(?:is|are|was|were|did|does|do|has|have|had"
    r"|can|could|will|would|may|might|should|in|on|of|at|to|for|from|by|with|that|who|which|came|got|went|took|make|made)\b"
    r"|[,;:?]|$)",
    re.IGNORECASE,
)


def counted(question: str) -> str:
    """The noun phrase that a question asks how many there are of; "" where it asks for no count."""
    asked = _COUNTED.search(question)
    return asked["what"] if asked else ""


_DOER = re.compile(r"\b(?:does|did|do|has|had|have|will|would)\s+(?P<name>[A-Z]\w*[a-z][\w-]+)\s+[a-z]")
_BEFORE, _AFTER = 120, 60


def _counts_the_same(desk: Desk, reading: Reading, words: Plan) -> bool:
    """Whether a count quoted is of what was to be counted: its noun stands near, and the sentence counts no two things as one."""
    noun = content_words(counted(reading.text))
    if not noun or not isinstance(words.act, Quote):
        return True
    text = desk.shelf.filing(desk.filing).text
    for quote in words.act.quotes:
        around = quote.around.of(text)
        start = max(quote.around.start, quote.span.start - _BEFORE)
        near = text[start : min(quote.around.end, quote.span.end + _AFTER)]
        if names_one_of_two(reading.text, around):
            return False
        doer = _DOER.search(reading.text)
        if doer and doer["name"].lower() not in f"{around} {' '.join(names_of(desk.record))}".lower():
            return False
        if not _number_beside(noun[-1], near):
            return False
    return True


# Numbers that count nothing: a note's mark, a telephone's, a year.
_NO_COUNT = re.compile(r"\(\d{1,2}\)|\+?\b\d[\d-]*(?: [\d-]{2,}){2,}|\b(?:19|20)\d\d\b")
_WORDS_BETWEEN = 7


def _number_beside(noun: str, near: str) -> bool:
    """Whether a text gives a number of what is counted: at most so many words from the noun, given by its stem."""
    found = re.findall(r"[\w$€£.,'’&-]+", _NO_COUNT.sub(" ", near))
    nouns = [place for place, word in enumerate(found) if noun in content_words(word)]
    numbers = [place for place, word in enumerate(found) if _NUMBER.search(word)]
    return any(abs(one - other) <= _WORDS_BETWEEN for one in nouns for other in numbers)


def _at_time(desk: Desk, reading: Reading, around: str) -> bool:
    """Whether a sentence that names periods names one of those asked for, or one with it in common."""
    named = find_periods(around, desk.calendar, desk.reported)
    if not reading.periods or not named:
        return True
    return all(
        any(_shared(one, other) for one in readings_of(asked) for mention in named for other in readings_of(mention))
        for asked in reading.periods
    )


def _shared(one: Period, other: Period) -> bool:
    """Whether two periods have days in common; two days, whether they are within a week of each other.

    What is told of a quarter is not of the half-year that it ends; what happened in a month is of the quarter it is in.
    """
    asked, told = _days(one), _days(other)
    if asked is None or told is None:
        return True
    (start, end), (begin, finish) = asked, told
    if isinstance(one, Instant) != isinstance(other, Instant):
        # a balance at a day is of the stretch that ends with it, and no other
        return abs(end - finish) <= _WEEK
    spans = (end - start, finish - begin)
    if min(spans) >= _REPORTED and max(spans) - min(spans) > 3 * _WEEK:
        return False
    return start <= finish + _WEEK and begin <= end + _WEEK


def _days(period: Period) -> tuple[date, date] | None:
    match period:
        case Instant(day):
            return day, day
        case Duration(start, end):
            return start, end
        case _:
            return None
