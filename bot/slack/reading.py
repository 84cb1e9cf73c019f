"""What arrives from Slack, read into Questions: who asked what, where; or nothing, where it is not for us to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.slack.text import asked, mentions
from bot.slack.values import AGENT, COMMAND, MENTION, MESSAGE, Dropped, Question

Payload = Mapping[str, Any]
# A message of these subtypes is a person speaking; every other subtype is an edit, a join, a bot.
_SPOKEN = frozenset({"", "file_share", "thread_broadcast"})


def read_event(
    body: Payload, bot_user: str, joined: Callable[[str, str, str], bool], *, follow: bool
) -> Question | None:
    """The question in an `app_mention` or a `message` event; None where it is none of ours.

    joined: whether the bot takes part in (team, channel, thread). follow: whether it answers there without a mention.
    """
    event: Payload = body.get("event") or {}
    user, text = str(event.get("user") or ""), str(event.get("text") or "")
    if not user or user == bot_user or event.get("bot_id") or event.get("subtype", "") not in _SPOKEN:
        return None
    if event.get("edited"):  # an edit that puts a mention in is told of as a mention
        return None
    team = team_of(body)
    channel, ts = str(event.get("channel") or ""), str(event.get("ts") or "")
    thread = str(event.get("thread_ts") or ts)
    called = event.get("type") == "app_mention" or bot_user in mentions(text)
    direct = event.get("channel_type") == "im" or channel.startswith("D")
    if not (called or direct or _follows(text, team, channel, event, joined, follow=follow)):
        return None
    return Question(
        id=str(body["event_id"]),
        team=team,
        enterprise=str(body.get("enterprise_id") or ""),
        channel=channel,
        thread=thread,
        ts=ts,
        user=user,
        text=asked(text, bot_user),
        way=AGENT if direct else MENTION if called else MESSAGE,
        external=bool(body.get("is_ext_shared_channel")),
        home_team=str(event.get("user_team") or event.get("source_team") or ""),
        files=tuple(_files(event)),
    )


def read_command(body: Payload) -> Question:
    """The question of a slash command."""
    return Question(
        id=str(body["trigger_id"]),
        team=str(body.get("team_id") or body.get("enterprise_id") or ""),
        enterprise=str(body.get("enterprise_id") or ""),
        channel=str(body["channel_id"]),
        user=str(body["user_id"]),
        text=asked(str(body.get("text") or "")),
        way=COMMAND,
        response_url=str(body.get("response_url") or ""),
    )


def team_of(body: Payload) -> str:
    """The team of the installation that an event was sent to (not the asker's, where a channel is shared)."""
    for authorization in body.get("authorizations") or ():
        if authorization.get("team_id"):
            return str(authorization["team_id"])
    return str(body.get("team_id") or body.get("enterprise_id") or "")


def _follows(
    text: str, team: str, channel: str, event: Payload, joined: Callable[[str, str, str], bool], *, follow: bool
) -> bool:
    """Whether a message is a follow-up in a thread the bot has joined, and not spoken to somebody else."""
    thread = event.get("thread_ts")
    if not follow or not thread or thread == event.get("ts") or text.lstrip().startswith("<@"):
        return False
    if not text.strip():  # a picture for the others in the thread
        return False
    return joined(team, channel, str(thread))


def _files(event: Payload) -> list[Dropped]:
    return [
        Dropped(
            id=str(found["id"]),
            name=str(found.get("name") or found["id"]),
            url=str(found.get("url_private_download") or found.get("url_private") or ""),
            size=int(found.get("size") or 0),
        )
        for found in event.get("files") or ()
        if found.get("id")
    ]
