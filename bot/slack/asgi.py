"""The HTTP side: Slack's signed requests, OAuth's two pages, /healthz and /metrics. A plain ASGI application."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from bot.slack.health import Health
from bot.slack.metrics import CONTENT_TYPE, Metrics

if TYPE_CHECKING:
    from slack_bolt import App, BoltResponse
    from slack_bolt.oauth import OAuthFlow

Scope = Mapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = dict[str, str]

EVENTS_PATH = "/slack/events"
_BODY_AT_MOST = 1_000_000
_TIMESTAMP = re.compile(r"[0-9]{1,12}\Z")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}\Z")


class Web:
    """Answers HTTP. app: None where only health and metrics are served (Socket Mode)."""

    def __init__(
        self,
        health: Health,
        metrics: Metrics,
        app: App | None = None,
        oauth: OAuthFlow | None = None,
        signing_secret: str = "",
    ) -> None:
        from slack_sdk.signature import SignatureVerifier

        self._verifier = SignatureVerifier(signing_secret) if signing_secret else None
        self._health, self._metrics, self._app, self._oauth = health, metrics, app, oauth
        self._threads = ThreadPoolExecutor(32, thread_name_prefix="http")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            status, headers, body = await self._answer(scope, receive)
            head = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
            await send({"type": "http.response.start", "status": status, "headers": head})
            await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, list[tuple[str, str]], bytes]:
        method, path = scope["method"], scope["path"]
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if method == "GET" and path == "/healthz":
            well, checks = await self._in_thread(self._health.report)
            return (200 if well else 503), [("content-type", "application/json")], json.dumps(checks).encode()
        if method == "GET" and path == "/metrics":
            return 200, [("content-type", CONTENT_TYPE)], self._metrics.text()
        if method == "POST" and path == EVENTS_PATH and self._app is not None:
            return await self._slack(headers, receive)
        query = scope["query_string"].decode("latin-1")
        if method == "GET" and self._oauth is not None:
            return await self._install(self._oauth, path, query, headers)
        return _plain(404, "not found")

    async def _slack(self, headers: Headers, receive: Receive) -> tuple[int, list[tuple[str, str]], bytes]:
        """A request that says it is from Slack. What is malformed is turned away before bolt, which would answer 500."""
        from slack_bolt import BoltRequest

        assert self._app is not None
        assert self._verifier is not None, "HTTP does not start without a signing secret"
        raw = await _body(receive)
        if raw is None:
            return _plain(413, "too large")
        well_formed = _TIMESTAMP.match(headers.get("x-slack-request-timestamp", "")) and _SIGNATURE.match(
            headers.get("x-slack-signature", "")
        )
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            well_formed = None
        if not well_formed:
            self._metrics.rejected.inc()
            return _plain(401, "not signed by Slack")
        if not self._verifier.is_valid(text, headers["x-slack-request-timestamp"], headers["x-slack-signature"]):
            self._metrics.rejected.inc()
            return _plain(401, "not signed by Slack")
        if not _is_request(text, headers.get("content-type", "")):
            return _plain(400, "not a request of Slack's")
        app, request = self._app, BoltRequest(body=text, query="", headers=dict(headers))
        response: BoltResponse = await self._in_thread(lambda: app.dispatch(request))
        return _bolt(response)

    async def _install(
        self, oauth: OAuthFlow, path: str, query: str, headers: Headers
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        from slack_bolt import BoltRequest

        request = BoltRequest(body="", query=query, headers=dict(headers))
        if path == oauth.install_path:
            return _bolt(await self._in_thread(lambda: oauth.handle_installation(request)))
        if path == oauth.redirect_uri_path:
            return _bolt(await self._in_thread(lambda: oauth.handle_callback(request)))
        return _plain(404, "not found")

    async def _in_thread(self, work: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def _is_request(text: str, content_type: str) -> bool:
    """Whether a body has the shape of what Slack sends: an object of JSON, or a form (whose payload is one)."""
    if "json" in content_type:
        found = text
    else:
        form = parse_qs(text)
        if "payload" not in form:
            return "command" in form or "ssl_check" in form
        found = form["payload"][0]
    try:
        return isinstance(json.loads(found), dict)
    except ValueError:
        return False


async def _body(receive: Receive) -> bytes | None:
    """The request's body; None where it is longer than anything Slack sends."""
    found = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        found += message.get("body", b"")
        if len(found) > _BODY_AT_MOST:
            return None
        if not message.get("more_body", False):
            return bytes(found)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _plain(status: int, text: str) -> tuple[int, list[tuple[str, str]], bytes]:
    return status, [("content-type", "text/plain; charset=utf-8")], text.encode()


def _bolt(response: BoltResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    headers = [(name, value) for name, values in response.headers.items() for value in values]
    return response.status, headers, (response.body or "").encode()
