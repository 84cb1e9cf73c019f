"""One self-contained HTML file that shows a run: scores, charts, and every question with its evidence in context."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from eval.charts import histogram, outcome_bars, score_bars
from eval.compare import outcome
from eval.given import GivenCitation, GivenFigure
from eval.gold_sets import (
    ExpectedBoolean,
    ExpectedFigure,
    ExpectedFigures,
    ExpectedRange,
    ExpectedRefusal,
    ExpectedText,
)
from eval.metrics.observation import Observation
from eval.metrics.score import Score
from eval.runs import Run
from eval.terminal import OUTCOMES, shown

HEADLINE = (
    "right",
    "figures",
    "citations",
    "refusal_recall",
    "wrong_answers",
    "wrong_figures",
    "wrong_figure_bound",
    "latency_p50",
    "latency_p95",
)
CONTEXT = 220


def write_report(path: Path, run: Run, observations: Sequence[Observation], scores: Sequence[Score]) -> None:
    """Write the report of a run to `path`."""
    page = Template(files("eval").joinpath("report.html").read_text(encoding="utf-8"))
    slow = _slow(observations)
    names = {id_: str(name) for id_, name in run.circumstances.index.get("filings", {}).items()}
    filled = page.substitute(
        title=escape(", ".join(Path(gold).name for gold in run.gold)),
        about=_about(run),
        tiles="".join(_tile(score) for score in scores if score.name in HEADLINE),
        scores=score_bars([score for score in scores if score.unit == "share"]),
        categories=outcome_bars(_groups(observations, lambda seen: seen.category)),
        filings=outcome_bars(_groups(observations, lambda seen: _filing_of(seen, names))),
        times=histogram([seen.elapsed_ms for seen in observations]),
        questions="".join(_question(seen, slow=seen.elapsed_ms >= slow) for seen in observations),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(filled, encoding="utf-8")


def _about(run: Run) -> str:
    found = run.circumstances
    lines = [
        (
            f"{run.started}; model: {found.model or 'none'}; embedding: {found.index.get('embedding_model', '')}; "
            f"index generation {found.index.get('generation', '')}"
        ),
        f"code {found.code.get('version', '')} {found.code.get('commit', '')}",
    ]
    settings = escape(json.dumps(dict(found.settings), indent=1, default=str))
    prompts = escape(json.dumps(dict(found.prompts), indent=1))
    shown_lines = "".join(f'<p class="about">{escape(line)}</p>' for line in lines)
    return f"{shown_lines}<details><summary>Settings and prompts</summary><pre>{settings}\n{prompts}</pre></details>"


def _tile(score: Score) -> str:
    interval = "" if score.low == score.high else f"<br>{shown(score, score.low)} to {shown(score, score.high)}"
    return f'<div class="tile"><b>{shown(score, score.value)}</b><span>{escape(score.title)}{interval}</span></div>'


def _groups(observations: Sequence[Observation], key: Callable[[Observation], str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for seen in observations:
        counts = found.setdefault(key(seen), dict.fromkeys(OUTCOMES, 0))
        counts[outcome(seen)] += 1
    return found


def _filing_of(seen: Observation, names: Mapping[str, str]) -> str:
    return names.get(seen.filing, seen.filing)


def _slow(observations: Sequence[Observation]) -> float:
    """The time from which an answer is one of the slowest twentieth."""
    times = sorted(seen.elapsed_ms for seen in observations)
    return times[int(len(times) * 0.95)] if times else 0.0


def _question(seen: Observation, *, slow: bool) -> str:
    found = outcome(seen)
    parts = [
        f"<h3>{escape(seen.question)}</h3>",
        (
            f'<p class="meta"><span class="verdict">{found}</span> &middot; {escape(seen.id)} &middot; '
            f"{escape(seen.category)} &middot; {seen.elapsed_ms:.0f} ms</p>"
        ),
    ]
    if seen.given is None:
        parts.append(f"<pre>{escape(seen.error)}</pre>")
    else:
        parts.append(f"<p>{escape(seen.given.text)}</p>")
        if seen.given.reason:
            parts.append(f'<p class="meta">Reason: {escape(seen.given.reason)}</p>')
    parts.append(f'<p class="meta">Expected: {escape(_expected(seen))}</p>')
    if seen.given is not None and seen.given.figures:
        parts.append(f"<details><summary>Working</summary>{_working(seen.given.figures)}</details>")
    if seen.given is not None and seen.given.citations:
        quotes = "".join(_citation(one, seen.texts.get(one.filing, "")) for one in seen.given.citations)
        parts.append(f"<details><summary>Citations ({len(seen.given.citations)})</summary>{quotes}</details>")
    if seen.cite:
        wanted = "; ".join(" or ".join(place.quote for place in group[:3]) for group in seen.cite)
        parts.append(f'<p class="meta">To cite: {escape(wanted[:400])}</p>')
    return f'<article class="{found}{" slow" if slow else ""}">{"".join(parts)}</article>\n'


def _expected(seen: Observation) -> str:
    match seen.expected:
        case ExpectedRefusal(reasons):
            return f"a refusal ({' or '.join(reasons)})"
        case ExpectedBoolean(value):
            return "yes" if value else "no"
        case ExpectedText(any_of, all_of, none_of):
            kinds = (("one of", any_of), ("all of", all_of), ("none of", none_of))
            return "; ".join(f"{name}: {', '.join(words)}" for name, words in kinds if words)
        case ExpectedFigures(items):
            return "; ".join(_figure_words(item) for item in items)
        case ExpectedRange(ends, unit):
            return " or ".join(f"{low:,} to {high:,} {unit}" for low, high in ends)
        case ExpectedFigure():
            return _figure_words(seen.expected)


def _figure_words(figure: ExpectedFigure) -> str:
    sign = " (either sign)" if figure.either_sign else ""
    period = " to ".join(str(part) for part in (figure.period or {}).values())
    return f"{figure.value:,} {figure.unit}{sign} {period}".strip()


def _working(figures: Sequence[GivenFigure]) -> str:
    rows = []
    for figure in figures:
        for part in figure.walk():
            value = "" if part.value is None else f"{part.value:,}"
            period = " to ".join(str(one) for one in (part.period or {}).values())
            source = f"[{part.citation}]" if part.citation else part.kind
            cells = (part.label, part.display, period, source)
            rows.append(
                "<tr>"
                + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
                + f'<td class="n">{value} {escape(part.unit)}</td></tr>'
            )
    head = "".join(f"<th>{name}</th>" for name in ("Figure", "Shown", "Period", "Source", "Value"))
    return f'<div class="wide"><table><tr>{head}</tr>{"".join(rows)}</table></div>'


def _citation(citation: GivenCitation, text: str) -> str:
    """A citation, highlighted in its context where the run kept the filing's text."""
    where = " &middot; ".join(escape(part) for part in (citation.section, citation.row, citation.column) if part)
    if text:
        before = text[max(0, citation.start - CONTEXT) : citation.start]
        after = text[citation.end : citation.end + CONTEXT]
        quote = text[citation.start : citation.end]
    else:
        before, quote, after = "", citation.quote, ""
    return (
        f'<p class="meta">[{citation.id}] {where}</p><blockquote>{escape(before)}<mark>{escape(quote)}</mark>'
        f"{escape(after)}</blockquote>"
    )
