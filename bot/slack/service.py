"""The running service: everything put together, started, and stopped without losing a question."""

from __future__ import annotations

import logging
import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.slack.app import make_app
from bot.slack.asgi import Web
from bot.slack.audit import Audit
from bot.slack.files import FileIndexer
from bot.slack.health import Health
from bot.slack.inbox import Inbox
from bot.slack.listeners import Service
from bot.slack.metrics import Metrics
from bot.slack.oauth import oauth_flow
from bot.slack.pipeline import Pipeline
from bot.slack.ports import Asked
from bot.slack.retention import Retention
from bot.slack.settings import SlackSettings
from bot.slack.slack_errors import code
from bot.slack.workers import Workers
from bot.slack.workspaces import InstalledWorkspaces, Workspaces, client_for, installation_stores, one_workspace
from index.errors import SettingsError, TieoutError

if TYPE_CHECKING:
    import uvicorn
    from slack_bolt.oauth import OAuthFlow

log = logging.getLogger(__name__)

_START = 15.0
# How long stopping waits for a deletion that is under way.
_HOUSE = 5


class SlackService:
    """tieout in Slack. `start` returns when it is answering; `stop` when it has drained."""

    def __init__(
        self,
        settings: SlackSettings,
        home: Path,
        chain: Asked,
        build: Callable[[Path], str],
        *,
        http_port: int | None = None,
    ) -> None:
        """http_port: where Slack's requests arrive over HTTP (0 for any free port); None for Socket Mode."""
        self.settings, self.home, self._http_port = settings, home, http_port
        _check_credentials(settings, http=http_port is not None)
        folder = settings.folder(home)
        self._oauth: OAuthFlow | None = None
        workspaces = self._workspaces(folder)
        self.inbox = Inbox(folder)
        self.metrics = Metrics()
        audit = Audit(folder, text=settings.audit_text)
        indexer = FileIndexer(settings, folder, build)
        self.pipeline = Pipeline(settings, self.inbox, workspaces, chain, audit, self.metrics, indexer)
        self.workers = Workers(self.pipeline)
        self.retention = Retention(self.inbox, chain, settings)
        self.app = make_app(settings, Service(self.pipeline, self.workers))
        self._socket: Any = None
        self._server: uvicorn.Server | None = None
        self._stopped = threading.Event()
        self._house = threading.Thread(target=self._keep_house, name="retention", daemon=True)
        self.port = 0
        self.metrics.watch(self.inbox.open_count, self.connected)

    def start(self) -> None:
        """Take up what was left open, then open for questions."""
        self.workers.start()
        if self._http_port is not None or self.settings.ops_port or self._oauth is not None:
            self._serve()
        if self._http_port is None:
            self._connect()
        self._house.start()

    def run(self) -> bool:
        """Run until SIGTERM or SIGINT, then drain. True where nothing was left under way."""
        asked_to_stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: asked_to_stop.set())
        self.start()
        log.info("tieout is answering in Slack")
        asked_to_stop.wait()
        return self.stop()

    def stop(self) -> bool:
        """Stop listening, finish what is under way as far as time allows, and leave the rest in the inbox.

        True where nothing is under way any more.
        """
        log.info("stopping: no more questions are taken")
        self._stopped.set()
        if self._socket is not None:
            # Closing waits for the socket's reader. A question that arrives meanwhile is in the inbox, or not acknowledged.
            threading.Thread(target=self._socket.close, name="closing", daemon=True).start()
        if self._server is not None:
            self._server.should_exit = True
        drained = self.workers.drain(self.settings.drain_seconds)
        if not drained or self.inbox.open_count():
            log.info("%d questions are left for the next start", self.inbox.open_count())
        if self._house.is_alive():
            self._house.join(_HOUSE)
        if drained and not self._house.is_alive():
            self.inbox.close()
        return drained

    def connected(self) -> bool:
        """Whether Slack reaches us: the socket is open, or the HTTP server is up."""
        if self._http_port is None:
            return self._socket is not None and bool(self._socket.client.is_connected())
        return self._server is not None and bool(self._server.started)

    def health(self) -> Health:
        return Health(
            {
                "slack": self.connected,
                "workers": self.workers.alive,
                "inbox": self.inbox.writable,
                "index": self._index_is_readable,
            }
        )

    def _index_is_readable(self) -> bool:
        try:
            self.pipeline.chain.shelf.filings()
        except TieoutError:
            return False
        return True

    def _workspaces(self, folder: Path) -> Workspaces:
        if not self.settings.oauth:
            return one_workspace(self.settings)
        installations, states = installation_stores(self.settings, folder)
        self._oauth = oauth_flow(self.settings, installations, states)
        return InstalledWorkspaces(installations)

    def _connect(self) -> None:
        from slack_bolt.adapter.socket_mode import SocketModeHandler
        from slack_sdk.errors import SlackApiError

        token = self.settings.app_token.get_secret_value()
        client = client_for(self.settings, token)
        self._socket = SocketModeHandler(self.app, token, web_client=client, concurrency=16, ping_interval=5)
        try:
            self._socket.connect()
        except SlackApiError as error:
            raise SettingsError(
                f"Slack refused SLACK_APP_TOKEN ({code(error)}): make an app-level token with connections:write"
            ) from None

    def _serve(self) -> None:
        import uvicorn

        http = self._http_port is not None or self._oauth is not None
        app = self.app if self._http_port is not None else None
        secret = self.settings.signing_secret.get_secret_value()
        web = Web(self.health(), self.metrics, app, self._oauth, secret)
        port = self._http_port if self._http_port is not None else self.settings.ops_port
        config = uvicorn.Config(
            web,
            host="0.0.0.0" if http else self.settings.ops_host,  # noqa: S104 Slack, or the proxy before us, must reach it
            port=port,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=5,
        )
        self._server = uvicorn.Server(config)
        bound = socket.create_server((config.host, port), reuse_port=False)
        self.port = int(bound.getsockname()[1])
        server = self._server
        threading.Thread(target=lambda: server.run(sockets=[bound]), name="http", daemon=True).start()
        end = time.monotonic() + _START
        while not server.started:
            if time.monotonic() > end:
                raise TieoutError(f"the HTTP server did not start on port {port}")
            time.sleep(0.01)

    def _keep_house(self) -> None:
        """Delete what is older than is kept, at the start and then every hour."""
        while not self._stopped.is_set():
            self.retention.expire()
            self._stopped.wait(3600)


def _check_credentials(settings: SlackSettings, *, http: bool) -> None:
    """Say which credential is missing before anything is opened."""
    if http and not settings.signing_secret.get_secret_value():
        raise SettingsError("SLACK_SIGNING_SECRET is not set: copy it from your app's Basic Information page")
    if not http and not settings.app_token.get_secret_value():
        raise SettingsError(
            "SLACK_APP_TOKEN is not set: make an app-level token with connections:write on your app's "
            "Basic Information page"
        )
    if settings.oauth and not (
        settings.client_id and settings.client_secret.get_secret_value() and settings.public_url
    ):
        raise SettingsError("OAuth needs SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and TIEOUT_SLACK_PUBLIC_URL")
