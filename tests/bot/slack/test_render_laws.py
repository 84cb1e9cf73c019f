"""Laws of rendering: whatever the answer, the payload is within every limit, harmless, and loses no source or number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from fake_slack import refuse_blocks
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from slack_chain import QUARTER, answered, fact, verbose

from bot.answer import (
    Answer,
    Citation,
    Figure,
    FigureText,
    Literal,
    Marker,
    NameText,
    Nearest,
    Operand,
    QuoteText,
    Segment,
)
from bot.slack.render import render
from bot.slack.text import escape_plain, harmless, one_line
from bot.slack.values import Rendered

REF = "ABCDEFGH"
HOSTILE = [
    "<!channel>",
    "<!here|here>",
    "<@U123>",
    "<!subteam^S1>",
    "<#C1>",
    "<https://evil.example|https://www.sec.gov>",
    "[sec.gov](https://evil.example)",
    "&lt;!channel&gt;",
    "&amp;lt;!everyone>",
    "@channel",
    "*bold* _it_ ~no~ `code` ```pre```",
    "\u202e17.3\u202c",
    "\ud800",
    "\x00\x1b[31m",
    "$28 million to $31 million",
    "(8.8)%",
    "1,234.56 " * 40,
    "👩‍👩‍👧‍👦",
]
anything = st.text(st.characters(), max_size=80)
words = st.one_of(anything, st.sampled_from(HOSTILE))
long_words = st.builds(lambda text, times: text * times, words, st.sampled_from([1, 1, 1, 10, 300]))
displays = st.sampled_from(["$10.7 million", "(8.8)%", "$28-31 million", "9", "1,234,567,890.12", "−5"]) | anything
urls = st.sampled_from(
    [None, None, "https://www.sec.gov/a.htm", "http://x.example/b", "javascript:alert(1)", "https://a.example/<!here>",
     "file:///etc/passwd", "https://www.sec.gov@evil.example/", "//evil.example", "https://[bad", "ftp://x.example/a"]
)  # fmt: skip


@st.composite
def citations(draw: st.DrawFn, number: int) -> Citation:
    quote = draw(long_words)
    return Citation(number, "f" * 16, draw(words), draw(words), quote, draw(words) + quote, 0, len(quote),
                    page=draw(st.none() | st.integers(1, 999)), row=draw(words), column=draw(words), url=draw(urls))  # fmt: skip


@st.composite
def figures(draw: st.DrawFn, citation: int) -> Figure:
    operand = Operand("a", fact=replace(fact(), label=draw(words)), citation=citation)
    return Figure(draw(words), Decimal(draw(st.integers(-(10**12), 10**12))), "USD", draw(displays), "computed",
                  "a", (operand,), QUARTER, warnings=tuple(draw(st.lists(words, max_size=2))))  # fmt: skip


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    sources = [draw(citations(number)) for number in range(1, draw(st.sampled_from([0, 1, 3, 12])) + 1)]
    sources *= 1 if draw(st.booleans()) or not sources else 10
    sources = [replace(source, id=number) for number, source in enumerate(sources, 1)]
    shown = [draw(figures(1)) for _ in range(draw(st.sampled_from([0, 1, 4])))] if sources else []
    shown *= draw(st.sampled_from([1, 1, 40]))
    kinds: list[st.SearchStrategy[Segment]] = [st.builds(Literal, long_words), st.builds(NameText, words)]
    if sources:
        kinds.append(st.builds(Marker, st.integers(1, len(sources))))
        kinds.append(st.builds(QuoteText, st.integers(1, len(sources)), long_words))
    if shown:
        places = st.integers(0, len(shown) - 1)
        kinds.append(places.map(lambda place: FigureText(place, shown[place].display)))
    segments = draw(st.lists(st.one_of(kinds), max_size=8)) * draw(st.sampled_from([1, 1, 50]))
    status = draw(st.sampled_from(["answered", "abstained", "clarify"]))
    return Answer(
        question=draw(words),
        status=status,
        segments=tuple(segments),
        figures=tuple(shown),
        citations=tuple(sources),
        nearest=tuple(Nearest(draw(words), 1) for _ in range(2)) if sources and status == "abstained" else (),
        choices=tuple(draw(st.lists(words, max_size=14))) if status == "clarify" else (),
        notes=tuple(draw(st.lists(long_words, max_size=3))),
        model=draw(st.none() | words),
    )


def elements(blocks: Any) -> Iterator[dict[str, Any]]:
    """Every object in a payload."""
    if isinstance(blocks, dict):
        yield blocks
        for value in blocks.values():
            yield from elements(value)
    elif isinstance(blocks, list | tuple):
        for value in blocks:
            yield from elements(value)


def shown_text(blocks: Any) -> str:
    """All that people can read in blocks."""
    return "".join(str(found["text"]) for found in elements(blocks) if isinstance(found.get("text"), str))


def check_limits(rendered: Rendered) -> None:
    assert refuse_blocks(list(rendered.blocks)) == ""
    assert refuse_blocks(list(rendered.work), most=100) == ""
    assert len(rendered.blocks) <= 50
    assert len(shown_text(rendered.blocks)) <= 12_000
    assert 0 < len(rendered.text) <= 3_000
    assert len(rendered.plain) <= 4_000
    for found in elements([rendered.blocks, rendered.work]):
        if found.get("type") in {"text", "link", "raw_text"}:
            assert 0 < len(found["text"]) <= 3_000
        if found.get("type") == "button":
            assert 0 < len(found["text"]["text"]) <= 75
            assert len(found["value"]) <= 2_000
        if found.get("type") == "context":
            assert all(0 < len(element["text"]) <= 2_000 for element in found["elements"])
    json.dumps(rendered.to_json(), ensure_ascii=False).encode("utf-8")


def check_harmless(answer: Answer, rendered: Rendered) -> None:
    for text in (rendered.text, rendered.plain):
        assert "<" not in text
        assert ">" not in text
        assert "&" not in re.sub("&(?:lt|gt|amp);", "", text)
    addresses = {citation.url for citation in answer.citations}
    for found in elements([rendered.blocks, rendered.work]):
        assert found.get("type") not in {"user", "usergroup", "broadcast", "channel", "mrkdwn", "markdown"}
        if found.get("type") == "link":
            assert found["url"] in addresses
            assert re.match(r"https?://[^@<>]+\Z", found["url"])
    everything = json.dumps(rendered.to_json(), ensure_ascii=False)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u0000-\u0008\ud800-\udfff]", everything)


def check_no_source_lost(answer: Answer, rendered: Rendered) -> None:
    """Every source is whole in the message, or whole in the file; and again for the plain form."""
    message = shown_text(rendered.blocks)
    for citation in answer.citations:
        whole = [f"[{citation.id}] ", one_line(citation.title), one_line(citation.section), one_line(citation.quote)]
        for place in (rendered.file or message, rendered.spare or undone(rendered.plain)):
            assert all(escape_plain_undone(part) in place or part in place for part in whole)


def undone(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escape_plain_undone(text: str) -> str:
    return undone(escape_plain(text))


def check_no_number_broken(answer: Answer, rendered: Rendered) -> None:
    """What is shown of the answer is all of it, or a beginning that does not end in the middle of a number."""
    first = "".join(e["text"] for e in rendered.blocks[0]["elements"][0]["elements"])  # type: ignore[index]
    whole = harmless(answer.text)
    if not first.endswith(" …") or first == whole:
        assert first == whole or not whole
        return
    head = first.removesuffix(" …")
    assert whole.startswith(head)
    last, following = re.search(r"\S*\Z", head), whole[len(head) :]
    assert last is not None
    assert rendered.file
    # Between segments is no middle: the checker lets no answer out in which two of them make one number together.
    inside = [part.text for part in answer.segments if not isinstance(part, Marker) and part.text.strip()]
    if not following[:1].isspace() and last.group() and re.search(r"\d\Z", head) and following[:1].isdigit():
        assert any(head.endswith(harmless(text)) for text in inside), "a number was cut"
    for figure in answer.figures:
        assert one_line(figure.display) in rendered.file


def check_all(answer: Answer) -> None:
    for private in (False, True):
        rendered = render(answer, REF, private=private)
        check_limits(rendered)
        check_harmless(answer, rendered)
        check_no_source_lost(answer, rendered)
        check_no_number_broken(answer, rendered)
        assert Rendered.from_json(json.loads(json.dumps(rendered.to_json()))) == rendered


HUGE = "The net loss was $28.4 million in the quarter <!channel> & fell 8.8%. " * 1_500


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(answers())
def test_any_answer_makes_a_payload_that_slack_takes_and_people_can_trust(answer: Answer) -> None:
    check_all(answer)


@pytest.mark.parametrize(
    "answer",
    [
        answered("EPS?"),
        verbose("A long one?"),
        verbose("A long one?", sources=400),
        replace(answered("EPS?"), segments=(Literal(HUGE),)),
        replace(answered("EPS?"), segments=(Literal("9" * 100_000),)),
        replace(answered("EPS?"), segments=(Literal("& " * 50_000),)),
        replace(answered("EPS?"), segments=()),
        replace(answered("EPS?"), citations=(), figures=(), segments=(Literal(" "),)),
    ],
    ids=["short", "long", "many sources", "100,000 characters", "one number", "all escaped", "nothing", "blank"],
)
def test_answers_at_the_edges(answer: Answer) -> None:
    check_all(answer)


def test_a_message_within_the_budget_needs_no_file() -> None:
    assert render(answered("EPS?"), REF).file == ""


def test_the_file_has_all_of_a_long_answer() -> None:
    found = render(verbose("A long one?"), REF)
    assert "Sentence 199 of the answer says something at length." in found.file
    assert "[60] ImmunoGen, Inc. 8-K, January 31, 2008" in found.file
    assert shown_text(found.blocks).count("attached file") == 1
