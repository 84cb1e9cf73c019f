"""TAT-QA's metric on examples worked by hand from its definition."""

import pytest

from eval.benchmarks.tatqa_metric import answer_string, gold_strings, is_number, score_answer, to_number


@pytest.mark.parametrize(
    ("gold", "gold_scale", "kind", "predicted", "scale", "expected"),
    [
        (["$1,496.5"], "million", "span", ["1496.5"], "million", (1.0, 1.0)),
        (["$1,496.5"], "million", "span", ["1496.5"], "thousand", (0.0, 0.0)),
        (["-22.22"], "percent", "arithmetic", ["-22.22"], "percent", (1.0, 1.0)),
        (["-22.22"], "percent", "arithmetic", ["-0.2222"], "", (1.0, 1.0)),
        (["-22.22"], "percent", "arithmetic", ["-22.22%"], "", (1.0, 1.0)),
        (["-12.6"], "million", "arithmetic", ["-12.6"], "", (0.0, 0.0)),
        (["-12.6"], "million", "arithmetic", ["12.6"], "million", (0.0, 0.0)),
        (["(114)"], "million", "span", ["-114"], "million", (1.0, 1.0)),
        (["2019", "2018"], "", "multi-span", ["2018", "2019"], "", (1.0, 1.0)),
        (["$224 million"], "", "span", ["224"], "million", (1.0, 1.0)),
        (["the write-offs of receivables"], "", "span", ["write-offs of receivables"], "", (1.0, 1.0)),
        # Three of four words shared: precision 1, recall 3/4 -> 6/7.
        (["lower payments for taxes"], "", "span", ["payments for taxes"], "", (0.0, 0.86)),
        (["65"], "million", "span", [], "", (0.0, 0.0)),
        (["2"], "", "count", ["2"], "", (1.0, 1.0)),
        # Arithmetic earns no part of a point for sharing words.
        (["2.5"], "million", "arithmetic", ["2.5 2.6"], "million", (0.0, 0.0)),
    ],
)
def test_worked_examples(
    gold: list[str], gold_scale: str, kind: str, predicted: list[str], scale: str, expected: tuple[float, float]
) -> None:
    assert score_answer(gold, gold_scale, kind, predicted, scale) == expected


def test_numbers_are_brought_to_base_units() -> None:
    assert answer_string(["44.1"], "million") == "44100000.0000"
    assert answer_string(["5.5"], "percent") == "0.0550"
    assert answer_string(["5.5%"], "percent") == "0.0550"
    assert answer_string(["Other", "Fixed Price"], "million") == "Fixed Price million Other million"


def test_what_is_a_number() -> None:
    assert is_number("$ 93,662") is True
    assert is_number("1.2 million") is True
    assert is_number("7 days") is False
    assert to_number("(12.5)") == -12.5
    assert to_number("1.2 million") == 1200000
    assert to_number("none") is None


def test_gold_counts_are_whole() -> None:
    assert gold_strings(2.0, "count") == ["2"]
    assert gold_strings(-22.22, "arithmetic") == ["-22.22"]
