"""Logging for a service: to standard error, with tokens never shown."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(
    r"\bx(?:ox[a-z]|app|oxe\.xox[a-z])-[A-Za-z0-9-]+|(?<=hooks\.slack\.com/)\S+"
    r"|(?<=hooks\.slack-gov\.com/)\S+|(?<=[?&]ticket=)[^&\s]+"
)


class Redacting(logging.Formatter):
    """Writes a record with everything that looks like a token of Slack's blotted out, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def redact(text: str) -> str:
    """A text without tokens, response addresses and connection tickets."""
    return _TOKEN.sub("[hidden]", text)


def set_up(*, verbose: bool = False) -> None:
    """Send the service's log to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in ("slack_sdk", "slack_bolt", "urllib3", "uvicorn", "bot.slack.bolt"):
        logging.getLogger(name).setLevel(logging.INFO if verbose else logging.WARNING)
