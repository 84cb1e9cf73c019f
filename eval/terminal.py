"""Shows a run's scores at the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from eval.compare import Comparison, outcome, said
from eval.metrics.observation import Observation
from eval.metrics.score import Score

OUTCOMES = ("right", "wrong", "refused", "crashed")


def scores_table(scores: Sequence[Score], title: str) -> Table:
    """Every score with its 95% interval and the number of questions it is over."""
    table = Table(title=title, title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("score")
    table.add_column("value", justify="right")
    table.add_column("95% interval", justify="right")
    table.add_column("n", justify="right")
    table.add_column("name", style="dim")
    for score in scores:
        interval = (
            "" if score.low == score.high == score.value else f"{shown(score, score.low)} - {shown(score, score.high)}"
        )
        table.add_row(score.title, shown(score, score.value), interval, str(score.count), score.name)
    return table


def categories_table(observations: Sequence[Observation]) -> Table:
    """How the questions of each category came out."""
    table = Table(title="By category", title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("category")
    for name in (*OUTCOMES, "n"):
        table.add_column(name, justify="right")
    groups: dict[str, list[str]] = {}
    for seen in observations:
        groups.setdefault(seen.category, []).append(outcome(seen))
    for category, outcomes in groups.items():
        table.add_row(category, *(str(outcomes.count(name)) for name in OUTCOMES), str(len(outcomes)))
    return table


def failures(observations: Sequence[Observation]) -> Group:
    """Every question that did not come out right, with what was said."""
    lines: list[Text] = []
    for seen in observations:
        found = outcome(seen)
        if found != "right":
            lines.append(Text(f"{found:8} {seen.id}: {seen.question}", style="bold"))
            lines.append(Text(f"         {' '.join(said(seen).split())[:300]}"))
    return Group(*lines)


def comparison_view(found: Comparison, console: Console, *, questions: bool = True) -> None:
    """Two runs side by side: the test, then every changed question with both answers, unless they are held out."""
    verdict = "more than chance" if found.more_than_chance else "no more than chance would do"
    console.print(
        f"{found.questions} questions in both runs: right {found.right_before} -> {found.right_after} "
        f"(gained {found.gained}, lost {found.lost}; McNemar p = {found.p_value:.3f}, {verdict})"
    )
    if not questions:
        return
    table = Table(show_lines=True)
    for name in ("question", "before", "after"):
        table.add_column(name, ratio=1)
    for change in found.changes:
        style = "green" if change.better else "red" if change.worse else ""
        table.add_row(
            Text(f"{change.id}\n{change.question}"),
            Text(f"{change.was}\n{change.before}"),
            Text(f"{change.now}\n{change.after}", style=style),
        )
    if found.changes:
        console.print(table)


def shown(score: Score, value: float) -> str:
    """A score's value as people read it."""
    match score.unit:
        case "ms":
            return f"{value:,.1f} ms"
        case "tokens":
            return f"{value:,.0f}"
        case "USD":
            return f"${value:.4f}"
        case _:
            return f"{value * 100:.1f}%"
