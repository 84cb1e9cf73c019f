"""/tieout QUESTION: an answer for the asker's eyes; /tieout use FILING sets a channel's default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.listeners import Ack, Body, Service
from bot.slack.placing import LOOKING
from bot.slack.reading import read_command
from bot.slack.surface import COMMAND
from bot.slack.text import escape, label
from bot.slack.values import Question

if TYPE_CHECKING:
    from slack_bolt import App

_USAGE = (
    "Ask about the indexed filings, for example: /tieout What was revenue in the quarter?\n"
    "Administrators: /tieout use FILING-OR-COMPANY makes it this channel's default; /tieout use clears it."
)


def register(app: App, service: Service) -> None:
    """The slash command."""

    @app.command(COMMAND)
    def asked(body: Body, ack: Ack) -> None:
        question = read_command(body)
        word, _, rest = question.text.partition(" ")
        if word.casefold() in {"", "help"} and not rest:
            ack(response_type="ephemeral", text=_USAGE)
        elif word.casefold() == "use":
            ack(response_type="ephemeral", text=_use(service, question, rest.strip()))
        else:
            added = service.pipeline.accept(question)
            ack(response_type="ephemeral", text=LOOKING)
            if added:
                service.workers.submit(question.id)


def _use(service: Service, question: Question, name: str) -> str:
    """Set or clear the default filing of the command's channel; return what to say."""
    pipeline = service.pipeline
    if not pipeline.access.admin(question.user):
        return "Only people named in TIEOUT_SLACK_ADMINS may set a channel's filing."
    if name and not any(
        name.casefold() in {record.id, record.name.casefold(), record.accession.casefold()}
        or record.company.casefold().startswith(name.casefold())
        for record in pipeline.chain.shelf.filings()
    ):
        return f"No filing or company “{escape(label(name, 100))}” is indexed."
    pipeline.inbox.set_channel_filing(question.team, question.channel, name)
    pipeline.audit.write(
        {"event": "use", "team": question.team, "channel": question.channel, "user": question.user, "filing": name}
    )
    if not name:
        return "This channel has no default filing now."
    return f"Questions in this channel are about {escape(label(name, 100))} now, unless they say otherwise."
