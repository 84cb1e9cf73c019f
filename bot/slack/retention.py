"""How long questions and conversations are kept, and how they are removed before that."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.slack.inbox import Inbox
from bot.slack.ports import Asked
from bot.slack.settings import SlackSettings

_DAY = 86_400.0


class Retention:
    """Deletes from the inbox and from the chain's conversations together."""

    def __init__(
        self, inbox: Inbox, chain: Asked, settings: SlackSettings, clock: Callable[[], float] = time.time
    ) -> None:
        self._inbox, self._chain, self._settings, self._clock = inbox, chain, settings, clock

    def expire(self) -> int:
        """Delete threads in which nothing was asked for as long as things are kept; return how many conversations."""
        before = self._clock() - self._settings.retention_days * _DAY
        self._inbox.forget_once(before)
        stale = (
            "received < ? AND (thread = '' OR NOT EXISTS (SELECT 1 FROM questions later WHERE "
            "later.team = questions.team "
            "AND later.channel = questions.channel AND later.thread = questions.thread AND later.received >= ?))"
        )
        return self._forget(stale, (before, before))

    def purge_user(self, user: str) -> int:
        """Delete what one person asked, and the conversations they took part in; return how many conversations."""
        return self._forget("user = ?", (user,))

    def purge_thread(self, channel: str, thread: str) -> int:
        """Delete one thread's conversation; return how many conversations (of as many workspaces)."""
        return self._forget("channel = ? AND thread = ?", (channel, thread))

    def _forget(self, where: str, values: tuple[object, ...]) -> int:
        conversations = self._inbox.forget(where, values)
        for conversation in conversations:
            self._chain.forget(conversation)
        return len(conversations)
