"""SIGKILL at random moments under load: no acknowledged question is lost, and none is answered twice.

The whole of it (50 kills) is slow: pytest -m slow tests/bot/slack/test_kills.py
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from fake_slack import FakeSlack, wait_for
from slack_chain import command, direct, mention

VICTIM = Path(__file__).with_name("slack_victim.py")


class Load:
    """Sends questions all the time; what is not acknowledged within half a second is sent again, as Slack would."""

    def __init__(self, slack: FakeSlack, dice: random.Random) -> None:
        self.slack, self.dice = slack, dice
        self.sent: dict[str, dict[str, Any]] = {}
        self.envelopes: dict[str, list[str]] = {}
        self.commands: dict[str, str] = {}
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self.stop.wait(self.dice.uniform(0.01, 0.06)):
            if self.slack.connected():
                self._send_one()
                self.send_again()

    def _send_one(self) -> None:
        kind = self.dice.random()
        if kind < 0.15:
            name = f"r{len(self.commands)}"
            envelope = self._envelope({"type": "slash_commands", "payload": self._command(name)})
            if envelope:
                self.commands[envelope] = name
            return
        text = "a long one" if kind < 0.3 else "What was R&amp;D?"
        payload = direct(text) if kind > 0.6 else mention(text)
        self.sent[payload["event_id"]] = payload
        self._deliver(payload, 0)

    def _command(self, name: str) -> dict[str, Any]:
        return command("What was R&D?", f"http://127.0.0.1:{self.slack.port}/response/{name}")

    def _envelope(self, envelope: dict[str, Any]) -> str:
        try:
            return self.slack.send(envelope)
        except (AssertionError, ConnectionError, TimeoutError):
            return ""  # nobody is connected just now

    def _deliver(self, payload: dict[str, Any], retry: int) -> None:
        envelope = self._envelope({"type": "events_api", "payload": payload, "retry_attempt": retry})
        if envelope:
            self.envelopes.setdefault(payload["event_id"], []).append(envelope)

    def acknowledged(self, event_id: str) -> bool:
        return any(envelope in self.slack.acknowledged for envelope in self.envelopes.get(event_id, ()))

    def send_again(self) -> None:
        """Slack sends an event again until it is acknowledged, and now and then one that was."""
        for event_id, payload in list(self.sent.items())[-40:]:
            tries = len(self.envelopes.get(event_id, ()))
            if (not self.acknowledged(event_id) and tries < 4) or self.dice.random() < 0.01:
                self._deliver(payload, tries)


def start_victim(home: Path, slack: FakeSlack) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    return subprocess.Popen([sys.executable, str(VICTIM), str(home), slack.url], env=environment)


def kill_and_restart(slack: FakeSlack, home: Path, kills: int, seed: int) -> tuple[Load, subprocess.Popen[bytes]]:
    dice = random.Random(seed)
    slack.delay = 0.004
    load = Load(slack, dice)
    load.thread.start()
    try:
        for _ in range(kills):
            before = slack.connections
            victim = start_victim(home, slack)
            try:
                wait_for(
                    lambda before=before: slack.connections > before and slack.connected(), 120, "it did not start"
                )
                time.sleep(dice.uniform(0.0, 1.2))
            finally:
                victim.kill()
                victim.wait(10)
    finally:
        load.stop.set()
        load.thread.join(10)
    return load, start_victim(home, slack)


def check_all_answered_once(slack: FakeSlack, load: Load) -> int:
    """Every acknowledged question has its answer, and one only. Returns how many questions there were."""
    accepted = {event_id: payload for event_id, payload in load.sent.items() if load.acknowledged(event_id)}

    def answers(payload: dict[str, Any]) -> list[Any]:
        return slack.in_thread(payload["event"]["channel"], payload["event"]["ts"])

    def done(payload: dict[str, Any]) -> bool:
        found = answers(payload)
        final = [m for m in found if m.updates]
        long = "long" in payload["event"]["text"]
        return len(final) >= 1 and (not long or any(m.files for m in found))

    wait_for(lambda: all(done(p) for p in accepted.values()), 60, "an acknowledged question has no answer")
    commands = [name for envelope, name in load.commands.items() if envelope in slack.acknowledged]
    wait_for(lambda: {r["url"] for r in slack.responses} >= set(commands), 60, "a command has no answer")
    time.sleep(1.0)
    for payload in load.sent.values():
        found = answers(payload)
        assert len([m for m in found if not m.files]) <= 1, "a question has two messages"
        assert len([m for m in found if m.files]) <= 1, "a long answer has two files"
        assert all(m.metadata["event_payload"]["id"] == payload["event_id"] for m in found if m.metadata)
    for name in commands:
        full = [r for r in slack.responses if r["url"] == name and "was restarted" not in r["text"]]
        assert len(full) <= 1, "a command has two answers"
    return len(accepted) + len(commands)


def run(slack: FakeSlack, home: Path, kills: int, seed: int) -> int:
    load, last = kill_and_restart(slack, home, kills, seed)
    try:
        return check_all_answered_once(slack, load)
    finally:
        last.terminate()
        last.wait(20)


def test_killed_a_few_times(slack: FakeSlack, tmp_path: Path) -> None:
    assert run(slack, tmp_path, kills=3, seed=7) > 5  # however slow the machine, something was asked between kills


@pytest.mark.slow
def test_killed_fifty_times(slack: FakeSlack, tmp_path: Path) -> None:
    assert run(slack, tmp_path, kills=50, seed=11) > 300
