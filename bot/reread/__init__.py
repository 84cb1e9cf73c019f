"""Reading a refused question again by what was learned of how people ask: its parts, and the lines they name."""

from bot.reread.again import READ_AGAIN, Rewording, as_worded, asks_for_text, may_read_again, rewordings
from bot.reread.lines import line_meant

__all__ = ["READ_AGAIN", "Rewording", "as_worded", "asks_for_text", "line_meant", "may_read_again", "rewordings"]
