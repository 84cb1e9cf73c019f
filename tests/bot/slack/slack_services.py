"""Settings of a service that talks to a local Slack."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_slack import APP_TOKEN, SECRET, TOKEN, FakeSlack

from bot.slack.service import SlackService
from bot.slack.settings import SlackSettings

Start = Callable[..., SlackService]


def settings_at(api_url: str, **changes: Any) -> SlackSettings:
    found = {
        "bot_token": TOKEN,
        "app_token": APP_TOKEN,
        "signing_secret": SECRET,
        "api_url": api_url,
        "drain_seconds": 5.0,
        "retry_seconds": 0.05,
    } | changes
    return SlackSettings(**found)


def settings_for(slack: FakeSlack, **changes: Any) -> SlackSettings:
    return settings_at(slack.url, **changes)
