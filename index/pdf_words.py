"""The words of a PDF page with their boxes, gathered to lines and to segments that a gap sets apart."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
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


def page_lines(page: Any) -> tuple[Line, ...]:
    """The lines of a pypdfium2 page, top to bottom."""
    return tuple(_line(words) for words in _rows(sorted(page_words(page), key=lambda word: (word.base, word.x0))))


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
    box_of, box = raw.FPDFText_GetLooseCharBox, raw.FS_RECTF()
    handle, place = text_page.raw, ctypes.byref(box)
    is_bold = _bold_reader(handle)
    for found in re.finditer(r"[^\s\x00]+", text):
        first, last = found.start(), found.end() - 1
        if not aligned:
            first = raw.FPDFText_GetCharIndexFromTextIndex(handle, first)
            last = raw.FPDFText_GetCharIndexFromTextIndex(handle, last)
            if first < 0 or last < 0:
                continue
        x1 = 0.0
        if last != first:
            if not box_of(handle, last, place):
                continue
            x1 = box.right
        if not box_of(handle, first, place):
            continue
        printed = found.group()
        x0, right, top, bottom = box.left, box.right, box.top, box.bottom
        size = max(abs(top - bottom), 1.0)
        # Numbers are never asked: whether a line is a heading is told by its words, and asking is slow.
        bold = printed[0].isalpha() and is_bold(first)
        yield Word(printed.translate(_BROKEN), x0, max(right if last == first else x1, x0), height - bottom, size, bold)


def _bold_reader(text_page: Any) -> Callable[[int], bool]:
    """Tells of a character whether its font is bold, by its weight or, as many fonts declare none, by its name.

    Each stretch of the page that the file sets at once is of one font, and is asked once.
    """
    from pypdfium2 import raw

    known: dict[int, bool] = {}
    name, flags = ctypes.create_string_buffer(64), ctypes.c_int()

    def ask(character: int) -> bool:
        if raw.FPDFText_GetFontWeight(text_page, character) >= BOLD:
            return True
        name.value = b""
        raw.FPDFText_GetFontInfo(text_page, character, name, 64, flags)
        lower = name.value.lower()
        return b"bold" in lower or b"black" in lower

    def is_bold(character: int) -> bool:
        stretch = raw.FPDFText_GetTextObject(text_page, character)
        if not stretch:
            return ask(character)
        at = ctypes.addressof(stretch.contents)
        found = known.get(at)
        if found is None:
            found = known[at] = ask(character)
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
    words.sort(key=lambda word: word.x0)
    size = max(word.size for word in words)
    segments = _join_marks(_split(words, size))
    return Line(tuple(segments), max(word.base for word in words), size)


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
        gap = word.x0 - before.x1
        tight = _numeric(word.text) and (_numeric(before.text) or gap > 0.8 * word.size)
        if gap > (NUMBER_GAP if tight else WIDE_GAP) * min(before.size, word.size):
            segments.append([word])
        else:
            segments[-1].append(word)
        before = word
    return [Segment(tuple(segment)) for segment in segments]


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
        words = carried + segment.words
        carried = ()
        follows = position + 1 < len(segments) and _numeric(segments[position + 1].text)
        if follows and len(words) > 1 and MARK.match(words[-1].text):
            words, carried = words[:-1], words[-1:]
        yield Segment(words)
