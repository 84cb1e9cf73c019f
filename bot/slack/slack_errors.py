"""What a failed call to Slack means for an answer: try again, say it otherwise, put it elsewhere, or stop."""

from __future__ import annotations

import http.client
from enum import Enum

from slack_sdk.errors import SlackApiError, SlackClientError


class Trouble(Enum):
    """What to do about a failure."""

    AGAIN = "again"  # Slack or the network is unwell, or the token is refused for now
    REFUSED = "refused"  # this content is not accepted: say it in plain text
    GONE = "gone"  # the message that was to be updated is no longer there
    CLOSED = "closed"  # nothing can be posted there


_GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
_CLOSED = frozenset(
    {
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
        "thread_not_found",
        "cannot_reply_to_message",
        "user_not_found",
        "user_disabled",
        "messages_tab_disabled",
        "cannot_dm_bot",
        "team_access_not_granted",
    }
)
_AGAIN = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
        "accesslimited",
        "streaming_state_conflict",
        "org_login_required",
        "invalid_auth",
        "not_authed",
        "token_revoked",
        "token_expired",
        "account_inactive",
        "missing_scope",
        "access_denied",
    }
)
TOKEN = frozenset({"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"})
# What a call raises where Slack or the way there fails.
SLACK_FAILURES = (SlackClientError, OSError, http.client.HTTPException)


def code(error: BaseException) -> str:
    """Slack's word for a failure, or the exception's name where the call never got an answer."""
    if isinstance(error, SlackApiError):
        response = error.response
        data = response.data if hasattr(response, "data") else response
        if isinstance(data, dict) and data.get("error"):
            return str(data["error"])
        return f"http_{getattr(response, 'status_code', 'error')}"
    return type(error).__name__


def trouble(error: BaseException) -> Trouble:
    """Sort a failure of one of SLACK_FAILURES."""
    if not isinstance(error, SlackApiError):
        return Trouble.AGAIN
    word = code(error)
    if word in _GONE:
        return Trouble.GONE
    if word in _CLOSED:
        return Trouble.CLOSED
    status = getattr(error.response, "status_code", 200)
    if word in _AGAIN or word.startswith("http_") or status == 429 or status >= 500:
        return Trouble.AGAIN
    return Trouble.REFUSED


def retry_after(error: BaseException) -> float | None:
    """How many seconds Slack asks to wait (429), or None."""
    if isinstance(error, SlackApiError) and getattr(error.response, "status_code", 200) == 429:
        headers = {str(name).lower(): value for name, value in dict(error.response.headers).items()}
        told = headers.get("retry-after", "1")
        told = told[0] if isinstance(told, list) else told
        return float(told) if str(told).isdigit() else 1.0
    return None
