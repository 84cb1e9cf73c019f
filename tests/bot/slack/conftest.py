"""A Slack, a chain and a service that talk to each other, for tests of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_slack import FakeSlack, wait_for
from slack_chain import ScriptedChain
from slack_services import Start, settings_for

from bot.slack.service import SlackService


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as running:
        yield running


@pytest.fixture
def chain() -> ScriptedChain:
    return ScriptedChain()


@pytest.fixture
def start(slack: FakeSlack, chain: ScriptedChain, tmp_path: Path) -> Iterator[Start]:
    """Starts services on the same home, one after another; stops what is left at the end."""
    running: list[SlackService] = []

    def go(
        *, http: bool = False, build: Callable[[Path], str] = lambda path: path.name, **changes: Any
    ) -> SlackService:
        service = SlackService(settings_for(slack, **changes), tmp_path, chain, build, http_port=0 if http else None)
        service.start()
        if not http:
            wait_for(lambda: slack.connected() and service.connected(), 10, "the socket did not connect")
        running.append(service)
        stop = service.stop

        def stop_once() -> None:
            if service in running:
                running.remove(service)
                stop()

        service.stop = stop_once  # type: ignore[method-assign]
        return service

    yield go
    for service in tuple(running):
        service.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long soaks run when they are asked for, with -m slow; a smaller one of each always runs."""
    if "slow" in (config.option.markexpr or ""):
        return
    for item in items:
        if "bot/slack" in item.path.as_posix() and item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="a long soak: run it with -m slow"))
