"""Text made harmless, cut without breaking a number, and read back as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.logs import redact
from bot.slack.rich import may_link, monospace, table
from bot.slack.text import asked, chunks, escape, escape_within, harmless, label, shorten


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("R&D <!channel>", "R&amp;D &lt;!channel&gt;"),
        ("a\u202e17\u202cb", "a17b"),
        ("a\x00b\x1b[31m", "a b [31m"),
        ("half \ud800", "half \ufffd"),
        ("tab\tand\nline", "tab\tand\nline"),
    ],
)
def test_escape(text: str, found: str) -> None:
    assert escape(text) == found


@pytest.mark.parametrize(
    ("text", "limit", "head", "rest"),
    [
        ("short", 10, "short", ""),
        ("One sentence. Another one.", 16, "One sentence.", "Another one."),
        ("the net loss was $28 million", 21, "the net loss was", "$28 million"),
        ("the loss was 28 to 31 million", 24, "the loss was 28 to", "31 million"),
        ("99999999999999", 5, "", "99999999999999"),
        ("words and words and words", 12, "words and", "words and words"),
    ],
)
def test_shorten(text: str, limit: int, head: str, rest: str) -> None:
    assert shorten(text, limit) == (head, rest)


@given(st.text(max_size=200), st.integers(1, 60))
def test_shorten_loses_nothing_but_white_space(text: str, limit: int) -> None:
    head, rest = shorten(text, limit)
    assert len(head) <= limit
    assert "".join((head + rest).split()) == "".join(text.split())


@given(st.text(max_size=300), st.integers(1, 50))
def test_chunks_fit_and_lose_nothing_but_white_space(text: str, limit: int) -> None:
    pieces = chunks(text, limit)
    assert all(len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(st.text(alphabet="&<> ab~`", max_size=200), st.integers(5, 60))
def test_escape_within_fits(text: str, limit: int) -> None:
    assert len(escape_within(text, limit)[0]) <= limit


@given(st.text())
def test_harmless_is_harmless_again(text: str) -> None:
    assert harmless(harmless(text)) == harmless(text)
    harmless(text).encode("utf-8")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("<@UBOT> What was R&amp;D?", "What was R&D?"),
        ("<@UBOT|tieout>  EPS?", "EPS?"),
        ("What did <@U2> say of <https://x.example/a|the filing>?", "What did @U2 say of the filing?"),
        ("see <https://x.example/a>", "see https://x.example/a"),
        ("in <#C1|general>, <!here>", "in #general, @here"),
        ("a &lt;!channel&gt; b", "a <!channel> b"),
    ],
)
def test_asked(typed: str, found: str) -> None:
    assert asked(typed, "UBOT") == found


def test_label_ends_in_an_ellipsis_where_cut() -> None:
    assert label("Research and development expense", 20) == "Research and…"
    assert label("Short", 20) == "Short"


@pytest.mark.parametrize("url", ["https://www.sec.gov/a.htm", "http://x.example/?a=b#c", "https://[::1]/a"])
def test_links_that_may_be(url: str) -> None:
    assert may_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "//evil.example",
        "https://sec.gov@evil.example/",
        "https://",
        "https://x/ y",
        "https://x/<!here>",
        "https://x/|y",
        "https://[bad",
        "ftp://x.example/a",
        "https://xn--\N{CYRILLIC SMALL LETTER A}.example/",
        "https://x.example/" + "a" * 3000,
    ],
)
def test_links_that_may_not_be(url: str) -> None:
    assert not may_link(url)


def test_a_table_has_no_empty_cell() -> None:
    found = table([("a", "b"), ("", " "), ("c",)])
    assert [[cell["text"] for cell in row] for row in found["rows"]] == [["a", "b"], ["–", "–"], ["c", "–"]]  # type: ignore[attr-defined]


def test_monospace_lines_up() -> None:
    assert monospace([("Figure", "Value"), ("R&D", "$10.7"), ("Net loss", "")], (1,)) == (
        "Figure    Value\nR&D       $10.7\nNet loss      –"
    )


def test_redact() -> None:
    said = redact("xoxb-1-abc xapp-1-A-2 wss://x/?ticket=abc-1 https://hooks.slack.com/commands/T1/2/secret ok")
    assert redact("https://hooks.slack-gov.com/commands/T1/2/secret") == "https://hooks.slack-gov.com/[hidden]"
    assert said == "[hidden] [hidden] wss://x/?ticket=[hidden] https://hooks.slack.com/[hidden] ok"
