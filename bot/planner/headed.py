"""Things that head rows of their own in one table: "Americas:" over its net sales and its operating income, or over what
"Total Americas" adds up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.lexicon import LIGHT_STEMS, stems, wordings
from bot.planner.binding import Desk
from bot.series import Series

_TOTAL_OF = re.compile(r"^\s*(?:sub-?)?total\s+(?P<of>\S.*)$", re.IGNORECASE)
_FEWEST = 2


def headed_by_things(desk: Desk, asked: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[Series, ...]]]:
    """The heads of a table's rows and the line of each that gives what is asked, table by table.

    asked: stems of the measure, in order. A head's total gives it where what announces the table says the measure.
    """
    ways = [frozenset(said) for said, _, _ in wordings(asked)]
    for lines in desk.index.by_table.values():
        plain = [line for line in lines if line.facts[0].kind == "value"]
        for found in (_each_with_line(plain, ways), _each_with_total(plain, ways)):
            if len(found) >= _FEWEST:
                yield tuple(found), tuple(found.values())
                break


def _each_with_line(lines: Sequence[Series], ways: Sequence[frozenset[str]]) -> dict[str, Series]:
    """The one line under each head whose own words are the measure; nothing where a head has two."""
    found: dict[str, Series] = {}
    for line in lines:
        head = _head(line)
        if (
            head
            and not line.entity
            and any(said - LIGHT_STEMS <= frozenset(line.words) <= said | LIGHT_STEMS for said in ways)
        ):
            if head in found:
                return {}
            found[head] = line
    return found


def _each_with_total(lines: Sequence[Series], ways: Sequence[frozenset[str]]) -> dict[str, Series]:
    """The total of each head's rows, where what stands round the table says the measure."""
    heads = {stems(_head(line)): _head(line) for line in lines if _head(line)}
    found: dict[str, Series] = {}
    for line in lines:
        total = _TOTAL_OF.match(line.label)
        head = heads.get(stems(total["of"])) if total else None
        if head is None or line.entity:
            continue
        if not any(said <= line.titled | line.context for said in ways):
            return {}
        found[head] = line
    return found


def _head(line: Series) -> str:
    """What stands over a line in its table; "" for nothing."""
    above = line.facts[0].path[:-1]
    return above[-1].strip().rstrip(":") if above and line.origin != "prose" else ""


def is_repeated(lines: Sequence[Series], path: Sequence[str], names: Sequence[str]) -> bool:
    """Whether most rows that stand under one head of a table stand under another of its heads, too."""
    elsewhere = {line.label for line in lines if line.facts[0].path[:-1] and line.facts[0].path[:-1] != tuple(path)}
    return bool(path) and 2 * sum(name in elsewhere for name in names) > len(names)
