"""One line of text in the making: chunks as the parser hands them over -> normalised text with marks kept in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from index.html_style import Look
from index.layout import Tag

NBSP_POINTS = 2.5  # how far one leading no-break space sets a line in
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# What browsers show for the C1 controls that Windows files use as punctuation; invisible characters go.
_CLEAN: dict[int, str | None] = {
    **dict.fromkeys((8203, 8204, 8205, 8288, 65279, 173, 8206, 8207)),
    **{code: bytes([code]).decode("cp1252", "replace").replace("\ufffd", "") for code in range(0x80, 0xA0)},
    **{code: None for code in range(0x20) if chr(code) not in "\t\n\r\f\v"},
    0x7F: None,
}


@dataclass(slots=True)
class PendingTag:
    """An ix:nonFraction being read: where in which line its printed number starts."""

    element: Any
    line: Line
    part: int
    start: int


class Line:
    """Text gathered for one block or one table cell.

    breaks: offsets of the spaces in `text` where the source broke the line.
    marks: superscript footnote marks, as (start, end). tags: tagged numbers, as (start, end, tag).
    offset: points the first line is set in. bold, italic, underlined, size_sum: characters so set, for fractions.
    """

    __slots__ = (
        "align", "bold", "breaks", "center", "element_id", "italic", "kind", "length", "linked", "marks", "offset",
        "page_break", "parts", "size_sum", "solid", "space", "tags", "underlined",
    )  # fmt: skip

    def __init__(self, kind: str = "p", offset: float = 0.0) -> None:
        self.kind = kind
        self.offset = offset
        self.parts: list[str] = []
        self.length = 0
        self.solid = 0
        self.space = False
        self.breaks: list[int] = []
        self.marks: list[tuple[int, int]] = []
        self.tags: list[tuple[int, int, Tag]] = []
        self.bold = 0
        self.italic = 0
        self.underlined = 0
        self.center = 0
        self.size_sum = 0.0
        self.align = ""
        self.linked = False
        self.page_break = False
        self.element_id: str | None = None

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def size(self) -> float:
        """Mean size of the text in points."""
        return self.size_sum / self.solid if self.solid else 0.0

    def add(self, chunk: str, look: Look) -> None:
        """Adds text as set; white space is collapsed, as a browser does."""
        if not self.length:
            lead = len(chunk) - len(chunk.lstrip("\xa0 \n"))
            if lead:
                self.offset += NBSP_POINTS * chunk.count("\xa0", 0, lead)
        if not chunk.isascii() or not chunk.isprintable():
            chunk = chunk.translate(_CLEAN)
        words = chunk.split()
        if not words:
            self.space = self.space or bool(chunk)
            return
        text = " ".join(words)
        if (self.space or chunk[0].isspace()) and self.length:
            self._append(" ")
        if look.raised and self._add_mark(text):
            self.space = chunk[-1].isspace()
            return
        size = len(text)
        self.parts.append(text)
        self.length += size
        self.solid += size
        if look.bold:
            self.bold += size
        if look.italic:
            self.italic += size
        if look.underline:
            self.underlined += size
        if look.align == "center":
            self.center += size
        self.size_sum += look.size * size
        self.space = chunk[-1].isspace()

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _add_mark(self, text: str) -> bool:
        """Sets a superscript footnote mark; False where it is part of a word ("5th")."""
        bare = text.strip("()[]")
        if not (len(text) <= 9 and (not bare.isalnum() or len(bare) <= 2 or not bare.isalpha())):
            return False
        if bare in {"st", "nd", "rd", "th", "TM", "SM"}:
            return False
        # a raised figure never reads as part of the number before it, nor as a number
        shown = text.translate(_SUPERSCRIPT) if text[0].isdecimal() else text
        self.marks.append((self.length, self.length + len(shown)))
        self._append(shown)
        return True

    def gap(self) -> None:
        """White space that a style makes and no character does (a padded bullet)."""
        self.space = True

    def line_break(self) -> None:
        """A <br>, or a block inside a cell: the next text starts a new line."""
        self.space = True
        if self.length and (not self.breaks or self.breaks[-1] != self.length):
            self.breaks.append(self.length)

    def open_tag(self, element: Any) -> PendingTag:
        """Marks where a tagged number starts."""
        return PendingTag(element, self, len(self.parts), self.length)

    def lines(self) -> list[tuple[int, int]]:
        """(start, end) of each source line, without surrounding white space."""
        text = self.text
        found = []
        start = 0
        for stop in [*(b for b in self.breaks if b < self.length), self.length]:
            piece = text[start:stop]
            stripped = piece.strip()
            if stripped:
                begin = start + len(piece) - len(piece.lstrip())
                found.append((begin, begin + len(stripped)))
            start = stop
        return found
