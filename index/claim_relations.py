"""Amounts that take their metric from the one before: "or $0.15 per share", "compared to $3.0 million", lists."""

from __future__ import annotations

import re

from index.claim_metrics import Metrics
from index.claims import Claim, Slot
from index.metric_phrases import (
    AMOUNT,
    CHANGE_VERB,
    PERIOD,
    phrase_before,
)
from index.quantity import PERCENT, PERCENTAGE_POINTS, is_currency, is_per_share

LINK = re.compile(
    r"(?:\b(?:(?:as\s+)?compared?(?:\s+\w+ly)?\s+(?:to|with)|in\s+comparison\s+(?:to|with)|versus|vs\.?"
    r"|(?:as\s+)?against|relative\s+to|as\s+opposed\s+to"
    rf"|(?:up|down|increased?|decreased?)\s+from|from|than)\b)(?P<rest>[^{AMOUNT};]*)$",
    re.IGNORECASE,
)
_OR = re.compile(
    rf"\s*[,(]?\s*(?:or|representing|equal\s+to|equivalent\s+to|i\.e\.,?|and|which\s+(?:is|was)|which\s+represents|at)?\s*[,(]?\s*(?:a\s+|an\s+)?{PERIOD}*\s*",
    re.IGNORECASE,
)
# "... for the three and six months ended June 30, 2025, respectively, and $69 million and $145 million for ..."
_NEXT_LIST = re.compile(
    rf"\s*(?:(?:for|in|during|as\s+of|at)\s+(?:the\s+)?)?{PERIOD}++(?:(?:[,\s]|and\s)+{PERIOD}++)*"
    r"(?:[,\s]|and\s)*(?:respectively)?\s*,?\s*and\s+(?:approximately\s+)?",
    re.IGNORECASE,
)
_LIST = re.compile(
    (
        r"\s*(?:,|;|/)?\s*(?:(?:and|or|&|to)\s+)?(?:(?:of|by|in|at|to|from)\s+)?(?:a\s+"
        r"|an\s+)?(?:approximately\s+|about\s+)?"
    ),
    re.IGNORECASE,
)


_AND = re.compile(r"\s*of\s[^,;.]{3,60}?,?\s+and\s+(?:approximately\s+|about\s+)?", re.IGNORECASE)
_SHARE = " as a percentage of "


class Relations(Metrics):
    """Claims that lean on the claim before."""

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
                return Claim(slot, f"{previous.label}{_SHARE}{of}" if previous.label else "", "percent_of", joined=at)
            if previous.kind == "change" or previous.compared:
                return Claim(slot, previous.label, "percent_change", down=previous.down, joined=at)
            after = self._after_change(slot)
            if after is not None:
                return Claim(slot, after[0] or previous.label, "percent_change", down=after[1], joined=at)
        return None

    def _and_of_another(self, number: int, before: str, previous: Claim) -> Claim | None:
        """As in "accounted for 55% of revenue and 29% of operating expenses": of the same thing, a share of another whole."""
        slot = self.slots[number]
        subject, _, whole = previous.label.rpartition(_SHARE)
        if (
            previous.kind != "percent_of"
            or slot.unit != PERCENT
            or not (subject and whole)
            or not _AND.fullmatch(before)
        ):
            return None
        of = self._share_of(slot)
        return Claim(slot, f"{subject}{_SHARE}{of}", "percent_of", joined=len(self.claims) - 1) if of else None

    def _link(self, number: int, before: str, previous: Claim) -> Claim | None:
        """As in "compared to $3.0 million": what the value before it is compared with."""
        link = LINK.search(before)
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
        if previous.listed is not None and slot.unit == previous.slot.unit and _NEXT_LIST.fullmatch(before):
            return Claim(slot, previous.label, previous.kind, previous.down)
        if not _LIST.fullmatch(before) or slot.unit != previous.slot.unit or not before.strip():
            return None
        if "," not in before and not re.search(r"\b(?:and|or)\b|&|/|;", before):
            return None
        first = previous.listed if previous.listed is not None else len(self.claims) - 1
        self.claims[first].listed = first
        return Claim(slot, previous.label, previous.kind, previous.down, compared=previous.compared, listed=first)
