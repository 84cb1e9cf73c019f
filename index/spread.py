"""Which columns a head stands over where the grid does not say how wide it is: by its place, and by what stands below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.heads import kind_of_head, read_when
from index.matrix import Piece, Row
from index.scales import read_scale


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds figures (or words): the grid columns it covers, half open, and the heads over it."""

    left: int
    right: int
    path: tuple[str, ...] = ()


def is_scale_note(text: str) -> bool:
    """Whether a head says only in what the figures are; alone in its row, it speaks for every column."""
    scale = read_scale(text)
    return (scale.money is not None or scale.shares is not None) and read_when(text).empty


def sorts_beneath(heads: Sequence[Row], columns: tuple[Column, ...], stub_right: int) -> tuple[str, ...]:
    """What the lowest head over each column, or the nearest left of it, names: a "period", a "change" or something "other"."""
    for row in reversed(heads):
        pieces = [piece for piece in row if piece.left >= stub_right and not is_scale_note(piece.text)]
        if len(pieces) < 2:
            continue
        before = [[p for p in pieces if p.left < column.right] for column in columns]
        return tuple(_sort_of(some[-1].text) if some else "other" for some in before)
    return ()


def _sort_of(head: str) -> str:
    if kind_of_head((head,), percent=False) in {"change", "percent_change"}:
        return "change"
    return "other" if read_when(head).empty else "period"


# A head that breaks off here goes on in the head below it, and is no one else's.
_BREAKS_OFF = re.compile(r"\b(?:of|at|in|on|for|to|from|by|with|the|and)$", re.IGNORECASE)


def spread(
    pieces: Sequence[Piece],
    columns: tuple[Column, ...],
    groups: list[list[int]],
    beneath: tuple[Sequence[str], Sequence[str]],
) -> list[list[int]]:
    """Which columns each head covers where the grid does not say: each group of the row above is divided.

    beneath: the heads that stand lower, one over each column, where there are any; and of what sort the lowest are.
    """
    lowest, sorts = beneath
    at = [_nearest(piece, columns) for piece in pieces]
    if len(pieces) == 1 and len(columns) > 1 and _BREAKS_OFF.search(pieces[0].text.strip()):
        return [[at[0]]]
    covers: list[list[int]] = [[] for _ in pieces]
    for group in groups:
        members = [index for index, column in enumerate(at) if column in group]
        anchors = sorted({at[index] for index in members})
        if not anchors:
            continue
        shares = _unmixed(_divide(group, anchors, lowest), anchors, sorts)
        for index in members:
            covers[index] = _of_its_sort(pieces[index].text, shares[anchors.index(at[index])], at[index], sorts)
    return covers


def _unmixed(shares: list[list[int]], anchors: list[int], sorts: Sequence[str]) -> list[list[int]]:
    """The shares, with columns between two heads given to the one over columns of their sort (years beside years)."""
    if not sorts:
        return shares
    found = [list(share) for share in shares]
    for number, (left, right) in enumerate(pairwise(found)):
        while right and right[0] < anchors[number + 1] and sorts[right[0]] != sorts[anchors[number + 1]]:
            if sorts[right[0]] != sorts[anchors[number]]:
                break
            left.append(right.pop(0))
        while left and left[-1] > anchors[number] and sorts[left[-1]] != sorts[anchors[number]]:
            if sorts[left[-1]] != sorts[anchors[number + 1]]:
                break
            right.insert(0, left.pop())
    return found


def _of_its_sort(head: str, share: list[int], anchor: int, sorts: Sequence[str]) -> list[int]:
    """A share without the columns of plain periods, where the head over it tells of a change."""
    if not sorts or _sort_of(head) != "change" or sorts[anchor] == "period":
        return share
    return [column for column in share if sorts[column] != "period"]


def _nearest(piece: Piece, columns: tuple[Column, ...]) -> int:
    middle = (piece.left + piece.right) / 2
    inside = [n for n, c in enumerate(columns) if piece.over(c.left, c.right)]
    if inside:
        return inside[0]
    return min(range(len(columns)), key=lambda n: abs((columns[n].left + columns[n].right) / 2 - middle))


def _divide(group: list[int], anchors: list[int], lowest: Sequence[str]) -> list[list[int]]:
    """A run of columns divided among the heads that stand over some of them: evenly where that fits, else rightwards.

    No head covers two columns that are called the same, where another division leaves each its own.
    """
    if len(group) % len(anchors) == 0:
        size = len(group) // len(anchors)
        even = [group[n : n + size] for n in range(0, len(group), size)]
        if all(anchor in part for anchor, part in zip(anchors, even, strict=True)):
            return even
    cuts = [group.index(anchor) for anchor in anchors]
    onward = [group[a:b] for a, b in zip(cuts, [*cuts[1:], len(group)], strict=True)]
    if len(anchors) == 1 or cuts[0] == 0:
        return [[*group[: cuts[0]], *onward[0]], *onward[1:]]
    # Heads set over the right end of what they cover, or over the left end with columns of no head before them.
    back = [group[a + 1 : b + 1] for a, b in zip([-1, *cuts[:-1]], [*cuts[:-1], len(group) - 1], strict=True)]
    return onward if _repeats(back, lowest) and not _repeats(onward, lowest) else back


def _repeats(shares: list[list[int]], lowest: Sequence[str]) -> bool:
    """Whether some share holds two columns that are called the same."""
    return bool(lowest) and any(len({lowest[n] for n in share}) < len(share) for share in shares)


def regrouped(groups: list[list[int]], told: list[list[int]]) -> list[list[int]]:
    """The groups as the row just read divides them; columns it says nothing of keep theirs."""
    found: list[list[int]] = []
    for group in groups:
        parts = [part for part in told if part and part[0] in group]
        covered = {column for part in parts for column in part}
        rest = [column for column in group if column not in covered]
        unique: list[list[int]] = []
        for part in parts:
            if part not in unique:
                unique.append(part)
        found.extend(sorted([*unique, *([rest] if rest else [])]) if unique else [group])
    return found
