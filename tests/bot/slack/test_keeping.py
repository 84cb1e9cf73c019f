"""What is kept, for how long, and how it is deleted: the inbox, retention, purges, the audit record."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from slack_chain import ScriptedChain
from slack_services import settings_at

from bot.slack.audit import Audit
from bot.slack.inbox import Inbox, is_owned
from bot.slack.retention import Retention
from bot.slack.values import ANSWERED, DONE, MENTION, PLACED, UNDELIVERED, Question

DAY = 86_400.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def inbox(tmp_path: Path, clock: Clock) -> Iterator[Inbox]:
    opened = Inbox(tmp_path, clock)
    yield opened
    opened.close()


def question(number: int, **changes: str) -> Question:
    asked = Question(
        id=f"Ev{number}",
        team="T1",
        channel="C1",
        user="U1",
        text=f"question {number}",
        way=MENTION,
        thread=f"{number}.0",
        ts=f"{number}.0",
    )
    return replace(asked, **changes)  # type: ignore[arg-type]


def close(inbox: Inbox, question_id: str) -> None:
    entry = inbox.get(question_id)
    assert entry is not None
    inbox.change(entry, state=DONE)


def test_an_event_is_accepted_once_and_so_is_a_message(inbox: Inbox) -> None:
    assert inbox.accept(question(1))
    assert not inbox.accept(question(1))
    assert not inbox.accept(question(1, id="Ev99"))  # the same message under another event
    assert inbox.accept(question(1, id="Ev98", channel="C2"))
    assert inbox.accept(question(2, ts=""))
    assert inbox.accept(question(3, ts=""))
    assert inbox.open_count() == 4


def test_an_entry_reads_back_as_it_was_written(inbox: Inbox) -> None:
    inbox.accept(question(1, text="R&D <was> 'what'; DROP TABLE questions; \N{PILE OF POO}"))
    entry = inbox.get("Ev1")
    assert entry is not None
    assert entry.question == question(1, text="R&D <was> 'what'; DROP TABLE questions; \N{PILE OF POO}")
    assert entry == inbox.by_ref(entry.ref)
    changed = inbox.change(entry, state=PLACED, placeholder="5.0", stream=True)
    assert changed == inbox.get("Ev1")


def test_open_questions_come_back_in_order(inbox: Inbox, clock: Clock) -> None:
    for number in range(5):
        clock.now += 1
        inbox.accept(question(number))
    close(inbox, "Ev2")
    left = inbox.unfinished()
    assert [entry.id for entry in left] == ["Ev0", "Ev1", "Ev3", "Ev4"]
    assert [inbox.ahead_of(entry) for entry in left] == [0, 1, 2, 3]


def test_closing_forgets_the_response_address(inbox: Inbox) -> None:
    inbox.accept(question(1, response_url="https://hooks.slack.com/commands/secret"))
    close(inbox, "Ev1")
    entry = inbox.get("Ev1")
    assert entry is not None
    assert entry.question.response_url == ""
    assert inbox.open_count() == 0


def test_once_is_once(inbox: Inbox) -> None:
    assert [inbox.once("share:A"), inbox.once("share:A"), inbox.once("share:B")] == [True, False, True]
    inbox.undo_once("share:A")
    assert inbox.once("share:A")


def test_leaving_a_team_closes_its_questions_only(inbox: Inbox) -> None:
    inbox.accept(question(1))
    inbox.accept(question(2, team="T2"))
    assert inbox.drop_team("T1") == 1
    assert inbox.open_count() == 1
    entry = inbox.get("Ev1")
    assert entry is not None
    assert entry.state == UNDELIVERED
    inbox.change(replace(entry, state=ANSWERED), state=DONE)  # a delivery that was under way: not counted again
    assert inbox.open_count() == 1


def test_what_was_asked_before_in_a_thread_comes_newest_first(inbox: Inbox) -> None:
    for number, thread in enumerate(["1.0", "1.0", "2.0", "1.0", "1.0"], start=1):
        inbox.accept(replace(question(number), thread=thread, text=f"Q{number}"))
    entry = inbox.get("Ev4")
    assert entry is not None
    assert inbox.asked_before(entry) == ["Q2", "Q1"]


def test_one_process_answers_from_an_inbox_and_others_may_look(inbox: Inbox, tmp_path: Path) -> None:
    assert is_owned(tmp_path)
    looking = Inbox(tmp_path, own=False)
    inbox.accept(question(1))
    assert looking.get("Ev1") is not None
    looking.close()


def test_nobody_else_on_the_machine_can_read_it(inbox: Inbox, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "inbox.db").stat().st_mode) == 0o600


def test_a_thread_expires_when_nothing_was_asked_in_it_for_so_long(inbox: Inbox, clock: Clock) -> None:
    chain = ScriptedChain()
    retention = Retention(inbox, chain, settings_at("http://127.0.0.1/", retention_days=10), clock)
    for number in (1, 2):
        inbox.accept(question(number))
        close(inbox, f"Ev{number}")
    clock.now += 9 * DAY
    inbox.accept(question(3, thread="2.0"))
    close(inbox, "Ev3")
    clock.now += 2 * DAY
    assert retention.expire() == 1
    assert chain.forgotten == ["slack:T1:C1:1.0"]
    assert inbox.get("Ev1") is None
    assert inbox.get("Ev2") is not None
    assert not inbox.joined("T1", "C1", "1.0")
    assert inbox.joined("T1", "C1", "2.0")
    clock.now += 11 * DAY
    assert retention.expire() == 1
    assert chain.forgotten == ["slack:T1:C1:1.0", "slack:T1:C1:2.0"]


def test_what_is_open_does_not_expire(inbox: Inbox, clock: Clock) -> None:
    inbox.accept(question(1))
    clock.now += 1000 * DAY
    Retention(inbox, ScriptedChain(), settings_at("http://127.0.0.1/"), clock).expire()
    assert inbox.get("Ev1") is not None


def test_one_person_is_purged_and_nobody_else(inbox: Inbox, tmp_path: Path) -> None:
    chain = ScriptedChain()
    inbox.accept(question(1, text="a very private question"))
    inbox.accept(question(2, user="U2"))
    for number in (1, 2):
        close(inbox, f"Ev{number}")
    retention = Retention(inbox, chain, settings_at("http://127.0.0.1/"))
    assert retention.purge_user("U1") == 1
    assert chain.forgotten == ["slack:T1:C1:1.0"]
    assert inbox.get("Ev1") is None
    assert inbox.get("Ev2") is not None
    on_disk = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"very private" not in on_disk


def test_one_thread_is_purged(inbox: Inbox) -> None:
    chain = ScriptedChain()
    for number in (1, 2):
        inbox.accept(question(number))
        close(inbox, f"Ev{number}")
    assert Retention(inbox, chain, settings_at("http://127.0.0.1/")).purge_thread("C1", "2.0") == 1
    assert (inbox.get("Ev1") is None, inbox.get("Ev2") is None) == (False, True)


@pytest.mark.parametrize("text", [False, True])
def test_the_audit_record_has_the_words_only_where_set(inbox: Inbox, tmp_path: Path, clock: Clock, text: bool) -> None:
    inbox.accept(question(1))
    entry = inbox.get("Ev1")
    assert entry is not None
    clock.now += 2.5
    audit = Audit(tmp_path, text=text, clock=clock)
    audit.question(entry, DONE, status="answered", citations=("f:1-2",))
    audit.question(entry, DONE, status="answered", citations=("f:1-2",))
    path = tmp_path / "audit-2023-11.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert len(lines) == 2
    assert lines[0]["at"] == "2023-11-14T22:13:22.500+00:00"
    assert (lines[0]["user"], lines[0]["channel"], lines[0]["seconds"], lines[0]["citations"]) == (
        "U1",
        "C1",
        2.5,
        ["f:1-2"],
    )
    assert ("text" in lines[0]) is text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
