"""Plans the honest no: what was looked for, and what the filing has that is nearest."""

from __future__ import annotations

from bot.plan import Plan, Refuse
from bot.planner.binding import Desk
from bot.planner.taking import Unbound
from bot.planner.timing import period_of
from bot.question.reading import Reading
from index.period import describe
from index.shelf import Shelf


def advice(reading: Reading) -> Plan:
    return Plan(
        Refuse("advice", reading.topic, why="tieout reports what filings say, and gives no advice on investing")
    )


def refuse(desk: Desk, reading: Reading, problem: Unbound | None) -> Plan:
    """A refusal that names what was sought and what is nearest."""
    looked_for = reading.topic
    why = ""
    if problem is not None:
        when = ", ".join(describe(period_of(one), desk.calendar) for one in problem.wanted)
        looked_for = problem.metric.phrase + (f" for {when}" if when else "")
        why = problem.why or desk.why
    if desk.missing:
        why = why or "the filing does not give " + ", ".join(dict.fromkeys(desk.missing))
    return Plan(Refuse("not_in_filing", looked_for, tuple(desk.nearest[:3]), why), confidence=0.7)


_NOTHING_INDEXED = (
    "nothing is indexed yet; `tieout index --sample` reads the sample filing, `tieout index FILE` any other"
)


def no_filing(reading: Reading, shelf: Shelf) -> Plan:
    """The refusal where no filing is meant: with the next step, where that is to index one."""
    why = "no filing is indexed that the question could be about" if shelf.filings() else _NOTHING_INDEXED
    return Plan(Refuse("no_filing", reading.topic, why=why))
