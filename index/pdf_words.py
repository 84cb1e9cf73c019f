"""The words of a PDF page with their boxes, gathered to lines and to segments that a gap sets apart."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

# Weights of 600 and more are what fonts call semibold and bold.
BOLD = 600
# A gap as wide as this many em sets two segments apart; before a number, where columns stand closer, less does.
WIDE_GAP, NUMBER_GAP = 1.0, 0.55
# How far baselines of one line may lie apart, in em: of words of one size, and of a raised mark and its word.
OFF_LINE, RAISED = 0.46, 0.62
LONGEST_MARK = 6
NUMBER = re.compile(
    r"^[$€£¥(\-–—−+]*\s*(?:[$€£¥]\s*)?\(?\d[\d,]*(?:\.\d+)?\s*(?:%|x|bps|pts?)?\)?\s*%?(?:\(\w\)|\*)*$"
    r"|^\(?[$€£¥]?\s*\.\d+\)?%?$|^[$€£¥]?\s*[—–-]+\s*%?$|^(?:N/?A|NM|N/?M|n/?m|\*)$"
)
MARK = re.compile(r"^(?:[$€£¥(]|[$€£¥]\s*\(|US\$|\(\s*[$€£¥])$")
RAISED_MARK = re.compile(r"^(?:\(?[a-zA-Z0-9]{1,2}\)?|[*†‡§]+),?$")
CLOSING = re.compile(r"^(?:\)|%|\)\s*%|%\s*\)|pts?\.?|bps)$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_PRINTED = re.compile(r"[^\s\x00]+")
_BROKEN = str.maketrans({"\x02": "-", "￾": "-", "\u00ad": "-", "\u00a0": " ", "\x00": " "})


class Word(NamedTuple):
    """A word. x0, x1: left and right; base: its baseline; size: height of its font; points from the page's top left."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line with no wide gap between them: a cell of a table, or a whole line of prose."""

    words: tuple[Word, ...]
    text: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join([word.text for word in self.words]))

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def bold(self) -> bool:
        return _all_bold(self.words)

    @property
    def number(self) -> bool:
        return _is_number(self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, its segments from left to right."""

    segments: tuple[Segment, ...]
    base: float
    size: float
    text: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join([segment.text for segment in self.segments]))

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return self.segments[-1].x1

    @property
    def bold(self) -> bool:
        return _all_bold(word for segment in self.segments for word in segment.words)

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (round(self.x0, 1), round(self.base - self.size, 1), round(self.x1, 1), round(self.base, 1))


def _all_bold(words: Iterable[Word]) -> bool:
    lettered = False
    for word in words:
        if word.text[0].isalpha():
            if not word.bold:
                return False
            lettered = True
    return lettered


_BY_PLACE, _FROM_LEFT = attrgetter("base", "x0"), attrgetter("x0")


def page_lines(page: Any) -> tuple[Line, ...]:
    """The lines of a pypdfium2 page, top to bottom."""
    return tuple(_line(words) for words in _rows(sorted(page_words(page), key=_BY_PLACE)))


def page_words(page: Any) -> Iterator[Word]:
    """The words of a page, as pdfium orders them."""
    from pypdfium2 import raw

    height = page.get_height()
    text_page = page.get_textpage()
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    # pdfium drops some characters from the text it returns; only then do places in the two differ.
    aligned = len(text) == count
    calls = _calls()
    box_of, box = calls.box, raw.FS_RECTF()
    handle, place = ctypes.cast(text_page.raw, ctypes.c_void_p).value, ctypes.addressof(box)
    is_bold = _bold_reader(text_page.raw, calls)
    for found in _PRINTED.finditer(text):
        first, last = found.start(), found.end() - 1
        single = first == last
        if not aligned:
            first = raw.FPDFText_GetCharIndexFromTextIndex(text_page, first)
            last = raw.FPDFText_GetCharIndexFromTextIndex(text_page, last)
            if first < 0 or last < 0:
                continue
            single = first == last
        x1 = 0.0
        if not single:
            if not box_of(handle, last, place):
                continue
            x1 = box.right
        if not box_of(handle, first, place):
            continue
        printed = found.group()
        x0, top, bottom = box.left, box.top, box.bottom
        if single:
            x1 = box.right
        size = abs(top - bottom)
        # Numbers are never asked: whether a line is a heading is told by its words, and asking is slow.
        bold = printed[0].isalpha() and is_bold(first)
        if not printed.isascii():
            printed = printed.translate(_BROKEN)
        elif "\x02" in printed:
            printed = printed.replace("\x02", "-")
        yield Word(printed, x0, max(x0, x1), height - bottom, max(1.0, size), bold)


class _Calls(NamedTuple):
    """Functions of pdfium that every word needs, taking and giving plain addresses: wrapping each costs more than the call.

    box(text page, character, FS_RECTF) -> found; stretch(text page, character) -> text object;
    font(text object) -> font; 0 or None for none.
    """

    box: Callable[[int | None, int, int], int]
    stretch: Callable[[int | None, int], int | None]
    font: Callable[[int], int | None]


@cache
def _calls() -> _Calls:
    from pypdfium2 import raw

    address, number = ctypes.c_void_p, ctypes.c_int
    return _Calls(
        ctypes.cast(raw.FPDFText_GetLooseCharBox, ctypes.CFUNCTYPE(number, address, number, address)),
        ctypes.cast(raw.FPDFText_GetTextObject, ctypes.CFUNCTYPE(address, address, number)),
        ctypes.cast(raw.FPDFTextObj_GetFont, ctypes.CFUNCTYPE(address, address)),
    )


def _bold_reader(text_page: Any, calls: _Calls) -> Callable[[int], bool]:
    """Tells of a character whether its font is bold, by its weight or, as many fonts declare none, by its name.

    Each stretch of the page that the file sets at once is of one font, and each font of the page is asked once.
    """
    from pypdfium2 import raw

    known: dict[int, bool] = {}
    address = ctypes.cast(text_page, ctypes.c_void_p).value
    name, flags = ctypes.create_string_buffer(64), ctypes.c_int()
    stretch_at, font_of = calls.stretch, calls.font

    def ask(character: int) -> bool:
        if raw.FPDFText_GetFontWeight(text_page, character) >= BOLD:
            return True
        name.value = b""
        raw.FPDFText_GetFontInfo(text_page, character, name, 64, flags)
        lower = name.value.lower()
        return b"bold" in lower or b"black" in lower

    def is_bold(character: int) -> bool:
        stretch = stretch_at(address, character)
        font = font_of(stretch) if stretch else None
        if not font:
            return ask(character)
        found = known.get(font)
        if found is None:
            found = known[font] = ask(character)
        return found

    return is_bold


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words gathered by baseline; a raised mark or a number set half a point off stays with its line."""
    row: list[Word] = []
    for word in words:
        if row and not _level(row, word):
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def _level(row: Sequence[Word], word: Word) -> bool:
    """Whether a word is of the same line: footnote marks are small and stand up to two thirds of a line higher.

    Of a large word and a small one under it the small one's height decides: a title takes in no line under it.
    """
    first = row[0]
    if first.size < 0.8 * word.size and len(first.text) <= LONGEST_MARK:
        return abs(word.base - row[-1].base) <= RAISED * word.size
    return abs(word.base - first.base) <= OFF_LINE * min(first.size, word.size)


def _line(words: list[Word]) -> Line:
    words.sort(key=_FROM_LEFT)
    if any(".." in word.text or word.text == "." for word in words):
        words = list(_without_leaders(words)) or words
    size = max(word.size for word in words)
    segments = _join_marks(_split(words, size))
    return Line(tuple(segments), max(word.base for word in words), size)


_LEADER = 4  # dots that lead the eye from a label to its figures; right before a figure, two will do
_LEADERS = re.compile(rf"(?:\.\s?){{{_LEADER},}}|\.{{2,}}$")


def _without_leaders(words: Sequence[Word]) -> Iterator[Word]:
    """The words of a line without the dots that lead from one to the next, and with the room they took left open."""
    lone = sum(len(word.text) for word in words if not word.text.strip("."))
    for position, word in enumerate(words):
        follows = position + 1 < len(words) and _numeric(words[position + 1].text)
        if not word.text.strip(".") and (lone >= _LEADER or (follows and len(word.text) > 1)):
            continue
        wide = (word.x1 - word.x0) / len(word.text)
        leaders = [found.span() for found in _LEADERS.finditer(word.text) if follows or len(found[0]) >= _LEADER]
        at = 0
        for start, end in (*leaders, (len(word.text), 0)):
            if start > at or not leaders:
                yield word._replace(text=word.text[at:start], x0=word.x0 + at * wide, x1=word.x0 + start * wide)
            at = end


def is_mark(word: Word, size: float) -> bool:
    """Whether a word of a line in `size` is a raised footnote mark, "(a)" or "1"."""
    return word.size < 0.75 * size and RAISED_MARK.match(word.text) is not None


def _split(words: Sequence[Word], size: float) -> list[Segment]:
    """Segments between wide gaps; a raised mark stays with what it follows, wherever it stands."""
    segments: list[list[Word]] = [[words[0]]]
    before = words[0]
    for word in words[1:]:
        if is_mark(word, size):
            segments[-1].append(word)
            continue
        gap, em = word.x0 - before.x1, min(before.size, word.size)
        if gap > WIDE_GAP * em or (gap > NUMBER_GAP * em and _tight(before, word, gap)):
            segments.append([word])
        else:
            segments[-1].append(word)
        before = word
    return [Segment(tuple(segment)) for segment in segments]


def _tight(before: Word, word: Word, gap: float) -> bool:
    """Whether a word may stand in a column of its own though it is near to the one before."""
    return _numeric(word.text) and (gap > 0.8 * word.size or _numeric(before.text))


@lru_cache(maxsize=50_000)
def _is_number(text: str) -> bool:
    return NUMBER.match(text) is not None


@lru_cache(maxsize=50_000)
def _numeric(text: str) -> bool:
    return _is_number(text) or MARK.match(text) is not None


def _join_marks(segments: Sequence[Segment]) -> list[Segment]:
    """Currency signs and brackets that stand in columns of their own go to their number."""
    joined: list[Segment] = []
    for segment in _lead_marks(segments):
        before = joined[-1] if joined else None
        opens = before is not None and MARK.match(before.text) is not None and _numeric(segment.text)
        closes = before is not None and _closes(before.text, segment.text)
        percent = before is not None and segment.text == "%" and before.text.endswith(")")
        if before is not None and (opens or closes or percent):
            joined[-1] = Segment(before.words + segment.words)
        else:
            joined.append(segment)
    return joined


def _closes(number: str, mark: str) -> bool:
    """Whether a mark ends the number before it; a year is a column's head, and the "%" beside it heads the next."""
    return CLOSING.match(mark) is not None and number[-1:].isdigit() and _YEAR.match(number) is None


def _lead_marks(segments: Sequence[Segment]) -> Iterator[Segment]:
    """A sign at a segment's end belongs to the number that follows it."""
    carried: tuple[Word, ...] = ()
    for position, segment in enumerate(segments):
        words = carried + segment.words if carried else segment.words
        carried = ()
        follows = position + 1 < len(segments) and _numeric(segments[position + 1].text)
        if follows and len(words) > 1 and MARK.match(words[-1].text):
            words, carried = words[:-1], words[-1:]
        yield segment if words is segment.words else Segment(words)
