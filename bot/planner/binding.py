"""Binds a metric phrase to a line of a filing, for the periods asked: never another metric's or period's figure instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.extract import Extraction
from bot.joined import joined_index
from bot.kept import Kept
from bot.lexicon import LIGHT_STEMS, QUALIFIER_STEMS, stems
from bot.lines import period_words, row_is_period
from bot.matching import Match, SeriesIndex, Similar, series_index
from bot.planner.hints import HOW_MANY, HOW_MUCH_MONEY, hint
from bot.planner.neighbours import of_another, of_another_sort, of_its_twin, put_otherwise
from bot.planner.sorts import MEASURES, OF_ANYTHING, leaves_out
from bot.planner.timing import Wanted, end_of, fact_at, latest, period_of
from bot.question.reading import Metric, Reading
from bot.series import Series
from index.facts import Fact
from index.filing import FilingRecord
from index.naming import names_of
from index.period import Duration, FiscalCalendar, Instant, Period, months_in
from index.quantity import COUNT, DAYS, MONTHS, PERCENT, SHARES
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
# Of a line all of whose own words were asked for, this much: a heading names the rest. But a line called by a measure alone
# is of the whole, whatever its table stands under ("advertising" over Total revenues).
LEAST_OWN_NAMED = 0.2


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
    """What one plan is made from: a filing, its series, the reading, and what has been assumed so far.

    beside: other filings of the company, whose lines go on those of the filing.
    """

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
    beside: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.record: FilingRecord = next(r for r in self.shelf.filings() if r.id == self.filing)
        self.calendar: FiscalCalendar = self.record.calendar
        self.index: SeriesIndex = (
            joined_index(self.shelf, self.filing, self.beside) if self.beside else series_index(self.shelf, self.filing)
        )

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
    return _REPORTED.of(shelf, record.id, lambda: _reported(shelf, record))


_REPORTED: Kept[Period | None] = Kept(256)


def _reported(shelf: Shelf, record: FilingRecord) -> Period | None:
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
        replace(match, score=match.score * hint(desk, match, metric) * of_another(desk.index, match, asked))
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
    if rival is not None and not wanted and _is_year_of_total(desk, metric, rival.series):
        rival = None
    if rival is not None and rival.covered >= 0.9 and rival.precise >= 0.7 and best.match.score < 0.85 * rival.score:
        desk.near([latest(rival.series.facts, desk.calendar)])
        return None
    return best


def is_it(bound: Binding, least: float = ENOUGH) -> bool:
    """Whether a line may be taken for what was asked: enough of the words, in the line itself, and little else."""
    match, first = bound.match, bound.series.facts[0]
    if set(stems(bound.metric.phrase)) <= OF_ANYTHING and match.precise < LEAST_BARE:
        return False
    if not period_words(bound.metric.phrase) <= bound.series.all_words or leaves_out(bound):
        return False
    # the one figure of a table that its title names, and that the table calls no more than a total
    only = bound.series.bare and not bound.series.entity and match.covered >= 0.9 and match.precise >= 0.95
    if bound.score < (LEAST_NAMED if only else LEAST_SCORE):
        return False
    if match.covered < (least if match.precise < 0.95 else least - 0.1):
        return False
    if not match.headed and match.covered < SURE:
        return False
    if bound.series.bare and bound.metric.context and _OF_ONE_SPOKEN_OF.search(bound.metric.phrase):
        return False
    if match.strange and match.covered < ENOUGH + 0.05:
        return False
    named = match.precise >= 0.95 and not _is_measure_alone(bound.series)
    if match.own < (LEAST_OWN_NAMED if named else LEAST_OWN) and not bound.series.bare:
        return False
    counted = first.origin == "prose" and first.unit in {COUNT, DAYS, MONTHS}
    return not counted or bound.score >= 0.75


# "There is a note due 2054. How much is outstanding on it?": of one thing named before, of which no total is.
_OF_ONE_SPOKEN_OF = re.compile(r"\b(?:on|of|under|from|for) (?:it|that one|this one)$", re.IGNORECASE)


def _is_measure_alone(series: Series) -> bool:
    """Whether a line's name is a measure's and says no more ("Total revenues", "Net income")."""
    said = set(stems(series.label))
    return not series.entity and bool(said) and said <= MEASURES


# Of a phrase that does not say what it is of, a line must be called that and hardly more.
LEAST_BARE = 0.9


def bindings(desk: Desk, metric: Metric, wanted: Sequence[Wanted], limit: int = 12) -> list[Binding]:
    """Lines that give a metric at every period wanted, best first."""
    held = desk.chosen.get((metric.phrase, metric.context))
    found: list[Binding] = []
    counting, whose = _counts_shares(desk, metric), _whose(desk, metric)
    many = desk.reading.asks == (metric,) and HOW_MANY.search(desk.reading.text) is not None
    in_money = HOW_MUCH_MONEY.search(desk.reading.text) is not None
    asked = frozenset(stems(metric.phrase)) - LIGHT_STEMS - QUALIFIER_STEMS
    said = frozenset(stems(f"{metric.phrase} {metric.context} {desk.reading.text}"))
    for match in candidates(desk, metric):
        if match.series.part and not match.series.part & said - set(match.series.words):
            continue  # of one part of the company, and of none that is asked for
        facts, times = _at(desk, match.series, wanted)
        if facts is None or (counting and facts[-1].unit not in {SHARES, COUNT}):
            continue
        if (facts[-1].unit == PERCENT and many) or (in_money and facts[-1].unit in {SHARES, COUNT}):
            continue
        if wanted and _is_deferred(desk, match.series, facts[-1], period_of(wanted[-1])):
            times *= 0.6
        if whose and whose - match.series.all_words - _around(match.series):
            continue
        if _is_one_of_many_totals(desk, match.series, facts[-1]) or put_otherwise(match.series, metric.phrase):
            continue
        if of_another_sort(desk.index, match.series, metric.phrase) or of_its_twin(desk.index, match.series, asked):
            continue
        if not wanted and _is_year_of_total(desk, metric, match.series):
            continue
        if leaves_out(Binding(metric, match, facts, match.score)) or _of_another_column(desk, asked, match.series):
            continue
        score = match.score * times
        if held is not None and held.key == match.series.key:
            score += 1
        found.append(Binding(metric, match, facts, score, times))
    # of two lines alike, a report's own statements are meant, and not those of another that it carries as an exhibit
    found.sort(key=lambda binding: (-round(binding.score, 6), _is_in_exhibit(binding.series)))
    return found[:limit]


def _is_in_exhibit(series: Series) -> bool:
    return any(title.lower().startswith("exhibit") for title in series.facts[0].section[:1])


def _is_one_of_many_totals(desk: Desk, series: Series, fact: Fact) -> bool:
    """Whether a bare total is one of several of its table and column for one period: nothing tells what it sums up."""
    if not series.bare or not series.entity or fact.table is None:
        return False
    beside = (line for line in desk.index.by_table[fact.table] if line.bare and line.entity == series.entity)
    return any(
        other.period == fact.period and other.value != fact.value and other.path == fact.path
        for line in beside
        for other in line.facts
    )


def _is_year_of_total(desk: Desk, metric: Metric, series: Series) -> bool:
    """Whether a line is of years that its table's bare total adds up, and the total is meant: it is asked for, or they are to come."""
    first = series.facts[0]
    if first.table is None or not row_is_period(first):
        return False
    summed = any(
        line.bare and any(fact.column_index == first.column_index for fact in line.facts)
        for line in desk.index.by_table[first.table]
    )
    ended = desk.record.period_end
    to_come = ended is not None and all(end_of(fact, desk.calendar) > ended for fact in series.facts)
    return summed and ("total" in stems(metric.phrase) or to_come)


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
    """The stems of whom a figure is asked of, where that is not the company: a line, or the title over it, must name them."""
    own = " ".join(names_of(desk.record)).lower()
    named = " ".join(name for name in _POSSESSIVE.findall(desk.reading.text) if name.lower() not in own)
    return frozenset(stems(named)) & frozenset(stems(metric.phrase))


def _around(series: Series) -> frozenset[str]:
    """The stems of what may name for a line whom it is of: its sentence, or the title right above its table."""
    if series.origin == "prose":
        return series.context
    return frozenset(stems(" ".join(series.facts[0].section[-1:])))


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


def undated(desk: Desk, metric: Metric) -> Binding | None:
    """A line that fits the words and has one figure with no period of its own: may be looked up, with that said."""
    asked = {*stems(metric.phrase), "total"}
    for match in candidates(desk, metric, 6):
        fact = match.series.facts[0]
        alone = len(match.series.facts) == 1 and fact.period is None and fact.kind == "value"
        expected = desk.reading.basis == "guidance" and fact.basis != "guidance"
        # a bare total is called what its column is called: all of that must have been asked for
        unsaid = match.series.bare and not set(match.series.entity) <= asked
        if alone and not expected and not unsaid and match.covered >= SURE and match.precise >= LEAST_NAMED:
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
