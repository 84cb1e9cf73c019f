"""The items of a plain list in a sentence."""

from __future__ import annotations

import re


def items_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of a plain list ("A, B, and C"); empty where the words are no plain list of short names."""
    body = re.sub(r",\s+respectively$", "", text[start:end])
    parts = [(m.start(), m.end()) for m in re.finditer(r"(?:[^,;()]|\([^()]*\))+", body)]
    found: list[tuple[int, int]] = []
    for first, last in parts:
        lead = re.match(r"\s*(?:(?:and|or|as\s+well\s+as)\s+)?", body[first:last])
        a = first + (lead.end() if lead else 0)
        b = a + len(body[a:last].rstrip())
        if a < b:
            found.append((a, b))
    if found:
        a, b = found[-1]
        joined = re.search(r"\s+and\s+", body[a:b])
        listed = body[:a].rstrip().endswith(",") and re.search(r",\s*(?:and|or)\s+$", body[:a])
        if joined and not listed and len(found) > 1:
            found[-1:] = [(a, a + joined.start()), (a + joined.end(), b)]
    short = all(len(body[a:b].split()) <= 6 for a, b in found)
    return [(start + a, start + b) for a, b in found] if len(found) > 2 and short else []
