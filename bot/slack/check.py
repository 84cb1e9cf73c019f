"""`tieout slack --check`: everything an administrator would want to know is well, in one screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from bot.settings import Settings
from bot.slack.settings import SlackSettings
from bot.slack.slack_errors import SLACK_FAILURES, TOKEN, code
from bot.slack.surface import scopes
from bot.slack.workspaces import client_for
from index.errors import TieoutError


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the screen."""

    name: str
    well: bool
    detail: str


def check_all(settings: Settings, slack: SlackSettings, *, http: bool) -> Iterator[Result]:
    """Check tokens, scopes, the way Slack reaches us, the index, and what is kept."""
    if slack.oauth:
        yield _oauth(slack)
    else:
        yield from _bot_token(slack)
    yield _signing_secret(slack) if http else _socket(slack)
    yield _index(settings)
    yield _inbox(settings, slack)
    yield _access(slack)


def _bot_token(slack: SlackSettings) -> Iterator[Result]:
    token = slack.bot_token.get_secret_value()
    if not token:
        yield Result("bot token", False, "SLACK_BOT_TOKEN is not set (Install App page, Bot User OAuth Token)")
        return
    try:
        found = client_for(slack, token).auth_test()
    except SLACK_FAILURES as error:
        yield Result("bot token", False, _said(slack, error, "reinstall the app and copy its new token"))
        return
    yield Result("bot token", True, f"{found.get('user')} in {found.get('team')} ({found.get('team_id')})")
    yield _scopes({str(name).lower(): str(value) for name, value in dict(found.headers or {}).items()})


def _said(slack: SlackSettings, error: BaseException, mend: str) -> str:
    """What is wrong and what to do: another token helps only where Slack said something of this one."""
    if code(error) in TOKEN | {"not_allowed_token_type", "missing_scope"}:
        return f"Slack says {code(error)}: {mend}"
    if isinstance(error, SlackApiError):
        return f"Slack says {code(error)}: try again in a minute"
    return f"{slack.api_url} cannot be reached ({code(error)}): check the network and TIEOUT_SLACK_API_URL"


def _scopes(headers: dict[str, str]) -> Result:
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",") if scope.strip()}
    if not granted:
        return Result("scopes", True, "Slack did not say which are granted")
    missing = [scope for scope in scopes() if scope not in granted]
    if missing:
        return Result("scopes", False, f"missing {', '.join(missing)}: add them (OAuth & Permissions) and reinstall")
    return Result("scopes", True, f"all {len(scopes())} granted")


def _socket(slack: SlackSettings) -> Result:
    token = slack.app_token.get_secret_value()
    if not token:
        return Result("socket", False, "SLACK_APP_TOKEN is not set (Basic Information, App-Level Tokens)")
    try:
        client_for(slack, token).apps_connections_open(app_token=token)
    except SLACK_FAILURES as error:
        return Result("socket", False, _said(slack, error, "make an app-level token with connections:write"))
    return Result("socket", True, "Socket Mode connects")


def _signing_secret(slack: SlackSettings) -> Result:
    if not slack.signing_secret.get_secret_value():
        return Result("signing secret", False, "SLACK_SIGNING_SECRET is not set (Basic Information)")
    return Result("signing secret", True, "set")


def _oauth(slack: SlackSettings) -> Result:
    needed = {
        "SLACK_CLIENT_ID": slack.client_id,
        "SLACK_CLIENT_SECRET": slack.client_secret.get_secret_value(),
        "TIEOUT_SLACK_PUBLIC_URL": slack.public_url,
    }
    missing = [name for name, value in needed.items() if not value]
    if missing:
        return Result("OAuth", False, f"{', '.join(missing)} not set")
    return Result("OAuth", True, f"workspaces install at {slack.public_url.rstrip('/')}/slack/install")


def _index(settings: Settings) -> Result:
    from bot.chain import Chain

    try:
        chain = Chain(settings)
    except TieoutError as problem:
        return Result("index", False, str(problem))
    try:
        records = chain.shelf.filings()
    except TieoutError as problem:
        return Result("index", False, str(problem))
    finally:
        chain.close()
    if not records:
        return Result("index", False, f"no filings in {settings.home}: run tieout index PATH")
    return Result("index", True, f"{len(records)} filing{'' if len(records) == 1 else 's'}, newest {records[0].title}")


def _inbox(settings: Settings, slack: SlackSettings) -> Result:
    from bot.slack.inbox import Inbox, is_owned

    folder = slack.folder(settings.home)
    inbox = Inbox(folder, own=False)
    waiting = inbox.open_count()
    inbox.close()
    running = "a service is running" if is_owned(folder) else "no service is running"
    return Result("inbox", True, f"{folder}: {waiting} open, {running}")


def _access(slack: SlackSettings) -> Result:
    channels = f"{len(slack.channels)} channels" if slack.channels else "every channel it is in"
    users = f"{len(slack.users)} people" if slack.users else "every member"
    guests = "guests too" if slack.allow_guests else "no guests"
    connect = "shared channels too" if slack.allow_connect else "no shared channels"
    return Result("who may ask", True, f"{users} in {channels}; {guests}; {connect}")
