"""What each amount in a sentence says: of which metric, whether a value or a change, compared with what, of which period.

A sentence is read left to right. Amounts that share a metric make a unit ("a net loss of $6.2 million, or $0.15 per
share"); a unit after "compared to" is what the unit before it is compared with; a list of amounts takes its periods or
its metrics in order ("respectively").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.amount_values import Amount
from index.claim_relations import LINK, Relations
from index.claims import Claim, mask, slots_of
from index.metric_phrases import (
    PERIOD,
    clean,
)
from index.period import PeriodMention

# A period after an amount is its own where one of these leads to it: not "than", "over", "in line with".
_NAMED_AFTER = re.compile(
    rf"(?P<gap>(?:[^;{PERIOD}]{{0,90}}?(?:(?<=\s)|(?<=,)|^)(?:for|in|during|of|as\s+of|as\s+at|at|on|ended|by|through)\s+"
    rf"(?:(?:the|our|its|each\s+of|both|year|period|fiscal)\s+)*|\s*,?\s*(?:the\s+)?)){PERIOD}",
    re.IGNORECASE,
)


def claims_of(text: str, amounts: Sequence[Amount], mentions: Sequence[PeriodMention]) -> list[Claim]:
    """What every amount of a sentence says, in order; a claim without a label says nothing that can be used."""
    slots = slots_of(amounts, text)
    reader = _SentenceReader(text, mask(text, slots, mentions), slots, mentions)
    for number in range(len(slots)):
        reader.claims.append(reader.claim(number))
    reader.order_lists()
    reader.set_periods()
    return reader.claims


_WHEN = rf"\s*(?:in|for|during|at|as of|on|through)\s+(?:the\s+)?(?:fiscal\s+)?(?:years?\s+)?(?:ended\s+)?{PERIOD}+"
_PERIOD_BETWEEN = re.compile(rf"{_WHEN}\s*,?\s*(?:and\s+)?")
_PERIOD_AFTER = re.compile(_WHEN)


class _SentenceReader(Relations):
    """Reads a sentence's amounts left to right, then their lists and periods."""

    def claim(self, number: int) -> Claim:
        slot = self.slots[number]
        begin, _ = self._edges(number)
        before = self.masked[begin : slot.start]
        clause = max((begin, *(begin + m.end() for m in re.finditer(r";\s", before))))
        lead = self.text[self._clause_start(slot.start) : slot.start]
        previous = self.claims[-1] if self.claims and clause == begin else None
        found = (
            (previous and self._or(number, before, previous))
            or (previous and self._and_of_another(number, before, previous))
            or (previous and self._link(number, before, previous))
            or (previous and self._list(number, before, previous))
            or (previous and self._again(number, before, previous))
            or self._fresh(number, clause)
        )
        claim = found or Claim(slot)
        claim.lead = lead
        return claim

    def _again(self, number: int, before: str, previous: Claim) -> Claim | None:
        """The same again for another period: "$2.4 billion for 2014, $2.3 billion for 2013, and $2.1 billion for 2012"."""
        slot = self.slots[number]
        if (
            not previous.label
            or previous.compared
            or previous.slot.unit != slot.unit
            or not _PERIOD_BETWEEN.fullmatch(before)
        ):
            return None
        if not _PERIOD_AFTER.match(self.masked[slot.end :]):
            return None
        return Claim(slot, previous.label, previous.kind, down=previous.down)

    def order_lists(self) -> None:
        """Gives the amounts of a list their periods, or their metrics, in order."""
        firsts = dict.fromkeys(claim.listed for claim in self.claims if claim.listed is not None)
        for first in firsts:
            members = [n for n, claim in enumerate(self.claims) if claim.listed == first]
            after = self._mentions_between(self.slots[members[-1]].end, self._next_start(members[-1]))
            before = self._mentions_between(self._previous_end(first), self.slots[first].start)
            for run in (after, before):
                distinct = run if len(run) == len(members) else _distinct(run, self.mentions)
                if len(distinct) == len(members):
                    for member, mention in zip(members, distinct, strict=True):
                        self.claims[member].mention = mention
                        self.claims[member].ordered = True
                    break
            else:
                self._order_metrics(members)

    def _order_metrics(self, members: list[int]) -> None:
        """As in "Revenues and net income were $5 million and $1 million, respectively"."""
        label = self.claims[members[0]].label
        tail = self.text[self.slots[members[-1]].end : self._next_start(members[-1])]
        names = [clean(part) for part in re.split(r",\s*(?:and\s+)?|\s+and\s+", label)]
        if len(names) == len(members) and all(names) and "respectively" in tail:
            for member, name in zip(members, names, strict=True):
                self.claims[member].label = name

    def _mentions_between(self, start: int, end: int) -> list[int]:
        stop = LINK.search(self.masked[start:end])
        end = start + stop.start() if stop and stop.start() > 0 else end
        return [n for n, mention in enumerate(self.mentions) if start <= mention.start and mention.end <= end]

    def set_periods(self) -> None:
        """The period of every claim that has none yet: named after it, else before it, else by the claim it goes with."""
        for number, claim in enumerate(self.claims):
            if claim.mention is None:
                claim.mention = self._own_mention(number)
        for claim in reversed(self.claims):
            if claim.joined is not None and self.claims[claim.joined].mention is None:
                self.claims[claim.joined].mention = claim.mention
        for number, claim in enumerate(self.claims[:-1]):
            following = self.claims[number + 1]
            if claim.mention is None and claim.kind != "value" and following.label == claim.label:
                claim.mention = following.mention if not following.compared else None
        for claim in self.claims:
            if claim.mention is None and claim.joined is not None:
                claim.mention = self.claims[claim.joined].mention
        self._lead_period()
        for claim in self.claims:
            if claim.mention is not None and not claim.ordered and self._is_shared(claim.mention):
                claim.mention, claim.unclear = None, True
            if claim.mention is not None:
                mention = self.mentions[claim.mention]
                claim.words = self.text[mention.start : mention.end]

    def _own_mention(self, number: int) -> int | None:
        """A period in the claim's own clause: after it (before any comma or "and" that leads on), else before it."""
        slot = self.slots[number]
        after = self._after_label(number)
        after = re.sub(r"\s(?:and|but|while|compared|versus|from|than|or)\s.*", "", after)
        named = _NAMED_AFTER.match(after)
        if named:
            at = slot.end + named.end() - 1
            place = next((n for n, m in enumerate(self.mentions) if m.start <= at < m.end), None)
            if place is not None and (self._is_own(number, place) or not named["gap"].strip(" ,.inforduge")):
                return place
        begin = self._previous_end(number)
        if number and self.claims[number].joined is not None:
            return None
        led = [
            n
            for n, m in enumerate(self.mentions)
            if begin <= m.start and m.end <= slot.start and self._is_own(number, n)
        ]
        if not led:
            return None
        if number and not self.claims[number].compared and self._belongs_to_previous(number, led[0]):
            led = led[1:]
        return led[-1] if led else None

    def _is_shared(self, place: int) -> bool:
        """Whether the same words name two periods ("three and six months ended June 30, 2025")."""
        own = self.mentions[place]
        return any(
            (other.start, other.end) == (own.start, own.end) and other.period != own.period for other in self.mentions
        )

    def _is_own(self, number: int, place: int) -> bool:
        """Whether a claim may take a period: what it is measured against ("in line with last year") is not its own."""
        mention = self.mentions[place]
        if self.claims[number].compared or mention.relation not in {"year_earlier", "previous_quarter", "same"}:
            return True
        before = self.masked[max(0, mention.start - 12) : mention.start]
        return mention.relation == "same" or bool(
            re.search(r"(?:^|[,;]\s*)(?:in|for|during)\s+(?:the\s+)?$", before, re.IGNORECASE)
        )

    def _after_label(self, number: int) -> str:
        """What follows a claim up to the next, its own name blotted out (an "and" in the name leads nowhere)."""
        slot, label = self.slots[number], self.claims[number].label
        after = self.masked[slot.end : self._next_start(number)]
        return after.replace(label, "x" * len(label), 1) if label else after

    def _belongs_to_previous(self, number: int, mention: int) -> bool:
        return self.claims[number - 1].mention == mention

    def _lead_period(self) -> None:
        """The period the sentence opens with, or its first claim has, is that of every claim that names none and is no base."""
        opening = [
            n for n, m in enumerate(self.mentions) if self.slots and m.end <= self.slots[0].start and self._is_own(0, n)
        ]
        lead = opening[0] if opening else None
        current = lead
        for claim in self.claims:
            if claim.mention is None and not claim.compared:
                claim.mention = current
            elif not claim.compared and claim.mention is not None and not claim.ordered:
                current = claim.mention


def _distinct(places: Sequence[int], mentions: Sequence[PeriodMention]) -> list[int]:
    """Mentions that are of different words."""
    kept: list[int] = []
    for place in places:
        if not kept or mentions[place].start != mentions[kept[-1]].start:
            kept.append(place)
    return kept
