"""The bolt app: Slack's requests in, our listeners registered."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bot.slack.listeners import Service, register_all
from bot.slack.settings import SlackSettings
from bot.slack.workspaces import authorize_with, client_for

if TYPE_CHECKING:
    from slack_bolt import App

_LISTENERS = 32


def make_app(settings: SlackSettings, service: Service) -> App:
    """An app that answers for every workspace the service knows. Asks nothing of Slack."""
    from slack_bolt import App

    logger = logging.getLogger("bot.slack.bolt")
    app = App(
        name="tieout",
        logger=logger,
        signing_secret=settings.signing_secret.get_secret_value() or None,
        request_verification_enabled=True,
        client=client_for(settings, None),
        authorize=authorize_with(service.pipeline.workspaces),
        listener_executor=ThreadPoolExecutor(_LISTENERS, thread_name_prefix="listener"),
    )

    @app.error
    def failed(error: Exception) -> None:
        logger.error("a listener failed: %s", type(error).__name__, exc_info=error)

    register_all(app, service)
    return app
