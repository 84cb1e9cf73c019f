"""A service in a process of its own, to be killed: python slack_victim.py HOME API_URL."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from slack_chain import ScriptedChain, answered, verbose
from slack_services import settings_at

from bot.answer import Answer
from bot.slack.service import SlackService


def answer(question: str) -> Answer:
    return verbose(question) if "long" in question else answered(question)


def main() -> None:
    logging.basicConfig(level=logging.WARNING)
    home, api_url = Path(sys.argv[1]), sys.argv[2]
    settings = settings_at(api_url, questions_per_minute=100_000, workers=4, senders=4)
    SlackService(settings, home, ScriptedChain(answer, delay=0.03), lambda path: path.name).run()


if __name__ == "__main__":
    main()
