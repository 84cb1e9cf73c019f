"""What the adapter passes along: a Question that somebody asked in Slack, and where it stands."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field

# Where a question stands. Open ones are taken up again after a restart.
ACCEPTED = "accepted"  # written down; nobody has been told yet
PLACING = "placing"  # a placeholder may or may not have reached Slack
PLACED = "placed"  # people see the placeholder; the answer is being worked out
ANSWERED = "answered"  # the answer is written down, and not yet known to be in Slack
SENDING = "sending"  # an answer that cannot be updated later may or may not have reached Slack
DONE = "done"
REFUSED = "refused"  # denied, or turned away
UNDELIVERED = "undelivered"  # Slack would not take the answer
OPEN = (ACCEPTED, PLACING, PLACED, ANSWERED, SENDING)

# The ways in.
MENTION = "mention"
MESSAGE = "message"
AGENT = "agent"
COMMAND = "command"
SHORTCUT = "shortcut"
CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file somebody dropped in a message."""

    id: str
    name: str
    url: str
    size: int

    def to_json(self) -> dict[str, object]:
        return {"id": self.id, "name": self.name, "url": self.url, "size": self.size}


@dataclass(frozen=True, slots=True)
class Question:
    """A question from Slack.

    id: Slack's event id, or the trigger id of a command or an interaction. team, enterprise: of the installation.
    channel: where it was asked. thread: ts of the thread's first message; "" for a command.
    ts: of the message itself; "" for a command. way: MENTION, MESSAGE, AGENT, COMMAND, SHORTCUT or CHOICE.
    response_url: where a command's answer goes. external: asked in a channel shared with another organisation.
    home_team: the asker's own team, where Slack says. turned_away: why it is refused at the door, or "".
    """

    id: str
    team: str
    channel: str
    user: str
    text: str
    way: str
    enterprise: str = ""
    thread: str = ""
    ts: str = ""
    response_url: str = ""
    external: bool = False
    home_team: str = ""
    turned_away: str = ""
    files: tuple[Dropped, ...] = ()

    @property
    def ref(self) -> str:
        """The number that people quote to the administrator; the same for the same event."""
        digest = hashlib.sha256(self.id.encode("utf-8", "surrogatepass")).digest()
        return base64.b32encode(digest)[:8].decode("ascii")

    @property
    def conversation(self) -> str | None:
        """The key of the chain's memory: team, channel and thread; a command stands alone."""
        return f"slack:{self.team}:{self.channel}:{self.thread}" if self.thread else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A question in the inbox, with where it stands.

    place_channel, place_thread: where the answer goes (a direct message where the channel cannot be posted in).
    placeholder: ts of the message that the answer finishes. stream: whether that message was begun as a stream.
    rendered: JSON of the Rendered answer once there is one. file_sent: 0, 1 while the rest of a long answer is being sent, 2 once it is in Slack.
    received: Unix time. attempts: failed tries of the step it is at.
    """

    question: Question
    state: str
    received: float
    place_channel: str
    place_thread: str
    placeholder: str = ""
    stream: bool = False
    rendered: str = ""
    status: str = ""
    file_sent: int = 0
    attempts: int = 0
    finished: float = 0.0

    @property
    def id(self) -> str:
        return self.question.id

    @property
    def ref(self) -> str:
        return self.question.ref


@dataclass(frozen=True, slots=True)
class Rendered:
    """An answer made for Slack.

    text: what notifications and screen readers get (escaped). blocks: the message. plain: the whole of what can be said
    without blocks (escaped), for when Slack refuses them. file: the complete answer as text, where the message holds
    less than all of it, else "". spare: the same file for when `plain` is sent and holds less than all of it, else "".
    work: the blocks of the working's view. choices: what its choice buttons ask. citations: "FILING:START-END" of each.
    """

    text: str
    blocks: tuple[dict[str, object], ...]
    plain: str
    file: str = ""
    spare: str = ""
    work: tuple[dict[str, object], ...] = ()
    choices: tuple[str, ...] = ()
    status: str = ""
    citations: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        return {
            "text": self.text,
            "blocks": list(self.blocks),
            "plain": self.plain,
            "file": self.file,
            "spare": self.spare,
            "work": list(self.work),
            "choices": list(self.choices),
            "status": self.status,
            "citations": list(self.citations),
        }

    @classmethod
    def from_json(cls, found: dict[str, object]) -> Rendered:
        return cls(
            text=str(found["text"]),
            blocks=tuple(found["blocks"]),  # type: ignore[arg-type]
            plain=str(found["plain"]),
            file=str(found["file"]),
            spare=str(found["spare"]),
            work=tuple(found["work"]),  # type: ignore[arg-type]
            choices=tuple(found["choices"]),  # type: ignore[arg-type]
            status=str(found["status"]),
            citations=tuple(found["citations"]),  # type: ignore[arg-type]
        )


@dataclass(frozen=True, slots=True)
class Workspace:
    """An installation: the bot's token and who the bot is in that workspace."""

    team: str
    enterprise: str
    token: str = field(repr=False)
    bot_user: str = ""
    bot_id: str = ""
