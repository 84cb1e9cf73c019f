"""Two runs compared: which questions changed, and whether that is more than chance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eval.compare import compare, mcnemar
from eval.floors import read_floors, worse_than
from eval.metrics import score_all, score_names
from eval.metrics.observation import Observation
from index.errors import TieoutError

Observe = Callable[..., list[Observation]]


def test_mcnemar_is_the_exact_test() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(5, 0) == pytest.approx(2 * 0.5**5)
    assert mcnemar(6, 6) == 1.0
    assert mcnemar(8, 1) == pytest.approx(2 * (1 + 9) / 2**9)


def test_changed_questions_stand_side_by_side(observe_with: Observe) -> None:
    def flips(answer: dict[str, object]) -> None:
        answer["figures"][0]["value"] = "6934000"  # type: ignore[index]
        answer["text"] = "The gain was $6.934 million [1][2]."

    found = compare(observe_with({"text": None}), observe_with({"figure": flips}))
    assert (found.questions, found.right_before, found.right_after) == (3, 2, 2)
    assert (found.gained, found.lost) == (1, 1)
    assert {change.id: (change.was, change.now) for change in found.changes} == {
        "figure": ("right", "wrong"),
        "text": ("crashed", "right"),
    }
    figure, text = found.changes
    assert figure.worse and not figure.better
    assert text.better and not text.worse
    assert (figure.before, figure.after) == (
        "The loss was $6.934 million [1][2].",
        "The gain was $6.934 million [1][2].",
    )
    assert not found.more_than_chance


def test_floors(sound: list[Observation], tmp_path: Path) -> None:
    scores = score_all(sound)
    path = tmp_path / "floors.json"
    path.write_text('{"right": 0.9, "wrong_figures": 0.0}')
    assert worse_than(scores, read_floors(path, ["figures=1"])) == []
    assert worse_than(scores, {"right": 1.1}) == ["right is 1.0000, and must be at least 1.1000"]


def test_a_floor_fails_a_worse_run(observe_with: Observe) -> None:
    scores = score_all(observe_with({"figure": None}))
    problems = worse_than(scores, {"right": 0.9, "crashes": 0.1})
    assert problems == ["right is 0.6667, and must be at least 0.9000", "crashes is 0.3333, and must be at most 0.1000"]


def test_floors_that_cannot_be_read(sound: list[Observation], tmp_path: Path) -> None:
    with pytest.raises(TieoutError, match="metric=value"):
        read_floors(None, ["right"])
    with pytest.raises(TieoutError, match="cannot be read"):
        read_floors(tmp_path / "none.json", [])
    with pytest.raises(TieoutError, match="no score is named 'rihgt'"):
        read_floors(None, ["rihgt=0.5"])
    assert {score.name for score in score_all(sound)} <= set(score_names())
