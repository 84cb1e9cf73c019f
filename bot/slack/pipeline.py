"""The steps of one question, from the inbox to the end: place it, answer it, deliver it; or refuse it, or fail it."""

from __future__ import annotations

import json
import logging
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answer import Answer
from bot.slack.access import TOLD, Access
from bot.slack.audit import Audit
from bot.slack.delivery import Delivery
from bot.slack.files import FileIndexer
from bot.slack.inbox import Inbox
from bot.slack.library import default_filing
from bot.slack.metrics import Metrics
from bot.slack.placing import Placing
from bot.slack.ports import Asked
from bot.slack.render import error_text, notice, render
from bot.slack.settings import SlackSettings
from bot.slack.slack_errors import SLACK_FAILURES, Trouble, code, trouble
from bot.slack.values import (
    ACCEPTED,
    AGENT,
    ANSWERED,
    COMMAND,
    DONE,
    PLACED,
    REFUSED,
    UNDELIVERED,
    Entry,
    Question,
    Rendered,
)  # fmt: skip
from bot.slack.workspaces import Workspaces, client_for

if TYPE_CHECKING:
    from slack_sdk import WebClient

log = logging.getLogger(__name__)

_VIEWING_AT_MOST = 10_000
_WORTH_SHOWING = 1.0  # seconds: an answer that comes sooner needs no steps shown


class Pipeline:
    """What the workers run. Each step reads the inbox, does one thing, and writes down where the question then stands.

    viewing: the channel that a person (team, user) last had open beside the agent tab.
    """

    def __init__(
        self,
        settings: SlackSettings,
        inbox: Inbox,
        workspaces: Workspaces,
        chain: Asked,
        audit: Audit,
        metrics: Metrics,
        indexer: FileIndexer,
    ) -> None:
        self.settings, self.inbox, self.workspaces, self.chain = settings, inbox, workspaces, chain
        self.audit, self.metrics, self.indexer = audit, metrics, indexer
        self.access = Access(settings)
        self.placing = Placing(inbox, settings)
        self.delivery = Delivery(inbox, self.placing, settings)
        self.viewing: dict[tuple[str, str], str] = {}
        self._finishing = threading.Lock()

    def accept(self, question: Question) -> bool:
        """Write a question down, or see that it is there already. Quick, and asks nothing of Slack."""
        if not self.inbox.known(question):
            question = replace(question, turned_away=self.access.at_the_door(question, self.inbox.open_count()))
        added = self.inbox.accept(question)
        if added:
            self.metrics.accepted.labels(question.way).inc()
        else:
            self.metrics.duplicates.inc()
        return added

    def see(self, team: str, user: str, channel: str) -> None:
        """Remember which channel a person has open; "" for none."""
        if len(self.viewing) >= _VIEWING_AT_MOST:
            self.viewing.clear()
        self.viewing[(team, user)] = channel

    def place(self, entry: Entry, ahead: int) -> Entry:
        """Refuse the question, or show that it was heard."""
        client = self._client(entry)
        if client is None:
            return self.end(entry, UNDELIVERED, "not installed")
        try:
            if entry.state == ACCEPTED:
                refusal = self.access.refusal(entry.question, client)
                if refusal:
                    entry = self.delivery.refuse(entry, TOLD[refusal], client)
                    return self.end(entry, REFUSED, refusal)
            return self.placing.place(entry, client, ahead)
        except SLACK_FAILURES as error:
            if trouble(error) is Trouble.AGAIN:
                raise
            return self._place_elsewhere(entry, error)

    def answer(self, entry: Entry) -> Entry:
        """Ask the chain, and write the answer down. Whatever fails becomes an error with a reference number."""
        began = time.monotonic()
        try:
            rendered = self._answered(entry)
        except Exception:
            # Somebody is waiting: whatever went wrong, they are told, and the log has it.
            log.exception("question %s failed", entry.ref)
            rendered = self._failed(entry)
        self.metrics.answering.observe(time.monotonic() - began)
        return self.finish(entry, rendered)

    def finish(self, entry: Entry, rendered: Rendered) -> Entry:
        """Write a rendered answer down, unless another (an error for being late) was written first."""
        with self._finishing:
            current = self.inbox.get(entry.id)
            if current is None or current.state != PLACED:
                return entry if current is None else current
            return self.inbox.change(
                current, state=ANSWERED, rendered=json.dumps(rendered.to_json()), status=rendered.status, attempts=0
            )

    def late(self, entry: Entry) -> Entry:
        """A question has run out of time: it ends in an error."""
        log.error("question %s was not answered within %s s", entry.ref, self.settings.deadline_seconds)
        return self.finish(entry, self._failed(entry, "That took longer than tieout allows. "))

    def deliver(self, entry: Entry) -> Entry:
        """Put the answer in Slack."""
        client = self._client(entry)
        if client is None:
            return self.end(entry, UNDELIVERED, "not installed")
        try:
            entry = self.delivery.deliver(entry, client)
        except SLACK_FAILURES as error:
            if trouble(error) is Trouble.AGAIN:
                raise
            log.exception("the answer to %s could not be delivered", entry.ref)
            return self.end(entry, UNDELIVERED, code(error))
        return self.end(entry, DONE, entry.status)

    def give_up(self, entry: Entry, reason: str) -> Entry:
        """Slack would not take it for so long that nobody is waiting any more."""
        log.error("gave up on %s: %s", entry.ref, reason)
        return self.end(entry, UNDELIVERED, reason)

    def renew_status(self, entry: Entry) -> None:
        """Keep the agent tab's status up while a question is worked on."""
        client = self._client(entry)
        if client is not None:
            self.placing.set_status(entry, client)

    def end_stream(self, entry: Entry) -> None:
        """Stop a stream that has run for long, while its question is still worked on: an update will finish it."""
        client = self._client(entry)
        if client is not None:
            self.placing.stop_stream(entry, client)

    def end(self, entry: Entry, outcome: str, status: str) -> Entry:
        """Close a question, and record how it ended."""
        if entry.state != outcome:
            entry = self.inbox.change(entry, state=outcome)
        if outcome == UNDELIVERED and (client := self._client(entry)) is not None:
            self.placing.set_status(entry, client, "")
        citations = tuple(json.loads(entry.rendered)["citations"]) if entry.rendered else ()
        try:
            self.audit.question(entry, outcome, status=status, citations=citations)
        except OSError:
            # Not one of Slack's failures, which are tried again: the question is closed.
            log.exception("question %s: its end could not be recorded for audit", entry.ref)
        self.metrics.finished.labels(status if outcome == DONE else outcome).inc()
        self.metrics.waiting.observe(max(time.time() - entry.received, 0.0))
        return entry

    def client(self, team: str, enterprise: str, *, patient: bool = False) -> WebClient | None:
        """A client of Slack for a workspace; None where the app is not installed there (any more)."""
        found = self.workspaces.find(team, enterprise)
        return None if found is None else client_for(self.settings, found.token, patient=patient)

    def _client(self, entry: Entry) -> WebClient | None:
        return self.client(entry.question.team, entry.question.enterprise)

    def _answered(self, entry: Entry) -> Rendered:
        question = entry.question
        if question.files and self.indexer.wanted(question):
            workspace = self.workspaces.find(question.team, question.enterprise)
            assert workspace is not None, "a question is placed only where the app is installed"
            return notice(self.indexer.index(question, workspace), entry.ref, "indexed")
        filing = self._filing(entry)
        answer: Answer | None = None
        began = time.monotonic()
        client = self._client(entry) if entry.stream else None
        for step in self.chain.stream(question.text, question.conversation, filing, question.id):
            answer = step.answer or answer
            if client is not None and time.monotonic() - began > _WORTH_SHOWING:
                self.placing.show_step(entry, client, step.step)
        assert answer is not None, "the last step of the chain answers"
        return render(answer, entry.ref, private=question.way == COMMAND)

    def _filing(self, entry: Entry) -> str | None:
        """The filing a question is about by default: its channel's, or that of the channel open beside the agent tab."""
        question = entry.question
        for channel in (question.channel, self.viewing.get((question.team, question.user), "")):
            name = self.inbox.channel_filing(question.team, channel) or self.settings.channel_filings.get(channel, "")
            if name:
                return default_filing(self.chain.shelf.filings(), name, question.text, self.inbox.asked_before(entry))
            if question.way != AGENT:
                break
        return None

    def _failed(self, entry: Entry, why: str = "") -> Rendered:
        return notice(why + error_text(entry.ref), entry.ref, "error")

    def _place_elsewhere(self, entry: Entry, error: BaseException) -> Entry:
        """Nothing can be posted where the question was asked: the asker is written to, if that can be done."""
        log.warning("%s cannot be answered where it was asked: %s", entry.ref, code(error))
        client = self._client(entry)
        if client is None or entry.place_channel != entry.question.channel or entry.place_channel.startswith("D"):
            return self.end(entry, UNDELIVERED, code(error))
        try:
            return self.placing.move_to_direct_message(entry, client)
        except SLACK_FAILURES as again:
            if trouble(again) is Trouble.AGAIN:
                raise
            return self.end(entry, UNDELIVERED, code(again))
