"""A filing dropped in a message: indexed for whom it may be, and nobody's token or disk harmed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from fake_slack import PERSON, TOKEN, FakeSlack, wait_for
from slack_chain import ScriptedChain, mention
from slack_services import Start

from bot.slack.files import indexer_of
from index.errors import UnreadableFiling


def dropped(
    slack: FakeSlack, name: str = "release.htm", data: bytes = b"<p>A filing</p>", **more: Any
) -> dict[str, Any]:
    slack.files_served["F1"] = data
    url = f"http://127.0.0.1:{slack.port}/files/F1"
    return {"id": "F1", "name": name, "size": len(data), "url_private_download": url} | more


def told(slack: FakeSlack, payload: dict[str, Any]) -> str:
    slack.send_event(payload)
    thread = payload["event"]["ts"]
    wait_for(lambda: any(m.updates for m in slack.in_thread("C1", thread)))
    return slack.in_thread("C1", thread)[0].text


@pytest.mark.parametrize("text", ["index this please", "", "Add these"])
def test_a_file_is_indexed_when_somebody_allowed_asks(
    slack: FakeSlack, chain: ScriptedChain, start: Start, text: str
) -> None:
    built: list[bytes] = []

    def build(path: Path) -> str:
        built.append(path.read_bytes())
        return "Acme 10-Q"

    start(admins=[PERSON], build=build)
    said = told(slack, mention(text, files=[dropped(slack)]))
    assert said == "release.htm: indexed as “Acme 10-Q”. You can ask about it now."
    assert built == [b"<p>A filing</p>"]
    assert not chain.asked


def test_others_may_not(slack: FakeSlack, start: Start) -> None:
    start(admins=["U9"])
    assert "Only people named" in told(slack, mention("index this", files=[dropped(slack)]))


def test_a_question_beside_a_file_is_a_question(slack: FakeSlack, chain: ScriptedChain, start: Start) -> None:
    start(admins=[PERSON])
    told(slack, mention("What was revenue in the quarter?", files=[dropped(slack)]))
    assert len(chain.asked) == 1


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ({"name": "malware.exe"}, "not a filing tieout reads"),
        ({"size": 60_000_000}, "larger than"),
        ({"url_private_download": "https://evil.example/F1"}, "could not be fetched"),
        ({"url_private_download": "file:///etc/passwd"}, "could not be fetched"),
        ({"url_private_download": ""}, "could not be fetched"),
        ({"name": "../../../etc/cron.d/x.txt"}, "indexed as"),
    ],
)
def test_what_is_not_safe_is_not_read(slack: FakeSlack, start: Start, file: dict[str, Any], said: str) -> None:
    service = start(admins=[PERSON])
    assert said in told(slack, mention("index this", files=[dropped(slack) | file]))
    folder = service.settings.folder(service.home) / "files"
    assert all(path.parent == folder for path in folder.rglob("*"))


def test_a_redirect_is_not_followed_with_the_token(slack: FakeSlack, start: Start) -> None:
    start(admins=[PERSON])
    data = dropped(slack)
    slack_tokens, slack.tokens = slack.tokens, dict(slack.tokens)
    assert "indexed as" in told(slack, mention("index this", files=[data]))
    assert TOKEN in slack_tokens
    del slack.files_served["F1"]
    assert "could not be fetched" in told(slack, mention("index this", files=[data]))


def test_a_file_that_cannot_be_read_is_deleted_again(slack: FakeSlack, start: Start) -> None:
    def build(path: Path) -> str:
        raise UnreadableFiling(f"{path}: binary, at /srv/secret")

    service = start(admins=[PERSON], build=build)
    said = told(slack, mention("index this", files=[dropped(slack)]))
    assert said == "release.htm: could not be read as a filing."
    assert not list((service.settings.folder(service.home) / "files").iterdir())


def test_indexing_runs_a_process_of_its_own_on_this_home(tmp_path: Path, chain: ScriptedChain) -> None:
    script = "import os, sys; print(sys.argv[1], file=open(os.environ['TIEOUT_HOME'] + '/seen', 'w'))"
    known = tmp_path / "immunogen-8k-2008-01-31.txt"
    assert indexer_of(tmp_path, chain, (sys.executable, "-c", script))(known) == "ImmunoGen, Inc. 8-K, January 31, 2008"
    assert (tmp_path / "seen").read_text() == f"{known}\n"


def test_indexing_that_fails_says_what_it_said_last(tmp_path: Path, chain: ScriptedChain) -> None:
    script = "import sys; sys.exit('first\\ntieout: empty.txt: the file is empty')"
    with pytest.raises(UnreadableFiling, match="the file is empty"):
        indexer_of(tmp_path, chain, (sys.executable, "-c", script))(tmp_path / "empty.txt")
