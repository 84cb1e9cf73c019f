"""What an amount is of, where its own words say so: subjects, noun phrases, changes, counts."""

from __future__ import annotations

import re

from index.claims import Claim, SentenceWords, Slot
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
from index.quantity import COUNT, DAYS, MONTHS, PERCENT, YEARS

_BE = (
    r"(?:was|were|is|are|be|been|total(?:s|ed|led|ing|ling)|amounted\s+to|amounts\s+to|amounting\s+to"
    r"|reached|reaching|equal(?:s|ed|led)|came\s+in\s+at|stood\s+at|remained(?:\s+\w+)?\s+at"
    r"|averag(?:es|ed|ing)|aggregat(?:es|ed|ing)|approximat(?:es|ed|ing)|exceed(?:s|ed|ing)?"
    r"|represent(?:s|ed|ing)|accounted\s+for|comprised|constituted|will\s+be|to\s+be|range[sd]?"
    r"|ended\s+at|finished\s+at|equal\s+to|of)"
)
_FILL = (
    r"(?:(?:(?:in\s+)?(?:the|a)\s+range\s+of|between|from|at|only|just|a\s+total\s+of|an\s+aggregate\s+of"
    r"|a\s+record|an?|the|by|net|some|estimated(?:\s+(?:at|to\s+be))?|expected\s+to\s+be|\(|:)\s*)*"
)
_IS = re.compile(
    rf"(?P<aux>\b(?:(?:is|are|was|were|has|have|had|will|would|should|could|may|can|now|also|currently|not|expected|projected|anticipated|estimated|forecast(?:ed)?|likely|to)\s+)*)\b(?P<verb>{_BE})\s*{_FILL}$",
    re.IGNORECASE,
)
# "Income tax as a percentage of income was an expense of": what was so is told before, and only its sort after.
_OF_A_SORT = re.compile(
    r"\b(?:was|were|is|are)\s+(?:an?|the)\s+(?:net\s+|total\s+)?(?:expense|charge|cost|amount|rate|sum|percentage)\s+$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    rf"\b(?P<aux>(?:(?:is|are|was|were|has|have|had|will|would|to|also|been|be)\s+)*)(?P<verb>{CHANGE_VERB})\s*(?:(?:by|approximately|slightly|significantly|an?|the|about|another|only|year-over-year|sequentially|\()\s*)*$",
    re.IGNORECASE,
)
# "narrowed from A in 2023", where "to B" follows.
_LEFT = re.compile(
    rf"\b(?P<aux>(?:(?:has|have|had)\s+)?)(?P<verb>{CHANGE_VERB})(?:\s+\w+ly)?\s+from\s+(?:(?:an?|about|approximately|net)\s+)*$",
    re.IGNORECASE,
)
_ARRIVES = re.compile(
    rf"\s*(?:(?:in|for|during|at|as\s+of|on)\s+)?(?:the\s+)?{PERIOD}*\s*,?\s*to\s+(?:(?:an?|about|approximately|net)\s+)*{AMOUNT}",
    re.IGNORECASE,
)
_REACHED = re.compile(rf"\b{CHANGE_VERB}\b(?P<between>[^{AMOUNT};]*?)\b(?:to|at)\s*{_FILL}$", re.IGNORECASE)
# "Sales growth to $9 billion from $7 billion": the value reached, named before the growth; a deed before that is no name.
_GROWN = re.compile(rf"\b(?:growth|increase|rise|decline|decrease|drop|reduction)\s+to\s*{_FILL}$", re.IGNORECASE)
_DONE_FIRST = re.compile(
    r"^(?:(?:he|she|they|we|it)\s+[a-z]+|(?!adjusted|combined|consolidated|deferred|unearned|accrued|diluted)[a-z]+(?:en|ed|ing))"
    r"\s+(?=[a-z])",
    re.IGNORECASE,
)
_QUIET = re.compile(
    (
        r"\b(?:had|has|have|having|includes?|included|including|reported|recorded|recognized|recognised"
        r"|generated|incurred|earned|contains?|contained|reflects?|reflected|held|holds|received|was|were|is"
        r"|are|of|by|with|and|saw|posted|delivered|achieved|realized|an?|the|its|our|in|to|at|on|for|from"
        r"|about)\b\s*(?:an?\s+|the\s+|net\s+|,\s*)*$"
    ),
    re.IGNORECASE,
)
_DEED = re.compile(
    (
        r"\b(?P<verb>[a-z]+(?:ed|t|id|ew|old|ught)|issue|repay|pay|invest|spend|borrow|repurchase|return"
        r"|acquire|purchase|sell)\s+(?:(?:approximately|about|a\s+total\s+of|an\s+aggregate\s+of"
        r"|an\s+additional|another|an?|the|up\s+to)\s+)*$"
    ),
    re.IGNORECASE,
)
_AGAINST = re.compile(
    (
        r"\s*(?:(?:percentage\s+)?points?\s+)?(?:higher|lower|greater|less|fewer|more|above"
        r"|below)\b(?=\s*(?:than|$|[,.;]|in\b|on\b|compared|versus|as\b|the\b|our\b|prior\b|last\b))"
    ),
    re.IGNORECASE,
)


class Metrics(SentenceWords):
    """Claims with a metric of their own."""

    def _fresh(self, number: int, clause: int) -> Claim | None:
        slot = self.slots[number]
        before = self.masked[clause : slot.start]
        previous = self.claims[-1].label if self.claims else ""
        if slot.unit == COUNT:
            return self._count(slot)
        if slot.unit in {DAYS, MONTHS, YEARS}:
            return self._said_of(slot, before, clause, previous)
        return (
            self._left(slot, before, clause)
            or self._changed(slot, before, clause, previous)
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
            (
                r"\s*(?:of\s+(?:the|our|its)\s+)?((?:(?!(?:had|has|have|was|were|are|is|who|that|which|also"
                r"|and|or|to|will|can|across|throughout|around|worldwide)\b)[\w/'’®-]+\s*){1,12})"
            ),
            self.masked[at:],
        )
        return Claim(slot, clean(things.group(1)) if things else clean(thing), notes=(words,) if words else ())

    def _left(self, slot: Slot, before: str, clause: int) -> Claim | None:
        """As in "narrowed from $7.8 million in 2023 to $4.9 million": what the value that follows is measured from."""
        verb = _LEFT.search(before)
        if verb is None or not _ARRIVES.match(self.masked[slot.end :]):
            return None
        label = subject_of(self.masked, self.text, clause, clause + verb.start())
        return Claim(slot, label, compared=True) if label else None

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
        following = re.match(r"\s*(?:in|to|for|of)\s+(?:the\s+|our\s+|its\s+)?", self.masked[slot.end :])
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
        grown = _GROWN.search(before)
        if grown is not None:
            named = phrase_before(self.masked, self.text, clause + grown.start())
            label = _DONE_FIRST.sub("", named)
            return self._reaching(slot, label) if label else None
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

    def _said_of(self, slot: Slot, before: str, clause: int, previous: str) -> Claim | None:
        """As in "Revenues were $9.8 million", "a net loss of $6.2 million"."""
        verb = _IS.search(before)
        if verb is None:
            return None
        of = verb["verb"].lower() == "of" or (verb["verb"].lower().startswith("equal ") and not verb["aux"])
        sort = _OF_A_SORT.search(before[: verb.start("verb")]) if of else None
        if sort is not None:
            label = subject_of(self.masked, self.text, clause, clause + sort.start())
        elif of:
            label = phrase_before(self.masked, self.text, clause + verb.start("verb"))
        else:
            label = subject_of(self.masked, self.text, clause, clause + verb.start())
        if re.search(r"(?:^|\W)there$", label, re.IGNORECASE):
            return self._after(
                slot, before
            )  # "there were 96 million shares outstanding": what there was is named after it
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
