"""Everyday wordings put into the words of filings before a question is read: short forms, spoken clauses, periods by half-names."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.bands import BAND
from bot.question.ends import with_ends
from bot.question.spans import COUNTS, MONTH, with_stretches
from index.period import (
    Duration,
    FiscalCalendar,
    Instant,
    Period,
    find_periods,
    months_in,
    period_end,
    year_earlier,
)
from index.period.calendar import DAY, fiscal_year_of

_WHO = r"(?:they|we|it|management|mgmt|(?:the )?company|the (?:firm|group|business))"
_OUTLOOK = r"(?:guidance|outlook|forecast|guide|projection)s?"
_OLD = r"(?:prior|previous|old|original|earlier|initial)"
_NEW = r"(?:new|updated|current|latest|revised)"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (r"\bwhats\b", "what is"),
        (rf"\b(?:what|which|how much) (?:share|percent(?:age)?|proportion|portion|fraction) of (?:the |its )?(?P<whole>[^?,]{{3,60}}?) (?:expires?|matures?|(?:is|are|was|were|falls?|comes?|will be|becomes?) (?:due|payable|expiring|maturing)) (?P<band>{BAND})", r"what was \g<whole> \g<band> as a percentage of \g<whole>"),
        (r"\b(?:full|entire|whole|aggregate|combined) amount of (?:all )?(?:the |its )?", "total "),
        (r"\b(high|low)est (?:(?:sales?|closing|trading|market|reported) )?(?:price|value) (?:of|for) (?:a |the )?(?:(?:company|group)'s )?(?:(?:common )?(?:share|stock) price|(?:common )?(?:shares?|stock))\b", r"\1 price of common stock"),
        (r"\b(high|low)est (?:common )?(?:share|stock) price\b", r"\1 price of common stock"),
        (r"^((?:and |so |but )?what (?:is|was|were) (?:the|its|their) )(high|low)est price\b", r"\1\2 price"),
        (r"\bwhat (?:is|was|were) the amount(?: by which| that)? (?P<what>[^?,]{3,60}?) (?:(?:in|de)creased|rose|fell|grew|declined|dropped)\b", r"what was the change in \g<what>"),
        (r"\b(?:when|as) (?:the|its|their|that) (?:fiscal )?(?:quarter|half|year|period|books)(?:[- ]end)? (?:closed|ended|finished) in (?=[A-Z][a-z]{2,8}\b)", "at the end of "),
        (r"\b(?:when|as) (?:the|its|their|that) (?:fiscal )?(?:quarter|half|year|period|books)(?:[- ]end)? (?:closed|ended|finished) on (?=[A-Z][a-z]{2,8} \d)", "at "),
        (r"\btot\b\.?(?= \w)", "total"),
        (r"\bper shr\b\.?", "per share"),
        (r"\b(both|two|all|each) yrs\b\.?", r"\1 years"),
        (r"\bgeos?\b", "geography"),
        (r"\b(?:mkt|mktable|mktbl)\b\.?(?= (?:sec|inv))", "marketable"),
        (r"\bsecs\b\.?", "securities"),
        (r"\bequiv\b\.?|\bequivs\b\.?", "equivalents"),
        (r"\bGM\b%?", "gross margin"),
        (r"\bOM\b%?", "operating margin"),
        (r"\b(?:op|oper) (?=(?:inc|income|margin|profit|exp|loss|cash)\b)", "operating "),
        (r"\binc\b\.?(?= (?:tax|from)|\W*$)", "income"),
        (r"\bexps?\b\.?", "expenses"),
        (r"\bSBC\b", "stock-based compensation"),
        (r"\bcapx\b", "capex"),
        (r"\bOCF\b|\bCFO\b(?= (?:in|for|less|minus|this|of|was|margin)|\W*$)", "operating cash flow"),
        (r"\bamort\b\.?", "amortization"),
        (r"\bdeprec?\b\.?", "depreciation"),
        (r"\brecv?b?les?\b", "receivables"),
        (r"\bFY[- ]?end\b", "fiscal year end"),
        ((
                r"\b(?:how many )(shares) (?:did|has|have)(?: (?:they|we|it|management|mgmt|(?:the )?company))? "
                r"(?:buy back|bought back|repurchased?)\b"
            ), r"number of \1 repurchased"),
        ((
                r"\b(?:stocks?|shares?) (?:did|has|have)(?: (?:they|we|it|management|mgmt|(?:the )?company))? "
                r"(?:buy back|bought back|repurchased?)\b"
            ), "repurchases of common stock"),
        ((
                r"\b(?:did|has|have)(?: (?:they|we|it|management|mgmt|(?:the )?company))? (?:buy back|bought "
                r"back|repurchased?|spend on (?:share |stock )?(?:buybacks?|repurchases?))\b(?: (?:in|of) "
                r"(?:stock|shares))?"
            ), "repurchases of common stock"),
        (r"\bqtr(s?)\b\.?", r"quarter\1"),
        (r"\badj\b\.?(?= [a-z])", "adjusted"),
        (r"\bincl\b\.?", "including"),
        (r"\bexcl\b\.?", "excluding"),
        # "dec 07", with nothing behind it, is a month of a year: no one pads a day so and leaves the year out
        (rf"\b(between|from) (?:the end of )?({MONTH})\.? (and|to) (?:the end of )?({MONTH})\.? ((?:19|20)\d\d)\b", r"\1 \2 \5 \3 \4 \5"),
        (rf"\b({MONTH})\.? (0\d)\b(?!\s*[,/-]?\s*['’]?\d)", r"\1 20\2"),
        (r"\byrs?\b\.?", "year"),
        (r"(?<=\d )mos?\b\.?|(?<=three )mos?\b\.?|(?<=six )mos?\b\.?|(?<=nine )mos?\b\.?", "months"),
        (r"\b6\s?M(?=\W*(?:of )?(?:FY|fiscal))", "first half of "),
        (r"\b([36])\s?M(?=\W+(?:to\b|ended))", r"\1 months"),
        (r"\brevs?\b", "revenues"),
        (r"\btop[- ]?line\b", "total revenues"),
        (r"\bbottom[- ]?line\b", "net income"),
        (r"\blps\b", "net loss per share"),
        (r"\bops\b", "operations"),
        (r"\b([RG]) and ([DA])\b", r"\1&\2"),
        (r"\br ?n? ?d(?= (?:expenses?|costs?|spend\w*|budget|bill))\b", "R&D"),
        (r"\blic\b\.?", "license"),
        (r"\bwtd\b\.?", "weighted"),
        (r"\bavg\b\.", "average"),
        (r"\bliabs\b\.?", "liabilities"),
        (r"\bFYE\b(?!\W?\d)", "fiscal year end"),
        (r"(?<=[\w&] )bill(?= (?:for|in|over|during)\b|\W*$)", "expense"),
        (r"\bcash (?:usage|use)\b", "cash used in operations"),
        (r"\btech (?=&|and\b)", "technology "),
        (r"\bdev\b(?= (?:costs?|expenses?|spend))", "development"),
        (rf"\b(?:what )?(?:did |had )(?:{_WHO} )?(?:used to |use to |previously |originally )(?:guide|expect|forecast|project)(?:ed)?(?: (?:for|to))?\b", "previous guidance for"),
        (rf"(?<=\s)({_OUTLOOK})(?: range)? before (?:it|that|they|{_WHO})(?: (?:was|were|had|got|been)){{0,2}} (?:rais|bump|lift|boost|increas|hik|cut|lower|trim|slash|chang|updat|revis|mov)\w*(?: (?:it|them|that))?(?: (?:up|down))?\b", r"\1 previously"),
        (rf"(?<=\s)({_OUTLOOK})(?: range)? (?:now|at the moment|at present|today|currently)\b", r"\1"),
        (r"\bLT\b", "long-term"),
        (r"\bmat'?ls?\b", "materials"),
        (r"\bmgmt\b", "management"),
        (r"\b(?:march|may)(?= (?:quarter|(?:19|20)\d\d|\d{1,2})\b)", "{title}"),
        (r"\b(cash(?: (?:and|&|\+|plus) (?:(?:marketable )?securities|investments|equivalents))?) (?:pile|hoard|stockpile|in the bank|in hand)\b", r"\1"),
        (r"\bbook equity\b", "equity"),
        ((
                r"(?<!identifiable )(?<!acquired )(?<!plan )(?<!fund )\bnet assets\b(?! (?:acquired|of|held"
                r"|value|per))"
            ), "shareholders' equity"),
        (rf"\bhow much (?:money )?did(?: {_WHO})? lose\b", "what was the net loss"),
        (rf"\bhow much (?:money )?did(?: {_WHO})? (?:take|bring) in\b", "what was revenue"),
        (rf"\bhow much did {_WHO} sell(?=\W*$| (?:in|during|over) (?:the|q\d|fy|fiscal|20\d\d|h\d|\dh)\b)", "what were sales"),
        (r"^(?:and |so |but )?any (?=(?:[\w-]+ ){1,5}(?:outstanding|drawn|borrowed|pending|accrued)\W*$)", "is there any "),
        (rf"\b(?:how much|what) (?:money )?(?:do|does|did)(?: {_WHO})? owe (?:in the short[- ]term|(?:with)?in (?:a|one|the next) year|short[- ]term)\b", "what were current liabilities"),
        ((
                r"\bhow much (?!.*\b(?:guidance|outlook|forecast)\b)(.{3,40}?) (?:is|was|are|were) (?:left"
                r"|remaining)\b"
            ), r"what was \1"),
        (rf"\bhow much (?:money |cash )?(?:is|are|do|does|did)(?: {_WHO})? (?:plan|intend|expect|aim|propose|planning|intending|expecting)(?:s|ed)? to (?:spend|invest|allocate|commit|put|use|return|pay)(?: (?:on|for|towards?|into|in))?\b", "what is the guidance for"),
        (
            r"\b(?:what|which|how much) (?:share|percent(?:age)?|proportion|portion|fraction) of (?:the )?(?P<whole>[^?,]{3,50}?) (?:did|does|do) (?P<part>[^?,]{2,50}?) (?:make up|account for|represent|contribute|comprise|constitute)\b",
            r"what was \g<part> as a percentage of \g<whole>",
        ),
        (rf"\b(?:what|how much)(?:'s| is| are| was| do| does| did)? {_WHO} (?:expecting|projecting|guiding|forecasting|anticipating|project|guide|forecast|anticipate)(?: (?:to|for))?\b", "what is expected for"),
        (rf"\b(low|high|top|bottom|upper|lower)(?: end)? of the {_NEW} (.{{3,40}}?) (?:{_OUTLOOK}(?: range)?|range)\b", r"\1 end of the guidance range for \2"),
        (rf"\b(low|high|top|bottom|upper|lower)(?: end)? of the {_OLD} (?!{_OUTLOOK}\b|range\b)(.{{3,40}}?) (?:{_OUTLOOK}(?: range)?|range)\b", r"\1 end of the range for \2, previous guidance"),
        (rf"\b(low|high|top|bottom|upper|lower)(?: end)? of (?:the )?(?!the\b|{_OLD}\b|range\b|guidance\b|guided\b|expected\b)(.{{3,40}}?) (?:{_OUTLOOK}(?: range)?|range)\b", r"\1 end of the guidance range for \2"),
        (rf"\b({_OLD}) (?!{_OUTLOOK}\b|range\b)((?:[\w&]+ ){{1,4}}?){_OUTLOOK}\b", r"previous guidance for \2"),
        (rf"\bwhat (?!did\b|do\b|does\b|was\b|were\b|is\b|are\b)(.{{3,40}}?) (?:had|has|have|did|do|does|is|are|was|were)(?: {_WHO})? (?:being )?(previously |originally |initially )(?:guid\w*|expect\w*|forecast\w*|project\w*|anticipat\w*)(?: to| for| at)?(?= |\W*$)", r"what was previous guidance for \1"),
        (rf"\bwhat (?!did\b|do\b|does\b|was\b|were\b|is\b|are\b)(.{{3,40}}?) (?:had|has|have|did|do|does|is|are|was|were)(?: {_WHO})? (?:being )?(?:guid\w*|expect\w*|forecast\w*|project\w*|anticipat\w*)(?: to| for| at)?,? (?:previously|before|originally|initially|earlier)\b", r"what was previous guidance for \1"),
        (rf"\bwhat (?!did\b|do\b|does\b|was\b|were\b|is\b|are\b)(.{{3,40}}?) (?:is|are|was|were|has|have|did|do|does)(?: {_WHO})? (?:being )?(?:guid(?:e|ed|ing)|forecast(?:ed|ing)?|project(?:ed|ing)?)(?: to| for| at)?(?=\W*$| for| in)", r"what was guidance for \1"),
        (r"\bguide\b(?! to)", "guidance"),
        (rf"({_OUTLOOK}\b.{{0,12}}\b(?:move|moved|change|changed)) at the midpoint", r"\1"),
    )
)  # fmt: skip
_QUARTER_ENDS = {"1": "March 31", "2": "June 30", "3": "September 30", "4": "December 31"}
_CALENDAR_QUARTER = re.compile(
    r"\b(?:calendar (?:year )?(?:Q([1-4])|([1-4])Q)|CQ([1-4])) ?(?:of )?((?:19|20)\d\d)\b", re.IGNORECASE
)
_PART = (
    r"(?:ytd|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]* quarter|year[- ]to[- ]date"
    r"|(?:the )?(?:first|second) half|(?:the )?(?:first|second|third|fourth) quarter|[12]H|H[12]|Q[1-4]"
    r"|[1-4]Q)"
)
_PRIOR_YEAR = (
    r"(?:(?:the )?(?:prior|last|previous|preceding)(?: fiscal)? year|(?:a )?year (?:ago|earlier)|the year "
    r"before)(?!['’\w])"
)
_PART_OF_PRIOR_YEAR = re.compile(
    rf"\b(?P<part>{_PART})[, ]*(?:(?:of|in|for) )?{_PRIOR_YEAR}|\b{_PRIOR_YEAR}(?:'s)?[, ]+(?P<after>{_PART})\b",
    re.IGNORECASE,
)
_YEAR_START = re.compile(
    (
        r"\b(?:at|as of|from) (?:the )?(?:start|beginning) of (?:the |this |its |their )?(?:current "
        r")?(?:fiscal )?year(?! ?(?:ended|in|for)?,? ?\d)"
    ),
    re.IGNORECASE,
)
_QUARTER_END = re.compile(
    (
        r"\b(?:(?:at|as of|as at) )?(?:the )?(?:(?:end of (?:the |this )(?:quarter|period|half))|(?:quarter"
        r"|period|half)[- ]end)\b(?! of|,? ?(?:19|20)\d\d)"
    ),
    re.IGNORECASE,
)
_NOW = re.compile(r",? (?:right now|now|at present)(?=\W*$)", re.IGNORECASE)
_SINCE_YEAR_END = re.compile(
    (
        r"\b(since|from|vs\.?|versus|than(?: at)?|compared (?:to|with)) (?:the )?(?:(?:last|prior|previous) "
        r")?(?:fiscal )?year[- ]?end\b(?!,? (?:of |['’]?\d))"
    ),
    re.IGNORECASE,
)
_PRIOR_YEAR_END = re.compile(
    r"\b(?:(?:at|as of) )?(?:the )?(?:prior|last|previous)(?: fiscal)? year[- ]?end\b", re.IGNORECASE
)
_THE_HALF = re.compile(r"\b(?:(?:in|for|over|during) )the half(?: year)?(?=\W*$|,)", re.IGNORECASE)


# The country by its letters, before all is lower case, lest it be taken for those who ask.
_COUNTRY = re.compile(
    r"\bUSA?\b(?![$.])|(?<=\bthe )us\b(?= (?:segment|business|market|region|operations|sales|revenues?|share|part|total|figure)\b|\W*$)"
)


def in_filing_words(text: str, calendar: FiscalCalendar, reported: Period | None) -> str:
    """The question with everyday wordings of lines and periods in the words that filings use.

    Wordings whose period depends on the reported one are left as they are where it is not known.
    """
    text = _COUNTRY.sub("U.S.", " ".join(text.split()))
    for pattern, plain in _FORMS:
        text = pattern.sub((lambda m: m[0].title()) if plain == "{title}" else plain, text)
    text = with_stretches(with_ends(text), reported)
    text = _CALENDAR_QUARTER.sub(lambda m: f"three months ended {_QUARTER_ENDS[m[1] or m[2] or m[3]]}, {m[4]}", text)
    text = _THE_HALF.sub("for the six months", text)
    end = period_end(reported) if reported is not None else None
    if reported is None or end is None:
        return text

    def year_before(match: re.Match[str]) -> str:
        part = _one_period(match["part"] or match["after"], calendar, reported)
        return _written(year_earlier(part, calendar)) or match[0] if part is not None else match[0]

    def on(day: Callable[[], date | None]) -> Callable[[re.Match[str]], str]:
        return lambda match: f"at {_day(found)}" if (found := day()) is not None else match[0]

    def start() -> date | None:
        year = _one_period("this fiscal year", calendar, reported)
        return year.start - DAY if isinstance(year, Duration) else None

    if months_in(reported) == _YEAR_MONTHS:
        text = _LAST_YEARS.sub(_years_up_to(fiscal_year_of(calendar, end)), text)
    text = _with_the_latest_quarter(text, calendar, reported)
    text = _PART_OF_PRIOR_YEAR.sub(year_before, text)
    text = _YEAR_START.sub(on(start), text)
    began = start()
    if began is not None:
        text = _SINCE_YEAR_END.sub(lambda match: f"{match[1]} {_day(began)}", text)
    text = _PRIOR_YEAR_END.sub(on(start), text)
    return with_the_reported_day(text, reported)


_YEAR_MONTHS = 12
_LAST_YEARS = re.compile(
    r"\b(?:(?P<which>which(?: one)?) of |(?:(?:in|for|over|across|during|of) )?(?:(?:each|all|every|any)(?: one)? of )?)"
    rf"(?:the |its |their )?(?:last|past|latest|most recent) (?P<n>{'|'.join(COUNTS)}) "
    r"(?:fiscal |financial |full )?(?:years?|yrs?)\b",
    re.IGNORECASE,
)


def _years_up_to(latest: int) -> Callable[[re.Match[str]], str]:
    """Writes out "the last three years" as the fiscal years up to the latest that is reported on."""

    def written(match: re.Match[str]) -> str:
        years = " and ".join(f"fiscal {latest - back}" for back in range(COUNTS[match["n"].lower()]))
        return f"which year of {years}" if match["which"] else f"in {years}"

    return written


_LAST_QUARTER = re.compile(r"\b(?:the )?(?:last|past) quarter\b(?! (?:of|a|last)\b)", re.IGNORECASE)
_SET_AGAINST = re.compile(
    r"^\W*(?:and|or|what about|how about|same)\b|\b(?:versus|vs\.?|than|from|over|since|against|to|with|q/q|qoq|sequential\w*)\s*$",
    re.IGNORECASE,
)


def _with_the_latest_quarter(text: str, calendar: FiscalCalendar, reported: Period) -> str:
    """The text with "last quarter", where it is the one period named and nothing is set against it, as the quarter that
    the filing reports: whoever asks now means the last one there is, not the one before it.
    """
    found = _LAST_QUARTER.search(text)
    if found is None:
        return text
    before, after = text[: found.start()], text[found.end() :]
    if _SET_AGAINST.search(before) or find_periods(f"{before} {after}", calendar, reported):
        return text
    return f"{before}the latest quarter{after}"


def with_the_reported_day(text: str, reported: Period | None) -> str:
    """The text with "now" and "at quarter end" as the day on which the reported period ends."""
    end = period_end(reported) if reported is not None else None
    if end is None:
        return text
    day = f"at {_day(end)}"
    # "The guidance now" is the latest one given, and not one for that day.
    now = text if re.search(rf"\b{_OUTLOOK}\b", text, re.IGNORECASE) else _NOW.sub(f" {day}", text)
    return _QUARTER_END.sub(day, now)


def _one_period(words: str, calendar: FiscalCalendar, reported: Period) -> Period | None:
    found = find_periods(words, calendar, reported)
    return found[0].period if len(found) == 1 else None


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _written(period: Period) -> str:
    """A period in words that are read as it; empty for one that has no days."""
    end = period_end(period)
    if end is None or not isinstance(period, Duration | Instant):
        return ""
    return f"at {_day(end)}" if isinstance(period, Instant) else f"{months_in(period)} months ended {_day(end)}"
