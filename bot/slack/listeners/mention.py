"""@tieout in a channel: answered in the thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.listeners import Service
from bot.slack.listeners.writing_down import begin, write_down

if TYPE_CHECKING:
    from slack_bolt import App


def register(app: App, service: Service) -> None:
    """Questions that mention the bot."""
    app.event("app_mention", middleware=[write_down(service)])(begin(service))
