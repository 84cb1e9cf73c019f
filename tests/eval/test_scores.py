"""Intervals, bounds and retrieval scores, against values worked by hand or by an independent road."""

import pytest

from eval.metrics.retrieval import evaluate
from eval.metrics.score import bootstrap_mean, mean_score, upper_bound


def test_upper_bound_of_no_wrong_in_many() -> None:
    # With none wrong the bound solves (1 - p) ** n = 0.05.
    assert upper_bound(0, 100) == pytest.approx(1 - 0.05 ** (1 / 100))
    assert upper_bound(0, 300) == pytest.approx(0.009936, abs=1e-6)
    assert upper_bound(5, 5) == 1.0


def test_the_mean_is_over_every_question() -> None:
    score = mean_score("m", "M", {"a": 1.0, "b": 0.0, "c": 1.0, "d": 1.0}, {name: name for name in "abcd"})
    assert score.value == 0.75
    assert score.low < 0.75 < score.high <= 1.0
    assert score.count == 4


def test_the_interval_is_the_same_each_time() -> None:
    groups = [[1.0], [0.0], [1.0], [1.0], [0.0]]
    assert bootstrap_mean(groups) == bootstrap_mean(groups)


def test_turns_of_one_conversation_are_resampled_together() -> None:
    apart = bootstrap_mean([[1.0]] * 10 + [[0.0]] * 10)
    together = bootstrap_mean([[1.0] * 10, [0.0] * 10])
    assert together[1] - together[0] > apart[1] - apart[0]


def test_certain_scores_have_no_width() -> None:
    assert bootstrap_mean([[1.0], [1.0], [1.0]]) == (1.0, 1.0)
    assert bootstrap_mean([[0.5]]) == (0.5, 0.5)


def test_retrieval_scores() -> None:
    found = evaluate({"second": [False, True, False], "missed": [False, False], "both": [True, True], "none": []})
    assert found["second"]["recip_rank"] == pytest.approx(0.5)
    assert found["second"]["success_1"] == 0
    assert found["second"]["success_5"] == 1
    assert found["second"]["ndcg_cut_10"] == pytest.approx(0.6309, abs=1e-4)  # 1 / log2(3)
    assert found["missed"]["ndcg_cut_10"] == 0
    assert found["both"]["ndcg_cut_10"] == 1
    assert found["none"]["recip_rank"] == 0
