"""The whole app over Socket Mode: every way in, end to end against a local Slack."""

from __future__ import annotations

from fake_slack import FakeSlack, wait_for
from scripted import ScriptedChain, mention
from services import Start


def test_a_mention_is_answered_in_its_thread(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    start()
    asked = mention("What was R&amp;D in the quarter?")
    slack.wait_ack(slack.send_event(asked))
    thread = asked["event"]["ts"]
    wait_for(lambda: [m for m in slack.in_thread("C1", thread) if m.updates == 1])
    (answer,) = slack.in_thread("C1", thread)
    assert answer.text == "Research and development was $10.7 million [1]."
    assert answer.metadata["event_payload"] == {
        "id": asked["event_id"],
        "ref": answer.metadata["event_payload"]["ref"],
        "state": "answered",
    }
    assert chain.asked == [("What was R&D in the quarter?", f"slack:T1:C1:{thread}", None)]
    assert [block["type"] for block in answer.blocks] == [
        "rich_text",
        "table",
        "rich_text",
        "context",
        "actions",
        "context_actions",
    ]
