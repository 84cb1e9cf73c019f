"""A planted fault lowers exactly the metrics that should see it, and no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eval.metrics import score_all
from eval.metrics.observation import Observation

Answer = dict[str, Any]
Observe = Callable[..., list[Observation]]

BETTER_LOW = {"wrong_answers", "wrong_figures", "wrong_figure_bound", "wrong_refusals", "crashes"}
WRONG_FIGURE = {"right", "figures", "wrong_answers", "wrong_figures", "wrong_figure_bound"}


def wrong_sign(answer: Answer) -> None:
    answer["figures"][0]["value"] = "6934000"


def wrong_scale(answer: Answer) -> None:
    answer["figures"][0]["value"] = "-6934000000"


def wrong_unit(answer: Answer) -> None:
    answer["figures"][0]["unit"] = "shares"


def wrong_period(answer: Answer) -> None:
    answer["figures"][0]["period"] = {"start": "2006-10-01", "end": "2006-12-31"}


def cites_elsewhere(answer: Answer) -> None:
    """The second operand is cited by a number that stands elsewhere."""
    answer["citations"][1].update(quote="(6,934)", start=70, end=77)
    text = answer["citations"][1]["context"]
    start = text.index("(6,934)")
    answer["citations"][1].update(start=start, end=start + 7)


def misquotes(answer: Answer) -> None:
    answer["citations"][1]["quote"] = "16,686"
    answer["citations"][1]["context"] = ""


def ungrounded_numeral(answer: Answer) -> None:
    answer["text"] += " That is 41.3% worse."


def other_words(answer: Answer) -> None:
    answer["text"] = "Somebody signed. [1]"
    answer["answer"]["value"] = "Somebody"


def refuses(answer: Answer) -> None:
    answer.update(status="abstained", reason="not_in_filing", text="It does not say.", figures=[], citations=[])
    del answer["answer"]


def answers_anyway(answer: Answer) -> None:
    answer.update(status="answered", text="It was high.", answer={"type": "text", "value": "high"})


def wrong_reason(answer: Answer) -> None:
    answer["reason"] = "advice"


def changed(before: list[Observation], after: list[Observation]) -> set[str]:
    """The metrics that got worse; every other must be as it was."""
    old = {score.name: score for score in score_all(before)}
    new = {score.name: score for score in score_all(after)}
    worse = set()
    for name, score in old.items():
        now = new[name].value if name in new else 0.0
        better = now < score.value if name in BETTER_LOW else now > score.value
        assert not better, f"{name} got better by a fault"
        if now != score.value:
            worse.add(name)
    return worse


@pytest.mark.parametrize(
    ("case", "fault", "seen_by"),
    [
        ("figure", wrong_sign, WRONG_FIGURE | {"figure_sign"}),
        ("figure", wrong_scale, WRONG_FIGURE | {"figure_value"}),
        ("figure", wrong_unit, WRONG_FIGURE | {"figure_unit"}),
        ("figure", wrong_period, WRONG_FIGURE | {"figure_period"}),
        ("figure", cites_elsewhere, {"citations", "citation_recall", "citation_precision"}),
        ("figure", misquotes, {"quotes"}),
        ("figure", ungrounded_numeral, {"grounded"}),
        ("text", other_words, {"right", "text", "wrong_answers"}),
        (
            "refusal",
            answers_anyway,
            {"right", "wrong_answers", "refusal_recall", "refusal_precision", "refusal_reason"},
        ),
        ("refusal", wrong_reason, {"refusal_reason"}),
    ],
)
def test_a_fault_is_seen_by_its_metrics_alone(
    observe_with: Observe, case: str, fault: Callable[[Answer], None], seen_by: set[str]
) -> None:
    assert changed(observe_with(), observe_with({case: fault})) == seen_by


def test_a_sound_run_has_full_marks(sound: list[Observation]) -> None:
    for score in score_all(sound):
        if score.unit == "share" and score.name != "wrong_figure_bound":
            assert score.value == (0.0 if score.better == "lower" else 1.0), score.name


def test_a_wrong_refusal_is_no_wrong_answer(observe_with: Observe) -> None:
    worse = changed(observe_with(), observe_with({"figure": refuses}))
    assert "wrong_refusals" in worse
    assert "refusal_precision" in worse
    assert not worse & {"wrong_answers", "wrong_figures", "crashes", "refusal_recall"}


def test_a_crash_counts_as_zero_everywhere(observe_with: Observe) -> None:
    scores = {score.name: score for score in score_all(observe_with({"figure": None}))}
    assert scores["crashes"].value == pytest.approx(1 / 3)
    assert scores["right"].value == pytest.approx(2 / 3)
    assert scores["right"].count == 3
    for name in ("figures", "figure_value", "figure_unit", "figure_sign", "figure_period"):
        assert scores[name].value == 0
    assert scores["citations"].value == 0.5
    assert scores["quotes"].values["figure"] == 0
    assert scores["grounded"].values["figure"] == 0
    assert scores["wrong_figures"].value == 0


def test_a_figure_for_what_must_be_refused_is_a_wrong_figure(observe_with: Observe) -> None:
    def gives_figure(answer: Answer) -> None:
        figure = {"value": "5", "unit": "USD", "display": "$5", "kind": "reported", "operands": []}
        answer.update(status="answered", text="$5", answer={"type": "figure", "value": "5"}, figures=[figure])

    worse = changed(observe_with(), observe_with({"refusal": gives_figure}))
    assert {"wrong_figures", "wrong_answers", "refusal_recall", "right"} <= worse
