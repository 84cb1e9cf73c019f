"""What a question and the build of a filing say of a line, apart from its words: its statement, unit, kind and nature."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.lexicon import all_stems, stem
from bot.matching import Match
from bot.planner.neighbours import beside_total, measures, of_another_measure
from bot.question.reading import Metric
from bot.series import Series
from index.facts import Fact
from index.period import Duration, Instant
from index.quantity import COUNT, DAYS, MONTHS, PERCENT, RATIO, is_currency, is_per_share
from index.row_periods import row_edge, row_nature

if TYPE_CHECKING:
    from bot.planner.binding import Desk

_ADJUSTED = re.compile(
    (
        r"\b(?:adj(?:usted|\.)?|non[- ]?gaap|underlying|core|normali[sz]ed|pro[- ]?forma|ebitda[rx]?|free "
        r"cash flow|fcf|affo|ffo|organic|constant currency)\b"
    ),
    re.IGNORECASE,
)
PER_SHARE = re.compile(r"\bper[- ](?:\w+ )*(?:share|unit)\b|\beps\b", re.IGNORECASE)
_COUNTS = re.compile(r"\b(?:how many|how long|number of|count of|how old)\b", re.IGNORECASE)


def hint(desk: Desk, match: Match, metric: Metric) -> float:
    """What the question and the filing's build say of a line, apart from its words."""
    first = match.series.facts[0]
    factor = 1.0
    kind = desk.index.statement.get(first.table, "") if first.table is not None else ""
    if desk.reading.statements:
        factor *= 1.06 if kind in desk.reading.statements else 0.6
    elif kind:
        factor *= 1.04
    else:
        factor *= 0.96
    if first.basis == "guidance" and desk.reading.basis != "guidance":
        factor *= 0.72
    elif first.basis != "guidance" and desk.reading.basis == "guidance":
        factor *= 0.93
    if desk.reading.basis == "guidance" and desk.reading.vintage != "both":
        previous = first.vintage == "previous"
        factor *= 0.8 if previous != (desk.reading.vintage == "previous") else 1.0
    factor *= _kind_factor(first, metric.phrase) * _nature_factor(desk, match.series, kind, metric)
    if beside_total(desk.index, match, metric.phrase):
        factor *= 0.75
    if of_another_measure(match, metric.phrase):
        factor *= 0.5
    if {"non-GAAP", "adjusted"} & set(first.qualifiers) and not _ADJUSTED.search(desk.reading.text):
        factor *= 0.9
    if first.origin == "prose" and first.unit in {COUNT, DAYS, MONTHS} and not _COUNTS.search(desk.reading.text):
        factor *= 0.5
    if first.origin == "prose" and first.unit == COUNT and first.value == 1 and HOW_MANY.search(desk.reading.text):
        factor *= 0.5  # "one of our stores" counts none
    direct = desk.reading.choice is None and metric in desk.reading.asks
    if direct and HOW_MANY.search(desk.reading.text) and is_money(first.unit):
        factor *= 0.3  # how many is never an amount of money; how many years or months of something may hang on one
    if desk.home is not None and first.table == desk.home:
        factor *= 1.04
    if row_edge(match.series.label) == "begin" and not _OPENING.search(desk.reading.text):
        factor *= 0.97  # a balance is told by what it closes with, where both rows stand for the day asked
    if first.origin == "prose":
        factor *= 0.5 if _PART_OF.match(first.label) and not _PART.search(desk.reading.text) else 0.97
    return factor


# "Included in our deferred revenue is $5 million of ...": a part of it, and not what it is.
_PART_OF = re.compile(r"(?:also )?(?:included (?:with)?in|of which|(?:an? )?(?:portion|part) of)\b", re.IGNORECASE)
_PART = re.compile(r"\b(?:includ\w*|of which|portion|part)\b", re.IGNORECASE)

_OPENING = re.compile(
    r"\b(?:beginning|begin|opening|opened|start(?:ed|ing)?|brought forward|at (?:the )?first)\b", re.IGNORECASE
)
_FLOWS = frozenset(all_stems("change changes increase decrease cash flow operating activities used provided"))


def _asks_for_a_flow(desk: Desk, metric: Metric) -> bool:
    return bool(_FLOWS & set(all_stems(metric.phrase))) or desk.reading.statements == ("cash flow statement",)


def _nature_factor(desk: Desk, series: Series, statement: str, metric: Metric) -> float:
    """A balance's line in a statement of cash flows is how it moved; a flow's line at a date is what is deferred of it."""
    first = series.facts[0]
    if not any(fact.value for fact in series.facts):
        return 0.8
    if first.table is not None and first.kind == "value" and not any(fact.period for fact in series.facts):
        # Columns whose heads were lost may be of anyone and any time.
        return 0.9
    nature = row_nature(series.label)
    if statement == "cash flow statement" and not _asks_for_a_flow(desk, metric):
        if nature is False and isinstance(first.period, Duration):
            return 0.7
        if stem("change") in series.heads:
            return 0.75  # what a balance changed by stands under the balance's own name
    # Where the filing holds no statement, a note's table is all there is of it.
    if nature is True and isinstance(first.period, Instant) and not statement and desk.index.statement:
        return 0.8
    return 1.0


HOW_MANY = re.compile(
    r"\bhow many\b(?! (?:\w+ )?(?:thousands?|millions?|billions?|dollars|euros|pounds|cents|percent\w*|basis points|points)\b)"
    r"|^(?:and )?(?:what (?:is|was|are|were) )?(?:the )?(?:total )?number of\b",
    re.IGNORECASE,
)
_NUMBERS = frozenset(all_stems("number count many share unit"))
_RATE = frozenset(all_stems("percent rate margin yield ratio volatility"))


HOW_MUCH_MONEY = re.compile(r"\bhow (?:much (?:money|cash)|many (?:\w+ )?dollars)\b", re.IGNORECASE)


def is_money(unit: str) -> bool:
    """Whether a unit is money, or money a share."""
    return is_currency(unit) or is_per_share(unit)


def _kind_factor(fact: Fact, phrase: str) -> float:
    """A column of changes or of shares is not the line's value unless it was asked for."""
    asked = set(all_stems(phrase))
    factor = 1.0
    if fact.kind in {"change", "percent_change"}:
        factor *= 0.97 if asked & frozenset(all_stems("change increase decrease growth variance")) else 0.55
    elif fact.kind == "percent_of":
        factor *= 1.0 if asked & _RATE else 0.6
    elif fact.kind == "note":
        factor *= 0.2
    per_share = "share" in asked or "eps" in asked or "unit" in asked
    if is_per_share(fact.unit) and not per_share and not asked & frozenset(all_stems("price cost value dividend rate")):
        factor *= 0.85
    if PER_SHARE.search(phrase) and not is_per_share(fact.unit) and fact.unit != RATIO:
        factor *= 0.5
    if fact.unit == PERCENT and not asked & _RATE and fact.kind == "value":
        factor *= 0.6 if fact.origin == "table" and measures(asked) else 0.93
    if fact.unit != PERCENT and "percent" in asked and fact.kind == "value":
        factor *= 0.9
    if fact.unit == COUNT and fact.origin == "table" and not asked & _NUMBERS:
        factor *= 0.98  # beside what a thing is worth, how many there are is asked for by name
    return factor
