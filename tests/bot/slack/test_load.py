"""Fifty questions at once: acknowledged at once, all answered, each once.

The whole of it (5 s a question) is slow: pytest -m slow tests/bot/slack/test_load.py
"""

from __future__ import annotations

import time
from typing import Any

import pytest
from fake_slack import FakeSlack, wait_for
from slack_chain import ScriptedChain, direct, mention
from slack_services import Start


def ask_fifty(slack: FakeSlack, chain: ScriptedChain, start: Start, delay: float, seconds: float) -> float:
    """Ask fifty at once; return the longest time to an acknowledgement."""
    chain.delay = delay
    service = start(questions_per_minute=1000)
    events: list[dict[str, Any]] = [mention() if number % 2 else direct("EPS?") for number in range(50)]
    sent: dict[str, float] = {}
    for asked in events:
        began = time.monotonic()
        sent[slack.send_event(asked)] = began
    wait_for(lambda: sent.keys() <= slack.acknowledged.keys(), 10, "not all were acknowledged")
    longest = max(slack.acknowledged[envelope][0] - began for envelope, began in sent.items())
    wait_for(lambda: sum(m.updates > 0 for m in list(slack.messages.values())) == 50, seconds, "not all were answered")
    wait_for(lambda: service.inbox.open_count() == 0)
    assert len(chain.asked) == 50
    assert len(slack.messages) == 50
    for asked in events:
        (found,) = slack.in_thread(asked["event"]["channel"], asked["event"]["ts"])
        assert found.updates == 1
        assert found.text == "Research and development was $10.7 million [1]."
    return longest


def test_fifty_at_once(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    assert ask_fifty(slack, chain, start, 0.1, 60) < 1.0


@pytest.mark.slow
def test_fifty_at_once_of_five_seconds(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    assert ask_fifty(slack, chain, start, 5.0, 120) < 1.0
