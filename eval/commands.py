"""The commands `tieout eval` and `tieout benchmark`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer
from rich.console import Console
from typer.core import TyperGroup

from eval.gold_sets import GoldError, GoldSet, load
from eval.metrics.score import Score
from index.errors import TieoutError

if TYPE_CHECKING:
    from rich.progress import Progress

    from bot.settings import Settings
    from eval.learning.lines import LineScore
    from eval.learning.roles import ReadingScore
    from eval.runs import Run


class RunByDefault(TyperGroup):
    """`tieout eval GOLD` is `tieout eval run GOLD`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in {"--help", "-h"}:
            args = ["run", *args]
        found: list[str] = super().parse_args(ctx, args)
        return found


eval_app = typer.Typer(
    cls=RunByDefault,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Run the bot against gold sets, and compare runs.\n\n"
    "`tieout eval GOLD.jsonl` runs a gold set; the format is eval/gold/schema.json.",
)


@eval_app.command()
def run(
    gold: Annotated[list[Path], typer.Argument(help="Gold sets (.jsonl).")],
    *,
    model: Annotated[str | None, typer.Option(help="Chat model as PROVIDER:NAME; none by default.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that ask at a time.")] = 1,
    out: Annotated[Path | None, typer.Option(help="Keep the run here; an interrupted run is taken up again.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write an HTML report here.")] = None,
    fail_under: Annotated[
        list[str] | None, typer.Option(help="metric=value: exit 1 if the score is worse. May be repeated.")
    ] = None,
    floors: Annotated[Path | None, typer.Option(help="A JSON file of metric: value, each as --fail-under.")] = None,
    record: Annotated[Path | None, typer.Option(help="Keep the scores in this folder, for `results`.")] = None,
    fresh: Annotated[bool, typer.Option(help="Start again, whatever an interrupted run had asked.")] = False,
    failures: Annotated[bool, typer.Option(help="List the questions that came out wrong.")] = False,
) -> None:
    """Run gold sets and print the scores.

    Example:
      tieout eval eval/gold/sample-build.jsonl --out run.json --report run.html
    """
    from eval.floors import read_floors, worse_than
    from eval.metrics import score_all
    from eval.runner import log_held_out, run_gold
    from eval.runs import observe

    sets = [load(path) for path in gold]
    if (failures or report) and any(one.held_out for one in sets):
        raise GoldError("the questions of a held-out set are not shown; run it without --failures and --report")
    limits = read_floors(floors, fail_under or [])
    settings = _settings(model)
    with _progress() as bar:
        task = bar.add_task("asking", total=None)
        try:
            finished = run_gold(
                sets,
                settings,
                jobs=jobs,
                out=out,
                fresh=fresh,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
        except KeyboardInterrupt:
            sys.stderr.write("tieout: stopped; the same command goes on from here\n" if out else "tieout: stopped\n")
            raise
    observations = observe(finished, [case for one in sets for case in one.cases])
    scores = score_all(observations)
    log_held_out(sets, finished, scores)
    _show(finished, sets, scores, failures=failures)
    if report is not None:
        from eval.report import write_report

        write_report(report, finished, observations, scores)
        sys.stderr.write(f"report: {report}\n")
    if record is not None:
        from eval.results import keep, record_run

        keep(record_run(finished, observations, scores), record)
    problems = worse_than(scores, limits)
    for problem in problems:
        sys.stderr.write(f"tieout: {problem}\n")
    raise typer.Exit(1 if problems else 0)


@eval_app.command("compare")
def compare_runs(
    before: Annotated[Path, typer.Argument(help="A run (--out).")],
    after: Annotated[Path, typer.Argument(help="A later run.")],
) -> None:
    """Show which questions changed between two runs, both answers side by side, and whether it is more than chance.

    Example:
      tieout eval compare before.json after.json
    """
    from eval.compare import compare
    from eval.runs import observe, read_run
    from eval.terminal import comparison_view

    runs = [read_run(before), read_run(after)]
    sets = [load(Path(path)) for path in dict.fromkeys(path for one in runs for path in one.gold)]
    cases = [case for one in sets for case in one.cases]
    found = compare(observe(runs[0], cases), observe(runs[1], cases))
    comparison_view(found, Console(), questions=not any(one.held_out for one in sets))


@eval_app.command("report")
def report_run(
    path: Annotated[Path, typer.Argument(help="A run (--out).")],
    out: Annotated[Path, typer.Argument(help="Where to write the HTML.")],
) -> None:
    """Write the HTML report of a finished run."""
    from eval.metrics import score_all
    from eval.report import write_report
    from eval.runs import observe, read_run

    finished = read_run(path)
    sets = [load(Path(one)) for one in finished.gold]
    if any(one.held_out for one in sets):
        raise GoldError("the questions of a held-out set are not shown")
    observations = observe(finished, [case for one in sets for case in one.cases])
    write_report(out, finished, observations, score_all(observations))


@eval_app.command("results")
def results_page(
    records: Annotated[Path, typer.Argument(help="The folder of records (--record).")],
    out: Annotated[Path, typer.Argument(help="The Markdown file to write.")],
) -> None:
    """Write a page of results from the records of runs and benchmarks.

    Example:
      tieout eval results eval/results eval/RESULTS.md
    """
    from eval.results import write_results

    sys.stderr.write(f"{write_results(records, out)} records in {out}\n")


@eval_app.command("init")
def init_gold(
    filing: Annotated[str, typer.Argument(help="The id of an indexed filing, or its file name.")],
    out: Annotated[Path, typer.Argument(help="The gold set to begin (.jsonl).")],
    *,
    limit: Annotated[int, typer.Option(min=1, help="How many questions to propose.")] = 40,
) -> None:
    """Begin a gold set for one of your filings: questions proposed from its facts, for a person to confirm.

    Every line says `"confirmed": false`; read the filing, correct the line, and make it true. Only confirmed lines run.

    Example:
      tieout eval init my-10-k.htm mine.jsonl
    """
    from eval.propose import propose

    count = propose(_settings(None), filing, out, limit)
    sys.stderr.write(f'{count} proposals in {out}. Check each against the filing and set "confirmed": true.\n')


@eval_app.command("calibrate")
def calibrate(
    judged: Annotated[list[Path], typer.Argument(help="Judged answers, from `tieout benchmark … --judged FILE`.")],
    *,
    out: Annotated[Path, typer.Option(help="Write the curves here; TIEOUT_CALIBRATION names them.")],
    check: Annotated[
        list[Path] | None, typer.Option(help="Judged answers to check them on, which taught nothing.")
    ] = None,
) -> None:
    """Learn what the bot's scores are worth: the share of answers right, by kind and score.

    Answers are judged with TIEOUT_CALIBRATION=none, so that their scores are as they come.

    Example:
      TIEOUT_CALIBRATION=none tieout benchmark tatqa dev.json --half tuning --judged tuning.jsonl

      tieout eval calibrate tuning.jsonl --check measuring.jsonl --out calibration.json
    """
    from bot.confidence import Curves
    from eval.calibration import brier, calibration_error, learn, read_judged, write_curves

    taught = read_judged(judged)
    curves = learn(taught)
    write_curves(curves, judged, len(taught), out)
    for name, rows in (("learned from", taught), ("checked on", read_judged(check or []))):
        if rows:
            before, after = ((brier(rows, c), calibration_error(rows, c)) for c in (Curves({}), curves))
            sys.stdout.write(
                f"{name} {len(rows)} answers: Brier score {before[0]:.3f} as they come, {after[0]:.3f} calibrated; "
                f"calibration error {before[1]:.3f} and {after[1]:.3f}\n"
            )


@eval_app.command("learn")
def learn_reading(
    folder: Annotated[Path, typer.Argument(help="Where to write what is learned: bot/reread, for the bot to use it.")],
    *,
    check: Annotated[bool, typer.Option(help="Score each writer's questions by what the others' taught.")] = False,
) -> None:
    """Learn how people ask: the parts that words play in questions, and the lines they mean.

    The data stands in eval/learning: annotated questions about filings in general, by several writers, and sayings.

    Example:
      tieout eval learn bot/reread --check
    """
    from eval.learning.learned import cross_validated, lines_cross_validated, write_learned
    from eval.learning.lines import named
    from eval.learning.roles import examples
    from index.embed import DEFAULT_MODEL
    from index.export import ready_embedder

    if not folder.is_dir():
        raise TieoutError(f"there is no folder {folder}")

    def told(found: ReadingScore) -> None:
        sys.stdout.write(
            f"{found.writer}: {found.questions} questions, parts of words {found.words:.1%}, "
            f"what is asked apart from what is around it {found.asked:.1%}, operations {found.operations:.1%}\n"
        )

    embedder = ready_embedder(_settings("").home / "models", DEFAULT_MODEL)

    def told_of_lines(found: LineScore) -> None:
        sys.stdout.write(
            f"{found.writer}: {found.phrases} phrases, taken for a line {found.taken:.1%}, of these rightly {found.right:.1%}, "
            f"taken with the right line gone {found.taken_without:.1%}\n"
        )

    known, phrases = examples(embedder), named(embedder)
    if check:
        cross_validated(known, told)
        lines_cross_validated(phrases, told_of_lines)
    write_learned(known, phrases, embedder, folder)
    sys.stdout.write(f"learned from {len(known)} questions and {len(phrases.meant)} phrases; written to {folder}\n")


@eval_app.command("sureness")
def sureness(
    path: Annotated[Path, typer.Argument(help="TAT-QA's file.")],
    *,
    out: Annotated[Path, typer.Option(help="Write the weights here; the package's are bot/extract/sureness.json.")],
    jobs: Annotated[int, typer.Option(min=1, help="Processes that index at a time.")] = 2,
) -> None:
    """Learn from the tuning half how sure to be of words found, and show what that gains on both halves.

    The area under the curve says how often words that answer are surer than words that do not (0.5 by chance).

    Example:
      tieout eval sureness tatqa_dataset_dev.json --out bot/extract/sureness.json
    """
    from eval.benchmarks.common import Half, Options
    from eval.sureness import by_coverage, folded, found_by, learn, ranked, write_weights

    tuning, measuring = (
        found_by(Options(path=path, settings=_settings(""), half=half, jobs=jobs)) for half in get_args(Half)
    )
    weights = learn(tuning)
    write_weights(weights, f"{path.name}, tuning half", len(tuning), out)
    for name, found, sure in (
        ("tuning half, cross-validated", tuning, folded(tuning)),
        ("measuring half", measuring, [weights.sure(one.signs) for one in measuring]),
    ):
        sys.stdout.write(
            f"{name}: {len(found)} found; area under the curve {ranked(found, sure):.3f} learned, "
            f"{ranked(found, by_coverage(found)):.3f} by how much of the question is said\n"
        )


benchmark_app = typer.Typer(add_completion=False, rich_markup_mode=None)


@benchmark_app.command("benchmark")
def benchmark(
    name: Annotated[str, typer.Argument(help="tatqa, convfinqa, financebench or ixbrl.")],
    path: Annotated[
        Path, typer.Argument(help="The benchmark's published file (ixbrl: a filing, or a folder of them).")
    ],
    *,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many contexts, drawn by the seed.")] = None,
    seed: Annotated[int, typer.Option(help="Which contexts a limit draws.")] = 0,
    half: Annotated[str, typer.Option(help="Only the contexts of one half: tuning or measuring.")] = "",
    model: Annotated[str, typer.Option(help="Chat model as PROVIDER:NAME; none by default.")] = "",
    jobs: Annotated[int, typer.Option(min=1, help="Processes that ask at a time.")] = 2,
    predictions: Annotated[Path | None, typer.Option(help="Write predictions in the benchmark's own format.")] = None,
    failures: Annotated[Path | None, typer.Option(help="Write what was not right, one JSON object a line.")] = None,
    judged: Annotated[
        Path | None, typer.Option(help="Write how sure each answer was and whether it was right, for `calibrate`.")
    ] = None,
    record: Annotated[Path | None, typer.Option(help="Keep the scores in this folder, for `results`.")] = None,
    filings: Annotated[Path | None, typer.Option(help="financebench: the folder of its PDFs.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Run a public benchmark's file through the whole bot: each context becomes a filing that is indexed and asked.

    Example:
      tieout benchmark tatqa tatqa_dataset_dev.json --limit 20 --predictions predictions.json
    """
    from eval.benchmarks import run_benchmark
    from eval.benchmarks.common import Half, Options, write_lines

    if not path.exists():
        raise TieoutError(f"there is no {path}")
    if half not in {"", *get_args(Half)}:
        raise TieoutError(f"there is no half {half!r}: say --half tuning or --half measuring")
    with _progress() as bar:
        task = bar.add_task(name, total=None)
        options = Options(
            path=path,
            limit=limit,
            seed=seed,
            half=cast("Half | None", half or None),
            jobs=jobs,
            filings=filings,
            settings=_settings(model),
            progress=lambda words, done, total: bar.update(task, description=words, completed=done, total=total),
        )
        result = run_benchmark(name, options)
    if predictions is not None:
        result.write_predictions(predictions)
    if failures is not None:
        result.write_failures(failures)
    if judged is not None:
        write_lines(result.judged, judged)
    if record is not None:
        from eval.results import keep, record_benchmark
        from eval.runner import describe

        drawn = "" if limit is None else f"{limit} contexts drawn by seed {seed}"
        sample = ", ".join(part for part in (f"{half} half" if half else "", drawn) if part)
        keep(record_benchmark(result, describe(options.settings, None), sample), record)
    if as_json:
        sys.stdout.write(result.to_json() + "\n")
    else:
        result.show(Console())


def _show(finished: Run, sets: list[GoldSet], scores: list[Score], *, failures: bool) -> None:
    from eval import terminal
    from eval.runs import observe

    console = Console()
    everything = observe(finished, [case for one in sets for case in one.cases])
    console.print(terminal.scores_table(scores, ", ".join(one.path.name for one in sets)))
    console.print()
    console.print(terminal.categories_table(everything))
    if failures:
        console.print()
        console.print(terminal.failures(everything))


def _settings(model: str | None) -> Settings:
    from bot.settings import load_settings

    settings = load_settings()
    return settings if model is None else settings.model_copy(update={"model": model})


def _progress() -> Progress:
    """A progress bar on standard error, when that is a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )
