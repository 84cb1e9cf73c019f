"""The buttons under an answer: show work, share to channel, show again, right or wrong."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from bot.slack import rich
from bot.slack.listeners import Ack, Body, Service
from bot.slack.placing import nicety
from bot.slack.render import shared
from bot.slack.slack_errors import SLACK_FAILURES, code
from bot.slack.text import escape, one_line
from bot.slack.values import Entry, Rendered

if TYPE_CHECKING:
    from slack_bolt import App
    from slack_sdk import WebClient

log = logging.getLogger(__name__)

_GONE = "That answer is no longer kept. Ask again."
_UNSHARED = "That answer could not be shared just now. Please press the button again."
_SHARED = "That answer has been shared already."
_NOT_HERE = (
    "tieout shares only where it can see who reads: invite it to this channel first. It does not share "
    "with other organisations."
)


def register(app: App, service: Service) -> None:
    """Every button."""

    @app.action("show_work")
    def show_work(body: Body, ack: Ack, client: WebClient) -> None:
        ack()
        entry = _entry(service, body)
        blocks = list(_rendered(entry).work) if entry else [rich.context(_GONE)]
        client.views_open(trigger_id=body["trigger_id"], view=_working_view(blocks))

    @app.action("share")
    def share(body: Body, ack: Ack, client: WebClient) -> None:
        ack()
        entry = _entry(service, body)
        if entry is None:
            _tell(service, body, _GONE)
        elif not _may_share(service, entry, client):
            _tell(service, body, _NOT_HERE)
        elif not service.pipeline.inbox.once(f"share:{entry.ref}"):
            _tell(service, body, _SHARED)
        else:
            _share(service, body, entry, client)

    @app.action("show_answer")
    def show_answer(body: Body, ack: Ack) -> None:
        ack()
        entry = _entry(service, body)
        if entry is None:
            _tell(service, body, _GONE)
            return
        found = _rendered(entry)
        service.pipeline.delivery.send_response(
            body["response_url"], found.text, list(found.blocks), replace_original=True
        )

    @app.action("feedback")
    def feedback(body: Body, ack: Ack, client: WebClient) -> None:
        ack()
        verdict, _, ref = str(body["actions"][0]["value"]).partition(":")
        user, channel = str(body["user"]["id"]), str(body["channel"]["id"])
        verdict = "right" if verdict == "right" else "wrong"
        service.pipeline.audit.write({"event": "feedback", "ref": ref, "verdict": verdict, "user": user})
        service.pipeline.metrics.feedback.labels(verdict).inc()
        said = f"Noted, thank you. Quote {escape(ref)} if you tell your administrator more."
        thread = (body.get("message") or {}).get("thread_ts")
        nicety(client.chat_postEphemeral, channel=channel, user=user, thread_ts=thread, text=said)


def _entry(service: Service, body: Body) -> Entry | None:
    """The question a button belongs to, in the workspace it was asked in."""
    entry = service.pipeline.inbox.by_ref(str(body["actions"][0]["value"]))
    team = str((body.get("team") or {}).get("id") or "")
    return entry if entry is not None and entry.rendered and team in {"", entry.question.team} else None


def _rendered(entry: Entry) -> Rendered:
    return Rendered.from_json(json.loads(entry.rendered))


def _working_view(blocks: list[rich.Block]) -> dict[str, object]:
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "How it was worked out"},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": blocks or [rich.context("There is no working: the answer quotes the filing.")],
    }


def _may_share(service: Service, entry: Entry, client: WebClient) -> bool:
    pipeline = service.pipeline
    if pipeline.settings.allow_connect:
        return True
    question = entry.question
    # Direct messages are no exception: one between two people may be with another organisation.
    return pipeline.access.channel_is_shared(question.team, question.channel, client) is False


def _share(service: Service, body: Body, entry: Entry, client: WebClient) -> None:
    found = shared(_rendered(entry))
    asked: rich.Element = {"type": "rich_text_quote", "elements": [rich.run(one_line(entry.question.text) or " ")]}
    buttons = [rich.actions("answer", [rich.button("show_work", "Show work", entry.ref)])] if found.work else []
    blocks = [rich.rich([asked]), *found.blocks, *buttons, rich.feedback(entry.ref)]
    status = _send_to_channel(service, body, found.text, blocks)
    if status == 200:
        _record_share(service, body, entry)
        return
    if status < 500:
        status = _send_to_channel(service, body, found.plain, [])
    if status == 200:
        _record_share(service, body, entry)
        return
    service.pipeline.inbox.undo_once(f"share:{entry.ref}")
    channel, user = str(body["channel"]["id"]), str(body["user"]["id"])
    nicety(client.chat_postEphemeral, channel=channel, user=user, text=_UNSHARED)


def _send_to_channel(service: Service, body: Body, text: str, blocks: list[rich.Block]) -> int:
    """The HTTP status of a share; 599 where Slack could not be reached at all."""
    try:
        return service.pipeline.delivery.send_response(
            body["response_url"], text, blocks, response_type="in_channel", replace_original=False
        )
    except SLACK_FAILURES as error:
        log.warning("an answer could not be shared: %s", code(error))
        return 599


def _record_share(service: Service, body: Body, entry: Entry) -> None:
    service.pipeline.audit.write({"event": "share", "ref": entry.ref, "user": str(body["user"]["id"])})


def _tell(service: Service, body: Body, text: str) -> None:
    service.pipeline.delivery.send_response(body["response_url"], text, [], replace_original=False)
