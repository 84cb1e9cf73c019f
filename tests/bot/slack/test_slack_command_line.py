"""`tieout slack` as it is run: a process with its settings in the environment, stopped by SIGTERM."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from fake_slack import APP_TOKEN, TOKEN, FakeSlack, wait_for
from slack_chain import mention

from bot.slack.check import check_all
from bot.slack.commands import manifest_path
from bot.slack.inbox import Inbox
from bot.slack.settings import SlackSettings, load_slack_settings
from index.errors import SettingsError

ROOT = Path(__file__).parents[3]


def environment(slack: FakeSlack, home: Path, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "TIEOUT_"))}
    return {
        **clean,
        "TIEOUT_HOME": str(home),
        "TIEOUT_SLACK_API_URL": slack.url,
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        **more,
    }


def tieout(arguments: list[str], environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120, check=False)


def test_it_answers_until_it_is_told_to_stop(slack: FakeSlack, tmp_path: Path) -> None:
    # Bolt reads these by itself, and must not.
    more = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "shh", "TIEOUT_SLACK_CHANNELS": '["C1"]'}
    environ = environment(slack, tmp_path, **more)
    command = [sys.executable, "-m", "bot.cli", "slack"]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True) as process:
        wait_for(slack.connected, 120, "it did not start")
        asked = mention("What was revenue?")
        slack.wait_ack(slack.send_event(asked), 60)
        wait_for(lambda: any(m.updates for m in slack.in_thread("C1", asked["event"]["ts"])), 60, "no answer")
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "tieout is answering in Slack" in log
    assert TOKEN not in log
    assert APP_TOKEN not in log
    inbox = Inbox(tmp_path / "slack", own=False)
    assert inbox.open_count() == 0
    inbox.close()


def test_a_missing_token_is_one_clear_line(slack: FakeSlack, tmp_path: Path) -> None:
    done = tieout(["slack"], environment(slack, tmp_path, SLACK_APP_TOKEN=""))
    assert done.returncode == 2
    assert done.stderr.strip().splitlines()[-1].startswith("tieout: SLACK_APP_TOKEN is not set")
    assert "Traceback" not in done.stderr


def checks(slack: FakeSlack, home: Path, *, http: bool = False, **changes: str) -> dict[str, tuple[bool, str]]:
    from bot.settings import Settings

    known = {"bot_token": TOKEN, "app_token": APP_TOKEN, "api_url": slack.url} | changes
    return {r.name: (r.well, r.detail) for r in check_all(Settings(home=home), SlackSettings(**known), http=http)}


def test_the_check_says_what_is_well_and_what_is_not(slack: FakeSlack, tmp_path: Path) -> None:
    found = checks(slack, tmp_path)
    assert found["bot token"] == (True, "tieout in Team (T1)")
    assert found["socket"] == (True, "Socket Mode connects")
    assert found["index"][0] is False
    assert found["inbox"][0] is True
    found = checks(slack, tmp_path, bot_token="xoxb-wrong", app_token="xapp-wrong")
    assert found["bot token"] == (False, "Slack says invalid_auth: reinstall the app and copy its new token")
    assert found["socket"] == (False, "Slack says invalid_auth: make an app-level token with connections:write")
    found = checks(slack, tmp_path, api_url="http://127.0.0.1:9/api/")
    assert found["bot token"][1].startswith("http://127.0.0.1:9/api/ cannot be reached (")
    assert found["socket"][1].endswith("check the network and TIEOUT_SLACK_API_URL")
    slack.faults["auth.test"] = [500]
    assert checks(slack, tmp_path)["bot token"][1].endswith(": try again in a minute")
    found = checks(slack, tmp_path, http=True, bot_token="")
    assert found["signing secret"][0] is False
    assert found["bot token"][1].startswith("SLACK_BOT_TOKEN is not set")


def test_the_check_names_missing_scopes(slack: FakeSlack, tmp_path: Path) -> None:
    slack.granted = "chat:write,commands"
    well, detail = checks(slack, tmp_path)["scopes"]
    assert not well
    assert detail.startswith("missing app_mentions:read, assistant:write, channels:history")


def test_the_manifest_is_printed_as_it_is_shipped(slack: FakeSlack, tmp_path: Path) -> None:
    done = tieout(["slack", "manifest"], environment(slack, tmp_path))
    assert json.loads(done.stdout) == json.loads(manifest_path().read_text())


def test_purge_needs_to_be_told_what(slack: FakeSlack, tmp_path: Path) -> None:
    done = tieout(["slack", "purge"], environment(slack, tmp_path))
    assert (done.returncode, done.stderr) == (2, "tieout: purge needs --user ID or --thread CHANNEL/TS\n")


def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIEOUT_SLACK_WORKERS", "none")
    with pytest.raises(SettingsError, match="TIEOUT_SLACK_WORKERS cannot be used"):
        load_slack_settings()


def test_settings_come_from_the_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "settings.toml").write_text('[slack]\nworkers = 3\nchannels = ["C7"]\nbot_token = "xoxb-from-file"\n')
    monkeypatch.setenv("TIEOUT_HOME", str(tmp_path))
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    found = load_slack_settings()
    assert (found.workers, found.channels) == (3, ("C7",))
    assert found.bot_token.get_secret_value() == "xoxb-from-file"
