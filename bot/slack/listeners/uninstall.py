"""The app was removed from a workspace, or its tokens revoked: its tokens are forgotten and its open questions closed."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.slack.listeners import Body, Service
from bot.slack.reading import team_of

if TYPE_CHECKING:
    from slack_bolt import App

log = logging.getLogger(__name__)


def register(app: App, service: Service) -> None:
    """Both ways of leaving."""

    @app.event("app_uninstalled")
    def uninstalled(body: Body) -> None:
        _leave(service, body, "app_uninstalled")

    @app.event("tokens_revoked")
    def revoked(body: Body, event: Body) -> None:
        if (event.get("tokens") or {}).get("bot"):
            _leave(service, body, "tokens_revoked")


def _leave(service: Service, body: Body, why: str) -> None:
    team, enterprise = team_of(body), str(body.get("enterprise_id") or "")
    service.pipeline.workspaces.remove(team, enterprise)
    dropped = service.pipeline.inbox.drop_team(team)
    service.pipeline.audit.write({"event": why, "team": team, "dropped": dropped})
    log.warning("%s in %s: %d open questions closed", why, team, dropped)
