"""The App Home tab: which filings are indexed, how to ask, examples."""

from __future__ import annotations

from bot.slack import rich
from bot.slack.library import describe, prompts
from index.filing import FilingRecord
from index.shelf import Shelf

_LISTED = 60
_WAYS = (
    "Mention tieout in a channel and ask; it answers in the thread, and follows up there.",
    "Write to it here, under Messages.",
    "Type /tieout and a question anywhere for an answer only you see, which you can share.",
    "Open a message's menu and choose “Ask about this”.",
)


def home_view(shelf: Shelf) -> dict[str, object]:
    """The view to publish."""
    records = shelf.filings()
    examples = [rich.section([rich.run(prompt["message"])]) for prompt in prompts(shelf)]
    blocks = [
        rich.header("Ask company filings"),
        rich.rich([rich.section([rich.run("Every figure is cited to the filing, or shows how it was worked out.")])]),
        rich.rich([_list([rich.section([rich.run(way)]) for way in _WAYS])]),
    ]
    if examples:
        blocks += [rich.header("Try"), rich.rich([_list(examples)])]
    blocks += [rich.header(f"Filings indexed: {len(records)}"), *_filings(records)]
    return {"type": "home", "blocks": blocks}


def closed_view() -> dict[str, object]:
    """The view for somebody who is not answered: it names no filing."""
    words = "tieout answers members of this workspace whom its administrator allows."
    return {
        "type": "home",
        "blocks": [rich.header("Ask company filings"), rich.rich([rich.section([rich.run(words)])])],
    }


def _filings(records: tuple[FilingRecord, ...]) -> list[rich.Block]:
    if not records:
        return [rich.rich([rich.section([rich.run("None yet: an administrator adds them with tieout index.")])])]
    listed = [rich.section([rich.link(record.url, describe(record))]) for record in records[:_LISTED]]
    more = [rich.context(f"and {len(records) - _LISTED} more")] if len(records) > _LISTED else []
    return [rich.rich([_list(listed)]), *more]


def _list(sections: list[rich.Element]) -> rich.Element:
    return {"type": "rich_text_list", "style": "bullet", "elements": sections}
