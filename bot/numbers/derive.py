"""Figures that a filing implies and does not print: a quarter from two halves, a total from its parts.

Only flows are derived: amounts of money earned, spent or moved in a period. A per-share figure, an average or a balance
does not add up over time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.plan import Leaf, Operation, Program, Step
from index.facts import Fact
from index.period import Duration, FiscalLabel, Period
from index.quantity import is_currency

_MOST_FACTS = 4
# A 52/53-week year's quarters end within a week of the calendar's; dates as near as this are the same boundary.
_SAME_BOUNDARY_DAYS = 6
_PARTS = {"": (0, 4), "Q1": (0, 1), "Q2": (1, 2), "Q3": (2, 3), "Q4": (3, 4), "H1": (0, 2), "H2": (2, 4), "9M": (0, 3)}
_NOT_FLOWS = ("average", "per share", "balance", "at beginning", "at end", "beginning of", "end of")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A fact between two boundaries: dates as ordinals, or quarters of fiscal years counted from year 0."""

    start: int
    end: int
    fact: Fact | None


def derive(wanted: Period, facts: Sequence[Fact]) -> Program | None:
    """A program that gives one metric for `wanted` from facts of the same metric for other periods; None if none does.

    facts: all of one metric (one label and path). Q1 = H1 - Q2, Q4 = FY - 9M, H1 = Q1 + Q2, and the like, with as few
    facts as do it.
    """
    target = _stretch(wanted, None)
    if target is None:
        return None
    usable = [fact for fact in facts if _is_flow(fact)]
    units = {fact.unit for fact in usable}
    stretches = [
        s for fact in usable if (s := _stretch(fact.period, fact)) is not None and type(fact.period) is type(wanted)
    ]
    if len(units) != 1 or not stretches:
        return None
    near = _SAME_BOUNDARY_DAYS if isinstance(wanted, Duration) else 0
    path = _path(target, stretches, near)
    if path is None or len(path) < 2:
        return None
    return _program(path)


def total_of(parts: Sequence[Fact], label: str) -> Program | None:
    """The sum of facts that together make a total; None unless they are of one unit, period, filing and table."""
    if len(parts) < 2 or not _alike(parts):
        return None
    leaves = _leaves(parts)
    step = Step("total", Operation.ADD, tuple(leaf.name for leaf in leaves))
    return Program(label, leaves, (step,), assumptions=("the total is the sum of the parts that the filing prints",))


def rest_of(total: Fact, parts: Sequence[Fact], label: str) -> Program | None:
    """What is left of a total when its other parts are taken away; None unless all are of one kind."""
    if not parts or not _alike([total, *parts]):
        return None
    leaves = _leaves([total, *parts])
    step = Step("rest", Operation.SUBTRACT, tuple(leaf.name for leaf in leaves))
    return Program(label, leaves, (step,), assumptions=("it is the total less the other parts that the filing prints",))


def _alike(facts: Sequence[Fact]) -> bool:
    return len({(fact.unit, fact.period, fact.filing, fact.table, fact.kind, fact.basis) for fact in facts}) == 1


def _is_flow(fact: Fact) -> bool:
    words = " ".join((*fact.path, fact.label)).lower()
    return (
        is_currency(fact.unit)
        and fact.kind == "value"
        and fact.basis == "reported"
        and not fact.bound
        and not any(word in words for word in _NOT_FLOWS)
    )


def _stretch(period: Period | None, fact: Fact | None) -> _Stretch | None:
    match period:
        case Duration(start, end):
            return _Stretch(start.toordinal(), (end + timedelta(days=1)).toordinal(), fact)
        case FiscalLabel(year, part, False) if part in _PARTS:
            start_quarter, end_quarter = _PARTS[part]
            return _Stretch(4 * year + start_quarter, 4 * year + end_quarter, fact)
        case _:
            return None


def _path(target: _Stretch, stretches: Sequence[_Stretch], near: int) -> list[tuple[int, Fact]] | None:
    """Facts with signs that lead from the start of the target to its end: forward adds, backward takes away."""
    queue: deque[tuple[int, list[tuple[int, Fact]]]] = deque([(target.start, [])])
    seen = {target.start}
    while queue:
        place, path = queue.popleft()
        if path and abs(place - target.end) <= near:
            return path
        if len(path) == _MOST_FACTS:
            continue
        for stretch in stretches:
            assert stretch.fact is not None
            for here, there, sign in ((stretch.start, stretch.end, 1), (stretch.end, stretch.start, -1)):
                if abs(here - place) <= near and not any(abs(there - known) <= near for known in seen):
                    seen.add(there)
                    queue.append((there, [*path, (sign, stretch.fact)]))
    return None


def _program(path: list[tuple[int, Fact]]) -> Program:
    added = [fact for sign, fact in path if sign > 0]
    taken = [fact for sign, fact in path if sign < 0]
    leaves = _leaves([*added, *taken])
    names = [leaf.name for leaf in leaves]
    sums, rest = names[: len(added)], names[len(added) :]
    steps = [Step("sum", Operation.ADD, tuple(sums))] if len(sums) > 1 else []
    if rest:
        steps.append(Step("rest", Operation.SUBTRACT, (steps[-1].name if steps else sums[0], *rest)))
    said = "it is worked out from the other periods that the filing prints"
    return Program(path[0][1].label, leaves, tuple(steps), assumptions=(said,))


def _leaves(facts: Sequence[Fact]) -> tuple[Leaf, ...]:
    return tuple(Leaf(chr(ord("a") + place) if place < 26 else f"x{place}", fact) for place, fact in enumerate(facts))
