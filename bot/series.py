"""One line of a filing as a reader sees it: facts that differ in period only, with the words that tell the line from others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.lexicon import LIGHT_STEMS, all_stems, stem, stems
from bot.lines import PART, column_stems, entity_of, row_is_period, shared_entity, undated_label, without_periods
from index.facts import Fact

# What a label adds to its name: "(see note)", ", net of allowances".
_ASIDE = re.compile(
    r"\((?:[^()]|\([^()]*\))*\)|(?<=\w)[,–-] ?\s*(?:net|less|including|excluding|primarily|principally|gross)\b.*$",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"\(([A-Z]{2,6})\)")


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a filing.

    label: as printed (the column's where the rows are periods). heads: stems above it. entity: stems of the column that
    tell no period. context: stems of the caption, section or sentence. facts: one for each period, in text order.
    core: the label's stems outside parentheses. alias: the letters in parentheses that the label is short for. all_words: of label, column and headings. totals: stems of two things that a label totals ("Total liabilities and equity" is neither of them). beside: stems of the prose that stands next to the table. bare: whether the label says no more than "Total". part: stems of the title that it is told under, where it is told otherwise under another. titled: stems of what the sentence that announces the table calls it.
    """

    key: tuple[object, ...]
    filing: str
    label: str
    words: tuple[str, ...]
    heads: frozenset[str]
    entity: tuple[str, ...]
    context: frozenset[str]
    facts: tuple[Fact, ...]
    origin: str
    entity_text: str = ""
    beside: frozenset[str] = frozenset()
    bare: bool = False
    totals: frozenset[str] = frozenset()
    core: frozenset[str] = frozenset()
    all_words: frozenset[str] = frozenset()
    titled: frozenset[str] = frozenset()
    alias: str = ""
    part: frozenset[str] = frozenset()

    @property
    def unit(self) -> str:
        return self.facts[0].unit

    @property
    def name(self) -> str:
        """What to call the line: its label, and the column's, or the title's, where that tells it from its neighbours."""
        if self.part:
            return f"{self.label} ({self.facts[0].section[-1]})"
        return (
            f"{self.label} ({self.entity_text})" if self.entity_text and self.words else self.label or self.entity_text
        )


def of_table(texts: Mapping[int, str], fact: Fact) -> str:
    return texts.get(fact.table, "") if fact.table is not None else ""


def series_of(
    key: tuple[object, ...],
    facts: tuple[Fact, ...],
    caption: str,
    sentence: Callable[[Fact], str],
    beside: str,
    title: str,
) -> Series:
    first = facts[0]
    turned = first.origin != "prose" and first.table is not None and row_is_period(first)
    label = _label(first, title) if turned else undated_label(first.label) if key[0] == "dated" else first.label
    entity = () if turned or first.origin == "prose" else shared_entity(facts)
    entity_text = entity_of(first) if entity else ""
    above = first.path[:-1]
    around = " ".join((caption, " ".join(first.section[-2:]), sentence(first) if first.origin == "prose" else ""))
    if first.of:
        around += " " + first.of
    columns = (
        {word for fact in facts for word in column_stems(fact)} if first.origin != "prose" and not turned else set()
    )
    words = without_periods(label) if turned or key[0] == "dated" else stems(label)
    # What a figure within a label is called ("receivables, net of allowances of") is all its name.
    within = first.origin == "table" and first.column_index is None
    return Series(
        key=key,
        filing=first.filing,
        label=label,
        words=words,
        heads=frozenset(part for head in above for part in stems(head)),
        entity=entity,
        context=frozenset(stems(around)) | columns,
        beside=frozenset(stems(beside)) if first.origin != "prose" else frozenset(),
        totals=_totalled(label),
        all_words=frozenset((*words, *entity, *(part for head in above for part in stems(head)))),
        core=frozenset(stems(label if within else _ASIDE.sub(" ", label))) & frozenset(words) or frozenset(words),
        bare=set(words) <= _BARE or set(without_periods(label)) <= _BALANCES,
        titled=frozenset(stems(title)) if first.origin != "prose" else frozenset(),
        facts=facts,
        origin=first.origin,
        alias=stem(short[1].lower()) if (short := _ALIAS.search(label)) else "",
        entity_text=entity_text,
        part=frozenset(stems(" ".join(first.section[-1:]))) if PART in key else frozenset(),
    )


def _label(fact: Fact, title: str) -> str:
    """The name of a column whose rows are periods: its head, or what the table is announced as where the head is bare."""
    own = fact.label if fact.label != fact.row else fact.column if fact.row else entity_of(fact)
    bare = set(without_periods(re.sub(r"\([^()]*\)", " ", own))) <= _BARE | _AMOUNTS
    return title if bare and title else own if fact.label != fact.row or not bare else fact.label


def _totalled(label: str) -> frozenset[str]:
    match = re.match(r"\s*totals?\s+(?P<a>.+?)\s+and\s+(?P<b>.+)$", label, re.IGNORECASE)
    return frozenset(stems(f"{match['a']} {match['b']}")) - LIGHT_STEMS if match else frozenset()


_BARE = frozenset(all_stems("total net totals balance"))
_AMOUNTS = frozenset(all_stems("amount amounts value values dollars thousands millions"))
# A line that only says that a balance is brought or carried forward.
_BALANCES = _BARE | frozenset(all_stems("beginning ending opening closing begin end start period year gross"))
