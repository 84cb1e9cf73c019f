"""Named metrics: the formula for a phrase, bound to the filing's own lines."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from bot.lexicon import LIGHT_STEMS, stem, stems, word_set
from bot.matching import SeriesIndex
from bot.numbers.formulas import INPUTS, Formula, Input, Missing, exact_formula, find_formula, in_statement, tagged_fact
from bot.plan import Program
from bot.planner.binding import SURE, Binding, Desk, bindings
from bot.planner.timing import Wanted, period_of
from bot.question.reading import Metric
from index.facts import Fact
from index.period import Duration, Period, months_in, period_end
from index.quantity import PERCENT, SHARES, is_currency, is_per_share

# Words beside a metric's name that leave it the same metric.
_ASIDE = frozenset(
    stem(word)
    for word in word_set(
        "unadjusted profile metric measure basis year end position reasonably healthy burn rate based "
        "cash used operations"
    )
)


# Light beside a line's name, these beside a metric's make another of it ("run rate of operating expenses").
_TELLING = frozenset(stem(word) for word in word_set("net income loss expense expenses provision"))


def formula_program(desk: Desk, metric: Metric, wanted: Wanted | None) -> Program | None:
    """The program of a named metric over the filing's facts; None where the phrase names none or an input is missing.

    What is missing is noted on the desk, for the refusal.
    """
    formula = named(metric.phrase)
    if formula is None:
        return None
    lacking: Missing | None = None
    for period in (period_of(wanted),) if wanted is not None else reported_periods(desk):
        made = formula.program(lambda line, when: _find(desk, line, when), period, desk.calendar)
        if isinstance(made, Program):
            return made
        lacking = made if lacking is None else min(lacking, made, key=lambda missing: len(missing.inputs))
    if lacking is not None:
        desk.missing.extend(line.label for line in lacking.inputs)
        desk.why = desk.why or lacking.why
    return None


def formula_of_part(desk: Desk, metric: Metric, wanted: Wanted | None) -> Program | None:
    """The program of a named metric of a part of the company ("Graphics operating margin"), every input a line of that part.

    None where the phrase names no metric, or says nothing more than one, or the filing lacks a line of the part.
    """
    formula = find_formula(metric.phrase)
    if formula is None or named(metric.phrase) is not None:
        return None
    said = " ".join(metric.phrase.lower().split())
    names = [name.lower() for name in (formula.name, *formula.aliases) if f" {name.lower()}" in f" {said}"]
    if not names:
        return None
    part = said.replace(max(names, key=len), " ").strip(" ,-&'")
    if not stems(part):
        return None
    for period in (period_of(wanted),) if wanted is not None else reported_periods(desk):
        made = formula.program(lambda line, when: _find_of_part(desk, part, line, when), period, desk.calendar)
        if isinstance(made, Program):
            return replace(made, label=f"{part.capitalize()} {formula.name.lower()}")
    return None


def _find_of_part(desk: Desk, part: str, line: Input, period: Period | None) -> Fact | None:
    """The filing's fact for an input, of a part: a line that names the part itself, and is headed by the input's name."""
    telling = set(stems(part))
    for wording in line.wordings:
        for bound in bindings(desk, Metric(f"{part} {wording}"), (period,) if period is not None else (), 4):
            fact, own = bound.facts[-1], set(bound.series.words) | set(bound.series.entity)
            around = own | bound.series.heads | bound.series.context
            asked = telling | set(stems(wording)) | LIGHT_STEMS
            if not telling <= own or not own <= asked or not set(stems(wording)) <= around:
                continue
            if _of_kind(fact, line.unit) and fact.basis == "reported" and fact.kind == "value":
                return fact
    return None


def reported_periods(desk: Desk) -> tuple[Period | None, ...]:
    """The periods that end with the one reported on, the reported one first: a line may be given for the longer only."""
    first = desk.reported
    end = period_end(first) if first is not None else None
    longer = {
        fact.period
        for line in desk.index.series
        for fact in line.facts
        if isinstance(fact.period, Duration)
        and fact.basis == "reported"
        and fact.period.end == end
        and fact.period != first
    }
    fitting = sorted((p for p in longer if p.days > 80), key=lambda p: p.days)
    months = desk.reading.months
    if months is not None:
        named_length = [p for p in (first, *fitting) if p is not None and months_in(p) in {0, months}]
        return tuple(named_length) or (first,)
    return (first, *fitting)


def named(phrase: str) -> Formula | None:
    """The formula that a phrase names, where what else it says leaves it the same metric."""
    exact = exact_formula(phrase) or line_by_parts(" ".join(phrase.lower().split()))
    if exact is not None:
        return exact
    found = find_formula(phrase)
    if found is None:
        return None
    rest = set(stems(phrase))
    best = min((rest - set(stems(name)) for name in (found.name, *found.aliases)), key=len)
    return found if best <= _ASIDE | (LIGHT_STEMS - _TELLING) else None


@cache
def line_by_parts(phrase: str) -> Formula | None:
    """A line that filings do not always print, as a formula over those that make it up ("total liabilities")."""
    for line in INPUTS.values():
        if line.made_of and phrase in {wording.lower() for wording in line.wordings}:
            return Formula(
                line.label, line.wordings, line.made_of, line.unit, "the sum or rest of lines the filing prints"
            )
    return None


def _find(desk: Desk, line: Input, period: Period | None) -> Fact | None:
    """The filing's fact for an input of a formula: as tagged, or the line itself, rather in its own statement, or nothing."""
    tagged = tagged_fact(line, period, desk.shelf.facts(desk.filing))
    if tagged is not None and _of_kind(tagged, line.unit):
        return tagged
    # The statement that a question names is where one of its figures stands, not every input of a formula.
    desk = replace(desk, reading=replace(desk.reading, statements=()))
    found: list[Fact] = []
    longer: list[Fact] = []
    for wording in line.wordings:
        for bound in bindings(desk, Metric(wording), (period,) if period is not None else (), 3):
            fact = bound.facts[-1]
            if not _is_whole(line, wording, bound) or fact.table in tables_of_parts(desk.index, fact.period):
                continue
            sure = bound.match.covered >= SURE and bound.match.precise >= 0.7 and min(bound.times, bound.score) >= 0.8
            if sure and in_statement(line, fact):
                return fact
            if sure:
                found.append(fact)
            elif bound.match.covered >= SURE and _begins_with(fact.label, wording) and _in_flows(desk, line, fact):
                longer.append(fact)
    if not found and len({fact.row_index for fact in longer}) == 1:
        # "Depreciation and amortization of property and equipment": the statement's one line that begins so
        return longer[0]
    return found[0] if found else None


@lru_cache(maxsize=32)
def tables_of_parts(index: SeriesIndex, period: Period | None) -> frozenset[int]:
    """The tables that give a revenue of their own for a period, less than the largest that any gives: they are of a
    segment, or of an affiliate, and so is every line of theirs.
    """
    called = {frozenset(stems(wording)) for wording in INPUTS["revenue"].wordings}
    found: dict[int, Decimal] = {}
    for line in index.series:
        if line.entity or line.origin == "prose" or frozenset(line.words) not in called:
            continue
        for fact in line.facts:
            if (
                _is_near(fact.period, period)
                and fact.table is not None
                and fact.kind == "value"
                and is_currency(fact.unit)
            ):
                found[fact.table] = max(found.get(fact.table, fact.value), fact.value)
    most = max(found.values(), default=Decimal(0))
    return frozenset(table for table, value in found.items() if value < most * _PART)


def _is_near(one: Period | None, other: Period | None) -> bool:
    """Whether two periods are as long and end within a season: an affiliate's year may end before the company's."""
    if one is None or other is None or months_in(one) != months_in(other):
        return one == other
    ends = period_end(one), period_end(other)
    return ends[0] is not None and ends[1] is not None and abs((ends[0] - ends[1]).days) <= _SEASON


_PART = Decimal("0.9")
_SEASON = 120  # days


def _begins_with(label: str, wording: str) -> bool:
    words = stems(wording)
    return stems(label)[: len(words)] == words


def _in_flows(desk: Desk, line: Input, fact: Fact) -> bool:
    """Whether a fact stands in the statement of cash flows, or in the one that its titles say is the line's."""
    stated = desk.index.statement.get(fact.table, "") if fact.table is not None else ""
    return stated == "cash flow statement" or in_statement(line, fact)


def _is_whole(line: Input, wording: str, bound: Binding) -> bool:
    """Whether a line may be an input of a formula: of its unit, reported, and the whole company's.

    A cell where "Cash" and "Short-term investments" cross is not the two together, nor is a rounded amount in words
    taken where the lines that make up the input are printed.
    """
    fact, entity = bound.facts[-1], set(bound.series.entity) - {"total"}
    own = entity <= set(stems(wording)) | set(bound.series.words) and not (entity and " and " in wording)
    rounded = fact.origin == "prose" and bool(line.made_of)
    plain = bool(fact.label) and _of_kind(fact, line.unit) and fact.basis == "reported" and fact.kind == "value"
    return own and plain and not fact.dimensions and not rounded


def _of_kind(fact: Fact, unit: str) -> bool:
    if unit == "USD":
        return is_currency(fact.unit)
    if unit.endswith("/share"):
        return is_per_share(fact.unit)
    if unit in {SHARES, PERCENT}:
        return fact.unit == unit
    return True
