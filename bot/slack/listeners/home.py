"""The app's own tabs: Home shows the filings; Messages (the agent tab) gets its suggested prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.home import home_view
from bot.slack.library import prompts
from bot.slack.listeners import Body, Service
from bot.slack.placing import nicety

if TYPE_CHECKING:
    from slack_bolt import App
    from slack_sdk import WebClient

PROMPTS_TITLE = "Ask the filings"


def register(app: App, service: Service) -> None:
    """What happens when somebody opens a tab."""

    @app.event("app_home_opened")
    def opened(event: Body, client: WebClient) -> None:
        shelf = service.pipeline.chain.shelf
        if event.get("tab") == "messages":
            # No thread_ts: with one, the call fails silently in apps made for agent_view.
            nicety(
                client.assistant_threads_setSuggestedPrompts,
                channel_id=event["channel"],
                prompts=prompts(shelf),
                title=PROMPTS_TITLE,
            )
        else:
            nicety(client.views_publish, user_id=event["user"], view=home_view(shelf))
