"""Amounts in prose: money, per-share money, percentages, shares, counts and lengths of time, ranges and number words.

Values are magnitudes as printed (a minus sign or parentheses make them negative); whether "a net loss of $6.2 million"
is negative is for the reader of the sentence to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from index.amount_ranges import with_ranges
from index.amount_values import NUMBER, SCALE, Amount, scale_of
from index.period.lexemes import lexemes_of
from index.quantity import COUNT, DAYS, MONTHS, PERCENT, PERCENTAGE_POINTS, SHARES, YEARS

_MARKS = {
    "$": "USD", "us$": "USD", "usd": "USD", "u.s.$": "USD", "u.s. $": "USD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP", "¥": "JPY", "jpy": "JPY",
    "c$": "CAD", "cad": "CAD", "ca$": "CAD", "cdn$": "CAD", "a$": "AUD", "aud": "AUD", "au$": "AUD", "hk$": "HKD", "nt$": "TWD", "s$": "SGD", "rmb": "CNY", "cny": "CNY",
    "chf": "CHF", "r$": "BRL", "₹": "INR", "inr": "INR", "rs.": "INR", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "krw": "KRW", "₩": "KRW", "mxn": "MXN", "₪": "ILS", "nis": "ILS",
}  # fmt: skip
_NAMED_CURRENCIES = {"dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY"}
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100,
}  # fmt: skip
_WORDS = {word: number for number, word in enumerate(_ONES)} | _TENS

_MARK = "(?:" + "|".join(sorted((re.escape(mark) for mark in _MARKS), key=len, reverse=True)) + ")"
_WORD = (
    "(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:"
    + "|".join(_ONES[1:10])
    + ")|"
    + "|".join(sorted(_WORDS, key=len, reverse=True))
    + ")"
)
_QUALIFIER = re.compile(
    r"(?<!\w)(?:approximately|about|roughly|around|nearly|almost|over|more\s+than|in\s+excess\s+of"
    r"|exceeding|above|under|below"
    r"|(?:(?:no|not)\s+)?(?:less|fewer|more)\s+than|up\s+to|as\s+much\s+as|as\s+many\s+as|at\s+least|at\s+most"
    r"|a\s+minimum\s+of|a\s+maximum\s+of|some|~|c\.)\s*(?:[-(–]\s*)?\\?$",
    re.IGNORECASE,
)
_NO_LESS, _NO_MORE = re.compile(r"not? (?:less|fewer) than"), re.compile(r"not? more than")
_SIGN = r"(?P<sign>(?<![\w)%])[-–−]\s*(?=\\?[$€£¥\d.])|\(\s*(?=[^()]{1,24}\)))?"

_MONEY = re.compile(
    rf"{_SIGN}(?P<mark>(?<![A-Za-z]){_MARK}\s*)(?P<paren>\(\s*)?(?P<number>{NUMBER})(?(paren)\s*\))(?P<close>\s*\)(?=\s*(?:million|billion|thousand)))?(?P<scale>[\s-]*{SCALE}\b)?(?P<close2>\s*\))?",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"(?<![\w$.,/#])(?<![A-Za-z]-)(?P<number>{NUMBER})(?P<scale>[\s-]*{SCALE}\b)?"
    r"(?P<unit>\s*\)?\s*(?:%|percent\b|per\s+cent\b|(?:percentage\s+|basis\s+|bps\b|bp\b)(?:points?\b)?"
    r"|pts\b|x\b(?!\w)))?",
    re.IGNORECASE,
)
_WORDED = re.compile(
    rf"(?P<word>{_WORD})(?P<scale>[\s-]+{SCALE}\b)?(?P<unit>\s+(?:percent\b|per\s+cent\b|percentage\s+points?\b|basis\s+points?\b))?(?!-)",
    re.IGNORECASE,
)
_PER_SHARE = re.compile(
    (
        r"\s*(?:a|per|for\s+each|/)\s*(?:(?:basic|diluted|fully|and|common|ordinary|class\s+[A-Z]|weighted"
        r"|average|outstanding|GAAP|adjusted|or|ADS|-|–)[\s-]*)*(?:shares?|ADSs?|ADRs?|units?)\b"
    ),
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\s+(?:(?!(?:and|or|of|to|in|for|as|at|on|by|was|were|is|are|had|has|have|the|per|than|from|with"
    r"|respectively|compared|million|billion)\b)[A-Za-z][\w'’/&-]*\s+){0,4}?"
    r"(?P<noun>(?!(?:was|is|as|has|plus|less|versus|this|its|thus|basis|across|various|previous|loss"
    r"|business|process|access|gross|us|bps|times)\b)[A-Za-z][\w'’-]*(?:s|ren|people|personnel|staff))\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"[\s-]+(?P<noun>days?|weeks?|months?|years?)\b", re.IGNORECASE)
_CENTS = re.compile(r"\s*(?:(?P<cps>cps)\b|(?P<whose>Australian|Canadian|U\.?S\.?|euro)?\s*cents?\b)", re.IGNORECASE)
_SHARED_NOUN = re.compile(
    rf"(?:\s*(?:,|and|or|,\s*and)\s+(?:{NUMBER})(?:\s+{SCALE})?)+\s+(?:\w+\s+){{0,2}}?shares?\b", re.IGNORECASE
)
_REFERENCE = re.compile(
    r"(?:\b(?:note|notes|item|items|section|sections|rule|rules|form|forms|exhibit|exhibits|part|phase"
    r"|study|studies|page|pages|table|article|no|nos|chapter|paragraph|schedule"
    r"|level|tier|asc|asu|sfas|fas|ifrs|ias|topic|days?|version|series|class|step|stage|type|category"
    r"|highway|suite|room|floor|box|title|regulation|number|fsp|eitf|fin|act|statement|issue|update"
    r"|interpretation|cfr|tel|fax|telephone)\.?\s*|#|\()$",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_HAS_MONEY = re.compile(
    "["
    + "".join(mark for mark in _MARKS if len(mark) == 1)
    + "]|(?<![A-Za-z])(?:"
    + "|".join(re.escape(mark) for mark in _MARKS if mark.isalpha())
    + r")(?![A-Za-z])",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?<![\w-])[A-Za-z]+")
_SIGN_BEFORE = re.compile(r"(?:(?<=\s)|(?<!.))[-–−]$|\(\s*$")


def find_amounts(text: str) -> tuple[Amount, ...]:
    """The amounts in a sentence, in order, the two ends of a range next to each other (low first).

    Years, dates, references ("Note 5", "Rule 425"), codes and telephone numbers are no amounts.
    """
    taken = [(word.start, word.end) for word in lexemes_of(text) if word.kind in _PERIOD_WORDS]
    found: list[Amount] = []
    for amount in (*_money(text), *_plain(text, taken), *_worded(text, taken)):
        if not any(amount.start < other.end and other.start < amount.end for other in found):
            found.append(amount)
    found.sort(key=lambda amount: amount.start)
    return tuple(with_ranges(text, found))


_PERIOD_WORDS = frozenset(
    {"date", "month_day", "month_year", "quarter", "half", "nine", "fiscal_year", "calendar_year", "year_range", "split_year", "year", "same_year"}
)  # fmt: skip


def _money(text: str) -> Iterable[Amount]:
    for match in _MONEY.finditer(text.replace("\\$", " $")) if _HAS_MONEY.search(text) else ():
        mark = _MARKS[match["mark"].strip().lower()]
        sign = match["sign"] if not _joins(text, match) else None
        negative = bool(match["paren"]) or bool(sign)
        start = match.start("mark") - (
            text[match.start("mark") : match.start("mark") + 1] == "$" and text[: match.start("mark")].endswith("\\")
        )
        start = match.start("sign") if sign else start
        end = match.end("scale") if match["scale"] else match.end("number")
        if match["paren"] or (sign or "").startswith("("):
            end = match.end()
        amount = _amount(match, start, end, mark, negative=negative)
        share = _PER_SHARE.match(text, end)
        yield replace(amount, unit=f"{mark}/share", end=share.end()) if share else amount


# "$850 - $950 million": a dash between two amounts joins them, and is no minus.
_AMOUNT_ENDS = re.compile(rf"(?:\d|{SCALE})\s+$", re.IGNORECASE)


def _joins(text: str, match: re.Match[str]) -> bool:
    sign = match["sign"] or ""
    return sign[:1] in {"-", "–", "−"} and bool(_AMOUNT_ENDS.search(text[: match.start("sign")].replace("\\", "")))


def _amount(match: re.Match[str], start: int, end: int, unit: str, *, negative: bool) -> Amount:
    number = Decimal(match["number"].replace(",", ""))
    scale = scale_of(match["scale"])
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * scale
    value = -number * scale if negative else number * scale
    qualifier = _qualifier(match.string, start)
    return Amount(start, end, value, unit, step, qualifier=qualifier, scaled=bool(match["scale"]))


def _qualifier(text: str, start: int) -> str:
    """The words before an amount that loosen it: "approximately", "up to"; "at least" for no less; "" where there are none."""
    found = _QUALIFIER.search(text, max(0, start - 28), start)
    said = re.sub(r"[^a-z~. ]", "", " ".join(found.group().lower().split())).strip() if found else ""
    return _NO_MORE.sub("at most", _NO_LESS.sub("at least", said))


def _sign_before(text: str, start: int, *, unit: bool) -> int:
    """Where the minus or parenthesis of a number begins; the number's own start where it has none."""
    found = _SIGN_BEFORE.search(text, max(0, start - 4), start)
    if found is None or (found.group().startswith("(") and not unit):
        return start
    return found.start()


def _plain(text: str, taken: list[tuple[int, int]]) -> Iterable[Amount]:
    """Percentages, points, multiples, shares, counts and lengths of time in digits."""
    for match in _PLAIN.finditer(text) if _DIGIT.search(text) else ():
        end = match.end("number")
        unit = " ".join((match["unit"] or "").strip(" )").lower().split())
        if any(match.start("number") < b and a < match.end("number") for a, b in taken) and not unit:
            continue
        start = _sign_before(text, match.start("number"), unit=bool(unit))
        negative = start < match.start("number")
        if negative and unit and text[start] == "(" and "%" in text[start : match.end()].rstrip(") "):
            negative = bool(re.search(r"\b(?:of|was|were|is|to|by|and|or)\s*$|,\s*$", text[:start]))
        if unit:
            closing = re.match(r"\s*\)", text[match.end() :]) if text[start] == "(" else None
            stop = start + len(text[start : match.end() + (closing.end() if closing else 0)].rstrip())
            yield _in_unit(_amount(match, start, stop, PERCENT, negative=negative), unit)
            continue
        if text[: match.start("number")].endswith("-") and not _CENTS.match(text, end):
            continue
        end = match.end("scale") if match["scale"] else end
        if text[end : end + 1] in {"-", "/", ":", "'", "’"} and not _TIME.match(text, end):
            continue
        yield from _counted(text, _amount(match, start, end, COUNT, negative=negative))


def _in_unit(amount: Amount, unit: str) -> Amount:
    if unit in {"%", "percent", "per cent"}:
        return amount
    if unit.startswith(("basis", "bp")):
        return replace(amount, unit=PERCENTAGE_POINTS, value=amount.value / 100, precision=amount.precision / 100)
    if unit == "x":
        return replace(amount, unit="ratio")
    return replace(amount, unit=PERCENTAGE_POINTS)


def _counted(text: str, amount: Amount) -> Iterable[Amount]:
    """The amount with what it counts, if the words around it say so."""
    if _REFERENCE.search(text[max(0, amount.start - 24) : amount.start]) and not amount.qualifier:
        return
    if amount.precision < 1 and not (_TIME.match(text, amount.end) or _CENTS.match(text, amount.end)):
        return
    shared = _SHARED_NOUN.match(text, amount.end)
    if shared:  # "268,000 and 108,000 shares": the noun is said once
        yield replace(amount, unit=SHARES)
        return
    time = _TIME.match(text, amount.end)
    named = re.match(r"\s+(?:U\.?S\.?\s+)?(dollar|euro|pound|yen|yuan|renminbi)s?\b", text[amount.end :], re.IGNORECASE)
    if time and _in_period(text, amount.start, time.end()):
        return
    if time:
        unit = {"d": DAYS, "m": MONTHS, "y": YEARS}.get(time["noun"][0].lower(), COUNT)
        yield replace(amount, unit=unit, end=time.end(), of="weeks" if unit == COUNT else "")
    elif cents := _CENTS.match(text, amount.end):
        share = cents["cps"] or _PER_SHARE.match(text, cents.end())
        end = cents.end() if cents["cps"] or not share else share.end()  # type: ignore[union-attr]
        unit = {"australian": "AUD", "canadian": "CAD", "euro": "EUR"}.get((cents["whose"] or "").lower(), "USD")
        yield replace(
            amount,
            value=amount.value / 100,
            precision=amount.precision / 100,
            unit=f"{unit}/share" if share else unit,
            end=end,
        )
    elif named:
        yield replace(amount, unit=_NAMED_CURRENCIES[named.group(1).lower()], end=amount.end + named.end())
    elif re.match(r"\s+(?:(?!and\b|of\b|to\b|in\b)[\w'’-]+\s+){0,3}?shares?\b", text[amount.end :], re.IGNORECASE):
        yield replace(amount, unit=SHARES, of="")
    elif of := re.match(
        r"\s+(?:out\s+)?of\s+(?:the|our|its|these|those|a\s+total\s+of)?\s*(?:\d+|" + _WORD + r")\b",
        text[amount.end :],
        re.IGNORECASE,
    ):
        noun = _NOUN.match(text, amount.end + of.end())
        if noun:
            yield replace(amount, of=" ".join(noun.group().split()))
    elif (noun := _NOUN.match(text, amount.end)) and "," not in noun.group():
        yield replace(amount, of=" ".join(noun.group().split()))
    elif noun := re.match(r"\s+of\s+(?:the|our|its|these|those)\s+", text[amount.end :], re.IGNORECASE):
        counted = _NOUN.match(" " + text[amount.end + noun.end() :])
        if counted:
            yield replace(amount, of=" ".join(counted.group().split()))


def _in_period(text: str, start: int, end: int) -> bool:
    """Whether a length of time is part of the words of a period ("first six months", "three months ended")."""
    led = re.search(
        r"\b(?:first|last|next|past|previous|prior|final|trailing|these|those|full)\s+$",
        text[max(0, start - 12) : start],
        re.IGNORECASE,
    )
    return bool(led or re.match(r"[\s-]+(?:periods?|ended|ending|to\s+[A-Z])", text[end:]))


def _worded(text: str, taken: list[tuple[int, int]]) -> Iterable[Amount]:
    """Counts and percentages in words: "two of the nine sites", "five percent"."""
    for word in _LETTERS.finditer(text):
        match = _WORDED.match(text, word.start()) if word.group().lower() in _WORDS else None
        if match is None:
            continue
        if any(match.start("word") < b and a < match.end("word") for a, b in taken):
            continue
        number = _number_of(match["word"]) * scale_of(match["scale"])
        qualifier = _qualifier(text, match.start("word"))
        amount = Amount(
            match.start("word"),
            match.end("scale") if match["scale"] else match.end("word"),
            number,
            COUNT,
            Decimal(1),
            qualifier=qualifier,
        )
        if match["unit"]:
            yield _in_unit(
                replace(amount, end=match.end("unit"), unit=PERCENT), " ".join(match["unit"].lower().split())
            )
        elif match["word"].lower() != "one" or re.match(r"\s+of\s+(?:the|our|its|these)\s+\w+", text[amount.end :]):
            yield from _counted(text, amount)
        elif _TIME.match(text, amount.end) is None:
            single = re.match(
                (
                    r"\s+(?:[a-z]+\s+){0,3}?(?:patient|compound|customer|employee|store|site|product"
                    r"|facility|trial|study|country|segment)\b"
                ),
                text[amount.end :],
            )
            if single:
                yield replace(amount, of=" ".join(single.group().split()))


def _number_of(word: str) -> Decimal:
    return Decimal(sum(_WORDS[part] for part in word.lower().split("-")))
