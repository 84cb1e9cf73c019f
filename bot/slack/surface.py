"""What the app asks of Slack: the events it listens to, the methods it calls, and the scope that each needs.

`manifest.json` holds the same, and a test holds the two equal to each other and to the code.
Pages: https://docs.slack.dev/reference/events and https://docs.slack.dev/reference/methods.
"""

from __future__ import annotations

# Events subscribed to, and the scopes Slack asks for them.
EVENTS: dict[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "app_home_opened": (),
    "app_context_changed": (),
    "app_uninstalled": (),
    "tokens_revoked": (),
}

# Events of apps made before agent_view: answered where they still arrive, not subscribed to.
LEGACY_EVENTS = ("assistant_thread_started", "assistant_thread_context_changed")

# Methods called with the bot's token, and the scope each needs.
METHODS: dict[str, tuple[str, ...]] = {
    "assistant.threads.setStatus": ("assistant:write",),
    "assistant.threads.setSuggestedPrompts": ("assistant:write",),
    "assistant.threads.setTitle": ("assistant:write",),
    "auth.test": (),
    "chat.appendStream": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.startStream": ("chat:write",),
    "chat.stopStream": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("im:history",),
    "conversations.info": ("channels:read", "groups:read", "im:read", "mpim:read"),
    "conversations.open": ("im:write",),
    "conversations.replies": ("channels:history", "groups:history", "im:history", "mpim:history"),
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "users.info": ("users:read",),
    "views.open": (),
    "views.publish": (),
}

# What is fetched otherwise: a dropped file, by its address.
FETCHES: dict[str, tuple[str, ...]] = {"url_private": ("files:read",)}

COMMAND = "/tieout"
SHORTCUT = "ask_about_this"


def scopes() -> list[str]:
    """Every scope the bot's token needs, in order."""
    needed = {scope for table in (EVENTS, METHODS, FETCHES) for scopes in table.values() for scope in scopes}
    return sorted(needed | {"commands"})
