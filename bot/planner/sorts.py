"""Whether a line is of the sort that a phrase asks for: a rate, what is left, a share, a growth, an amount due, an income."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.bands import band_of
from bot.lexicon import LIGHT_STEMS, all_stems, stem, stems
from bot.planner.hints import PER_SHARE, is_money
from bot.series import Series
from index.quantity import PERCENT, RATIO, is_currency

if TYPE_CHECKING:
    from bot.planner.binding import Binding

# Words that do not say what they are of ("interest rate").
OF_ANYTHING = frozenset(all_stems("rate rates interest average weighted maturity effective yield term price"))
# What names a measure, and not what it is of.
MEASURES = frozenset(
    all_stems(
        "total net gross consolidated revenue sales turnover income loss earnings profit expense cost assets liabilities equity cash"
    )
)
# Words that say what is to be done with a line, or which of its parts is meant: a line without them is not what was asked.
_TELLING = frozenset(all_stems("growth cagr ratio margin yield percent"))
# What is adjusted is another figure than what is reported.
_OTHERWISE = frozenset(all_stems("organic adjusted underlying core normalized nongaap"))
_ASKS_MOVE = re.compile(r"\b(?:up|down|rose|fell|grew|changed?|increased?|decreased?|dropped) (?:by )?how much\b")
_DUE = re.compile(
    r"\b(?:(?P<within>less than|within|under|up to|in)|after|over|more than|beyond|between) (?:the next )?(?P<count>a|an|one"
    r"|two|three|four|five|ten|\d+)\b[^,]*?\b(?P<unit>years?|months?)\b"
)
# How a line says that what it gives is due before a time, or after it.
_DUE_WITHIN = re.compile(r"\b(?:within|less than|or less|up to|not later than|next|current|short)\b", re.IGNORECASE)
_SHARE_OF = re.compile(r"(?<!per )\b(?:share|proportion|fraction|percentage) of\b")
_YEARS = re.compile(r"\byears?\b|\bthereafter\b|\b(?:19|20)\d\d\b", re.IGNORECASE)
_IS_RATE = re.compile(
    r"^(?!.*\bat (?:the |a |an )?[\w ]*rates?\s*$).*\brates?\s*$"
)  # tax "at the statutory rate" is an amount
# What is left of an allowance is another amount than the allowance, and than what was used of it.
_LEFT = re.compile(r"\b(?:remain(?:s|ed|ing)?|left|unused|available|still (?:to|be))\b")
_LEFT_OF = re.compile(
    r"\b(?:authori[sz]\w+|programs?|programmes?|buy-?backs?|repurchases?|facilit(?:y|ies)|revolver|commitments?)\b"
)
_IS_LEFT = frozenset(all_stems("remain remaining remainder left unused available availability undrawn unpurchased yet"))
_PARTS_OF = re.compile(r"\b(?:share|percent(?:age)?|proportion|portion|fraction|%)")
_BUYERS = frozenset(all_stems("customer customers"))


def leaves_out(bound: Binding) -> bool:
    """Whether a line lacks a word of the phrase that no line may be taken without."""
    phrase, series = bound.metric.phrase, bound.series
    if not series.label and series.entity and series.origin != "prose":
        return True  # a row without a name, in a column that has one, is of one of many things
    due, own = _DUE.search(phrase.lower()), " ".join(head for f in bound.facts for head in (*f.path, f.column))
    asked, band = band_of(phrase), band_of(own)
    if asked is None and all(band_of(fact.column) for fact in bound.facts):
        return True  # one band of several, of which nothing was said
    if asked is not None and band is not None:
        if asked != band:
            return True
    elif due and (not _YEARS.search(own) or bool(due["within"]) != bool(_DUE_WITHIN.search(own))):
        return True
    part = _SHARE_OF.search(phrase)
    if part and is_money(series.unit) and not _is_part(phrase[part.end() :], series):
        return True
    if _ASKS_MOVE.search(phrase.lower()) or _is_numbered_otherwise(phrase, bound):
        return True
    if _is_of_another_sort(phrase.lower(), bound) or _is_narrower(phrase.lower(), bound):
        return True
    if PER_SHARE.search(phrase) and all(is_currency(fact.unit) for fact in bound.facts):
        return True
    otherwise = _OTHERWISE & set(all_stems(phrase))
    said = series.all_words | {word for fact in bound.facts for note in fact.qualifiers for word in all_stems(note)}
    if otherwise - said and not ({"nongaap", "adjust"} & said and "organ" not in otherwise):
        return True
    unmet = _TELLING & set(all_stems(phrase)) - series.all_words - series.context
    plain = all(fact.kind == "value" and fact.unit not in {PERCENT, RATIO} for fact in bound.facts)
    return bool(unmet) and plain


# What tells things of one name apart by a number or a letter: "tier 1 capital" is not tier 2's.
_NUMBERED = re.compile(
    r"\b(?P<sort>tier|level|phase|stage|class|series|type|tranche|category|group|zone|region|unit|building|plant)s?"
    r" (?P<which>\d{1,2}|[a-h]|i{1,3}|iv|vi{0,3}|ix|x)\b",
    re.IGNORECASE,
)


def _is_numbered_otherwise(phrase: str, bound: Binding) -> bool:
    """Whether a line is of a thing with another number than the phrase's."""
    asked = [f"{found['sort']} {found['which']}".lower() for found in _NUMBERED.finditer(phrase)]
    if not asked:
        return False
    first = bound.facts[0]
    said = " ".join((*first.path, first.label, first.column, first.of, *first.section)).lower()
    told = {f"{found['sort']} {found['which']}" for found in _NUMBERED.finditer(said)}
    return any(one not in told and any(other.split()[0] == one.split()[0] for other in told) for one in asked)


# A place that a line's own name says it is of: what is asked of none is of all of them.
_PLACE = re.compile(r"\b(?:(?:north|south|latin) america|europe|asia|pacific|emea\b|domestic|overseas)", re.IGNORECASE)
_ALIAS = re.compile(r"\((\w+)\)")
_SHORT_PLACE = re.compile(r"\b(?:latam|apac|emea)\b")
_OF_ALL = frozenset(all_stems("total overall consolidated companywide"))
_AT_END = re.compile(r"\b(?:ending|period[- ]end|year[- ]end|closing balance)\b")
_LEAST_OF_ALL = 0.5


def _is_narrower(phrase: str, bound: Binding) -> bool:
    """Whether a line is of one place or part where all is asked of, or an average where what stood at the end is."""
    label = bound.series.label
    asked, own = set(all_stems(phrase)), set(all_stems(label))
    called_short = any(alias.lower() in phrase.split() for alias in _ALIAS.findall(label)) or _SHORT_PLACE.search(
        phrase
    )
    if not called_short and any(place[0].lower() not in phrase for place in _PLACE.finditer(label)):
        return True
    of_all = asked & _OF_ALL and asked <= MEASURES | _OF_ALL and not own & _OF_ALL
    if of_all and bound.match.precise < _LEAST_OF_ALL:
        return True
    ends = {word.removesuffix("est") for word in asked}
    if any(one in own - ends and other in ends for one, other in (_ENDS, _ENDS[::-1])):
        return True
    return "averag" in own - asked and bool(_AT_END.search(phrase))


_ENDS = ("high", "low")


def _is_of_another_sort(phrase: str, bound: Binding) -> bool:
    """Whether a line is of another sort than the phrase: money for a rate, all of an allowance for what is left of it, the
    share that a few customers have of a thing for the share that the thing has.
    """
    series = bound.series
    if _IS_RATE.search(phrase):
        thing = set(stems(phrase)) - OF_ANYTHING - LIGHT_STEMS
        if is_currency(series.unit) or thing - series.all_words - series.context - series.titled:
            return True
    if _measure_unsaid(phrase, series):
        return True
    said = series.all_words | series.context if series.origin == "prose" else series.all_words
    if _LEFT.search(phrase) and _LEFT_OF.search(phrase) and not _IS_LEFT & said:
        return True
    if series.unit != PERCENT or series.origin == "prose" or not _PARTS_OF.search(phrase):
        return False
    return bool(_BUYERS & (series.titled | series.context)) and not _BUYERS & set(all_stems(phrase))


# Words for one sort of amount; a line that is asked for by one of a sort says one of that sort, or what stands round it does.
_SORTS = tuple(
    frozenset(all_stems(sort))
    for sort in (
        "revenue revenues sales turnover",
        "income profit earnings loss losses ebitda ebit",
        "assets",
        "liabilities",
    )
)


def _measure_unsaid(phrase: str, series: Series) -> bool:
    """Whether a phrase ends with the sort of amount that it asks for, and neither a line nor what is round it says that sort.

    What stands behind a preposition is whose or of what it is: "cost of sales" asks for a cost.
    """
    asked = all_stems(_BEHIND.split(phrase, maxsplit=1)[0])
    sort = next((sort for sort in _SORTS if asked and asked[-1] in sort), None)
    if sort is None or len(asked) < _FEWEST_WORDS or series.bare:
        return False
    label = all_stems(series.label)
    if asked[-2:] == _BOTTOM_LINE and _BOTTOM_LINE[1] in label and _BOTTOM_LINE[0] not in label:
        return True
    said = series.all_words | series.context | series.titled | series.beside | set(label)
    if stem("gain") in series.words and stem("gain") not in asked:
        said = said - {stem("loss")}  # a gain or loss is of one thing, and no income of a whole
    return not sort & said


_BEHIND = re.compile(r"\b(?:for|of|in|by|from|at|on|to|with)\b")
_FEWEST_WORDS = 3
_BOTTOM_LINE = all_stems("net income")


def _is_part(whole: str, series: Series) -> bool:
    """Whether what announces a line's table says that it gives a share of the whole asked for ("our share of income of affiliates")."""
    said = series.titled | set(series.words)
    wanted = {"incom" if word == "loss" and "incom" in said else word for word in stems(whole)}
    return "share" in series.titled and wanted <= said
