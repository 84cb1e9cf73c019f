"""Plans over tables whose rows are things by name and whose columns are what is told of each: votes, salaries, payments.

Every word of the question must be a name's, a measure's, or of what stands round the table; else nothing is planned
here, and the filing's lines are looked through as for any other question.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.lexicon import all_stems, stem, stems, word_set, words
from bot.plan import Compute, Leaf, Operation, Passage, Plan, Program, Quote, Select
from bot.planner.bars import after_the_bar
from bot.planner.binding import Desk
from bot.planner.draft import Draft
from bot.planner.kinds import OF_RATES
from bot.planner.prose import label_span
from bot.planner.timing import Wanted, fact_at, latest
from bot.question.reading import Apply, Ask, Kind, Metric, Number, Reading
from bot.series import Series
from index.facts import Fact
from index.period import months_in
from index.quantity import PERCENT

# Words that ask, and name neither a thing nor what is told of it.
_ASKING = frozenset(
    stem(word)
    for word in word_set(
        """
        receive received receives get got gets cast castings cast obtain obtained won win award awarded set list name names
        person people someone everyone mr ms mrs dr his her their he she him more most fewer fewest less least higher
        highest lower lowest greater greatest larger largest smaller smallest many much far go went being person's who
        collectively altogether combined together elected appear appears named
        """
    )
)
# An office stands beside the name of who holds it, and tells no one apart from the others.
_TOTAL = re.compile(r"^\s*(?:sub-?|grand )?totals?\b", re.IGNORECASE)
_SUMMED = re.compile(r"\b(?:total|combined|altogether|together|in aggregate|sum)\b", re.IGNORECASE)
_LISTS = re.compile(r"^(?:and |so )?(?:please )?(?:list|name|enumerate|identify|which|what|who)\b", re.IGNORECASE)
_FEWEST_NAMES = 0.75


@dataclass(frozen=True, slots=True)
class Crossed:
    """A table of things by what is told of them.

    lines: each row's label and its lines by measure, in order. around: stems of what stands round the table; kinds: stems of the head over the labels.
    told_apart: stems of the heads of the columns of all the filing's crossed tables.
    """

    table: int
    lines: tuple[tuple[str, tuple[Series, ...]], ...]
    around: frozenset[str]
    kinds: frozenset[str]
    told_apart: frozenset[str] = frozenset()

    @property
    def measures(self) -> tuple[tuple[str, ...], ...]:
        return tuple(dict.fromkeys(line.entity for _, row in self.lines for line in row))


@dataclass(frozen=True, slots=True)
class _Found:
    """What words mean in a crossed table: rows (none where they name none) and a measure (empty where they name none)."""

    rows: tuple[int, ...]
    measure: tuple[str, ...]
    rest: frozenset[str]


def crossed_plan(desk: Desk) -> Plan | None:
    """The plan for a question that a crossed table answers with every word accounted for; None where none does."""
    reading = desk.reading
    if reading.basis == "guidance" or reading.conditions or reading.statements:
        return None
    for table in crossed_tables(desk):
        if all(line.unit == PERCENT for _, row in table.lines for line in row) and not OF_RATES.search(reading.text):
            continue
        plan = _plan(desk, table, reading)
        if plan is not None and (OF_RATES.search(reading.text) or not _of_percentages(plan)):
            desk.confidences.append(0.9)
            return plan
    return None


def _of_percentages(plan: Plan) -> bool:
    """Whether a plan is over percentages, which answer no question but one of rates."""
    programs = plan.act.programs if isinstance(plan.act, Compute | Select) else ()
    return any(fact.unit == PERCENT for program in programs for fact in program.facts)


def crossed_tables(desk: Desk) -> list[Crossed]:
    """The filing's crossed tables, in order."""
    captions = {table.number: f"{table.stub} {table.caption}" for table in desk.shelf.filing(desk.filing).tables}
    kinds = {table.number: table.stub for table in desk.shelf.filing(desk.filing).tables}
    found = []
    for number, lines in sorted(desk.index.by_table.items()):
        rows: dict[int, list[Series]] = defaultdict(list)
        for line in lines:
            index = line.facts[0].row_index
            if index is not None and line.entity and line.words:
                rows[index].append(line)
        named = [(row[0].label, tuple(row)) for _, row in sorted(rows.items())]
        if len(named) < 2 or not _are_names([label for label, _ in named]):
            continue
        first = named[0][1][0]
        around = frozenset(stems(captions.get(number, ""))) | first.context | first.beside
        found.append(Crossed(number, tuple(named), around, frozenset(stems(kinds.get(number, "")))))
    columns = frozenset(word for table in found for measure in table.measures for word in measure)
    return [replace(table, told_apart=columns) for table in found]


def _are_names(labels: Sequence[str]) -> bool:
    """Whether labels are names: each of their words but the smallest begins with a capital."""
    things = [label for label in labels if not _TOTAL.match(label)]
    named = [label for label in things if _is_name(label)]
    return len(things) > 1 and len(named) >= _FEWEST_NAMES * len(things)


def _is_name(label: str) -> bool:
    parts = re.findall(r"[A-Za-z][\w.'’-]*", label)
    return bool(parts) and all(part[0].isupper() for part in parts if len(part) > 3)


def words_of_name(label: str) -> frozenset[str]:
    """The stems of a row's name that tell it from others: no initials."""
    return frozenset(word for word in all_stems(label) if len(word) > 1)


def _sought(phrase: str) -> frozenset[str]:
    return frozenset(stems(phrase)) - _ASKING


def find(table: Crossed, phrase: str, aside: frozenset[str] = frozenset()) -> _Found | None:
    """What a phrase means in a table; None where two rows or two measures fit it as well. aside: stems that name no row."""
    wanted = _sought(phrase) - aside
    names = [words_of_name(label) & wanted for label, _ in table.lines]
    common = frozenset.intersection(*(words_of_name(label) for label, _ in table.lines))
    most = max((len(name - common) for name in names), default=0)
    rows = tuple(n for n, name in enumerate(names) if most and len(name - common) == most)
    if len(rows) > 1 and len({table.lines[n][0] for n in rows}) > 1:
        return None
    told = names[rows[0]] if rows else frozenset()
    rest = wanted - told
    fits = [(len(rest & set(measure)), -len(set(measure) - rest), measure) for measure in table.measures]
    best = max(fits, key=lambda fit: fit[:2], default=(0, 0, ()))
    if best[0] == 0:
        return _Found(rows, (), rest - table.around)
    if sum(fit[:2] == best[:2] for fit in fits) > 1:
        return None
    left = rest - set(best[2])
    if left & table.told_apart:
        return (
            None  # a word that names another column ("organic" sales growth) is not said by what stands round the table
        )
    return _Found(rows, best[2], left - table.around)


def _fact(desk: Desk, table: Crossed, row: int, measure: tuple[str, ...], wanted: Sequence[Wanted]) -> Fact | None:
    line = next((line for line in table.lines[row][1] if line.entity == measure), None)
    if line is None:
        return None
    if not wanted:
        fitting = [fact for fact in line.facts if _of_length(fact, desk.reading.months)]
        return latest(fitting, desk.calendar) if fitting else None
    found = fact_at(line, wanted[-1], desk.calendar)
    return found[0] if found is not None else None


_LENGTHS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12}
_LENGTH = re.compile(r"\b(?P<count>three|six|nine|twelve|3|6|9|12)[- ]months?\b", re.IGNORECASE)


def _of_length(fact: Fact, months: int | None) -> bool:
    """Whether a figure may be of a period of that many months, by its dates or by what its column's head says."""
    if months is None:
        return True
    if fact.period is not None:
        return months_in(fact.period) in {0, months}
    told = {_LENGTHS[match["count"].lower()] for match in _LENGTH.finditer(fact.column)}
    return not told or told == {months}


def _plan(desk: Desk, table: Crossed, reading: Reading) -> Plan | None:
    ask = reading.asks[0] if reading.asks else None
    if reading.kind in {Kind.LIST, Kind.PROSE}:
        return _listed(desk, table, reading)
    if reading.kind is Kind.SELECT:
        return _chosen(desk, table, reading)
    if reading.kind is not Kind.FIGURE or len(reading.asks) != 1 or ask is None:
        return None
    ask = _as_named(ask)
    if isinstance(ask, Metric):
        return _looked_up(desk, table, ask) or _summed(desk, table, ask)
    if isinstance(ask, Apply):
        return _apart(desk, table, ask)
    return None


def _as_named(ask: Ask) -> Ask:
    """An operation on one thing that may be a column's own name ("remaining potential"), by that name."""
    return ask.literal if isinstance(ask, Apply) and len(ask.arguments) == 1 and ask.literal is not None else ask


def _looked_up(desk: Desk, table: Crossed, metric: Metric) -> Plan | None:
    found = find(table, f"{metric.phrase} {metric.context}")
    if found is None or len(found.rows) != 1 or not found.measure or found.rest or len(metric.periods) > 1:
        return None
    fact = _fact(desk, table, found.rows[0], found.measure, metric.periods)
    return Plan(Compute((_program(desk, fact),))) if fact is not None else None


def _program(desk: Desk, fact: Fact) -> Program:
    reading = desk.reading
    name = desk.index.by_fact[fact.id].name
    return Program(name, (Leaf("a", fact=fact),), scale=reading.scale, decimals=reading.decimals)


def _rows_of(desk: Desk, table: Crossed, measure: tuple[str, ...], wanted: Sequence[Wanted]) -> list[tuple[str, Fact]]:
    """Each thing's name and its figure, totals left out; nothing where one lacks it."""
    rows = [n for n, (label, _) in enumerate(table.lines) if not _TOTAL.match(label)]
    made = [(table.lines[row][0], _fact(desk, table, row, measure, wanted)) for row in rows]
    found = [(label, fact) for label, fact in made if fact is not None]
    if len(found) < len(made) or len({fact.unit for _, fact in found}) != 1:
        return []
    return _of_one_period(desk, found)


def _of_one_period(desk: Desk, found: list[tuple[str, Fact]]) -> list[tuple[str, Fact]]:
    """Each thing once, where its rows are one for each year: those of the latest; nothing where it is still told twice."""
    if len({label for label, _ in found}) == len(found):
        return found
    period = latest([fact for _, fact in found], desk.calendar).period
    kept = [(label, fact) for label, fact in found if fact.period == period]
    same = {label for label, _ in kept} == {label for label, _ in found}
    return kept if same and len({label for label, _ in kept}) == len(kept) else []


def _summed(desk: Desk, table: Crossed, metric: Metric) -> Plan | None:
    """The sum of all that a table lists ("total base salary of the three executives"), where it prints no total."""
    if not _SUMMED.search(metric.phrase) or any(_TOTAL.match(label) for label, _ in table.lines):
        return None
    phrase = _SUMMED.sub(" ", metric.phrase)
    found = find(table, phrase, table.kinds)
    if found is None or found.rows or not found.measure or not table.kinds & _sought(phrase):
        return None
    facts = [fact for _, fact in _rows_of(desk, table, found.measure, metric.periods)]
    counts = {str(len(facts))}
    if len(facts) < 2 or found.rest - counts:
        return None
    draft = Draft()
    total = draft.step(Operation.ADD, tuple(draft.fact(fact) for fact in facts))
    label = f"Total {desk.index.by_fact[facts[0].id].entity_text.lower()}"
    return Plan(Compute((draft.program(total, label, scale=desk.reading.scale, decimals=desk.reading.decimals),)))


_DIFFERENCES = {Operation.SUBTRACT, Operation.CHANGE}


def _apart(desk: Desk, table: Crossed, ask: Apply) -> Plan | None:
    """How far two things are apart in what is told of both; the second may leave the measure to the first."""
    if ask.operation not in _DIFFERENCES or len(ask.arguments) != 2:
        return None
    first, second = ask.arguments
    if not (isinstance(first, Metric) and isinstance(second, Metric)):
        return None
    one, two = find(table, first.phrase), find(table, second.phrase)
    if one is None or two is None or one.rest or two.rest or len(one.rows) != 1 or len(two.rows) != 1:
        return None
    measure = one.measure or two.measure
    if not measure or (two.measure and two.measure != measure) or one.rows == two.rows:
        return None
    periods = first.periods or second.periods or ask.periods
    facts = [_fact(desk, table, found.rows[0], measure, periods) for found in (one, two)]
    if facts[0] is None or facts[1] is None or facts[0].unit != facts[1].unit:
        return None
    draft = Draft()
    names = (draft.fact(facts[0]), draft.fact(facts[1]))
    label = " less ".join(desk.index.by_fact[fact.id].name for fact in facts if fact is not None)
    result = draft.step(Operation.SUBTRACT, names)
    return Plan(Compute((draft.program(result, label, scale=desk.reading.scale, decimals=desk.reading.decimals),)))


def _chosen(desk: Desk, table: Crossed, reading: Reading) -> Plan | None:
    """Which of the things has the most, or the least, of what is told of them."""
    choice, ask = reading.choice, _as_named(reading.asks[0])
    bar = choice.threshold if choice is not None else None
    if choice is None or choice.over != "things" or not isinstance(ask, Metric) or not isinstance(bar, Number | None):
        return None
    after = after_the_bar(reading.text) if bar is not None else ""
    found = find(table, f"{ask.phrase} {ask.context} {choice.kind} {after}", table.kinds)
    if found is None or found.rows or not found.measure or found.rest:
        return None
    rows = _rows_of(desk, table, found.measure, ask.periods)
    if len(rows) < 2:
        return None
    programs = tuple(Program(label, (Leaf("a", fact=fact),)) for label, fact in rows)
    names = tuple(label for label, _ in rows)
    if bar is None:
        return Plan(Select(programs, choice.by, choice.give, names))
    threshold = Program("threshold", (Leaf("t", constant=bar.value, why=bar.why),))
    return Plan(Select(programs, choice.by, choice.give, names, choice.operator, threshold))


def _listed(desk: Desk, table: Crossed, reading: Reading) -> Plan | None:
    """The names of all the things, where the question asks for them by what the table says they are."""
    if not _LISTS.match(reading.text) or reading.periods:
        return None
    wanted = _sought(reading.text) - {stem("table")}
    plural = any(word.endswith("s") and stem(word) in table.around for word in words(reading.text))
    if not wanted or not plural or wanted - table.around or not (wanted & table.kinds or len(wanted) > 1):
        return None
    if any(wanted & words_of_name(label) for label, _ in table.lines):
        return None
    text = desk.shelf.filing(desk.filing).text
    facts = [row[0].facts[0] for label, row in table.lines if not _TOTAL.match(label)]
    spans = [span for fact in facts if (span := label_span(text, fact)) is not None]
    if len(spans) < 2:
        return None
    return replace(Plan(Quote(tuple(Passage(desk.filing, span, span) for span in spans), "spans")), confidence=0.8)
