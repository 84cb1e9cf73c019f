"""Questions over several companies, put as one question that may be asked of each: "compare A's and B's revenue"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MORE = r"(?:higher|larger|greater|bigger|more|better|stronger|highest|largest|greatest|biggest|most|best|strongest)"
_LESS = r"(?:lower|smaller|less|fewer|worse|weaker|lowest|smallest|least|fewest|worst|weakest)"
_HAD = (
    r"(?:had|have|has|reported|report|reports|posted|post|recorded|record|generated|generate|earned|earn"
    r"|made|make|spent|spend|booked|book|paid|pay|held|hold|carried|carry)"
)
_ONE = r"¤(?P<{}>['’]s?)?"
_ANY = r"¤(?:['’]s?)?"
_JOINED = rf"{_ANY}(?:(?:\s*,\s*(?:and |or |& )?|\s+(?:and|or|&|versus|vs\.?)\s+){_ANY})+"
_LIST = re.compile(_JOINED)
_LIST_TO = re.compile(rf"{_ANY}(?:\s*,)?\s+(?:with|to|against)\s+{_ANY}")
# A list set beside the question proper: ", A or B?", "Of A and B, which ...", "between A and B".
_ASIDE = re.compile(
    rf"(?:[,:;–—-]\s*|\s*\((?=[^)]*\)))?(?:\b(?:of|between|among|out of|for|is it|was it)\s+)?{_JOINED}\)?\s*[,:;–—-]?", re.IGNORECASE
)  # fmt: skip
_WHICH = re.compile(
    rf"^(?:and |so )?(?:(?:which|who|what|did|does|do)\b)\s*(?:(?:company|one|filer|business|firm|of (?:the two|them|these)(?: companies)?)\s+)*{_HAD}\s+(?:the |a )?"
    rf"(?:(?P<more>{_MORE})|(?P<less>{_LESS}))\s+(?:on |in )?(?P<what>.+)$",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    rf"^(?:and |so )?(?:whose|which company['’]s)\s+(?P<what>.+?)\s+(?:was|were|is|are)\s+(?:the )?(?:(?P<more>{_MORE})|(?P<less>{_LESS}))\b(?P<when>.*)$",
    re.IGNORECASE,
)
_THAN = re.compile(
    rf"^(?:and |so )?(?:was|were|is|are)\s+{_ONE.format('own')}\s+(?P<what>.+?)\s+(?:(?P<more>{_MORE})|(?P<less>{_LESS}))(?P<when>[^¤]*?)\s+than\s+(?:that of |those of )?{_ANY}(?P<rest>.*)$",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"^(?:and |so |please )?(?:compare|contrast|how (?:did|does|do|has|have|was|is))\s+(?:the )?{_ONE.format('own')}\s+(?P<what>.+?)\s+(?:compared? )?(?:with|to|against|and|versus|vs\.?)\s+(?:that of |those of )?{_ANY}(?P<rest>.*)$",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\s+(?:compare|compared|stack up|measure up)$", re.IGNORECASE)
_BY = re.compile(
    r"^(?:please )?(?:compare|contrast)\s+¤\s+(?:on|by|in terms of|for their|in)\s+(?P<what>.+)$", re.IGNORECASE
)
_BIDS = re.compile(
    r"^(?:please )?(?:compare|contrast|show(?: me)?|give(?: me)?|tell me|set out)\s+(?:the )?", re.IGNORECASE
)
_HOW_DID = re.compile(r"^how (?:did|does|do|has|have)\s+(?P<what>¤['’]s .+?)\s+compared?\b(?P<when>.*)$", re.IGNORECASE)
_IDLE = re.compile(r"\b(?:respectively|each of|both)\b,?", re.IGNORECASE)
# What is asked of the companies together is no question for each.
_TOGETHER = re.compile(r"\b(?:combined|together|in total|sum of|total of|difference|gap|between them|ratio of|merge\w*)\b", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """A question for each of several companies. by: "max" or "min" where it asks whose is, "" where for the figures.

    asked: the question, with "¤" where the company's name stands.
    """

    asked: str
    by: str = ""

    def of(self, name: str) -> str:
        """The question for one company."""
        return self.asked.replace("¤", name)


def read_compared(text: str, names: Sequence[tuple[int, int]]) -> Compared | None:
    """The question for each, where a question sets companies side by side; None where it does not, or asks of them together.

    names: where companies are named in the text (start, end), in order, two or more.
    """
    masked = _masked(text.strip(), names)
    if len(names) < 2 or _TOGETHER.search(masked):
        return None
    masked = " ".join(_IDLE.sub(" ", masked).strip(" ?.!").split())
    return _chosen(masked) or _two(masked) or _listed(masked)


def _masked(text: str, names: Sequence[tuple[int, int]]) -> str:
    done, at = [], 0
    for start, end in names:
        possessive = re.search(r"['’]s?$", text[start:end])
        done += [text[at:start], "¤", possessive[0] if possessive else ""]
        at = end
    return "".join((*done, text[at:]))


def _chosen(masked: str) -> Compared | None:
    """Which of them, or whose, is the larger."""
    bare = " ".join(_ASIDE.sub(" ", masked, count=1).split())
    if "¤" in bare:
        return None
    found = _WHICH.match(bare) or _WHOSE.match(bare)
    if found is None:
        return None
    when = found.groupdict().get("when") or ""
    return Compared(_tidy(f"What was ¤'s {found['what']} {when}?"), "max" if found["more"] else "min")


def _two(masked: str) -> Compared | None:
    """One company's line set against the other's."""
    if masked.count("¤") != 2:
        return None
    found = _THAN.match(masked) or _BESIDE.match(masked)
    if found is None or not found["own"]:
        return None
    parts = found.groupdict()
    what = _COMPARED.sub("", found["what"])
    rest = re.sub(rf"^\s*{re.escape(what)}\b", "", parts["rest"], flags=re.IGNORECASE)
    by = "max" if parts.get("more") else "min" if parts.get("less") else ""
    return Compared(_tidy(f"What was ¤'s {what} {parts.get('when') or ''} {rest}?"), by)


def _listed(masked: str) -> Compared | None:
    """A list of them in the place of one."""
    bids = _BIDS.match(masked)
    found = _LIST.search(masked) or (_LIST_TO.search(masked) if bids else None)
    if found is None or found[0].count("¤") != masked.count("¤"):
        return None
    owned = re.search(r"['’]s?$", found[0])
    one = masked[: found.start()] + "¤" + ("'s" if owned else "") + masked[found.end() :]
    by = _BY.match(one)
    how = _HOW_DID.match(one)
    if by is not None:
        one = f"What was ¤'s {by['what']}"
    elif how is not None:
        one = f"What was {how['what']}{how['when']}"
    elif bids is not None:
        one = "What was the " * ("¤'s" not in one[: bids.end() + 3]) + one[bids.end() :]
        one = one if one.startswith("What") else f"What was {one}"
    one = re.sub(r"\b(?:between|among|across) ¤", "of ¤", one)
    return Compared(_tidy(f"{one}?"))


def _tidy(text: str) -> str:
    return re.sub(r"\s+([?,])", r"\1", " ".join(text.split())).replace(",?", "?")
