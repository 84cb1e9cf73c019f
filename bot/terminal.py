"""How answers look in a terminal: the sentence first, then what to know about it, its working, its sources."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from bot.answer import Answer, Citation, Figure, plain
from bot.cautions import is_told
from index.period import Duration, FiscalLabel, Instant, Period

STATUS_STYLE = {"answered": "bold", "abstained": "yellow", "clarify": "cyan", "error": "red"}


def show_answer(console: Console, answer: Answer, *, work: bool = False, sources: bool = True) -> None:
    """Print an answer; with `work`, every figure's formula and operands."""
    console.print(Text(answer.text, style=STATUS_STYLE[answer.status]))
    for choice in answer.choices:
        console.print(Text(f"  • {choice}"))
    warnings = (warning for figure in answer.figures for warning in figure.warnings if not is_told(warning, answer))
    for note in dict.fromkeys([*answer.notes, *warnings]):
        console.print(Text(f"  ! {note}", style="yellow"))
    if work:
        show_work(console, answer)
    if sources:
        for citation in answer.citations:
            console.print(Text(f"  {source_line(citation)}", style="dim"))


def show_work(console: Console, answer: Answer) -> None:
    """Print the working of every figure, so that it can be done again by hand."""
    for figure in answer.figures:
        _show_figure(console, figure, indent=2)


def _show_figure(console: Console, figure: Figure, indent: int) -> None:
    pad = " " * indent
    head = f"{pad}{figure.label} = {figure.display}  ({figure.kind}, {period_words(figure.period)})"
    console.print(Text(head, style="green"))
    if figure.kind == "computed":
        console.print(Text(f"{pad}  {figure.formula} = {plain(figure.value)}"))
    for operand in figure.operands:
        if operand.figure is not None:
            console.print(Text(f"{pad}  {operand.name}:"))
            _show_figure(console, operand.figure, indent + 4)
        elif operand.fact is not None:
            fact = operand.fact
            value = f"{plain(fact.value)} {fact.unit}"
            line = f"{pad}  {operand.name} = {value}: {fact.label}, {period_words(fact.period)} [{operand.citation}]"
            console.print(Text(line))
        else:
            console.print(Text(f"{pad}  {operand.name} = {plain(operand.value)}"))
    if figure.interval is not None:
        low, high = figure.interval
        console.print(Text(f"{pad}  between {plain(low)} and {plain(high)} at the precision printed", style="dim"))


def source_line(citation: Citation) -> str:
    """One line for a source: where it stands and what it says there."""
    place = f"p. {citation.page}, " if citation.page is not None else ""
    row = f"{citation.row} | {citation.column}: " if citation.row else ""
    section = f", {citation.section}" if citation.section else ""
    return f"[{citation.id}] {citation.title}{section}, {place}{row}“{shorten(citation.quote)}”"


def shorten(text: str, limit: int = 160) -> str:
    """A quote on one line, its middle left out where it is long."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    half = limit // 2 - 2
    return f"{line[:half]} … {line[-half:]}"


def period_words(period: Period | None) -> str:
    """A period, short."""
    match period:
        case None:
            return "period not stated"
        case Instant(day):
            return f"at {day.isoformat()}"
        case Duration(start, end):
            return f"{start.isoformat()} to {end.isoformat()}"
        case FiscalLabel(year, part, _):
            return f"fiscal {part} {year}".replace("  ", " ")
