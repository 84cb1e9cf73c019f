"""Plans the share of a company's shares that were at its meeting: those represented, of those outstanding and entitled to vote."""

from __future__ import annotations

import re

from bot.plan import Compute, Operation, Plan
from bot.planner.binding import Desk
from bot.planner.draft import Draft
from bot.question.reading import Kind
from index.facts import Fact
from index.quantity import COUNT, SHARES

_ASKED = re.compile(
    r"\bturn-?out\b|(?:%|\bper ?cent\w*|\bshare of|\bproportion|\bfraction)[^?]*\bshares?\b[^?]*\b(?:represented|present|quorum)\b"
    r"|(?:%|\bper ?cent\w*|\bproportion|\bfraction)[^?]*\b(?:represented|present)\b[^?]*\bmeeting\b",
    re.IGNORECASE,
)
_REPRESENTED = re.compile(r"\b(?:represented|present)\b[^.]*\b(?:proxy|quorum|meeting)\b|\bquorum\b", re.IGNORECASE)
_ENTITLED = re.compile(r"\b(?:outstanding|entitled to vote|issued)\b", re.IGNORECASE)


def turnout_plan(desk: Desk) -> Plan | None:
    """The plan for a question about turnout; None where it is none, or the filing gives not just one figure of each kind."""
    if desk.reading.kind is not Kind.FIGURE or not _ASKED.search(desk.reading.text):
        return None
    text = desk.shelf.filing(desk.filing).text
    counts = [
        f for f in desk.shelf.facts(desk.filing) if f.origin == "prose" and f.unit in {SHARES, COUNT} and f.sentence
    ]
    present = [f for f in counts if _REPRESENTED.search(_sentence(text, f))]
    entitled = [f for f in counts if f not in present and _ENTITLED.search(_sentence(text, f))]
    parts, wholes = {f.value for f in present}, {f.value for f in entitled}
    if len(parts) != 1 or len(wholes) != 1 or not 0 < present[0].value <= entitled[0].value:
        return None
    draft = Draft()
    result = draft.step(Operation.SHARE, (draft.fact(present[0]), draft.fact(entitled[0])))
    desk.confidences.append(0.85)
    label = "Share of the shares entitled to vote that were represented"
    return Plan(Compute((draft.program(result, label, decimals=desk.reading.decimals),)))


def _sentence(text: str, fact: Fact) -> str:
    return fact.sentence.of(text) if fact.sentence is not None else ""
