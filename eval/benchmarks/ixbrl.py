"""Table reading, measured on tagged filings: strip the inline tags, read the page, compare with what was tagged.

Recall: tagged facts in tables that were emitted with the same value, unit and period.
Precision: emitted facts whose cell carries a tag that agree with it.
Values are compared without sign: a tag's sign follows its concept (a payment is positive), a page prints its layout's.
The sign is checked against the parentheses as printed, apart.

    python -m eval.benchmarks.ixbrl PATH [--limit N] [--misses] [--json]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index.facts import Fact
from index.filing import Table
from index.layout import Grid, Heading, Layout, Paragraph, Span, Tag
from index.period import Duration, FiscalLabel, Instant, period_end
from index.quantity import is_currency, is_per_share
from index.tagging import same_period

_HEADER = re.compile(rb"<ix:header\b.*?</ix:header\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(rb"""</?ix:[\w.-]+(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""", re.IGNORECASE)
_STATEMENTS = (
    ("comprehensive income", r"comprehensive (?:income|loss|earnings|\(loss\))"),
    ("cash flows", r"cash flows?"),
    ("balance sheet", r"balance sheets?|financial (?:position|condition)"),
    (
        "equity",
        r"(?:share|stock|share)(?:holders|owners)[’'`]?\s*(?:equity|investment|deficit)|statements? of .*equity",
    ),
    (
        "income",
        r"statements? of (?:\w+ )?(?:operations|income|earnings|loss)|(?:income|earnings|operations) statements?",
    ),
)
_NOTES = "notes and other"


@dataclass(frozen=True, slots=True)
class Miss:
    """A tagged fact that was not emitted as tagged. why: its class. got: what was emitted for its cell."""

    why: str
    statement: str
    row: str
    printed: str
    tagged: str
    got: str
    column: str = ""


@dataclass(slots=True)
class Score:
    """Counts over one filing or all of them."""

    tagged: int = 0
    found: int = 0
    with_dimensions: int = 0
    found_with_dimensions: int = 0
    emitted: int = 0
    right: int = 0
    signs: int = 0
    outside_grids: int = 0
    by_statement: dict[str, list[int]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    wrong: list[Miss] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Adds another filing's counts."""
        for name in ("tagged", "found", "with_dimensions", "found_with_dimensions", "emitted", "right", "signs"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.outside_grids += other.outside_grids
        for statement, counts in other.by_statement.items():
            mine = self.by_statement.setdefault(statement, [0] * len(counts))
            self.by_statement[statement] = [a + b for a, b in zip(mine, counts, strict=True)]
        self.misses.extend(other.misses)
        self.wrong.extend(other.wrong)

    def rates(self) -> dict[str, float]:
        """The bars: recall without dimensions, recall with them, and precision; 1 where there was nothing to find."""
        return {
            "recall": self.found / self.tagged if self.tagged else 1.0,
            "recall_with_dimensions": (
                self.found_with_dimensions / self.with_dimensions if self.with_dimensions else 1.0
            ),
            "precision": self.right / self.emitted if self.emitted else 1.0,
            "sign_as_printed": self.signs / self.right if self.right else 1.0,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The benchmark's outcome: by filing (file name), and over all."""

    filings: tuple[tuple[str, Score], ...]
    total: Score


def strip_tags(data: bytes) -> bytes:
    """A filing's page as it would be without inline XBRL: the hidden header gone, the printed text untouched."""
    return _TAG.sub(b"", _HEADER.sub(b"", data))


def run(path: Path | str, limit: int | None = None, progress: Callable[[str], object] | None = None) -> Report:
    """Measures a tagged filing, or every tagged filing (.htm, .html) in a folder, `limit` of them at most."""
    root = Path(path)
    files = sorted(p for p in root.iterdir() if p.suffix.lower() in {".htm", ".html"}) if root.is_dir() else [root]
    total = Score()
    scores: list[tuple[str, Score]] = []
    for file in files:
        if limit is not None and len(scores) >= limit:
            break
        data = file.read_bytes()
        if b"<ix:nonFraction" not in data and b"<ix:nonfraction" not in data:
            continue
        if progress:
            progress(f"reading {file.name}")
        score = measure(data)
        scores.append((file.name, score))
        total.add(score)
    return Report(tuple(scores), total)


def measure(data: bytes) -> Score:
    """Reads one tagged filing with its tags stripped, and compares."""
    from index.read import read
    from index.read_html import read_html
    from index.table_facts import table_facts
    from index.understand import understand

    tagged = read_html(data)
    plain = read(strip_tags(data))
    if plain.text != tagged.text:
        raise ValueError("the page reads differently without its tags; spans cannot be compared")
    filing = understand(plain, "stripped.html", "0" * 16)
    facts = [fact for fact in table_facts(filing) if fact.table is not None]
    return _compare(tagged, facts, filing.tables)


@dataclass(frozen=True, slots=True)
class _Target:
    """A tagged number in a table. whole: it is its cell's only content."""

    span: Span
    tag: Tag
    statement: str
    row: str
    whole: bool
    negative: bool


def _compare(layout: Layout, facts: Iterable[Fact], tables: tuple[Table, ...]) -> Score:
    score = Score()
    emitted = sorted(facts, key=lambda fact: fact.span)
    starts = [fact.span.start for fact in emitted]
    typed = [table.span for table in tables]
    targets = list(_targets(layout, score))
    of_fact: dict[int, list[_Target]] = {}
    for target in targets:
        at = bisect_right(starts, target.span.end - 1)
        overlapping = [i for i in range(max(0, at - 12), at) if emitted[i].span.end > target.span.start]
        for index in overlapping:
            of_fact.setdefault(index, []).append(target)
        dimensional = bool(target.tag.dimensions)
        hit = any(agrees(emitted[index], target.tag) == "" for index in overlapping)
        counts = score.by_statement.setdefault(target.statement, [0, 0, 0, 0])
        counts[2 if dimensional else 0] += 1
        if dimensional:
            score.with_dimensions += 1
            score.found_with_dimensions += hit
        else:
            score.tagged += 1
            score.found += hit
        if hit:
            counts[3 if dimensional else 1] += 1
        else:
            score.misses.append(_miss(target, [emitted[i] for i in overlapping], typed, layout.text))
    for index, carried in of_fact.items():
        fact = emitted[index]
        score.emitted += 1
        right = [target for target in carried if agrees(fact, target.tag) == ""]
        score.right += bool(right)
        score.signs += any((fact.value < 0) == target.negative or not fact.value for target in right)
        if not right:
            score.wrong.append(_miss(carried[0], [fact], typed, layout.text))
    return score


def _targets(layout: Layout, score: Score) -> Iterator[_Target]:
    grids = [(block, name) for block, name in _named_grids(layout)]
    starts = [grid.span.start for grid, _ in grids]
    for span, tag in layout.tags:
        if tag.value is None or tag.period is None:
            continue
        at = bisect_right(starts, span.start) - 1
        if at < 0 or not grids[at][0].span.holds(span):
            score.outside_grids += 1
            continue
        grid, statement = grids[at]
        cell = next((c for c in grid.cells if c.span.holds(span)), None)
        row = next((c.span.of(layout.text) for c in grid.cells if cell and c.row == cell.row), "")
        whole = cell is not None and cell.tag is not None
        yield _Target(
            span, tag, statement, row, whole, _negative(layout.text, cell.span if cell and whole else span, whole)
        )


def _negative(text: str, span: Span, whole: bool) -> bool:
    """Whether a figure is printed as a negative: in parentheses or with a minus sign; "$(29)" within a label."""
    if not whole:
        return bool(re.search(r"[$€£]\s?\($", text[max(0, span.start - 3) : span.start]))
    printed = span.of(text)
    return "(" in printed or (printed.lstrip("$ ")[:1] in {"-", "–", "—", "−"} and any(c.isdigit() for c in printed))


def _named_grids(layout: Layout) -> Iterator[tuple[Grid, str]]:
    """Each table with the statement it belongs to, by the title above it."""
    recent: list[str] = []
    for block in layout.blocks:
        if isinstance(block, Grid):
            statement = _statement(" ".join(recent[-4:]))
            yield block, statement
        else:
            text = block.span.of(layout.text)
            if isinstance(block, Heading) or (isinstance(block, Paragraph) and block.kind == "caption"):
                recent.append(text)
            elif block.kind == "text":
                recent = recent[-1:] if len(text) < 80 else []


def _statement(title: str) -> str:
    low = title.lower()
    return next((name for name, pattern in _STATEMENTS if re.search(pattern, low)), _NOTES)


def agrees(fact: Fact, tag: Tag) -> str:
    """What sets an emitted fact apart from a tag: "" where nothing does, else "value", "scale", "unit", "period: ..."."""
    if not _same_value(fact, tag):
        return "value: scale" if _scale_off(fact, tag) else "value"
    if not _same_unit(fact.unit, tag.unit):
        return f"unit: {fact.unit} for {tag.unit}"
    if same_period(fact.period, tag.period):
        return ""
    return _period_class(fact, tag)


def _same_value(fact: Fact, tag: Tag) -> bool:
    if tag.value is None:
        return False
    value = abs(tag.value)
    return abs(fact.value) == value or (tag.unit == "ratio" and abs(fact.value) == value * 100)


def _scale_off(fact: Fact, tag: Tag) -> bool:
    if not fact.value or not tag.value:
        return False
    digits = abs(fact.value).normalize().as_tuple().digits
    return digits == abs(tag.value).normalize().as_tuple().digits


def _same_unit(emitted: str, tagged: str) -> bool:
    if emitted == tagged:
        return True
    money = is_currency(tagged) or is_per_share(tagged) or "/" in tagged
    # A custom or pure unit says no more than that it is not money: a count, a ratio, a multiple.
    return not money and tagged in {"count", "ratio"} and not (is_currency(emitted) or is_per_share(emitted))


def _period_class(fact: Fact, tag: Tag) -> str:
    printed, tagged = fact.period, tag.period
    if printed is None:
        return "period: none"
    if isinstance(printed, FiscalLabel):
        return "period: label only"
    if isinstance(printed, Instant) and isinstance(tagged, Duration):
        same = period_end(printed) == period_end(tagged)
        return "period: instant for a stretch" if same else "period: other instant for a stretch"
    if isinstance(printed, Duration) and isinstance(tagged, Instant):
        if printed.end == tagged.date:
            return "period: stretch for an instant"
        opening = (printed.start - tagged.date).days in range(-7, 9)
        return "period: stretch for its opening instant" if opening else "period: other stretch for an instant"
    if tagged is not None and period_end(printed) != period_end(tagged):
        return "period: other end"
    return "period: other start"


def _miss(target: _Target, facts: list[Fact], typed: list[Span], text: str) -> Miss:
    tag = target.tag
    if facts:
        why = agrees(facts[0], tag)
        got = f"{facts[0].value:f} {facts[0].unit} {facts[0].period} {facts[0].kind}"
    else:
        in_table = any(span.holds(target.span) for span in typed)
        why = "no fact: table not typed" if not in_table else "no fact" if target.whole else "no fact: within a label"
        got = ""
    column = facts[0].column if facts else ""
    wanted = f"{tag.value:f} {tag.unit} {tag.period}"
    return Miss(why, target.statement, target.row[:80], target.span.of(text), wanted, got, column[:100])


def to_json(report: Report) -> dict[str, object]:
    """The report as plain JSON data: rates over all, by filing, by statement, and the misses by class."""
    total = report.total
    return {
        "benchmark": "ixbrl",
        "rates": total.rates(),
        "counts": {
            "tagged": total.tagged,
            "tagged_with_dimensions": total.with_dimensions,
            "emitted": total.emitted,
            "tagged_outside_tables": total.outside_grids,
        },
        "filings": {name: score.rates() for name, score in report.filings},
        "statements": {
            name: {"tagged": c[0], "found": c[1], "with_dimensions": c[2], "found_with_dimensions": c[3]}
            for name, c in sorted(total.by_statement.items())
        },
        "misses": dict(Counter(miss.why for miss in total.misses).most_common()),
        "wrong": dict(Counter(miss.why for miss in total.wrong).most_common()),
    }


def _print(report: Report, misses: int) -> None:
    def line(name: str, score: Score) -> str:
        rates = score.rates()
        return (
            f"{name:36.36} {score.tagged:6} {rates['recall']:8.2%} {score.with_dimensions:6}"
            f" {rates['recall_with_dimensions']:8.2%} {score.emitted:6} {rates['precision']:8.2%}"
            f" {rates['sign_as_printed']:8.2%}"
        )

    out = [f"{'filing':36} tagged   recall  w/dim   recall  facts precision    sign"]
    out.extend(line(name, score) for name, score in report.filings)
    out.append(line("all", report.total))
    out.append("")
    for name, (tagged, found, dimensional, found_too) in sorted(report.total.by_statement.items()):
        out.append(f"{name:24} {found}/{tagged} without dimensions, {found_too}/{dimensional} with")
    out.append("\nmisses by class:")
    out.extend(f"{count:6} {why}" for why, count in Counter(m.why for m in report.total.misses).most_common())
    out.append("\nemitted wrong by class:")
    out.extend(f"{count:6} {why}" for why, count in Counter(m.why for m in report.total.wrong).most_common())
    for name, score in report.filings if misses else ():
        seen: Counter[str] = Counter()
        out.append(f"\n{name}")
        for miss in score.misses:
            seen[miss.why] += 1
            if seen[miss.why] <= misses:
                out.append(
                    f"  {miss.why}\n    {miss.statement} | {miss.row} | {miss.printed}\n"
                    f"    tagged {miss.tagged}\n    got    {miss.got or '-'}  [{miss.column}]"
                )
    sys.stdout.write("\n".join(out) + "\n")


def main(arguments: list[str] | None = None) -> int:
    """The command line of this benchmark."""
    parser = argparse.ArgumentParser(prog="ixbrl", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("path", type=Path, help="a tagged filing, or a folder of them")
    parser.add_argument("--limit", type=int, default=None, help="filings to measure at most")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N misses of each class and filing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    report = run(options.path, options.limit, lambda text: sys.stderr.write(text + "\n"))
    if options.json:
        sys.stdout.write(json.dumps(to_json(report), indent=1) + "\n")
    else:
        _print(report, options.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
