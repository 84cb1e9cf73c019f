"""What each part of an HTML page is: headings and their levels, paragraphs, bullets, footnotes, page furniture, tables."""

from __future__ import annotations

import re
from collections import Counter

from index.html_inline import Line
from index.html_text import Draft, Placed, TableDraft, Writer, write_layout, write_table
from index.layout import Anchor, Block, Grid, Header, Heading, Layout, Paragraph, Span

_HEADING_LENGTH = 200
_ITEM = re.compile(r"(?:item\s+\d{1,2}[a-c]?\b|part\s+(?:i{1,3}|iv|[1-4])\b)[\s.:—–-]*", re.IGNORECASE)
_BULLET = re.compile(r"(?:[•·●▪■◦○◆►▶➢❖✓\uf0b7\uf0a7§]|[-–—*]\s|o\s(?=[A-Z]))")
_FOOTNOTE = re.compile(r"(?:\([0-9a-z]{1,2}\)|\[[0-9a-z]{1,2}\]|\*{1,3}|[†‡]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s*\S")
_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?(?:[A-Z]{1,2}-)?(?:\d{1,3}|[ivxl]{1,6})(?:\s+of\s+\d{1,3})?|[-–—]\s*\d{1,3}\s*[-–—]", re.IGNORECASE
)
_LONE_PAGE_NUMBER = re.compile(r"\d{1,3}|[-–—]\s*\d{1,3}\s*[-–—]|F-\d{1,3}|Page \d{1,3}(?: of \d{1,3})?", re.IGNORECASE)
# What stands over a table at the top of page after page, and yet says how to read it.
_CAPTION = re.compile(
    r"\b(?:thousands|millions|billions|unaudited|except|dollars|ended|as of)\b|^\(.*\)$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?:;)\]”\"]\s*$")
_EDGE = 3  # how many lines from a page break a running head or page number stands
_FURNITURE_LENGTH = 120


def assemble(drafts: list[Draft], reader: str, header: Header) -> Layout:
    """Drafts in document order -> the layout."""
    writer = Writer()
    for draft in drafts:
        if isinstance(draft, Line):
            writer.write_line(draft)
        elif isinstance(draft, TableDraft):
            write_table(writer, draft.rows)
        else:
            write_layout(writer, draft)
    blocks = _blocks(writer.placed)
    ends = [start for start, _ in writer.marks[1:]] + [writer.length]
    anchors = tuple(
        Anchor(Span(start, end), element=name)
        for (start, name), end in zip(writer.marks, ends, strict=False)
        if start < end
    )
    tags = tuple(sorted(writer.tags, key=lambda pair: pair[0]))
    return Layout("".join(writer.parts), blocks, reader, header, anchors, tuple(writer.problems), tags)


def _blocks(placed: list[Placed | Grid | tuple[Block, ...]]) -> tuple[Block, ...]:
    _mark_furniture(placed)
    sizes: Counter[float] = Counter()
    for item in placed:
        if isinstance(item, Placed):
            sizes[round(item.line.size, 1)] += item.line.solid
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    looks: dict[int, tuple[float, ...]] = {}
    for index, item in enumerate(placed):
        if not isinstance(item, Placed) or item.kind:
            continue
        following = placed[index + 1] if index + 1 < len(placed) else None
        before = placed[index - 1] if index else None
        item.kind = _kind(item, body, before, following)
        if item.kind == "heading" and not _ITEM.match(item.text):
            looks[index] = _weight(item, body)
    _join_over_pages(placed)
    ranks = {look: rank for rank, look in enumerate(sorted(set(looks.values()), reverse=True), 2)}
    blocks: list[Block] = []
    for index, item in enumerate(placed):
        if isinstance(item, Grid):
            blocks.append(item)
        elif isinstance(item, tuple):
            blocks.extend(item)
        elif item.kind == "heading":
            level = 1 if _ITEM.match(item.text) else ranks[looks[index]]
            blocks.append(Heading(item.span, level))
        elif item.kind != "joined":
            pieces = (item.span, item.tail) if item.tail else (item.span,)
            blocks.append(Paragraph(pieces, item.kind))
    return tuple(blocks)


def _kind(item: Placed, body: float, before: object, following: object) -> str:
    """What a line is: "heading", "caption", "bullet", "footnote" or "text"."""
    text = item.text
    if isinstance(following, Grid) and len(text) <= _HEADING_LENGTH and text.startswith("(") and text.endswith(")"):
        return "caption"
    after_table = isinstance(before, Grid) or (isinstance(before, Placed) and before.kind == "footnote")
    marked = bool(item.line.marks) and item.line.marks[0][0] == 0
    if after_table and (marked or _FOOTNOTE.match(text)) and not _is_heading(item, body):
        return "footnote"
    if _BULLET.match(text) or (item.line.kind == "li" and not _is_heading(item, body)):
        return "bullet"
    return "heading" if _is_heading(item, body) else "text"


def _is_heading(item: Placed, body: float) -> bool:
    line, text = item.line, item.text
    if len(text) > _HEADING_LENGTH or not any(character.isalpha() for character in text):
        return False
    solid = max(line.solid, 1)
    bold, slanted, underlined = line.bold / solid > 0.9, line.italic / solid > 0.9, line.underlined / solid > 0.9
    if _ITEM.match(text) and len(text) < 120 and (bold or line.center or text.isupper()):
        return True
    if len(text) > 100 and text.endswith("."):
        return False
    if line.kind in {"h1", "h2", "h3", "h4", "h5", "h6"} or bold:
        return True
    if text.endswith((".", ",", ";")) or len(text) > 120:
        return False
    centered = line.center / solid > 0.9
    return (
        underlined
        or slanted
        or (centered and text.isupper() and len(text) > 3)
        or (line.size >= body * 1.25 and len(text) < 100)
    )


def _weight(item: Placed, body: float) -> tuple[float, ...]:
    """What orders headings: greater stands higher."""
    line = item.line
    solid = max(line.solid, 1)
    larger = round(line.size / body, 1) if body else 1.0
    return (
        max(larger, 1.0),
        float(line.bold / solid > 0.9),
        float(line.center / solid > 0.9),
        float(item.text.isupper()),
        float(line.underlined / solid > 0.9),
        -float(line.italic / solid > 0.9),
    )


def _edges(placed: list[Placed | Grid | tuple[Block, ...]]) -> list[Placed]:
    """The lines that stand within a few lines of a page break."""
    near: dict[int, Placed] = {}
    for index, item in enumerate(placed):
        if not isinstance(item, Placed) or not item.page_break:
            continue
        for step in (-1, 1):
            start = index - 1 if step < 0 else index
            for other in range(start, start + step * _EDGE, step):
                line = placed[other] if 0 <= other < len(placed) else None
                if not isinstance(line, Placed) or len(line.text) > _FURNITURE_LENGTH:
                    break
                near[id(line)] = line
    return list(near.values())


def _mark_furniture(placed: list[Placed | Grid | tuple[Block, ...]]) -> None:
    """Marks page numbers and running heads, told by standing at page breaks again and again."""
    edges = _edges(placed)
    seen = Counter(re.sub(r"\d+", "#", line.text) for line in edges)
    for line in edges:
        again = seen[re.sub(r"\d+", "#", line.text)] >= 3 and not _CAPTION.search(line.text)
        if again or _PAGE_NUMBER.fullmatch(line.text):
            line.kind = "furniture"
    for item in placed:
        if isinstance(item, Placed) and _LONE_PAGE_NUMBER.fullmatch(item.text):
            item.kind = "furniture"


def _join_over_pages(placed: list[Placed | Grid | tuple[Block, ...]]) -> None:
    """Joins a paragraph that a page break interrupts with its rest."""
    for index, item in enumerate(placed):
        if not isinstance(item, Placed) or item.kind not in {"text", "bullet"} or _SENTENCE_END.search(item.text):
            continue
        broken = False
        for other in placed[index + 1 : index + 2 + 2 * _EDGE]:
            if not isinstance(other, Placed):
                break
            broken = broken or other.page_break
            if other.kind == "furniture":
                continue
            if broken and other.kind == "text" and (other.text[:1].islower() or item.text.endswith(",")):
                item.tail = other.span
                other.kind = "joined"
            break
