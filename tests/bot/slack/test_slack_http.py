"""The HTTP side: signed requests answered; forged, stale and malformed ones turned away; health, metrics, OAuth."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from fake_slack import SECRET, FakeSlack, wait_for
from slack_chain import ScriptedChain, command, event, mention
from slack_services import Start

from bot.slack.service import SlackService


def post(service: SlackService, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    url = f"http://127.0.0.1:{service.port}/slack/events"
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")
    return fetch(request)


def get(service: SlackService, path: str) -> tuple[int, str]:
    return fetch(urllib.request.Request(f"http://127.0.0.1:{service.port}{path}"))


def fetch(request: urllib.request.Request) -> tuple[int, str]:
    class NoRedirect(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object, **__: object) -> None:
            return None

    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers.get("location") or error.read().decode()


def signed(body: bytes, *, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {
        "content-type": "application/json",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={digest}",
    }


def send(service: SlackService, payload: dict[str, Any], **how: Any) -> tuple[int, str]:
    body = json.dumps(payload).encode()
    return post(service, body, signed(body, **how))


def answered(slack: FakeSlack, thread: str) -> None:
    wait_for(lambda: any(m.updates for m in slack.in_thread("C1", thread)), 15, "no answer came")


def test_a_signed_event_is_answered_and_its_retries_are_not(
    slack: FakeSlack, chain: ScriptedChain, start: Start
) -> None:
    service = start(http=True)
    asked = mention()
    for retry in range(4):
        body = json.dumps(asked).encode()
        more = {"x-slack-retry-num": str(retry), "x-slack-retry-reason": "http_timeout"} if retry else {}
        assert post(service, body, signed(body) | more) == (200, "")
    answered(slack, asked["event"]["ts"])
    assert len(chain.asked) == 1


def test_slack_verifies_the_address(start: Start) -> None:
    service = start(http=True)
    assert send(service, {"type": "url_verification", "challenge": "abc"}) == (200, '{"challenge": "abc"}')


def test_a_signed_command_is_acknowledged_and_answered(slack: FakeSlack, start: Start) -> None:
    service = start(http=True)
    url = f"http://127.0.0.1:{slack.port}/response/one"
    body = urllib.parse.urlencode(command("What was R&D?", url)).encode()
    headers = signed(body) | {"content-type": "application/x-www-form-urlencoded"}
    status, text = post(service, body, headers)
    assert status == 200
    assert json.loads(text)["text"] == "Looking in the filings…"
    wait_for(lambda: slack.responses)
    assert "$10.7 million" in slack.responses[0]["text"]


@pytest.mark.parametrize(
    "change",
    [
        {"x-slack-signature": "v0=" + "0" * 64},
        {"x-slack-signature": "v0=nothex"},
        {"x-slack-signature": ""},
        {"x-slack-signature": "v1=" + "0" * 64},
        {"x-slack-request-timestamp": "yesterday"},
        {"x-slack-request-timestamp": ""},
        {"x-slack-request-timestamp": "1e9"},
        {"x-slack-request-timestamp": "-1"},
        {"x-slack-request-timestamp": "9" * 400},
        {"x-slack-request-timestamp": "²"},
    ],
)
def test_forged_and_malformed_signatures_are_401(
    slack: FakeSlack, chain: ScriptedChain, start: Start, change: dict[str, str]
) -> None:
    service = start(http=True)
    body = json.dumps(mention()).encode()
    headers = {name: value.encode("utf-8").decode("latin-1") for name, value in (signed(body) | change).items()}
    assert post(service, body, headers)[0] == 401
    assert not chain.asked


@pytest.mark.parametrize("age", [-3600, -301, 301, 86_400])
def test_a_stale_or_future_signature_is_401(start: Start, age: int) -> None:
    service = start(http=True)
    assert send(service, mention(), at=time.time() - age)[0] == 401


def test_another_secret_and_a_changed_body_are_401(start: Start, chain: ScriptedChain) -> None:
    service = start(http=True)
    assert send(service, mention(), secret="another")[0] == 401
    body = json.dumps(mention()).encode()
    assert post(service, body + b" ", signed(body))[0] == 401
    assert post(service, b"\xff\xfe", signed(b"\xff\xfe"))[0] == 401
    assert post(service, body, {"content-type": "application/json"})[0] == 401
    assert not chain.asked


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"nonsense", b"null", b'"text"', b"payload=%7Bbroken"])
def test_signed_nonsense_is_refused_and_harmless(start: Start, chain: ScriptedChain, body: bytes) -> None:
    service = start(http=True)
    assert 400 <= post(service, body, signed(body))[0] < 500
    assert not chain.asked


def test_a_body_too_large_is_refused(start: Start) -> None:
    service = start(http=True)
    assert post(service, b"x" * 1_100_000, signed(b"x"))[0] == 413


def test_health_and_metrics(slack: FakeSlack, start: Start) -> None:
    service = start(http=True)
    asked = mention()
    send(service, asked)
    send(service, asked)
    answered(slack, asked["event"]["ts"])
    wait_for(lambda: service.inbox.open_count() == 0)
    status, text = get(service, "/healthz")
    assert (status, json.loads(text)) == (200, {"slack": True, "workers": True, "inbox": True, "index": True})
    status, text = get(service, "/metrics")
    assert status == 200
    assert 'tieout_slack_questions_accepted_total{way="mention"} 1.0' in text
    assert "tieout_slack_duplicates_total 1.0" in text
    wait_for(lambda: 'questions_finished_total{outcome="answered"} 1.0' in get(service, "/metrics")[1])
    assert "tieout_slack_questions_open 0.0" in text
    assert get(service, "/elsewhere")[0] == 404


def test_health_and_metrics_beside_socket_mode(slack: FakeSlack, start: Start) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    service = start(ops_port=port, signing_secret="")
    assert get(service, "/healthz")[0] == 200
    assert post(service, b"{}", {})[0] == 404


def test_health_says_when_the_index_cannot_be_read(start: Start, chain: ScriptedChain) -> None:
    from index.errors import IndexUnusable

    service = start(http=True)

    class Broken:
        def filings(self) -> None:
            raise IndexUnusable("damaged")

    chain.shelf = Broken()  # type: ignore[assignment]
    status, text = get(service, "/healthz")
    assert (status, json.loads(text)["index"]) == (503, False)


def oauth_service(start: Start, **more: str) -> SlackService:
    credentials = {"client_id": "1.2", "client_secret": "shh", "public_url": "https://tieout.example", "bot_token": ""}
    return start(http=True, oauth=True, **credentials, **more)


def install(service: SlackService, team: str) -> None:
    status, page = get(service, "/slack/install")
    assert status == 200
    state = page.split("state=")[1].split("&")[0].split('"')[0]
    url = f"http://127.0.0.1:{service.port}/slack/oauth_redirect?code=code-{team}&state={state}"
    request = urllib.request.Request(url, headers={"cookie": f"slack-app-oauth-state={state}"})
    assert fetch(request)[0] == 200


def of_team(payload: dict[str, Any], team: str) -> dict[str, Any]:
    bot = f"UBOT{team}"
    payload["event"]["text"] = payload["event"]["text"].replace("<@UBOT>", f"<@{bot}>")
    return payload | {"team_id": team, "authorizations": [{"team_id": team, "user_id": bot, "is_bot": True}]}


def test_workspaces_install_by_oauth_are_answered_with_their_own_tokens_and_leave(
    slack: FakeSlack, chain: ScriptedChain, start: Start
) -> None:
    service = oauth_service(start)
    slack.people["U1"] = {"team_id": ""}
    for team in ("T5", "T6"):
        install(service, team)
        asked = of_team(mention(), team)
        assert send(service, asked)[0] == 200
        answered(slack, asked["event"]["ts"])
        posted = [call for call in slack.calls if call.method == "chat.postMessage"][-1]
        assert posted.token == f"xoxb-{team}-installed"
    gone = of_team(event("app_uninstalled", ""), "T5")
    assert send(service, gone)[0] == 200
    wait_for(lambda: service.pipeline.workspaces.find("T5", "") is None)
    send(service, of_team(mention(), "T5"))
    still = of_team(mention(), "T6")
    assert send(service, still)[0] == 200
    answered(slack, still["event"]["ts"])
    assert len(chain.asked) == 3
    send(service, of_team(event("tokens_revoked", "", tokens={"bot": ["UBOTT6"]}), "T6"))
    wait_for(lambda: service.pipeline.workspaces.find("T6", "") is None)


def test_an_installation_outlives_a_restart(slack: FakeSlack, start: Start) -> None:
    slack.people["U1"] = {"team_id": ""}
    first = oauth_service(start)
    install(first, "T5")
    first.stop()
    second = oauth_service(start)
    asked = of_team(mention(), "T5")
    assert send(second, asked)[0] == 200
    answered(slack, asked["event"]["ts"])


def test_a_team_that_is_not_installed_is_not_answered(chain: ScriptedChain, start: Start) -> None:
    service = oauth_service(start)
    send(service, of_team(mention(), "T9"))
    time.sleep(0.2)
    assert not chain.asked


def test_installations_may_be_kept_where_a_url_says(slack: FakeSlack, start: Start, tmp_path: Path) -> None:
    pytest.importorskip(
        "sqlalchemy.ext.asyncio",
        exc_type=ImportError,
        reason="needs the postgres extra: pip install 'tieout[postgres]'",
    )
    slack.people["U1"] = {"team_id": ""}
    service = oauth_service(start, installations_url=f"sqlite:///{tmp_path}/installations.sqlite")
    install(service, "T5")
    asked = of_team(mention(), "T5")
    assert send(service, asked)[0] == 200
    answered(slack, asked["event"]["ts"])
    send(service, of_team(event("app_uninstalled", ""), "T5"))
    wait_for(lambda: service.pipeline.workspaces.find("T5", "") is None)
