"""A Slack to test against: the Web API, Socket Mode, response addresses and file uploads, on a free port of loopback.

It keeps what is posted, refuses what Slack refuses, and fails where a test says so.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from aiohttp import WSMsgType, web

BOT_USER, BOT_ID, TEAM, PERSON = "UBOT", "BBOT", "T1", "U1"
TOKEN, APP_TOKEN, SECRET = "xoxb-1-abcdefghij", "xapp-1-klmnopqrst", "8f742231b10e8888abcd99yyyzzz85a5"


@dataclass
class Posted:
    """A message as Slack keeps it."""

    channel: str
    ts: str
    thread_ts: str = ""
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    streaming: bool = False
    updates: int = 0

    def to_json(self) -> dict[str, Any]:
        found = {"channel": self.channel, "ts": self.ts, "text": self.text, "bot_id": BOT_ID, "metadata": self.metadata}
        return found | {"thread_ts": self.thread_ts, "files": self.files, "blocks": self.blocks}


@dataclass
class Call:
    method: str
    body: dict[str, Any]
    token: str
    at: float


class FakeSlack:
    """Start with `with FakeSlack() as slack`; everything else may be called from the test's thread."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.messages: dict[tuple[str, str], Posted] = {}
        self.ephemeral: list[dict[str, Any]] = []
        self.responses: list[dict[str, Any]] = []
        self.views: list[dict[str, Any]] = []
        self.homes: dict[str, dict[str, Any]] = {}
        self.statuses: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.uploads: dict[str, bytes] = {}
        self.files_served: dict[str, bytes] = {}
        self.people: dict[str, dict[str, Any]] = {}
        self.channels: dict[str, dict[str, Any]] = {}
        self.closed_channels: set[str] = set()
        self.tokens = {TOKEN: (TEAM, BOT_USER, BOT_ID)}
        self.app_tokens = {APP_TOKEN}
        self.faults: dict[str, list[Any]] = defaultdict(list)
        self.refuses: Callable[[str, dict[str, Any]], str] = lambda _method, _body: ""
        self.connections = 0
        self.delay = 0.0
        self.granted = ""
        self.acknowledged: dict[str, tuple[float, Any]] = {}
        self._numbers = itertools.count(1)
        self._sockets: list[web.WebSocketResponse] = []
        self._loop = asyncio.new_event_loop()
        self._lock = threading.RLock()
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def __enter__(self) -> FakeSlack:
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._thread.join(10)

    # Socket Mode

    def send(self, envelope: dict[str, Any]) -> str:
        """Send an envelope on the newest connection; return its id."""
        envelope_id = envelope.setdefault("envelope_id", f"env-{next(self._numbers)}")
        asyncio.run_coroutine_threadsafe(self._send(envelope), self._loop).result(10)
        return str(envelope_id)

    def send_event(self, payload: dict[str, Any], retry: int = 0, reason: str = "") -> str:
        return self.send(
            {
                "type": "events_api",
                "payload": payload,
                "accepts_response_payload": False,
                "retry_attempt": retry,
                "retry_reason": reason,
            }
        )

    def wait_ack(self, envelope_id: str, seconds: float = 5.0) -> Any:
        wait_for(lambda: envelope_id in self.acknowledged, seconds, f"no acknowledgement of {envelope_id}")
        return self.acknowledged[envelope_id][1]

    def connected(self) -> bool:
        return any(not socket.closed for socket in self._sockets)

    def disconnect_sockets(self) -> None:
        """Drop every connection without a word."""
        asyncio.run_coroutine_threadsafe(self._drop(), self._loop).result(10)

    # What was posted

    def in_thread(self, channel: str, thread: str) -> list[Posted]:
        with self._lock:
            return sorted(
                (m for m in self.messages.values() if m.channel == channel and m.thread_ts == thread),
                key=lambda m: float(m.ts),
            )

    def called(self, method: str) -> list[dict[str, Any]]:
        return [call.body for call in list(self.calls) if call.method == method]

    # The server

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application(client_max_size=50_000_000)
        app.router.add_post("/api/{method}", self._api)
        app.router.add_get("/socket", self._socket)
        app.router.add_post("/response/{name}", self._response)
        app.router.add_post("/upload/{name}", self._upload)
        app.router.add_get("/files/{name}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        self._loop.run_until_complete(self._runner.setup())
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        self._loop.run_until_complete(site.start())
        assert site._server is not None
        self.port = site._server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _stop(self) -> None:
        await self._drop()
        await self._runner.cleanup()
        self._loop.call_soon(self._loop.stop)

    async def _drop(self) -> None:
        for socket in list(self._sockets):
            await socket.close()
        self._sockets.clear()

    async def _send(self, envelope: dict[str, Any]) -> None:
        for _ in range(100):
            live = [socket for socket in self._sockets if not socket.closed]
            if live:
                await live[-1].send_str(json.dumps(envelope))
                return
            await asyncio.sleep(0.02)
        raise AssertionError("nobody is connected")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        self._sockets.append(socket)
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                body = json.loads(message.data)
                self.acknowledged[body["envelope_id"]] = (time.monotonic(), body.get("payload"))
        if socket in self._sockets:
            self._sockets.remove(socket)
        return socket

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        body = await _body(request)
        token = token or body.pop("token", "")
        self.calls.append(Call(method, body, token, time.monotonic()))
        if self.delay:
            await asyncio.sleep(self.delay)
        fault = self.faults[method].pop(0) if self.faults[method] else None
        if fault == 429:
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "0"})
        if fault == 500:
            return web.Response(status=500, text="oops")
        if fault == "message_not_in_streaming_state":
            self.messages[(body["channel"], body["ts"])].streaming = False
        if isinstance(fault, str) and fault != "done_then_500":
            return web.json_response({"ok": False, "error": fault})
        found = self._answer(method, body, token)
        if fault == "done_then_500":
            return web.Response(status=500, text="oops")
        return web.json_response(found, headers={"x-oauth-scopes": self.granted} if self.granted else None)

    def _answer(self, method: str, body: dict[str, Any], token: str) -> dict[str, Any]:
        if method == "apps.connections.open":
            if token not in self.app_tokens:
                return {"ok": False, "error": "invalid_auth"}
            self.connections += 1
            return {"ok": True, "url": f"ws://127.0.0.1:{self.port}/socket?ticket=secret-{self.connections}"}
        if method == "oauth.v2.access":
            return self._oauth(body)
        if token not in self.tokens:
            return {"ok": False, "error": "invalid_auth"}
        refused = self.refuses(method, body) or refuse_blocks(body.get("blocks") or [])
        if refused:
            return {"ok": False, "error": refused}
        name = "_do_" + method.replace(".", "_").lower()
        with self._lock:
            found: dict[str, Any] = getattr(self, name)(body, token)
        return {"ok": True, **found} if "error" not in found else {"ok": False, **found}

    def ts(self) -> str:
        return f"{1_700_000_000 + next(self._numbers)}.{next(self._numbers):06d}"

    def _do_auth_test(self, _body: dict[str, Any], token: str) -> dict[str, Any]:
        team, user, bot = self.tokens[token]
        return {"team_id": team, "user_id": user, "bot_id": bot, "team": "Team", "user": "tieout", "url": "https://x/"}

    def _do_chat_postmessage(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        if body["channel"] in self.closed_channels:
            return {"error": "not_in_channel"}
        message = Posted(body["channel"], self.ts(), body.get("thread_ts") or "", body.get("text", ""))
        message.blocks, message.metadata = body.get("blocks") or [], body.get("metadata") or {}
        self.messages[(message.channel, message.ts)] = message
        return {"channel": message.channel, "ts": message.ts, "message": message.to_json()}

    def _do_chat_update(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        message = self.messages.get((body["channel"], body["ts"]))
        if message is None:
            return {"error": "message_not_found"}
        if message.streaming:
            return {"error": "streaming_state_conflict"}
        if len(body.get("text", "")) > 40_000:
            return {"error": "msg_too_long"}
        message.text, message.blocks = body.get("text", ""), body.get("blocks") or []
        message.metadata = body.get("metadata") or message.metadata
        message.updates += 1
        return {"channel": message.channel, "ts": message.ts, "text": message.text}

    def _do_chat_postephemeral(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        if body["channel"] in self.closed_channels:
            return {"error": "not_in_channel"}
        self.ephemeral.append(body)
        return {"message_ts": self.ts()}

    def _do_chat_startstream(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        message = Posted(body["channel"], self.ts(), body["thread_ts"], body.get("markdown_text", ""), streaming=True)
        self.messages[(message.channel, message.ts)] = message
        return {"channel": message.channel, "ts": message.ts}

    def _do_chat_appendstream(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        message = self.messages[(body["channel"], body["ts"])]
        return {"ts": message.ts} if message.streaming else {"error": "message_not_in_streaming_state"}

    def _do_chat_stopstream(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        message = self.messages[(body["channel"], body["ts"])]
        if not message.streaming:
            return {"error": "message_not_in_streaming_state"}
        message.streaming = False
        return {"ts": message.ts}

    def _do_conversations_replies(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        found = [m.to_json() for m in self.in_thread(body["channel"], body["ts"])]
        return {"messages": found, "has_more": False}

    def _do_conversations_history(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        return {"messages": [m.to_json() for m in self.in_thread(body["channel"], "")], "has_more": False}

    def _do_conversations_open(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        return {"channel": {"id": "D" + body["users"]}}

    def _do_conversations_info(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        if body["channel"] in self.closed_channels:
            return {"error": "channel_not_found"}
        return {"channel": {"id": body["channel"], "is_ext_shared": False, **self.channels.get(body["channel"], {})}}

    def _do_users_info(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        person = {"id": body["user"], "team_id": TEAM, "is_restricted": False, "is_ultra_restricted": False}
        return {"user": person | self.people.get(body["user"], {})}

    def _do_views_open(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        refused = refuse_blocks(body["view"]["blocks"], most=100)
        if refused:
            return {"error": refused}
        self.views.append(body["view"])
        return {"view": {"id": f"V{len(self.views)}"}}

    def _do_views_publish(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        refused = refuse_blocks(body["view"]["blocks"], most=100)
        if refused:
            return {"error": refused}
        self.homes[body["user_id"]] = body["view"]
        return {}

    def _do_assistant_threads_setstatus(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        self.statuses[(body["channel_id"], body["thread_ts"])].append(body["status"])
        return {}

    def _do_assistant_threads_settitle(self, _body: dict[str, Any], _token: str) -> dict[str, Any]:
        return {}

    def _do_assistant_threads_setsuggestedprompts(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        assert len(body["prompts"]) <= 4
        return {}

    def _do_files_getuploadurlexternal(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        name = f"F{next(self._numbers)}"
        self.uploads[name] = b""
        return {"upload_url": f"http://127.0.0.1:{self.port}/upload/{name}", "file_id": name}

    def _do_files_completeuploadexternal(self, body: dict[str, Any], _token: str) -> dict[str, Any]:
        files = [{"id": f["id"], "name": f["title"], "title": f["title"]} for f in body["files"]]
        message = Posted(body["channel_id"], self.ts(), body.get("thread_ts") or "", files=files)
        self.messages[(message.channel, message.ts)] = message
        return {"files": files}

    def _oauth(self, body: dict[str, Any]) -> dict[str, Any]:
        team = body["code"].removeprefix("code-")
        token = f"xoxb-{team}-installed"
        self.tokens[token] = (team, f"UBOT{team}", f"BBOT{team}")
        return {
            "ok": True,
            "app_id": "A1",
            "authed_user": {"id": "U9"},
            "scope": "chat:write",
            "token_type": "bot",
            "access_token": token,
            "bot_user_id": f"UBOT{team}",
            "team": {"id": team, "name": team},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    async def _response(self, request: web.Request) -> web.Response:
        body = json.loads(await request.text())
        fault = self.faults["response_url"].pop(0) if self.faults["response_url"] else None
        if isinstance(fault, int):
            return web.Response(status=fault, text="no", headers={"Retry-After": "0"})
        if refuse_blocks(body.get("blocks") or []):
            return web.Response(status=400, text="invalid_blocks")
        with self._lock:
            self.responses.append(body | {"url": request.match_info["name"]})
        if fault == "done_then_500":
            return web.Response(status=500, text="oops")
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        self.uploads[request.match_info["name"]] = await request.read()
        return web.Response(text="OK")

    async def _file(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            return web.Response(status=302, headers={"Location": "https://example.com/signin"})
        return web.Response(body=self.files_served[request.match_info["name"]])


async def _body(request: web.Request) -> dict[str, Any]:
    text = await request.text()
    if request.content_type == "application/json":
        return dict(json.loads(text)) if text else {}
    found: dict[str, Any] = {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}
    for name in ("metadata", "view", "prompts", "blocks", "files"):
        if isinstance(found.get(name), str) and found[name]:
            found[name] = json.loads(found[name])
    return found


def refuse_blocks(blocks: list[dict[str, Any]], most: int = 50) -> str:
    """Slack's word for blocks it does not take, or ""."""
    if len(blocks) > most or sum(block["type"] == "table" for block in blocks) > 1:
        return "invalid_blocks"
    for block in blocks:
        if block["type"] == "section" and len(block["text"]["text"]) > 3_000:
            return "invalid_blocks"
        if block["type"] == "table" and not _table_is_fine(block):
            return "invalid_blocks"
        if block["type"] == "rich_text" and not _rich_is_fine(block):
            return "invalid_blocks"
        if block["type"] == "actions" and not _actions_are_fine(block):
            return "invalid_blocks"
    return ""


def _table_is_fine(block: dict[str, Any]) -> bool:
    rows = block["rows"]
    width = len(rows[0])
    cells = [cell for row in rows for cell in row]
    return (
        len(rows) <= 100
        and 0 < width <= 20
        and all(len(row) == width for row in rows)
        and all(cell["text"].strip() for cell in cells)
        and sum(len(cell["text"]) for cell in cells) <= 10_000
    )


def _rich_is_fine(block: dict[str, Any]) -> bool:
    for part in block["elements"]:
        inner = part["elements"]
        for element in [e for i in inner for e in i["elements"]] if part["type"] == "rich_text_list" else inner:
            if element["type"] in {"text", "link"} and not element["text"]:
                return False
    return bool(block["elements"])


def _actions_are_fine(block: dict[str, Any]) -> bool:
    elements = block["elements"]
    return 0 < len(elements) <= 25 and all(
        len(e["value"]) <= 2_000 and 0 < len(e["text"]["text"]) <= 75 for e in elements
    )


def wait_for(condition: Callable[[], object], seconds: float = 10.0, what: str = "it did not happen") -> None:
    """Wait until a condition holds; fail with `what` where it does not."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.005)
