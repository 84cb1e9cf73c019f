"""Messages: direct ones, those in the agent tab, and follow-ups in threads the bot has joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.listeners import Service
from bot.slack.listeners.writing_down import begin, write_down

if TYPE_CHECKING:
    from slack_bolt import App


def register(app: App, service: Service) -> None:
    """Every message Slack tells of; most are none of ours."""
    app.event("message", middleware=[write_down(service)])(begin(service))
