"""What period a computed figure is for, and what must be said when its operands are of different ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.plan import Operation
from index.period import Duration, FiscalLabel, Instant, Period, period_end

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timing:
    """When an operand or an intermediate result is of.

    base: what a change is measured from, or where an average over time begins. undated: the filing gives no period.
    """

    period: Period | None = None
    base: Period | None = None
    undated: bool = False

    @property
    def timeless(self) -> bool:
        return self.period is None and not self.undated


TIMELESS = Timing()

BALANCE_BESIDE_FLOW = "sets a balance at a date beside an amount for a period"

_CHANGES = {Operation.CHANGE, Operation.PERCENT_CHANGE, Operation.CAGR}
_AVERAGES = {Operation.AVERAGE, Operation.MEDIAN, Operation.MIDPOINT, Operation.MINIMUM, Operation.MAXIMUM}


def combined(operation: Operation, timings: list[Timing]) -> tuple[Timing, tuple[str, ...]]:
    """The timing of a step's result, and warnings about the mixture."""
    dated = [timing for timing in timings if not timing.timeless]
    if not dated:
        return TIMELESS, ()
    if operation in _CHANGES and len(timings) >= 2:
        return _change(timings[0], timings[1])
    first = dated[0]
    if all(timing == first for timing in dated):
        return first, ()
    if any(timing.undated for timing in dated):
        return Timing(undated=True), ()
    if operation is Operation.ADD:
        return _sum(dated)
    if operation is Operation.SUBTRACT:
        return _difference(dated)
    if operation in _AVERAGES:
        return _spread(dated), ()
    return _ratio(dated)


def _change(new: Timing, old: Timing) -> tuple[Timing, tuple[str, ...]]:
    if new.undated or old.undated:
        return Timing(undated=True), ()
    if new.timeless or old.timeless or new.period == old.period:
        return (old if new.timeless else new), ()
    return Timing(new.period, old.period), _unlike(new.period, old.period, "compares")


def _sum(dated: list[Timing]) -> tuple[Timing, tuple[str, ...]]:
    periods = [timing.period for timing in dated]
    stretches = sorted((p for p in periods if isinstance(p, Duration)), key=lambda p: p.start)
    if len(stretches) == len(periods):
        adjoin = all(b.start - a.end == _DAY for a, b in pairwise(stretches))
        if adjoin:
            return Timing(Duration(stretches[0].start, stretches[-1].end)), ()
        overlap = any(b.start <= a.end for a, b in pairwise(stretches) if a != b)
        warnings = ("adds amounts of periods that overlap",) if overlap else ()
        return _spread(dated), warnings
    return _spread(dated), _unlike(periods[0], periods[1], "adds")


def _difference(dated: list[Timing]) -> tuple[Timing, tuple[str, ...]]:
    rest: Period | None = dated[0].period
    taken = [timing.period for timing in dated[1:]]
    while taken:
        fitting = [(part, left) for part in taken if (left := remainder(rest, part)) is not None]
        if not fitting:
            return _change(dated[0], dated[1])
        part, rest = fitting[0]
        taken.remove(part)
    return Timing(rest), ()


def remainder(whole: Period | None, part: Period | None) -> Duration | FiscalLabel | None:
    """The stretch that is left of `whole` when `part`, which shares one of its ends, is taken away."""
    if isinstance(whole, FiscalLabel) and isinstance(part, FiscalLabel):
        return _label_left(whole, part)
    if not (isinstance(whole, Duration) and isinstance(part, Duration)):
        return None
    if part.start == whole.start and part.end < whole.end:
        return Duration(part.end + _DAY, whole.end)
    if part.end == whole.end and part.start > whole.start:
        return Duration(whole.start, part.start - _DAY)
    return None


def _label_left(whole: FiscalLabel, part: FiscalLabel) -> FiscalLabel | None:
    if whole.fiscal_year != part.fiscal_year or whole.instant or part.instant:
        return None
    left = _LEFT.get((whole.part, part.part))
    return FiscalLabel(whole.fiscal_year, left) if left else None


_LEFT = {
    ("", "9M"): "Q4", ("", "Q4"): "9M", ("", "H1"): "H2", ("", "H2"): "H1", ("9M", "H1"): "Q3", ("9M", "Q3"): "H1",
    ("H1", "Q1"): "Q2", ("H1", "Q2"): "Q1", ("H2", "Q3"): "Q4", ("H2", "Q4"): "Q3",
}  # fmt: skip


def _spread(dated: list[Timing]) -> Timing:
    """From the earliest to the latest of several periods."""
    periods = [timing.period for timing in dated if timing.period is not None]
    stretches = [period for period in periods if isinstance(period, Duration)]
    if len(stretches) == len(periods):
        return Timing(Duration(min(p.start for p in stretches), max(p.end for p in stretches)))
    ordered = sorted(periods, key=_order)
    return Timing(ordered[-1], ordered[0] if ordered[0] != ordered[-1] else None)


def _ratio(dated: list[Timing]) -> tuple[Timing, tuple[str, ...]]:
    """Product, quotient, share: the flow's period, where a balance meets a flow; else the first's."""
    first, second = dated[0], dated[1]
    flows = [timing for timing in dated if _is_flow(timing.period)]
    balances = [timing for timing in dated if not _is_flow(timing.period)]
    if flows and balances:
        flow, balance = flows[0], balances[0]
        warnings = [BALANCE_BESIDE_FLOW]
        if not _belongs(balance, flow):
            warnings.append("the balance is not of the beginning or the end of that period")
        return flow, tuple(warnings)
    if first.period == second.period:
        return first, ()
    unlike = _unlike(first.period, second.period, "divides")
    return Timing(first.period, second.period), unlike or ("its operands are of different periods",)


def _is_flow(period: Period | None) -> bool:
    return isinstance(period, Duration) or (isinstance(period, FiscalLabel) and not period.instant)


def _belongs(balance: Timing, flow: Timing) -> bool:
    """Whether a balance, or an average of two, is of the ends of a flow's period."""
    whole = flow.period
    if isinstance(whole, Duration):
        ends: set[date | None] = {whole.end, whole.start - _DAY}
        dates = {period_end(p) for p in (balance.period, balance.base) if p is not None}
        return dates <= ends
    if isinstance(whole, FiscalLabel) and isinstance(balance.period, FiscalLabel):
        return balance.period.fiscal_year == whole.fiscal_year and balance.period.part == whole.part
    return False


def _unlike(first: Period | None, second: Period | None, verb: str) -> tuple[str, ...]:
    """A warning where two periods are not of one kind or length."""
    if first is None or second is None:
        return ()
    if _is_flow(first) != _is_flow(second):
        return (f"{verb} a balance at a date and an amount for a period",)
    if isinstance(first, Duration) and isinstance(second, Duration):
        longer, shorter = max(first.days, second.days), min(first.days, second.days)
        if longer - shorter > max(8, shorter // 10):
            return (f"{verb} amounts of periods of different lengths",)
    if isinstance(first, FiscalLabel) and isinstance(second, FiscalLabel) and first.part[:1] != second.part[:1]:
        return (f"{verb} amounts of periods of different lengths",)
    return ()


def _order(period: Period) -> tuple[date, int]:
    match period:
        case Instant(day):
            return day, 0
        case Duration(_, end):
            return end, 0
        case FiscalLabel(year, part, _):
            place = {"Q1": 1, "Q2": 2, "H1": 2, "Q3": 3, "9M": 3}.get(part, 4)
            return date(year, 3 * place, 1), 1
