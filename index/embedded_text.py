"""What of a passage an embedding model is given to read."""

from __future__ import annotations

import re

from index.passages import Passage

_NUMERAL = re.compile(r"(?<!\w)[($€£¥]*\s?[$€£¥]?\d[\d,.]*\)?\s?%?\)?|[$€£¥—–()]")


def embedded_text(passage: Passage) -> str:
    """Its context, then its text; less what a small model gains nothing by and pays for by the word piece.

    Left out: the figures of table rows (a row is found by its words; figures are found by full text), the outer titles
    of the section path, and context lines with which the text begins anyway.
    """
    text = _NUMERAL.sub(" ", passage.text) if passage.table is not None else passage.text
    text = " ".join(text.split())
    lines: list[str] = []
    path = " > ".join(passage.section)
    for said in passage.context.splitlines():
        line = passage.section[-1] if " > " in said and path.startswith(said) else said
        if line and not text.startswith(line) and not any(line in before for before in lines):
            lines.append(line)
    return "\n".join([*lines, text])
