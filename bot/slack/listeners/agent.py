"""The agent tab's surroundings: what is open beside it, and the way apps were told before agent_view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.library import prompts
from bot.slack.listeners import Body, Service
from bot.slack.listeners.home import PROMPTS_TITLE, may_look
from bot.slack.placing import nicety
from bot.slack.reading import team_of

if TYPE_CHECKING:
    from slack_bolt import App
    from slack_sdk import WebClient

_CHANNEL = "slack#/types/channel_id"


def register(app: App, service: Service) -> None:
    """Context, and threads begun the older way."""

    @app.event("app_context_changed")
    def moved(body: Body, event: Body) -> None:
        entities = (event.get("context") or {}).get("entities") or ()
        channel = next((str(found["value"]) for found in entities if found.get("type") == _CHANNEL), "")
        _see(service, team_of(body), str(event.get("user") or ""), channel)

    @app.event("assistant_thread_started")
    def started(body: Body, event: Body, client: WebClient) -> None:
        thread = event["assistant_thread"]
        _see(service, team_of(body), *_thread_context(thread))
        if not may_look(service, team_of(body), str(thread.get("user_id") or ""), client):
            return
        nicety(
            client.assistant_threads_setSuggestedPrompts,
            channel_id=thread["channel_id"],
            thread_ts=thread["thread_ts"],
            prompts=prompts(service.pipeline.chain.shelf),
            title=PROMPTS_TITLE,
        )

    @app.event("assistant_thread_context_changed")
    def changed(body: Body, event: Body) -> None:
        _see(service, team_of(body), *_thread_context(event["assistant_thread"]))


def _thread_context(thread: Body) -> tuple[str, str]:
    return str(thread.get("user_id") or ""), str((thread.get("context") or {}).get("channel_id") or "")


def _see(service: Service, team: str, user: str, channel: str) -> None:
    service.pipeline.see(team, user, channel)
