"""What a table itself sets out: the periods that its columns are of, and where its lists of lines end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from bot.lexicon import stems, wordings
from bot.planner.binding import Desk
from bot.planner.neighbours import measures
from bot.planner.timing import in_order
from bot.series import Series
from index.facts import Fact
from index.period import months_in

TOTAL = re.compile(r"^\s*(?:sub-?)?totals?\b|\btotals?\s*$|^\s*net (?:change|increase|decrease)", re.IGNORECASE)
# What sums up the parts of a company is none of them.
_WHOLE = re.compile(r"\b(?:reportable|reporting|operating|all|business) segments?\b|\bconsolidated\b", re.IGNORECASE)
_NAMED = 0.7  # the share of a topic's weight that a table's own words or those round it must say
_ROUND_IT = 0.8  # for a word that only the prose round a table says, against one of its own


def is_sum(label: str) -> bool:
    """Whether a row's label says that it sums others up."""
    return bool(TOTAL.search(label) or _WHOLE.search(label))


def of_another_measure(lines: Sequence[Series], block: Sequence[Series], asked: set[str]) -> bool:
    """Whether the head of a block of rows, or the row that sums it up over all segments, names a measure that is not asked."""
    head = {word for part in block[0].facts[0].path[:-1][-1:] for word in stems(part)}
    if measures(head) and measures(asked) and not measures(head) & measures(asked):
        return True
    last = max(line.facts[0].row_index or 0 for line in block)
    after = min((line for line in lines if (line.facts[0].row_index or 0) > last), key=_row, default=None)
    if after is None or not _WHOLE.search(after.label):
        return False
    said = set(stems(_WHOLE.sub(" ", after.label))) - {"total"}
    return bool(said) and not any(set(way) <= said for way, _, _ in wordings(tuple(sorted(asked)))) and not asked & said


def _row(line: Series) -> int:
    return line.facts[0].row_index or 0


def table_about(desk: Desk, topic: str) -> int | None:
    """The table that says a topic in its lines, its heads, its caption or the prose beside it; None where none does."""
    asked = set(stems(topic))
    if not asked:
        return None
    total = sum(desk.index.weight(word) for word in asked) or 1.0
    scores = {table: _said(desk, asked, lines) / total for table, lines in desk.index.by_table.items()}
    best = max(scores, key=lambda table: scores[table], default=None)
    return best if best is not None and scores[best] >= _NAMED else None


def _said(desk: Desk, asked: set[str], lines: Sequence[Series]) -> float:
    own = {word for line in lines for word in line.all_words}
    near = {word for line in lines for word in (*line.context, *line.titled, *line.beside)}
    return sum(desk.index.weight(word) * (1.0 if word in own else _ROUND_IT if word in near else 0.0) for word in asked)


def periods_of(desk: Desk, table: int | None) -> list[Fact]:
    """One figure for each period of a table, in order of time: of the sort of period that most of its figures have.

    table: None for the table that has the most of one sort.
    """
    tables = desk.index.by_table if table is None else {table: desk.index.by_table[table]}
    best: list[Fact] = []
    for lines in tables.values():
        sorts: dict[object, list[Fact]] = defaultdict(list)
        for fact in (fact for line in lines for fact in line.facts if fact.period is not None):
            sorts[type(fact.period), months_in(fact.period)].append(fact)  # type: ignore[arg-type]
        found = max(sorts.values(), key=len, default=[])
        one_each = list({fact.period: fact for fact in reversed(found)}.values())
        best = max(best, in_order(one_each, desk.calendar), key=len)
    return best


def until_total(facts: Sequence[Fact], beside: Sequence[Fact]) -> int:
    """How many of the figures that stand under one heading are its items: those before a total of those before it.

    facts: one of each row, in order. beside: the table's figures, among which the rows' others and its totals are.
    """
    rows: dict[int, dict[int, Fact]] = defaultdict(dict)
    for fact in beside:
        if fact.row_index is not None and fact.column_index is not None:
            rows[fact.row_index][fact.column_index] = fact
    totals = [number for number, row in rows.items() if any(TOTAL.search(fact.label) for fact in row.values())]
    for count in range(1, len(facts)):
        last, here = facts[count - 1].row_index or 0, facts[count].row_index or 0
        before = [rows[fact.row_index or 0] for fact in facts[:count]]
        sums = [_sums(total, [one[column] for one in before if column in one]) for column, total in rows[here].items()]
        if any(last < number < here for number in totals) or (any(sums) and all(one is not False for one in sums)):
            return count
    return len(facts)


def _sums(total: Fact, parts: Sequence[Fact]) -> bool | None:
    """Whether a figure is the sum of others, as far as their printed digits tell; None where there is nothing to sum."""
    if len(parts) < 2 or not any(part.value for part in parts) or len({fact.unit for fact in (total, *parts)}) > 1:
        return None
    apart = abs(sum((part.value for part in parts), Decimal(0)) - total.value)
    return apart <= total.precision * (len(parts) + 1) / 2
