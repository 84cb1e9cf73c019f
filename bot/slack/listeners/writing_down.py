"""Write first, acknowledge second: bolt acknowledges an event after a listener's middleware and before the listener."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.slack.listeners import Body, Service
from bot.slack.reading import read_event

if TYPE_CHECKING:
    from slack_bolt import BoltContext

_ACCEPTED = "tieout_accepted"


def write_down(service: Service) -> Callable[..., None]:
    """Middleware that puts a question in the inbox. Should that fail, Slack is not told that all is well, and sends again."""

    def write(body: Body, context: BoltContext, next_: Callable[[], None]) -> None:
        pipeline = service.pipeline
        question = read_event(
            body, context.bot_user_id or "", pipeline.inbox.joined, follow=pipeline.settings.follow_threads
        )
        if question is not None and pipeline.accept(question):
            context[_ACCEPTED] = question.id
        next_()

    return write


def begin(service: Service) -> Callable[..., None]:
    """The listener: work on the question begins."""

    def started(context: BoltContext) -> None:
        question_id = context.get(_ACCEPTED)
        if question_id:
            service.workers.submit(question_id)

    return started
