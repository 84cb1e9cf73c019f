"""What of a passage an embedding model is given to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.passages import Passage

_LEADERS = re.compile(r"(?:[.·•_…‥](?:[ \xa0]*+[.·•_…‥]){3,}+|…{2,})")
_NUMERAL = re.compile(r"(?<!\w)[($€£¥]*\s?[$€£¥]?\d[\d,.]*\)?\s?%?\)?|[$€£¥—–()]")


def embedded_text(passage: Passage) -> str:
    """Its context, then its text; less what a small model gains nothing by and pays for by the word piece.

    Left out: what `embedded_words` leaves out, the outer titles of the section path, and context lines with which the
    text begins anyway.
    """
    text = " ".join(embedded_words(passage.text, table=passage.table is not None).split())
    lines: list[str] = []
    path = " > ".join(passage.section)
    for said in passage.context.splitlines():
        line = passage.section[-1] if " > " in said and path.startswith(said) else said
        if line and not text.startswith(line) and not any(line in before for before in lines):
            lines.append(line)
    return "\n".join([*lines, text])


def embedded_words(text: str, *, table: bool) -> str:
    """A text without its leaders ("Total assets ......"), and rows of a table without their figures.

    A row is found by its words; figures are found by full text.
    """
    text = _LEADERS.sub(" ", text)
    return _NUMERAL.sub(" ", text) if table else text
