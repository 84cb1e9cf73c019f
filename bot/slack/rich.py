"""Slack's blocks, as small as we need them. Text goes in rich_text elements, which Slack shows as they are.

A rich_text element's text is never read for mentions, links or formatting, so nothing from a filing, a model or a person
can become active. Limits are from https://docs.slack.dev/reference/block-kit/blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from bot.slack.text import harmless, label

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
SECTION = 3_000
TABLE_ROWS = 100
TABLE_COLUMNS = 20
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
LINK_URL = 3_000

Block = dict[str, object]
Element = dict[str, object]


def run(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    """A stretch of text, shown as it is."""
    element: Element = {"type": "text", "text": harmless(text)}
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    return element | ({"style": style} if style else {})


def runs(text: str, *, bold: bool = False, italic: bool = False) -> list[Element]:
    """A stretch of any length, in as many elements as keep within what Slack takes of text."""
    return [run(text[i : i + SECTION], bold=bold, italic=italic) for i in range(0, len(text), SECTION)]


def link(url: str | None, text: str) -> Element:
    """A link where the address is one that may be followed, else its text. At most SECTION code points."""
    if url is None or not may_link(url):
        return run(text)
    return {"type": "link", "url": url, "text": harmless(text)}


def links(url: str | None, text: str) -> list[Element]:
    """A link with a text of any length."""
    return [link(url, text[i : i + SECTION]) for i in range(0, len(text), SECTION)]


def may_link(url: str) -> bool:
    """Whether an address of a citation may be a link: http or https, with a host, in printable ASCII."""
    if not url.isascii() or not url.isprintable() or len(url) > LINK_URL or any(char in url for char in " <>|\"'`\\"):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and "@" not in parts.netloc


def emoji(name: str) -> Element:
    return {"type": "emoji", "name": name}


def section(elements: Iterable[Element]) -> Element:
    """A line of rich text. Slack refuses empty stretches, so they are left out."""
    kept = [element for element in elements if element["type"] == "emoji" or element["text"]]
    return {"type": "rich_text_section", "elements": kept or [run(" ")]}


def preformatted(text: str) -> Element:
    return {"type": "rich_text_preformatted", "elements": [run(text or " ")]}


def rich(parts: Sequence[Element]) -> Block:
    return {"type": "rich_text", "elements": list(parts)}


def table(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> Block:
    """A table block: rectangular, no cell empty (Slack refuses an empty one). `right`: columns set to the right."""
    width = max(len(row) for row in rows)
    assert len(rows) <= TABLE_ROWS and width <= TABLE_COLUMNS
    cells = [
        [{"type": "raw_text", "text": harmless(row[i]).strip() or "–" if i < len(row) else "–"} for i in range(width)]
        for row in rows
    ]
    aligned = set(right)
    settings = [{"align": "right" if i in aligned else "left", "is_wrapped": i not in aligned} for i in range(width)]
    return {"type": "table", "rows": cells, "column_settings": settings}


def monospace(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> str:
    """The same table as lines of fixed-width text, for where a table block cannot be."""
    width = max(len(row) for row in rows)
    padded = [[*(cell.strip() or "–" for cell in row), *["–"] * (width - len(row))] for row in rows]
    aligned = set(right)
    sizes = [max(len(row[i]) for row in padded) for i in range(width)]
    lines = (
        "  ".join(
            cell.rjust(size) if i in aligned else cell.ljust(size)
            for i, (cell, size) in enumerate(zip(row, sizes, strict=True))
        )
        for row in padded
    )
    return "\n".join(line.rstrip() for line in lines)


def button(action: str, text: str, value: str, *, primary: bool = False) -> Element:
    assert len(value) <= BUTTON_VALUE
    shown = {"type": "plain_text", "text": label(text, BUTTON_TEXT) or "–", "emoji": False}
    element: Element = {"type": "button", "action_id": action, "text": shown, "value": value}
    return element | ({"style": "primary"} if primary else {})


def actions(block_id: str, elements: Sequence[Element]) -> Block:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "plain_text", "text": harmless(text), "emoji": False}]}


def header(text: str) -> Block:
    return {"type": "header", "text": {"type": "plain_text", "text": label(text, 150), "emoji": False}}


def feedback(ref: str) -> Block:
    """The two thumbs under an answer."""
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "feedback",
                "positive_button": _thumb("Right", "This answer is right", f"right:{ref}"),
                "negative_button": _thumb("Wrong", "This answer is wrong", f"wrong:{ref}"),
            }
        ],
    }


def _thumb(text: str, spoken: str, value: str) -> Element:
    return {"text": {"type": "plain_text", "text": text}, "accessibility_label": spoken, "value": value}
