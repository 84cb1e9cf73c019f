"""Text on its way into Slack: made harmless, and cut without cutting through a word, a number or a sentence.

Slack reads `<...>` and `&` in mrkdwn as its own; https://docs.slack.dev/messaging/formatting-message-text names the
three characters to escape. Controls and bidirectional overrides could reorder a number on screen, so they go too.
"""

from __future__ import annotations

import re

# Overrides, embeddings, isolates and marks that change the order in which text is shown.
_BIDI = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WITH_NUMBER = re.compile(r"[\d$€£¥(]")
_SPACE = re.compile(r"\s+")
_NOT_SPACE_RUN = re.compile(r"[^\S\n]+")
_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
_LINK = re.compile(r"<(https?://[^|>]+|mailto:[^|>]+)(?:\|([^>]*))?>")
_CHANNEL = re.compile(r"<#[A-Z0-9]+(?:\|([^>]*))?>")
_SPECIAL = re.compile(r"<!([^|>]+)(?:\|([^>]*))?>")


def harmless(text: str) -> str:
    """Text with nothing in it but what can be read: no control, no override of direction, no half of a character."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _CONTROL.sub(" ", text.translate(_BIDI)))


def one_line(text: str) -> str:
    """Harmless text with every run of white space made one blank."""
    return _SPACE.sub(" ", harmless(text)).strip()


def escape(text: str) -> str:
    """Harmless text in which Slack finds no mention, link or entity, wherever it reads mrkdwn."""
    return harmless(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_plain(text: str) -> str:
    """As `escape`, for text sent where Slack reads mrkdwn and cannot be told not to: nothing is struck out or coded."""
    return escape(text).replace("~", "\N{TILDE OPERATOR}").replace("`", "'")


def escape_within(text: str, limit: int) -> tuple[str, str]:
    """As much of a text as fits in `limit` once escaped, escaped; and the rest, as it was."""
    size = min(len(text), limit)
    while True:
        head, rest = shorten(text, size)
        escaped = escape_plain(head)
        if len(escaped) <= limit:
            return escaped, rest
        size = size * limit // (len(escaped) + 1)


def shorten(text: str, limit: int) -> tuple[str, str]:
    """Text in two, the first of at most `limit` code points: cut between sentences, else between words.

    A single word longer than the limit goes to the second part whole, and so does a number that a cut would part from
    the words after it ("$28" from "million"): no number is ever cut through.
    """
    if len(text) <= limit:
        return text, ""
    head = text[: limit + 1]
    sentence = max((m.end() for m in _SENTENCE_END.finditer(head) if m.end() <= limit), default=0)
    if sentence >= limit // 2:
        return text[:sentence].rstrip(), text[sentence:]
    blank = max((m.start() for m in _SPACE.finditer(head) if m.start() <= limit), default=0)
    while blank:
        words = text[:blank].rstrip()
        last = max((words.rfind(space) for space in " \n\t"), default=-1) + 1
        if not _WITH_NUMBER.search(words, last):
            break
        blank = last
    return text[:blank].rstrip(), text[blank:].lstrip()


def label(text: str, limit: int) -> str:
    """One line of at most `limit` code points, ending in an ellipsis where words were left out."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    head, _ = shorten(line, limit - 1)
    return (head or line[: limit - 1]) + "…"


def chunks(text: str, limit: int) -> list[str]:
    """Text in pieces of at most `limit`, cut at line ends where there are any, else as `shorten` does, else anywhere."""
    pieces: list[str] = []
    rest = text
    while len(rest) > limit:
        line = rest.rfind("\n", 1, limit + 1)
        if line > 0:
            head, rest = rest[:line], rest[line + 1 :]
        else:
            head, tail = shorten(rest, limit)
            head, rest = (head, tail) if head else (rest[:limit], rest[limit:])
        pieces.append(head)
    if rest.strip() or not pieces:
        pieces.append(rest)
    return pieces


def asked(text: str, bot_user: str = "") -> str:
    """What a person typed, from the mrkdwn Slack sends: mentions of the bot gone, links as typed, entities undone."""
    text = _MENTION.sub(lambda m: "" if m.group(1) == bot_user else "@" + m.group(1), text)
    text = _LINK.sub(lambda m: m.group(2) or m.group(1), text)
    text = _CHANNEL.sub(lambda m: "#" + (m.group(1) or ""), text)
    text = _SPECIAL.sub(lambda m: m.group(2) or "@" + m.group(1).split("^")[0], text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return _NOT_SPACE_RUN.sub(" ", harmless(text)).strip()


def mentions(text: str) -> tuple[str, ...]:
    """The ids of the users that a message from Slack mentions, in order."""
    return tuple(_MENTION.findall(text))
