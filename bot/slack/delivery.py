"""Getting a finished answer into Slack, so that it stands there once: by updating the placeholder, which may be repeated.

What cannot be repeated (a file, a command's own answer) is noted before it is tried and searched for, or offered again
at a button, where a try may have been cut short.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from bot.slack import rich
from bot.slack.inbox import Inbox
from bot.slack.placing import Placing, certainly_not_posted, metadata
from bot.slack.render import notice
from bot.slack.settings import SlackSettings
from bot.slack.slack_errors import SLACK_FAILURES, Trouble, code, trouble
from bot.slack.text import escape_plain, label
from bot.slack.values import ANSWERED, COMMAND, DONE, REFUSED, SENDING, Entry, Rendered

if TYPE_CHECKING:
    from slack_sdk import WebClient

log = logging.getLogger(__name__)

_FILE_SENDING = 1
_FILE_SENT = 2
_RESPONDED = "responded"  # in the place of a placeholder's ts: a command's answer was sent
_MINIMUM = "The answer is in the attached file."


class Delivery:
    """Finishes questions whose answers are written down."""

    def __init__(self, inbox: Inbox, placing: Placing, settings: SlackSettings) -> None:
        self._inbox, self._placing, self._settings = inbox, placing, settings

    def deliver(self, entry: Entry, client: WebClient) -> Entry:
        """Put an ANSWERED (or SENDING) entry's answer in Slack. Raises one of SLACK_FAILURES where it may be tried again."""
        rendered = Rendered.from_json(json.loads(entry.rendered))
        if entry.question.way == COMMAND:
            return self._deliver_to_asker(entry, rendered, client)
        if entry.stream:
            self._end_stream(entry, rendered, client)
        entry, attach = self._update(entry, rendered, client)
        if attach:
            entry = self._attach(entry, attach, client)
        self._placing.set_status(entry, client, "")
        return self._inbox.change(entry, state=DONE)

    def refuse(self, entry: Entry, text: str, client: WebClient) -> Entry:
        """Tell the asker, and nobody else, that a question is refused."""
        if entry.question.way == COMMAND:
            self._respond(entry, client, notice(text, entry.ref, "refused"))
        else:
            self._tell(entry, escape_plain(text), client)
        return self._inbox.change(entry, state=REFUSED)

    def _tell(self, entry: Entry, text: str, client: WebClient) -> None:
        """Show a text to the asker alone, where it was asked. Raises where it may be tried again."""
        question = entry.question
        try:
            client.chat_postEphemeral(
                channel=question.channel, user=question.user, thread_ts=question.thread or None, text=text
            )
        except SLACK_FAILURES as error:
            if trouble(error) is Trouble.AGAIN:
                raise
            log.warning("%s could not be told why it is refused: %s", entry.ref, code(error))

    def _update(self, entry: Entry, rendered: Rendered, client: WebClient) -> tuple[Entry, str]:
        """Finish the placeholder; return what is to be attached. Falls back to plain text, then to a new message."""
        try:
            self._call_update(entry, client, rendered.text, list(rendered.blocks))
        except SLACK_FAILURES as error:
            match trouble(error):
                case Trouble.AGAIN:
                    raise
                case Trouble.GONE:
                    entry = self._replace_placeholder(entry, client)
                    return self._update(entry, rendered, client)
                case Trouble.REFUSED | Trouble.CLOSED:
                    log.warning("Slack refused the blocks of %s (%s): sending plain text", entry.ref, code(error))
                    return entry, self._update_plain(entry, rendered, client)
        return entry, rendered.file

    def _update_plain(self, entry: Entry, rendered: Rendered, client: WebClient) -> str:
        try:
            self._call_update(entry, client, rendered.plain, [])
        except SLACK_FAILURES as error:
            if trouble(error) is not Trouble.REFUSED:
                raise
            log.warning("Slack refused the text of %s (%s): sending a file", entry.ref, code(error))
            self._call_update(entry, client, f"{_MINIMUM} (ref {entry.ref})", [])
            return rendered.spare or rendered.file or rendered.plain
        return rendered.spare or rendered.file

    def _call_update(self, entry: Entry, client: WebClient, text: str, blocks: list[rich.Block]) -> None:
        client.chat_update(
            channel=entry.place_channel,
            ts=entry.placeholder,
            text=text,
            blocks=blocks,
            metadata=metadata(entry, "answered"),
            parse="none",
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )

    def _replace_placeholder(self, entry: Entry, client: WebClient) -> Entry:
        """Somebody deleted the placeholder: the answer gets a message of its own."""
        found = self._placing.find(entry, client)
        if found in {"", entry.placeholder}:
            found = self._placing.post(entry, client, "…")
        return self._inbox.change(entry, placeholder=found, stream=False)

    def _end_stream(self, entry: Entry, rendered: Rendered, client: WebClient) -> None:
        """Stream the answer's first block and stop. Whatever breaks, the update that follows has it all."""
        try:
            client.chat_appendStream(
                channel=entry.place_channel,
                ts=entry.placeholder,
                chunks=[{"type": "blocks", "blocks": list(rendered.blocks[:1])}],
            )
        except SLACK_FAILURES as error:
            log.info("the stream of %s broke (%s): finishing it by an update", entry.ref, code(error))
        try:
            client.chat_stopStream(channel=entry.place_channel, ts=entry.placeholder)
        except SLACK_FAILURES as error:
            if trouble(error) is Trouble.AGAIN:
                raise  # a message that still streams cannot be updated
            log.info("the stream of %s had ended already (%s)", entry.ref, code(error))

    def _attach(self, entry: Entry, content: str, client: WebClient) -> Entry:
        """Upload the whole answer beside the message, once."""
        name = f"tieout-{entry.ref}.txt"
        if entry.file_sent == _FILE_SENT or (entry.file_sent == _FILE_SENDING and self._has_file(entry, name, client)):
            return entry
        entry = self._inbox.change(entry, file_sent=_FILE_SENDING)
        try:
            client.files_upload_v2(
                channel=entry.place_channel,
                thread_ts=entry.place_thread or None,
                filename=name,
                title=name,
                content=content,
            )
        except SLACK_FAILURES as error:
            if certainly_not_posted(error):
                entry = self._inbox.change(entry, file_sent=0)
            if trouble(error) is Trouble.AGAIN:
                raise
            log.warning("the file of %s was refused (%s)", entry.ref, code(error))
            return self._attach_as_messages(entry, content, client)
        return self._inbox.change(entry, file_sent=_FILE_SENT)

    def _attach_as_messages(self, entry: Entry, content: str, client: WebClient) -> Entry:
        """No file may be put there: the rest goes in messages of plain text under the answer."""
        from bot.slack.text import chunks

        for piece in chunks(content, 3_000):
            self._placing.post(entry, client, escape_plain(piece))
        return self._inbox.change(entry, file_sent=_FILE_SENT)

    def _has_file(self, entry: Entry, name: str, client: WebClient) -> bool:
        messages = self._placing.messages(entry, client)
        return any(found.get("name") == name for message in messages for found in message.get("files") or ())

    def _deliver_to_asker(self, entry: Entry, rendered: Rendered, client: WebClient) -> Entry:
        """A command's answer, for the asker alone. It cannot be updated, so a try cut short is offered at a button."""
        if entry.placeholder != _RESPONDED:
            entry = self._respond_once(entry, rendered, client)
        content = rendered.file
        if content and entry.file_sent != _FILE_SENT:
            opened = client.conversations_open(users=entry.question.user)
            channel = str(opened["channel"]["id"])
            entry = self._inbox.change(entry, place_channel=channel, place_thread="")
            entry = self._attach(entry, content, client)
        return self._inbox.change(entry, state=DONE)

    def _respond_once(self, entry: Entry, rendered: Rendered, client: WebClient) -> Entry:
        shown = _offer(entry, rendered) if entry.state == SENDING else rendered
        entry = self._inbox.change(entry, state=SENDING)
        try:
            self._respond(entry, client, shown)
        except SLACK_FAILURES as error:
            if certainly_not_posted(error):
                self._inbox.change(entry, state=ANSWERED)
            raise
        return self._inbox.change(entry, placeholder=_RESPONDED)

    def _respond(self, entry: Entry, client: WebClient, rendered: Rendered) -> None:
        """Answer at the command's response address; where that has run out, in a message only the asker sees."""
        if entry.question.response_url:
            status = self.send_response(entry.question.response_url, rendered.text, list(rendered.blocks))
            if status == 200:
                return
            if status < 500 and status != 429:
                log.warning("Slack refused the response to %s (HTTP %d): sending plain text", entry.ref, status)
                if self.send_response(entry.question.response_url, rendered.plain, []) == 200:
                    return
        try:
            client.chat_postEphemeral(
                channel=entry.question.channel,
                user=entry.question.user,
                text=rendered.text,
                blocks=list(rendered.blocks),
            )
        except SLACK_FAILURES as error:
            if trouble(error) is not Trouble.CLOSED:
                raise
            opened = client.conversations_open(users=entry.question.user)
            client.chat_postMessage(
                channel=str(opened["channel"]["id"]),
                text=rendered.text,
                blocks=list(rendered.blocks),
                metadata=metadata(entry, "answered"),
                parse="none",
                unfurl_links=False,
                unfurl_media=False,
            )

    def send_response(self, url: str, text: str, blocks: list[rich.Block], **how: object) -> int:
        """Post to a response address; return the HTTP status. Only addresses on Slack's own hosts are called."""
        from slack_sdk.webhook import WebhookClient

        if not may_respond(url, self._settings.api_url):
            return 403
        body: dict[str, object] = {"response_type": "ephemeral", "text": text, "unfurl_links": False, **how}
        if blocks:
            body["blocks"] = blocks
        hook = WebhookClient(url, timeout=self._settings.api_timeout_seconds, retry_handlers=[])
        return int(hook.send_dict(body).status_code)


def may_respond(url: str, api_url: str) -> bool:
    """Whether an address is one that Slack (or the server set in its place) hands out."""
    from urllib.parse import urlsplit

    host, api_host = urlsplit(url).hostname or "", urlsplit(api_url).hostname or ""
    return host == api_host or host.endswith((".slack.com", ".slack-gov.com"))


def _offer(entry: Entry, rendered: Rendered) -> Rendered:
    """What is sent after a restart, when nobody can know whether the answer was."""
    text = f"tieout was restarted while answering “{label(entry.question.text, 200)}”. If the answer is not above:"
    block = rich.rich([rich.section([rich.run(text)])])
    show = rich.actions("offer", [rich.button("show_answer", "Show the answer", entry.ref)])
    return Rendered(
        text=escape_plain(text),
        blocks=(block, show),
        plain=escape_plain(text),
        file=rendered.file,
        status=rendered.status,
    )
