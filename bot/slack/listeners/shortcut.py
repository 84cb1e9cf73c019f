"""The message shortcut "Ask about this": a dialog with the message as the question, answered in its thread."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.slack.listeners import Ack, Body, Service
from bot.slack.surface import SHORTCUT
from bot.slack.text import asked
from bot.slack.values import SHORTCUT as WAY
from bot.slack.values import Question

if TYPE_CHECKING:
    from slack_bolt import App
    from slack_sdk import WebClient

_INPUT = 3_000


def register(app: App, service: Service) -> None:
    """The shortcut, and the dialog it opens."""

    @app.shortcut(SHORTCUT)
    def opened(body: Body, ack: Ack, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=_dialog(body))

    @app.view(SHORTCUT)
    def submitted(body: Body, ack: Ack) -> None:
        question = _question(body)
        added = service.pipeline.accept(question)
        ack()
        if added:
            service.workers.submit(question.id)


def _dialog(body: Body) -> dict[str, object]:
    message, channel = body["message"], body["channel"]
    where = {"channel": channel["id"], "thread": message.get("thread_ts") or message["ts"]}
    prefilled = asked(str(message.get("text") or ""))[:_INPUT]
    box: dict[str, object] = {
        "type": "plain_text_input",
        "action_id": "text",
        "multiline": True,
        "max_length": _INPUT,
    } | ({"initial_value": prefilled} if prefilled else {})
    return {
        "type": "modal",
        "callback_id": SHORTCUT,
        "private_metadata": json.dumps(where),
        "title": {"type": "plain_text", "text": "Ask about this"},
        "submit": {"type": "plain_text", "text": "Ask"},
        "close": {"type": "plain_text", "text": "Cancel"},
        "blocks": [
            {
                "type": "input",
                "block_id": "question",
                "label": {"type": "plain_text", "text": "Question, answered in the message's thread"},
                "element": box,
            }
        ],
    }


def _question(body: Body) -> Question:
    view = body["view"]
    where = json.loads(view["private_metadata"])
    return Question(
        id=str(view["id"]),
        team=str((body.get("team") or {}).get("id") or view.get("app_installed_team_id") or ""),
        enterprise=str((body.get("enterprise") or {}).get("id") or ""),
        channel=str(where["channel"]),
        thread=str(where["thread"]),
        user=str(body["user"]["id"]),
        home_team=str(body["user"].get("team_id") or ""),
        text=asked(str(view["state"]["values"]["question"]["text"].get("value") or "")),
        way=WAY,
    )
