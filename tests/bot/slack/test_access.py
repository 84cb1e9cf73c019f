"""Who is answered, and who is not; and that nobody learns anything by asking."""

from __future__ import annotations

import time
from typing import Any

import pytest
from fake_slack import PERSON, FakeSlack, wait_for
from slack_chain import ScriptedChain, command, direct, mention, message
from slack_services import Start, settings_at

from bot.slack.access import TOLD, Access
from bot.slack.values import MENTION, Question


def ask(slack: FakeSlack, payload: dict[str, Any]) -> str:
    """Send a question and return "answered", or what the asker alone was told."""
    slack.wait_ack(slack.send_event(payload))
    channel, thread = payload["event"]["channel"], payload["event"]["ts"]
    told: list[str] = []

    def ended() -> bool:
        told[:] = [e["text"] for e in slack.ephemeral if e.get("thread_ts") == thread]
        return bool(told) or any(m.updates for m in slack.in_thread(channel, thread))

    wait_for(ended)
    return told[0] if told else "answered"


REFUSALS: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any], str]] = [
    ({"channels": ["C2"]}, {}, {}, "channel"),
    ({"users": ["U2"]}, {}, {}, "user"),
    ({}, {"is_restricted": True}, {}, "guest"),
    ({}, {"is_ultra_restricted": True}, {}, "guest"),
    ({}, {"is_stranger": True}, {}, "connect"),
    ({}, {"team_id": "T77"}, {}, "connect"),
    ({}, {}, {"body_is_ext_shared_channel": True}, "connect"),
    ({}, {}, {"user_team": "T77"}, "connect"),
]


@pytest.mark.parametrize(("settings", "person", "more", "reason"), REFUSALS)
def test_refusals(
    slack: FakeSlack,
    chain: ScriptedChain,
    start: Start,
    settings: dict[str, Any],
    person: dict[str, Any],
    more: dict[str, Any],
    reason: str,
) -> None:
    service = start(**settings)
    slack.people[PERSON] = person
    assert ask(slack, mention(**more)) == TOLD[reason]
    assert not chain.asked
    assert not slack.messages
    wait_for(lambda: service.inbox.open_count() == 0)


@pytest.mark.parametrize(
    ("settings", "person", "more"),
    [
        ({"channels": ["C1"], "users": [PERSON]}, {}, {}),
        ({"allow_guests": True}, {"is_restricted": True}, {}),
        ({"allow_connect": True}, {"is_stranger": True, "team_id": "T77"}, {"body_is_ext_shared_channel": True}),
    ],
)
def test_what_is_allowed_is_answered(
    slack: FakeSlack, start: Start, settings: dict[str, Any], person: dict[str, Any], more: dict[str, Any]
) -> None:
    start(**settings)
    slack.people[PERSON] = person
    assert ask(slack, mention(**more)) == "answered"


def test_a_direct_message_is_not_bound_by_the_list_of_channels(slack: FakeSlack, start: Start) -> None:
    start(channels=["C2"])
    assert ask(slack, direct("EPS?")) == "answered"


def test_somebody_slack_will_not_tell_of_is_refused(slack: FakeSlack, start: Start) -> None:
    start()
    slack.faults["users.info"] = ["user_not_found"]
    assert ask(slack, mention()) == TOLD["unknown"]


def test_a_command_in_a_shared_channel_is_refused(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    start()
    slack.channels["C1"] = {"is_ext_shared": True}
    url = f"http://127.0.0.1:{slack.port}/response/one"
    slack.send({"type": "slash_commands", "payload": command("EPS?", url)})
    wait_for(lambda: slack.responses)
    assert slack.responses[0]["text"] == TOLD["connect"]
    assert not chain.asked


def test_a_person_may_ask_so_many_questions_a_minute(slack: FakeSlack, start: Start) -> None:
    start(questions_per_minute=2)
    assert [ask(slack, mention()) for _ in range(3)] == ["answered", "answered", TOLD["rate"]]
    assert ask(slack, mention(user="U2")) == "answered"


def test_a_post_that_arrives_as_two_events_counts_once(slack: FakeSlack, start: Start) -> None:
    start(questions_per_minute=2)
    for _ in range(2):
        asked = mention()
        slack.wait_ack(slack.send_event(message(asked["event"]["text"], ts=asked["event"]["ts"])))
        assert ask(slack, asked) == "answered"


def question(user: str = "U1") -> Question:
    return Question(id=f"e{time.monotonic_ns()}", team="T1", channel="C1", user=user, text="EPS?", way=MENTION)


def test_the_minute_slides() -> None:
    now = [0.0]
    access = Access(settings_at("http://127.0.0.1/", questions_per_minute=2), clock=lambda: now[0])
    assert [access.at_the_door(question(), 0) for _ in range(3)] == ["", "", "rate"]
    now[0] = 59.9
    assert access.at_the_door(question(), 0) == "rate"
    now[0] = 60.0
    assert access.at_the_door(question(), 0) == ""
    assert access.at_the_door(question("U2"), 0) == ""


def test_an_empty_question_is_told_how_to_ask() -> None:
    access = Access(settings_at("http://127.0.0.1/"))
    empty = Question(id="e", team="T1", channel="C1", user="U1", text="", way=MENTION)
    assert access.at_the_door(empty, 0) == "empty"
