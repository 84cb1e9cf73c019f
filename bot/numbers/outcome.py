"""What executing a plan gives, before it is written."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer import Figure
from bot.plan import Passage
from index.facts import Fact


@dataclass(frozen=True, slots=True)
class Computed:
    """Figures, the one asked for first. shape: "figure", "figures" or "range" (low, then high). words: quoted after them."""

    figures: tuple[Figure, ...]
    shape: str
    words: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Selected:
    """What a selection chose.

    winners, losers: figures with what each stands for, in order of choice; names match figures.
    give: "period", "label", "value", "count" or "comparison". by: as the plan says. difference: winner less runner-up,
    for a comparison. threshold: what each was held against. equal: the best ones cannot be told apart.
    left_out: why some candidates were not compared.
    """

    winners: tuple[Figure, ...]
    names: tuple[str, ...]
    losers: tuple[Figure, ...]
    loser_names: tuple[str, ...]
    give: str
    by: str
    operator: str = ""
    threshold: Figure | None = None
    difference: Figure | None = None
    equal: bool = False
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether left operator right holds; right None stands for zero."""

    holds: bool
    left: Figure
    operator: str
    right: Figure | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    """The filing's own words."""

    quotes: tuple[Passage, ...]
    shape: str
    value: bool | int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The honest no."""

    reason: str
    looked_for: str
    nearest: tuple[Fact | Passage, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question back, with complete questions to choose from."""

    about: str
    choices: tuple[str, ...]


Outcome = Computed | Selected | Judged | Quoted | Refused | Asked
