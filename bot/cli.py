"""The tieout command. Every subcommand loads what it needs when it runs, so that none waits for another's libraries."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from index.errors import TieoutError

if TYPE_CHECKING:
    from bot.settings import Settings

ELSEWHERE = {
    "eval": ("eval.commands", "eval_app", "Run the bot against gold sets, and compare runs."),
    "benchmark": ("eval.commands", "benchmark_app", "Run the bot against a public benchmark's file."),
    "slack": ("bot.slack.commands", "slack_app", "Answer in Slack."),
}


class LazyGroup(TyperGroup):
    """A group some of whose commands live in modules that load only when they are called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *ELSEWHERE]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        if not _wanted(cmd_name):
            from typer.core import TyperCommand

            return TyperCommand(cmd_name, help=ELSEWHERE[cmd_name][2])
        from importlib import import_module

        module, name, _ = ELSEWHERE[cmd_name]
        command = typer.main.get_command(getattr(import_module(module), name))
        command.name = cmd_name
        return command


def _wanted(command: str) -> bool:
    """Whether a command is being run, and not only listed in the help."""
    return command in sys.argv[1:]


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Ask company filings: cited passages, and figures that tie out.\n\n"
    "Start with:  tieout index --sample  then  tieout ask 'What was revenue in the quarter?'",
)


@app.callback()
def root(
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
) -> None:
    """Options of every command."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"tieout {installed('tieout')}")
        raise typer.Exit


Filing = Annotated[str | None, typer.Option("--filing", "-f", help="A filing's id, or its file name.")]
Thread = Annotated[str | None, typer.Option("--thread", "-t", help="Name of a conversation to go on with.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON (one object, or one a line).")]


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in quotes.")] = None,
    *,
    filing: Filing = None,
    thread: Thread = None,
    batch: Annotated[Path | None, typer.Option(help="A JSONL file of questions; - is standard input.")] = None,
    as_json: Json = False,
    show_work: Annotated[bool, typer.Option("--show-work", "-w", help="Show how every figure was computed.")] = False,
    trace: Annotated[bool, typer.Option(help="Show what each step of the chain did.")] = False,
    xlsx: Annotated[Path | None, typer.Option(help="Write the working as a workbook with live formulas.")] = None,
) -> None:
    """Answer a question.

    Examples:
      tieout ask "What was the net loss in the second quarter of fiscal 2008?"

      tieout ask "How much did R&D fall?" --show-work

      tieout ask --batch questions.jsonl --json > answers.jsonl
    """
    from bot.commands.ask import ask_batch, ask_once

    if batch is not None:
        raise typer.Exit(ask_batch(_settings(), batch, as_json=as_json, work=show_work, trace=trace))
    if question is None or not question.strip():
        raise TieoutError('ask needs a question: tieout ask "What was revenue?" (or --batch FILE)')
    code = ask_once(
        _settings(),
        question,
        thread=thread,
        filing=filing,
        as_json=as_json,
        work=show_work,
        trace=trace,
        workbook=xlsx,
    )
    raise typer.Exit(code)


@app.command()
def chat(*, filing: Filing = None, thread: Thread = None) -> None:
    """Hold a conversation at the terminal; /help lists its commands."""
    from bot.commands.chat import chat as hold

    hold(_settings(), filing, thread)


@app.command()
def index(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, globs, URLs, tickers, accession numbers.")
    ] = None,
    *,
    form: Annotated[str, typer.Option(help="Of a ticker's filings, those of this form: 8-K, 10-Q, 10-K.")] = "",
    latest: Annotated[int, typer.Option(help="How many of a ticker's filings, newest first.", min=1)] = 1,
    sample: Annotated[bool, typer.Option("--sample", help="Index the sample filing that comes with tieout.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Embed anew what is indexed, for another model.")] = False,
    as_json: Json = False,
) -> None:
    """Index filings: HTML, PDF, text, complete submissions. What is indexed already is not read again.

    Examples:
      tieout index --sample

      tieout index 10-K.htm release.pdf filings/

      tieout index AAPL --form 8-K --latest 4     (needs tieout[edgar], and TIEOUT_USER_AGENT, as SEC asks)

      tieout index --rebuild     (after a change of TIEOUT_EMBEDDING_MODEL)
    """
    from bot.commands.index import index_filings

    settings = _settings()
    wanted = paths or []
    raise typer.Exit(
        index_filings(settings, wanted, form=form, latest=latest, sample=sample, rebuild=rebuild, as_json=as_json)
    )


@app.command()
def filings(*, as_json: Json = False) -> None:
    """List what is indexed."""
    from bot.commands.shelf import list_filings

    list_filings(_settings(), as_json=as_json)


@app.command()
def facts(*, filing: Filing = None, as_json: Json = False) -> None:
    """List every figure that the filings state, with its period, unit and place.

    Example:
      tieout facts --filing release.htm --json > facts.jsonl
    """
    from bot.commands.shelf import list_facts

    list_facts(_settings(), filing, as_json=as_json)


@app.command()
def formulas(
    phrase: Annotated[str, typer.Argument(help="Words of a name; all metrics when left out.")] = "",
    *,
    as_json: Json = False,
) -> None:
    """List the named metrics that are computed where a filing does not report them, with formula and source.

    Example:
      tieout formulas "cash runway"
    """
    from bot.commands.formulas import list_formulas

    raise typer.Exit(list_formulas(phrase, as_json=as_json))


@app.command()
def text(filing: Annotated[str, typer.Argument(help="A filing's id, or its file name.")]) -> None:
    """Print a filing's text, to which every citation's start and end refer."""
    from bot.commands.shelf import print_text

    print_text(_settings(), filing)


@app.command()
def remove(filing: Annotated[str, typer.Argument(help="A filing's id, or its file name.")]) -> None:
    """Take a filing out of the index."""
    from bot.commands.index import remove_filing

    remove_filing(_settings(), filing)


@app.command()
def doctor(*, as_json: Json = False) -> None:
    """Say what is installed, which models are used, where the index is, and what is wrong. Exits 1 if anything is."""
    from bot.doctor import examine

    raise typer.Exit(examine(_settings(), as_json=as_json))


@app.command()
def bench(
    *,
    batch: Annotated[Path | None, typer.Option(help="A JSONL file of questions for the warm answers.")] = None,
    index_path: Annotated[list[str] | None, typer.Option("--index", help="Measure indexing these instead.")] = None,
    questions: Annotated[
        Path | None, typer.Option(help="FinanceBench's questions: with --index, how often each finds the evidence.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Measure cold start and warm answers, or indexing, against the stock LangChain recipe in the same run."""
    from bot.bench import bench_answers, bench_index

    if index_path:
        bench_index(_settings(), index_path, questions, as_json=as_json)
    else:
        bench_answers(_settings(), batch, as_json=as_json)


def _settings() -> Settings:
    from bot.settings import load_settings

    return load_settings()


def main() -> None:
    """Run the command. What a person can mend is one line on standard error and exit code 2; Ctrl-C is 130."""
    try:
        app()
    except TieoutError as problem:
        sys.stderr.write(f"tieout: {problem}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("\ntieout: stopped\n")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception as problem:  # noqa: BLE001 (the one place where a fault becomes a reference number)
        from bot.faults import fault_words, log_fault

        reference = log_fault(Path(os.environ.get("TIEOUT_HOME") or Path.home() / ".tieout"), problem)
        sys.stderr.write(f"tieout: {fault_words(reference)}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
