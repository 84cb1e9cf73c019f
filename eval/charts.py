"""Charts as inline SVG: they need no script, and take their colours from the page, light or dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from eval.metrics.score import Score
from eval.terminal import shown

WIDTH, LABEL, ROW = 760, 300, 22


def score_bars(scores: Sequence[Score]) -> str:
    """A bar for each share, with its 95% interval as a whisker."""
    rows = []
    scale = WIDTH - LABEL - 150
    for at, score in enumerate(scores):
        y = at * ROW
        low, value, high = (LABEL + scale * min(max(part, 0.0), 1.0) for part in (score.low, score.value, score.high))
        interval = "" if score.low == score.high else f" ({shown(score, score.low)} to {shown(score, score.high)})"
        rows.append(
            f'<text x="0" y="{y + 15}">{escape(score.title)}</text>'
            f'<rect class="back" x="{LABEL}" y="{y + 4}" width="{scale}" height="13" rx="2"/>'
            f'<rect class="bar" x="{LABEL}" y="{y + 4}" width="{value - LABEL:.1f}" height="13" rx="2"/>'
            f'<line class="span" x1="{low:.1f}" x2="{high:.1f}" y1="{y + 10.5}" y2="{y + 10.5}"/>'
            f'<text x="{LABEL + scale + 8}" y="{y + 15}">{shown(score, score.value)}'
            f'<tspan class="soft">{escape(interval)}</tspan></text>'
        )
    return _svg(WIDTH + 20, len(scores) * ROW, "Scores", rows)


def outcome_bars(groups: Mapping[str, Mapping[str, int]]) -> str:
    """A bar for each group, divided by how its questions came out. groups: name -> outcome -> count."""
    rows = []
    scale = WIDTH - LABEL - 90
    for at, (name, counts) in enumerate(groups.items()):
        y, x, total = at * ROW, float(LABEL), sum(counts.values())
        rows.append(f'<text x="0" y="{y + 15}">{escape(name)}</text>')
        for outcome, count in counts.items():
            width = scale * count / total if total else 0
            title = f"<title>{outcome}: {count}</title>"
            rows.append(
                f'<rect class="{outcome}" x="{x:.1f}" y="{y + 4}" width="{width:.1f}" height="13">{title}</rect>'
            )
            x += width
        rows.append(f'<text x="{LABEL + scale + 8}" y="{y + 15}">{counts.get("right", 0)} of {total}</text>')
    return _svg(WIDTH, len(groups) * ROW, "How the questions came out", rows)


def histogram(times: Sequence[float], bins: int = 40) -> str:
    """How long the answers took, in milliseconds: a bar for each stretch of time."""
    if not times:
        return ""
    top = sorted(times)[min(len(times) - 1, int(len(times) * 0.99))] or 1.0
    counts = [0] * bins
    for time in times:
        counts[min(bins - 1, int(time / top * bins))] += 1
    step, height = WIDTH / bins, 110
    rows = [
        f'<rect class="bar" x="{at * step:.1f}" y="{height - height * count / max(counts):.1f}" width="{step - 1:.1f}" '
        f'height="{height * count / max(counts):.1f}"><title>{at * top / bins:.0f} ms: {count}</title></rect>'
        for at, count in enumerate(counts)
    ]
    rows += [
        f'<text class="soft" x="{WIDTH * part:.0f}" y="{height + 16}" text-anchor="{anchor}">{top * part:.0f} ms</text>'
        for part, anchor in ((0, "start"), (0.5, "middle"), (1, "end"))
    ]
    return _svg(WIDTH, height + 22, "Time to answer", rows)


def _svg(width: float, height: float, label: str, rows: Sequence[str]) -> str:
    head = f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="{label}">'
    return head + "".join(rows) + "</svg>"
