"""The figures that earlier answers gave, and which of them a question's words count: "the two", "all four", the last change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.earlier import ends_on, of_one_line, operands_of
from bot.followups.turns import KIN, Turn, facts_of
from bot.plan import Operation, Program
from index.period import FiscalCalendar

_COUNTED = re.compile(r"\b(?:(?P<two>two|2|both)|(?P<three>three|3)|(?P<four>four|4)|(?P<five>five|5))\b")
_ALL_OF = re.compile(r"\ball\b(?! (?:of )?(?:the |those |these )?(?:two|three|four|five|[2-5])\b)")


@dataclass(frozen=True, slots=True)
class Given:
    """What was given before a question. earlier: programs newest first, their parts behind (as in `Reading.earlier`)."""

    question: str
    turns: tuple[Turn, ...]
    earlier: tuple[Program, ...]
    calendar: FiscalCalendar

    def last_change(self) -> tuple[Program, ...] | None:
        """The operands of the last turn that was a change, where no other operation came after it."""
        for turn in reversed(self.turns):
            if turn.program is None or not turn.program.steps:
                continue
            plain = turn.program.steps[-1].operation in KIN[Operation.CHANGE]
            return operands_of(turn.program) if plain else None
        return None

    def how_many(self, have: int) -> int:
        return min(self.count() or 2, have) if _ALL_OF.search(self.question.lower()) is None else have

    def count(self) -> int:
        """How many figures the question says it is of; 0 where it says no number."""
        match = _COUNTED.search(self.question.lower())
        return 0 if match is None else {"two": 2, "three": 3, "four": 4, "five": 5}[match.lastgroup or "two"]

    def every_figure(self) -> tuple[Program, ...]:
        """Every figure of the filing that earlier answers used, oldest first, each once, as look-ups of their own."""
        parts = [part for part in reversed(self.earlier) if not part.steps and part.leaves[0].fact is not None]
        return tuple({facts_of(part): part for part in parts}.values())

    def of_one_unit(self, backs: Sequence[int]) -> bool:
        """Whether two earlier figures may be taken from each other: no price a share from a revenue."""
        units = {fact.unit for back in backs for fact in self.earlier[back - 1].facts}
        return len(backs) == 2 and len(units) == 1

    def new_and_old(self, a: int, b: int) -> tuple[int, int]:
        """Of two earlier figures, the later period's first; where they are of one period, in the order they were asked."""
        programs = self.earlier
        first, second = (ends_on(programs[back - 1], self.calendar) for back in (a, b))
        if first is None or second is None or first == second or not of_one_line(programs[a - 1], programs[b - 1]):
            return b, a
        return (a, b) if first > second else (b, a)
