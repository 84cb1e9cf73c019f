"""Lines and tables in document order -> canonical text: a line a block, a line a row, and where each part stands in it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field

from index.html_inline import Line
from index.html_tables import AFFIX_AFTER, AFFIX_BEFORE, Cell, Rows, is_number, purpose, trailing_notes
from index.layout import Anchor, Block, Grid, GridCell, Heading, Layout, Paragraph, Span, Tag


@dataclass(slots=True)
class TableDraft:
    """A table as met in the document."""

    rows: Rows


Draft = Line | TableDraft | Layout


@dataclass(slots=True)
class Placed:
    """A line once it stands in the canonical text."""

    line: Line
    span: Span
    text: str
    page_break: bool
    kind: str = ""
    tail: Span | None = None


@dataclass(slots=True)
class Writer:
    """The canonical text in the making."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    placed: list[Placed | Grid | tuple[Block, ...]] = field(default_factory=list)
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
        self.placed.append(Placed(line, span, text.strip(), line.page_break or self.broken, kind))
        self.broken = False

    def _carry(self, line: Line, base: int) -> None:
        for start, end, tag in line.tags:
            self.tags.append((Span(base + start, base + end), tag))


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


def write_layout(writer: Writer, layout: Layout) -> None:
    writer.begin(None)
    base = writer.write(layout.text.rstrip("\n")).start
    writer.placed.append(tuple(shift_block(block, base) for block in layout.blocks))
    writer.problems.extend(layout.problems)


def write_table(writer: Writer, table: Rows) -> None:
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


def _write_grid(writer: Writer, rows: list[list[Cell]], table: Rows) -> None:
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
    writer: Writer, cells: list[Cell], indents: dict[int, int], found: list[GridCell], first_row: int
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
