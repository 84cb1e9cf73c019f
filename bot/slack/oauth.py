"""Installing in several workspaces: Slack's OAuth, with the SDK's stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.settings import SlackSettings
from bot.slack.surface import scopes
from bot.slack.workspaces import client_for

if TYPE_CHECKING:
    from slack_bolt.oauth import OAuthFlow
    from slack_sdk.oauth.installation_store import InstallationStore
    from slack_sdk.oauth.state_store import OAuthStateStore

INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"


def oauth_flow(settings: SlackSettings, installations: InstallationStore, states: OAuthStateStore) -> OAuthFlow:
    """The flow behind /slack/install and /slack/oauth_redirect."""
    from slack_bolt.oauth import OAuthFlow
    from slack_bolt.oauth.oauth_settings import OAuthSettings

    base = settings.public_url.rstrip("/")
    return OAuthFlow(
        client=client_for(settings, None),
        settings=OAuthSettings(
            client_id=settings.client_id,
            client_secret=settings.client_secret.get_secret_value(),
            scopes=scopes(),
            redirect_uri=base + REDIRECT_PATH,
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            installation_store=installations,
            state_store=states,
        ),
    )
