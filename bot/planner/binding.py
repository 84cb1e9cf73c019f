"""Binds a metric phrase to a line of a filing, for the periods asked: never another metric's or period's figure instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.extract import Extraction
from bot.lexicon import LIGHT_STEMS, QUALIFIER_STEMS, all_stems, stem, stems
from bot.lines import period_words
from bot.matching import Match, Series, SeriesIndex, Similar, series_index
from bot.planner.neighbours import beside_total, measures, of_another, of_another_measure
from bot.planner.timing import Wanted, fact_at, latest, period_of
from bot.question.reading import Metric, Reading
from index.facts import Fact
from index.filing import FilingRecord
from index.naming import names_of
from index.period import Duration, FiscalCalendar, Instant, Period, months_in
from index.quantity import COUNT, DAYS, MONTHS, PERCENT, RATIO, SHARES, is_currency, is_per_share
from index.row_periods import row_nature
from index.shelf import Hit, Shelf

# A line must hold this much of what was asked, by weight of words, to be taken for it.
ENOUGH = 0.70
SURE = 0.93
# And the line must not say much else: a score that words alone reach only where the line is the one meant.
LEAST_SCORE = 0.5
# Of an undated line, this much of its own words must have been asked for.
LEAST_NAMED = 0.4
# And this much of the words in its label, headings or column, and not only in the prose beside it.
LEAST_OWN = 0.45


@dataclass(frozen=True, slots=True)
class Binding:
    """A metric bound to a series, with the fact for each period wanted (the latest where none was)."""

    metric: Metric
    match: Match
    facts: tuple[Fact, ...]
    score: float
    times: float = 1.0

    @property
    def series(self) -> Series:
        return self.match.series


@dataclass
class Desk:
    """What one plan is made from: a filing, its series, the reading, and what has been assumed so far."""

    shelf: Shelf
    filing: str
    reading: Reading
    similar: Similar | None = None
    hits: tuple[Hit, ...] = ()
    assumptions: list[str] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)
    nearest: list[Fact] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    chosen: dict[tuple[str, str], Series] = field(default_factory=dict)
    said: dict[str, Extraction | None] = field(default_factory=dict)
    home: int | None = None
    why: str = ""

    def __post_init__(self) -> None:
        self.record: FilingRecord = next(r for r in self.shelf.filings() if r.id == self.filing)
        self.calendar: FiscalCalendar = self.record.calendar
        self.index: SeriesIndex = series_index(self.shelf, self.filing)

    @property
    def reported(self) -> Period | None:
        """The period the filing reports on."""
        return reported_period(self.shelf, self.record)

    def assume(self, text: str) -> None:
        if text not in self.assumptions:
            self.assumptions.append(text)

    def near(self, facts: Sequence[Fact]) -> None:
        for fact in facts:
            if fact not in self.nearest:
                self.nearest.append(fact)


def reported_period(shelf: Shelf, record: FilingRecord) -> Period | None:
    """The period that a filing reports on: the shortest stretch that ends with it (an annual report's year), or that day."""
    if record.period_end is None:
        return None
    end = record.period_end
    found = {
        fact.period
        for fact in shelf.facts(record.id)
        if isinstance(fact.period, Duration)
        and fact.basis == "reported"
        and abs((fact.period.end - end).days) <= 7
        and 80 < fact.period.days < 380
    }
    if not found:
        return Instant(end)
    annual = record.form.upper().startswith(("10-K", "20-F", "40-F"))
    return (max if annual else min)(found, key=lambda period: period.days)


def candidates(desk: Desk, metric: Metric, limit: int = 24) -> list[Match]:
    """The lines a metric phrase may mean, best first, with the reading's hints weighed in."""
    metric = replace(metric, phrase=_GAAP.sub(" ", metric.phrase).strip() or metric.phrase)
    phrase = _OUTLOOK.sub(" ", metric.phrase) if desk.reading.basis == "guidance" else metric.phrase
    found = desk.index.match(phrase, limit)
    if phrase != metric.phrase:
        whole = desk.index.match(metric.phrase, limit)
        found = (*found, *(m for m in whole if _OUTLOOK.search(m.series.label.lower())))
    if metric.context:
        wider = {m.series.key: m for m in desk.index.match(f"{metric.phrase} {metric.context}", limit)}
        found = tuple(
            replace(m, score=m.score * 0.75 + wider[m.series.key].score * 0.25)
            if m.series.key in wider
            else replace(m, score=m.score * 0.75)
            for m in found
        )
    asked = frozenset(stems(phrase))
    weighed = [
        replace(match, score=match.score * _hint(desk, match, metric) * of_another(desk.index, match, asked))
        for match in found
    ]
    return sorted(weighed, key=lambda match: -match.score)


_OUTLOOK = re.compile(
    r"\b(?:(?:previous|prior|old|new|updated|current|latest|original|initial|full[- ]year|fiscal) "
    r")?(?:guidance|outlook|forecast(?:ed)?|"
    r"project(?:ed|ions?)|expected|expects?|expectations?|anticipated|guided|estimated?|target)\b"
    r"|\b(?:previously|updated)\b|,? \b(?:new|old|updated|cut|raised|lowered|increased|reduced|revised"
    r"|at the midpoint)$"
)
# What a filing reports under GAAP it gives without the word; what it adjusts, it says so of.
_GAAP = re.compile(r"(?<!non-)(?<!non )\(?\b(?:u\.?s\.? )?gaap\b\)?", re.IGNORECASE)
_ADJUSTED = re.compile(
    (
        r"\b(?:adj(?:usted|\.)?|non[- ]?gaap|underlying|core|normali[sz]ed|pro[- ]?forma|ebitda[rx]?|free "
        r"cash flow|fcf|affo|ffo|organic|constant currency)\b"
    ),
    re.IGNORECASE,
)
_PER_SHARE = re.compile(r"\bper[- ](?:\w+ )*(?:share|unit)\b|\beps\b", re.IGNORECASE)
_COUNTS = re.compile(r"\b(?:how many|how long|number of|count of|how old)\b", re.IGNORECASE)


def _hint(desk: Desk, match: Match, metric: Metric) -> float:
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
    direct = desk.reading.choice is None and metric in desk.reading.asks
    if direct and _HOW_MANY.search(desk.reading.text) and is_money(first.unit):
        factor *= 0.3  # how many is never an amount of money; how many years or months of something may hang on one
    if desk.home is not None and first.table == desk.home:
        factor *= 1.04
    if first.origin == "prose":
        factor *= 0.97
    return factor


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


_HOW_MANY = re.compile(
    r"\bhow many\b(?! (?:\w+ )?(?:thousands?|millions?|billions?|dollars|euros|pounds|cents|percent)\b)", re.IGNORECASE
)
_NUMBERS = frozenset(all_stems("number count many share unit"))
_RATE = frozenset(all_stems("percent rate margin yield ratio volatility"))


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
    if _PER_SHARE.search(phrase) and not is_per_share(fact.unit) and fact.unit != RATIO:
        factor *= 0.5
    if fact.unit == PERCENT and not asked & _RATE and fact.kind == "value":
        factor *= 0.6 if fact.origin == "table" and measures(asked) else 0.93
    if fact.unit != PERCENT and "percent" in asked and fact.kind == "value":
        factor *= 0.9
    if fact.unit == COUNT and fact.origin == "table" and not asked & _NUMBERS:
        factor *= 0.98  # beside what a thing is worth, how many there are is asked for by name
    return factor


def bind(desk: Desk, metric: Metric, wanted: Sequence[Wanted], least: float = ENOUGH) -> Binding | None:
    """The best line for a metric at every period wanted; None (with what is nearest noted) where no line is it.

    wanted: periods that the line must give; empty for the latest.
    """
    found = bindings(desk, metric, wanted)
    if not found:
        note_nearest(desk, metric)
        return None
    best = found[0]
    if not is_it(best, least):
        desk.near([best.facts[0]])
        return None
    rival = next(iter(candidates(desk, metric, 1)), None)
    if rival is not None and rival.covered >= 0.9 and rival.precise >= 0.7 and best.match.score < 0.85 * rival.score:
        desk.near([latest(rival.series.facts, desk.calendar)])
        return None
    return best


def is_it(bound: Binding, least: float = ENOUGH) -> bool:
    """Whether a line may be taken for what was asked: enough of the words, in the line itself, and little else."""
    match, first = bound.match, bound.series.facts[0]
    if not period_words(bound.metric.phrase) <= bound.series.all_words or leaves_out(bound):
        return False
    if bound.score < LEAST_SCORE or match.covered < (least if match.precise < 0.95 else least - 0.1):
        return False
    if not match.headed and match.covered < SURE:
        return False
    if match.strange and match.covered < ENOUGH + 0.05:
        return False
    if match.own < (LEAST_OWN if match.precise < 0.95 else 0.2) and not bound.series.bare:
        return False
    counted = first.origin == "prose" and first.unit in {COUNT, DAYS, MONTHS}
    return not counted or bound.score >= 0.75


# Words that say what is to be done with a line, or which of its parts is meant: a line without them is not what was asked.
_TELLING = frozenset(all_stems("growth cagr ratio margin yield percent"))
# What is adjusted is another figure than what is reported.
_OTHERWISE = frozenset(all_stems("organic adjusted underlying core normalized nongaap"))
_ASKS_MOVE = re.compile(r"\b(?:up|down|rose|fell|grew|changed?|increased?|decreased?|dropped) (?:by )?how much\b")
_DUE = re.compile(
    r"\b(?:(?P<within>less than|within|under|in)|after|over|more than|beyond|between) (?:the next )?(?P<count>a|an|one"
    r"|two|three|four|five|ten|\d+)\b[^,]*?\b(?P<unit>years?|months?)\b"
)
# How a line says that what it gives is due before a time, or after it.
_DUE_WITHIN = re.compile(r"\b(?:within|less than|or less|up to|not later than|next|current|short)\b", re.IGNORECASE)
_SHARE_OF = re.compile(r"(?<!per )\b(?:share|proportion|fraction|percentage) of\b")
_YEARS = re.compile(r"\byears?\b|\bthereafter\b|\b(?:19|20)\d\d\b", re.IGNORECASE)


def leaves_out(bound: Binding) -> bool:
    """Whether a line lacks a word of the phrase that no line may be taken without."""
    phrase, series = bound.metric.phrase, bound.series
    due, own = _DUE.search(phrase.lower()), " ".join(head for f in bound.facts for head in (*f.path, f.column))
    if due and (not _YEARS.search(own) or bool(due["within"]) != bool(_DUE_WITHIN.search(own))):
        return True
    if _SHARE_OF.search(phrase) and is_money(series.unit):
        return True
    if _ASKS_MOVE.search(phrase.lower()):
        return True
    if _PER_SHARE.search(phrase) and all(is_currency(fact.unit) for fact in bound.facts):
        return True
    otherwise = _OTHERWISE & set(all_stems(phrase))
    said = series.all_words | {word for fact in bound.facts for note in fact.qualifiers for word in all_stems(note)}
    if otherwise - said and not ({"nongaap", "adjust"} & said and "organ" not in otherwise):
        return True
    unmet = _TELLING & set(all_stems(phrase)) - series.all_words - series.context
    plain = all(fact.kind == "value" and fact.unit not in {PERCENT, RATIO} for fact in bound.facts)
    return bool(unmet) and plain


def bindings(desk: Desk, metric: Metric, wanted: Sequence[Wanted], limit: int = 12) -> list[Binding]:
    """Lines that give a metric at every period wanted, best first."""
    held = desk.chosen.get((metric.phrase, metric.context))
    found: list[Binding] = []
    counting, whose = _counts_shares(desk, metric), _whose(desk, metric)
    asked = frozenset(stems(metric.phrase)) - LIGHT_STEMS - QUALIFIER_STEMS
    for match in candidates(desk, metric):
        facts, times = _at(desk, match.series, wanted)
        if facts is None or (counting and facts[-1].unit not in {SHARES, COUNT}):
            continue
        if wanted and _is_deferred(desk, match.series, facts[-1], period_of(wanted[-1])):
            times *= 0.6
        if whose - match.series.all_words - (match.series.context if match.series.origin == "prose" else frozenset()):
            continue
        if leaves_out(Binding(metric, match, facts, match.score)) or _of_another_column(desk, asked, match.series):
            continue
        score = match.score * times
        if held is not None and held.key == match.series.key:
            score += 1
        found.append(Binding(metric, match, facts, score, times))
    found.sort(key=lambda binding: -binding.score)
    return _grouped(desk, found, wanted)[:limit]


def _of_another_column(desk: Desk, asked: frozenset[str], series: Series) -> bool:
    """Whether a word asked for names another column of the line's own row, here or in another table ("volume" growth)."""
    if not series.entity or series.origin == "prose":
        return False
    unsaid = asked - series.all_words - frozenset(stems(series.label))
    return bool(unsaid & desk.index.columns_of(series.label))


def _is_deferred(desk: Desk, series: Series, fact: Fact, period: Period) -> bool:
    """Whether a figure at a date, in no statement, has the name of what flows in the year asked for (as deferred taxes list)."""
    at_date = isinstance(fact.period, Instant) and isinstance(period, Duration)
    stated = desk.index.statement.get(fact.table, "") if fact.table is not None else ""
    elsewhere = bool(desk.index.statement)
    return at_date and not stated and elsewhere and fact.origin == "table" and row_nature(series.label) is True


_HOW_MANY_SHARES = re.compile(r"\b(?:how many|number of) (?:[\w-]+ ){0,3}?shares\b|\bshare count\b", re.IGNORECASE)


_POSSESSIVE = re.compile(r"\b([A-Z][A-Za-z]{3,})['’]s\b")


def _whose(desk: Desk, metric: Metric) -> frozenset[str]:
    """The stems of whom a figure is asked of, where that is not the company: a line must name them itself."""
    own = " ".join(names_of(desk.record)).lower()
    named = " ".join(name for name in _POSSESSIVE.findall(desk.reading.text) if name.lower() not in own)
    return frozenset(stems(named)) & frozenset(stems(metric.phrase))


def _counts_shares(desk: Desk, metric: Metric) -> bool:
    """Whether shares are to be counted, so that no amount of money is the answer."""
    return desk.reading.asks == (metric,) and bool(_HOW_MANY_SHARES.search(desk.reading.text))


def _at(desk: Desk, series: Series, wanted: Sequence[Wanted]) -> tuple[tuple[Fact, ...] | None, float]:
    if not wanted and desk.reading.months is not None:
        fitting = [f for f in series.facts if f.period is not None and months_in(f.period) in {0, desk.reading.months}]
        return ((latest(fitting, desk.calendar),), 1.0) if fitting else (None, 0.0)
    if not wanted:
        return (latest(series.facts, desk.calendar),), 1.0
    facts: list[Fact] = []
    times = 1.0
    for one in wanted:
        found = fact_at(series, one, desk.calendar)
        if found is None:
            return None, 0.0
        facts.append(found[0])
        times = min(times, found[1])
    return tuple(facts), times


def _grouped(desk: Desk, found: list[Binding], wanted: Sequence[Wanted]) -> list[Binding]:  # noqa: ARG001
    return found


def undated(desk: Desk, metric: Metric) -> Binding | None:
    """A line that fits the words and has one figure with no period of its own: may be looked up, with that said."""
    for match in candidates(desk, metric, 6):
        fact = match.series.facts[0]
        alone = len(match.series.facts) == 1 and fact.period is None and fact.kind == "value"
        expected = desk.reading.basis == "guidance" and fact.basis != "guidance"
        if alone and not expected and match.covered >= SURE and match.precise >= LEAST_NAMED:
            return Binding(metric, match, match.series.facts, match.score * 0.8, 0.8)
    return None


def note_nearest(desk: Desk, metric: Metric) -> None:
    """Keep what the filing has that is nearest to a metric, for the refusal."""
    for match in candidates(desk, metric, 3):
        if match.covered >= 0.5:
            desk.near([latest(match.series.facts, desk.calendar)])


def best_words(desk: Desk, phrase: str, context: str = "") -> float:
    """How well any line fits a phrase, whatever the period."""
    found = candidates(desk, Metric(phrase, (), context), 4)
    return found[0].score if found and found[0].covered >= ENOUGH else 0.0


def says_something(phrase: str) -> bool:
    return bool(stems(phrase))


Finder = Callable[[str, Wanted], Fact | None]
