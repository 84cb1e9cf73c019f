"""Lines and tables in document order -> canonical text, with headings, paragraphs, page furniture and grids in it."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from dataclasses import dataclass, field

from index.html_inline import Line
from index.html_tables import AFFIX_AFTER, AFFIX_BEFORE, Cell, Rows, is_number, purpose, trailing_notes
from index.layout import Anchor, Block, Grid, GridCell, Header, Heading, Layout, Paragraph, Span, Tag

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


@dataclass(slots=True)
class TableDraft:
    """A table as met in the document."""

    rows: Rows


Draft = Line | TableDraft | Layout


@dataclass(slots=True)
class _Placed:
    """A line once it stands in the canonical text."""

    line: Line
    span: Span
    text: str
    page_break: bool
    kind: str = ""
    tail: Span | None = None


@dataclass(slots=True)
class _Writer:
    """The canonical text in the making."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    placed: list[_Placed | Grid | tuple[Block, ...]] = field(default_factory=list)
    tags: list[tuple[Span, Tag]] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    broken: bool = False

    def write(self, text: str) -> Span:
        span = Span(self.length, self.length + len(text))
        self.parts.append(text)
        self.length = span.end
        return span

    def begin(self, element_id: str | None) -> None:
        """Separates a block from the one before, and notes which element it stands in."""
        if self.length:
            self.write("\n\n")
        if element_id and (not self.marks or self.marks[-1][1] != element_id):
            self.marks.append((self.length, element_id))

    def write_line(self, line: Line, separator: str = "\n", kind: str = "") -> None:
        """Writes one paragraph; its source's line breaks stay line breaks."""
        text = line.text
        if line.breaks:
            characters = list(text)
            for offset in line.breaks:
                if offset < len(characters) and characters[offset] == " ":
                    characters[offset] = separator
            text = "".join(characters)
        lead = len(text) - len(text.lstrip())
        self.begin(line.element_id)
        span = self.write(text.strip())
        self._carry(line, span.start - lead)
        self.placed.append(_Placed(line, span, text.strip(), line.page_break or self.broken, kind))
        self.broken = False

    def _carry(self, line: Line, base: int) -> None:
        for start, end, tag in line.tags:
            self.tags.append((Span(base + start, base + end), tag))


def assemble(drafts: list[Draft], reader: str, header: Header) -> Layout:
    """Drafts in document order -> the layout."""
    writer = _Writer()
    for draft in drafts:
        if isinstance(draft, Line):
            writer.write_line(draft)
        elif isinstance(draft, TableDraft):
            _write_table(writer, draft.rows)
        else:
            _write_layout(writer, draft)
    blocks = _blocks(writer.placed)
    ends = [start for start, _ in writer.marks[1:]] + [writer.length]
    anchors = tuple(
        Anchor(Span(start, end), element=name)
        for (start, name), end in zip(writer.marks, ends, strict=False)
        if start < end
    )
    tags = tuple(sorted(writer.tags, key=lambda pair: pair[0]))
    return Layout("".join(writer.parts), blocks, reader, header, anchors, tuple(writer.problems), tags)


def shift_span(span: Span, by: int) -> Span:
    """A span, moved."""
    return Span(span.start + by, span.end + by)


def shift_block(block: Block, by: int, level: int = 0) -> Block:
    """A block, moved in the text; headings `level` deeper."""
    if isinstance(block, Heading):
        return Heading(shift_span(block.span, by), block.level + level)
    if isinstance(block, Paragraph):
        return dataclasses.replace(block, pieces=tuple(shift_span(piece, by) for piece in block.pieces))
    cells = tuple(dataclasses.replace(cell, span=shift_span(cell.span, by)) for cell in block.cells)
    return dataclasses.replace(block, span=shift_span(block.span, by), cells=cells)


def _write_layout(writer: _Writer, layout: Layout) -> None:
    writer.begin(None)
    base = writer.write(layout.text.rstrip("\n")).start
    writer.placed.append(tuple(shift_block(block, base) for block in layout.blocks))
    writer.problems.extend(layout.problems)


def _write_table(writer: _Writer, table: Rows) -> None:
    rows = table.filled()
    writer.broken = writer.broken or table.page_break
    if not rows:
        return
    use = purpose(rows)
    if use == "grid":
        notes = trailing_notes(rows)
        body = rows[: len(rows) - notes]
        if body:
            _write_grid(writer, body, table)
        for cells in rows[len(rows) - notes :]:
            writer.write_line(_joined(cells, table.element_id, " "), " ", "footnote")
        return
    for cells in rows:
        joint = "\t" if use == "contents" else " "
        line = _joined(cells, table.element_id, joint)
        writer.write_line(line, "\n" if len(cells) == 1 else " ", "furniture" if use == "contents" else "")


def _joined(cells: list[Cell], element_id: str | None, joint: str) -> Line:
    """The cells of a row that only lays out text, as one line."""
    if len(cells) == 1:
        line = cells[0].line
    else:
        line = Line("td", cells[0].indent)
        for cell in cells:
            if line.parts:
                line.parts.append(joint)
                line.length += 1
            inner = cell.line
            line.tags.extend((line.length + s, line.length + e, tag) for s, e, tag in inner.tags)
            line.parts.extend(inner.parts)
            line.length += inner.length
            for name in ("solid", "bold", "italic", "underlined", "center", "size_sum"):
                setattr(line, name, getattr(line, name) + getattr(inner, name))
    line.element_id = element_id
    return line


def _indents(rows: list[list[Cell]]) -> dict[int, int]:
    """For each row's first cell, by its id: how many steps its text is set in, among the labels of the table."""
    labels = [cells[0] for cells in rows if not is_number(cells[0].text)]
    edge = min((cell.column for cells in rows for cell in cells[1:] if is_number(cell.text)), default=0)
    depth = {
        id(c): c.indent + (10.0 * c.column if c.column < edge else 0.0) for c in labels if c.line.align != "center"
    }
    steps: list[float] = []
    for points in sorted(set(depth.values())):
        if not steps or points - steps[-1] > 1.5:
            steps.append(points)
    return {key: sum(1 for step in steps if step <= points) - 1 for key, points in depth.items()}


def _write_grid(writer: _Writer, rows: list[list[Cell]], table: Rows) -> None:
    writer.begin(table.element_id)
    start = writer.length
    indents = _indents(rows)
    found: list[GridCell] = []
    first_row = rows[0][0].row
    for cells in rows:
        if writer.length > start:
            writer.write("\n")
        _write_row(writer, cells, indents, found, first_row)
    last = max(cell.row + cell.row_span for cell in found) if found else 0
    columns = max((cell.column + cell.column_span for cell in found), default=0)
    writer.placed.append(Grid(Span(start, writer.length), last, columns, tuple(found)))
    writer.broken = False


def _write_row(
    writer: _Writer, cells: list[Cell], indents: dict[int, int], found: list[GridCell], first_row: int
) -> None:
    glued = True
    row_start = len(found)
    for cell in cells:
        text = cell.line.text
        lead = len(text) - len(text.lstrip())
        text = text.strip()
        if not glued and text not in AFFIX_AFTER:
            writer.write("\t")
        glued = text in AFFIX_BEFORE
        span = writer.write(text)
        base = span.start - lead
        for begin, end, tag in cell.line.tags:
            writer.tags.append((Span(base + begin, base + end), tag))
        note = ""
        marks = [(s, e) for s, e in cell.line.marks if base + e == span.end]
        if marks:
            mark = marks[0][0]
            note = cell.line.text[mark : marks[0][1]].strip()
            kept = cell.line.text[lead:mark].rstrip()
            if not kept:
                if len(found) > row_start:
                    found[-1] = dataclasses.replace(found[-1], note=(found[-1].note + " " + note).strip())
                continue
            span = Span(span.start, span.start + len(kept))
        found.append(
            GridCell(
                cell.row - first_row,
                cell.column,
                span,
                cell.row_span,
                cell.column_span,
                indents.get(id(cell), 0),
                cell.line.bold > 0 and cell.line.bold >= 0.9 * cell.line.solid,
                _whole_tag(cell.line),
                note,
            )
        )


def _whole_tag(line: Line) -> Tag | None:
    """The tag of a cell that prints one number and nothing else (a label may hold tagged numbers too)."""
    if not line.tags:
        return None
    start, end, tag = line.tags[0]
    text = line.text
    around = text[:start] + text[end:]
    for mark_start, mark_end in reversed(line.marks):
        if mark_start >= end:
            around = text[:start] + text[end:mark_start] + text[mark_end:]
    return None if any(character.isalnum() for character in around) else tag


def _blocks(placed: list[_Placed | Grid | tuple[Block, ...]]) -> tuple[Block, ...]:
    _mark_furniture(placed)
    sizes: Counter[float] = Counter()
    for item in placed:
        if isinstance(item, _Placed):
            sizes[round(item.line.size, 1)] += item.line.solid
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    looks: dict[int, tuple[float, ...]] = {}
    for index, item in enumerate(placed):
        if not isinstance(item, _Placed) or item.kind:
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


def _kind(item: _Placed, body: float, before: object, following: object) -> str:
    """What a line is: "heading", "caption", "bullet", "footnote" or "text"."""
    text = item.text
    if isinstance(following, Grid) and len(text) <= _HEADING_LENGTH and text.startswith("(") and text.endswith(")"):
        return "caption"
    after_table = isinstance(before, Grid) or (isinstance(before, _Placed) and before.kind == "footnote")
    marked = bool(item.line.marks) and item.line.marks[0][0] == 0
    if after_table and (marked or _FOOTNOTE.match(text)) and not _is_heading(item, body):
        return "footnote"
    if _BULLET.match(text) or (item.line.kind == "li" and not _is_heading(item, body)):
        return "bullet"
    return "heading" if _is_heading(item, body) else "text"


def _is_heading(item: _Placed, body: float) -> bool:
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


def _weight(item: _Placed, body: float) -> tuple[float, ...]:
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


def _edges(placed: list[_Placed | Grid | tuple[Block, ...]]) -> list[_Placed]:
    """The lines that stand within a few lines of a page break."""
    near: dict[int, _Placed] = {}
    for index, item in enumerate(placed):
        if not isinstance(item, _Placed) or not item.page_break:
            continue
        for step in (-1, 1):
            start = index - 1 if step < 0 else index
            for other in range(start, start + step * _EDGE, step):
                line = placed[other] if 0 <= other < len(placed) else None
                if not isinstance(line, _Placed) or len(line.text) > _FURNITURE_LENGTH:
                    break
                near[id(line)] = line
    return list(near.values())


def _mark_furniture(placed: list[_Placed | Grid | tuple[Block, ...]]) -> None:
    """Marks page numbers and running heads, told by standing at page breaks again and again."""
    edges = _edges(placed)
    seen = Counter(re.sub(r"\d+", "#", line.text) for line in edges)
    for line in edges:
        again = seen[re.sub(r"\d+", "#", line.text)] >= 3 and not _CAPTION.search(line.text)
        if again or _PAGE_NUMBER.fullmatch(line.text):
            line.kind = "furniture"
    for item in placed:
        if isinstance(item, _Placed) and _LONE_PAGE_NUMBER.fullmatch(item.text):
            item.kind = "furniture"


def _join_over_pages(placed: list[_Placed | Grid | tuple[Block, ...]]) -> None:
    """Joins a paragraph that a page break interrupts with its rest."""
    for index, item in enumerate(placed):
        if not isinstance(item, _Placed) or item.kind not in {"text", "bullet"} or _SENTENCE_END.search(item.text):
            continue
        broken = False
        for other in placed[index + 1 : index + 2 + 2 * _EDGE]:
            if not isinstance(other, _Placed):
                break
            broken = broken or other.page_break
            if other.kind == "furniture":
                continue
            if broken and other.kind == "text" and (other.text[:1].islower() or item.text.endswith(",")):
                item.tail = other.span
                other.kind = "joined"
            break
