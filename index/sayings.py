"""What a filing says in words: its sentences with the headings they stand under, and what its cover states in lines.

A cover page says things without sentences: a value with its label in parentheses below it, a name under "Contacts".
Such lines are read as one saying, so that a question can find the value by its label.
"""

from __future__ import annotations

import re
from itertools import pairwise

from index.filing import Filing
from index.layout import Paragraph, Span
from index.passages import SectionFinder
from index.sentences import Sentence, sentences_of

_LONG = 400  # characters: a sentence that may be taken in parts
_SHORT = 70  # characters: a line of a cover page or an address


def said_under_headings(filing: Filing) -> list[tuple[Sentence, str]]:
    """Every sentence of a filing's prose, and every saying of its cover, each with the heading above it, in text order."""
    sections = SectionFinder(filing.sections)
    paragraphs = sorted(
        (p for p in filing.paragraphs if p.kind not in {"furniture", "caption"}), key=lambda p: p.span.start
    )
    found: list[tuple[Sentence, str]] = []
    title = ""
    under, left = "", 0  # a line like "Contacts:", and how many more paragraphs stand under it
    for block in _blocks(filing.text, paragraphs):
        path = sections.at(block[0].span.start)
        left = left if path and path[-1] == title else 0
        title = path[-1] if path else ""
        found += [(saying, title) for saying in _sayings(filing.text, block)]
        for one in block:
            line = one.span.of(filing.text)
            above = f"{title} {under}".strip() if left > 0 else title
            found += [(part, above) for sentence in sentences_of(filing.text, one) for part in _parts(sentence)]
            left -= 1
            if line.endswith(":") and len(line.split()) <= 3:
                under, left = line, 12
    return found


def _parts(sentence: Sentence) -> list[Sentence]:
    """A long sentence that enumerates, at its semicolons: each part says one thing."""
    edges = [0, *(match.end() for match in re.finditer(r";\s+", sentence.text)), len(sentence.text)]
    if len(sentence.text) < _LONG or len(edges) < 4:
        return [sentence]
    return [
        Sentence(sentence.text[a:b].rstrip(), (sentence.place(a, a + len(sentence.text[a:b].rstrip())),))
        for a, b in pairwise(edges)
        if sentence.text[a:b].strip()
    ]


def _blocks(text: str, paragraphs: list[Paragraph]) -> list[list[Paragraph]]:
    """Runs of short lines that belong together, and every other paragraph by itself."""
    blocks: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        last = blocks[-1][-1] if blocks else None
        between = text[last.span.end : paragraph.span.start] if last else ""
        if last and not between.strip() and _is_line(text, last) and _is_line(text, paragraph):
            blocks[-1].append(paragraph)
        else:
            blocks.append([paragraph])
    return blocks


def _is_line(text: str, paragraph: Paragraph) -> bool:
    words = paragraph.span.of(text)
    ends = words.endswith(".") and not re.search(r"\b(?:Inc|Corp|Co|Ltd|LLC|L\.P)\.$", words)
    return len(words) <= _SHORT and paragraph.kind == "text" and not ends


def _sayings(text: str, block: list[Paragraph]) -> list[Sentence]:
    """What a run of short lines says: values with their labels below, and lines that stand together."""
    lines = [paragraph.span for paragraph in block]
    return [*_labelled(text, lines), *_together(text, lines)]


def _labelled(text: str, lines: list[Span]) -> list[Sentence]:
    """Values and the labels below them, in order: three values, then three labels in parentheses."""
    found: list[Sentence] = []
    number = 0
    while number < len(lines):
        last = number
        while last < len(lines) and _is_label(lines[last].of(text)):
            last += 1
        count = min(last - number, number)
        for value, label in zip(lines[number - count : number], lines[last - count : last], strict=True):
            if not _is_label(value.of(text)):
                found.append(_joined(text, (value, label)))
        number = max(last, number + 1)
    return found


def _together(text: str, lines: list[Span]) -> list[Sentence]:
    """Lines with no blank line between them, as of an address, with the line ending in a colon that they stand under."""
    found: list[Sentence] = []
    run: list[Span] = []
    for line in [*lines, None]:
        if line and run and text.count("\n", run[-1].end, line.start) <= (2 if run[-1].of(text).endswith(":") else 1):
            run.append(line)
            continue
        if len(run) > 2:
            found.append(_joined(text, tuple(run)))
        run = [line] if line else []
    return found


def _joined(text: str, pieces: tuple[Span, ...]) -> Sentence:
    return Sentence("\n".join(piece.of(text) for piece in pieces), pieces)


def _is_label(words: str) -> bool:
    return words.startswith("(") and words.endswith(")") and len(words) > 4 and words[1].isupper()
