"""The lines of a text filing, and what each is by its look: a heading, a bullet, a page number, a caption."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.layout import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_BULLET = re.compile(r"(?:[-–—*]\s+)?[•·▪■●○◦‣§]\s+\S|[-–*]\s+\S|o\s{1,3}[A-Z]")
_FURNITURE = re.compile(
    r"\f?\s*(?:<PAGE>.*|\[?-?\s*\d{1,3}\s*-?\]?|[ivx]{1,5}|F-\d{1,3}|page\s+\d{1,4}(?:\s+of\s+\d{1,4})?|\d+\s+of\s+\d+"
    r"|table\s+of\s+contents|\(continued\)|-{3,}|_{3,}|={3,}|\*{3,}|</?(?:TEXT|DOCUMENT|SEC-[A-Z]+"
    r"|IMS-[A-Z]+|TABLE|FN|S|C)>)\s*",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(?:\(\d{1,2}\)|\(?[*†‡]+\)?|\[\d{1,2}\])\s+\S")
_CAPTION = re.compile(
    (
        r"\(?\s*(?:dollars?|amounts?|in|unaudited|us\$|\$|all\s+amounts|shares?|expressed)\b.*?(?:thousands"
        r"|millions|billions|unaudited|amounts|data|dollars)"
    ),
    re.IGNORECASE,
)
_FIRST_LEVEL = re.compile(
    r"(?:form\s+(?:8|10|20|6)-?[kqf]|item\s+\d+[a-z]?(?:\.\d+)?|part\s+[iv]+\b|exhibit\s+\d|ex-\d|signatures?$)",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    (
        r"(?:balance\s+sheets?|statements?\s+of|statement\s+data|reconciliations?\s+of|schedule\s+of"
        r"|financial\s+highlights)"
    ),
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or", "per", "the", "to"}
    | {"under", "upon", "versus", "via", "vs", "with"}
)
_DATELINE = re.compile(
    r"[A-Z][\w.,' /()-]{2,60}?[,\s]+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4})\s*(?:\([A-Z][\w\s/-]+\)\s*)?[-–—/:]"
)
_LONGEST_HEADING = 130
_BODY = 100  # characters: a line this long is prose


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file.

    span: its text without surrounding white space. text: that text. indent: columns of white space before it.
    wrapped: whether it runs to the margin, so that the next line goes on with it.
    """

    number: int
    span: Span
    text: str
    raw: str
    indent: int
    wrapped: bool = False

    @property
    def blank(self) -> bool:
        return not self.text

    @property
    def bullet(self) -> bool:
        return bool(_BULLET.match(self.text)) and not self.tabbed

    @property
    def furniture(self) -> bool:
        return bool(_FURNITURE.fullmatch(self.text)) and not self.tabbed

    @property
    def footnote(self) -> bool:
        return bool(_FOOTNOTE.match(self.text))

    @property
    def caption(self) -> bool:
        return bool(_CAPTION.match(self.text)) and len(self.text) < _LONGEST_HEADING

    @property
    def tabbed(self) -> bool:
        return "\t" in self.raw.strip(" \r\n")


def lines_of(text: str) -> list[Line]:
    """The lines of a text, blank ones too; `wrapped` where a file is set to a margin and the line reaches it."""
    found: list[Line] = []
    for number, match in enumerate(_LINE.finditer(text)):
        raw = match.group()
        if not raw:
            break
        body = raw.strip()
        start = match.start() + (len(raw) - len(raw.lstrip())) if body else match.start()
        indent = len(raw[: len(raw) - len(raw.lstrip())].expandtabs(8)) if body else 0
        found.append(Line(number, Span(start, start + len(body)), body, raw.rstrip("\r\n"), indent))
    margin = _margin(found)
    if not margin:
        return found
    return [
        Line(line.number, line.span, line.text, line.raw, line.indent, _reaches(line, found, margin)) for line in found
    ]


def _margin(lines: Sequence[Line]) -> int:
    """The width a file's prose is wrapped at; 0 where a paragraph is a line."""
    lengths = sorted(line.indent + len(line.text) for line in lines if len(line.text.split()) > 5 and not line.tabbed)
    if len(lengths) < 3 or lengths[-1] > 200:
        return 0
    return lengths[int(len(lengths) * 0.9)]


def _reaches(line: Line, lines: Sequence[Line], margin: int) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    if line.number + 1 >= len(lines) or lines[line.number + 1].blank:
        return False
    first = lines[line.number + 1].text.split()[0]
    return line.indent + len(line.text) + 1 + len(first) > margin - 8 and len(line.text) > 30


def is_statement(text: str) -> bool:
    """Whether a title names a financial statement."""
    return bool(_STATEMENT.search(text))


def heading_levels(lines: Sequence[Line], in_table: set[int]) -> dict[int, int]:
    """The lines that are headings, by line number, with their level.

    A form, part, item or exhibit, and a release's headline, are of level 1; a title in words of level 2; a statement's
    title, a title right under another, and the name of a thing (its first word holds a digit) of level 3. A title
    leads to prose, a list or a table: short lines that lead to more short lines (a cover page, an address) are none.
    """
    levels: dict[int, int] = {}
    shown = [line for line in lines if not line.blank and not line.furniture]
    run: list[Line] = []
    for line in shown:
        if line.number in in_table or not _titled(line, lines):
            if run and (line.number in in_table or line.bullet or _is_body(line)):
                levels.update(_levels_of_run(run, line))
            run = []
        else:
            run.append(line)
        if _FIRST_LEVEL.match(line.text) and line.number not in in_table and len(line.text) < _LONGEST_HEADING:
            levels[line.number] = 1
            run = []
    return levels


def _is_body(line: Line) -> bool:
    return len(line.text) >= _BODY or line.wrapped or (line.text.endswith((".", ":")) and len(line.text.split()) > 5)


def _titled(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line looks like a title: short, capitalised, no sentence, no address, on lines of its own."""
    words = re.sub(r"\([^)]*\)", "", line.text).split()
    if not words or len(line.text) > _LONGEST_HEADING or line.tabbed or line.bullet or line.wrapped or line.caption:
        return False
    if re.search(
        r"[.,;:@]$|\d{5}(?:-\d{4})?$|/s/|https?:|\(\d{3}\)\s*\d{3}-\d{4}", line.text
    ) and not line.text.endswith("Inc."):
        return False
    if line.text[0] in "(\"“'" or re.match(r"\d+(?:[\s-]|\.\d+\s)", line.text) or not re.search(r"[A-Za-z]", line.text):
        return False
    if line.number and not lines[line.number - 1].blank and line.indent == 0 and not line.text.isupper():
        return False
    large = [word for word in words if word.lower().strip("—–-&") not in _SMALL_WORDS and re.search(r"[A-Za-z]", word)]
    capital = sum(bool(re.match(r"[\W\d]*[A-Z]|[a-z]+[A-Z0-9]|\(", word)) for word in large)
    return bool(large) and capital >= 0.75 * len(large)


def _levels_of_run(run: list[Line], body: Line) -> dict[int, int]:
    """Levels of titles that follow one another and lead to a body."""
    if _DATELINE.match(body.text):
        headline = [line for line in run if not re.match(r"[-–—*•]", line.text)][-1:]
        first = next(
            (line for line in run if re.search(r"\b(?:report|announce|result)", line.text, re.IGNORECASE)), None
        )
        return {line.number: 1 for line in ([first] if first else headline)}
    run = run[-2:]
    levels = {}
    for place, line in enumerate(run):
        code = re.search(r"\d", line.text.split()[0]) or re.match(r"\S+-[A-Z]+\d", line.text)
        deeper = bool(code) or is_statement(line.text) or place > 0
        levels[line.number] = 3 if deeper else 2
    return levels
