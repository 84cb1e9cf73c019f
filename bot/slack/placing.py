"""Putting the placeholder of a question in Slack: once, whatever is killed or lost on the way.

A placeholder carries the question's id in its metadata (a stream, which can carry none until it stops, shows the
question's reference number). Where an earlier try may have reached Slack, the thread is searched for it first.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from bot.slack.inbox import Inbox
from bot.slack.settings import SlackSettings
from bot.slack.slack_errors import SLACK_FAILURES, code
from bot.slack.text import label
from bot.slack.values import ACCEPTED, AGENT, COMMAND, PLACED, PLACING, Entry

if TYPE_CHECKING:
    from slack_sdk import WebClient

log = logging.getLogger(__name__)

EVENT_TYPE = "tieout_question"
LOOKING = "Looking in the filings…"
_PAGE = 200
_TITLE = 120
_STEPS = {
    "read": "Read the question",
    "retrieve": "Searched the filings",
    "plan": "Chose what answers it",
    "compute": "Worked out the figures",
    "write": "Wrote the answer",
}
_STATUS = "is reading the filings…"


class Placing:
    """Posts, finds and moves placeholders."""

    def __init__(self, inbox: Inbox, settings: SlackSettings) -> None:
        self._inbox, self._settings = inbox, settings

    def place(self, entry: Entry, client: WebClient, ahead: int) -> Entry:
        """See that people see the question was heard. ahead: how many questions wait before it.

        Raises one of SLACK_FAILURES where it may be tried again; the entry then says from where.
        """
        if entry.question.way == COMMAND:
            return self._inbox.change(entry, state=PLACED, attempts=0)
        if entry.state == PLACING:
            found = self.find(entry, client)
            if found:
                return self._inbox.change(entry, state=PLACED, placeholder=found, attempts=0)
        if self._may_stream(entry):
            entry = self._inbox.change(entry, state=PLACING, stream=True)
            ts = self._start_stream(entry, client)
            if ts:
                return self._placed(entry, client, ts)
        entry = self._inbox.change(entry, state=PLACING, stream=False)
        text = f"{LOOKING} ({ahead} questions are ahead of yours.)" if ahead else LOOKING
        try:
            ts = self.post(entry, client, text)
        except SLACK_FAILURES as error:
            if certainly_not_posted(error):
                self._inbox.change(entry, state=ACCEPTED)
            raise
        return self._placed(entry, client, ts)

    def post(self, entry: Entry, client: WebClient, text: str) -> str:
        """Post a message that carries the question's id; return its ts."""
        posted = client.chat_postMessage(
            channel=entry.place_channel,
            thread_ts=entry.place_thread or None,
            text=text,
            metadata=metadata(entry, "open"),
            mrkdwn=False,
            parse="none",
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(posted["ts"])

    def find(self, entry: Entry, client: WebClient) -> str:
        """The ts of the placeholder that an earlier try put in Slack, or ""."""
        for message in self.messages(entry, client):
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            mine = bool(message.get("bot_id")) or bool(message.get("app_id"))
            if payload.get("id") == entry.id or (mine and entry.ref in str(message.get("text", ""))):
                return str(message["ts"])
        return ""

    def messages(self, entry: Entry, client: WebClient) -> list[dict[str, Any]]:
        """The messages of the thread (or of the direct message) since the question."""
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            asked: dict[str, Any] = {
                "channel": entry.place_channel,
                "include_all_metadata": True,
                "limit": _PAGE,
                "oldest": entry.question.ts or f"{entry.received - 60:.6f}",
                "inclusive": True,
            } | ({"cursor": cursor} if cursor else {})
            if entry.place_thread:
                page = client.conversations_replies(ts=entry.place_thread, **asked)
            else:
                page = client.conversations_history(**asked)
            found += page["messages"]
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return found

    def move_to_direct_message(self, entry: Entry, client: WebClient) -> Entry:
        """The channel cannot be posted in: the answer goes to the asker. Raises where that cannot be either."""
        opened = client.conversations_open(users=entry.question.user)
        channel = str(opened["channel"]["id"])
        return self._inbox.change(entry, place_channel=channel, place_thread="", state=ACCEPTED, stream=False)

    def _placed(self, entry: Entry, client: WebClient, ts: str) -> Entry:
        entry = self._inbox.change(entry, state=PLACED, placeholder=ts, attempts=0)
        if entry.question.way == AGENT and entry.place_thread:
            self.set_status(entry, client, _STATUS)
            if entry.question.ts == entry.place_thread:
                nicety(
                    client.assistant_threads_setTitle,
                    channel_id=entry.place_channel,
                    thread_ts=entry.place_thread,
                    title=label(entry.question.text, _TITLE) or "Question",
                )
        return entry

    def set_status(self, entry: Entry, client: WebClient, status: str = _STATUS) -> None:
        """Show, renew or (with "") clear the agent tab's status; Slack lets one stand for two minutes."""
        if entry.question.way == AGENT and entry.place_thread:
            nicety(
                client.assistant_threads_setStatus,
                channel_id=entry.place_channel,
                thread_ts=entry.place_thread,
                status=status,
            )

    def show_step(self, entry: Entry, client: WebClient, step: str) -> None:
        """Add a step that is done to a stream. Steps are named in our own words: nothing unchecked is streamed."""
        if entry.stream and step in _STEPS:
            chunk = {"type": "task_update", "id": step, "title": _STEPS[step], "status": "complete"}
            nicety(client.chat_appendStream, channel=entry.place_channel, ts=entry.placeholder, chunks=[chunk])

    def stop_stream(self, entry: Entry, client: WebClient) -> None:
        """Make a message of a stream. Where that fails, delivery finds the stream as it is."""
        nicety(client.chat_stopStream, channel=entry.place_channel, ts=entry.placeholder)

    def _may_stream(self, entry: Entry) -> bool:
        return self._settings.streaming and entry.question.way == AGENT and bool(entry.place_thread)

    def _start_stream(self, entry: Entry, client: WebClient) -> str:
        """Begin a stream; "" where Slack has no stream for us, and a message is to be posted instead."""
        try:
            started = client.chat_startStream(
                channel=entry.place_channel,
                thread_ts=entry.place_thread,
                recipient_team_id=entry.question.team,
                recipient_user_id=entry.question.user,
                markdown_text=f"{LOOKING} (ref {entry.ref})\n",
            )
        except SLACK_FAILURES as error:
            if certainly_not_posted(error):
                log.info("no stream for %s (%s): posting instead", entry.ref, error.__class__.__name__)
                return ""
            raise
        return str(started["ts"])


def metadata(entry: Entry, state: str) -> dict[str, object]:
    """What a message of ours carries: whose answer it is."""
    return {"event_type": EVENT_TYPE, "event_payload": {"id": entry.id, "ref": entry.ref, "state": state}}


def certainly_not_posted(error: BaseException) -> bool:
    """Whether a failed call certainly left nothing in Slack: it answered, and not with a fault of its own."""
    from slack_sdk.errors import SlackApiError

    if not isinstance(error, SlackApiError):
        return False
    status = getattr(error.response, "status_code", 200)
    if status == 429:
        return True
    return status < 500 and code(error) not in {
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
    }


def nicety(call: Any, **arguments: object) -> None:
    """A call that an answer does not depend on: a failure is logged, and that is all."""
    try:
        call(**arguments)
    except SLACK_FAILURES as error:
        log.info("%s failed: %s", getattr(call, "__name__", "call"), code(error))
