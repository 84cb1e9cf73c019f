"""Slack failing in every way it can, call by call: the answer arrives all the same, and once."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
import time
from typing import Any

import pytest
from fake_slack import TEAM, TOKEN, FakeSlack, Posted, wait_for
from slack_chain import ScriptedChain, answered, command, direct, event, mention, verbose
from slack_services import Start

from bot.answer import Answer
from bot.slack.values import Entry


def answer_in(slack: FakeSlack, payload: dict[str, Any], seconds: float = 15.0) -> Posted:
    """Wait for the answer of an event; see that there is one message only."""
    channel, thread = payload["event"]["channel"], payload["event"]["ts"]
    wait_for(lambda: any(m.updates for m in slack.in_thread(channel, thread)), seconds, "no answer came")
    (found,) = [m for m in slack.in_thread(channel, thread) if not m.files]
    return found


CALLS = ["chat.postMessage", "chat.update", "users.info"]
AGENT_CALLS = [
    "chat.startStream",
    "chat.appendStream",
    "chat.stopStream",
    "chat.update",
    "assistant.threads.setStatus",
    "assistant.threads.setTitle",
    "users.info",
]


@pytest.mark.parametrize("fault", [429, 500, "internal_error", "ratelimited"])
@pytest.mark.parametrize("method", CALLS)
def test_a_mention_survives_a_fault_of_any_call(slack: FakeSlack, start: Start, method: str, fault: Any) -> None:
    start()
    slack.faults[method] = [fault, fault]
    asked = mention()
    slack.send_event(asked)
    answer_in(slack, asked)


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        *((method, fault) for method in AGENT_CALLS for fault in (429, 500)),
        ("chat.startStream", "not_allowed"),
        ("chat.appendStream", "message_not_in_streaming_state"),
        ("chat.stopStream", "message_not_in_streaming_state"),
        ("chat.update", "streaming_state_conflict"),
    ],
)
def test_a_stream_that_breaks_anywhere_is_finished(slack: FakeSlack, start: Start, method: str, fault: Any) -> None:
    start()
    slack.faults[method] = [fault]
    asked = direct("R&amp;D?")
    slack.send_event(asked)
    assert answer_in(slack, asked).text == "Research and development was $10.7 million [1]."


def test_a_stream_that_died_is_finished_by_an_update(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    def slow(question: str) -> Answer:
        for found in slack.messages.values():
            found.streaming = False  # as Slack does when a stream has run for long
        return answered(question)

    chain.answer = slow
    start()
    asked = direct("R&amp;D?")
    slack.send_event(asked)
    assert answer_in(slack, asked).updates == 1


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.startStream", "chat.update"])
def test_a_call_that_worked_and_seemed_to_fail_is_not_repeated(slack: FakeSlack, start: Start, method: str) -> None:
    start()
    slack.faults[method] = ["done_then_500"]
    asked = direct("R&amp;D?") if method == "chat.startStream" else mention()
    slack.send_event(asked)
    answer_in(slack, asked)


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
@pytest.mark.parametrize("fault", [429, 500, "done_then_500"])
def test_the_file_of_a_long_answer_arrives_once(
    slack: FakeSlack, chain: ScriptedChain, start: Start, method: str, fault: Any
) -> None:
    chain.answer = verbose
    service = start()
    slack.faults[method] = [fault]
    asked = mention()
    slack.send_event(asked)
    thread = asked["event"]["ts"]
    wait_for(lambda: [m for m in slack.in_thread("C1", thread) if m.files], 15)
    wait_for(lambda: service.inbox.open_count() == 0)
    assert len([m for m in slack.in_thread("C1", thread) if m.files]) == 1


def test_where_files_are_refused_the_rest_comes_as_text(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    chain.answer = verbose
    service = start()
    slack.faults["files.completeUploadExternal"] = ["file_uploads_disabled"]
    asked = mention()
    slack.send_event(asked)
    wait_for(lambda: slack.messages and service.inbox.open_count() == 0)
    texts = " ".join(m.text for m in slack.in_thread("C1", asked["event"]["ts"]))
    assert "“quote 60 words" in texts


def test_refused_blocks_are_resent_as_plain_text(slack: FakeSlack, start: Start) -> None:
    slack.refuses = lambda method, body: "invalid_blocks" if method == "chat.update" and body.get("blocks") else ""
    start()
    asked = mention()
    slack.send_event(asked)
    answer = answer_in(slack, asked)
    assert answer.blocks == []
    assert "Research and development was $10.7 million [1]." in answer.text
    assert "“10,732”" in answer.text


def test_refused_text_is_sent_as_a_file(slack: FakeSlack, start: Start) -> None:
    def refuses(method: str, body: dict[str, Any]) -> str:
        return "msg_too_long" if method == "chat.update" and (body.get("blocks") or len(body["text"]) > 100) else ""

    slack.refuses = refuses
    start()
    asked = mention()
    slack.send_event(asked)
    assert answer_in(slack, asked).text.startswith("The answer is in the attached file.")
    wait_for(lambda: any(b"$10.7 million" in content for content in slack.uploads.values()))


def test_refused_blocks_of_a_command_are_resent_as_plain_text(slack: FakeSlack, start: Start) -> None:
    slack.faults["response_url"] = [400]
    start()
    url = f"http://127.0.0.1:{slack.port}/response/one"
    slack.send({"type": "slash_commands", "payload": command("R&amp;D?", url)})
    wait_for(lambda: slack.responses)
    assert "blocks" not in slack.responses[0]
    assert "$10.7 million" in slack.responses[0]["text"]


@pytest.mark.parametrize("fault", [429, 500])
def test_a_command_survives_a_fault_of_its_response_address(slack: FakeSlack, start: Start, fault: int) -> None:
    start()
    slack.faults["response_url"] = [fault]
    url = f"http://127.0.0.1:{slack.port}/response/one"
    slack.send({"type": "slash_commands", "payload": command("R&amp;D?", url)})
    wait_for(lambda: slack.responses or slack.ephemeral)
    time.sleep(0.3)
    assert len(slack.responses) + len(slack.ephemeral) == 1


@pytest.mark.parametrize("method", ["conversations.open", "files.getUploadURLExternal"])
def test_the_rest_of_a_commands_answer_follows_in_a_direct_message(
    slack: FakeSlack, chain: ScriptedChain, start: Start, method: str
) -> None:
    chain.answer = verbose
    service = start()
    slack.faults[method] = [429]
    url = f"http://127.0.0.1:{slack.port}/response/one"
    slack.send({"type": "slash_commands", "payload": command("R&amp;D?", url)})
    wait_for(lambda: slack.in_thread("DU1", ""))
    wait_for(lambda: service.inbox.open_count() == 0)
    assert len(slack.responses) == 1
    assert len(slack.in_thread("DU1", "")) == 1


def test_a_placeholder_that_was_deleted_is_replaced(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    def delete(question: str) -> Answer:
        slack.messages.clear()
        return answered(question)

    chain.answer = delete
    start()
    asked = mention()
    slack.send_event(asked)
    assert answer_in(slack, asked).metadata["event_payload"]["id"] == asked["event_id"]


def test_a_fault_of_the_chain_is_an_error_with_a_reference(
    slack: FakeSlack, chain: ScriptedChain, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: str) -> Answer:
        raise ZeroDivisionError("the secret of /srv/index")

    chain.answer = fail
    service = start()
    asked = mention()
    slack.send_event(asked)
    answer = answer_in(slack, asked)
    ref = answer.metadata["event_payload"]["ref"]
    assert ref in answer.text
    assert "secret" not in json.dumps([answer.text, answer.blocks])
    assert any(ref in record.getMessage() and record.exc_info for record in caplog.records)
    wait_for(lambda: service.inbox.open_count() == 0)


def test_a_question_that_takes_too_long_ends_in_an_error(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    hold = threading.Event()

    def hang(question: str) -> Answer:
        if question == "hang":
            hold.wait(20)
        return answered(question)

    chain.answer = hang
    service = start(deadline_seconds=0.5, workers=1)
    asked, after = mention("hang"), mention("EPS?")
    slack.send_event(asked)
    wait_for(lambda: chain.asked)
    answer = answer_in(slack, asked)
    assert "longer than tieout allows" in answer.text
    slack.send_event(after)  # the only worker is lost to the first: another has taken its place
    answer_in(slack, after)
    hold.set()
    wait_for(lambda: service.inbox.open_count() == 0)
    time.sleep(0.1)
    assert answer_in(slack, asked).updates == 1
    assert service.workers.alive()


def test_a_question_queued_too_long_ends_in_an_error(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    chain.delay = 0.8
    start(deadline_seconds=0.5, workers=1)
    events = [mention() for _ in range(4)]
    for asked in events:
        slack.send_event(asked)
    said = [answer_in(slack, asked).text for asked in events]
    assert all("took longer than tieout allows" in text for text in said), said


def test_queued_is_said_when_busy(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    chain.delay = 0.4
    start(workers=1)
    events = [mention() for _ in range(4)]
    for asked in events:
        slack.send_event(asked)
    for asked in events:
        answer_in(slack, asked)
    assert any("ahead of yours" in body["text"] for body in slack.called("chat.postMessage"))


def test_people_are_turned_away_when_the_queue_is_full(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    chain.delay = 0.5
    service = start(workers=1, queue=2)
    for asked in [mention() for _ in range(4)]:
        slack.wait_ack(slack.send_event(asked))
    wait_for(lambda: service.inbox.open_count() == 0)
    assert len(slack.messages) == 2
    assert [body["text"] for body in slack.ephemeral] == [
        "tieout has too many questions waiting. Please ask again in a few minutes."
    ] * 2


def test_a_revoked_token_keeps_the_answer_until_there_is_a_good_one(slack: FakeSlack, start: Start) -> None:
    service = start()
    slack.tokens.clear()
    asked = mention()
    slack.wait_ack(slack.send_event(asked))
    wait_for(lambda: slack.called("users.info"))
    time.sleep(0.2)
    assert service.inbox.open_count() == 1
    slack.tokens[TOKEN] = (TEAM, "UBOT", "BBOT")
    answer_in(slack, asked)


@pytest.mark.parametrize("fault", [429, 500])
def test_a_refusal_survives_a_fault(slack: FakeSlack, start: Start, fault: int) -> None:
    service = start(users=["U9"])
    slack.faults["chat.postEphemeral"] = [fault, fault]
    slack.send_event(mention())
    wait_for(lambda: slack.ephemeral)
    wait_for(lambda: service.inbox.open_count() == 0)


@pytest.mark.parametrize("method", ["conversations.replies", "chat.postMessage"])
def test_looking_for_a_placeholder_survives_a_429(slack: FakeSlack, start: Start, method: str) -> None:
    start()
    slack.faults["chat.postMessage"] = ["done_then_500", 429]
    slack.faults[method] += [429]
    asked = mention()
    slack.send_event(asked)
    answer_in(slack, asked)


def test_moving_to_a_direct_message_survives_a_429(slack: FakeSlack, start: Start) -> None:
    slack.closed_channels.add("C1")
    slack.faults["conversations.open"] = [429]
    slack.faults["conversations.info"] = [429]
    start()
    slack.send_event(mention())
    wait_for(lambda: any(m.updates for m in slack.in_thread("DU1", "")))
    assert len(slack.messages) == 1


@pytest.mark.parametrize("method", ["views.publish", "assistant.threads.setSuggestedPrompts"])
def test_tabs_survive_a_429(slack: FakeSlack, start: Start, method: str) -> None:
    start()
    slack.faults[method] = [429]
    for tab in ("home", "messages"):
        slack.send_event(event("app_home_opened", "", channel="D1", tab=tab))
    wait_for(lambda: slack.homes and len(slack.called(method)) == 2)


def test_a_status_is_kept_up_and_cleared(
    slack: FakeSlack, chain: ScriptedChain, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.workers._STATUS_LASTS", 0.2)
    chain.delay = 0.7
    start()
    asked = direct("R&amp;D?")
    slack.send_event(asked)
    answer_in(slack, asked)
    statuses = slack.statuses[("D1", asked["event"]["ts"])]
    wait_for(lambda: statuses[-1] == "")
    assert statuses.count("is reading the filings…") >= 3


def test_a_dropped_connection_is_made_again(slack: FakeSlack, start: Start) -> None:
    start()
    slack.disconnect_sockets()
    wait_for(lambda: slack.connections == 2 and slack.connected(), 30, "it did not reconnect")
    asked = mention()
    slack.send_event(asked)
    answer_in(slack, asked)


def test_a_disconnect_message_brings_a_new_connection(slack: FakeSlack, start: Start) -> None:
    start()
    slack.send({"type": "disconnect", "reason": "refresh_requested"})
    wait_for(lambda: slack.connections == 2, 30, "it did not reconnect")
    asked = mention()
    time.sleep(0.2)
    slack.send_event(asked)
    answer_in(slack, asked)


def test_tokens_are_never_logged(slack: FakeSlack, start: Start, caplog: pytest.LogCaptureFixture) -> None:
    from bot.slack.logs import redact

    with caplog.at_level(logging.DEBUG):
        start()
        slack.faults["chat.postMessage"] = [500, "invalid_auth"]
        asked = mention()
        slack.send_event(asked)
        answer_in(slack, asked)
    shown = redact(caplog.text)
    assert caplog.text
    assert TOKEN not in shown
    assert "xapp-1-" not in shown
    assert "ticket=secret" not in shown


def test_a_stream_is_ended_before_slack_ends_it(
    slack: FakeSlack, chain: ScriptedChain, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.workers._STREAM_LASTS", 0.3)
    ended: list[bool] = []

    def slow(question: str) -> Answer:
        wait_for(lambda: slack.called("chat.stopStream"))
        ended.append(all(not m.streaming and not m.updates for m in slack.messages.values()))
        return answered(question)

    chain.answer = slow
    start()
    asked = direct("R&amp;D?")
    slack.send_event(asked)
    assert answer_in(slack, asked).text == "Research and development was $10.7 million [1]."
    assert ended == [True]


@pytest.mark.parametrize("state", ["placing", "placed", "answered", "done"])
def test_a_disk_that_is_full_for_a_while_loses_no_question(slack: FakeSlack, start: Start, state: str) -> None:
    service = start(workers=1, senders=1)
    change, full = service.inbox.change, [True, True, True]

    def failing(entry: Entry, **changes: object) -> Entry:
        if full and (changes.get("state") == state or len(full) < 3):
            full.pop()
            raise sqlite3.OperationalError("database or disk is full")
        return change(entry, **changes)

    service.inbox.change = failing  # type: ignore[method-assign]
    asked, after = mention(), mention("EPS?")
    slack.wait_ack(slack.send_event(asked))
    answer_in(slack, asked)
    slack.wait_ack(slack.send_event(after))
    answer_in(slack, after)
    wait_for(lambda: service.inbox.open_count() == 0)
    assert not full


def test_an_error_for_being_late_that_cannot_be_kept_is_kept_later(
    slack: FakeSlack, chain: ScriptedChain, start: Start
) -> None:
    chain.delay = 0.6
    service = start(deadline_seconds=0.3, workers=1)
    late, full = service.pipeline.late, [True]

    def failing(entry: Entry) -> Entry:
        if full:
            full.pop()
            raise sqlite3.OperationalError("database or disk is full")
        return late(entry)

    service.pipeline.late = failing  # type: ignore[method-assign]
    asked = mention()
    slack.send_event(asked)
    answer_in(slack, asked)
    wait_for(lambda: service.inbox.open_count() == 0)
    assert not full


def test_what_is_under_way_at_a_stop_is_answered_before_it(
    slack: FakeSlack, chain: ScriptedChain, start: Start
) -> None:
    chain.delay = 0.5
    service = start(drain_seconds=10.0)
    asked = mention()
    slack.wait_ack(slack.send_event(asked))
    wait_for(lambda: chain.asked)
    service.stop()
    assert [m.updates for m in slack.in_thread("C1", asked["event"]["ts"])] == [1]


def test_an_audit_record_that_cannot_be_written_is_logged(
    slack: FakeSlack, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    service = start()
    service.pipeline.audit.question = full  # type: ignore[method-assign]
    asked = mention()
    slack.send_event(asked)
    ref = answer_in(slack, asked).metadata["event_payload"]["ref"]
    wait_for(lambda: any("recorded for audit" in record.getMessage() for record in caplog.records))
    assert service.inbox.open_count() == 0
    assert any(ref in record.getMessage() for record in caplog.records if "audit" in record.getMessage())
