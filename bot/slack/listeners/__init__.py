"""What Slack sends, one kind a module: each registers itself on the app. Questions are written down before they are acknowledged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.slack.pipeline import Pipeline
from bot.slack.workers import Workers

if TYPE_CHECKING:
    from slack_bolt import App

Body = dict[str, Any]
Ack = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Service:
    """What listeners reach for."""

    pipeline: Pipeline
    workers: Workers


def register_all(app: App, service: Service) -> None:
    """Register every listener."""
    from bot.slack.listeners import agent, answers, choices, command, home, mention, message, shortcut, uninstall

    for module in (mention, message, command, shortcut, home, agent, answers, choices, uninstall):
        module.register(app, service)
