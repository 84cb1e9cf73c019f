"""Which workspaces the app is installed in, and how to call Slack for each: one by token, or several by OAuth."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.slack.settings import SlackSettings
from bot.slack.slack_errors import code
from bot.slack.values import Workspace
from index.errors import SettingsError

if TYPE_CHECKING:
    from slack_bolt.authorization import AuthorizeResult
    from slack_sdk import WebClient
    from slack_sdk.http_retry import RetryHandler
    from slack_sdk.oauth.installation_store import InstallationStore
    from slack_sdk.oauth.state_store import OAuthStateStore

_RATE_LIMIT_TRIES = 20


class Workspaces(Protocol):
    """Where the bot's tokens come from."""

    def find(self, team: str, enterprise: str) -> Workspace | None:
        """The installation of a team, or None where there is none."""

    def remove(self, team: str, enterprise: str) -> None:
        """Forget an installation (the app was removed, or its tokens revoked)."""

    def all(self) -> Iterable[Workspace]:
        """Every installation known without asking Slack."""


class OneWorkspace:
    """The workspace of SLACK_BOT_TOKEN; who the bot is there is asked once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._removed = False

    def find(self, team: str, enterprise: str) -> Workspace | None:
        return self._workspace if not self._removed and self._is(team, enterprise) else None

    def remove(self, team: str, enterprise: str) -> None:
        self._removed = self._removed or self._is(team, enterprise)

    def all(self) -> Iterable[Workspace]:
        return () if self._removed else (self._workspace,)

    def _is(self, team: str, enterprise: str) -> bool:
        return team in {"", self._workspace.team} or bool(enterprise and enterprise == self._workspace.enterprise)


class InstalledWorkspaces:
    """Workspaces that installed the app by OAuth, kept in the SDK's installation store."""

    def __init__(self, store: InstallationStore) -> None:
        self._store = store
        self._seen: dict[tuple[str, str], Workspace] = {}
        self._lock = threading.Lock()

    def find(self, team: str, enterprise: str) -> Workspace | None:
        bot = self._store.find_bot(
            enterprise_id=enterprise or None, team_id=team or None, is_enterprise_install=bool(enterprise and not team)
        )
        if bot is None:
            return None
        found = Workspace(team, enterprise, bot.bot_token, bot.bot_user_id or "", bot.bot_id or "")
        with self._lock:
            self._seen[(team, enterprise)] = found
        return found

    def remove(self, team: str, enterprise: str) -> None:
        self._store.delete_all(enterprise_id=enterprise or None, team_id=team or None)
        with self._lock:
            self._seen.pop((team, enterprise), None)

    def all(self) -> Iterable[Workspace]:
        with self._lock:
            return tuple(self._seen.values())


def authorize_with(workspaces: Workspaces) -> Callable[..., AuthorizeResult]:
    """Bolt's `authorize`: who a request is for. Asks nothing of Slack, so that acknowledging is never held up."""
    from slack_bolt.authorization import AuthorizeResult

    def authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None) -> AuthorizeResult | None:
        found = workspaces.find(team_id or "", enterprise_id or "")
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=found.bot_user,
            bot_id=found.bot_id,
            bot_token=found.token,
            user_id=user_id,
        )

    return authorize  # type: ignore[return-value] # bolt takes None for "not installed there", and does not say so


def client_for(settings: SlackSettings, token: str | None, *, patient: bool = True) -> WebClient:
    """A client of Slack's API. patient: waits as long as Slack's 429 says, and asks again.

    It never repeats a call by itself after a broken connection: a message might be posted twice.
    """
    from slack_sdk import WebClient
    from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

    waiting: list[RetryHandler] = [RateLimitErrorRetryHandler(max_retry_count=_RATE_LIMIT_TRIES)] if patient else []
    url = settings.api_url if settings.api_url.endswith("/") else settings.api_url + "/"
    return WebClient(token=token, base_url=url, timeout=settings.api_timeout_seconds, retry_handlers=waiting)


def one_workspace(settings: SlackSettings) -> OneWorkspace:
    """The workspace of SLACK_BOT_TOKEN. Raises SettingsError where the token is missing or Slack refuses it."""
    from slack_sdk.errors import SlackApiError

    token = settings.bot_token.get_secret_value()
    if not token:
        raise SettingsError(
            "SLACK_BOT_TOKEN is not set: copy the Bot User OAuth Token from your app's Install App page"
        )
    try:
        found = client_for(settings, token).auth_test()
    except SlackApiError as error:
        raise SettingsError(
            f"Slack refused SLACK_BOT_TOKEN ({code(error)}): reinstall the app, and copy its new token"
        ) from None
    except OSError as error:
        raise SettingsError(f"Slack cannot be reached at {settings.api_url}: {error}") from None
    return OneWorkspace(
        Workspace(
            team=str(found["team_id"]),
            enterprise=str(found.get("enterprise_id") or ""),
            token=token,
            bot_user=str(found["user_id"]),
            bot_id=str(found.get("bot_id") or ""),
        )
    )


def installation_stores(settings: SlackSettings, folder: Path) -> tuple[InstallationStore, OAuthStateStore]:
    """Where OAuth keeps installations and states: SQLite under home, or Postgres by URL."""
    if settings.installations_url:
        return _postgres_stores(settings)
    from slack_sdk.oauth.installation_store.sqlite3 import SQLite3InstallationStore
    from slack_sdk.oauth.state_store.sqlite3 import SQLite3OAuthStateStore

    path = folder / "installations.db"
    store = SQLite3InstallationStore(database=str(path), client_id=settings.client_id)
    states = SQLite3OAuthStateStore(expiration_seconds=600, database=str(path))
    store.init()  # type: ignore[no-untyped-call]
    states.init()  # type: ignore[no-untyped-call]
    path.chmod(0o600)
    return store, states


def _postgres_stores(settings: SlackSettings) -> tuple[InstallationStore, OAuthStateStore]:
    try:
        import sqlalchemy
        from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
        from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
    except ImportError:
        raise SettingsError(
            "TIEOUT_SLACK_INSTALLATIONS_URL needs SQLAlchemy and a Postgres driver: pip install 'tieout[postgres]'"
        ) from None
    engine = sqlalchemy.create_engine(settings.installations_url, pool_pre_ping=True)
    store = SQLAlchemyInstallationStore(client_id=settings.client_id, engine=engine)
    states = SQLAlchemyOAuthStateStore(expiration_seconds=600, engine=engine)
    store.metadata.create_all(engine)
    states.metadata.create_all(engine)
    return store, states
