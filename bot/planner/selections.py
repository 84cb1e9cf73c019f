"""Plans choices: in which year, which of the things in a table, how many pass a bar."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.lexicon import LIGHT_STEMS, stem, stems, wordings
from bot.numbers.formulas import exact_formula
from bot.plan import Leaf, Program, Select
from bot.planner.asked_periods import filled_in, within_year
from bot.planner.bars import after_the_bar
from bot.planner.binding import Binding, Desk, bind, bindings, note_nearest
from bot.planner.figures import program_of
from bot.planner.formulas import formula_of_part
from bot.planner.headed import headed_by_things, is_repeated
from bot.planner.kinds import OF_RATES, is_of_company, kind_fit, looks_like
from bot.planner.tabled import TOTAL, is_sum, of_another_measure, periods_of, table_about
from bot.planner.taking import Unbound
from bot.planner.timing import Wanted, alike, fact_at, in_order, latest, order_key, years_in
from bot.question.reading import Apply, Ask, Choice, Metric, Number, Reading, metrics_of
from bot.series import Series
from index.facts import Fact
from index.period import FiscalLabel, Instant, describe, fiscal_label, months_in
from index.quantity import PERCENT, is_currency, is_per_share

# What the things are called tells nothing of which table sets them out.
_KINDS = frozenset(
    stem(word)
    for word in [
        "segment",
        "component",
        "type",
        "kind",
        "item",
        "category",
        "region",
        "area",
        "country",
        "product",
        "line",
        "class",
        "part",
        "element",
        "source",
        "service",
        "division",
        "unit",
        "business",
        "geographic",
        "geographical",
        "geography",
        "reporting",
        "reportable",
        "operating",
        "operation",
        "market",
        "territory",
        "customer",
        "group",
    ]
)


def select(desk: Desk, reading: Reading) -> Select:
    """The selection that a question asks for. Raises Unbound."""
    choice, ask = reading.choice, reading.asks[0]
    assert choice is not None, "a selection is planned from a choice"
    if choice.over == "pair":
        return _by_size(_pair(desk, choice), ask)
    if choice.over == "periods":
        return _by_size(_periods(desk, ask, choice), ask)
    return _things(desk, ask, choice)


_OPPOSITE = {"max": "min", "min": "max"}


def _by_size(made: Select, ask: Ask) -> Select:
    """The bigger of losses is the more negative."""
    facts = [fact for program in made.programs for fact in program.facts]
    losses = bool(facts) and all("loss" in fact.label.lower() and fact.value < 0 for fact in facts)
    if isinstance(ask, Metric) and "loss" in stems(ask.phrase) and losses:
        return replace(made, by=_OPPOSITE.get(made.by, made.by))
    return made


def _pair(desk: Desk, choice: Choice) -> Select:
    programs = tuple(program_of(desk, ask) for ask in choice.among)
    return Select(programs, choice.by, "comparison", tuple(program.label for program in programs))


def _periods(desk: Desk, ask: Ask, choice: Choice) -> Select:
    """The same value at every period its line has, or at those the question names."""
    metric = next(iter(metrics_of(ask)), Metric(""))
    named = filled_in(desk, _named(ask, desk.reading))
    every = choice.by == "all" and choice.threshold is None
    if every and not stems(metric.phrase):
        return _every_period(desk, choice, None)
    bound = bind(desk, metric, named if len(named) > 1 else ())
    if bound is None:
        about = table_about(desk, metric.phrase) if every and not named else None
        if about is not None:
            return _every_period(desk, choice, about)
        raise Unbound(metric, named)
    facts = [fact for fact in in_order(bound.series.facts, desk.calendar) if alike(fact, bound.facts[-1])]
    if len(named) > 1:
        found = [fact_at(bound.series, one, desk.calendar) for one in named]
        facts = in_order((pair[0] for pair in found if pair is not None), desk.calendar)
    elif len(named) == 1:
        facts = within_year(desk, facts, named[0], metric)
    facts = list({fact.id: fact for fact in facts}.values())
    desk.confidences.append(min(1.0, bound.score))
    if isinstance(ask, Apply) and all(fact.period is not None for fact in facts):
        programs = tuple(program_of(desk, ask, (fact.period,)) for fact in facts if fact.period is not None)
    else:
        programs = tuple(_looked_up(fact, bound.series.name) for fact in facts)
    names = tuple(period_name(fact, desk) for fact in facts)
    bar = _threshold(desk, choice, facts, as_printed=not isinstance(ask, Apply))
    return Select(programs, choice.by, choice.give, names, choice.operator, bar)


def _every_period(desk: Desk, choice: Choice, table: int | None) -> Select:
    """The periods that a table shows. table: None for the one that shows most."""
    facts = periods_of(desk, table)
    if not facts:
        raise Unbound(Metric("years of the table"), (), "its columns have no periods")
    desk.confidences.append(0.8)
    programs = tuple(_looked_up(fact, fact.label) for fact in facts)
    return Select(programs, "all", choice.give, tuple(period_name(fact, desk) for fact in facts))


def _named(ask: Ask, reading: Reading) -> tuple[Wanted, ...]:
    inside = tuple(p for metric in metrics_of(ask) for p in metric.periods)
    return inside if len(inside) > 1 else reading.periods if len(reading.periods) > 1 else inside


def period_name(fact: Fact, desk: Desk) -> str:
    """What to call a fact's period: the year where the filing's column says just that, else in words."""
    if fact.period is None:
        return fact.column or fact.row
    label = fiscal_label(fact.period, desk.calendar)
    years = years_in(fact.column) or years_in(fact.row)
    if label is not None and not label.part and len(years) == 1:
        return str(next(iter(years)))
    if isinstance(fact.period, Instant | FiscalLabel) and len(years) == 1 and (label is None or not label.part):
        return str(next(iter(years)))
    return describe(fact.period, desk.calendar)


def _looked_up(fact: Fact, label: str) -> Program:
    return Program(label, (Leaf("a", fact=fact),))


def _threshold(desk: Desk, choice: Choice, facts: Sequence[Fact], *, as_printed: bool) -> Program | None:
    """The bar, in the unit of what is compared with it. as_printed: whether that is the facts themselves.

    Raises Unbound where they are amounts, which pass no percentage.
    """
    match choice.threshold:
        case None:
            return None
        case Number(value, unit, why):
            if unit == PERCENT and as_printed and all(is_currency(fact.unit) for fact in facts):
                raise Unbound(Metric(""), (), "a bar in percent is none for amounts")
            return Program("threshold", (Leaf("t", constant=value, why=why),))
        case ask:
            return program_of(desk, ask, tuple(f.period for f in facts[-1:] if f.period is not None))


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that stand side by side: what to call each, and its figure."""

    names: tuple[str, ...]
    facts: tuple[Fact, ...]
    score: float


def _things(desk: Desk, ask: Ask, choice: Choice) -> Select:
    metric = next(iter(metrics_of(ask)), Metric(""))
    if isinstance(choice.threshold, Number) and not stems(metric.phrase) and not metric.periods:
        metric = replace(metric, phrase=after_the_bar(desk.reading.text) or metric.phrase)
    wanted = metric.periods or desk.reading.periods[-1:]
    group = things(desk, metric, choice.kind, wanted)
    if group is None:
        near = things(desk, metric, choice.kind, wanted, near=True)
        group = near if near is not None and looks_like(choice.kind, near.names) else None
    if group is None and isinstance(ask, Metric) and choice.kind:
        made = _by_formula(desk, metric, choice, wanted)
        if made is not None:
            return made
    if group is None or ("currenc" in choice.kind and not of_kind(desk, group.facts, choice.kind)):
        note_nearest(desk, metric)
        raise Unbound(metric, metric.periods, f"no table sets out {choice.kind or 'things'} by it")
    group = _without_sums(group, _measure(metric, choice.kind))
    desk.confidences.append(min(1.0, group.score))
    programs: tuple[Program, ...]
    if isinstance(ask, Apply):
        programs = tuple(_changed(desk, fact, ask) for fact in group.facts)
    else:
        programs = tuple(_looked_up(fact, name) for fact, name in zip(group.facts, group.names, strict=True))
    bar = _threshold(desk, choice, group.facts, as_printed=not isinstance(ask, Apply))
    return Select(programs, choice.by, choice.give, group.names, choice.operator, bar)


def _by_formula(desk: Desk, metric: Metric, choice: Choice, wanted: Sequence[Wanted]) -> Select | None:
    """A named metric of each thing of a kind ("which segment had the highest operating margin")."""
    group = things(desk, Metric("revenue"), choice.kind, wanted) if exact_formula(metric.phrase) is not None else None
    if group is None:
        return None
    when = group.facts[0].period
    made = [(name, formula_of_part(desk, Metric(f"{name} {metric.phrase}"), when)) for name in group.names]
    programs = {name: program for name, program in made if program is not None}
    if len(programs) < len(group.names) or when is None:
        return None
    desk.confidences.append(0.8)
    bar = _threshold(desk, choice, group.facts, as_printed=False)
    return Select(tuple(programs.values()), choice.by, choice.give, tuple(programs), choice.operator, bar)


def _changed(desk: Desk, fact: Fact, ask: Apply) -> Program:
    """A change of one thing's figure from the period before."""
    from bot.planner.draft import Draft
    from bot.planner.timing import before

    old = before(desk.index.by_fact[fact.id], fact, desk.calendar)
    if old is None:
        raise Unbound(Metric(fact.label), (), "there is no earlier period to compare with")
    draft = Draft()
    result = draft.step(ask.operation, (draft.fact(fact), draft.fact(old)))
    return draft.program(result, fact.label)


_KINDS_NAMED = re.compile(r"regions?|segments?|countr(?:y|ies)|currenc\w+|products?|subsidiaries|divisions?|geographic")


def of_kind(desk: Desk, facts: Sequence[Fact], kind: str) -> bool:
    """Whether rows are said to be of the kind asked for, or look it, where the kind is one that tables name."""
    named = _KINDS_NAMED.search(kind)
    if named is None or looks_like(named[0], [desk.index.by_fact[fact.id].label for fact in facts]):
        return True
    said = {word for fact in facts for word in desk.index.by_fact[fact.id].context}
    said |= {word for fact in facts for part in fact.path for word in stems(part)}
    return stem(named[0]) in said


def things(desk: Desk, metric: Metric, kind: str, wanted: Sequence[Wanted], *, near: bool = False) -> Group | None:
    """The things of a kind with the figure asked for each: columns of one row, or rows of one block.

    near: whether the prose beside a table says what its rows are, too, and whatever its columns are.
    """
    per_share = bool({stem("share"), stem("price"), stem("dividend"), "eps"} & set(stems(f"{metric.phrase} {kind}")))
    found = [
        group
        for group in (
            *_columns(desk, metric, kind, wanted),
            *_rows(desk, metric, kind, wanted, near=near),
            *_headed(desk, metric, kind, wanted),
        )
        if len(group.names) > 1 and (per_share or not is_per_share(group.facts[0].unit))
    ]
    best = max(found, key=lambda group: group.score, default=None)
    return best if best is not None and best.score > _LEAST_GROUP else None


_LEAST_GROUP = 0.3


def _columns(desk: Desk, metric: Metric, kind: str, wanted: Sequence[Wanted]) -> list[Group]:
    """A row whose columns are the things."""
    groups: list[Group] = []
    for bound in bindings(desk, Metric(metric.phrase), tuple(wanted)[-1:], 8):
        first = bound.facts[-1]
        if not bound.series.entity or bound.match.covered < 0.7 or first.table is None:
            continue
        beside = [
            line
            for line in desk.index.by_table[first.table]
            if line.facts[0].row_index == first.row_index and line.entity and not TOTAL.search(line.entity_text)
        ]
        names = [line.entity_text for line in beside]
        groups.append(_group(desk, beside, wanted, bound.score * kind_fit(kind, names, bound.series), names))
    return groups


def _rows(desk: Desk, metric: Metric, kind: str, wanted: Sequence[Wanted], *, near: bool) -> list[Group]:
    """Rows that stand together under a heading or make up a total, whose surroundings are what was asked."""
    asked = _measure(metric, kind)
    ways = [(set(said), discount) for said, discount, _ in wordings(tuple(sorted(asked)))]
    blocks: dict[tuple[int, tuple[str, ...], tuple[str, ...], str], list[Series]] = defaultdict(list)
    for table, lines in desk.index.by_table.items():
        for line in lines:
            first = line.facts[0]
            if not is_sum(line.label):
                blocks[table, first.path[:-1], line.entity, first.kind].append(line)
    groups = []
    for (table, path, entity, _), block in blocks.items():
        around = set(block[0].context) | set(entity) | {s for part in path for s in stems(part)}
        around |= {s for line in desk.index.by_table[table] if TOTAL.search(line.label) for s in line.words}
        if near:
            around |= block[0].titled | block[0].beside
        strong = {s for part in path[-1:] for s in stems(part)} | set(entity)
        score = max(_share_said(desk, said, around, strong) * discount for said, discount in ways)
        if (
            not near
            and len(block) > 1
            and set.intersection(*(set(line.words) for line in block)) - asked - _KINDS - LIGHT_STEMS
        ):
            continue  # every row says what it measures, and that is something else
        names = [line.label for line in block]
        fits = kind_fit(kind, names, block[0]) * (1.0 if near else _said_of_column(asked, entity))
        if is_of_company(kind) and is_repeated(desk.index.by_table[table], path, names):
            fits *= 0.9  # what each of the table's heads is made of, and no list of what the heads are
        fits *= 0.3 if of_another_measure(desk.index.by_table[table], block, asked) else 1.0
        if block[0].unit == PERCENT and not OF_RATES.search(desk.reading.text):
            fits *= 0.3
        if score >= 0.7 and fits:
            groups.append(_group(desk, block, wanted, score * 0.92 * fits, names))
    return groups


def _headed(desk: Desk, metric: Metric, kind: str, wanted: Sequence[Wanted]) -> list[Group]:
    """Things that head rows of their own, of which one gives what is asked, or which a total adds up."""
    measure = stems(metric.phrase)
    if not kind or not measure:
        return []
    return [
        _group(desk, lines, wanted, 0.9 * kind_fit(kind, names, lines[0]), names)
        for names, lines in headed_by_things(desk, measure)
    ]


def _measure(metric: Metric, kind: str) -> set[str]:
    """What things are asked by: the words of the question less those that say of what sort they are."""
    return (set(stems(f"{metric.phrase} {kind}")) or set(stems(metric.context))) - _KINDS or {stem("revenue")}


def _without_sums(group: Group, asked: set[str]) -> Group:
    """Less the rows that name the very measure asked, where others name only things: they are its sums.

    A row smaller than one of the others sums nothing up ("Other operating expenses" among operating expenses).
    """
    things = [
        abs(fact.value) for name, fact in zip(group.names, group.facts, strict=True) if not asked <= set(stems(name))
    ]
    most = max(things or (abs(fact.value) for fact in group.facts))
    kept = [
        at
        for at, (name, fact) in enumerate(zip(group.names, group.facts, strict=True))
        if not asked <= set(stems(name)) or abs(fact.value) < most
    ]
    if len(kept) < _FEWEST:
        return group
    return replace(group, names=tuple(group.names[at] for at in kept), facts=tuple(group.facts[at] for at in kept))


_FEWEST = 2  # things to choose among


def _share_said(desk: Desk, asked: set[str], around: set[str], strong: set[str]) -> float:
    """How much of what was asked is said around a block of rows, by weight; a little more where its own heading says it."""
    weight = sum(desk.index.weight(word) for word in asked) or 1.0
    said, headed = (sum(desk.index.weight(word) for word in asked & words) for words in (around, strong))
    return (said + 0.1 * headed) / weight


def _said_of_column(asked: set[str], entity: tuple[str, ...]) -> float:
    """Lower where the column of rows says what the question does not ("Hedging gains included in revenue")."""
    unasked = set(entity) - asked - {"total"}
    return 1.0 - 0.5 * len(unasked) / len(set(entity)) if entity else 1.0


def _group(desk: Desk, lines: Sequence[Series], wanted: Sequence[Wanted], score: float, names: Sequence[str]) -> Group:
    kept: dict[str, Fact] = {}
    units: set[str] = set()
    when = wanted or _reported_on(desk, lines)
    for name, line in zip(names, lines, strict=True):
        found = fact_at(line, when[-1], desk.calendar) if when else (latest(line.facts, desk.calendar), 1.0)
        if found is None or name in kept or (units and found[0].unit not in units):
            continue
        units.add(found[0].unit)
        kept[name] = found[0]
    return Group(tuple(kept), tuple(kept.values()), score)


def _reported_on(desk: Desk, lines: Sequence[Series]) -> Sequence[Wanted]:
    """The period that things are compared at where none is named: the reported one, of the length the question names."""
    periods = [fact.period for line in lines for fact in line.facts if fact.period is not None]
    if desk.reading.months is not None:
        fitting = [period for period in periods if months_in(period) in {0, desk.reading.months}]
        return (max(fitting, key=lambda period: order_key(period, desk.calendar)),) if fitting else ()
    return (desk.reported,) if desk.reported in periods else ()


def bound_for(desk: Desk, metric: Metric, wanted: Sequence[Wanted]) -> Binding | None:
    return bind(desk, metric, wanted)
