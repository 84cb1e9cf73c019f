"""The ixbrl benchmark as `tieout benchmark` runs it: table reading against a filing's own inline tags."""

from __future__ import annotations

import time
from collections import Counter

from eval.benchmarks.common import Breakdown, Options, Result
from eval.benchmarks.ixbrl import Miss, Report, to_json
from eval.benchmarks.ixbrl import run as measure
from eval.metrics.score import Score
from index.errors import TieoutError

TITLES = (
    ("recall", "Tagged facts found in tables (without dimensions)"),
    ("recall_with_dimensions", "Tagged facts found (with dimensions)"),
    ("precision", "Emitted facts that agree with their tag"),
    ("sign_as_printed", "Sign as printed, of those right"),
)


def run(options: Options) -> Result:
    """Strip the tags of each filing at the path, read it, and compare. `limit` is of filings."""
    began = time.perf_counter()
    report = measure(options.path, options.limit, lambda words: options.progress(words, None, None))
    if not report.filings:
        raise TieoutError(f"{options.path} holds no filing with inline XBRL tags")
    return Result(
        name="ixbrl",
        questions=report.total.tagged + report.total.with_dimensions,
        seconds=time.perf_counter() - began,
        scores=_scores(report),
        breakdowns=(_by_filing(report), _by_statement(report), _by_class(report)),
        predictions=to_json(report),
        failures=tuple(_miss(kind, miss) for kind in ("misses", "wrong") for miss in getattr(report.total, kind)),
    )


def _scores(report: Report) -> tuple[Score, ...]:
    """Each rate over all facts; its interval is by bootstrap over the filings, whose facts are not independent."""
    from eval.metrics.score import bootstrap_mean

    rates = report.total.rates()
    found = []
    for name, title in TITLES:
        by_filing = {file: score.rates()[name] for file, score in report.filings}
        low, high = bootstrap_mean([[value] for value in by_filing.values()])
        found.append(Score(name, title, rates[name], min(low, rates[name]), max(high, rates[name]), by_filing))
    return tuple(found)


def _by_filing(report: Report) -> Breakdown:
    rows = tuple(
        (name, *(f"{score.rates()[key]:.2%}" for key, _ in TITLES), str(score.tagged + score.with_dimensions))
        for name, score in report.filings
    )
    return Breakdown("By filing", ("filing", "recall", "with dimensions", "precision", "sign", "tagged"), rows)


def _by_statement(report: Report) -> Breakdown:
    rows = tuple(
        (name, _rate(counts[1], counts[0]), str(counts[0]), _rate(counts[3], counts[2]), str(counts[2]))
        for name, counts in sorted(report.total.by_statement.items())
    )
    return Breakdown("By statement", ("statement", "recall", "tagged", "with dimensions", "tagged so"), rows)


def _by_class(report: Report) -> Breakdown:
    counts = Counter(("missed", miss.why) for miss in report.total.misses)
    counts.update(("wrong", miss.why) for miss in report.total.wrong)
    rows = tuple((f"{kind}: {why}", str(count)) for (kind, why), count in counts.most_common())
    return Breakdown("What went wrong", ("class", "facts"), rows)


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else "-"


def _miss(kind: str, miss: Miss) -> dict[str, str]:
    return {
        "kind": kind,
        "why": miss.why,
        "statement": miss.statement,
        "row": miss.row,
        "column": miss.column,
        "printed": miss.printed,
        "tagged": miss.tagged,
        "got": miss.got,
    }
