"""An Answer, made for Slack: a message within every limit, and a file for what it cannot hold. Pure functions."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer, Citation, FigureText, Marker, QuoteText, Segment
from bot.cautions import is_told
from bot.slack import figures, rich
from bot.slack.text import chunks, escape_plain, escape_within, harmless, label, one_line, shorten
from bot.slack.values import Rendered

# Slack documents no limit on the whole of a message's blocks; a markdown block's 12,000 is the nearest it gives.
_MESSAGE = 10_000
_ANSWER = 3_000
_TABLE = 3_000
_NOTES = 1_500
_NEAREST = 1_200
_PLAIN = 3_500
_NOTIFICATION = 1_000
_VALUE = 120
_LABEL = 160
_CHOICES = 10
_WORK_PIECE = 2_800
_WORK_PIECES = 30
_REST = "… The whole answer is in the attached file."
# In place of that: a file cannot be for one person's eyes in a channel.
_REST_ALONE = "… The whole answer is in a file in your direct messages with tieout."
_REST_SHARED = "… The whole answer is longer: ask in a thread to have all of it."
_REST_BLOCK = "rest"


def error_text(ref: str) -> str:
    """What people are told when something of ours failed: never an exception's own words."""
    return f"Sorry, that could not be answered because of a fault on our side. Please ask again, or quote {ref} to your administrator."


def notice(text: str, ref: str, status: str) -> Rendered:
    """A message of our own words in place of an answer."""
    block = rich.rich([rich.section([rich.run(text)])])
    return Rendered(
        text=escape_plain(text), blocks=(block, rich.context(f"ref {ref}")), plain=escape_plain(text), status=status
    )


def render(answer: Answer, ref: str, *, private: bool = False) -> Rendered:
    """An answer as a message.

    ref: the question's reference number. private: for the asker's eyes only, in a message that cannot hold a table block
    for certain; it gets a button that shares it.
    """
    if answer.status == "error":
        return notice(error_text(ref), ref, "error")
    message = _Message(_MESSAGE)
    message.answer(answer)
    message.figures(answer, private=private)
    message.notes(answer)
    message.nearest(answer)
    choices = tuple(one_line(choice) for choice in answer.choices[:_CHOICES])
    if len(answer.choices) > _CHOICES or any(len(choice) > rich.BUTTON_TEXT for choice in choices):
        message.listed(answer.choices)
    message.sources(answer.citations)
    blocks = message.blocks
    if message.short:
        blocks.append(_rest_block(_REST_ALONE if private else _REST))
    if choices:
        blocks.append(
            rich.actions("choices", [rich.button(f"choice_{i}", c, f"{ref}:{i}") for i, c in enumerate(choices)])
        )
    blocks.append(rich.context(_footer(answer, ref)))
    blocks += _buttons(answer, ref, private=private)
    whole = full_text(answer, ref)
    text, _ = escape_within(answer.text, _NOTIFICATION)
    plain, fits = _plain(whole, answer, _REST_ALONE if private else _REST)
    return Rendered(
        text=text or "An answer from tieout",
        blocks=tuple(blocks),
        plain=plain,
        file=whole if message.short else "",
        spare="" if fits else whole,
        work=tuple(_work(answer, ref)),
        choices=choices,
        status=answer.status,
        citations=tuple(f"{found.filing}:{found.start}-{found.end}" for found in answer.citations),
    )


def shared(rendered: Rendered) -> Rendered:
    """An answer that was for one person's eyes, as the channel gets it: the file that only its asker has is not named."""
    blocks = tuple(_rest_block(_REST_SHARED) if b.get("block_id") == _REST_BLOCK else b for b in rendered.blocks)
    kept = tuple(block for block in blocks if block.get("block_id") not in {"answer", "choices"})
    return replace(rendered, blocks=kept, plain=rendered.plain.replace(_REST_ALONE, _REST_SHARED))


def full_text(answer: Answer, ref: str) -> str:
    """Everything there is to say, as plain text: what the attached file holds."""
    lines = [f"Question: {one_line(answer.question)}", "", harmless(answer.text)]
    if answer.figures:
        lines += ["", "Figures", rich.monospace(_lines([figures.HEAD, *figures.rows(answer.figures)]), figures.RIGHT)]
    lines += _titled("Notes", [one_line(note) for note in _warnings(answer)])
    lines += _titled("Nearest", [f"{one_line(near.text)} [{near.citation}]" for near in answer.nearest])
    lines += _titled("Did you mean", [one_line(choice) for choice in answer.choices])
    lines += _titled("Working", [harmless(line) for figure in answer.figures for line in figures.working(figure)])
    lines += _titled("Sources", [_source_text(citation) for citation in answer.citations])
    return "\n".join([*lines, "", f"ref {ref}", ""])


class _Message:
    """Blocks being laid out, with how many characters are left, and whether something had to be left out."""

    def __init__(self, budget: int) -> None:
        self.blocks: list[rich.Block] = []
        self.left = budget
        self.short = False

    def answer(self, answer: Answer) -> None:
        left, elements = _ANSWER, list[rich.Element]()
        urls = {citation.id: citation.url for citation in answer.citations}
        for segment in answer.segments:
            shown = harmless(_text(segment))
            if len(shown) > left:
                self.short = True
                head = "" if isinstance(segment, FigureText | Marker) else shorten(shown, left)[0]
                elements += [rich.run(head), rich.run(" …")]
                self.left -= len(head) + 2
                break
            elements.append(_element(segment, shown, urls))
            left -= len(shown)
            self.left -= len(shown)
        self.blocks.append(rich.rich([rich.section(elements)]))

    def figures(self, answer: Answer, *, private: bool) -> None:
        if not answer.figures:
            return
        kept, left = [figures.HEAD], _TABLE
        for row in _lines(figures.rows(answer.figures)):
            named = (label(row[0], _LABEL), *row[1:])
            size = sum(len(cell) for cell in named) + 10
            if size > left or len(row[2]) > _VALUE or len(kept) == rich.TABLE_ROWS:
                self.short = True
                continue
            kept.append((named[0], named[1], named[2], named[3], named[4]))
            left -= size
            self.left -= size
        while private and len(rich.monospace(kept, figures.RIGHT)) > rich.SECTION:
            kept.pop()
            self.short = True
        if len(kept) == 1:
            return
        if private:
            self.blocks.append(rich.rich([rich.preformatted(rich.monospace(kept, figures.RIGHT))]))
        else:
            self.blocks.append(rich.table(kept, figures.RIGHT))

    def notes(self, answer: Answer) -> None:
        lines = [[rich.emoji("warning"), rich.run(f" {one_line(note)}")] for note in _warnings(answer)]
        self._lines(lines, _NOTES)

    def nearest(self, answer: Answer) -> None:
        lines = [[rich.run(f"• {one_line(near.text)} [{near.citation}]")] for near in answer.nearest]
        self._lines(lines, _NEAREST, title="Nearest to it, the filing has:")

    def listed(self, choices: tuple[str, ...]) -> None:
        self._lines([[rich.run(f"• {one_line(choice)}")] for choice in choices], _NEAREST)

    def sources(self, citations: tuple[Citation, ...]) -> None:
        """Each source whole, or in the file: none is cut, none is lost."""
        lines = [_source(citation) for citation in citations]
        self._lines(lines, max(self.left, 0), title="Sources")

    def _lines(self, lines: list[list[rich.Element]], limit: int, title: str = "") -> None:
        kept: list[rich.Element] = []
        left = min(limit, self.left)
        for line in lines:
            size = sum(len(str(element.get("text", ""))) + len(str(element.get("url", ""))) for element in line) + 1
            if size > left:
                self.short = True
                continue
            kept.append(rich.section([*line, rich.run("\n")]))
            left -= size
            self.left -= size
        if kept:
            named = [rich.section([rich.run(f"{title}\n", bold=True)])] if title else []
            self.blocks.append(rich.rich([*named, *kept]))


def _text(segment: Segment) -> str:
    return f"[{segment.citation}]" if isinstance(segment, Marker) else segment.text


def _element(segment: Segment, shown: str, urls: dict[int, str | None]) -> rich.Element:
    match segment:
        case Marker(citation):
            return rich.link(urls.get(citation), shown)
        case FigureText():
            return rich.run(shown, bold=True)
        case QuoteText():
            return rich.run(shown, italic=True)
        case _:
            return rich.run(shown)


def _source(citation: Citation) -> list[rich.Element]:
    return [
        rich.run(f"[{citation.id}] ", bold=True),
        *rich.links(citation.url, one_line(citation.title) or "filing"),
        *rich.runs(_place(citation)),
        *rich.runs(f" “{one_line(citation.quote)}”", italic=True),
    ]


def _source_text(citation: Citation) -> str:
    url = f"\n    {one_line(citation.url)}" if citation.url else ""
    return (
        f"[{citation.id}] {one_line(citation.title) or 'filing'}{_place(citation)} “{one_line(citation.quote)}”"
        f"\n    in: {one_line(citation.context)}{url}"
    )


def _place(citation: Citation) -> str:
    page = f"page {citation.page}" if citation.page is not None else ""
    parts = (citation.section, page, citation.row, citation.column)
    return "".join(f" · {found}" for part in parts if (found := one_line(part)))


def _warnings(answer: Answer) -> tuple[str, ...]:
    """The answer's notes and what its figures warn of, each once, and not again where the text tells it."""
    warnings = (w for figure in answer.figures for w in figure.warnings if not is_told(w, answer))
    return tuple(dict.fromkeys((*answer.notes, *warnings)))


def _lines(rows: list[tuple[str, ...]]) -> list[tuple[str, str, str, str, str]]:
    return [(one_line(a), one_line(b), one_line(c), one_line(d), one_line(e)) for a, b, c, d, e in rows]


def _titled(title: str, lines: list[str]) -> list[str]:
    return ["", title, *lines] if lines else []


def _footer(answer: Answer, ref: str) -> str:
    model = f" · worded with {label(answer.model, 60)}" if answer.model else ""
    return f"ref {ref}{model}"


def _buttons(answer: Answer, ref: str, *, private: bool) -> list[rich.Block]:
    found = [rich.button("show_work", "Show work", ref)] if answer.figures or answer.citations else []
    if private:
        found.append(rich.button("share", "Share to channel", ref, primary=True))
    blocks = [rich.actions("answer", found)] if found else []
    return [*blocks, rich.feedback(ref)] if answer.status == "answered" and not private else blocks


def _work(answer: Answer, ref: str) -> list[rich.Block]:
    """The view behind "show work": the working and the sources in full, as many pieces as a view holds."""
    if not answer.figures and not answer.citations:
        return []
    working = [line for figure in answer.figures for line in [*figures.working(figure), ""]]
    text = harmless("\n".join([*working, "Sources", *(_source_text(citation) for citation in answer.citations)]))
    pieces = chunks(text, _WORK_PIECE)
    shown = pieces[:_WORK_PIECES]
    blocks = [rich.rich([rich.preformatted(piece)]) for piece in shown]
    if len(shown) < len(pieces):
        blocks.append(rich.context(f"There is more: it is in the file attached to the answer (ref {ref})."))
    return blocks


def _rest_block(text: str) -> rich.Block:
    return rich.rich([rich.section([rich.run(text, italic=True)])]) | {"block_id": _REST_BLOCK}


def _plain(whole: str, answer: Answer, told: str) -> tuple[str, bool]:
    """The answer without blocks, and whether that is all of it."""
    escaped, rest = escape_within(whole.partition("\n\n")[2], _PLAIN)
    if not rest:
        return escaped, True
    head, _ = escape_within(answer.text, _PLAIN - len(told) - 1)
    return f"{head}\n{told}".strip(), False
