"""The whole app over Socket Mode: every way in, end to end against a local Slack."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from fake_slack import BOT_USER, PERSON, TEAM, FakeSlack, Posted, wait_for
from slack_chain import ScriptedChain, answered, command, direct, event, mention, message, verbose
from slack_services import Start

from bot.answer import Answer, Literal

ANSWER = "Research and development was $10.7 million [1]."


def finished(slack: FakeSlack, channel: str, thread: str, count: int = 1) -> list[Posted]:
    """Wait for a thread's answers, and return them."""
    wait_for(lambda: sum(m.updates > 0 for m in slack.in_thread(channel, thread)) >= count, 10, "no answer came")
    return [m for m in slack.in_thread(channel, thread) if m.updates > 0]


def press(slack: FakeSlack, action: str, value: str, **more: Any) -> Any:
    """Press a button, and return the acknowledgement's payload."""
    payload = {
        "type": "block_actions",
        "user": {"id": PERSON, "team_id": TEAM},
        "team": {"id": TEAM},
        "channel": {"id": "C1"},
        "message": {"ts": "1.1", "thread_ts": "1.0"},
        "trigger_id": "trigger.press",
        "response_url": f"http://127.0.0.1:{slack.port}/response/pressed",
        "actions": [{"action_id": action, "block_id": "answer", "type": "button", "value": value}],
    }
    return slack.wait_ack(slack.send({"type": "interactive", "payload": payload | more}))


def test_a_mention_is_answered_in_its_thread(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    start()
    asked = mention("What was R&amp;D in the quarter?")
    slack.wait_ack(slack.send_event(asked))
    thread = asked["event"]["ts"]
    (answer,) = finished(slack, "C1", thread)
    assert answer.text == ANSWER
    assert answer.metadata["event_type"] == "tieout_question"
    assert answer.metadata["event_payload"]["id"] == asked["event_id"]
    assert answer.metadata["event_payload"]["state"] == "answered"
    assert chain.asked == [("What was R&D in the quarter?", f"slack:T1:C1:{thread}", None)]
    kinds = [block["type"] for block in answer.blocks]
    assert kinds == ["rich_text", "table", "rich_text", "context", "actions", "context_actions"]
    (posted,) = slack.called("chat.postMessage")
    assert posted["text"] == "Looking in the filings…"
    assert posted["unfurl_links"] is False
    assert slack.called("chat.update")[0]["parse"] == "none"


def test_a_mention_in_a_thread_is_answered_in_that_thread(slack: FakeSlack, start: Start) -> None:
    start()
    slack.send_event(mention("EPS?", thread_ts="1500000000.000001"))
    assert len(finished(slack, "C1", "1500000000.000001")) == 1


def test_mention_and_message_of_one_post_are_one_question(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    start()
    asked = mention("EPS?")
    twin = message(f"<@{BOT_USER}> EPS?", ts=asked["event"]["ts"])
    slack.wait_ack(slack.send_event(twin))
    slack.wait_ack(slack.send_event(asked))
    finished(slack, "C1", asked["event"]["ts"])
    assert len(chain.asked) == 1
    assert len(slack.in_thread("C1", asked["event"]["ts"])) == 1


def test_follow_ups_in_a_joined_thread_need_no_mention(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    start()
    asked = mention("R&amp;D?")
    thread = asked["event"]["ts"]
    slack.wait_ack(slack.send_event(asked))
    finished(slack, "C1", thread)
    slack.wait_ack(slack.send_event(message("And a year earlier?", thread_ts=thread)))
    finished(slack, "C1", thread, 2)
    assert [asked[:2] for asked in chain.asked] == [
        ("R&D?", f"slack:T1:C1:{thread}"),
        ("And a year earlier?", f"slack:T1:C1:{thread}"),
    ]


def test_follow_ups_can_be_turned_off(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    start(follow_threads=False)
    asked = mention("R&amp;D?")
    slack.wait_ack(slack.send_event(asked))
    finished(slack, "C1", asked["event"]["ts"])
    slack.wait_ack(slack.send_event(message("And a year earlier?", thread_ts=asked["event"]["ts"])))
    last = mention("EPS?")
    slack.send_event(last)
    finished(slack, "C1", last["event"]["ts"])
    assert [question for question, _, _ in chain.asked] == ["R&D?", "EPS?"]


JOINED = "1600000000.000001"


@pytest.mark.parametrize(
    "payload",
    [
        message("Anyone for lunch?"),
        message("In a thread the bot is not in", thread_ts="1500000000.000009"),
        message("<@U2> what do you think?", thread_ts=JOINED),
        message("from a bot", thread_ts=JOINED, bot_id="B9"),
        message("edited", thread_ts=JOINED, subtype="message_changed"),
        message("", thread_ts=JOINED, subtype="message_deleted", user=None),
        message("joined", subtype="channel_join"),
        mention("an edit that put the mention in", edited={"user": PERSON, "ts": "1.2"}),
        message("", thread_ts=JOINED, subtype="file_share", files=[{"id": "F1", "name": "lunch.png"}]),
        message("my own", thread_ts=JOINED, user=BOT_USER),
        direct("my own", user=BOT_USER),
        direct("a bot's", bot_id="B9", subtype="bot_message"),
    ],
)
def test_what_is_not_for_the_bot_is_left_alone(
    slack: FakeSlack, chain: ScriptedChain, start: Start, payload: dict[str, Any]
) -> None:
    service = start()
    service.inbox.join(TEAM, "C1", JOINED)
    slack.wait_ack(slack.send_event(payload))
    after = mention("EPS?")
    slack.wait_ack(slack.send_event(after))
    finished(slack, "C1", after["event"]["ts"])
    assert [question for question, _, _ in chain.asked] == ["EPS?"]
    assert len(slack.messages) == 1
    assert not slack.ephemeral


def test_the_agent_tab_streams_sets_status_and_title(slack: FakeSlack, start: Start) -> None:
    start()
    asked = direct("What was R&amp;D?")
    thread = asked["event"]["ts"]
    slack.wait_ack(slack.send_event(asked))
    (answer,) = finished(slack, "D1", thread)
    assert answer.text == ANSWER
    assert not answer.streaming
    (started,) = slack.called("chat.startStream")
    assert (started["recipient_user_id"], started["recipient_team_id"]) == (PERSON, TEAM)
    assert slack.called("chat.appendStream")[-1]["chunks"][0]["type"] == "blocks"
    assert len(slack.called("chat.stopStream")) == 1
    wait_for(lambda: slack.statuses[("D1", thread)][-1:] == [""])
    assert slack.statuses[("D1", thread)][0] == "is reading the filings…"
    assert slack.called("assistant.threads.setTitle")[0]["title"] == "What was R&D?"
    assert not slack.called("chat.postMessage")


@pytest.mark.parametrize("fault", [None, 429, "message_not_in_streaming_state"])
def test_the_steps_of_a_slow_answer_are_streamed_in_our_own_words(
    slack: FakeSlack, start: Start, monkeypatch: pytest.MonkeyPatch, fault: Any
) -> None:
    monkeypatch.setattr("bot.slack.pipeline._WORTH_SHOWING", -1.0)
    start()
    slack.faults["chat.appendStream"] = [fault] if fault else []
    asked = direct("What was R&amp;D?")
    slack.send_event(asked)
    (answer,) = finished(slack, "D1", asked["event"]["ts"])
    assert answer.text == ANSWER
    first = slack.called("chat.appendStream")[0]["chunks"][0]
    assert (first["type"], first["title"], first["status"]) == ("task_update", "Read the question", "complete")


def test_without_streaming_the_agent_tab_gets_a_message(slack: FakeSlack, start: Start) -> None:
    start(streaming=False)
    asked = direct("What was R&amp;D?")
    slack.send_event(asked)
    assert finished(slack, "D1", asked["event"]["ts"])[0].text == ANSWER
    assert not slack.called("chat.startStream")


def test_opening_the_agent_tab_suggests_prompts_without_a_thread(slack: FakeSlack, start: Start) -> None:
    start()
    slack.send_event(event("app_home_opened", "", channel="D1", tab="messages"))
    wait_for(lambda: slack.called("assistant.threads.setSuggestedPrompts"))
    (body,) = slack.called("assistant.threads.setSuggestedPrompts")
    assert "thread_ts" not in body
    assert body["prompts"][0]["message"] == (
        "What was ImmunoGen, Inc.'s Research and development in the quarter ended December 31, 2007?"
    )


def test_a_legacy_assistant_thread_gets_prompts_too(slack: FakeSlack, start: Start) -> None:
    start()
    thread = {"user_id": PERSON, "channel_id": "D1", "thread_ts": "1.5", "context": {"channel_id": "C7"}}
    slack.send_event(event("assistant_thread_started", "", assistant_thread=thread))
    wait_for(lambda: slack.called("assistant.threads.setSuggestedPrompts"))
    assert slack.called("assistant.threads.setSuggestedPrompts")[0]["thread_ts"] == "1.5"


def test_what_is_open_beside_the_agent_tab_sets_the_filing(
    slack: FakeSlack, chain: ScriptedChain, start: Start
) -> None:
    start(channel_filings={"C7": "ImmunoGen"})
    context = {"entities": [{"type": "slack#/types/channel_id", "value": "C7", "team_id": TEAM}]}
    slack.wait_ack(slack.send_event(event("app_context_changed", "", context=context)))
    asked = direct("EPS?")
    wait_for(lambda: slack.acknowledged)
    slack.send_event(asked)
    finished(slack, "D1", asked["event"]["ts"])
    assert chain.asked[0][2] == "aaaaaaaaaaaaaaaa"


def test_home_lists_filings_and_examples(slack: FakeSlack, start: Start) -> None:
    start()
    slack.send_event(event("app_home_opened", "", channel="D1", tab="home"))
    wait_for(lambda: PERSON in slack.homes)
    shown = json.dumps(slack.homes[PERSON])
    assert "ImmunoGen, Inc. 8-K, January 31, 2008" in shown
    assert "Filings indexed: 1" in shown
    assert "Try" in shown


def test_home_and_prompts_name_no_filing_to_somebody_who_is_not_answered(slack: FakeSlack, start: Start) -> None:
    start()
    slack.people[PERSON] = {"is_restricted": True}
    slack.send_event(event("app_home_opened", "", channel="D1", tab="messages"))
    slack.send_event(event("app_home_opened", "", channel="D1", tab="home"))
    wait_for(lambda: PERSON in slack.homes)
    assert "ImmunoGen" not in json.dumps(slack.homes[PERSON])
    assert not slack.called("assistant.threads.setSuggestedPrompts")


def test_a_command_is_answered_for_the_asker_and_can_be_shared_once(slack: FakeSlack, start: Start) -> None:
    start()
    url = f"http://127.0.0.1:{slack.port}/response/one"
    heard = slack.wait_ack(slack.send({"type": "slash_commands", "payload": command("What was R&amp;D?", url)}))
    assert heard == {"response_type": "ephemeral", "text": "Looking in the filings…"}
    wait_for(lambda: slack.responses)
    answer = slack.responses[0]
    assert answer["response_type"] == "ephemeral"
    assert answer["text"] == ANSWER
    assert not any(block["type"] == "table" for block in answer["blocks"])
    buttons = {
        b["action_id"]: b for b in next(x for x in answer["blocks"] if x.get("block_id") == "answer")["elements"]
    }
    press(slack, "share", buttons["share"]["value"])
    wait_for(lambda: len(slack.responses) == 2)
    assert slack.responses[1]["response_type"] == "in_channel"
    press(slack, "share", buttons["share"]["value"])
    wait_for(lambda: len(slack.responses) == 3)
    assert slack.responses[2]["text"] == "That answer has been shared already."
    assert sum(r["response_type"] == "in_channel" for r in slack.responses) == 1


def shared(slack: FakeSlack, chain: ScriptedChain, start: Start) -> tuple[dict[str, Any], dict[str, Any]]:
    """A long answer to a command, and what the channel gets when it is shared."""
    chain.answer = verbose
    start()
    url = f"http://127.0.0.1:{slack.port}/response/one"
    slack.wait_ack(slack.send({"type": "slash_commands", "payload": command("What was R&amp;D?", url)}))
    wait_for(lambda: slack.in_thread("DU1", ""))
    ref = next(b for b in slack.responses[0]["blocks"] if b.get("block_id") == "answer")["elements"][0]["value"]
    press(slack, "share", ref)
    wait_for(lambda: len(slack.responses) == 2)
    return slack.responses[0], slack.responses[1]


def test_a_shared_long_answer_names_no_file_that_only_the_asker_has(
    slack: FakeSlack, chain: ScriptedChain, start: Start
) -> None:
    alone, shown = shared(slack, chain, start)
    assert "in a file in your direct messages" in json.dumps(alone["blocks"])
    assert shown["response_type"] == "in_channel"
    assert "file" not in json.dumps(shown["blocks"])
    assert "ask in a thread to have all of it" in json.dumps(shown["blocks"])


def test_a_share_that_slack_refuses_as_blocks_names_no_file_either(
    slack: FakeSlack, chain: ScriptedChain, start: Start
) -> None:
    slack.faults["response_url"] = [None, 400]
    _, shown = shared(slack, chain, start)
    assert "blocks" not in shown
    assert shown["text"].endswith("ask in a thread to have all of it.")


def test_a_share_that_fails_is_told_and_may_be_tried_again(slack: FakeSlack, start: Start) -> None:
    start()
    slack.faults["response_url"] = [None, 500]
    url = f"http://127.0.0.1:{slack.port}/response/one"
    slack.wait_ack(slack.send({"type": "slash_commands", "payload": command("What was R&amp;D?", url)}))
    wait_for(lambda: slack.responses)
    ref = next(b for b in slack.responses[0]["blocks"] if b.get("block_id") == "answer")["elements"][0]["value"]
    press(slack, "share", ref)
    wait_for(lambda: slack.ephemeral)
    assert slack.ephemeral[0]["text"] == "That answer could not be shared just now. Please press the button again."
    press(slack, "share", ref)
    wait_for(lambda: len(slack.responses) == 2)
    assert slack.responses[1]["response_type"] == "in_channel"


def test_a_direct_message_that_the_bot_cannot_see_is_not_shared_in(slack: FakeSlack, start: Start) -> None:
    slack.closed_channels.add("D8")  # between two people, one of whom may be of another organisation
    start()
    url = f"http://127.0.0.1:{slack.port}/response/one"
    payload = command("What was R&amp;D?", url, channel_id="D8")
    slack.wait_ack(slack.send({"type": "slash_commands", "payload": payload}))
    wait_for(lambda: slack.responses)
    ref = next(b for b in slack.responses[0]["blocks"] if b.get("block_id") == "answer")["elements"][0]["value"]
    press(slack, "share", ref)
    wait_for(lambda: len(slack.responses) == 2)
    assert slack.responses[1]["text"].startswith("tieout shares only where it can see who reads")
    assert slack.responses[1]["response_type"] == "ephemeral"


def test_an_empty_command_explains_itself(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    start()
    heard = slack.wait_ack(slack.send({"type": "slash_commands", "payload": command("", "http://x/")}))
    assert "/tieout What was revenue" in heard["text"]
    assert not chain.asked


def test_a_channel_can_be_given_a_filing_by_an_administrator(
    slack: FakeSlack, chain: ScriptedChain, start: Start
) -> None:
    start(admins=[PERSON])

    def use(text: str, **more: Any) -> str:
        payload = command(text, "http://x/", **more)
        return str(slack.wait_ack(slack.send({"type": "slash_commands", "payload": payload}))["text"])

    assert use("use immunogen", user_id="U2") == "Only people named in TIEOUT_SLACK_ADMINS may set a channel's filing."
    assert use("use Nobody &lt;!channel&gt;") == "No filing or company “Nobody &lt;!channel&gt;” is indexed."
    assert use("use immunogen").startswith("Questions in this channel are about immunogen now")
    asked = mention("EPS?")
    slack.send_event(asked)
    finished(slack, "C1", asked["event"]["ts"])
    assert chain.asked[-1][2] == "aaaaaaaaaaaaaaaa"
    assert use("use") == "This channel has no default filing now."


def ask_by_shortcut(slack: FakeSlack, channel: str = "C1") -> None:
    """Choose the shortcut on a message, and submit its dialog as it opens."""
    payload = {
        "type": "message_action",
        "callback_id": "ask_about_this",
        "trigger_id": "trigger.shortcut",
        "team": {"id": TEAM},
        "user": {"id": PERSON, "team_id": TEAM},
        "channel": {"id": channel},
        "message": {"ts": "1650000000.000100", "text": "R&amp;D fell, says &lt;them&gt;"},
        "response_url": "http://127.0.0.1/never",
    }
    slack.wait_ack(slack.send({"type": "interactive", "payload": payload}))
    wait_for(lambda: slack.views)
    view = slack.views[0] | {"id": "V77", "state": {"values": {"question": {"text": {"value": "Why did R&D fall?"}}}}}
    submitted = {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": PERSON, "team_id": TEAM},
        "trigger_id": "trigger.submit",
        "view": view,
    }
    for _ in range(2):  # pressed twice
        slack.wait_ack(slack.send({"type": "interactive", "payload": submitted}))


def test_the_message_shortcut_asks_in_the_message_thread(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    start()
    ask_by_shortcut(slack)
    assert slack.views[0]["blocks"][0]["element"]["initial_value"] == "R&D fell, says <them>"
    assert len(finished(slack, "C1", "1650000000.000100")) == 1
    assert [question for question, _, _ in chain.asked] == ["Why did R&D fall?"]


def test_where_the_bot_cannot_post_the_asker_gets_a_direct_message(slack: FakeSlack, start: Start) -> None:
    slack.closed_channels.add("C8")
    start()
    ask_by_shortcut(slack, "C8")
    assert finished(slack, "DU1", "")[0].text == ANSWER


def test_a_choice_asks_its_question_once(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    def answer(question: str) -> Answer:
        if question.startswith("R&D for"):
            return answered(question)
        back = (Literal("Which period is meant?"),)
        return Answer(question, "clarify", back, choices=("R&D for the quarter", "R&D for the half-year"))

    chain.answer = answer
    start()
    asked = mention("R&amp;D?")
    thread = asked["event"]["ts"]
    slack.send_event(asked)
    (first,) = finished(slack, "C1", thread)
    buttons = next(block for block in first.blocks if block.get("block_id") == "choices")["elements"]
    assert [button["text"]["text"] for button in buttons] == ["R&D for the quarter", "R&D for the half-year"]
    for _ in range(2):
        press(slack, buttons[1]["action_id"], buttons[1]["value"])
    finished(slack, "C1", thread, 2)
    assert [asked[:2] for asked in chain.asked] == [
        ("R&D?", f"slack:T1:C1:{thread}"),
        ("R&D for the half-year", f"slack:T1:C1:{thread}"),
    ]


def test_a_choice_that_somebody_may_not_make_is_left_for_the_others(
    slack: FakeSlack, chain: ScriptedChain, start: Start
) -> None:
    slack.people["U7"] = {"is_restricted": True}
    chain.answer = lambda question: (
        answered(question)
        if question.startswith("R&D for")
        else Answer(question, "clarify", (Literal("Which?"),), choices=("R&D for the quarter",))
    )
    start()
    asked = mention("R&amp;D?")
    thread = asked["event"]["ts"]
    slack.send_event(asked)
    (first,) = finished(slack, "C1", thread)
    (button,) = next(block for block in first.blocks if block.get("block_id") == "choices")["elements"]
    press(slack, "choice_0", button["value"], user={"id": "U7", "team_id": TEAM})
    wait_for(lambda: slack.ephemeral)
    for _ in range(2):
        press(slack, "choice_0", button["value"])
    finished(slack, "C1", thread, 2)
    assert [question for question, _, _ in chain.asked] == ["R&D?", "R&D for the quarter"]


def test_show_work_opens_the_working_and_feedback_is_recorded(slack: FakeSlack, start: Start) -> None:
    service = start(audit_text=True)
    asked = mention("R&amp;D?")
    slack.send_event(asked)
    (answer,) = finished(slack, "C1", asked["event"]["ts"])
    ref = answer.metadata["event_payload"]["ref"]
    press(slack, "show_work", ref)
    wait_for(lambda: slack.views)
    shown = json.dumps(slack.views[0], ensure_ascii=False)
    assert "= a" in shown
    assert "a: Research and development, the quarter ended December 31, 2007: USD 10,732,000 [1]" in shown
    press(slack, "feedback", f"wrong:{ref}")
    wait_for(lambda: slack.ephemeral)
    folder = service.settings.folder(service.home)
    lines = [json.loads(line) for path in folder.glob("audit-*.jsonl") for line in path.read_text().splitlines()]
    assert [line["event"] for line in lines] == ["question", "feedback"]
    assert lines[0]["text"] == "R&D?"
    assert (lines[0]["user"], lines[0]["outcome"], lines[0]["status"], lines[0]["citations"]) == (
        PERSON,
        "done",
        "answered",
        ["aaaaaaaaaaaaaaaa:0-6"],
    )
    assert lines[1]["verdict"] == "wrong"


def test_a_long_answer_is_shortened_with_the_rest_in_a_file(
    slack: FakeSlack, chain: ScriptedChain, start: Start
) -> None:
    chain.answer = verbose
    start()
    asked = mention("A long one?")
    slack.send_event(asked)
    thread = asked["event"]["ts"]
    wait_for(lambda: [m for m in slack.in_thread("C1", thread) if m.files])
    (content,) = slack.uploads.values()
    assert content.decode().count("“quote ") == 60
    assert "Sentence 199 of the answer" in content.decode()
    assert "attached file" in json.dumps(slack.in_thread("C1", thread)[0].blocks)


def test_an_error_answer_shows_a_reference_number_and_nothing_else(
    slack: FakeSlack, chain: ScriptedChain, start: Start
) -> None:
    chain.answer = lambda question: replace(answered(question), status="error", segments=(Literal("Boom at /srv"),))
    start()
    asked = mention("EPS?")
    slack.send_event(asked)
    (answer,) = finished(slack, "C1", asked["event"]["ts"])
    assert "Boom" not in json.dumps([answer.text, answer.blocks])
    assert answer.metadata["event_payload"]["ref"] in answer.text
