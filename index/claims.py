"""A sentence's amounts as claims: where each stands, of what it is said, and what it is compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.amount_values import Amount
from index.metric_phrases import (
    AMOUNT,
    DOWNWARD,
    PERIOD,
    change_in,
    phrase_after,
)
from index.period import PeriodMention


@dataclass(slots=True)
class Slot:
    """One place with an amount (two amounts where it is a range). start takes in its qualifier."""

    start: int
    end: int
    amounts: tuple[Amount, ...]

    @property
    def unit(self) -> str:
        return self.amounts[0].unit


@dataclass(slots=True)
class Claim:
    """What a slot says.

    label: the metric as printed ("" where the sentence does not say). kind: as Fact.kind. down: a change downward.
    base: the claim (by place) that this one is compared with. joined: the claim whose metric it shares by an "or".
    mention: the period it is of, among the mentions; None where its clause names none. compared: it is itself a base.
    lead: the words of its clause before it (to see whether it is guidance). words: those of its period.
    ordered: its period was given by its place in a list. unclear: the words of its period name two.
    """

    slot: Slot
    label: str = ""
    kind: str = "value"
    down: bool = False
    base: int | None = None
    joined: int | None = None
    compared: bool = False
    mention: int | None = None
    listed: int | None = None
    lead: str = ""
    ordered: bool = False
    unclear: bool = False
    words: str = ""
    notes: tuple[str, ...] = field(default=())


def slots_of(amounts: Sequence[Amount], text: str) -> list[Slot]:
    """Amounts by place: the two ends of a range share one."""
    slots: list[Slot] = []
    for amount in amounts:
        start = amount.start
        if amount.qualifier:
            found = re.search(
                re.escape(amount.qualifier).replace(r"\ ", r"\s+") + r"\s*\\?$", text[:start], re.IGNORECASE
            )
            start = found.start() if found else start
        if slots and slots[-1].end == amount.end and amount.bound == "high":
            slots[-1].amounts += (amount,)
        else:
            slots.append(Slot(start, amount.end, (amount,)))
    return slots


def mask(text: str, slots: Sequence[Slot], mentions: Sequence[PeriodMention]) -> str:
    """The sentence with amounts and periods blotted out, every other character at its place."""
    letters = list(text)
    for mention in mentions:
        letters[mention.start : mention.end] = PERIOD * (mention.end - mention.start)
    for slot in slots:
        letters[slot.start : slot.end] = AMOUNT * (slot.end - slot.start)
    return "".join(letters)


@dataclass
class SentenceWords:
    """A sentence with its amounts and periods blotted out, and the claims read so far."""

    text: str
    masked: str
    slots: list[Slot]
    mentions: Sequence[PeriodMention]
    claims: list[Claim] = field(default_factory=list)

    def _edges(self, number: int) -> tuple[int, int]:
        """Where the words between the slot before, this one and the next begin and end."""
        before = self.slots[number - 1].end if number else 0
        after = self.slots[number + 1].start if number + 1 < len(self.slots) else len(self.text)
        return before, after

    def _clause_start(self, end: int) -> int:
        marks = [m.end() for m in re.finditer(r";\s|:\s(?=[a-z])", self.masked[:end])]
        return marks[-1] if marks else 0

    def _next_start(self, number: int) -> int:
        return self.slots[number + 1].start if number + 1 < len(self.slots) else len(self.text)

    def _previous_end(self, number: int) -> int:
        return self.slots[number - 1].end if number else 0

    def _share_of(self, slot: Slot) -> str:
        """The whole that a percentage is of: "33.1% of net sales"."""
        following = re.match(r"\s*of\s+(?:(?:the|our|its|his|her|their|such)\s+)?", self.masked[slot.end :])
        return phrase_after(self.masked, self.text, slot.end + following.end()) if following else ""

    def _after_change(self, slot: Slot) -> tuple[str, bool] | None:
        """As in "12% increase in revenue": what changed ("" where the words do not say), and whether downward."""
        phrase = phrase_after(self.masked, self.text, slot.end)
        words = re.match(
            (
                r"\s*(?:[\w-]+\s+){0,2}?(?:increase|decrease|decline|growth|reduction|improvement|rise|drop"
                r"|higher|lower)\b[^.;]*"
            ),
            self.masked[slot.end : slot.end + 60],
        )
        if not words:
            return None
        down = bool(DOWNWARD.search(words.group().split(" in ")[0]))
        than = re.match(r"\s*(?:higher|lower)\s+(?=[a-z])(?!than\b|in\b|on\b|as\b|compared\b)", self.masked[slot.end :])
        changed = phrase_after(self.masked, self.text, slot.end + than.end()) if than else change_in(phrase)
        return (changed or "", down)

    def _latest_base(self) -> int | None:
        taken = {claim.base for claim in self.claims}
        return next(
            (n for n in range(len(self.claims) - 1, -1, -1) if self.claims[n].compared and n not in taken), None
        )
