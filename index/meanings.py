"""How a claim is meant: its sign, whether it is guidance, which guidance, and what loosens or labels it."""

from __future__ import annotations

import re
from dataclasses import replace

from index.amount_values import Amount
from index.claims import Claim
from index.metric_phrases import is_loss

_FORESEES = re.compile(
    r"\b(?:expects?|anticipates?|projects|forecasts?|foresees?|targets|guides|guidance|outlook|(?:is|are"
    r"|was|were|currently|now)\s+(?:expected|anticipated|projected|forecast|estimated)"
    r"|(?:will|should)\s+be|to\s+be\s+(?:between|in\s+the\s+range|approximately|about)|expectations?"
    r"|expecting|anticipating|our\s+(?:expected|anticipated)|expected\s+to)\b",
    re.IGNORECASE,
)
_FORESEEING_SECTION = re.compile(r"\b(?:guidance|outlook|targets|forecast)\b", re.IGNORECASE)
_PAST = re.compile(
    (
        r"\b(?:was|were|had|reported|recorded|totaled|increased|decreased|declined|rose|fell|grew|generated"
        r"|recognized|ended|expected\s+in\s+(?:prior|earlier))\b"
    ),
    re.IGNORECASE,
)
_PREVIOUS_GUIDANCE = re.compile(
    (
        r"\b(?:(?:previous|prior|earlier|original|initial|former|old)(?:ly)?\s+(?:\w+\s+){0,3}?(?:guidance"
        r"|outlook|forecast|estimates?|expect\w*|range|issued|provided|announced|projected))\b"
    ),
    re.IGNORECASE,
)
_UPDATED = re.compile(
    (
        r"\b(?:updat\w+|revis\w+|rais(?:es|ed|ing)|lower(?:s|ed|ing)?|now\s+expects?|increas(?:es|ed"
        r"|ing)\s+(?:its|our)|reaffirm\w*|reiterat\w*)\b"
    ),
    re.IGNORECASE,
)
_LABEL_QUALIFIERS = (
    (re.compile(r"\bnon-?GAAP\b|\badjusted\b|\bcore\b", re.IGNORECASE), "non-GAAP"),
    (re.compile(r"\bpro[\s-]?forma\b", re.IGNORECASE), "pro forma"),
    (re.compile(r"\bunaudited\b|\bpreliminary\b", re.IGNORECASE), "unaudited"),
    (re.compile(r"\b(?:constant[\s-]currency|organic)\b", re.IGNORECASE), "constant currency"),
    (re.compile(r"\brestated\b", re.IGNORECASE), "restated"),
)


def is_previous(claim: Claim) -> bool:
    """Whether an amount is guidance given before."""
    return bool(_PREVIOUS_GUIDANCE.search(claim.lead[-60:]))


def signed(claim: Claim) -> list[Amount]:
    """The amounts with the sign the filing means: a loss is negative, a fall is negative, and a loss that grows falls."""
    amounts = list(claim.slot.amounts)
    changes = claim.kind in {"change", "percent_change"}
    money = amounts[0].unit not in {"count", "days", "months", "years"}
    negative = money and is_loss(claim.label) and claim.kind != "percent_of"
    if changes:
        negative = negative != claim.down
    elif amounts[0].unit == "percent":
        negative = False
    if not negative or amounts[0].value < 0:
        return amounts
    turned = [replace(amount, value=-amount.value) for amount in amounts]
    if len(turned) == 2:
        turned = [replace(turned[1], bound="low"), replace(turned[0], bound="high")]
    return turned


def is_guidance(claim: Claim, sentence: str, *, guiding: bool) -> bool:
    """Whether an amount is foreseen: its clause says so, or its section does and nothing in the sentence is past."""
    lead = claim.lead
    if is_previous(claim):
        return True
    foreseen = list(_FORESEES.finditer(lead))
    past = list(_PAST.finditer(lead))
    if foreseen:
        return not past or past[-1].start() < foreseen[-1].start() or past[-1].end() < foreseen[0].start()
    return guiding and not _PAST.search(sentence)


def qualifiers(claim: Claim, amount: Amount) -> tuple[str, ...]:
    found = [amount.qualifier] if amount.qualifier else []
    found += [name for pattern, name in _LABEL_QUALIFIERS if pattern.search(claim.label)]
    return (*found, *claim.notes)


def speaks_of_guidance(section: tuple[str, ...]) -> bool:
    """Whether the innermost heading announces guidance, or leads to a list of what is expected."""
    innermost = " ".join(section[-1:])
    return bool(_FORESEEING_SECTION.search(innermost) or _LEADS_TO_GUIDANCE.search(innermost))


# "... the Company expects:" above a list; "Fiscal 2024 outlook:" before the sentences of a paragraph.
_LEADS_TO_GUIDANCE = re.compile(
    r"\b(?:expects?|anticipates?|projects?|forecasts?|targets?|guidance|outlook)\b[^.:]{0,60}:\s*$", re.IGNORECASE
)
_OPENS_GUIDANCE = re.compile(r"^\W*[^.:]{0,40}\b(?:guidance|outlook)\b[^.:]{0,20}:\s", re.IGNORECASE)


def opens_guidance(text: str) -> bool:
    """Whether a sentence opens a paragraph of guidance, by a heading of its own before a colon."""
    return bool(_OPENS_GUIDANCE.match(text))


def updates_guidance(text: str) -> bool:
    """Whether a sentence changes or confirms guidance."""
    return bool(_UPDATED.search(text) and _FORESEES.search(text))
