"""Curves from judged answers: they rise, draw few answers to the whole, and are nearer the truth than scores as they come."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.confidence import RAW, Curves, answer_kind, load_curves
from eval.calibration import LEAST, brier, calibration_error, learn, read_judged, write_curves
from index.errors import SettingsError, TieoutError


def judged(kind: str, *groups: tuple[float, int, int]) -> list[dict[str, object]]:
    """Groups of (score, answers, of them right)."""
    return [
        {"kind": kind, "confidence": score, "right": int(number < right)}
        for score, count, right in groups
        for number in range(count)
    ]


def test_a_curve_is_the_share_right_drawn_to_the_whole() -> None:
    rows = judged("reported", (0.5, 40, 10), (1.0, 60, 50))
    # 60 of 100 right in all: (10 + 0.6 * 4) / 44 and (50 + 0.6 * 4) / 64
    assert learn(rows).points == {"reported": ((0.5, 0.282), (1.0, 0.819))}


def test_scores_that_rank_wrongly_are_pooled() -> None:
    curves = learn(judged("words", (0.4, 50, 40), (0.8, 50, 20)))
    assert curves.points == {"words": ((0.6, 0.6),)}
    assert curves.at("words", 0.1) == curves.at("words", 0.9) == 0.6


def test_between_points_lies_the_straight_line_and_beyond_them_the_last() -> None:
    curves = Curves({"reported": ((0.4, 0.2), (0.8, 0.6))})
    assert curves.at("reported", 0.6) == pytest.approx(0.4)
    assert curves.at("reported", 0.4) == pytest.approx(0.2)
    assert (curves.at("reported", 0.0), curves.at("reported", 1.0)) == (0.2, 0.6)
    assert curves.at("another kind", 0.37) == 0.37


def test_too_few_answers_teach_nothing() -> None:
    assert learn(judged("chosen", (0.5, LEAST - 1, 3))).points == {}


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=LEAST, max_size=80))
def test_no_curve_falls(answers: list[tuple[float, bool]]) -> None:
    rows = [{"kind": "words", "confidence": round(score, 3), "right": int(right)} for score, right in answers]
    points = learn(rows).points["words"]
    assert list(points) == sorted(points)
    assert all(0 <= share <= 1 for _, share in points)
    assert [share for _, share in points] == sorted(share for _, share in points)


def test_calibrated_confidence_is_nearer_what_came_of_it() -> None:
    rows = judged("reported", (0.5, 100, 20), (0.9, 100, 60))
    raw, curves = Curves({}), learn(rows)
    assert calibration_error(rows, raw) == pytest.approx(0.3)
    assert calibration_error(rows, curves) < 0.02
    assert brier(rows, curves) < brier(rows, raw)


def test_curves_are_kept_and_loaded(tmp_path: Path) -> None:
    source, out = tmp_path / "judged.jsonl", tmp_path / "curves.json"
    source.write_text("".join(json.dumps(row) + "\n" for row in judged("words", (0.5, 30, 15), (1.0, 30, 30))))
    rows = read_judged([source])
    write_curves(learn(rows), [source], len(rows), out)
    assert load_curves(str(out)) == learn(rows)
    assert load_curves(RAW).points == {}
    assert json.loads(out.read_text())["answers"] == 60


def test_the_curves_of_the_package_are_used_where_none_are_named() -> None:
    assert {"reported", "computed", "words"} <= set(load_curves().points)


def test_what_is_not_judged_answers_or_curves_is_said(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text('{"kind": "words"}\n')
    with pytest.raises(TieoutError, match="line 1: not a judged answer"):
        read_judged([wrong])
    with pytest.raises(SettingsError, match="holds no curves"):
        load_curves(str(wrong))


def test_kinds_of_answers() -> None:
    assert answer_kind("spans", []) == "words"
    assert answer_kind("figure", ["reported"]) == "reported"
    assert answer_kind("figures", ["reported", "computed"]) == "computed"
    assert [answer_kind(kind, []) for kind in ("boolean", "period", "count")] == ["judged", "chosen", "chosen"]
