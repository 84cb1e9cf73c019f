"""The app's own tabs: Home shows the filings; Messages (the agent tab) gets its suggested prompts."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.slack.home import closed_view, home_view
from bot.slack.library import prompts
from bot.slack.listeners import Body, Service
from bot.slack.placing import nicety
from bot.slack.reading import team_of
from bot.slack.slack_errors import SLACK_FAILURES, code

if TYPE_CHECKING:
    from slack_bolt import App
    from slack_sdk import WebClient

log = logging.getLogger(__name__)

PROMPTS_TITLE = "Ask the filings"


def register(app: App, service: Service) -> None:
    """What happens when somebody opens a tab."""

    @app.event("app_home_opened")
    def opened(event: Body, body: Body, client: WebClient) -> None:
        shown = may_look(service, team_of(body), event["user"], client)
        shelf = service.pipeline.chain.shelf
        if event.get("tab") != "messages":
            nicety(client.views_publish, user_id=event["user"], view=home_view(shelf) if shown else closed_view())
        elif shown:
            # No thread_ts: with one, the call fails silently in apps made for agent_view.
            nicety(
                client.assistant_threads_setSuggestedPrompts,
                channel_id=event["channel"],
                prompts=prompts(shelf),
                title=PROMPTS_TITLE,
            )


def may_look(service: Service, team: str, user: str, client: WebClient) -> bool:
    """Whether a person may be shown which filings there are; nobody is, of whom Slack does not say who they are."""
    try:
        return service.pipeline.access.may_look(team, user, client)
    except SLACK_FAILURES as error:
        log.info("a tab is shown without filings: who opened it is not known (%s)", code(error))
        return False
