"""What survives a restart: questions, conversations, and the memory of what was answered."""

from __future__ import annotations

import copy
import threading
import time

import pytest
from fake_slack import FakeSlack, wait_for
from slack_chain import ScriptedChain, command, direct, mention, message
from slack_chain import answered as answer_of
from slack_services import Start

from bot.answer import Answer
from bot.slack.values import PLACED, PLACING


def answered(slack: FakeSlack, channel: str, thread: str, count: int = 1) -> None:
    wait_for(lambda: sum(m.updates > 0 for m in slack.in_thread(channel, thread)) >= count, 15, "no answer came")


@pytest.mark.parametrize("retry", [0, 1, 2, 3])
def test_a_question_first_seen_as_a_retry_is_answered(slack: FakeSlack, start: Start, retry: int) -> None:
    start()
    asked = mention()
    slack.wait_ack(slack.send_event(asked, retry=retry, reason="timeout" if retry else ""))
    answered(slack, "C1", asked["event"]["ts"])


def test_retries_are_acknowledged_and_answered_once(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    start()
    asked = mention()
    for retry in range(4):
        slack.wait_ack(slack.send_event(copy.deepcopy(asked), retry=retry))
    answered(slack, "C1", asked["event"]["ts"])
    assert len(chain.asked) == 1
    assert chain.turns == [asked["event_id"]]  # so that one asked again after a crash is one turn of its conversation
    assert len(slack.in_thread("C1", asked["event"]["ts"])) == 1


def test_a_retry_after_a_restart_is_not_answered_again(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    first = start()
    asked = mention()
    slack.wait_ack(slack.send_event(asked))
    answered(slack, "C1", asked["event"]["ts"])
    first.stop()
    start()
    slack.wait_ack(slack.send_event(asked, retry=3))
    time.sleep(0.3)
    assert len(chain.asked) == 1


def test_a_follow_up_after_a_restart_goes_on_with_its_conversation(
    slack: FakeSlack, chain: ScriptedChain, start: Start
) -> None:
    first = start()
    asked, other = mention("R&amp;D?"), mention("EPS?")
    thread, other_thread = asked["event"]["ts"], other["event"]["ts"]
    slack.send_event(asked)
    slack.send_event(other)
    answered(slack, "C1", thread)
    answered(slack, "C1", other_thread)
    first.stop()
    start()
    slack.send_event(message("a year earlier?", thread_ts=thread))
    answered(slack, "C1", thread, 2)
    assert chain.asked[-1][:2] == ("a year earlier?", f"slack:T1:C1:{thread}")
    assert len({conversation for _, conversation, _ in chain.asked}) == 2


def test_what_a_stop_leaves_open_the_next_start_finishes(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    chain.delay = 0.3
    first = start(workers=1, drain_seconds=10.0)
    events = [mention() for _ in range(5)]
    for asked in events:
        slack.wait_ack(slack.send_event(asked))
    wait_for(lambda: len(slack.messages) == 5)
    first.stop()
    done = sum(m.updates > 0 for m in slack.messages.values())
    assert done < 5
    start()
    for asked in events:
        answered(slack, "C1", asked["event"]["ts"])
    assert len(slack.messages) == 5


def test_a_placeholder_posted_and_not_written_down_is_found(
    slack: FakeSlack, chain: ScriptedChain, start: Start
) -> None:
    hold = threading.Event()

    def wait(question: str) -> Answer:
        hold.wait(60)
        return answer_of(question)

    chain.answer = wait
    first = start(deadline_seconds=60.0, drain_seconds=0.0)
    posted, streamed = mention(), direct("EPS?")
    slack.wait_ack(slack.send_event(posted))
    slack.wait_ack(slack.send_event(streamed))
    wait_for(lambda: len(slack.messages) == 2)
    for asked in (posted, streamed):
        found = first.inbox.get(asked["event_id"])
        wait_for(lambda asked=asked: first.inbox.get(asked["event_id"]).state == PLACED)
        assert found is not None
        first.inbox.change(found, state=PLACING, placeholder="")
    first.stop()
    assert first.inbox._owner is not None
    first.inbox._owner.close()  # as when the process dies; its threads still hang
    chain.answer = answer_of
    start()
    for asked in (posted, streamed):
        answered(slack, asked["event"]["channel"], asked["event"]["ts"])
    hold.set()
    assert len(slack.messages) == 2


def test_a_command_cut_short_offers_its_answer_at_a_button(slack: FakeSlack, start: Start) -> None:
    service = start()
    slack.faults["response_url"] = ["done_then_500"]
    slack.faults["chat.postEphemeral"] = [500]
    url = f"http://127.0.0.1:{slack.port}/response/one"
    slack.send({"type": "slash_commands", "payload": command("R&amp;D?", url)})
    wait_for(lambda: len(slack.responses) == 2)
    assert "$10.7 million" in slack.responses[0]["text"]
    assert "was restarted while answering" in slack.responses[1]["text"]
    wait_for(lambda: service.inbox.open_count() == 0)


def test_two_services_do_not_share_an_inbox(slack: FakeSlack, start: Start) -> None:
    from index.errors import TieoutError

    start()
    with pytest.raises(TieoutError, match="another tieout slack is running"):
        start()


def test_an_event_that_cannot_be_written_down_is_not_acknowledged(slack: FakeSlack, start: Start) -> None:
    service = start()
    accept = service.inbox.accept
    broken = OSError("disk full")

    def fail(_question: object) -> bool:
        raise broken

    service.inbox.accept = fail  # type: ignore[method-assign,assignment]
    asked = mention()
    envelope = slack.send_event(asked)
    time.sleep(0.3)
    assert envelope not in slack.acknowledged
    service.inbox.accept = accept  # type: ignore[method-assign]
    slack.wait_ack(slack.send_event(asked, retry=1))
    answered(slack, "C1", asked["event"]["ts"])
