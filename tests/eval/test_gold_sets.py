"""Gold sets load, quote their filing exactly, and say on which line they are wrong."""

import json
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from eval.gold_sets import ExpectedFigure, ExpectedRefusal, GoldError, check_places, load

GOLD = Path(str(files("eval").joinpath("gold")))
SAMPLE = Path(str(files("index").joinpath("sample", "immunogen-8k-2008-01-31.txt")))
HALVES = [GOLD / "sample-build.jsonl", GOLD / "sample-second.jsonl"]
THIRD = GOLD / "sample-third.jsonl"
FOURTH = GOLD / "sample-fourth.jsonl"
FIFTH = GOLD / "sample-fifth.jsonl"
HELD = GOLD / "sample-held-out.jsonl"
GOOD = {
    "id": "a",
    "category": "lookup",
    "filing": "f",
    "question": "Revenue?",
    "expect": {"answer": {"type": "figure", "value": "-1.5", "unit": "USD"}},
}


@pytest.mark.parametrize("half", [*HALVES, THIRD, FOURTH, FIFTH, HELD], ids=lambda path: path.stem)
def test_every_place_quotes_the_filing(half: Path) -> None:
    text = SAMPLE.read_bytes().decode("utf-8")
    check_places(load(half).cases, text)


def test_the_halves_share_no_question_and_are_large_enough() -> None:
    first, second = (load(half).cases for half in HALVES)
    assert len(first) + len(second) >= 300
    assert not {case.id for case in first} & {case.id for case in second}
    refusals = [turn for case in (*first, *second) for turn in case.turns if isinstance(turn.expected, ExpectedRefusal)]
    assert len(refusals) >= 30


def test_only_a_held_out_set_is_logged(tmp_path: Path) -> None:
    held = tmp_path / "mine-held-out.jsonl"
    held.write_text(json.dumps(GOOD) + "\n")
    assert [load(path).held_out for path in (*HALVES, held)] == [False, False, True]


def test_a_figure_is_read_as_decimal(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text(json.dumps(GOOD) + "\n\n")
    (case,) = load(path).cases
    assert case.turns[0].expected == ExpectedFigure(Decimal("-1.5"), "USD")
    assert case.line == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{not json", "line 2: not JSON"),
        (json.dumps(GOOD), "line 2: the id 'a' is already on line 1"),
        (json.dumps({**GOOD, "id": "b", "surprise": 1}), "line 2: the line: .*surprise"),
        (json.dumps({**GOOD, "id": "b", "expect": {"refuse": []}}), "line 2: expect"),
        (json.dumps({**GOOD, "id": "b", "turns": []}), "line 2"),
        (
            json.dumps({**GOOD, "id": "b", "expect": {"answer": {"type": "figure", "value": 1.5, "unit": "USD"}}}),
            "line 2: expect/answer",
        ),
    ],
)
def test_an_error_names_its_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n{line}\n")
    with pytest.raises(GoldError, match=message):
        load(path)


def test_a_proposal_is_not_run_until_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text(json.dumps({**GOOD, "confirmed": False}) + "\n")
    with pytest.raises(GoldError, match="no confirmed question"):
        load(path)


def test_a_place_that_misquotes_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    expect = {**GOOD["expect"], "cite": [[{"start": 0, "end": 3, "quote": "abc"}]]}  # type: ignore[dict-item]
    path.write_text(json.dumps({**GOOD, "expect": expect}) + "\n")
    cases = load(path).cases
    check_places(cases, "abcdef")
    with pytest.raises(GoldError, match="line 1: the filing does not say 'abc' at 0:3"):
        check_places(cases, "xbcdef")
