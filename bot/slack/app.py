"""The bolt app: Slack's requests in, our listeners registered."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
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
    with _environment_unread():
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


@contextmanager
def _environment_unread() -> Iterator[None]:
    """Bolt reads SLACK_* by itself and would make OAuth settings of its own from them: it gets ours, and only ours."""
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("SLACK_")}
    try:
        yield
    finally:
        os.environ.update(hidden)
