"""The manifest asks for exactly what the code uses: its events, scopes, commands and shortcuts."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
from slack_services import settings_at

from bot.slack.commands import manifest_path
from bot.slack.surface import COMMAND, EVENTS, LEGACY_EVENTS, METHODS, SHORTCUT, scopes

MANIFEST: dict[str, Any] = json.loads(manifest_path().read_text())
SOURCES = sorted(manifest_path().parent.rglob("*.py"))
# Methods of the client that the manifest has no say in: made with the app's own token.
_APP_LEVEL = {"apps.connections.open"}


def calls(pattern: str) -> set[str]:
    """What the code names in calls such as app.event("…"), by regular expression over its source."""
    return {name for path in SOURCES for name in re.findall(pattern, path.read_text())}


def client_methods() -> set[str]:
    """The Web API methods that the code calls or hands on, found as attributes of clients."""
    known = METHODS.keys() | _APP_LEVEL
    by_attribute = {name.replace(".", "_"): name for name in known}
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and re.match(
                r"(chat|conversations|views|users|files|assistant|auth|apps|reactions|pins|team|bots|oauth)_", node.attr
            ):
                found.add(by_attribute.get(node.attr, node.attr))
    return found


def test_events_are_those_listened_to() -> None:
    subscribed = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert subscribed == sorted(EVENTS)
    heard = calls(r'\bapp\.event\(\s*"([a-z_]+)"')
    assert heard == {name.split(".")[0] for name in EVENTS} | set(LEGACY_EVENTS)


def test_scopes_are_those_needed() -> None:
    assert MANIFEST["oauth_config"]["scopes"]["bot"] == scopes()


def test_methods_are_those_called() -> None:
    called = client_methods()
    # files_upload_v2 stands for the three calls it makes; the first two are methods.
    called = (called - {"files_upload_v2"}) | {"files.getUploadURLExternal", "files.completeUploadExternal"}
    assert called - _APP_LEVEL == METHODS.keys()


def test_the_command_and_the_shortcut_are_those_handled() -> None:
    assert [command["command"] for command in MANIFEST["features"]["slash_commands"]] == [COMMAND]
    assert [shortcut["callback_id"] for shortcut in MANIFEST["features"]["shortcuts"]] == [SHORTCUT]
    assert calls(r"\bapp\.(command|shortcut|view)\((?:COMMAND|SHORTCUT)\)") == {"command", "shortcut", "view"}


def test_it_is_an_agent_app_over_socket_mode() -> None:
    assert "agent_view" in MANIFEST["features"]
    assert "assistant_view" not in MANIFEST["features"]
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert MANIFEST["settings"]["interactivity"]["is_enabled"] is True


def test_within_slack_s_limits_for_a_manifest() -> None:
    shown = MANIFEST["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert len(MANIFEST["features"]["agent_view"]["agent_description"]) <= 300
    assert all(len(shortcut["name"]) <= 24 for shortcut in MANIFEST["features"]["shortcuts"])


@pytest.mark.parametrize("name", ["bot_token", "app_token", "signing_secret", "client_secret"])
def test_credentials_do_not_show(name: str) -> None:
    settings = settings_at("http://127.0.0.1/", **{name: "xoxb-very-secret"})
    assert "very-secret" not in repr(settings)
    assert "very-secret" not in str(settings.model_dump())


def test_the_manifest_is_shipped() -> None:
    pyproject = (Path(__file__).parents[3] / "pyproject.toml").read_text()
    assert '"bot.slack" = ["*.json"]' in pyproject
