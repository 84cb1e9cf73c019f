"""Sentences of a filing's paragraphs, each with where it stands in the canonical text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from index.layout import Paragraph, Span


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A full stop after these ends no sentence.
_NEVER = _words(
    "mr mrs ms dr prof gen gov sen rep hon st no nos vs cf e.g i.e viz fig figs vol sec art arts para "
    "pp p ed eds al ca approx"
    " est jan feb mar apr jun jul aug sept sep oct nov dec mt ft dept univ messrs rev reg"
)
# After these it may: it does where the next word is one that sentences begin with.
_PERHAPS = _words(
    "inc corp co cos ltd llc l.l.c lp l.p plc n.v s.a a.g u.s u.k u.s.a e.u n.a bros jr sr etc a.m p.m "
    "ph.d m.d d.c int'l"
)
_STARTERS = _words(
    "the a an in on at as for from by with to of our we us it its this these that those they their "
    "there he she his her if when while"
    " during after before since until although though because however moreover furthermore "
    "additionally also in such some many most all"
    " each both other no not total net gross revenue revenues sales operating income interest cash "
    "capital research general selling cost"
    " management under upon following see excluding including based according"
)
# A run of marks before more words, or marks and brackets that end the text; it begins with what is looked for.
_BOUNDARY = re.compile(r"[.!?](?:(?<![.!?].)[.!?]*+[\"”’'»)\]]*+(?=\s+\S)|[\"”’')\]]+(?=\s*$))")
_BLANK = str.maketrans("\r\n\t\f\v", "     ")
_NEXT = re.compile(r"\s+[\"“‘'«(\[]*(?:[•·▪-]\s*)?(\\?\S+)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    text: its words, with line breaks as spaces and page furniture left out; otherwise as printed.
    pieces: where it stands in the canonical text; more than one where a page break interrupts it. The characters of
    the pieces are those of `text`, in order; between two pieces `text` has one space or line break (none after a hyphen).
    """

    text: str
    pieces: tuple[Span, ...]

    @property
    def span(self) -> Span:
        return Span(self.pieces[0].start, self.pieces[-1].end)

    def place(self, start: int, end: int) -> Span:
        """The span in the canonical text of `text[start:end]`; a range that is interrupted is cut at the break."""
        offset = 0
        for number, piece in enumerate(self.pieces):
            length = piece.end - piece.start
            if start < offset + length or number == len(self.pieces) - 1:
                first = piece.start + max(0, start - offset)
                return Span(first, max(first, min(piece.end, piece.start + end - offset)))
            offset += length + _joint(self.text, offset + length)
        raise ValueError("a sentence has no pieces")


def _joint(text: str, at: int) -> int:
    """How many characters `text` has between two pieces."""
    return 0 if text[at - 1 : at] == "-" else 1


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end), without the white space between them, in order."""
    found: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for boundary in _BOUNDARY.finditer(text):
        if boundary.end() > start and _ends(text, boundary):
            found.append((start, boundary.end()))
            start = boundary.end() + len(text[boundary.end() :]) - len(text[boundary.end() :].lstrip())
    end = len(text.rstrip())
    if start < end:
        found.append((start, end))
    return found


def _ends(text: str, boundary: re.Match[str]) -> bool:
    """Whether the mark found ends a sentence."""
    following = _NEXT.match(text, boundary.end())
    if following is None:
        return True
    word = following.group(1)
    first = word.lstrip("\\$(\"“‘'")[:1]
    apart = boundary.start() > 0 and text[boundary.start() - 1].isspace()  # " . ": tokenised text
    if apart:
        return True
    if first.islower() and not re.match(r"[a-z]+[A-Z]|[a-z]\w*-?\d", word):
        return False
    before = re.search(r"[\w.'&]+$", text[max(0, boundary.start() - 20) : boundary.start()])
    last = before.group().lower().strip("'.") if before else ""
    if text[boundary.start()] == ".":
        if last == "no":
            return not word[:1].isdigit()
        if last in _NEVER or (len(last) == 1 and last.isalpha() and last != "i"):
            return False
        if last in _PERHAPS or re.fullmatch(r"(?:[a-z]\.)+[a-z]", last):
            return word.lower().strip(",;:'’") in _STARTERS and word[:1].isupper()
    return True


def sentences_of(text: str, paragraph: Paragraph) -> tuple[Sentence, ...]:
    """The sentences of one paragraph of a canonical text, joined over page breaks."""
    joined, starts = "", []
    for piece in paragraph.pieces:
        if joined and not joined.endswith("-"):
            joined += " "
        starts.append(len(joined))
        joined += piece.of(text).translate(_BLANK)
    return tuple(
        Sentence(joined[start:end], _pieces(paragraph.pieces, starts, start, end))
        for start, end in split_sentences(joined)
    )


def _pieces(pieces: tuple[Span, ...], starts: list[int], start: int, end: int) -> tuple[Span, ...]:
    """Where a range of the joined text stands in the canonical text."""
    found = []
    for number in range(bisect_right(starts, start) - 1, len(pieces)):
        piece, offset = pieces[number], starts[number]
        low, high = max(start - offset, 0), min(end - offset, piece.end - piece.start)
        if low < high:
            found.append(Span(piece.start + low, piece.start + high))
        if end <= offset + piece.end - piece.start:
            break
    return tuple(found)
