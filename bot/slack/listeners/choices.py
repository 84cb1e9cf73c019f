"""The buttons of an answer that asks back: each asks its question, once, where the first was asked."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.slack.listeners import Ack, Body, Service
from bot.slack.values import CHOICE, COMMAND, REFUSED, Question, Rendered

if TYPE_CHECKING:
    from slack_bolt import App


def register(app: App, service: Service) -> None:
    """Choices."""

    @app.action(re.compile(r"choice_\d+"))
    def chosen(body: Body, ack: Ack) -> None:
        question = _question(service, body)
        added = question is not None and service.pipeline.accept(question)
        ack()
        if question is not None and added:
            service.workers.submit(question.id)


def _question(service: Service, body: Body) -> Question | None:
    ref, _, number = str(body["actions"][0]["value"]).partition(":")
    entry = service.pipeline.inbox.by_ref(ref)
    if entry is None or not entry.rendered or not number.isdigit():
        return None
    choices = Rendered.from_json(json.loads(entry.rendered)).choices
    if int(number) >= len(choices):
        return None
    asked, id_ = entry.question, f"choice:{ref}:{number}"
    before = service.pipeline.inbox.get(id_)
    if before is not None and (before.state == REFUSED or before.question.turned_away):
        id_ += f":{body['trigger_id']}"  # somebody who may not ask pressed it: that must not spend it for the others
    return replace(
        asked,
        id=id_,
        ts="",
        user=str(body["user"]["id"]),
        home_team=str(body["user"].get("team_id") or ""),
        text=choices[int(number)],
        way=COMMAND if asked.way == COMMAND else CHOICE,
        response_url=str(body.get("response_url") or "") if asked.way == COMMAND else "",
        turned_away="",
        files=(),
    )
