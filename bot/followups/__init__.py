"""Follow-ups: a question that leans on what was said, completed from the turns before it."""

from bot.followups.follow import follow
from bot.followups.turns import Turn

__all__ = ["Turn", "follow"]
