"""Who may ask, and where: allow-lists, guests and other organisations, and how often."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.slack.settings import SlackSettings
from bot.slack.slack_errors import code
from bot.slack.values import AGENT, COMMAND, SHORTCUT, Question

if TYPE_CHECKING:
    from slack_sdk import WebClient

log = logging.getLogger(__name__)

_WILL_NOT_SAY = frozenset(
    {"channel_not_found", "not_in_channel", "user_not_found", "user_not_visible", "missing_scope"}
)
_MINUTE = 60.0
_KNOWN_FOR = 600.0
_KNOWN_AT_MOST = 10_000

# Why a question is refused, and what the person is told.
TOLD = {
    "channel": "tieout is not set up to answer in this channel. Ask your administrator to add it.",
    "user": "tieout is not set up to answer you. Ask your administrator to add you.",
    "guest": "tieout answers full members of this workspace only.",
    "connect": "tieout does not answer in channels shared with another organisation, or people outside this workspace.",
    "rate": "That is more questions in a minute than tieout takes from one person. Please ask again in a minute.",
    "busy": "tieout has too many questions waiting. Please ask again in a few minutes.",
    "unknown": "tieout could not find out who you are, so it does not answer. Please tell your administrator.",
    "empty": 'Ask a question about a filing, such as "What was revenue in the quarter?"',
}


@dataclass(frozen=True, slots=True)
class Person:
    """What Slack says of a user."""

    team: str
    guest: bool
    stranger: bool
    bot: bool = False


class Access:
    """Decides whether a question is answered. What Slack says of people and channels is remembered for ten minutes."""

    def __init__(self, settings: SlackSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings, self._clock = settings, clock
        self._known: dict[tuple[str, ...], tuple[float, Any]] = {}
        self._asked: dict[tuple[str, str], deque[float]] = {}
        self._lock = threading.Lock()

    def at_the_door(self, question: Question, open_questions: int) -> str:
        """Why a question is turned away, from what is known without asking Slack; "" where it is not."""
        if not question.text and not question.files:
            return "empty"
        listed = self._listed(question)
        if listed:
            return listed
        if open_questions >= self._settings.queue:
            return "busy"
        return "" if self._within_rate(question) else "rate"

    def refusal(self, question: Question, client: WebClient) -> str:
        """Why a question is refused, asking Slack who the person is; "" where it may be answered. Raises SlackApiError."""
        if question.turned_away:
            return question.turned_away
        person: Person | None = None
        if not (self._settings.allow_guests and self._settings.allow_connect):
            person = self._person(question, client)
            if person is None:
                return "unknown"
        if not self._settings.allow_connect:
            home = question.home_team or (person.team if person else "")
            if (
                question.external
                or (person and person.stranger)
                or (home and home != question.team and not question.enterprise)
            ):
                return "connect"
            if question.way in {COMMAND, SHORTCUT} and self.shared_channel(question, client):
                return "connect"
        if not self._settings.allow_guests and person and person.guest:
            return "guest"
        return ""

    def may_look(self, team: str, user: str, client: WebClient) -> bool:
        """Whether a person may be shown which filings there are. Raises SlackApiError."""
        looker = Question(id="", team=team, channel="D", user=user, text="", way=AGENT)
        return not (self._listed(looker) or self.refusal(looker, client))

    def admin(self, user: str) -> bool:
        """Whether a person may change what others see: a channel's filing, and the index."""
        return user in self._settings.admins

    def shared_channel(self, question: Question, client: WebClient) -> bool:
        """Whether a channel is shared with another organisation. One that Slack will not tell of is taken not to be."""
        return self.channel_is_shared(question.team, question.channel, client) is True

    def channel_is_shared(self, team: str, channel: str, client: WebClient) -> bool | None:
        """True, False, or None where the bot cannot see the channel."""
        from slack_sdk.errors import SlackApiError

        def ask() -> bool | None:
            try:
                found = client.conversations_info(channel=channel)["channel"]
            except SlackApiError as error:
                if code(error) in _WILL_NOT_SAY:
                    return None
                raise
            return bool(found.get("is_ext_shared") or found.get("is_pending_ext_shared"))

        found: bool | None = self._remember(("channel", team, channel), ask)
        return found

    def _listed(self, question: Question) -> str:
        direct = question.channel.startswith("D")
        if self._settings.channels and not direct and question.channel not in self._settings.channels:
            return "channel"
        if self._settings.users and question.user not in self._settings.users:
            return "user"
        return ""

    def _within_rate(self, question: Question) -> bool:
        now = self._clock()
        with self._lock:
            times = self._asked.setdefault((question.team, question.user), deque())
            while times and now - times[0] >= _MINUTE:
                times.popleft()
            if len(times) >= self._settings.questions_per_minute:
                return False
            times.append(now)
            if len(self._asked) > _KNOWN_AT_MOST:
                self._asked = {key: kept for key, kept in self._asked.items() if kept and now - kept[-1] < _MINUTE}
            return True

    def _person(self, question: Question, client: WebClient) -> Person | None:
        """Who is asking; None where Slack will not say."""
        from slack_sdk.errors import SlackApiError

        def ask() -> Person | None:
            try:
                found = client.users_info(user=question.user)["user"]
            except SlackApiError as error:
                if code(error) in _WILL_NOT_SAY:
                    log.warning("users.info failed (%s): the question is refused", code(error))
                    return None
                raise
            return Person(
                team=str(found.get("team_id") or ""),
                guest=bool(found.get("is_restricted") or found.get("is_ultra_restricted")),
                stranger=bool(found.get("is_stranger")),
                bot=bool(found.get("is_bot")),
            )

        person: Person | None = self._remember(("user", question.team, question.user), ask)
        return person

    def _remember(self, key: tuple[str, ...], ask: Callable[[], Any]) -> Any:
        now = self._clock()
        with self._lock:
            known = self._known.get(key)
        if known is not None and now - known[0] < _KNOWN_FOR:
            return known[1]
        found = ask()
        with self._lock:
            if len(self._known) >= _KNOWN_AT_MOST:
                self._known.clear()
            self._known[key] = (now, found)
        return found
