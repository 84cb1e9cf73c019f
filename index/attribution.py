"""What each amount in a sentence says: of which metric, whether a value or a change, compared with what, of which period.

A sentence is read left to right. Amounts that share a metric make a unit ("a net loss of $6.2 million, or $0.15 per
share"); a unit after "compared to" is what the unit before it is compared with; a list of amounts takes its periods or
its metrics in order ("respectively").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.amounts import Amount
from index.metric_phrases import (
    AMOUNT,
    CHANGE_VERB,
    DOWNWARD,
    PERIOD,
    change_in,
    clean,
    phrase_after,
    phrase_before,
    subject_of,
)
from index.period import PeriodMention
from index.quantity import COUNT, DAYS, MONTHS, PERCENT, PERCENTAGE_POINTS, YEARS, is_currency, is_per_share

_LINK = re.compile(
    r"(?:\b(?:(?:as\s+)?compared?(?:\s+\w+ly)?\s+(?:to|with)|in\s+comparison\s+(?:to|with)|versus|vs\.?|(?:as\s+)?against|relative\s+to|as\s+opposed\s+to"
    rf"|(?:up|down|increased?|decreased?)\s+from|from|than)\b)(?P<rest>[^{AMOUNT};]*)$",
    re.IGNORECASE,
)
_BE = (
    r"(?:was|were|is|are|be|been|total(?:s|ed|led|ing|ling)|amounted\s+to|amounts\s+to|amounting\s+to|reached|reaching|equal(?:s|ed|led)|came\s+in\s+at|stood\s+at|remained(?:\s+\w+)?\s+at"
    r"|averag(?:es|ed|ing)|aggregat(?:es|ed|ing)|approximat(?:es|ed|ing)|exceed(?:s|ed|ing)?|represent(?:s|ed|ing)|accounted\s+for|comprised|constituted|will\s+be|to\s+be|range[sd]?|ended\s+at|finished\s+at|of)"
)
_FILL = r"(?:(?:(?:in\s+)?(?:the|a)\s+range\s+of|between|from|at|only|just|a\s+total\s+of|an\s+aggregate\s+of|a\s+record|an?|the|by|net|some|estimated(?:\s+(?:at|to\s+be))?|expected\s+to\s+be|\(|:)\s*)*"
_IS = re.compile(
    rf"(?P<aux>\b(?:(?:is|are|was|were|has|have|had|will|would|should|could|may|can|now|also|currently|not|expected|projected|anticipated|estimated|forecast(?:ed)?|likely|to)\s+)*)\b(?P<verb>{_BE})\s*{_FILL}$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    rf"\b(?P<aux>(?:(?:is|are|was|were|has|have|had|will|would|to|also|been|be)\s+)*)(?P<verb>{CHANGE_VERB})\s*(?:(?:by|approximately|slightly|significantly|an?|the|about|another|only|year-over-year|sequentially|\()\s*)*$",
    re.IGNORECASE,
)
_REACHED = re.compile(rf"\b{CHANGE_VERB}\b(?P<between>[^{AMOUNT};]*?)\b(?:to|at)\s*{_FILL}$", re.IGNORECASE)
_SUBJECT_VERB = re.compile(
    rf"\b(?:(?:is|are|was|were|has|have|had|will|would|to|also|been|be)\s+)*{CHANGE_VERB}\b", re.IGNORECASE
)
_OR = re.compile(
    rf"\s*[,(]?\s*(?:or|representing|equal\s+to|equivalent\s+to|i\.e\.,?|and|which\s+(?:is|was)|which\s+represents|at)?\s*[,(]?\s*(?:a\s+|an\s+)?{PERIOD}*\s*",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\s*(?:,|;|/)?\s*(?:(?:and|or|&|to)\s+)?(?:(?:of|by|in|at|to|from)\s+)?(?:a\s+|an\s+)?(?:approximately\s+|about\s+)?",
    re.IGNORECASE,
)
_QUIET = re.compile(
    r"\b(?:had|has|have|having|includes?|included|including|reported|recorded|recognized|recognised|generated|incurred|earned|contains?|contained|reflects?|reflected|held|holds|received|was|were|is|are|of|by|with|and|saw|posted|delivered|achieved|realized|an?|the|its|our|in|to|at|on|for|from|about)\b\s*(?:an?\s+|the\s+|net\s+|,\s*)*$",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"\b(?P<verb>[a-z]+(?:ed|t|id|ew|old|ught)|issue|repay|pay|invest|spend|borrow|repurchase|return|acquire|purchase|sell)\s+(?:(?:approximately|about|a\s+total\s+of|an\s+aggregate\s+of|an\s+additional|another|an?|the|up\s+to)\s+)*$",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\s*(?:(?:percentage\s+)?points?\s+)?(?:higher|lower|greater|less|fewer|more|above|below)\b(?=\s*(?:than|$|[,.;]|in\b|on\b|compared|versus|as\b|the\b|our\b|prior\b|last\b))",
    re.IGNORECASE,
)
# A period after an amount is its own where one of these leads to it: not "than", "over", "in line with".
_NAMED_AFTER = re.compile(
    rf"(?P<gap>(?:[^;{PERIOD}]{{0,90}}?(?:(?<=\s)|(?<=,)|^)(?:for|in|during|of|as\s+of|as\s+at|at|on|ended|by|through)\s+"
    rf"(?:(?:the|our|its|each\s+of|both|year|period|fiscal)\s+)*|\s*,?\s*(?:the\s+)?)){PERIOD}",
    re.IGNORECASE,
)


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


def claims_of(text: str, amounts: Sequence[Amount], mentions: Sequence[PeriodMention]) -> list[Claim]:
    """What every amount of a sentence says, in order; a claim without a label says nothing that can be used."""
    slots = slots_of(amounts, text)
    reader = _SentenceReader(text, mask(text, slots, mentions), slots, mentions)
    for number in range(len(slots)):
        reader.claims.append(reader.claim(number))
    reader.order_lists()
    reader.set_periods()
    return reader.claims


@dataclass
class _SentenceReader:
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

    def claim(self, number: int) -> Claim:
        slot = self.slots[number]
        begin, _ = self._edges(number)
        before = self.masked[begin : slot.start]
        clause = max((begin, *(begin + m.end() for m in re.finditer(r";\s", before))))
        lead = self.text[self._clause_start(slot.start) : slot.start]
        previous = self.claims[-1] if self.claims and clause == begin else None
        found = (
            (previous and self._or(number, before, previous))
            or (previous and self._link(number, before, previous))
            or (previous and self._list(number, before, previous))
            or self._fresh(number, clause)
        )
        claim = found or Claim(slot)
        claim.lead = lead
        return claim

    def _clause_start(self, end: int) -> int:
        marks = [m.end() for m in re.finditer(r";\s|:\s(?=[a-z])", self.masked[:end])]
        return marks[-1] if marks else 0

    # -- relations to the amount before -------------------------------------------------------------------------

    def _or(self, number: int, before: str, previous: Claim) -> Claim | None:
        """As in "or $0.15 per share", "or 12%", "(33% of sales)": the same metric, said another way."""
        slot = self.slots[number]
        if not _OR.fullmatch(before) or (slot.unit == previous.slot.unit and "or" not in before.split()):
            return None
        at = len(self.claims) - 1
        if (
            is_per_share(slot.unit)
            and is_currency(previous.slot.unit)
            and re.search(r"\bor\b|\(|,|equal|equiv|and", before)
        ):
            per = re.search(r"(?:a|per|/)\s*[\w\s-]*$", self.text[slot.start : slot.end])
            return Claim(
                slot,
                f"{previous.label} {per.group().strip() if per else 'per share'}" if previous.label else "",
                base=None,
                joined=at,
            )
        if slot.unit in {PERCENT, PERCENTAGE_POINTS} and re.search(r"\bor\b|\(|represent|equal|equiv|which", before):
            of = self._share_of(slot)
            if of and previous.kind == "value":
                return Claim(
                    slot, f"{previous.label} as a percentage of {of}" if previous.label else "", "percent_of", joined=at
                )
            if previous.kind == "change" or previous.compared:
                return Claim(slot, previous.label, "percent_change", down=previous.down, joined=at)
            after = self._after_change(slot)
            if after is not None:
                return Claim(slot, after[0] or previous.label, "percent_change", down=after[1], joined=at)
        return None

    def _share_of(self, slot: Slot) -> str:
        """The whole that a percentage is of: "33.1% of net sales"."""
        following = re.match(r"\s*of\s+(?:the\s+|our\s+|its\s+)?", self.masked[slot.end :])
        return phrase_after(self.masked, self.text, slot.end + following.end()) if following else ""

    def _after_change(self, slot: Slot) -> tuple[str, bool] | None:
        """As in "12% increase in revenue": what changed ("" where the words do not say), and whether downward."""
        phrase = phrase_after(self.masked, self.text, slot.end)
        words = re.match(
            r"\s*(?:[\w-]+\s+){0,2}?(?:increase|decrease|decline|growth|reduction|improvement|rise|drop|higher|lower)\b[^.;]*",
            self.masked[slot.end : slot.end + 60],
        )
        if not words:
            return None
        down = bool(DOWNWARD.search(words.group().split(" in ")[0]))
        than = re.match(r"\s*(?:higher|lower)\s+(?=[a-z])(?!than\b|in\b|on\b|as\b|compared\b)", self.masked[slot.end :])
        changed = phrase_after(self.masked, self.text, slot.end + than.end()) if than else change_in(phrase)
        return (changed or "", down)

    def _link(self, number: int, before: str, previous: Claim) -> Claim | None:
        """As in "compared to $3.0 million": what the value before it is compared with."""
        link = _LINK.search(before)
        if link is None:
            return None
        slot = self.slots[number]
        main = self._main(slot)
        word = before[link.start() : link.start("rest")].lower()
        if word.split()[-1] == "from" and not self._from_is_link(before[: link.start()], link["rest"], previous):
            return None
        if main is None:
            return self._from_start(number, previous) if "from" in word else None
        target = self.claims[main]
        label = self._label_after_link(link["rest"], self.slots[number].start) or target.label
        claim = Claim(slot, label, target.kind if target.kind == "percent_of" else "value", compared=True)
        if target.base is None:
            target.base = number
        return claim

    @staticmethod
    def _from_is_link(earlier: str, rest: str, previous: Claim) -> bool:
        """Whether a bare "from" names what a value is compared with, and not where money came from."""
        short = len(re.sub(rf"[{PERIOD}\s]|\b(?:a|an|the|of|net|loss|income)\b", "", rest)) == 0
        return short and (
            previous.kind != "value"
            or bool(re.search(rf"\b(?:up|down|{CHANGE_VERB})\b", earlier, re.IGNORECASE))
            or earlier.strip(" ,") == ""
            or bool(re.fullmatch(rf"[\s,]*(?:in|for|during|at|as\s+of|the|{PERIOD}|\s)*,?\s*", earlier))
        )

    def _main(self, slot: Slot) -> int | None:
        """The latest claim in the same unit that holds a value and is no base itself."""
        for place in range(len(self.claims) - 1, -1, -1):
            claim = self.claims[place]
            if claim.slot.unit == slot.unit and claim.kind in {"value", "percent_of"} and not claim.compared:
                return place
        return None

    def _from_start(self, number: int, previous: Claim) -> Claim | None:
        """As in "increased 12% from $40.4 million": the base, whose value follows or is not given."""
        if previous.kind in {"change", "percent_change"} and previous.label:
            return Claim(self.slots[number], previous.label, compared=True)
        return None

    def _label_after_link(self, rest: str, end: int) -> str:
        """As in "compared to a net loss of": a name of its own; "previous guidance of" and "the prior year's" are none."""
        if not re.search(r"\bof\s*(?:approximately\s+|about\s+)?$", rest) or re.search(
            r"\bguidance|outlook|forecast|estimate|expectation", rest, re.IGNORECASE
        ):
            return ""
        of = self.masked.rfind("of", 0, end)
        return phrase_before(self.masked, self.text, of)

    def _list(self, number: int, before: str, previous: Claim) -> Claim | None:
        """As in "$80 million, $83 million and $111 million": one metric, several periods, or several metrics in order."""
        slot = self.slots[number]
        if not _LIST.fullmatch(before) or slot.unit != previous.slot.unit or not before.strip():
            return None
        if "," not in before and not re.search(r"\b(?:and|or)\b|&|/|;", before):
            return None
        first = previous.listed if previous.listed is not None else len(self.claims) - 1
        self.claims[first].listed = first
        return Claim(slot, previous.label, previous.kind, previous.down, compared=previous.compared, listed=first)

    # -- a metric of its own ------------------------------------------------------------------------------------

    def _fresh(self, number: int, clause: int) -> Claim | None:
        slot = self.slots[number]
        before = self.masked[clause : slot.start]
        previous = self.claims[-1].label if self.claims else ""
        if slot.unit == COUNT:
            return self._count(slot)
        if slot.unit in {DAYS, MONTHS, YEARS}:
            return self._said_of(slot, before, clause, previous)
        return (
            self._changed(slot, before, clause, previous)
            or self._attributive(slot, before)
            or self._reached(slot, before, clause, previous)
            or self._said_of(slot, before, clause, previous)
            or self._after(slot, before)
        )

    def _count(self, slot: Slot) -> Claim | None:
        """A count of things: "seven of the seventeen patients enrolled in the study"."""
        thing = slot.amounts[0].of
        if not thing or thing == "weeks":
            return None
        whole = re.match(rf"\s*(?:out\s+)?of\s+(?:the|our|its)?\s*{AMOUNT}+", self.masked[slot.end :])
        words = self.text[slot.end : slot.end + whole.end()].strip() if whole else ""
        at = slot.end + (whole.end() if whole else 0)
        things = re.match(
            r"\s*(?:of\s+(?:the|our|its)\s+)?((?:(?!(?:had|has|have|was|were|are|is|who|that|which|also|and|or|to|will|can)\b)[\w/'’®-]+\s*){1,12})",
            self.masked[at:],
        )
        return Claim(slot, clean(things.group(1)) if things else clean(thing), notes=(words,) if words else ())

    def _changed(self, slot: Slot, before: str, clause: int, previous: str) -> Claim | None:
        """As in "increased by $2 million", "up 5%", "an increase of 12%"."""
        kind = "percent_change" if slot.unit == PERCENT else "change"
        verb = _CHANGED.search(before)
        if verb:
            subject = subject_of(self.masked, self.text, clause, clause + verb.start())
            if verb["verb"].lower() in {"higher", "lower"} and not subject:
                return None
            return Claim(slot, subject or previous, kind, bool(DOWNWARD.search(verb["verb"])))
        of = re.search(r"\b(?:of|by)\s*(?:approximately\s*)?$", before)
        noun = phrase_before(self.masked, self.text, clause + of.start()) if of else ""
        changed = change_in(noun) if noun else None
        if changed is None:
            return None
        changed = changed or self._changed_after(slot) or previous
        return Claim(slot, changed, kind, bool(DOWNWARD.search(noun.split(" in ")[0])))

    def _changed_after(self, slot: Slot) -> str:
        """As in "an increase of $2 million in revenue"."""
        following = re.match(r"\s*(?:in|to|for)\s+(?:the\s+|our\s+|its\s+)?", self.masked[slot.end :])
        return phrase_after(self.masked, self.text, slot.end + following.end()) if following else ""

    def _attributive(self, slot: Slot, before: str) -> Claim | None:
        """As in "a $12 million increase in capital expenditures", "a $1.0 million milestone"."""
        change = self._after_change(slot)
        if (
            change is not None
            and re.match(r"\s*[\w-]", self.masked[slot.end :])
            and not re.match(r"\s*(?:in|of|for|to)\s", self.masked[slot.end :])
        ):
            kind = "percent_change" if slot.unit == PERCENT else "change"
            label = change[0] or (self.claims[-1].label if self.claims else "")
            return Claim(slot, label, kind, change[1]) if label else None
        if re.search(r"\b(?:an?|the|its|our|this|another)\s*$", before) and re.match(
            r"\s+[a-z]", self.masked[slot.end :]
        ):
            label = phrase_after(self.masked, self.text, slot.end)
            if label and not re.match(
                r"\s+(?:of|in|for|to|at|on|as|from|by|and|or|was|were|is|are)\b", self.masked[slot.end :]
            ):
                return Claim(slot, label)
        return None

    def _reached(self, slot: Slot, before: str, clause: int, previous: str) -> Claim | None:
        """As in "increased 12% to $45.3 million": the value reached."""
        if (
            re.fullmatch(rf"[\s,]*(?:(?:in|for|during|at|the|{PERIOD}|\s)+,?\s*)?(?:or\s+)?to\s*{_FILL}", before)
            and self.claims
            and self.claims[-1].kind != "value"
        ):
            return self._reaching(slot, previous)
        to = _REACHED.search(before)
        if to is None:
            base = (
                self._latest_base()
                if re.fullmatch(rf"[\s,]*(?:(?:in|for|during|at|as\s+of|the|{PERIOD}|\s)+,?\s*)?to\s*{_FILL}", before)
                else None
            )
            return self._reaching(slot, self.claims[base].label) if base is not None else None
        done_to = re.match(r"\W*\w+\s+(?=(?:the|our|its|their)\s)", to.group())
        if done_to:  # "increased the use of stock-based compensation to"
            label = phrase_after(self.masked, self.text, clause + to.start() + done_to.end())
        else:
            label = subject_of(self.masked, self.text, clause, clause + to.start()) or previous
        return Claim(slot, label) if label else None

    def _reaching(self, slot: Slot, label: str) -> Claim:
        base = self._latest_base()
        open_base = base is not None and self.claims[base].slot.unit == slot.unit
        return Claim(slot, label, base=base if open_base else None)

    def _latest_base(self) -> int | None:
        taken = {claim.base for claim in self.claims}
        return next(
            (n for n in range(len(self.claims) - 1, -1, -1) if self.claims[n].compared and n not in taken), None
        )

    def _said_of(self, slot: Slot, before: str, clause: int, previous: str) -> Claim | None:
        """As in "Revenues were $9.8 million", "a net loss of $6.2 million"."""
        verb = _IS.search(before)
        if verb is None:
            return None
        of = verb["verb"].lower() == "of"
        if of:
            label = phrase_before(self.masked, self.text, clause + verb.start("verb"))
        else:
            label = subject_of(self.masked, self.text, clause, clause + verb.start())
        share = self._share_of(slot) if slot.unit == PERCENT else ""
        if share:
            whole = f"{label or previous} as a percentage of {share}" if label or previous else ""
            return Claim(slot, whole, "percent_of")
        if not label and not of:
            return self._after(slot, before)
        against = _AGAINST.match(self.masked[slot.end :])
        if against and label and not of:
            kind = "percent_change" if slot.unit == PERCENT else "change"
            return Claim(slot, label, kind, bool(DOWNWARD.search(against.group())))
        return Claim(slot, label) if label else None

    def _after(self, slot: Slot, before: str) -> Claim | None:
        """As in "include $3.7 million of research and development support fees", "repurchased $5 million of common stock"."""
        following = re.match(
            r"\s*(?:of|in|for|from|on|as)\s+(?:the\s+|our\s+|its\s+|a\s+|an\s+)?", self.masked[slot.end :]
        )
        if following is None:
            label = (
                phrase_after(self.masked, self.text, slot.end) if re.match(r"\s+[a-z]", self.masked[slot.end :]) else ""
            )
            return Claim(slot, label) if label else self._trailing(slot, before)
        word = following.group().split()[0].lower()
        thing = phrase_after(self.masked, self.text, slot.end + following.end())
        deed = _DEED.search(before)
        if slot.unit == PERCENT and word == "of":
            return Claim(slot, f"percentage of {thing}", "percent_of") if thing else None
        if deed and not _QUIET.search(before) and thing:
            link = "" if word == "of" else f" {word}"
            return Claim(slot, f"{deed['verb'].lower()}{link} {thing}")
        if word in {"for", "from", "on", "as"} and not deed:
            return self._trailing(slot, before)
        return Claim(slot, thing) if thing else None

    def _trailing(self, slot: Slot, before: str) -> Claim | None:
        """A name right before the amount: "Net income: $5.2 million", "GAAP EPS $1.20"."""
        if not re.search(r"[\w)]\s*(?:[:=(–—-]|\bat\b)?\s*$", before):
            return None
        end = slot.start - (len(before) - len(re.sub(r"\s*(?:[:=(–—-]|\bat)?\s*$", "", before)))
        label = phrase_before(self.masked, self.text, end)
        return Claim(slot, label) if label and len(label.split()) <= 8 and not _QUIET.search(f"{label} ") else None

    # -- lists and periods --------------------------------------------------------------------------------------

    def order_lists(self) -> None:
        """Gives the amounts of a list their periods, or their metrics, in order."""
        firsts = dict.fromkeys(claim.listed for claim in self.claims if claim.listed is not None)
        for first in firsts:
            members = [n for n, claim in enumerate(self.claims) if claim.listed == first]
            after = self._mentions_between(self.slots[members[-1]].end, self._next_start(members[-1]))
            before = self._mentions_between(self._previous_end(first), self.slots[first].start)
            for run in (after, before):
                distinct = _distinct(run, self.mentions)
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

    def _next_start(self, number: int) -> int:
        return self.slots[number + 1].start if number + 1 < len(self.slots) else len(self.text)

    def _previous_end(self, number: int) -> int:
        return self.slots[number - 1].end if number else 0

    def _mentions_between(self, start: int, end: int) -> list[int]:
        stop = _LINK.search(self.masked[start:end])
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
