"""Passages: what retrieval returns. They break at rows and sentences, and together tile the filing's text."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.embedded_text import embedded_words
from index.filing import Filing, Section, Table
from index.layout import Anchor, Span
from index.sentences import sentences_of

FEW = 120
"""Characters of prose that make no passage of their own."""
_TITLE, _SECTION, _CAPTION, _HEADS, _ABOVE = 80, 140, 160, 200, 80  # characters of context each may take


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a filing.

    id: hash of filing and position. span: its place; passages of a filing tile its text without overlap.
    context: title, section, caption and column heads, embedded before the text (`context + text`), not part of it.
    page: where it starts. table: number of the typed table it is rows of; None for prose.
    """

    id: str
    filing: str
    section: tuple[str, ...]
    span: Span
    text: str
    context: str
    page: int | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True)
class _Atom:
    """The least that a passage is made of: a sentence, a row, a heading, with the white space after it.

    words: what of it is embedded.
    """

    start: int
    end: int
    words: str
    section: tuple[str, ...]
    table: int | None = None


def passages_of(filing: Filing, fits: Callable[[str], bool]) -> tuple[Passage, ...]:
    """The passages that tile a filing's text, in order.

    fits: whether the embedding model reads the whole of a text; asked of the context and of what is embedded of the
    text. A longer text is taken to fit no better than a shorter one. A passage that cannot be kept within it at a
    sentence or row breaks at a space.
    """
    pages = PageFinder(filing.anchors)
    tables = {table.number: table for table in filing.tables}
    made: list[Passage] = []
    guess = 1_000
    for group in _groups(_atoms(filing), pages):
        first = next((atom for atom in group if atom.table is not None), max(group, key=lambda atom: len(atom.words)))
        table = tables.get(first.table) if first.table is not None else None
        ends = [atom.end for atom in group]
        start = group[0].start
        while start < ends[-1]:
            context = _context(filing, first.section, table, start, fits)
            end = _furthest(filing.text, start, group, ends, guess, _after(context, fits))
            guess = max(200, end - start)
            made.append(_passage(filing, first, Span(start, end), context, pages.at(start)))
            start = end
    return tuple(made)


def _after(context: str, fits: Callable[[str], bool]) -> Callable[[str], bool]:
    """Whether a text fits with its context before it."""
    return lambda text: fits(context + text)


def _passage(filing: Filing, atom: _Atom, span: Span, context: str, page: int | None) -> Passage:
    key = f"{filing.record.id}:{span.start}:{span.end}"
    name = hashlib.sha256(key.encode()).hexdigest()[:24]
    return Passage(name, filing.record.id, atom.section, span, span.of(filing.text), context, page, atom.table)


# -- where passages may break -----------------------------------------------------------------------------------


def _atoms(filing: Filing) -> list[_Atom]:
    """The whole text, cut at every section, paragraph, sentence and table row."""
    text = filing.text
    cuts: dict[int, int | None] = {0: None}  # where an atom begins -> the table it is of
    for section in filing.sections:
        cuts.setdefault(section.span.start, None)
    for paragraph in filing.paragraphs:
        for piece in paragraph.pieces:
            cuts.setdefault(piece.start, None)
        for sentence in sentences_of(text, paragraph):
            cuts.setdefault(sentence.span.start, None)
    prose = sorted(cuts)
    for table in filing.tables:
        for cut in prose[bisect_left(prose, table.span.start) : bisect_left(prose, table.span.end)]:
            cuts.pop(cut, None)
        for start in _row_starts(text, table):
            cuts[start] = table.number
        cuts.setdefault(table.span.end, None)
    cuts.setdefault(0, None)
    starts = sorted(cut for cut in cuts if 0 <= cut < len(text))
    sections = SectionFinder(filing.sections)
    return [
        _Atom(
            start, end, embedded_words(text[start:end], table=cuts[start] is not None), sections.at(start), cuts[start]
        )
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
        if start < end
    ]


def _row_starts(text: str, table: Table) -> list[int]:
    """Where each row of a table begins: after the line break before it, where it begins a line."""
    first: dict[int, int] = {}
    for cell in table.cells:
        if cell.span.start < cell.span.end:
            first[cell.row] = min(cell.span.start, first.get(cell.row, cell.span.start))
    starts = {table.span.start}
    for row_start in first.values():
        line = text.rfind("\n", 0, row_start) + 1
        starts.add(line if not text[line:row_start].strip() and line > table.span.start else row_start)
    return sorted(start for start in starts if table.span.start <= start < table.span.end)


def _groups(atoms: Sequence[_Atom], pages: PageFinder) -> list[list[_Atom]]:
    """Neighbours that may share a passage; and a few words with what they lead to.

    A heading goes with the text or table under it, and what little is left under a table with the table: alone they
    would answer nothing, and stand before what does.
    """
    groups: list[list[_Atom]] = []
    for atom in atoms:
        last = groups[-1][-1] if groups else None
        if last and _together(last, atom, pages):
            groups[-1].append(atom)
        else:
            groups.append([atom])
    joined: list[list[_Atom]] = []
    leading: list[_Atom] = []
    for group, following in zip(groups, [*groups[1:], []], strict=True):
        page = pages.at(group[0].start)
        if joined and not leading and not any(atom.words.strip() for atom in group):
            joined[-1] += group
            continue
        if group[0].table is None and sum(len(atom.words) for atom in group) <= FEW and following:
            if pages.at(following[0].start) == page or not joined:
                leading += group
                continue
            if not leading and pages.at(joined[-1][0].start) == page:
                joined[-1] += group
                continue
        joined.append([*leading, *group])
        leading = []
    return joined


def _together(last: _Atom, atom: _Atom, pages: PageFinder) -> bool:
    """Whether two neighbours are of one table, or prose of one section on one page: a passage is cited by its page."""
    if last.table != atom.table or last.section != atom.section:
        return False
    return atom.table is not None or pages.at(last.start) == pages.at(atom.start)


def _furthest(
    text: str, start: int, atoms: Sequence[_Atom], ends: Sequence[int], guess: int, fits: Callable[[str], bool]
) -> int:
    """The end of the longest run of atoms from `start` that fits; where not even one does, the last space that does.

    Probes outward from the guess, then halves: asking what fits is what costs.
    """
    first = bisect_right(ends, start)
    table = atoms[first].table is not None
    head = embedded_words(text[start : ends[first]], table=table)  # of an atom that was broken, what is left
    low, high = first - 1, len(ends)  # ends[low] fits, ends[high] does not
    probe = min(max(bisect_right(ends, start + guess) - 1, first), len(ends) - 1)
    step = 1
    while high - low > 1:
        if fits("".join([head, *[atom.words for atom in atoms[first + 1 : probe + 1]]])):
            low = probe
            probe = low + step
        else:
            high = probe
            probe = high - step
        step *= 2
        if not low < probe < high:
            probe = (low + high) // 2
    return (
        ends[low]
        if low >= first
        else _within(text, start, ends[first], lambda part: fits(embedded_words(part, table=table)))
    )


def _within(text: str, start: int, end: int, fits: Callable[[str], bool]) -> int:
    """Where to break a sentence or row that is too long: after a mark, else a space, else anywhere; at least one character."""
    low, high = start + 1, end
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[start:middle]) else (low, middle - 1)
    if low >= end:
        return end
    for pattern in (r"[;:]\s+|\n", r"\s+"):
        breaks = [m.end() for m in re.finditer(pattern, text[start:low])]
        if breaks and breaks[-1] > (low - start) // 2:
            return start + breaks[-1]
    return low


# -- what is embedded beside the text ---------------------------------------------------------------------------


def _context(
    filing: Filing, section: tuple[str, ...], table: Table | None, start: int, fits: Callable[[str], bool]
) -> str:
    """The lines before the text: title, section, caption, column heads, and the headings above the first row."""
    lines = [_cut(filing.record.title, _TITLE), _cut(" > ".join(section), _SECTION)]
    if table is not None:
        lines += [_cut(table.caption, _CAPTION), _cut(_heads(table), _HEADS), _cut(_above(table, start), _ABOVE)]
    lines = [line for line in dict.fromkeys(lines) if line]
    while lines and not fits("\n".join(lines) * 2):  # at least half of what the model reads is left for the text
        lines.pop(0)
    return "\n".join(lines) + "\n" if lines else ""


def _heads(table: Table) -> str:
    heads: dict[int, str] = {}
    for cell in table.cells:
        if cell.quantity is not None and cell.column_path:
            heads.setdefault(cell.column, " ".join(cell.column_path))
    return " | ".join(dict.fromkeys(heads[column] for column in sorted(heads)))


def _above(table: Table, start: int) -> str:
    """The headings above the row that begins at or after a position."""
    below = min(
        (cell for cell in table.cells if cell.span.start >= start), key=lambda cell: cell.span.start, default=None
    )
    return " > ".join(below.row_path[:-1]) if below else ""


def _cut(line: str, length: int) -> str:
    line = " ".join(line.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0]


class SectionFinder:
    """Finds the innermost section at a position."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sorted(sections, key=lambda section: (section.span.start, -section.span.end))
        self._next = 0
        self._open: list[Section] = []

    def at(self, position: int) -> tuple[str, ...]:
        """The path of the innermost section; positions are asked in ascending order."""
        while self._next < len(self._sections) and self._sections[self._next].span.start <= position:
            self._open.append(self._sections[self._next])
            self._next += 1
        self._open = [section for section in self._open if position < section.span.end]
        return max((section.path for section in self._open), key=len, default=())


class PageFinder:
    """Finds the page a position stands on."""

    def __init__(self, anchors: Sequence[Anchor]) -> None:
        paged = [anchor for anchor in anchors if anchor.page is not None]
        self._starts = [anchor.span.start for anchor in paged]
        self._pages = [anchor.page for anchor in paged]

    def at(self, position: int) -> int | None:
        if not self._starts:
            return None
        return self._pages[max(0, bisect_right(self._starts, position) - 1)]
