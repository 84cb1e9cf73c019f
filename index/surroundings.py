"""What stands round each grid of a layout: titles, captions, the sentence that leads to it, footnotes under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.filing import Section
from index.heads import read_when
from index.layout import Block, Grid, Heading, Layout, Paragraph, Span
from index.quantity import displayed
from index.scales import Scale, read_scale, scale_in_prose

_LONG = 220
_FOLLOWING = re.compile(r"\b(?:following|below|tables?)\b", re.IGNORECASE)
_NOTE = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[a-z])\)|\[\d{1,2}\]|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+|n/?m\b)\s*\S", re.IGNORECASE)
_TABULAR = re.compile(
    r"\btab(?:les?|ular)\b[^.()]{0,40}\b(?:in|of)\s+(?:thousands|millions|billions)\b"
    r"|\(\s*(?:all\s+(?:dollar\s+)?|tabular\s+(?:dollar\s+)?)amounts?\b[^)]{0,80}\)|"
    r"\bamounts\s+(?:are\s+)?(?:\w+\s+)?in\s+(?:thousands|millions)\b[^.]{0,80}\botherwise\s+\w+|"
    r"\bunless\s+otherwise\s+\w+,?\s+(?:dollars\s+|amounts\s+|are\s+)*in\s+(?:thousands|millions)\b|"
    r"\b(?:all|unless\s+otherwise\s+\w+),?\s[^.]{0,60}\bamounts\b[^.]{0,60}\bin\s+(?:thousands|millions)\b|"
    r"\([^()]{0,60}\bin\s+(?:thousands|millions)\b[^()]{0,80}\bunless\s+otherwise\s+\w+[^()]{0,20}\)|"
    r"\bexpressed\s+in\s+[^.;()]{0,30}(?:thousands|millions|['’]?000s?['’]?s?)\b['’]?s?[^.;()]{0,20}\bexcept\b[^.;]{0,60}",
    re.IGNORECASE,
)
# The head that pages of notes bear: "NOTES TO CONSOLIDATED FINANCIAL STATEMENTS (in thousands, except per share data)".
_OF_NOTES = re.compile(
    r"\bnotes\s+to\s+(?:[\w-]+\s+){0,4}(?:financial\s+)?statements\b[^()]{0,30}(?:\(continued\)[^()]{0,20})?"
    r"(?P<scale>\([^()]{0,60}\bin\s+(?:[\w.$]+\s+){0,2}(?:thousands|millions|billions)\b[^()]{0,120}\))",
    re.IGNORECASE,
)
_AFTER_NOTES = re.compile(r"\W*(?:item\s+\d|part\s+[ivx]+\b|signatures?\b|exhibits?\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Above:
    """What bears on a grid from above and below.

    captions: short lines right above it, from the top down. inherited: short lines above earlier tables of the same
    stretch. intro: the sentence before. section: the titles it stands under. adjacent: whether it directly follows
    another grid, as over a page break. notes: footnotes under it.
    """

    captions: tuple[str, ...]
    inherited: tuple[str, ...]
    intro: str
    section: tuple[str, ...]
    adjacent: bool
    notes: tuple[Span, ...]


def sections_of(layout: Layout) -> tuple[Section, ...]:
    """The titled stretches of a layout, in order; each runs to the next title of its level or above."""
    headings = [block for block in layout.blocks if isinstance(block, Heading)]
    found: list[Section] = []
    stack: list[Heading] = []
    for number, heading in enumerate(headings):
        while stack and stack[-1].level >= heading.level:
            stack.pop()
        stack.append(heading)
        end = next(
            (later.span.start for later in headings[number + 1 :] if later.level <= heading.level), len(layout.text)
        )
        path = tuple(displayed(title.span.of(layout.text)) for title in stack)
        found.append(Section(path, Span(heading.span.start, end)))
    return tuple(found)


def above_grids(layout: Layout, sections: Sequence[Section]) -> list[tuple[Grid, Above]]:
    """Each grid of a layout with what stands round it."""
    found: list[tuple[Grid, Above]] = []
    paths = {section.span.start: section.path for section in sections}
    path: tuple[str, ...] = ()
    for number, block in enumerate(layout.blocks):
        if isinstance(block, Heading):
            path = paths.get(block.span.start, path)
        elif isinstance(block, Grid):
            captions, inherited, intro = _lines_above(layout, number)
            adjacent = _follows_grid(layout.blocks, number)
            notes = tuple(_notes_below(layout, number))
            found.append((block, Above(captions, inherited, intro, path, adjacent, notes)))
    return found


def declared_scale(layout: Layout) -> Scale:
    """The scale a filing declares for all its tables ("tabular amounts in millions"); empty where it declares none."""
    for block in layout.blocks:
        if isinstance(block, Paragraph | Heading):
            text = block.span.of(layout.text)
            if len(text) < 1200 and _may_scale(text) and (found := _TABULAR.search(text)):
                scale = read_scale(found[0])
                if scale.money is not None:
                    return scale
    return Scale()


def noted_scales(layout: Layout) -> dict[Span, Scale]:
    """The scale that the head of a filing's notes states for them, and the stretch it speaks for: up to the next item."""
    found: dict[Span, Scale] = {}
    begun: tuple[int, Scale] | None = None
    before = ""
    for block in layout.blocks:
        if not isinstance(block, Paragraph | Heading) or block.span.end - block.span.start > 2 * _LONG:
            before = ""
            continue
        own = block.span.of(layout.text)
        # the scale may be a line of its own under the head
        text, before = f"{before} {own}".strip() if own.startswith("(") else own, own
        if begun is not None and isinstance(block, Heading) and _AFTER_NOTES.match(text):
            found[Span(begun[0], block.span.start)] = begun[1]
            begun = None
        elif begun is None and _may_scale(text) and (head := _OF_NOTES.search(text)):
            begun = (block.span.start, read_scale(head["scale"]))
    if begun is not None:
        found[Span(begun[0], len(layout.text))] = begun[1]
    return found


def _may_scale(text: str) -> bool:
    """Whether a text has a word that every declaration of a scale has: a quick look, as most paragraphs have none."""
    lowered = text.lower()
    return any(word in lowered for word in ("amount", "thousands", "millions", "billions", "expressed in"))


def _lines_above(layout: Layout, number: int) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    own: list[str] = []
    inherited: list[str] = []
    intro = ""
    target = own
    headed = False
    for back in range(number - 1, max(-1, number - 14), -1):
        block = layout.blocks[back]
        if isinstance(block, Grid):
            target = inherited
            continue
        text = displayed(block.span.of(layout.text))
        if isinstance(block, Paragraph):
            if block.kind == "furniture" or not text:
                continue
            if _NOTE.match(text) and target is own and back > 0 and isinstance(layout.blocks[back - 1], Grid):
                continue
            sentence = len(text) > _LONG or (
                text.endswith((".", ":", ";")) and len(text) > 40 and not text.endswith(").")
            )
            if sentence and block.kind != "caption":
                leads = not headed or text.endswith(":")
                lead = _last_sentences(text) if target is own and leads else ""
                if not intro or (scale_in_prose(intro).money is None and scale_in_prose(lead).money is not None):
                    intro = f"{lead} {intro}".strip()
                if target is inherited and scale_in_prose(_last_sentences(text)).money is not None:
                    # What leads to several tables speaks for the later ones too.
                    inherited.append(_last_sentences(text))
                if target is inherited or len(text) > _LONG or own:
                    break
                continue
        target.append(text)
        headed = headed or isinstance(block, Heading)
        if headed and len(own) >= 5:
            break
    # A table under a title of its own takes nothing from the tables above that title.
    return tuple(reversed(own)), () if headed else tuple(reversed(inherited)), intro


def _last_sentences(text: str) -> str:
    """The end of a paragraph, where it leads to a table."""
    parts = re.split(r"(?<=[.;])\s+(?=[A-Z(])", text)
    last = parts[-1]
    if scale_in_prose(last).money is not None or not read_when(last).empty:
        return last
    # What a sentence before it says of the scale is said of what "the following" shows.
    leads = (part for part in parts[:-2] if _FOLLOWING.search(part) and scale_in_prose(part).money is not None)
    return " ".join((*leads, *parts[-2:]))


def _follows_grid(blocks: Sequence[Block], number: int) -> bool:
    for back in range(number - 1, -1, -1):
        block = blocks[back]
        if isinstance(block, Grid):
            return True
        if not (isinstance(block, Paragraph) and block.kind == "furniture"):
            return False
    return False


def _notes_below(layout: Layout, number: int) -> list[Span]:
    notes: list[Span] = []
    for block in layout.blocks[number + 1 : number + 10]:
        if isinstance(block, Paragraph) and block.kind == "furniture":
            continue
        if not isinstance(block, Paragraph) or not (
            block.kind == "footnote" or _NOTE.match(block.span.of(layout.text))
        ):
            break
        notes.append(block.span)
    return notes
