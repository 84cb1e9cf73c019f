"""The body of a panel -> lines: a label whole, the headings above it, and the figures beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.columns import Panel
from index.heads import When, read_when
from index.matrix import Piece, Row, label_and_mark
from index.units import kind_of_words

_OPEN_END = re.compile(r"(?:[,(–—-]|\b(?:and|or|of|the|to|in|for|from|with|on|by|at|per|net|a|an|than|including|used|used in))$", re.IGNORECASE)  # fmt: skip
_TOTAL = re.compile(r"^(?:sub-?)?totals?\b|\btotal$", re.IGNORECASE)
_PERIOD_WORDS = re.compile(
    r"\b(?:for|the|three|six|nine|twelve|\d{1,2}|months?|weeks?|quarters?|years?|period|fiscal|ended"
    r"|ending|end|as|of|at|balance|"
    r"first|second|third|fourth|half|and|unaudited|thirteen|twenty-six|thirty-nine|fifty-two|fifty-three|through|to|"
    r"q[1-4]|fy|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b|[\d\s,.():–—/-]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a panel's body.

    row: its row in the grid (of the figures, where its label is broken over several). label: whole, marks gone.
    path: the headings above it, outermost first. when: the period a heading row sets for it.
    values: (column number, piece). note: footnote marks of the label.
    """

    row: int
    label: str
    path: tuple[str, ...]
    values: tuple[tuple[int, Piece], ...]
    when: When
    indent: int = 0
    note: str = ""
    own: When = field(default_factory=When)

    @property
    def total(self) -> bool:
        return bool(_TOTAL.search(self.label))


@dataclass(frozen=True, slots=True)
class _Raw:
    row: int
    text: str
    indent: int
    bold: bool
    values: tuple[tuple[int, Piece], ...]
    own: When = field(default_factory=When)
    left: int = 0


@dataclass(frozen=True, slots=True)
class _Heading:
    label: str
    indent: int
    flat: bool


def is_period(text: str) -> bool:
    """Whether a text says when and nothing else."""
    return not read_when(text).empty and len(_PERIOD_WORDS.sub("", text)) <= 1


def lines_of(panel: Panel) -> tuple[Line, ...]:
    """The lines of a panel that hold figures, each with the headings above it."""
    raw = list(_joined_labels(list(_led(_carried([_raw(row, panel) for row in panel.body if row])))))
    indents = len({line.indent for line in raw}) > 1
    stack: list[_Heading] = []
    when = When()
    lines: list[Line] = []
    for number, line in enumerate(raw):
        label, note = label_and_mark(line.text)
        if not line.values:
            if not label:
                continue
            if is_period(label):
                when = read_when(label)
            deeper = number + 1 < len(raw) and raw[number + 1].indent > line.indent
            _open(stack, _Heading(label, line.indent, not (indents and deeper)))
            continue
        total = bool(_TOTAL.search(label))
        if indents:
            while stack and not stack[-1].flat and stack[-1].indent >= line.indent and not total:
                stack.pop()
        path = tuple(heading.label for heading in stack)
        if total:
            path = _close(stack, label)
        lines.append(Line(line.row, label, path, line.values, when, line.indent, note, line.own))
    return tuple(lines)


def _raw(row: Row, panel: Panel) -> _Raw:
    labels = [piece for piece in row if piece.left < panel.stub_right and panel.column_of(piece) is None]
    if labels and labels[0].left >= panel.stub_right:
        labels = []
    if not labels and len(row) > 1 and row[0].printed is None:
        # A label set so far in that it stands over the first figures: what shares its column is the figure.
        at = panel.column_of(row[0])
        if any(panel.column_of(piece) == at and piece.printed is not None for piece in row[1:]):
            labels = [row[0]]
    values = []
    for piece in row:
        if piece not in labels:
            column = panel.column_of(piece)
            if column is not None:
                values.append((column, piece))
    first = labels[0] if labels else None
    own = When()
    if len(labels) > 1 and is_period(labels[-1].text):
        own = read_when(labels[-1].text)
        labels = labels[:-1]
    text = ", ".join(piece.text for piece in labels)
    return _Raw(row[0].row, text, first.indent if first else 0, bool(first and first.bold), tuple(values), own,
                first.left if first else 0)  # fmt: skip


def _carried(raw: Sequence[_Raw]) -> Iterator[_Raw]:
    """Rows that print only a period under a label set once for several: each given the label."""
    label: _Raw | None = None
    for line in raw:
        if not line.own.empty:
            label = line
        elif label is not None and line.left > label.left and line.values and is_period(line.text):
            yield replace(line, text=label.text, own=read_when(line.text), indent=label.indent, left=label.left)
            continue
        elif line.text:
            label = None
        yield line


_LEADS = re.compile(r"(?P<head>[^:]{3,40}:)[, ]+(?P<own>basic)", re.IGNORECASE)


def _led(raw: Iterable[_Raw]) -> Iterator[_Raw]:
    """Rows, a heading that shares its first row's line ("Average shares: Basic", over "Diluted") on a line of its own."""
    for line in raw:
        both = _LEADS.fullmatch(line.text) if line.values else None
        if both is None or not kind_of_words(both["head"]).unit:
            yield line
            continue
        yield replace(line, text=both["head"], values=())
        yield replace(line, text=both["own"])


def _joined_labels(raw: Sequence[_Raw]) -> Iterator[_Raw]:
    """Labels broken over several rows, made whole."""
    held: _Raw | None = None
    done: list[_Raw] = []
    for each in raw:
        line = each
        if held is not None:
            if line.text and _continues(held, line):
                line = replace(line, text=f"{held.text} {line.text}", indent=held.indent, bold=held.bold)
            else:
                done.append(held)
            held = None
        if line.values or not line.text:
            done.append(line)
        elif done and done[-1].values and done[-1].text and _trails(done[-1], line):
            done[-1] = replace(done[-1], text=f"{done[-1].text} {line.text}")
        else:
            held = line
    if held is not None:
        done.append(held)
    yield from done


def _continues(held: _Raw, line: _Raw) -> bool:
    """Whether a row is the rest of the label that the row before it began."""
    if held.text.endswith(":") or is_period(held.text):
        return False
    unclosed = held.text.count("(") > held.text.count(")")
    return line.text[0].islower() or bool(_OPEN_END.search(held.text)) or unclosed


def _trails(above: _Raw, line: _Raw) -> bool:
    """Whether a row without figures is the rest of the label above it, whose figures stand on its first line."""
    return line.text[0].islower() and (
        bool(_OPEN_END.search(above.text)) or above.text.count("(") > above.text.count(")")
    )


def _open(stack: list[_Heading], heading: _Heading) -> None:
    """A heading row closes the headings that cannot hold it."""
    loud = heading.label.isupper() and len(heading.label) > 3
    while stack:
        top = stack[-1]
        keeps = top.indent < heading.indent or (
            top.indent == heading.indent and top.label.isupper() and len(top.label) > 3 and not loud
        )
        if keeps:
            break
        stack.pop()
    stack.append(heading)


def _words(label: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"[a-z]+", label.lower())} - {"total", "and", "the", "of", "net", "subtotal"}  # fmt: skip


def _close(stack: list[_Heading], label: str) -> tuple[str, ...]:
    """A total ends the section it totals: the innermost heading it names, else the innermost. Returns what is above it."""
    wanted = _words(label)
    for number in range(len(stack) - 1, -1, -1):
        named = _words(stack[number].label)
        if wanted and named and (named <= wanted or wanted <= named):
            del stack[number:]
            break
    else:
        if stack and (not wanted or not stack[-1].label.isupper()):
            stack.pop()
    return tuple(heading.label for heading in stack)
