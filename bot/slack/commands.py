"""`tieout slack`: run the adapter, check it, print its manifest, purge what it keeps."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import TieoutError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.chain import Chain
    from bot.settings import Settings
    from bot.slack.settings import SlackSettings

slack_app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)


@slack_app.callback()
def run(
    context: typer.Context,
    *,
    http: Annotated[bool, typer.Option("--http", help="Take Slack's requests over HTTP, not Socket Mode.")] = False,
    port: Annotated[int, typer.Option(help="The port of --http.")] = 3000,
    check: Annotated[
        bool, typer.Option("--check", help="Check tokens, scopes, connection and index, and leave.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Log what the Slack libraries log, too.")] = False,
) -> None:
    """Answer in Slack. SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or, with --http, SLACK_SIGNING_SECRET) must be set.

    Examples:
      tieout slack --check

      tieout slack

      tieout slack --http --port 3000
    """
    if context.invoked_subcommand is not None:
        return
    from bot.slack.logs import set_up

    set_up(verbose=verbose)
    settings, slack_settings = _settings()
    if check:
        _check(settings, slack_settings, http=http)
        return
    from bot.chain import Chain
    from bot.slack.files import indexer_of
    from bot.slack.service import SlackService

    chain = Chain(settings)
    idle = True
    try:
        build = indexer_of(settings.home, chain)
        idle = SlackService(slack_settings, settings.home, chain, build, http_port=port if http else None).run()
    finally:
        # A question still under way must not see the chain close: it would end in an error, not at the next start.
        if idle:
            chain.close()


@slack_app.command()
def manifest() -> None:
    """Print the manifest to make the Slack app from."""
    sys.stdout.write(manifest_path().read_text(encoding="utf-8"))


@slack_app.command()
def purge(
    *,
    user: Annotated[str, typer.Option(help="A member ID (U...): what they asked, and their conversations.")] = "",
    thread: Annotated[str, typer.Option(help="CHANNEL/TS: one thread's conversation.")] = "",
) -> None:
    """Delete what is kept of one person, or of one thread. It may be run while the service runs."""
    from bot.slack.inbox import Inbox
    from bot.slack.retention import Retention

    if bool(user) == bool(thread):
        raise TieoutError("purge needs --user ID or --thread CHANNEL/TS")
    settings, slack_settings = _settings()
    chain = _chain(settings)
    inbox = Inbox(slack_settings.folder(settings.home), own=False)
    try:
        retention = Retention(inbox, chain, slack_settings)
        if user:
            count = retention.purge_user(user)
        else:
            channel, _, ts = thread.partition("/")
            if not ts:
                raise TieoutError("--thread is CHANNEL/TS, such as C012AB3CD/1700000000.000100")
            count = retention.purge_thread(channel, ts)
    finally:
        inbox.close()
        chain.close()
    typer.echo(f"deleted {count} conversation{'' if count == 1 else 's'}")


def manifest_path() -> Path:
    """Where the shipped manifest is."""
    from pathlib import Path

    return Path(__file__).with_name("manifest.json")


def _settings() -> tuple[Settings, SlackSettings]:
    from bot.settings import load_settings
    from bot.slack.settings import load_slack_settings

    return load_settings(), load_slack_settings()


def _chain(settings: Settings) -> Chain:
    from bot.chain import Chain

    return Chain(settings)


def _check(settings: Settings, slack_settings: SlackSettings, *, http: bool) -> None:
    """Print what is well and what is not; exit code 2 where something is not."""
    from bot.slack.check import check_all

    results = list(check_all(settings, slack_settings, http=http))
    width = max(len(result.name) for result in results)
    for result in results:
        typer.echo(f"{'ok  ' if result.well else 'FAIL'}  {result.name.ljust(width)}  {result.detail}")
    if not all(result.well for result in results):
        raise typer.Exit(2)
