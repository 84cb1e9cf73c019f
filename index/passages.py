"""Passages: what retrieval returns. They break at rows and sentences, and together tile the filing's text."""

from __future__ import annotations

from dataclasses import dataclass

from index.layout import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a filing.

    id: hash of filing and position. span: its place; passages of a filing tile its text without overlap.
    context: title, section, caption and column heads, embedded beside the text, not part of it.
    page: where it starts. table: number of the typed table it is rows of; None for prose.
    """

    id: str
    filing: str
    section: tuple[str, ...]
    span: Span
    text: str
    context: str
    page: int | None = None
    table: int | None = None
